"""Figures: a chart of Word's own, or a picture, with its alternative text; caption below, notes."""

from __future__ import annotations

from collections.abc import Iterator

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part
from lxml import etree

from reportgen.charts import Drawing
from reportgen.document import Figure
from reportgen.renderers.docx.captions import captions, notes
from reportgen.renderers.docx.charts import add_chart, has_native_form, native
from reportgen.renderers.docx.draft import Draft
from reportgen.renderers.docx.flow import WPG, beside_picture, flow_shapes
from reportgen.renderers.docx.inlines import note_words, plain
from reportgen.renderers.docx.markup import Element, R, paragraph, w
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


def figure(draft: Draft, block: Figure, language: str) -> Iterator[Element]:
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


def _chart(draft: Draft, block: Figure, language: str) -> Element:
    """The figure as a chart of Word's in the line of text, no wider than the text."""
    drawing = draft.rendering.drawings[block.id, language]
    locale, theme = draft.locale(language), draft.rendering.theme
    locales = [draft.locale(each) for each in draft.document.languages]
    told = (
        plain(block.title[language], locale),
        *(plain(n[language], locale) for n in block.notes),
    )
    width = min(drawing.width, draft.measure)
    chart = native(block, locale, theme, locales, width, notes=told)
    identity = add_chart(draft.word.part, chart, theme, locale)
    content = etree.Element(f"{{{C}}}chart", {f"{{{R}}}id": identity}, {"c": C, "r": R})
    described = _described(draft, block, language, drawing)
    return _inline(_extent(chart.width, chart.height), described, C, content)


def _flow(draft: Draft, block: Figure, language: str) -> Element:
    """The figure as shapes in the line of text."""
    drawing = draft.rendering.drawings[block.id, language]
    shapes = flow_shapes(draft, block, language, min(drawing.width, draft.measure))
    described = _described(draft, block, language, drawing)
    return _inline(_extent(shapes.width, shapes.height), described, WPG, shapes.group)


def _picture(draft: Draft, block: Figure, language: str) -> Element:
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


def _inline(
    size: dict[str, str], described: dict[str, str], kind: str, content: Element
) -> Element:
    """What stands in the line of text like a character: `kind` says what it holds."""
    inline = etree.Element(
        f"{{{WP}}}inline", dict.fromkeys(("distT", "distB", "distL", "distR"), "0"), {"wp": WP}
    )
    etree.SubElement(inline, f"{{{WP}}}extent", size)
    etree.SubElement(inline, f"{{{WP}}}docPr", described)
    graphic = etree.SubElement(inline, f"{{{A}}}graphic", nsmap={"a": A})
    etree.SubElement(graphic, f"{{{A}}}graphicData", uri=kind).append(content)
    return inline


def _pic(
    draft: Draft, drawing: Drawing, size: dict[str, str], described: dict[str, str]
) -> Element:
    part = _related(draft, PNG_NAME, CONTENT_TYPE.PNG, drawing.png)
    pic = etree.Element(f"{{{PIC}}}pic", nsmap={"pic": PIC})
    properties = etree.SubElement(pic, f"{{{PIC}}}nvPicPr")
    etree.SubElement(properties, f"{{{PIC}}}cNvPr", described)
    etree.SubElement(properties, f"{{{PIC}}}cNvPicPr")
    fill = etree.SubElement(pic, f"{{{PIC}}}blipFill")
    blip = etree.SubElement(fill, f"{{{A}}}blip", {f"{{{R}}}embed": part}, {"r": R})
    if drawing.outlines:
        _add_twin(draft, blip, drawing.outlines)
    etree.SubElement(etree.SubElement(fill, f"{{{A}}}stretch"), f"{{{A}}}fillRect")
    shape = etree.SubElement(pic, f"{{{PIC}}}spPr")
    transform = etree.SubElement(shape, f"{{{A}}}xfrm")
    etree.SubElement(transform, f"{{{A}}}off", x="0", y="0")
    etree.SubElement(transform, f"{{{A}}}ext", size)
    geometry = etree.SubElement(shape, f"{{{A}}}prstGeom", prst="rect")
    etree.SubElement(geometry, f"{{{A}}}avLst")
    return pic


def _add_twin(draft: Draft, blip: Element, svg: bytes) -> None:
    """Give a picture of dots its twin of lines: a Word that knows none shows the dots."""
    identity = _related(draft, SVG_NAME, SVG_TYPE, svg)
    extensions = etree.SubElement(blip, f"{{{A}}}extLst")
    extension = etree.SubElement(extensions, f"{{{A}}}ext", uri=SVG_EXTENSION)
    etree.SubElement(extension, f"{{{ASVG}}}svgBlip", {f"{{{R}}}embed": identity}, {"asvg": ASVG})


def _related(draft: Draft, name: str, content_type: str, content: bytes) -> str:
    """The id by which the main part relates to a picture; one that is drawn twice is one part."""
    if content not in draft.pictures:
        package = draft.word.part.package
        part = Part(package.next_partname(name), content_type, content, package)
        draft.pictures[content] = draft.word.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    return draft.pictures[content]
