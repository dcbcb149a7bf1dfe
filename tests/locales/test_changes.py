"""What a theme says in place of a locale's words: known names and placeholders alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.locales import load_locale, wording_faults
from reportgen.theme import read_theme


def faults(folder: Path, words: str) -> list[str]:
    theme = folder / "templates" / "house" / "theme.yaml"
    theme.parent.mkdir(parents=True)
    theme.write_text(f"extends: journal\nlocales:\n  en: {words}\n", encoding="utf-8")
    return [str(fault.found) for fault in wording_faults(read_theme("house", project=folder))]


@pytest.mark.parametrize(
    "words",
    [
        "{words: {figure: 'Fig. {number}'}}",
        "{words: {figure: Picture}}",
        "{notes: {base: 'People: {base}'}}",
        "{forms: {share: ['{percent}%', '({count} of {base})']}}",
        "{unheaded: [introduction, methods]}",
        "{abstract_runs_in: true}",
    ],
)
def test_words_with_the_locale_s_placeholders_are_right(tmp_path: Path, words: str) -> None:
    assert faults(tmp_path, words) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("{words: {figur: x}}", "figur"),
        ("{words: {figure: '{nummer}'}}", "nummer"),
        ("{words: {figure: '{number.__class__}'}}", "number.__class__"),
        ("{words: {figure: '{number[0]}'}}", "number[0]"),
        ("{words: {figure: '{number!r}'}}", "number!r"),
        ("{words: {figure: '{number:>999999999}'}}", "number:>999999999"),
        ("{words: {figure: '{number:{number}}'}}", "number:{number}"),
        ("{words: {figure: '{0}'}}", "0"),
        ("{words: {figure: '{'}}", "{"),
        ("{unheaded: [intro]}", "intro"),
    ],
)
def test_what_no_locale_has_is_a_finding(tmp_path: Path, words: str, found: str) -> None:
    assert faults(tmp_path, words) == [found]


def test_a_theme_sets_what_is_headed_and_run_in(tmp_path: Path) -> None:
    assert load_locale("zh").unheaded == ("introduction",)
    faults(tmp_path, "{unheaded: [methods], abstract_runs_in: true}")
    locale = load_locale("en", read_theme("house", project=tmp_path).theme)
    assert (locale.unheaded, locale.abstract_runs_in) == (("methods",), True)
