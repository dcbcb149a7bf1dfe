"""Named variants of one kind: chart kinds, readers, renderers, looked up by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Generic, TypeVar

from reportgen.errors import Place, error

Variant = TypeVar("Variant")


class Registry(Generic[Variant]):
    """A table of variants. Built-ins are named with their module and imported when first used.

    `unknown` is the finding for a name that is not in the table.
    """

    def __init__(self, unknown: str, built_in: dict[str, str]) -> None:
        self.unknown = unknown
        self._modules = dict(built_in)
        self._variants: dict[str, Variant] = {}

    def add(self, name: str) -> Callable[[Variant], Variant]:
        """A decorator that enters a variant under `name`."""

        def enter(variant: Variant) -> Variant:
            self._variants[name] = variant
            return variant

        return enter

    def get(self, name: str, place: Place | None = None) -> Variant:
        """The variant called `name`; a ReportError that lists the known names otherwise."""
        if name not in self._variants:
            if name not in self._modules:
                raise error(self.unknown, place, found=name, allowed=self)
            import_module(self._modules[name])
        return self._variants[name]

    def is_built_in(self, name: str) -> bool:
        """Whether a variant comes with the program, and nothing has taken its place."""
        module = self._modules.get(name)
        entered = self._variants.get(name)
        return module is not None and (
            entered is None or getattr(entered, "__module__", "").startswith(module)
        )

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*self._modules, *self._variants}))

    def __contains__(self, name: object) -> bool:
        return name in self._modules or name in self._variants
