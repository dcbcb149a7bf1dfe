"""Figures: the picture with its alternative text, caption below, notes."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from reportgen.charts import Drawing
from reportgen.document import Figure
from reportgen.renderers.docx.captions import captions, notes
from reportgen.renderers.docx.draft import Draft
from reportgen.renderers.docx.inlines import note_words, plain
from reportgen.renderers.docx.markup import Element, R, paragraph, w
from reportgen.renderers.wording import label

WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_EMU = 12700
"""The unit of lengths in a drawing: so many to a point."""


def figure(draft: Draft, block: Figure, language: str) -> Iterator[Element]:
    """A figure in one language, caption below it, notes at the end."""
    drawing = draft.rendering.drawings[block.id, language]
    name = label(block, draft.locale(language))
    picture = w("r", w("drawing", _picture(draft, drawing, name)))
    built = paragraph(draft.style("Figure"), [picture], keep_next=True)
    locale = draft.locale(language)
    title, note = plain(block.title[language], locale), note_words(block.notes, locale)
    yield draft.controls.figure(block, language, built, title, draft.word, note)
    yield from captions(draft, block, language, keep_last=bool(block.notes))
    yield from notes(draft, block.notes, language)


def _picture(draft: Draft, drawing: Drawing, name: str) -> Element:
    """The drawing in the line of text, no wider than the text."""
    identity = next(draft.identities)
    part, _ = draft.word.part.get_or_add_image(BytesIO(drawing.png))
    scale = _EMU * min(1.0, draft.measure / drawing.width)
    size = {"cx": str(round(drawing.width * scale)), "cy": str(round(drawing.height * scale))}
    described = {"id": str(identity), "name": name, "descr": drawing.alternative}
    inline = etree.Element(
        f"{{{WP}}}inline", dict.fromkeys(("distT", "distB", "distL", "distR"), "0"), {"wp": WP}
    )
    etree.SubElement(inline, f"{{{WP}}}extent", size)
    etree.SubElement(inline, f"{{{WP}}}docPr", described)
    graphic = etree.SubElement(inline, f"{{{A}}}graphic", nsmap={"a": A})
    data = etree.SubElement(graphic, f"{{{A}}}graphicData", uri=PIC)
    data.append(_pic(part, size, described))
    return inline


def _pic(part: str, size: dict[str, str], described: dict[str, str]) -> Element:
    pic = etree.Element(f"{{{PIC}}}pic", nsmap={"pic": PIC})
    properties = etree.SubElement(pic, f"{{{PIC}}}nvPicPr")
    etree.SubElement(properties, f"{{{PIC}}}cNvPr", described)
    etree.SubElement(properties, f"{{{PIC}}}cNvPicPr")
    fill = etree.SubElement(pic, f"{{{PIC}}}blipFill")
    etree.SubElement(fill, f"{{{A}}}blip", {f"{{{R}}}embed": part}, {"r": R})
    etree.SubElement(etree.SubElement(fill, f"{{{A}}}stretch"), f"{{{A}}}fillRect")
    shape = etree.SubElement(pic, f"{{{PIC}}}spPr")
    transform = etree.SubElement(shape, f"{{{A}}}xfrm")
    etree.SubElement(transform, f"{{{A}}}off", x="0", y="0")
    etree.SubElement(transform, f"{{{A}}}ext", size)
    geometry = etree.SubElement(shape, f"{{{A}}}prstGeom", prst="rect")
    etree.SubElement(geometry, f"{{{A}}}avLst")
    return pic
