"""What the pipeline does: a live line for each stage, or plain lines where there is no terminal."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

WIDTH = 12
"""Columns of the name of a stage; the longest is ten letters."""


Progress = Callable[[str, str], None]
"""Called as each stage begins, with its name and what it is about to work on."""


@contextmanager
def progress(console: Console, *, quiet: bool = False) -> Iterator[Progress]:
    """Show the stages of the work done inside: live on a terminal, otherwise a line for each.

    A stage that an exception leaves is marked as failed, and the cursor put back, before the
    exception goes on.
    """
    if quiet:
        yield lambda stage, detail: None
    elif console.is_terminal and not console.is_dumb_terminal:
        with _live(console) as show:
            yield show
    else:
        yield lambda stage, detail: console.out(f"{stage:<{WIDTH}}{detail}", highlight=False)


@dataclass(slots=True)
class _Stage:
    """The stage at work. Rich draws it anew at each refresh, so that its time goes on."""

    name: str
    detail: str
    calls: int = 1
    began: float = field(default_factory=time.monotonic)

    def line(self, mark: str, style: str) -> Text:
        """The stage as a line of the terminal, cut where that is too narrow."""
        from rich.text import Text

        detail = self.detail if self.calls == 1 or mark == "…" else f"× {self.calls}"
        seconds = time.monotonic() - self.began
        line = Text(no_wrap=True, overflow="ellipsis")
        return (
            line.append(f"{mark} ", style)
            .append(f"{self.name:<{WIDTH}}")
            .append(f"{seconds:>6.1f} s  ", "dim")
            .append(detail, "dim")
        )

    def __rich__(self) -> Text:
        return self.line("…", "yellow")


@contextmanager
def _live(console: Console) -> Iterator[Progress]:
    from rich.live import Live

    stage: _Stage | None = None
    with Live(console=console, refresh_per_second=8, transient=True) as live:

        def show(name: str, detail: str) -> None:
            nonlocal stage
            if stage and stage.name == name:
                stage.calls += 1
                stage.detail = detail
                return
            if stage:
                _finish(live, stage, "✓", "green")
            stage = _Stage(name, detail)
            live.update(stage)

        try:
            yield show
        except BaseException:
            if stage:
                _finish(live, stage, "✗", "red")
            raise
        if stage:
            _finish(live, stage, "✓", "green")


def _finish(live: Live, stage: _Stage, mark: str, style: str) -> None:
    live.update("", refresh=True)  # or the line at work is drawn again below the finished one
    live.console.print(stage.line(mark, style))
