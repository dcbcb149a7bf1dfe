"""report.yaml → ReportConfig: what is asked for, checked against one documented model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, ValidationError
from pydantic_core import PydanticCustomError

from reportgen.cells import Cell
from reportgen.document import CELL_FORMS, CHART_OPTIONS, ChartOptions
from reportgen.editions import Edition, editions_of
from reportgen.errors import Finding, Place, ReportError, error, finding
from reportgen.extensions import load_extensions
from reportgen.measures import STATISTICS
from reportgen.questionnaires import SurveyConfig
from reportgen.registry import Scope
from reportgen.validation import faults
from reportgen.yamlfile import YamlFile, read_yaml
from reportgen.yamlmodels import LocalText, Part, texts_in

CONFIG_NAME = "report.yaml"
FILE_NAME = r"^[^/\\]+$"


def _file_name(value: str) -> str:
    if not re.fullmatch(FILE_NAME, value):
        raise PydanticCustomError("not-a-file-name", "not a file name")
    return value


class RowConfig(Part):
    """One item in the stub of a table, with some of its options."""

    item: str
    """The item, by its name in the codebook."""
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
    rows: Annotated[
        tuple[
            Annotated[RowConfig, BeforeValidator(_row, json_schema_input_type=str | RowConfig)], ...
        ],
        Field(min_length=1),
    ]
    """Items, or {item: NAME, options: [CODE, …]}."""
    by: str | None = None
    """The item whose categories are the columns (of a table) or the groups (of a figure)."""
    total: StrictBool = True
    """Whether a broken-down table has a column for all respondents."""
    order: Literal["codebook", "descending"] = "codebook"
    """Options in the codebook's order, or by their share, largest first."""
    note: LocalText | None = None
    """A note below. Notes on bases and rounding are added by themselves."""
    span: Literal["auto", "column", "page"] = "auto"
    """What it takes on pages of several columns: a column or the width of the page; by default
    what it needs. A Word draft has one column, so that there it changes nothing."""


class TableConfig(TabulationConfig):
    """A table."""

    cells: tuple[Cell, ...] = ()
    """What stands in each column: by default count, percent and interval, or, when the table is
    broken down, count_percent. With a statistic, as mean_score, each row is an item."""


class FigureConfig(TabulationConfig):
    """A figure."""

    chart: str = "bar"
    """The chart kind, as bar, or one of a plug-in."""
    intervals: StrictBool | None = None
    """Whether confidence intervals are drawn: of bars when true, of dots unless false."""
    panels: StrictBool = False
    """Whether each category of `by` has a panel of its own, all on one scale."""
    direction: Literal["rising", "falling"] | None = None
    """Whether an ordered scale goes from its negative end to the positive one in the codebook
    (rising), or the other way (falling)."""
    neutral: str | None = None
    """The option between the sides of an ordered scale; when left out, the middle one of an odd
    number."""
    neutral_at: Literal["middle", "right"] = "middle"
    """Where the neutral option is drawn: on both sides of the zero line, or apart at the right."""
    bins: Annotated[int, Field(ge=1, le=100, strict=True)] | None = None
    """How many classes a histogram has at most; by a rule when left out."""
    top: Annotated[int, Field(ge=1, le=60, strict=True)] = 12
    """How many combinations an upset shows; the others are summed up."""

    @property
    def options(self) -> ChartOptions:
        """How the chart kind is to draw."""
        return ChartOptions(self.intervals, self.panels, self.neutral_at)


class ArticleConfig(Part):
    """The title block of the article."""

    label: LocalText | None = None
    """The column tag above the title, as 调查报告."""
    notice: LocalText | None = None
    """A statement printed with the title, as that a report is a demonstration."""
    authors: tuple[LocalText, ...] = ()
    """The authors, in order."""
    affiliations: tuple[LocalText, ...] = ()
    """Where the authors work."""
    keywords: tuple[LocalText, ...] = ()
    """The key words, printed below the abstract."""
    running_head: LocalText | None = None
    """The running head; the title when left out."""
    date: LocalText | None = None
    """The date as a cover prints it."""
    citation: LocalText | None = None
    """How to quote the report; printed on the last page by themes that have one."""
    contact: LocalText | None = None
    """Whom to write to; printed there too."""


class KeyFigureConfig(Part):
    """A number that the report puts first, where the theme has a panel of them."""

    value: LocalText
    """What is printed large: an expression, as {{ percent("awareness", "aware") }}."""
    label: LocalText
    """What the number is. It may hold expressions too."""


PdfStandard = Literal["ua-1", "a-3a"]
PDF_STANDARDS: tuple[PdfStandard, ...] = get_args(PdfStandard)
"""The standards that a PDF may keep, by the names that report.yaml uses."""


class PdfConfig(Part):
    """The kind of PDF: for readers, or for archives as well."""

    standard: PdfStandard = "ua-1"
    """ua-1 is PDF/UA-1, which can be read aloud. a-3a is PDF/A-3a besides, for archives: it
    encloses each table and figure as CSV and all results as JSON."""


class WordConfig(Part):
    """The Word draft."""

    charts: Literal["native", "picture"] = "native"
    """What figures are: native, charts of Word that a double click opens, or picture."""


class ReportConfig(Part):
    """Everything that report.yaml may say."""

    title: LocalText
    """The title of the report."""
    languages: Annotated[tuple[str, ...], Field(min_length=1)] = ("zh", "en")
    """The languages of the text, in the order in which a heading gives them."""
    article: ArticleConfig = ArticleConfig()
    """The title block: column tag, notice, authors, key words, running head."""
    key_figures: tuple[KeyFigureConfig, ...] = ()
    """Numbers that the report puts first: three to six."""
    surveys: Annotated[Mapping[str, SurveyConfig], Field(min_length=1)]
    """The questionnaires, by a short name."""
    narrative: Path = Path("report.md")
    """The text, relative to report.yaml."""
    references: Path | None = None
    """The reference list in YAML."""
    published: Path | None = None
    """Published figures that `reportgen check` compares with the results."""
    theme: str = "journal"
    """The look: the name of a theme."""
    editions: Annotated[tuple[str, ...], Field(min_length=1)] = ("zh", "en")
    """The editions to build: zh, en, bilingual, parallel, or another language of the report."""
    formats: Annotated[tuple[str, ...], Field(min_length=1)] = ("pdf", "docx")
    """The formats to build: pdf, docx, html (a plain page in one file), or one of a plug-in."""
    pdf: PdfConfig = PdfConfig()
    """What a PDF has besides its pages."""
    word: WordConfig = WordConfig()
    """What a Word draft is made of."""
    name: Annotated[
        str, AfterValidator(_file_name), Field(json_schema_extra={"pattern": FILE_NAME})
    ] = "report"
    """The first part of the names of the files that a build writes."""
    interval: str = "wilson"
    """The method of the confidence intervals of proportions."""
    plugins: tuple[str, ...] = ()
    """Files of the project's folder plugins/ to run: what they add can be used in the report."""
    breakdowns: Mapping[str, tuple[str, ...]] = {}
    """By survey: items by which the text may break numbers down, besides those of the tables."""
    tables: Mapping[str, TableConfig] = {}
    """The tables, by a short name that `table("…")` in the text calls them by."""
    figures: Mapping[str, FigureConfig] = {}
    """The figures, by a short name that `figure("…")` in the text calls them by."""


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

    def with_pdf_standard(self, standard: PdfStandard) -> Project:
        """The same project, its PDFs of another kind than report.yaml says."""
        config = self.config.model_copy(update={"pdf": PdfConfig(standard=standard)})
        return replace(self, config=config)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the report is written in, in which every text is needed."""
        return self.config.languages

    @property
    def editions(self) -> Mapping[str, Edition]:
        """The editions that can be named, by name."""
        return editions_of(self.config.languages)


def config_file(path: Path) -> Path:
    """The file of a report's configuration, given that or its folder."""
    return path / CONFIG_NAME if path.is_dir() else path


def read_config(path: Path) -> Project:
    """Read report.yaml, given the file or its folder, and run the plug-ins that it names.

    Raises ReportError with a finding for each fault: its line, column and key, what was found,
    what is allowed, and the nearest right name.
    """
    source = read_yaml(config_file(path))
    if not isinstance(source.data, dict):
        raise error("report-not-a-mapping", source.place(()))
    try:
        config = ReportConfig.model_validate(source.data)
    except ValidationError as fault:
        raise ReportError(*faults(fault, source.place, ReportConfig)) from None
    scope, faulty = load_extensions(source, config.plugins, config.languages)
    project = Project(config, source, scope)
    findings = [
        *(faulty.findings if faulty else ()),
        *_unknown_cells(project),
        *_options_not_taken(project),
        *_unknown_editions(project),
        *_unwritten(project),
        *_untranslated(project),
        *_with_expressions(project),
    ]
    if findings:
        raise ReportError(*findings) from (faulty.__cause__ if faulty else None)
    return project


def _unknown_cells(project: Project) -> list[Finding]:
    """A finding for each cell of a table that is neither a form of a proportion nor a statistic."""
    with project.scope.active():
        known = (*CELL_FORMS, *STATISTICS)
        cells = [
            (cell, ("tables", table, "cells", index))
            for table, config in project.config.tables.items()
            for index, cell in enumerate(config.cells)
        ]
        return [
            finding("not-one-of", project.place(*key), cell, known)
            if isinstance(cell, str)
            else finding("unknown-statistic", project.place(*key, "statistic"), name, STATISTICS)
            for cell, key in cells
            if (name := cell if isinstance(cell, str) else cell.statistic) not in known
            or (not isinstance(cell, str) and name not in STATISTICS)
        ]


def _options_not_taken(project: Project) -> list[Finding]:
    """A finding for each option of a figure that its chart kind doesn't take."""
    every = {name for taken in CHART_OPTIONS.values() for name in taken}
    return [
        finding("option-not-taken", project.place("figures", name, key), key, taken, chart=kind)
        for name, figure in project.config.figures.items()
        if (taken := CHART_OPTIONS.get(kind := figure.chart)) is not None
        for key in sorted(every & figure.model_fields_set)
        if key not in taken
    ]


def _unknown_editions(project: Project) -> list[Finding]:
    return [
        finding("unknown-edition", project.place("editions", index), name, project.editions)
        for index, name in enumerate(project.config.editions)
        if name not in project.editions
    ]


def _unwritten(project: Project) -> list[Finding]:
    """A finding for each edition that prints a language in which there is no text."""
    written = set(project.config.languages)
    return [
        finding("unwritten-edition", project.place("editions", index), name, project.languages)
        for index, name in enumerate(project.config.editions)
        if name in project.editions and not written.issuperset(project.editions[name].languages)
    ]


def _untranslated(project: Project) -> list[Finding]:
    """A finding for each text that lacks one of the report's languages."""
    return [
        finding(
            "text-missing",
            project.source.place(key),
            language=language,
            languages=project.languages,
        )
        for key, text in texts_in(project.config)
        for language in project.languages
        if not text.has(language)
    ]


def _with_expressions(project: Project) -> list[Finding]:
    """A finding for each text of the title block with an expression, which it can't hold."""
    texts = [(("title",), project.config.title), *texts_in(project.config.article, ("article",))]
    return [
        finding("expression-in-title", project.source.place(key), text)
        for key, texts_by_language in texts
        for text in texts_by_language.by_language.values()
        if "{{" in text
    ]
