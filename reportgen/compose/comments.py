"""Remarks to co-authors in the narrative: where they may stand, and what space goes with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reportgen.document import Comment, Content, Emphasis, Inline, Words, has_comments
from reportgen.errors import Finding, Place, finding

_CLOSES = re.compile(r"[\s.,;:!?)\]”’，。；：！？、）】》]|$")
"""What may follow a word without a space between them, or the space itself."""


def without_gaps(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Running text in which the space before a remark is left out where it would be one too many.

    So `met {{ comment("…") }}.` and `met {{ comment("…") }} twice` read as if nothing stood there.
    """
    if not has_comments(content):
        return content
    found = list(content)
    for index, inline in enumerate(found):
        if isinstance(inline, Emphasis):
            found[index] = replace(inline, content=without_gaps(inline.content))
        before = found[index - 1] if index else None
        if isinstance(inline, Comment) and isinstance(before, Words):
            after = next((each for each in found[index:] if not isinstance(each, Comment)), None)
            following = after.text if isinstance(after, Words) else "" if after is None else "…"
            if _CLOSES.match(following):
                found[index - 1] = Words(before.text.rstrip())
    return tuple(found)


def lone_comments(content: Content, place: Place) -> Iterator[Finding]:
    """A finding where a paragraph is nothing but remarks: there are no words for them."""
    for inlines in content.values():
        if inlines and all(isinstance(each, Comment) or each == Words("") for each in inlines):
            yield finding("comment-out-of-text", place)
            return


def displaced_comments(content: Content, place: Place) -> Iterator[Finding]:
    """A finding where a text that stands in no paragraph holds a remark."""
    if any(map(has_comments, content.values())):
        yield finding("comment-out-of-text", place)
