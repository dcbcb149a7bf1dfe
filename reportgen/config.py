"""report.yaml → ReportConfig: what is asked for, checked against one documented model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, ValidationError
from pydantic_core import ErrorDetails

from reportgen.cells import Cell, StatisticConfig
from reportgen.document import CELL_FORMS
from reportgen.editions import Edition, editions_of
from reportgen.errors import Finding, Place, ReportError, error
from reportgen.extensions import load_extensions
from reportgen.measures import STATISTICS
from reportgen.registry import Scope
from reportgen.yamlfile import YamlFile, read_yaml
from reportgen.yamlmodels import LocalText, Part, texts_in

CONFIG_NAME = "report.yaml"


class SurveyConfig(Part):
    """One questionnaire: where its data and its codebook are."""

    data: Path
    """The respondents' data, as .csv or .xlsx, relative to report.yaml."""
    codebook: Path
    """The codebook in YAML, relative to report.yaml."""
    sheet: str | None = None
    """The worksheet of an Excel file; the first when left out."""


class RowConfig(Part):
    """One item in the stub of a table, with some of its options."""

    item: str
    options: tuple[str, ...] | None = None
    """The options to show, in this order. A single one is labelled with the item's label."""
    label: LocalText | None = None
    """What the stub prints for a single option, in place of the item's label."""


def _row(value: Any) -> Any:
    return {"item": value} if isinstance(value, str) else value


class TabulationConfig(Part):
    """What a table or figure shows: items in the stub, broken down by one item in the banner."""

    title: LocalText
    """The caption. It may hold expressions, as the narrative may."""
    rows: Annotated[tuple[Annotated[RowConfig, BeforeValidator(_row)], ...], Field(min_length=1)]
    """Items, or {item: NAME, options: [CODE, …]}."""
    by: str | None = None
    """The item whose categories are the columns (of a table) or the groups (of a figure)."""
    total: bool = True
    """Whether a broken-down table has a column for all respondents."""
    order: Literal["codebook", "descending"] = "codebook"
    """Options in the codebook's order, or by their share, largest first."""
    note: LocalText | None = None
    """A note below. Notes on bases and rounding are added by themselves."""


class TableConfig(TabulationConfig):
    """A table."""

    cells: tuple[Cell, ...] = ()
    """What stands in each column: by default count, percent and interval, or, when the table is
    broken down, count_percent. With a statistic, as mean_score, each row is an item."""


class FigureConfig(TabulationConfig):
    """A figure."""

    chart: str = "bar"
    """The chart kind: bar, grouped_bar, stacked_bar, or one of a plug-in."""


class ArticleConfig(Part):
    """The title block of the article."""

    label: LocalText | None = None
    """The column tag above the title, as 调查报告."""
    notice: LocalText | None = None
    """A statement printed with the title, as that a report is a demonstration."""
    authors: tuple[LocalText, ...] = ()
    affiliations: tuple[LocalText, ...] = ()
    keywords: tuple[LocalText, ...] = ()
    running_head: LocalText | None = None
    """The running head; the title when left out."""


class ReportConfig(Part):
    """Everything that report.yaml may say."""

    title: LocalText
    """The title of the report."""
    languages: Annotated[tuple[str, ...], Field(min_length=1)] = ("zh", "en")
    """The languages of the text, in the order in which a heading gives them."""
    article: ArticleConfig = ArticleConfig()
    surveys: Annotated[Mapping[str, SurveyConfig], Field(min_length=1)]
    """The questionnaires, by a short name."""
    narrative: Path = Path("report.md")
    """The text, relative to report.yaml."""
    references: Path | None = None
    """The reference list in YAML."""
    published: Path | None = None
    """Published figures that `reportgen check` compares with the results."""
    theme: str = "journal"
    """The look."""
    editions: Annotated[tuple[str, ...], Field(min_length=1)] = ("zh", "en")
    """The editions to build: zh, en, bilingual, parallel, or another language of the report."""
    formats: Annotated[tuple[str, ...], Field(min_length=1)] = ("pdf", "docx")
    """The formats to build: pdf, docx, html (a plain page in one file), or one of a plug-in."""
    name: Annotated[str, Field(pattern=r"^[^/\\]+$")] = "report"
    """The first part of the names of the files that a build writes."""
    interval: str = "wilson"
    """The method of the confidence intervals of proportions."""
    plugins: tuple[str, ...] = ()
    """Files of the project's folder plugins/ to run: what they add can be used in the report."""
    breakdowns: Mapping[str, tuple[str, ...]] = {}
    """By survey: items by which the text may break numbers down, besides those of the tables."""
    tables: Mapping[str, TableConfig] = {}
    figures: Mapping[str, FigureConfig] = {}


@dataclass(frozen=True, slots=True)
class Project:
    """A report's configuration, with the file it was read from."""

    config: ReportConfig
    source: YamlFile
    scope: Scope = field(default_factory=Scope)
    """What its plug-ins and locales add; whoever works on the project does so in this scope."""

    @property
    def folder(self) -> Path:
        """The folder that paths in report.yaml are relative to."""
        return self.source.path.parent

    def place(self, *key: str | int) -> Place:
        """Where in report.yaml a key stands."""
        return self.source.place(key)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the report is written in, in which every text is needed."""
        return self.config.languages

    @property
    def editions(self) -> Mapping[str, Edition]:
        """The editions that can be named, by name."""
        return editions_of(self.config.languages)


def read_config(path: Path) -> Project:
    """Read report.yaml, given the file or its folder, and run the plug-ins that it names.

    Raises ReportError with a finding for each fault: its line, column and key, what was found,
    what is allowed, and the nearest right name.
    """
    if path.is_dir():
        path = path / CONFIG_NAME
    source = read_yaml(path)
    if not isinstance(source.data, dict):
        raise error("report.yaml must be a mapping of keys", source.place(()))
    try:
        config = ReportConfig.model_validate(source.data)
    except ValidationError as fault:
        raise ReportError(*(_finding(detail, source) for detail in fault.errors())) from None
    scope, faulty = load_extensions(source, config.plugins, config.languages)
    project = Project(config, source, scope)
    faults = [
        *(faulty.findings if faulty else ()),
        *_unknown_cells(project),
        *_unknown_editions(project),
        *_unwritten(project),
        *_untranslated(project),
        *_with_expressions(project),
    ]
    if faults:
        raise ReportError(*faults) from (faulty.__cause__ if faulty else None)
    return project


def _finding(detail: ErrorDetails, source: YamlFile) -> Finding:
    key = tuple(part for part in detail["loc"] if not _is_branch(part))
    allowed: tuple[str, ...] = ()
    found = None if isinstance(detail["input"], dict | list) else str(detail["input"])
    message = detail["msg"].removeprefix("Value error, ")
    if detail["type"] == "extra_forbidden":
        allowed, found, message = _fields(key), str(key[-1]), "unknown key"
    elif detail["type"] == "missing":
        found, message = None, "a required key is missing"
    elif detail["type"] == "literal_error":
        allowed = tuple(
            part.strip("' ") for part in detail["ctx"]["expected"].replace(" or ", ", ").split(",")
        )
        message = "this is not one of the allowed values"
    elif detail["type"] in _SHAPES:
        message = _SHAPES[detail["type"]]
    hint = None
    if isinstance(detail["input"], bool) and detail["type"] == "string_type":
        hint = 'YAML reads yes, no, true and false as truth values: write "yes" in quotes'
    elif isinstance(detail["input"], int | float) and detail["type"] == "string_type":
        hint = f'write a number that is a code or a text in quotes: "{found}"'
    return Finding(message, source.place(key), found, allowed, hint)


_SHAPES = {
    "string_type": "this must be a text",
    "tuple_type": "this must be a list, as [a, b]",
    "dict_type": "this must be a mapping of keys",
    "mapping_type": "this must be a mapping of keys",
    "model_type": "this must be a mapping of keys",
    "bool_parsing": "this must be true or false",
    "bool_type": "this must be true or false",
    "too_short": "this must have one entry at least",
}


def _is_branch(part: str | int) -> bool:
    """Whether a part of pydantic's location is the name of a validator rather than a key."""
    return isinstance(part, str) and part.startswith(("function-", "is-instance", "cell:"))


def _fields(key: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys allowed where an unknown one stands."""
    models: dict[str, type[BaseModel]] = {
        "article": ArticleConfig,
        "surveys": SurveyConfig,
        "tables": TableConfig,
        "figures": FigureConfig,
    }
    if len(key) == 1:
        return tuple(ReportConfig.model_fields)
    if "rows" in key[:-1]:
        return tuple(RowConfig.model_fields)
    if "cells" in key[:-1]:
        return tuple(StatisticConfig.model_fields)
    return tuple(models[str(key[0])].model_fields) if key[0] in models else ()


def _unknown_cells(project: Project) -> list[Finding]:
    """A finding for each cell of a table that is neither a form of a proportion nor a statistic."""
    with project.scope.active():
        return [
            Finding(
                "this is not one of the allowed values",
                project.place("tables", table, "cells", index),
                cell,
                (*CELL_FORMS, *STATISTICS),
            )
            for table, config in project.config.tables.items()
            for index, cell in enumerate(config.cells)
            if isinstance(cell, str) and cell not in CELL_FORMS and cell not in STATISTICS
        ]


def _unknown_editions(project: Project) -> list[Finding]:
    return [
        Finding("unknown edition", project.place("editions", index), name, tuple(project.editions))
        for index, name in enumerate(project.config.editions)
        if name not in project.editions
    ]


def _unwritten(project: Project) -> list[Finding]:
    """A finding for each edition that prints a language in which there is no text."""
    written = set(project.config.languages)
    return [
        Finding(
            "this edition prints a language that the report isn't written in",
            project.place("editions", index),
            name,
            tuple(project.config.languages),
        )
        for index, name in enumerate(project.config.editions)
        if name in project.editions and not written.issuperset(project.editions[name].languages)
    ]


def _untranslated(project: Project) -> list[Finding]:
    """A finding for each text that lacks one of the report's languages."""
    return [
        Finding(
            f"the text in '{language}' is missing",
            project.source.place(key),
            hint=f"the report is written in {', '.join(project.languages)} (languages)",
        )
        for key, text in texts_in(project.config)
        for language in project.languages
        if not text.has(language)
    ]


def _with_expressions(project: Project) -> list[Finding]:
    """A finding for each text of the title block with an expression, which it can't hold."""
    texts = [(("title",), project.config.title), *texts_in(project.config.article, ("article",))]
    return [
        Finding("the title block can't hold an expression", project.source.place(key), text)
        for key, texts_by_language in texts
        for text in texts_by_language.by_language.values()
        if "{{" in text
    ]
