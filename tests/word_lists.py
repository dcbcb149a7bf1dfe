"""What Word prints before paragraphs that its lists count, by the rules of ISO 29500."""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from io import BytesIO

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ONES = ["", *"一二三四五六七八九"]
TENS = ["", "十", *(f"{one}十" for one in ONES[2:])]
FORMS = {
    "decimal": str,
    "chineseCountingThousand": lambda number: TENS[number // 10] + ONES[number % 10],
    "upperLetter": lambda number: chr(ord("A") + number - 1),
    "none": lambda number: "",
    "bullet": lambda number: "",
}
SUFFIXES = {"nothing": "", "space": " ", "tab": "\t"}


def numbers_before(data: bytes) -> list[str]:
    """For each paragraph of the text, in order, the number before it and what follows that."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {
            name: etree.fromstring(archive.read(f"word/{name}.xml"))
            for name in ("document", "styles", "numbering")
        }
    lists = _Lists(parts["numbering"], parts["styles"])
    return [lists.label(paragraph) for paragraph in parts["document"].iter(f"{W}p")]


class _Lists:
    """The lists of a file while its paragraphs are read."""

    def __init__(self, numbering: etree._Element, styles: etree._Element) -> None:
        self.kinds = {
            _of(each, "abstractNumId"): each for each in numbering.iter(f"{W}abstractNum")
        }
        self.numbers = {_of(each, "numId"): each for each in numbering.iter(f"{W}num")}
        self.styles = {_of(each, "styleId"): each for each in styles.iter(f"{W}style")}
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        self.used: set[str] = set()

    def label(self, paragraph: etree._Element) -> str:
        """What stands before a paragraph; it is counted."""
        number, level = self._counted(paragraph.find(f"{W}pPr"))
        if number == "0":
            return ""
        kind = _of(self.numbers[number].find(f"{W}abstractNumId"), "val")
        counts = self.counts[kind]
        levels = {int(_of(each, "ilvl")): each for each in self.kinds[kind].iter(f"{W}lvl")}
        counts[level] = counts.get(level, self._start(levels[level]) - 1) + 1
        if number not in self.used:
            self.used.add(number)
            for over in self.numbers[number].iter(f"{W}lvlOverride"):
                counts[int(_of(over, "ilvl"))] = int(_of(over.find(f"{W}startOverride"), "val"))
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]

        def place(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            form = _of(levels[index].find(f"{W}numFmt"), "val")
            return FORMS[form](counts.get(index, self._start(levels[index])))

        text = re.sub(r"%(\d)", place, _of(levels[level].find(f"{W}lvlText"), "val"))
        suffix = levels[level].find(f"{W}suff")
        return text + SUFFIXES["tab" if suffix is None else _of(suffix, "val")]

    def _start(self, level: etree._Element) -> int:
        return int(_of(level.find(f"{W}start"), "val"))

    def _counted(self, properties: etree._Element | None) -> tuple[str, int]:
        """The numbering of a paragraph or style, else of the style that it is in or based on."""
        while properties is not None:
            told = properties.find(f"{W}numPr")
            if told is not None and told.find(f"{W}numId") is not None:
                level = told.find(f"{W}ilvl")
                return _of(told.find(f"{W}numId"), "val"), int(
                    _of(level, "val") if level is not None else 0
                )
            holder = properties.getparent()
            link = properties.find(f"{W}pStyle")
            if holder.tag == f"{W}style":
                link = holder.find(f"{W}basedOn")
            style = self.styles.get(_of(link, "val")) if link is not None else None
            properties = self._properties(style)
        return "0", 0

    def _properties(self, style: etree._Element | None) -> etree._Element | None:
        if style is None:
            return None
        found = style.find(f"{W}pPr")
        return found if found is not None else etree.SubElement(style, f"{W}pPr")


def _of(element: etree._Element, name: str) -> str:
    return str(element.get(W + name))
