"""A small report in themes of its own, and its files as other programs read them.

MuPDF reads the pages, lxml Word's XML and the charts in the HTML edition, Pillow the pictures in
the Word file. The values that are expected stand in theme.yaml, read here as plain YAML.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pymupdf
import yaml
from fontTools.ttLib import TTFont
from lxml import etree, html
from PIL import Image

from reportgen.pipeline import compute, read_project
from reportgen.renderers.html import to_html
from reportgen.resources import fonts_folder, templates_folder
from reportgen.stages import Stages
from tests.renderers.docx_office import bare

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RARE = "ᚠ"
"""A character that only the font of the themes below has."""
REPORT = """\
title:
  zh: 一个足够长的标题用来看行距行距行距行距行距行距行距行距行距
  en: A title that is long enough for two lines and a little more than that indeed
article:
  label: {zh: 栏目, en: Tag}
  notice: {zh: 说明文字, en: A notice}
  authors: [{zh: 作者甲, en: Author A}]
  date: {zh: 某日, en: Some day}
  contact: {zh: 联系人, en: Whom to write to}
  running_head: {zh: 页眉, en: Running head}
surveys: {s: {data: data.csv, codebook: codebook.yaml}}
key_figures:
  - {value: '{{ share("use", "yes") }}', label: {zh: 使用者, en: use it}}
  - {value: '{{ percent("use", "no") }}', label: {zh: 不用者, en: do not}}
  - {value: '{{ count("use", "yes") }}', label: {zh: 人, en: people}}
theme: house
tables:
  ward: {title: {zh: 题注文字, en: A caption}, rows: [use, mood], by: ward}
  small: {title: {zh: 小表, en: Small}, rows: [rare]}
figures:
  bars: {title: {zh: 图题, en: A figure}, rows: [use]}
  wards: {title: {zh: 图题, en: A figure}, rows: [use], by: ward, chart: grouped_bar}
  moods: {title: {zh: 图题, en: A figure}, rows: [mood, mood2], chart: stacked_bar}
"""
CODEBOOK = """\
survey:
  - {type: select_one yes_no, name: use, "label::zh": 使用, "label::en": Use}
  - {type: select_one wards, name: ward, "label::zh": 病区, "label::en": Ward}
  - {type: select_one moods, name: mood, "label::zh": 心情, "label::en": Mood}
  - {type: select_one moods, name: mood2, "label::zh": 再问心情, "label::en": Mood again}
  - type: select_one yes_no
    name: rare
    label::zh: 少有
    label::en: Rare
    relevant: "${mood} = 'bad'"
choices:
  yes_no:
    - {name: "yes", "label::zh": 是, "label::en": "Yes"}
    - {name: "no", "label::zh": 否, "label::en": "No"}
  wards:
    - {name: a, "label::zh": 甲, "label::en": A}
    - {name: b, "label::zh": 乙, "label::en": B}
  moods:
    - {name: good, "label::zh": 好, "label::en": Good}
    - {name: bad, "label::zh": 坏, "label::en": Bad}
"""
LONG = {
    "zh": "这一段文字很长用来看行宽和行距" * 8,
    "en": "This paragraph is long, to see measure and leading. " * 8,
}
BEGINNING = {"zh": "开头一段", "en": "Abeginning"}
HEADINGS = {
    1: ("一级标题" * 12, "Heading of the first level " * 4),
    2: ("二级标题" * 12, "Heading of the second level " * 5),
    3: ("三级标题" * 12, "Heading of the third level " * 6),
}
TEXT = f"""\
# 摘要 | Abstract {{#abstract}}

## 目的 | Aim

::: zh
摘要文字。
:::
::: en
Text of the abstract.
:::

## 结论 | End

::: zh
结论文字。
:::
::: en
Text of the end.
:::

# 引言 | Introduction {{#introduction}}

::: zh
开头一段{RARE}。
:::
::: en
A beginning {RARE}.
:::

# {HEADINGS[1][0]} | {HEADINGS[1][1].strip()} {{#results}}

::: zh
共{{{{ respondents("s") }}}}人，{LONG["zh"]}。

{{{{ share("use", "yes") }}}}，{{{{ interval("use", "yes") }}}}。
:::
::: en
All {{{{ respondents("s") }}}}. {LONG["en"]}

The share is {{{{ share("use", "yes") }}}}, {{{{ interval("use", "yes") }}}}.
:::

## {HEADINGS[2][0]} | {HEADINGS[2][1].strip()}

::: zh
二级下的文字。
:::
::: en
Text below the second level.
:::

### {HEADINGS[3][0]} | {HEADINGS[3][1].strip()}

::: zh
三级下的文字。
:::
::: en
Text below the third level.
:::

# 讨论 | Discussion {{#discussion}}

::: zh
图表如下。混排AI文字。
:::
::: en
Tables and figures follow, 混排AI文字 before them.
:::

{{{{ table("ward") }}}}

{{{{ table("small") }}}}

{{{{ figure("bars") }}}}

{{{{ figure("wards") }}}}

{{{{ figure("moods") }}}}
"""


def write_project(folder: Path, themes: Mapping[str, str]) -> None:
    """The report with its themes, of which `theme: house` in report.yaml is to be replaced."""
    rows = ["use,ward,mood,mood2,rare"]
    for number in range(1204):
        mood = "bad" if number % 86 == 0 else "good"
        use = "yes" if number % 3 else "no"
        rare = "yes" if mood == "bad" else ""
        rows.append(f"{use},{'ab'[number % 2]},{mood},{'bad' if number % 4 else 'good'},{rare}")
    (folder / "data.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    (folder / "report.md").write_text(TEXT, encoding="utf-8")
    for name, text in themes.items():
        made = folder / "templates" / name
        made.mkdir(parents=True)
        (made / "theme.yaml").write_text(text, encoding="utf-8")
        report = REPORT.replace("theme: house", f"theme: {name}")
        (folder / f"{name}.yaml").write_text(report, encoding="utf-8")


def write_font(path: Path, family: str) -> None:
    """A font of a family of its own, with a character that none of the shipped fonts has."""
    with TTFont(fonts_folder() / "SourceSerif4-Regular.ttf") as font:
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(RARE)] = table.cmap[ord("F")]
        for name, text in ((1, family), (4, family), (6, family.replace(" ", "")), (16, family)):
            font["name"].setName(text, name, 3, 1, 0x409)
        font["name"].removeNames(nameID=16)
        font.save(path)


def merged(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(parent)
    for name, value in child.items():
        inner = parent.get(name)
        both = isinstance(value, dict) and isinstance(inner, dict)
        result[name] = merged(inner, value) if both else value  # type: ignore[arg-type]
    return result


JOURNAL = yaml.safe_load((templates_folder() / "journal" / "theme.yaml").read_text("utf-8"))


@dataclass(frozen=True)
class Span:
    """A piece of text of a page: where its baseline begins, its type, its size and colour."""

    page: int
    text: str
    x: float
    y: float
    end: float
    size: float
    font: str
    colour: str


@dataclass(frozen=True)
class Line:
    """Text on one baseline."""

    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)

    @property
    def page(self) -> int:
        return self.spans[0].page

    @property
    def x(self) -> float:
        return self.spans[0].x

    @property
    def y(self) -> float:
        return self.spans[0].y

    @property
    def end(self) -> float:
        return self.spans[-1].end

    @property
    def middle(self) -> float:
        return (self.x + self.end) / 2


@dataclass(frozen=True)
class Drawn:
    """A filled shape or a stroke of a page: where it is, and its colour."""

    page: int
    box: pymupdf.Rect
    colour: str
    width: float | None
    """Of a stroke."""


class Made:
    """The files of one edition in one theme, and the theme's tokens."""

    def __init__(self, folder: Path, name: str, language: str, tokens: Mapping[str, Any]) -> None:
        self.language = language
        self.tokens = tokens
        self._stem = folder / f"report.{language}"
        self._config = folder.parents[1] / f"{name}.yaml"

    def token(self, key: str) -> Any:
        """The value that theme.yaml has, by its key; None for one that it leaves out."""
        value: Any = self.tokens
        for part in key.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        return value

    @property
    def figure_label(self) -> str:
        """Figure 1, or what the theme calls it."""
        word = self.token(f"locales.{self.language}.words.figure")
        return (word or {"zh": "图{number}", "en": "Figure {number}"}[self.language]).format(
            number=1
        )

    def paint(self, colour: str) -> str:
        return self.tokens["colours"].get(colour, colour)

    @property
    def setting(self) -> Mapping[str, Any]:
        return self.tokens["settings"][self.language]

    @property
    def left(self) -> float:
        return (self.tokens["page"]["width"] - self.setting["measure"]) / 2

    # ------------------------------------------------------------------------------- the PDF

    @property
    def path(self) -> Path:
        return self._stem.with_name(self._stem.name + ".pdf")

    @cached_property
    def pdf(self) -> pymupdf.Document:
        return pymupdf.open(self.path)

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of all pages, spans on one baseline together."""
        found: list[Line] = []
        for page in self.pdf:
            spans = [_span(page.number, raw) for raw in _raw_spans(page)]
            spans = [span for span in spans if span.text.strip()]
            rows: list[list[Span]] = []
            for span in spans:
                if rows and abs(rows[-1][-1].y - span.y) < 1.5 and span.x >= rows[-1][-1].x:
                    rows[-1].append(span)
                else:
                    rows.append([span])
            found += [Line(tuple(row)) for row in rows]
        return found

    @cached_property
    def body_lines(self) -> list[Line]:
        """The lines from the first page of the text on."""
        start = next(line for line in self.lines if BEGINNING[self.language] in bare(line.text))
        return [line for line in self.lines if line.page >= start.page]

    def found(self, text: str) -> list[Line]:
        """The lines that hold a text, spaces aside."""
        return [line for line in self.body_lines if bare(text) in bare(line.text)]

    def line(self, text: str) -> Line:
        """The first line that holds a text."""
        return self.found(text)[0]

    def span(self, text: str) -> Span:
        """The first span that holds a text."""
        return next(
            span
            for line in self.found(text)
            for span in line.spans
            if bare(text) in bare(span.text)
        )

    def neighbours(self, text: str, pair: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """Two neighbouring characters within a text, as MuPDF has them."""
        chars = [
            char
            for page in self.pdf
            for block in page.get_text("rawdict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
            for char in span["chars"]
            if char["c"].strip()
        ]
        place = "".join(char["c"] for char in chars).index(text) + text.index(pair)
        return chars[place], chars[place + 1]

    @cached_property
    def drawn(self) -> list[Drawn]:
        """Every filled or stroked shape."""
        shapes = []
        for page in self.pdf:
            for shape in page.get_drawings():
                if shape.get("fill"):
                    shapes.append(Drawn(page.number, shape["rect"], _hex(shape["fill"]), None))
                if shape.get("color"):
                    line = Drawn(page.number, shape["rect"], _hex(shape["color"]), shape["width"])
                    shapes.append(line)
        return shapes

    @property
    def fills(self) -> list[Drawn]:
        return [shape for shape in self.drawn if shape.width is None]

    @property
    def strokes(self) -> list[Drawn]:
        return [shape for shape in self.drawn if shape.width is not None]

    # ------------------------------------------------------------------------------ the Word file

    @cached_property
    def _zip(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(self._stem.with_name(self._stem.name + ".docx"))

    @cached_property
    def styles(self) -> etree._Element:
        return etree.fromstring(self._zip.read("word/styles.xml"))

    @cached_property
    def body(self) -> etree._Element:
        return etree.fromstring(self._zip.read("word/document.xml"))

    def style(self, name: str, path: str, attribute: str = "val") -> str | None:
        """What a style says, its base's where it says nothing: ("heading 1", "rPr/color")."""
        for style in self.styles.iter(f"{W}style"):
            if style.find(f"{W}name").get(f"{W}val") == name:
                found = style.find("/".join(W + part for part in path.split("/")))
                if found is not None and found.get(W + attribute) is not None:
                    return found.get(W + attribute)
                base = style.find(f"{W}basedOn")
                return (
                    self._of_base(base.get(f"{W}val"), path, attribute)
                    if base is not None
                    else None
                )
        raise AssertionError(f"no style {name}")

    def _of_base(self, identity: str, path: str, attribute: str) -> str | None:
        for style in self.styles.iter(f"{W}style"):
            if style.get(f"{W}styleId") == identity:
                return self.style(style.find(f"{W}name").get(f"{W}val"), path, attribute)
        raise AssertionError(identity)

    def points(self, name: str, attribute: str, path: str = "pPr/spacing") -> float:
        """A length of a style in points."""
        return int(self.style(name, path, attribute) or 0) / 20

    @property
    def word_text(self) -> str:
        return "".join(self.body.itertext(f"{W}t"))

    def word(self, path: str) -> list[etree._Element]:
        names = {"w": W.strip("{}")}
        return self.body.xpath(path, namespaces=names)  # type: ignore[no-any-return]

    def counting(self, name: str) -> tuple[str, str] | None:
        """How Word counts what is in a style, and what it prints; None where it doesn't."""
        number, level = self.style(name, "pPr/numPr/numId"), self.style(name, "pPr/numPr/ilvl")
        if number is None:
            return None
        root = etree.fromstring(self._zip.read("word/numbering.xml"))
        names = {"w": W.strip("{}")}
        path = f"w:num[@w:numId='{number}']/w:abstractNumId/@w:val"
        (kind,) = root.xpath(path, namespaces=names)
        path = f"w:abstractNum[@w:abstractNumId='{kind}']/w:lvl[@w:ilvl='{level or 0}']"
        (found,) = root.xpath(path, namespaces=names)
        form, text = (found.find(W + each).get(f"{W}val") for each in ("numFmt", "lvlText"))
        return form, text

    @cached_property
    def word_figures(self) -> list[etree._Element | Image.Image]:
        """The figures of the Word file in the order of the text: a chart's XML, or a picture."""
        relations = etree.fromstring(self._zip.read("word/_rels/document.xml.rels"))
        targets = {relation.get("Id"): relation.get("Target") for relation in relations}
        found: list[etree._Element | Image.Image] = []
        for each in self.word("//*[local-name()='blip' or local-name()='chart']"):
            (name,) = each.xpath("@*[local-name()='embed' or local-name()='id']")
            data = self._zip.read(f"word/{targets[name].removeprefix('/word/')}")
            is_chart = each.tag.endswith("}chart")
            found.append(
                etree.fromstring(data) if is_chart else Image.open(io.BytesIO(data)).convert("RGB")
            )
        return found

    def word_colours(self, figure: int) -> set[str]:
        """The colours of a figure of the Word file, as #rrggbb."""
        drawn = self.word_figures[figure]
        if isinstance(drawn, etree._Element):
            return {f"#{each.get('val').lower()}" for each in drawn.iter("{*}srgbClr")}
        pixels: Any = drawn.getcolors(10**7) or ()
        return {"#{:02x}{:02x}{:02x}".format(*colour) for _, colour in pixels}

    # ------------------------------------------------------- the page that becomes the PDF

    @property
    def printed_page(self) -> str:
        """The HTML that WeasyPrint prints, its stylesheet in it."""
        report = compute(read_project(self._config))
        with report.project.scope.active():
            stages = Stages.of(report.project, report.document, report.theme)
            return to_html(stages.rendering(self.language, "pdf"))

    # --------------------------------------------------------------------------- the HTML edition

    @cached_property
    def page(self) -> html.HtmlElement:
        data = self._stem.with_name(self._stem.name + ".html").read_bytes()
        return html.document_fromstring(data.decode("utf-8"))

    @cached_property
    def charts(self) -> list[etree._Element]:
        """The charts as SVG, in order."""
        return self.page.xpath("//figure//svg")  # type: ignore[no-any-return]

    def bars(self, chart: int) -> list[tuple[str, float, float, float, float]]:
        """The bars of a chart: fill, x, y, width, height; swatches of a legend left out."""
        return [bar for bar in _boxes(self.charts[chart]) if bar[3] > 0]

    def chart_sizes(self) -> set[float]:
        found = set()
        for text in self.charts[0].iter("{*}text"):
            match = re.search(r"font(?:-size)?: ?[^;]*?([\d.]+)px", text.get("style", ""))
            if match:
                found.add(float(match[1]))
        return found


def _raw_spans(page: pymupdf.Page) -> Iterator[Mapping[str, Any]]:
    for block in page.get_text("dict")["blocks"]:
        for line in block.get("lines", ()):
            yield from line["spans"]


def _span(page: int, raw: Mapping[str, Any]) -> Span:
    x, y = raw["origin"]
    return Span(
        page, raw["text"], x, y, raw["bbox"][2], round(raw["size"], 2), raw["font"],
        f"#{raw['color']:06x}",
    )  # fmt: skip


def _hex(colour: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in colour)


def _boxes(chart: etree._Element) -> list[tuple[str, float, float, float, float]]:
    found = []
    for path in chart.iter("{*}path"):
        fill = re.search(r"fill: ?(#\w{6})", path.get("style", ""))
        numbers = [float(n) for n in re.findall(r"-?[\d.]+", path.get("d", ""))]
        if fill and len(numbers) >= 8:
            xs, ys = numbers[::2], numbers[1::2]
            found.append((fill[1], min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)))
    return found
