"""reportgen template: new writes one that builds, tags lists, check marks what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from lxml import etree
from typer.testing import CliRunner, Result

from reportgen.cli import app
from reportgen.renderers.docx.comments import drop_findings
from reportgen.renderers.docx.filling import has_tags
from reportgen.theme import known_themes
from tests.messages.project import add, change, theme, write_project
from tests.renderers import word_template as word
from tests.renderers.word_template import line, package
from tests.word_validity import findings


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    write_project(folder)
    add("report.yaml", "editions: [zh, en, bilingual, parallel]\n")(folder)
    return folder


def built(project: Path, edition: str) -> bytes:
    done = run("build", project, "-o", project / "output", "-f", "docx", "-l", edition, "-q",
               "-j", "1", "--no-cache")  # fmt: skip
    assert (done.exit_code, done.stderr) == (0, "")
    return (project / "output" / f"report.{edition}.docx").read_bytes()


@pytest.mark.parametrize("name", sorted(known_themes()))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_new_template_of_every_theme_builds_at_once(
    name: str, language: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORTGEN_LANGUAGE", language)
    add("report.yaml", f"theme: {name}\n")(project)
    done = run("template", "new", "-p", project)
    assert done.exit_code == 0
    path = project / "templates" / "template.docx"
    assert has_tags(path, path.read_bytes())
    assert findings(path.read_bytes()) == []
    texts = [each.text for each in docx.Document(str(path)).paragraphs]
    told = {"zh": "这是一个模板", "en": "This is a template"}[language]
    assert told in texts[0]
    assert run("template", "check", path, "-p", project).exit_code == 0
    for edition in ("zh", "en", "bilingual", "parallel"):
        data = built(project, edition)
        whole = "\n".join(word.lines(data))
        assert told not in whole
        assert "{" not in whole
        assert ("标题" if edition != "en" else "Title") in whole
        assert findings(data) == []


def test_the_template_of_a_theme_of_the_project_stands_in_its_folder(project: Path) -> None:
    theme("colours: {accent: '#8a1c1c'}\n")(project)
    done = run("template", "new", "house", "-p", project)
    assert done.stdout.splitlines()[0] == str(project / "templates" / "house" / "template.docx")
    assert "Title" in "\n".join(word.lines(built(project, "en")))


def test_a_template_that_is_there_is_not_written_over(project: Path) -> None:
    assert run("template", "new", "-p", project).exit_code == 0
    again = run("template", "new", "-p", project)
    assert again.exit_code == 1
    assert "template.docx" in again.stderr


def entries(listed: object) -> list[dict[str, object]]:
    """Every entry of a list, with its parts."""
    found = []
    if isinstance(listed, dict):
        if "expression" in listed:
            found.append(listed)
        for value in listed.values():
            found += entries(value)
    elif isinstance(listed, list):
        for value in listed:
            found += entries(value)
    return found


def test_every_tag_that_is_listed_prints_what_the_list_says(project: Path) -> None:
    done = run("template", "tags", project, "--output-format", "json")
    listed = [each for each in entries(json.loads(done.stdout))
              if str(each["expression"]).startswith("{{")]  # fmt: skip
    assert len(listed) > 40
    inline = [each for each in listed if each.get("printed")]
    body = "".join(line("= ", str(each["expression"])) for each in inline)
    (project / "templates").mkdir()
    (project / "templates" / "template.docx").write_bytes(package(body))
    for language in ("zh", "en"):
        printed = [text.removeprefix("= ") for text in word.lines(built(project, language))]
        wanted = [each["printed"][language] for each in inline]  # type: ignore[index]
        plain = [text.replace("\u00a0", " ") for text in printed]
        assert plain == wanted


def test_every_other_tag_that_is_listed_is_a_right_one(project: Path) -> None:
    done = run("template", "tags", project, "--output-format", "json")
    body = ""
    for each in entries(json.loads(done.stdout)):
        typed = str(each["expression"])
        end = "for" if " for " in typed else "if"
        if typed.startswith("{{") or " set " in typed:
            body += line(typed)
        elif typed.startswith("{%tr"):
            body += word.table([line(typed, "{{ row.label }}{%tr endfor %}")])
        else:
            body += line(typed) + line("x") + line(f"{{% end{end} %}}")
    change("report.yaml", "editions: [zh, en,", "editions: [")(project)
    path = project / "all.docx"
    path.write_bytes(package(body))
    done = run("template", "check", path, "-p", project)
    assert (done.exit_code, done.stderr) == (0, "")


def test_the_list_can_be_searched_and_is_short_unless_asked(project: Path) -> None:
    assert "{{ body }}" in run("template", "tags", project).stdout
    assert "share(" not in run("template", "tags", project).stdout
    found = run("template", "tags", project, "--match", "MRI", "-l", "en").stdout
    assert '{{ share("tools", "mri") }}' in found
    assert "工具" not in found


def test_check_writes_a_copy_with_comments(project: Path) -> None:
    path = project / "letter.docx"
    path.write_bytes(package(line("{{ titel }} {{ title }}") + line('{{ rows("use")[0].labl }}')))
    done = run("template", "check", path, "-p", project)
    assert done.exit_code == 1
    assert "RG773" in done.stderr
    assert "did you mean: title" in done.stderr
    copy = project / "letter.checked.docx"
    texts = [each.text for each in docx.Document(BytesIO(copy.read_bytes())).comments]
    assert [text[:5] for text in texts] == ["RG773", "RG774"]
    assert path.read_bytes() != copy.read_bytes()


def test_a_copy_of_an_earlier_check_is_told_and_left(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, copy = project / "letter.docx", project / "letter.checked.docx"
    path.write_bytes(package(line("{{ titel }}")))
    assert run("template", "check", path, "-p", project).exit_code == 1
    before = copy.read_bytes()
    path.write_bytes(package(line("{{ title }}")))
    done = run("template", "check", path, "-p", project)
    assert (done.exit_code, done.stderr) == (0, "")
    assert f"{copy} is of an earlier check: its comments no longer hold" in done.stdout
    assert copy.read_bytes() == before
    monkeypatch.setenv("REPORTGEN_LANGUAGE", "zh")
    assert f"{copy}是以前检查时写出的" in run("template", "check", path, "-p", project).stdout
    copy.unlink()
    assert "以前" not in run("template", "check", path, "-p", project).stdout


def link_elsewhere(path: Path) -> None:
    outside = path.parents[2] / "letter.docx"
    outside.write_bytes(package(line("{{ title }}")))
    path.symlink_to(outside)


@pytest.mark.parametrize("put", [Path.mkdir, link_elsewhere])
@pytest.mark.parametrize("theme_of", ["", "house/"])
def test_what_only_has_the_name_of_the_template_is_not_passed_over(
    put: Callable[[Path], None], theme_of: str, project: Path
) -> None:
    """A folder, as some programs leave one that unpack a .docx, or a link that leads elsewhere."""
    theme("colours: {accent: '#8a1c1c'}\n")(project)
    change("report.yaml", "formats: [html]", "formats: [docx]")(project)
    put(project / "templates" / theme_of / "template.docx")
    for command in (["build", "-f", "docx", "-o", project / "output"], ["check"]):
        done = run(command[0], project, *command[1:])
        assert done.exit_code == 1
        assert "RG764" in done.stderr
        assert f"templates/{theme_of}template.docx" in done.stderr
    assert run("build", project, "-f", "html", "-o", project / "output").exit_code == 0


def test_an_unsafe_template_is_refused_by_check(project: Path) -> None:
    path = project / "letter.docx"
    path.write_bytes(package(line(), word__vbaProject_DOT_bin=b"x"))
    done = run("template", "check", path, "-p", project)
    assert done.exit_code == 1
    assert "macros" in done.stderr
    assert run("template", "check", project / "none.docx", "-p", project).exit_code == 1


def test_mistakes_are_told_even_where_the_copy_cannot_be_written(project: Path) -> None:
    path = project / "letter.docx"
    path.write_bytes(package(line("{{ titel }}")))
    (project / "letter.checked.docx").mkdir()  # as a file that Word has open: not to be written
    done = run("template", "check", path, "-p", project)
    assert done.exit_code == 1
    assert "did you mean: title" in done.stderr
    assert "RG902" in done.stderr


@pytest.mark.parametrize("command", [["verify"], ["refresh"], ["template", "check", "-p"]])
def test_a_file_that_cannot_be_read_is_told_in_the_users_language(
    project: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder can be read by nobody; the system says here that there is no right to, either."""
    monkeypatch.setenv("REPORTGEN_LANGUAGE", "zh")
    monkeypatch.setattr("os.access", lambda path, mode: "draft" not in str(path))
    folder = project / "draft.docx"
    folder.mkdir()
    done = run(*command, *([project, folder] if "-p" in command else [folder, project]))
    assert done.exit_code == 1
    assert "RG102 文件无法读取" in done.stderr


def test_a_letter_is_filled_beside_the_draft(project: Path) -> None:
    drafts = {name: built(project, name) for name in ("zh", "en")}
    letter = project / "letter.docx"
    body = line("{{ title }}: ", '{{ share("tools", "mri") }}') + line('{{ figure("tools") }}')
    letter.write_bytes(package(body))
    output = project / "output"
    done = run("template", "fill", letter, "-p", project, "-l", "zh,en", "-o", output)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.split() == [str(output / f"letter.{name}.docx") for name in ("zh", "en")]
    printed = [entry["printed"] for entry in entries(json.loads(run(
        "template", "tags", project, "--output-format", "json", "--match", "MRI").stdout))
        if entry["expression"] == '{{ share("tools", "mri") }}']  # fmt: skip
    for name, title in (("zh", "标题"), ("en", "Title")):
        data = (output / f"letter.{name}.docx").read_bytes()
        assert findings(data) == []
        first = word.lines(data)[0].replace("\u00a0", " ")
        assert first == f"{title}: {printed[0][name]}"  # type: ignore[index]
        assert any("charts/" in each for each in ZipFile(BytesIO(data)).namelist())
        assert (output / f"report.{name}.docx").read_bytes() == drafts[name]


def test_nothing_is_written_of_a_letter_that_is_wrong(project: Path) -> None:
    output, letter = project / "letters", project / "letter.docx"
    for body, code in (("{{ titel }}", "RG773"), ("Dear colleague", "RG793")):
        letter.write_bytes(package(line(body)))
        done = run("template", "fill", letter, "-p", project, "-o", output)
        assert (done.exit_code, code in done.stderr) == (1, True)
    letter.rename(project / "report.docx")
    assert "RG794" in run("template", "fill", project / "report.docx", "-p", project).stderr
    assert run("template", "fill", letter, "-p", project, "-l", "fr").exit_code == 2
    assert not output.exists()


def test_a_mended_copy_is_a_template_without_the_remarks_of_the_check(project: Path) -> None:
    path, copy = project / "letter.docx", project / "letter.checked.docx"
    path.write_bytes(package(line("{{ titel }}")))
    for file in (path, copy):  # a copy that is checked again has each remark once
        assert run("template", "check", file, "-p", project, "-o", copy).exit_code == 1
        told = docx.Document(str(copy))
        assert [each.text[:5] for each in told.comments] == ["RG773"]
    for piece in told.paragraphs[0].runs:
        piece.text = piece.text.replace("titel", "title")
    told.save(str(copy))
    done = run("template", "fill", copy, "-p", project, "-l", "en", "-o", project / "o")
    assert (done.exit_code, done.stderr) == (0, "")
    data = (project / "o" / "letter.checked.en.docx").read_bytes()
    assert findings(data) == []
    assert not any("comments" in name for name in ZipFile(BytesIO(data)).namelist())
    assert word.lines(data) == ["Title"]


def test_other_comments_stay() -> None:
    written = docx.Document()
    said = {"RG is for later": "reportgen", "RG773 is meant": "Ann", "RG773 unknown": "reportgen"}
    for text, author in said.items():
        written.add_comment(written.add_paragraph(text).runs, text, author)
    drop_findings(written)
    assert [each.text for each in written.comments] == ["RG is for later", "RG773 is meant"]
    body = etree.tostring(written.element.body).decode()
    assert [body.count(f"comment{mark} ") for mark in ("RangeStart", "RangeEnd", "Reference")] == [
        2, 2, 2,
    ]  # fmt: skip
