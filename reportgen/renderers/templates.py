"""A theme's templates: where each is found, and the sandbox that they run in.

A template may come from a stranger. It can read what a page prints and nothing else: no file, no
attribute of Python, no class or function that is not offered to it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
from jinja2.runtime import AsyncLoopContext, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup
from pydantic import BaseModel

from reportgen.errors import Place, ReportError, error
from reportgen.messages import Quoted
from reportgen.theme.chain import find_file, find_template
from reportgen.theme.tokens import Theme
from reportgen.yamlfile import read_utf8

LONGEST = 10_000_000
"""How long a text, or how large a number, may get by * and **."""
_PLAIN = (str, int, float, bool, tuple, Mapping, Markup, LoopContext, AsyncLoopContext, Macro)


class ThemeLoader(BaseLoader):
    """Finds templates: the project's own, then the theme's, its parents', the built-in ones."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """The text and the file of a template. Raises TemplateNotFound."""
        found = find_template(self.theme.layers, self.theme.overrides, template)
        if found is None:
            raise TemplateNotFound(template)
        _, path = found
        return read_utf8(path), str(path), lambda: True


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox that shows templates the data of a page, and lets them call what is offered."""

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self, theme: Theme, offered: tuple[type, ...]) -> None:
        super().__init__(
            loader=ThemeLoader(theme),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._offered = offered
        self.theme = theme
        self.filters.pop("attr", None)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read an attribute: data of a page, or what is offered."""
        if attr.startswith("_"):
            return False
        if isinstance(obj, self._offered):
            return True
        if isinstance(obj, BaseModel):
            return attr in type(obj).model_fields or attr in ("paint", "level")
        if dataclasses.is_dataclass(obj) and not isinstance(obj, type):
            return True
        return isinstance(obj, _PLAIN) and super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call a function: a method of data, or what Jinja itself offers."""
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, BaseModel):
            return getattr(obj, "__name__", "") in ("paint", "level")
        return not isinstance(obj, type) and super().is_safe_callable(obj)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """The product or power of two values; SecurityError for one that would fill the memory."""
        size = len(left) if isinstance(left, str | tuple) else left
        times = len(right) if isinstance(right, str | tuple) else right
        if abs(size) * abs(times) > LONGEST or (operator == "**" and abs(times) > 64):
            raise SecurityError("the result would be too large")
        return super().call_binop(context, operator, left, right)

    def page(self, name: str) -> str:
        """A template filled in.

        Raises ReportError with the file and line of a template that is missing, can't be read, or
        names or does what it may not.
        """
        try:
            return self.get_template(name).render()
        except TemplateSyntaxError as fault:
            place = Place(fault.filename or fault.name or name, fault.lineno)
            problem = Quoted(str(fault.message))
            raise error("unreadable-template", place, problem=problem) from None
        except TemplateNotFound as fault:
            raise error("no-such-template", self._place(fault, name), found=fault.name) from None
        except SecurityError as fault:
            raise self._failed("forbidden-in-template", fault, name) from None
        except UndefinedError as fault:
            raise self._failed("undefined-in-template", fault, name) from None
        except ReportError:
            raise
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as fault:
            raise self._failed("failed-template", fault, name) from None

    def _failed(self, finding: str, fault: Exception, name: str) -> ReportError:
        return error(finding, self._place(fault, name), problem=Quoted(str(fault)))

    def _place(self, fault: BaseException, name: str) -> Place:
        """The innermost line of a template in the traceback."""
        place = Place(str(find_file(self.theme.folders, name) or name))
        folders = {str(folder) for folder in self.theme.folders}
        traceback = fault.__traceback__
        while traceback is not None:
            file = traceback.tb_frame.f_code.co_filename
            if any(file.startswith(folder) for folder in folders):
                place = Place(file, traceback.tb_lineno)
            traceback = traceback.tb_next
        return place
