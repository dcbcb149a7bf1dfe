"""references.yaml → the entries that a report may cite."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reportgen.compose.expressions import Expressions
from reportgen.config import Project
from reportgen.document import ReferenceEntry, ReferenceList, Section
from reportgen.errors import Finding, ReportError, error, finding
from reportgen.text import Text
from reportgen.yamlfile import read_yaml


def known_references(
    project: Project,
) -> tuple[Mapping[str, Text] | None, list[Finding]]:
    """As `read_references`; None where the file can't be read, which is told as well."""
    try:
        return read_references(project)
    except ReportError as fault:
        return None, list(fault.findings)


def read_references(project: Project) -> tuple[Mapping[str, Text], list[Finding]]:
    """The reference entries by their keys, in each language, and what is wrong with them.

    Empty when the report has none. Raises ReportError for a file that can't be read.
    """
    if project.config.references is None:
        return {}, []
    source = read_yaml(project.folder / project.config.references)
    if not isinstance(source.data, list):
        raise error("references-not-a-list", source.place(()))
    entries: dict[str, Text] = {}
    faults: list[Finding] = []
    for index, entry in enumerate(source.data):
        place = source.place((index,))
        if not isinstance(entry, dict) or "key" not in entry:
            faults.append(finding("reference-without-key", place))
            continue
        key = str(entry["key"])
        text = Text({name: str(value) for name, value in entry.items() if name != "key"})
        if key in entries:
            faults.append(finding("reference-twice", place, key))
        for language in project.languages:
            if not text.has(language):
                languages = project.languages
                faults.append(
                    finding("text-missing", place, key, language=language, languages=languages)
                )
        entries[key] = text
    return entries, faults


def with_references(
    sections: list[Section], expressions: Expressions, references: Mapping[str, Text]
) -> list[Section]:
    """The sections, with the list of the works that are cited where they have it."""
    entries = tuple(
        ReferenceEntry(key, number, references[key]) for key, number in expressions.cited.items()
    )
    return [
        replace(section, blocks=(*section.blocks, ReferenceList(entries)))
        if section.role == "references"
        else section
        for section in sections
    ]
