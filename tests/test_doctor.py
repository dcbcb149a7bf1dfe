"""What the doctor finds on this machine, and on ones that lack something."""

import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from reportgen import doctor
from reportgen.doctor import Diagnosis, Status, examine
from reportgen.fonts import FontFace, shipped_faces
from reportgen.locales import load_locale
from reportgen.resources import fonts_folder


def find(subject: str, diagnoses: list[Diagnosis]) -> Diagnosis:
    return next(diagnosis for diagnosis in diagnoses if diagnosis.subject == subject)


def test_this_machine_has_no_problem(tmp_path: Path) -> None:
    diagnoses = list(examine(tmp_path))
    assert [one for one in diagnoses if one.status is Status.PROBLEM] == []
    assert {"Python", "WeasyPrint", "Fonts for zh", "Fonts for en", "Theme journal"} <= {
        diagnosis.subject for diagnosis in diagnoses
    }


def test_packages_are_those_of_the_distribution() -> None:
    pyproject = Path(__file__).parents[1] / "pyproject.toml"
    wanted = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]["dependencies"]
    assert dict(dep.replace("==", ">=").split(">=") for dep in wanted) == doctor.PACKAGES


def test_package_missing_or_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        if name == "lxml":
            raise metadata.PackageNotFoundError
        return {"pandas": "2.3.1", "rich": "15.0rc1"}.get(name, "99.0")

    monkeypatch.setattr(metadata, "version", version)
    problems = [one for one in doctor._packages() if one.status is Status.PROBLEM]
    assert [one.detail for one in problems] == ["lxml is missing", "pandas 2.3.1 is too old"]
    assert problems[0].advice == "pip install 'lxml>=6.0'"


@pytest.mark.parametrize(
    ("system", "advice"),
    [("linux", "apt install"), ("darwin", "brew install"), ("sunos", "First Steps")],
)
def test_weasyprint_that_does_not_load(
    monkeypatch: pytest.MonkeyPatch, system: str, advice: str
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    monkeypatch.setattr(sys, "platform", system)
    diagnosis = doctor._weasyprint()
    assert diagnosis.status is Status.PROBLEM
    assert advice in str(diagnosis.advice)


def test_slow_subsetter_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "subsetter", lambda: "fontTools")
    diagnosis = doctor._subsetter()
    assert diagnosis.status is Status.WARNING
    assert "harfbuzz" in str(diagnosis.advice).lower()


def test_other_weasyprint_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weasyprint.__version__", "71.0")
    diagnosis = doctor._justification()
    assert diagnosis.status is Status.WARNING
    assert "71.0" in diagnosis.detail


class TestFonts:
    def test_no_list(self, tmp_path: Path) -> None:
        (diagnosis,) = doctor._fonts(tmp_path)
        assert diagnosis.status is Status.PROBLEM
        assert "no list of fonts" in diagnosis.detail

    def test_missing_and_broken_files(self, tmp_path: Path) -> None:
        face = "- {{family: {0}, weight: 400, style: normal, file: {0}.ttf, script: {1}}}\n"
        rows = face.format("Gone", "han") + face.format("Broken", "latin")
        (tmp_path / "fonts.yaml").write_text(f"faces:\n{rows}", encoding="utf-8")
        (tmp_path / "Broken.ttf").write_bytes(b"no font")
        diagnoses = list(doctor._fonts(tmp_path))
        assert [one.detail for one in diagnoses if one.subject == "Font"] == [
            "Gone 400 normal: there is no such font file",
            "Broken 400 normal: not a font that can be embedded",
        ]
        assert find("Fonts for zh", diagnoses).status is Status.PROBLEM
        assert "no such font: Noto Serif SC" in find("Theme journal", diagnoses).detail

    def test_face_that_lacks_characters(self) -> None:
        trap = Path(__file__).parent / "fonts" / "cid_trap.otf"
        latin = [face for face in shipped_faces(fonts_folder()) if face.script == "latin"]
        faces = [FontFace("Trap", 400, "normal", trap, "han"), *latin]
        diagnosis = doctor._language(load_locale("zh"), faces)
        assert diagnosis.status is Status.WARNING
        assert diagnosis.detail.startswith("Trap 400 lacks ")


class TestOutputFolder:
    def test_folder_that_would_be_made_is_not_made(self, tmp_path: Path) -> None:
        assert doctor._writable(tmp_path / "a" / "b").status is Status.OK
        assert not (tmp_path / "a").exists()

    def test_file_in_its_place(self, tmp_path: Path) -> None:
        path = tmp_path / "output"
        path.touch()
        assert doctor._writable(path).status is Status.PROBLEM


def test_it_speaks_chinese(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REPORTGEN_LANGUAGE", "zh")
    for diagnosis in doctor.examine(tmp_path):
        words = diagnosis.subject + diagnosis.detail + (diagnosis.advice or "")
        is_name = diagnosis.subject in ("Python", "WeasyPrint")
        assert is_name or re.search(r"[\u4e00-\u9fff]", words), diagnosis
