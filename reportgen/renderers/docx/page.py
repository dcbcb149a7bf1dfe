"""The page: its size and margins, the running head, the folio, the file's own properties."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from lxml import etree

from reportgen.renderers.docx.draft import Draft
from reportgen.renderers.docx.inlines import text_in, words
from reportgen.renderers.docx.markup import (
    Element,
    R,
    field,
    paragraph,
    serialise,
    text_run,
    twips,
    w,
)

FIXED_TIME = 946684800
"""2000-01-01, the time of a file where SOURCE_DATE_EPOCH is not set: the same bytes always."""
CORE = "docProps/core.xml"
CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


def section_properties(draft: Draft) -> Element:
    """The page, with a running head on all but the first and a folio on all."""
    page = draft.rendering.theme.page
    head = draft.package.relate("running-head.xml", _running_head(draft), "header")
    no_head = draft.package.relate("no-head.xml", _no_head(draft), "header")
    folio = draft.package.relate("folio.xml", _folio(draft), "footer")
    width = twips(page.width)
    side = (width - twips(draft.measure)) // 2
    return w(
        "sectPr",
        _reference("header", "default", head),
        _reference("header", "first", no_head),
        _reference("footer", "default", folio),
        _reference("footer", "first", folio),
        w("pgSz", w=width, h=twips(page.height)),
        w(
            "pgMar",
            top=twips(page.top),
            right=side,
            bottom=twips(page.bottom),
            left=side,
            header=twips(page.top / 2),
            footer=twips(page.bottom / 2),
            gutter=0,
        ),
        w("titlePg"),
    )


def core_properties(draft: Draft) -> bytes:
    """Title, authors and language of the file, at a time that doesn't depend on the clock."""
    front, language = draft.document.front, draft.edition.language
    locale = draft.locale(language)
    root = etree.Element(
        f"{{{CP}}}coreProperties",
        nsmap={"cp": CP, "dc": DC, "dcterms": DCTERMS, "xsi": XSI},
    )
    join = locale.word("author_join")
    keywords = locale.word("keyword_join").join(word[language] for word in front.keywords)
    for name, text in (
        (f"{{{DC}}}title", front.title[language]),
        (f"{{{DC}}}creator", join.join(author[language] for author in front.authors)),
        (f"{{{DC}}}language", locale.tag),
        (f"{{{CP}}}keywords", keywords),
    ):
        etree.SubElement(root, name).text = text
    for name in ("created", "modified"):
        date = etree.SubElement(root, f"{{{DCTERMS}}}{name}", {f"{{{XSI}}}type": "dcterms:W3CDTF"})
        date.text = _time()
    return serialise(root)


def _reference(part: str, kind: str, identity: str) -> Element:
    reference = w(f"{part}Reference", type=kind)
    reference.set(f"{{{R}}}id", identity)
    return reference


def _running_head(draft: Draft) -> bytes:
    front, language = draft.document.front, draft.edition.language
    text = front.running_head or front.title
    return serialise(w("hdr", paragraph(draft.style("header"), text_in(draft, text, language))))


def _no_head(draft: Draft) -> bytes:
    return serialise(w("hdr", paragraph(draft.style("Normal"))))


def _folio(draft: Draft) -> bytes:
    """The page's number within the words that the language puts around it."""
    language = draft.edition.language
    before, _, after = draft.locale(language).words["page_of"].partition("{page}")
    runs = [
        *words(draft, before, language),
        *field("PAGE", [text_run("1")]),
        *words(draft, after, language),
    ]
    return serialise(w("ftr", paragraph(draft.style("footer"), runs)))


def _time() -> str:
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", FIXED_TIME))
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
