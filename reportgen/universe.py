"""Who is asked an item: XLSForm `relevant` expressions, read and applied to the raw answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.errors import Place, ReportError, error

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
FUNCTIONS = ("selected", "not")

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<answer>\$\{\s*(?P<item>[^{}\s]+)\s*\})
      | (?P<text>'[^']*'|"[^"]*")
      | (?P<number>-?\d+(?:\.\d+)?)
      | (?P<sign>!=|<=|>=|=|<|>|\(|\)|,)
      | (?P<word>\w[\w.-]*)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The raw answer to an item, `${item}`, at a 1-based character of the expression."""

    item: str
    column: int


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant: text in quotes, or a number."""

    value: str | float
    column: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """`left operator right`, where at least one side is an answer."""

    left: Answer | Literal
    operator: str
    right: Answer | Literal


@dataclass(frozen=True, slots=True)
class Selected:
    """`selected(${item}, 'code')`: the code is among those that the answer holds."""

    answer: Answer
    code: Literal


@dataclass(frozen=True, slots=True)
class Negation:
    """`not(…)`."""

    part: Node


@dataclass(frozen=True, slots=True)
class Conjunction:
    """`… and …`."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Disjunction:
    """`… or …`."""

    parts: tuple[Node, ...]


Node = Comparison | Selected | Negation | Conjunction | Disjunction


@dataclass(frozen=True, slots=True)
class Condition:
    """A `relevant` expression that was read."""

    expression: str
    root: Node

    @property
    def items(self) -> tuple[str, ...]:
        """The names of the items that the expression refers to, each once."""
        return tuple(dict.fromkeys(answer.item for answer in self.answers))

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Every reference to an item, from left to right."""
        return tuple(
            side
            for node in _leaves(self.root)
            for side in ((node.answer,) if isinstance(node, Selected) else (node.left, node.right))
            if isinstance(side, Answer)
        )

    @property
    def codes(self) -> tuple[tuple[Answer, Literal], ...]:
        """Every answer that is compared for equality with a text other than '' (unanswered)."""
        pairs: list[tuple[Answer, Literal]] = []
        for node in _leaves(self.root):
            if isinstance(node, Selected):
                pairs.append((node.answer, node.code))
            elif node.operator in ("=", "!="):
                for one, other in ((node.left, node.right), (node.right, node.left)):
                    if isinstance(one, Answer) and isinstance(other, Literal):
                        pairs.append((one, other))
        return tuple(pair for pair in pairs if isinstance(pair[1].value, str) and pair[1].value)


def _leaves(node: Node) -> Iterator[Comparison | Selected]:
    if isinstance(node, Comparison | Selected):
        yield node
    elif isinstance(node, Negation):
        yield from _leaves(node.part)
    else:
        for part in node.parts:
            yield from _leaves(part)


def parse(expression: str, place: Place | None = None, key: str = "relevant") -> Condition:
    """Read a `relevant` expression, or one that stands under another key.

    It may hold `${item}`, texts in quotes, numbers, `=  !=  <  <=  >  >=`, `selected(${item},
    'code')`, `and`, `or`, `not(…)` and parentheses. Raises ReportError, which names the character
    of the expression, for anything else.
    """
    return Condition(expression, _Parser(expression, place, key).read())


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    column: int


_END = "end"


class _Parser:
    """Recursive descent: or < and < not, comparison, selected, parentheses."""

    def __init__(self, expression: str, place: Place | None, key: str) -> None:
        self._expression, self._place, self._key = expression, place, key
        self._tokens = self._split()
        self._next = 0

    def read(self) -> Node:
        node = self._either()
        if self._token.kind != _END:
            raise self._unexpected(("and", "or"))
        return node

    def _split(self) -> list[_Token]:
        tokens: list[_Token] = []
        position = 0
        while position < len(self._expression):
            match = _TOKEN.match(self._expression, position)
            if match is None:
                rest = self._expression[position:].split()[0]
                raise self._fault("relevant-unreadable", rest, position + 1)
            kind = match.lastgroup if match["answer"] is None else "answer"
            if kind != "space":
                text = match["item"] if kind == "answer" else match[0]
                tokens.append(_Token(str(kind), text, position + 1))
            position = match.end()
        return [*tokens, _Token(_END, "", len(self._expression) + 1)]

    @property
    def _token(self) -> _Token:
        return self._tokens[self._next]

    def _take(self, *texts: str) -> bool:
        """Pass over the next token if it is one of these signs or words."""
        if self._token.kind in ("sign", "word") and self._token.text in texts:
            self._next += 1
            return True
        return False

    def _need(self, text: str) -> None:
        if not self._take(text):
            raise self._unexpected((text,))

    def _either(self) -> Node:
        parts = [self._both()]
        while self._take("or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Disjunction(tuple(parts))

    def _both(self) -> Node:
        parts = [self._single()]
        while self._take("and"):
            parts.append(self._single())
        return parts[0] if len(parts) == 1 else Conjunction(tuple(parts))

    def _single(self) -> Node:
        if self._take("("):
            node = self._either()
            self._need(")")
            return node
        if self._take("not"):
            self._need("(")
            negated = Negation(self._either())
            self._need(")")
            return negated
        if self._take("selected"):
            return self._selected()
        return self._comparison()

    def _selected(self) -> Selected:
        self._need("(")
        answer = self._operand()
        self._need(",")
        code = self._operand()
        self._need(")")
        if not isinstance(answer, Answer):
            raise self._fault("selected-without-item", str(answer.value), answer.column)
        if isinstance(code, Answer) or not isinstance(code.value, str):
            found = code.item if isinstance(code, Answer) else str(code.value)
            raise self._fault("selected-without-code", found, code.column)
        return Selected(answer, code)

    def _comparison(self) -> Comparison:
        left = self._operand()
        operator = self._token.text
        if not self._take(*COMPARISONS):
            raise self._unexpected(COMPARISONS)
        right = self._operand()
        if isinstance(left, Literal) and isinstance(right, Literal):
            raise self._fault("comparison-without-item", str(left.value), left.column)
        return Comparison(left, operator, right)

    def _operand(self) -> Answer | Literal:
        token = self._token
        if token.kind not in ("answer", "text", "number"):
            words = ("${item}", "'code'", "1", *FUNCTIONS)
            raise self._unexpected(words)
        self._next += 1
        if token.kind == "answer":
            return Answer(token.text, token.column)
        value = token.text[1:-1] if token.kind == "text" else float(token.text)
        return Literal(value, token.column)

    def _unexpected(self, allowed: tuple[str, ...]) -> ReportError:
        token = self._token
        if token.kind == _END:
            return self._fault("relevant-ends-early", None, token.column, allowed)
        return self._fault("relevant-unexpected", token.text, token.column, allowed)

    def _fault(
        self, name: str, found: str | None, column: int, allowed: tuple[str, ...] = ()
    ) -> ReportError:
        return error(
            name,
            self._place,
            found=found,
            allowed=allowed,
            holder=self._key,
            character=column,
            expression=self._expression,
            details=("expression",),
        )


def evaluate(condition: Condition, raw: Mapping[str, pd.Series[str]]) -> NDArray[np.bool_]:
    """Whether the condition holds, 1-D bool, one entry a respondent.

    `raw` holds the answers as text by item, "" where there is none. As in XPath 1.0 (sections 3.4
    and 4.4), which XLSForm follows, two texts are compared as texts; where one side is a number,
    or the sign is one of < <= > >=, both are compared as numbers, and an answer that is no number
    is neither less nor greater than nor equal to any. Raises KeyError for an item not in `raw`.
    """
    return _holds(condition.root, raw)


def _holds(node: Node, raw: Mapping[str, pd.Series[str]]) -> NDArray[np.bool_]:
    import numpy as np

    if isinstance(node, Negation):
        return ~_holds(node.part, raw)
    if isinstance(node, Conjunction | Disjunction):
        parts = np.stack([_holds(part, raw) for part in node.parts])
        joined = parts.all(axis=0) if isinstance(node, Conjunction) else parts.any(axis=0)
        return np.asarray(joined, dtype=np.bool_)
    if isinstance(node, Selected):
        code = node.code.value
        return _of_distinct(raw[node.answer.item], lambda answer: code in answer.split())
    return _compared(node, raw)


def _of_distinct(answers: pd.Series[str], claim: Callable[[str], bool]) -> NDArray[np.bool_]:
    """A claim about each answer, tested once for each distinct one."""
    import numpy as np

    codes, distinct = answers.factorize()
    truth = np.array([claim(answer) for answer in distinct], dtype=np.bool_)
    return np.asarray(truth[codes], dtype=np.bool_)


def _compared(node: Comparison, raw: Mapping[str, pd.Series[str]]) -> NDArray[np.bool_]:
    import numpy as np

    sides = (node.left, node.right)
    numeric = node.operator not in ("=", "!=") or any(
        isinstance(side, Literal) and isinstance(side.value, float) for side in sides
    )
    left, right = (_values(side, raw, numeric) for side in sides)
    compare = {
        "=": np.equal, "!=": np.not_equal, "<": np.less,
        "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal,
    }[node.operator]  # fmt: skip
    return np.asarray(compare(left, right), dtype=np.bool_)


def _values(
    side: Answer | Literal, raw: Mapping[str, pd.Series[str]], numeric: bool
) -> NDArray[np.object_] | NDArray[np.float64] | str | float:
    import pandas as pd

    if isinstance(side, Answer):
        answers = raw[side.item]
        if numeric:
            return pd.to_numeric(answers, errors="coerce").to_numpy(dtype="float64")
        return answers.to_numpy(dtype=object)
    return _number(side.value) if numeric else side.value


def _number(value: str | float) -> float:
    try:
        return float(value)
    except ValueError:
        return float("nan")
