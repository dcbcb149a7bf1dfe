"""One text in its languages → findings where they don't hold the same numbers and references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from reportgen.compose.expressions import UNKNOWN
from reportgen.document import (
    Citation,
    Content,
    Emphasis,
    Footnote,
    Inline,
    Number,
    Reference,
    Words,
    footnotes,
)
from reportgen.errors import Finding, Place, finding

NUMBERS, REFERENCES, NOTES = "uneven-numbers", "uneven-references", "uneven-notes"


def differences(content: Content, place: Place) -> Iterator[Finding]:
    """A finding for each language of a text that differs from the first one.

    Numbers are the same where they are of one estimate in one form, as often as they stand.
    Cross-references and citations count once: how often a text repeats them is a matter of style.
    What notes hold counts with the text that calls them; of the notes themselves the number.
    """
    if any(UNKNOWN in words for text in content.values() for words in _words(text)):
        return  # what an expression that is wrong would hold is not known
    held = {language: Counter(_numbers(text)) for language, text in content.items()}
    named = {language: Counter(set(_references(text))) for language, text in content.items()}
    for name, by_language in ((NUMBERS, held), (REFERENCES, named)):
        (first, expected), *others = by_language.items()
        for other, found in others:
            if found != expected:
                yield finding(
                    name,
                    place,
                    first=first,
                    other=other,
                    only_first=_listed(expected - found),
                    only_other=_listed(found - expected),
                    details=("only",),
                )
    counts = {language: len(list(footnotes(text))) for language, text in content.items()}
    if len(set(counts.values())) > 1:
        yield finding(NOTES, place, ", ".join(f"{name}: {n}" for name, n in counts.items()))


def _listed(names: Counter[str]) -> Sequence[str]:
    return sorted(names) or ["—"]


def _numbers(content: Sequence[Inline]) -> Iterator[str]:
    for span in _spans(content):
        if isinstance(span, Number):
            yield f"{span.estimate.id} ({span.form})"


def _references(content: Sequence[Inline]) -> Iterator[str]:
    for span in _spans(content):
        if isinstance(span, Reference):
            yield span.target
        elif isinstance(span, Citation):
            yield from (f"[{number}]" for number in span.numbers)


def _words(content: Sequence[Inline]) -> Iterator[str]:
    return (span.text for span in _spans(content) if isinstance(span, Words))


def _spans(content: Sequence[Inline]) -> Iterator[Inline]:
    for inline in content:
        if isinstance(inline, Emphasis | Footnote):
            yield from _spans(inline.content)
        else:
            yield inline
