"""Comments in the margin of a Word file: a part of their own, tied to the runs that they are about.

They carry no date, so that the same comments are the same bytes whenever they are made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import repeat

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from lxml import etree

from reportgen.document import Comment, Inline, Words
from reportgen.renderers.docx.markup import Element, W, Xml, tag, text_run, tree, w
from reportgen.renderers.docx.template.package import serialise

TEXT_STYLE, MARK_STYLE = "annotation text", "annotation reference"
"""Word's own names of the styles of a comment's text and of its mark."""
AUTHOR, INITIALS = "reportgen", "rg"
"""Who has written a comment that names nobody."""
_FINDING = re.compile(r"\s*RG[0-9]{3} ")
"""How a comment begins that tells what is wrong with a template."""
_MARKS = tuple(map(tag, ("commentRangeStart", "commentRangeEnd", "commentReference")))
_SENTENCES = re.compile(r"(.*(?:[。！？][”’）]*|[.!?][”’)]*\s+))(.+)", re.DOTALL)
"""What goes before the last sentence of a text, and this."""


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

    @classmethod
    def of(cls, word: WordDocument) -> Comments:
        """The comments that a file has, to which others are added."""
        names = {
            name.get(tag("val")): style.get(tag("styleId"), "")
            for style in word.styles.element.iter(tag("style"))
            for name in style.iterfind(tag("name"))
        }
        has_styles = TEXT_STYLE in names and MARK_STYLE in names
        styles = (names[TEXT_STYLE], names[MARK_STYLE]) if has_styles else None
        return cls(AUTHOR, INITIALS, _root_of(word), styles)

    def add(self, first: Element, last: Element, *texts: str) -> int:
        """Add a comment to what stands from one child of a paragraph to another; its id.

        Each text is a paragraph of the comment. Only the main document can have comments, and a
        comment's mark is put behind `last`.
        """
        start, end, mark = map(tree, self.marks(*texts))
        first.addprevious(start)
        last.addnext(end)
        end.addnext(mark)
        return int(start.get(tag("id"), "0"))

    def marks(self, *texts: str, author: str = "") -> tuple[Xml, Xml, Xml]:
        """Add a comment; what begins and ends the runs that it is about, and its mark behind them.

        Each text is a paragraph of the comment; `author` is that of this one alone.
        """
        identity = self._next
        self._next += 1
        who = {"author": author, "initials": _initials(author)} if author else self._author
        paragraphs = [self._paragraph(text, index) for index, text in enumerate(texts)]
        self.root.append(tree(w("comment", *paragraphs, id=identity, **who)))
        mark = w("r", self._style("rStyle", 1), w("commentReference", id=identity))
        return w("commentRangeStart", id=identity), w("commentRangeEnd", id=identity), mark

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

    def settle(self, body: Element, others: Iterable[Element]) -> None:
        """Leave out the comments that stand in no paragraph of the body.

        Word has none in headers, notes and text boxes, into which a template may put a text.
        """
        for root in (*others, *body.iter(tag("txbxContent"))):
            _take_out(root.iter(*_MARKS))
        stand = {mark.get(tag("id")) for mark in body.iter(_MARKS[-1])}
        for each in [each for each in self.root if each.get(tag("id")) not in stand]:
            self.root.remove(each)

    def _paragraph(self, text: str, index: int) -> Xml:
        """A paragraph of a comment; the first begins with the mark that leads back."""
        mark = None if index else w("r", self._style("rStyle", 1), w("annotationRef"))
        return w("p", self._style("pStyle", 0), mark, text_run(text))

    def _style(self, kind: str, index: int) -> Xml | None:
        if self._styles is None:
            return None
        return w("pPr" if kind == "pStyle" else "rPr", w(kind, val=self._styles[index]))


def drop_findings(word: WordDocument) -> None:
    """Take the comments of an earlier check out of a file: they are not for its readers."""
    root = _root_of(word)
    if root is None:
        return
    told = [
        each
        for each in root.iterfind(tag("comment"))
        if each.get(tag("author")) == AUTHOR and _FINDING.match("".join(map(str, each.itertext())))
    ]
    numbers = {each.get(tag("id")) for each in told}
    _take_out(each for each in word.element.iter(*_MARKS) if each.get(tag("id")) in numbers)
    for each in told:
        root.remove(each)
    if told and not len(root):
        for key, relation in list(word.part.rels.items()):
            if relation.reltype == RELATIONSHIP_TYPE.COMMENTS:
                del word.part.rels[key]


def _root_of(word: WordDocument) -> Element | None:
    """The comments of a file; None where it has no such part."""
    for relation in word.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.COMMENTS:
            part = relation.target_part
            return part.element if isinstance(part, XmlPart) else etree.fromstring(part.blob)
    return None


def _take_out(marks: Iterable[Element]) -> None:
    """Take out marks of comments, those in runs with their runs."""
    for mark in list(marks):
        run = mark.getparent() if mark.tag == _MARKS[-1] else mark
        if run is not None and (parent := run.getparent()) is not None:
            parent.remove(run)


def _initials(author: str) -> str:
    """The first letter of each word of a name, as Word makes them; of a Chinese name the first."""
    return "".join(word[0] for word in author.split())


def commented(content: tuple[Inline, ...]) -> Iterable[tuple[Inline, tuple[Comment, ...]]]:
    """Each span of a text with the remarks on it; of words, their last sentence is meant."""
    if Comment in map(type, content):
        return _commented(content)
    return zip(content, repeat(()))


def _commented(content: tuple[Inline, ...]) -> Iterator[tuple[Inline, tuple[Comment, ...]]]:
    rest = list(content)
    while rest:
        inline = rest.pop(0)
        comments: list[Comment] = []
        if isinstance(inline, Comment):  # nothing stands before it
            yield Words(""), (inline,)
            continue
        while rest and isinstance(following := rest[0], Comment):
            comments.append(following)
            del rest[0]
        if comments and isinstance(inline, Words) and (parts := _SENTENCES.match(inline.text)):
            yield Words(parts[1]), ()
            inline = Words(parts[2])
        yield inline, tuple(comments)
