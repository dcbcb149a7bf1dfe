"""What the how-to pages show does what they say."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import pytest

from reportgen import pipeline
from reportgen.config import read_config
from reportgen.resources import examples_folder
from reportgen.theme import read_theme
from tests.test_docs import smallest
from tests.walkthrough import Block, Walk, blocks

HOW_TO = Path(__file__).parent.parent / "docs" / "how-to"
LANGUAGES = ("", ".zh")


def shown(page: str, language: str, kind: str) -> list[Block]:
    found = [block for block in blocks(HOW_TO / f"{page}{language}.md") if block.language == kind]
    assert found
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_in_the_list(language: str) -> None:
    text = (HOW_TO / f"index{language}.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| .*\]\(([\w.-]+)\) \|$", text, re.M)
    pages = {path.name for path in HOW_TO.glob("*.md") if (".zh" in path.name) == bool(language)}
    assert set(rows) == pages - {f"index{language}.md"}


def test_the_script_makes_answers_of_an_export_by_option_number(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        (
            "序号",
            "提交答卷时间",
            "3、您的就诊类型",
            "5、您是否满意",
            "7、(离家近)",
            "7、(医师水平)",
        ),
        (1, "2025/05/01 12:00:00", 1, 1, 1, 1),
        (2, "2025/05/01 12:05:00", 1, 2, 1, 0),
        (3, "2025/05/01 12:06:00", 2, 1, "(跳过)", "(跳过)"),
        (4, "2025/05/01 12:07:00", 1, "(空)", 0, 0),
    ):
        sheet.append(row)
    book.save(tmp_path / "download.xlsx")
    for language in LANGUAGES:
        (script,) = shown("platform-exports", language, "python")
        subprocess.run([sys.executable, "-c", script.text], cwd=tmp_path, check=True)
    with (tmp_path / "answers.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["visit"] for row in rows] == ["1", "1", "2", "1"]
    assert [row["satisfaction"] for row in rows] == ["1", "2", "1", ""]
    assert [(row["reasons/1"], row["reasons/2"]) for row in rows] == [
        ("1", "1"), ("1", "0"), ("", ""), ("0", "0"),
    ]  # fmt: skip

    project = smallest("docs/writing.md", tmp_path / "report")
    report = project / "report.md"
    report.write_text(report.read_text("utf-8").replace('"satisfied"', '"1"'), "utf-8")
    codebook = project / "codebook.yaml"
    text = codebook.read_text(encoding="utf-8")
    for name, code in (("first", "1"), ("return", "2"), ("satisfied", "1"),
                       ("dissatisfied", "2"), ("near", "1"), ("doctors", "2")):  # fmt: skip
        text = text.replace(f"name: {name},", f'name: "{code}",').replace(f"'{name}'", f"'{code}'")
    text = re.sub(r".*name: other,.*\n", "", text)
    codebook.write_text(text, encoding="utf-8")
    (project / "answers.csv").write_bytes((tmp_path / "answers.csv").read_bytes())
    results = pipeline.compute(read_config(project)).results
    assert results.estimates["outpatients.satisfaction.1"].count == 2
    assert results.estimates["outpatients.reasons"].count == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_theme_that_is_shown_is_one(language: str, tmp_path: Path) -> None:
    (example,) = [b for b in shown("look", language, "yaml") if b.text.startswith("extends:")]
    folder = tmp_path / "templates" / "house"
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text(example.text, encoding="utf-8")
    theme = read_theme("house", project=tmp_path).theme
    assert theme.colours.accent == "#8a1c1c"
    assert theme.settings["zh"].headings.h1.align == "center"
    assert theme.settings["en"].headings.h1.align == "left"


def test_a_report_in_one_language_is_written_as_shown(tmp_path: Path) -> None:
    keys, *_ = shown("one-language", "", "yaml")
    text, *_ = shown("one-language", "", "markdown")
    project = smallest("docs/writing.md", tmp_path)
    config = project / "report.yaml"
    config.write_text(keys.text + config.read_text("utf-8"), encoding="utf-8")
    (project / "report.md").write_text(text.text, encoding="utf-8")
    document = pipeline.compute(read_config(project)).document
    assert document.languages == ("en",)
    assert [section.id for section in document.sections] == ["results"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_message_that_is_shown_is_that_of_the_tutorial(language: str) -> None:
    (message,) = shown("trouble", language, "text")
    assert message.text in [
        block.text for block in blocks(HOW_TO.parent / f"tutorial{language}.md")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_takes_new_data_as_shown(language: str, tmp_path: Path) -> None:
    project, aside = tmp_path / "report", tmp_path / "aside"
    shutil.copytree(examples_folder() / "minimal", project)
    aside.mkdir()
    walk = Walk(project, aside, language.removeprefix(".") or "en")
    walk.follow(HOW_TO / f"co-authors{language}.md")
    done = [each.split()[1] for each in walk.commands if each.startswith("reportgen")]
    assert done == [
        "build", "verify", "refresh", "refresh", "verify",
    ]  # fmt: skip
    assert (project / "draft.before.docx").is_file()
    build = (project / "output" / "report.zh.docx").read_bytes()
    assert (project / "draft.before.docx").read_bytes() == build


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_on_word_templates_is_followed(language: str, tmp_path: Path) -> None:
    reader, aside = tmp_path / "reader", tmp_path / "aside"
    reader.mkdir()
    aside.mkdir()
    walk = Walk(reader, aside, language)
    walk.run("reportgen init my-report -q\ncd my-report", 0)
    page = HOW_TO / f"word-template{'' if language == 'en' else '.zh'}.md"
    walk.follow(page)
    draft = docx.Document(str(walk.folder / "output" / f"report.{language}.docx"))
    title = {"en": "an example survey", "zh": "远程会诊使用情况调查"}[language]
    assert any(title in each.text for each in draft.paragraphs)
    assert not any("{" in each.text for each in draft.paragraphs)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_tag_of_that_page_is_right_and_the_mistake_is_told_so(
    language: str, tmp_path: Path
) -> None:
    reader, aside = tmp_path / "reader", tmp_path / "aside"
    reader.mkdir()
    aside.mkdir()
    walk = Walk(reader, aside, language)
    walk.run("reportgen init my-report -q\ncd my-report\nmkdir templates", 0)
    page = HOW_TO / f"word-template{'' if language == 'en' else '.zh'}.md"
    rows = re.findall(r"^\| (`\{.*?) \|", page.read_text("utf-8"), re.M)
    assert len(rows) == 13
    for name, code in (("good", 0), ("bad", 1)):
        word = docx.Document()
        for row in rows:
            typed = re.findall(r"`([^`]+)`", row)
            is_row = typed[0].startswith("{%tr")
            lines = [*typed[:-1], "{{ row.label }}", typed[-1]] if is_row else typed
            if is_row:
                table = word.add_table(len(lines), 1)
                for cell, text in zip(table.columns[0].cells, lines, strict=True):
                    cell.text = text
            elif "in languages" not in typed[0] and "en(" not in typed[0]:
                for text in lines:
                    word.add_paragraph(text)
        if name == "bad":
            word = docx.Document()
            word.add_paragraph()
            word.add_paragraph("Title: {{ titel }}")
        word.save(str(walk.folder / "templates" / "template.docx"))
        walk.run("reportgen template check templates/template.docx", code)
    told = next(each for each in blocks(page) if each.language == "text" and "RG" in each.text)
    lines = [line.strip() for line in walk.printed.splitlines()]
    assert [line.strip() for line in told.text.splitlines()] == [
        line for line in lines if line in {part.strip() for part in told.text.splitlines()}
    ]
