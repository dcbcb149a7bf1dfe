"""The Document → findings where the languages of a text don't hold the same numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reportgen.document import (
    Block,
    Content,
    Document,
    Figure,
    ListBlock,
    Paragraph,
    Section,
    Table,
    numbers,
)
from reportgen.errors import Finding


def parity(document: Document) -> list[Finding]:
    """A finding for each text whose number spans differ between languages."""
    findings: list[Finding] = []
    for index, figure in enumerate(document.front.key_figures, 1):
        findings += _differences(f"the value of key figure {index}", figure.value)
        findings += _differences(f"the label of key figure {index}", figure.label)
    section = ""
    for block in document.blocks():
        if isinstance(block, Section):
            section = block.id
        for name, content in _texts(block, section):
            findings += _differences(name, content)
    return findings


def _texts(block: Block, section: str) -> Iterator[tuple[str, Content]]:
    """The texts of one block, each with what it is."""
    match block:
        case Paragraph(content):
            yield f"a paragraph of section '{section}'", content
        case ListBlock(items):
            for item in items:
                yield f"a list of section '{section}'", item
        case Table() | Figure():
            kind = "table" if isinstance(block, Table) else "figure"
            for text in (block.title, *block.notes):
                yield f"the title or a note of {kind} '{block.id}'", text


def _differences(name: str, content: Content) -> Iterator[Finding]:
    held = {
        language: Counter((span.estimate.id, span.form) for span in numbers(text))
        for language, text in content.items()
    }
    first, *others = held
    for other in others:
        lacking = sorted(f"{span} ({form})" for span, form in held[first] - held[other])
        extra = sorted(f"{span} ({form})" for span, form in held[other] - held[first])
        if lacking or extra:
            yield Finding(
                f"{name} has other numbers in '{other}' than in '{first}'",
                found=f"only {first}: {', '.join(lacking) or '—'}; "
                f"only {other}: {', '.join(extra) or '—'}",
            )
