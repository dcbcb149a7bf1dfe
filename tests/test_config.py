"""report.yaml: what each fault is called, where, and which name was meant."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import BaseModel

from reportgen import config
from reportgen.config import Project, read_config
from reportgen.errors import Finding, ReportError

LEAST = "title: T\nsurveys: {s: {data: d.csv, codebook: c.yaml}}\n"
LINE = 3
"""Where what a test adds to LEAST begins."""

Read = Callable[[str], Project]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def from_text(text: str) -> Project:
        path = tmp_path / "report.yaml"
        path.write_text(text, encoding="utf-8")
        return read_config(path)

    return from_text


def faults(read: Read, text: str) -> list[Finding]:
    with pytest.raises(ReportError) as caught:
        read(text)
    return list(caught.value.findings)


def test_what_is_left_out_has_a_default(read: Read) -> None:
    found = read(LEAST).config
    assert found.languages == ("zh", "en")
    assert found.editions == ("zh", "en")
    assert found.formats == ("pdf", "docx")
    assert (found.theme, found.name, str(found.narrative)) == ("journal", "report", "report.md")
    assert (found.references, found.published) == (None, None)
    assert (dict(found.tables), dict(found.figures), dict(found.breakdowns)) == ({}, {}, {})
    assert found.surveys["s"].sheet is None


def test_a_table_and_a_figure_have_defaults(read: Read) -> None:
    parts = "tables: {t: {title: a, rows: [q]}}\nfigures: {f: {title: b, rows: [q]}}\n"
    found = read(LEAST + parts).config
    table, figure = found.tables["t"], found.figures["f"]
    assert (table.total, table.order, table.by, table.cells) == (True, "codebook", None, ())
    assert figure.chart == "bar"
    assert (table.rows[0].item, table.rows[0].options, table.rows[0].label) == ("q", None, None)


def test_a_folder_is_read_by_its_report_yaml(tmp_path: Path) -> None:
    (tmp_path / "report.yaml").write_text(LEAST, encoding="utf-8")
    project = read_config(tmp_path)
    assert project.folder == tmp_path
    assert str(project.place("title")) == f"{tmp_path / 'report.yaml'}:1:1 (title)"


def test_a_text_is_one_string_or_one_for_each_language(read: Read) -> None:
    text = "title: {zh: 表, en: T}\nsurveys: {s: {data: d, codebook: c}}\narticle: {label: AI}\n"
    found = read(text).config
    assert (found.title["zh"], found.title["en"]) == ("表", "T")
    assert found.article.label is not None
    assert found.article.label["zh"] == found.article.label["en"] == "AI"


@pytest.mark.parametrize(
    ("added", "column", "found", "nearest"),
    [
        ("titel: x", 1, "titel", "title"),
        ("article: {lable: a}", 11, "lable", "label"),
        ("tables: {t: {title: a, rows: [q], cell: [count]}}", 35, "cell", "cells"),
        ("figures: {f: {title: a, rows: [q], charts: bar}}", 36, "charts", "chart"),
        ("tables: {t: {title: a, rows: [{item: q, option: [x]}]}}", 41, "option", "options"),
        ("shadow: 1", 1, "shadow", None),
    ],
)
def test_an_unknown_key_names_the_one_meant(
    read: Read, added: str, column: int, found: str, nearest: str | None
) -> None:
    finding = next(
        finding for finding in faults(read, LEAST + added) if finding.message() == "unknown key"
    )
    assert finding.place is not None
    assert (finding.place.line, finding.place.column) == (LINE, column)
    assert (finding.found, finding.nearest) == (found, nearest)


def test_an_unknown_key_of_a_survey(read: Read) -> None:
    text = "title: T\nsurveys:\n  s:\n    data: d\n    codebook: c\n    sheets: x\n"
    (finding,) = faults(read, text)
    assert finding.place is not None
    assert (finding.place.line, finding.place.column) == (6, 5)
    assert finding.allowed == ("data", "codebook", "sheet", "include", "recruitment")
    assert finding.nearest == "sheet"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("surveys: {s: {data: d, codebook: c}}", "title"),
        ("title: T", "surveys"),
        ("title: T\nsurveys: {s: {data: d}}", "surveys.s.codebook"),
        (f"{LEAST}tables: {{t: {{rows: [q]}}}}", "tables.t.title"),
        (f"{LEAST}figures: {{f: {{title: a}}}}", "figures.f.rows"),
    ],
)
def test_a_required_key_is_missed(read: Read, text: str, key: str) -> None:
    (finding,) = faults(read, text)
    assert finding.message() == "a required key is missing"
    assert finding.found is None
    assert finding.place is not None
    assert finding.place.key == key


@pytest.mark.parametrize(
    ("added", "column", "found", "nearest"),
    [
        ("tables: {t: {title: a, rows: [q], cells: [counts]}}", 43, "counts", "count"),
        ("tables: {t: {title: a, rows: [q], order: descend}}", 35, "descend", "descending"),
    ],
)
def test_a_value_must_be_one_of_those_allowed(
    read: Read, added: str, column: int, found: str, nearest: str
) -> None:
    (finding,) = faults(read, LEAST + added)
    assert finding.message() == "this is not one of the allowed values"
    assert finding.place is not None
    assert (finding.place.line, finding.place.column) == (LINE, column)
    assert (finding.found, finding.nearest) == (found, nearest)


@pytest.mark.parametrize(
    ("added", "key"),
    [
        ("editions: zh", "editions"),
        ("languages: []", "languages"),
        ("formats: []", "formats"),
        ("name: [a]", "name"),
        ("name: a/b", "name"),
        ("name: ''", "name"),
        ("tables: [a]", "tables"),
        ("tables: {t: {title: [a], rows: [q]}}", "tables.t.title"),
        ("tables: {t: {title: {zh: 1}, rows: [q]}}", "tables.t.title"),
        ("tables: {t: {title: a, rows: []}}", "tables.t.rows"),
        ("tables: {t: {title: a, rows: [q], total: perhaps}}", "tables.t.total"),
        ("breakdowns: {s: q}", "breakdowns.s"),
    ],
)
def test_a_value_of_the_wrong_kind_has_its_place(read: Read, added: str, key: str) -> None:
    (finding,) = faults(read, LEAST + added)
    assert finding.place is not None
    assert (finding.place.line, finding.place.key) == (LINE, key)
    assert finding.message()


def test_what_a_text_may_be_is_said_in_plain_words(read: Read) -> None:
    (finding,) = faults(read, LEAST + "article: {label: [a]}")
    assert finding.message() == "a text, or a text for each language as {zh: …, en: …}"


def test_every_fault_is_told_at_once(read: Read) -> None:
    found = faults(read, LEAST + "titel: x\ntheme: [a]\neditons: [zh]\n")
    assert {finding.place.line for finding in found if finding.place} == {3, 4, 5}


@pytest.mark.parametrize("text", ["- a\n", "report\n", "3\n"])
def test_the_file_must_be_a_mapping(read: Read, text: str) -> None:
    (finding,) = faults(read, text)
    assert finding.message() == "report.yaml must be a mapping of keys"


def test_an_unknown_edition_names_the_nearest(read: Read) -> None:
    (finding,) = faults(read, LEAST + "editions: [zh, paralel]\n")
    assert finding.message() == "unknown edition"
    assert finding.place is not None
    assert (finding.place.line, finding.place.column) == (3, 16)
    assert finding.allowed == ("zh", "en", "bilingual", "parallel")
    assert finding.nearest == "parallel"


@pytest.mark.parametrize("edition", ["zh", "bilingual", "parallel"])
def test_an_edition_prints_only_languages_that_are_written(read: Read, edition: str) -> None:
    (finding,) = faults(read, f"{LEAST}languages: [en]\neditions: [en, {edition}]\n")
    assert finding.message() == "this edition prints a language that the report isn't written in"
    assert finding.place is not None
    assert (finding.place.line, finding.place.column) == (4, 16)
    assert (finding.found, finding.allowed) == (edition, ("en",))


@pytest.mark.parametrize(
    ("added", "key"),
    [
        ("article: {label: {zh: 甲}}", "article.label"),
        ("article: {keywords: [a, {zh: 甲}]}", "article.keywords.1"),
        ("tables: {t: {title: {zh: 甲}, rows: [q]}}", "tables.t.title"),
        ("figures: {f: {title: a, rows: [q], note: {zh: 甲}}}", "figures.f.note"),
        (
            "tables: {t: {title: a, rows: [{item: q, options: [x], label: {zh: 甲}}]}}",
            "tables.t.rows.0.label",
        ),
    ],
)
@pytest.mark.parametrize("editions", ["[zh]", "[zh, en]"])
def test_a_text_without_its_translation_is_named(
    read: Read, added: str, key: str, editions: str
) -> None:
    (finding,) = faults(read, f"{LEAST}{added}\neditions: {editions}\n")
    assert finding.message() == "the text in 'en' is missing"
    assert finding.place is not None
    assert (finding.place.line, finding.place.key) == (LINE, key)


def test_a_report_in_one_language_needs_no_translation(read: Read) -> None:
    text = "title: {zh: 甲}\nsurveys: {s: {data: d, codebook: c}}\nlanguages: [zh]\neditions: [zh]"
    assert read(text).languages == ("zh",)


def test_configuration_cannot_be_changed_afterwards(read: Read) -> None:
    found = read(LEAST).config
    with pytest.raises(ValueError, match="frozen"):
        found.name = "other"  # type: ignore[misc]


MODELS = {
    name: model
    for name, model in vars(config).items()
    if isinstance(model, type) and issubclass(model, BaseModel)
    if model.__module__ == config.__name__
}
UNDOCUMENTED = {"authors", "affiliations", "keywords", "tables", "figures", "article", "item"}
"""Fields whose name and type say it all."""


@pytest.mark.parametrize("name", [name for name in MODELS if not name.startswith("_")])
def test_every_field_is_documented_below_it(name: str) -> None:
    tree = ast.parse(Path(config.__file__).read_text(encoding="utf-8"))
    body = next(
        node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name
    )
    bare = [
        field.target.id
        for field, below in zip(body, [*body[1:], None], strict=True)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and not (isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant))
    ]
    assert set(bare) <= UNDOCUMENTED


def test_an_expression_in_the_title_block_is_refused(tmp_path: Path) -> None:
    (tmp_path / "report.yaml").write_text(
        "title: {zh: '{{ base(\"a\") }}人', en: A}\n"
        "surveys: {s: {data: s.csv, codebook: s.yaml}}\n",
        encoding="utf-8",
    )
    with pytest.raises(ReportError, match="the title block can't hold an expression") as caught:
        read_config(tmp_path)
    assert "report.yaml:1:1 (title)" in str(caught.value)


def test_an_unquoted_yes_is_explained(tmp_path: Path) -> None:
    (tmp_path / "report.yaml").write_text(
        "title: A\nsurveys: {s: {data: s.csv, codebook: s.yaml}}\n"
        "tables: {t: {title: A, rows: [{item: a, options: [yes]}]}}\n",
        encoding="utf-8",
    )
    with pytest.raises(ReportError) as caught:
        read_config(tmp_path)
    assert 'write "yes" in quotes' in caught.value.findings[0].mend()
