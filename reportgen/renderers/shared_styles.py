"""Elements that are styled alike → one style for all of them, and for their pseudo-elements.

WeasyPrint shares the style of elements that the same rules match, but reads `lang` and `style` of
each element anew, so that those with an attribute share with none, nor do those within. And every
element has six pseudo-elements (::marker, ::footnote-call …), each with a style of its own, that
nobody asks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from math import inf
from typing import Any

from reportgen.renderers.replacement import Replacement, Target


def shared_styles() -> AbstractContextManager[bool]:
    """A context in which elements that are styled alike share their style.

    It yields whether that is so: False when this WeasyPrint isn't one that `obstacle` lets pass.
    """
    return _replacement.active()


def obstacle() -> str | None:
    """Return why this WeasyPrint's elements can't share their styles, or None if they can."""
    return _replacement.obstacle()


def _style_elements(
    self: Any, html: Any, sheets: Any, presentational_hints: bool, font_config: Any,
    target_collector: Any,
) -> None:  # fmt: skip
    """Stand in for StyleFor.__init__: find the style of each element and pseudo-element."""
    if presentational_hints:  # any attribute may then say how an element looks
        original = _replacement.original("__init__")
        original(self, html, sheets, presentational_hints, font_config, target_collector)
        return
    self._cascaded_styles, self._computed_styles = {}, {}
    self.initial_page_sizes = {"box": None, "area": None}
    self._sheets, self.font_config = sheets, font_config
    _Cascade(self, html, sheets, target_collector).run()
    self._cascaded_styles.clear()


class _Alone:
    """Stands for a tree of one element."""

    def __init__(self, element: Any) -> None:
        self._element = element

    def iter(self) -> Iterator[Any]:
        yield self._element


class _Cascade:
    """Gives each element of a page its style, in the order of the tree."""

    def __init__(self, style_for: Any, html: Any, sheets: Any, target_collector: Any) -> None:
        self._style_for = style_for
        self._computed = style_for._computed_styles
        self._html = html
        self._sheets = list(enumerate(sheets))
        self._target_collector = target_collector
        self._known: dict[int, tuple[Any, tuple[tuple[str, Any], ...]]] = {}
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._families: dict[Any, int] = {}
        """The number of what each element's style is made of, but for its name, which nothing
        inherits: children of a named element may share their style with those of another."""

    def run(self) -> None:
        """Style all elements."""
        for wrapper in self._html.wrapper_element.iter_subtree():
            element = wrapper.etree_element
            parent = wrapper.parent.etree_element if wrapper.parent else None
            matched = [
                (number, selector)
                for number, (sheet, *_) in self._sheets
                for selector in sheet.matcher.match(wrapper)
            ]
            key = self._families[element] = self._key(element, parent, matched)
            is_shared = parent is not None and not _is_named(element)
            if not is_shared or key not in self._known:
                made = self._made(element, parent, matched)
                if is_shared and made is not None:
                    self._known[key] = made
                continue
            style, pseudo_styles = self._known[key]
            self._computed[element, None] = style
            for pseudo, pseudo_style in pseudo_styles:
                self._computed[element, pseudo] = pseudo_style

    def _key(self, element: Any, parent: Any, matched: list[tuple[int, Any]]) -> int:
        """The number of what the style of an element is made of: its rules and its parent's."""
        own: tuple[Any, ...] = element.get("style"), element.get("lang")
        if element.tag == "{http://www.w3.org/2000/svg}svg":
            own = *own, element.get("width"), element.get("height")
        rules = tuple((number, selector[1]) for number, selector in matched)
        family = self._families.get(parent)
        return self._numbers.setdefault((family, own, rules), len(self._numbers))

    def _made(
        self, element: Any, parent: Any, matched: list[tuple[int, Any]]
    ) -> tuple[Any, tuple[tuple[str, Any], ...]] | None:
        """A new style and those of its pseudo-elements; None where others may not share them."""
        cascaded = self._style_for._cascaded_styles
        self._cascade_own(element)
        for number, selector in matched:
            self._cascade(element, number, selector)
        names = [pseudo for each, pseudo in cascaded if each is element and pseudo]
        style = self._set(element, parent, None)
        pseudo_styles = tuple((name, self._set(element, element, name)) for name in names)
        cascaded.clear()
        is_note = style["position"][0] == "note()"  # of which each has a name in its style
        if is_note or style["anchor"] or any(each["anchor"] for _, each in pseudo_styles):
            return None
        return style, pseudo_styles

    def _set(self, element: Any, parent: Any, pseudo: str | None) -> Any:
        self._style_for.set_computed_styles(
            element, root=self._html.etree_element, parent=parent, pseudo_type=pseudo,
            base_url=self._html.base_url, target_collector=self._target_collector,
        )  # fmt: skip
        return self._computed[element, pseudo]

    def _cascade_own(self, element: Any) -> None:
        """Take what an element's attributes say."""
        from weasyprint import css

        for specificity, _, declarations, base_url in css.find_style_attributes(
            _Alone(element), False, self._html.base_url
        ):
            found = css.preprocess_declarations(base_url, declarations)
            self._add(element, None, found, "author", inf, specificity)

    def _cascade(self, element: Any, number: int, selector: Any) -> None:
        """Take what a rule says of an element."""
        sheet, origin, sheet_specificity = self._sheets[number][1]
        specificity, _, pseudo, (declarations, layer) = selector
        order = inf if layer is None else sheet.layers.index(layer)
        self._add(element, pseudo, declarations, origin, order, sheet_specificity or specificity)

    def _add(
        self, element: Any, pseudo: str | None, declarations: Any, origin: str, order: float,
        specificity: Any,
    ) -> None:  # fmt: skip
        from weasyprint import css

        style = self._style_for._cascaded_styles.setdefault((element, pseudo), {})
        for name, values, importance in declarations:
            weight = css.declaration_precedence(origin, importance), order, specificity
            if name not in style or style[name][1] <= weight:
                style[name] = values, weight


def _is_named(element: Any) -> bool:
    """Whether links lead to an element, by its style."""
    return bool(element.get("id") or (element.tag == "a" and element.get("name")))


_CSS = "weasyprint.css"
_replacement = Replacement(
    Target(
        _CSS,
        "StyleFor.__init__",
        ("self", "html", "sheets", "presentational_hints", "font_config", "target_collector"),
        _style_elements,
    ),
    Target(_CSS, "StyleFor.set_computed_styles", (
        "self", "element", "parent", "root", "pseudo_type", "base_url", "target_collector",
    )),
    Target(_CSS, "find_style_attributes", ("tree", "presentational_hints", "base_url")),
    Target(_CSS, "preprocess_declarations", ("base_url", "declarations", "prelude")),
    Target(_CSS, "declaration_precedence", ("origin", "importance")),
)  # fmt: skip
