"""New text for what stands in a content control → edits of its bytes, and of nothing around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from reportgen.drafts.manuscript import Control
from reportgen.drafts.spans import Edit, SpannedPart
from reportgen.drafts.wording import Piece
from reportgen.renderers.docx.markup import Element, tag, text_run, tree
from reportgen.renderers.docx.places import texts

_T, _RUN, _P = tag("t"), tag("r"), tag("p")
_SILENT = (tag("rPr"), tag("lastRenderedPageBreak"))
"""What a run may hold besides its text."""


def number_edits(control: Control, text: str, pieces: Sequence[str] = ()) -> list[Edit] | None:
    """The edits that make a text what a number's control says; None where there is no place.

    The runs stay, with all that is set on them. `pieces` are the texts of the runs that a build
    would write: where there are as many, each takes its own.
    """
    if control.is_placeholder:
        return _in_place_of_placeholder(control, text)
    return retexted(control.part, control.content, text, pieces)


def retexted(
    part: SpannedPart, content: Element, text: str, pieces: Sequence[str] = ()
) -> list[Edit] | None:
    """The edits that make a text what an element says; None where it says nothing yet."""
    said = list(texts(content))
    words = [each for each in said if each.tag == _T]
    if not words:
        return None
    if len(words) == len(said) == len(pieces):
        pairs = zip(words, pieces, strict=True)
        return [part.retexted(each, new) for each, new in pairs if (each.text or "") != new]
    edits = [] if words[0].text == text else [part.retexted(words[0], text)]
    return [*edits, *(_removed(part, each) for each in said if each is not words[0])]


def rewritten(part: SpannedPart, said: Sequence[Element], pieces: Sequence[Piece]) -> list[Edit]:
    """The edits that put pieces into what elements say, one after the other; all else stays."""
    edits, at = [], 0
    for each in said:
        old = each.text or "" if each.tag == _T else " "
        if each.tag == _T:
            new = "".join(with_pieces(old, at, pieces))
            if new != old:
                edits.append(part.retexted(each, new))
        at += len(old)
    return edits


def with_pieces(text: str, at: int, pieces: Sequence[Piece]) -> Iterator[str]:
    """A text that begins at an offset, with pieces in it: each stands where it begins."""
    for offset, sign in enumerate(text, at):
        within = next((each for each in pieces if each.start <= offset < each.end), None)
        if within is None:
            yield sign
        elif offset == within.start:
            yield within.text


def removed(part: SpannedPart, element: Element) -> Edit:
    """The edit that takes an element away."""
    span = part.span(element)
    return Edit(span.start, span.end, b"")


def replaced(part: SpannedPart, element: Element, fresh: Iterable[Element]) -> Edit:
    """The edit that puts other elements in the place of one."""
    span = part.span(element)
    return Edit(span.start, span.end, b"".join(map(serialised, fresh)))


def filled(part: SpannedPart, paragraph: Element, runs: Iterable[Element]) -> Edit:
    """The edit that makes runs the whole content of a paragraph, which keeps its properties."""
    span, properties = part.span(paragraph), paragraph.find(tag("pPr"))
    content = b"".join(map(serialised, runs))
    if span.is_empty_tag:
        opening = part.source(paragraph)[:-2].rstrip()
        name = opening.split()[0][1:]
        return Edit(span.start, span.end, opening + b">" + content + b"</" + name + b">")
    start = span.inner if properties is None else part.span(properties).end
    return Edit(start, span.inner_end, content)


def serialised(element: Element) -> bytes:
    """The bytes of an element, with every namespace that it needs."""
    return etree.tostring(element, encoding="utf-8", xml_declaration=False, with_tail=False)


def merged(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits in order, without those that fall within a larger one."""
    end = -1
    for edit in sorted(edits, key=lambda each: (each.start, -each.end)):
        if edit.start >= end:
            yield edit
            end = max(end, edit.end)


def _removed(part: SpannedPart, said: Element) -> Edit:
    """The edit that takes a piece of text away, with its run where that holds nothing else."""
    run = said.getparent()
    if run is None or run.tag != _RUN:
        return removed(part, said)
    is_alone = all(each is said or each.tag in _SILENT for each in run)
    return removed(part, run if is_alone else said)


def _in_place_of_placeholder(control: Control, text: str) -> list[Edit] | None:
    """A number where Word asks for a text: its run is plain, as the placeholder's is grey."""
    mark = control.element.find(f"{tag('sdtPr')}/{tag('showingPlcHdr')}")
    paragraph = next(control.content.iter(_P), None)
    if mark is None:
        return None
    unmarked = removed(control.part, mark)
    if paragraph is not None:
        return [unmarked, filled(control.part, paragraph, [tree(text_run(text))])]
    span = control.part.span(control.content)
    if span.is_empty_tag:
        return None
    return [unmarked, Edit(span.inner, span.inner_end, serialised(tree(text_run(text))))]
