"""The Document → findings where the languages of a paragraph don't hold the same numbers."""

from __future__ import annotations

from collections import Counter

from reportgen.document import Document, Paragraph, Section, numbers
from reportgen.errors import Finding


def parity(document: Document) -> list[Finding]:
    """A finding for each paragraph whose number spans differ between languages."""
    findings: list[Finding] = []
    section = ""
    for block in document.blocks():
        if isinstance(block, Section):
            section = block.id
        if isinstance(block, Paragraph):
            held = {
                language: Counter((span.estimate.id, span.form) for span in numbers(content))
                for language, content in block.content.items()
            }
            first, *others = held
            for other in others:
                lacking = sorted(f"{name} ({form})" for name, form in held[first] - held[other])
                extra = sorted(f"{name} ({form})" for name, form in held[other] - held[first])
                if lacking or extra:
                    findings.append(
                        Finding(
                            f"a paragraph of section '{section}' has other numbers in '{other}' "
                            f"than in '{first}'",
                            found=f"only {first}: {', '.join(lacking) or '—'}; "
                            f"only {other}: {', '.join(extra) or '—'}",
                        )
                    )
    return findings
