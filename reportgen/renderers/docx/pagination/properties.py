"""Properties of Word's styles added up: what one inherits, and what it says of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from reportgen.renderers.docx.markup import Element, tag

TWIPS, EIGHTHS, HALVES = 20, 8, 2
"""The units of lengths, weights of rules and sizes of type: so many to a point."""
Properties: TypeAlias = Mapping[str, Element | Mapping[str, str]]
"""Properties by their full names; of those in PARTLY, what each of their parts says."""
PARTLY = frozenset(map(tag, ("spacing", "ind", "rFonts", "pBdr")))
"""Properties of which a style may say a part, and inherit the rest."""
_OFF = ("0", "false", "off", "none")


def found(element: Element | None, *names: str) -> Element | None:
    """The element that a way of names leads to; None where there is none."""
    for name in names:
        element = element.find(tag(name)) if element is not None else None
    return element


def value(element: Element | None, name: str) -> str:
    """What a child says; nothing where there is none."""
    child = found(element, name)
    return child.get(tag("val"), "") if child is not None else ""


def number(text: str | None) -> float:
    """A number as it stands in a file; 0 for what is none."""
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def key(element: Element) -> tuple[object, ...]:
    """What tells one property from another."""
    return (element.tag, *element.attrib.items(), *map(key, element))


def own(element: Element | None) -> Properties:
    """What an element of properties says itself."""
    said: dict[str, Element | Mapping[str, str]] = {}
    for child in element if element is not None else ():
        if child.tag == tag("pBdr"):
            said[child.tag] = {local(side): str(_thickness(side)) for side in child}
        elif child.tag in PARTLY:
            said[child.tag] = {
                str(name).rpartition("}")[2]: str(each) for name, each in child.attrib.items()
            }
        elif isinstance(child.tag, str):
            said[child.tag] = child
    return said


def added(above: Properties, said: Properties) -> Properties:
    """Properties over those that they inherit."""
    merged = {**above, **said}
    for name in PARTLY & above.keys() & said.keys():
        merged[name] = {**part(above, name), **part(said, name)}
    return merged


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def part(properties: Properties, name: str) -> Mapping[str, str]:
    """The parts of one of PARTLY, by its full name."""
    said = properties.get(name)
    return said if isinstance(said, dict) else {}


def element(properties: Properties, name: str) -> Element | None:
    """The element of a property, None where none is said."""
    said = properties.get(tag(name))
    return None if said is None or isinstance(said, dict) else said  # type: ignore[return-value]


def said(properties: Properties, name: str) -> str:
    """The value of a property; nothing where none is said."""
    each = element(properties, name)
    return each.get(tag("val"), "") if each is not None else ""


def is_on(properties: Properties, name: str, *, unsaid: bool = False) -> bool:
    """Whether a property is on; `unsaid` where nothing tells."""
    each = element(properties, name)
    return unsaid if each is None else each.get(tag("val"), "1") not in _OFF


def points(values: Mapping[str, str], *names: str) -> float:
    """The first length of these names, from twips; 0 where none is said."""
    return next((number(values[name]) for name in names if name in values), 0.0) / TWIPS


def weights(borders: Element | None) -> dict[str, float]:
    """The weights of rules in points, by their side; 0 for one that is taken away."""
    return {local(side): _weight(side) for side in (borders if borders is not None else ())}


def _weight(side: Element) -> float:
    if side.get(tag("val")) in (None, "nil", "none"):
        return 0.0
    return number(side.get(tag("sz"))) / EIGHTHS


def _thickness(side: Element) -> float:
    """The room that a rule beside a paragraph takes, its distance included."""
    weight = _weight(side)
    return weight + number(side.get(tag("space"))) if weight else 0.0
