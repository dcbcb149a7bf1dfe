"""The parts of a Word template as a file, with the DrawingML theme that Word asks for."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import cycle, islice

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part, PartFactory
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml import etree

from reportgen.renderers.docx import archive
from reportgen.renderers.docx.markup import Element, W, Xml, part_of
from reportgen.theme import Theme

PARTS = {
    "styles": (RELATIONSHIP_TYPE.STYLES, CONTENT_TYPE.WML_STYLES),
    "settings": (RELATIONSHIP_TYPE.SETTINGS, CONTENT_TYPE.WML_SETTINGS),
    "fontTable": (RELATIONSHIP_TYPE.FONT_TABLE, CONTENT_TYPE.WML_FONT_TABLE),
    "numbering": (RELATIONSHIP_TYPE.NUMBERING, CONTENT_TYPE.WML_NUMBERING),
}
"""Relationship and content type of each part beside the main document."""
PROPERTIES = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="6350">{_FILL}</a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def packed(document: Xml, roots: Mapping[str, Xml], theme: Theme) -> bytes:
    """The file of a main document and the parts beside it, by the names of PARTS."""
    package = OpcPackage()
    _assemble(package, document, roots, theme)
    return archive.packed(package)


def opened(document: Xml, roots: Mapping[str, Xml], theme: Theme) -> WordDocument:
    """The same as an open file: as if it had been packed, and read again."""
    word: WordDocument = _assemble(Package(), document, roots, theme).document
    return word


def _assemble(
    package: OpcPackage, document: Xml, roots: Mapping[str, Xml], theme: Theme
) -> DocumentPart:
    """Put the parts into a package; its main part."""

    def part(name: str, content_type: str, content: bytes) -> Part:
        made = PartFactory(PackURI(name), content_type, "", content, package)  # type: ignore[arg-type]
        assert isinstance(made, Part), "the factory makes parts only"
        return made

    main = part("/word/document.xml", CONTENT_TYPE.WML_DOCUMENT_MAIN, part_of(document, {"w": W}))
    package.relate_to(main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    for name, root in roots.items():
        kind, content_type = PARTS[name]
        main.relate_to(part(f"/word/{name}.xml", content_type, part_of(root, {"w": W})), kind)
    colours = part("/word/theme/theme1.xml", CONTENT_TYPE.OFC_THEME, word_theme(theme).encode())
    main.relate_to(colours, RELATIONSHIP_TYPE.THEME)
    properties = f'{_HEAD}<coreProperties xmlns="{PROPERTIES}"/>'.encode()
    core = part("/docProps/core.xml", CONTENT_TYPE.OPC_CORE_PROPERTIES, properties)
    package.relate_to(core, RELATIONSHIP_TYPE.CORE_PROPERTIES)
    assert isinstance(main, DocumentPart), "that is what the main part of a Word file is"
    return main


def serialise(root: Element) -> bytes:
    """The bytes of a part whose root is given."""
    etree.cleanup_namespaces(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def word_theme(theme: Theme) -> str:
    """The DrawingML theme that a Word file must have: the colours and faces of ours.

    No style refers to it; it is what Word offers in its menus for new shapes and charts.
    """
    colours, faces = theme.colours, theme.word_faces
    scheme = {
        "dk1": colours.ink,
        "lt1": colours.paper,
        "dk2": colours.accent,
        "lt2": colours.paper,
        **{
            f"accent{index}": colour
            for index, colour in enumerate(islice(cycle(colours.series), 6), 1)
        },
        "hlink": colours.accent,
        "folHlink": colours.muted,
    }
    return (
        f'{_HEAD}<a:theme xmlns:a="{_DRAWING}" name="{theme.name}"><a:themeElements>'
        f'<a:clrScheme name="{theme.name}">'
        + "".join(
            f'<a:{name}><a:srgbClr val="{colour.lstrip("#").upper()}"/></a:{name}>'
            for name, colour in scheme.items()
        )
        + f'</a:clrScheme><a:fontScheme name="{theme.name}">'
        + _fonts("majorFont", faces.latin_display, faces.east_asian_display)
        + _fonts("minorFont", faces.latin, faces.east_asian)
        + f'</a:fontScheme><a:fmtScheme name="{theme.name}">'
        f"<a:fillStyleLst>{_FILL * 3}</a:fillStyleLst><a:lnStyleLst>{_LINE * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def _fonts(kind: str, latin: str, east_asian: str) -> str:
    faces = f'<a:latin typeface="{latin}"/><a:ea typeface="{east_asian}"/><a:cs typeface=""/>'
    return f"<a:{kind}>{faces}</a:{kind}>"
