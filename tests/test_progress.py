"""The stages as they are shown on a terminal, in a log, and not at all."""

import io

import pytest
from rich.console import Console

from reportgen.progress import progress


def console(stream: io.StringIO, *, terminal: bool) -> Console:
    environment = {"TERM": "xterm"}
    return Console(file=stream, force_terminal=terminal, width=80, _environ=environment)


def work(stream: io.StringIO, *, terminal: bool, quiet: bool = False) -> None:
    with progress(console(stream, terminal=terminal), quiet=quiet) as show:
        show("config", "folder [bold]")
        show("render", "report.zh.pdf")
        show("render", "report.en.pdf")


def test_plain_lines_where_there_is_no_terminal() -> None:
    stream = io.StringIO()
    work(stream, terminal=False)
    assert stream.getvalue().splitlines() == [
        "config      folder [bold]",
        "render      report.zh.pdf",
        "render      report.en.pdf",
    ]


def test_quiet() -> None:
    stream = io.StringIO()
    work(stream, terminal=True, quiet=True)
    assert stream.getvalue() == ""


def test_one_ticked_line_for_each_stage_on_a_terminal() -> None:
    stream = io.StringIO()
    work(stream, terminal=True)
    shown = stream.getvalue()
    assert shown.count("✓") == 2
    assert "folder [bold]" in shown
    assert "× 2" in shown


def fail(stream: io.StringIO) -> None:
    with progress(console(stream, terminal=True)) as show:
        show("config", "folder")
        raise ValueError("wrong")


def test_failed_stage_is_marked_and_the_cursor_comes_back() -> None:
    stream = io.StringIO()
    with pytest.raises(ValueError, match="wrong"):
        fail(stream)
    assert "✗" in stream.getvalue()
    assert "\x1b[?25h" in stream.getvalue()


def test_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    stream = io.StringIO()
    with progress(Console(file=stream, force_terminal=True, width=80)) as show:
        show("config", "folder")
    assert "\x1b[32m" not in stream.getvalue()
