"""The structure of a story, filled: texts in the runs of their tags, blocks in their paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext, StrictUndefined
from lxml import etree

from reportgen.document import Inline
from reportgen.errors import error
from reportgen.messages import Quoted
from reportgen.renderers.docx.filling.evaluation import FAULTY, Compiled, is_undefined
from reportgen.renderers.docx.filling.looks import dressed
from reportgen.renderers.docx.filling.offer import Offer
from reportgen.renderers.docx.filling.stories import BOX, TBL, TC, TR, P, Story
from reportgen.renderers.docx.filling.structure import (
    Assignment,
    Choice,
    Loop,
    Node,
    Output,
    Step,
    Structure,
)
from reportgen.renderers.docx.filling.tags import Tag, is_bare
from reportgen.renderers.docx.filling.views import Piece, View
from reportgen.renderers.docx.inlines import inlines
from reportgen.renderers.docx.markup import Element, Xml, on_new_page, paragraph, tag, tree, trees

Scope = dict[str, Any]
MOST_TURNS = 100_000
"""How often loops may go round in one file."""
LONGEST = 100_000
"""Characters that a value with a name may have."""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML can't hold."""


_ENDING_IN_TEXT = {TC, BOX, *map(tag, ("hdr", "ftr", "footnote", "endnote"))}
"""What ends with a paragraph in every file that Word can read."""


class _TooManyTurnsError(Exception):
    """The loops of a file go round more often than a report needs."""

    def __init__(self, tag: Tag) -> None:
        super().__init__()
        self.tag = tag


@dataclass(slots=True)
class Writer:
    """Writes one story."""

    story: Story
    structure: Structure
    compiled: dict[Tag, Compiled]
    offer: Offer
    rooms: Mapping[Element, float]
    """How wide what stands in the place of a paragraph with a tag may be, in points."""
    tell: Callable[[Tag, Exception], None]
    is_trial: bool = False
    """Whether blocks are left out: tags are judged, and no chart need be drawn."""
    turns: int = 0
    _steps: dict[Element, list[Step]] = field(default_factory=dict)

    def fill(self) -> None:
        """Fill the story in its place."""
        try:
            self._fill_within(self.story.root, self.story.root, {})
        except _TooManyTurnsError as fault:
            problem = Quoted(f"loops go round more than {MOST_TURNS} times")
            self.tell(fault.tag, error("failed-tag", problem=problem))

    def _fill_within(self, source: Element, target: Element, scope: Scope) -> None:
        """Write the content of an element of the template into another, or into itself."""
        if source not in self._steps:
            self._steps[source] = self.structure.steps(source)
        is_copy = source is not target
        written = list(self._run(self._steps[source], scope, is_copy=is_copy))
        if is_copy:
            target.extend(written)
        else:
            target[:] = written
        if source.tag in _ENDING_IN_TEXT and (not len(target) or target[-1].tag != P):
            target.append(tree(paragraph(self.offer.draft.style("Normal"))))

    def _run(self, steps: Iterable[Step], scope: Scope, *, is_copy: bool) -> Iterator[Element]:
        for step in steps:
            match step:
                case Node(element):
                    yield from self._node(element, scope, is_copy=is_copy)
                case Output(tag):
                    yield from self._text(tag, self._value(tag, scope))
                case Assignment(tag):
                    self._assign(tag, scope)
                case Choice(branches):
                    for condition, inner in branches:
                        if condition is None or self._holds(condition, scope):
                            yield from self._run(inner, scope, is_copy=is_copy)
                            break
                case Loop():
                    yield from self._repeated(step, scope, is_copy=is_copy)

    def _assign(self, tag: Tag, scope: Scope) -> None:
        value = self._value(tag, scope)
        if isinstance(value, str) and len(value) > LONGEST:
            self.tell(tag, SecurityError("the result would be too large"))
            value = None
        for name in self.compiled[tag].targets if tag in self.compiled else ():
            scope[name] = value

    def _repeated(self, loop: Loop, scope: Scope, *, is_copy: bool) -> Iterator[Element]:
        compiled = self.compiled.get(loop.tag)
        values = self._values(loop.tag, scope)
        if compiled is None or not values:
            yield from self._run(loop.otherwise, scope, is_copy=is_copy)
            return
        for value, turn in LoopContext(values, StrictUndefined, depth0=0):
            self.turns += 1
            if self.turns > MOST_TURNS:
                raise _TooManyTurnsError(loop.tag)
            inner = {**scope, **_assigned(compiled.targets, value), "loop": turn}
            yield from self._run(loop.steps, inner, is_copy=True)

    def _values(self, tag: Tag, scope: Scope) -> list[Any]:
        """What a loop goes through, those that don't meet its condition left out."""
        found = self._value(tag, scope)
        compiled = self.compiled.get(tag)
        try:
            values = list(found) if found is not None else []
            if compiled and compiled.test:
                values = [
                    value
                    for value in values
                    if compiled.test({**scope, **_assigned(compiled.targets, value)})
                ]
            for value in values:
                _assigned(compiled.targets if compiled else (), value)
        except FAULTY as fault:
            self.tell(tag, fault)
            return []
        return values

    def _holds(self, tag: Tag, scope: Scope) -> bool:
        try:
            return bool(self._value(tag, scope))
        except FAULTY as fault:
            self.tell(tag, fault)
            return False

    def _value(self, tag: Tag, scope: Scope) -> Any:
        """The value of a tag; None where it has none, which is told."""
        compiled = self.compiled.get(tag)
        if compiled is None:
            return None
        try:
            return compiled.evaluate(scope)
        except FAULTY as fault:
            self.tell(tag, fault)
            return None

    # ----------------------------------------------------------------------------- writing

    def _node(self, element: Element, scope: Scope, *, is_copy: bool) -> Iterator[Element]:
        if element not in self.structure.live:
            yield deepcopy(element) if is_copy else element
            return
        if element.tag == P and (tag := self._lone(element)):
            yield from self._in_place_of(element, tag, scope, is_copy=is_copy)
            return
        filled = self._filled(element, scope, is_copy=is_copy)
        if filled.tag != TBL or filled.find(f".//{TR}") is not None:
            yield filled  # a table without rows is one that Word can't read

    def _filled(self, element: Element, scope: Scope, *, is_copy: bool) -> Element:
        target = element
        if is_copy:
            names = {str(key): str(value) for key, value in element.attrib.items()}
            prefixes = {key: value for key, value in element.nsmap.items() if key}
            target = etree.Element(element.tag, names, prefixes)
        self._fill_within(element, target, scope)
        return target

    def _lone(self, line: Element) -> Tag | None:
        """The tag that is all that stands in a paragraph."""
        runs = [run for run in line.iter(tag("r")) if run in self.structure.anchors]
        tags = [self.structure.anchors[run] for run in runs]
        is_lone = len(tags) == 1 and tags[0].paragraph is line and is_bare(line, runs)
        return tags[0] if is_lone and tags[0].kind == "output" else None

    def _in_place_of(
        self, line: Element, tag_: Tag, scope: Scope, *, is_copy: bool
    ) -> Iterator[Element]:
        """A paragraph that holds one tag alone: it gives way to blocks, or is filled with text."""
        value = self._value(tag_, scope)
        pieces = self._pieces(tag_, value)
        if not any(piece.blocks for piece in pieces):
            target = deepcopy(line) if is_copy else line
            (run,) = (
                new for new, old in zip(target.iter(), line.iter(), strict=True) if old is tag_.run
            )
            for made in self._runs(tag_, pieces, run):
                run.addprevious(made)
            parent = run.getparent()
            assert parent is not None
            parent.remove(run)
            yield target
            return
        yield from self._blocks(line, tag_, pieces)

    def _blocks(self, line: Element, tag_: Tag, pieces: list[Piece]) -> Iterator[Element]:
        if self.story.kind != "body":
            self.tell(tag_, error("block-in-margin", found=tag_.text))
            return
        is_enclosed = next(line.iterancestors(TC, BOX), None) is not None
        if any(piece.blocks is None for piece in pieces):
            self.tell(tag_, error("tag-not-alone", found=tag_.text))
            return
        if self.is_trial:
            return
        draft = replace(self.offer.draft, room=self.rooms[line], is_enclosed=is_enclosed)
        made: list[Xml] = []
        try:
            for piece in pieces:
                made += piece.blocks(draft, piece.language) if piece.blocks else ()
        except FAULTY as fault:
            self.tell(tag_, fault)
            return
        properties = line.find(tag("pPr"))
        breaks = properties is not None and properties.find(tag("pageBreakBefore")) is not None
        if breaks and made and made[0].startswith("<w:p>"):
            made[0] = on_new_page(made[0])
        yield from trees(made)
        if properties is not None and (end := properties.find(tag("sectPr"))) is not None:
            last = tree(paragraph(draft.style("Normal")))
            last[0].append(deepcopy(end))
            yield last

    def _text(self, tag_: Tag, value: Any) -> Iterator[Element]:
        """The runs of a tag that stands in a text."""
        pieces = self._pieces(tag_, value)
        if any(piece.blocks for piece in pieces):
            self.tell(tag_, error("tag-not-alone", found=tag_.text))
            return
        yield from self._runs(tag_, pieces, tag_.run)

    def _pieces(self, tag_: Tag, value: Any) -> list[Piece]:
        """What a value prints."""
        try:
            return self.offer.marks.read(printable(value))
        except FAULTY as fault:
            self.tell(tag_, fault)
            return []

    def _runs(self, tag_: Tag, pieces: list[Piece], run: Element) -> list[Element]:
        draft, made = self.offer.draft, list[Xml]()
        is_within = next(run.iterancestors(tag("sdt"), P)).tag != P
        try:
            for piece in pieces:
                if piece.number:
                    self.offer.printed.append((tag_.stand, piece.number))
                language = piece.language or self.offer.language
                content: tuple[Inline, ...] = piece.inlines(language) if piece.inlines else ()
                made += inlines(draft, content, language, is_within=is_within)
        except FAULTY as fault:
            self.tell(tag_, fault)
            return []
        return dressed(trees(made), run.find(tag("rPr")))


def _assigned(targets: tuple[str, ...], value: Any) -> Scope:
    """The names of a loop with their values in one turn."""
    if len(targets) == 1:
        return {targets[0]: value}
    values = tuple(value)
    if len(values) != len(targets):
        raise ValueError(f"{len(targets)} names for {len(values)} values")
    return dict(zip(targets, values, strict=True))


def printable(value: Any) -> str:
    """A value as the text that a tag prints, with marks in it. Raises for what is no text."""
    if isinstance(value, View):
        value = value.printed()
    if is_undefined(value):
        str(value)  # raises with its name
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        if callable(value):
            raise TypeError('a function wants parentheses, as in respondents("survey")')
        raise error("unprintable-tag", found=type(value).__name__)
    text = str(value)
    if bad := _UNPRINTABLE.search(text):
        raise ValueError(f"a character can't be printed: U+{ord(bad[0]):04X}")
    return text
