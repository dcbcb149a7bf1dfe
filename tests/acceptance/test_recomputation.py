"""Every number of the ledger comes out again, computed from the data files with pandas alone."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas
import pytest
import yaml

from reportgen.resources import example_folder
from tests.acceptance.reading import ledger

FILES = {"clinical": "clinical.csv", "enterprise": "enterprise.xlsx", "students": "students.csv"}
Z = Decimal("1.959963984540054")
SMALL = 20
"""Below this base no percentage is printed."""
THIN = "\u2009"


class Survey:
    """A data file and what its codebook says of routing, read without the package."""

    def __init__(self, name: str) -> None:
        path = example_folder() / FILES[name]
        if path.suffix == ".xlsx":  # openpyxl: the package itself reads by calamine
            frame = pandas.read_excel(path, engine="openpyxl", dtype=str, keep_default_na=False)
        else:
            frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
        self.frame = frame.fillna("")
        codebook = (example_folder() / "codebook" / f"{name}.yaml").read_text(encoding="utf-8")
        self.items = {row["name"]: row for row in yaml.safe_load(codebook)["survey"]}

    def asked(self, item: str) -> pandas.Series:
        """Who is asked an item: by its own `relevant`, as far as these codebooks use it."""
        everyone = pandas.Series(True, index=self.frame.index)
        relevant = self.items[item].get("relevant")
        if relevant is None:
            return everyone
        any_of = ~everyone
        for condition in relevant.split(" or "):
            name, code = re.fullmatch(r"\$\{(\w+)\} = '(\w+)'", condition.strip()).groups()
            any_of |= self.asked(name) & (self.frame[name] == code)
        return any_of

    def chose(self, item: str, option: str) -> pandas.Series:
        answers = self.frame[item].str.strip()
        if self.items[item]["type"].startswith("select_multiple"):
            return answers.str.split().map(lambda codes: option in codes).astype(bool)
        return answers == option

    def answered(self, item: str) -> pandas.Series:
        return self.frame[item].str.strip() != ""


@pytest.fixture(scope="module")
def surveys() -> Mapping[str, Survey]:
    return {name: Survey(name) for name in FILES}


def recomputed(survey: Survey, item: str, option: str, filters: str) -> tuple[int, int]:
    """Count and base of a row of the ledger."""
    if not item:
        return len(survey.frame), len(survey.frame)
    among = survey.asked(item)
    for condition in filter(None, filters.split(",")):
        by, code = condition.split("=")
        among &= survey.asked(by) & survey.chose(by, code)
    if option == "(missing)":
        return int((among & ~survey.answered(item)).sum()), int(among.sum())
    among &= survey.answered(item)
    base = int(among.sum())
    return (int((among & survey.chose(item, option)).sum()) if option else base), base


def wilson(count: int, base: int) -> tuple[Decimal, Decimal]:
    """Wilson's interval by its formula (Wilson 1927)."""
    n, p = Decimal(base), Decimal(count) / Decimal(base)
    middle = p + Z**2 / (2 * n)
    reach = Z * (p * (1 - p) / n + Z**2 / (4 * n**2)).sqrt()
    scale = 1 + Z**2 / n
    return max(Decimal(0), (middle - reach) / scale), min(Decimal(1), (middle + reach) / scale)


def tenths(proportion: Decimal) -> str:
    return str((100 * proportion).quantize(Decimal("0.1"), ROUND_HALF_UP))


def whole(number: int) -> str:
    return f"{number:,}".replace(",", THIN)


def printed(form: str, count: int, base: int, language: str) -> str:
    """A number as the language prints it in a form."""
    zh = language == "zh"
    gap, to = ("", "~") if zh else (" ", "–")
    fraction = f"{whole(count)}/{whole(base)}"
    if form == "count":
        return whole(count)
    if form == "base":
        return whole(base)
    if base < SMALL:
        return "—" if form.startswith("interval") or not base else fraction
    percent = tenths(Decimal(count) / Decimal(base))
    lower, upper = map(tenths, wilson(count, base))
    return {
        "share": f"{percent}%{gap}({fraction})",
        "percent": f"{percent}%",
        "percent_label": f"{percent}%",
        "fraction": fraction,
        "interval": f"95%{gap}CI:{gap}{lower}%{to}{upper}%",
        "percent_cell": percent,
        "count_percent_cell": f"{whole(count)}{gap}({percent})",
        "share_cell": f"{percent}{gap}({fraction})",
        "interval_cell": f"{lower}{to}{upper}",
    }[form]


class TestLedger:
    def test_counts_and_bases(self, built: Path, surveys: Mapping[str, Survey]) -> None:
        wrong = []
        for row in (entry.row for entry in ledger(built)):
            survey = surveys[row["survey"]]
            count, base = recomputed(survey, row["item"], row["option"], row["filter"])
            if (int(row["count"]), int(row["base_unweighted"])) != (count, base):
                wrong.append(
                    f"{row['id']}: {row['count']}/{row['base_unweighted']}, not {count}/{base}"
                )
        assert wrong == []
        assert len(ledger(built)) > 400

    def test_exact_values_and_intervals(self, built: Path) -> None:
        intervals = 0
        for row in (entry.row for entry in ledger(built)):
            count, base = int(row["count"]), int(row["base_unweighted"])
            assert float(row["exact_value"]) == count / base
            if row["interval_lower"]:
                intervals += 1
                limits = float(row["interval_lower"]), float(row["interval_upper"])
                expected = tuple(map(float, wilson(count, base)))
                assert limits == pytest.approx(expected, rel=1e-12, abs=1e-15), row["id"]
        assert intervals > 300

    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_printed(self, built: Path, surveys: Mapping[str, Survey], language: str) -> None:
        wrong = []
        for row in (entry.row for entry in ledger(built)):
            survey = surveys[row["survey"]]
            count, base = recomputed(survey, row["item"], row["option"], row["filter"])
            expected = printed(row["form"], count, base, language)
            if row[f"printed_{language}"] != expected:
                wrong.append(f"{row['id']}: {row[f'printed_{language}']}, not {expected}")
        assert wrong == []

    def test_identifiers(self, built: Path) -> None:
        for row in (entry.row for entry in ledger(built)):
            name = ".".join(filter(None, (row["survey"], row["item"], row["option"])))
            assert row["id"] == name + (f"@{row['filter']}" if row["filter"] else "")


class TestThisRecomputation:
    """Against values worked out by hand and published ones, so that it is not wrong twice."""

    @pytest.mark.parametrize(
        ("count", "base", "lower", "upper"),
        [(5765, 6347, "90.1", "91.5"), (17, 26, "46.2", "80.6"), (86, 381, "18.7", "27.0")],
    )
    def test_wilson(self, count: int, base: int, lower: str, upper: str) -> None:
        assert tuple(map(tenths, wilson(count, base))) == (lower, upper)

    def test_halves_go_up(self) -> None:
        assert tenths(Decimal(1) / Decimal(8)) == "12.5"
        assert tenths(Decimal(1) / Decimal(16)) == "6.3"  # 6.25
        assert tenths(Decimal(5) / Decimal(16)) == "31.3"  # 31.25
        assert tenths(Decimal(86) / Decimal(381)) == "22.6"

    def test_who_is_asked(self, surveys: Mapping[str, Survey]) -> None:
        assert surveys["clinical"].asked("ai_in_department").sum() == 6119
        assert surveys["clinical"].asked("products").sum() == 3798
        students = surveys["students"].asked("teaching_satisfaction").sum()
        assert 0 < students < len(surveys["students"].frame)

    def test_normal_quantile(self) -> None:
        assert math.erf(float(Z) / math.sqrt(2)) == pytest.approx(0.95, abs=1e-12)
