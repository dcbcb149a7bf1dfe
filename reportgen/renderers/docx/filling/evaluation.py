"""What a tag says → its value, in the sandbox; or findings that tell what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, UndefinedError, nodes
from jinja2.exceptions import SecurityError, TemplateError

from reportgen.errors import Finding, ReportError, error, finding
from reportgen.messages import Quoted
from reportgen.renderers.docx.filling.tags import STATEMENT, Tag
from reportgen.renderers.docx.filling.views import View, holds_mark, unchangeable
from reportgen.sandbox import FAULTS, FILTERS, Sandbox

FAULTY = (ReportError, TemplateError, *FAULTS)
"""What a tag may raise."""
STATEMENTS = ("for", "if", "elif", "else", "endfor", "endif", "set")
OPENING = {"for": "endfor", "if": "endif"}
HARMLESS = frozenset({"d", "default", "e", "escape", "forceescape", "safe", "string", "trim"})
"""The filters that leave a mark in a text as it is."""
_ENDINGS = {
    "for": "{% endfor %}",
    "if": "{% endif %}",
    "elif": "{% endif %}",
    "set": "",
}
_RESULT = "result"
Value = Any
Scope = Mapping[str, Value]


class Environment(Sandbox):
    """The sandbox of tags: of what is offered they see what each view shows, and nothing else."""

    def __init__(self, offered: Mapping[str, Any]) -> None:
        super().__init__(offered, undefined=StrictUndefined, autoescape=False)
        self.filters = {
            name: made if name in HARMLESS else _sparing(made)
            for name, made in self.filters.items()
        }

    def shows(self, obj: Any, attr: str) -> bool:
        """Whether a view shows something under that name."""
        return isinstance(obj, View) and attr in obj.shown

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What a view shows; its other attributes are not even looked up."""
        if isinstance(obj, View) and not attribute.startswith("_") and attribute not in obj.shown:
            raise error("unknown-tag-part", found=attribute, allowed=obj.shown)
        if isinstance(obj, tuple | list) and not attribute.startswith("_"):
            raise error("unprintable-tag", found=attribute)
        if holds_mark(obj) and not attribute.startswith("_"):
            raise unchangeable()
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """One of a list by its number, or what a view shows by its name."""
        if isinstance(obj, tuple | list) or (isinstance(obj, View) and hasattr(obj, "__len__")):
            if isinstance(argument, int) and not -len(obj) <= argument < len(obj):
                allowed = [str(number) for number in range(len(obj))]
                raise error("unknown-tag-part", found=str(argument), allowed=allowed)
            if isinstance(argument, str) and not argument.startswith("_"):
                raise error("unprintable-tag", found=argument)
        if holds_mark(obj):
            raise unchangeable()
        return super().getitem(obj, argument)


def _sparing(made: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that refuses texts with marks: of 50.0% it would make another number, or none."""

    @wraps(made)  # says whether it is given the environment or the like first
    def called(*names: Any, **more: Any) -> Any:
        if any(map(holds_mark, names[:2])):
            raise unchangeable()
        return made(*names, **more)

    return called


@dataclass(slots=True)
class Compiled:
    """A tag that can be evaluated: what it names, and the names that it gives values to."""

    names: frozenset[str]
    evaluate: Callable[[Scope], Value]
    targets: tuple[str, ...] = ()
    test: Callable[[Scope], Value] | None = None


@dataclass(slots=True)
class Evaluator:
    """Compiles and evaluates tags; what is offered to them has names."""

    offered: Mapping[str, Any]
    environment: Environment = field(init=False)

    def __post_init__(self) -> None:
        self.environment = Environment(self.offered)

    def compiled(self, tag: Tag) -> Compiled:
        """A tag made ready. Raises what Jinja raises, or a ReportError."""
        if tag.kind == STATEMENT:
            return self._statement(tag)
        tree = self.environment.parse("{{" + tag.inner + "}}")
        match tree.body:
            case [nodes.Output(nodes=[nodes.Expr() as expression])] if not isinstance(
                expression, nodes.TemplateData
            ):
                return Compiled(_names(expression), self._evaluating(expression))
        raise TemplateSyntaxError("Expected an expression, got 'end of print statement'", 1)

    def _statement(self, tag: Tag) -> Compiled:
        if tag.keyword not in STATEMENTS:
            raise error("unknown-statement", found=tag.keyword, allowed=STATEMENTS)
        if tag.keyword not in _ENDINGS:
            return Compiled(frozenset(), lambda scope: None)
        inner = tag.inner.replace("elif", "if", 1) if tag.keyword == "elif" else tag.inner
        tree = self.environment.parse("{%" + inner + "%}" + _ENDINGS[tag.keyword])
        match tree.body:
            case [nodes.For(target=target, iter=iterated, test=test, recursive=False)]:
                targets = _targets(target)
                names = _names(iterated)
                if test is not None:
                    names |= _names(test) - set(targets)
                return Compiled(
                    names,
                    self._evaluating(iterated),
                    targets,
                    self._evaluating(test) if test is not None else None,
                )
            case [nodes.If(test=test)]:
                return Compiled(_names(test), self._evaluating(test))
            case [nodes.Assign(target=nodes.Name(name=name), node=value)]:
                return Compiled(_names(value), self._evaluating(value), (name,))
        raise error("unknown-statement", found=tag.inner.strip(), allowed=STATEMENTS)

    def _evaluating(self, expression: nodes.Node) -> Callable[[Scope], Value]:
        result = nodes.Name(_RESULT, "store")
        body: list[nodes.Node] = [nodes.Assign(result, expression, lineno=1)]
        tree = nodes.Template(body, lineno=1)
        template = self.environment.from_string(tree)

        def evaluate(scope: Scope) -> Value:
            context = template.new_context(dict(scope))
            for _ in template.root_render_func(context):
                pass
            return context.vars[_RESULT]

        return evaluate


def _names(expression: nodes.Node) -> frozenset[str]:
    """The names that an expression uses."""
    found = {each.name for each in expression.find_all(nodes.Name)}
    return frozenset({expression.name, *found} if isinstance(expression, nodes.Name) else found)


def loop_names(text: str) -> tuple[str, ...]:
    """The names that a loop gives values to, as far as one can see where the loop is faulty."""
    match = re.match(r"\s*(?:\w+\s+)?for\s+([\w\s,]+?)\s+in\b", text)
    return tuple(name.strip() for name in match[1].split(",")) if match else ()


def _targets(target: nodes.Node) -> tuple[str, ...]:
    """The names that a loop gives values to."""
    match target:
        case nodes.Name(name=name):
            return (name,)
        case nodes.Tuple(items=items) if all(isinstance(each, nodes.Name) for each in items):
            return tuple(each.name for each in items if isinstance(each, nodes.Name))
    raise TemplateSyntaxError("a loop wants a name", 1)


def findings_of(fault: Exception, known: Mapping[str, Any]) -> tuple[Finding, ...]:
    """What a tag raised, as findings that have no place yet."""
    if isinstance(fault, ReportError):
        return fault.findings
    message = re.sub(r"(?:[\w.<>]*\.)?(\w+)\(\)", r"\1", str(fault))
    if isinstance(fault, UndefinedError) and (
        name := re.fullmatch(r"'([^']+)' is undefined", message)
    ):
        return (unknown(name[1], known),)
    if isinstance(fault, TemplateSyntaxError):
        message = re.sub(r" at \d+$", "", str(fault.message))
        if message.endswith("got '='"):
            message = 'two signs of equality compare, as in language == "en"'
        if name := re.fullmatch(r"No filter named '(.+)'\.?", message):
            return (finding("unknown-filter", None, name[1], sorted(FILTERS)),)
        return (finding("invalid-tag", problem=Quoted(message)),)
    if isinstance(fault, SecurityError):
        return (finding("forbidden-in-tag", problem=Quoted(message)),)
    return (finding("failed-tag", problem=Quoted(message)),)


def unknown(name: str, known: Mapping[str, Any]) -> Finding:
    """The finding of a name that stands for nothing."""
    return finding("unknown-tag", None, name, known)


def is_undefined(value: Value) -> bool:
    """Whether a value stands for something that there is not."""
    return isinstance(value, Undefined)
