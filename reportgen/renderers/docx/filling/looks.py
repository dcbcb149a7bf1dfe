"""What is written in the place of a tag takes the look of the tag's first run."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from reportgen.renderers.docx.markup import XML, Element, tag, tree, w

ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline",
    "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color",
    "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd",
    "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
"""The properties of a run in the order of the schema."""
_RANKS = {tag(name): rank for rank, name in enumerate(ORDER)}
_LEFT = frozenset(map(tag, ("noProof", "ins", "del", "rPrChange")))
"""What says how the tag was typed, and nothing of its look."""


def dressed(elements: Iterable[Element], look: Element | None) -> list[Element]:
    """The elements, every run in them with the properties of `look` beneath its own."""
    made = list(elements)
    for element in made:
        for run in element.iter(tag("r")):
            _dress(run, look)
            _break_lines(run)
    return made


def _dress(run: Element, look: Element | None) -> None:
    if look is None:
        return
    own = run.find(tag("rPr"))
    merged = {child.tag: deepcopy(child) for child in look if child.tag not in _LEFT}
    for child in own if own is not None else ():
        if child.tag == tag("rFonts") and child.tag in merged:
            for name, value in child.attrib.items():
                merged[child.tag].set(name, value)
        else:
            merged[child.tag] = deepcopy(child)
    if own is not None:
        run.remove(own)
    if merged:
        ordered = sorted(merged.values(), key=lambda child: _RANKS.get(child.tag, len(ORDER)))
        properties = tree(w("rPr"))
        properties.extend(ordered)
        run.insert(0, properties)


def _break_lines(run: Element) -> None:
    """End the lines of a text of several lines as Word does."""
    for node in list(run.iterfind(tag("t"))):
        first, *others = (node.text or "").split("\n")
        if not others:
            continue
        node.text = first
        for text in reversed(others):
            rest = tree(w("t"))
            rest.text = text
            rest.set(f"{{{XML}}}space", "preserve")
            node.addnext(rest)
            node.addnext(tree(w("br")))
