"""A session → the state of each view, told to every open page as it changes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from watchfiles import awatch

from reportgen.errors import error
from reportgen.messages.language import ENGLISH
from reportgen.preview.faults import told
from reportgen.preview.printing import print_apart
from reportgen.preview.session import Page, Session, View
from reportgen.trace import File

Result = TypeVar("Result")
Told = Callable[[View, Page], None]
"""Called after each build."""

STEP, LONGEST_WAIT = 30, 300
"""Milliseconds without a further change after which a save counts as finished, and at most."""
GLANCE = 1000
"""Milliseconds after which the files are looked at even if no change was reported: a network
drive reports none, and none is reported between two watches."""
HEARTBEAT = 15.0
"""Seconds after which an idle stream says that it is still there."""
MOST_HALVES = 5
"""How often a file that was read while it was being written is read again before it is faulted."""

Asked = tuple[int, View, str]


class Live:
    """Builds one thing at a time, and tells whoever listens."""

    def __init__(self, session: Session, tell: Told = lambda view, page: None) -> None:
        self.session = session
        self._tell = tell
        self._builder = ThreadPoolExecutor(1, "preview")  # a session is for one thread
        self._printer = asyncio.Lock()
        self._listeners: dict[asyncio.Queue[str | None], tuple[View, str]] = {}
        self._told: dict[View, Page] = {}
        self._files: dict[Asked, asyncio.Task[File]] = {}

    async def page(self, view: View) -> Page:
        """The page of a view, as the files were when last looked at."""
        page = await self._build(self.session.page, view)
        self._say(view, page)
        return page

    async def file(self, view: View, kind: str) -> File:
        """The edition in a format with pages. Raises ReportError for what stands in its way.

        However many ask for it at a time, it is made once.
        """
        await self.page(view)
        asked = (self.session.generation, view, kind)
        if asked not in self._files:
            self._files[asked] = asyncio.create_task(self._print(view, kind))
            self._files[asked].add_done_callback(partial(self._forget, asked))
        task = self._files[asked]
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if task.cancelled():  # and not the one who waits
                raise error("file-abandoned") from None
            raise

    async def events(self, view: View, language: str = ENGLISH) -> AsyncGenerator[str, None]:
        """The states of a view as server-sent events, the present one first, until the end.

        What is wrong is told in that language.
        """
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._listeners[queue] = view, language
        try:
            yield _event("building", {})
            yield _event("state", self._state(await self.page(view), language))
            while True:
                try:
                    message = await asyncio.wait_for(queue.get(), HEARTBEAT)
                except TimeoutError:
                    message = ": still there\n\n"
                if message is None:
                    return
                yield message
        finally:
            del self._listeners[queue]

    async def watch(self) -> None:
        """Look after the files, and build what someone looks at whenever they change."""
        is_polling = False
        while True:
            try:
                await self._watch(self.session.inputs.folders(), is_polling)
            except OSError:  # too many watches, or a folder went: look at the files instead
                is_polling = True
                await asyncio.sleep(GLANCE / 1000)

    async def _watch(self, folders: Collection[Path], is_polling: bool) -> None:
        """Watch these folders until others are to be watched."""
        changes = awatch(
            *folders, watch_filter=None, step=STEP, debounce=LONGEST_WAIT, recursive=False,
            rust_timeout=GLANCE, yield_on_timeout=True, force_polling=is_polling or None,
        )  # fmt: skip
        async for _ in changes:
            if await self._build(self.session.is_stale):
                await self._rebuild()
            if self.session.inputs.folders() != folders:
                return

    def end(self) -> None:
        """End every stream, and the making of files."""
        for queue in self._listeners:
            queue.put_nowait(None)
        for task in self._files.values():
            task.cancel()

    async def close(self) -> None:
        """End everything; the processes that make files are gone when this returns."""
        self.end()
        await asyncio.gather(*self._files.values(), return_exceptions=True)
        self._builder.shutdown(wait=False, cancel_futures=True)

    async def _rebuild(self) -> None:
        for queue in self._listeners:
            queue.put_nowait(_event("building", {}))
        for _ in range(MOST_HALVES):
            await self._build(self.session.update)
            views = dict.fromkeys(view for view, _ in self._listeners.values())
            pages = {view: await self._build(self.session.page, view) for view in views}
            is_right = not any(page.findings for page in pages.values())
            if is_right or not await self._build(self.session.is_stale):
                break
        for queue, (view, language) in self._listeners.items():
            if view in pages:  # one who came meanwhile gets the page by asking for it
                self._say(view, pages[view])
                queue.put_nowait(_event("state", self._state(pages[view], language)))

    def _say(self, view: View, page: Page) -> None:
        if self._told.get(view) is not page:
            self._told[view] = page
            self._tell(view, page)

    def _forget(self, asked: Asked, task: asyncio.Task[File]) -> None:
        """Let go of a file that is made, or couldn't be; no one may be left to hear why."""
        del self._files[asked]
        _ = task.cancelled() or task.exception()

    async def _build(self, work: Callable[..., Result], *arguments: object) -> Result:
        """Let the session work. One who no longer waits does not stop it halfway."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._builder, partial(work, *arguments))

    async def _print(self, view: View, kind: str) -> File:
        async with self._printer:
            order = await self._build(self.session.order, view, kind)
            if found := await self._build(order.found):
                return found
            made = await print_apart(await self._build(order.task))
            file = File(made.data, made.pages)
            await self._build(order.keep, file)
            return file

    def _state(self, page: Page, language: str) -> dict[str, Any]:
        session = self.session
        config = session.project.config if session.project else None
        return {
            "version": page.version,
            "built": page.built,
            "seconds": page.seconds,
            "findings": told(page.findings, session.folder, language),
            "editions": session.editions,
            "themes": session.themes,
            "name": config.name if config else "report",
            "theme": config.theme if config else "",
            "titles": dict(config.title.by_language) if config else {},
        }


def _event(name: str, data: object) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
