"""The reference report as HTML, built once, and a browser for each module that looks at it."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from reportgen.pipeline import build
from reportgen.resources import example_folder
from tests.preview.conftest import ARGUMENTS

expect.set_options(timeout=20_000)  # a machine may have other work to do
EDITIONS = ("zh", "en", "bilingual", "parallel")
Opened = Callable[..., Page]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the reference report in HTML, every edition, and the ledger.

    In `report/` is the parallel edition in the theme of that name.
    """
    folder = tmp_path_factory.mktemp("web")
    build(example_folder(), folder, editions=EDITIONS, formats=("html",))
    project = folder / "project"
    shutil.copytree(example_folder(), project, ignore=shutil.ignore_patterns("cache", "output"))
    config = project / "report.yaml"
    text = config.read_text("utf-8")
    assert "theme: journal" in text
    config.write_text(text.replace("theme: journal", "theme: report"), "utf-8")
    build(project, folder / "report", editions=("parallel",), formats=("html",))
    return folder


@pytest.fixture(scope="session")
def ledger(built: Path) -> Mapping[tuple[str, str], Mapping[str, str]]:
    """The number ledger's rows by estimate and form."""
    with (built / "report.numbers.csv").open(encoding="utf-8-sig", newline="") as file:
        return {(row["id"], row["form"]): row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def look(browser: Browser, built: Path) -> Iterator[Opened]:
    """Open an edition from its file, and see in the end that the browser had no complaint.

    The edition `report` is the parallel one in the theme of that name.
    """
    contexts, complaints = [], []

    def opened(
        edition: str, width: int = 1280, height: int = 900, mark: str = "", **options: object
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda fault: complaints.append(str(fault)))
        page.on("console", lambda said: complaints.append(said.text))
        file = built / "report/report.parallel.html" if edition == "report" else None
        page.goto((file or built / f"report.{edition}.html").as_uri() + mark)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
