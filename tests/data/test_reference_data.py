"""The reference data hold the published counts, agree with the codebooks and can be remade."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import yaml

FOLDER = Path(__file__).resolve().parents[2] / "data" / "ai-imaging-2022"
FILES = {"clinical": "clinical.csv", "enterprise": "enterprise.xlsx", "students": "students.csv"}
LEVELS = {"junior_college": 412, "undergraduate": 1036, "resident": 569, "postgraduate": 381}


def load(form: str) -> pd.DataFrame:
    path = FOLDER / FILES[form]
    if path.suffix == ".csv":
        return pd.read_csv(path, dtype=str, keep_default_na=False)
    return pd.read_excel(path, engine="openpyxl", dtype=str, keep_default_na=False).fillna("")


def codebook(form: str) -> dict:
    return yaml.safe_load((FOLDER / "codebook" / f"{form}.yaml").read_text(encoding="utf-8"))


def chose(column: pd.Series, option: str) -> pd.Series:
    return column.str.split(" ").map(lambda codes: option in codes)


@pytest.fixture(scope="module")
def data() -> dict[str, pd.DataFrame]:
    return {form: load(form) for form in FILES}


PUBLISHED = [
    ("clinical", "awareness", "aware", None, 5765, 6347),
    ("clinical", "ai_in_department", "yes", None, 3798, 6119),
    ("clinical", "products", "nodule", None, 3401, 3798),
    ("clinical", "barriers", "experts", None, 3002, 6347),
    ("clinical", "barriers", "data_quality", None, 2898, 6347),
    ("clinical", "barriers", "product_function", None, 2566, 6347),
    ("enterprise", "size", "under100", None, 17, 26),
    ("enterprise", "size", "from100", None, 9, 26),
    ("enterprise", "customers", "second_level", None, 24, 26),
    ("students", "ai_courses", "yes", "postgraduate", 86, 381),
    ("students", "course_demand", "want", "postgraduate", 323, 381),
]


@pytest.mark.parametrize(("form", "item", "option", "level", "count", "base"), PUBLISHED)
def test_published_count(data, form, item, option, level, count, base) -> None:
    frame = data[form]
    if level:
        frame = frame[frame["level"] == level]
    answered = frame[item][frame[item] != ""]
    assert (int(chose(answered, option).sum()), len(answered)) == (count, base)


def test_published_file_says_the_same() -> None:
    text = (FOLDER / "published.yaml").read_text(encoding="utf-8")
    listed = [
        (f["item"], f["option"], (f.get("where") or {}).get("level"), f["count"], f["base"])
        for f in yaml.safe_load(text)["figures"]
    ]
    assert listed == [row[1:] for row in PUBLISHED]


def test_numbers_of_respondents(data) -> None:
    assert {form: len(frame) for form, frame in data.items()} == {
        "clinical": 6347,
        "enterprise": 26,
        "students": 2398,
    }
    assert data["students"]["level"].value_counts().to_dict() == LEVELS
    assert all(frame["respondent"].is_unique for frame in data.values())


def test_largest_options(data) -> None:
    clinical = data["clinical"]
    for item, largest in [
        ("barriers", ["experts", "data_quality", "product_function"]),
        ("stages", ["diagnosis"]),
        ("products", ["nodule"]),
    ]:
        counts = clinical[item].str.split(" ").explode().value_counts().drop("", errors="ignore")
        assert list(counts.index[: len(largest)]) == largest


def test_students_by_level(data) -> None:
    groups = dict(list(data["students"].groupby("level")))
    courses = {level: (g["ai_courses"] == "yes").mean() for level, g in groups.items()}
    demand = {level: (g["course_demand"] == "want").mean() for level, g in groups.items()}
    assert all(share < 0.15 for level, share in courses.items() if level != "postgraduate")
    assert max(courses, key=courses.get) == max(demand, key=demand.get) == "postgraduate"
    assert all((g["course_necessity"] == "necessary").mean() > 0.6 for g in groups.values())


def test_routing(data) -> None:
    clinical, students = data["clinical"], data["students"]
    doctor = clinical["role"] == "doctor"
    assert ((clinical["ai_in_department"] != "") == doctor).all()
    users = clinical["ai_in_department"] == "yes"
    for item in ("stages", "use_frequency", "efficiency", "missed_lesions", "trust"):
        assert (clinical.loc[~users, item] == "").all()
        assert 0.01 < (clinical.loc[users, item] == "").mean() < 0.03
    teaching = students[["ai_courses", "ai_lectures", "ai_practice"]]
    offered = (teaching == "yes").any(axis=1)
    assert (students.loc[~offered, "teaching_satisfaction"] == "").all()


@pytest.mark.parametrize("form", list(FILES))
def test_codes_are_in_the_codebook(data, form) -> None:
    book, frame = codebook(form), data[form]
    assert list(frame.columns) == ["respondent", *(item["name"] for item in book["survey"])]
    for item in book["survey"]:
        kind, name_of_list = item["type"].split(" ")
        options = {option["name"] for option in book["choices"][name_of_list]}
        cells = frame[item["name"]][frame[item["name"]] != ""]
        codes = cells.str.split(" ").explode() if kind == "select_multiple" else cells
        assert set(codes) <= options, item["name"]


def test_item_names_are_unique() -> None:
    names = [item["name"] for form in FILES for item in codebook(form)["survey"]]
    assert len(names) == len(set(names))


def test_simulation_reproduces_the_files(tmp_path) -> None:
    subprocess.run([sys.executable, str(FOLDER / "simulate.py"), str(tmp_path)], check=True)
    for name in FILES.values():
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), name
