"""Labels of a codebook: `label`, `label::中文 (zh)`, `label::English (en)` → one Text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from reportgen.errors import Finding, finding
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
            faults.append(finding("language-without-code", place, column, key=name))
        elif not isinstance(value, str):
            faults.append(_no_text(file, (*key, column), value))
        elif code in found:
            faults.append(finding("wording-twice", place, column, key=name, language=code))
        elif value.strip():
            found[code] = value.strip()
    if languages is not None and not faults:
        faults += _absent(found, key, file, name, languages)
    return (Text(found) if found else None), faults


def _absent(
    found: Mapping[str, str], key: KeyPath, file: CodebookFile, name: str, languages: Sequence[str]
) -> list[Finding]:
    if not found:
        return [finding("wording-missing", file.place(key), key=name)]
    given = [f"{language}: {text}" for language, text in found.items()]
    return [
        finding(
            "wording-missing-in",
            file.place(key),
            key=name,
            language=language,
            given=given,
            details=("given",),
        )
        for language in languages
        if language not in found and ANY_LANGUAGE not in found
    ]


def _code(column: str) -> str | None:
    _, separator, language = column.partition("::")
    if not separator:
        return ANY_LANGUAGE
    match = LANGUAGE.fullmatch(language.strip())
    return match["code"] if match else None


def _no_text(file: CodebookFile, key: KeyPath, value: Any) -> Finding:
    name = "truth-value-for-text" if isinstance(value, bool) else "not-a-text"
    return finding(name, file.place(key), f"{value!r} ({type(value).__name__})")


def name_of(
    entry: Mapping[str, Any], key: KeyPath, file: CodebookFile, nameless: str
) -> tuple[str | None, list[Finding]]:
    """The `name` of an item or option, where a whole number may stand for its text.

    `nameless` is the finding where there is none.
    """
    value = entry.get("name")
    if value is None or value == "":
        return None, [finding(nameless, file.place(key))]
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None, [_no_text(file, (*key, "name"), value)]
    return value.strip(), []
