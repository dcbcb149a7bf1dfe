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
from jinja2.sandbox import safe_range
from pydantic import BaseModel

from reportgen.errors import Place, ReportError, error
from reportgen.messages import Quoted
from reportgen.renderers.compiled_templates import CompiledTemplates
from reportgen.sandbox import FAULTS, Sandbox
from reportgen.theme.chain import find_file, find_template
from reportgen.theme.tokens import Theme
from reportgen.yamlfile import read_utf8

HIDDEN = frozenset({"rendering", "layers", "overrides", "folder", "folders", "place"})
"""Data that say where files are, or lead to what does."""


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


OPTIONS = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
"""How Jinja reads the templates."""
_COMPILED = CompiledTemplates(f"{OPTIONS} {sorted(Sandbox.intercepted_binops)}")


class TemplateEnvironment(Sandbox):
    """The sandbox of a theme's templates: they see the data of a page, and call what is offered."""

    def __init__(
        self, theme: Theme, readable: tuple[type, ...], offered: Mapping[str, Any]
    ) -> None:
        """`offered` are the names of a page; of objects of the types `readable` all that is
        public may be read and called, of others their data alone."""
        super().__init__(
            {"range": safe_range, **offered},
            loader=ThemeLoader(theme),
            bytecode_cache=_COMPILED,
            undefined=StrictUndefined,
            **OPTIONS,
        )
        self._readable = readable
        self.theme = theme

    def shows(self, obj: Any, attr: str) -> bool:
        """Whether an object lets an attribute be read: data of a page, never where files are."""
        kind = type(obj)
        if attr in HIDDEN:
            return False
        if isinstance(obj, self._readable):
            return True
        if isinstance(obj, BaseModel):
            return attr in kind.model_fields or attr in ("paint", "level")
        if not dataclasses.is_dataclass(obj):
            return False
        is_property = isinstance(getattr(kind, attr, None), property)
        return is_property or attr in {field.name for field in dataclasses.fields(obj)}

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
        except (TemplateError, *FAULTS) as fault:
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
