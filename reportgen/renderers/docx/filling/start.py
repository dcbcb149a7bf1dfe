"""A Word template to start from: the theme's styles, every kind of tag explained in place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.shared import Twips
from lxml import etree

from reportgen.config import Project
from reportgen.locales import Locale, load_locale
from reportgen.renderers.docx.archive import packed_again
from reportgen.renderers.docx.markup import (
    Element,
    R,
    W,
    Xml,
    field,
    look,
    paragraph,
    tag,
    text_run,
    tree,
    trees,
    twips,
    w,
)
from reportgen.renderers.docx.template import make
from reportgen.theme import Theme, measure
from reportgen.yamlfile import read_yaml

HELP = "Template Help"
"""The style of the paragraphs that explain."""
_ROW = "Table Text"
_CELLS, _HEADS = (_ROW, "Table Number", "Table Number"), ("Table Stub Head", *["Table Head"] * 2)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a project that the examples are made with; "" for what it lacks."""

    item: str
    option: str
    table: str
    figure: str

    @classmethod
    def of(cls, project: Project, items: Mapping[str, Any]) -> Names:
        """The first of each kind; of items the first that a figure or table shows."""
        config = project.config
        shown = [
            items[row.item]
            for each in (*config.figures.values(), *config.tables.values())
            for row in each.rows
            if row.item in items
        ]
        item = next((one for one in (*shown, *items.values()) if one.is_categorical), None)
        return cls(
            item.name if item else "",
            item.codes[0] if item else "",
            next(iter(config.tables), ""),
            next(iter(config.figures), ""),
        )

    def by_mark(self) -> dict[str, str]:
        """Each name by the mark that stands for it in the texts of the template."""
        return {
            "<item>": self.item, "<option>": self.option, "<table>": self.table,
            "<figure>": self.figure, "<tabulation>": self.table or self.figure,
        }  # fmt: skip


def start(theme: Theme, names: Names | None, language: str, told: str) -> bytes:
    """The template: in the styles of a language of the report, explained in the user's, `told`.

    Without names it serves any project: what needs some is shown in comments, with words for names.
    """
    word = docx.Document(BytesIO(make(theme)))
    styles = {
        name.get(tag("val"), ""): style.get(tag("styleId"), "")
        for style in word.styles.element.iter(tag("style"))
        for name in style.iterfind(tag("name"))
    }
    styles[HELP] = _add_help(word.styles.element, theme)
    writer = _Writer(theme, names, load_locale(language, theme), told, styles)
    content = word.part.element.body
    end = content.sectPr
    content[:] = [*trees(writer.lines()), end]
    section = word.sections[0]
    side = (twips(theme.page.width) - twips(measure(theme, language, columns=1))) // 2
    section.left_margin = section.right_margin = Twips(side)
    section.header_distance = Twips(twips(theme.page.top / 2))
    section.footer_distance = Twips(twips(theme.page.bottom / 2))
    head = paragraph(writer.style("header"), [text_run("{{ running_head }}")])
    section.header.part.element[:] = [tree(head)]
    section.footer.part.element[:] = [tree(writer.folio())]
    # One prefix a namespace, whatever prefixes other packages have made known to lxml.
    etree.cleanup_namespaces(word.part.element, top_nsmap={"w": W, "r": R})
    saved = BytesIO()
    word.save(saved)
    return packed_again(saved.getvalue())


def starter(theme: Theme, language: str) -> bytes:
    """The template that a theme ships with, for any project, in one language all through."""
    return start(theme, None, language, language)


def starter_name(language: str) -> str:
    """What the file of a theme is called that holds `starter`; no report is made with it."""
    return f"starter.{language}.docx"


def _add_help(styles: Element, theme: Theme) -> str:
    """Add the style of what explains; its id."""
    identity = HELP.replace(" ", "")
    colour = theme.colours.muted.lstrip("#").upper()
    size = round(theme.tables.size * 2)
    style = w(
        "style",
        w("name", val=HELP),
        w("basedOn", val="Normal"),
        w("qFormat"),
        w(
            "pPr",
            w("keepNext"),  # with what it explains
            w("pBdr", w("left", val="single", sz=12, space=8, color=colour)),
            w("spacing", before=120, after=120),
            w("ind", left=240),
        ),
        w("rPr", w("color", val=colour), w("sz", val=size), w("szCs", val=size)),
        type="paragraph",
        customStyle=1,
        styleId=identity,
    )
    styles.append(tree(style))
    return identity


@dataclass(slots=True)
class _Writer:
    """Writes the paragraphs of the template."""

    theme: Theme
    names: Names | None
    locale: Locale
    told: str
    styles: Mapping[str, str]

    def lines(self) -> Iterator[Xml]:
        """Everything in order; an example that the project has no name for is left out."""
        for step in _start()["steps"]:
            if not self._has_names(step) or not self._is_for_theme(step):
                continue
            if step.get("named", self.names is not None) != (self.names is not None):
                continue
            if "help" in step:
                text = f"{{# {step['help'][self.told]} #}}"
                yield paragraph(self.style(HELP), [text_run(text)])
            elif "rows" in step:
                opening, closing = ("", "") if self.names else ("{% if false %}", "{% endif %}")
                yield paragraph(self.style(_ROW), [text_run(opening)] if opening else [])
                yield self._table(step["rows"])
                yield paragraph(self.style(_ROW), [text_run(closing)] if closing else [])
            else:
                yield from self._line(step)

    def folio(self) -> Xml:
        """The page's number, without words: the template serves every language."""
        return paragraph(self.style("footer"), field("PAGE", [text_run("1")]))

    def style(self, name: str) -> str:
        """The id of a style, of the language where languages have their own."""
        return self.styles.get(f"{name} ({self.locale.language})") or self.styles[name]

    def _is_for_theme(self, step: Mapping[str, Any]) -> bool:
        """Whether a step is for themes with a cover, or for those without, as this one is."""
        has_cover = self.theme.parts.cover
        return bool(step.get("cover", has_cover) == has_cover)

    def _has_names(self, step: Mapping[str, Any]) -> bool:
        text = " ".join(map(str, step.values()))
        names = self.names.by_mark() if self.names else {}
        return all(name for mark, name in names.items() if mark in text)

    def _said(self, texts: Sequence[str]) -> list[str]:
        """Texts that belong together with names; where there are none, with words, as comments."""
        names = self.names.by_mark() if self.names else _words(self.told)
        filled = list(texts)
        for mark, name in names.items():
            filled = [text.replace(mark, name) for text in filled]
        if self.names or filled == list(texts):
            return filled
        return [f"{{# {text} #}}" for text in filled]

    def _line(self, step: Mapping[str, Any]) -> Iterator[Xml]:
        """A paragraph, where asked between the two tags of a condition or loop."""
        style = self.style(step["style"])
        opening = f"if {step['if']}" if "if" in step else step.get("loop")
        lines = [step["line"]]
        if opening:
            lines = [f"{{% {opening} %}}", *lines, f"{{% end{opening.split()[0]} %}}"]
        yield from (paragraph(style, [text_run(text)]) for text in self._said(lines))

    def _table(self, rows: list[list[str]]) -> Xml:
        whole = twips(measure(self.theme, self.locale.language, columns=1))
        widths = [whole // 2, whole // 4, whole - whole // 2 - whole // 4]
        built = [self._row(row, widths, is_head=not index) for index, row in enumerate(rows)]
        properties = w(
            "tblPr",
            w("tblStyle", val=self.styles["Three-Rule Table"]),
            w("tblW", w=whole, type="dxa"),
            w("jc", val="center"),
            w("tblLayout", type="fixed"),
            look(first_row=True),
        )
        return w("tbl", properties, w("tblGrid", *(w("gridCol", w=n) for n in widths)), *built)

    def _row(self, row: list[str], widths: list[int], *, is_head: bool) -> Xml:
        styles = _HEADS if is_head else _CELLS
        cells = [
            w(
                "tc",
                w("tcPr", w("tcW", w=width, type="dxa")),
                paragraph(self.style(style), [text_run(cell)]),
            )
            for cell, width, style in zip(self._said(row), widths, styles, strict=True)
        ]
        return w("tr", w("trPr", w("cantSplit"), w("tblHeader") if is_head else None), *cells)


@cache
def _start() -> Mapping[str, Any]:
    found: Mapping[str, Any] = read_yaml(Path(__file__).with_name("start.yaml")).data
    return found


def _words(language: str) -> dict[str, str]:
    """Words for names, in a language, by the marks that stand for names."""
    return {f"<{name}>": told[language] for name, told in _start()["words"].items()}
