"""The published figures stand in every file, and both languages print the same numbers."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.acceptance.reading import (
    EDITIONS,
    PAGE,
    VERSIONS,
    alternatives,
    number_tokens,
    plain,
    results_rows,
    rows,
    text_of,
    word_content,
    word_results,
)

PUBLISHED = (
    "90.8% 5 765/6 347", "62.1% 3 798/6 119", "89.5% 3 401/3 798", "47.3% 3 002/6 347",
    "45.7% 2 898/6 347", "40.4% 2 566/6 347", "65.4% 17/26", "34.6% 9/26", "92.3% 24/26",
    "22.6% 86/381", "84.8% 323/381",
)  # fmt: skip
"""The figures of the published abstract. It has 22.5% for 86/381, which is 22.6%."""
FORMS = {"zh": "{}({})", "en": "{} ({})"}


def missing(text: str, language: str) -> list[str]:
    """The published figures that a text does not hold in a language's form."""
    found = plain(text, language)
    figures = (FORMS[language].format(*figure.split(" ", 1)) for figure in PUBLISHED)
    return [figure for figure in figures if figure not in found]


def languages(edition: str) -> tuple[str, ...]:
    return (edition,) if edition in FORMS else tuple(FORMS)


def without_chart_kind(alternative: str) -> str:
    """An alternative text without its first words, as Stacked 100% bar chart."""
    return re.split("[:：]", alternative, maxsplit=1)[1]


def poppler(path: Path) -> str:
    """The text of a PDF by Poppler, without running heads and folios."""
    top, height = round(PAGE["top"]), round(PAGE["height"] - PAGE["top"] - PAGE["bottom"])
    area = ["-x", "0", "-y", str(top), "-W", "9999", "-H", str(height)]
    command = ["pdftotext", "-enc", "UTF-8", "-nopgbrk", *area, str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout


@pytest.mark.parametrize(
    ("edition", "language"),
    [(edition, language) for edition in EDITIONS for language in languages(edition)],
)
class TestPublished:
    def test_in_the_pdf(self, built: Path, edition: str, language: str) -> None:
        path = built / f"report.{edition}.pdf"
        assert missing(text_of(rows(path)), language) == []
        assert missing(poppler(path), language) == []

    def test_in_the_word_file(self, built: Path, edition: str, language: str) -> None:
        content = word_content(built / f"report.{edition}.docx")
        assert missing("\n".join(item.text for item in content), language) == []

    def test_in_the_word_file_as_libreoffice_shows_it(
        self, office: Mapping[str, Path], edition: str, language: str
    ) -> None:
        assert missing(poppler(office[edition]), language) == []


def test_one_digit_more_or_less_is_seen() -> None:
    text = " ".join(FORMS["zh"].format(*figure.split(" ", 1)) for figure in PUBLISHED)
    assert missing(text, "zh") == []
    assert missing(text.replace("22.6", "22.5"), "zh") == ["22.6%(86/381)"]
    assert len(missing(text, "en")) == len(PUBLISHED)


class TestResultsInBothLanguages:
    """Every number in the results, those of tables, figures and labels included."""

    def test_of_the_pdf(self, built: Path) -> None:
        zh, en = (
            Counter(number_tokens(text_of(results_rows(built / f"report.{code}.pdf", code))))
            for code in ("zh", "en")
        )
        assert zh - en == Counter()
        assert en - zh == Counter()
        assert zh.total() > 700

    def test_of_the_word_file(self, built: Path) -> None:
        zh, en = (
            Counter(
                number
                for item in word_results(built / f"report.{code}.docx", code)
                for text in (item.text, *map(without_chart_kind, alternatives(item.element)))
                for number in number_tokens(text)
            )
            for code in ("zh", "en")
        )
        assert zh - en == Counter()
        assert en - zh == Counter()
        assert zh.total() > 700

    @pytest.mark.parametrize(("edition", "language"), VERSIONS)
    def test_pdf_and_word_alike_but_for_figures(
        self, built: Path, edition: str, language: str
    ) -> None:
        """Figures are pictures in Word."""
        lines = results_rows(built / f"report.{edition}.pdf", language)
        pdf = Counter(number_tokens(text_of([row for row in lines if not row.is_in_figure])))
        word = Counter(
            number
            for item in word_results(built / f"report.{edition}.docx", language)
            for number in number_tokens(item.text)
        )
        assert pdf - word == Counter()
        assert word - pdf == Counter()
