"""The footnotes of a Word file: a part of their own, which the text refers to by numbers."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

from reportgen.renderers.docx.controls import declare
from reportgen.renderers.docx.markup import Element, R, W, Xml, paragraph, tree, w
from reportgen.renderers.docx.template.package import serialise

_SEPARATORS = {-1: "separator", 0: "continuationSeparator"}
"""What stands between text and notes: a note each, by the numbers that Word gives them."""
_CIRCLED = "①"


class Notes:
    """The footnotes of a file while it is written."""

    def __init__(self) -> None:
        self._notes: list[Xml | None] = []

    def reserved(self) -> int:
        """The number of a note that is still to be written: notes have those of their marks."""
        self._notes.append(None)
        return len(self._notes)

    def set(self, identity: int, content: Xml) -> None:
        """Write a note, a paragraph."""
        self._notes[identity - 1] = w("footnote", content, id=identity)

    def add_to(self, word: WordDocument, style: str, marks: str) -> None:
        """Add the notes, if there are any, to a file, in the place of those of its template.

        `style` is that of the lines between text and notes, `marks` are those of the first notes.
        """
        if not self._notes:
            return
        separators = [
            w("footnote", paragraph(style, [w("r", w(kind))]), type=kind, id=identity)
            for identity, kind in _SEPARATORS.items()
        ]
        root = tree(w("footnotes", *separators, *self._notes))
        etree.cleanup_namespaces(root, top_nsmap={"w": W, "r": R})
        declare(root)
        self._relate(word, serialise(root))
        settings = word.settings.element
        told = [w("footnote", id=identity) for identity in _SEPARATORS]
        for old in settings.findall(qn("w:footnotePr")):
            settings.remove(old)
        _insert(settings, tree(w("footnotePr", *told)), _BEFORE_IN_SETTINGS)
        if marks.startswith(_CIRCLED):
            form = w("footnotePr", w("numFmt", val="decimalEnclosedCircleChinese"))
            properties = word.part.element.body.sectPr
            _insert(properties, tree(form), ("headerReference", "footerReference"), after=True)

    def _relate(self, word: WordDocument, content: bytes) -> None:
        for key, relation in list(word.part.rels.items()):
            if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
                del word.part.rels[key]
        name = PackURI("/word/footnotes.xml")
        part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, content, word.part.package)
        word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


_BEFORE_IN_SETTINGS = (
    "endnotePr", "compat", "docVars", "rsids", "attachedSchema", "themeFontLang",
    "clrSchemeMapping", "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures",
    "forceUpgrade", "captions", "readModeInkLockDown", "smartTagType", "shapeDefaults",
    "doNotEmbedSmartTags", "decimalSymbol", "listSeparator",
)  # fmt: skip
"""What follows the notes in the settings part, by the order of its schema."""


def _insert(
    parent: Element, child: Element, names: tuple[str, ...], *, after: bool = False
) -> None:
    """Insert before the first child of these names, or after the last."""
    tags = {qn(f"w:{name}") for name in names}
    local = [index for index, each in enumerate(parent) if each.tag in tags]
    if after:
        parent.insert(local[-1] + 1 if local else 0, child)
    else:
        parent.insert(local[0] if local else len(parent), child)
