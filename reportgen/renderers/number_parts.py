"""A number of running text → the parts of it that stay on one line, as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from reportgen.document import Number
from reportgen.locales import Locale
from reportgen.locales.locale import GROUP_GAP

BREAK = Markup("&#8203;")
"""A place where a line may break, between the parts of a number."""
FIGURE_SPACE, NARROW_SPACE = "\u2007", "\u202f"
BLANKS_OF_GROUPS = {ord(GROUP_GAP): NARROW_SPACE}
BLANKS = {**BLANKS_OF_GROUPS, **{ord(digit): FIGURE_SPACE for digit in "0123456789"}}
"""Spaces as wide as what they stand for, in faces whose digits are equally wide."""
WHOLE = re.compile(rf"[\d{GROUP_GAP}.,%/()\[\]]+")
"""What holds together by Unicode's rules, once its groups of digits are parted by narrow spaces."""


def number_parts(
    number: Number, locale: Locale, *, divides: bool = False
) -> Iterator[tuple[str, Markup]]:
    """The parts of a number, each with what stands before it, between which a line may break.

    Most hold together by themselves, their groups of digits parted by a space that no line ends
    at: an element for each would make a page a fifth slower. Where that `divides`, as in a browser,
    each has one.
    """
    for index, part in enumerate(_with_labels(locale.parts(number))):
        gap = " " if part.startswith(" ") else BREAK if index else ""
        text = part.lstrip()
        if divides or not WHOLE.fullmatch(text):
            yield gap, Markup('<span class="n">{}</span>').format(text)
        else:
            yield gap, escape(text.translate(BLANKS_OF_GROUPS))


def _with_labels(parts: Sequence[str]) -> list[str]:
    """The parts of a number, a label as “95% CI:” no part of its own: no line ends with it."""
    found: list[str] = []
    for part in parts:
        if found and found[-1].rstrip().endswith((":", "：")):
            label = found.pop()
            before, space, word = label.rstrip().rpartition(" ")
            found += [before] if before else []
            part = space + word + label[len(label.rstrip()) :] + part
        found.append(part)
    return found
