"""Private functions of WeasyPrint → ours, as long as documents are rendered.

WeasyPrint has no public way to change how lines are justified or pages broken. What is replaced
belongs to one version; with any other, or when a function looks different, nothing is.
"""

from __future__ import annotations

import inspect
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from importlib import import_module
from typing import Any

SUPPORTED = frozenset({"70.0"})
"""The versions of WeasyPrint whose private functions are known."""


@dataclass(frozen=True, slots=True)
class Target:
    """A private function: its module, its name there, its parameters, and what stands in for it.

    `replacement` is None for a function that is only called.
    """

    module: str
    name: str
    parameters: tuple[str, ...]
    replacement: Callable[..., Any] | None = None

    @property
    def owner(self) -> Any:
        """The module or class that holds the function, or None where there is none such."""
        *path, _ = self.name.split(".")
        return reduce(lambda holder, part: getattr(holder, part, None), path, self._module)

    @property
    def attribute(self) -> str:
        """The function's name within its owner."""
        return self.name.rpartition(".")[2]

    @property
    def is_as_expected(self) -> bool:
        """Whether the function is there and has the parameters that are known."""
        function = getattr(self.owner, self.attribute, None)
        return function is not None and (
            tuple(inspect.signature(function).parameters) == self.parameters
        )

    @property
    def _module(self) -> Any:
        return import_module(self.module)


class Replacement:
    """Private functions that are replaced together, or not at all.

    Contexts may be nested, and open in several threads: the last to close restores WeasyPrint.
    """

    def __init__(
        self, *targets: Target, difference: Callable[[], str | None] = lambda: None
    ) -> None:
        self._targets = targets
        self._difference = difference
        self._originals: dict[str, Callable[..., Any]] = {}
        self._depth = 0
        self._lock = threading.RLock()

    def original(self, attribute: str) -> Callable[..., Any]:
        """WeasyPrint's own function, while it is replaced."""
        return self._originals[attribute]

    def obstacle(self) -> str | None:
        """Return why this WeasyPrint's functions can't be replaced, or None if they can."""
        import weasyprint

        if weasyprint.__version__ not in SUPPORTED:
            return f"WeasyPrint {weasyprint.__version__} is not {' or '.join(sorted(SUPPORTED))}"
        with self._lock:
            if self._depth:  # checked when they were replaced
                return None
            for target in self._targets:
                if not target.is_as_expected:
                    return f"WeasyPrint's {target.attribute} is not the one expected"
            return self._difference()

    @contextmanager
    def active(self) -> Iterator[bool]:
        """Replace the functions within; yields whether that is so: False at an obstacle."""
        if self.obstacle() is not None:
            yield False
            return
        self._enter()
        try:
            yield True
        finally:
            self._leave()

    def _enter(self) -> None:
        with self._lock:
            if not self._depth:
                for target in self._targets:
                    if target.replacement is not None:
                        original = getattr(target.owner, target.attribute)
                        self._originals[target.attribute] = original
                        setattr(target.owner, target.attribute, target.replacement)
            self._depth += 1

    def _leave(self) -> None:
        with self._lock:
            self._depth -= 1
            if not self._depth:
                for target in self._targets:
                    if target.replacement is not None:
                        setattr(target.owner, target.attribute, self._originals[target.attribute])
