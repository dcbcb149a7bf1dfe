"""One edition → a PDF or Word file, in a process of its own, so that the page stays quick."""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from asyncio.subprocess import PIPE

from reportgen.renderers import Rendered
from reportgen.renderers.press import PROGRAM, Sent, raised


async def print_apart(task: Sent) -> Rendered:
    """Render in another process. Raises what the renderer would raise here.

    When it is cancelled, the process ends.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-c", PROGRAM, stdin=PIPE, stdout=PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        start_new_session=True,  # Ctrl-C is for the preview, which ends this one
    )  # fmt: skip
    try:
        answer, _ = await process.communicate(pickle.dumps(task))
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise RuntimeError(f"the process that makes the file ended with {process.returncode}")
    is_done, outcome = pickle.loads(answer)
    if not is_done:
        raise raised(*outcome)
    made: Rendered = outcome
    return made
