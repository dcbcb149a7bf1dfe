"""A build: its stages in order, and its files written all or none."""

import ast
import inspect
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen import pipeline
from reportgen.config import read_config
from reportgen.errors import ReportError, error
from reportgen.pipeline import build, compute
from reportgen.renderers import RENDERERS, Rendered, Rendering

REPORT = """\
title: {zh: 标题, en: Title}
surveys: {staff: {data: staff.csv, codebook: staff.yaml}}
editions: [zh, en]
formats: [html]
tables: {use: {title: {zh: 使用, en: Use}, rows: [uses]}}
figures: {use: {title: {zh: 使用图, en: Use}, rows: [uses]}}
"""
CODEBOOK = """\
survey: [{type: select_one yes_no, name: uses, "label::zh": 使用, "label::en": Use}]
choices:
  yes_no:
    - {name: "yes", "label::zh": 是, "label::en": "Yes"}
    - {name: "no", "label::zh": 否, "label::en": "No"}
"""
TEXT = """\
# 结果 | Results

::: zh
占{{ share("uses", "yes") }}。
:::
::: en
Of all, {{ share("uses", "yes") }}.
:::

{{ table("use") }}

{{ figure("use") }}
"""

Reports = Callable[[str], Path]


@pytest.fixture
def report(tmp_path: Path) -> Reports:
    def made(added: str = "", text: str = TEXT) -> Path:
        folder = tmp_path / "report"
        folder.mkdir(exist_ok=True)
        keys = {line.partition(":")[0] for line in added.splitlines()}
        kept = [line for line in REPORT.splitlines() if line.partition(":")[0] not in keys]
        (folder / "report.yaml").write_text("\n".join([*kept, added]), encoding="utf-8")
        (folder / "report.md").write_text(text, encoding="utf-8")
        (folder / "staff.yaml").write_text(CODEBOOK, encoding="utf-8")
        (folder / "staff.csv").write_text("uses\n" + "yes\n" * 30 + "no\n" * 10, encoding="utf-8")
        return folder

    return made


@pytest.fixture
def format_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, object], None]:
    """Enters a renderer, as an installed plug-in does, for the time of a test."""

    def enter(name: str, renderer: object) -> None:
        monkeypatch.setitem(RENDERERS._variants, name, renderer)

    return enter


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_build_writes_a_file_for_each_edition_and_format_and_the_ledger(
    report: Reports, tmp_path: Path
) -> None:
    output = tmp_path / "new" / "output"
    written = build(report(""), output)
    assert [each.path for each in written] == [
        output / "report.zh.html", output / "report.en.html", output / "report.numbers.csv",
    ]  # fmt: skip
    found = files(output)
    assert len(found) == 3
    assert [(each.size, each.pages) for each in written] == [
        (len(found[each.path.name]), None) for each in written
    ]
    assert "占" in found["report.zh.html"].decode()
    assert "Of all, " in found["report.en.html"].decode()
    assert found["report.numbers.csv"].decode().splitlines()[1].startswith("staff.uses.")


def test_what_is_asked_for_goes_before_report_yaml(report: Reports, tmp_path: Path) -> None:
    written = build(
        report("name: survey"), tmp_path / "o", editions=("parallel",), formats=("html",)
    )
    assert [found.path.name for found in written] == ["survey.parallel.html", "survey.numbers.csv"]


def test_report_yaml_may_be_named_or_its_folder(report: Reports, tmp_path: Path) -> None:
    folder = report("")
    build(folder, tmp_path / "a")
    build(folder / "report.yaml", tmp_path / "b")
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_files_can_be_read_by_others(report: Reports, tmp_path: Path) -> None:
    for found in build(report(""), tmp_path / "o"):
        assert found.path.stat().st_mode & 0o777 == 0o644


def test_the_stages_are_told_in_order(report: Reports, tmp_path: Path) -> None:
    stages: list[tuple[str, str]] = []
    folder = report("")
    build(folder, tmp_path / "o", progress=lambda stage, detail: stages.append((stage, detail)))
    assert [stage for stage, _ in stages] == [
        "config", "readers", "statistics", "compose", "charts", "render", "render", "write",
    ]  # fmt: skip
    assert stages[0] == ("config", str(folder))
    assert stages[1] == ("readers", "staff")
    assert stages[-3:] == [
        ("render", "report.zh.html"), ("render", "report.en.html"), ("write", str(tmp_path / "o")),
    ]  # fmt: skip


def test_a_renderer_that_fails_leaves_what_was_there(
    report: Reports, tmp_path: Path, format_of_ones_own: Callable[[str, object], None]
) -> None:
    def broken(rendering: Rendering) -> Rendered:
        if rendering.edition.name == "en":
            raise error("faulty-pdf", problems=["no more"])
        return Rendered(b"new")

    format_of_ones_own("txt", broken)
    output = tmp_path / "o"
    output.mkdir()
    (output / "report.zh.txt").write_bytes(b"earlier")
    with pytest.raises(ReportError, match="no more"):
        build(report(""), output, formats=("txt",))
    assert files(output) == {"report.zh.txt": b"earlier"}


@pytest.mark.parametrize("fault", [KeyboardInterrupt, MemoryError])
def test_an_interruption_leaves_nothing_half_done(
    report: Reports,
    tmp_path: Path,
    format_of_ones_own: Callable[[str, object], None],
    fault: type[BaseException],
) -> None:
    def interrupted(rendering: Rendering) -> Rendered:
        raise fault

    format_of_ones_own("txt", interrupted)
    with pytest.raises(fault):
        build(report(""), tmp_path / "o", formats=("txt",))
    assert not (tmp_path / "o").exists()


def test_a_file_replaces_the_earlier_one(report: Reports, tmp_path: Path) -> None:
    output = tmp_path / "o"
    output.mkdir()
    (output / "report.zh.html").write_text("earlier")
    (output / "other.txt").write_text("kept")
    build(report(""), output)
    assert b"earlier" not in files(output)["report.zh.html"]
    assert sorted(files(output)) == [
        "other.txt", "report.en.html", "report.numbers.csv", "report.zh.html",
    ]  # fmt: skip


def test_a_file_that_cannot_be_replaced_leaves_no_partial_one(
    report: Reports, tmp_path: Path
) -> None:
    (tmp_path / "o" / "report.zh.html" / "full").mkdir(parents=True)
    with pytest.raises(ReportError, match=r"report\.zh\.html: the file can't be written"):
        build(report(""), tmp_path / "o")
    assert sorted(path.name for path in (tmp_path / "o").iterdir()) == ["report.zh.html"]


@pytest.mark.parametrize(
    ("editions", "formats", "told"),
    [
        (("zh", "bilingul"), (), "unknown edition\n  found: bilingul\n"
            "  allowed: zh, en, bilingual, parallel\n  did you mean: bilingual"),
        ((), ("pfd",), "unknown format\n  found: pfd\n  allowed: docx, html, pdf\n"
            "  did you mean: pdf"),
    ],
)  # fmt: skip
def test_an_unknown_edition_or_format_writes_nothing(
    report: Reports, tmp_path: Path, editions: tuple[str, ...], formats: tuple[str, ...], told: str
) -> None:
    with pytest.raises(ReportError) as caught:
        build(report(""), tmp_path / "o", editions=editions, formats=formats)
    assert str(caught.value) == told
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize("edition", ["zh", "bilingual", "parallel"])
def test_an_edition_in_a_language_that_is_not_written(
    report: Reports, tmp_path: Path, edition: str
) -> None:
    folder = report("languages: [en]\neditions: [en]", text="# Results\n\nA.\n")
    with pytest.raises(ReportError, match="isn't written in"):
        build(folder, tmp_path / "o", editions=(edition,))
    assert not (tmp_path / "o").exists()


def test_an_unknown_format_of_the_configuration_has_its_place(
    report: Reports, tmp_path: Path
) -> None:
    with pytest.raises(ReportError, match=r"report\.yaml:\d+:\d+ \(formats\.0\): unknown format"):
        build(report("formats: [pfd]"), tmp_path / "o")
    assert not (tmp_path / "o").exists()


def test_a_report_in_one_language(report: Reports, tmp_path: Path) -> None:
    text = '# Results\n\nOf all, {{ share("uses", "yes") }}.\n\n{{ table("use") }}\n'
    build(report("languages: [en]\neditions: [en]", text=text), tmp_path / "o")
    assert sorted(files(tmp_path / "o")) == ["report.en.html", "report.numbers.csv"]


def test_an_unknown_chart_kind_has_its_place(report: Reports, tmp_path: Path) -> None:
    folder = report("figures:\n  use: {title: T, rows: [uses], chart: barr}")
    with pytest.raises(ReportError) as caught:
        build(folder, tmp_path / "o")
    (finding,) = caught.value.findings
    assert finding.place is not None
    assert finding.place.key == "figures.use.chart"
    assert (finding.found, finding.nearest) == ("barr", "bar")


def test_a_file_in_place_of_the_output_folder(report: Reports, tmp_path: Path) -> None:
    (tmp_path / "o").write_text("a file")
    with pytest.raises(ReportError, match="the output folder can't be written") as caught:
        build(report(""), tmp_path / "o")
    assert caught.value.findings[0].mend() == "Choose another folder with --output."
    assert (tmp_path / "o").read_text() == "a file"


def test_an_output_folder_that_takes_no_files_is_found_before_any_work(report: Reports) -> None:
    stages: list[str] = []
    with pytest.raises(ReportError, match="the output folder can't be written"):
        build(report(""), Path("/proc/self/fd"), progress=lambda stage, _: stages.append(stage))
    assert stages == ["config"]


def test_computing_stops_before_the_look(report: Reports) -> None:
    stages: list[str] = []
    computed = compute(read_config(report("")), lambda stage, detail: stages.append(stage))
    assert stages == ["readers", "statistics", "compose"]
    assert computed.document.languages == ("zh", "en")
    assert set(computed.results.tabulations) == {"tbl:use", "fig:use"}
    assert computed.theme.name == "journal"


def test_two_builds_are_alike(report: Reports, tmp_path: Path) -> None:
    folder = report("")
    for name in ("a", "b"):
        build(folder, tmp_path / name, editions=("zh",), formats=("html", "pdf", "docx"))
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_a_pdf_tells_how_many_pages_it_has(report: Reports, tmp_path: Path) -> None:
    written = build(report(""), tmp_path / "o", editions=("en",), formats=("pdf", "docx"))
    assert [(found.path.suffix, found.pages) for found in written] == [
        (".pdf", 1), (".docx", None), (".csv", None),
    ]  # fmt: skip


def test_the_whole_flow_is_one_short_function() -> None:
    (function,) = ast.parse(inspect.getsource(pipeline.build)).body
    assert isinstance(function, ast.FunctionDef)
    assert function.end_lineno is not None
    assert function.end_lineno <= 40
