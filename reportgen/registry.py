"""Named variants of one kind: built-ins, and what installed or a project's own plug-ins add."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, TypeVar

from reportgen.errors import Finding, Place, ReportError, error

Variant = TypeVar("Variant")
Given = TypeVar("Given")

OURSELVES = "reportgen"
GROUPS = tuple(
    f"reportgen.{name}"
    for name in (
        "charts",
        "intervals",
        "locales",
        "native_charts",
        "readers",
        "renderers",
        "statistics",
    )
)
"""The groups of entry points."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a variant that isn't built in comes from: a project's file, or a distribution."""

    name: str
    """As messages call it: ``plugins/lollipop.py``, or the distribution's, ``survey-charts``."""
    file: str | None = None
    """The file of its code, where that is known."""

    def fault(self, kind: str, fault: BaseException, name: str = "") -> ReportError:
        """The finding of that kind of an exception in the plug-in's code, with file and line."""
        found = f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__
        return error(kind, self.place(fault), found=found, plugin=self.name, name=name)

    def mistyped(
        self, kind: str, given: object, name: str, wanted: type, place: Place | None = None
    ) -> ReportError:
        """The finding of that kind of something that isn't of the type that it must be."""
        found, type_ = type(given).__name__, wanted.__name__
        return error(kind, place, found=found, plugin=self.name, name=name, type=type_)

    def place(self, fault: BaseException) -> Place | None:
        """The line of the plug-in's file at which an exception arose."""
        if isinstance(fault, SyntaxError) and fault.filename == self.file and self.file:
            return Place(self.file, fault.lineno, fault.offset)
        line = _last_line(fault.__traceback__, self.file)
        return Place(self.file, line) if self.file else None


@dataclass(slots=True)
class Scope:
    """What the plug-ins of one project add to the registries, while that project is at work.

    Two projects in one process see each their own: registries look into the scope that is
    active, and forget it at its end.
    """

    files: dict[Path, str] = field(default_factory=dict)
    """The files from which it was read, with the digest of what they held."""
    _added: dict[str, dict[str, tuple[Any, Origin]]] = field(default_factory=dict)

    @contextmanager
    def active(self) -> Iterator[None]:
        """For the time of a with block, registries know what the scope holds."""
        token = _ACTIVE.set(self)
        try:
            yield
        finally:
            _ACTIVE.reset(token)

    @contextmanager
    def loading(self, origin: Origin) -> Iterator[None]:
        """For the time of a with block, what is added to a registry is added to the scope."""
        token = _LOADING.set((self, origin))
        try:
            yield
        finally:
            _LOADING.reset(token)

    def of(self, group: str) -> Mapping[str, tuple[Any, Origin]]:
        """What the scope adds to one registry: by name the variant, and where it is from."""
        return self._added.get(group, {})

    def enter(self, group: str, name: str, variant: object, origin: Origin) -> None:
        """Add a variant to one registry."""
        self._added.setdefault(group, {})[name] = (variant, origin)

    def names_of(self, origin: Origin) -> tuple[str, ...]:
        """The names of all that one plug-in has added."""
        return tuple(
            name
            for added in self._added.values()
            for name, (_, by) in added.items()
            if by == origin
        )


_ACTIVE: ContextVar[Scope | None] = ContextVar("active", default=None)
_LOADING: ContextVar[tuple[Scope, Origin] | None] = ContextVar("loading", default=None)


class Registry(Generic[Variant]):
    """A table of variants by name; `unknown` is the finding for a name that is not in it.

    Built-ins are named with their module and imported when first used. `group` is the group of
    entry points by which installed distributions add to it; their names are known without
    importing them. `of` is what a plug-in's variant must be.
    """

    def __init__(
        self,
        unknown: str,
        built_in: Mapping[str, str],
        *,
        group: str | None = None,
        of: type | None = None,
    ) -> None:
        self.unknown = unknown
        self.group = group or unknown
        self._has_entry_points = group is not None
        self._of = of
        self._modules = dict(built_in)
        self._variants: dict[str, Variant] = {}

    def add(self, name: str) -> Callable[[Variant], Variant]:
        """A decorator that enters a variant under `name`.

        A plug-in that is being loaded enters it in its project's scope. Raises ReportError for a
        name that is taken.
        """

        def enter(variant: Variant) -> Variant:
            loading = _LOADING.get()
            if loading is None or self._is_being_imported(name):
                self._variants[name] = variant
            else:
                scope, origin = loading
                self._check_free(name, origin, scope)
                scope.enter(self.group, name, self._checked(name, variant, origin), origin)
            return variant

        return enter

    def get(self, name: str, place: Place | None = None) -> Variant:
        """The variant called `name`; a ReportError that lists the known names otherwise."""
        return self._find(name, place)[0]

    def call(
        self, name: str, *arguments: object, gives: type[Given], place: Place | None = None
    ) -> Given:
        """What the variant called `name` gives for the arguments.

        Raises ReportError for an unknown name; and for an exception in the code of a plug-in, or
        another type than `gives`, one that names the plug-in.
        """
        variant, origin = self._find(name, place)
        function: Callable[..., Any] = variant  # type: ignore[assignment]
        if origin is None:
            given: Given = function(*arguments)
            return given
        try:
            found = function(*arguments)
        except ReportError:
            raise
        except (Exception, SystemExit) as fault:
            raise origin.fault("plugin-fails", fault, name) from fault
        if not isinstance(found, gives):
            place = Place(origin.file) if origin.file else None
            raise origin.mistyped("plugin-gives-wrong-type", found, name, gives, place)
        return found

    def is_ours(self, name: str) -> bool:
        """Whether the program has a variant of this name by itself, or whoever runs it gave one."""
        return name in self._modules or name in self._variants

    def added(self) -> Mapping[str, Variant]:
        """What the project at work adds, by name."""
        scope = _ACTIVE.get()
        return (
            {name: variant for name, (variant, _) in scope.of(self.group).items()} if scope else {}
        )

    def installed(self) -> Mapping[str, str]:
        """What installed distributions add: by name the distribution and its version."""
        return {
            name: " and ".join(f"{_name(point)} {_version(point)}" for point in points)
            for name, points in self._installed().items()
        }

    def is_built_in(self, name: str) -> bool:
        """Whether a variant comes with the program, and nothing has taken its place."""
        module = self._modules.get(name)
        entered = self._variants.get(name)
        return module is not None and (
            entered is None or getattr(entered, "__module__", "").startswith(module)
        )

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*self._modules, *self._variants, *self.added(), *self._installed()}))

    def __contains__(self, name: object) -> bool:
        return (
            name in self._modules
            or name in self._variants
            or name in self.added()
            or name in self._installed()
        )

    def _find(self, name: str, place: Place | None) -> tuple[Variant, Origin | None]:
        """A variant, and where it comes from unless it is built in."""
        if name in self._modules and name not in self._variants:
            import_module(self._modules[name])
        if name in self._variants:
            return self._variants[name], None
        if (scope := _ACTIVE.get()) and name in scope.of(self.group):
            return scope.of(self.group)[name]
        if found := self._installed().get(name):
            return self._loaded(found)
        raise error(self.unknown, place, found=name, allowed=self)

    def _is_being_imported(self, name: str) -> bool:
        """Whether a built-in is entered by its own module, which a plug-in has made us import."""
        if name not in self._modules or name in self._variants:
            return False
        import_module(self._modules[name])  # gives back a module that is half done as it is
        return name not in self._variants

    def _check_free(self, name: str, origin: Origin, scope: Scope) -> None:
        """Raise ReportError for a name that a built-in or another plug-in has."""
        holder: str | None = None
        if self.is_ours(name):
            holder = OURSELVES
        elif name in scope.of(self.group):
            holder = scope.of(self.group)[name][1].name
        elif found := self._installed().get(name):
            holder = _name(found[0])
        if holder is not None and holder != origin.name:
            raise self._clash(name, origin.name, holder)

    def _checked(self, name: str, variant: Any, origin: Origin) -> Any:
        """A plug-in's variant. Raises ReportError for one that isn't what it must be."""
        if self._of is not None and not isinstance(variant, self._of):
            raise origin.mistyped("plugin-of-wrong-type", variant, name, self._of)
        return variant

    def _installed(self) -> Mapping[str, tuple[EntryPoint, ...]]:
        """The entry points of installed distributions, by name.

        Raises ReportError for a distribution that gives a built-in's name to its own.
        """
        found = _entry_points(self.group, tuple(sys.path)) if self._has_entry_points else {}
        for name, points in found.items():
            if self.is_ours(name):
                raise self._clash(name, _name(points[0]), OURSELVES)
        return found

    def _clash(self, name: str, one: str, other: str) -> ReportError:
        values = {"name": name, "one": one, "other": other, "group": self.group}
        return ReportError(Finding("plugin-name-taken", found=name, values=values))

    def _loaded(self, points: tuple[EntryPoint, ...]) -> tuple[Any, Origin]:
        """What an entry point leads to."""
        point, *others = points
        name, kept = point.name, Origin(_name(point))
        if others:
            raise self._clash(name, kept.name, _name(others[0]))
        try:
            with Scope().loading(kept):  # what its modules add by themselves is not asked for
                variant = point.load()
        except ReportError:
            raise
        except (Exception, SystemExit) as fault:
            raise kept.fault("plugin-unloadable", fault) from fault
        module = sys.modules.get(point.module)
        origin = Origin(kept.name, getattr(module, "__file__", None))
        return self._checked(name, variant, origin), origin


@cache
def _entry_points(group: str, path: tuple[str, ...]) -> Mapping[str, tuple[EntryPoint, ...]]:
    """The entry points of a group by name, as the distributions on that path have them."""
    found: dict[str, tuple[EntryPoint, ...]] = {}
    for point in entry_points(group=group):
        found[point.name] = (*found.get(point.name, ()), point)
    return found


def plugin_places() -> tuple[Path, ...]:
    """The folders, or files, of the code of installed plug-ins; none is imported to find them.

    The version of a distribution doesn't tell of changes where it is installed to be worked on.
    """
    found: dict[Path, None] = {}
    named = (_entry_points(group, tuple(sys.path)) for group in GROUPS)
    for point in (point for by_name in named for points in by_name.values() for point in points):
        with suppress(ImportError, ValueError):
            spec = find_spec(point.module.partition(".")[0])
            if spec is not None:
                places = spec.submodule_search_locations or filter(None, (spec.origin,))
                found.update((Path(place), None) for place in places)
    return tuple(found)


def _name(point: EntryPoint) -> str:
    return point.dist.name if point.dist else "?"


def _version(point: EntryPoint) -> str:
    return point.dist.version if point.dist else "?"


def _last_line(traceback: TracebackType | None, file: str | None) -> int | None:
    """The line of a file at which an exception arose or passed last."""
    line = None
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == file:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line
