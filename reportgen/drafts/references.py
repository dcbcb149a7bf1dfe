"""The cross-references of a draft → those that lead to what is no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reportgen.drafts.manuscript import GONE, Manuscript
from reportgen.drafts.wording import excerpt
from reportgen.errors import Finding, finding
from reportgen.renderers.docx.markup import Element, tag
from reportgen.renderers.docx.places import text_of, texts

REFERRING = ("REF", "PAGEREF", "NOTEREF")
"""The fields that name a bookmark."""
LISTING = ("TOC", "INDEX")
"""Fields that are made anew as a whole, with the references within them."""
_P, _MARK, _CODE, _SIMPLE = tag("p"), tag("fldChar"), tag("instrText"), tag("fldSimple")


@dataclass(slots=True)
class _Field:
    """A field that has begun."""

    code: list[str] = field(default_factory=list)
    said: list[Element] = field(default_factory=list)
    is_result: bool = False

    @property
    def words(self) -> list[str]:
        """Its name, and what follows."""
        return "".join(self.code).split()


def leading_nowhere(manuscript: Manuscript) -> list[Finding]:
    """A finding for each reference whose bookmark is gone, as with a table that was deleted.

    Word shows the old words until the fields are updated, and then an error in their place.
    """
    names = {
        each.get(tag("name"), "").casefold()
        for part in manuscript.parts.values()
        for each in part.root.iter(tag("bookmarkStart"))
    }
    found = []
    open_: list[_Field] = []
    for paragraph, place in manuscript.placed:
        for name, said in _references(paragraph, open_):
            if name.casefold() not in names:
                context = _context(paragraph, said)
                found.append(finding("reference-to-nothing", manuscript.at(place), context))
    return found


def _references(paragraph: Element, open_: list[_Field]) -> Iterator[tuple[str, list[Element]]]:
    """The bookmarks that fields of a paragraph name, each with what the field says.

    `open_` are the fields that began in paragraphs before and have not ended.
    """
    for each in paragraph.iter(_MARK, _CODE, _SIMPLE, tag("t")):
        if next(each.iterancestors(_P)) is not paragraph or _is_gone(each):
            continue
        if each.tag == _SIMPLE:
            words = each.get(tag("instr"), "").split()
            if not _is_listed(open_) and _is_reference(words):
                yield words[1], list(each.iter(tag("t")))
        elif each.tag == _CODE and open_:
            open_[-1].code.append(each.text or "")
        elif each.tag == tag("t"):
            for one in open_:
                one.said += [each] if one.is_result else []
        elif (kind := each.get(tag("fldCharType"))) == "begin":
            open_.append(_Field())
        elif kind == "separate" and open_:
            open_[-1].is_result = True
        elif kind == "end" and open_:
            ended = open_.pop()
            if not _is_listed(open_) and _is_reference(ended.words):
                yield ended.words[1], ended.said


def _is_reference(words: list[str]) -> bool:
    return len(words) > 1 and words[0].upper() in REFERRING


def _is_listed(open_: list[_Field]) -> bool:
    return any(one.words[:1] and one.words[0].upper() in LISTING for one in open_)


def _is_gone(element: Element) -> bool:
    return next(element.iterancestors(*GONE), None) is not None


def _context(paragraph: Element, said: list[Element]) -> str:
    """The words around a reference."""
    before = 0
    for each in texts(paragraph):
        if each in said:
            break
        before += len(each.text or "") or 1
    return excerpt(text_of(paragraph), before, sum(len(each.text or "") for each in said))
