"""Figures: a chart of Word's own, or a picture, with its alternative text; caption below, notes."""

from __future__ import annotations

from collections.abc import Iterator

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part

from reportgen.charts import Drawing
from reportgen.document import Figure
from reportgen.renderers.docx.captions import captions, notes
from reportgen.renderers.docx.charts import add_chart, has_native_form, native
from reportgen.renderers.docx.draft import Draft
from reportgen.renderers.docx.flow import WPG, beside_picture, flow_shapes
from reportgen.renderers.docx.inlines import note_words, plain
from reportgen.renderers.docx.markup import Xml, paragraph, tagged, w
from reportgen.renderers.wording import label
from reportgen.results import Flow

WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
ASVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
"""What tells Word that a picture has a twin whose lines are sharp at any size."""
PNG_NAME = "/word/media/image%d.png"
SVG_NAME, SVG_TYPE = "/word/media/picture%d.svg", "image/svg+xml"
_EMU = 12700
"""The unit of lengths in a drawing: so many to a point."""


def figure(draft: Draft, block: Figure, language: str) -> Iterator[Xml]:
    """A figure in one language, caption below it, notes at the end."""
    are_native = draft.rendering.has_native_charts
    if are_native and has_native_form(block):
        made = w("drawing", _chart(draft, block, language))
    elif are_native and isinstance(block.tabulation.detail, Flow):
        picture = _picture(draft, block, language)
        made = beside_picture(_flow(draft, block, language), picture)
    else:
        made = w("drawing", _picture(draft, block, language))
    built = paragraph(draft.style("Figure"), [w("r", made)], keep_next=True)
    locale = draft.locale(language)
    title, note = plain(block.title[language], locale), note_words(block.notes, locale)
    yield draft.controls.figure(block, language, built, title, draft.word, note)
    yield from captions(draft, block, language, keep_last=bool(block.notes))
    yield from notes(draft, block.notes, language)


def _chart(draft: Draft, block: Figure, language: str) -> Xml:
    """The figure as a chart of Word's in the line of text, no wider than the text."""
    drawing = draft.rendering.drawings[block.id, language]
    locale, theme = draft.locale(language), draft.rendering.theme
    locales = [draft.locale(each) for each in draft.document.languages]
    told = (
        plain(block.title[language], locale),
        *(plain(n[language], locale) for n in block.notes),
    )
    width = min(drawing.width, draft.measure)
    chart = native(block, locale, theme, locales, width, notes=told, lettering=draft.lettering)
    identity = add_chart(draft.word.part, chart, theme, locale)
    content = tagged("c:chart", **{"xmlns:c": C, "r:id": identity})
    described = _described(draft, block, language, drawing)
    return _inline(_extent(chart.width, chart.height), described, C, content)


def _flow(draft: Draft, block: Figure, language: str) -> Xml:
    """The figure as shapes in the line of text."""
    drawing = draft.rendering.drawings[block.id, language]
    shapes = flow_shapes(draft, block, language, min(drawing.width, draft.measure))
    described = _described(draft, block, language, drawing)
    return _inline(_extent(shapes.width, shapes.height), described, WPG, shapes.group)


def _picture(draft: Draft, block: Figure, language: str) -> Xml:
    """The drawing in the line of text, no wider than the text."""
    drawing = draft.rendering.drawings[block.id, language]
    scale = min(1.0, draft.measure / drawing.width)
    size = _extent(drawing.width * scale, drawing.height * scale)
    described = _described(draft, block, language, drawing)
    return _inline(size, described, PIC, _pic(draft, drawing, size, described))


def _described(draft: Draft, block: Figure, language: str, drawing: Drawing) -> dict[str, str]:
    """The id, the name and the alternative text of a drawing."""
    name = label(block, draft.locale(language))
    return {"id": str(next(draft.identities)), "name": name, "descr": drawing.alternative}


def _extent(width: float, height: float) -> dict[str, str]:
    return {"cx": str(round(width * _EMU)), "cy": str(round(height * _EMU))}


def _inline(size: dict[str, str], described: dict[str, str], kind: str, content: Xml) -> Xml:
    """What stands in the line of text like a character: `kind` says what it holds."""
    return tagged(
        "wp:inline",
        tagged("wp:extent", **size),
        tagged("wp:docPr", **described),
        tagged("a:graphic", tagged("a:graphicData", content, uri=kind), **{"xmlns:a": A}),
        **{"xmlns:wp": WP},
        **dict.fromkeys(("distT", "distB", "distL", "distR"), 0),
    )


def _pic(draft: Draft, drawing: Drawing, size: dict[str, str], described: dict[str, str]) -> Xml:
    """A picture as the content of a drawing."""
    part = _related(draft, PNG_NAME, CONTENT_TYPE.PNG, drawing.png)
    twin = _twin(draft, drawing.outlines) if drawing.outlines else None
    place = tagged("a:xfrm", tagged("a:off", x=0, y=0), tagged("a:ext", **size))
    return tagged(
        "pic:pic",
        tagged("pic:nvPicPr", tagged("pic:cNvPr", **described), tagged("pic:cNvPicPr")),
        tagged(
            "pic:blipFill",
            tagged("a:blip", twin, **{"r:embed": part}),
            tagged("a:stretch", tagged("a:fillRect")),
        ),
        tagged("pic:spPr", place, tagged("a:prstGeom", tagged("a:avLst"), prst="rect")),
        **{"xmlns:pic": PIC},
    )


def _twin(draft: Draft, svg: bytes) -> Xml:
    """The twin of lines of a picture of dots: a Word that knows none shows the dots."""
    identity = _related(draft, SVG_NAME, SVG_TYPE, svg)
    twin = tagged("asvg:svgBlip", **{"xmlns:asvg": ASVG, "r:embed": identity})
    return tagged("a:extLst", tagged("a:ext", twin, uri=SVG_EXTENSION))


def _related(draft: Draft, name: str, content_type: str, content: bytes) -> str:
    """The id by which the main part relates to a picture; one that is drawn twice is one part."""
    if content not in draft.pictures:
        package = draft.word.part.package
        part = Part(package.next_partname(name), content_type, content, package)
        draft.pictures[content] = draft.word.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    return draft.pictures[content]
