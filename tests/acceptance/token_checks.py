"""Where each token of a theme is read back: from pages, from Word files, from charts.

A check is given the files of a theme and says by an assertion that they show the theme's own value.
The tests run each over themes whose values differ, so that a token without effect fails in one.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from tests.acceptance.themed import HEADINGS, RARE, Drawn, Line, Made, Span
from tests.renderers.docx_office import bare

Check = Callable[[Made], None]
CHECKS: dict[str, list[Check]] = {}
"""The checks of a token by its key; those of `settings` and `locales` without the language."""
TEXTS = {
    "zh": {
        "label": "栏目", "head": "页眉", "title": "一个足够长", "long": "这一段文字很长",
        "share": "66.",
        "figure": "图1", "table": "表1", "caption": "题注文字", "yes": "是", "total": "合计",
        "ward": "病区", "author": "作者甲", "introduction": "引言", "aim": "目的", "use": "使用者",
        "rare": "少有", "end": "结论", "about": "关于本报告", "discussion": "讨论",
        "date": "某日", "note": "注：",
    },
    "en": {
        "label": "Tag", "head": "Running head", "title": "A title that", "long": "long, to see",
        "share": "The share is", "figure": "Figure 1", "table": "Table 1", "caption": "A caption",
        "yes": "Yes", "total": "Total", "ward": "Ward", "author": "Author A", "use": "use it",
        "introduction": "Introduction", "aim": "Aim", "rare": "Rare", "end": "End",
        "about": "About this report", "discussion": "Discussion", "date": "Some day",
        "note": "Note",
    },
}  # fmt: skip
near = pytest.approx


def of(*keys: str) -> Callable[[Check], Check]:
    """A decorator that enters a check for tokens."""

    def enter(check: Check) -> Check:
        for key in keys:
            CHECKS.setdefault(key, []).append(check)
        return check

    return enter


def text(made: Made, name: str) -> str:
    return TEXTS[made.language][name]


def family(made: Made, face: str) -> str:
    return str(made.tokens["faces"][face]).replace(" ", "-")


# ------------------------------------------------------------------------------------- colours


@of("colours.ink")
def _(made: Made) -> None:
    assert _long_lines(made)[0].spans[-1].colour == made.paint("ink")
    assert made.style("Normal", "rPr/color") == _word(made, "ink")


@of("colours.muted")
def _(made: Made) -> None:
    head = next(line for line in made.lines if line.page and text(made, "head") in line.text)
    assert head.spans[0].colour == made.paint("muted")
    assert made.style("header", "rPr/color") == _word(made, "muted")


@of("colours.rule")
def _(made: Made) -> None:
    assert {rule.colour for rule in _rules(made)} == {made.paint("rule")}
    rules = made.styles.xpath(
        "//w:style[@w:styleId='ThreeRuleTable']//w:insideH/@w:color | "
        "//w:style[@w:styleId='ThreeRuleTable']//w:bottom/@w:color",
        namespaces=made.styles.nsmap,
    )
    assert set(rules) == {_word(made, "rule")}


@of("colours.accent")
def _(made: Made) -> None:
    assert {bar[0] for bar in made.bars(0)} == {made.paint("accent")}
    assert made.paint("accent") in {shape.colour for shape in made.fills}
    assert made.paint("accent") in made.word_colours(0)
    assert made.style("Notice", "rPr/color") == _word(made, "accent")


@of("colours.paper")
def _(made: Made) -> None:
    """Numbers on dark bars have its colour; of a picture it is the ground."""
    found = (made.word_colours(figure) for figure in range(len(made.word_figures)))
    assert any(made.paint("paper") in colours for colours in found)


@of("colours.panel")
def _(made: Made) -> None:
    assert made.paint("panel") in {shape.colour for shape in made.fills}
    fills = made.styles.xpath("//w:tcPr/w:shd/@w:fill", namespaces=made.styles.nsmap)
    assert _word(made, "panel") in fills


@of("colours.series")
def _(made: Made) -> None:
    bars = [bar[0] for bar in made.bars(1)]
    assert set(bars) == set(made.tokens["colours"]["series"][:2])
    assert all(colour in made.word_colours(1) for colour in made.tokens["colours"]["series"][:2])


@of("colours.scale")
def _(made: Made) -> None:
    scale = made.tokens["colours"]["scale"]
    assert {bar[0] for bar in made.bars(2)} == {scale[0], scale[-1]}
    assert all(colour in made.word_colours(2) for colour in (scale[0], scale[-1]))


# --------------------------------------------------------------------------------------- faces


@of("faces.body")
def _(made: Made) -> None:
    if made.language == "zh":
        assert family(made, "body") in made.span("开头一段").font


@of("faces.latin")
def _(made: Made) -> None:
    if made.language == "en":
        assert family(made, "latin") in made.span("A beginning").font


@of("faces.display")
def _(made: Made) -> None:
    if made.language == "zh":
        assert family(made, "display") in made.line(made.figure_label).spans[0].font
    assert made.tokens["faces"]["display"] in _chart_families(made)


@of("faces.latin_display")
def _(made: Made) -> None:
    if made.language == "en":
        assert family(made, "latin_display") in made.span(made.figure_label).font
    assert made.tokens["faces"]["latin_display"] in _chart_families(made)


@of("faces.fallback", "fonts.file")
def _(made: Made) -> None:
    assert made.tokens["faces"]["fallback"][0].replace(" ", "-") in made.span(RARE).font


@of("fonts.script")
def _(made: Made) -> None:
    """A Latin font has a second entry, for the letters within Chinese lines."""
    letters = f'"{made.tokens["faces"]["fallback"][0]} letters"'
    assert (letters in made.printed_page) == (made.tokens["fonts"][-1]["script"] == "latin")


@of("word_faces.east_asian", "word_faces.latin")
def _(made: Made) -> None:
    (fonts,) = made.styles.iter("{*}rPrDefault")
    faces = made.tokens["word_faces"]
    (found,) = fonts.iter("{*}rFonts")
    assert _fonts(found.attrib) == (faces["latin"], faces["east_asian"])


@of("word_faces.east_asian_display", "word_faces.latin_display")
def _(made: Made) -> None:
    faces = made.tokens["word_faces"]
    for attribute, name in (("ascii", "latin_display"), ("eastAsia", "east_asian_display")):
        assert made.style("Caption Label", "rPr/rFonts", attribute) == faces[name]


# --------------------------------------------------------------------------------------- page


@of("page.width", "page.height")
def _(made: Made) -> None:
    page = made.tokens["page"]
    for rectangle in (sheet.rect for sheet in made.pdf):
        assert (rectangle.width, rectangle.height) == near((page["width"], page["height"]), abs=0.1)
    for size in made.word("//w:sectPr/w:pgSz"):
        width, height = (int(size.get(size.tag[:-4] + side)) / 20 for side in "wh")
        assert (width, height) == near((page["width"], page["height"]), abs=0.05)


@of("page.top")
def _(made: Made) -> None:
    """The rule below a running head stands 22 pt above the text."""
    muted = made.paint("muted")
    heads = [s for s in made.drawn if s.colour == muted and s.page and s.box.y0 == near(0, abs=0.1)]
    assert heads[0].box.y1 == near(made.tokens["page"]["top"] - 22, abs=0.1)
    assert _margin(made, "top") == near(made.tokens["page"]["top"], abs=0.05)


@of("page.bottom")
def _(made: Made) -> None:
    """No text but folios below; `test_a_margin` has the distance itself."""
    foot = made.tokens["page"]["height"] - made.tokens["page"]["bottom"]
    assert all(line.y < foot for line in made.lines if not bare(line.text).isdigit())
    assert _margin(made, "bottom") == near(made.tokens["page"]["bottom"], abs=0.05)


# ------------------------------------------------------------------------------------ settings


@of("settings.size")
def _(made: Made) -> None:
    assert made.span(text(made, "long")).size == near(made.setting["size"], abs=0.02)
    assert _half_points(made, "Body Text") == near(made.setting["size"], abs=0.25)


@of("settings.leading")
def _(made: Made) -> None:
    first, second = _long_lines(made)[1:3]
    assert second.y - first.y == near(made.setting["leading"], abs=0.05)
    assert made.points("Body Text", "line") == near(made.setting["leading"], abs=0.05)


@of("settings.measure")
def _(made: Made) -> None:
    _, *lines = _long_lines(made)  # one that ends with a hyphen is told shorter than it is
    assert max(line.end for line in lines) - lines[0].x == near(made.setting["measure"], abs=0.8)
    margins = _margin(made, "left") + _margin(made, "right")
    width = made.tokens["page"]["width"] - margins
    assert width == near(made.setting["measure"], abs=0.15)


@of("page.columns")
def _(made: Made) -> None:
    """A line is as wide as one of so many columns."""
    line = _long_lines(made)[1]
    assert line.end - line.x == near(_column(made), abs=4)


@of("page.gap")
def _(made: Made) -> None:
    """The notes of tables in the second column begin behind the gap."""
    page, right = made.tokens["page"], made.left + _column(made)
    begins = [
        span.x
        for line in made.body_lines
        for span in line.spans
        if span.x > page["width"] / 2
        and span.size == near(made.token("tables.note_size"), abs=0.02)
    ]
    if page["columns"] > 1:
        assert min(begins) - right == near(page["gap"], abs=0.3)


def _column(made: Made) -> float:
    page = made.tokens["page"]
    gaps = (page["columns"] - 1) * page["gap"]
    return float(made.setting["measure"] - gaps) / page["columns"]


@of("settings.indent")
def _(made: Made) -> None:
    line = _lines_after(made, _long_lines(made)[-1])[0]
    assert line.x - made.left == near(made.setting["indent"], abs=0.3)
    assert made.points("Body Text", "firstLine", "pPr/ind") == near(
        made.setting["indent"], abs=0.05
    )


@of("settings.han_latin_gap")
def _(made: Made) -> None:
    for before, after in (("排", "A"), ("I", "文")):
        one, other = made.neighbours("混排AI文字", before + after)
        gap = (other["origin"][0] - one["bbox"][2]) / made.setting["size"]
        assert gap == near(made.setting["han_latin_gap"], abs=0.02)


@of("settings.heading_numbering")
def _(made: Made) -> None:
    numbers = {"cma": "一、", "cyt35": "2.1", "none": ""}
    number = numbers[made.setting["heading_numbering"]]
    heading = bare(HEADINGS[2][made.language == "en"])
    assert bare(heading_lines(made, "h2")[0].text).startswith((number + heading)[:7])
    # Word counts by itself, and prints what the page does: a list says how.
    assert heading in bare(made.word_text)
    counted = {"一、": ("chineseCountingThousand", "%2、"), "2.1": ("decimal", "%1.%2\u2002")}
    assert made.counting("heading 2") == counted.get(number)


def _heading_checks(name: str, style: str) -> None:
    key = f"settings.headings.{name}"

    @of(f"{key}.size")
    def _(made: Made) -> None:
        size = _token(made, name, "size")
        assert _heading_span(made, name).size == near(size, abs=0.02)
        assert _half_points(made, style) == near(size, abs=0.25)

    @of(f"{key}.leading")
    def _(made: Made) -> None:
        first, second = heading_lines(made, name)[:2]
        assert second.y - first.y == near(_token(made, name, "leading"), abs=0.05)
        assert made.points(style, "line") == near(_token(made, name, "leading"), abs=0.05)

    @of(f"{key}.face")
    def _(made: Made) -> None:
        faces = {
            "zh": {"body": "body", "display": "display"},
            "en": {"body": "latin", "display": "latin_display"},
        }
        face = faces[made.language][_token(made, name, "face")]
        assert family(made, face) in _heading_span(made, name).font
        word = made.tokens["word_faces"]
        latin = word["latin" if _token(made, name, "face") == "body" else "latin_display"]
        assert made.style(style, "rPr/rFonts", "ascii") == latin

    @of(f"{key}.weight")
    def _(made: Made) -> None:
        is_bold = _token(made, name, "weight") == 700
        assert ("Bold" in _heading_span(made, name).font) == is_bold
        if made.language == "en":
            assert (made.style(style, "rPr/b", "val") != "0") == is_bold or not is_bold

    @of(f"{key}.italic")
    def _(made: Made) -> None:
        is_slanted = _token(made, name, "italic") and made.language == "en"
        assert ("Itali" in _heading_span(made, name).font) == is_slanted
        slanted = made.styles.xpath(
            f"//w:style[w:name/@w:val='{style}']/w:rPr/w:i", namespaces=made.styles.nsmap
        )
        assert bool(slanted) == is_slanted

    @of(f"{key}.colour")
    def _(made: Made) -> None:
        colour = made.paint(_token(made, name, "colour"))
        assert _heading_span(made, name).colour == colour
        assert made.style(style, "rPr/color") == colour.lstrip("#").upper()

    @of(f"{key}.align")
    def _(made: Made) -> None:
        last = heading_lines(made, name)[-1]
        place, indent = _token(made, name, "align"), 0
        if place == "center":
            assert last.middle == near(made.tokens["page"]["width"] / 2, abs=1.5)
        else:
            assert last.x == near(made.left + indent, abs=1.0)
        assert made.style(style, "pPr/jc") == place

    @of(f"{key}.indent")
    def _(made: Made) -> None:
        first, indent = heading_lines(made, name)[0], _token(made, name, "indent")
        if _token(made, name, "align") == "left":
            assert first.x - made.left == near(indent, abs=1.0)
        assert made.points(style, "firstLine", "pPr/ind") == near(indent, abs=0.55)

    @of(f"{key}.before", f"{key}.after")
    def _(made: Made) -> None:
        for side in ("before", "after"):
            assert made.points(style, side) == near(_token(made, name, side), abs=0.05)


for _name, _style in (
    ("title", "Title"), ("h1", "heading 1"), ("h2", "heading 2"), ("h3", "heading 3"),
):  # fmt: skip
    _heading_checks(_name, _style)


# -------------------------------------------------------------------------------------- tables


@of("tables.size")
def _(made: Made) -> None:
    assert _rows(made)[0].spans[-1].size == near(made.token("tables.size"), abs=0.02)
    assert _half_points(made, "Table Text") == near(made.token("tables.size"), abs=0.25)


@of("tables.leading", "tables.padding")
def _(made: Made) -> None:
    tables = made.tokens["tables"]
    pitches = [second.y - first.y for first, second in pairwise(_rows(made))]
    pitch = tables["leading"] + 2 * tables["padding"] + tables["row_rule"]
    assert pitches == near([pitch] * len(pitches), abs=0.1)
    assert made.points("Table Text", "line") == near(tables["leading"], abs=0.05)
    (room,) = _in_table_style(made, "ThreeRuleTable", "w:tblPr/w:tblCellMar/w:top/@w:w")
    assert int(room) / 20 == near(tables["padding"], abs=0.05)


@of("tables.head_weight")
def _(made: Made) -> None:
    is_bold = made.token("tables.head_weight") == 700
    span = next(span for span in _head(made).spans if bare(span.text) == bare(text(made, "total")))
    assert ("Bold" in span.font) == is_bold
    if made.language == "en":
        bold = made.styles.xpath(
            "//w:style[w:name/@w:val='Table Head']/w:rPr/w:b", namespaces=made.styles.nsmap
        )
        assert bool(bold) == is_bold


@of("tables.head_fill")
def _(made: Made) -> None:
    _is_filled(made, _head(made), made.token("tables.head_fill"))
    fills = _in_table_style(made, "ThreeRuleTable", "*[@w:type='firstRow']/w:tcPr/w:shd/@w:fill")
    _is_word_fill(made, fills, made.token("tables.head_fill"))
    used = made.word("(//w:tbl[.//w:tblHeader])[1]/w:tblPr/w:tblLook/@w:firstRow")
    assert used == ["1"]


@of("tables.stripe")
def _(made: Made) -> None:
    """In the table of two items: a group, then its rows."""
    _is_filled(made, _rows(made)[1 - 1], made.token("tables.stripe"))
    for band, fill in (("band1Horz", "none"), ("band2Horz", made.token("tables.stripe"))):
        path = f"*[@w:type='{band}']/w:tcPr/w:shd/@w:fill"
        _is_word_fill(made, _in_table_style(made, "ThreeRuleTable", path), fill)
    assert made.word("(//w:tbl[.//w:tblHeader])[1]/w:tblPr/w:tblLook/@w:noHBand") == ["0"]


_PART = "//w:style[@w:styleId='ThreeRuleTable']/*[@w:type='{}']/w:tcPr/w:tcBorders/w:bottom/@w:sz"


def _in_table_style(made: Made, style: str, path: str) -> list[str]:
    """What a table style of the Word file says."""
    whole = f"//w:style[@w:styleId='{style}']/{path}"
    return list(made.styles.xpath(whole, namespaces=made.styles.nsmap))


@of("tables.outer_rule", "tables.head_rule", "tables.spanner_rule", "tables.row_rule")
def _(made: Made) -> None:
    tables = made.tokens["tables"]
    head, rows = _head(made), _rows(made)
    spanner = _spanner(made)
    top = _weights(made, spanner.y - 30, spanner.y - 6)
    assert top == _weight(tables["outer_rule"])
    assert _weights(made, spanner.y + 0.5, head.y - 5) == _weight(tables["spanner_rule"])
    assert _weights(made, head.y + 0.5, _group(made).y - 4) == _weight(tables["head_rule"])
    assert _weights(made, rows[0].y + 0.5, rows[1].y - 4) == _weight(tables["row_rule"])
    word = {
        "outer_rule": "//w:style[@w:styleId='ThreeRuleTable']/w:tblPr/w:tblBorders/w:top/@w:sz",
        "row_rule": _PART.format("band1Horz"),
        "head_rule": _PART.format("firstRow"),
        "spanner_rule": "//w:style[w:name/@w:val='Table Spanner']/w:pPr/w:pBdr/w:bottom/@w:sz",
    }
    for name, path in word.items():
        found = made.styles.xpath(path, namespaces=made.styles.nsmap)
        weight = max(2, round(tables[name] * 8)) if tables[name] else None
        assert [int(size) for size in found] == ([weight] if weight else []), name


@of("tables.note_size")
def _(made: Made) -> None:
    word = made.token(f"locales.{made.language}.words.note") or text(made, "note")
    assert made.span(str(word)).size == near(made.token("tables.note_size"), abs=0.02)
    assert _half_points(made, "Note") == near(made.token("tables.note_size"), abs=0.25)


# ------------------------------------------------------------------------------------ captions


@of("captions.size")
def _(made: Made) -> None:
    assert made.span(text(made, "caption")).size == near(made.token("captions.size"), abs=0.02)
    assert _half_points(made, "Table Caption") == near(made.token("captions.size"), abs=0.25)


@of("captions.weight")
def _(made: Made) -> None:
    is_bold = made.token("captions.weight") == 700
    if made.language == "en":
        assert ("Bold" in made.span(text(made, "caption")).font) == is_bold
        assert (
            bool(made.styles.xpath("//w:style[w:name/@w:val='Table Caption']/w:rPr/w:b",
                namespaces=made.styles.nsmap)) == is_bold)  # fmt: skip


@of("captions.align")
def _(made: Made) -> None:
    line = made.line(text(made, "caption"))
    if made.token("captions.align") == "center":
        assert line.middle == near(made.tokens["page"]["width"] / 2, abs=1.0)
    else:
        assert line.x == near(made.left, abs=1.0)
    assert made.style("Table Caption", "pPr/jc") == made.token("captions.align")


@of("captions.languages")
def _(made: Made) -> None:
    asked = made.token("captions.languages") or {}
    languages = asked.get(made.language, [made.language])
    for language in ("zh", "en"):
        is_printed = language in languages
        assert bool(made.found(TEXTS[language]["caption"])) == is_printed
        assert (bare(TEXTS[language]["caption"]) in bare(made.word_text)) == is_printed


# -------------------------------------------------------------------------------------- charts


@of("charts.size")
def _(made: Made) -> None:
    assert made.chart_sizes() == {made.token("charts.size")}


@of("charts.width")
def _(made: Made) -> None:
    *_, width, _height = made.charts[0].get("viewbox").split()
    assert float(width) == near(made.token("charts.width"))
    extents = made.word("//*[local-name()='inline']/*[local-name()='extent']/@cx")
    widths = [int(extent) / 12700 for extent in extents]
    assert widths == near([made.token("charts.width")] * len(widths), abs=0.1)


@of("charts.bar")
def _(made: Made) -> None:
    heights = [bar[4] for bar in made.bars(0)]
    assert heights == near([made.token("charts.bar")] * len(heights), abs=0.01)


@of("charts.patterns")
def _(made: Made) -> None:
    lines = [path for path in made.charts[1].iter("path") if "--stroke" in path.get("style", "")]
    assert (len(lines) > 2) == made.token("charts.patterns")  # beside that of its axis


@of("charts.gap")
def _(made: Made) -> None:
    first, second = made.bars(0)
    assert second[2] - first[2] - first[4] == near(made.token("charts.gap"), abs=0.01)


# --------------------------------------------------------------------------------------- parts


@of("parts.cover")
def _(made: Made) -> None:
    is_there = made.token("parts.cover")
    abstract = next(line for line in made.lines if text(made, "aim") in line.text)
    assert (abstract.page > 0) == is_there
    assert bool(made.word("//w:p/w:pPr/w:sectPr")) == is_there
    assert (text(made, "date") in made.word_text) == is_there


@of("parts.contents")
def _(made: Made) -> None:
    is_there = made.token("parts.contents")
    first = made.body_lines[0].page
    entries = [
        line for line in made.lines if line.page < first and text(made, "discussion") in line.text
    ]
    assert bool(entries) == is_there
    if is_there:
        heading = made.line(text(made, "discussion"))
        beside = [
            line.text for line in made.lines
            if line.page == entries[0].page and abs(line.y - entries[0].y) < 2
        ]  # fmt: skip
        assert str(heading.page + 1) in "".join(beside)
    assert any("TOC" in code.text for code in made.word("//w:instrText")) == is_there


@of("parts.lists")
def _(made: Made) -> None:
    """A list of tables and a list of figures; only Word has them."""
    listed = [code.text for code in made.word("//w:instrText") if "\\c" in code.text]
    assert len(listed) == (2 if made.token("parts.lists") else 0)


@of("parts.key_figures")
def _(made: Made) -> None:
    is_there = made.token("parts.key_figures")
    assert any(text(made, "use") in line.text for line in made.lines) == is_there
    assert (bare(text(made, "use")) in bare(made.word_text)) == is_there


@of("parts.section_pages")
def _(made: Made) -> None:
    is_there = made.token("parts.section_pages")
    heading = made.line(text(made, "discussion"))
    above = [line for line in made.lines if line.page == heading.page and line.y < heading.y]
    assert (len(above) <= 2) == is_there  # the running head, the number of the section
    broken = made.style("heading 1", "pPr/pageBreakBefore") == "1"
    assert broken == is_there


@of("parts.back_cover")
def _(made: Made) -> None:
    is_there = made.token("parts.back_cover")
    last = [line.text for line in made.lines if line.page == len(made.pdf) - 1]
    assert any(text(made, "about") in line for line in last) == is_there
    assert (bare(text(made, "about")) in bare(made.word_text)) == is_there


@of("cover.fill", "cover.depth")
def _(made: Made) -> None:
    fill = made.paint(made.token("cover.fill"))
    (panel,) = [
        shape for shape in made.fills
        if shape.page == 0 and shape.colour == fill and shape.box.width > 400
    ]  # fmt: skip
    assert panel.box.y1 == near(made.token("cover.depth"), abs=0.2)
    assert made.word("(//w:tbl)[1]/w:tblPr/w:tblStyle/@w:val") == ["CoverPanel"]
    fills = _in_table_style(made, "CoverPanel", "w:tcPr/w:shd/@w:fill")
    assert fills == [fill.lstrip("#").upper()]
    (height,) = made.word("(//w:tbl)[1]/w:tr[1]/w:trPr/w:trHeight")
    deep = made.token("cover.depth") - made.token("page.top")
    assert int(height.get(height.tag[:-8] + "val")) / 20 == near(deep, abs=0.05)


@of("cover.edge")
def _(made: Made) -> None:
    edge = made.paint(made.token("cover.edge"))
    assert [shape for shape in made.drawn if shape.page == 0 and shape.colour == edge]
    borders = _in_table_style(made, "CoverPanel", "w:tblPr/w:tblBorders/w:bottom/@w:color")
    assert borders == [edge.lstrip("#").upper()]


@of("panel.columns")
def _(made: Made) -> None:
    """Three key figures: in one row of three, or in rows of two and one."""
    columns = made.token("panel.columns")
    heights = {round(span.y) for span in _values(made)}
    assert len(heights) == -(-3 // columns)
    (table,) = _panel_table(made)
    assert len(table.findall("{*}tr")) == -(-3 // columns)


@of("panel.size", "panel.colour")
def _(made: Made) -> None:
    colour = made.paint(made.token("panel.colour"))
    sizes = [span.size for span in _values(made)]
    assert sizes == near([made.token("panel.size")] * 3, abs=0.02)
    assert {span.colour for span in _values(made)} == {colour}
    assert _half_points(made, "Key Figure") == near(made.token("panel.size"), abs=0.25)
    assert made.style("Key Figure", "rPr/color") == colour.lstrip("#").upper()


@of("panel.fill")
def _(made: Made) -> None:
    value = Line((_values(made)[0],))
    _is_filled(made, value, made.token("panel.fill"))
    (table,) = _panel_table(made)
    assert table.find("{*}tblPr/{*}tblStyle").values() == ["KeyFigures"]
    fills = _in_table_style(made, "KeyFigures", "w:tcPr/w:shd/@w:fill")
    _is_word_fill(made, fills, made.token("panel.fill"))


# ------------------------------------------------------------------------------ words and numbers


def _wording(made: Made, key: str, default: object) -> object:
    found = made.token(f"locales.{made.language}.{key}")
    return default if found is None else found


@of("locales.numbers.percent_digits", "locales.numbers.decimal")
def _(made: Made) -> None:
    digits, decimal = (_wording(made, f"numbers.{k}", d) for k, d in
        (("percent_digits", 1), ("decimal", ".")))  # fmt: skip
    whole, part = divmod(int(802 / 1204 * 100 * 10**digits + 0.5), 10**digits)  # type: ignore[operator]
    printed = f"{whole}{decimal}{part}%" if digits else f"{whole}%"
    _is_printed(made, printed)


@of("locales.numbers.group", "locales.numbers.group_from")
def _(made: Made) -> None:
    marks = {"gap": " ", "comma": ",", "none": ""}
    mark = marks[str(_wording(made, "numbers.group", "gap"))]
    if _wording(made, "numbers.group_from", 4) > 4:  # type: ignore[operator]
        mark = ""
    page = "".join(line.text for line in made.body_lines).translate(SPACES)
    assert f"1{mark}204" in page
    assert f"1{mark}204" in made.word_text.translate(SPACES)


@of("locales.numbers.small_base")
def _(made: Made) -> None:
    is_small = _wording(made, "numbers.small_base", 20) > 14  # type: ignore[operator]
    assert ("14/14" in "".join(line.text for line in made.body_lines)) == is_small
    assert ("14/14" in made.word_text) == is_small


@of("locales.words")
def _(made: Made) -> None:
    _is_printed(made, made.figure_label)


@of("locales.forms", "locales.cell_heads", "locales.notes")
def _(made: Made) -> None:
    for default, key in (
        ("95%CI", "forms.interval"),
        ("n", "cell_heads.count"),
        ("N", "notes.base"),
    ):
        changed = _wording(made, key, default)
        start = "".join(changed)[:3] if key == "forms.interval" else str(changed)[:2].strip("*")
        _is_printed(made, start)


@of("locales.charts")
def _(made: Made) -> None:
    word = _wording(made, "charts.bar", {"zh": "条形图", "en": "Bar chart"}[made.language])
    (alternative, *_rest) = made.page.xpath("//figure//svg/@aria-label")
    assert str(word) in alternative
    described = made.word("//*[local-name()='docPr']/@descr")
    assert str(word) in described[0]


@of("locales.unheaded")
def _(made: Made) -> None:
    unheaded = _wording(made, "unheaded", ["introduction"] if made.language == "zh" else [])
    is_printed = "introduction" not in unheaded  # type: ignore[operator]
    assert bool(made.found(text(made, "introduction"))) == is_printed
    assert (text(made, "introduction") in made.word_text) == is_printed


@of("locales.abstract_runs_in")
def _(made: Made) -> None:
    runs_in = _wording(made, "abstract_runs_in", made.language == "zh")
    end = next(line for line in made.lines if text(made, "end") in line.text)
    assert bare(end.text).startswith(text(made, "end")) == (not runs_in)
    paragraphs = ["".join(p.itertext("{*}t")) for p in made.word("//w:p")]
    assert any(p.startswith(text(made, "end")) for p in paragraphs) == (not runs_in)


# ------------------------------------------------------------------------------------- reading

SPACES = str.maketrans("\u2009\u00a0\u202f", "   ")


def _word(made: Made, colour: str) -> str:
    return made.paint(colour).lstrip("#").upper()


def _token(made: Made, name: str, key: str) -> object:
    return made.setting["headings"][name][key]


def _half_points(made: Made, style: str) -> float:
    return int(made.style(style, "rPr/sz") or 0) / 2


def _fonts(attributes: object) -> tuple[str, str]:
    named = {str(key).rpartition("}")[2]: str(value) for key, value in dict(attributes).items()}  # type: ignore[call-overload]
    return named["ascii"], named["eastAsia"]


def _long_lines(made: Made) -> list[Line]:
    """The lines of the paragraph that is long."""
    starts = [i for i, line in enumerate(made.body_lines) if "204" in bare(line.text)]
    lines = made.body_lines[starts[0] :]
    size = made.setting["size"]
    end = next(i for i, line in enumerate(lines) if "66" in line.text or "67" in line.text)
    return [line for line in lines[:end] if line.spans[0].size == near(size, abs=0.02)]


def _lines_after(made: Made, line: Line) -> list[Line]:
    return made.body_lines[made.body_lines.index(line) + 1 :]


def heading_lines(made: Made, name: str) -> list[Line]:
    """The lines of a heading, numbers that stand alone left out."""
    if name == "title":
        lines = [line for line in made.lines if line.page == 0]
        start = next(
            i for i, line in enumerate(lines) if bare(text(made, "title")) in bare(line.text)
        )
        size = lines[start].spans[0].size
        return [line for line in lines[start : start + 3] if line.spans[0].size == size]
    heading = HEADINGS[int(name[1])][made.language == "en"]
    piece = bare(heading)[:18] if made.language == "en" else heading[:6]
    first = made.line(piece)
    rest = [first, *_lines_after(made, first)[:3]]
    size = first.spans[-1].size
    parts = set(bare(heading)) | set("一二、.0123456789")
    return [
        line for line in rest
        if line.spans[-1].size == size and set(bare(line.spans[-1].text)) <= parts
    ]  # fmt: skip


def _heading_span(made: Made, name: str) -> Span:
    return heading_lines(made, name)[0].spans[-1]


def _group(made: Made) -> Line:
    """The first row of the first table: the item's label, above its options."""
    caption = made.line(text(made, "caption"))
    label = {"zh": "使用", "en": "Use"}[made.language]
    return next(line for line in _lines_after(made, caption) if bare(line.text) == label)


def _head(made: Made) -> Line:
    caption = made.line(text(made, "caption"))
    return next(
        line for line in _lines_after(made, caption) if bare(text(made, "total")) in bare(line.text)
    )


def _spanner(made: Made) -> Line:
    caption = made.line(text(made, "caption"))
    return next(
        line for line in made.body_lines
        if line.page == caption.page and line.y > caption.y and text(made, "ward") in line.text
    )  # fmt: skip


def _rows(made: Made) -> list[Line]:
    """The rows of the first item of the first table."""
    group = _group(made)
    return _lines_after(made, group)[:2]


def _rules(made: Made) -> list[Drawn]:
    """The rules of the first table."""
    caption, last = made.line(text(made, "caption")), _rows(made)[-1]
    return [
        shape for shape in made.strokes
        if shape.page == caption.page
        and caption.y < shape.box.y0 < last.y
        and shape.box.height < 0.1
    ]  # fmt: skip


def _weights(made: Made, top: float, bottom: float) -> set[float]:
    return {round(rule.width or 0, 2) for rule in _rules(made) if top < rule.box.y0 < bottom}


def _weight(points: float) -> set[float]:
    return {round(points, 2)} if points else set()


def _is_filled(made: Made, line: Line, fill: str) -> None:
    """The colour behind a line of text is the one asked for, or none is."""
    behind = [
        shape.colour for shape in made.fills
        if shape.page == line.page and shape.box.y0 < line.y - 2 < shape.box.y1
        and shape.box.x0 - 1 <= line.x <= shape.box.x1
    ]  # fmt: skip
    assert behind[-1:] == ([] if fill == "none" else [made.paint(fill)])


def _is_word_fill(made: Made, fills: list[str], fill: str) -> None:
    assert fills == ([] if fill == "none" else [made.paint(fill).lstrip("#").upper()])


def _margin(made: Made, side: str) -> float:
    margins = made.word("//w:body/w:sectPr/w:pgMar")[0]
    return int(margins.get(margins.tag[:-5] + side)) / 20


def _chart_families(made: Made) -> str:
    return " ".join(label.get("style", "") for label in made.charts[0].iter("{*}text"))


def _values(made: Made) -> list[Span]:
    """The key figures: the spans in the panel's size on the page of their labels."""
    page = next(line.page for line in made.lines if text(made, "use") in line.text)
    size = made.token("panel.size")
    spans = [span for line in made.lines if line.page == page for span in line.spans]
    return [span for span in spans if span.size == near(size, abs=0.02)]


def _panel_table(made: Made) -> list[object]:
    return made.word("//w:tbl[.//w:pStyle[@w:val='KeyFigure']]")


def _is_printed(made: Made, printed: str) -> None:
    page = bare("".join(line.text for line in made.lines))
    assert bare(printed) in page
    assert bare(printed) in bare(made.word_text)
