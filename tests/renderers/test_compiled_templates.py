"""Templates are compiled once; what was kept of them is used only while it is right."""

import sys
from pathlib import Path

import jinja2
import pytest

from reportgen.renderers import compiled_templates
from reportgen.renderers.compiled_templates import CompiledTemplates


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of templates that ships with the program, and the program's cache beside it."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "page.j2").write_text("one {{ 1 + 1 }}")
    monkeypatch.setattr(compiled_templates, "templates_folder", lambda: folder)
    monkeypatch.setattr(compiled_templates, "__file__", str(tmp_path / "module.py"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    return folder


def page(folder: Path, made_by: str = "", name: str = "page.j2") -> str:
    """A template as a new process fills it in."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder), bytecode_cache=CompiledTemplates(made_by)
    )
    return environment.get_template(name).render()


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The files that are compiled from now on."""
    found: list[str | None] = []
    original = jinja2.Environment._generate

    def counted(
        self: jinja2.Environment, source: object, name: str, filename: str, **named: object
    ) -> object:
        found.append(name)
        return original(self, source, name, filename, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(jinja2.Environment, "_generate", counted)
    return found


def kept(folder: Path) -> list[Path]:
    return sorted((folder.parent / "__pycache__").glob("template-*"))


def test_a_shipped_template_is_compiled_once(shipped: Path, compiled: list[str]) -> None:
    assert page(shipped) == page(shipped) == "one 2"
    assert compiled == ["page.j2"]
    assert len(kept(shipped)) == 1


def test_another_text_is_compiled(shipped: Path) -> None:
    assert page(shipped) == "one 2"
    (shipped / "page.j2").write_text("two")
    assert page(shipped) == "two"
    assert len(kept(shipped)) == 1


def test_another_way_to_compile_keeps_its_own(shipped: Path, compiled: list[str]) -> None:
    assert page(shipped, "one way") == page(shipped, "another") == "one 2"
    assert len(compiled) == 2


def test_a_template_of_a_project_is_not_kept(shipped: Path, tmp_path: Path) -> None:
    own = tmp_path / "project"
    own.mkdir()
    (own / "page.j2").write_text("mine")
    assert page(own) == "mine"
    assert not kept(shipped)


@pytest.mark.parametrize("content", [b"", b"j2", b"\x00" * 50])
def test_a_file_that_is_not_whole_is_none(shipped: Path, content: bytes) -> None:
    page(shipped)
    kept(shipped)[0].write_bytes(content)
    assert page(shipped) == "one 2"
    assert len(kept(shipped)[0].read_bytes()) > 50


def test_half_a_file_is_none(shipped: Path) -> None:
    page(shipped)
    file = kept(shipped)[0]
    whole = file.read_bytes()
    for end in range(0, len(whole), 7):
        file.write_bytes(whole[:end])
        assert page(shipped) == "one 2"


def test_nothing_is_written_where_python_writes_nothing(
    shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert page(shipped) == "one 2"
    assert not kept(shipped)


def test_a_folder_that_cannot_be_written_is_no_matter(
    shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shipped.parent / "__pycache__").write_text("a file in its place")
    assert page(shipped) == "one 2"
