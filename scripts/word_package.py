"""The parts of the Word template that aren't WordprocessingML: what stands where, and the theme."""

from itertools import cycle, islice

from reportgen.renderers.docx.package import CONTENT_TYPES, OFFICE, RELATIONSHIPS, TYPES
from reportgen.theme import Theme

PARTS = ("styles", "settings", "fontTable", "numbering")
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

THEME = "theme/theme1.xml"
_THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="6350">{_FILL}</a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def part_list(theme: Theme) -> dict[str, bytes]:
    """The parts that aren't WordprocessingML: content types, relationships, properties, theme."""
    package = "application/vnd.openxmlformats-package"
    types = {f"/word/{name}.xml": f"{WML}.{name}+xml" for name in PARTS}
    types["/word/document.xml"] = f"{WML}.document.main+xml"
    types[f"/word/{THEME}"] = _THEME_TYPE
    types["/docProps/core.xml"] = f"{package}.core-properties+xml"
    targets = [(f"{OFFICE}/{name}", f"{name}.xml") for name in PARTS]
    core = (f"{RELATIONSHIPS}/metadata/core-properties", "docProps/core.xml")
    texts = {
        CONTENT_TYPES: f'<Types xmlns="{TYPES}">'
        f'<Default Extension="rels" ContentType="{package}.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in types.items()
        )
        + "</Types>",
        "_rels/.rels": _relationships((f"{OFFICE}/officeDocument", "word/document.xml"), core),
        "word/_rels/document.xml.rels": _relationships(*targets, (f"{OFFICE}/theme", THEME)),
        "docProps/core.xml": f'<coreProperties xmlns="{PACKAGE}/metadata/core-properties"/>',
        f"word/{THEME}": word_theme(theme),
    }
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return {name: (head + text).encode() for name, text in texts.items()}


def _relationships(*targets: tuple[str, str]) -> str:
    """A part of relationships: their types and targets."""
    rows = (
        f'<Relationship Id="rId{index}" Type="{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{RELATIONSHIPS}">{"".join(rows)}</Relationships>'


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
        f'<a:theme xmlns:a="{_DRAWING}" name="{theme.name}"><a:themeElements>'
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
