"""How paragraphs and runs of a file are set, once all styles that bear on them are added up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from reportgen.renderers.docx.markup import Element, tag
from reportgen.renderers.docx.pagination.faces import Type, wide_height
from reportgen.renderers.docx.pagination.properties import (
    HALVES,
    TWIPS,
    Properties,
    added,
    element,
    found,
    is_on,
    key,
    number,
    own,
    part,
    points,
    said,
    value,
)

SINGLE = 240
"""A distance of lines in 240ths of what they need, where no unit is said."""
RAISED = 0.6
"""The size of superior and inferior figures, as a part of that of their line."""
HUNDREDTHS = 100
DEFAULT_SIZE = 20
"""The size of type that nothing tells, in half points."""
MOST_BASES = 12
"""How many styles one may be based on, one after another: some files go in a circle."""
_NO_LIST = ("", "0")


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run is set."""

    latin: Type
    wide: str
    """The face of its ideographs."""
    is_hidden: bool

    @property
    def size(self) -> float:
        """Size of its type, in points: an ideograph is as wide."""
        return self.latin.size

    @property
    def wide_height(self) -> tuple[float, float]:
        """How far a line of its ideographs reaches above and below the foot of letters."""
        return wide_height(self.wide, self.size)


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """How a paragraph is set, lengths in points."""

    before: float
    after: float
    line: float
    """The distance of lines: in points, or as a multiple of what they need."""
    rule: str
    """What that distance is: auto (a multiple), atLeast, exact."""
    left: float
    right: float
    first: float
    """The indent of the first line beside that of the others; negative where it hangs."""
    tabs: tuple[tuple[float, str], ...]
    above: float
    """The room that a rule above it takes, with its distance."""
    below: float
    keep_next: bool
    keep_lines: bool
    is_controlled: bool
    """Whether no single line of it is left on a page."""
    begins_page: bool
    is_on_grid: bool
    numbering: tuple[str, str] | None
    """The list that it is an item of, and its level there."""
    run: Properties
    """What its runs inherit."""


class Sheet:
    """The styles of a file, and its lists."""

    def __init__(self, styles: Element, numbering: Element | None) -> None:
        self._styles = {
            each.get(tag("styleId"), ""): each for each in styles.iterfind(tag("style"))
        }
        self._numbering = numbering
        self._default_paragraph = own(found(styles, "docDefaults", "pPrDefault", "pPr"))
        self._default_run = own(found(styles, "docDefaults", "rPrDefault", "rPr"))
        self._chains: dict[tuple[str, str], Properties] = {}
        self._paragraphs: dict[tuple[object, ...], ParagraphLook] = {}
        self._runs: dict[tuple[object, ...], RunLook] = {}

    @cached_property
    def normal(self) -> str:
        """The id of the style of paragraphs that name none."""
        for name, style in self._styles.items():
            is_default = style.get(tag("default")) in ("1", "true")
            if is_default and style.get(tag("type")) == "paragraph":
                return name
        return ""

    def paragraph(self, properties: Element | None, table: str = "") -> ParagraphLook:
        """The look of a paragraph by its w:pPr, within a table of that style."""
        asked = (table, *map(key, properties if properties is not None else ()))
        if asked not in self._paragraphs:
            self._paragraphs[asked] = self._paragraph(properties, table)
        return self._paragraphs[asked]

    def run(self, paragraph: ParagraphLook, properties: Element | None) -> RunLook:
        """The look of a run by its w:rPr, within a paragraph."""
        asked = (id(paragraph), *map(key, properties if properties is not None else ()))
        if asked not in self._runs:
            self._runs[asked] = self._run(paragraph, properties)
        return self._runs[asked]

    def table(self, style: str) -> Properties:
        """The properties of tables of that style."""
        return self._chain(style, "tblPr")

    def table_rules(self, style: str, left: int = MOST_BASES) -> dict[str, Element]:
        """The rules that a style of tables gives to cells by their part of the table."""
        each = self._styles.get(style)
        if each is None or not left:
            return {}
        rules = self.table_rules(value(each, "basedOn"), left - 1)
        for one in each.iterfind(tag("tblStylePr")):
            if (borders := found(one, "tcPr", "tcBorders")) is not None:
                rules[one.get(tag("type"), "")] = borders
        return rules

    def level(self, numbering: tuple[str, str]) -> Element | None:
        """The level of a list: its number and indents."""
        root, (wanted, level) = self._numbering, numbering
        if root is None:
            return None
        for each in root.iterfind(tag("num")):
            if each.get(tag("numId")) == wanted:
                kind = value(each, "abstractNumId")
                for abstract in root.iterfind(tag("abstractNum")):
                    if abstract.get(tag("abstractNumId")) == kind:
                        levels = abstract.iterfind(tag("lvl"))
                        return next((one for one in levels if one.get(tag("ilvl")) == level), None)
        return None

    # ------------------------------------------------------------------------------- adding up

    def _chain(self, style: str, kind: str, left: int = MOST_BASES) -> Properties:
        """The properties of a kind that a style has, with those of what it is based on."""
        each = self._styles.get(style)
        if each is None or not left:
            return {}
        if (style, kind) not in self._chains:
            above = self._chain(value(each, "basedOn"), kind, left - 1)
            self._chains[style, kind] = added(above, own(found(each, kind)))
        return self._chains[style, kind]

    def _paragraph(self, properties: Element | None, table: str) -> ParagraphLook:
        style = value(properties, "pStyle") or self.normal
        told, run = self._default_paragraph, self._default_run
        for each in (table, style):
            told = added(told, self._chain(each, "pPr"))
            run = added(run, self._chain(each, "rPr"))
        direct = own(properties)
        numbering = _numbering(added(told, direct))
        level = self.level(numbering) if numbering else None
        # The indents of a list give way to those of the style that brings the list along.
        if level is not None and (
            tag("numPr") in direct or tag("ind") not in self._chain(style, "pPr")
        ):
            told = added(told, own(found(level, "pPr")))
        return _look(added(told, direct), run, numbering)

    def _run(self, paragraph: ParagraphLook, properties: Element | None) -> RunLook:
        style = self._chain(value(properties, "rStyle"), "rPr")
        told = added(added(paragraph.run, style), own(properties))
        faces, size = part(told, tag("rFonts")), _size(told)
        if said(told, "vertAlign") in ("superscript", "subscript"):
            size *= RAISED
        latin = Type(faces.get("ascii", ""), is_on(told, "b"), is_on(told, "i"), size)
        return RunLook(latin, faces.get("eastAsia", ""), is_on(told, "vanish"))


def _look(told: Properties, run: Properties, numbering: tuple[str, str] | None) -> ParagraphLook:
    space, indent = part(told, tag("spacing")), part(told, tag("ind"))
    edges = part(told, tag("pBdr"))
    rule = space.get("lineRule", "auto")
    return ParagraphLook(
        before=points(space, "before"),
        after=points(space, "after"),
        line=number(space.get("line", str(SINGLE))) / (SINGLE if rule == "auto" else TWIPS),
        rule=rule,
        left=points(indent, "left", "start"),
        right=points(indent, "right", "end"),
        first=_first(indent, _size(run)),
        tabs=_tabs(element(told, "tabs")),
        above=number(edges.get("top")),
        below=number(edges.get("bottom")),
        keep_next=is_on(told, "keepNext"),
        keep_lines=is_on(told, "keepLines"),
        is_controlled=is_on(told, "widowControl", unsaid=True),
        begins_page=is_on(told, "pageBreakBefore"),
        is_on_grid=is_on(told, "snapToGrid", unsaid=True),
        numbering=numbering,
        run=run,
    )


def _first(indent: Mapping[str, str], size: float) -> float:
    """The indent of the first line: in characters, where it is said so."""
    if characters := number(indent.get("firstLineChars")):
        return characters / HUNDREDTHS * size
    return points(indent, "firstLine") - points(indent, "hanging")


def _size(told: Properties) -> float:
    return (number(said(told, "sz")) or DEFAULT_SIZE) / HALVES


def _numbering(told: Properties) -> tuple[str, str] | None:
    each = element(told, "numPr")
    if each is None or value(each, "numId") in _NO_LIST:
        return None
    return value(each, "numId"), value(each, "ilvl") or "0"


def _tabs(stops: Element | None) -> tuple[tuple[float, str], ...]:
    """The stops of a line from the left, in points, and how text stands at each."""
    told = (
        (number(stop.get(tag("pos"))) / TWIPS, stop.get(tag("val"), "left"))
        for stop in (stops if stops is not None else ())
    )
    return tuple(sorted(stop for stop in told if stop[1] != "clear"))
