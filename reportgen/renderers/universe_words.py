"""A `relevant` expression → who was asked an item, in the words of the report's own items."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.locales import Locale
from reportgen.survey import Item
from reportgen.universe import (
    Answer,
    Comparison,
    Conjunction,
    Disjunction,
    Literal,
    Negation,
    Node,
    Selected,
    parse,
)

MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""The sign to print when the answer stands on its right."""
SIGNS = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}


def universe_words(expression: str, items: Mapping[str, Item], locale: Locale) -> str:
    """Who is asked, as “Role” is “Doctor”. An item that `items` lacks goes by its name."""
    return _Wording(items, locale).of(parse(expression).root)


class _Wording:
    """The words of one expression's parts."""

    def __init__(self, items: Mapping[str, Item], locale: Locale) -> None:
        self._items = items
        self._locale = locale

    def of(self, node: Node) -> str:
        match node:
            case Selected(answer, code):
                return self._said("universe_selected", answer, code)
            case Comparison():
                return self._compared(node)
            case Negation(part):
                return self._locale.word("universe_not", part=self.of(part))
            case Conjunction(parts):
                return self._joined("universe_and", parts)
            case Disjunction(parts):
                return self._joined("universe_or", parts)

    def _joined(self, word: str, parts: tuple[Node, ...]) -> str:
        return self._locale.words[word].join(map(self._within, parts))

    def _within(self, node: Node) -> str:
        """A part of several: in parentheses where it has several itself."""
        words = self.of(node)
        if isinstance(node, Conjunction | Disjunction):
            return self._locale.word("universe_group", part=words)
        return words

    def _compared(self, node: Comparison) -> str:
        answer, other, sign = node.left, node.right, node.operator
        if not isinstance(answer, Answer):
            answer, other, sign = other, answer, MIRRORED.get(sign, sign)
        if isinstance(answer, Answer) and sign in ("=", "!=") and isinstance(other, Literal):
            is_same = sign == "="
            if other.value == "":
                key = "universe_unanswered" if is_same else "universe_answered"
                return self._locale.word(key, item=self._item(answer))
            return self._said("universe_is" if is_same else "universe_is_not", answer, other)
        value = self._item(other) if isinstance(other, Answer) else _number(other)
        name = self._item(answer) if isinstance(answer, Answer) else _number(answer)
        return self._locale.word("universe_compared", item=name, sign=SIGNS[sign], value=value)

    def _said(self, key: str, answer: Answer, code: Literal) -> str:
        item, value = self._items.get(answer.item), _number(code)
        if item and value in item.codes:
            value = self._locale.text(item.option(value).label)
        return self._locale.word(key, item=self._item(answer), option=value)

    def _item(self, answer: Answer) -> str:
        item = self._items.get(answer.item)
        return self._locale.text(item.label) if item else answer.item


def _number(literal: Literal) -> str:
    value = literal.value
    return f"{value:g}" if isinstance(value, float) else value
