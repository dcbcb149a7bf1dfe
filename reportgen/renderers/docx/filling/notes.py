"""The footnotes of a filled template: those of the report stand beside its own."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.opc.part import Part, XmlPart
from lxml import etree

from reportgen.renderers.docx.controls import declare
from reportgen.renderers.docx.markup import Element, Xml, tag, tree, w
from reportgen.renderers.docx.notes import Notes


class AddedNotes(Notes):
    """Footnotes added to those of a template, by numbers that it doesn't have."""

    def __init__(self, root: Element | None, part: Part | None) -> None:
        super().__init__()
        self._root = root
        self._part = part
        taken = [int(note.get(tag("id"), "0")) for note in root] if root is not None else [1]
        self._first = max(taken, default=1) + 1
        self._written: dict[int, Element] = {}

    def reserved(self) -> int:
        """The number of a note that is still to be written."""
        if self._root is None:
            return super().reserved()
        number = self._first
        self._first += 1
        return number

    def set(self, identity: int, content: Xml) -> None:
        """Write a note, a paragraph."""
        if self._root is None:
            super().set(identity, content)
        else:
            self._written[identity] = tree(w("footnote", content, id=identity))

    def add_to(self, word: WordDocument, style: str, marks: str) -> None:
        """Add the notes to the template's; as a part of their own where it has none."""
        if self._root is None or self._part is None:
            super().add_to(word, style, marks)
            return
        if not self._written:
            return
        self._root.extend(self._written[number] for number in sorted(self._written))
        if not isinstance(self._part, XmlPart):
            declare(self._root)
            self._part._blob = etree.tostring(
                self._root, xml_declaration=True, encoding="UTF-8", standalone=True
            )
