from pathlib import Path

import pytest

from reportgen import resources


def test_a_checkout_has_templates_and_data_beside_the_package() -> None:
    root = Path(resources.__file__).parents[1]
    assert resources.templates_folder() == root / "templates"
    assert resources.fonts_folder() == root / "templates" / "fonts"
    assert resources.example_folder() == root / "data" / "ai-imaging-2022"


def test_an_installed_package_has_them_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(resources, "PACKAGE", tmp_path)
    assert resources.templates_folder() == tmp_path / "templates"
    assert resources.example_folder() == tmp_path / "data" / "ai-imaging-2022"


def test_what_they_lead_to_is_there() -> None:
    assert (resources.templates_folder() / "journal" / "theme.yaml").is_file()
    assert (resources.fonts_folder() / "fonts.yaml").is_file()
    assert (resources.example_folder() / "report.yaml").is_file()
