"""Comments in the margin of a Word file: a part of their own, tied to the runs that they are about.

They carry no date, so that the same comments are the same bytes whenever they are made.
"""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from reportgen.renderers.docx.markup import Element, W, Xml, tag, text_run, tree, w
from reportgen.renderers.docx.template.package import serialise

TEXT_STYLE, MARK_STYLE = "annotation text", "annotation reference"
"""Word's own names of the styles of a comment's text and of its mark."""


class Comments:
    """The comments of a file, those that it has already among them.

    `root` is the part that holds these, None where there is none; `styles` are the ids of the
    styles of text and mark, where the file has them.
    """

    def __init__(
        self,
        author: str,
        initials: str,
        root: Element | None = None,
        styles: tuple[str, str] | None = None,
    ) -> None:
        self.root = tree(w("comments")) if root is None else root
        self._author = {"author": author, "initials": initials}
        self._styles = styles
        known = [int(each.get(tag("id"), "0")) for each in self.root.iter(tag("comment"))]
        self._next = max(known, default=-1) + 1

    def add(self, first: Element, last: Element, *texts: str) -> int:
        """Add a comment to what stands from one child of a paragraph to another; its id.

        Each text is a paragraph of the comment. Only the main document can have comments, and a
        comment's mark is put behind `last`.
        """
        identity = self._next
        self._next += 1
        first.addprevious(tree(w("commentRangeStart", id=identity)))
        mark = w("r", self._style("rStyle", 1), w("commentReference", id=identity))
        last.addnext(tree(w("commentRangeEnd", id=identity)))
        after = last.getnext()
        assert after is not None, "the end of the range was just put there"
        after.addnext(tree(mark))
        paragraphs = [self._paragraph(text, index) for index, text in enumerate(texts)]
        self.root.append(tree(w("comment", *paragraphs, id=identity, **self._author)))
        return identity

    def add_to(self, word: WordDocument) -> None:
        """Put the comments into a file, in the place of its own; nothing where there are none."""
        if not len(self.root):
            return
        for key, relation in list(word.part.rels.items()):
            if relation.reltype == RELATIONSHIP_TYPE.COMMENTS:
                del word.part.rels[key]
        name = PackURI("/word/comments.xml")
        part = Part(name, CONTENT_TYPE.WML_COMMENTS, self.to_xml(), word.part.package)
        word.part.relate_to(part, RELATIONSHIP_TYPE.COMMENTS)

    def to_xml(self) -> bytes:
        """The content of the part."""
        etree.cleanup_namespaces(self.root, top_nsmap={"w": W})
        return serialise(self.root)

    def _paragraph(self, text: str, index: int) -> Xml:
        """A paragraph of a comment; the first begins with the mark that leads back."""
        mark = None if index else w("r", self._style("rStyle", 1), w("annotationRef"))
        return w("p", self._style("pStyle", 0), mark, text_run(text))

    def _style(self, kind: str, index: int) -> Xml | None:
        if self._styles is None:
            return None
        return w("pPr" if kind == "pStyle" else "rPr", w(kind, val=self._styles[index]))
