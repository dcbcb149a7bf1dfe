"""A report with what is hard to set: a table over pages, one too wide for a page, many figures."""

from __future__ import annotations

import random
from pathlib import Path

import yaml

TOPICS = 64
"""Options of the long table: more rows than a page holds."""
REGIONS = 14
"""Categories of the wide table: more than stand beside one another on an upright page."""
ROWS = 2400
TEXT = {
    "zh": "为了解受访者的看法，本文按题目逐项统计，并说明各项比例的基数和缺失情况，"
    "以便读者核对表中的每一个数字。",
    "en": "The views of the respondents are told item by item, with the base and the missing "
    "answers of each share, so that a reader can check every number in the tables.",
}


def write_project(folder: Path, theme: str = "journal") -> Path:
    """Write the report's files; return the folder."""
    source = random.Random(11)
    lines = ["topic,region,trust,use"]
    for _ in range(ROWS):
        topic = min(source.randrange(1, TOPICS + 1), source.randrange(1, TOPICS + 1))
        region = source.choice([1, 1, 1, *range(1, REGIONS + 1)])
        trust = source.choice(["low", "middle", "high", "high"])
        lines.append(f"t{topic},r{region},{trust},{source.choice(['yes', 'no', 'no'])}")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "data.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    write = {"allow_unicode": True, "sort_keys": False}
    (folder / "codebook.yaml").write_text(yaml.safe_dump(_codebook(), **write), "utf-8")
    (folder / "report.yaml").write_text(yaml.safe_dump(_report(theme), **write), "utf-8")
    (folder / "report.md").write_text(_narrative(), encoding="utf-8")
    return folder


def _item(name: str, choices: str, zh: str, en: str) -> dict[str, str]:
    return {"type": f"select_one {choices}", "name": name, "label::zh": zh, "label::en": en}


def _option(name: str, zh: str, en: str) -> dict[str, str]:
    return {"name": name, "label::zh": zh, "label::en": en}


def _codebook() -> dict[str, object]:
    return {
        "survey": [
            _item("topic", "topics", "关注的主题", "Topic of interest"),
            _item("region", "regions", "地区", "Region"),
            _item("trust", "trusts", "信任程度", "Trust"),
            _item("use", "yes_no", "是否使用", "Use"),
        ],
        "choices": {
            "topics": [
                _option(f"t{n}", f"主题第{n}项", f"Topic {n}") for n in range(1, TOPICS + 1)
            ],
            "regions": [
                _option(f"r{n}", f"第{n}地区", f"Region {n}") for n in range(1, REGIONS + 1)
            ],
            "trusts": [
                _option("low", "低", "Low"),
                _option("middle", "中", "Middle"),
                _option("high", "高", "High"),
            ],
            "yes_no": [_option("yes", "是", "Yes"), _option("no", "否", "No")],
        },
    }


def _text(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def _report(theme: str) -> dict[str, object]:
    return {
        "title": _text("长表与宽表的排版", "Setting long tables and wide ones"),
        "surveys": {"s": {"data": "data.csv", "codebook": "codebook.yaml"}},
        "theme": theme,
        "tables": {
            "topics": {
                "title": _text("受访者关注的主题", "Topics of interest"),
                "rows": ["topic"],
                "cells": ["count", "percent", "interval"],
                "note": _text("这是长表的注", "This is the note of the long table"),
            },
            "regions": {
                "title": _text("各地区的信任与使用情况", "Trust and use by region"),
                "rows": ["trust", "use"],
                "by": "region",
                "cells": ["count_percent"],
                "note": _text("这是宽表的注", "This is the note of the wide table"),
            },
            "trusts": {
                "title": _text("不同信任程度者的使用情况", "Use by trust"),
                "rows": ["use"],
                "by": "trust",
                "cells": ["count_percent"],
            },
        },
        "figures": {
            "use": {"title": _text("使用情况", "Use"), "rows": ["use"]},
            "trust": {
                "title": _text("信任程度", "Trust"), "rows": ["trust"], "span": "page",
            },
        },
    }  # fmt: skip


def _paragraph(times: int) -> str:
    return f"::: zh\n{TEXT['zh'] * times}\n:::\n::: en\n{' '.join([TEXT['en']] * times)}\n:::\n"


def _narrative() -> str:
    text = "\n".join(_paragraph(times) for times in (2, 3, 2))
    shown = ['table("topics")', 'figure("use")', 'table("regions")', 'figure("trust")',
             'table("trusts")']  # fmt: skip
    parts = [
        "# 摘要 | Abstract {#abstract}\n\n" + _paragraph(1),
        "# 引言 | Introduction {#introduction}\n\n" + text,
        "# 结果 | Results {#results}\n\n" + text,
        *(f"{{{{ {each} }}}}\n\n## 小节 | Part\n\n{text}" for each in shown),
        "# 讨论 | Discussion {#discussion}\n\n" + text * 2,
    ]
    return "\n\n".join(parts)
