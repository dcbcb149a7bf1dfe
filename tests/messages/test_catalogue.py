"""The catalogue: every finding that the program can raise is worded alike in every language."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache

import pytest

from reportgen.messages import LANGUAGES, Entry, catalogue, entry, named
from reportgen.messages.catalogue import FOLDER
from reportgen.messages.phrases import placeholders

PACKAGE = FOLDER.parent
NAMES = tuple(catalogue())


@cache
def constants() -> frozenset[str]:
    """Every text in the program that is nothing but a name."""
    return frozenset(
        node.value
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def names_given() -> list[tuple[str, str]]:
    """The name in every call of `error`, `finding`, `Finding` that has it as a plain text."""
    return [
        (f"{path.relative_to(PACKAGE)}:{node.lineno}", node.args[0].value)
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args
        if node.func.id in ("error", "finding", "Finding", "PydanticCustomError")
        if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    ]


def test_every_name_that_is_raised_is_in_the_catalogue() -> None:
    given = names_given()
    assert len(given) > 80
    assert [(place, name) for place, name in given if name not in catalogue()] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_is_raised_somewhere(name: str) -> None:
    assert name in constants()


def test_no_finding_is_worded_in_code() -> None:
    """The first argument is a name, a variable that holds one, or a choice between names."""
    spaced = [
        (place, name) for place, name in names_given() if not re.fullmatch(r"[a-z0-9-]+", name)
    ]
    assert spaced == []


def test_codes_are_unique_and_belong_to_their_file() -> None:
    codes = Counter(one.code for one in catalogue().values())
    assert [code for code, times in codes.items() if times > 1] == []
    for path in FOLDER.glob("[0-9]-*.yaml"):
        text = path.read_text(encoding="utf-8")
        found = re.findall(r"^  code: RG(\d)\d\d$", text, re.MULTILINE)
        assert set(found) == {path.name[0]}
        assert len(found) == len(re.findall(r"^[a-z]", text, re.MULTILINE))


def texts(one: Entry, language: str) -> dict[str, str]:
    wording = one.wordings[language]
    details = {f"details.{name}": text for name, text in wording.details.items()}
    return {
        "message": wording.message,
        "reason": wording.reason,
        "mend": wording.mend,
        **details,
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_says_the_same_in_every_language(name: str) -> None:
    one = entry(name)
    assert tuple(one.wordings) == LANGUAGES
    english = texts(one, "en")
    for language in LANGUAGES:
        other = texts(one, language)
        assert other.keys() == english.keys()
        assert all(other.values())
        for part, text in other.items():
            assert placeholders(text) == placeholders(english[part]), part


@pytest.mark.parametrize("name", NAMES)
def test_chinese_is_chinese_with_its_own_punctuation(name: str) -> None:
    for part, text in texts(entry(name), "zh").items():
        assert re.search(r"[\u4e00-\u9fff]", text) or part.startswith("details"), part
        prose = re.sub(r"\{[^}]*\}", "", text)
        assert not re.search(r"[\u4e00-\u9fff][,;:!?](?!:)", prose), part
        assert "  " not in text


@pytest.mark.parametrize("name", NAMES)
def test_reasons_and_mends_are_sentences(name: str) -> None:
    for part in ("reason", "mend"):
        assert texts(entry(name), "en")[part].endswith((".", ")."))
        assert texts(entry(name), "zh")[part].endswith("。")


def test_an_entry_is_found_by_code_or_name() -> None:
    assert named("RG107") is named("rg107") is named("invalid-yaml") is entry("invalid-yaml")
    assert named("RG000") is None


def test_a_finding_without_a_value_of_its_wording_is_a_fault() -> None:
    from reportgen.errors import Finding

    with pytest.raises(KeyError, match="item"):
        Finding("unknown-option").message()
