"""report.md and the captions of report.yaml → text in which each expression is a mark."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, Undefined, UndefinedError
from jinja2.exceptions import SecurityError, TemplateError

from reportgen.compose.expressions import CLOSING, OPENING, Expressions
from reportgen.errors import Finding, Place, ReportError, error, finding
from reportgen.messages import Quoted
from reportgen.sandbox import FAULTS, Sandbox


class Narrator:
    """Renders the text of a report with its expressions, in a sandbox."""

    def __init__(self, expressions: Expressions) -> None:
        self.expressions = expressions
        self._functions = expressions.functions()
        self._environment = Sandbox(
            self._functions,
            undefined=StrictUndefined,
            keep_trailing_newline=True,
            comment_start_string="<!--",  # Jinja's own would take the id of a heading, {#id}
            comment_end_string="-->",
            finalize=_printable,
        )

    def render(self, source: str, place: Place) -> str:
        """The text with a mark for each expression.

        `place` is where the text begins. Raises ReportError with the line and column of an
        expression that is wrong: an unknown name, item, option, table, or a fault of syntax.
        """
        _refuse_marks(source, place)
        try:
            code = self._environment.compile(source, filename=place.file)
            template = Template.from_code(self._environment, code, self._environment.globals)
            return template.render()
        except TemplateSyntaxError as fault:
            raise error(
                "invalid-expression",
                _within(place, source, fault.lineno, None),
                problem=Quoted(str(fault.message)),
            ) from None
        except ReportError as fault:
            line = _line(fault.__traceback__, place.file)
            raise ReportError(
                *(
                    replace(finding, place=_within(place, source, line, finding.found))
                    for finding in fault.findings
                )
            ) from None
        except (TemplateError, *FAULTS) as fault:
            raise ReportError(self._finding(fault, source, place)) from None

    def _finding(self, fault: Exception, source: str, place: Place) -> Finding:
        line = _line(fault.__traceback__, place.file)
        name = re.fullmatch(r"'([^']+)' is undefined", str(fault))
        if isinstance(fault, UndefinedError) and name:
            found = name[1]
            return finding(
                "unknown-name", _within(place, source, line, found), found, self._functions
            )
        message = str(fault).replace("Expressions.", "").replace("()", "")
        kind = "forbidden-expression" if isinstance(fault, SecurityError) else "failed-expression"
        return finding(kind, _within(place, source, line, None), problem=Quoted(message))


def _printable(value: Any) -> Any:
    """The value of an expression, unless it is a function that was not called."""
    if callable(value) and not isinstance(value, Undefined):
        raise TypeError('a function wants parentheses, as in respondents("survey")')
    return value


def _refuse_marks(source: str, place: Place) -> None:
    """Raise ReportError for characters that stand for spans, and for braces that are full-width."""
    refused = {
        OPENING: "private-use-character",
        CLOSING: "private-use-character",
        "｛｛": "full-width-braces",
        "｝｝": "full-width-braces",
    }
    for line, text in enumerate(source.splitlines(), 1):
        for mark, name in refused.items():
            if mark in text:
                where = place if place.key else Place(place.file, line, text.index(mark) + 1)
                raise error(name, where, found=None if mark in (OPENING, CLOSING) else mark)


def _line(traceback: TracebackType | None, file: str) -> int:
    """The line of the template at which an exception arose."""
    line = 1
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == file:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _within(place: Place, source: str, line: int, found: str | None) -> Place:
    """The place of something found on a line of a text that begins at `place`."""
    if place.key is not None:
        return place
    text = source.splitlines()[line - 1] if line <= source.count("\n") + 1 and source else ""
    start = text.find("{{")
    whole = re.compile(rf"(?<!\w){re.escape(found or '')}(?!\w)")
    match = whole.search(text, max(start, 0)) if found else None
    return Place(str(Path(place.file)), line, (match.start() if match else start) + 1 or None)
