"""Results and the report's text → the Document that every language and format prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from reportgen.cells import StatisticConfig
from reportgen.compose.absent import absent
from reportgen.compose.comments import displaced_comments, lone_comments, without_gaps
from reportgen.compose.definitions import definitions
from reportgen.compose.expressions import CLOSING, OPENING, UNKNOWN, Expressions, Placed
from reportgen.compose.footnotes import Notes, displaced
from reportgen.compose.markdown import (
    Piece,
    idle_marks,
    parse_inline,
    read_markdown,
    to_inlines,
    unwrapped,
    without_comments,
)
from reportgen.compose.narrative import Narrator
from reportgen.compose.notes import figure_notes, table_notes
from reportgen.compose.outline import ABSTRACT, Pair, build_sections, section_ids
from reportgen.compose.parity import NOTES, NUMBERS, REFERENCES, differences
from reportgen.compose.references import known_references, with_references
from reportgen.compose.unprinted import unprinted, unprinted_inline
from reportgen.config import FigureConfig, Project, TableConfig
from reportgen.document import (
    CELL_FORMS,
    Block,
    Content,
    Document,
    Figure,
    Form,
    FrontMatter,
    Inline,
    KeyFigure,
    ListBlock,
    MeasureCell,
    Paragraph,
    Section,
    Table,
    Words,
    walk,
)
from reportgen.errors import Finding, Place, ReportError, finding, in_order
from reportgen.locales import load_locale, statistic_label
from reportgen.measures import full_name
from reportgen.results import Results, Tabulation
from reportgen.text import Text
from reportgen.theme import Theme
from reportgen.yamlfile import read_utf8

MEASURE_CELLS = {
    "value": Form.VALUE,
    "error": Form.VALUE_ERROR,
    "interval": Form.VALUE_INTERVAL_CELL,
}
"""The form of a table's column by what it shows of a statistic."""


def compose(project: Project, results: Results, theme: Theme | None = None) -> Document:
    """The report's Document: sections in order, tables and figures numbered where they stand.

    Notes are worded as the locales have them, or as `theme` has them in their place.

    Raises ReportError, with file, line and column, for text that can't be made into a report.
    """
    document, faults = drafted(project, results, theme)
    if faults:
        raise ReportError(*faults)
    return document


def drafted(
    project: Project, results: Results, theme: Theme | None = None
) -> tuple[Document, list[Finding]]:
    """The Document as far as it can be made, and everything that is wrong with its text.

    `results` may lack tabulations: what is asked for wrongly in report.yaml is left out.
    """
    path = project.folder / project.config.narrative
    _require_locales(project)
    references, faults = known_references(project)
    source = without_comments(read_utf8(path))
    languages = project.config.languages
    sections = section_ids(read_markdown(source, languages, str(path))[0])
    tables, figures = tuple(project.config.tables), tuple(project.config.figures)
    expressions = Expressions(results, tables, figures, sections, tuple(references or ()))
    writer = _Writer(project, results, theme, Narrator(expressions), str(path))
    text = writer.narrator.render(source, Place(str(path), 1))
    pieces, more = read_markdown(text, languages, str(path))
    pieces = writer.notes.defined_in(pieces)
    if not pieces and not more:
        more = [finding("no-text", Place(str(path)))]
    built, yet_more = build_sections(pieces, languages, str(path), writer.blocks)
    key_figures = writer.key_figures()
    whole = with_references(built, expressions, references or {})
    document = _document(project, whole, key_figures, results)
    faults += [
        *writer.narrator.faults,
        *more,
        *unprinted(text, languages, str(path)),
        *yet_more,
        *writer.faults,
        *writer.notes.unused(),
        *absent(document, expressions, source, path),
    ]
    doubtful = _doubtful(writer) | ({"unknown-reference"} if references is None else set())
    return document, in_order(one for one in faults if one.name not in doubtful)


def _doubtful(writer: _Writer) -> set[str]:
    """What can't be judged while something else is wrong."""
    doubtful = {NUMBERS, REFERENCES} if writer.narrator.faults else set()
    if any(one.name == "unknown-note" for one in writer.faults):
        doubtful |= {NUMBERS, REFERENCES, NOTES, "unused-note"}
    return doubtful


def _require_locales(project: Project) -> None:
    """Raise for a language of report.yaml that has no locale."""
    for index, language in enumerate(project.languages):
        try:
            load_locale(language)
        except ReportError as fault:
            place = project.place("languages", index)
            raise ReportError(*(replace(one, place=place) for one in fault.findings)) from None


@dataclass(slots=True)
class _Writer:
    """Turns pieces of text into blocks, and counts tables and figures as they come."""

    project: Project
    results: Results
    theme: Theme | None
    narrator: Narrator
    file: str
    tables: int = 0
    figures: int = 0
    placed: set[str] = field(default_factory=set)
    faults: list[Finding] = field(default_factory=list)
    notes: Notes = field(init=False)

    def __post_init__(self) -> None:
        self.notes = Notes(self.file, self._written, self.faults)

    def blocks(self, pair: Pair) -> Sequence[Block]:
        first = next(iter(pair.values()))
        if first.language is None:
            return self._common(first)
        place = Place(self.file, first.line)
        if first.kind == "paragraph":
            content = {name: self._text(piece, 0, name) for name, piece in pair.items()}
            self.faults += differences(content, place)
            self.faults += lone_comments(content, place)
            return [Paragraph(content)]
        entries = range(len(first.inlines))
        if len({len(piece.inlines) for piece in pair.values()}) > 1:
            self.faults.append(finding("uneven-lists", place))
            return []
        items = tuple(
            {name: self._text(piece, entry, name) for name, piece in pair.items()}
            for entry in entries
        )
        for item in items:
            self.faults += differences(item, place)
        return [ListBlock(items, is_ordered=first.kind == "ordered_list")]

    def text(self, text: Text, key: tuple[str | int, ...]) -> Content:
        """A caption, note or key figure of report.yaml, in each language."""
        place = self.project.source.place(key)
        content = {}
        for language in self.project.config.languages:
            if not text.has(language):
                continue  # told with report.yaml
            rendered = self.narrator.render(text[language], place)
            self.faults += unprinted_inline(rendered, place)
            token = parse_inline(rendered)
            content[language] = self._written(token, language, place)
        self.faults += displaced(content, place)
        self.faults += displaced_comments(content, place)
        self.faults += differences(content, place)
        return content

    def key_figures(self) -> tuple[KeyFigure, ...]:
        """The key figures, in the order of report.yaml; a bare number is told."""
        for index, config in enumerate(self.project.config.key_figures):
            place = self.project.place("key_figures", index, "value")
            for text in config.value.by_language.values():
                if "{{" not in text:
                    self.faults.append(finding("bare-key-figure", place, text))
        return tuple(
            KeyFigure(
                self.text(config.value, ("key_figures", index, "value")),
                self.text(config.label, ("key_figures", index, "label")),
            )
            for index, config in enumerate(self.project.config.key_figures)
        )

    def _text(self, piece: Piece, entry: int, language: str) -> tuple[Inline, ...]:
        place = Place(self.file, piece.line)
        return self._written(piece.inlines[entry], language, place)

    def _written(self, token: Token, language: str, place: Place) -> tuple[Inline, ...]:
        """An inline token as running text, with its notes."""
        self.faults += idle_marks(token, place)
        found = to_inlines(
            token,
            lambda words: self._spans(words, language, place),
            lambda name: self.notes.called(name, language, place),
        )
        return without_gaps(unwrapped(found, load_locale(language).line_join))

    def _spans(self, words: str, language: str, place: Place) -> list[Inline]:
        """Words with marks in them → words and spans."""
        found: list[Inline] = []
        for index, part in enumerate(words.replace(CLOSING, OPENING).split(OPENING)):
            if index % 2:
                span = self.narrator.expressions.inlines(int(part), language)
                if isinstance(span, Placed):
                    self.faults.append(finding("table-in-text", place, span.target))
                else:
                    found.append(span)
            elif part:
                found.append(Words(part))
        return found

    def _common(self, piece: Piece) -> Sequence[Block]:
        """A block outside the languages' blocks: a table, a figure, or text for a lone language."""
        text = piece.inlines[0].content.strip()
        languages = self.project.config.languages
        parts = text.replace(CLOSING, OPENING).split(OPENING)
        spans = [self.narrator.expressions.inlines(int(mark), languages[0]) for mark in parts[1::2]]
        if Words(UNKNOWN) in spans:
            return []  # it may be a table or a figure
        targets = [span.target for span in spans if isinstance(span, Placed)]
        if len(targets) == len(spans) and not "".join(parts[::2]).strip():
            placed = [self._placed(target, Place(self.file, piece.line)) for target in targets]
            return [block for block in placed if block is not None]
        if len(languages) > 1:
            place, first = Place(self.file, piece.line), "".join(parts[::2]).split("\n")[0][:30]
            fault = finding("text-outside-blocks", place, first or None, language=languages[0])
            self.faults.append(fault)
            return []
        return self.blocks({languages[0]: replace(piece, language=languages[0])})

    def _placed(self, target: str, place: Place) -> Table | Figure | None:
        kind, _, name = target.partition(":")
        if target in self.placed:
            self.faults.append(finding("placed-twice", place, target))
            return None
        self.placed.add(target)
        tabulation = self.results.tabulations.get(target)
        if tabulation is None:
            return None
        if kind == "tbl":
            self.tables += 1
            return self._table(name, self.project.config.tables[name], tabulation)
        self.figures += 1
        return self._figure(name, self.project.config.figures[name], tabulation)

    def _table(self, name: str, config: TableConfig, tabulation: Tabulation) -> Table:
        default = ("count_percent",) if config.by else ("count", "percent", "interval")
        notes = self._notes(table_notes, tabulation)
        if config.note:
            notes = (self.text(config.note, ("tables", name, "note")), *notes)
        return Table(
            id=name,
            number=self.tables,
            title=self.text(config.title, ("tables", name, "title")),
            tabulation=tabulation,
            cells=tuple(self._cell(cell) for cell in config.cells or default),
            notes=notes,
            span=config.span,
        )

    def _cell(self, cell: str | StatisticConfig) -> Form | MeasureCell:
        """A column of a table: a form of a proportion, or a statistic with what it is called."""
        if isinstance(cell, str) and cell in CELL_FORMS:
            return CELL_FORMS[cell]
        asked = cell if isinstance(cell, StatisticConfig) else StatisticConfig(statistic=cell)
        label = statistic_label(asked.statistic, self.project.config.languages)
        name = full_name(asked.statistic, asked.arguments)
        return MeasureCell(name, MEASURE_CELLS[asked.show], label)

    def _figure(self, name: str, config: FigureConfig, tabulation: Tabulation) -> Figure:
        notes = self._notes(figure_notes, tabulation)
        if config.note:
            notes = (self.text(config.note, ("figures", name, "note")), *notes)
        return Figure(
            id=name,
            number=self.figures,
            title=self.text(config.title, ("figures", name, "title")),
            chart=config.chart,
            tabulation=tabulation,
            notes=notes,
            span=config.span,
            options=config.options,
        )

    def _notes(
        self, notes_of: Callable[..., Iterator[tuple[Inline, ...]]], tabulation: Tabulation
    ) -> tuple[Content, ...]:
        languages = self.project.config.languages
        locales = [load_locale(language, self.theme) for language in languages]
        by_language = [notes_of(tabulation, self.results, locale, locales) for locale in locales]
        return tuple(
            dict(zip(languages, notes, strict=True)) for notes in zip(*by_language, strict=True)
        )


def _document(
    project: Project,
    sections: list[Section],
    key_figures: tuple[KeyFigure, ...],
    results: Results,
) -> Document:
    article = project.config.article
    abstract = next((section for section in sections if section.role == ABSTRACT), None)
    front = FrontMatter(
        title=project.config.title,
        label=article.label,
        notice=article.notice,
        authors=article.authors,
        affiliations=article.affiliations,
        keywords=article.keywords,
        running_head=article.running_head,
        date=article.date,
        citation=article.citation,
        contact=article.contact,
        abstract=abstract,
        key_figures=key_figures,
    )
    body = tuple(section for section in sections if section.role != ABSTRACT)
    targets: dict[str, Table | Figure | Section] = {}
    for block in (inner for section in sections for inner in walk(section)):
        if isinstance(block, Section):
            targets[f"sec:{block.id}"] = block
        elif isinstance(block, Table | Figure):
            targets[f"{'tbl' if isinstance(block, Table) else 'fig'}:{block.id}"] = block
    defined = definitions(results, sections, key_figures)
    return Document(project.config.languages, front, body, targets, defined)
