"""The key figures: a table of large numbers, each with its label below."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document import Inline, KeyFigure, Number
from reportgen.renderers.docx.draft import Draft
from reportgen.renderers.docx.inlines import controlled, inlines, split_number
from reportgen.renderers.docx.legend import FIRST, REST, WHOLE
from reportgen.renderers.docx.markup import (
    Xml,
    look,
    paragraph,
    twips,
    w,
)
from reportgen.renderers.docx.template.tables import KEY_FIGURES
from reportgen.renderers.parts import panel


def key_figures(draft: Draft) -> Iterator[Xml]:
    """The panel of key figures, and a paragraph that parts it from what follows."""
    rows = panel(draft.document, draft.rendering.theme)
    if not rows:
        return
    whole, most = twips(draft.measure), max(map(len, rows))
    columns = [whole // most] * (most - 1)
    columns.append(whole - sum(columns))
    built = [_row(draft, row, columns) for row in rows]
    grid = w("tblGrid", *(w("gridCol", w=width) for width in columns))
    yield w("tbl", _properties(draft, whole), grid, *built)
    yield paragraph(draft.style("Key Figure Label", draft.edition.language))


def _properties(draft: Draft, width: int) -> Xml:
    title = draft.locale(draft.edition.language).word("key_figures")
    return w(
        "tblPr",
        w("tblStyle", val=draft.style(KEY_FIGURES)),
        w("tblW", w=width, type="dxa"),
        w("tblLayout", type="fixed"),
        look(),
        w("tblCaption", val=title),
    )


def _row(draft: Draft, row: tuple[KeyFigure, ...], columns: list[int]) -> Xml:
    """A row; where it has fewer key figures than others, the last takes the room that is left."""
    cells = []
    for index, figure in enumerate(row):
        is_last = index == len(row) - 1
        span = len(columns) - index if is_last else 1
        width = sum(columns[index : index + span])
        cells.append(_cell(draft, figure, width, span))
    return w("tr", w("trPr", w("cantSplit")), *cells)


def _cell(draft: Draft, figure: KeyFigure, width: int, span: int) -> Xml:
    language = draft.edition.language
    properties = w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        w("gridSpan", val=span) if span > 1 else None,
    )
    large, small = _value(draft, figure.value[language], language)
    values = [paragraph(draft.style("Key Figure", language), large, keep_next=True)]
    if small:
        values.append(paragraph(draft.style("Key Figure Detail", language), small, keep_next=True))
    labels = [
        paragraph(draft.style("Key Figure Label", each), inlines(draft, figure.label[each], each))
        for each in draft.edition.front
    ]
    return w("tc", properties, *values, *labels)


def _value(draft: Draft, content: tuple[Inline, ...], language: str) -> tuple[list[Xml], list[Xml]]:
    """What is printed large, and what below it: the second part of 90.8% (5 765/6 347)."""
    locale = draft.locale(language)
    large: list[Xml] = []
    small: list[Xml] = []
    for inline in content:
        if not isinstance(inline, Number):
            large += inlines(draft, (inline,), language)
            continue
        first, rest = split_number(inline, locale)
        part = FIRST if rest else WHOLE
        large.append(controlled(draft, inline, first, language, part))
        if rest:
            small.append(controlled(draft, inline, rest, language, REST))
    return large, small
