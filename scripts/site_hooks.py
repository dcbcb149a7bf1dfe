"""What the documentation site needs beyond its pages: mkdocs calls these functions.

The pages of docs/ are written to be read on a forge too. Here they lose what only a forge needs,
the site gets fonts cut to its characters, and its search words of Chinese.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fontTools import subset
from fontTools.ttLib import TTFont
from mkdocs.plugins import event_priority

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "templates" / "fonts"
FACES = (
    "SourceSans3-Regular.ttf", "SourceSans3-Bold.ttf", "SourceSans3-Italic.ttf",
    "NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf",
)  # fmt: skip

OTHER_LANGUAGE = re.compile(
    r"^(?:\*\*\[中文\]\([\w.-]+\)\*\* · English|中文 · \*\*\[English\].*)\n", re.M
)
"""The line by which a reader on a forge changes the language; the site has a switch."""
INCLUDED = re.compile(r"^<!-- include: (\S+) -->$", re.MULTILINE)
"""A file of the project to stand here, on the site; its heading is left out."""
OTHERS = ("zh",)
"""Languages whose pages are in a folder of their own."""
BASE = re.compile(r'"base": "\.\./?([./]*)"')
"""Where a page looks for the search index, in its settings."""
FENCED = re.compile(r"^(?:```|~~~).*?^(?:```|~~~)$", re.MULTILINE | re.DOTALL)
WRAPPED = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\w`\[(（《“{])|(?<=\S)\n(?=[\u3000-\u9fff\uff00-\uffef])"
)
"""The end of a line within Chinese text, which a browser would show as a space."""
LINK = re.compile(r"(?<!!)\[([^\[\]]*)\]\(([^()\s]+)\)")


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """A page as the site shows it."""
    folder = posixpath.dirname(page.file.src_uri)
    markdown = OTHER_LANGUAGE.sub("", markdown, count=1)
    markdown = INCLUDED.sub(lambda found: _file(found[1], folder, Path(config.docs_dir)), markdown)
    parts = FENCED.split(markdown)
    blocks = [*FENCED.findall(markdown), ""]
    if page.file.src_uri.endswith(".zh.md"):
        parts = [WRAPPED.sub("", part) for part in parts]
    return "".join(
        LINK.sub(lambda link: _within(link, folder, Path(config.docs_dir)), part) + block
        for part, block in zip(parts, blocks, strict=True)
    )


def _file(path: str, folder: str, docs: Path) -> str:
    text = (docs / folder / path).resolve().read_text(encoding="utf-8")
    return re.sub(r"\A# .*\n", "", text)


def _within(link: re.Match[str], folder: str, docs: Path) -> str:
    """A link as it is where the site has what it leads to; otherwise its words alone."""
    target = link[2].partition("#")[0]
    if not target or "://" in target:
        return link[0]
    path = posixpath.normpath(posixpath.join(folder, target))
    is_elsewhere = path.startswith(("../", "examples")) or (docs / path).is_dir()
    return link[1] if is_elsewhere else link[0]


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """A page that searches in its own language: each has an index, beside its pages."""
    if page.url.startswith(tuple(f"{name}/" for name in OTHERS)):
        output = BASE.sub(lambda found: f'"base": "{found[1] or "."}"', output, count=1)
    return output


@event_priority(-200)  # after the pages and the index of every language
def on_post_build(config: MkDocsConfig) -> None:
    """Write a search index for each language, and the fonts."""
    if config.plugins["i18n"].building:
        return
    site = Path(config.site_dir)
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    terms = vocabulary(Path(config.docs_dir) / "glossary.md")
    entries = index.pop("docs")
    for folder in ("", *(f"{name}/" for name in OTHERS)):
        own = [entry for entry in entries if _folder(entry["location"]) == folder]
        _write_index(site / folder / "search", {**index, "docs": _divided(own, terms)})
    _write_fonts(site)


def _folder(location: str) -> str:
    """The folder of the language that a page is in: none for the site's main language."""
    return next((f"{name}/" for name in OTHERS if location.startswith(f"{name}/")), "")


def _write_index(folder: Path, index: dict[str, Any]) -> None:
    """An index as pages from a server read it, and as those from a disk do."""
    folder.mkdir(exist_ok=True)
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (folder / "search_index.json").write_text(text, encoding="utf-8")
    (folder / "search_index.js").write_text(f"var __index = {text}", encoding="utf-8")


HAN = re.compile(r"[\u3400-\u9fff]+")
ZERO_WIDTH_SPACE = "\u200b"
"""What the site's search takes for the end of a word."""


def vocabulary(glossary: Path) -> frozenset[str]:
    """The Chinese terms of the glossary."""
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \|", glossary.read_text(encoding="utf-8"), re.M)
    return frozenset(term for row in rows for term in HAN.findall(row))


def words(text: str, terms: frozenset[str]) -> list[str]:
    """A run of Chinese as terms, the longest first, and single characters between them."""
    longest = max(map(len, terms), default=1)
    found: list[str] = []
    start = 0
    while start < len(text):
        lengths = range(min(longest, len(text) - start), 1, -1)
        length = next((n for n in lengths if text[start : start + n] in terms), 1)
        found.append(text[start : start + length])
        start += length
    return found


def _divided(entries: Sequence[dict[str, Any]], terms: frozenset[str]) -> list[dict[str, Any]]:
    """Entries whose Chinese is in words, and whose location is within the language's folder."""

    def divided(text: str) -> str:
        return HAN.sub(
            lambda run: ZERO_WIDTH_SPACE.join(("", *words(run[0], terms), "")),
            text.replace(ZERO_WIDTH_SPACE, ""),
        )

    return [
        {
            **entry,
            "location": entry["location"].removeprefix(_folder(entry["location"])),
            **{key: divided(entry[key]) for key in ("title", "text")},
        }
        for entry in entries
    ]


def _write_fonts(site: Path) -> None:
    """The faces of the site, with the characters that its pages hold and no others."""
    pages = [*site.rglob("*.html"), *site.rglob("search_index.json")]
    characters = {ord(sign) for page in pages for sign in page.read_text(encoding="utf-8")}
    folder = site / "assets" / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    for name in FACES:
        (folder / f"{Path(name).stem}.woff2").write_bytes(_cut(FONTS / name, characters))


def _cut(font: Path, characters: Iterable[int]) -> bytes:
    options = subset.Options(flavor="woff2", layout_features=["*"], notdef_outline=True)
    made = TTFont(font)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(made)
    made.flavor = "woff2"
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()
