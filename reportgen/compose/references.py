"""references.yaml → the entries that a report may cite."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.config import Project
from reportgen.errors import Finding, ReportError, error, finding
from reportgen.text import Text
from reportgen.yamlfile import read_yaml


def read_references(project: Project) -> Mapping[str, Text]:
    """The reference entries by their keys, in each language; empty when the report has none.

    Raises ReportError for an entry without a key or a text, and for a key that stands twice.
    """
    if project.config.references is None:
        return {}
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
    if faults:
        raise ReportError(*faults)
    return entries
