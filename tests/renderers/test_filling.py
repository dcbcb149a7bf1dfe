"""A Word template made in Word is filled: every tag, wherever it stands and however it is cut."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from reportgen.errors import ReportError
from tests.renderers import word_template as word
from tests.renderers.docx_office import audit, bare, to_pdf
from tests.renderers.word_template import QW, box, cut, fill, line, lines, package, run, table

SHARE = '{{ share("uses", "yes") }}'


def only(*content: str, edition: str = "en") -> list[str]:
    """The paragraphs that a body of these becomes."""
    return lines(fill(package("".join(content)), edition))


def test_texts_and_numbers_are_filled_in() -> None:
    assert only(line("{{ title }}: " + SHARE + " of {{ base('uses') }}")) == [
        "Title: 50.0% (20/40) of 40"
    ]
    assert only(line("{{ title }}"), edition="zh") == ["标题"]


@pytest.mark.parametrize("tag", [SHARE, '{{ "<5 & “x” ]]>" }}', "{{ title|upper }}"])
def test_a_tag_cut_at_every_sign_is_one_tag(tag: str) -> None:
    whole, cut_up = only(line(f"a {tag} b")), only(cut(f"a {tag} b"))
    assert whole == cut_up


def test_signs_of_xml_quotes_and_chinese_survive() -> None:
    told = "<5 & P<0.001 “引号” 'x' ]]> &amp; 中文"
    assert only(line(f'{told} {{{{ "{told}" }}}} {told}')) == [f"{told} {told} {told}"]


@pytest.mark.parametrize(
    "typed",
    ["{{ share(“uses”, “yes”) }}", "{{ share(‘uses’, ‘yes’) }}", "{{ share（“uses”，”yes”） }}",
     "{{\u00a0share(\"uses\",\u00a0'yes')\u00a0}}", "{{share('uses','yes')}}"],
)  # fmt: skip
def test_signs_that_word_or_a_chinese_keyboard_puts_in_are_taken(typed: str) -> None:
    assert only(line(typed)) == ["50.0% (20/40)"]


SYMBOL = '<w:r><w:sym w:font="Wingdings" w:char="F0E7"/></w:r>'


@pytest.mark.parametrize(
    ("before", "sign", "after"),
    [("{% if 2 ", SYMBOL, " 3 %}yes{% endif %}"), ("{% if 3 ", "≥", " 2 %}yes{% endif %}"),
     ("{% if 3 ", "≠", " 2 %}yes{% endif %}")],
)  # fmt: skip
def test_arrows_that_word_makes_of_comparisons_are_comparisons(
    before: str, sign: str, after: str
) -> None:
    assert only(line(before, sign, after)) == ["yes"]


def test_the_result_looks_as_the_first_run_of_its_tag() -> None:
    bold, red = "<w:b/>", '<w:color w:val="FF0000"/><w:sz w:val="32"/>'
    made = word.root(fill(package(line(run("x "), run("{{ ti", red), run("tle }}", bold), "y"))))
    looks = {
        word.text(each): [child.tag.removeprefix(QW) for child in each.iterfind(f"{QW}rPr/*")]
        for each in made.iter(f"{QW}r")
    }
    assert looks == {"x ": [], "Title": ["color", "sz"], "y": []}


CALL = '<w:r><w:footnoteReference w:id="1"/></w:r>'


def test_tags_stand_in_headers_footers_footnotes_and_text_boxes() -> None:
    notes = word.SEPARATORS + f'<w:footnote w:id="1">{line("{{ title }}")}</w:footnote>'
    data = fill(
        package(
            line("a", CALL) + box(line("{{ title }} " + SHARE)) + line("b"),
            {"header1": cut("{{ title }}"), "footer1": line(SHARE), "footnotes": notes},
        )
    )
    assert lines(data, "header1") == ["Title"]
    assert lines(data, "footer1") == ["50.0% (20/40)"]
    assert "Title" in lines(data, "footnotes")
    boxes = list(word.root(data).iter(f"{QW}txbxContent"))
    assert [word.text(each) for each in boxes] == ["Title 50.0% (20/40)"] * 2


def test_tags_stand_in_tables_within_tables() -> None:
    inner = table([line("{{ title }}")])
    assert [t for t in only(table([inner + line("x"), line(SHARE)])) if t] == [
        "Title", "x", "50.0% (20/40)",
    ]  # fmt: skip


ROWS = [
    table([line("Head"), line("n")],
          [line('{%tr for row in rows("tools") %}'), line()],
          [line("{{ row.label }}"), line("{{ row.count }}")],
          [line("{%tr endfor %}"), line()],
          [line("Foot"), line()]),
    table([line("Head"), line("n")],
          [line('{%tr for row in rows("tools") %}{{ row.label }}'),
           line("{{ row.count }}{%tr endfor %}")],
          [line("Foot"), line()]),
    table([line("Head"), line("n")],
          [line('{% for row in rows("tools") %}{{ row.label }}'),
           line("{{ row.count }}{% endfor %}")],
          [line("Foot"), line()]),
]  # fmt: skip


@pytest.mark.parametrize("body", ROWS)
def test_rows_are_repeated(body: str) -> None:
    assert only(body) == ["Head", "n", "CT", "40", "MRI", "20", "Foot", ""]


def test_a_row_of_a_breakdown_tells_all_respondents_and_its_cells_tell_each_group() -> None:
    """Ward a: 20 of 20 answered yes. Ward b: none of 20. Of all, 20 of 40 did."""
    made = only(
        line("{% for row in rows('use') %}"),
        line("{{ row.label }} {{ row.count }}/{{ row.base }}"),
        line("{% for cell in row.cells %}{{ cell.count }}/{{ cell.base }} {% endfor %}"),
        line("{% endfor %}"),
    )
    assert made == ["Yes 20/40", "20/20 0/20 20/40 ", "No 20/40", "0/20 20/20 20/40 "]


def test_paragraphs_are_repeated_within_one_another() -> None:
    made = only(
        line("{%p for item in items %}"),
        line("{{ loop.index }} {{ item.label }}"),
        line("{% for option in item.options %}"),
        line("- {{ option.label }}"),
        line("{% endfor %}"),
        line("{%p endfor %}"),
    )
    assert made[:5] == ["1 Use", "- Yes", "- No", "2 Tools", "- CT"]


PAIRS = ["13", "14", "23", "24"]


def test_loops_that_begin_together_go_round_in_their_order() -> None:
    begun, ended = "{% for a in (1, 2) %}{% for b in (3, 4) %}", "{% endfor %}{% endfor %}"
    assert only(line(begun), line("{{ a }}{{ b }}"), line(ended)) == PAIRS
    assert only(line(begun + "{{ a }}{{ b }} " + ended)) == [" ".join(PAIRS) + " "]
    rows = begun.replace("{% for", "{%tr for") + "{{ a }}{{ b }}"
    assert only(table([line(rows + ended)])) == PAIRS


def test_a_condition_within_a_loop_and_a_loop_within_a_condition() -> None:
    made = only(
        line('{% if "en" in languages %}{% for o in options("tools") %}'),
        line("{% if loop.first %}"), line("first {{ o.label }}"), line("{% else %}"),
        line("then {{ o.label }}{% if loop.last %}.{% endif %}"), line("{% endif %}"),
        line("{% endfor %}{% endif %}"),
    )  # fmt: skip
    assert made == ["first CT", "then MRI."]


def test_braces_of_a_chinese_keyboard_are_told() -> None:
    found = [fault.finding for fault in word.faults(package(line("｛｛ title ｝｝"))).faults]
    assert [(one.name, one.found) for one in found] == [("full-width-braces", "｛｛")]


def test_text_within_a_paragraph_is_repeated() -> None:
    tag = '{% for o in options("tools") %}{{ o.label }}{% if not loop.last %}, {% endif %}'
    assert only(line(f"Of {tag}{{% endfor %}}.")) == ["Of CT, MRI."]


@pytest.mark.parametrize(
    ("condition", "shown"),
    [('percent("uses", "yes") >= 50', "yes"), ('count("uses", "yes") > 20', "no"),
     ('"zh" in languages', "no"), ('edition == "en"', "yes"), ("false", "no")],
)  # fmt: skip
def test_conditions_choose_among_paragraphs(condition: str, shown: str) -> None:
    made = only(
        line("{% if " + condition + " %}"), line("yes"), line("{% elif true %}"), line("no"),
        line("{% else %}"), line("never"), line("{% endif %}"),
    )  # fmt: skip
    assert made == [shown]


def test_a_name_can_be_given_to_a_value_and_comments_vanish() -> None:
    made = only(
        line("{# For whoever writes the template. #}"),
        line('{% set it = share("uses", "yes") %}'),
        line("{{ it }}{# no more #}"),
    )
    assert made == ["50.0% (20/40)"]


def test_a_table_and_a_figure_stand_in_the_place_of_their_paragraphs() -> None:
    made = word.root(
        fill(package(line("a") + line('{{ table("use") }}') + line('{{ figure("tools") }}')))
    )
    assert made[0][0].tag == f"{QW}p"
    assert len(list(made.iter(f"{QW}tbl"))) == 1
    assert len(list(made.iter(f"{{{word.NAMESPACES['wp']}}}inline"))) == 1
    assert "{" not in word.text(made)


def test_a_figure_in_a_cell_and_in_a_box_is_no_wider_than_these() -> None:
    figure = line('{{ figure("tools") }}')
    made = word.root(fill(package(table([figure, line()]) + box(figure))))
    extents = [
        int(inline[0].get("cx", "0")) / 12700
        for inline in made.iter(f"{{{word.NAMESPACES['wp']}}}inline")
        if inline.find(".//wps:wsp", word.NAMESPACES) is None
    ]
    assert len(extents) == 3
    assert extents[0] <= 140
    assert max(extents[1:]) <= 283.5


def test_figures_in_repeated_sections_are_each_its_own() -> None:
    data = fill(
        package(
            line("{% for turn in (1, 2) %}{% for figure_ in figures %}")
            + line("{{ turn }} {{ figure_.label }}")
            + line("{{ figure(figure_.id) }}")
            + box(line("{{ turn }}"))
            + line("{% endfor %}{% endfor %}")
        )
    )
    made = word.root(data)
    ids = [each.get("id") for each in made.iter(f"{{{word.NAMESPACES['wp']}}}docPr")]
    assert len(ids) == len(set(ids)) == 4
    names = [each.get(f"{QW}name") for each in made.iter(f"{QW}bookmarkStart")]
    assert len(names) == len(set(names))


def test_the_whole_text_can_be_placed() -> None:
    made = only(line("before"), line("{{ body }}"), line("after"))
    assert made[0] == "before"
    assert made[-1] == "after"
    assert "Results" in made


@pytest.mark.parametrize("edition", ["zh", "en", "bilingual", "parallel"])
def test_an_edition_of_two_languages_can_name_each(edition: str) -> None:
    second = line('{% if "en" in languages %}') + line("{{ en(title) }}") + line("{% endif %}")
    made = only(line("{{ title }}"), second, edition=edition)
    assert made == {"zh": ["标题"], "en": ["Title", "Title"]}.get(edition, ["标题", "Title"])


EVERYTHING = (
    line("{{ title }}", style="1")
    + ROWS[0]
    + box(line("{{ title }}"))
    + line('{{ table("use") }}')
    + table([line('{{ figure("tools") }}'), line(SHARE)])
    + line("{{ body }}")
)


@pytest.mark.parametrize("edition", ["zh", "en", "bilingual", "parallel"])
def test_a_filled_file_is_valid_and_reads_the_same_in_libreoffice(
    edition: str, tmp_path: Path
) -> None:
    data = fill(package(EVERYTHING, {"header1": line("{{ title }}")}), edition)
    assert audit(data, tmp_path) == []
    with pymupdf.open(to_pdf(data, tmp_path)) as pdf:
        shown = bare("".join(page.get_text() for page in pdf))
    for each in lines(data):
        assert bare(each) in shown


def test_the_same_bytes_twice() -> None:
    data = package(EVERYTHING)
    assert fill(data) == fill(data)


def test_parts_without_tags_stay_as_they_are_byte_for_byte() -> None:
    data = package(line("{{ title }}"), {"footer1": line(run("as it was", "<w:b/>"))})
    before, after = word.unzipped(data), word.unzipped(fill(data))
    changed = {name for name, part in before.items() if after[name] != part}
    assert changed <= {"word/document.xml", "[Content_Types].xml", "_rels/.rels",
                       "word/_rels/document.xml.rels"}  # fmt: skip
    assert "word/styles.xml" in before


def test_a_template_without_tags_lends_its_styles_only() -> None:
    from reportgen.renderers.docx.filling import has_tags

    assert not has_tags(word.TEMPLATE, package(line("no tags { } here")))
    assert has_tags(word.TEMPLATE, package(line(), {"header1": line("{{ title }}")}))


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(ReportError) as caught:
        fill(package(line("{{ titel }}") + line("{{ share('uses') }}") + line("{% for x in y")))
    assert [one.name for one in caught.value.findings] == [
        "unclosed-tag", "unknown-tag", "option-or-rank",
    ]  # fmt: skip
