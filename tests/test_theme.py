"""theme.yaml: every token is checked, and the journal theme fits together."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportgen import resources
from reportgen.errors import Place, ReportError
from reportgen.locales import NUMBERINGS
from reportgen.locales.locale import languages
from reportgen.theme import load_theme

JOURNAL = resources.templates_folder() / "journal" / "theme.yaml"


@pytest.fixture
def themes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of themes of our own."""
    monkeypatch.setattr(resources, "PACKAGE", tmp_path)
    (tmp_path / "templates" / "house").mkdir(parents=True)
    return tmp_path / "templates" / "house" / "theme.yaml"


def written(path: Path, **changes: Any) -> None:
    data = {**yaml.safe_load(JOURNAL.read_text(encoding="utf-8")), **changes}
    data = {name: value for name, value in data.items() if value is not None}
    path.write_text(yaml.safe_dump(data), encoding="utf-8")


def test_the_journal_theme_is_found_with_its_folder() -> None:
    theme = load_theme("journal")
    assert theme.name == "journal"
    assert theme.folder == JOURNAL.parent
    assert (theme.folder / "report.html.j2").is_file()


def test_every_language_has_a_setting_with_a_known_numbering() -> None:
    settings = load_theme("journal").settings
    assert set(settings) == set(languages())
    assert {setting.heading_numbering for setting in settings.values()} <= set(NUMBERINGS)


def test_a_line_of_chinese_is_a_whole_number_of_characters() -> None:
    setting = load_theme("journal").settings["zh"]
    assert setting.measure % setting.size == 0
    assert setting.indent == 2 * setting.size


def test_colours_are_six_hexadecimal_digits() -> None:
    colours = load_theme("journal").colours
    one = (colours.ink, colours.muted, colours.rule, colours.accent, colours.paper)
    for colour in (*one, *colours.series, *colours.scale):
        assert re.fullmatch(r"#[0-9a-f]{6}", colour)


def test_an_unknown_theme_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ReportError) as caught:
        load_theme("jurnal", Place("report.yaml", 2, 1))
    (finding,) = caught.value.findings
    assert str(finding.place) == "report.yaml:2:1"
    assert (finding.found, finding.allowed, finding.nearest) == ("jurnal", ("journal",), "journal")


def test_a_folder_without_theme_yaml_is_no_theme(themes: Path) -> None:
    with pytest.raises(ReportError, match="unknown theme"):
        load_theme("house")


def test_a_theme_of_ones_own_is_read(themes: Path) -> None:
    written(themes, table_size=7)
    assert load_theme("house").table_size == 7


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"table_size": "large"}, "table_size"),
        ({"shadow": "soft"}, "shadow"),
        ({"faces": {"body": "Song"}}, "faces.display"),
        ({"charts": None}, "charts"),
    ],
)
def test_a_wrong_token_is_named_with_its_place(
    themes: Path, change: dict[str, Any], key: str
) -> None:
    written(themes, **change)
    with pytest.raises(ReportError) as caught:
        load_theme("house")
    places = [finding.place for finding in caught.value.findings]
    assert key in [place.key for place in places if place]
    assert all(place and place.file == str(themes) and place.line for place in places)
