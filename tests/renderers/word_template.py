"""Word files as Word saves them, written by hand: runs cut anywhere, styles by numbers, boxes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from xml.sax.saxutils import escape

from lxml import etree

from reportgen.pipeline import read_project
from reportgen.renderers.docx.filling import Filling, filled
from reportgen.renderers.docx.template.package import word_theme
from reportgen.renderers.rendering import Rendering
from reportgen.stages import Stages
from reportgen.theme import load_theme
from tests.messages.project import write_project

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
QW = f"{{{W}}}"
NAMESPACES = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
_IGNORED = 'mc:Ignorable="w14"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KINDS = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "header1": "header",
    "footer1": "footer",
    "footnotes": "footnotes",
    "fontTable": "fontTable",
}
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:eastAsia="等线"/>'
    '<w:sz w:val="21"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:spacing w:after="160"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:rPr><w:b/><w:color w:val="C00000"/></w:rPr></w:style>'
)
SETTINGS = '<w:zoom w:percent="100"/>'
SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rIdheader1"/>'
    '<w:footerReference w:type="default" r:id="rIdfooter1"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" '
    'w:left="1800" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
)
SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r>'
    "</w:p></w:footnote>"
)


def run(text: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def line(*runs: str, style: str = "") -> str:
    """A paragraph of runs; plain text is a run of its own."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(r if r.startswith('<w:') else run(r) for r in runs)}</w:p>"


def cut(text: str) -> str:
    """A paragraph whose every sign is a run of its own, with what Word puts in between."""
    between = '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="7" w:name="_GoBack"/>'
    ends = '<w:bookmarkEnd w:id="7"/><w:proofErr w:type="spellEnd"/>'
    signs = [
        f'<w:r w:rsidR="00A1{at:04X}"><w:t xml:space="preserve">{escape(sign)}</w:t></w:r>'
        for at, sign in enumerate(text)
    ]
    half = len(signs) // 2
    return f"<w:p>{''.join(signs[:half])}{between}{''.join(signs[half:])}{ends}</w:p>"


def table(*rows: Iterable[str]) -> str:
    """A table of cells that hold paragraphs."""
    built = [
        "<w:tr>" + "".join(f'<w:tc><w:tcPr><w:tcW w:w="2800" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
                           for cell in row) + "</w:tr>"
        for row in rows
    ]  # fmt: skip
    columns = '<w:gridCol w:w="2800"/>' * len(list(rows[0]))
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(built)}</w:tbl>"
    )


def deep(depth: int) -> str:
    """Tables within tables, a tag in the innermost."""
    body = line("{{ title }}")
    for _ in range(depth):
        body = table([body + line()])
    return body


def box(content: str) -> str:
    """A paragraph with a text box, in the two ways in which Word writes one."""
    return (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:inline distT="0" distB="0" distL="0" distR="0">'
        '<wp:extent cx="3600000" cy="720000"/><wp:docPr id="1" name="Text Box 1"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/'
        'wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="3600000" cy="720000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        '<v:shape style="width:283pt;height:57pt"><v:textbox>'
        f"<w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def package(body: str, more: Mapping[str, str] | None = None, **others: bytes | str) -> bytes:
    """A Word file: the content of its body and of other parts, by their names without an ending.

    `others` are whole parts by their names, with __ for a slash and _DOT_ for a point.
    """
    given = {"styles": STYLES, "settings": SETTINGS, "header1": line(), "footer1": line()}
    given["fontTable"] = '<w:font w:name="Calibri"/>'
    given |= dict(more or {})
    roots = {"header1": "hdr", "footer1": "ftr", "fontTable": "fonts"}
    types = [
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    ]
    relations, parts = [], {}
    for name, content in given.items():
        root = roots.get(name, name)
        parts[f"word/{name}.xml"] = f"{_HEAD}<w:{root} {_DECLARED} {_IGNORED}>{content}</w:{root}>"
        types.append(
            f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{KINDS[name]}+xml"/>'
        )
        relations.append(
            f'<Relationship Id="rId{name}" Type="{_RELATION}/{KINDS[name]}" Target="{name}.xml"/>'
        )
    colours = "application/vnd.openxmlformats-officedocument.theme+xml"
    types.append(f'<Override PartName="/word/theme/theme1.xml" ContentType="{colours}"/>')
    relations.append(
        f'<Relationship Id="rIdtheme" Type="{_RELATION}/theme" Target="theme/theme1.xml"/>'
    )
    parts["word/theme/theme1.xml"] = word_theme(load_theme("journal"))
    document = f"<w:document {_DECLARED} {_IGNORED}><w:body>{body}{SECTION}</w:body></w:document>"
    whole: dict[str, bytes | str] = {
        "[Content_Types].xml": _HEAD
        + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        + "".join(types)
        + "</Types>",
        "_rels/.rels": _relations(
            f'<Relationship Id="rId1" Type="{_RELATION}/officeDocument" '
            'Target="word/document.xml"/>'
        ),
        "word/document.xml": _HEAD + document,
        "word/_rels/document.xml.rels": _relations("".join(relations)),
        **parts,
    }
    for name, data in others.items():
        whole[name.replace("__", "/").replace("_DOT_", ".")] = data
    return zipped(whole)


def _relations(content: str) -> str:
    uri = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_HEAD}<Relationships xmlns="{uri}">{content}</Relationships>'


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def related(data: bytes, *relations: str, of: str = "word/document.xml") -> bytes:
    """The file with more relations of one of its parts."""
    parts: dict[str, bytes | str] = dict(unzipped(data))
    folder, _, name = of.rpartition("/")
    path = f"{folder}/_rels/{name}.rels"
    before = bytes(parts.get(path, _relations("").encode()))  # type: ignore[arg-type]
    parts[path] = before.decode().replace(
        "</Relationships>", "".join(relations) + "</Relationships>"
    )
    return zipped(parts)


@cache
def stages() -> Stages:
    """The small project of the messages' tests, in every edition."""
    folder = Path(mkdtemp())
    write_project(folder)
    return Stages(read_project(folder))


@cache
def rendering(edition: str = "en") -> Rendering:
    made = stages()
    with made.project.scope.active():
        return replace(made.rendering(edition, "docx"), results=made.results)


TEMPLATE = Path("letter.docx")


def fill(data: bytes, edition: str = "en") -> bytes:
    return filled(rendering(edition), TEMPLATE, data)


def faults(data: bytes, edition: str = "en") -> Filling:
    filling = Filling(rendering(edition), TEMPLATE, data)
    filling.run()
    return filling


def root(data: bytes, part: str = "document") -> etree._Element:
    return etree.fromstring(unzipped(data)[f"word/{part}.xml"])


def text(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{QW}t"))


def lines(data: bytes, part: str = "document") -> list[str]:
    """The text of each paragraph of a part, text boxes apart."""
    return [text(each) for each in root(data, part).iter(f"{QW}p")]
