"""published.yaml → published figures, and findings where they and the results disagree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from reportgen.checks.quotations import percentage
from reportgen.errors import Finding, Place, ReportError, error
from reportgen.results import Results, estimate_id
from reportgen.survey import Item
from reportgen.yamlfile import YamlFile, read_yaml

PERCENTAGE = r"^\d+(\.\d+)?[%％]$"


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
    printed: Annotated[str, Field(pattern=PERCENTAGE)]
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
        raise error("published figures must be a mapping of keys", source.place(()))
    try:
        figures = PublishedFile.model_validate(source.data).figures
    except ValidationError as fault:
        raise ReportError(*(_finding(detail, source) for detail in fault.errors())) from None
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
        hint = f"add it to the breakdowns of '{survey}' in report.yaml"
        by = ", ".join(figure.where) or None
        return [Finding("the results have no such breakdown", places["where"], by, hint=hint)]
    estimate = results.estimates[name]
    data = f"{estimate.count}/{estimate.base.unweighted}"
    quoted = f"{figure.count}/{figure.base}"
    findings = []
    if data != quoted:
        message = f"published figure `{figure.name}`: {quoted} is printed, the data give {data}"
        findings.append(Finding(message, places["count"], hint=_source(figure)))
    printed = figure.printed.rstrip("%％")
    expected = percentage(figure.count, figure.base, len(printed.partition(".")[2]))
    if printed != expected:
        agree = " (count and base agree with the data)" if data == quoted else ""
        message = (
            f"published figure `{figure.name}`: {printed}% is printed, "
            f"{quoted} is {expected}%{agree}"
        )
        findings.append(Finding(message, places["printed"], hint=_source(figure)))
    return findings


def _source(figure: PublishedFigure) -> str | None:
    return f"source: {figure.source}" if figure.source else None


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
        findings.append(Finding("the count is larger than the base", places["count"]))
    return findings


def _unknown_option(
    name: str, code: str, item_place: Place, option_place: Place, results: Results
) -> list[Finding]:
    item: Item | None = results.items.get(name)
    if item is None:
        return [Finding("unknown item", item_place, name, tuple(results.items))]
    if code not in item.codes:
        return [Finding(f"item '{name}' has no such option", option_place, code, item.codes)]
    return []


def _twice(
    figures: Iterable[PublishedFigure], places: tuple[Mapping[str, Place], ...]
) -> list[Finding]:
    seen: set[str] = set()
    findings = []
    for figure, place in zip(figures, places, strict=True):
        if figure.id in seen:
            findings.append(Finding("this id stands twice", place["id"], figure.id))
        seen.add(figure.id)
    return findings


def _finding(detail: ErrorDetails, source: YamlFile) -> Finding:
    key, kind = detail["loc"], detail["type"]
    place = source.place(key)
    found = None if isinstance(detail["input"], dict | list) else str(detail["input"])
    if kind == "extra_forbidden":
        model = PublishedFigure if key[0] == "figures" else PublishedFile
        return Finding("unknown key", place, str(key[-1]), tuple(model.model_fields))
    if kind == "missing":
        return Finding("a required key is missing", place)
    if kind == "string_pattern_mismatch":
        return Finding("not a percentage as it is printed", place, found, hint='as "22.5%"')
    quoted = "put it in quotes" if kind == "string_type" and found is not None else None
    return Finding(detail["msg"], place, found, hint=quoted)
