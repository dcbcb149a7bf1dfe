"""Every token of a theme is seen in the files that it is for, read back by other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
import yaml
from lxml import etree
from pydantic import BaseModel
from typer.testing import CliRunner

from reportgen import cli
from reportgen.pipeline import build
from reportgen.theme import Theme
from tests.acceptance.themed import (
    JOURNAL,
    REPORT,
    Made,
    Span,
    merged,
    write_font,
    write_project,
)
from tests.acceptance.token_checks import CHECKS, heading_lines
from tests.renderers.docx_office import bare
from tests.typography import faults

RAGGED = "级标题"
"""What the headings say that are longer than a line."""

HARBOUR = Path("data/harbour-society/templates/harbour/theme.yaml")
ROOT = Path(__file__).parents[2]
OWN = {"plain": "Own Signs", "columns": "Own Signs", "parts": "Own Signs", "full": "Other Signs"}
"""The family of each theme's own font."""
NO_TOKEN = ("name", "layers", "overrides")


def themes() -> dict[str, dict[str, Any]]:
    """The journal's tokens; these with all parts; and others throughout."""
    harbour = yaml.safe_load((ROOT / HARBOUR).read_text("utf-8"))
    plain: dict[str, Any] = {
        "extends": "journal",
        "page": {"columns": 1, "gap": 0},
        "fonts": [{"file": "own.ttf", "script": "latin"}],
        "faces": {"fallback": [OWN["plain"]]},
    }
    parts = dict.fromkeys(JOURNAL["parts"], True)
    full = {
        "fonts": [{"file": "own.ttf", "script": "han"}],
        "faces": {"fallback": [OWN["full"]], "latin_display": "Source Serif 4"},
        "settings": {"zh": {"han_latin_gap": 0.25}, "en": {"han_latin_gap": 0.1}},
        "locales": {
            "zh": {
                "numbers": {"percent_digits": 2, "group": "gap", "group_from": 5},
                "charts": {"bar": "横条图"},
                "notes": {"base": "人数={base}"},
                "cell_heads": {"count": "人数"},
                "forms": {"interval": ["区间:", "{lower}%~{upper}%"]},
            },
            "en": {
                "numbers": {"percent_digits": 2, "decimal": ",", "small_base": 5},
                "charts": {"bar": "Chart of bars"},
                "notes": {"base": "People = {base}"},
                "cell_heads": {"count": "People"},
                "forms": {"interval": ["Interval: ", "{lower}%–{upper}%"]},
                "unheaded": ["introduction"],
                "abstract_runs_in": True,
            },
        },
    }
    cover = {"fill": "accent", "edge": "#123456", "depth": 300}
    return {
        "plain": plain,
        "columns": {**plain, "page": {"columns": 2, "gap": 21}},
        "parts": {**plain, "parts": parts, "cover": cover},
        "full": merged(harbour, full),
    }


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Made]:
    """The files of each theme in each language."""
    folder = tmp_path_factory.mktemp("themes")
    wanted = themes()
    texts = {name: yaml.safe_dump(tokens, allow_unicode=True) for name, tokens in wanted.items()}
    write_project(folder, texts)
    found = {}
    for name, tokens in wanted.items():
        write_font(folder / "templates" / name / "own.ttf", OWN[name])
        out = folder / "output" / name
        build(folder / f"{name}.yaml", out, formats=("pdf", "docx", "html"))
        whole = merged(JOURNAL, tokens)
        found |= {(name, lang): Made(out, name, lang, whole) for lang in ("zh", "en")}
    return found


def leaves(model: type[BaseModel], above: str = "") -> Iterator[str]:
    """Every token by its key; those of a language or a font file once."""
    for name, field in model.model_fields.items():
        key = f"{above}{name}"
        if key in NO_TOKEN:
            continue
        inner = field.annotation
        if get_origin(inner) is not None:
            models = [
                arg for arg in get_args(inner)
                if isinstance(arg, type) and issubclass(arg, BaseModel)
            ]  # fmt: skip
            inner = models[0] if models else inner
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from leaves(inner, f"{key}.")
        else:
            yield key


TOKENS = tuple(leaves(Theme))


def test_every_token_is_read_back() -> None:
    """Whoever adds a token adds to token_checks.py where it is seen."""
    assert set(CHECKS) == set(TOKENS)


def value(tokens: Mapping[str, Any], key: str, language: str) -> Any:
    """The value of a token as theme.yaml has it."""
    group, _, rest = key.partition(".")
    if group in ("settings", "locales"):
        key = f"{group}.{language}.{rest}"
    if group == "fonts":
        return [font[rest] for font in tokens["fonts"]], tokens["faces"]["fallback"]
    found: Any = tokens
    for part in key.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


@pytest.mark.parametrize("key", TOKENS)
def test_a_token_is_seen_in_the_files(made: Mapping[tuple[str, str], Made], key: str) -> None:
    first = "parts" if key.partition(".")[0] in ("cover", "panel") else "plain"
    if key == "colours.panel":
        first = "parts"
    if key in ("page.columns", "page.gap"):
        first = "columns"
    values = set()
    for name in (first, "full"):
        for language in ("zh", "en"):
            files = made[name, language]
            for check in CHECKS[key]:
                check(files)
            values.add(f"{name}: {value(files.tokens, key, language)}".partition(": ")[2])
    assert len(values) > 1, "the themes don't differ in this token: the check shows nothing"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", OWN)
def test_every_theme_is_set_without_a_fault(
    made: Mapping[tuple[str, str], Made], name: str, language: str
) -> None:
    """Its headings are longer than a line, and ragged."""
    faces = {"song": "Sans", "hei": ""} if name == "full" else {}
    found = faults(made[name, language].path, **faces)
    assert [str(fault) for fault in found if RAGGED not in fault.text] == []


# ----------------------------------------------------------------------- one change at a time

Changed = Callable[..., Mapping[str, Made]]
ACCENT = 'accent: "#1f4a73"'


@pytest.fixture(scope="session")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Changed:
    """The files of a theme made by `theme new`, its accent or other tokens changed."""
    folder = tmp_path_factory.mktemp("changed")
    write_project(folder, {})
    made: dict[str, Mapping[str, Made]] = {}

    def build_with(accent: str = ACCENT, **tokens: Any) -> Mapping[str, Made]:
        own = {
            "fonts": [{"file": "own.ttf", "script": "latin"}],
            "page": {"columns": 1},  # a change then moves no line to another column
            **tokens,
            "faces": {"fallback": [OWN["plain"]], **tokens.get("faces", {})},
        }
        key = f"{accent}{own}"
        if key not in made:
            made[key] = _built(folder, f"house{len(made)}", accent, own)
        return made[key]

    return build_with


def _built(folder: Path, name: str, accent: str, own: Mapping[str, Any]) -> Mapping[str, Made]:
    command = ["theme", "new", name, "--extends", "journal", "--project", str(folder)]
    result = CliRunner().invoke(cli.app, command)
    assert result.exit_code == 0, result.output
    path = folder / "templates" / name / "theme.yaml"
    text = path.read_text("utf-8")
    assert ACCENT in text
    text = text.replace(ACCENT, accent) + yaml.safe_dump(dict(own), allow_unicode=True)
    path.write_text(text, "utf-8")
    write_font(path.with_name("own.ttf"), OWN["plain"])
    config = folder / f"{name}.yaml"
    config.write_text(REPORT.replace("theme: house", f"theme: {name}"), "utf-8")
    out = folder / "output" / name
    build(config, out, formats=("pdf", "docx", "html"))
    whole = merged(JOURNAL, yaml.safe_load(text))
    return {language: Made(out, name, language, whole) for language in ("zh", "en")}


def label(files: Made) -> Span:
    """The column tag above the title."""
    wanted = {"zh": "栏目", "en": "Tag"}[files.language]
    return next(span for line in files.lines for span in line.spans if span.text.strip() == wanted)


def printed(files: Made) -> tuple[list[str], str]:
    """Every character of a PDF but hyphens, in no order, and the text of a Word file."""
    text = bare("".join(line.text for line in files.lines)).replace("\u00ad", "")
    return sorted(text), files.word_text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_colour_is_seen_in_the_page_the_word_file_and_the_charts(
    changed: Changed, language: str
) -> None:
    before, after = changed()[language], changed('accent: "#8a1c1c"')[language]
    for files, colour in ((before, "#1f4a73"), (after, "#8a1c1c")):
        assert label(files).colour == colour
        assert {bar[0] for bar in files.bars(0)} == {colour}
        assert colour in {shape.colour for shape in files.fills}
        assert colour in files.word_colours(0)
        assert files.style("Label", "rPr/color") == colour.lstrip("#").upper()
    assert "#8a1c1c" not in {shape.colour for shape in before.fills}
    assert printed(before) == printed(after)


def test_a_font_is_seen_in_the_page_the_word_file_and_the_charts(changed: Changed) -> None:
    before = changed()["en"]
    after = changed(
        faces={"latin_display": "Source Serif 4"}, word_faces={"latin_display": "Georgia"}
    )["en"]
    for files, face, word in (
        (before, "Source-Sans-3", "Arial"), (after, "Source-Serif-4", "Georgia"),
    ):  # fmt: skip
        assert face in label(files).font
        chart = " ".join(text.get("style", "") for text in files.charts[0].iter("{*}text"))
        assert face.replace("-", " ") in chart
        heading = files.line("Discussion").spans[0]
        assert face in heading.font
        assert files.style("heading 1", "rPr/rFonts", "ascii") == word
        percent = next(s for line in files.lines for s in line.spans if s.text.strip() == "66.6%")
        assert face in percent.font, "the chart's own text in the PDF"
        drawn = files.word_figures[0]
        assert isinstance(drawn, etree._Element)
        assert {each.get("typeface") for each in drawn.iter("{*}latin")} == {word}
    assert "Source-Sans" not in "".join(font[3] for font in _fonts(after))
    assert printed(before) == printed(after)


def _fonts(files: Made) -> list[tuple[Any, ...]]:
    return [font for page in files.pdf for font in page.get_fonts()]


def test_a_heading_style_is_seen_in_the_page_and_the_word_file(changed: Changed) -> None:
    look = {"size": 16, "leading": 24, "align": "left", "colour": "accent"}
    before = changed()["zh"]
    after = changed(settings={"zh": {"headings": {"h1": look}}})["zh"]
    for files, size, colour, style in (
        (before, 12, "#1b1b1b", ("24", "center", "1B1B1B")),
        (after, 16, "#1f4a73", ("32", "left", "1F4A73")),
    ):
        heading = files.line("讨论")
        assert heading.spans[0].size == size
        assert heading.spans[0].colour == colour
        found = (files.style("heading 1", path) for path in ("rPr/sz", "pPr/jc", "rPr/color"))
        assert tuple(found) == style
    assert before.line("讨论").middle == pytest.approx(JOURNAL["page"]["width"] / 2, abs=1)
    assert after.line("讨论").x == pytest.approx(after.left, abs=1)
    assert before.line("二级标题二级").spans[0].size == after.line("二级标题二级").spans[0].size
    assert printed(before) == printed(after)


MORE = 7.0


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("side", ["before", "after"])
def test_the_room_beside_a_heading_is_what_the_theme_says(
    changed: Changed, language: str, side: str
) -> None:
    headings = {
        name: {side: JOURNAL["settings"][language]["headings"][name][side] + MORE}
        for name in ("title", "h1", "h2", "h3")
    }
    before = changed()[language]
    after = changed(settings={language: {"headings": headings}})[language]
    gaps = [_gaps(files, side) for files in (before, after)]
    assert len(gaps[0]) == 4
    assert [wide - close for close, wide in zip(*gaps, strict=True)] == pytest.approx(
        [MORE] * 4, abs=0.05
    )


def _gaps(files: Made, side: str) -> list[float]:
    """From the baseline above each heading to its own, or from its last to the one below."""
    found = []
    for name in ("title", "h1", "h2", "h3"):
        lines = heading_lines(files, name)
        first, last = files.lines.index(lines[0]), files.lines.index(lines[-1])
        above, below = (first - 1, first) if side == "before" else (last, last + 1)
        assert files.lines[above].page == files.lines[below].page
        found.append(files.lines[below].y - files.lines[above].y)
    return found


def test_the_margin_at_the_foot_is_what_the_theme_says(changed: Changed) -> None:
    """The folio of the first page hangs from it."""
    before, after = changed()["en"], changed(page={"bottom": JOURNAL["page"]["bottom"] + 40})["en"]
    folios = [
        next(line for line in files.lines if line.page == 0 and line.text.strip() == "1")
        for files in (before, after)
    ]
    assert folios[0].y - folios[1].y == pytest.approx(40, abs=0.05)
