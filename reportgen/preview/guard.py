"""Requests → the application, if they come from this machine's own browser and page.

A server on the loopback interface can be reached by every page that the browser shows: by a name
that an attacker lets point to 127.0.0.1, by an image or a form of another site. So the Host must be
a loopback name with our port, the Origin our own, and requests that other sites cause are refused,
but for a link to the first page. Nothing can be changed by a request: only GET and HEAD are known.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAMES = ("127.0.0.1", "localhost", "[::1]")
DEFAULT_PORT = 80
METHODS = ("GET", "HEAD")
OWN_SITE = (None, "none", "same-origin")
"""Values of Sec-Fetch-Site for what the user typed or our own page asks; None is a client that
doesn't send it, as curl."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = "default-src 'none'; frame-ancestors 'none'"
"""What a response may load that says nothing of its own."""


class Guard:
    """Refuses what does not come from here, and adds the headers that every response has."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = {f"{name}:{port}" for name in NAMES}
        if port == DEFAULT_PORT:
            self._hosts.update(NAMES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", POLICY)
                headers.setdefault("Cache-Control", "no-store")
                headers.update(HEADERS)
            await send(message)

        answer = self._refusal(scope) or self._app
        await answer(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return PlainTextResponse("This server has another name.", 421)
        if scope["method"] not in METHODS:
            return PlainTextResponse("Not allowed.", 405, {"Allow": ", ".join(METHODS)})
        origin = headers.get("origin")
        if origin is not None and origin.lower() not in {f"http://{host}" for host in self._hosts}:
            return PlainTextResponse("Another site asked for this.", 403)
        is_entrance = scope["path"] == "/" and headers.get("sec-fetch-mode") == "navigate"
        if headers.get("sec-fetch-site") not in OWN_SITE and not is_entrance:
            return PlainTextResponse("Another site asked for this.", 403)
        return None
