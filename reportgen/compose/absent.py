"""What the text refers to and does not hold → findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from reportgen.compose.expressions import Expressions, Placed
from reportgen.document import Document, Reference
from reportgen.errors import Finding, Place, finding


def absent(
    document: Document, expressions: Expressions, source: str, path: Path
) -> Iterator[Finding]:
    """A finding for each table or figure that is referred to and stands nowhere in the text.

    And one where works are cited and no section holds their list. `source` is the text as written,
    in the file `path`.
    """
    if expressions.cited and not any(part.role == "references" for part in document.sections):
        yield finding("no-reference-list", _where(source, next(iter(expressions.cited)), path))
    spans = expressions.spans
    placed = {span.target for span in spans if isinstance(span, Placed)}
    wanted = {span.target for span in spans if isinstance(span, Reference)}
    for name in sorted(wanted - placed - document.targets.keys()):
        yield finding("absent-target", _where(source, name, path), name, document.targets)


def _where(source: str, name: str, path: Path) -> Place:
    """Where a text first has a name in quotes; the file where it doesn't, as in a caption."""
    match = re.search(rf"[\"']({re.escape(name)})[\"']", source)
    if match is None:
        return Place(str(path))
    line = source.count("\n", 0, match.start()) + 1
    return Place(str(path), line, match.start(1) - source.rfind("\n", 0, match.start()))
