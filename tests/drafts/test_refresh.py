"""A draft that was edited as Word would save it, then refreshed after the data changed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from reportgen.drafts import Written, refreshed
from reportgen.resources import examples_folder
from tests.drafts import project as sample
from tests.drafts import word_edits as word
from tests.drafts.word_edits import Q
from tests.renderers.docx_office import audit, bare, to_pdf
from tests.renderers.word_template import SEPARATORS, line, package, table

AFTER = sample.ANSWERS + sample.MORE
OLD, NEW = "50.0%(20/40)", "54.7%(29/53)"
"""What the draft says of the users, and what it should say: 20/40, then 29/53."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return sample.write(tmp_path / "project", AFTER)


def written(project: Path, data: bytes, *, overwrite: bool = False) -> Written:
    draft = project.parent / "draft.docx"
    draft.write_bytes(data)
    return refreshed(draft, project, overwrite=overwrite)


def names(done: Written) -> list[str]:
    return [one.name for one in done.refreshed.findings]


def said_in_controls(data: bytes) -> dict[str, set[str]]:
    """What the controls of each key say, in every part."""
    found: dict[str, set[str]] = {}
    for name, part in word.parts_of(data).items():
        if name.startswith("word/") and name.endswith(".xml") and b":sdt>" in part:
            for control in etree.fromstring(part).iter(f"{Q}sdt"):
                key = control.find(f"{Q}sdtPr/{Q}tag").get(f"{Q}val")
                found.setdefault(key, set()).add(word.said(word.content(control)))
    return found


def titles(data: bytes) -> list[bytes]:
    """Titles of controls, captions and descriptions of tables: what is read out."""
    part = word.parts_of(data)["word/document.xml"]
    return re.findall(rb'<w:(?:alias|tblCaption|tblDescription) w:val="([^"]*)"', part)


def unharmed(before: bytes, after: bytes) -> bool:
    """Whether each part is as it was, but for what stands in controls, and our own records."""
    old, new = word.parts_of(before), word.parts_of(after)
    ours = [
        name for name in old if name.startswith("customXml/item") and b"rg:controls" in old[name]
    ]
    pictures = {
        name for name in old if name.startswith(("word/media/", "word/charts/", "word/embeddings/"))
    }
    return list(old) == list(new) and all(
        word.outside(old[name]) == word.outside(new[name])
        for name in old
        if name not in ours and name not in pictures and name != "docProps/custom.xml"
    )


@pytest.mark.parametrize("edition", ["zh", "en", "parallel"])
def test_a_refreshed_draft_says_what_a_build_prints(project: Path, edition: str) -> None:
    before = sample.built(edition)
    done = written(project, before)
    after, fresh = done.refreshed.data, sample.built(edition, AFTER)
    assert said_in_controls(after) == said_in_controls(fresh) != said_in_controls(before)
    assert titles(after) == titles(fresh) != titles(before)
    assert unharmed(before, after)
    new, old = word.parts_of(fresh), word.parts_of(after)
    shown = [name for name in new if name.startswith(("word/media/", "word/charts/"))]
    assert shown
    assert [name for name in shown if old[name] != new[name]] == []


def test_the_list_says_what_changed_where(project: Path) -> None:
    done = written(project, sample.built("en"))
    found = {(change.old, change.new) for change in done.refreshed.changes}
    assert ("50.0% (20/40)", "54.7% (29/53)") in found
    words = [str(change.place) for change in done.refreshed.changes if change.kind == "number"]
    assert any("below the heading 'Results'" in each for each in words)
    assert any(each.startswith("footnote 1") for each in words)
    assert any(each.startswith("text, table 2, row 1, cell 1") for each in words), "key figures"


def test_nothing_is_written_where_nothing_has_changed(tmp_path: Path) -> None:
    project = sample.write(tmp_path / "project")
    data = word.edited(sample.built("zh"), lambda root: word.split_runs(root))
    done = written(project, data)
    assert done.refreshed.data == data
    assert (done.path, done.kept, done.refreshed.changes) == (None, None, [])
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["draft.docx"]


def test_the_draft_as_it_was_is_kept(project: Path) -> None:
    first = written(project, sample.built("zh"))
    assert first.kept is not None
    assert first.kept.read_bytes() == sample.built("zh")
    assert first.kept.name == "draft.before.docx"
    second = written(project, sample.built("zh"))
    assert second.kept is not None
    assert second.kept.name == "draft.before2.docx"
    assert first.kept.read_bytes() == sample.built("zh")


def test_every_edit_outside_of_controls_stays_byte_for_byte(project: Path, tmp_path: Path) -> None:
    """Retyped text, a moved paragraph, tracked changes and a comment, all in one draft."""

    def edit(root: etree._Element) -> None:
        body = root.find(f"{Q}body")
        assert body is not None
        ward = next(each for each in root.iter(f"{Q}p") if "病区A" in word.said(each))
        moved = word.copied(ward)
        for old in [each for each in ward if each.tag != f"{Q}pPr"]:
            ward.append(word.wrapped("moveFrom", old))
        for new in [each for each in moved if each.tag != f"{Q}pPr"]:
            moved.append(word.wrapped("moveTo", new))
        body.insert(3, moved)
        users = word.paragraph_of(word.control(root, OLD, -1))
        word.split_runs(users)
        users.insert(1, word.wrapped("ins", word.run("（新加的话 & <5）")))
        users.append(word.wrapped("del", word.run("删去的话", "delText")))
        users.append(word.run("，与预期相符。"))

    before = word.comment_on(
        word.edited(sample.built("zh"), edit),
        "一半？20/40？",
        lambda root: word.paragraph_of(word.control(root, OLD, -1)),
    )
    done = written(project, before)
    after = done.refreshed.data
    assert unharmed(before, after)
    assert word.plain(after, "word/comments.xml") == ["一半？20/40？"]
    texts = "\n".join(word.plain(after))
    assert "（新加的话 & <5）" in texts
    assert "病区A为87.9%" in texts, "a paragraph that waits to be moved here"
    assert texts.count(NEW) == 2, "in abstract and text; in the panel it is in two parts"
    assert OLD not in texts
    assert (tmp_path / "draft.docx").read_bytes() == after


def test_a_paragraph_that_was_moved_is_refreshed_where_it_stands_now(project: Path) -> None:
    def edit(root: etree._Element) -> None:
        ward = next(each for each in root.iter(f"{Q}p") if "病区A" in word.said(each))
        root.find(f"{Q}body").insert(0, ward)

    done = written(project, word.edited(sample.built("zh"), edit))
    first = word.plain(done.refreshed.data)[0]
    assert "病区A为87.9%" in first


def test_what_waits_to_be_taken_out_is_left_alone(project: Path) -> None:
    def edit(root: etree._Element) -> None:
        found = word.control(root, OLD)
        holder = word.wrapped("moveFrom")
        found.addprevious(holder)
        holder.append(found)

    before = word.edited(sample.built("zh"), edit)
    after = written(project, before).refreshed.data
    moved = re.search(rb"<w:moveFrom.*</w:moveFrom>", word.parts_of(after)["word/document.xml"])
    assert moved
    assert OLD.encode() in moved[0]


def test_word_tracks_a_move_within_the_controls(project: Path) -> None:
    """The number is in the paragraph that waits to leave, and in the one that waits to come."""

    def edit(root: etree._Element) -> None:
        ward = next(each for each in root.iter(f"{Q}p") if "病区A" in word.said(each))
        moved = word.copied(ward)
        for paragraph, name in ((ward, "moveFrom"), (moved, "moveTo")):
            for each in list(paragraph.iter(f"{Q}r")):
                holder = word.wrapped(name)
                each.addprevious(holder)
                holder.append(each)
        root.find(f"{Q}body").insert(3, moved)

    done = written(project, word.edited(sample.built("zh"), edit))
    assert names(done) == []
    assert "病区A为87.9%，病区B为0/20，平均3.6年。" in word.plain(done.refreshed.data)
    part = word.parts_of(done.refreshed.data)["word/document.xml"]
    assert re.search(rb"<w:moveFrom [^>]*>(?:(?!</w:moveFrom>).)*100\.0%", part)
    assert part.count(b"<w:moveTo ") == part.count(b"<w:moveFrom ") > 5


def test_a_number_that_waits_to_be_deleted_is_gone(project: Path) -> None:
    def edit(root: etree._Element) -> None:
        inner = word.content(word.control(root, "100.0%"))
        runs = list(inner)
        for each in runs:
            for words in each.iter(f"{Q}t"):
                words.tag = f"{Q}delText"
        inner.append(word.wrapped("del", *runs))

    done = written(project, word.edited(sample.built("zh"), edit))
    assert names(done) == ["control-was-deleted"]
    assert b"100.0%</w:delText>" in word.parts_of(done.refreshed.data)["word/document.xml"]


def test_a_change_that_waits_within_a_control_is_told_and_left(project: Path) -> None:
    before = word.edited(
        sample.built("zh"), lambda root: word.track_retyped(word.control(root, OLD), "一半")
    )
    for overwrite in (False, True):
        done = written(project, before, overwrite=overwrite)
        assert names(done).count("pending-change") == 1
        assert "一半" in "".join(word.plain(done.refreshed.data))
        assert word.parts_of(done.refreshed.data)["word/document.xml"].count(b"delText") == 2


def test_what_somebody_typed_is_told_and_written_over_only_when_asked(project: Path) -> None:
    before = word.edited(
        sample.built("zh"), lambda root: word.retype(word.control(root, OLD), "约一半")
    )
    done = written(project, before)
    (told,) = [one for one in done.refreshed.findings if one.name == "edited-by-hand"]
    assert told.told_details() == [f"the data say: {NEW}"]
    assert "约一半" in (told.found or "")
    assert "约一半" in "".join(word.plain(done.refreshed.data))
    again = written(project, before, overwrite=True)
    assert "edited-by-hand" not in names(again)
    assert said_in_controls(again.refreshed.data) == said_in_controls(sample.built("zh", AFTER))


def test_which_space_somebody_typed_makes_no_difference(project: Path) -> None:
    """The build's own is a plain one."""

    def edit(root: etree._Element) -> None:
        for each in word.controls(root, "50.0% (20/40)"):
            word.retype(each, "50.0%\xa0(20/40)")

    done = written(project, word.edited(sample.built("en"), edit))
    assert names(done) == []
    assert said_in_controls(done.refreshed.data) == said_in_controls(sample.built("en", AFTER))


def test_a_number_is_refreshed_though_its_runs_were_cut_and_set_otherwise(project: Path) -> None:
    def edit(root: etree._Element) -> None:
        for each in word.controls(root, OLD):
            word.split_runs(each)
            for one in word.content(each).iter(f"{Q}r"):
                if one.find(f"{Q}rPr") is None:
                    one.insert(0, etree.Element(f"{Q}rPr"))
                etree.SubElement(one.find(f"{Q}rPr"), f"{Q}highlight", {f"{Q}val": "yellow"})

    done = written(project, word.edited(sample.built("zh"), edit))
    root = etree.fromstring(word.parts_of(done.refreshed.data)["word/document.xml"])
    found = word.controls(root, NEW)
    assert len(found) == 2
    for each in found:
        runs = list(word.content(each).iter(f"{Q}r"))
        assert [one.findtext(f"{Q}t") for one in runs] == [NEW]
        assert runs[0].find(f"{Q}rPr/{Q}highlight") is not None


def test_controls_that_were_deleted_are_told(project: Path) -> None:
    def edit(root: etree._Element) -> None:
        for each in word.controls(root):
            if word.said(each) == "50.0%(20/40)":
                word.unwrap(each)
            elif each.find(f"{Q}sdtPr/{Q}tag").get(f"{Q}val") == "tbl:use:zh":
                word.delete(each)

    done = written(project, word.edited(sample.built("zh"), edit))
    found = [one.found for one in done.refreshed.findings if one.name == "control-was-deleted"]
    assert found == [f"{OLD} (是否使用；是)", "53人的使用情况 (tbl:use)"]
    assert OLD in "".join(word.plain(done.refreshed.data)), "typed text is never touched"


def test_a_control_that_was_copied_is_refreshed_twice(project: Path) -> None:
    def edit(root: etree._Element) -> None:
        figure = next(
            each for each in root.iter(f"{Q}sdt") if each.find(f".//{Q}drawing") is not None
        )
        for each in (word.control(root, OLD), figure):
            each.addnext(word.copied(each))

    done = written(project, word.edited(sample.built("zh"), edit))
    assert "\n".join(word.plain(done.refreshed.data)).count(NEW) == 3
    assert [change.kind for change in done.refreshed.changes].count("figure") == 2
    assert names(done) == []


def test_a_number_that_the_project_has_no_more_is_told(project: Path) -> None:
    codebook = project / "staff.yaml"
    codebook.write_text(codebook.read_text("utf-8").replace("name: mri", "name: mr"), "utf-8")
    data = project / "staff.csv"
    data.write_text(data.read_text("utf-8").replace("mri", "mr"), "utf-8")
    text = project / "report.md"
    text.write_text(text.read_text("utf-8").replace('"mri"', '"mr"'), "utf-8")
    done = written(project, sample.built("zh"))
    (told,) = [one for one in done.refreshed.findings if one.name == "control-without-source"]
    assert str(told.place).startswith(f"{project.parent / 'draft.docx'} (footnote 1")
    assert "其中20人用MRI。" in word.plain(done.refreshed.data, "word/footnotes.xml")[-1]


def test_a_number_that_the_report_prints_no_more_is_refreshed_and_told(project: Path) -> None:
    text = project / "report.md"
    text.write_text(
        re.sub(r"\{\{ mean\(.*?\}\}", '{{ median("years") }}', text.read_text("utf-8")), "utf-8"
    )
    done = written(project, sample.built("zh"))
    assert "平均3.6年" in "".join(word.plain(done.refreshed.data)), "105 years of 29 staff"
    assert names(done) == ["number-not-printed", "not-in-draft"]


class TestTables:
    def edit_cell(self, text: str) -> Callable[[etree._Element], None]:
        def edit(root: etree._Element) -> None:
            cell = next(
                each
                for each in root.iter(f"{Q}tc")
                if word.said(each).strip("\u2007\xa0") == "20(100.0)"
            )
            (words,) = cell.iter(f"{Q}t")
            words.text = text

        return edit

    def test_a_cell_that_was_edited_is_left_and_the_others_are_written(self, project: Path) -> None:
        before = word.edited(sample.built("zh"), self.edit_cell("全部"))
        done = written(project, before)
        (told,) = [one for one in done.refreshed.findings if one.name == "edited-by-hand"]
        assert told.found == "全部"
        assert told.told_details() == ["the data say: 29(87.9)"]
        assert "table 3, row 3, cell 2" in str(told.place)
        texts = word.plain(done.refreshed.data)
        assert "全部" in texts
        assert any("29(54.7)" in each for each in texts)
        assert "29(87.9)" in "".join(
            word.plain(written(project, before, overwrite=True).refreshed.data)
        )

    def test_widths_shading_and_comments_of_a_table_stay(self, project: Path) -> None:
        def edit(root: etree._Element) -> None:
            for column in root.iter(f"{Q}gridCol"):
                column.set(f"{Q}w", "1234")
            cell = next(each for each in root.iter(f"{Q}tc") if "20(50.0)" in word.said(each))
            etree.SubElement(
                cell.find(f"{Q}tcPr"), f"{Q}shd", {f"{Q}fill": "FFFF00", f"{Q}val": "clear"}
            )

        after = written(project, word.edited(sample.built("zh"), edit)).refreshed.data
        part = word.parts_of(after)["word/document.xml"]
        assert part.count(b'w:w="1234"') >= 4
        assert part.count(b'w:fill="FFFF00"') == 1

    def test_another_shape_is_written_anew_in_the_styles_of_the_draft(
        self, project: Path, tmp_path: Path
    ) -> None:
        codebook = project / "staff.yaml"
        codebook.write_text(
            codebook.read_text("utf-8").replace(
                "{name: b, label: B}", "{name: b, label: B}\n    - {name: c, label: C}"
            ),
            "utf-8",
        )
        sample.set_answers(project, AFTER + "yes,ct,c,1\n" * 21)

        def renamed(parts: dict[str, bytes]) -> bytes:
            """Style ids as another Word gives them: the names stay."""
            for name in ("word/document.xml", "word/styles.xml"):
                parts[name] = parts[name].replace(b'"TableNumber"', b'"a7"')
            return word.packed(parts)

        before = renamed(word.parts_of(word.edited(sample.built("zh"))))
        done = written(project, before)
        (change,) = [each for each in done.refreshed.changes if each.kind == "table"]
        assert (change.old, change.new) == ("4 × 4", "4 × 5")
        part = word.parts_of(done.refreshed.data)["word/document.xml"]
        assert b'"a7"' in part
        assert b'"TableNumber"' not in part
        assert unharmed(before, done.refreshed.data)
        assert audit(done.refreshed.data, tmp_path) == []

    def test_other_columns_of_a_table_that_was_edited_are_told(self, project: Path) -> None:
        """Rows alone would be known; where columns come or go, nothing is written."""
        codebook = project / "staff.yaml"
        codebook.write_text(
            codebook.read_text("utf-8").replace(
                "{name: b, label: B}", "{name: b, label: B}\n    - {name: c, label: C}"
            ),
            "utf-8",
        )
        sample.set_answers(project, AFTER + "yes,ct,c,1\n" * 21)

        def edit(root: etree._Element) -> None:
            table = next(
                each
                for each in root.iter(f"{Q}sdt")
                if each.find(f"{Q}sdtContent/{Q}tbl") is not None
            )
            word.delete(list(table.iter(f"{Q}tr"))[-1])

        before = word.edited(sample.built("zh"), edit)
        done = written(project, before)
        assert [change for change in done.refreshed.changes if change.kind == "table"] == []
        assert names(done).count("edited-by-hand") == 1
        again = written(project, before, overwrite=True)
        assert [each.kind for each in again.refreshed.changes].count("table") == 1


@pytest.fixture(params=["native", "picture"])
def charts(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class TestFigures:
    @pytest.fixture
    def project(self, tmp_path: Path, charts: str) -> Path:
        return sample.write(tmp_path / "project", AFTER, charts)

    def test_every_part_of_it_is_that_of_a_build(self, project: Path, charts: str) -> None:
        """The chart with its workbook, or the picture with its twin of lines."""
        old = word.parts_of(sample.built("zh", charts=charts))
        new = word.parts_of(sample.built("zh", AFTER, charts))
        after = word.parts_of(written(project, word.edited(word.packed(old))).refreshed.data)
        shown = [
            name for name in old
            if name.startswith(("word/charts/", "word/media/", "word/embeddings/"))
            and "_rels" not in name
        ]  # fmt: skip
        assert len(shown) == 2
        for name in shown:
            assert after[name] == new[name] != old[name]

    def test_a_workbook_that_word_has_renamed_is_found(self, project: Path, charts: str) -> None:
        if charts == "picture":
            return
        parts = word.parts_of(word.edited(sample.built("zh")))
        name, named = "word/embeddings/chart1.xlsx", "word/embeddings/Microsoft_Excel_Sheet.xlsx"
        rels = "word/charts/_rels/chart1.xml.rels"
        parts[named] = parts.pop(name)
        parts[rels] = re.sub(
            rb'Id="[^"]*"',
            b'Id="rId7"',
            parts[rels].replace(b"chart1.xlsx", b"Microsoft_Excel_Sheet.xlsx"),
        )
        chart = "word/charts/chart1.xml"
        parts[chart] = re.sub(rb'(externalData r:id=")[^"]*', rb"\1rId7", parts[chart])
        after = word.parts_of(written(project, word.packed(parts)).refreshed.data)
        assert after[named] == word.parts_of(sample.built("zh", AFTER))[name]
        assert after[rels] == parts[rels]
        assert b'externalData r:id="rId7"' in after[chart]

    def test_one_that_was_made_smaller_stays_so(self, project: Path, charts: str) -> None:
        def edit(root: etree._Element) -> None:
            for each in root.iter():
                if each.get("cx"):
                    each.set("cx", str(int(each.get("cx", "")) // 2))
                    each.set("cy", str(int(each.get("cy", "")) // 2))

        before = word.edited(sample.built("zh", charts=charts), edit)
        after = written(project, before).refreshed.data
        widths = [
            re.findall(rb' cx="(\d+)"', word.parts_of(each)["word/document.xml"])
            for each in (before, after)
        ]
        assert widths[0] == widths[1] != []

    def test_its_description_says_the_new_numbers(self, project: Path, charts: str) -> None:
        after = written(project, sample.built("zh", charts=charts)).refreshed.data
        described = [
            re.findall(rb' descr="([^"]*)"', word.parts_of(each)["word/document.xml"])
            for each in (
                after,
                sample.built("zh", AFTER, charts),
                sample.built("zh", charts=charts),
            )
        ]
        assert described[0] == described[1] != described[2]

    def test_what_somebody_changed_in_it_is_told(self, project: Path, charts: str) -> None:
        parts = word.parts_of(word.edited(sample.built("zh", charts=charts)))
        folder = {"native": "word/charts/", "picture": "word/media/"}[charts]
        (name,) = [
            each for each in parts if each.startswith(folder) and each.endswith(("png", "xml"))
        ]
        if charts == "native":
            parts[name] = re.sub(rb"<c:v>[\d.]+</c:v>", b"<c:v>9</c:v>", parts[name])
        else:
            parts[name] = parts[name] + b"\0"
        done = written(project, word.packed(parts))
        assert names(done) == ["edited-by-hand"]
        assert word.parts_of(done.refreshed.data)[name] == parts[name]
        again = written(project, word.packed(parts), overwrite=True)
        assert names(again) == []
        assert word.parts_of(again.refreshed.data)[name] != parts[name]


def test_every_kind_of_chart(tmp_path: Path) -> None:
    """Of the gallery: with workbooks, and shapes drawn upon charts."""
    project = tmp_path / "gallery"
    shutil.copytree(examples_folder() / "gallery", project)
    before = sample.build(project, "zh")
    answers = (project / "answers.csv").read_text("utf-8").splitlines()
    (project / "answers.csv").write_text("\n".join(answers[:-100]) + "\n", "utf-8")
    done = written(project, word.edited(before))
    after, fresh = word.parts_of(done.refreshed.data), word.parts_of(sample.build(project, "zh"))
    assert names(done) == []
    shown = [name for name in fresh if re.match("word/(charts|drawings|embeddings|media)/", name)]
    assert len(shown) > 12
    assert [name for name in shown if after[name] != fresh[name]] == []
    assert [change.kind for change in done.refreshed.changes].count("figure") == 5


def test_the_file_says_of_which_results_it_is_now(project: Path) -> None:
    """So long as a number is left as it was, it says what it said."""

    def results(data: bytes) -> list[bytes]:
        part = word.parts_of(data)["docProps/custom.xml"]
        return re.findall(rb'name="reportgen.results"[^>]*>\s*<[^>]*>(\w+)<', part)

    mine = b'<cp:property name="Mine" fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="77">'
    parts = word.parts_of(sample.built("zh"))
    parts["docProps/custom.xml"] = parts["docProps/custom.xml"].replace(
        b"</cp:Properties>",
        mine + b"<vt:lpwstr>left alone</vt:lpwstr></cp:property></cp:Properties>",
    )
    after = written(project, word.packed(parts)).refreshed.data
    assert results(after) == results(sample.built("zh", AFTER)) != results(sample.built("zh"))
    assert mine + b"<vt:lpwstr>left alone<" in word.parts_of(after)["docProps/custom.xml"]
    typed = word.edited(
        sample.built("zh"), lambda root: word.retype(word.control(root, OLD), "一半")
    )
    left = written(project, typed).refreshed.data
    assert results(left) == results(sample.built("zh"))


def test_a_note_of_several_sentences_is_right_as_a_build_prints_it(project: Path) -> None:
    """The words between its sentences are part of it: typed like the print, it is told no more."""
    sample.set_answers(project, "yes,ct mri,a,3\n" * 20 + "no,ct,b,\n" * 3 + ",ct,b,\n")
    draft = project.parent / "draft.docx"
    draft.write_bytes(sample.built("zh"))
    assert "notes-differ" in names(refreshed(draft, project))

    def below_tables(root: etree._Element) -> list[etree._Element]:
        tables = (
            each for each in root.iter(f"{Q}sdt") if each.find(f"{Q}sdtContent/{Q}tbl") is not None
        )
        return [each.getnext() for each in tables]

    fresh = etree.fromstring(word.parts_of(sample.build(project, "zh"))["word/document.xml"])
    printed = [word.said(each) for each in below_tables(fresh)]
    assert "；" in printed[0]

    def edit(root: etree._Element) -> None:
        for paragraph, text in zip(below_tables(root), printed, strict=True):
            for each in list(paragraph.iter(f"{Q}r")):
                each.getparent().remove(each)
            paragraph.append(word.run(text))

    draft.write_bytes(word.edited(draft.read_bytes(), edit))
    after = refreshed(draft, project)
    told = [one for one in after.refreshed.findings if one.name == "notes-differ"]
    assert not [one for one in told if one.place and re.search("表格|table", one.place.key)]


def test_notes_that_the_data_change_are_told_until_they_are_changed(project: Path) -> None:
    sample.set_answers(project, "yes,ct mri,a,3\n" * 20 + "no,ct,b,\n" * 3)
    draft = project.parent / "draft.docx"
    draft.write_bytes(sample.built("zh"))
    first = refreshed(draft, project)
    assert "notes-differ" in names(first)
    told = next(one for one in first.refreshed.findings if one.name == "notes-differ")
    assert "notes-differ" in names(refreshed(draft, project)), "it says so until it is done"
    note = str(told.values["note"])

    def edit(root: etree._Element) -> None:
        table = next(
            each for each in root.iter(f"{Q}sdt") if each.find(f"{Q}sdtContent/{Q}tbl") is not None
        )
        table.getnext().append(word.run(note))

    draft.write_bytes(word.edited(draft.read_bytes(), edit))
    assert "notes-differ" not in names(refreshed(draft, project))


def test_a_draft_that_has_lost_its_records_is_told_and_written_when_asked(project: Path) -> None:
    """Another program may drop the part that says what keys stand for."""
    parts = word.parts_of(sample.built("en"))
    lost = {name: data for name, data in parts.items() if not name.startswith("customXml/")}
    for name in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
        lost[name] = re.sub(rb"<(Relationship|Override) [^>]*customXml[^>]*/>", b"", lost[name])
    before = word.packed(lost)
    done = written(project, before)
    assert set(names(done)) == {"edited-by-hand"}
    again = written(project, before, overwrite=True)
    assert said_in_controls(again.refreshed.data) == said_in_controls(sample.built("en", AFTER))


def test_a_number_pasted_from_the_draft_of_another_language(project: Path) -> None:
    """Its key says what it is, though this draft has no record of it."""
    foreign = etree.fromstring(word.parts_of(sample.built("en"))["word/document.xml"])

    def edit(root: etree._Element) -> None:
        pasted = word.copied(word.control(foreign, "50.0% (20/40)"))
        word.paragraph_of(word.control(root, OLD)).append(pasted)

    done = written(project, word.edited(sample.built("zh"), edit))
    (told,) = done.refreshed.findings
    assert told.name == "edited-by-hand", "it can't know whether a build has printed it so"
    assert told.told_details() == ["the data say: 54.7% (29/53)"]


def test_controls_that_lost_their_tags_are_known_by_their_titles(project: Path) -> None:
    """As LibreOffice 7 writes them."""

    def edit(root: etree._Element) -> None:
        for each in list(root.iter(f"{Q}tag")):
            word.delete(each)
        for number, each in enumerate(root.iter(f"{Q}id"), 1):
            each.set(f"{Q}val", str(number))

    after = written(project, word.edited(sample.built("zh"), edit)).refreshed.data
    assert "\n".join(word.plain(after)).count(NEW) == 2


def test_a_draft_made_of_a_template_with_tags(tmp_path: Path) -> None:
    """Numbers in heading, text, header, table and footnote; a table and a figure."""
    share = '{{ share("uses", "yes") }}'
    notes = f'{SEPARATORS}<w:footnote w:id="1">{line(share)}</w:footnote>'
    called = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    body = [
        line("二、结果 ", share, style="1"),
        line("其中", share, "。", called),
        table([line("使用"), line(share)]),
        line('{{ table("use") }}'),
        line('{{ figure("tools") }}'),
    ]
    template = package(
        "".join(body), {"header1": line(share), "footer1": line("x"), "footnotes": notes}
    )
    made = []
    for number, answers in enumerate((sample.ANSWERS, AFTER)):
        project = sample.write(tmp_path / f"project{number}", answers)
        (project / "templates").mkdir()
        (project / "templates" / "template.docx").write_bytes(template)
        made.append(sample.build(project, "zh"))
    before, fresh = made
    assert "\n".join(word.plain(before)).count(OLD) == 3
    after = written(tmp_path / "project1", before).refreshed.data
    assert said_in_controls(after) == said_in_controls(fresh) != said_in_controls(before)
    assert unharmed(before, after)
    for part in ("word/document.xml", "word/header1.xml", "word/footnotes.xml"):
        assert word.plain(after, part) == word.plain(fresh, part)


def test_a_refreshed_draft_is_valid_and_reads_in_another_program(
    project: Path, tmp_path: Path
) -> None:
    import pymupdf

    before = word.edited(sample.built("parallel"))
    after = written(project, before).refreshed.data
    assert audit(after, tmp_path) == []
    with pymupdf.open(to_pdf(after, tmp_path)) as pdf:
        text = bare("".join(page.get_text() for page in pdf))
    for number in ("54.7%(29/53)", "54.7%", "87.9%", "0/20", "29"):
        assert bare(number) in text
    assert "(20/40)" not in text
