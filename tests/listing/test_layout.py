"""A list's lines: aligned with wide characters, nothing to be copied cut or wrapped."""

from dataclasses import replace

from rich.cells import cell_len

from reportgen.listing import KINDS, entries, gather
from reportgen.listing.layout import columns, cut, lines
from reportgen.messages import say
from reportgen.resources import example_folder, examples_folder


def test_columns_are_aligned_however_wide_their_characters_are() -> None:
    made = list(columns([("a", "一般", "Fair"), ("bcd", "好", "Good")], 40))
    assert made == ["a     一般   Fair", "bcd   好     Good"]
    assert cell_len(made[0].partition("Fair")[0]) == cell_len(made[1].partition("Good")[0]) == 13


def test_where_the_columns_are_too_wide_values_stand_below() -> None:
    assert list(columns([("a" * 30, "一般", "Fair"), ("b", "好", "Good")], 20)) == [
        "a" * 30, "   一般   Fair", "b", "   好   Good",
    ]  # fmt: skip


def test_values_that_are_too_wide_side_by_side_stand_one_above_the_other() -> None:
    assert list(columns([("a", "一" * 6, "b" * 40)], 20)) == [
        "a", "   " + "一" * 6, "   " + "b" * 16 + "…",
    ]  # fmt: skip


def test_a_text_is_cut_by_its_width() -> None:
    assert cut("一二三四五", 7) == "一二三…"
    assert cut("short", 7) == "short"
    assert cut("two\n lines", 20) == "two lines"


def test_every_expression_stands_whole_and_every_other_line_fits() -> None:
    for folder in (examples_folder() / "minimal", example_folder()):
        found = list(entries(gather(folder), KINDS))
        made = [line.text for line in lines(found, 100)]
        for line in made:
            assert cell_len(line) <= 100 or "(" in line.split()[0], line
        text = "\n".join(made)
        shown = [
            part.expression
            for entry in found
            for part in entry.parts
            if part.facts.get("form") in (None, "share", "base")
        ]
        assert all(expression in text for expression in shown)


def test_lesser_forms_are_left_out_beside_the_share_only() -> None:
    (used,) = [
        entry
        for entry in entries(gather(examples_folder() / "minimal"), ["statistics"])
        if entry.name == "used" and not entry.facts
    ]
    assert not any("interval(" in line.text for line in lines([used], 100))
    intervals = tuple(part for part in used.parts if part.facts["form"] == "interval")
    alone = [line.text for line in lines([replace(used, parts=intervals)], 100)]
    assert sum("interval(" in line for line in alone) == len(intervals)


def test_each_kind_has_a_heading() -> None:
    found = list(entries(gather(examples_folder() / "minimal"), KINDS))
    headings = [line.text for line in lines(found, 100) if line.is_heading]
    assert headings == [f"{kind}: {say(f'kind_{kind}')}" for kind in KINDS]
