"""A template and what is wrong with it → a copy with a Word comment at each fault."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

from lxml import etree

from reportgen.renderers.docx.comments import Comments
from reportgen.renderers.docx.filling.fill import Fault
from reportgen.renderers.docx.filling.guard import safe_parts
from reportgen.renderers.docx.filling.originals import with_originals
from reportgen.renderers.docx.filling.reading import opened
from reportgen.renderers.docx.filling.stories import BODY, stories
from reportgen.renderers.docx.filling.tags import runs_between
from reportgen.renderers.docx.markup import Element, tag, tree, w
from reportgen.renderers.docx.places import Step


def with_comments(path: Path, data: bytes, faults: Sequence[Fault], language: str) -> bytes:
    """The file with a comment at each fault, in a language; nothing else in it is changed.

    Word has no comments in headers, notes and text boxes: those are put at the first paragraph,
    and say where.
    """
    parts = safe_parts(path, data)
    word = opened(path, data)
    lines = {stand.steps: line for line, stand in reversed(stories(word)[0].places)}
    first = next(iter(word.part.element.body.iter(tag("p"))), None)
    if first is None:
        first = tree(w("p"))
        word.part.element.body.insert(0, first)
    comments = Comments.of(word)
    for fault in _last_first(faults):
        line = lines.get(fault.stand.steps) if _is_in_text(fault.stand.steps) else None
        texts = _texts(fault, language, tells_place=line is None)
        if line is None:
            ends = _whole(first)
        else:
            ends = runs_between(line, fault.start, fault.end) or _whole(line)
        comments.add(*ends, *texts)
    comments.add_to(word)
    saved = BytesIO()
    word.save(saved)
    return with_originals(saved.getvalue(), parts)


def _is_in_text(steps: tuple[Step, ...]) -> bool:
    return steps[:1] == ((BODY, 1),) and not any(kind == "box" for kind, _ in steps)


def _last_first(faults: Iterable[Fault]) -> list[Fault]:
    """Faults of one paragraph from its end, so that runs can be parted at each."""
    return sorted(faults, key=lambda fault: (fault.stand.steps, -fault.start))


def _texts(fault: Fault, language: str, *, tells_place: bool) -> list[str]:
    """The paragraphs of a comment: message, what was found and allowed, how to mend it."""
    found, stand = fault.finding, fault.stand.told(language)
    place = [stand, fault.line] if tells_place else []
    remarks = [remark for remark in found.remarks(language) if stand not in remark]
    return [f"{found.code} {found.message(language)}", *place, *remarks, found.mend(language)]


def _whole(line: Element) -> tuple[Element, Element]:
    """The ends of what a paragraph holds; an empty one gets a run."""
    children = [child for child in line if child.tag != tag("pPr")]
    if not children:
        children = [etree.SubElement(line, tag("r"))]
    return children[0], children[-1]
