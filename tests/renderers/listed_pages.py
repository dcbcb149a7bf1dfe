"""What the lists of a draft say of pages, and what is printed there: read from file and PDF."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pymupdf
from lxml import etree

from reportgen.locales import LOCALES, load_locale
from tests.renderers.docx_office import bare

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FOLIOS = [
    re.compile("".join(load_locale(code).words["page_of"].split()).replace("{page}", r"(\d+)"))
    for code in sorted(LOCALES)
]

LONG = 14
"""Letters that tell a heading or caption which goes on in another line."""
ONE_LINE = 0.3
"""By how much letters of one line may stand higher than others, in points."""
_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")


@dataclass(frozen=True)
class Listed:
    """An entry of a list: what the heading or caption says that it leads to, and its page."""

    target: str
    page: str


def listed(docx: bytes) -> list[Listed]:
    """The entries of all lists in the order in which what they name stands in the draft."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    pages = {}
    for link in root.iter(f"{W}hyperlink"):
        code = "".join(link.itertext(f"{W}instrText"))
        if code:
            anchor = link.get(f"{W}anchor")
            assert code.split() == ["PAGEREF", anchor, r"\h"]
            pages[anchor] = link.findall(f"{W}r/{W}t")[-1].text
    marks = {mark.get(f"{W}name"): mark for mark in root.iter(f"{W}bookmarkStart")}
    assert pages.keys() <= marks.keys()
    return [
        Listed("".join(next(mark.iterancestors(f"{W}p")).itertext(f"{W}t")), pages[name])
        for name, mark in marks.items()
        if name in pages
    ]


def printed(pdf: Path, entries: list[Listed]) -> list[str]:
    """The number at the foot of the page on which each of these stands.

    They are sought line by line from the end, since the lists themselves say the same at the
    beginning.
    """
    with pymupdf.open(pdf) as document:
        lines = [(line, index) for index, page in enumerate(document) for line in _lines(page)]
        feet = [_folio(page) for page in document]
    found, place = [], len(lines)
    for entry in reversed(entries):
        place = next(
            (at for at in range(place - 1, -1, -1) if _begins(lines[at][0], entry.target)), -1
        )
        assert place >= 0, f"{entry.target} is not in the PDF"
        found.append(feet[lines[place][1]])
    return found[::-1]


def _begins(line: str, target: str) -> bool:
    """Whether a line is a heading or caption, with a number before it or not, or its beginning."""
    whole, said = bare(target), _NUMBER.sub("", line)
    candidates = (line, said)
    return whole in candidates or any(
        whole.startswith(each) and len(each) >= LONG for each in candidates
    )


def _lines(page: pymupdf.Page) -> list[str]:
    """The lines of a page from above, each with all that stands on one height."""
    spans = sorted(
        (round(span["origin"][1], 1), span["origin"][0], span["text"])
        for block in page.get_text("dict")["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
    )
    lines: list[tuple[float, list[str]]] = []
    for height, _, text in spans:
        if not lines or height - lines[-1][0] > ONE_LINE:
            lines.append((height, []))
        lines[-1][1].append(text)
    return [bare("".join(texts)) for _, texts in lines]


def _folio(page: pymupdf.Page) -> str:
    foot = pymupdf.Rect(0, page.rect.height - 60, page.rect.width, page.rect.height)
    text = bare(page.get_text(clip=foot))
    return next((match[1] for form in _FOLIOS if (match := form.search(text))), "")


def differing(docx: bytes, pdf: Path) -> Mapping[str, tuple[str, str]]:
    """Entries whose page is another than that printed: the page they say, and the one printed.

    They are told with plain spaces.
    """
    entries = listed(docx)
    return {
        " ".join(entry.target.split()): (entry.page, page)
        for entry, page in zip(entries, printed(pdf, entries), strict=True)
        if entry.page != page
    }
