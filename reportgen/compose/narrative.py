"""report.md and the captions of report.yaml → text in which each expression is a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from types import CodeType, TracebackType
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, Undefined, UndefinedError
from jinja2.exceptions import SecurityError, TemplateError

from reportgen.compose.expressions import CLOSING, OPENING, STAND_IN, UNKNOWN, Expressions
from reportgen.errors import Finding, Place, ReportError, finding
from reportgen.messages import Quoted
from reportgen.sandbox import FAULTS, Sandbox

_FAULTS = (ReportError, TemplateError, *FAULTS)
"""What an expression may raise."""

_PART = re.compile(
    r"""<!--.*?(?:-->|\Z)
      | (?P<expression>\{\{ (?: "[^"\n]*" | '[^'\n]*'
          | (?!\n[ \t]*\n | \{\{ | \}\}) [^"'] )* \}\}
          | \{\{ (?: (?!\{\{|\}\}) [^\n] )* (?:\}\})? )
      | (?P<statement>\{%.*?(?:%\}|\Z))""",
    re.VERBOSE | re.DOTALL,
)
"""A comment; an expression, to the end of its line where it is not closed; a statement."""

_REFUSED = {
    OPENING: "private-use-character",
    CLOSING: "private-use-character",
    UNKNOWN: "private-use-character",
    "｛｛": "full-width-braces",
    "｝｝": "full-width-braces",
}
"""Characters that stand for spans, and braces that are full-width."""


class Narrator:
    """Renders the text of a report with its expressions, in a sandbox."""

    def __init__(self, expressions: Expressions) -> None:
        self.expressions = expressions
        self.faults: list[Finding] = []
        """What was wrong in the texts rendered so far, with line and column."""
        self._functions = expressions.functions()
        self._environment = _environment(self._functions)

    def render(self, source: str, place: Place) -> str:
        """The text with a mark for each expression; a stand-in for one that is wrong.

        `place` is where the text begins. Each expression is judged for itself: an unknown name,
        item, option or table, a fault of syntax, what the sandbox forbids.
        """
        for offset, mark in _refused(source):
            found = None if mark in (OPENING, CLOSING, UNKNOWN) else mark
            self.faults.append(finding(_REFUSED[mark], _at(source, offset, place), found))
            source = source.replace(mark, "?" * len(mark))
        before = self.expressions.state()
        try:
            return self._filled(source, place.file)
        except _FAULTS as fault:
            self.expressions.reset(before)
            if "{%" in source:  # an expression may depend on the statements around it
                self.faults.append(self._of_statement(fault, source, place))
                return _PART.sub(_stood_in, source)
            return self._one_by_one(fault, source, place)

    def _filled(self, source: str, file: str) -> str:
        code = _compiled(source, file)
        return Template.from_code(self._environment, code, self._environment.globals).render()

    def _one_by_one(self, whole: Exception, source: str, place: Place) -> str:
        """The text with a mark or a stand-in for each expression."""
        number = len(self.faults)

        def filled(part: re.Match[str]) -> str:
            if part["expression"] is None:
                return "\n" * part[0].count("\n")
            try:
                return self._filled(part[0], place.file)
            except _FAULTS as fault:
                self.faults += self._of_expression(fault, part, place)
                return _stood_in(part)

        text = _PART.sub(filled, source)
        if len(self.faults) == number:  # wrong in no single expression
            self.faults.append(self._of_statement(whole, source, place))
        return text

    def _of_expression(
        self, fault: Exception, part: re.Match[str], place: Place
    ) -> Iterator[Finding]:
        for found in self._findings(fault):
            word = re.compile(rf"(?<!\w){re.escape(found.found or '')}(?!\w)")
            match = word.search(part[0], 2) if found.found else None
            offset = part.start() + (match.start() if match else 0)
            yield replace(found, place=_at(part.string, offset, place))

    def _of_statement(self, fault: Exception, source: str, place: Place) -> Finding:
        """The finding of a text with statements: the line is known, and no more."""
        line = fault.lineno if isinstance(fault, TemplateSyntaxError) else None
        line = line or _line(fault.__traceback__, place.file)
        found = self._findings(fault)[0]
        if place.key is not None:
            return replace(found, place=place)
        text = source.split("\n")[line - 1] if line <= source.count("\n") + 1 else ""
        words = [found.found] if found.found else []
        column = next((text.find(word) + 1 for word in (*words, "{%", "{{") if word in text), None)
        return replace(found, place=Place(place.file, line, column))

    def _findings(self, fault: Exception) -> tuple[Finding, ...]:
        """What an expression raised, as findings that have no place yet."""
        if isinstance(fault, ReportError):
            return fault.findings
        message = str(fault).replace("Expressions.", "").replace("()", "")
        name = re.fullmatch(r"'([^']+)' is undefined", message)
        if isinstance(fault, UndefinedError) and name:
            return (finding("unknown-name", None, name[1], self._functions),)
        kind = "failed-expression"
        if isinstance(fault, TemplateSyntaxError):
            kind, message = "invalid-expression", re.sub(r" at \d+$", "", str(fault.message))
        elif isinstance(fault, SecurityError):
            kind = "forbidden-expression"
        return (finding(kind, problem=Quoted(message)),)


def _environment(functions: Mapping[str, Any]) -> Sandbox:
    return Sandbox(
        functions,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        comment_start_string="<!--",  # Jinja's own would take the id of a heading, {#id}
        comment_end_string="-->",
        finalize=_printable,
    )


@lru_cache(maxsize=512)
def _compiled(source: str, file: str) -> CodeType:
    """The code of a text. In a preview most captions and notes are those of the last time."""
    return _environment({}).compile(source, filename=file)


def _printable(value: Any) -> Any:
    """The value of an expression, unless it is a function that was not called."""
    if callable(value) and not isinstance(value, Undefined):
        raise TypeError('a function wants parentheses, as in respondents("survey")')
    return value


def _refused(source: str) -> list[tuple[int, str]]:
    """The first place of each mark that a text must not hold."""
    return sorted((source.index(mark), mark) for mark in _REFUSED if mark in source)


def _stood_in(part: re.Match[str]) -> str:
    """What stands for an expression that is wrong: as many lines, and a mark."""
    return (STAND_IN if part["expression"] else "") + "\n" * part[0].count("\n")


def _at(source: str, offset: int, place: Place) -> Place:
    """The place of an offset in a text that begins at `place`; of a caption that of its key."""
    if place.key is not None:
        return place
    line = source.count("\n", 0, offset)
    return Place(place.file, line + (place.line or 1), offset - source.rfind("\n", 0, offset))


def _line(traceback: TracebackType | None, file: str) -> int:
    """The line of the template at which an exception arose."""
    line = 1
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == file:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line
