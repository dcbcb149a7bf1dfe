"""One edition → a PDF or Word file, in a process of its own, so that the page stays quick.

The process is given a pickled `Rendering` and a format on its standard input, and answers with a
pickled outcome: the file, or the findings that stand in its way.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from asyncio.subprocess import PIPE

from reportgen.errors import Finding, ReportError
from reportgen.preview.faults import findings_of
from reportgen.renderers import RENDERERS, Rendered, Rendering

Outcome = Rendered | tuple[Finding, ...]


async def print_apart(rendering: Rendering, kind: str) -> Rendered:
    """Render in another process. Raises ReportError with what a build would raise.

    When it is cancelled, the process ends.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "reportgen.preview.printing", stdin=PIPE, stdout=PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        start_new_session=True,  # Ctrl-C is for the preview, which ends this one
    )  # fmt: skip
    try:
        answer, _ = await process.communicate(pickle.dumps((rendering, kind)))
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise RuntimeError(f"the process that makes the file ended with {process.returncode}")
    outcome: Outcome = pickle.loads(answer)
    if isinstance(outcome, tuple):
        raise ReportError(*outcome)
    return outcome


def main() -> None:
    """Read a rendering and its format, and write the outcome."""
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    rendering, kind = pickle.load(sys.stdin.buffer)
    outcome: Outcome
    try:
        outcome = RENDERERS.get(kind)(rendering)
    except Exception as fault:
        outcome = findings_of(fault)
    with answer:
        pickle.dump(outcome, answer)


if __name__ == "__main__":
    main()
