"""Which row of a built table an edited one is: right, or not told."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import pytest

from reportgen.drafts.rows import known_rows

HEAD = ("Characteristic", "n", "%")
BUILT = (
    HEAD,
    ("Use",), ("Yes", "20", "50.0"), ("No", "20", "50.0"),
    ("Trust",), ("Yes", "20", "50.0"), ("No", "12", "30.0"), ("Unsure", "8", "20.0"),
)  # fmt: skip


def known(*rows: tuple[str, ...]) -> list[int | None]:
    return known_rows((HEAD, *rows), BUILT, 1).rows[1:]


def test_the_same_words_and_numbers_in_two_groups() -> None:
    assert known(*BUILT[1:]) == [1, 2, 3, 4, 5, 6, 7]
    assert known(*BUILT[4:], *BUILT[1:4]) == [4, 5, 6, 7, 1, 2, 3]
    assert known(*BUILT[1:2], *BUILT[3:]) == [1, 3, 4, 5, 6, 7]


def test_below_a_group_that_was_reworded() -> None:
    assert known(("Usage",), *BUILT[2:]) == [1, 2, 3, 4, 5, 6, 7]
    assert known(("Usage",), BUILT[2], *BUILT[4:])[1] is None, "it could be of either"


def test_a_reworded_row_between_its_neighbours() -> None:
    assert known(*BUILT[1:6], ("Never", "12", "30.0"), BUILT[7])[5] == 6
    assert known(*BUILT[1:6], ("Never", "12", "31.0"), BUILT[7])[5] is None
    assert known(*BUILT[1:6], ("Unsure", "12", "30.0"))[5] is None, "the name of another"
    assert known(("Never", "12", "30.0"), *BUILT[1:6], BUILT[7])[0] is None, "moved as well"


def test_other_limits_of_a_class_are_another_class() -> None:
    built = (HEAD, ("18–30 years", "12", "30.0"), ("31–50 years", "28", "70.0"))

    def of(label: str) -> list[int | None]:
        return known_rows((HEAD, (label, "12", "30.0"), built[2]), built, 1).rows

    assert of("Aged 18 to 30") == [0, 1, 2]
    assert of("18–35 years") == [0, None, 2]


def test_columns_by_heads_or_by_numbers() -> None:
    def columns(*rows: tuple[str, ...]) -> frozenset[int]:
        return known_rows(rows, BUILT, 1).columns

    assert columns(*BUILT) == {0, 1, 2}
    assert columns(("Characteristic", "Number", "%"), *BUILT[1:]) == {0, 1, 2}
    assert columns(*((row[0], *reversed(row[1:])) for row in BUILT)) == {0}


@dataclass(frozen=True)
class Line:
    """A row with what it was, which nobody sees."""

    origin: int | None
    texts: tuple[str, ...]


def shuffled(dice: random.Random, built: tuple[tuple[str, ...], ...]) -> list[Line]:
    """A table after a few edits.

    Rows that somebody adds have numbers of their own: one with another name and all the numbers of
    a deleted neighbour, in its very place, is that neighbour, reworded.
    """
    lines = [Line(at, row) for at, row in enumerate(built)]
    for _ in range(dice.randint(1, 5)):
        if len(lines) < 2:
            break
        at, there = (dice.randrange(1, len(lines)) for _ in "ab")
        line, other = lines[at], lines[there]
        match dice.choice(["reword", "rename", "swap", "delete", "move", "number", "add", "own"]):
            case "reword":
                lines[at] = replace(line, texts=(f"new {dice.choice('pqrstuvw')}", *line.texts[1:]))
            case "rename":
                lines[at] = replace(line, texts=(other.texts[0], *line.texts[1:]))
            case "swap":
                lines[at] = replace(line, texts=(other.texts[0], *line.texts[1:]))
                lines[there] = replace(other, texts=(line.texts[0], *other.texts[1:]))
            case "delete":
                del lines[at]
            case "move":
                lines.insert(dice.randrange(1, len(lines) + 1), lines.pop(at))
            case "number" if len(line.texts) > 1:
                lines[at] = replace(line, texts=(*line.texts[:-1], dice.choice("0123")))
            case "add":
                lines.insert(at, line)
            case "own":
                lines.insert(at, Line(None, (f"own {at}", *(dice.choice("4567") for _ in "ab"))))
    return lines


def groups(rows: list[tuple[str, ...]]) -> list[str]:
    found, group = [], ""
    for row in rows:
        group = row[0] if len(row) == 1 else group
        found.append(group)
    return found


@pytest.mark.parametrize("seed", range(20))
def test_a_row_is_taken_for_no_other(seed: int) -> None:
    """Of tables that hold the same few words and numbers again and again."""
    for each in range(150):
        dice = random.Random(seed * 1000 + each)
        built = [HEAD]
        for group in range(dice.randint(1, 3)):
            built.append((f"group {group}",))
            for name in dice.sample("abcd", dice.randint(1, 4)):
                built.append((name, dice.choice("0123"), dice.choice("0123")))
        lines = shuffled(dice, tuple(built))
        now = [line.texts for line in lines]
        found = known_rows(tuple(now), tuple(built), 1).rows
        matched = [at for at in found if at is not None]
        assert len(matched) == len(set(matched))
        labels = {row[0] for row in built if len(row) > 1}
        for line, at, group in zip(lines, found, groups(now), strict=True):
            if at is None or at == 0 or len(built[at]) == 1:
                continue
            has_its_name = line.texts[0] == built[at][0]
            is_itself = line.origin == at and (has_its_name or line.texts[0] not in labels)
            is_named = has_its_name and group == groups(built)[at]
            same = has_its_name and line.texts == built[at]
            assert is_itself or is_named or same, (seed, each, built, lines, found)
