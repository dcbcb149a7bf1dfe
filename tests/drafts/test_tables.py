"""Tables that co-authors have edited: a number is written beside its own name or not at all."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from reportgen.drafts import Written, refreshed, verified
from reportgen.errors import Finding
from tests.drafts import ranked
from tests.drafts import word_edits as word
from tests.drafts.word_edits import Q
from tests.renderers.docx_office import audit

NAMES = [english for _, english in ranked.TOOLS.values()]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return ranked.write(tmp_path / "project", ranked.AFTER)


def written(project: Path, data: bytes, *, overwrite: bool = False) -> Written:
    draft = project.parent / "draft.docx"
    draft.write_bytes(data)
    return refreshed(draft, project, overwrite=overwrite)


def found(project: Path, data: bytes) -> list[Finding]:
    draft = project.parent / "draft.docx"
    draft.write_bytes(data)
    return list(verified(draft, project).findings)


def table(root: etree._Element, name: str = "tools") -> etree._Element:
    """A table by its id; it stands in its control."""
    return next(
        control.find(f"{Q}sdtContent/{Q}tbl")
        for control in root.iter(f"{Q}sdt")
        if control.find(f"{Q}sdtPr/{Q}tag").get(f"{Q}val") == f"tbl:{name}:en"
    )


def lines(data: bytes, name: str = "tools") -> list[list[str]]:
    root = etree.fromstring(word.parts_of(data)["word/document.xml"])
    rows = table(root, name).iter(f"{Q}tr")
    return [[" ".join(word.said(cell).split()) for cell in row.iter(f"{Q}tc")] for row in rows]


def row_of(root: etree._Element, label: str, name: str = "tools") -> etree._Element:
    return next(
        row for row in table(root, name).iter(f"{Q}tr")
        if word.said(next(row.iter(f"{Q}tc"))) == label
    )  # fmt: skip


def retype(row: etree._Element, cell: int, text: str) -> None:
    first, *others = list(row.iter(f"{Q}tc"))[cell].iter(f"{Q}t")
    first.text = text
    for each in others:
        each.text = ""


def edited(*edits: word.Edit) -> bytes:
    return word.edited(ranked.built(), *edits)


def renamed(old: str, new: str, name: str = "tools") -> word.Edit:
    return lambda root: retype(row_of(root, old, name), 0, new)


def of_tables(findings: Iterable[Finding]) -> list[Finding]:
    """What is told of the tables; the sentence that ranks the devices is told of, too."""
    return [one for one in findings if ", table " in str(one.place)]


def by_name(rows: list[list[str]]) -> dict[str, list[str]]:
    return {label: numbers for label, *numbers in rows}


TODAY = by_name(lines(ranked.built(data=ranked.AFTER)))
"""What a build prints beside each name."""
WAS = by_name(lines(ranked.built()))


@pytest.mark.parametrize("old", NAMES)
def test_the_numbers_follow_a_name_that_was_reworded(project: Path, old: str) -> None:
    done = written(project, edited(renamed(old, "Another wording"))).refreshed
    fresh = lines(ranked.built(data=ranked.AFTER))
    assert lines(done.data) == [
        ["Another wording", *row[1:]] if row[0] == old else row for row in fresh
    ]
    assert [one.name for one in of_tables(done.findings)] == []
    assert [each.kind for each in done.changes].count("order") == 2, "in both tables"
    assert of_tables(found(project, done.data)) == []


def test_a_look_follows_its_row(project: Path, tmp_path: Path) -> None:
    def edit(root: etree._Element) -> None:
        for cell in row_of(root, "Positron emission").iter(f"{Q}tc"):
            etree.SubElement(
                cell.find(f"{Q}tcPr"), f"{Q}shd", {f"{Q}fill": "FFFF00", f"{Q}val": "clear"}
            )

    after = written(project, edited(edit)).refreshed.data
    assert lines(after) == lines(ranked.built(data=ranked.AFTER))
    assert lines(after, "kinds") == lines(ranked.built(data=ranked.AFTER), "kinds")
    root = etree.fromstring(word.parts_of(after)["word/document.xml"])
    shaded = {word.said(next(cell.getparent().iter(f"{Q}tc"))) for cell in root.iter(f"{Q}tc")
              if cell.find(f"{Q}tcPr/{Q}shd") is not None}  # fmt: skip
    assert shaded == {"Positron emission"}
    assert audit(after, tmp_path) == []


def test_names_that_were_exchanged_are_left(project: Path) -> None:
    """By name it is one row, by numbers another: nothing is written beside either."""

    def edit(root: etree._Element) -> None:
        one, other = (row_of(root, name) for name in ("Magnetic resonance", "Positron emission"))
        retype(one, 0, "Positron emission")
        retype(other, 0, "Magnetic resonance")

    before = edited(edit)
    done = written(project, before).refreshed
    rows = by_name(lines(done.data))
    assert rows["Positron emission"] == WAS["Magnetic resonance"]
    assert rows["Magnetic resonance"] == WAS["Positron emission"]
    assert rows["Ultrasound"] == TODAY["Ultrasound"]
    told = [one for one in done.findings if one.name == "row-in-doubt"]
    assert [str(one.place).partition("row ")[2][:1] for one in told] == ["4", "5"]
    assert [one.name for one in found(project, before)].count("row-in-doubt") == 2
    again = written(project, before, overwrite=True).refreshed
    assert lines(again.data) == lines(ranked.built(data=ranked.AFTER))


def test_a_row_of_which_all_was_retyped_is_left(project: Path) -> None:
    def edit(root: etree._Element) -> None:
        row = row_of(root, "Ultrasound")
        retype(row, 0, "Sonography")
        retype(row, 1, "6 (31.0)")

    done = written(project, edited(edit)).refreshed
    rows = by_name(lines(done.data))
    assert rows["Sonography"] == ["6 (31.0)", *WAS["Ultrasound"][1:]]
    assert {name: rows[name] for name in NAMES if name != "Ultrasound"} == {
        name: TODAY[name] for name in NAMES if name != "Ultrasound"
    }
    assert {one.name for one in of_tables(done.findings)} == {"row-in-doubt", "rows-in-other-order"}


def test_a_typed_number_beside_its_name_is_left_alone_and_the_row_goes_on(project: Path) -> None:
    done = written(project, edited(lambda root: retype(row_of(root, "Ultrasound"), 1, "8 (40.0)")))
    rows = by_name(lines(done.refreshed.data))
    assert rows["Ultrasound"] == ["8 (40.0)", *TODAY["Ultrasound"][1:]]
    (told,) = of_tables(done.refreshed.findings)
    assert told.name == "edited-by-hand"
    assert told.told_details() == ["the data say: 7 (35.0)"]


@pytest.mark.parametrize("gone", NAMES)
def test_the_rows_beside_a_deleted_one_are_compared_and_refreshed(project: Path, gone: str) -> None:
    before = edited(lambda root: word.delete(row_of(root, gone)))
    told = found(project, before)
    assert [one.name for one in told].count("rows-were-deleted") == 1
    old = {one.values["printed"] for one in told if one.name == "number-is-old"}
    differing = {
        one for name in NAMES if name != gone
        for one, other in zip(WAS[name], TODAY[name], strict=True) if one != other
    }  # fmt: skip
    assert differing <= old
    done = written(project, before).refreshed
    assert lines(done.data) == [
        row for row in lines(ranked.built(data=ranked.AFTER)) if row[0] != gone
    ]
    (again,) = of_tables(found(project, done.data))
    assert (again.name, again.is_warning) == ("rows-were-deleted", True)
    assert again.values["rows"] == (gone,)


def test_rows_that_somebody_moved_stay_where_they_are(project: Path) -> None:
    def edit(root: etree._Element) -> None:
        table(root).append(row_of(root, "Computed tomography"))

    done = written(project, edited(edit)).refreshed
    rows = lines(done.data)
    assert [row[0] for row in rows[2:]] == [*NAMES[1:], NAMES[0]]
    assert by_name(rows) == TODAY
    assert [one.name for one in of_tables(done.findings)] == ["rows-in-other-order"]


def test_a_row_that_somebody_added_stays_as_it_is(project: Path) -> None:
    def edit(root: etree._Element) -> None:
        row = row_of(root, "Ultrasound")
        row.addnext(word.copied(row))
        retype(row.getnext(), 0, "Endoscopy")
        retype(row.getnext(), 1, "1 (5.0)")

    before = edited(edit)
    rows = by_name(lines(written(project, before).refreshed.data))
    assert rows["Endoscopy"] == ["1 (5.0)", *WAS["Ultrasound"][1:]]
    assert {name: rows[name] for name in NAMES} == {name: TODAY[name] for name in NAMES}


def test_columns_that_were_exchanged_are_left(project: Path) -> None:
    def edit(root: etree._Element) -> None:
        for row in list(table(root).iter(f"{Q}tr"))[1:]:
            _, one, other, _ = row.iter(f"{Q}tc")
            other.addnext(one)

    done = written(project, edited(edit)).refreshed
    rows = by_name(lines(done.data))
    for name in NAMES:
        left = [WAS[name][1], WAS[name][0]]
        assert rows[name][:2] == left
        assert rows[name][2] == TODAY[name][2]
    assert [one.name for one in of_tables(done.findings)].count("row-in-doubt") == 2


def test_a_head_that_was_reworded_keeps_its_words_and_takes_its_number(project: Path) -> None:
    ranked_more = ranked.AFTER + "no,ct,a,\n" * 20
    (project / "staff.csv").write_text("uses,tools,ward,years\n" + ranked_more, "utf-8")

    def edit(root: etree._Element) -> None:
        retype(list(table(root).iter(f"{Q}tr"))[1], 1, "First A (n = 20)")

    rows = lines(written(project, edited(edit)).refreshed.data)
    assert rows[1][1] == "First A (n = 40)"


def test_rows_that_the_data_no_longer_give_and_new_ones_are_told(project: Path) -> None:
    """The table was edited, so that no row is put into it."""
    report = project / "staff.yaml"
    text = report.read_text("utf-8")
    report.write_text(
        text.replace("    - {name: us,", "    - {name: spect, label: SPECT}\n    - {name: us,"),
        "utf-8",
    )
    done = written(project, edited(renamed("Ultrasound", "Sonography"))).refreshed
    rows = by_name(lines(done.data))
    assert rows["Sonography"] == TODAY["Ultrasound"]
    (told,) = of_tables(done.findings)
    assert (told.name, told.values["rows"]) == ("rows-are-new", ("SPECT",))
    again = {one.name for one in found(project, done.data)}
    assert "rows-are-new" in again, "until it is there"


def test_what_stretches_over_rows_keeps_them_in_place(project: Path) -> None:
    def edit(root: etree._Element) -> None:
        one, other = (row_of(root, name) for name in NAMES[1:3])
        paragraphs = [next(row.iter(f"{Q}p")) for row in (one, other)]
        paragraphs[0].append(
            etree.Element(f"{Q}bookmarkStart", {f"{Q}id": "997", f"{Q}name": "mine"})
        )
        paragraphs[1].append(etree.Element(f"{Q}bookmarkEnd", {f"{Q}id": "997"}))

    done = written(project, edited(edit)).refreshed
    rows = lines(done.data)
    assert [row[0] for row in rows[2:]] == NAMES
    assert by_name(rows) == TODAY
    assert [one.name for one in of_tables(done.findings)] == ["rows-in-other-order"]


class TestGroups:
    """Two items, one below the other."""

    def test_a_group_that_was_reworded(self, project: Path) -> None:
        done = written(project, edited(renamed("Tools", "Devices", "kinds"))).refreshed
        fresh = lines(ranked.built(data=ranked.AFTER), "kinds")
        assert lines(done.data, "kinds") == [
            ["Devices"] if row == ["Tools"] else row for row in fresh
        ]

    def test_a_whole_group_that_was_moved(self, project: Path) -> None:
        def edit(root: etree._Element) -> None:
            rows = list(table(root, "kinds").iter(f"{Q}tr"))
            for row in rows[1:4]:
                table(root, "kinds").append(row)

        done = written(project, edited(edit)).refreshed
        fresh = by_name(lines(ranked.built(data=ranked.AFTER), "kinds"))
        assert by_name(lines(done.data, "kinds")) == fresh
        assert [row[0] for row in lines(done.data, "kinds")][-3:] == ["Use", "Yes", "No"]


def edits(dice: random.Random) -> Iterator[tuple[str, word.Edit]]:
    """A few things that somebody does to the rows of a table."""
    for number in range(dice.randint(1, 4)):
        one, other = dice.sample(NAMES, 2)
        match dice.choice(["reword", "swap", "delete", "move", "copy", "number", "name as"]):
            case "reword":
                yield f"reword {one}", renamed(one, f"{one}, reworded {'abcd'[number]}")
            case "name as":
                yield f"{one} named {other}", renamed(one, other)
            case "swap":
                yield f"swap {one}, {other}", _swapped(one, other)
            case "delete":
                yield f"delete {one}", lambda root, one=one: word.delete(row_of(root, one))
            case "move":
                yield f"move {one}", lambda root, one=one: table(root).append(row_of(root, one))
            case "copy":
                yield (
                    f"copy {one}",
                    lambda root, one=one: row_of(root, one).addnext(word.copied(row_of(root, one))),
                )
            case "number":
                yield f"number of {one}", lambda root, one=one: retype(row_of(root, one), 2, "77")


def _swapped(one: str, other: str) -> word.Edit:
    def edit(root: etree._Element) -> None:
        first, second = row_of(root, one), row_of(root, other)
        retype(first, 0, other)
        retype(second, 0, one)

    return edit


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_done_no_number_comes_to_stand_beside_another_name(
    project: Path, seed: int
) -> None:
    """Each row, known by a mark that only this test sees, keeps its numbers or takes its own."""
    done: list[str] = []

    def edit(root: etree._Element) -> None:
        for row in list(table(root).iter(f"{Q}tr"))[2:]:
            row.set(f"{Q}rsidTr", f"{NAMES.index(word.said(next(row.iter(f'{Q}tc')))):08X}")
        for told, one in edits(random.Random(seed)):
            try:
                one(root)
            except StopIteration:  # the row isn't there any more
                continue
            done.append(told)

    before = edited(edit)
    after = written(project, before).refreshed.data
    was = _marked(before)
    for name, label, *numbers in _marked(after):
        assert any(
            label == there[1]
            and name == there[0]
            and all(
                new in (old, fresh)
                for new, old, fresh in zip(numbers, there[2:], TODAY[name], strict=True)
            )
            for there in was
        ), (done, name, label, numbers)
        if label in NAMES and label != name:
            assert numbers in [there[2:] for there in was if there[:2] == [name, label]], done


def _marked(data: bytes) -> list[list[str]]:
    """The rows of the body, each with the name that it had when the draft was built."""
    root = etree.fromstring(word.parts_of(data)["word/document.xml"])
    return [
        [NAMES[int(row.get(f"{Q}rsidTr"), 16)],
         *(re.sub(r"\s+", " ", word.said(cell)).strip() for cell in row.iter(f"{Q}tc"))]
        for row in list(table(root).iter(f"{Q}tr"))[2:]
    ]  # fmt: skip
