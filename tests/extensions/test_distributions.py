"""Installed distributions: what their entry points name is found, imported late, kept apart."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reportgen import doctor
from reportgen.charts import CHARTS
from reportgen.config import read_config
from reportgen.errors import ReportError
from reportgen.locales import LOCALES
from reportgen.pipeline import build
from reportgen.readers import READERS
from reportgen.renderers import RENDERERS
from reportgen.statistics import INTERVALS, STATISTICS
from tests.extensions.conftest import EXAMPLES, Projects, plug_in
from tests.extensions.test_examples import japanese, ledger, text_of

Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs a distribution into a folder of its own on the path of imports, as pip does."""
    before = set(sys.modules)

    def made(name: str, points: str, **modules: str) -> Path:
        site = tmp_path / f"site-{name}"
        info = site / f"{name.replace('-', '_')}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(points, encoding="utf-8")
        for module, code in modules.items():
            (site / f"{module}.py").write_text(code, encoding="utf-8")
        monkeypatch.syspath_prepend(site)
        return site

    yield made
    for name in set(sys.modules) - before:
        if name.startswith("survey_"):
            del sys.modules[name]


def test_every_group_is_open(install: Install) -> None:
    registries = (CHARTS, STATISTICS, INTERVALS, READERS, RENDERERS, LOCALES)
    groups = ("charts", "statistics", "intervals", "readers", "renderers", "locales")
    points = "".join(f"[reportgen.{group}]\nnew = survey_new:{group}\n" for group in groups)
    install("survey-new", points)
    for registry, group in zip(registries, groups, strict=True):
        assert registry.group == f"reportgen.{group}"
        assert "new" in registry
        assert "new" in list(registry)
    assert "survey_new" not in sys.modules


def test_one_distribution_adds_to_a_whole_report(
    install: Install, project: Projects, tmp_path: Path
) -> None:
    site = install(
        "survey-extras",
        "[reportgen.charts]\nlollipop = survey_lollipop:lollipop\n"
        "[reportgen.statistics]\nlow_median = survey_low_median:low_median\n"
        "[reportgen.renderers]\nmd = survey_markdown:render\n",
    )
    for name in ("lollipop", "low_median", "markdown"):
        code = (EXAMPLES / "plugins" / f"{name}.py").read_text(encoding="utf-8")
        (site / f"survey_{name}.py").write_text(code, encoding="utf-8")
    folder = project(
        "editions: [en]\nformats: [html, md]\n"
        "figures: {scores: {title: S, rows: [recommend], chart: lollipop}}",
        text='# 结果 | Results\n\n::: zh\n{{ low_median("recommend") }}。\n:::\n'
        '::: en\nThe median is {{ low_median("recommend") }}.\n:::\n\n{{ figure("scores") }}\n',
    )
    build(folder, tmp_path / "o")
    assert "The median is 4." in text_of(tmp_path / "o" / "report.en.html")
    assert "Lollipop chart: " in (tmp_path / "o" / "report.en.md").read_text(encoding="utf-8")
    assert any(row["statistic"] == "low_median" for row in ledger(tmp_path / "o"))
    assert CHARTS.get("lollipop").__module__ == "survey_lollipop"


def test_a_locale_of_a_distribution(install: Install, project: Projects, tmp_path: Path) -> None:
    code = "from pathlib import Path\nFILE = Path(__file__).with_name('ja.yaml')\n"
    site = install("survey-ja", "[reportgen.locales]\nja = survey_ja:FILE\n", survey_ja=code)
    folder = japanese(project)
    (folder / "locales" / "ja.yaml").rename(site / "ja.yaml")
    build(folder, tmp_path / "o", formats=("html",))
    assert "平均点は3.63であった" in text_of(tmp_path / "o" / "report.ja.html")


def test_it_is_imported_when_its_name_is_asked_for(install: Install) -> None:
    code = "from reportgen.charts.bar import bar as mine\n"
    install("survey-charts", "[reportgen.charts]\nmine = survey_charts:mine\n", survey_charts=code)
    assert "mine" in CHARTS
    CHARTS.get("bar")
    assert "survey_charts" not in sys.modules
    assert CHARTS.get("mine") is CHARTS.get("bar")
    assert "survey_charts" in sys.modules


def refused(kind: Callable[[], object]) -> str:
    with pytest.raises(ReportError) as caught:
        kind()
    return caught.value.findings[0].message()


def test_it_cannot_take_the_name_of_a_built_in(install: Install) -> None:
    install("survey-bars", "[reportgen.charts]\nbar = survey_bars:bar\n")
    told = "survey-bars and reportgen both have 'bar' in reportgen.charts"
    assert refused(lambda: list(CHARTS)) == told
    assert refused(lambda: CHARTS.get("lollipop")) == told
    assert CHARTS.get("bar").__module__ == "reportgen.charts.bar"


def test_a_decorator_in_its_module_does_not_take_one_either(install: Install) -> None:
    code = (
        "from reportgen.charts import CHARTS\nmine = lambda tabulation, style: None\n"
        "CHARTS.add('bar')(mine)\n"
    )
    install("survey-bars", "[reportgen.charts]\nmine = survey_bars:mine\n", survey_bars=code)
    assert "survey-bars and reportgen both have 'bar'" in refused(lambda: CHARTS.get("mine"))
    assert CHARTS.get("bar").__module__ == "reportgen.charts.bar"


def test_two_cannot_share_a_name(install: Install) -> None:
    for name in ("survey-one", "survey-two"):
        install(name, "[reportgen.charts]\nmine = survey_none:mine\n")
    assert "mine" in CHARTS
    message = refused(lambda: CHARTS.get("mine"))
    assert "survey-one" in message
    assert "survey-two" in message


def test_a_project_cannot_share_a_name_with_it(install: Install, project: Projects) -> None:
    install("survey-charts", "[reportgen.charts]\nmine = survey_charts:mine\n")
    code = "from reportgen.charts import CHARTS\nCHARTS.add('mine')(print)\n"
    folder = plug_in(project("plugins: [mine.py]"), mine=code)
    assert refused(lambda: read_config(folder)) == (
        "plugins/mine.py and survey-charts both have 'mine' in reportgen.charts"
    )


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import nowhere_at_all\n", "ModuleNotFoundError: No module named 'nowhere_at_all'"),
        ("def f(:\n", "SyntaxError: invalid syntax"),
        ("other = 1\n", "AttributeError"),
        ("raise SystemExit(3)\n", "SystemExit: 3"),
    ],
)
def test_one_that_cannot_be_imported_is_named(install: Install, code: str, found: str) -> None:
    install("survey-charts", "[reportgen.charts]\nmine = survey_charts:mine\n", survey_charts=code)
    with pytest.raises(ReportError) as caught:
        CHARTS.get("mine")
    (finding,) = caught.value.findings
    assert finding.message() == ("the plug-in survey-charts can't be loaded")
    assert (finding.found or "").startswith(found)
    assert caught.value.__cause__ is not None


def test_what_it_gives_is_checked(install: Install) -> None:
    install("survey-numbers", "[reportgen.statistics]\nmine = survey_numbers:mine\n",
        survey_numbers="mine = len\n")  # fmt: skip
    message = refused(lambda: STATISTICS.get("mine"))
    assert message == "'mine' of survey-numbers must be a Statistic"


def test_an_exception_while_it_works_has_the_file_and_line(
    install: Install, project: Projects
) -> None:
    code = "def render(rendering):\n    return 1 / 0\n"
    site = install("survey-text", "[reportgen.renderers]\ntxt = survey_text:render\n",
        survey_text=code)  # fmt: skip
    folder = project("formats: [txt]")
    with pytest.raises(ReportError) as caught:
        build(folder, folder / "o")
    (finding,) = caught.value.findings
    assert finding.message() == "'txt' of survey-text fails"
    assert str(finding.place) == f"{site}/survey_text.py:2"


def test_doctor_names_what_is_installed_and_what_is_broken(install: Install) -> None:
    assert list(doctor._plugins()) == []
    code = "from reportgen.charts.bar import bar as mine\n"
    install("survey-charts", "[reportgen.charts]\nmine = survey_charts:mine\n", survey_charts=code)
    install("survey-broken", "[reportgen.readers]\n.sav = survey_broken:read\n")
    problem, right = doctor._plugins()
    assert (problem.status, right.status) == (doctor.Status.PROBLEM, doctor.Status.OK)
    assert problem.detail.startswith("the plug-in survey-broken can't be loaded")
    assert "No module named 'survey_broken'" in problem.detail
    assert right.detail == "mine (survey-charts 1.0)"
