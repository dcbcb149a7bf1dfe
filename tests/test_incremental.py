"""Builds with a store: each gives what a build without one would, and does no more than it must."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from reportgen import charts, keys, trace
from reportgen.config import read_config
from reportgen.digest import Files
from reportgen.errors import ReportError
from reportgen.pipeline import Output, build, compute
from reportgen.renderers.docx.template import make
from reportgen.resources import PACKAGE, examples_folder, fonts_folder
from reportgen.store import Store
from reportgen.theme import load_theme

REPORT = """\
title: {zh: 标题, en: Title}
article:
  authors: [{zh: 作者, en: An Author}]
  keywords: [{zh: 调查, en: survey}]
surveys: {staff: {data: staff.csv, codebook: staff.yaml}}
references: references.yaml
published: published.yaml
theme: house
editions: [zh, en]
formats: [html, docx]
tables:
  use:
    title: {zh: 使用, en: Use}
    rows: [uses]
    note: {zh: 自报。, en: As reported.}
figures:
  use: {title: {zh: 使用图, en: Use drawn}, rows: [uses], by: sex, chart: grouped_bar}
"""
CODEBOOK = """\
survey:
  - {type: select_one yes_no, name: uses, "label::zh": 使用, "label::en": Uses it}
  - {type: select_one sex, name: sex, "label::zh": 性别, "label::en": Sex}
choices:
  yes_no:
    - {name: "yes", "label::zh": 是, "label::en": "Yes"}
    - {name: "no", "label::zh": 否, "label::en": "No"}
  sex:
    - {name: f, "label::zh": 女, "label::en": Women}
    - {name: m, "label::zh": 男, "label::en": Men}
"""
TEXT = """\
# 结果 | Results

::: zh
占{{ share("uses", "yes") }}，见文献{{ cite("one") }}。
:::
::: en
Of all, {{ share("uses", "yes") }}, as elsewhere {{ cite("one") }}.
:::

{{ table("use") }}

{{ figure("use") }}

# 参考文献 | References {#references}
"""
REFERENCES = "- {key: one, zh: 某文。, en: A work.}\n- {key: two, zh: 某书。, en: A book.}\n"
THEME = """\
extends: parent
fonts: [{file: own.ttf, script: latin}]
"""
ZH, EN = {"report.zh.html", "report.zh.docx"}, {"report.en.html", "report.en.docx"}
LEDGER = {"report.numbers.csv"}
BOTH = ZH | EN
EVERY = BOTH | LEDGER


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A report of every kind of input, as small as can be."""
    folder = tmp_path / "report"
    house, parent = folder / "templates" / "house", folder / "templates" / "parent"
    for made in (house / "blocks", parent):
        made.mkdir(parents=True)
    data = "uses,sex\n" + "yes,f\n" * 25 + "no,f\n" * 20 + "yes,m\n" * 30 + "no,m\n" * 22
    for path, text in {
        folder / "report.yaml": REPORT,
        folder / "report.md": TEXT,
        folder / "staff.yaml": CODEBOOK,
        folder / "staff.csv": data,
        folder / "references.yaml": REFERENCES,
        folder / "published.yaml": "figures: []\n",
        house / "theme.yaml": THEME,
        parent / "theme.yaml": "extends: journal\n",
    }.items():
        path.write_text(text, encoding="utf-8")
    shutil.copy(fonts_folder() / "SourceSans3-Italic.ttf", house / "own.ttf")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@dataclass
class Work:
    """What a build did: the stages that it computed, and how many drawings it made."""

    stages: list[str]
    drawings: int
    outputs: tuple[Output, ...]

    @property
    def rendered(self) -> set[str]:
        """The files that the store didn't have."""
        return {output.path.name for output in self.outputs if not output.is_kept}

    @property
    def written(self) -> set[str]:
        """The files that weren't there already."""
        return {output.path.name for output in self.outputs if not output.is_unchanged}


Builder = Callable[..., Work]


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> Builder:
    """Builds a report and counts what is done."""
    drawn: list[str] = []
    draw = charts.draw

    def counted(figure: object, *rest: object, **named: object) -> object:
        drawn.append("")
        return draw(figure, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(charts, "draw", counted)

    def work(folder: Path, output: Path, **options: object) -> Work:
        told: list[str] = []
        drawn.clear()
        outputs = build(
            folder, output, progress=lambda stage, _: told.append(stage), **options  # type: ignore[arg-type]
        )  # fmt: skip
        return Work(told, len(drawn), outputs)

    return work


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def replaced(name: str, old: str, new: str, times: int = 1) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) >= times, old
        path.write_text(text.replace(old, new, times), encoding="utf-8")

    return change


def written(name: str, text: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_text(text, encoding="utf-8") and None


def own_font(folder: Path) -> None:
    shutil.copy(fonts_folder() / "SourceSans3-Bold.ttf", folder / "templates/house/own.ttf")


def word_template(folder: Path) -> None:
    theme = load_theme("journal")
    wide = theme.model_copy(update={"page": theme.page.model_copy(update={"top": 100})})
    (folder / "templates/house/template.docx").write_bytes(make(wide))


NOTHING: tuple[str, ...] = ()
READ = ("readers", "statistics", "compose")
CHANGES = {
    "a cell of the data": (replaced("staff.csv", "yes,f", "no,f"), READ, 4, BOTH),
    "a label in one language": (
        replaced("staff.yaml", 'name: "yes", "label::zh": 是', 'name: "yes", "label::zh": 用'),
        READ, 2, ZH,
    ),
    "an item's label": (replaced("staff.yaml", "Uses it", "Has used it"), READ, 2, EN),
    "the title": (replaced("report.yaml", "zh: 标题", "zh: 题名"), ("compose",), 0, ZH),
    "the article": (replaced("report.yaml", "en: An Author", "en: X Y"), ("compose",), 0, EN),
    "a caption": (replaced("report.yaml", "en: Use drawn", "en: A"), ("compose",), 0, EN),
    "a note": (replaced("report.yaml", "zh: 自报。", "zh: 自填。"), ("compose",), 0, ZH),
    "the cells of a table": (
        replaced("report.yaml", "rows: [uses]\n", "rows: [uses]\n    cells: [share]\n"),
        ("compose",), 0, BOTH,
    ),
    "the rows of a table": (
        replaced("report.yaml", "rows: [uses]\n", "rows: [uses, sex]\n"), READ, 0, BOTH,
    ),
    "the order of a figure": (
        replaced("report.yaml", "rows: [uses], by", "order: descending, rows: [uses], by"),
        READ, 0, set(),
    ),
    "the chart kind": (
        replaced("report.yaml", "grouped_bar", "stacked_bar"), ("compose",), 4, BOTH,
    ),
    "the breakdowns": (
        replaced("report.yaml", "theme:", "breakdowns: {staff: [sex]}\ntheme:"), READ, 0, set(),
    ),
    "the languages": (
        replaced("report.yaml", "theme:", "languages: [en, zh]\ntheme:"), READ, 0, BOTH,
    ),
    "the published figures": (written("published.yaml", "figures:\n"), NOTHING, 0, set()),
    "a sentence": (replaced("report.md", "占{{", "共占{{"), ("compose",), 0, ZH),
    "a sentence in English": (replaced("report.md", "Of all", "Of them"), ("compose",), 0, EN),
    "a number in the text": (
        written("report.md", TEXT.replace('share("uses", "yes")', 'share("uses", "no")')),
        ("compose",), 0, BOTH,
    ),
    "a comment in the text": (
        replaced("report.md", "# 结果", "<!-- later -->\n# 结果"), ("compose",), 0, set(),
    ),
    "a reference": (replaced("references.yaml", "zh: 某文。", "zh: 彼文。"), ("compose",), 0, ZH),
    "a reference that isn't cited": (
        replaced("references.yaml", "某书", "彼书"), ("compose",), 0, set(),
    ),
    "a colour": (
        written("templates/house/theme.yaml", THEME + 'colours: {ink: "#222222"}\n'),
        ("compose",), 4, BOTH,
    ),
    "a token of the parent": (
        written("templates/parent/theme.yaml", "extends: journal\npage: {top: 90}\n"),
        ("compose",), 4, BOTH,
    ),
    "a word of the theme": (
        written(
            "templates/house/theme.yaml", THEME + "locales: {en: {words: {table: 'Tab. {number}'}}}"
        ),
        ("compose",), 4, BOTH,
    ),
    "a block": (
        written("templates/house/blocks/paragraph.html.j2", "<p>A block of our own.</p>"),
        NOTHING, 0, BOTH,
    ),
    "a block of the parent": (
        written("templates/parent/report.html.j2", "A page."), NOTHING, 0, BOTH,
    ),
    "a stylesheet": (
        written("templates/house/extra.css.j2", "p { color: red }"), NOTHING, 0, BOTH,
    ),
    "a Word template": (word_template, NOTHING, 0, BOTH),
    "a font file": (own_font, ("compose",), 4, BOTH),
}  # fmt: skip
"""A change, and what it makes necessary: stages before rendering, drawings, files.

A figure is drawn twice in a language: for pages, and without a picture for the ledger and for Word,
whose native chart needs only what it tells. The ledger is written anew whenever the document has
changed, which costs next to nothing.
"""


@pytest.mark.parametrize("name", CHANGES)
def test_after_a_change_a_build_gives_what_one_without_a_store_gives(
    name: str, project: Path, store: Store, built: Builder, tmp_path: Path
) -> None:
    change, computed, drawings, rendered = CHANGES[name]
    output, anew = tmp_path / "output", tmp_path / "anew"
    built(project, output, store=store)
    change(project)
    work = built(project, output, store=store)
    build(project, anew)
    assert files(output) == files(anew)
    assert [stage for stage in work.stages if stage in READ] == list(computed)
    assert work.drawings == drawings
    assert work.rendered - LEDGER == rendered


def test_with_no_change_nothing_is_computed_or_written(
    project: Path, store: Store, built: Builder, tmp_path: Path
) -> None:
    first = built(project, tmp_path / "o", store=store)
    assert first.rendered == first.written == EVERY
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "o").iterdir()}
    again = built(project, tmp_path / "o", store=store)
    assert (again.stages, again.drawings) == (["config", "write"], 0)
    assert again.rendered == again.written == set()
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "o").iterdir()} == before


def test_a_change_taken_back_finds_what_was_made_before(
    project: Path, store: Store, built: Builder, tmp_path: Path
) -> None:
    built(project, tmp_path / "o", store=store)
    before = files(tmp_path / "o")
    replaced("report.md", "占{{", "共占{{")(project)
    built(project, tmp_path / "o", store=store)
    replaced("report.md", "共占{{", "占{{")(project)
    work = built(project, tmp_path / "o", store=store)
    assert (work.stages, work.rendered, work.written) == (["config", "write"], set(), ZH)
    assert files(tmp_path / "o") == before


def test_a_pdf_is_kept_with_its_number_of_pages(
    project: Path, store: Store, built: Builder, tmp_path: Path
) -> None:
    options = {"editions": ("en",), "formats": ("pdf",), "store": store}
    first = built(project, tmp_path / "o", **options)
    replaced("report.md", "占{{", "共占{{")(project)
    again = built(project, tmp_path / "o", **options)
    assert again.rendered == LEDGER
    assert first.outputs[0].pages == again.outputs[0].pages == 1
    replaced("report.md", "Of all", "Of them")(project)
    assert "report.en.pdf" in built(project, tmp_path / "o", **options).rendered
    build(project, tmp_path / "anew", editions=("en",), formats=("pdf",))
    assert files(tmp_path / "o") == files(tmp_path / "anew")


def test_a_pdf_for_archives_is_another_file_and_shows_a_change_in_any_language(
    project: Path, store: Store, built: Builder, tmp_path: Path
) -> None:
    """It encloses the labels of all languages, whatever the edition."""
    options = {"editions": ("en",), "formats": ("pdf", "html"), "store": store}
    built(project, tmp_path / "o", **options)
    plain = files(tmp_path / "o")["report.en.pdf"]
    replaced("report.yaml", "theme:", "pdf: {standard: a-3a}\ntheme:")(project)
    archival = built(project, tmp_path / "o", **options)
    assert archival.rendered == {"report.en.pdf"}
    assert not set(READ) & set(archival.stages)
    for pdf_standard in ("ua-1", "a-3a"):
        again = built(project, tmp_path / "o", pdf_standard=pdf_standard, **options)
        assert again.rendered == set()
        assert (files(tmp_path / "o")["report.en.pdf"] == plain) == (pdf_standard == "ua-1")
    replaced("staff.yaml", 'name: "yes", "label::zh": 是', 'name: "yes", "label::zh": 用')(project)
    assert built(project, tmp_path / "o", **options).rendered - LEDGER == {"report.en.pdf"}
    build(project, tmp_path / "anew", editions=("en",), formats=("pdf", "html"))
    assert files(tmp_path / "o") == files(tmp_path / "anew")


def test_word_with_pictures_is_another_file_and_nothing_else_is(
    project: Path, store: Store, built: Builder, tmp_path: Path
) -> None:
    options = {"editions": ("en",), "formats": ("docx", "html"), "store": store}
    built(project, tmp_path / "o", **options)
    native = files(tmp_path / "o")["report.en.docx"]
    replaced("report.yaml", "theme:", "word: {charts: picture}\ntheme:")(project)
    pictured = built(project, tmp_path / "o", **options)
    assert pictured.rendered == {"report.en.docx"}
    assert not set(READ) & set(pictured.stages)
    assert files(tmp_path / "o")["report.en.docx"] != native
    replaced("report.yaml", "charts: picture", "charts: native")(project)
    assert built(project, tmp_path / "o", **options).rendered == set()
    assert files(tmp_path / "o")["report.en.docx"] == native


def test_other_editions_and_formats_find_what_these_have_made(
    project: Path, store: Store, built: Builder, tmp_path: Path
) -> None:
    built(project, tmp_path / "o", store=store, editions=("zh",), formats=("html",))
    work = built(project, tmp_path / "p", store=store)
    assert not set(READ) & set(work.stages)
    assert work.rendered == BOTH - {"report.zh.html"}


def test_a_store_keeps_nothing_of_a_build_that_fails(
    project: Path, store: Store, built: Builder, tmp_path: Path
) -> None:
    written("report.md", TEXT.replace("uses", "used"))(project)
    for _ in range(2):
        with pytest.raises(ReportError, match="used"):
            built(project, tmp_path / "o", store=store)


@pytest.mark.parametrize(
    "name", ["report.yaml", "report.md", "staff.csv", "templates/house/theme.yaml"]
)
def test_a_file_that_is_saved_while_it_is_read_leaves_nothing_wrong(
    name: str, project: Path, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was made of the later content must not stand under the key of the earlier."""
    path, earlier = project / name, (project / name).read_bytes()
    later = {
        "report.yaml": earlier.replace("标题".encode(), "题名".encode()),
        "report.md": earlier.replace("占".encode(), "共占".encode()),
        "staff.csv": earlier.replace(b"yes,f", b"no,f"),
        "templates/house/theme.yaml": earlier + b"page: {top: 90}\n",
    }[name]
    digested = Files.digest

    def saved(self: Files, asked: Path) -> str:
        found = digested(self, asked)
        if asked == path and path.read_bytes() == earlier:
            path.write_bytes(later)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(Files, "digest", saved)
        build(project, tmp_path / "o", store=store)
    for content in (earlier, later):
        path.write_bytes(content)
        build(project, tmp_path / "o", store=store)
        build(project, tmp_path / "anew")
        assert files(tmp_path / "o") == files(tmp_path / "anew")


@pytest.mark.parametrize("spoil", ["cut", "overwritten", "emptied", "exchanged", "forbidden"])
def test_a_store_that_is_spoilt_is_as_good_as_none(
    spoil: str, project: Path, store: Store, built: Builder, tmp_path: Path
) -> None:
    built(project, tmp_path / "o", store=store)
    before = files(tmp_path / "o")
    entries = sorted((tmp_path / "store").iterdir())
    for index, entry in enumerate(entries):
        data = entry.read_bytes()
        if spoil == "cut":
            entry.write_bytes(data[: len(data) // 2])
        elif spoil == "overwritten":
            entry.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        elif spoil == "emptied":
            entry.write_bytes(b"")
        elif spoil == "exchanged":
            entry.write_bytes(entries[index - 1].read_bytes())
        else:
            entry.unlink()
            entry.mkdir()
    work = built(project, tmp_path / "o", store=store)
    assert work.rendered == EVERY
    assert files(tmp_path / "o") == before


def test_without_a_folder_to_write_in_a_build_is_as_without_a_store(
    project: Path, built: Builder, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    work = built(project, tmp_path / "o", store=Store(tmp_path / "file" / "store"))
    assert work.rendered == EVERY


def test_several_processes_make_the_same_files(project: Path, tmp_path: Path) -> None:
    told: list[tuple[str, str]] = []
    build(project, tmp_path / "one")
    build(
        project, tmp_path / "two", jobs=2, store=Store(tmp_path / "store"),
        progress=lambda stage, detail: told.append((stage, detail)),
    )  # fmt: skip
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert {detail for stage, detail in told if stage == "render"} == BOTH


def test_two_builds_at_the_same_time_share_a_store(project: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "reportgen", "build", str(project), "-q", "-j1", "-o"]
    environment = {**os.environ, "REPORTGEN_CACHE": str(tmp_path / "cache")}
    running = [subprocess.Popen([*command, str(tmp_path / name)], env=environment) for name in "ab"]
    assert [process.wait() for process in running] == [0, 0]
    build(project, tmp_path / "anew")
    assert files(tmp_path / "a") == files(tmp_path / "b") == files(tmp_path / "anew")


def test_what_is_computed_of_a_report_is_taken_from_the_store(
    project: Path, store: Store, tmp_path: Path
) -> None:
    told: list[str] = []
    first = compute(read_config(project), store=store)
    again = compute(read_config(project), lambda stage, _: told.append(stage), store)
    assert told == []
    assert (again.results, again.document) == (first.results, first.document)


def test_another_toolchain_makes_everything_anew(
    project: Path, store: Store, built: Builder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(project, tmp_path / "o", store=store)
    for module in (keys, trace):
        monkeypatch.setattr(module, "toolchain", lambda: "another")
    work = built(project, tmp_path / "o", store=store)
    assert set(READ) <= set(work.stages)
    assert (work.drawings, work.rendered, work.written) == (4, EVERY, set())


def test_a_change_of_the_program_or_a_locale_reaches_the_files(
    project: Path, tmp_path: Path
) -> None:
    """With a copy of the whole program, so that it may be changed."""
    copy = tmp_path / "copy"
    shutil.copytree(PACKAGE, copy / "reportgen", ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "templates").symlink_to(fonts_folder().parent)
    environment = {**os.environ, "PYTHONPATH": str(copy), "REPORTGEN_CACHE": str(tmp_path / "c")}

    def run(output: str, *options: str) -> dict[str, bytes]:
        command = [sys.executable, "-m", "reportgen", "build", str(project), "-q", "-l", "en"]
        subprocess.run(
            [*command, "-f", "html", "-j1", "-o", str(tmp_path / output), *options],
            env=environment, cwd=copy, check=True,
        )  # fmt: skip
        return files(tmp_path / output)

    before = run("o")
    replaced("locales/en.yaml", "Table {number}", "Tab. {number}")(copy / "reportgen")
    assert run("o") == run("anew", "--no-cache") != before
    before = run("o")
    replaced("renderers/html.py", '"<sup>{}</sup>"', '"<sup>({})</sup>"')(copy / "reportgen")
    assert run("o") == run("anew", "--no-cache") != before


def test_every_file_that_a_build_opens_is_part_of_a_key(project: Path, tmp_path: Path) -> None:
    """The files that Python opens, seen from without, against those that are digested."""
    script = """
import sys
from pathlib import Path
opened = set()
sys.addaudithook(lambda event, found: event == "open" and isinstance(found[0], (str, Path))
                 and opened.add(str(found[0])))
from reportgen import digest, pipeline
from reportgen.store import Store
digested = set()
kept = digest.Files.digest
def noted(self, path):
    digested.add(str(path))
    return kept(self, path)
digest.Files.digest = noted
folder, output, store = map(Path, sys.argv[1:])
pipeline.build(folder, output, formats=("html", "docx", "pdf"), store=Store(store))
print(*sorted(name for name in opened - digested if name.startswith(str(folder))), sep="\\n")
"""
    done = subprocess.run(
        [sys.executable, "-c", script, project, tmp_path / "o", tmp_path / "s"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == []


def test_another_kind_of_chart_is_counted_anew(tmp_path: Path) -> None:
    """What a histogram, a box or a flow shows is computed with the statistics, by the kind."""
    project = tmp_path / "gallery"
    shutil.copytree(examples_folder() / "gallery", project)
    store = Store(tmp_path / "store")
    config = project / "report.yaml"
    text = config.read_text(encoding="utf-8")
    for old, new in (
        ("rows: [years]", "rows: [years]"),
        ("chart: upset", "chart: flow"),
        ("chart: box", "chart: histogram"),
        ("bins: 14", "bins: 5"),
        ("count: 2150", "count: 2200"),
        ("${works} = 'yes'", "${works} != 'no'"),
    ):
        text = text.replace(old, new)
        config.write_text(text, encoding="utf-8")
        kept = compute(read_config(project), store=store)
        anew = compute(read_config(project))
        assert kept.results == anew.results
        assert kept.document == anew.document
