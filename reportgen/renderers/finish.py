"""A PDF that WeasyPrint has written → the same with what says what it is, and what it encloses."""

from __future__ import annotations

from hashlib import md5
from importlib.resources import files
from typing import Any

import pydyf  # type: ignore[import-untyped]

from reportgen.renderers.rendering import DataFile, Rendering
from reportgen.renderers.xmp import fixed_time, information, source_date, xmp

_PROFILE, _COLOURS = "sRGB2014.icc", "sRGB IEC61966-2.1"
"""What the colours of a page mean: WeasyPrint's own profile, and what it is called."""
_DATE = "D:%Y%m%d%H%M%SZ"


def options(rendering: Rendering) -> dict[str, Any]:
    """How WeasyPrint is to write an edition: as PDF/UA-1, for archives with an identifier.

    It can keep one standard a file; what PDF/A-3a asks for besides, `finish` adds.
    """
    return {"pdf_variant": "pdf/ua-1", "pdf_identifier": rendering.archive is not None}


def finish(pdf: Any, rendering: Rendering) -> None:
    """Give a PDF its metadata; an archival one its colours and data files as well."""
    _say_what_it_is(pdf, rendering)
    if rendering.archive is not None:
        _define_colours(pdf)
        _enclose(pdf, rendering.archive)


def _say_what_it_is(pdf: Any, rendering: Rendering) -> None:
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream = [xmp(rendering, pdf.info["Producer"].string)]
    metadata.compress = False  # so that archives can search it without knowing PDF
    for name in ("Title", "Author", "Subject", "Keywords"):
        pdf.info.pop(name, None)  # as WeasyPrint joins them
    pdf.info |= {name: pydyf.String(text) for name, text in information(rendering).items()}
    if date := source_date():
        told = pydyf.String(date.strftime(_DATE))
        pdf.info |= {"CreationDate": told, "ModDate": told}


def _define_colours(pdf: Any) -> None:
    """Say what the colours of the pages are colours of."""
    content = files("weasyprint.pdf").joinpath(_PROFILE).read_bytes()
    profile = pydyf.Stream([content], {"N": 3}, compress=True)
    pdf.add_object(profile)
    intent = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFA1",
        "OutputConditionIdentifier": pydyf.String(_COLOURS),
        "Info": pydyf.String(_COLOURS),
        "DestOutputProfile": profile.reference,
    }
    pdf.catalog["OutputIntents"] = pydyf.Array([pydyf.Dictionary(intent)])


def _enclose(pdf: Any, enclosed: tuple[DataFile, ...]) -> None:
    """Enclose files, each associated with the report, and with the table or figure it is of."""
    names, associated = pydyf.Array(), pydyf.Array()
    elements = getattr(pdf, "tagged", {})
    for file in sorted(enclosed, key=lambda file: file.name):
        reference = _enclosed(pdf, file)
        names += [pydyf.String(file.name), reference]
        associated.append(reference)
        if file.part in elements:
            elements[file.part]["AF"] = pydyf.Array([reference])
    listed = pydyf.Dictionary({"Names": names})
    pdf.add_object(listed)
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = listed.reference
    pdf.catalog["AF"] = associated


def _enclosed(pdf: Any, file: DataFile) -> bytes:
    """Add a file to the objects of a PDF; returns the reference to its description."""
    date = pydyf.String(fixed_time().strftime(_DATE))
    parameters = {
        "Size": len(file.data),
        "CreationDate": date,
        "ModDate": date,
        "CheckSum": f"<{md5(file.data, usedforsecurity=False).hexdigest()}>",
    }
    stream = pydyf.Stream(
        [file.data],
        {
            "Type": "/EmbeddedFile",
            "Subtype": "/" + file.media_type.replace("/", "#2f"),
            "Params": pydyf.Dictionary(parameters),
        },
        compress=True,
    )
    pdf.add_object(stream)
    name = pydyf.String(file.name)
    description = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": name,
            "UF": name,
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
            "Desc": pydyf.String(file.description),
            "AFRelationship": f"/{file.relationship}",
        }
    )
    pdf.add_object(description)
    reference: bytes = description.reference
    return reference
