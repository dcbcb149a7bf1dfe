"""A drawing → an <svg> that stands in a page: its colours are the page's to change.

Each colour becomes a custom property, `--fill` or `--stroke`, and a class says what it colours:
`fill` an area, `line` a stroke, `lettering` text, `on-fill` text that stands on an area,
`paper-fill` and `paper-stroke` what is meant to look like the ground, `tint` a stripe on it. The
stylesheet says how these look in the light and in the dark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from lxml import etree

from reportgen.theme import Theme

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
HEX = re.compile(r"#[0-9a-fA-F]{6}")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
_DECLARATION = re.compile(r"\s*([\w-]+)\s*:\s*([^;]+?)\s*(?:;|$)")
PALEST_OF_AREAS, GREYEST_OF_AREAS = 200, 5
"""What is at least as light (of 255), and whose channels differ no more, is no area of its own."""
X_HEIGHT = 0.35
"""How far above its baseline the middle of a line of text is, in its size."""


@dataclass(frozen=True, slots=True)
class _Area:
    """A filled area: what it covers, and whether it is no more than the ground."""

    left: float
    top: float
    right: float
    bottom: float
    is_paper: bool

    def covers(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def inline_figure(svg: bytes, name: str, alternative: str, theme: Theme) -> str:
    """The markup of a drawing, with `alternative` for those who can't see it.

    `name` makes the ids of its parts its own. What is no SVG by matplotlib stands as it is.
    """
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True))
    _tidy(root)
    _rename(root, name)
    areas: list[_Area] = []
    for element in root.iter(f"{SVG}path", f"{SVG}text", f"{SVG}use", f"{SVG}rect"):
        _colour(element, areas, theme)
    for key in ("aria-label", "width", "height", "version"):
        if key in root.attrib:
            del root.attrib[key]
    root.set("role", "img")
    root.set("focusable", "false")
    etree.cleanup_namespaces(root)
    markup = etree.tostring(root, encoding="unicode")
    label = f'<svg aria-label="{escape(alternative)}"'
    return re.sub(r"\n\s*", " ", markup).replace("<svg", label, 1)


def _tidy(root: etree._Element) -> None:
    """Take out stylesheets, which would rule the whole page, and turns by nothing."""
    for element in list(root.iter(f"{SVG}style", f"{SVG}metadata")):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in root.iter(f"{SVG}text"):
        if element.get("transform", "").startswith("rotate(-0 "):
            del element.attrib["transform"]


def _rename(root: etree._Element, name: str) -> None:
    """Make every id, and what refers to one, unlike those of the page's other figures."""
    for element in root.iter(etree.Element):
        for key, value in element.attrib.items():
            text = str(value)
            if key == "id":
                element.set(key, f"{name}-{text}")
            elif key in ("href", XLINK) and text.startswith("#"):
                element.set(key, f"#{name}-{text[1:]}")
            elif "url(#" in text:
                element.set(key, text.replace("url(#", f"url(#{name}-"))


def _colour(element: etree._Element, areas: list[_Area], theme: Theme) -> None:
    style = dict(_DECLARATION.findall(element.get("style", "")))
    classes: list[str] = []
    is_text = element.tag == f"{SVG}text"
    for key in ("fill", "stroke"):
        colour = style.get(key, "")
        if not HEX.fullmatch(colour):
            continue
        del style[key]
        is_paper = colour.lower() == theme.colours.paper.lower()
        if is_text:
            classes.append(_lettering(element, style, areas))
        elif is_paper:
            classes.append(f"paper-{key}")
        elif key == "fill" and _is_tint(colour):
            classes.append("tint")
            is_paper = True
        else:
            classes.append("fill" if key == "fill" else "line")
        style[f"--{key}"] = colour
        if key == "fill" and not is_text and (box := _box(element)):
            areas.append(_Area(*box, is_paper))
    if classes:
        element.set("class", " ".join(classes))
    if style:
        element.set("style", ";".join(f"{key}:{value}" for key, value in style.items()))


def _is_tint(colour: str) -> bool:
    """Whether a colour is a pale grey, as stripes are that part a ground, and not of a scale."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return min(parts) >= PALEST_OF_AREAS and max(parts) - min(parts) <= GREYEST_OF_AREAS


def _lettering(element: etree._Element, style: dict[str, str], areas: list[_Area]) -> str:
    """What text stands on: the area that was painted last where it begins, or the ground."""
    size = float((_NUMBER.findall(style.get("font-size", "")) or ["0"])[0])
    x, y = (float(element.get(key, "nan")) for key in ("x", "y"))
    for area in reversed(areas):
        if area.covers(x + size / 4, y - X_HEIGHT * size):
            return "lettering" if area.is_paper else "on-fill"
    return "lettering"


def _box(element: etree._Element) -> tuple[float, float, float, float] | None:
    """The bounds of a path by its points."""
    found = [float(number) for number in _NUMBER.findall(element.get("d", ""))]
    xs, ys = found[::2], found[1::2]
    if not xs or len(xs) != len(ys):
        return None
    return min(xs), min(ys), max(xs), max(ys)
