"""A list's expressions can be written as they stand, and print what the list says they print."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen import pipeline
from reportgen.compose.expressions import Expressions
from reportgen.listing import KINDS, Entry, entries, gather, matching
from reportgen.listing.expressions import written
from reportgen.resources import example_folder, examples_folder
from reportgen.results import Results
from reportgen.statistics import STATISTICS
from tests.renderers.docx_office import unwrapped

MINIMAL = examples_folder() / "minimal"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINIMAL, tmp_path / "project"))


def listed(project: Path, *kinds: str) -> list[Entry]:
    return list(entries(gather(project), kinds or tuple(KINDS)))


def walk(found: list[Entry] | tuple[Entry, ...]) -> Iterator[Entry]:
    for entry in found:
        yield entry
        yield from walk(entry.parts)


def by_expression(found: list[Entry]) -> dict[str, Entry]:
    return {entry.expression: entry for entry in walk(found) if entry.expression}


def plain(text: str) -> str:
    return re.sub(r"[\u00a0\u2009\u202f]", " ", text)


def test_every_expression_prints_in_word_what_the_list_says(project: Path, tmp_path: Path) -> None:
    found = {
        expression: entry
        for expression, entry in by_expression(listed(project)).items()
        if entry.printed
    }
    assert len(found) > 400
    with (project / "report.md").open("a", encoding="utf-8") as file:
        file.write("\n# 表达式 | Expressions\n")
        for language in ("zh", "en"):
            lines = (f"§{{{{ {expression} }}}}§" for expression in found)
            file.write(f"\n::: {language}\n" + "\n\n".join(lines) + "\n:::\n")
    pipeline.build(project, tmp_path / "output", formats=("docx",))
    for language in ("zh", "en"):
        made = (tmp_path / "output" / f"report.{language}.docx").read_bytes()
        paragraphs = unwrapped(made).paragraphs
        printed = [
            plain(paragraph.text).strip("§")
            for paragraph in paragraphs
            if paragraph.text.startswith("§")
        ]
        assert printed == [entry.printed[language] for entry in found.values()]


def test_every_function_of_the_text_is_listed() -> None:
    names = {expression.partition("(")[0] for expression in by_expression(listed(example_folder()))}
    functions = set(Expressions(Results({}, {}, {}, {}), (), (), (), ()).functions())
    of_scales = {"stat", *STATISTICS}  # the report has no item whose codes are numbers
    # Nor has it a figure of combinations; a remark to co-authors prints nothing to choose from.
    assert names == functions - of_scales - {"combination", "comment"}


def test_combinations_that_a_figure_shows_are_listed() -> None:
    found = by_expression(listed(examples_folder() / "gallery", "statistics"))
    entry = found['combination("tasks", ["nodule", "brain"])']
    assert entry.printed == {"zh": "6.5%(30/463)", "en": "6.5% (30/463)"}
    assert entry.name == "reading.tasks.[nodule brain]"
    combinations = [name for name in found if name.startswith("combination(")]
    assert len(combinations) == 12  # not the sum of the others


def test_the_example_of_the_guide() -> None:
    found = by_expression(listed(example_folder(), "statistics"))
    entry = found['share("awareness", "aware")']
    assert entry.printed == {"zh": "90.8%(5 765/6 347)", "en": "90.8% (5 765/6 347)"}


def test_items_have_labels_types_options_and_bases(project: Path) -> None:
    found = {entry.name: entry for entry in listed(project, "items")}
    assert list(found) == ["level", "used", "frequency", "helpful", "barriers"]
    frequency = found["frequency"]
    assert frequency.label == {"zh": "使用频率", "en": "Frequency of use"}
    assert frequency.facts["type"] == "select_one"
    assert frequency.facts["relevant"] == "${used} = 'yes'"
    assert frequency.printed == {"zh": "43", "en": "43"}
    assert [part.name for part in frequency.parts] == ["weekly", "monthly", "rarely"]
    assert found["barriers"].facts["type"] == "select_multiple"


@pytest.mark.parametrize("kind", ["integer", "text"])
def test_an_item_without_options_is_listed_with_what_it_has(project: Path, kind: str) -> None:
    with (project / "codebook.yaml").open(encoding="utf-8") as file:
        text = file.read().replace(
            "\nchoices:", f"  - {{type: {kind}, name: age, label: Age}}\nchoices:"
        )
    (project / "codebook.yaml").write_text(text, encoding="utf-8")
    data = (project / "answers.csv").read_text(encoding="utf-8").splitlines()
    rows = [f"{line},{'age' if number == 0 else 40}" for number, line in enumerate(data)]
    (project / "answers.csv").write_text("\n".join(rows), encoding="utf-8")
    found = {entry.name: entry for entry in listed(project, "items")}
    assert found["age"].label == {"zh": "Age", "en": "Age"}
    written = by_expression(listed(project, "statistics"))
    if kind == "text":
        assert found["age"].expression == ""
        assert not any("age" in expression for expression in written)
    else:
        assert found["age"].expression == 'base("age")'
        assert written['stat("median", "age")'].printed == {"zh": "40.0", "en": "40.0"}
        assert not any("rank" in expression for expression in written if "age" in expression)
    assert 'label("age")' in by_expression(listed(project, "tags"))


def test_tables_and_figures_have_captions_and_numbers(project: Path) -> None:
    found = by_expression(listed(project, "tables", "figures"))
    assert found['ref("tbl:use")'].printed == {"zh": "表1", "en": "Table 1"}
    assert found['ref("fig:barriers")'].printed == {"zh": "图1", "en": "Figure 1"}
    assert found['figure("barriers")'].label["zh"] == "使用远程会诊的困难"
    assert found['table("use")'].facts == {"rows": "used, helpful", "by": "level"}


def test_captions_are_printed_with_their_numbers() -> None:
    found = by_expression(listed(example_folder(), "tables"))
    assert found['table("respondents")'].label["zh"] == "6 347名临床受访者的一般资料"


def test_a_table_that_stands_nowhere_is_listed_as_such(project: Path) -> None:
    text = (project / "report.md").read_text(encoding="utf-8")
    text = text.replace('{{ table("use") }}', "").replace('{{ ref("tbl:use") }}', "")
    (project / "report.md").write_text(text, encoding="utf-8")
    found = by_expression(listed(project, "tables"))
    assert "nowhere" in found['table("use")'].facts["place"]
    assert found['ref("tbl:use")'].printed == {}


def test_works_are_numbered_as_the_text_cites_them() -> None:
    found = by_expression(listed(example_folder(), "tags"))
    first = found['cite("jin2018")']
    assert first.printed == {"zh": "[1]", "en": "[1]"}
    assert first.label["zh"].startswith("金征宇")


def test_names_are_those_of_the_program(project: Path) -> None:
    found = {entry.name: [part.name for part in entry.parts] for entry in listed(project, "names")}
    assert found["editions"] == ["zh", "en", "bilingual", "parallel"]
    assert {"journal"} <= set(found["theme"])
    assert {"bar", "grouped_bar", "stacked_bar"} <= set(found["chart"])
    assert found["order"] == ["codebook", "descending"]


class TestFaultyProjects:
    def spoil(self, project: Path, file: str, old: str, new: str) -> None:
        text = (project / file).read_text(encoding="utf-8")
        assert old in text
        (project / file).write_text(text.replace(old, new), encoding="utf-8")

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("{{ share(", "{{ shar("),
            ("::: en\nOf the", ":::en\n\n\n:::\nOf the"),
            ("{{ respondents", "{{ respondents("),
        ],
    )
    def test_a_faulty_text(self, project: Path, old: str, new: str) -> None:
        self.spoil(project, "report.md", old, new)
        gathered = gather(project)
        assert gathered.document is None
        assert len(gathered.faults) >= 1
        found = by_expression(list(entries(gathered, KINDS)))
        assert found['share("used", "yes")'].printed["en"] == "68.8% (44/64)"
        assert found['ref("sec:results")'].label == {"zh": "结果", "en": "Results"}
        assert found['ref("tbl:use")'].printed == {}

    def test_no_text(self, project: Path) -> None:
        (project / "report.md").unlink()
        gathered = gather(project)
        assert len(gathered.faults) == 1
        assert gathered.headings == {}
        assert 'base("used")' in by_expression(list(entries(gathered, ["statistics"])))

    def test_a_table_of_an_unknown_item(self, project: Path) -> None:
        self.spoil(project, "report.yaml", "rows: [used, helpful]", "rows: [usd, helpful]")
        gathered = gather(project)
        assert [fault.nearest for fault in gathered.faults] == ["used"]
        found = by_expression(list(entries(gathered, KINDS)))
        assert found['share("used", "yes")'].printed["en"] == "68.8% (44/64)"
        assert 'table("use")' in found

    def test_an_unknown_theme(self, project: Path) -> None:
        self.spoil(project, "report.yaml", "theme: journal", "theme: jurnal")
        gathered = gather(project)
        assert [fault.nearest for fault in gathered.faults] == ["journal"]
        assert by_expression(list(entries(gathered, ["statistics"])))


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("USED", 'share("used", "yes")', 'share("helpful", "agree")'),
        ("医院级别", 'label("level")', 'label("used")'),
        ("68.8%", 'share("used", "yes")', 'share("used", "no")'),
        ("interval used tertiary", 'interval("used", "yes", level="tertiary")', 'base("used")'),
    ],
)
def test_matching(project: Path, text: str, wanted: str, unwanted: str) -> None:
    found = by_expression(list(matching(listed(project), text)))
    assert wanted in found
    assert unwanted not in found


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (written("share", "a", "b"), 'share("a", "b")'),
        (written("label", "a", rank=2), 'label("a", rank=2)'),
        (written("base", "a", level="一"), 'base("a", level="一")'),
        (written("base", "a", **{"my-level": "x"}), 'base("a", **{"my-level": "x"})'),
    ],
)
def test_how_an_expression_is_written(call: str, text: str) -> None:
    assert call == text
