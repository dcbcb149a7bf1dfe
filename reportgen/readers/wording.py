"""Labels of a codebook: `label`, `label::中文 (zh)`, `label::English (en)` → one Text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from reportgen.errors import Finding
from reportgen.readers.xlsform import CodebookFile
from reportgen.text import ANY_LANGUAGE, Text
from reportgen.yamlfile import KeyPath

LANGUAGE = re.compile(r"(?:.*\(\s*)?(?P<code>[a-z]{2,3}(?:-[A-Za-z0-9]+)*)(?:\s*\))?")
"""A language as XLSForm writes it, `English (en)`, or its code alone."""


def stem(key: str) -> str:
    """A key without its language: label for `label::English (en)`."""
    return key.split("::", 1)[0].strip()


def wording(
    entry: Mapping[str, Any],
    key: KeyPath,
    file: CodebookFile,
    name: str,
    languages: Sequence[str] | None,
) -> tuple[Text | None, list[Finding]]:
    """The text called `name` in an entry at `key` of the file, and what is wrong with it.

    `languages` are those that the text must be given in; None when it may be left out.
    """
    faults: list[Finding] = []
    found: dict[str, str] = {}
    for column, value in entry.items():
        if stem(str(column)) != name:
            continue
        code = _code(str(column))
        place = file.place((*key, column))
        if code is None:
            hint = f"write {name}::English (en), with the language's code in parentheses"
            faults.append(Finding("the language has no code", place, str(column), hint=hint))
        elif not isinstance(value, str):
            faults.append(_no_text(file, (*key, column), value))
        elif code in found:
            faults.append(Finding(f"'{name}' stands twice in '{code}'", place, str(column)))
        elif value.strip():
            found[code] = value.strip()
    if languages is not None and not faults:
        faults += _absent(found, key, file, name, languages)
    return (Text(found) if found else None), faults


def _absent(
    found: Mapping[str, str], key: KeyPath, file: CodebookFile, name: str, languages: Sequence[str]
) -> list[Finding]:
    if not found:
        return [Finding(f"the {name} is missing", file.place(key))]
    return [
        Finding(f"the {name} in '{language}' is missing", file.place(key), hint=_shown(found))
        for language in languages
        if language not in found and ANY_LANGUAGE not in found
    ]


def _shown(found: Mapping[str, str]) -> str:
    return "it has " + ", ".join(f"{language}: {text}" for language, text in found.items())


def _code(column: str) -> str | None:
    _, separator, language = column.partition("::")
    if not separator:
        return ANY_LANGUAGE
    match = LANGUAGE.fullmatch(language.strip())
    return match["code"] if match else None


def _no_text(file: CodebookFile, key: KeyPath, value: Any) -> Finding:
    hint = 'YAML reads a bare yes, no, on, off, true or false as a truth value: write "yes"'
    return Finding(
        "this must be a text",
        file.place(key),
        f"{value!r} ({type(value).__name__})",
        hint=hint if isinstance(value, bool) else "write it in quotes",
    )


def name_of(
    entry: Mapping[str, Any], key: KeyPath, file: CodebookFile, kind: str
) -> tuple[str | None, list[Finding]]:
    """The `name` of an item or option, where a whole number may stand for its text."""
    value = entry.get("name")
    if value is None or value == "":
        return None, [Finding(f"the {kind} has no name", file.place(key))]
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None, [_no_text(file, (*key, "name"), value)]
    return value.strip(), []
