"""A report's text, tables and pictures without its look: as plain HTML, and for Typst."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html

INVISIBLE = str.maketrans("", "", "\u200b\u2060")
BLOCKS = frozenset({"h1", "h2", "h3", "h4", "p", "li", "table", "img", "figcaption"})
STYLE = """
@page { size: A4; margin: 25mm 28mm }
body { font: 10.5pt/18pt "%s", "%s"; text-align: justify }
table { width: 100%%; border-collapse: collapse; font-size: 9pt }
td { border-top: 0.5pt solid; padding: 2pt }
img { width: 100%% }
"""


@dataclass(frozen=True)
class Piece:
    """One block: its tag and text; of a table the rows of cells, of a picture its file."""

    tag: str
    text: str
    rows: tuple[tuple[str, ...], ...] = ()


def pieces(page: str) -> Iterator[Piece]:
    """The blocks of a finished page in order."""
    body = html.fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8")).find("body")
    inside_table: set[object] = set()
    for element in body.iter():
        tag = element.tag
        if tag not in BLOCKS or element in inside_table:
            continue
        if tag == "table":
            inside_table.update(element.iterdescendants())
            rows = (
                tuple(map(text_of, row.xpath("td|th"))) for row in element.iterdescendants("tr")
            )
            caption = " ".join(map(text_of, element.findall("caption")))
            yield Piece("table", caption, tuple(rows))
        elif tag == "img":
            yield Piece("img", element.get("src"))
        elif text := text_of(element):
            yield Piece(tag, text)


def text_of(element: html.HtmlElement) -> str:
    """What an element prints."""
    for hidden in element.xpath(".//*[@class='room']"):
        hidden.text = ""
    return re.sub(r"\s+", " ", element.text_content().translate(INVISIBLE)).strip()


def plain_html(found: list[Piece], fonts: dict[str, str]) -> str:
    """The blocks as a page with the least stylesheet; `fonts` are files by family."""
    faces = "".join(
        f'@font-face {{ font-family: "{family}"; src: url({url}) }}'
        for family, url in fonts.items()
    )
    head = f"<style>{faces}{STYLE % tuple(fonts)}</style>"
    return f'<html lang="zh-CN"><meta charset="utf-8">{head}<body>{"".join(map(_html, found))}'


def _html(piece: Piece) -> str:
    if piece.tag == "table":
        rows = (
            "<tr>" + "".join(f"<td>{_escaped(cell)}</td>" for cell in row) + "</tr>"
            for row in piece.rows
        )
        return f"<p>{_escaped(piece.text)}</p><table>{''.join(rows)}</table>"
    if piece.tag == "img":
        return f'<img src="{piece.text}">'
    return f"<{piece.tag}>{_escaped(piece.text)}</{piece.tag}>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def typst(found: list[Piece], families: tuple[str, ...]) -> str:
    """The blocks as a Typst document."""
    fonts = ", ".join(f'"{family}"' for family in families)
    head = (
        '#set page(paper: "a4", margin: (x: 28mm, y: 25mm))\n'
        f'#set text(font: ({fonts}), size: 10.5pt, lang: "zh")\n#set par(justify: true)\n'
    )
    return head + "\n\n".join(map(_typst, found))


def _typst(piece: Piece) -> str:
    if piece.tag == "table":
        width = max(map(len, piece.rows))
        cells = (cell for row in piece.rows for cell in (*row, *[""] * (width - len(row))))
        shown = ", ".join(f"[{_quoted(cell)}]" for cell in cells)
        return f"{_quoted(piece.text)}\n\n#table(columns: {width}, {shown})"
    if piece.tag == "img":
        return f'#image("{piece.text.rpartition("/")[2]}", width: 100%)'
    if piece.tag.startswith("h"):
        return "=" * int(piece.tag[1]) + " " + _quoted(piece.text)
    return _quoted(piece.text)


def _quoted(text: str) -> str:
    return re.sub(r"([\\#$*_`<>@\[\]~=+/-])", r"\\\1", text)
