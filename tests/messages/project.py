"""A small project that is right, and what can be done to it so that it is not."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Spoil = Callable[[Path], None]

FILES = {
    "report.yaml": """\
title: {zh: 标题, en: Title}
surveys:
  staff: {data: staff.csv, codebook: staff.yaml}
  firms: {data: firms.csv, codebook: firms.yaml}
references: references.yaml
published: published.yaml
formats: [html]
tables:
  use: {title: {zh: 使用, en: Use}, rows: [uses], by: ward}
figures:
  tools: {title: {zh: 工具, en: Tools}, rows: [tools]}
""",
    "staff.yaml": """\
survey:
  - {type: select_one yes_no, name: uses, "label::zh": 是否使用, "label::en": Use}
  - {type: select_multiple tools, name: tools, "label::zh": 工具, "label::en": Tools}
  - {type: select_one wards, name: ward, "label::zh": 病区, "label::en": Ward}
  - {type: integer, name: years, label: Years, relevant: "${uses} = 'yes'"}
choices:
  yes_no:
    - {name: "yes", "label::zh": 是, "label::en": "Yes"}
    - {name: "no", "label::zh": 否, "label::en": "No"}
  tools:
    - {name: ct, label: CT}
    - {name: mri, label: MRI}
  wards:
    - {name: a, label: A}
    - {name: b, label: B}
""",
    "staff.csv": "uses,tools,ward,years\n" + "yes,ct mri,a,3\n" * 20 + "no,ct,b,\n" * 20,
    "firms.yaml": """\
survey:
  - {type: select_one sizes, name: size, label: Size}
choices:
  sizes:
    - {name: small, label: Small}
    - {name: large, label: Large}
""",
    "firms.csv": "size\nsmall\nlarge\n",
    "references.yaml": "- {key: first, zh: 甲文, en: Paper A}\n",
    "published.yaml": """\
figures:
  - id: one
    item: uses
    option: "yes"
    count: 20
    base: 40
    printed: "50.0%"
""",
    "report.md": """\
# 结果 | Results {#results}

::: zh
{{ share("uses", "yes") }}，见{{ ref("tbl:use") }}{{ cite("first") }}。
:::
::: en
{{ share("uses", "yes") }} ({{ ref("tbl:use") }}) {{ cite("first") }}.
:::

{{ table("use") }}

{{ figure("tools") }}

# 参考文献 | References {#references}
""",
}


def write_project(folder: Path) -> None:
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")


def change(file: str, old: str, new: str) -> Spoil:
    """Other words in the first place where a file has some."""

    def spoil(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text, (file, old)
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def write(file: str, content: str | bytes) -> Spoil:
    def spoil(folder: Path) -> None:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    return spoil


def add(file: str, text: str) -> Spoil:
    """A text at the end of a file."""

    def spoil(folder: Path) -> None:
        with (folder / file).open("a", encoding="utf-8") as opened:
            opened.write(text)

    return spoil


def text(zh: str, en: str | None = None) -> Spoil:
    """A paragraph, or whatever stands in a language's block, in the section of results."""
    blocks = f"::: zh\n{zh}\n:::\n::: en\n{zh if en is None else en}\n:::\n\n"
    return change("report.md", "{{ table", blocks + "{{ table")


def line(written: str) -> Spoil:
    """A line outside the languages' blocks, in the section of results."""
    return change("report.md", "{{ table", written + "\n\n{{ table")


def relevant(expression: str) -> Spoil:
    return change("staff.yaml", "\"${uses} = 'yes'\"", f'"{expression}"')


def theme(tokens: str) -> Spoil:
    """A theme of the project's own, and that the report takes it."""

    def spoil(folder: Path) -> None:
        write("templates/house/theme.yaml", f"extends: journal\n{tokens}")(folder)
        add("report.yaml", "theme: house\n")(folder)

    return spoil


def template(name: str, content: str) -> Spoil:
    return write(f"templates/{name}", content)


def codebook_workbook(sheets: dict[str, list[tuple[str, ...]]]) -> Spoil:
    """Sheets of an XLSForm in place of the firms' codebook."""
    import openpyxl

    def spoil(folder: Path) -> None:
        book = openpyxl.Workbook()
        assert book.active is not None
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        book.save(folder / "firms.xlsx")
        change("report.yaml", "firms.yaml", "firms.xlsx")(folder)

    return spoil


def data_workbook(*rows: tuple[str, ...], sheet: str = "") -> Spoil:
    """A worksheet in place of the firms' data, and the sheet that report.yaml names."""
    import openpyxl

    def spoil(folder: Path) -> None:
        book = openpyxl.Workbook()
        assert book.active is not None
        book.active.title = "answers"
        for row in rows:
            book.active.append(row)
        book.save(folder / "firms.xlsx")
        named = f", sheet: {sheet}" if sheet else ""
        change(
            "report.yaml", "firms.csv, codebook: firms.yaml",
            f"firms.xlsx, codebook: firms.yaml{named}",
        )(folder)  # fmt: skip

    return spoil


def locked_workbook() -> bytes:
    """What an .xlsx with a password is: a compound file with an encrypted package (MS-CFB)."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", bytes.fromhex("d0cf11e0a1b11ae1"), 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, end, 0, end, 0,
    )  # fmt: skip
    header += struct.pack("<109I", 0, *[free] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, end, *[free] * 126)
    entries = b"".join(
        struct.pack(
            "<64sHBBIII36xIQ", name.encode("utf-16-le"), 2 * len(name) + 2, kind, 1,
            left, right, child, end, 0,
        )
        for name, kind, left, right, child in (
            ("Root Entry", 5, free, free, 1),
            ("EncryptionInfo", 2, free, 2, free),
            ("EncryptedPackage", 2, free, free, free),
        )
    )  # fmt: skip
    return (header + table + entries).ljust(3 * sector, b"\0")


@dataclass(frozen=True)
class Case:
    """How a finding comes about: what is spoilt, and the command that finds it."""

    spoils: tuple[Spoil, ...]
    command: tuple[str, ...] = ("check", "PROJECT", "-q")
    also: tuple[str, ...] = ()
    """Findings that come of the same fault and are true as well."""


def case(*spoils: Spoil, also: str = "") -> Case:
    return Case(spoils, also=tuple(also.split()))


def of(command: str, *spoils: Spoil, also: str = "") -> Case:
    """A case of another command; PROJECT stands for the project's folder."""
    return Case(spoils, tuple(command.split()), tuple(also.split()))
