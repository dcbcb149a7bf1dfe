"""published.yaml → published figures, and findings where they and the results disagree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from reportgen.checks.quotations import percentage
from reportgen.errors import Finding, Place, ReportError, error, finding
from reportgen.results import Results, estimate_id
from reportgen.survey import Item
from reportgen.validation import faults
from reportgen.yamlfile import read_yaml

PERCENTAGE = r"^\d+(\.\d+)?[%％]$"


def _percentage(value: str) -> str:
    if not re.fullmatch(PERCENTAGE, value):
        raise PydanticCustomError("not-a-percentage", "not a percentage")
    return value


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class PublishedFigure(_Part):
    """A figure as a publication prints it, and the estimate of the results that it should be."""

    id: Annotated[str, Field(min_length=1)]
    """A short name, by which messages call the figure."""
    item: str
    """The item, by its name in the codebook."""
    option: str
    """The option, by its code."""
    where: Mapping[str, str] = {}
    """Whom the figure is of: option codes by item name."""
    count: Annotated[int, Field(ge=0, strict=True)]
    """How many selected the option, as printed."""
    base: Annotated[int, Field(gt=0, strict=True)]
    """Of how many, as printed."""
    printed: Annotated[
        str, AfterValidator(_percentage), Field(json_schema_extra={"pattern": PERCENTAGE})
    ]
    """The percentage, with its sign and decimals as printed."""
    source: str | None = None
    """Where in the publication it stands."""

    @property
    def name(self) -> str:
        """The estimate without its survey: ``item.option@by=category``."""
        return estimate_id("", self.item, self.option, tuple(self.where.items()))


class PublishedFile(_Part):
    """Figures that are in print already, for `reportgen check` to compare with the results."""

    source: Mapping[str, str | int] = {}
    """The publication, in keys of your own: title, journal, year and so on."""
    figures: Annotated[tuple[PublishedFigure, ...], Field(min_length=1)]
    """The figures."""


class Published(_Part):
    """The figures of a publication, each with its place in the file."""

    figures: tuple[PublishedFigure, ...]
    places: tuple[Mapping[str, Place], ...]
    """For each figure the place of each of its keys."""


def read_published(path: Path) -> Published:
    """Read the published figures; ReportError with a finding for each fault of the file."""
    source = read_yaml(path)
    if not isinstance(source.data, dict):
        raise error("published-not-a-mapping", source.place(()))
    try:
        figures = PublishedFile.model_validate(source.data).figures
    except ValidationError as fault:
        raise ReportError(*faults(fault, source.place, PublishedFile)) from None
    places = tuple(
        {key: source.place(("figures", index, key)) for key in PublishedFigure.model_fields}
        for index in range(len(figures))
    )
    if twice := _twice(figures, places):
        raise ReportError(*twice)
    return Published(figures=figures, places=places)


def compare(published: Published, results: Results) -> list[Finding]:
    """A finding for each published figure that its own counts or the results contradict."""
    return [
        finding
        for figure, places in zip(published.figures, published.places, strict=True)
        for finding in (_unknown(figure, places, results) or _differing(figure, places, results))
    ]


def _differing(
    figure: PublishedFigure, places: Mapping[str, Place], results: Results
) -> list[Finding]:
    survey = results.items[figure.item].survey
    name = estimate_id(survey, figure.item, figure.option, tuple(figure.where.items()))
    if name not in results.estimates:
        by = ", ".join(figure.where) or None
        return [finding("breakdown-not-computed", places["where"], by, survey=survey)]
    estimate = results.estimates[name]
    data = f"{estimate.count}/{estimate.base.unweighted}"
    quoted = f"{figure.count}/{figure.base}"
    findings = []
    if data != quoted:
        findings.append(
            _told("published-counts", figure, places["count"], quoted=quoted, data=data)
        )
    printed = figure.printed.rstrip("%％")
    expected = percentage(figure.count, figure.base, len(printed.partition(".")[2]))
    if printed != expected:
        name = "published-percentage" if data == quoted else "published-percentage-and-counts"
        told = {"printed": f"{printed}%", "quoted": quoted, "expected": f"{expected}%"}
        findings.append(_told(name, figure, places["printed"], **told))
    return findings


def _told(name: str, figure: PublishedFigure, place: Place, **values: str) -> Finding:
    """A finding of a published figure, and where in the publication it stands."""
    details = ("source",) if figure.source else ()
    values |= {"figure": figure.name, "source": figure.source or ""}
    return finding(name, place, details=details, **values)


def _unknown(
    figure: PublishedFigure, places: Mapping[str, Place], results: Results
) -> list[Finding]:
    """Findings for names that no codebook has."""
    findings = _unknown_option(
        figure.item, figure.option, places["item"], places["option"], results
    )
    for item, code in figure.where.items():
        findings += _unknown_option(item, code, places["where"], places["where"], results)
    if figure.count > figure.base:
        ratio = f"{figure.count}/{figure.base}"
        findings.append(finding("count-over-base", places["count"], ratio=ratio))
    return findings


def _unknown_option(
    name: str, code: str, item_place: Place, option_place: Place, results: Results
) -> list[Finding]:
    item: Item | None = results.items.get(name)
    if item is None:
        return [finding("unknown-item", item_place, name, results.items)]
    if code not in item.codes:
        known, like = item.codes, item.code_meant(code)
        return [finding("unknown-option", option_place, code, known, item=name, meant=like)]
    return []


def _twice(
    figures: Iterable[PublishedFigure], places: tuple[Mapping[str, Place], ...]
) -> list[Finding]:
    seen: set[str] = set()
    findings = []
    for figure, place in zip(figures, places, strict=True):
        if figure.id in seen:
            findings.append(finding("published-twice", place["id"], figure.id))
        seen.add(figure.id)
    return findings
