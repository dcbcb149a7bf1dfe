"""Findings as a terminal shows them, in both languages."""

from __future__ import annotations

from pathlib import Path

from reportgen.errors import Finding, Place
from reportgen.telling import shown


def test_code_place_line_remarks_and_mend_follow_each_other(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text('甲{{ shares("a") }}\n', encoding="utf-8")
    finding = Finding("unknown-name", Place(str(path), 1, 5), "shares", ("share", "base"))
    assert shown([finding], "en") == [
        "RG502 unknown name",
        f"  --> {path}:1:5",
        '  1 | 甲{{ shares("a") }}',
        "    |      ^^^^^^",
        "  found: shares",
        "  allowed: share, base",
        "  did you mean: share",
        "  → Correct the function's name; put the names of items and the codes of options in "
        "straight quotes.",
        "more: reportgen explain RG502",
    ]
    assert shown([finding], "zh") == [
        "RG502 未知的名称",
        f"  --> {path}:1:5",
        '  1 | 甲{{ shares("a") }}',
        "    |      ^^^^^^",
        "  实际为：shares",
        "  允许：share, base",
        "  是否想写：share",
        "  → 请改正函数名；题目名称和选项编码要放在直引号中。",
        "详见：reportgen explain RG502",
    ]


def test_how_to_mend_is_said_once_for_a_code() -> None:
    lines = shown([Finding("empty-file"), Finding("key-twice"), Finding("empty-file")], "en")
    assert [line[:5] for line in lines] == ["RG103", "  → S", "RG110", "  → T", "RG103", "more:"]
    assert lines[-1] == "more: reportgen explain RG103 RG110"


def test_a_warning_says_that_it_is_one() -> None:
    finding = Finding("unplaced-table", None, "use")
    assert shown([finding], "en")[0] == "RG831 warning: this table is not printed"
    assert shown([finding], "zh")[0] == "RG831 警告：这个表没有印出"


def test_many_are_counted() -> None:
    lines = shown([Finding("empty-file")] * 23, "en")
    assert lines[-2] == "… and 3 more"
    assert shown([Finding("empty-file")] * 23, "zh")[-2] == "……还有3个问题"
