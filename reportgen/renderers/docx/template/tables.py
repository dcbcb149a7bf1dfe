"""The table styles of a Word template: three rules, the panel of a cover, key figures.

What is different in the head of a table, its last row and every other row is told by the style, so
that a row that is added in Word looks like the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.renderers.docx.markup import Xml, rule, shade, twips, w
from reportgen.renderers.docx.styles import style_id
from reportgen.theme import Theme

THREE_RULES, COVER, KEY_FIGURES = "Three-Rule Table", "Cover Panel", "Key Figures"
NO_FILL = "none"
COVER_INSET = 16.0
"""How far a cover's filled panel reaches out beside its text, which stands where all text does."""
COVER_EDGE, PANEL_RULE = 5.0, 0.5
"""Weight of the edge along the foot of a cover's panel, of the rule between two key figures."""


def table_styles(theme: Theme) -> Iterator[Xml]:
    """The table styles of a theme."""
    yield three_rules(theme)
    yield cover_panel(theme)
    yield key_figures(theme)


def three_rules(theme: Theme) -> Xml:
    """Rules above and below, one below the head, and between rows where the theme asks for it."""
    tokens, colour = theme.tables, theme.colours.rule
    outer = {"top": tokens.outer_rule, "bottom": tokens.outer_rule}
    head, row = {"bottom": tokens.head_rule}, {"bottom": tokens.row_rule}
    room = twips(tokens.padding)
    # Rules between rows are those of every row in turn, so that the rows of a head have none.
    return _style(
        THREE_RULES,
        w("tblStyleRowBandSize", val=1),
        w("jc", val="center"),
        _borders("tblBorders", outer, colour),
        _margins({"top": room, "left": 60, "bottom": room, "right": 60}),
        parts=[
            _part("firstRow", _sides(head, colour), _fill(theme, tokens.head_fill), _middle()),
            _part("lastRow", _sides({"bottom": tokens.outer_rule}, colour)),
            _part("band1Horz", _sides(row, colour)),
            _part("band2Horz", _sides(row, colour), _fill(theme, tokens.stripe)),
        ],
    )


def cover_panel(theme: Theme) -> Xml:
    """The panel with the title: its background, its edge, the text at its foot."""
    tokens = theme.cover
    is_filled = tokens.fill != NO_FILL
    inset = twips(COVER_INSET)
    # A little more room than a line of text has, so that one that just fits there fits here.
    room = (
        {"left": inset, "bottom": 400, "right": inset - 60}
        if is_filled
        else {"left": 0, "right": 0}
    )
    edge = {"bottom": COVER_EDGE} if tokens.edge != NO_FILL else {}
    return _style(
        COVER,
        w("jc", val="left"),
        w("tblInd", w=-inset, type="dxa") if is_filled else None,
        _borders("tblBorders", edge, theme.paint(tokens.edge)) if edge else None,
        _margins(room),
        cell=w("tcPr", _fill(theme, tokens.fill), w("vAlign", val="bottom")),
    )


def key_figures(theme: Theme) -> Xml:
    """The panel of key figures: its background, a rule between two."""
    tokens = theme.panel
    return _style(
        KEY_FIGURES,
        w("jc", val="center"),
        _borders("tblBorders", {"insideV": PANEL_RULE}, theme.paint(tokens.colour)),
        _margins({"top": 120, "left": 160, "bottom": 120, "right": 100}),
        cell=w("tcPr", fill) if (fill := _fill(theme, tokens.fill)) else None,
    )


def _style(
    name: str,
    *properties: Xml | None,
    cell: Xml | None = None,
    parts: list[Xml | None] | None = None,
) -> Xml:
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val=style_id("Normal Table")),
        w("qFormat"),
        w("tblPr", *properties),
        cell,
        *(parts or ()),
        type="table",
        customStyle=1,
        styleId=style_id(name),
    )


def _part(name: str, *properties: Xml | None) -> Xml | None:
    """What cells of a part of the table look like; None where they look like the others."""
    given = [each for each in properties if each is not None]
    return w("tblStylePr", w("tcPr", *given), type=name) if given else None


def _borders(name: str, weights: Mapping[str, float], colour: str) -> Xml | None:
    rules = [rule(side, weight, colour) for side, weight in weights.items() if weight]
    return w(name, *rules) if rules else None


def _sides(weights: Mapping[str, float], colour: str) -> Xml | None:
    return _borders("tcBorders", weights, colour)


def _margins(sides: Mapping[str, int]) -> Xml:
    return w("tblCellMar", *(w(side, w=size, type="dxa") for side, size in sides.items()))


def _fill(theme: Theme, fill: str) -> Xml | None:
    return None if fill == NO_FILL else shade(theme.paint(fill))


def _middle() -> Xml:
    return w("vAlign", val="center")
