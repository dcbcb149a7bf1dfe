"""The examination of Word files sees what is made, and sees faults."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest

from reportgen.files import write_whole
from reportgen.pipeline import build
from reportgen.renderers.docx.archive import packed_again
from reportgen.renderers.docx.template import make
from reportgen.resources import examples_folder
from reportgen.theme import load_theme
from tests.word_validity import findings, is_word, observed


@pytest.fixture(scope="module")
def template() -> bytes:
    return make(load_theme("journal"))


def edited(data: bytes, old: bytes, new: bytes, part: str = "word/document.xml") -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            target.writestr(name, content)
    return buffer.getvalue()


def test_each_examiner_finds_its_kind_of_fault(template: bytes) -> None:
    assert findings(template) == []
    no_such_element = edited(template, b"<w:body>", b"<w:body><w:x/>")
    assert any(found.startswith("openxml-audit") for found in findings(no_such_element))
    no_such_style = edited(template, b'w:val="Normal"', b'w:val="Norman"')
    assert any(found.startswith("docx-integrity") for found in findings(no_such_style))


def test_the_template_of_python_docx_would_not_pass() -> None:
    """The reason why the program makes its own."""
    buffer = BytesIO()
    docx.Document().save(buffer)
    assert is_word(buffer.getvalue())
    assert findings(buffer.getvalue())


def test_what_is_made_is_seen_and_what_is_written(template: bytes, tmp_path: Path) -> None:
    with observed() as seen:
        packed_again(template)
        write_whole({tmp_path / "a.docx": template, tmp_path / "b.txt": b"PK, and no zip file"})
    assert seen == [template, template]


def test_files_made_in_other_processes_are_seen(tmp_path: Path) -> None:
    with observed() as seen:
        build(
            examples_folder() / "minimal",
            tmp_path,
            editions=("zh", "en"),
            formats=("docx",),
            jobs=2,
        )
    written = {path.read_bytes() for path in tmp_path.glob("*.docx")}
    assert len(written) == 2
    assert written <= set(seen)


def test_a_test_that_makes_a_faulty_file_fails(tmp_path: Path) -> None:
    """The fixture of conftest.py, in a run of its own."""
    test = tmp_path / "test_faulty.py"
    test.write_text(
        "from reportgen.renderers.docx.archive import _zipped\n"
        "from reportgen.renderers.docx import archive\n"
        "def test_faulty():\n    archive._zipped({'word/document.xml': b'<w/>'})\n",
        "utf-8",
    )
    command = [sys.executable, "-m", "pytest", "-q", "--no-cov", "-p", "tests.conftest", str(test)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "1 passed, 1 error" in run.stdout, run.stdout + run.stderr
