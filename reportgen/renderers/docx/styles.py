"""The styles of a Word template, made ready for one edition."""

from __future__ import annotations

import re

from reportgen.editions import Edition
from reportgen.errors import Place, error
from reportgen.locales import LOCALES, model_language
from reportgen.renderers.docx.markup import Element, tag

BUILT_IN = frozenset(
    {
        *("Normal", "Default Paragraph Font", "Normal Table", "No List", "Title", "Body Text"),
        *("heading 1", "heading 2", "heading 3", "caption", "header", "footer"),
        *("List Bullet", "List Number", "Strong", "Emphasis"),
        *("footnote text", "footnote reference"),
        *("annotation text", "annotation reference"),
        *("Date", "TOC Heading", "toc 1", "toc 2", "table of figures"),
    }
)
"""Names that Word itself knows; every other style is marked as a custom one."""

_IN_LANGUAGE = re.compile(r"(?P<name>.+) \((?P<language>\w+)\)")


def style_id(name: str) -> str:
    """The id under which Word itself would file a style of that name."""
    words = "".join(character if character.isalnum() else " " for character in name).split()
    return "".join(word[0].upper() + word[1:] for word in words)


class Styles:
    """The style sheet of one edition.

    A template holds a style for each language, as ``heading 1 (zh)``. In an edition those of the
    main language take the plain name, so that its headings are Word's own; those of a language
    that the edition doesn't print are left out. A language without styles takes those of the one
    that it is set like.
    """

    def __init__(self, root: Element, edition: Edition, place: Place) -> None:
        self.root = root
        self._place = place
        self._language = edition.language
        self._asked: dict[tuple[str, str | None], str] = {}
        self._prepare(edition)
        self._ids = {
            _name(style).casefold(): style.get(tag("styleId"), "") for style in self._all()
        }

    def id(self, name: str, language: str | None = None) -> str:
        """The id of a style. Raises ReportError where the template lacks it."""
        asked = name, language
        if found := self._asked.get(asked):
            return found
        wanted = name if language in (None, self._language) else f"{name} ({language})"
        for candidate in (wanted, name):
            if found := self._ids.get(candidate.casefold()):
                self._asked[asked] = found
                return found
        raise error("no-word-style", self._place, found=wanted, allowed=self._ids)

    def first(self, names: tuple[str, ...], language: str | None = None) -> str:
        """The id of the first of these styles that the template has; it must have the last."""
        for name in names[:-1]:
            if name.casefold() in self._ids:
                return self.id(name, language)
        return self.id(names[-1], language)

    def numbering_of(self, style: str) -> int:
        """The numbering that a style of that id brings along, 0 for none."""
        path = f"w:style[@w:styleId='{style}']/w:pPr/w:numPr/w:numId"
        found = self.root.find(path, {"w": self.root.nsmap["w"]})
        return int(found.get(tag("val"), "0")) if found is not None else 0

    def _all(self) -> list[Element]:
        return list(self.root.iterfind(tag("style")))

    def _lend(self, edition: Edition) -> None:
        """Name the styles of another language after one that has none of its own."""
        for language in edition.languages:
            model = model_language(language)
            names = [_IN_LANGUAGE.fullmatch(_name(style)) for style in self._all()]
            has_styles = any(name and name["language"] == language for name in names)
            if has_styles or model in edition.languages:
                continue
            for style, name in zip(self._all(), names, strict=True):
                if name and name["language"] == model:
                    _rename(style, f"{name['name']} ({language})", keep_id=True)

    def _prepare(self, edition: Edition) -> None:
        self._lend(edition)
        taken = {_name(style).casefold() for style in self._all()}
        new_ids = {}
        for style in self._all():
            parts = _IN_LANGUAGE.fullmatch(_name(style))
            if not parts or parts["language"] not in LOCALES:
                continue
            if parts["language"] not in edition.languages:
                self.root.remove(style)
            elif parts["language"] == self._language and parts["name"].casefold() not in taken:
                old = style.get(tag("styleId"), "")
                new_ids[old] = _rename(style, parts["name"])
        for reference in self.root.iter(tag("basedOn"), tag("next"), tag("link")):
            target = reference.get(tag("val"), "")
            reference.set(tag("val"), new_ids.get(target, target))


def _name(style: Element) -> str:
    name = style.find(tag("name"))
    return name.get(tag("val"), "") if name is not None else ""


def _rename(style: Element, name: str, *, keep_id: bool = False) -> str:
    found = style.find(tag("name"))
    assert found is not None, "only styles with a name are renamed"
    found.set(tag("val"), name)
    identity = style.get(tag("styleId"), "") if keep_id else style_id(name)
    style.set(tag("styleId"), identity)
    if name in BUILT_IN and tag("customStyle") in style.attrib:
        del style.attrib[tag("customStyle")]
    return identity
