"""For each finding of the catalogue the smallest fault that brings it about."""

from __future__ import annotations

from pathlib import Path

from tests.messages.cases_of_extensions import EXTENSIONS
from tests.messages.cases_of_templates import TEMPLATES
from tests.messages.cases_of_word import WORD
from tests.messages.project import (
    Case,
    Spoil,
    add,
    case,
    change,
    codebook_workbook,
    data_workbook,
    line,
    locked_workbook,
    of,
    relevant,
    template,
    text,
    theme,
    write,
)


def gone(file: str) -> Case:
    return case(lambda folder: (folder / file).unlink())


def folder_in_place(file: str) -> Case:
    def spoil(folder: Path) -> None:
        (folder / file).unlink()
        (folder / file).mkdir()

    return case(spoil)


def font(data: bytes, tokens: str) -> Case:
    return case(theme(tokens), write("templates/house/own.ttf", data))


def outside(folder: Path) -> None:
    """A link in the theme's folder to a font that stands elsewhere."""
    (folder / "elsewhere.ttf").write_bytes(b"\0\1\0\0")
    (folder / "templates" / "house" / "own.ttf").symlink_to(folder / "elsewhere.ttf")


def many_combinations(folder: Path) -> None:
    """Six tools, used together in every way."""
    names = ("ct", "mri", "pet", "us", "xr", "dsa")
    listed = "".join(f"    - {{name: {name}, label: {name}}}\n" for name in names[2:])
    change("staff.yaml", "    - {name: mri, label: MRI}\n",
           f"    - {{name: mri, label: MRI}}\n{listed}")(folder)  # fmt: skip
    rows = [
        f"yes,{' '.join(name for at, name in enumerate(names) if number >> at & 1)},a,3"
        for number in range(1, 64)
    ]
    write("staff.csv", "\n".join(("uses,tools,ward,years", *rows)) + "\n")(folder)
    change("published.yaml", "count: 20", "count: 63")(folder)
    change("published.yaml", "base: 40", "base: 63")(folder)
    change("published.yaml", "50.0%", "100.0%")(folder)


def include(expression: str) -> Spoil:
    return change(
        "report.yaml", "{data: staff.csv, codebook: staff.yaml}",
        "{data: staff.csv, codebook: staff.yaml, "
        f'include: [{{where: "{expression}", reason: R}}]}}',
    )  # fmt: skip


def folder_named(name: str) -> Case:
    return of(f"{BUILD} -f html", lambda folder: (folder / "output").mkdir(),
              lambda folder: (folder / "output" / name).mkdir())  # fmt: skip


IN_WORDS = change("staff.yaml", "type: integer", "type: text")


def add_ward(folder: Path) -> None:
    change("staff.yaml", "{name: b, label: B}", "{name: b, label: B}\n    - {name: c, label: C}")(
        folder
    )


BUILD = "build PROJECT -o OUTPUT -l en -j 1 --no-cache"
FONT = "fonts: [{file: own.ttf, script: latin}]\n"
WORKBOOK_HEAD = ("type", "name", "label")

FILES = {
    "no-such-file": gone("staff.csv"),
    "unreadable-file": folder_in_place("report.md"),
    "empty-file": case(write("staff.csv", "")),
    "not-utf8": case(write("staff.csv", b"uses\n\xff\xff\n")),
    "text-in-gbk": case(write("staff.csv", "编号\n四川\n".encode("gbk"))),
    "text-in-utf16": case(write("staff.csv", "uses\nyes\n".encode("utf-16"))),
    "invalid-yaml": case(change("report.yaml", "title: {zh: 标题, en: Title}", "title: a: b")),
    "yaml-loop": case(add("report.yaml", "breakdowns: &a\n  staff: *a\n")),
    "key-not-text": case(change("report.yaml", "{zh: 标题, en: Title}", "{{ a }}")),
    "key-twice": case(add("report.yaml", "name: a\nname: b\n")),
}
PROJECT = {
    "report-not-a-mapping": case(write("report.yaml", "- a\n")),
    "unknown-key": case(add("report.yaml", "nmae: a\n")),
    "missing-key": case(change("report.yaml", ", codebook: firms.yaml", "")),
    "not-one-of": case(change("report.yaml", "by: ward", "by: ward, order: up")),
    "not-a-text": case(change("staff.yaml", "label: Years", "label: 2022-12-01")),
    "truth-value-for-text": case(change("staff.yaml", "label: Years", "label: no")),
    "not-a-list": case(change("report.yaml", "[uses]", "uses")),
    "not-a-mapping": case(change("report.yaml", "{data: firms.csv, codebook: firms.yaml}", "x")),
    "not-true-or-false": case(change("report.yaml", "by: ward", "by: ward, total: often")),
    "no-entries": case(change("report.yaml", "formats: [html]", "formats: []")),
    "not-a-text-by-language": case(change("report.yaml", "{zh: 标题, en: Title}", "[a, b]")),
    "not-a-file-name": case(add("report.yaml", "name: a/b\n")),
    "not-a-whole-number": case(change("published.yaml", "base: 40", "base: many")),
    "not-a-number": case(theme("tables: {padding: wide}\n")),
    "number-out-of-range": case(change("published.yaml", "base: 40", "base: 0")),
    "text-missing": case(change("report.yaml", "{zh: 使用, en: Use}", "{zh: 使用}")),
    "expression-in-title": case(change("report.yaml", "en: Title", "en: 'The {{ 1 }}'")),
    "unknown-language": case(add("report.yaml", "languages: [zh, fr]\neditions: [zh]\n"),
        also="text-missing"),
    "unknown-edition": case(add("report.yaml", "editions: [bilingul]\n")),
    "unwritten-edition": of("build PROJECT -o OUTPUT -l parallel",
        write("report.yaml", "title: T\nlanguages: [en]\neditions: [en]\n"
              "surveys: {firms: {data: firms.csv, codebook: firms.yaml}}\n")),
    "unwritten-captions": case(theme("captions: {languages: {zh: [fr]}}\n")),
    "unknown-format": case(change("report.yaml", "[html]", "[pfd]")),
    "unknown-survey": case(line('{{ respondents("stuff") }}')),
    "references-not-a-list": case(write("references.yaml", "key: first\n")),
    "reference-without-key": case(add("references.yaml", "- {zh: 乙, en: B}\n")),
    "reference-twice": case(add("references.yaml", "- {key: first, zh: 乙, en: B}\n")),
}  # fmt: skip
CODEBOOK = {
    "codebook-not-a-mapping": case(write("firms.yaml", "- a\n")),
    "settings-not-a-mapping": case(add("firms.yaml", "settings: a\n")),
    "choices-not-a-mapping": case(write("firms.yaml",
        "survey: [{type: text, name: size, label: S}]\nchoices: [a]\n")),
    "items-not-a-list": case(write("firms.yaml", "survey: []\n")),
    "options-not-a-list": case(add("firms.yaml", "  others: []\n")),
    "item-not-a-mapping": case(change("firms.yaml", "choices:", "  - x\nchoices:")),
    "option-not-a-mapping": case(add("firms.yaml", "    - x\n")),
    "item-without-name": case(change("firms.yaml", "choices:",
        "  - {type: text, label: A}\nchoices:")),
    "option-without-name": case(add("firms.yaml", "    - {label: Huge}\n")),
    "bad-item-name": case(change("firms.yaml", "choices:",
        "  - {type: text, name: 2 b, label: A}\nchoices:")),
    "option-with-space": case(add("firms.yaml", "    - {name: a b, label: Huge}\n")),
    "item-twice": case(change("firms.yaml", "choices:",
        "  - {type: text, name: size, label: A}\nchoices:")),
    "option-twice": case(add("firms.yaml", "    - {name: small, label: Tiny}\n")),
    "no-type": case(change("firms.yaml", "choices:", "  - {name: b, label: A}\nchoices:")),
    "unknown-type": case(change("firms.yaml", "select_one sizes", "select_on sizes")),
    "codebook-group": case(change("firms.yaml", "choices:",
        "  - {type: begin_group, name: b, label: A}\nchoices:")),
    "type-with-list": case(change("firms.yaml", "select_one sizes", "text sizes")),
    "type-without-list": case(change("firms.yaml", "select_one sizes", "select_one")),
    "unknown-list": case(change("firms.yaml", "select_one sizes", "select_one size")),
    "language-without-code": case(change("firms.yaml", "label: Size", "label::English: Size")),
    "wording-twice": case(change("firms.yaml", "label: Size",
        "label::en: Size, label::English (en): Size, label::zh: 规模")),
    "wording-missing": case(change("firms.yaml", ", label: Size", "")),
    "wording-missing-in": case(change("firms.yaml", "label: Size", "label::en: Size")),
    "no-survey-sheet": case(codebook_workbook({"questions": [WORKBOOK_HEAD]})),
    "shared-item-name": case(change("firms.yaml", "name: size", "name: ward"),
        change("firms.csv", "size", "ward"), also="table-across-surveys"),
    "relevant-not-a-text": case(change("staff.yaml", "\"${uses} = 'yes'\"", "true")),
    "relevant-unreadable": case(relevant("${uses} = “yes”")),
    "relevant-unexpected": case(relevant("${uses} = 'yes' adn ${ward} = 'a'")),
    "relevant-ends-early": case(relevant("${uses} =")),
    "selected-without-item": case(relevant("selected('x', 'yes')")),
    "selected-without-code": case(relevant("selected(${uses}, ${ward})")),
    "comparison-without-item": case(relevant("'uses' = 'yes'")),
    "relevant-itself": case(relevant("${years} = 'yes'")),
    "relevant-unknown-item": case(relevant("${us} = 'yes'")),
    "relevant-unknown-option": case(relevant("${uses} = 'yess'")),
}  # fmt: skip
DATA = {
    "unknown-data-format": case(write("firms.sav", "x"),
        change("report.yaml", "firms.csv", "firms.sav")),
    "sheet-of-text": case(change("report.yaml", "firms.yaml}", "firms.yaml, sheet: a}")),
    "no-such-sheet": case(data_workbook(("size",), ("small",), sheet="answer")),
    "empty-sheet": case(data_workbook()),
    "protected-workbook": case(write("firms.xlsx", locked_workbook()),
        change("report.yaml", "firms.csv", "firms.xlsx")),
    "not-a-workbook": case(write("firms.xlsx", "size\nsmall\n"),
        change("report.yaml", "firms.csv", "firms.xlsx")),
    "invalid-delimited-text": case(add("firms.csv", '"small\n')),
    "other-delimiter": case(write("staff.csv", "uses;tools;ward;years\nyes;ct;a;3\n")),
    "no-respondents": case(write("firms.csv", "size\n")),
    "nameless-column": case(write("firms.csv", "size,\nsmall,1\n")),
    "column-twice": case(write("firms.csv", "size,size\nsmall,small\n")),
    "ragged-row": case(add("firms.csv", "small,1\n")),
    "missing-column": case(change("firms.csv", "size", "sise")),
    "unknown-code": case(add("firms.csv", "smal\n")),
    "not-one-or-zero": case(write("staff.csv",
        "uses,tools/ct,tools/mri,ward,years\nyes,x,1,a,3\n")),
    "not-an-integer": case(change("staff.csv", ",3\n", ",three\n")),
    "not-a-decimal": case(change("staff.yaml", "integer", "decimal"),
        change("staff.csv", ",3\n", ",three\n")),
    "nobody-included": case(include("${ward} = 'a' and ${ward} = 'b'")),
    "recruitment-grows": case(change("report.yaml", "{data: staff.csv, codebook: staff.yaml}",
        "{data: staff.csv, codebook: staff.yaml, recruitment: [{label: L, count: 39}]}")),
    "outside-universe": case(change("staff.csv", "no,ct,b,\n", "no,ct,b,3\n")),
}  # fmt: skip
TEXT = {
    "invalid-expression": case(line('{{ share("uses"; "yes") }}')),
    "unknown-name": case(line('{{ shares("uses", "yes") }}')),
    "forbidden-expression": case(line("{{ share.__globals__ }}")),
    "failed-expression": case(line("{{ 1 / 0 }}")),
    "unknown-item": case(line('{{ share("use", "yes") }}')),
    "unknown-option": case(line('{{ share("uses", "yess") }}')),
    "option-or-rank": case(line('{{ share("uses") }}')),
    "unknown-rank": case(line('{{ share("uses", rank=3) }}')),
    "unused-breakdown": case(line('{{ share("tools", "ct", uses="yes") }}')),
    "several-breakdowns": case(line('{{ share("tools", "ct", uses="yes", ward="a") }}')),
    "breakdown-of-another-survey": case(line('{{ share("tools", "ct", size="small") }}')),
    "nothing-to-count": case(IN_WORDS, line('{{ base("years") }}')),
    "combination-not-shown": case(line('{{ combination("tools", ["ct"]) }}')),
    "unknown-target": case(line('{{ ref("tbl:us") }}')),
    "unknown-reference": case(line('{{ cite("frist") }}')),
    "unknown-table": case(line('{{ table("us") }}')),
    "unknown-figure": case(line('{{ figure("tool") }}')),
    "private-use-character": case(text("甲\ue000")),
    "full-width-braces": case(text("甲｛｛")),
    "no-text": case(write("report.md", "<!-- nothing -->\n")),
    "text-before-heading": case(change("report.md", "# 结果",
        "::: zh\n甲\n:::\n::: en\nA\n:::\n\n# 结果")),
    "level-left-out": case(line("### 甲 | A")),
    "section-twice": case(line("# 甲 | A {#results}")),
    "heading-without-language": case(line("## 甲")),
    "expression-in-heading": case(line('## 甲 | {{ label("uses") }}')),
    "heading-with-markup": case(line("## **甲** | A")),
    "unclosed-block": case(line("::: zh\n甲\n::: en\nA\n:::")),
    "nothing-to-close": case(line(":::")),
    "unknown-block-language": case(line("::: fr\nbonjour\n:::")),
    "fence-in-text": case(text("甲 :::", "A")),
    "text-outside-blocks": case(line("A")),
    "uneven-paragraphs": case(text("甲\n\n乙", "A")),
    "list-beside-text": case(text("- 甲", "A")),
    "uneven-lists": case(text("- 甲\n- 乙", "- A")),
    "nested-list": case(text("- 甲\n  - 乙", "- A")),
    "paragraphs-in-list": case(text("- 甲\n\n  乙", "- A")),
    "idle-emphasis": case(text("**目的：**甲", "A")),
    "markdown-link": case(text("[甲](x)", "A")),
    "markdown-picture": case(text("![甲](x)", "A")),
    "markdown-table": case(text("| 甲 |\n| --- |\n| 乙 |", "A")),
    "markdown-code": case(text("`甲`", "A")),
    "markdown-html": case(text("甲&nbsp;", "A")),
    "markdown-quotation": case(text("> 甲", "A")),
    "markdown-rule": case(text("甲\n\n---", "A\n\nB")),
    "markdown-strikethrough": case(text("~~甲~~", "A")),
    "underlined-heading": case(text("甲\n---", "A")),
    "table-in-text": case(text('甲{{ table("use") }}', "A")),
    "unknown-note": case(text("甲[^use]。\n\n[^user]: 乙。")),
    "unused-note": case(text("甲。\n\n[^a]: 乙。")),
    "note-in-note": case(text("甲[^a]。\n\n[^a]: 乙[^a]。")),
    "note-called-twice": case(text("甲[^a]乙[^a]。\n\n[^a]: 丙。")),
    "note-defined-twice": case(text("甲[^a]。\n\n[^a]: 乙。\n[^a]: 丙。")),
    "note-out-of-text": case(line("[^a]: A"), change("report.yaml",
        "{zh: 使用, en: Use}", "{zh: '使用[^a]', en: 'Use[^a]'}")),
    "comment-out-of-text": case(text('{{ comment("甲") }}', "A")),
    "empty-comment": case(text('甲{{ comment("") }}', "A")),
    "placed-twice": case(line('{{ table("use") }}')),
    "absent-target": case(line(""), change("report.md", '{{ figure("tools") }}', ""),
        text('{{ ref("fig:tools") }}')),
    "no-reference-list": case(change("report.md", "# 参考文献 | References {#references}\n", "")),
    "list-in-abstract": case(change("report.md", "# 结果",
        "# 摘要 | Abstract {#abstract}\n\n::: zh\n- 甲\n:::\n::: en\n- A\n:::\n\n# 结果")),
    "table-in-abstract": case(change("report.md", "# 结果",
        '# 摘要 | Abstract {#abstract}\n\n{{ figure("tools") }}\n\n# 结果'),
        change("report.md", '{{ table("use") }}\n\n{{ figure("tools") }}', '{{ table("use") }}')),
    "bare-key-figure": case(add("report.yaml", "key_figures: [{value: '90%', label: L}]\n")),
}  # fmt: skip
TABLES = {
    "no-options-to-show": case(change("report.yaml", "rows: [uses]", "rows: [uses, years]")),
    "row-without-option": case(change("report.yaml", "[uses]", "[{item: uses, options: []}]")),
    "option-shown-twice": case(change("report.yaml", "[tools]",
        "[{item: tools, options: [ct, mri, ct]}]")),
    "label-without-option": case(change("report.yaml", "[tools]",
        "[{item: tools, options: [ct, mri], label: L}]")),
    "no-breakdown": case(change("report.yaml", "by: ward", "by: tools")),
    "breakdown-by-itself": case(change("report.yaml", "by: ward", "by: uses")),
    "table-across-surveys": case(change("report.yaml", "by: ward", "by: size")),
    "item-of-another-survey": case(add("report.yaml", "breakdowns: {firms: [ward]}\n")),
    "unknown-chart-kind": case(change("report.yaml", "[tools]", "[tools], chart: pie")),
    "no-numbers": case(IN_WORDS, line('{{ mean("years") }}')),
    "quantile-of-no-share": case(line('{{ quantile("years", "90%") }}')),
    "chart-of-numbers": case(change("report.yaml", "[tools]", "[tools], chart: box")),
    "chart-of-combinations": case(change("report.yaml", "[tools]", "[uses], chart: upset")),
    "chart-of-one-item": case(change("report.yaml", "[tools]",
        "[{item: years}, {item: years}], chart: histogram")),
    "chart-across-surveys": case(change("report.yaml", "[tools]", "[tools, size], chart: flow")),
    "too-many-combinations": case(many_combinations,
        change("report.yaml", "[tools]", "[tools], chart: upset, top: 60")),
    "chart-with-breakdown": case(
        change("report.yaml", "[tools]", "[tools], chart: upset, by: ward")),
    "bar-with-breakdown": case(change("report.yaml", "[tools]", "[tools], by: ward")),
    "stacked-bar-over-whole": case(change("report.yaml", "[tools]", "[tools], chart: stacked_bar")),
    "option-not-taken": case(change("report.yaml", "[tools]", "[tools], panels: true, "
        "chart: stacked_bar")),
    "no-common-scale": case(change("report.yaml", "[tools]", "[tools], direction: rising, "
        "chart: diverging_bar")),
    "scale-without-direction": case(change("report.yaml", "[tools]",
        "[uses], chart: diverging_bar")),
    "chart-without-breakdown": case(change("report.yaml", "[tools]", "[tools], chart: heat_map")),
    "dumbbell-without-two-groups": case(change("report.yaml", "[tools]",
        "[tools], chart: dumbbell, by: ward"), add_ward),
}  # fmt: skip
LOOK = {
    "unknown-theme": case(add("report.yaml", "theme: jurnal\n")),
    "no-word-template": of(f"{BUILD} -f docx", theme(""),
        write("templates/house/template.docx", "x")),
    "theme-not-a-mapping": case(theme(""), write("templates/house/theme.yaml", "- a\n")),
    "theme-extends-itself": case(theme(""),
        change("templates/house/theme.yaml", "journal", "house")),
    "bad-theme-name": of("theme new a/b -p PROJECT"),
    "theme-exists": of("theme new journal -p PROJECT"),
    "not-a-colour": case(theme("colours: {ink: black}\n")),
    "unknown-colour": case(theme("tables: {stripe: pannel}\n")),
    "unknown-word": case(theme("locales: {en: {words: {figur: F}}}\n")),
    "unpaired-braces": case(theme('locales: {en: {words: {figure: "{number"}}}\n')),
    "unknown-placeholder": case(theme('locales: {en: {words: {figure: "{nr}"}}}\n')),
    "unknown-part": case(theme("locales: {en: {unheaded: [intro]}}\n")),
    "no-font-file": case(theme(FONT)),
    "not-a-font": font(b"wOF2 and so on", FONT),
    "broken-font": font(b"\0\1\0\0 and so on", FONT),
    "font-outside-theme": case(theme(FONT), outside),
    "unknown-font-family": case(theme("faces: {latin_display: Nowhere}\n")),
    "no-glyph": case(text("甲\U0001f600", "A")),
    "no-glyph-in-chart": case(change("staff.yaml", "label: CT", "label: CT\U0001f600")),
    "faulty-pdf": of(f"{BUILD} -f pdf",
        template("blocks/paragraph.html.j2", '<p style="colour: red">A</p>')),
    "unreadable-template": of(f"{BUILD} -f html",
        template("blocks/paragraph.html.j2", "{% if %}")),
    "no-such-template": of(f"{BUILD} -f html",
        template("blocks/paragraph.html.j2", '{% include "nowhere" %}')),
    "forbidden-in-template": of(f"{BUILD} -f html",
        template("blocks/paragraph.html.j2", "{{ page.__class__ }}")),
    "undefined-in-template": of(f"{BUILD} -f html",
        template("blocks/paragraph.html.j2", "{{ nowhere }}")),
    "failed-template": of(f"{BUILD} -f html",
        template("blocks/paragraph.html.j2", "{{ 1 / 0 }}")),
}  # fmt: skip
CHECKS = {
    "uneven-numbers": case(text('{{ share("uses", "yes") }}', "A")),
    "uneven-notes": case(text("甲[^a]。\n\n[^a]: 乙。", "A")),
    "uneven-references": case(text('{{ ref("fig:tools") }}', "A")),
    "published-not-a-mapping": case(write("published.yaml", "- a\n")),
    "published-twice": case(lambda folder: add("published.yaml",
        (folder / "published.yaml").read_text(encoding="utf-8").split("figures:\n")[1])(folder)),
    "not-a-percentage": case(change("published.yaml", '"50.0%"', '"50.0"')),
    "breakdown-not-computed": case(change("published.yaml", "count:",
        "where: {tools: ct}\n    count:")),
    "published-counts": case(change("published.yaml", "count: 20", "count: 21"),
        change("published.yaml", "50.0%", "52.5%")),
    "published-percentage": case(change("published.yaml", "50.0%", "51.0%")),
    "published-percentage-and-counts": case(change("published.yaml", "count: 20", "count: 21"),
        also="published-counts"),
    "count-over-base": case(change("published.yaml", "count: 20", "count: 50")),
    "wrong-percentage": of("check PROJECT/draft.txt -q", write("draft.txt", "22.5% (86/381)")),
    "empty-base": of("check PROJECT/draft.txt -q", write("draft.txt", "0% (0/0)")),
    "not-a-text-file": of("check PROJECT PROJECT/draft.rtf -q", write("draft.rtf", "x")),
    "not-a-word-document": of("check PROJECT/draft.docx -q", write("draft.docx", "x")),
    "unplaced-table": case(line(""), change("report.md", '{{ table("use") }}', ""),
        change("report.md", '，见{{ ref("tbl:use") }}', ""),
        change("report.md", ' ({{ ref("tbl:use") }})', "")),
    "unplaced-figure": case(change("report.md", '{{ figure("tools") }}', "")),
    "uncited-reference": case(add("references.yaml", "- {key: second, zh: 乙, en: B}\n")),
}  # fmt: skip
PROGRAM = {
    "unwritable-folder": of("build PROJECT -o PROJECT/report.yaml/x -f html"),
    "unwritable-file": folder_named("report.en.html"),
    "file-exists": of("init PROJECT -q"),
}
CASES: dict[str, Case] = {
    **FILES, **PROJECT, **CODEBOOK, **DATA, **TEXT, **TABLES, **LOOK, **CHECKS, **PROGRAM,
    **EXTENSIONS, **TEMPLATES, **WORD,
}  # fmt: skip
