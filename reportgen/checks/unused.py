"""report.yaml and the Document → warnings of what is given and printed nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.compose.references import read_references
from reportgen.config import Project
from reportgen.document import Document, ReferenceList
from reportgen.errors import Finding, Place, finding


def unused(project: Project, document: Document) -> Iterator[Finding]:
    """A warning for each table, figure and reference that the text does not use."""
    for part, prefix, name in (
        ("tables", "tbl", "unplaced-table"),
        ("figures", "fig", "unplaced-figure"),
    ):
        for key in getattr(project.config, part):
            if f"{prefix}:{key}" not in document.targets:
                yield finding(name, project.place(part, key), key)
    if project.config.references is None:
        return
    file = str(project.folder / project.config.references)
    cited = {
        entry.key
        for block in document.blocks()
        if isinstance(block, ReferenceList)
        for entry in block.entries
    }
    for key in read_references(project)[0]:
        if key not in cited:
            yield finding("uncited-reference", Place(file), key)
