"""Several files rendered at a time, each by a process of its own.

A process is a Python that is started for it, not a copy of this one: a copy would inherit what
threads and libraries were at, which some systems don't bear.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import IO, Any, Self, TypeVar

from reportgen.errors import ReportError
from reportgen.locales import LOCALES
from reportgen.registry import Origin, Scope
from reportgen.renderers.rendering import RENDERERS, Rendered, Rendering

Name = TypeVar("Name", bound=Hashable)
Task = tuple[str, Rendering]
"""A format, and what to render in it."""
Sent = tuple[str, Rendering, Mapping[str, Path]]
"""A task, and the locale files of the project's own."""
PROGRAM = "from reportgen.renderers.press import serve; serve()"
BUILT_IN = ("pdf", "docx", "html")
"""The formats that any process knows; one entered in this process alone is rendered in it."""
BEGUN, DONE, FAILED = range(3)


class Press:
    """Processes that render, in a context: they end with it, whatever they are at.

    With one job there is none, and files are rendered in this process.
    """

    def __init__(self, jobs: int) -> None:
        self._processes = [_started() for _ in range(jobs if jobs > 1 else 0)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.wait()
            for pipe in filter(None, (process.stdin, process.stdout)):
                with suppress(OSError):  # what was never read by it can't be sent any more
                    pipe.close()

    def render(
        self, tasks: Iterable[tuple[Name, Task]], begin: Callable[[Name], None]
    ) -> Iterator[tuple[Name, Rendered]]:
        """The tasks' files, each as soon as it is finished.

        A task is begun as soon as it is given, while the next is still being made. `begin` is
        called in this thread as work on a file begins. Raises the first error that a renderer
        raises, as that renderer would here.
        """
        own: list[tuple[Name, Task]] = []
        yield from self._render_apart(self._shared(tasks, own), begin)
        for name, (kind, rendering) in own:
            begin(name)
            yield name, RENDERERS.call(kind, rendering, gives=Rendered)

    def _shared(
        self, tasks: Iterable[tuple[Name, Task]], own: list[tuple[Name, Task]]
    ) -> Iterator[tuple[Name, Task]]:
        """The tasks for other processes; those for this one are put aside."""
        for name, task in tasks:
            if self._takes(task):
                yield name, task
            else:
                own.append((name, task))

    def _takes(self, task: Task) -> bool:
        return bool(self._processes) and RENDERERS.is_built_in(task[0])

    def _render_apart(
        self, tasks: Iterable[tuple[Name, Task]], begin: Callable[[Name], None]
    ) -> Iterator[tuple[Name, Rendered]]:
        waiting: SimpleQueue[tuple[Name, Sent] | None] = SimpleQueue()
        told: SimpleQueue[tuple[int, Any, Any]] = SimpleQueue()
        for process in self._processes:
            Thread(target=_feed, args=(process, waiting, told), daemon=True).start()
        left = 0
        for name, task in tasks:
            waiting.put((name, sent(*task)))
            left += 1
        for _ in self._processes:
            waiting.put(None)
        while left:
            event, name, value = told.get()
            if event == BEGUN:
                begin(name)
            elif event == DONE:
                left -= 1
                yield name, value
            else:
                raise value


def sent(kind: str, rendering: Rendering) -> Sent:
    """A task as a process takes it, in the scope of its project."""
    return kind, rendering, LOCALES.added()


def _started() -> subprocess.Popen[bytes]:
    # -P: nothing is imported from the folder that the user happens to be in.
    flags = [f"-W{option}" for option in sys.warnoptions]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(
        [sys.executable, "-P", *flags, "-c", PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    )


def _feed(
    process: subprocess.Popen[bytes],
    waiting: SimpleQueue[tuple[Name, Sent] | None],
    told: SimpleQueue[tuple[int, Any, Any]],
) -> None:
    """Give a process one task after another, and tell what comes of each."""
    assert process.stdin
    assert process.stdout
    while (each := waiting.get()) is not None:
        name, task = each
        told.put((BEGUN, name, None))
        try:
            pickle.dump(task, process.stdin)
            process.stdin.flush()
            is_done, value = pickle.load(process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):
            hint = "it may have run out of memory: try --jobs 1"
            told.put((FAILED, name, RuntimeError(f"a rendering process has ended; {hint}")))
            return
        except Exception as fault:  # a task that can't be sent
            told.put((FAILED, name, fault))
            return
        if is_done:
            told.put((DONE, name, value))
        else:
            told.put((FAILED, name, raised(*value)))
            return


def raised(fault: Exception | None, findings: tuple[Any, ...] | None, trace: str) -> Exception:
    """The error that a process met, for this one to raise."""
    if findings is not None:
        return ReportError(*findings)
    raised = fault or RuntimeError(trace.strip().splitlines()[-1])
    raised.add_note(f"in a rendering process:\n{trace}")
    return raised


def serve() -> None:
    """Render what comes in on stdin until nothing more does: the program of a process."""
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for the program that waits for us
    source, target = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    _import_renderers()
    with suppress(BrokenPipeError):
        for kind, rendering, locales in _tasks(source):
            pickle.dump(_answer(kind, rendering, locales), target)
            target.flush()


def _import_renderers() -> None:
    """Import what takes long while the program that started us is still computing."""
    import weasyprint  # noqa: F401

    for kind in BUILT_IN:
        RENDERERS.get(kind)


def _tasks(source: IO[bytes]) -> Iterable[Sent]:
    with suppress(EOFError):
        while True:
            yield pickle.load(source)


def _answer(kind: str, rendering: Rendering, locales: Mapping[str, Path]) -> tuple[bool, Any]:
    scope = Scope()
    for language, path in locales.items():
        scope.enter(LOCALES.group, language, path, Origin(path.name, str(path)))
    try:
        with scope.active():
            return True, RENDERERS.get(kind)(rendering)
    except Exception as fault:
        findings = fault.findings if isinstance(fault, ReportError) else None
        try:
            pickle.loads(pickle.dumps(fault))
            sent = fault if findings is None else None
        except Exception:  # an exception that can't travel is told by its text
            sent = None
        return False, (sent, findings, traceback.format_exc())
