"""The sides of an ordered scale, and the share of each."""

from pathlib import Path

import pytest

from reportgen.config import read_config
from reportgen.errors import ReportError
from reportgen.readers import read_surveys
from reportgen.results import Tabulation
from reportgen.statistics import tabulate
from reportgen.statistics.sides import divided
from reportgen.survey import Item, ItemType, ResponseOption
from reportgen.text import Text

REPORT = """\
title: {zh: 标题, en: Title}
surveys: {staff: {data: staff.csv, codebook: staff.yaml}}
figures:
  views:
    title: {zh: 看法, en: Views}
    chart: diverging_bar
    rows: [useful, safe]
    direction: rising
"""
CODEBOOK = """\
survey:
  - {type: select_one views, name: useful, "label::zh": 有用, "label::en": Useful}
  - {type: select_one views, name: safe, "label::zh": 安全, "label::en": Safe}
  - {type: select_one wards, name: ward, label: Ward}
  - {type: select_multiple wards, name: wards, label: Wards}
choices:
  views:
    - {name: "1", label: Disagree strongly}
    - {name: "2", label: Disagree}
    - {name: "3", label: Neither}
    - {name: "4", label: Agree}
    - {name: "5", label: Agree strongly}
    - {name: "9", residual: true, label: Not sure}
  wards:
    - {name: a, label: A}
    - {name: b, label: B}
"""
ROWS = (
    # useful, safe, ward: how many
    *(("1", "4", "a"),) * 3,
    *(("2", "5", "a"),) * 5,
    *(("3", "4", "a"),) * 7,
    *(("4", "4", "b"),) * 11,
    *(("5", "5", "b"),) * 13,
    *(("9", "1", "b"),) * 1,
    ("", "2", "b"),
)


def tabulated(folder: Path, more: str = "") -> Tabulation:
    (folder / "report.yaml").write_text(REPORT + more, encoding="utf-8")
    (folder / "staff.yaml").write_text(CODEBOOK, encoding="utf-8")
    lines = ["useful,safe,ward,wards", *(f"{','.join(row)},a" for row in ROWS)]
    (folder / "staff.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    project = read_config(folder)
    return tabulate(read_surveys(project), project).tabulations["fig:views"]


def shares(shown: Tabulation) -> dict[str, tuple[list[str], list[str]]]:
    assert shown.sides is not None
    return {
        each.item: (
            [f"{part.count}/{part.base.unweighted}" for part in each.negative],
            [f"{part.count}/{part.base.unweighted}" for part in each.positive],
        )
        for each in shown.sides.totals
    }


def test_the_totals_are_of_all_who_answered(tmp_path: Path) -> None:
    shown = tabulated(tmp_path)
    assert shown.sides is not None
    assert (shown.sides.negative, shown.sides.neutral) == (("1", "2"), ("3",))
    assert (shown.sides.positive, shown.sides.apart) == (("5", "4"), ("9",))
    # By hand: 3 + 5 and 11 + 13 of 40; 1 + 1 and 3 + 7 + 11 + 5 + 13 of 41.
    assert shares(shown) == {"useful": (["8/40"], ["24/40"]), "safe": (["2/41"], ["39/41"])}


def test_the_totals_have_an_interval_and_a_name(tmp_path: Path) -> None:
    shown = tabulated(tmp_path)
    assert shown.sides is not None
    total = shown.sides.totals[0].positive[0]
    assert total.id == "staff.useful.5+4"
    assert total.value == 0.6
    assert total.interval is not None
    # Wilson's interval of 24/40 at 95%, computed by hand from its formula.
    assert total.interval.lower == pytest.approx(0.44599, abs=1e-4)
    assert total.interval.upper == pytest.approx(0.73651, abs=1e-4)
    assert total in shown.estimates


def test_the_totals_of_categories(tmp_path: Path) -> None:
    shown = tabulated(tmp_path, "    by: ward\n")
    assert shares(shown)["useful"] == (["8/15", "0/25", "8/40"], ["0/15", "24/25", "24/40"])


def test_falling_scales_begin_with_the_positive_end(tmp_path: Path) -> None:
    shown = tabulated(tmp_path, "")
    (tmp_path / "report.yaml").write_text(REPORT.replace("rising", "falling"), encoding="utf-8")
    project = read_config(tmp_path)
    turned = tabulate(read_surveys(project), project).tabulations["fig:views"]
    assert shown.sides is not None
    assert turned.sides is not None
    assert turned.sides.negative == ("5", "4")
    assert turned.sides.totals[0].negative[0].count == shown.sides.totals[0].positive[0].count


def test_descending_sorts_items_by_agreement_and_no_options(tmp_path: Path) -> None:
    shown = tabulated(tmp_path, "    order: descending\n")
    assert [(row.item, row.option) for row in shown.rows] == [
        (item, option) for item in ("safe", "useful") for option in "123459"
    ]


@pytest.mark.parametrize(
    ("number", "neutral", "found"),
    [
        (5, None, ("ab", "c", "ed")),
        (4, None, ("ab", "", "dc")),
        (4, "b", ("a", "b", "dc")),
        (3, "z", None),
        (2, None, ("a", "", "b")),
    ],
)
def test_where_a_scale_is_divided(number: int, neutral: str | None, found: object) -> None:
    options = tuple(ResponseOption(code, Text.same(code)) for code in "abcde"[:number])
    item = Item("s", "q", ItemType.SELECT_ONE, Text.same("q"), options)
    sides = divided(item, item.codes, "rising", neutral)
    if sides is None:
        assert found is None
    else:
        assert tuple("".join(part) for part in (sides.negative, sides.neutral, sides.positive)) == (
            found
        )


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("    neutral: \"7\"\n", "neutral.*'7'|7"),
        ("    rows: [useful, ward]\n", "no|all with the same options"),
        ("    rows: [wards]\n", "of which one option is chosen"),
    ],
)  # fmt: skip
def test_what_has_no_such_scale_is_refused(tmp_path: Path, more: str, message: str) -> None:
    report = REPORT.replace("    rows: [useful, safe]\n", "") if "rows" in more else REPORT
    (tmp_path / "report.yaml").write_text(report + more, encoding="utf-8")
    (tmp_path / "staff.yaml").write_text(CODEBOOK, encoding="utf-8")
    (tmp_path / "staff.csv").write_text("useful,safe,ward,wards\n1,1,a,a\n", encoding="utf-8")
    project = read_config(tmp_path)
    with pytest.raises(ReportError, match=message):
        tabulate(read_surveys(project), project)


@pytest.mark.parametrize(
    ("key", "allowed"),
    [("panels: true", "direction, neutral, neutral_at"), ("intervals: false", "direction")],
)
def test_an_option_that_the_kind_does_not_take_is_refused(
    tmp_path: Path, key: str, allowed: str
) -> None:
    with pytest.raises(ReportError, match=allowed):
        tabulated(tmp_path, f"    {key}\n")


def test_an_unknown_option_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="neutral_at"):
        tabulated(tmp_path, "    neutral_att: right\n")
