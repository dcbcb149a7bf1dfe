"""The values of a figure's attributes: those that say the same are read once.

WeasyPrint parses each attribute of each node of an SVG by itself, most of them the same few styles,
sizes and transformations.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any

from reportgen.renderers.replacement import Replacement, Target

KEPT = 1 << 13
"""How many values of a function are kept: a report's figures have a few hundred."""


def known_values() -> AbstractContextManager[bool]:
    """A context in which values that were read before are known.

    It yields whether that is so: False when this WeasyPrint isn't one that `obstacle` lets pass.
    """
    return _replacement.active()


def obstacle() -> str | None:
    """Return why this WeasyPrint has to read values anew, or None."""
    return _replacement.obstacle()


def _known(name: str) -> Callable[..., Any]:
    """A stand-in for a function that gives the same for the same arguments."""

    @lru_cache(maxsize=KEPT)
    def known(*arguments: Any) -> Any:
        return _replacement.original(name)(*arguments)

    return known


_SVG = "weasyprint.svg"
_replacement = Replacement(
    *(
        Target(f"{_SVG}.{module}" if module else _SVG, name, parameters, known)
        for name, parameters, modules in (
            ("normalize", ("string",), ("", "utils", "bounding_box", "path", "shapes", "text")),
            (
                "size",
                ("string", "font_size", "percentage_reference"),
                ("", "utils", "defs", "text"),
            ),
            ("parse_url", ("url",), ("", "utils", "css", "defs")),
            ("parse_declarations", ("input",), ("",)),
            (
                "transform",
                ("transform_string", "transform_origin", "font_size", "normalized_diagonal"),
                ("", "utils", "defs"),
            ),
        )
        for known in (_known(name),)
        for module in modules
    )
)  # fmt: skip
