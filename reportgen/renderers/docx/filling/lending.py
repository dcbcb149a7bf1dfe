"""The styles of the theme, lent to a template that lacks them: each when it is first needed."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import cast

from reportgen.editions import Edition
from reportgen.errors import Place, ReportError
from reportgen.renderers.docx.markup import Element, tag, tree, w
from reportgen.renderers.docx.numbering import Numbering
from reportgen.renderers.docx.styles import STAND_INS, Styles

_AFTER = (
    "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc",
    "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle",
    "rPr", "sectPr", "pPrChange",
)  # fmt: skip
"""The last properties of a paragraph, in the order of the schema; all others stand before them."""
_STAND_INS = {name: other for name, other in STAND_INS.items() if "nnumbered" not in name}
"""Headings without a number are lent: the template's own may be counted."""
_RANKS = {tag(name): rank for rank, name in enumerate(_AFTER, 1)}


class LentStyles(Styles):
    """The styles of a template made in Word; what it lacks comes from the theme.

    A template made by somebody who knows nothing of our styles has Word's own at most. It keeps
    those that it has, whatever they look like.
    """

    def __init__(
        self,
        root: Element,
        edition: Edition,
        place: Place,
        lender: Callable[[], tuple[Element, Element]],
        numbering: Element,
    ) -> None:
        """`lender` gives the theme's styles and its numbering, `numbering` is the template's."""
        before = _names(root)
        super().__init__(root, edition, place, _STAND_INS)
        self.moved = _moved(before, _names(root))
        """The ids of styles that the edition has in place of those that the template used."""
        self._edition = edition
        self._lender = lender
        self._numbering = numbering
        self._lent: Styles | None = None
        self._lists: Element | None = None
        self._borrowed: dict[str, str] = {}
        self._listed: dict[str, int] = {}

    def id(self, name: str, language: str | None = None) -> str:
        """The id of a style, which the theme lends where the template lacks it."""
        try:
            return super().id(name, language)
        except ReportError:
            if self._lent is None:
                styles, self._lists = self._lender()
                self._lent = Styles(styles, self._edition, self._place)
            return self._borrow(self._lent.id(name, language))

    @property
    def has_lent(self) -> bool:
        """Whether the theme has lent any style."""
        return bool(self._borrowed)

    def _borrow(self, identity: str) -> str:
        """Copy a style of the theme, and those that it refers to; its id here."""
        if identity in self._borrowed:
            return self._borrowed[identity]
        assert self._lent is not None
        style = next(
            each for each in self._lent.root.iter(tag("style"))
            if each.get(tag("styleId")) == identity
        )  # fmt: skip
        name = style.find(tag("name"))
        called = name.get(tag("val"), "") if name is not None else ""
        if own := self._ids.get(called.casefold()):
            self._borrowed[identity] = own
            return own
        copied = deepcopy(style)
        fresh = identity
        taken = {each.get(tag("styleId")) for each in self.root.iter(tag("style"))}
        while fresh in taken:
            fresh += "R"
        copied.set(tag("styleId"), fresh)
        if tag("default") in copied.attrib:
            del copied.attrib[tag("default")]
        self._borrowed[identity] = self._ids[called.casefold()] = fresh
        self.root.append(copied)
        base = copied.find(tag("basedOn"))
        root = self._lent.id("Normal")
        if copied.get(tag("type")) == "paragraph" and base is not None and _val(base) == root:
            _pin(copied)
        for reference in copied.iter(tag("basedOn"), tag("next"), tag("link")):
            reference.set(tag("val"), self._borrow(_val(reference)))
        for number in copied.iter(tag("numId")):
            if (lent := number.get(tag("val"), "0")) != "0":
                number.set(tag("val"), str(self._list(lent)))
                self._link(number, fresh)
        return fresh

    def _link(self, number: Element, style: str) -> None:
        """Have the level of a list count a style, where it counts those of headings."""
        depth = number.getprevious()
        level = Numbering(self._numbering).level(
            int(_val(number)), int(_val(depth)) if depth is not None else 0
        )
        form = level.find(tag("numFmt")) if level is not None else None
        if form is not None and level is not None and level.getnext() is not None:
            form.addnext(tree(w("pStyle", val=style)))

    def _list(self, number: str) -> int:
        """Copy a list of the theme, unless that is done; its number here."""
        if number in self._listed:
            return self._listed[number]
        assert self._lists is not None
        lists = self._lists
        concrete = next(each for each in lists.iter(tag("num")) if each.get(tag("numId")) == number)
        kind = concrete.find(tag("abstractNumId"))
        wanted = kind.get(tag("val")) if kind is not None else None
        abstract = deepcopy(
            next(
                each
                for each in lists.iter(tag("abstractNum"))
                if each.get(tag("abstractNumId")) == wanted
            )
        )
        # Only the levels of styles that are lent as well are linked to these.
        for link in list(abstract.iter(tag("pStyle"))):
            cast(Element, link.getparent()).remove(link)
        self._listed[number] = Numbering(self._numbering).added(abstract)
        return self._listed[number]


def _names(root: Element) -> dict[str, str]:
    """The names of styles by their ids."""
    return {
        style.get(tag("styleId"), ""): _val(name)
        for style in root.iter(tag("style"))
        for name in style.iterfind(tag("name"))
    }


def _moved(before: dict[str, str], after: dict[str, str]) -> dict[str, str]:
    """Where styles are now that were renamed for an edition, or left out for another language."""
    ids = {name.casefold(): identity for identity, name in after.items()}
    moved = {}
    for identity, name in before.items():
        if after.get(identity) == name:
            continue
        plain = name.rpartition(" (")[0] if name.endswith(")") else name
        now = ids.get(name.casefold()) or ids.get(plain.casefold())
        if now and now != identity:
            moved[identity] = now
    return moved


def _val(element: Element) -> str:
    return element.get(tag("val"), "")


def _pin(style: Element) -> None:
    """Say in a style what it took for granted: another file's Normal may have room and indents."""
    properties = style.find(tag("pPr"))
    if properties is None:
        properties = tree(w("pPr"))
        before = style.find(tag("rPr"))
        style.insert(len(style) if before is None else style.index(before), properties)
    wanted = {
        "spacing": {"before": "0", "after": "0", "line": "240", "lineRule": "auto"},
        "ind": {"left": "0", "right": "0", "firstLineChars": "0", "firstLine": "0"},
        "jc": {"val": "left"},
    }
    for name, values in wanted.items():
        element = properties.find(tag(name))
        if element is None:
            element = tree(w(name))
            properties.insert(
                sum(_RANKS.get(child.tag, 0) < _RANKS[tag(name)] for child in properties), element
            )
        given = set(element.attrib)
        if name == "ind" and {tag("hanging"), tag("firstLine")} & given:
            values = {side: values[side] for side in ("left", "right")}
        if name == "spacing" and tag("line") in given:
            values = {side: values[side] for side in ("before", "after")}
        for attribute, value in values.items():
            if tag(attribute) not in given:
                element.set(tag(attribute), value)
