"""What WeasyPrint finds again and again for boxes that are alike → found once.

Each of these stands in for functions of its own, and a page is the same without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from reportgen.renderers.figure_values import known_values
from reportgen.renderers.plain_boxes import plain_boxes
from reportgen.renderers.shared_styles import shared_styles
from reportgen.renderers.used_lengths import known_lengths


@contextmanager
def found_once() -> Iterator[None]:
    """A context in which styles, lengths, plain boxes and values of figures are found once."""
    with shared_styles(), known_lengths(), plain_boxes(), known_values():
        yield
