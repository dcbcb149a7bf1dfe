"""Jinja in a sandbox: what a template or a text of a stranger may do, as a list of what is allowed.

It can read what is offered to it and nothing else: no file, no attribute of Python, no class. What
isn't on a list here is refused. It can still take time, as any text can that is long enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from jinja2 import Undefined, pass_eval_context
from jinja2.exceptions import SecurityError
from jinja2.filters import do_join, do_replace
from jinja2.nodes import EvalContext
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

LONGEST = 1_000_000
"""How long a text or list may get by an operator."""
LARGEST = 10**15
"""How large a number may get by one."""
HIGHEST_POWER = 64
FILTERS = frozenset(
    {
        *("abs", "capitalize", "count", "d", "default", "dictsort", "e", "escape"),
        *("first", "float", "forceescape", "int", "items", "join", "last", "length", "list"),
        *("lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round"),
        *("safe", "select", "selectattr", "sort", "string", "striptags", "sum", "title"),
        *("trim", "truncate", "unique", "upper", "wordcount"),
    }
)
"""Jinja's filters that may be used: none that makes text of any size."""
FAULTS = (
    *(ArithmeticError, AttributeError, LookupError, TypeError, ValueError),
    *(MemoryError, RecursionError),
    *(SyntaxError, NameError),  # of the Python that Jinja makes of an expression
)
"""What may be raised, besides Jinja's own errors, by what a template or text says."""
METHODS: Mapping[type, frozenset[str]] = {
    str: frozenset(
        {
            *("capitalize", "casefold", "count", "endswith", "find", "isdigit", "join", "lower"),
            *("lstrip", "partition", "removeprefix", "removesuffix", "rpartition", "rsplit"),
            *("rstrip", "split", "splitlines", "startswith", "strip", "title", "upper"),
        }
    ),
    Mapping: frozenset({"get", "items", "keys", "values"}),
    tuple: frozenset({"count", "index"}),
    list: frozenset({"count", "index"}),
    LoopContext: frozenset(
        {
            *("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth"),
            *("depth0", "previtem", "nextitem", "cycle", "changed"),
        }
    ),
}
"""Attributes of plain values that may be read, and called where they are methods."""


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment in which only what is listed can be done, and what is offered called.

    A subclass says of its own objects what may be read (`shows`).
    """

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, offered: Mapping[str, Any], **options: Any) -> None:
        """`offered` are names and what they stand for, besides which there are none."""
        super().__init__(**options)
        self.globals.clear()
        self.globals.update(offered)
        self._listed: dict[tuple[type, str], bool] = {}
        self.filters = {name: made for name, made in self.filters.items() if name in FILTERS}
        self.filters |= {"join": _joined, "replace": _replaced}

    def shows(self, obj: Any, attr: str) -> bool:
        """Whether an attribute of an object that is no plain value may be read, or called.

        Its type alone decides on it: it is asked for once.
        """
        return False

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute, else an item, of that name. What may not be read isn't even looked up."""
        if not self._is_listed(obj, attribute):
            try:
                return obj[attribute]
            except (TypeError, LookupError):
                if attribute.startswith("_") or attribute in dir(obj):
                    self.unsafe_undefined(obj, attribute)
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An item, else an attribute, of that name."""
        try:
            return obj[argument]
        except (TypeError, LookupError):
            if isinstance(argument, str):
                return self.getattr(obj, str(argument))
            return self.undefined(obj=obj, name=argument)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """Raise SecurityError at once, not when what there is not is used."""
        kind = type(obj).__name__
        raise SecurityError(f"the attribute {attribute!r} of a {kind!r} can't be read")

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether an attribute may be read: one on the list of its object, and no path."""
        return self._is_listed(obj, attr) and not isinstance(value, PurePath | type)

    def _is_listed(self, obj: Any, attr: str) -> bool:
        key = type(obj), attr
        if key not in self._listed:
            self._listed[key] = self._may_be_read(obj, attr)
        return self._listed[key]

    def _may_be_read(self, obj: Any, attr: str) -> bool:
        if attr.startswith("_") or isinstance(obj, type):
            return False
        listed = (names for kind, names in METHODS.items() if isinstance(obj, kind))
        return any(attr in names for names in listed) or self.shows(obj, attr)

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether something may be called: what is offered, a macro, a method that may be read."""
        if isinstance(obj, Macro | BlockReference):
            return True
        if any(callable(offered) and offered == obj for offered in self.globals.values()):
            return not isinstance(obj, type)
        owner = getattr(obj, "__self__", None)
        return owner is not None and self.is_safe_attribute(owner, obj.__name__, obj)

    def call(self, context: Any, obj: Any, *names: Any, **more: Any) -> Any:
        """What something gives when it is called; SecurityError for a text that is too long."""
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, str) and obj.__name__ == "join" and names:
            parts = list(names[0])
            _refuse_longer(len(owner) * len(parts))
            names = (parts, *names[1:])
        return super().call(context, obj, *names, **more)

    def wrap_str_format(self, value: Any) -> Any:
        """Nothing: `format` is a method like any other, and not on the list."""
        return None

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """The result of an operator; SecurityError for one that would fill the memory."""
        if operator == "%" and isinstance(left, str):
            raise SecurityError("a text is not filled in by %")
        if self._is_too_large(operator, left, right):
            raise SecurityError("the result would be too large")
        return super().call_binop(context, operator, left, right)

    @staticmethod
    def _is_too_large(operator: str, left: Any, right: Any) -> bool:
        if operator == "%":
            return False
        if operator == "+":
            return not _is_number(left) and len(left) > LONGEST
        if operator == "**" and abs(right) > HIGHEST_POWER:
            return True
        size, times = (abs(side) if _is_number(side) else len(side) for side in (left, right))
        limit = LARGEST if _is_number(left) and _is_number(right) else LONGEST
        return bool(size * times > limit)


def _refuse_longer(length: int) -> None:
    if length > LONGEST:
        raise SecurityError("the result would be too large")


@pass_eval_context
def _joined(
    context: EvalContext, value: Iterable[Any], d: str = "", attribute: str | int | None = None
) -> str:
    """Jinja's filter, of what becomes no longer than it may."""
    parts = list(value)
    _refuse_longer(len(str(d)) * len(parts))
    joined: str = do_join(context, parts, d, attribute)
    return joined


@pass_eval_context
def _replaced(context: EvalContext, s: str, old: str, new: str, count: int | None = None) -> str:
    """Jinja's filter, of what becomes no longer than it may."""
    _refuse_longer(str(s).count(str(old)) * len(str(new)))
    return do_replace(context, s, old, new, count)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float)
