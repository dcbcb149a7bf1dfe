"""A figure of a draft → other bytes for its picture or chart, and for what describes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportgen.drafts.fresh import Printed
from reportgen.drafts.manuscript import Control, Manuscript, drawn
from reportgen.drafts.rewriting import replaced
from reportgen.drafts.spans import Edit
from reportgen.renderers.docx.controls import MC, TWIN, UPON_CHART
from reportgen.renderers.docx.markup import Element, tag

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
WORD = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DESCRIBED = (f"{WORD}docPr", f"{PICTURE}cNvPr")
SIZED = (f"{WORD}extent", f"{DRAWING}ext")
ALTERNATES = f"{{{MC}}}AlternateContent"
WORKBOOK = "package"
"""The kind of the relationship from a chart to its workbook."""
_IDENTITY = re.compile(rb'((?:\w+:)?id=)("[^"]*"|\'[^\']*\')')
NOTICEABLE = 0.005
"""By how much, of one, a figure's proportions may differ before its height is set anew."""


@dataclass(slots=True)
class FigureChange:
    """What is to be written so that a figure shows today's numbers."""

    edits: list[Edit] = field(default_factory=list)
    parts: dict[str, bytes] = field(default_factory=dict)


def figure_change(
    control: Control, manuscript: Manuscript, printed: Printed
) -> FigureChange | None:
    """What is to be written for a figure; None where it can't be put in the place of the old one.

    That is where something else stands in the control, or its picture is shown elsewhere, too.
    """
    fresh = printed.contents[control.key]
    shown = drawn(manuscript.word, control.name, control.content), printed.drawn(control.key)
    there, new = ([each for each in some if each[0] != TWIN] for some in shown)
    if [kind for kind, _ in there] != [kind for kind, _ in new]:
        return None
    if not new:
        return _redrawn(control, fresh)
    if _is_shared(control, manuscript, printed, there):
        return None
    change = FigureChange(list(_described(control, fresh)))
    twins = ([each for each in some if each[0] == TWIN] for some in shown)
    for (kind, name), (_, source) in (*zip(there, new, strict=True), *zip(*twins, strict=False)):
        if kind != "chart":
            change.parts[name] = printed.word.parts[source]
        elif (parts := _chart(name, source, manuscript, printed)) is not None:
            change.parts.update(parts)
        else:
            return None
    return change


def _redrawn(control: Control, fresh: Element) -> FigureChange | None:
    """Shapes in the place of shapes."""
    old, new = (next(each.iter(tag("drawing")), None) for each in (control.content, fresh))
    if old is None or new is None:
        return None
    old, new = (_with_fallback(each) for each in (old, new))
    return FigureChange([replaced(control.part, old, [new])])


def _with_fallback(drawing: Element) -> Element:
    """A drawing with what stands in its place for older readers."""
    return next(drawing.iterancestors(ALTERNATES), drawing)


def _chart(
    name: str, source: str, manuscript: Manuscript, printed: Printed
) -> dict[str, bytes] | None:
    """A chart's part with what belongs to it, under the names that they have in the draft.

    None where what is drawn upon the chart has no part in the draft.
    """
    content = printed.word.parts[source]
    parts: dict[str, bytes] = {}
    for kind, element in ((WORKBOOK, b"externalData"), (UPON_CHART, b"userShapes")):
        new = printed.word.related(source, kind)
        own = [each for each in manuscript.word.relationships(name) if each[0] == kind]
        if kind == UPON_CHART and bool(new) != bool(own):
            return None
        if new and own:
            _, part, identity = own[0]
            parts[part] = printed.word.parts[new[0]]
            content = _called(content, element, identity.encode())
        elif new:  # somebody has cut the chart off from its workbook
            content = _element(element).sub(b"", content)
    return {name: content, **parts}


def _called(content: bytes, element: bytes, identity: bytes) -> bytes:
    """A chart that names a part by the id that the part has in the draft."""
    told = rb'\g<1>"' + identity + b'"'
    return _element(element).sub(lambda found: _IDENTITY.sub(told, found[0], count=1), content)


def _element(name: bytes) -> re.Pattern[bytes]:
    return re.compile(
        rb"<(?:\w+:)?" + name + rb"\b[^>]*?(?:/>|>.*?</(?:\w+:)?" + name + rb">)", re.S
    )


def _is_shared(
    control: Control, manuscript: Manuscript, printed: Printed, shown: list[tuple[str, str]]
) -> bool:
    """Whether a picture or chart stands elsewhere as well, where it is to stay as it is.

    A figure that reads alike in two languages, or was copied, is one part of the file.
    """
    alike = {
        each.key for each in manuscript.controls
        if each.kind == "figure" and each.key in printed.contents
        and printed.digest(each.key) == printed.digest(control.key)
    }  # fmt: skip
    mine = {
        each for other in manuscript.controls if other.key in alike
        for each in other.content.iter()
    }  # fmt: skip
    targets = {target for _, target in shown}
    return any(
        target in targets
        for name, part in manuscript.parts.items()
        for element in part.root.iter(f"{DRAWING}graphic")
        if element not in mine
        for _, target in drawn(manuscript.word, name, element)
    )


def _described(control: Control, fresh: Element) -> Iterator[Edit]:
    """The edits of the alternative text, and of the height where the proportions are others."""
    for name in DESCRIBED:
        for old, new in zip(control.content.iter(name), fresh.iter(name), strict=False):
            told = new.get("descr", "")
            if old.get("descr", "") != told:
                edit = control.part.reattributed(old, "descr", told)
                if edit:
                    yield edit
    for name in SIZED:
        sized = ([each for each in some.iter(name) if each.get("cx")]
                 for some in (control.content, fresh))  # fmt: skip
        for old, new in zip(*sized, strict=False):
            height = _height(old, new)
            edit = control.part.reattributed(old, "cy", str(height)) if height else None
            if edit:
                yield edit


def _height(old: Element, new: Element) -> int | None:
    """The height that keeps the width which somebody gave a figure; None where it has it."""
    try:
        width, height = int(old.get("cx", "")), int(old.get("cy", ""))
        wanted = width * int(new.get("cy", "")) / int(new.get("cx", ""))
    except (ValueError, ZeroDivisionError):
        return None
    return round(wanted) if abs(wanted - height) > NOTICEABLE * max(wanted, 1) else None
