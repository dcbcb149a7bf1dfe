"""A session: what is made anew, and only that; what stays after a fault."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from reportgen import charts, compose, readers, resources
from reportgen.errors import ReportError
from reportgen.pipeline import build, read_project
from reportgen.preview import memory, session
from reportgen.preview.memory import Memory
from reportgen.preview.printing import print_apart
from reportgen.preview.session import Session, View
from reportgen.renderers.html import to_html
from reportgen.stages import Stages
from reportgen.store import Store, cache_folder, project_store
from reportgen.trace import File
from tests.preview.conftest import TEXT, Report

ZH, EN = View("zh"), View("en")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the stages are asked."""
    counted: Counter[str] = Counter()

    def counting(module: ModuleType, name: str) -> None:
        real = getattr(module, name)

        def call(*arguments: object, **named: object) -> object:
            counted[name] += 1
            return real(*arguments, **named)

        monkeypatch.setattr(module, name, call)

    counting(readers, "read_surveys")
    counting(compose, "compose")
    counting(charts, "draw")
    counting(session, "to_html")
    return counted


def changed(session: Session) -> None:
    assert session.is_stale()
    session.update()
    assert not session.is_stale()


def test_a_page_is_what_is_printed_but_for_where_its_fonts_are(report: Report) -> None:
    page = Session(report.folder).page(ZH)
    assert page.findings == ()
    printed = to_html(Stages(read_project(report.folder)).rendering("zh", "html"))
    urls = r'(?<=url\()[^)]*(?=\))|(?<=<img src=")[^"]*'
    assert re.sub(urls, "…", page.html) == re.sub(urls, "…", printed)
    assert "data:" not in page.html
    assert len(page.html) < 60_000


def test_text_alone_is_made_anew_after_a_change_of_text(
    report: Report, calls: Counter[str]
) -> None:
    session = Session(report.folder)
    before = session.page(ZH)
    assert calls == {"read_surveys": 1, "compose": 1, "draw": 1, "to_html": 1}
    report.change("这是第3部分的第一段", "改过的一段")
    changed(session)
    after = session.page(ZH)
    assert calls == {"read_surveys": 1, "compose": 2, "draw": 1, "to_html": 2}
    assert "改过的一段" in after.html
    assert after.version != before.version


def test_nothing_is_made_when_nothing_changed(report: Report, calls: Counter[str]) -> None:
    session = Session(report.folder)
    page = session.page(ZH)
    assert not session.is_stale()
    assert session.page(ZH) is page
    assert calls["to_html"] == 1


def test_a_file_saved_unchanged_gives_the_same_version(report: Report) -> None:
    session = Session(report.folder)
    before = session.page(ZH).version
    report.write(TEXT + "\n")
    report.write(TEXT)
    session.update()
    assert session.page(ZH).version == before


@pytest.mark.parametrize(
    ("name", "old", "new", "shown"),
    [
        ("staff.csv", "no\n", "yes\n", "(40/40)"),
        ("staff.yaml", "是", "用", ">用</th>"),
        ("report.yaml", "zh: 使用,", "zh: 用途,", "用途</span>"),
        ("report.yaml", "标题", "新题", "新题</h1>"),
        ("report.yaml", "rows: [uses]}}", "rows: [uses], note: {zh: 注文, en: N}}}", "注文"),
    ],
)
def test_every_input_reaches_the_page(
    report: Report, name: str, old: str, new: str, shown: str
) -> None:
    session = Session(report.folder)
    assert shown not in session.page(ZH).html
    report.change(old, new, name)
    changed(session)
    page = session.page(ZH)
    assert page.findings == ()
    assert shown in page.html


def test_a_changed_number_gives_the_figure_another_address(report: Report) -> None:
    session = Session(report.folder)
    figure = re.compile(r'<img src="/assets/(\w+\.svg)"')
    (before,) = figure.findall(session.page(ZH).html)
    report.change("no\n", "yes\n", "staff.csv")
    changed(session)
    (after,) = figure.findall(session.page(ZH).html)
    assert before != after
    drawn = session.shelf.get(after)
    assert drawn is not None
    assert b"100.0%" in drawn.data


def test_the_references_are_watched_once_they_are_named(report: Report) -> None:
    session = Session(report.folder)
    session.update()
    report.change("editions:", "references: works.yaml\neditions:", "report.yaml")
    changed(session)
    assert session.page(ZH).findings
    report.write("- {key: a, zh: 甲, en: A}\n", "works.yaml")
    changed(session)
    assert session.page(ZH).findings == ()
    report.change("references: works.yaml\n", "", "report.yaml")
    changed(session)
    report.write("", "works.yaml")
    assert not session.is_stale()


def test_a_file_that_was_not_there_is_seen_when_it_comes(report: Report) -> None:
    (report.folder / "staff.csv").rename(report.folder / "away.csv")
    session = Session(report.folder)
    page = session.page(ZH)
    assert [finding.name for finding in page.findings] == ["no-such-file"]
    assert page.html == page.version == ""
    (report.folder / "away.csv").rename(report.folder / "staff.csv")
    changed(session)
    assert session.page(ZH).findings == ()


def test_after_a_fault_the_page_stays_and_every_finding_is_told(report: Report) -> None:
    session = Session(report.folder)
    before = session.page(ZH)
    report.change("rows: [uses]", "rows: [user]", "report.yaml")
    changed(session)
    page = session.page(ZH)
    assert page.html == before.html
    assert page.built == before.built
    assert [finding.found for finding in page.findings] == ["user", "user"]
    report.change("rows: [user]", "rows: [uses]", "report.yaml")
    changed(session)
    assert session.page(ZH).findings == ()


def test_a_character_without_a_glyph_is_found_as_in_a_build(report: Report) -> None:
    session = Session(report.folder)
    session.page(ZH)
    report.change("这是第3部分的第一段", "\U0001f600")
    changed(session)
    (finding,) = session.page(ZH).findings
    assert finding.name == "no-glyph"
    assert session.page(EN).findings == ()


def test_a_fault_of_the_program_is_a_finding(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> None:
        raise ZeroDivisionError("division by zero")

    shown = Session(report.folder)
    shown.page(ZH)
    monkeypatch.setattr(compose, "compose", fail)
    report.write(TEXT + "\n")
    shown.update()
    (finding,) = shown.page(ZH).findings
    assert "ZeroDivisionError: division by zero" in finding.message()


PLAIN = View("zh", "plain")


class TestThemes:
    def test_a_view_has_its_theme(self, report: Report, theme: Report) -> None:
        session = Session(report.folder)
        session.update()
        assert set(session.themes) >= {"journal", "plain"}
        assert "#1b1b1b" in session.page(ZH).html
        assert "#004400" in session.page(PLAIN).html

    def test_its_words_are_those_of_the_theme(self, report: Report, theme: Report) -> None:
        """Notes are composed: a document belongs to its theme."""
        report.change("rows: [uses]}}", "rows: [uses], note: {zh: 注文, en: N}}}", "report.yaml")
        theme.write("extends: journal\nlocales: {zh: {words: {note: 注解：}}}\n", "theme.yaml")
        session = Session(report.folder)
        assert "注解：" in session.page(PLAIN).html
        assert "注解：" not in session.page(ZH).html

    def test_a_token_a_stylesheet_and_a_block_reach_the_page(
        self, report: Report, theme: Report, calls: Counter[str]
    ) -> None:
        session = Session(report.folder)
        session.page(PLAIN)
        theme.change("#004400", "#123456", "theme.yaml")
        changed(session)
        assert "#123456" in session.page(PLAIN).html
        assert calls["draw"] == 2
        theme.change("body { margin: 0; }", "body { margin: 1em; }", "report.css.j2")
        changed(session)
        assert "body { margin: 1em; }" in session.page(PLAIN).html
        theme.change('class="title"', 'class="title large"', "blocks/front.html.j2")
        changed(session)
        assert 'class="title large"' in session.page(PLAIN).html
        assert calls["read_surveys"] == 1

    def test_a_block_of_the_project_is_seen_when_it_comes(self, report: Report) -> None:
        session = Session(report.folder)
        session.page(ZH)
        blocks = report.folder / "templates" / "blocks"
        blocks.mkdir(parents=True)
        assert blocks in session.inputs.folders()
        (blocks / "paragraph.html.j2").write_text("<p>instead</p>")
        changed(session)
        assert "<p>instead</p>" in session.page(ZH).html

    @pytest.mark.parametrize("added", ["{{ nothing }}", "{% if %}"])
    def test_a_template_at_fault_is_named_with_its_line(
        self, report: Report, theme: Report, added: str
    ) -> None:
        session = Session(report.folder)
        before = session.page(PLAIN)
        theme.change('<h1 class="title', f'{added}\n<h1 class="title', "blocks/front.html.j2")
        changed(session)
        page = session.page(PLAIN)
        assert page.html == before.html
        (finding,) = page.findings
        assert finding.place
        assert Path(finding.place.file) == theme.folder / "blocks" / "front.html.j2"
        lines = (theme.folder / "blocks" / "front.html.j2").read_text().splitlines()
        assert finding.place.line
        assert lines[finding.place.line - 1] == added

    def test_a_changed_font_is_seen(self, report: Report, theme: Report) -> None:
        own, fonts = theme.folder / "own.ttf", resources.fonts_folder()
        own.write_bytes((fonts / "SourceSans3-Regular.ttf").read_bytes())
        listed = "extends: journal\nfonts: [{file: own.ttf, script: latin}]\n"
        theme.write(listed, "theme.yaml")
        session = Session(report.folder)
        before = session.page(PLAIN)
        assert before.findings == ()
        own.write_bytes((fonts / "SourceSerif4-Regular.ttf").read_bytes())
        changed(session)
        after = session.page(PLAIN)
        assert after.findings == ()
        assert before.html.count('"Source Sans 3"') > after.html.count('"Source Sans 3"')

    def test_an_unknown_theme_is_a_finding_of_that_view_alone(
        self, report: Report, theme: Report
    ) -> None:
        session = Session(report.folder)
        (finding,) = session.page(View("zh", "plane")).findings
        assert (finding.found, finding.nearest) == ("plane", "plain")
        assert session.page(ZH).findings == ()


def test_the_editions_are_those_of_the_reports_languages(report: Report) -> None:
    session = Session(report.folder)
    assert session.editions == ()
    session.update()
    assert session.editions == ("zh", "en", "bilingual", "parallel")
    report.change("editions: [zh, en]", "editions: [en]\nlanguages: [en]", "report.yaml")
    report.write("# Results\n\nOnly English.\n")
    changed(session)
    assert session.editions == ("en",)
    (finding,) = session.page(ZH).findings
    assert finding.found == "zh"
    assert session.page(EN).findings == ()


def test_what_a_renderer_needs_is_refused_before_the_report_could_be_read(report: Report) -> None:
    report.write("title: [", "report.yaml")
    session = Session(report.folder)
    session.update()
    with pytest.raises(ReportError, match="valid YAML"):
        session.order(ZH, "pdf")


def test_a_preview_and_builds_share_what_they_have_made(
    report: Report, tmp_path: Path, calls: Counter[str]
) -> None:
    store = project_store(report.folder)
    build(report.folder, tmp_path / "output", editions=("zh",), formats=("docx",), store=store)
    made = Session(report.folder, store)
    made.update()
    found = made.order(ZH, "docx").found()
    assert found is not None
    assert found.data == (tmp_path / "output" / "report.zh.docx").read_bytes()
    assert calls["compose"] == 1
    made.order(EN, "docx").keep(File(b"from the preview"))
    (file, _) = build(
        report.folder, tmp_path / "other", editions=("en",), formats=("docx",), store=store
    )
    assert file.path.read_bytes() == b"from the preview"
    assert calls["read_surveys"] == 1


def test_every_keystrokes_document_stays_in_memory(report: Report) -> None:
    store = project_store(report.folder)
    shown = Session(report.folder, store)
    shown.page(ZH)
    report.change("这是第3部分的第一段", "改过的一段")
    changed(shown)
    shown.page(ZH)
    assert store.load("document", "") is None
    kinds = {path.name.partition("-")[0] for path in entries(store)}
    assert kinds == {"results", "drawing", "height"}


def entries(store: Store) -> list[Path]:
    (folder,) = (path for path in (cache_folder() / "reports").iterdir() if path.is_dir()
        if path == store._path("", "").parent)  # fmt: skip
    return list(folder.iterdir())


def test_what_is_held_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST", 2)
    held = Memory(Store(None))
    for key in "abc":
        held.save("results", key, key * 2)
        held.load("results", "a")
    assert [held.load("results", key) for key in "abc"] == ["aa", None, "cc"]


class TestExtensions:
    """A project's own plug-ins and locales are at work, and followed."""

    EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"

    def test_a_plug_in_draws_and_is_read_anew(self, report: Report) -> None:
        plugin = Report(report.folder / "plugins")
        shutil.copytree(self.EXAMPLES / "plugins", plugin.folder)
        report.change("editions:", "plugins: [lollipop.py]\neditions:", "report.yaml")
        report.change("使用图, en: Use}", "使用图, en: Use}, chart: lollipop", "report.yaml")
        shown = Session(report.folder)
        page = shown.page(EN)
        assert page.findings == ()
        assert "Lollipop chart" in page.html
        plugin.change("Lollipop chart", "Chart of sticks", "lollipop.py")
        changed(shown)
        assert "Chart of sticks" in shown.page(EN).html
        plugin.change("RADIUS = 3.2", "RADIUS = ", "lollipop.py")
        changed(shown)
        page = shown.page(EN)
        assert "Chart of sticks" in page.html
        assert page.findings[0].place
        assert Path(page.findings[0].place.file).name == "lollipop.py"

    def test_a_language_of_the_projects_own_is_shown_and_printed(self, report: Report) -> None:
        shutil.copytree(self.EXAMPLES / "locales", report.folder / "locales")
        (language,) = (path.stem for path in (report.folder / "locales").iterdir())
        report.write(
            f"""\
title: A title
languages: [{language}]
editions: [{language}]
surveys: {{staff: {{data: staff.csv, codebook: staff.yaml}}}}
tables: {{use: {{title: Use, rows: [uses]}}}}
""",
            "report.yaml",
        )
        report.change('"label::en": Use', f'label: Use, "label::{language}": Use', "staff.yaml")
        for english, other in (('"Yes"}', "Yes"), ('"No"}', "No")):
            report.change(
                f'"label::en": {english}', f'"label::{language}": "{other}"}}', "staff.yaml"
            )
        report.write("# Results\n\nOnly text.\n\n{{ table('use') }}\n")
        shown, view = Session(report.folder), View(language)
        page = shown.page(view)
        assert page.findings == ()
        assert shown.editions == (language,)
        assert f'lang="{language}' in page.html
        made = asyncio.run(print_apart(shown.order(view, "pdf").task()))
        assert made.data.startswith(b"%PDF-")
