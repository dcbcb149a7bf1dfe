"""The cover in a section of its own, and the last page that says how to quote the report."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.renderers.docx.draft import Draft
from reportgen.renderers.docx.front import title_block_lines
from reportgen.renderers.docx.inlines import text_in, words
from reportgen.renderers.docx.markup import (
    Xml,
    look,
    on_new_page,
    paragraph,
    twips,
    w,
    with_property,
)
from reportgen.renderers.docx.template.tables import COVER, COVER_INSET, NO_FILL
from reportgen.renderers.parts import back_matter

IN_PANEL = ("Label", "Title")
"""Styles of what stands in the panel; the rest of the title block stands below."""
NOTICE = "Cover Notice"
"""The style of what stands at the foot."""


def cover(draft: Draft) -> Iterator[Xml]:
    """The panel with the title, below it who, when, and the notice; then the section ends."""
    lines = [
        line
        for language in draft.edition.front
        for line in title_block_lines(draft, language, notice=NOTICE)
    ]
    yield _panel(draft, [line for name, line in lines if name in IN_PANEL])
    yield from (line for name, line in lines if name not in (*IN_PANEL, NOTICE))
    # One after another they are in one frame.
    frame = w("framePr", w=twips(draft.measure), wrap="around", vAnchor="margin",
              hAnchor="margin", xAlign="left", yAlign="bottom")  # fmt: skip
    yield from (with_property(line, frame) for name, line in lines if name == NOTICE)
    yield with_property(paragraph(draft.style("Section End")), _section(draft))


def back(draft: Draft) -> Iterator[Xml]:
    """The last page, in each language of the front."""
    entries = back_matter(draft.document.front, draft.rendering.theme)
    if not entries:
        return
    for language in draft.edition.front:
        locale = draft.locale(language)
        is_second = language != draft.edition.front[0]
        style = draft.style("Second About" if is_second else "About", language)
        heading = paragraph(style, words(draft, locale.word("about"), language))
        yield heading if is_second else on_new_page(heading)
        for word, text in entries:
            if word:
                lead = words(draft, locale.word(word), language)
                yield paragraph(draft.style("About Lead", language), lead)
            yield paragraph(draft.style("About Text", language), text_in(draft, text, language))


def _panel(draft: Draft, content: list[Xml]) -> Xml:
    """A table of one cell, as high as the panel of the page, its text at the foot."""
    theme = draft.rendering.theme
    outset = COVER_INSET if theme.cover.fill != NO_FILL else 0
    width = twips(draft.measure + 2 * outset)
    depth = max(theme.cover.depth - theme.page.top, 0)
    height = w("trHeight", val=twips(depth), hRule="atLeast")
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val=draft.style(COVER)),
            w("tblW", w=width, type="dxa"),
            w("tblLayout", type="fixed"),
            look(),
            w("tblCaption", val=draft.document.front.title[draft.edition.language]),
        ),
        w("tblGrid", w("gridCol", w=width)),
        w(
            "tr",
            w("trPr", w("cantSplit"), height),
            w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *content),
        ),
    )


def _section(draft: Draft) -> Xml:
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
