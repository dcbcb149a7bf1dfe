"""The Word template of a theme: named styles for everything, and a specimen of each.

It is made from nothing but the theme's tokens and the tables of `looks`. It can be opened and
changed in Word; the styles are found by their names. The same theme gives the same bytes always.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from docx.document import Document as WordDocument

from reportgen.renderers.docx.heading_lists import counted, heading_list, is_numbered
from reportgen.renderers.docx.markup import (
    Xml,
    eighths,
    paragraph,
    switch,
    text_run,
    twips,
    w,
)
from reportgen.renderers.docx.styles import BUILT_IN, style_id
from reportgen.renderers.docx.template.looks import (
    DEFAULT_FONT,
    LEVELS,
    LISTS,
    OTHER_NAMES,
    SHARED,
    in_each_language,
    once,
    set_languages,
)
from reportgen.renderers.docx.template.package import opened as opened_package
from reportgen.renderers.docx.template.package import packed
from reportgen.renderers.docx.template.style import Language, Style
from reportgen.renderers.docx.template.tables import table_styles
from reportgen.theme import Theme, measure

LATIN_TAG, EAST_ASIAN_TAG = "en-US", "zh-CN"


def character_styles() -> Iterator[tuple[str, tuple[Xml, ...]]]:
    """Name and run properties of the character styles; ideographs have their own two."""
    yield "Strong", (w("b"), w("bCs"))
    yield "Emphasis", (w("i"), w("iCs"))
    yield "Strong Emphasis", (w("b"), w("bCs"), w("i"), w("iCs"))
    yield "East Asian Strong", ()
    yield "East Asian Emphasis", (w("em", val="dot"),)
    yield "Citation", (w("vertAlign", val="superscript"),)
    yield "footnote reference", (w("vertAlign", val="superscript"),)
    yield "annotation reference", sizes(8)


def style_sheet(theme: Theme, languages: Collection[str]) -> Xml:
    """The styles part, with the styles of these languages."""
    styles = [*once(theme)]
    built = [named_style(theme, style, None) for style in styles]
    for of in set_languages(theme):
        if of.code in languages:
            built += [named_style(theme, style, of) for style in in_each_language(theme, of)]
    defaults = w(
        "docDefaults",
        w("rPrDefault", w("rPr", fonts(theme, display=False), *sizes(10.5), language_tags(None))),
        w("pPrDefault", w("pPr")),
    )
    return w("styles", defaults, *built, *other_styles(theme))


def named_style(theme: Theme, style: Style, of: Language | None) -> Xml:
    """The element of a paragraph style, or of a character style that languages differ in."""
    name = localised(style.name, of)
    base = style.based_on and related(style.based_on, of)
    following = style.next and related(style.next, of)
    attributes = {"type": style.kind, "styleId": style_id(name)}
    if style.name == "Normal":
        attributes["default"] = "1"
    if name not in BUILT_IN:
        attributes["customStyle"] = "1"
    run = [
        fonts(theme, display=bool(style.display)) if style.display is not None else None,
        switch("b", style.bold),
        switch("bCs", style.bold),
        switch("i", style.italic),
        switch("iCs", style.italic),
        w("color", val=style.colour.lstrip("#").upper()) if style.colour else None,
        *(sizes(style.size) if style.size else ()),
        language_tags(of) if of else None,
    ]
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val=style_id(base)) if base else None,
        w("next", val=style_id(following)) if following else None,
        w("qFormat"),
        w("pPr", *paragraph_properties(theme, style, of)) if style.kind == "paragraph" else None,
        w("rPr", *run) if any(part is not None for part in run) else None,
        **attributes,
    )


def paragraph_properties(theme: Theme, style: Style, of: Language | None) -> Iterator[Xml | None]:
    """The properties of a paragraph, in the order of the schema."""
    yield switch("keepNext", style.keep_next)
    yield switch("keepLines", style.keep_lines)
    if style.page_break is not None:
        yield w("pageBreakBefore", val=int(style.page_break))
    if style.name == "Normal":
        yield w("widowControl")
    if style.name in LISTS:
        yield w("numPr", w("numId", val=list_number(theme, style.name, of)))
    if style.list_level is not None:
        yield counted(style.list_level, heading_list_number(theme, of))
    if style.rule:
        weight = 18 if style.rule == "left" else eighths(style.rule_weight)
        given = style.rule_colour or style.colour
        colour = given.lstrip("#").upper() if given else "auto"
        space = 8 if style.rule == "left" else 2
        yield w("pBdr", w(style.rule, val="single", sz=weight, space=space, color=colour))
    if style.tab:
        yield w("tabs", w("tab", val="right", leader="dot", pos=twips(style.tab)))
    if style.name == "Normal":
        # GB rules for line ends; gaps between ideographs and letters or digits. All inherit them.
        yield w("kinsoku")
        yield w("overflowPunct", val=0)
        yield w("topLinePunct")
        yield w("autoSpaceDE")
        yield w("autoSpaceDN")
    yield spacing(style)
    yield indents(style, of)
    yield w("jc", val=style.align) if style.align else None
    yield w("outlineLvl", val=style.outline) if style.outline is not None else None


def spacing(style: Style) -> Xml | None:
    """Room above and below, and the distance of lines."""
    values: dict[str, object] = {}
    if style.before or style.after:
        values = {"before": twips(style.before), "after": twips(style.after)}
    if style.leading:
        values |= {"line": twips(style.leading), "lineRule": "atLeast"}
    return w("spacing", **values) if values else None


def indents(style: Style, of: Language | None) -> Xml | None:
    """Indents; an East Asian first line by characters, so that it follows the size of type."""
    values: dict[str, object] = {}
    for side, points in (("left", style.left), ("right", style.right), ("hanging", style.hanging)):
        if points:
            values[side] = twips(points)
    if style.first is not None and of and of.is_wide:
        values |= {"firstLineChars": round(style.first * 100)}
        values |= {"firstLine": twips(style.first * (style.size or of.setting.size))}
    elif style.first is not None:
        values |= {"firstLine": twips(style.first)}
    return w("ind", **values) if values else None


def other_styles(theme: Theme) -> Iterator[Xml]:
    """Word's own defaults, the character styles, and the table of three rules."""
    yield default_style(DEFAULT_FONT, "character")
    yield default_style("Normal Table", "table", w("tblPr", w("tblInd", w=0, type="dxa")))
    yield default_style("No List", "numbering")
    for name, properties in character_styles():
        custom = {} if name in BUILT_IN else {"customStyle": 1}
        face = fonts(theme, display=True) if name == "East Asian Strong" else None
        yield w(
            "style",
            w("name", val=name),
            w("basedOn", val=style_id(DEFAULT_FONT)),
            w("qFormat"),
            w("rPr", face, *properties),
            **{"type": "character", "styleId": style_id(name), **custom},
        )
    yield from table_styles(theme)


def default_style(name: str, kind: str, properties: Xml | None = None) -> Xml:
    """A style that Word expects in every file."""
    order = w("uiPriority", val=99)
    shown = (w("semiHidden"), w("unhideWhenUsed"))
    attributes = {"type": kind, "default": 1, "styleId": style_id(name)}
    return w("style", w("name", val=name), order, *shown, properties, **attributes)


def localised(name: str, of: Language | None) -> str:
    """The name of a style in one language."""
    return f"{name} ({of.code})" if of else name


def related(name: str, of: Language | None) -> str:
    """The name of the style that another refers to: one for all languages, or the same one's."""
    return name if name in SHARED else localised(name, of)


def fonts(theme: Theme, *, display: bool) -> Xml:
    """The faces of a run; never those of a Word theme, which differ from one system to another."""
    faces = theme.word_faces
    latin = faces.latin_display if display else faces.latin
    east_asian = faces.east_asian_display if display else faces.east_asian
    return w("rFonts", ascii=latin, hAnsi=latin, eastAsia=east_asian, cs=latin)


def sizes(points: float) -> tuple[Xml, Xml]:
    """The size of type, in half points."""
    return w("sz", val=round(points * 2)), w("szCs", val=round(points * 2))


def language_tags(of: Language | None) -> Xml:
    """The languages of a run: one for its letters, one for its ideographs."""
    latin, east_asian = LATIN_TAG, EAST_ASIAN_TAG
    if of:
        latin, east_asian = (latin, of.tag) if of.is_wide else (of.tag, east_asian)
    return w("lang", val=latin, eastAsia=east_asian)


def list_number(theme: Theme, style: str, of: Language | None) -> int:
    """The numbering of a list style; those of all languages are counted through."""
    return 1 + [(name, language.code) for language in set_languages(theme) for name in LISTS].index(
        (style, of.code if of else "")
    )


def heading_list_number(theme: Theme, of: Language | None) -> int:
    """The numbering of the headings of a language, behind those of list styles."""
    languages = [language.code for language in set_languages(theme)]
    return 1 + len(languages) * len(LISTS) + languages.index(of.code if of else "")


def numbering(theme: Theme) -> Xml:
    """The numbering part: for each language a list of points, one of numbers, one of headings."""
    lists = [(name, of) for of in set_languages(theme) for name in LISTS]
    abstract, concrete = [], []
    for index, (name, of) in enumerate(lists):
        style, inset = LISTS[name], twips(of.setting.size * 2)
        level = w(
            "lvl",
            w("start", val=1),
            w("numFmt", val=style.format),
            w("lvlText", val=style.wide if of.is_wide else style.narrow),
            w("lvlJc", val="left"),
            w("pPr", w("ind", left=2 * inset, hanging=inset)),
            w("rPr", fonts(theme, display=False)),
            ilvl=0,
        )
        kind = w("multiLevelType", val="singleLevel")
        abstract.append(w("abstractNum", kind, level, abstractNumId=index))
        concrete.append(w("num", w("abstractNumId", val=index), numId=index + 1))
    for of in set_languages(theme):
        if is_numbered(of.setting):
            number = heading_list_number(theme, of)
            names = [style_id(localised(name, of)) for name in LEVELS]
            abstract.append(heading_list(of.setting, of.code, number - 1, names))
            concrete.append(w("num", w("abstractNumId", val=number - 1), numId=number))
    return w("numbering", *abstract, *concrete)


def settings() -> Xml:
    """The settings part. No fields are updated on opening: all have their results cached."""
    uri = "http://schemas.microsoft.com/office/word"
    return w(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=420),
        w("characterSpacingControl", val="compressPunctuation"),
        w("compat", w("compatSetting", name="compatibilityMode", uri=uri, val=15)),
        w("themeFontLang", val=LATIN_TAG, eastAsia=EAST_ASIAN_TAG),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def font_table(theme: Theme) -> Xml:
    """The fonts part: each face, with the name under which other systems know it."""
    faces = theme.word_faces
    names = (faces.east_asian, faces.east_asian_display, faces.latin, faces.latin_display)
    table = []
    for name in dict.fromkeys(names):
        is_wide = name in (faces.east_asian, faces.east_asian_display)
        other = OTHER_NAMES.get(name)
        table.append(
            w(
                "font",
                w("altName", val=other) if other else None,
                w("charset", val="86" if is_wide else "00"),
                w("family", val="auto" if is_wide else "roman"),
                w("pitch", val="variable"),
                name=name,
            )
        )
    return w("fonts", *table)


def specimens(theme: Theme) -> Xml:
    """The main document: a line in each style, for whoever opens the template."""
    styles = [style.name for style in once(theme) if style.kind == "paragraph"]
    for of in set_languages(theme):
        styles += [
            localised(style.name, of)
            for style in in_each_language(theme, of)
            if style.kind == "paragraph"
        ]
    lines = [paragraph(style_id(name), [text_run(name)]) for name in styles]
    return w("document", w("body", *lines, last_section(theme)))


def last_section(theme: Theme) -> Xml:
    """The page of the template."""
    size = w("pgSz", w=twips(theme.page.width), h=twips(theme.page.height))
    side = twips(
        (theme.page.width - max(measure(theme, of.code, columns=1) for of in set_languages(theme)))
        / 2
    )
    margins = {"top": twips(theme.page.top), "bottom": twips(theme.page.bottom)}
    margins |= {"left": side, "right": side, "header": 720, "footer": 720, "gutter": 0}
    return w("sectPr", size, w("pgMar", **margins))


def make(theme: Theme) -> bytes:
    """The template of a theme."""
    languages = [of.code for of in set_languages(theme)]
    return packed(specimens(theme), _roots(theme, languages), theme)


def opened(theme: Theme, languages: Collection[str]) -> WordDocument:
    """The template as an open file without specimens, its styles those of these languages only."""
    return opened_package(
        w("document", w("body", last_section(theme))), _roots(theme, languages), theme
    )


def _roots(theme: Theme, languages: Collection[str]) -> dict[str, Xml]:
    """The parts beside the main document."""
    return {
        "styles": style_sheet(theme, languages),
        "settings": settings(),
        "fontTable": font_table(theme),
        "numbering": numbering(theme),
    }
