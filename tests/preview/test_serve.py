"""The command as it is started and ended: its address, its port, its words, its end."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportgen.cli import app
from reportgen.errors import ReportError
from reportgen.preview import serve as module
from reportgen.preview.serve import HOST, PORT, bound, serve, show
from tests.preview.conftest import Preview, Report, Started


def get(address: str, timeout: float = 20) -> bytes:
    with urllib.request.urlopen(address, timeout=timeout) as answer:
        data: bytes = answer.read()
        return data


def children(process: subprocess.Popen[str]) -> list[str]:
    """The processes that a process has started."""
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return found.split()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_quietly_with_a_page_open(start: Started, sign: int) -> None:
    preview = start()
    stream = socket.create_connection((HOST, preview.port))
    stream.sendall(
        f"GET /events?edition=zh HTTP/1.1\r\nHost: {HOST}:{preview.port}\r\n\r\n".encode()
    )
    received = b""
    while b'"version"' not in received:
        received += stream.recv(1 << 16)
    began = time.monotonic()
    code, output, faults = preview.end(sign)
    assert code == (0 if sign == signal.SIGINT else -sign)
    assert time.monotonic() - began < 5
    assert faults == ""
    assert len(output.splitlines()) == 1  # the build of the page
    stream.close()


def test_it_ends_while_a_pdf_is_made_and_so_does_that(start: Started) -> None:
    preview = start()
    asked = socket.create_connection((HOST, preview.port))
    asked.sendall(f"GET /files/zh.pdf HTTP/1.1\r\nHost: {HOST}:{preview.port}\r\n\r\n".encode())
    while not (started := children(preview.process)):
        time.sleep(0.05)
    code, _, faults = preview.end()
    asked.close()
    assert (code, faults) == (0, "")
    assert not any(Path(f"/proc/{child}").exists() for child in started)


def test_it_is_there_for_this_machine_only(start: Started) -> None:
    preview = start()
    for family, address in (
        (socket.AF_INET, "127.0.0.2"),  # the loopback too, but not what it is bound to
        (socket.AF_INET6, "::1"),
    ):
        with socket.socket(family) as other, pytest.raises(OSError, match="refused"):
            other.connect((address, preview.port))
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    listening = [line.split()[1] for line in lines if line.split()[3] == "0A"]
    assert [place for place in listening if place.endswith(f":{preview.port:04X}")] == [
        f"0100007F:{preview.port:04X}"
    ]


@pytest.mark.parametrize(
    "target",
    [
        "/../../../../../../../../etc/passwd", "/assets/../../report.yaml",
        "/assets/%2e%2e/%2e%2e/report.yaml", "/assets/..%2f..%2freport.yaml", "//etc/passwd",
        "/report/../report.md", "/files/../report.md", "/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "http://127.0.0.1/report.yaml", "/assets/\\..\\..\\report.yaml", "/%c0%ae%c0%ae/report.md",
    ],
)  # fmt: skip
def test_no_path_leads_to_a_file(preview: Preview, target: str) -> None:
    """As sent: a client's library would tidy the path first."""
    with socket.create_connection((HOST, preview.port)) as client:
        host = f"Host: {HOST}:{preview.port}"
        client.sendall(f"GET {target} HTTP/1.1\r\n{host}\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while part := client.recv(1 << 16):
            answer += part
    assert answer.startswith((b"HTTP/1.1 404 ", b"HTTP/1.1 400 "))
    assert b"root:" not in answer
    assert b"surveys" not in answer
    assert b"share(" not in answer


@pytest.fixture
def preview(start: Started) -> Preview:
    return start()


def test_what_is_printed(start: Started, report: Report) -> None:
    preview = start()
    get(f"{preview.address}report/en")
    report.change('占{{ share("uses"', '占{{ share("user"')
    deadline = time.monotonic() + 20
    listener = socket.create_connection((HOST, preview.port))
    listener.sendall(
        f"GET /events?edition=en HTTP/1.1\r\nHost: {HOST}:{preview.port}\r\n\r\n".encode()
    )
    received = b""
    while b"unknown item" not in received and time.monotonic() < deadline:
        received += listener.recv(1 << 16)
    listener.close()
    _, output, faults = preview.end()
    (line,) = output.splitlines()
    assert line.split()[1] == "en"
    assert "unknown item" in faults
    assert faults.count("did you mean: uses") == 1
    assert "Traceback" not in faults


class TestPorts:
    def test_a_busy_port_is_passed_over(self) -> None:
        with bound(None) as first, bound(None) as second:
            assert first.getsockname()[0] == second.getsockname()[0] == HOST
            assert PORT <= first.getsockname()[1] < second.getsockname()[1]

    def test_a_port_that_was_asked_for_is_not(self, report: Report) -> None:
        with bound(None) as taken:
            port = taken.getsockname()[1]
            done = CliRunner().invoke(app, ["preview", str(report.folder), "--port", str(port)])
        assert done.exit_code == 1
        assert "RG951 the port is in use" in done.stderr
        assert f"found: {port}" in done.stderr

    def test_when_every_port_is_busy_the_system_finds_one(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with bound(None) as taken:
            monkeypatch.setattr(module, "PORT", taken.getsockname()[1])
            monkeypatch.setattr(module, "TRIES", 1)
            with bound(None) as found:
                assert found.getsockname()[1] not in (0, taken.getsockname()[1])

    def test_it_is_free_again_at_once(self, start: Started) -> None:
        with socket.create_server((HOST, 0)) as free:  # one that no other preview looks for
            port = free.getsockname()[1]
        first = start("--port", str(port))
        get(first.address)
        first.end()
        again = start("--port", str(first.port))
        assert again.address == first.address


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--theme", "jurnal"], "did you mean: journal"),
        (["--port", "0"], "greater than or equal to 1"),
        (["--language", "fr"], "found: fr"),
        (["--language", "zh,en"], "found: zh,en"),
        (["--host", "0.0.0.0"], "No such option"),
    ],
)
def test_wrong_options(report: Report, options: list[str], said: str) -> None:
    done = CliRunner().invoke(app, ["preview", str(report.folder), "--no-open", *options])
    assert done.exit_code in (1, 2)
    assert said in " ".join(done.stderr.split())


def test_a_folder_without_a_report(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="there is no such file"):
        serve(tmp_path)


@pytest.mark.parametrize("screen", [{}, {"DISPLAY": ":0"}, {"BROWSER": "firefox"}])
def test_the_browser_is_opened_where_there_is_a_screen(
    monkeypatch: pytest.MonkeyPatch, screen: dict[str, str]
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(module.webbrowser, "open", opened.append)
    monkeypatch.setattr(module.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    for name, value in screen.items():
        monkeypatch.setenv(name, value)
    show("http://127.0.0.1:1/")
    assert opened == (["http://127.0.0.1:1/"] if screen else [])
