"""Whatever is wrong with a report is said in words and with its place, and harms nothing.

Each test spoils one thing in a copy of the reference report and builds it over an earlier output.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reportgen.cli import app
from reportgen.resources import example_folder

Spoil = Callable[[Path], None]
EARLIER = {
    name: f"earlier {name}".encode()
    for name in ("report.zh.pdf", "report.en.docx", "report.numbers.csv", "notes.txt")
}
QUICK = ("--language", "zh", "--format", "pdf")


def replaced(file: str, old: str, new: str) -> Spoil:
    """Put other words in the first place where a file has some."""

    def spoil(project: Path) -> None:
        text = (project / file).read_text(encoding="utf-8")
        assert old in text
        (project / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def english_taken_out(project: Path) -> None:
    path = project / "report.md"
    text = path.read_text(encoding="utf-8")
    text, number = re.subn("::: en\nIn summary.*?\n:::\n", "", text, flags=re.DOTALL)
    assert number == 1
    path.write_text(text, encoding="utf-8")


def in_gbk(project: Path) -> None:
    path = project / "clinical.csv"
    text = path.read_text(encoding="utf-8").replace("sichuan", "四川", 1)
    path.write_bytes(text.encode("gbk"))


def emptied(project: Path) -> None:
    (project / "students.csv").write_bytes(b"")


def deleted(project: Path) -> None:
    (project / "students.csv").unlink()


def cut_short(project: Path) -> None:
    path = project / "enterprise.xlsx"
    path.write_bytes(path.read_bytes()[:2000])


@dataclass(frozen=True)
class Case:
    """What is spoilt, the place that is named as a pattern, and what is said of it."""

    spoil: Spoil
    place: str
    said: tuple[str, ...]
    at: str = ""
    """What stands at the LINE and COLUMN of the place, in the file that the place names."""
    arguments: tuple[str, ...] = QUICK


CASES = {
    "missing column": Case(
        replaced("clinical.csv", ",awareness,", ",awarenes,"),
        r"clinical\.csv(:1)?:",
        ("no column for the item 'awareness'",
         "columns of the data that no item has: respondent, awarenes",
         "the column most like it: awarenes",
         "codebook/clinical.yaml:38:5"),
    ),
    "unknown code in the data": Case(
        replaced("clinical.csv", ",aware,no,", ",awaer,no,"),
        r"clinical\.csv:2 \(awareness\):",
        ("no such option", "found: awaer", "allowed: aware, not_aware", "did you mean: aware"),
    ),
    "unknown function in the text": Case(
        replaced("report.md", '{{ share("awareness"', '{{ shares("awareness"'),
        r"report\.md:LINE:COLUMN:",
        ("unknown name", "found: shares", "allowed: share, percent", "did you mean: share"),
        at='shares("awareness"',
    ),
    "unknown item in the text": Case(
        replaced("report.md", 'share("awareness"', 'share("awarenes"'),
        r"report\.md:LINE:COLUMN:",
        ("unknown item", "found: awarenes", "did you mean: awareness"),
        at='awarenes"',
    ),
    "unknown option in the text": Case(
        replaced("report.md", 'share("awareness", "aware")', 'share("awareness", "awar")'),
        r"report\.md:LINE:COLUMN:",
        ("unknown option of 'awareness'", "found: awar", "allowed: aware, not_aware",
         "did you mean: aware"),
        at='awar"',
    ),
    "expression that can't be read": Case(
        replaced("report.md", '{{ respondents("clinical") }}', '{{ respondents("clinical" }}'),
        r"report\.md:LINE:[0-9]+:",
        ("can't be read", "expected ')'"),
        at='{{ respondents("clinical" }}',
    ),
    "unknown cross-reference": Case(
        replaced("report.md", 'ref("fig:stages")', 'ref("fig:stage")'),
        r"report\.md:LINE:COLUMN:",
        ("cross-reference", "found: fig:stage", "allowed: tbl:respondents",
         "did you mean: fig:stages"),
        at='fig:stage"',
    ),
    "unknown reference": Case(
        replaced("report.md", 'cite("jin2018")', 'cite("jin2019")'),
        r"report\.md:LINE:COLUMN:",
        ("unknown reference", "found: jin2019", "did you mean: jin2018"),
        at='jin2019"',
    ),
    "paragraph in one language": Case(
        english_taken_out,
        r"report\.md:LINE:",
        ("different numbers of paragraphs", "found: zh: 1, en: 0"),
        at="综上所述",
    ),
    "character without a glyph": Case(
        replaced("report.md", "以下结果中", "以下\U0001f600结果中"),
        r"report\.md:LINE:COLUMN:",
        ("no font has this character", "U+1F600", "“以下\U0001f600结果中，",
         "printed in sec:results paragraph 1 (zh)"),
        at="\U0001f600",
        arguments=("--language", "en,zh", "--format", "docx,pdf"),
    ),
    "broken YAML": Case(
        replaced("report.yaml", "editions: [zh, en", "editions: [zh, en\n  : }"),
        r"report\.yaml:[0-9]+:[0-9]+:",
        ("not valid YAML", "expected ',' or ']'"),
    ),
    "unknown key": Case(
        replaced("report.yaml", "narrative: report.md", "narative: report.md"),
        r"report\.yaml:LINE:COLUMN \(narative\):",
        ("unknown key", "found: narative", "allowed: title", "did you mean: narrative"),
        at="narative: report.md",
    ),
    "key that stands twice": Case(
        replaced("report.yaml", "narrative: report.md", "narrative: report.md\nnarrative: x"),
        r"report\.yaml:LINE:COLUMN \(narrative\):",
        ("stands twice",),
        at="narrative: x",
    ),
    "unknown chart": Case(
        replaced("report.yaml", "chart: stacked_bar", "chart: stackd_bar"),
        r"report\.yaml:LINE:COLUMN \(figures\.attitudes\.chart\):",
        ("unknown chart kind", "found: stackd_bar", "did you mean: stacked_bar"),
        at="chart: stackd_bar",
    ),
    "unknown list of choices": Case(
        replaced("codebook/students.yaml", "type: select_one level", "type: select_one lvel"),
        r"codebook/students\.yaml:LINE:COLUMN \(survey\.0\.type\):",
        ("unknown list of choices", "found: lvel", "did you mean: level"),
        at="type: select_one lvel",
    ),
    "data in GBK": Case(
        in_gbk,
        r"clinical\.csv:2:",
        ("not UTF-8", "looks like GBK", "found: 0x", "Save it as UTF-8"),
    ),
    "empty data": Case(emptied, r"students\.csv:", ("the file is empty",)),
    "missing data": Case(
        deleted,
        r"report\.yaml:LINE:[0-9]+ \(surveys\.students\.data\):",
        ("no such file", "found: students.csv", "allowed: README.md, clinical.csv"),
        at="students.csv",
    ),
    "workbook cut short": Case(
        cut_short, r"enterprise\.xlsx:", ("not a workbook that can be read", "save it again")
    ),
}  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(example_folder(), tmp_path / "project"))


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """The output folder with an earlier output in it."""
    folder = tmp_path / "output"
    folder.mkdir()
    for name, data in EARLIER.items():
        (folder / name).write_bytes(data)
    return folder


def built(project: Path, output: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["build", str(project), "--output", str(output), *arguments])


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
    }


def expected_place(case: Case, project: Path) -> str:
    """The pattern of the place, with the line and column where the spoilt words stand."""
    if not case.at:
        return case.place
    file = re.search(r"[\w/]+\\\.[a-z]+", case.place)
    assert file
    text = (project / file.group().replace("\\", "")).read_text(encoding="utf-8")
    before = text[: text.index(case.at)]
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return case.place.replace("LINE", str(line)).replace("COLUMN", str(column))


@pytest.mark.parametrize("name", CASES)
def test_it_is_told_and_nothing_is_touched(name: str, project: Path, output: Path) -> None:
    case = CASES[name]
    case.spoil(project)
    before = contents(project)
    result = built(project, output, *case.arguments)
    assert result.exit_code == 1, result.output
    first = result.stderr.splitlines()[1].removeprefix(f"  --> {project}/") + ":"
    assert re.match(expected_place(case, project), first), first
    assert [text for text in case.said if text not in result.stderr] == []
    assert "Traceback" not in result.output
    assert "should not happen" not in result.output
    assert contents(output) == EARLIER
    assert contents(project) == before


def test_the_report_as_it_is_is_built(project: Path, output: Path) -> None:
    """So that it is what was spoilt that stops the others."""
    result = built(project, output, *QUICK)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    written = contents(output)
    assert set(written) == set(EARLIER)
    unchanged = {name for name, data in EARLIER.items() if written[name] == data}
    assert unchanged == {"report.en.docx", "notes.txt"}


class TestOutput:
    """Root may write everywhere, so that rights can't be the obstacle here."""

    @pytest.mark.parametrize("below", ["", "folder"])
    def test_a_file_in_place_of_the_folder(self, project: Path, tmp_path: Path, below: str) -> None:
        (tmp_path / "taken").write_bytes(b"earlier")
        result = built(project, tmp_path / "taken" / below, *QUICK)
        assert result.exit_code == 1
        assert str(tmp_path / "taken") in result.stderr
        assert "can't be written" in result.stderr
        assert "--output" in result.stderr
        assert "Traceback" not in result.output
        assert (tmp_path / "taken").read_bytes() == b"earlier"

    def test_a_folder_in_place_of_the_last_file(self, project: Path, output: Path) -> None:
        """Found before the first file is replaced."""
        (output / "report.numbers.csv").unlink()
        (output / "report.numbers.csv").mkdir()
        before = contents(output)
        result = built(project, output, *QUICK)
        assert result.exit_code == 1
        assert "the file can't be written" in result.stderr
        assert f"--> {output / 'report.numbers.csv'}\n" in result.stderr
        assert contents(output) == before


def test_several_faults_are_told_at_once(project: Path, output: Path) -> None:
    replaced("clinical.csv", ",aware,no,", ",awaer,no,")(project)
    replaced("students.csv", ",imaging,", ",imagin,")(project)
    result = built(project, output, *QUICK)
    assert result.exit_code == 1
    assert {"awaer", "imagin"} <= set(re.findall("found: (.+)", result.stderr))
    assert contents(output) == EARLIER
