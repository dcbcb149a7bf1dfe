"""The reference report, built once for all acceptance tests; its Word files in LibreOffice too."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reportgen.pipeline import build
from reportgen.resources import example_folder
from tests.acceptance.reading import EDITIONS, EPOCH
from tests.renderers.docx_office import to_pdf


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the reference report's files: every edition, PDF and Word, and the ledger."""
    folder = tmp_path_factory.mktemp("reference")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        build(example_folder(), folder, editions=EDITIONS, formats=("pdf", "docx"))
    return folder


@pytest.fixture(scope="session")
def in_report_theme(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The reference report in the theme `report`, by file name: PDFs, and of zh the Word file."""
    folder = tmp_path_factory.mktemp("report")
    project = folder / "project"
    shutil.copytree(example_folder(), project, ignore=shutil.ignore_patterns("cache", "output"))
    config = project / "report.yaml"
    text = config.read_text("utf-8")
    assert "theme: journal" in text
    config.write_text(text.replace("theme: journal", "theme: report"), "utf-8")
    build(project, folder / "out", editions=("zh", "en", "parallel"), formats=("pdf",))
    build(project, folder / "out", editions=("zh",), formats=("docx",))
    return {path.name: path for path in (folder / "out").iterdir()}


@pytest.fixture(scope="session")
def office(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Each edition's Word file as LibreOffice prints it, as a PDF."""
    folders = {edition: tmp_path_factory.mktemp(f"office_{edition}") for edition in EDITIONS}

    def converted(edition: str) -> Path:
        return to_pdf((built / f"report.{edition}.docx").read_bytes(), folders[edition])

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(EDITIONS, pool.map(converted, EDITIONS), strict=True))
