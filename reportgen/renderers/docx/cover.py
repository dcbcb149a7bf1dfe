"""The cover in a section of its own, and the last page that says how to quote the report."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.renderers.docx.draft import Draft
from reportgen.renderers.docx.front import title_block_lines
from reportgen.renderers.docx.inlines import text_in, words
from reportgen.renderers.docx.markup import Element, on_new_page, paragraph, rule, shade, twips, w
from reportgen.renderers.parts import back_matter
from reportgen.theme import Theme

NO_FILL = "none"
EDGE = 5.0
"""Weight of the edge along the foot of the panel, in points."""
IN_PANEL = ("Label", "Title")
"""Styles of what stands in the panel; the rest of the title block stands below."""


def cover(draft: Draft) -> Iterator[Element]:
    """The panel with the title, below it who, when, and the notice; then the section ends."""
    lines = [
        line for language in draft.edition.front for line in title_block_lines(draft, language)
    ]
    titles = [line for name, line in lines if name in IN_PANEL]
    others = [line for name, line in lines if name not in IN_PANEL]
    others = others or [paragraph(draft.style("Normal"))]
    others[-1][0].append(_section(draft))
    yield _panel(draft, titles)
    yield from others


def back(draft: Draft) -> Iterator[Element]:
    """The last page, in each language of the front."""
    entries = back_matter(draft.document.front, draft.rendering.theme)
    if not entries:
        return
    for language in draft.edition.front:
        locale = draft.locale(language)
        is_second = language != draft.edition.front[0]
        style = draft.style("About", language)
        heading = paragraph(style, words(draft, locale.word("about"), language))
        yield heading if is_second else on_new_page(heading)
        for word, text in entries:
            if word:
                lead = words(draft, locale.word(word), language)
                yield paragraph(draft.style("About Lead", language), lead)
            yield paragraph(draft.style("About Text", language), text_in(draft, text, language))


def _panel(draft: Draft, content: list[Element]) -> Element:
    """A table of one cell, as high as the panel of the page, its text at the foot."""
    theme, width = draft.rendering.theme, twips(draft.measure)
    tokens = theme.cover
    is_filled = tokens.fill != NO_FILL
    height = w("trHeight", val=twips(max(tokens.depth - theme.page.top, 0)), hRule="atLeast")
    room = {"left": 320, "bottom": 400, "right": 320} if is_filled else {"left": 0, "right": 0}
    properties = w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        w("tcBorders", _edge(theme)) if tokens.edge != NO_FILL else None,
        shade(theme.paint(tokens.fill)) if is_filled else None,
        w("vAlign", val="bottom"),
    )
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblW", w=width, type="dxa"),
            w("jc", val="center"),
            w("tblLayout", type="fixed"),
            w("tblCellMar", *(w(side, w=size, type="dxa") for side, size in room.items())),
            w("tblLook", val="0000", firstRow=0, lastRow=0, firstColumn=0, lastColumn=0),
            w("tblCaption", val=draft.document.front.title[draft.edition.language]),
        ),
        w("tblGrid", w("gridCol", w=width)),
        w("tr", w("trPr", w("cantSplit"), height), w("tc", properties, *content)),
    )


def _edge(theme: Theme) -> Element:
    return rule("bottom", EDGE, theme.paint(theme.cover.edge))


def _section(draft: Draft) -> Element:
    """The section of the cover: the page of all others, without running head and folio."""
    page = draft.rendering.theme.page
    side = (twips(page.width) - twips(draft.measure)) // 2
    size = w("pgSz", w=twips(page.width), h=twips(page.height))
    margins = w(
        "pgMar",
        top=twips(page.top),
        right=side,
        bottom=twips(page.bottom),
        left=side,
        header=twips(page.top / 2),
        footer=twips(page.bottom / 2),
        gutter=0,
    )
    return w("sectPr", w("type", val="nextPage"), size, margins)
