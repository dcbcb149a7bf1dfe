"""Known addresses → what stands under them. No address is looked up on the disk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from reportgen.preview.faults import findings_of, told
from reportgen.preview.guard import Guard
from reportgen.preview.live import Live
from reportgen.preview.session import View
from reportgen.preview.words import language_for, words_in

PAGE_FOLDER = Path(__file__).with_name("page")
PARTS = {
    "preview.css": "text/css",
    "preview.js": "text/javascript",
    "patch.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
"""The files of the page around the report."""

FRAME_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin"
)
"""A report runs no script, whatever the templates of its theme hold."""

FILE_POLICY = "frame-ancestors 'none'"
"""More would keep the browser from showing a PDF."""

FILE_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
FOREVER = "private, max-age=31536000, immutable"


def application(live: Live, port: int, first: View) -> Starlette:
    """The preview as an application that answers at that port; `first` is shown at the entrance."""
    answers = _Answers(live, first)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        watching = asyncio.create_task(live.watch())
        yield
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        await live.close()

    return Starlette(
        routes=[
            Route("/", answers.entrance),
            Route("/events", answers.events),
            Route("/report/{edition}", answers.report),
            Route("/files/{edition}.{kind}", answers.file),
            Route("/assets/{name}", answers.asset),
            *(Route(f"/{name}", partial(_part, name)) for name in PARTS),
        ],
        middleware=[Middleware(Guard, port=port)],
        lifespan=lifespan,
    )


class _Answers:
    """What is answered at each address."""

    def __init__(self, live: Live, first: View) -> None:
        self._live = live
        self._first = first
        self._templates = Environment(
            loader=FileSystemLoader(PAGE_FOLDER),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    async def entrance(self, request: Request) -> Response:
        """The page around the report."""
        html = self._templates.get_template("preview.html.j2").render(
            words=words_in(_language(request)), first=self._first
        )
        return HTMLResponse(html, headers={"Content-Security-Policy": FRAME_POLICY})

    async def events(self, request: Request) -> Response:
        """The states of a view, for as long as someone listens."""
        view = self._view(request, request.query_params.get("edition", ""))
        states = self._live.events(view, _language(request))
        return StreamingResponse(states, media_type="text/event-stream")

    async def report(self, request: Request) -> Response:
        """The newest page of a view."""
        page = await self._live.page(self._view(request, request.path_params["edition"]))
        headers = {"Content-Security-Policy": REPORT_POLICY, "ETag": f'"{page.version}"'}
        return HTMLResponse(page.html, headers=headers)

    async def file(self, request: Request) -> Response:
        """A PDF or Word file, or the findings that stand in its way."""
        view, kind = (
            self._view(request, request.path_params["edition"]),
            request.path_params["kind"],
        )
        if kind not in FILE_TYPES:
            raise HTTPException(404)
        try:
            made = await self._live.file(view, kind)
        except Exception as fault:  # whatever it is, the preview goes on
            return self._failure(request, kind, fault)
        project = self._live.session.project
        name = f"{project.config.name if project else 'report'}.{view.edition}.{kind}"
        shown = "inline" if kind == "pdf" else "attachment"
        return Response(
            made.data,
            media_type=FILE_TYPES[kind],
            headers={
                "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(name, safe='')}",
                "Content-Security-Policy": FILE_POLICY,
            },
        )

    async def asset(self, request: Request) -> Response:
        """A font or figure of a page."""
        name = request.path_params["name"]
        kept = self._live.session.shelf.get(name)
        if kept is None:
            raise HTTPException(404)
        headers = {"ETag": f'"{name}"', "Cache-Control": FOREVER}
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        return Response(kept.data, media_type=kept.media_type, headers=headers)

    def _view(self, request: Request, edition: str) -> View:
        """What a request is about; 404 for an edition that there is not."""
        if edition not in self._live.session.known_editions:
            raise HTTPException(404)
        return View(edition, request.query_params.get("theme", ""))

    def _failure(self, request: Request, kind: str, fault: Exception) -> Response:
        """Why a file can't be made: as data for our page, as a page for a tab of its own."""
        language = _language(request)
        findings = told(findings_of(fault), self._live.session.folder, language)
        if "text/html" not in request.headers.get("accept", ""):
            return JSONResponse({"findings": findings}, 409)
        words = words_in(language)
        html = self._templates.get_template("failure.html.j2").render(
            words=words, kind=words[kind], findings=findings
        )
        return HTMLResponse(html, 409, headers={"Content-Security-Policy": FRAME_POLICY})


async def _part(name: str, request: Request) -> Response:
    return Response((PAGE_FOLDER / name).read_bytes(), media_type=PARTS[name])


def _language(request: Request) -> str:
    return language_for(request.headers.get("accept-language", ""))
