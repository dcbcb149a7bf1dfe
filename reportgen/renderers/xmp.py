"""One edition → what its PDF says of itself: its XMP packet, and the same for the Info dictionary.

Titles, authors, what it is about, key words, languages, dates, and which standards it keeps.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from reportgen.document import Document, Paragraph, walk
from reportgen.locales import Locale
from reportgen.locales.locale import GROUP_GAP
from reportgen.renderers.rendering import Rendering
from reportgen.renderers.spans import plain
from reportgen.text import Text

FIXED_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""The time of a file that is enclosed where SOURCE_DATE_EPOCH is not set: the same bytes always."""
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}
NO_BREAK = "\u00a0"
_SENTENCE = re.compile(r"(?<=[。！？])|(?<=[.!?])\s+(?=[^a-z])")
"""What parts sentences."""
_UA_PART = "<pdfuaid:part>1</pdfuaid:part>"
_A_PART = "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
_EXTENSION = """\
<rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file keeps</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""What PDF/A asks of a file that says anything besides its own: here that it keeps PDF/UA too."""


def xmp(rendering: Rendering, producer: str) -> bytes:
    """The XMP packet of an edition's PDF, as UTF-8. `producer` is the program that wrote it."""
    is_archival = rendering.archive is not None
    names = " ".join(f"xmlns:{name}={quoteattr(uri)}" for name, uri in _NAMESPACES.items())
    parts = [
        _UA_PART,
        _A_PART if is_archival else "",
        "<dc:format>application/pdf</dc:format>",
        *_document(rendering),
        f"<pdf:Producer>{escape(producer)}</pdf:Producer>",
        *_dates(),
    ]
    body = "\n".join(filter(None, parts))
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'<rdf:Description rdf:about="" {names}>\n{body}\n</rdf:Description>\n'
        f"{_EXTENSION if is_archival else ''}"
        '</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()


def information(rendering: Rendering) -> dict[str, str]:
    """Title, author, subject and key words in the edition's language, by the names of Info.

    Authors and key words are joined as the title block prints them. What there is none of is left
    out.
    """
    front, locale = rendering.document.front, rendering.locale(rendering.edition.language)
    authors = locale.words["author_join"].join(map(locale.text, front.authors))
    words = locale.words["keyword_join"].join(map(locale.text, front.keywords))
    told = {
        "Title": locale.text(front.title),
        "Author": authors,
        "Subject": subject(rendering.document, locale),
        "Keywords": words,
    }
    return {name: text for name, text in told.items() if text}


def subject(document: Document, locale: Locale) -> str:
    """What a report is about: the first sentence of its abstract, or else the label of its title.

    The label, as “Survey report”, tells of what sort it is, and no more.
    """
    abstract, label = document.front.abstract, document.front.label
    if abstract is not None and locale.language in document.languages:
        for block in walk(abstract):
            if isinstance(block, Paragraph):
                text = plain(block.content[locale.language], locale).replace(GROUP_GAP, NO_BREAK)
                return _SENTENCE.split(text.strip(), maxsplit=1)[0]
    return locale.text(label) if label else ""


def fixed_time() -> datetime:
    """The time that SOURCE_DATE_EPOCH gives, or one that is always the same: never the clock's."""
    return source_date() or FIXED_TIME


def source_date() -> datetime | None:
    """The time that SOURCE_DATE_EPOCH gives, or None."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(seconds), UTC) if seconds else None


def _document(rendering: Rendering) -> list[str]:
    """Title and subject in each language of the edition, authors, key words, languages."""
    front, edition = rendering.document.front, rendering.edition
    locales = [rendering.locale(language) for language in edition.languages]
    main = locales[0]
    titles = {"x-default": main.text(front.title)}
    titles |= {locale.tag: locale.text(front.title) for locale in locales}
    words = _texts(front.keywords, edition.languages)
    subjects = {locale.tag: subject(rendering.document, locale) for locale in locales}
    subjects = {"x-default": subjects[main.tag], **subjects} if all(subjects.values()) else {}
    keywords = information(rendering).get("Keywords")
    return [
        _alternatives("dc:title", titles),
        _list("dc:creator", "Seq", [main.text(author) for author in front.authors]),
        _alternatives("dc:description", subjects) if subjects else "",
        _list("dc:subject", "Bag", words),
        _list("dc:language", "Bag", [locale.tag for locale in locales]),
        f"<pdf:Keywords>{escape(keywords)}</pdf:Keywords>" if keywords else "",
    ]


def _texts(texts: Iterable[Text], languages: Iterable[str]) -> list[str]:
    """Each text in each language, once."""
    texts = tuple(texts)
    return list(dict.fromkeys(text[language] for language in languages for text in texts))


def _alternatives(name: str, texts: Mapping[str, str]) -> str:
    items = (
        f"<rdf:li xml:lang={quoteattr(tag)}>{escape(text)}</rdf:li>" for tag, text in texts.items()
    )
    return f"<{name}><rdf:Alt>{''.join(items)}</rdf:Alt></{name}>"


def _list(name: str, kind: str, texts: Iterable[str]) -> str:
    items = "".join(f"<rdf:li>{escape(text)}</rdf:li>" for text in texts)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""


def _dates() -> list[str]:
    """When the file was made, where that is told: the clock would make each file another."""
    date = source_date()
    if date is None:
        return []
    told = date.strftime("%Y-%m-%dT%H:%M:%SZ")
    return [f"<xmp:{name}>{told}</xmp:{name}>" for name in ("CreateDate", "ModifyDate")]
