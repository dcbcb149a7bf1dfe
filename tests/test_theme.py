"""theme.yaml: every token is checked, and the journal theme fits together."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportgen import resources
from reportgen.errors import Place, ReportError
from reportgen.locales import NUMBERINGS
from reportgen.locales.locale import languages
from reportgen.resources import fonts_folder
from reportgen.theme import find_file, load_theme, read_theme

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
    assert (finding.found, finding.nearest) == ("jurnal", "journal")
    assert set(finding.allowed) == {"journal", "report"}


def test_a_folder_without_theme_yaml_is_no_theme(themes: Path) -> None:
    with pytest.raises(ReportError, match="unknown theme"):
        load_theme("house")


def test_a_theme_of_ones_own_is_read(themes: Path) -> None:
    written(themes, page={"width": 500, "height": 700, "top": 50, "bottom": 40})
    assert load_theme("house").page.height == 700


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"tables": {"size": "large"}}, "tables.size"),
        ({"shadow": "soft"}, "shadow"),
        ({"faces": {"body": "Song"}}, "faces.display"),
        ({"charts": {"size": 8}}, "charts.width"),
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


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project folder with templates of its own."""
    (tmp_path / "templates").mkdir()
    return tmp_path


def theme_of(project: Path, name: str, text: str) -> Path:
    folder = project / "templates" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "theme.yaml").write_text(text, encoding="utf-8")
    return folder


class TestExtends:
    def test_what_a_child_says_replaces_its_parents_and_the_rest_stays(self, project: Path) -> None:
        theme_of(project, "house", 'extends: journal\ncolours: {accent: "#8A1C1C"}\n')
        theme_of(project, "yard", "extends: house\npage: {top: 90}\n")
        journal, yard = load_theme("journal"), load_theme("yard", project=project)
        assert yard.colours == journal.colours.model_copy(update={"accent": "#8a1c1c"})
        assert yard.page == journal.page.model_copy(update={"top": 90})
        assert yard.settings == journal.settings
        assert list(yard.layers) == ["yard", "house", "journal"]

    def test_a_list_is_one_value(self, project: Path) -> None:
        theme_of(project, "house", 'extends: journal\ncolours: {series: ["#000000"]}\n')
        assert load_theme("house", project=project).colours.series == ("#000000",)

    def test_where_each_token_comes_from(self, project: Path) -> None:
        path = theme_of(project, "house", 'extends: journal\ncolours:\n  accent: "#8a1c1c"\n')
        loaded = read_theme("house", project=project)
        place = loaded.origin(("colours", "accent"))
        assert (place.file, place.line) == (str(path / "theme.yaml"), 3)
        assert loaded.origin(("colours", "ink")).file == str(JOURNAL)
        assert all(loaded.origin(key).line for key, value in loaded.tokens() if value)

    def test_a_projects_theme_takes_the_place_of_a_shipped_one(self, project: Path) -> None:
        text = JOURNAL.read_text(encoding="utf-8")
        theme_of(project, "journal", text.replace("#1f4a73", "#000000"))
        assert load_theme("journal", project=project).colours.accent == "#000000"
        assert load_theme("journal").colours.accent == "#1f4a73"

    @pytest.mark.parametrize(
        ("text", "message", "found"),
        [
            ("extends: jurnal\n", "unknown theme", "jurnal"),
            ("extends: house\n", "can't extend itself", "house → house"),
            ("extends: [journal]\n", "must be a text", "['journal']"),
            ("extends: ../journal\n", "unknown theme", "../journal"),
            ("- journal\n", "must be a mapping", None),
            ("extends: journal\ncolours: {acent: '#000000'}\n", "unknown key", "acent"),
            ("extends: journal\ncolours: {accent: red}\n", "as #rrggbb", "red"),
            ("extends: journal\nlayers: {}\n", "unknown key", "layers"),
            ("extends: journal\ntables: {stripe: pannel}\n", "name of a colour", "pannel"),
        ],
    )
    def test_a_fault_is_named_with_its_place(
        self, project: Path, text: str, message: str, found: str | None
    ) -> None:
        path = theme_of(project, "house", text)
        with pytest.raises(ReportError, match=message) as caught:
            load_theme("house", project=project)
        (finding,) = caught.value.findings
        assert finding.place is not None
        assert finding.place.file == str(path / "theme.yaml")
        assert finding.place.line
        assert finding.found == found

    def test_the_nearest_token_is_named_in_the_same_group(self, project: Path) -> None:
        theme_of(
            project, "house", "extends: journal\nsettings: {zh: {headings: {h1: {sise: 3}}}}\n"
        )
        with pytest.raises(ReportError) as caught:
            load_theme("house", project=project)
        assert [finding.nearest for finding in caught.value.findings] == ["size"]

    def test_two_themes_that_extend_each_other(self, project: Path) -> None:
        theme_of(project, "a", "extends: b\n")
        theme_of(project, "b", "extends: a\n")
        with pytest.raises(ReportError, match="a → b → a"):
            load_theme("a", project=project)


class TestFonts:
    def test_a_child_inherits_the_font_files_of_its_parent(self, project: Path) -> None:
        house = theme_of(
            project, "house", "extends: journal\nfonts: [{file: a.ttf, script: latin}]\n"
        )
        shutil.copy(fonts_folder() / "SourceSans3-Regular.ttf", house / "a.ttf")
        theme_of(project, "yard", "extends: house\n")
        (font,) = load_theme("yard", project=project).fonts
        assert font.file == (house / "a.ttf").absolute()

    def test_a_font_outside_the_themes_folder_is_refused(self, project: Path) -> None:
        (project / "a.ttf").touch()
        theme_of(
            project, "house", "extends: journal\nfonts: [{file: ../../a.ttf, script: latin}]\n"
        )
        with pytest.raises(ReportError, match="in the theme's folder"):
            load_theme("house", project=project)


class TestFiles:
    def test_the_first_folder_that_has_it(self, tmp_path: Path) -> None:
        one, two = tmp_path / "one", tmp_path / "two"
        (one / "blocks").mkdir(parents=True)
        two.mkdir()
        (two / "a").touch()
        assert find_file([one, two], "a") == two / "a"
        (one / "a").touch()
        assert find_file([one, two], "a") == one / "a"
        assert find_file([one, two], "blocks") is None

    @pytest.mark.parametrize(
        "name", ["../secret", "/etc/passwd", "a/../../secret", "..\\secret", ""]
    )
    def test_a_name_that_leads_out_of_the_folder_is_not_found(
        self, tmp_path: Path, name: str
    ) -> None:
        (tmp_path / "one" / "a").mkdir(parents=True)
        (tmp_path / "secret").write_text("x")
        assert find_file([tmp_path / "one"], name) is None

    def test_a_link_that_leads_out_of_the_folder_is_not_found(self, tmp_path: Path) -> None:
        (tmp_path / "one").mkdir()
        (tmp_path / "secret").write_text("x")
        (tmp_path / "one" / "link").symlink_to(tmp_path / "secret")
        assert find_file([tmp_path / "one"], "link") is None
