"""The watch over the files, and the making of PDF and Word files beside it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from reportgen.errors import Finding, ReportError
from reportgen.preview import live as module
from reportgen.preview import printing
from reportgen.preview.live import Live
from reportgen.preview.printing import print_apart
from reportgen.preview.session import Page, Session, View
from reportgen.renderers import Rendered
from reportgen.renderers.press import Sent
from tests.preview.conftest import Report

ZH = View("zh")


@asynccontextmanager
async def watching(report: Report) -> AsyncIterator[tuple[Live, Callable[[], Any]]]:
    """A preview at work, and what gives the next state of its Chinese edition."""
    live = Live(Session(report.folder))
    task = asyncio.create_task(live.watch())
    stream = live.events(ZH)

    async def state() -> Any:
        message = ""
        while not message.startswith("event: state\n"):
            message = await anext(stream)
        return json.loads(message.partition("data: ")[2])

    async def soon() -> Any:
        return await asyncio.wait_for(state(), 20)

    try:
        yield live, soon
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await stream.aclose()  # type: ignore[attr-defined]
        await live.close()


def test_a_save_is_told_with_what_the_page_has_to_know(report: Report) -> None:
    async def check() -> None:
        async with watching(report) as (_, state):
            first = await state()
            assert first["editions"] == ["zh", "en", "bilingual", "parallel"]
            assert (first["theme"], first["name"]) == ("journal", "report")
            assert first["titles"] == {"zh": "标题", "en": "Title"}
            report.change("标题", "新题", "report.yaml")
            second = await state()
            assert second["titles"]["zh"] == "新题"
            assert second["version"] != first["version"]
            assert second["findings"] == []

    asyncio.run(check())


def test_a_file_replaced_by_another_is_seen(report: Report) -> None:
    """As editors save: a file beside it is given its name."""

    async def check() -> None:
        async with watching(report) as (_, state):
            await state()
            beside = report.folder / ".report.md.swp"
            beside.write_text(
                "# 结 | R\n\n::: zh\n新。\n:::\n::: en\nNew.\n:::\n", encoding="utf-8"
            )
            beside.replace(report.folder / "report.md")
            assert (await state())["findings"] == []

    asyncio.run(check())


def test_a_file_that_is_half_written_is_no_fault(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some editors empty a file before they write it."""
    real = Session.page

    def page(session: Session, view: View) -> Page:
        shown = real(session, view)
        if shown.findings:
            report.write(changed, "report.yaml")
        return shown

    changed = (report.folder / "report.yaml").read_text(encoding="utf-8").replace("标题", "新题")
    monkeypatch.setattr(Session, "page", page)

    async def check() -> None:
        async with watching(report) as (_, state):
            await state()
            report.write("", "report.yaml")
            told = await state()
            assert told["findings"] == []
            assert told["titles"]["zh"] == "新题"

    asyncio.run(check())


def test_a_folder_that_comes_later_is_watched(report: Report) -> None:
    async def check() -> None:
        async with watching(report) as (_, state):
            await state()
            report.change("staff.csv", "answers/staff.csv", "report.yaml")
            assert (await state())["findings"]
            folder = report.folder / "answers"
            folder.mkdir()
            await asyncio.sleep(0.2)
            (report.folder / "staff.csv").rename(folder / "staff.csv")
            assert (await state())["findings"] == []
            (folder / "staff.csv").write_text("uses\n" + "yes\n" * 40)
            assert (await state())["findings"] == []

    asyncio.run(check())


def test_files_are_looked_at_where_no_change_is_reported(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def check() -> None:
        async with watching(report) as (_, state):
            await state()
            report.change("标题", "新题", "report.yaml")
            assert (await state())["titles"]["zh"] == "新题"

    asked: list[bool | None] = []

    async def awatch(*folders: Path, force_polling: bool | None, **options: object) -> Any:
        asked.append(force_polling)
        if not force_polling:
            raise OSError(28, "too many watches")
        while True:
            await asyncio.sleep(0.05)
            yield set()

    monkeypatch.setattr(module, "awatch", awatch)
    monkeypatch.setattr(module, "GLANCE", 10)
    asyncio.run(check())
    assert asked == [None, True]


def test_a_stream_ends_with_the_preview(report: Report) -> None:
    async def check() -> None:
        live = Live(Session(report.folder))
        stream = live.events(ZH)
        await anext(stream)
        await anext(stream)
        live.end()
        with pytest.raises(StopAsyncIteration):
            await anext(stream)
        await live.close()

    asyncio.run(check())


def test_an_idle_stream_says_that_it_is_there(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def check() -> None:
        live = Live(Session(report.folder))
        stream = live.events(ZH)
        await anext(stream)
        await anext(stream)
        assert (await anext(stream)).startswith(": ")
        await stream.aclose()  # type: ignore[attr-defined]
        await live.close()

    monkeypatch.setattr(module, "HEARTBEAT", 0.05)
    asyncio.run(check())


class TestFiles:
    @pytest.fixture
    def printed(self, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
        """What was rendered, by edition and format; the second attempt fails."""
        calls: list[tuple[str, str]] = []

        async def fake(task: Sent) -> Rendered:
            kind, rendering, _ = task
            calls.append((rendering.edition.name, kind))
            await asyncio.sleep(0.05)
            if len(calls) == 2:
                raise ReportError(Finding("file-abandoned"))
            return Rendered(f"{len(calls)}".encode())

        monkeypatch.setattr(module, "print_apart", fake)
        return calls

    def test_one_state_is_made_once(self, report: Report, printed: list[tuple[str, str]]) -> None:
        async def check() -> None:
            live = Live(Session(report.folder))
            both = await asyncio.gather(live.file(ZH, "pdf"), live.file(ZH, "pdf"))
            assert both[0] is both[1]
            assert (await live.file(ZH, "pdf")).data == b"1"
            report.change("这是第3部分的第一段", "改过的一段")
            live.session.update()
            with pytest.raises(ReportError):
                await live.file(ZH, "pdf")
            assert (await live.file(ZH, "pdf")).data == b"3"
            assert (await live.file(View("en"), "docx")).data == b"4"
            await live.close()

        asyncio.run(check())
        assert printed == [("zh", "pdf")] * 3 + [("en", "docx")]

    def test_one_who_leaves_does_not_stop_what_another_waits_for(
        self, report: Report, printed: list[tuple[str, str]]
    ) -> None:
        async def check() -> None:
            live = Live(Session(report.folder))
            await live.page(ZH)
            first = asyncio.create_task(live.file(ZH, "pdf"))
            second = asyncio.create_task(live.file(ZH, "pdf"))
            await asyncio.sleep(0.02)
            first.cancel()
            assert (await second).data == b"1"
            await live.close()

        asyncio.run(check())
        assert len(printed) == 1


class TestProcess:
    def task(self, report: Report, edition: str = "en") -> Sent:
        session = Session(report.folder)
        session.update()
        return session.order(View(edition), "pdf").task()

    def test_findings_come_back(self, report: Report) -> None:
        report.change("This is the first paragraph of part 3", "\U0001f600")
        with pytest.raises(ReportError) as caught:
            asyncio.run(print_apart(self.task(report)))
        (finding,) = caught.value.findings
        assert finding.name == "no-glyph"
        assert finding.place

    def test_it_makes_what_is_made_here(self, report: Report) -> None:
        from reportgen.renderers import RENDERERS

        task = self.task(report)
        apart = asyncio.run(print_apart(task))
        assert apart == RENDERERS.get("pdf")(task[1])
        assert apart.pages

    def test_its_death_is_told(self, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(printing.sys, "executable", "/bin/false")
        with pytest.raises(RuntimeError, match="ended with 1"):
            asyncio.run(print_apart(self.task(report)))
