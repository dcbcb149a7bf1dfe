"""The custom properties of a Word file: which program made it, of which data, with which results.

Word shows them under File, Info, Advanced Properties. A draft that comes back after a year says by
them what it was made of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.coreprops import CoreProperties
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from reportgen import __version__
from reportgen.document import (
    Document,
    Figure,
    Inline,
    ListBlock,
    Paragraph,
    Table,
    footnotes,
    numbers,
)
from reportgen.renderers.docx.markup import Element
from reportgen.renderers.docx.opening import parsed
from reportgen.renderers.docx.template.package import serialise
from reportgen.renderers.rendering import Rendering
from reportgen.results import Estimate

CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The id that every property of a user's own has."""
CORE = "/metadata/core-properties"
"""How the relation to the core properties ends, in whatever spelling."""
FIRST_ID = 2
PREFIX = "reportgen."


def provenance(rendering: Rendering) -> Mapping[str, str]:
    """What a file says of where it comes from, by the names of its properties."""
    told = {
        "version": __version__,
        "edition": rendering.edition.name,
        "language": " ".join(rendering.locale(each).tag for each in rendering.edition.languages),
        "data": rendering.data,
        "results": results_digest(rendering.document),
    }
    return {PREFIX + name: value for name, value in told.items() if value}


def results_digest(document: Document) -> str:
    """A digest of all estimates that a report prints: the same in each language and edition."""
    # Tables, figures and text share estimates.
    estimates = {id(estimate): estimate for estimate in _estimates(document)}
    facts = {_facts(estimate) for estimate in estimates.values()}
    return sha256("\n".join(sorted(facts)).encode()).hexdigest()


def core_properties(word: WordDocument) -> CoreProperties:
    """The core properties of a file, whoever saved it.

    LibreOffice spells their relation otherwise than Word: python-docx would not find them, and add
    a second part of the same name, with which Word can't read the file.
    """
    for relation in word.part.package.rels.values():
        if relation.reltype.endswith(CORE):
            relation._reltype = RELATIONSHIP_TYPE.CORE_PROPERTIES
    found: CoreProperties = word.core_properties
    return found


def add_custom_properties(word: WordDocument, told: Mapping[str, str]) -> None:
    """Add properties to a file, to those of its template, of which the same name is replaced."""
    package = word.part.package
    root = etree.Element(f"{{{CUSTOM}}}Properties", nsmap={"cp": CUSTOM, "vt": VALUES})
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES:
            old = parsed(relation.target_part.blob)
            root.extend(each for each in old if each.get("name") not in told)
            del package.rels[key]
    for name, value in told.items():
        _add(root, name, value)
    for identity, each in enumerate(root, FIRST_ID):
        each.set("pid", str(identity))
    name = PackURI("/docProps/custom.xml")
    part = Part(name, CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, serialise(root), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _add(root: Element, name: str, value: str) -> None:
    made = etree.SubElement(root, f"{{{CUSTOM}}}property", fmtid=FORMAT, name=name)
    etree.SubElement(made, f"{{{VALUES}}}lpwstr").text = value


def _estimates(document: Document) -> Iterator[Estimate]:
    """The estimates of tables, figures, text and key figures, in whatever order."""
    language = document.languages[0]
    texts = [each.value for each in document.front.key_figures]
    for block in document.blocks():
        if isinstance(block, Table | Figure):
            yield from block.tabulation.estimates
            texts += block.notes
        elif isinstance(block, Paragraph):
            texts.append(block.content)
        elif isinstance(block, ListBlock):
            texts += block.items
    for text in texts:
        yield from _in(text.get(language, ()))


def _in(content: tuple[Inline, ...]) -> Iterator[Estimate]:
    for number in numbers(content):
        yield number.estimate
    for note in footnotes(content):
        yield from _in(note.content)


def _facts(estimate: Estimate) -> str:
    """What an estimate is, without any wording."""
    of = estimate.survey, estimate.item, estimate.option, estimate.where
    statistic = estimate.measured.statistic if estimate.measured else None
    return repr((*of, statistic, estimate.count, estimate.base.unweighted, float(estimate.value)))
