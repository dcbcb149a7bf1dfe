"""docs/extending: its examples are the tested files, and every kind of extension is told."""

from __future__ import annotations

import math
import re
import statistics
import tomllib
from pathlib import Path

import pytest

from reportgen import charts, readers, renderers
from reportgen import statistics as own_statistics
from reportgen.charts import CHARTS
from reportgen.locales import LOCALES
from reportgen.readers import READERS
from reportgen.registry import Registry
from reportgen.renderers import RENDERERS
from reportgen.renderers.docx import charts as native_charts
from reportgen.renderers.docx.charts import NATIVE_CHARTS
from reportgen.statistics import INTERVALS, STATISTICS
from tests.extensions.conftest import EXAMPLES, SCORES

DOCS = EXAMPLES.parent
GUIDES = (DOCS / "extending.md", DOCS / "extending.zh.md")
PLUGINS = sorted((EXAMPLES / "plugins").glob("*.py"))
REGISTRIES: tuple[Registry[object], ...] = (
    CHARTS, NATIVE_CHARTS, STATISTICS, INTERVALS, READERS, RENDERERS, LOCALES,
)  # type: ignore[assignment]  # fmt: skip


def blocks(guide: Path) -> list[tuple[str, str]]:
    return re.findall(r"^```(\w+)\n(.*?)^```", guide.read_text(encoding="utf-8"), re.M | re.S)


def points(guide: Path) -> dict[str, dict[str, str]]:
    (packaging,) = (code for language, code in blocks(guide) if language == "toml")
    found: dict[str, dict[str, str]] = tomllib.loads(packaging)["project"]["entry-points"]
    return found


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_each_example_is_shown_as_it_is_tested(guide: Path) -> None:
    shown = {code for language, code in blocks(guide) if language == "python"}
    assert PLUGINS
    for path in PLUGINS:
        assert path.read_text(encoding="utf-8") in shown, path.name


def test_both_guides_show_the_same() -> None:
    english, chinese = (blocks(guide) for guide in GUIDES)
    assert english == chinese
    rows, headings = (
        [len(re.findall(mark, guide.read_text(encoding="utf-8"), re.M)) for guide in GUIDES]
        for mark in (r"^\| ", r"^## ")
    )
    assert rows[0] == rows[1]
    assert headings[0] == headings[1]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_each_kind_of_extension_is_told(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    assert set(points(guide)) == {registry.group for registry in REGISTRIES}
    for registry in REGISTRIES:
        assert f"| `{registry.group}` |" in text


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_an_entry_point_of_the_guide_leads_to_a_function_of_an_example(guide: Path) -> None:
    for group, named in points(guide).items():
        for value in named.values():
            module, _, function = value.rpartition(":")
            if group != "reportgen.locales":
                code = (EXAMPLES / "plugins" / f"{module.rpartition('.')[2]}.py").read_text("utf-8")
                assert f"def {function}(" in code


@pytest.mark.parametrize("path", PLUGINS, ids=lambda path: path.name)
def test_an_example_imports_what_a_plug_in_may_build_on(path: Path) -> None:
    stable = {
        "reportgen.charts": charts.__all__, "reportgen.statistics": own_statistics.__all__,
        "reportgen.readers": readers.__all__, "reportgen.renderers": renderers.__all__,
        "reportgen.renderers.docx.charts": native_charts.__all__,
        "reportgen.document": None, "reportgen.results": None, "reportgen.errors": None,
    }  # fmt: skip
    code = path.read_text(encoding="utf-8")
    imports = re.findall(r"^from (reportgen[\w.]*) import (\([^)]*\)|.*)$", code, re.M)
    assert imports
    for module, names in imports:
        allowed = stable[module]
        for name in re.findall(r"\w+", names):
            assert allowed is None or name in allowed, f"{module}.{name}"


def test_the_worked_mean_score_of_statistics() -> None:
    text = " ".join((DOCS / "statistics.md").read_text(encoding="utf-8").split())
    scores = [int(code) for code, n in SCORES["satisfaction"].items() if code != "9"
        for _ in range(n)]  # fmt: skip
    mean, deviation = statistics.mean(scores), statistics.stdev(scores)
    error = deviation / math.sqrt(len(scores))
    spread = statistics.NormalDist().inv_cdf(0.975) * error
    assert (
        f"with 4, 6, 10, 20, 14 answers 1 to 5 and 6 *not sure*: n = {len(scores)}, "
        f"x̄ = {sum(scores)}/{len(scores)} = {mean:.6f}, s = {deviation:.6f}, SE = {error:.6f}, "
        f"interval {mean - spread:.6f} to {mean + spread:.6f}, printed {mean:.2f} "
        f"(95% CI: {mean - spread:.2f}–{mean + spread:.2f})."
    ) in text
    for guide in (DOCS / "writing.md", DOCS / "writing.zh.md"):
        rows = guide.read_text(encoding="utf-8")
        assert f'| `mean_score("satisfaction")` | {mean:.2f} | {mean:.2f} |' in rows
        assert f'show="error")` | {error:.2f} | {error:.2f} |' in rows
        limits = f"{mean - spread:.2f}~{mean + spread:.2f}"
        assert f'show="interval")` | 95%CI:{limits} | 95% CI: {limits.replace("~", "–")} |' in rows
