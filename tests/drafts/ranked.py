"""A project with a table whose rows are ranked, its draft, and data that change the ranks."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.drafts import project as sample

TOOLS = {
    "ct": ("电子计算机断层扫描", "Computed tomography"),
    "mri": ("磁共振", "Magnetic resonance"),
    "pet": ("正电子断层扫描", "Positron emission"),
    "us": ("超声", "Ultrasound"),
    "xray": ("普通放射", "Plain radiography"),
}
TABLE = """\
tables:
  tools:
    title: {zh: 所用设备, en: Devices in use}
    rows: [tools]
    by: ward
    cells: [count_percent]
    order: descending
  kinds:
    title: {zh: 设备与使用, en: Devices and use}
    rows: [uses, tools]
    order: descending
"""
TEXT = """\
# 结果 | Results {#results}

::: zh
依次为电子计算机断层扫描[{{ share("tools", "ct") }}]、磁共振[{{ share("tools", "mri") }}]和正电子断层扫描[{{ share("tools", "pet") }}]，见{{ ref("fig:tools") }}和{{ ref("tbl:kinds") }}。
:::
::: en
In order: {{ share("tools", "ct") }}, {{ share("tools", "mri") }} and {{ share("tools", "pet") }}; see {{ ref("fig:tools") }} and {{ ref("tbl:kinds") }}.
:::

{{ table("tools") }}

{{ table("kinds") }}

{{ figure("tools") }}
"""  # noqa: E501


def answers(**counts: int) -> str:
    """Forty staff in two wards, of whom so many use each device."""
    lines = []
    for at in range(40):
        used = " ".join(name for name, count in counts.items() if at * 7 % 40 < count)
        lines.append(f"{'yes' if at % 3 else 'no'},{used or 'xray'},{'ab'[at % 2]},")
    return "\n".join(lines) + "\n"


BEFORE = answers(ct=36, mri=30, pet=21, us=12)
AFTER = answers(ct=36, mri=19, pet=33, us=13)
"""Positron emission and magnetic resonance change places."""


def write(folder: Path, data: str = BEFORE) -> Path:
    sample.write(folder, data)
    report = (folder / "report.yaml").read_text("utf-8")
    start, end = report.index("\ntables:") + 1, report.index("\nfigures:") + 1
    (folder / "report.yaml").write_text(report[:start] + TABLE + report[end:], "utf-8")
    (folder / "report.md").write_text(TEXT, "utf-8")
    codebook = (folder / "staff.yaml").read_text("utf-8")
    start, end = codebook.index("    - {name: ct"), codebook.index("  wards:")
    options = [
        f'    - {{name: {name}, "label::zh": {zh}, "label::en": {en}}}\n'
        for name, (zh, en) in TOOLS.items()
    ]
    (folder / "staff.yaml").write_text(
        codebook[:start] + "".join(options) + codebook[end:], "utf-8"
    )
    return folder


@cache
def built(edition: str = "en", data: str = BEFORE) -> bytes:
    """The draft that a build makes of these answers."""
    with TemporaryDirectory() as name:
        return sample.build(write(Path(name) / "project", data), edition)
