"""The report as one tree of blocks that serves every language and format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias

from reportgen.results import Estimate, Tabulation
from reportgen.survey import Item
from reportgen.text import Text

ROLES = (
    "abstract", "introduction", "methods", "results", "discussion", "declarations", "references",
)  # fmt: skip
"""Parts of an article that a section may play."""


class Form(StrEnum):
    """How a number is printed. A locale says how each form looks in its language."""

    SHARE = "share"
    """90.8% (5 765/6 347)"""
    PERCENT = "percent"
    """90.8%"""
    COUNT = "count"
    """5 765"""
    BASE = "base"
    """6 347"""
    FRACTION = "fraction"
    """5 765/6 347"""
    INTERVAL = "interval"
    """95% CI: 90.1%-91.5%"""
    PERCENT_CELL = "percent_cell"
    """90.8, where the column head holds the per cent sign"""
    COUNT_PERCENT_CELL = "count_percent_cell"
    """5 765 (90.8)"""
    SHARE_CELL = "share_cell"
    """90.8 (5 765/6 347)"""
    INTERVAL_CELL = "interval_cell"
    """90.1-91.5"""
    PERCENT_LABEL = "percent_label"
    """90.8%, beside a bar, or n/N over a small base"""
    VALUE = "value"
    """3.42, a statistic that is no proportion"""
    VALUE_ERROR = "value_error"
    """0.05, its standard error"""
    VALUE_INTERVAL = "value_interval"
    """95% CI: 3.32-3.52"""
    VALUE_INTERVAL_CELL = "value_interval_cell"
    """3.32-3.52, where the column head says what it is"""


CELL_FORMS = {
    "count": Form.COUNT,
    "base": Form.BASE,
    "percent": Form.PERCENT_CELL,
    "interval": Form.INTERVAL_CELL,
    "fraction": Form.FRACTION,
    "count_percent": Form.COUNT_PERCENT_CELL,
    "share": Form.SHARE_CELL,
}
"""What the columns of a table may hold, by the names that report.yaml uses."""


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number span: an estimate, and the form in which to print it."""

    estimate: Estimate
    form: Form


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference to a table, figure or section by its id, as ``tbl:barriers``."""

    target: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A note mark that points to entries of the reference list, by their numbers."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasised text; `is_strong` for the heavier of the two kinds."""

    content: tuple[Inline, ...]
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note that is called where this stands: its number in its language, and what it says."""

    number: int
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark of an author to the others on what stands before it; only drafts show it."""

    text: str
    author: str = ""


Inline: TypeAlias = Words | Number | Reference | Citation | Emphasis | Footnote | Comment
Content: TypeAlias = Mapping[str, tuple[Inline, ...]]
"""One piece of running text in several languages, by language code."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the narrative, its text in each language."""

    content: Content


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; each item has its text in each language."""

    items: tuple[Content, ...]
    is_ordered: bool = False


@dataclass(frozen=True, slots=True)
class MeasureCell:
    """A column of a table of statistics: which of them, in which form, and what it is called."""

    statistic: str
    form: Form
    label: Text


@dataclass(frozen=True, slots=True)
class Table:
    """A numbered table: caption, tabulation, what each banner column holds, notes."""

    id: str
    number: int
    title: Content
    tabulation: Tabulation
    cells: tuple[Form | MeasureCell, ...]
    notes: tuple[Content, ...] = ()
    span: str = "auto"
    """What it takes on pages of several columns: column, page, or auto by its content."""


@dataclass(frozen=True, slots=True)
class ChartOptions:
    """How a chart kind draws, by the keys of a figure in report.yaml, which tell of them."""

    intervals: bool | None = None
    panels: bool = False
    neutral_at: str = "middle"


CHART_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "bar": ("intervals", "panels"),
    "grouped_bar": ("intervals",),
    "stacked_bar": (),
    "diverging_bar": ("direction", "neutral", "neutral_at"),
    "dot": ("intervals", "panels"),
    "dumbbell": (),
    "slope": (),
    "heat_map": (),
    "histogram": ("bins",),
    "box": (),
    "upset": ("top",),
    "flow": (),
}
"""The options that each chart kind takes, besides those of all; one of a plug-in takes any."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A numbered figure: caption, the chart kind that draws its tabulation, notes."""

    id: str
    number: int
    title: Content
    chart: str
    tabulation: Tabulation
    notes: tuple[Content, ...] = ()
    span: str = "auto"
    """What it takes on pages of several columns: column, page, or auto by its content."""
    options: ChartOptions = ChartOptions()


@dataclass(frozen=True, slots=True)
class ReferenceEntry:
    """One entry of the reference list, with its number."""

    key: str
    number: int
    text: Text


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """The reference list, in the order of first citation."""

    entries: tuple[ReferenceEntry, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its heading.

    `number` counts the section among its siblings at each level, as (4, 1) for the first part of
    the fourth section. `role` is the part that a level-1 section plays in the article.
    """

    id: str
    role: str
    level: int
    number: tuple[int, ...]
    heading: Text
    blocks: tuple[Block, ...] = ()


Block: TypeAlias = Paragraph | ListBlock | Table | Figure | ReferenceList | Section


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number that a report puts first: what is printed large, and what it is."""

    value: Content
    label: Content


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The title block: what stands above the text of an article, or on the cover of a report."""

    title: Text
    label: Text | None = None
    notice: Text | None = None
    authors: tuple[Text, ...] = ()
    affiliations: tuple[Text, ...] = ()
    keywords: tuple[Text, ...] = ()
    running_head: Text | None = None
    date: Text | None = None
    citation: Text | None = None
    contact: Text | None = None
    abstract: Section | None = None
    key_figures: tuple[KeyFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class Definitions:
    """What the numbers of a document are of, beyond what tables and figures say themselves."""

    items: Mapping[str, Item] = field(default_factory=dict)
    """By name: each item that a number counts, that one is filtered by, and that says who was
    asked it."""
    surveys: Mapping[str, Text] = field(default_factory=dict)
    """The title of each questionnaire, by the name of its survey."""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report: title block, sections, and where each cross-reference leads."""

    languages: tuple[str, ...]
    front: FrontMatter
    sections: tuple[Section, ...]
    targets: Mapping[str, Table | Figure | Section] = field(default_factory=dict)
    definitions: Definitions = field(default_factory=Definitions)

    def blocks(self) -> Iterator[Block]:
        """Every block in reading order, the abstract's first, sections before their content."""
        if self.front.abstract:
            yield from walk(self.front.abstract)
        for section in self.sections:
            yield from walk(section)

    def figures(self) -> tuple[Figure, ...]:
        """The figures in order."""
        return tuple(block for block in self.blocks() if isinstance(block, Figure))


def walk(block: Block) -> Iterator[Block]:
    """A block and all blocks within it, in reading order."""
    yield block
    if isinstance(block, Section):
        for inner in block.blocks:
            yield from walk(inner)


def footnotes(content: tuple[Inline, ...]) -> Iterator[Footnote]:
    """The notes that one piece of running text calls, in order."""
    for inline in content:
        if isinstance(inline, Footnote):
            yield inline
        elif isinstance(inline, Emphasis):
            yield from footnotes(inline.content)


def has_comments(content: tuple[Inline, ...]) -> bool:
    """Whether one piece of running text holds a remark of an author."""
    return any(
        isinstance(inline, Comment)
        or (isinstance(inline, Emphasis) and has_comments(inline.content))
        for inline in content
    )


def without_comments(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """One piece of running text as if no remark stood in it: the words around it are one again."""
    if not has_comments(content):
        return content
    found: list[Inline] = []
    for inline in content:
        if isinstance(inline, Emphasis):
            found.append(replace(inline, content=without_comments(inline.content)))
        elif isinstance(inline, Words) and found and isinstance(last := found[-1], Words):
            found[-1] = Words(last.text + inline.text)
        elif not isinstance(inline, Comment):
            found.append(inline)
    return tuple(found)


def numbers(content: tuple[Inline, ...]) -> Iterator[Number]:
    """The number spans of one piece of running text, in order, without those of its notes."""
    for inline in content:
        if isinstance(inline, Number):
            yield inline
        elif isinstance(inline, Emphasis):
            yield from numbers(inline.content)
