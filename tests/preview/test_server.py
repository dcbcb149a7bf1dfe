"""The server as an attacker and a browser see it: names, sites, addresses, headers."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable

import httpx
import pytest

from reportgen.messages import LANGUAGES, entry
from reportgen.preview.live import Live
from reportgen.preview.server import PARTS, application
from reportgen.preview.session import Session, View
from reportgen.preview.words import words_in
from tests.preview.conftest import Report

PORT = 8642
HOST = f"127.0.0.1:{PORT}"
Ask = Callable[..., httpx.Response]


@pytest.fixture
def ask(report: Report) -> Ask:
    """Ask the application one thing after another; the answer to the last is returned."""

    async def asked(*paths: str, method: str, headers: dict[str, str]) -> httpx.Response:
        live = Live(Session(report.folder))
        transport = httpx.ASGITransport(application(live, PORT, View("zh")))
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
            for path in paths:
                answer = await client.request(method, path, headers=headers)
        await live.close()
        return answer

    return lambda *paths, method="GET", **headers: asyncio.run(
        asked(
            *paths,
            method=method,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )
    )


@pytest.mark.parametrize("host", [HOST, f"localhost:{PORT}", f"LOCALHOST:{PORT}", f"[::1]:{PORT}"])
def test_loopback_names_are_answered(ask: Ask, host: str) -> None:
    assert ask("/", host=host).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "example.org", f"example.org:{PORT}", "127.0.0.1", "127.0.0.1:80", f"127.0.0.2:{PORT}",
        f"0.0.0.0:{PORT}", f"localhost.example.org:{PORT}", f"127.0.0.1:{PORT}@example.org", "",
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/report/zh", "/events?edition=zh"])
def test_any_other_name_is_refused(ask: Ask, host: str, path: str) -> None:
    assert ask(path, host=host).status_code == 421


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/files/zh.pdf"])
def test_nothing_can_be_sent(ask: Ask, method: str, path: str) -> None:
    answer = ask(path, method=method)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://example.org"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": f"https://{HOST}"}, 403),
        ({"origin": "http://127.0.0.1:8000"}, 403),
        ({"origin": f"http://{HOST}"}, 200),
        ({"origin": f"http://localhost:{PORT}"}, 200),
        ({"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors"}, 403),
        ({"sec_fetch_site": "same-site", "sec_fetch_mode": "navigate"}, 403),
        ({"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"}, 403),
        ({"sec_fetch_site": "same-origin", "sec_fetch_mode": "navigate"}, 200),
        ({"sec_fetch_site": "none", "sec_fetch_mode": "navigate"}, 200),
    ],
)
def test_what_other_sites_cause_is_refused(ask: Ask, headers: dict[str, str], status: int) -> None:
    assert ask("/report/zh", **headers).status_code == status


def test_a_link_of_another_site_leads_to_the_entrance(ask: Ask) -> None:
    came = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"}
    assert ask("/", **came).status_code == 200
    assert ask("/", **came | {"sec_fetch_mode": "no-cors"}).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/report.yaml", "/report.md", "/staff.csv", "/words.yaml", "/server.py", "/page/preview.js",
        "/../report.yaml", "/%2e%2e/report.yaml", "/..%2freport.yaml", "/..%5creport.yaml",
        "/assets/..%2f..%2freport.yaml", "/assets/%2e%2e%2freport.yaml", "/assets/../report.yaml",
        "/assets/%2fetc%2fpasswd", "/assets//etc/passwd", "/assets/", "/assets/report.yaml",
        "/report/..%2freport", "/report/%2e%2e", "/report/zh%00", "/report/fr", "/report/",
        "/files/..%2freport.pdf", "/files/fr.pdf", "/files/zh.exe", "/files/zh.html",
        "/files/zh.pdf%2f..%2f..%2freport.yaml", "/files/report.yaml", "/preview.js/../words.yaml",
        "/events", "/events?edition=../zh", "/etc/passwd", "/%252e%252e/report.yaml",
    ],
)  # fmt: skip
def test_only_known_addresses_are_answered(ask: Ask, path: str) -> None:
    answer = ask(path)
    assert answer.status_code == 404
    assert "uses" not in answer.text
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    "path", ["/", "/report/zh", "/nothing", "/report/fr", *(f"/{name}" for name in PARTS)]
)
def test_every_answer_has_the_headers_that_protect_it(ask: Ask, path: str) -> None:
    headers = ask(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers


def test_refusals_have_them_too(ask: Ask) -> None:
    assert ask("/", host="example.org").headers["x-content-type-options"] == "nosniff"


def test_a_report_may_run_no_script_and_load_nothing_from_elsewhere(ask: Ask) -> None:
    policy = ask("/report/zh").headers["content-security-policy"]
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert parts["sandbox"] == "allow-same-origin"
    assert "script-src" not in parts
    sources = " ".join(value for name, value in parts.items() if name.endswith("-src"))
    assert set(sources.split()) == {"'none'", "'self'", "'unsafe-inline'", "data:"}


def test_the_page_around_it_runs_its_own_scripts_alone(ask: Ask) -> None:
    answer = ask("/")
    assert "script-src 'self';" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    loaded = re.findall(r'(?:src|href)="([^"#]+)"', answer.text)
    assert loaded
    assert all(url.startswith("/") and not url.startswith("//") for url in loaded)


@pytest.mark.parametrize(
    ("accepted", "word"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "预览"),
        ("zh-TW", "预览"),
        ("fr,zh;q=0.5,en;q=0.4", "预览"),
        ("en-GB,zh;q=0.9", "Preview"),
        ("zh;q=0,en", "Preview"),
        ("zh;q=x", "Preview"),
        ("fr", "Preview"),
        ("", "Preview"),
    ],
)
def test_the_words_are_in_the_browsers_language(ask: Ask, accepted: str, word: str) -> None:
    assert f"<title>{word}</title>" in ask("/", accept_language=accepted).text


def test_what_a_page_loads_is_kept_by_the_browser_under_an_address_of_its_own(ask: Ask) -> None:
    page = ask("/report/zh").text
    fonts = set(re.findall(r"/assets/\w+\.ttf", page))
    (figure,) = re.findall(r"/assets/\w+\.svg", page)
    for url, kind, begin in [
        *((font, "font/ttf", b"\0\1\0\0") for font in fonts),
        (figure, "image/svg+xml", b"<svg "),
    ]:
        answer = ask("/report/zh", url)
        assert answer.headers["content-type"] == kind
        assert answer.content.startswith(begin)
        assert "immutable" in answer.headers["cache-control"]
    tag = answer.headers["etag"]
    assert ask("/report/zh", figure, if_none_match=tag).status_code == 304
    assert ask("/report/zh", figure, if_none_match='"other"').status_code == 200


def test_a_figure_holds_the_fonts_that_it_is_lettered_in(ask: Ask) -> None:
    """An image sees no font of the page it stands in."""
    (figure,) = re.findall(r"/assets/\w+\.svg", ask("/report/zh").text)
    drawn = ask("/report/zh", figure).text
    named = set(re.findall(r"font-family: '([^']+)'", drawn))
    held = re.findall(r'font-family:"([^"]+)";font-weight:400;src:url\(data:font/ttf', drawn)
    assert named
    assert named <= set(held)
    assert len(drawn) < 30_000


def test_a_file_has_the_name_that_a_build_gives_it(ask: Ask, report: Report) -> None:
    report.change("editions:", "name: 报告 1\neditions:", "report.yaml")
    answer = ask("/files/en.docx")
    assert answer.content.startswith(b"PK")
    assert answer.headers["content-disposition"] == (
        "attachment; filename*=UTF-8''%E6%8A%A5%E5%91%8A%201.en.docx"
    )


def test_a_file_that_cant_be_made_says_why(ask: Ask, report: Report) -> None:
    report.change('占{{ share("uses"', '占{{ share("user"')
    answer = ask("/files/en.pdf")
    assert answer.status_code == 409
    assert [finding["code"] for finding in answer.json()["findings"]] == [
        entry("unknown-item").code
    ]
    page = ask("/files/en.pdf", accept="text/html,*/*", accept_language="zh")
    assert page.status_code == 409
    assert "无法生成PDF文件" in page.text
    assert entry("unknown-item").wordings["zh"].message in page.text
    assert "script" not in page.text


def test_the_words_are_the_same_in_each_language() -> None:
    english, chinese = map(words_in, LANGUAGES)
    assert english.keys() == chinese.keys()
    for name, words in english.items():
        if isinstance(words, str):
            assert words.count("%s") == chinese[name].count("%s"), name
        else:
            assert words.keys() == chinese[name].keys()
