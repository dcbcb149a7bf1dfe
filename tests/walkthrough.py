"""Follows a page of the documentation to the letter: its commands are run, its edits made.

What a reader is told in words, a comment before a block tells this module:

    <!-- exit 1 -->                     the commands of the next `sh` block end with this code
    <!-- preview -->                    they start a server, which is asked for its page and ended
    <!-- output -->                     each line of the next `text` block is in what was printed
    <!-- edit FILE: replace -->         the first block is replaced in the file by the second
    <!-- edit FILE: append -->          the block is added at the end, after an empty line in .md
    <!-- edit FILE: above LINE -->      the block is put above a line
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(
    r"^(?:<!-- (?P<mark>[^>]+) -->\n)?```(?P<language>\w+)\n(?P<text>.*?)^```$", re.M | re.S
)
INSTALLS = re.compile(r"\bpip install\b|\bmake \w+|-m venv\b")
"""Blocks of commands that set a machine up, which tests don't."""


@dataclass(frozen=True, slots=True)
class Block:
    """A code block of a page, and the comment before it."""

    language: str
    text: str
    mark: str = ""


def blocks(page: Path) -> list[Block]:
    """The code blocks of a page in order."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(found["language"], found["text"], found["mark"] or "")
        for found in BLOCK.finditer(text)
    ]


@dataclass(slots=True)
class Walk:
    """A page being followed, in a folder that was empty when it began."""

    folder: Path
    aside: Path
    """A folder for what is not the reader's."""
    language: str
    printed: str = ""
    """What the last commands printed."""
    commands: list[str] = field(default_factory=list)
    """The commands that were run."""

    def follow(self, page: Path) -> None:
        """Do all that a page says, in its order."""
        following = iter(blocks(page))
        for block in following:
            if block.mark.startswith("edit "):
                self.edit(block, following)
            elif block.mark == "preview":
                self.preview(block.text)
            elif block.language == "sh" and not INSTALLS.search(block.text):
                self.run(block.text, int(block.mark.removeprefix("exit ") or 0))
            elif block.mark == "output":
                for line in filter(None, map(str.strip, block.text.splitlines())):
                    assert line in self.printed, f"{line!r} is not in:\n{self.printed}"

    def run(self, script: str, code: int) -> None:
        """Run commands; those that change the folder change it for all that follow."""
        done = subprocess.run(
            ["bash", "-e", "-c", f'{script}\npwd > "$WALK"'],
            cwd=self.folder, env=self._environment(), capture_output=True, text=True, check=False,
        )  # fmt: skip
        self.printed = done.stdout + done.stderr
        self.commands += script.splitlines()
        assert done.returncode == code, f"{script}\n{self.printed}"
        if code == 0:
            self.folder = Path(self._where.read_text(encoding="utf-8").strip())

    def preview(self, script: str) -> None:
        """Start a server as a command says, look whether its page is there, and end it."""
        server = subprocess.Popen(
            ["bash", "-c", f"exec {script.strip()} --no-open"],
            cwd=self.folder, env=self._environment(), text=True, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.commands.append(script.strip())
        try:
            assert server.stdout is not None
            address = re.search(r"http://[\w.:/]+", server.stdout.readline())
            assert address, "the preview told no address"
            with urllib.request.urlopen(address[0], timeout=60) as answer:
                assert answer.status == 200
        finally:
            server.send_signal(signal.SIGINT)
            server.communicate(timeout=60)
        assert server.returncode == 0

    def edit(self, block: Block, following: Iterator[Block]) -> None:
        """Change a file as a page says."""
        name, _, how = block.mark.removeprefix("edit ").partition(": ")
        file = self.folder / name
        text = file.read_text(encoding="utf-8")
        if how == "replace":
            old, new = block.text.rstrip("\n"), next(following).text.rstrip("\n")
            assert text.count(old) == 1, f"{name} has {old!r} {text.count(old)} times"
            text = text.replace(old, new)
        elif how == "append":
            text = text.rstrip("\n") + ("\n\n" if file.suffix == ".md" else "\n") + block.text
        else:
            line = how.removeprefix("above ") + "\n"
            assert text.count(f"\n{line}") == 1, f"{name} has {line!r} {text.count(line)} times"
            text = text.replace(f"\n{line}", f"\n{block.text}{line}")
        file.write_text(text, encoding="utf-8")

    @property
    def _where(self) -> Path:
        """The file in which a script leaves the folder that it ends in."""
        return self.aside / "where"

    def _environment(self) -> dict[str, str]:
        tools = Path(sys.executable).parent
        paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
        return {
            **os.environ,
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join(filter(None, paths)),
            "REPORTGEN_LANGUAGE": self.language,
            "REPORTGEN_CACHE": str(self.aside / "cache"),
            "WALK": str(self._where),
        }
