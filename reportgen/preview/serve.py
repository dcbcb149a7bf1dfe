"""A free port on the loopback interface, the server on it, and the browser."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import uvicorn

from reportgen.errors import error
from reportgen.messages import Quoted
from reportgen.preview.live import Live, Told
from reportgen.preview.server import application
from reportgen.preview.session import Session, View
from reportgen.store import Store
from reportgen.yamlfile import read_utf8

HOST = "127.0.0.1"
"""The only address: what is being written is for this machine."""
PORT = 8642
"""The first that is tried."""
TRIES = 100
GRACE = 2
"""Seconds in which open connections may end."""


def serve(
    path: Path,
    *,
    port: int | None = None,
    edition: str = "",
    theme: str = "",
    store: Store | None = None,
    announce: Callable[[str], None] = lambda address: None,
    tell: Told = lambda view, page: None,
) -> None:
    """Show a report in the browser until Ctrl-C.

    `edition` and `theme` are shown first, those of report.yaml when empty. What is in the `store`
    isn't computed again. `announce` is called
    with the address once it answers, `tell` after each build. Raises ReportError when there is no
    report, no such theme or edition, or the port is taken.
    """
    session = Session(path, store)
    read_utf8(session.path)
    if theme and theme not in session.themes:
        raise error("unknown-theme", found=theme, allowed=session.themes)
    with bound(port) as listening:
        number = listening.getsockname()[1]
        session.update()
        if edition and edition not in session.known_editions:
            raise error("unknown-edition", found=edition, allowed=session.known_editions)
        first = View(edition or session.default_edition, theme)
        live = Live(session, tell)
        server = _Server(
            uvicorn.Config(
                application(live, number, first),
                log_config=None, access_log=False, server_header=False, ws="none",
                timeout_graceful_shutdown=GRACE,
            ),
            live, lambda: announce(f"http://{HOST}:{number}/"),
        )  # fmt: skip
        try:
            server.run([listening])
        except KeyboardInterrupt:
            return


def bound(port: int | None) -> socket.socket:
    """A socket at that port, or else at the first free one from PORT on."""
    for number in (port,) if port else (*range(PORT, PORT + TRIES), 0):
        listening = socket.socket()
        if sys.platform != "win32":  # there it would let two servers have one port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, number))
            listening.listen()
        except OSError as fault:
            listening.close()
            if port:
                kind = "port-in-use" if fault.errno == errno.EADDRINUSE else "port-refused"
                raise error(kind, found=port, problem=Quoted(str(fault.strerror))) from None
        else:
            return listening
    raise error("no-free-port")


def show(address: str) -> None:
    """Open the address in a browser, where there is a screen for one."""
    has_screen = sys.platform != "linux" or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )
    if has_screen:
        webbrowser.open(address)


class _Server(uvicorn.Server):
    """Says when it answers, and lets the streams end when it is to end."""

    def __init__(self, config: uvicorn.Config, live: Live, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._live = live
        self._announce = announce
        self._loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        self._loop = asyncio.get_running_loop()
        self._announce()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Take the signal to end; open streams would hold it up."""
        super().handle_exit(sig, frame)
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._live.end)
