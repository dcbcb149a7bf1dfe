"""A Word template is judged without being filled, by check and with comments."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from reportgen import pipeline
from reportgen.cli import app
from reportgen.renderers.docx.filling import with_comments
from tests.messages.project import add, write_project
from tests.renderers import word_template as word
from tests.renderers.word_template import QW, TEMPLATE, box, faults, line, package, run, table
from tests.word_validity import findings

BAD = package(
    line("Results", style="1")
    + line(run("of {{ ti"), run("tel }} and "), run('{{ share("uses", "yse") }}', "<w:b/>"))
    + table([line("x"), line("{{ row.label }}")])
    + line('{% for row in rows("uze") %}')
    + box(line("{{ boxed }}"))
    + line("{{ title|uper }}"),
    {"header1": line("{{ heading }}")},
)
PLACES = {
    "titel": "text, paragraph 2, below the heading 'Results'",
    "yse": "text, paragraph 2, below the heading 'Results'",
    "row": "text, table 1, row 1, cell 2, paragraph 1, below the heading 'Results'",
    "for": "text, paragraph 3, below the heading 'Results'",
    "uze": "text, paragraph 3, below the heading 'Results'",
    "boxed": "text, text box 1, paragraph 1, below the heading 'Results'",
    "uper": "text, paragraph 5, below the heading 'Results'",
    "heading": "header 1, paragraph 1",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    write_project(folder)
    return folder


def test_every_fault_is_told_with_its_place_and_the_nearest_right_name() -> None:
    found = faults(BAD).faults
    assert {fault.finding.found: str(fault.stand) for fault in found} == PLACES
    nearest = {fault.finding.found: fault.finding.nearest for fault in found}
    assert (nearest["titel"], nearest["yse"], nearest["uper"]) == ("title", "yes", "upper")
    for fault in found:
        assert str(fault.stand) in "\n".join(fault.finding.remarks())
        assert "第" in fault.stand.told("zh")


LOOP = '{% for row in rows("use") %}'
LABEL, ENDFOR = line("{{ row.label }} {{ loop.index }}"), line("{% endfor %}")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (line(LOOP) + LABEL, ("unended-statement", "for")),
        (line(LOOP + "{{ row.label }}{% if row.count > 1 %}!{% endfor %}"),
         ("unended-statement", "if")),
        (line("{% for part in tables %}") + line("{% for row in part.rows %}") + LABEL + ENDFOR,
         ("unended-statement", "for")),
        (line(LOOP + "{% if row.label %}{{ row.label }}{% endfor %}{% endfor %}"),
         ("wrong-end", "endfor")),
        (line(LOOP) + table([line("{{ row.label }}{% endfor %}")]), ("crossing-statement", "for")),
        (table([line(LOOP.replace("{%", "{%tr") + "{{ row.label }}"), line("{{ row.count }}")]),
         ("unended-statement", "for")),
        (line(LOOP[:-1]) + LABEL + ENDFOR, ("unclosed-tag", LOOP[:24])),
        (line(LOOP) + LABEL + line("{% endfor }"), ("unclosed-tag", "{% endfor }")),
        (line("{% if a }") + line("a{% else %}b{% endif %}"), ("unclosed-tag", "{% if a }")),
        (line(LOOP.replace("{", "｛").replace("}", "｝")) + LABEL + ENDFOR,
         ("full-width-braces", "｛%")),
        (line(LOOP.replace("rows", "rowz")) + LABEL + ENDFOR, ("unknown-tag", "rowz")),
    ],
)  # fmt: skip
def test_one_mistake_about_a_loop_or_condition_is_one_finding(
    body: str, found: tuple[str, str]
) -> None:
    """Not one for each tag within, whose names the loop would give values to."""
    told = [(fault.finding.name, fault.finding.found) for fault in faults(package(body)).faults]
    assert told == [found]


def test_other_mistakes_within_a_loop_without_its_end_are_told() -> None:
    body = line(LOOP) + line("{{ row.label }} {{ titel }}") + line('{{ share("uze", "yes") }}')
    found = [fault.finding.found for fault in faults(package(body)).faults]
    assert found == ["for", "titel", "uze"]


def test_the_excerpt_marks_the_word_that_is_wrong() -> None:
    from reportgen.telling.excerpt import excerpt

    shown = {
        fault.finding.found: part.text[part.start - 1 : part.end - 1]
        for fault in faults(BAD).faults
        if (part := excerpt(fault.finding))
    }
    assert shown == {name: name for name in PLACES}


def test_a_copy_has_a_comment_at_each_bad_tag_and_is_else_as_it_was() -> None:
    found = faults(BAD).faults
    data = with_comments(TEMPLATE, BAD, found, "en")
    assert findings(data) == findings(BAD) == []
    comments = list(docx.Document(io.BytesIO(data)).comments)
    assert len(comments) == len(found)
    root = word.root(data)
    ranges = {}
    for start in root.iter(f"{QW}commentRangeStart"):
        number, text = start.get(f"{QW}id"), ""
        for each in start.itersiblings():
            if each.tag == f"{QW}commentRangeEnd" and each.get(f"{QW}id") == number:
                break
            text += word.text(each)
        ranges[int(number or 0)] = text
    by_text = {comment.text: ranges[comment.comment_id] for comment in comments}
    for name in ("titel", "yse", "row", "uper"):
        (marked,) = [text for told, text in by_text.items() if f"found: {name}\n" in told]
        assert marked == name
    (of_header,) = [told for told in by_text if "found: heading\n" in told]
    assert "header 1, paragraph 1" in of_header
    assert word.lines(data) == word.lines(BAD)
    before, after = word.unzipped(BAD), word.unzipped(data)
    assert all(after[name] == part for name, part in before.items() if name.startswith(
        ("word/header", "word/styles", "word/settings", "word/theme")))  # fmt: skip


def test_check_finds_what_is_wrong_with_the_template_of_the_report(project: Path) -> None:
    (project / "templates").mkdir()
    (project / "templates" / "template.docx").write_bytes(BAD)
    config = project / "report.yaml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("[html]", "[docx]"), encoding="utf-8")
    result = CliRunner().invoke(app, ["check", "-q", str(project)])
    assert result.exit_code == 1
    assert all(f"where: {place}" in result.stderr for place in PLACES.values())


def test_numbers_of_the_template_are_in_the_ledger(project: Path) -> None:
    (project / "templates").mkdir()
    body = line('{{ count("tools", "mri") }} of {{ base("tools") }}')
    (project / "templates" / "template.docx").write_bytes(package(body))
    made = pipeline.build(project, project / "output", formats=("docx",), editions=("en",))
    (ledger,) = [each.path for each in made if each.path.suffix == ".csv"]
    rows = list(csv.DictReader(ledger.read_text(encoding="utf-8-sig").splitlines()))
    told = {row["id"]: row["places_en"] for row in rows}
    assert "template text paragraph 1" in told["staff.tools.mri"]
    printed = {row["printed_en"] for row in rows if "template" in row["places_en"]}
    assert printed == {"20", "40"}


def test_a_change_of_data_or_template_makes_the_file_anew(project: Path, tmp_path: Path) -> None:
    from reportgen.store import Store

    (project / "templates").mkdir()
    path = project / "templates" / "template.docx"

    def built() -> tuple[bool, list[str]]:
        made = pipeline.build(
            project, project / "output", formats=("docx",), editions=("en",), store=store
        )
        (file,) = [each for each in made if each.path.suffix == ".docx"]
        return file.is_kept, word.lines(file.path.read_bytes())

    store = Store(tmp_path / "store")
    path.write_bytes(package(line('{{ count("uses", "no") }}')))
    assert built() == (False, ["20"])
    assert built()[0]
    add("staff.csv", "no,ct,b,\n")(project)
    assert built() == (False, ["21"])
    path.write_bytes(package(line('n={{ count("uses", "no") }}')))
    assert built() == (False, ["n=21"])
