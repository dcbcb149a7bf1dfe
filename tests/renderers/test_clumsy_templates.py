"""Templates as Word, WPS and LibreOffice write them: each tag in them works, or is told."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from reportgen.renderers.docx.filling import has_tags, starter
from reportgen.theme import load_theme
from tests.renderers import word_template as word
from tests.renderers.word_template import (
    QW,
    SEPARATORS,
    TEMPLATE,
    box,
    faults,
    fill,
    line,
    package,
    related,
    run,
    table,
    unzipped,
    zipped,
)
from tests.word_validity import findings

WHO = 'w:author="Li" w:id="900" w:date="2026-01-02T03:04:05Z"'
SHARE = "50.0% (20/40)"
ROWS = 'rows("use")'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def paragraph(*content: str) -> str:
    return f"<w:p>{''.join(content)}</w:p>"


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def field(code: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        mark.format("begin") + f"<w:r><w:instrText> {code} </w:instrText></w:r>"
        + mark.format("separate") + result + mark.format("end")
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("{{ share(“uses”, “yes”) }}", SHARE),
        ("{{ share(‘uses’, ‘yes’) }}", SHARE),
        ("{{ share(“uses“, ”yes”) }}", SHARE),
        ("{{ share(「uses」, 『yes』) }}", SHARE),
        ("{{ share（“uses”，“yes”） }}", SHARE),
        ("{{ share（“uses”、“yes”） }}", SHARE),
        ("{{share（＂uses＂，＂yes＂）}}", SHARE),
        ("{{ ｔｉｔｌｅ }}", "Title"),
        ("{{ article。label or title }}", "Title"),
        ("{{ rows(“use”)【0】.label }}", "Yes"),
        ("{{\u00a0title\u3000}}", "Title"),
        ('{{ share(\u202f"uses",\u2003"yes"\u2009) }}', SHARE),
        ("{{ ti\u00adtle }}", "Title"),
        ("{{\ufeff ti\u200btle\u2060 }}", "Title"),
        ('{{ share("\u200buses", "yes\u00ad") }}', SHARE),
        (f"{{% For row in {ROWS} %}}{{{{ row.label }}}}{{% EndFor %}}", "YesNo"),
        (f"{{% for row in {ROWS} %}}{{{{ row.label }}}}{{% end for %}}", "YesNo"),
        ("{% If article.label %}a{% else if title %}b{% end if %}", "b"),
        ("{% if “yes” ＝＝ “yes” %}a{% endif %}", "a"),
    ],
)
def test_signs_of_other_keyboards_are_taken_as_plain_ones(typed: str, printed: str) -> None:
    assert word.lines(fill(package(line(typed)))) == [printed]
    assert word.lines(fill(package(word.cut(typed)))) == [printed]


@pytest.mark.parametrize(
    "body",
    [
        paragraph(run("{{ "), '<w:proofErr w:type="spellStart"/>', run("title"),
                  '<w:proofErr w:type="spellEnd"/>', run(" }}")),
        paragraph(run("{{ ti"), "<w:r><w:softHyphen/></w:r>", run("tle }}")),
        paragraph(run("{{ ti"), "<w:r><w:lastRenderedPageBreak/><w:t>tle }}</w:t></w:r>"),
        paragraph(run("{{ ti"), '<w:bookmarkStart w:id="3" w:name="x"/>', run("tle"),
                  '<w:bookmarkEnd w:id="3"/>', run(" }}")),
        paragraph(run("{{ ti"), '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>tle</w:t>'
                  "</w:r>", run(" }}")),
        paragraph(field("DOCPROPERTY Title", run("{{ title }}"))),
        paragraph(run("{{ ti"), field("REF x", run("tle")), run(" }}")),
        paragraph(f'<w:fldSimple w:instr=" MERGEFIELD a ">{run("{{ title }}")}</w:fldSimple>'),
        paragraph(f'<w:hyperlink w:anchor="a">{run("{{ title }}")}</w:hyperlink>'),
        paragraph(control(run("{{ title }}"), "<w:text/>")),
        paragraph(control(run("{{ ti"), '<w:tag w:val="goog_rdk_0"/>'), run("tle }}")),
        control(line("{{ title }}")),
        f'<w:customXml w:uri="u" w:element="e">{line("{{ title }}")}</w:customXml>',
        paragraph(f"<w:ins {WHO}>{run('{{ title }}')}</w:ins>"),
        paragraph(run("{{ ti"), f"<w:ins {WHO}>{run('tle')}</w:ins>", run(" }}")),
        paragraph(run("{{ "), f"<w:del {WHO}><w:r><w:delText>titel</w:delText></w:r></w:del>",
                  f"<w:ins {WHO.replace('900', '901')}>{run('title')}</w:ins>", run(" }}")),
    ],
)  # fmt: skip
def test_however_word_has_cut_a_tag_it_is_filled(body: str) -> None:
    assert [each for each in word.lines(fill(package(body))) if each] == ["Title"]


@pytest.mark.parametrize(
    ("body", "name", "found", "nearest", "place"),
    [
        (line("｛｛ title ｝｝"), "full-width-braces", "｛｛", None, "text, paragraph 1"),
        (line("x") + line("{｛ title }}"), "full-width-braces", "{｛", None, "text, paragraph 2"),
        (line("{{ title ｝｝"), "full-width-braces", "｝｝", None, "text, paragraph 1"),
        (line("{{ title }｝"), "full-width-braces", "}｝", None, "text, paragraph 1"),
        (line("{% if title ％｝"), "full-width-braces", "％｝", None, "text, paragraph 1"),
        (line("{{ TITLE }}"), "unknown-tag", "TITLE", "title", "text, paragraph 1"),
        (line("{{ Share('uses', 'yes') }}"), "unknown-tag", "Share", "share", "text, paragraph 1"),
        (line("{{ share('ｕｓｅｓ', 'yes') }}"), "unknown-item", "ｕｓｅｓ", "uses",
         "text, paragraph 1"),
        (line("{{ share(uses, 'yes') }}"), "unquoted-name", "uses", None, "text, paragraph 1"),
        (line("{{ table(use) }}"), "unquoted-name", "use", None, "text, paragraph 1"),
        (line("{{ share('uses',") + line("'yes') }}"), "unclosed-tag", "{{ share('uses',", None,
         "text, paragraph 1"),
        (table([line("{%tc for c in rows('use')[0].cells %}{{ c.label }}")]), "unknown-statement",
         "tc", None, "text, table 1, row 1, cell 1, paragraph 1"),
        (table([line("{% cellbg 'ff0000' %}")]), "unknown-statement", "cellbg", None,
         "text, table 1, row 1, cell 1, paragraph 1"),
        (table([line("a") + table([line("{{ titel }}")]) + line()]), "unknown-tag", "titel",
         "title", "text, table 1, row 1, cell 1, table 1, row 1, cell 1, paragraph 1"),
        (paragraph(field("REF x", run('{{ table("use") }}'))), "tag-not-alone",
         '{{ table("use") }}', None, "text, paragraph 1"),
        (control(line(f"{{% for row in {ROWS} %}}")) + line("{{ row.label }}{% endfor %}"),
         "crossing-statement", "for", None, "text, paragraph 1"),
        (paragraph(f"<w:ins {WHO}>{run('{{ titel }}')}</w:ins>"), "unknown-tag", "titel", "title",
         "text, paragraph 1"),
    ],
)  # fmt: skip
def test_what_cannot_work_is_told_with_its_place_and_the_nearest_name(
    body: str, name: str, found: str, nearest: str | None, place: str
) -> None:
    assert has_tags(TEMPLATE, package(body))
    (fault,) = faults(package(body)).faults
    assert (fault.finding.name, fault.finding.found) == (name, found)
    assert (fault.finding.nearest, str(fault.stand)) == (nearest, place)


@pytest.mark.parametrize(
    "typed",
    [
        "{{ 100 - NUMBER }}",
        "{{ NUMBER * 2 }}",
        "{{ 2 * NUMBER }}",
        "{{ NUMBER + 1 }}",
        "{{ -NUMBER }}",
        "{{ NUMBER|round }}",
        "{{ NUMBER|int }}",
        "{{ NUMBER|float + 1 }}",
        "{{ NUMBER|replace('5', '6') }}",
        "{{ ('of ' ~ NUMBER)|upper }}",
        "{{ NUMBER.replace('5', '6') }}",
        "{{ NUMBER[:2] }}",
        "{{ NUMBER|length }}",
        "{{ [NUMBER, NUMBER]|sum }}",
    ],
)
def test_a_number_is_printed_as_it_is_or_told(typed: str) -> None:
    """Python would print some of them twice, as 0, or with 6 for 5: a number that is of no data."""
    data = package(line(typed.replace("NUMBER", 'percent("uses", "yes")')))
    (fault,) = faults(data).faults
    assert fault.finding.name == "failed-tag"
    assert "printed as it is, or compared" in fault.finding.message()
    assert "只能照原样印出" in fault.finding.message("zh")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("{{ NUMBER ~ '!' }}", "50.0%!"),
        ("{{ '(' + NUMBER + ')' }}", "(50.0%)"),
        ("{{ NUMBER|default('none') }}", "50.0%"),
        ("{{ [NUMBER, NUMBER]|join(' and ') }}", "50.0% and 50.0%"),
        ("{{ rows('use')|map(attribute='percent')|join('/') }}", "50.0%/50.0%"),
        ("{% if NUMBER > 40 %}most{% endif %}", "most"),
        ("{{ (rows('use')|sort(attribute='label')|first).label|upper }}", "NO"),
    ],
)
def test_numbers_can_be_joined_and_compared(typed: str, printed: str) -> None:
    body = line(typed.replace("NUMBER", 'percent("uses", "yes")'))
    assert word.lines(fill(package(body))) == [printed]


@pytest.mark.parametrize(
    ("typed", "name", "found"),
    [
        ("{{ rows('use').label }}", "unprintable-tag", "label"),
        ("{{ sections['results'] }}", "unprintable-tag", "results"),
        ("{{ rows('use')[9].label }}", "unknown-tag-part", "9"),
        ("{{ authors[0] }}", "unknown-tag-part", "0"),
    ],
)
def test_what_is_asked_of_a_list_is_told_in_words_of_templates(
    typed: str, name: str, found: str
) -> None:
    """Not as Python says it, of tuples and attributes."""
    (fault,) = faults(package(line(typed))).faults
    assert (fault.finding.name, fault.finding.found) == (name, found)


def test_a_comparison_with_one_sign_is_told_as_what_it_is() -> None:
    (fault,) = faults(package(line('{% if title = "x" %}a{% endif %}'))).faults
    assert "two signs of equality" in fault.finding.message()
    assert "两个等号" in fault.finding.message("zh")


@pytest.mark.parametrize("body", ["{{ title }}", "{{ body }}"])
def test_a_template_saved_as_one_of_words_own_makes_a_document(body: str) -> None:
    """Save as, Word Template: a .dotx, which is then called template.docx."""
    parts: dict[str, bytes | str] = dict(unzipped(package(line(body))))
    types = bytes(parts["[Content_Types].xml"])  # type: ignore[arg-type]
    parts["[Content_Types].xml"] = types.replace(b"document.main+xml", b"template.main+xml")
    data = fill(zipped(parts))
    assert b"template.main+xml" not in unzipped(data)["[Content_Types].xml"]
    assert word.lines(data) == word.lines(fill(package(line(body))))
    assert findings(data) == []


def row(*cells: str, spans: int = 1, merge: str = "") -> str:
    properties = f'<w:tcW w:w="{2000 * spans}" w:type="dxa"/><w:gridSpan w:val="{spans}"/>{merge}'
    return "<w:tr>" + "".join(
        f"<w:tc><w:tcPr>{properties}</w:tcPr>{cell}</w:tc>" for cell in cells
    ) + "</w:tr>"  # fmt: skip


def grid(*rows: str) -> str:
    head = table([line(), line()]).partition("<w:tr>")[0]
    return f"{head}{''.join(rows)}</w:tbl>"


def test_rows_between_merged_cells_are_repeated() -> None:
    body = grid(
        row(line(f"{{%tr for row in {ROWS} %}}"), spans=2),
        row(line("{{ row.label }}"), line("{{ row.count }}")),
        row(line("{%tr endfor %}"), spans=2),
    )
    assert word.lines(fill(package(body + line("x")))) == ["Yes", "20", "No", "20", "x"]


def test_what_stands_beside_the_ends_of_a_loop_over_several_rows_is_not_lost_unseen() -> None:
    """It would go with the row that holds the tag: here a label, and a percentage."""
    body = grid(
        row(line(f"{{%tr for row in {ROWS} %}}{{{{ row.label }}}}"), line("a"),
            merge='<w:vMerge w:val="restart"/>'),
        row(line(), line("{{ row.percent }}{%tr endfor %}"), merge="<w:vMerge/>"),
    )  # fmt: skip
    told = [(fault.finding.name, str(fault.stand)) for fault in faults(package(body)).faults]
    assert told == [
        ("tag-not-alone", "text, table 1, row 1, cell 1, paragraph 1"),
        ("tag-not-alone", "text, table 1, row 2, cell 2, paragraph 1"),
    ]


def test_a_tag_beside_one_that_opens_a_loop_over_paragraphs_is_not_lost_unseen() -> None:
    body = line(f"{{% for row in {ROWS} %}}{{{{ row.label }}}}") + line("{% endfor %}")
    (fault,) = faults(package(body)).faults
    assert fault.finding.name == "tag-not-alone"


NOTHING = line("{% if false %}") + line("x") + line("{% endif %}")


def test_what_a_condition_leaves_empty_can_still_be_read_by_word() -> None:
    """Word can't read a table without rows, nor a header, note or text box without a paragraph."""
    note = f'<w:footnote w:id="2">{NOTHING}</w:footnote>'
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = (
        grid(row(line("{%tr for row in [] %}"), line("{{ row.label }}{%tr endfor %}")))
        + line("{{ title }}", call) + box(NOTHING)
    )  # fmt: skip
    data = fill(package(body, {"header1": NOTHING, "footnotes": SEPARATORS + note}))
    root = word.root(data)
    assert findings(data) == []
    assert not list(root.iter(f"{QW}tbl"))
    for each in root.iter(f"{QW}txbxContent"):
        assert [child.tag for child in each] == [f"{QW}p"]
    assert [child.tag for child in word.root(data, "header1")] == [f"{QW}p"]
    assert [child.tag for child in word.root(data, "footnotes")[-1]] == [f"{QW}p"]


def test_a_control_of_a_cover_page_keeps_what_was_filled_in() -> None:
    """It is bound to a property of the file, which Word would write over the filled title."""
    bound = (
        '<w:dataBinding w:prefixMappings="xmlns:ns0=\'x\'" w:xpath="/ns0:a" '
        'w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/><w:showingPlcHdr/>'
    )
    grey = run("{{ title }}", '<w:rStyle w:val="PlaceholderText"/>')
    body = paragraph(control(grey, bound)) + paragraph(control(run("plain"), bound))
    root = word.root(fill(package(body)))
    filled, other = root.iter(f"{QW}sdt")
    assert word.text(filled) == "Title"
    assert [each.tag for each in filled.find(f"{QW}sdtPr")] == []
    assert not list(filled.iter(f"{QW}rStyle"))
    assert len(other.find(f"{QW}sdtPr")) == 2, "one without tags stays as it was"


MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
PICTURE = (
    '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="1" cy="1"/>'
    '<wp:docPr id="5" name="x" descr="of {{ title }}"/></wp:inline></w:drawing></w:r>'
)
WORD_ART = '<w:r><w:pict><v:shape><v:textpath string="{{ title }}"/></v:shape></w:pict></w:r>'
RUBY = (
    f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('x')}</w:rt><w:rubyBase>{run('{{ title }}')}</w:rubyBase>"
    "</w:ruby></w:r>"
)


@pytest.mark.parametrize(
    "content",
    [
        f"<m:oMath {MATH}><m:r><m:t>{{{{ ti</m:t></m:r><m:r><m:t>tle }}}}</m:t></m:r></m:oMath>",
        field("QUOTE {{ title }}", run("x")),
        '<w:fldSimple w:instr=" TITLE {{ title }} "/>',
        PICTURE,
        WORD_ART,
        RUBY,
    ],
)
def test_a_tag_where_none_is_filled_is_told(content: str) -> None:
    for body, place in (
        (line("x") + paragraph(content), "text, paragraph 2"),
        (box(paragraph(content)), "text, text box 1, paragraph 1"),
    ):
        assert has_tags(TEMPLATE, package(body))
        (fault,) = faults(package(body)).faults
        assert (fault.finding.name, fault.finding.found) == ("tag-out-of-reach", "{{ title }}")
        assert str(fault.stand) == place


def test_a_tag_in_the_title_of_a_chart_is_told() -> None:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    part = (
        f'<c:chartSpace xmlns:c="{chart}" xmlns:a="{drawing}"><a:p><a:r><a:t>of {{{{ ti</a:t></a:r>'
        "<a:r><a:t>tle }}</a:t></a:r></a:p></c:chartSpace>"
    )
    shown = f'<w:r><w:drawing><c:chart xmlns:c="{chart}" r:id="rIdX"/></w:drawing></w:r>'
    data = package(paragraph(shown), word__charts__chart1_DOT_xml=part)
    told = f'<Relationship Id="rIdX" Type="{RELATIONS}/chart" Target="charts/chart1.xml"/>'
    (fault,) = faults(related(data, told)).faults
    assert (fault.finding.name, fault.finding.found) == ("tag-out-of-reach", "{{ title }}")
    assert str(fault.stand) == "text, paragraph 1"


def test_what_is_deleted_and_comments_of_the_designers_are_left() -> None:
    gone = f"<w:del {WHO}><w:r><w:delText>{{{{ titel }}}}</w:delText></w:r></w:del>"
    away = f"<w:moveFrom {WHO.replace('900', '901')}>{run('{{ titel }}')}</w:moveFrom>"
    root = word.root(fill(package(paragraph(gone, away, run("{{ title }}")))))
    assert word.text(root) == "{{ titel }}Title"
    assert [each.text for each in root.iter(f"{QW}delText")] == ["{{ titel }}"]


def test_namespaces_of_wps_stay_declared() -> None:
    """WPS marks its own as such that may be ignored; undeclared, Word could not read the file."""
    plain = 'mc:Ignorable="w14"'
    uri = "http://www.wps.cn/officeDocument/2013/wpsCustomData"
    parts: dict[str, bytes | str] = dict(unzipped(package(line("{{ title }}"))))
    name = "word/document.xml"
    parts[name] = (
        bytes(parts[name]).decode()  # type: ignore[arg-type]
        .replace(plain, f'xmlns:wpsCustomData="{uri}" {plain[:-1]} wpsCustomData"')
    )  # fmt: skip
    data = fill(zipped(parts))
    assert word.root(data).nsmap["wpsCustomData"] == uri
    assert word.lines(data) == ["Title"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_starter_saved_by_libreoffice_is_filled_as_before(
    language: str, tmp_path: Path, made_word_files: list[bytes]
) -> None:
    data = starter(load_theme("journal"), language)
    source = tmp_path / "in" / "letter.docx"
    source.parent.mkdir()
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path),
         str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    saved = (tmp_path / "letter.docx").read_bytes()
    assert saved != data
    assert [fault.finding.name for fault in faults(saved).faults] == []
    filled = fill(saved)
    assert word.lines(filled) == word.lines(fill(data))
    # What LibreOffice writes is not all valid, and stays as it is; nothing is added to that.
    assert kinds(filled) <= kinds(saved)
    made_word_files.clear()


def kinds(data: bytes) -> set[str]:
    """What is found in a file, wherever in it."""
    return {re.sub(r"\[\d+\]|'[^']*'", "", found) for found in findings(data)}
