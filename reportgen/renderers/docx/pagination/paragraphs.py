"""A paragraph of a file → its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.renderers.docx.figures import WP
from reportgen.renderers.docx.flow import MC
from reportgen.renderers.docx.markup import Element, tag
from reportgen.renderers.docx.pagination.lines import Line, LineFiller, line_height, short_line
from reportgen.renderers.docx.pagination.properties import found, number, value
from reportgen.renderers.docx.pagination.sheet import ParagraphLook, RunLook, Sheet

EMU = 12700
"""The unit of lengths in a drawing: so many to a point."""
HYPHEN = "\u2011"
"""One that no line ends behind."""
_DIGITS = re.compile(r"%\d")
_RUN, _LOOKS, _FACES, _HINT = tag("r"), tag("rPr"), tag("rFonts"), tag("hint")
_TEXT, _TAB, _BREAK, _FIELD = tag("t"), tag("tab"), tag("br"), tag("fldChar")
_NOTE, _START, _DRAWING, _HYPHEN = (
    tag("footnoteReference"), tag("bookmarkStart"), tag("drawing"), tag("noBreakHyphen")
)  # fmt: skip
_KINDS = (_TEXT, _TAB, _BREAK, _FIELD, _NOTE, _START, _DRAWING, _HYPHEN)
_STOPS = tag("tabs")
_ELSEWHERE = (tag("del"), tag("moveFrom"), tag("txbxContent"), f"{{{MC}}}Fallback")
"""What takes no room in the lines: pending deletions, boxes of text, what stands in for these."""


@dataclass(slots=True)
class Setter:
    """Sets the paragraphs of one file."""

    sheet: Sheet
    default_tab: float
    """The distance of stops where none is set, in points."""
    has_boxes: bool
    """Whether the file has anything that takes no room in the lines it stands in."""

    def lines(
        self, paragraph: Element, look: ParagraphLook, width: float, pitch: float
    ) -> list[Line]:
        """The lines of a paragraph that is so many points wide; at least one.

        `pitch` is the distance of the lines of the page's grid.
        """
        mark = self.sheet.run(look, None)
        if (short := self._short(paragraph, look, width)) is not None:
            height = line_height(look, short, pitch) + look.above + look.below
            return [Line(height=height)]
        filler = LineFiller(look, width, self.default_tab)
        if look.numbering:
            _set_number(filler, look, self.sheet, mark)
        codes: list[bool] = []
        for each in _pieces(paragraph, has_boxes=self.has_boxes):
            if each.tag == _START:
                filler.lines[-1].bookmarks.append(each.get(tag("name"), ""))
            elif each.tag == _FIELD:
                _step(codes, each.get(tag("fldCharType"), ""))
            elif not any(codes):
                _set(filler, each, look, self.sheet)
        return filler.done(mark, pitch)

    def _short(self, paragraph: Element, look: ParagraphLook, width: float) -> float | None:
        """What the one line of a paragraph with one short run needs; None for any other."""
        if len(paragraph) != 2 or paragraph[1].tag != _RUN or look.numbering:
            return None
        run = paragraph[1]
        if run[-1].tag != _TEXT or len(run) > 2 or not (text := run[-1].text):
            return None
        properties = _properties(run[-1])
        if (len(run) == 2) != (properties is not None) or _is_wide(properties):
            return None
        made = self.sheet.run(look, properties)
        return None if made.is_hidden else short_line(text, look, made, width)


def _step(codes: list[bool], kind: str) -> None:
    """Go into a field, from its code to its result, or out of it."""
    if kind == "begin":
        codes.append(True)
    elif codes and kind == "separate":
        codes[-1] = False
    elif codes:
        codes.pop()


def _set(filler: LineFiller, each: Element, look: ParagraphLook, sheet: Sheet) -> None:
    """Set one piece of a paragraph."""
    properties = _properties(each)
    made = sheet.run(look, properties)
    if made.is_hidden:
        return
    if each.tag == _TEXT:
        filler.text(each.text or "", made, is_wide=_is_wide(properties))
    elif each.tag == _TAB:
        filler.tab()
    elif each.tag == _BREAK:
        filler.end_line(ends_page=each.get(tag("type")) == "page")
    elif each.tag == _HYPHEN:
        filler.text(HYPHEN, made, is_wide=False)
    elif each.tag == _NOTE:
        filler.lines[-1].notes.append(each.get(tag("id"), ""))
        if each.get(tag("customMarkFollows")) is None:
            filler.text("0", made, is_wide=False)
    elif (extent := each.find(f"{{{WP}}}inline/{{{WP}}}extent")) is not None:
        width, height = (number(extent.get(name)) / EMU for name in ("cx", "cy"))
        filler.picture(width, height, made)


def _properties(each: Element) -> Element | None:
    run = each.getparent()
    return run[0] if run is not None and run.tag == _RUN and run[0].tag == _LOOKS else None


def _is_wide(properties: Element | None) -> bool:
    """Whether a run says that its marks go with ideographs."""
    faces = properties.find(_FACES) if properties is not None else None
    return faces is not None and faces.get(_HINT) == "eastAsia"


def has_boxes(body: Element) -> bool:
    """Whether anything in a part takes no room in the lines that it stands in."""
    return next(body.iter(*_ELSEWHERE), None) is not None


def _pieces(paragraph: Element, *, has_boxes: bool) -> Iterator[Element]:
    """What takes room in the lines of a paragraph, and where bookmarks begin."""
    for each in paragraph.iter(*_KINDS):
        above = each.getparent()
        if above is None or above.tag == _STOPS:
            continue
        if has_boxes and any(one.tag in _ELSEWHERE for one in _between(each, paragraph)):
            continue
        yield each


def _between(each: Element, paragraph: Element) -> Iterator[Element]:
    """The elements that a piece is in, up to its paragraph."""
    for above in each.iterancestors():
        if above is paragraph:
            return
        yield above


def _set_number(filler: LineFiller, look: ParagraphLook, sheet: Sheet, mark: RunLook) -> None:
    """Set the number of an item or heading, and what parts it from the text."""
    level = sheet.level(look.numbering) if look.numbering else None
    text = _DIGITS.sub("0", value(level, "lvlText"))
    if level is None or not text:
        return
    filler.text(text, mark, is_wide=False)
    parted = value(level, "suff") if found(level, "suff") is not None else "tab"
    if parted == "tab":
        filler.tab()
    elif parted == "space":
        filler.text(" ", mark, is_wide=False)
