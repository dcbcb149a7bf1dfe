"""A small report to be written in, a preview of it as a user starts it, and a browser."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from reportgen import resources

REPORT = """\
title: {zh: 标题, en: Title}
surveys: {staff: {data: staff.csv, codebook: staff.yaml}}
editions: [zh, en]
tables: {use: {title: {zh: 使用, en: Use}, rows: [uses]}}
figures: {use: {title: {zh: 使用图, en: Use}, rows: [uses]}}
"""
CODEBOOK = """\
survey: [{type: select_one yes_no, name: uses, "label::zh": 使用, "label::en": Use}]
choices:
  yes_no:
    - {name: "yes", "label::zh": 是, "label::en": "Yes"}
    - {name: "no", "label::zh": 否, "label::en": "No"}
"""
SECTION = """\
# 第{0}部分 | Part {0} {{#part{0}}}

::: zh
这是第{0}部分的第一段，{1}

这是第{0}部分的第二段，共有若干字。
:::
::: en
This is the first paragraph of part {0}, {1}

This is the second paragraph of part {0}, and it has some words.
:::

"""
RESULTS = """\
# 结果 | Results {#results}

::: zh
占{{ share("uses", "yes") }}。
:::
::: en
Of all, {{ share("uses", "yes") }}.
:::

{{ table("use") }}

{{ figure("use") }}
"""
TEXT = RESULTS + "\n" + "".join(SECTION.format(part, "很长。" * 60) for part in range(1, 13))
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


expect.set_options(timeout=20_000)  # a machine may have other work to do


@dataclass(frozen=True)
class Report:
    """A report on disk."""

    folder: Path

    def write(self, text: str, name: str = "report.md") -> None:
        """Replace a file."""
        (self.folder / name).write_text(text, encoding="utf-8")

    def change(self, old: str, new: str, name: str = "report.md") -> None:
        """Replace a passage of a file, which it must have."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        self.write(text.replace(old, new), name)


@pytest.fixture
def report(tmp_path: Path) -> Report:
    made = Report(tmp_path / "report")
    made.folder.mkdir()
    made.write(REPORT, "report.yaml")
    made.write(TEXT)
    made.write(CODEBOOK, "staff.yaml")
    made.write("uses\n" + "yes\n" * 30 + "no\n" * 10, "staff.csv")
    return made


@pytest.fixture
def theme(report: Report) -> Report:
    """A theme `plain` of the report's own, with the templates of `journal`."""
    made = Report(report.folder / "templates" / "plain")
    shutil.copytree(resources.templates_folder() / "journal", made.folder)
    made.write('extends: journal\ncolours: {ink: "#004400"}\n', "theme.yaml")
    return made


@dataclass(frozen=True)
class Preview:
    """A preview at work: its address, and its process."""

    address: str
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        """The port of its address."""
        return int(self.address.rstrip("/").rpartition(":")[2])

    def end(self, sign: int = signal.SIGINT) -> tuple[int, str, str]:
        """End it as a terminal does; returns its exit code and what it printed."""
        self.process.send_signal(sign)
        output, faults = self.process.communicate(timeout=20)
        return self.process.returncode, output, faults


Started = Callable[..., Preview]


@pytest.fixture
def start(report: Report) -> Iterator[Started]:
    """Start a preview with some options; it is ended with the test."""
    processes: list[subprocess.Popen[str]] = []

    def started(*options: str) -> Preview:
        command = [sys.executable, "-m", "reportgen", "preview", str(report.folder)]
        process = subprocess.Popen(
            [*command, "--no-open", *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=os.environ | {"PYTHONPATH": str(Path(resources.__file__).parents[1])},
        )  # fmt: skip
        processes.append(process)
        assert process.stdout
        line = process.stdout.readline()
        found = re.match(r"(http://127\.0\.0\.1:\d+/) ", line)
        assert found, line + process.communicate(timeout=20)[1]
        return Preview(found[1], process)

    yield started
    for process in processes:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def look(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page, and see in the end that the browser had no other complaint than expected."""
    contexts, complaints = [], []

    def opened(address: str, locale: str = "en-US", complaint: str = "", **options: object) -> Page:
        context = browser.new_context(
            locale=locale, viewport={"width": 1100, "height": 700}, **options
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda fault: complaints.append(str(fault)))
        expected = re.compile(complaint or "(?!)")
        page.on(
            "console",
            lambda said: expected.search(said.text) or complaints.append(said.text),
        )
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
