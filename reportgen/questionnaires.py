"""The questionnaires of a report, as report.yaml names them: their files, and who is counted."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from reportgen.yamlmodels import LocalText, Part


class RecruitmentConfig(Part):
    """A number of people from before the data, as invited or reached."""

    label: LocalText
    """What they are, as {zh: 发送邀请, en: Invitations sent}."""
    count: Annotated[int, Field(ge=0, strict=True)]
    """How many they were. It is printed as given: nothing in the data bears it out."""
    lost: LocalText | None = None
    """What those are called who are in this number and not in the next, as no response."""


class InclusionConfig(Part):
    """A rule by which respondents are in the report."""

    where: str
    """Who is in it, in the words of relevant: ${consent} = 'yes'."""
    reason: LocalText
    """Why the others are not, as {zh: 未同意参加, en: No consent}."""


class SurveyConfig(Part):
    """One questionnaire: where its data and its codebook are."""

    data: Path
    """The respondents' answers, as .csv or .xlsx, relative to report.yaml."""
    codebook: Path
    """The codebook, in YAML or as an XLSForm workbook, relative to report.yaml."""
    sheet: str | None = None
    """The worksheet of a workbook of answers; the first when left out."""
    include: tuple[InclusionConfig, ...] = ()
    """Rules that a respondent must meet, one after another, to be counted at all."""
    recruitment: tuple[RecruitmentConfig, ...] = ()
    """Numbers from before the data, for a figure of the kind flow."""
