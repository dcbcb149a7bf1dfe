"""The styles of a Word template, made ready for one edition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

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

STAND_INS = {
    "Caption Label": "Strong",
    "Cover Notice": "Notice",
    "Second About": "About",
    "Second TOC Heading": "TOC Heading",
    "First Body Text": "Body Text",
    "Cover Panel": "Normal Table",
    "Key Figures": "Normal Table",
    "First Reference": "Reference",
    "List Heading": "TOC Heading",
    "Section End": "Normal",
    "Strong Emphasis": "Strong",
    "table of figures": "toc 2",
    **{f"Joined heading {level}": f"heading {level}" for level in (1, 2, 3)},
    **{f"Lone heading {level}": f"heading {level}" for level in (1, 2, 3)},
    "Unnumbered heading 1": "heading 1",
    "Unnumbered second heading 1": "Second heading 1",
    **{f"Unlisted heading {level}": f"Second heading {level}" for level in (1, 2, 3)},
}
"""What serves for a style that a template may lack: one made before the style was thought of."""

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

    def __init__(
        self,
        root: Element,
        edition: Edition,
        place: Place,
        stand_ins: Mapping[str, str] = STAND_INS,
    ) -> None:
        """`stand_ins` names what serves for styles that the sheet may lack."""
        self.root = root
        self._stand_ins = stand_ins
        self._place = place
        self._language = edition.language
        self._asked: dict[tuple[str, str | None], str] = {}
        self._counted: dict[str, tuple[int, int]] = {}
        self.renamed: dict[str, str] = {}
        """The new ids of styles that were renamed for the edition, by their old ones."""
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
        if name in self._stand_ins:
            return self.id(self._stand_ins[name], language)
        raise error("no-word-style", self._place, found=wanted, allowed=self._ids)

    @property
    def identities(self) -> frozenset[str]:
        """The ids of all styles."""
        return frozenset(style.get(tag("styleId"), "") for style in self._all())

    def first(self, names: tuple[str, ...], language: str | None = None) -> str:
        """The id of the first of these styles that the template has; it must have the last."""
        for name in names[:-1]:
            if name.casefold() in self._ids:
                return self.id(name, language)
        return self.id(names[-1], language)

    def numbering_of(self, style: str) -> tuple[int, int]:
        """The numbering by which a style of that id counts, and the level, the first 0.

        It may come from a style that it is based on. No numbering is 0.
        """
        if style not in self._counted:
            self._counted[style] = self._found_numbering(style)
        return self._counted[style]

    def _found_numbering(self, style: str) -> tuple[int, int]:
        for element in self._with_bases(style):
            told = element.find(f"{tag('pPr')}/{tag('numPr')}")
            number = told.find(tag("numId")) if told is not None else None
            if told is not None and number is not None:
                level = told.find(tag("ilvl"))
                depth = level.get(tag("val"), "0") if level is not None else "0"
                return int(number.get(tag("val"), "0")), int(depth)
        return 0, 0

    def size_of(self, style: str) -> float | None:
        """The size of type in a style of that id, in points; None where no style says it."""
        for element in self._with_bases(style):
            size = element.find(f"{tag('rPr')}/{tag('sz')}")
            if size is not None:
                return float(size.get(tag("val"), "0")) / 2 or None
        return None

    def _with_bases(self, style: str) -> Iterator[Element]:
        """The element of a style, then those of what it is based on."""
        by_id = {each.get(tag("styleId"), ""): each for each in self._all()}
        while (element := by_id.pop(style, None)) is not None:
            yield element
            base = element.find(tag("basedOn"))
            style = base.get(tag("val"), "") if base is not None else ""

    def _all(self) -> list[Element]:
        return list(self.root.iterfind(tag("style")))

    def _lend(self, edition: Edition) -> None:
        """Name the styles of another language after one that has none of its own."""
        for language in edition.languages:
            model = model_language(language)
            if model in edition.languages:
                continue
            names = [_IN_LANGUAGE.fullmatch(_name(style)) for style in self._all()]
            if any(name and name["language"] == language for name in names):
                continue
            for style, name in zip(self._all(), names, strict=True):
                if name and name["language"] == model:
                    _rename(style, f"{name['name']} ({language})", keep_id=True)

    def _prepare(self, edition: Edition) -> None:
        self._lend(edition)
        taken = {_name(style).casefold() for style in self._all()}
        for style in self._all():
            parts = _IN_LANGUAGE.fullmatch(_name(style))
            if not parts or parts["language"] not in LOCALES:
                continue
            if parts["language"] not in edition.languages:
                self.root.remove(style)
            elif parts["language"] == self._language and parts["name"].casefold() not in taken:
                old = style.get(tag("styleId"), "")
                self.renamed[old] = _rename(style, parts["name"])
        for reference in self.root.iter(tag("basedOn"), tag("next"), tag("link")):
            target = reference.get(tag("val"), "")
            reference.set(tag("val"), self.renamed.get(target, target))


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
