"""A Word template from a stranger: what reaches Python, files or the network is refused."""

from __future__ import annotations

import struct
import time
from collections.abc import Callable

import pytest

from reportgen.errors import ReportError
from reportgen.renderers.docx import opening
from reportgen.renderers.docx.filling.guard import safe_parts
from tests import attacks
from tests.renderers import word_template as word
from tests.renderers.word_template import TEMPLATE, fill, line, package, run, zipped

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
REFUSED_TAGS = {"forbidden-in-tag", "unknown-tag", "invalid-tag", "failed-tag", "unknown-filter",
                "unknown-tag-part", "unprintable-tag", "unclosed-tag",
                "private-use-character"}  # fmt: skip


def refusal(data: bytes) -> set[str]:
    """The names of the findings for which a file isn't opened."""
    with pytest.raises(ReportError) as caught:
        safe_parts(TEMPLATE, data)
    assert all(one.place and one.place.file == str(TEMPLATE) for one in caught.value.findings)
    return {one.name for one in caught.value.findings}


# ------------------------------------------------------------------------------------- in a tag


@pytest.mark.parametrize("expression", [*attacks.PYTHON, *attacks.MEMORY])
@pytest.mark.parametrize("form", ["{{{{ {} }}}}", "{{% if {} %}}x{{% endif %}}"])
def test_a_tag_reaches_no_object_of_python(expression: str, form: str) -> None:
    with pytest.raises(ReportError) as caught:
        fill(package(line(form.format(expression))))
    assert {one.name for one in caught.value.findings} <= REFUSED_TAGS


VIEWS = ("article", "abstract", "sections[0]", "tables[0]", "rows('use')[0]", "items[0]",
         "options('tools')[0]", "rows('use')[0].cells[0]", "authors", "share", "en", "body",
         "title", "share('uses', 'yes')")  # fmt: skip
PRIVATE = ("__class__", "__init__", "values", "whole", "printed", "shown", "piece", "text.text",
           "func", "marks", "draft", "__dict__", "_mark", "__call__", "numerator")  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("attribute", PRIVATE)
def test_what_is_offered_shows_nothing_that_is_not_listed(view: str, attribute: str) -> None:
    for written in (f"{{{{ {view}.{attribute} }}}}", f"{{{{ ({view})['{attribute}'] }}}}"):
        with pytest.raises(ReportError) as caught:
            fill(package(line(written)))
        assert {one.name for one in caught.value.findings} <= REFUSED_TAGS


@pytest.mark.parametrize("statement", attacks.FILES)
def test_a_tag_reads_no_file(statement: str) -> None:
    with pytest.raises(ReportError) as caught:
        fill(package(line(statement)))
    names = {one.name for one in caught.value.findings}
    assert names <= {"unknown-statement", *REFUSED_TAGS}


@pytest.mark.parametrize(
    "statement",
    ["{% macro m() %}x{% endmacro %}", "{% set title.x = 1 %}", "{% call x() %}{% endcall %}",
     "{% raw %}{{ 1 }}{% endraw %}", "{% for x in items recursive %}{% endfor %}",
     "{% import 'os' as os %}", "{% with x = 1 %}{% endwith %}", "{% autoescape true %}"],
)  # fmt: skip
def test_no_statement_but_those_that_are_listed(statement: str) -> None:
    with pytest.raises(ReportError):
        fill(package(line(statement)))


def test_a_loop_goes_round_so_often_and_no_more() -> None:
    loops = "{% for a in 'x' * 1000 %}" * 3 + "y" + "{% endfor %}" * 3
    began = time.process_time()
    with pytest.raises(ReportError) as caught:
        fill(package(line(loops)))
    assert {one.name for one in caught.value.findings} == {"failed-tag"}
    assert time.process_time() - began < 20


@pytest.mark.parametrize("sign", ['"', "'", "{{", "{%", "{#", "“", "}}", "{{ '", "\\"])
def test_no_text_makes_the_search_for_tags_slow(sign: str) -> None:
    plain, odd = "{{ title }}" + "a" * 40_000, "{{ " + sign * (40_000 // len(sign))

    def taken(text: str) -> float:
        began = time.process_time()
        word.faults(package(line(text)))
        return time.process_time() - began

    taken(plain)
    assert taken(odd) < 30 * taken(plain) + 2


@pytest.mark.parametrize(
    "expression",
    ["(" * 300 + "1" + ")" * 300, "[" * 300 + "]" * 300, "-" * 900 + "1", "1+" * 900 + "1",
     "title" + "|upper" * 300, "title" + ".x" * 900, "{1:" * 200 + "1" + "}" * 200, "1e400 - 1"],
)  # fmt: skip
def test_no_expression_brings_the_program_down(expression: str) -> None:
    with pytest.raises(ReportError) as caught:
        fill(package(line("{{ " + expression + " }}")))
    assert {one.name for one in caught.value.findings} <= REFUSED_TAGS


def test_marks_that_are_typed_stand_for_nothing() -> None:
    for typed in ('{{ "\\ue0000\\ue001" }}', '{{ "\\ue0007\\ue001" }}', '{{ "\\x00" }}'):
        with pytest.raises(ReportError):
            fill(package(line(typed)))
    made = fill(package(line("\ue0000\ue001 {{ title }}")))
    assert word.lines(made) == ["\ue0000\ue001 Title"]


# ----------------------------------------------------------------------------------- in the file


def test_a_bomb_of_one_part_is_not_unpacked() -> None:
    bomb = package(line(), word__media__a_DOT_png=bytes(40 * 2**20))
    assert len(bomb) < 2**20
    assert refusal(bomb) == {"word-bomb"}


def test_many_parts_and_large_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    many = {f"word/media/{number}.png": b"x" for number in range(opening.MOST_PARTS)}
    assert refusal(zipped({**word.unzipped(package(line())), **many})) == {"word-bomb"}
    monkeypatch.setattr(opening, "MOST_BYTES", 1000)
    assert refusal(package(line())) == {"word-bomb"}


def test_a_part_that_is_larger_than_it_says_is_refused() -> None:
    data = bytearray(package(line("x" * 4000)))
    name = b"word/document.xml"
    at = data.rindex(name) - 46  # its entry in the directory at the end of the file
    assert data[at : at + 4] == b"PK\x01\x02"
    struct.pack_into("<I", data, at + 24, 100)
    assert refusal(bytes(data)) <= {"word-bomb", "no-word-template"}


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/etc/passwd", "word/../../evil.xml", "C:\\evil.xml", "word\\evil.xml"]
)
def test_names_that_lead_out_of_the_file_are_refused(name: str) -> None:
    assert refusal(zipped({**word.unzipped(package(line())), name: "<a/>"})) == {"word-part-name"}


def test_two_parts_of_one_name_are_refused() -> None:
    twice = {**word.unzipped(package(line())), "word/Document.xml": "<a/>"}
    assert refusal(zipped(twice)) == {"word-part-name"}


def relation(kind: str, target: str, *, outside: bool = False, base: str = RELATIONS) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="rIdX" Type="{base}/{kind}" Target="{target}"{mode}/>'


@pytest.mark.parametrize(
    ("told", "of", "refused"),
    [
        (relation("attachedTemplate", "http://x.org/a.dotm", outside=True), "word/settings.xml",
         "word-external"),
        (relation("attachedTemplate", "file:///C:/a.dotx", outside=True), "word/settings.xml",
         "word-external"),
        (relation("image", "http://x.org/a.png", outside=True), "word/document.xml",
         "word-external"),
        (relation("image", "\\\\server\\a.png", outside=True), "word/header1.xml",
         "word-external"),
        (relation("oleObject", "file:///a.xls", outside=True), "word/document.xml",
         "word-external"),
        (relation("frame", "http://x.org", outside=True), "word/document.xml", "word-external"),
        (relation("oleObject", "embeddings/a.bin"), "word/document.xml", "word-foreign-content"),
        (relation("package", "embeddings/a.docx"), "word/document.xml", "word-foreign-content"),
        (relation("aFChunk", "chunk.html"), "word/document.xml", "word-foreign-content"),
        (relation("subDocument", "other.docx"), "word/document.xml", "word-foreign-content"),
        (relation("vbaProject", "vbaProject.bin", base=MICROSOFT), "word/document.xml",
         "word-macros"),
        (relation("control", "activeX/a.xml"), "word/document.xml", "word-macros"),
        (relation("image", "../../../etc/passwd"), "word/document.xml", "word-part-name"),
        (relation("image", "..\\..\\secret"), "word/document.xml", "word-part-name"),
    ],
)  # fmt: skip
def test_what_a_file_would_fetch_run_or_take_in_is_refused(
    told: str, of: str, refused: str
) -> None:
    assert refusal(word.related(package(line()), told, of=of)) == {refused}


def test_a_link_that_a_reader_follows_may_stay() -> None:
    link = relation("hyperlink", "https://example.org/", outside=True)
    shown = f'<w:hyperlink r:id="rIdX">{run("{{ title }}")}</w:hyperlink>'
    data = word.related(package(f"<w:p>{shown}</w:p>"), link)
    assert word.lines(fill(data)) == ["Title"]


def field_of(*instruction: str) -> str:
    codes = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in instruction)
    return line(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + codes
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("x")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )  # fmt: skip


NESTED = line(
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> </w:instrText></w:r>',
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
    "<w:r><w:instrText>QUOTE 68 68 69</w:instrText></w:r>",
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
)


@pytest.mark.parametrize(
    "body",
    [
        field_of(' DDEAUTO c:\\\\cmd.exe "/k calc" '),
        field_of(" dde", "auto c:\\\\cmd.exe "),
        field_of(' INCLUDEPICTURE "http://x.org/a.png" '),
        field_of(' INCLUDETEXT "/etc/passwd" '),
        '<w:p><w:fldSimple w:instr=" LINK Excel.Sheet http://x.org/a.xls ">'
        + run("x") + "</w:fldSimple></w:p>",
        NESTED,
        '<w:p><w:r><w:pict><v:shape><v:imagedata src="http://x.org/a.png"/></v:shape></w:pict>'
        "</w:r></w:p>",
    ],
)  # fmt: skip
def test_fields_and_old_pictures_that_fetch_something_are_refused(body: str) -> None:
    assert refusal(package(body)) == {"word-external"}


def test_fields_that_only_count_may_stay() -> None:
    body = field_of(" PAGE ") + field_of(" DATE \\@ yyyy ") + line("{{ title }}")
    assert word.lines(fill(package(body)))[-1] == "Title"


def macro_types(data: bytes) -> bytes:
    parts: dict[str, bytes | str] = dict(word.unzipped(data))
    types = bytes(parts["[Content_Types].xml"])  # type: ignore[arg-type]
    parts["[Content_Types].xml"] = types.replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    return zipped(parts)


def test_a_docm_by_another_name_and_a_project_of_macros_are_refused() -> None:
    assert refusal(macro_types(package(line()))) == {"word-macros"}
    assert refusal(package(line(), word__vbaProject_DOT_bin=b"\xd0\xcf")) == {"word-macros"}


LAUGHS = "".join(
    f'<!ENTITY l{number} "{f"&l{number - 1};" * 10 if number else "ha"}">' for number in range(9)
)


@pytest.mark.parametrize(
    "content",
    [
        f"<!DOCTYPE a [{LAUGHS}]><a>&l8;</a>",
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://x.org/x.dtd"> %x;]><a/>',
        '<!DOCTYPE a SYSTEM "http://x.org/x.dtd"><a/>',
    ],
)
@pytest.mark.parametrize(
    "encoded", [str.encode, lambda text: f'<?xml version="1.0" encoding="UTF-16"?>{text}'
                .encode("utf-16")]
)  # fmt: skip
def test_entities_are_refused_in_any_encoding(
    content: str, encoded: Callable[[str], bytes]
) -> None:
    assert refusal(package(line(), word__more_DOT_xml=encoded(content))) <= {
        "word-entities", "no-word-template",
    }  # fmt: skip


def test_elements_that_lie_too_deep_are_refused() -> None:
    assert refusal(package(word.deep(70))) <= {"word-too-deep", "no-word-template"}


def test_tables_in_tables_of_a_sane_depth_are_filled() -> None:
    assert "Title" in word.lines(fill(package(word.deep(12))))


@pytest.mark.parametrize("data", [b"x", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 600])
def test_what_is_no_word_file_is_told_as_such(data: bytes) -> None:
    assert refusal(data) == {"no-word-template"}


@pytest.mark.parametrize("lacking", ["word/document.xml", "_rels/.rels", "[Content_Types].xml"])
def test_a_file_that_lacks_a_part_is_no_template(lacking: str) -> None:
    parts: dict[str, bytes | str] = dict(word.unzipped(package(line())))
    del parts[lacking]
    with pytest.raises(ReportError) as caught:
        fill(zipped(parts))
    assert {one.name for one in caught.value.findings} == {"no-word-template"}
