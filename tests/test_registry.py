import sys
from pathlib import Path

import pytest

from reportgen.errors import Place, ReportError
from reportgen.registry import Registry


@pytest.fixture
def colours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Registry[str]:
    """A registry with one built-in, "blue", whose module enters it when imported."""
    registry: Registry[str] = Registry("unknown-theme", {"blue": "blue_of_the_registry_test"})
    (tmp_path / "blue_of_the_registry_test.py").write_text(
        "import builtins\nbuiltins.COLOURS.add('blue')('#00f')\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("builtins.COLOURS", registry, raising=False)
    monkeypatch.delitem(sys.modules, "blue_of_the_registry_test", raising=False)
    return registry


def test_a_built_in_is_imported_when_it_is_first_asked_for(colours: Registry[str]) -> None:
    assert "blue" in colours
    assert list(colours) == ["blue"]
    assert "blue_of_the_registry_test" not in sys.modules
    assert colours.get("blue") == "#00f"
    assert "blue_of_the_registry_test" in sys.modules


def test_the_decorator_enters_a_variant_and_gives_it_back(colours: Registry[str]) -> None:
    assert colours.add("red")("#f00") == "#f00"
    assert colours.get("red") == "#f00"
    assert list(colours) == ["blue", "red"]


def test_a_variant_of_the_same_name_replaces_a_built_in(colours: Registry[str]) -> None:
    colours.add("blue")("#339")
    assert colours.get("blue") == "#339"


def test_an_unknown_name_is_answered_with_the_known_ones(colours: Registry[str]) -> None:
    colours.add("red")("#f00")
    with pytest.raises(ReportError) as caught:
        colours.get("bleu", Place("report.yaml", 4, 2))
    assert str(caught.value).splitlines() == [
        "report.yaml:4:2: unknown theme",
        "  found: bleu",
        "  allowed: blue, red",
        "  did you mean: blue",
    ]
    assert "bleu" not in colours


@pytest.mark.parametrize("name", ["bar", "grouped_bar", "stacked_bar"])
def test_every_chart_kind_is_found_under_its_name(name: str) -> None:
    from reportgen.charts import CHARTS

    assert CHARTS.get(name).__module__ == f"reportgen.charts.{name}"


@pytest.mark.parametrize(
    ("name", "module"), [("html", "web"), ("pdf", "pdf"), ("docx", "docx.render")]
)
def test_every_format_is_found_under_its_ending(name: str, module: str) -> None:
    from reportgen.renderers import RENDERERS

    assert RENDERERS.get(name).__module__ == f"reportgen.renderers.{module}"
