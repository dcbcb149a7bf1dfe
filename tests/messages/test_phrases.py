"""Words of the commands, values in them, and what other programs say."""

from __future__ import annotations

import ast
import csv
import os
import re

import jinja2
import pytest
import yaml
from jinja2.sandbox import SandboxedEnvironment

from reportgen.messages import LANGUAGES, Quoted, filled, say
from reportgen.messages.catalogue import FOLDER, load
from reportgen.messages.phrases import placeholders

WORDS = load(FOLDER / "words.yaml")
PACKAGE = FOLDER.parent


@pytest.mark.parametrize(
    ("template", "values", "expected"),
    [
        ("a {b} c", {"b": 1}, "a 1 c"),
        ("{{ b }} ${b} {b}", {"b": "x"}, "{{ b }} ${b} x"),
        ("{zh: …}", {}, "{zh: …}"),
        ("{b}", {"b": "{b}"}, "{b}"),
        ("{b}", {"b": ("x", "y")}, "x, y"),
    ],
)
def test_values_take_the_place_of_their_names(
    template: str, values: dict[str, object], expected: str
) -> None:
    assert filled(template, values, "en") == expected


def test_a_list_is_joined_as_the_language_does() -> None:
    assert filled("{b}", {"b": ["x", "y"]}, "zh") == "x、y"


@pytest.mark.parametrize(("n", "expected"), [(0, "0 files"), (1, "1 file"), (2, "2 files")])
def test_a_number_has_its_singular_and_plural(n: int, expected: str) -> None:
    assert say("built", "en", n=n, seconds=3) == f"{expected} in 3 s"
    assert say("built", "zh", n=n, seconds=3) == f"{n}个文件，用时3秒"


def forms(template: str | dict[str, str]) -> list[str]:
    return [template] if isinstance(template, str) else list(template.values())


@pytest.mark.parametrize("key", WORDS)
def test_a_phrase_says_the_same_in_every_language(key: str) -> None:
    assert tuple(WORDS[key]) == LANGUAGES
    wanted = {placeholders(form) for form in forms(WORDS[key]["en"])}
    assert len(wanted) == 1
    for language in LANGUAGES:
        assert {placeholders(form) for form in forms(WORDS[key][language])} == wanted
    for form in forms(WORDS[key]["zh"]):
        assert not re.search(r"[\u4e00-\u9fff][,;:!?]", re.sub(r"\{[^}]*\}", "", form))


def said() -> tuple[set[str], set[str]]:
    """The keys that the program says, and the beginnings of those that it puts together."""
    whole, begun = set(), set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                key = node.args[0]
                if node.func.id == "say":
                    if isinstance(key, ast.IfExp):
                        whole |= {part.value for part in (key.body, key.orelse)}  # type: ignore[attr-defined]
                    elif isinstance(key, ast.Constant):
                        whole.add(str(key.value))
                    elif isinstance(key, ast.JoinedStr):
                        begun.add(str(getattr(key.values[0], "value", "")))
    return whole, begun


def test_every_phrase_is_said_and_every_phrase_said_is_there() -> None:
    whole, begun = said()
    assert whole <= WORDS.keys()
    built = {key for key in WORDS if any(start and key.startswith(start) for start in begun)}
    by_variable = {"wrong", "right", "found", "allowed", "nearest"}
    advice = {key for key in WORDS if key.startswith(("pango_", "subset_"))}
    assert WORDS.keys() - whole - built - by_variable - advice == set()


def raised(do: object, *arguments: object) -> str:
    try:
        do(*arguments)  # type: ignore[operator]
    except Exception as fault:
        found = getattr(fault, "problem", None) or getattr(fault, "message", None)
        return re.sub(r" at \d+$", "", str(found or fault))
    raise AssertionError("nothing was raised")


def render(text: str) -> str:
    return SandboxedEnvironment(undefined=jinja2.StrictUndefined).from_string(text).render()


SENTENCES = [
    *(raised(yaml.load, text, yaml.CSafeLoader) for text in (
        "a: b: c", "a:\n\t- b", "a: %b", "- a\nb: c", "a: [b", "a: {b", "a: 'b", "a: *b", "a: - b",
        'a: "\\q"', "a: @b", "a：b\nc: d",
    )),
    *(raised(render, text) for text in (
        "{{ “a” }}", "{{ a b }}", "{{ a( }}", "{{ (a }}", "{{ a", "{{ }}", "{% if %}", "{% no %}",
        "{% if true %}", "{{ a|no }}", "{{ a.b }}", "{{ ''.__class__ }}", "{{ 1 / 0 }}",
        "{{ ''.x }}",
    )),
    raised(lambda: list(csv.reader(['"a'], strict=True))),
    raised(lambda: list(csv.reader(['"a"b'], strict=True))),
    *(os.strerror(number) for number in (1, 2, 13, 16, 17, 20, 21, 28, 30, 36)),
]  # fmt: skip
"""What the libraries of this installation really say."""


@pytest.mark.parametrize("sentence", SENTENCES)
def test_what_other_programs_say_is_told_in_chinese(sentence: str) -> None:
    told = Quoted(sentence).told("zh")
    assert told != sentence
    assert re.search(r"[\u4e00-\u9fff]", told)
    assert Quoted(sentence).told("en") == sentence == str(Quoted(sentence))


def test_an_unknown_sentence_is_told_as_it_is() -> None:
    assert Quoted("nobody ever said so").told("zh") == "nobody ever said so"


def test_the_translations_are_patterns_that_can_be_filled() -> None:
    for row in load(FOLDER / "quoted.yaml"):
        groups = re.compile(row["en"]).groups
        assert all(int(number) <= groups for number in re.findall(r"\\(\d)", row["zh"]))
