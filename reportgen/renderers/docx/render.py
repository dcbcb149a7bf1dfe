"""One edition of the Document → the bytes of a .docx file, in the styles of a Word template."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.parser import parse_xml
from docx.parts.document import DocumentPart
from lxml import etree
from lxml.etree import XMLSyntaxError

from reportgen.errors import Place, error
from reportgen.locales import model_language
from reportgen.messages import Quoted
from reportgen.renderers.docx.archive import packed
from reportgen.renderers.docx.blocks import body
from reportgen.renderers.docx.contents import add_pages, contents_list, lists_of_blocks
from reportgen.renderers.docx.controls import Controls, taken_ids
from reportgen.renderers.docx.cover import back, cover
from reportgen.renderers.docx.draft import Draft, bookmark_names
from reportgen.renderers.docx.filling import filled, has_tags, read_template
from reportgen.renderers.docx.front import front_matter, summary
from reportgen.renderers.docx.heading_numbers import HeadingNumbers
from reportgen.renderers.docx.markup import PREFIXES, R, W, Xml
from reportgen.renderers.docx.numbering import Numbering
from reportgen.renderers.docx.page import set_page, set_properties
from reportgen.renderers.docx.sections import complete
from reportgen.renderers.docx.styles import Styles
from reportgen.renderers.docx.template import opened
from reportgen.renderers.rendering import RENDERERS, Rendered, Rendering
from reportgen.theme import find_word_template

_PLACE = "content"
"""The comment in the place of what is still to be written."""
_NO_WORD_TEMPLATE = (OSError, BadZipFile, OpcError, XMLSyntaxError, KeyError, ValueError)


@RENDERERS.add("docx")
def render(rendering: Rendering) -> Rendered:
    """The edition as a Word file: the theme's template, its content replaced by the document.

    The template is the nearest one of the theme's chain, or made from the theme's tokens where no
    theme has one. One that has tags is filled instead, and keeps all else that it holds. Raises
    ReportError for one that can't be read, is unsafe, or lacks a style.
    """
    theme = rendering.theme
    path = find_word_template(theme.folders)
    if path and has_tags(path, template := path.read_bytes()):
        return Rendered(filled(rendering, path, template))
    word = _emptied(path, path.read_bytes()) if path else opened(theme, _set_like(rendering))
    styles = Styles(word.styles.element, rendering.edition, Place(str(path or theme.folder)))
    numbering = Numbering(word.part.numbering_part.element)
    numbering.relink(styles)
    draft = Draft(
        rendering=rendering,
        word=word,
        styles=styles,
        numbering=numbering,
        heading_numbers=HeadingNumbers(
            rendering.document, rendering.edition.language, styles, numbering
        ),
        bookmarks=bookmark_names(rendering),
        controls=Controls(taken_ids(word)),
    )
    set_page(draft)
    set_properties(draft)
    _write(word.part, "".join(_content(draft)))
    marks = draft.locale(draft.edition.language).words["footnote_marks"]
    draft.notes.add_to(word, draft.style("Normal"), marks)
    draft.add_comments()
    complete(word.part.element.body)
    add_pages(word)
    # One prefix a namespace, whatever prefixes other packages have made known to lxml.
    etree.cleanup_namespaces(word.part.element, top_nsmap={"w": W, "r": R})
    draft.controls.add_to(word, rendering.edition.name)
    return Rendered(packed(word.part.package))


def _write(part: DocumentPart, content: Xml) -> None:
    """Write the content of an empty main part, before the section that the part ends with.

    It is parsed where it stands: to move it there takes lxml longer.
    """
    root = part.element
    prefixes = {prefix: name for prefix, name in root.nsmap.items() if prefix}
    etree.cleanup_namespaces(root, {**prefixes, **PREFIXES}, [*prefixes, *PREFIXES])
    root.body.sectPr.addprevious(etree.Comment(_PLACE))
    empty = etree.tostring(root, encoding="unicode")
    part._element = parse_xml(empty.replace(f"<!--{_PLACE}-->", content, 1))


def _content(draft: Draft) -> Iterator[Xml]:
    """The parts of the report in order."""
    if draft.rendering.theme.parts.cover:
        yield from cover(draft)
        yield from contents_list(draft)
        yield from lists_of_blocks(draft)
        yield from summary(draft)
    else:
        yield from front_matter(draft)
        yield from contents_list(draft)
        yield from lists_of_blocks(draft)
    yield from body(draft)
    yield from back(draft)


def _set_like(rendering: Rendering) -> set[str]:
    """The languages of an edition, and those that they are set like for want of their own."""
    languages = rendering.edition.languages
    return {*languages, *map(model_language, languages)}


def _emptied(path: Path, template: bytes) -> WordDocument:
    """The template, its specimens taken out. Raises ReportError for one that can't be used."""
    word = read_template(path, template)
    try:
        word.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except _NO_WORD_TEMPLATE as fault:
        raise error("no-word-template", Place(str(path)), problem=Quoted(str(fault))) from None
    content = word.part.element.body
    content.clear_content()
    content.get_or_add_sectPr()
    return word
