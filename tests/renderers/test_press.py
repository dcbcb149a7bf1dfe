"""Files rendered by processes of their own: the same bytes, the same errors, nothing left over."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from reportgen.document import Document, FrontMatter, Paragraph, Section, Words
from reportgen.editions import EDITIONS
from reportgen.errors import ReportError
from reportgen.renderers import RENDERERS, Rendered, Rendering
from reportgen.renderers.press import Press, Task
from reportgen.text import Text
from reportgen.theme import load_theme

HEADING = Text({"zh": "结果", "en": "Results"})


def rendering(edition: str, words: str = "words") -> Rendering:
    paragraph = Paragraph({"zh": (Words(words),), "en": (Words(words),)})
    section = Section("results", "", 1, (1,), HEADING, (paragraph,))
    document = Document(("zh", "en"), FrontMatter(HEADING), (section,))
    return Rendering(document, EDITIONS[edition], load_theme("journal"), {})


@dataclass
class Writing:
    """What makes a file in the process that it is sent to."""

    path: Path

    def __reduce__(self) -> Any:
        return Path.touch, (self.path,)


TASKS: dict[str, Task] = {
    "page": ("html", rendering("zh")),
    "word": ("docx", rendering("en")),
    "pdf": ("pdf", rendering("parallel")),
}


@pytest.fixture
def press() -> Iterator[Press]:
    with Press(2) as found:
        yield found


def processes(press: Press) -> list[int]:
    return [process.pid for process in press._processes]


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_files_are_those_that_are_rendered_here(press: Press) -> None:
    begun: list[str] = []
    done = dict(press.render(TASKS.items(), begun.append))
    assert done == {
        name: RENDERERS.get(kind)(rendering) for name, (kind, rendering) in TASKS.items()
    }
    assert sorted(begun) == sorted(TASKS)


def test_a_task_is_begun_while_the_next_is_being_made(tmp_path: Path) -> None:
    """The first task makes a file; the second is given only once that is there."""
    made = tmp_path / "made"

    def tasks() -> Iterator[tuple[str, Task]]:
        yield "first", ("html", Writing(made))
        deadline = time.monotonic() + 60
        while not made.exists():
            assert time.monotonic() < deadline, "the first task waits for the second"
            time.sleep(0.01)
        yield "second", TASKS["page"]

    with Press(2) as press, suppress(Exception):
        list(press.render(tasks(), lambda name: None))
    assert made.exists()


def test_one_job_is_done_in_this_process() -> None:
    with Press(1) as press:
        assert processes(press) == []
        done = [name for name, _ in press.render([("page", TASKS["page"])], lambda name: None)]
    assert done == ["page"]


def test_an_error_is_the_one_that_is_raised_here(press: Press) -> None:
    faulty = ("pdf", rendering("zh", "字\U0001f600"))
    with pytest.raises(ReportError) as here:
        RENDERERS.get("pdf")(faulty[1])
    with pytest.raises(ReportError) as there:
        dict(press.render([("faulty", faulty)], lambda name: None))
    assert there.value.findings == here.value.findings


def test_a_fault_of_the_program_tells_where_it_arose(press: Press) -> None:
    faulty = replace(rendering("zh"), document=None)  # type: ignore[arg-type]
    with pytest.raises(AttributeError, match="NoneType") as caught:
        dict(press.render([("faulty", ("html", faulty))], lambda name: None))
    assert "renderers" in caught.value.__notes__[0]


def test_a_format_of_this_process_alone_is_rendered_in_it(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RENDERERS._variants, "txt", lambda rendering: Rendered(b"here"))
    done = dict(
        press.render([("text", ("txt", rendering("zh"))), *TASKS.items()], lambda name: None)
    )
    assert done["text"] == Rendered(b"here")
    assert set(done) == {"text", *TASKS}


def test_a_process_that_ends_is_told_and_not_waited_for(press: Press) -> None:
    for process in processes(press):
        os.kill(process, signal.SIGKILL)
    with pytest.raises(RuntimeError, match="--jobs 1"):
        dict(press.render(TASKS.items(), lambda name: None))


def test_no_process_is_left() -> None:
    started: list[int] = []

    def interrupted() -> None:
        with Press(2) as press:
            started.extend(processes(press))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert len(started) == 2
    assert not any(map(is_running, started))


def test_nothing_is_imported_from_the_folder_that_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "jinja2.py").write_text("raise SystemExit('a stranger')")
    monkeypatch.chdir(tmp_path)
    with Press(2) as press:
        assert dict(press.render([("page", TASKS["page"])], lambda name: None))
