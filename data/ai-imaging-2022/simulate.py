"""Simulate the respondent-level data of the reference report.

The published abstract (WPRIM record wpr-956783) gives counts, not records. This script
makes records that hold every published count exactly: for each option the k respondents
with the largest sum of a latent score and Gumbel noise are the ones who chose it. The
totals are therefore fixed, while the breakdowns by level, role or region vary plausibly.

Every item draws from its own stream of ``random.Random``, seeded by the item's name, so
the files are the same on every machine and an added item leaves the others unchanged.

Usage: ``python simulate.py [FOLDER]`` (by default the folder of this script).
"""

from __future__ import annotations

import csv
import io
import math
import re
import sys
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from random import Random

from openpyxl import Workbook

SEED = 956783
STAMP = datetime(2022, 5, 31)
ZIP_TIME = (2022, 5, 31, 0, 0, 0)

Column = list[str]
Frame = dict[str, Column]
Effects = Mapping[str, Mapping[str, float]]  # item -> option -> weight in the latent score

# ---------------------------------------------------------------- published and chosen counts

N_CLINICAL, N_DOCTORS = 6_347, 6_119
N_AWARE, N_AI_IN_DEPARTMENT, N_NODULE = 5_765, 3_798, 3_401
BARRIERS: dict[str, int | float] = {
    "experts": 3_002,  # published
    "data_quality": 2_898,  # published
    "product_function": 2_566,  # published
    "cost": 2_391,
    "standards": 2_087,
    "regulation": 1_874,
    "integration": 1_763,
    "liability": 1_542,
    "training": 1_320,
}
N_ENTERPRISES, N_SMALL, N_SECOND_LEVEL = 26, 17, 24
LEVELS = {"junior_college": 412, "undergraduate": 1_036, "resident": 569, "postgraduate": 381}
COURSES = {"junior_college": 33, "undergraduate": 118, "resident": 77, "postgraduate": 86}
LECTURES = {"junior_college": 58, "undergraduate": 280, "resident": 190, "postgraduate": 171}
PRACTICE = {"junior_college": 29, "undergraduate": 95, "resident": 101, "postgraduate": 79}
NECESSARY = {"junior_college": 259, "undergraduate": 702, "resident": 411, "postgraduate": 307}
UNNECESSARY = {"junior_college": 58, "undergraduate": 124, "resident": 63, "postgraduate": 24}
DEMAND = {"junior_college": 289, "undergraduate": 777, "resident": 444, "postgraduate": 323}
NO_DEMAND = {"junior_college": 71, "undergraduate": 138, "resident": 61, "postgraduate": 21}

# ---------------------------------------------------------------- provinces: region and weight

PROVINCES: dict[str, tuple[str, float]] = {
    "beijing": ("east", 3.6), "tianjin": ("east", 1.8), "hebei": ("east", 4.6),
    "shanghai": ("east", 4.1), "jiangsu": ("east", 6.9), "zhejiang": ("east", 5.4),
    "fujian": ("east", 2.6), "shandong": ("east", 7.2), "guangdong": ("east", 7.0),
    "hainan": ("east", 0.8), "shanxi": ("central", 2.7), "anhui": ("central", 4.0),
    "jiangxi": ("central", 2.8), "henan": ("central", 6.6), "hubei": ("central", 4.4),
    "hunan": ("central", 4.3), "inner_mongolia": ("west", 1.9), "guangxi": ("west", 2.9),
    "chongqing": ("west", 2.5), "sichuan": ("west", 5.2), "guizhou": ("west", 1.9),
    "yunnan": ("west", 2.4), "tibet": ("west", 0.4), "shaanxi": ("west", 2.8),
    "gansu": ("west", 1.6), "qinghai": ("west", 0.6), "ningxia": ("west", 0.7),
    "xinjiang": ("west", 1.5), "liaoning": ("northeast", 3.3), "jilin": ("northeast", 1.8),
    "heilongjiang": ("northeast", 1.7),
}  # fmt: skip

# ---------------------------------------------------------------- multiple response: shares

STAGES: dict[str, int | float] = {
    "appointment": 0.112, "scanning": 0.241, "reconstruction": 0.329, "quality_control": 0.268,
    "diagnosis": 0.894, "reporting": 0.413, "follow_up": 0.187,
}  # fmt: skip
PRODUCTS: dict[str, int | float] = {
    "nodule": N_NODULE, "pneumonia": 0.438, "coronary": 0.397, "fracture": 0.341,
    "stroke": 0.296, "head_neck": 0.262, "bone_age": 0.224, "breast": 0.187, "liver": 0.083,
    "prostate": 0.059,
}  # fmt: skip
NEEDS: dict[str, int | float] = {
    "multi_disease": 0.616, "quantification": 0.527, "auto_report": 0.489, "comparison": 0.452,
    "mri": 0.408, "workflow": 0.373, "image_quality": 0.291, "teaching": 0.246,
}  # fmt: skip
PREFERRED: dict[str, int | float] = {
    "practice_session": 0.632, "online_course": 0.547, "lecture": 0.481, "elective": 0.422,
    "internship": 0.337, "required": 0.268, "competition": 0.153,
}  # fmt: skip
CUSTOMERS: dict[str, int | float] = {
    "second_level": N_SECOND_LEVEL, "primary_care": 11, "checkup": 9, "imaging_center": 8,
    "university": 6, "device_maker": 5, "overseas": 4,
}  # fmt: skip
FIELDS: dict[str, int | float] = {
    "lung": 18, "cardiovascular": 13, "neuro": 12, "bone": 10, "breast_field": 8, "abdomen": 6,
    "platform": 5, "fundus": 3,
}  # fmt: skip
DIFFICULTIES: dict[str, int | float] = {
    "charging": 19, "certification": 17, "data_access": 16, "talent": 13, "homogeneity": 12,
    "access": 10, "funding": 9, "validation": 8, "other_difficulty": 2,
}  # fmt: skip

AGREEMENT = ["strongly_disagree", "disagree", "neutral", "agree", "strongly_agree"]
SATISFACTION = ["very_dissatisfied", "dissatisfied", "moderate", "satisfied", "very_satisfied"]
ATTITUDES: dict[str, list[float]] = {
    "efficiency": [0.012, 0.036, 0.158, 0.523, 0.271],
    "missed_lesions": [0.011, 0.031, 0.187, 0.517, 0.254],
    "trust": [0.024, 0.113, 0.386, 0.379, 0.098],
    "workflow_fit": [0.031, 0.128, 0.337, 0.392, 0.112],
    "willingness": [0.008, 0.019, 0.121, 0.519, 0.333],
}
ATTITUDE_MISSING = {
    "efficiency": 0.014,
    "missed_lesions": 0.017,
    "trust": 0.021,
    "workflow_fit": 0.026,
    "willingness": 0.019,
}

# ---------------------------------------------------------------- the latent scores

HOSPITAL = {"tertiary": 0.9, "secondary": 0.1, "primary": -0.9}
AREA = {"east": 0.25, "central": 0.0, "west": -0.2, "northeast": -0.1}
CLINICAL_EFFECTS: dict[str, Effects] = {
    "awareness": {
        "hospital_level": {"tertiary": 0.3, "primary": -0.4},
        "region": AREA,
        "role": {"other": -0.6},
    },
    "ai_in_department": {"hospital_level": HOSPITAL, "region": AREA},
    "ai_training": {"hospital_level": {"tertiary": 0.4, "primary": -0.5}, "region": AREA},
    "use_frequency": {"hospital_level": {"tertiary": -0.4, "primary": 0.4}},
    "coronary": {"hospital_level": {"tertiary": 0.8, "secondary": -0.4, "primary": -1.2}},
    "head_neck": {"hospital_level": {"tertiary": 0.8, "secondary": -0.4, "primary": -1.2}},
    "stroke": {"hospital_level": {"tertiary": 0.4, "primary": -0.5}},
    "fracture": {"hospital_level": {"tertiary": -0.1, "secondary": 0.2, "primary": 0.3}},
    "breast": {"hospital_level": {"tertiary": 0.4, "primary": -0.5}},
    "prostate": {"hospital_level": {"tertiary": 0.3, "primary": -0.3}},
    "experts": {"hospital_level": {"tertiary": -0.2, "secondary": 0.2, "primary": 0.5}},
    "data_quality": {"hospital_level": {"tertiary": 0.3, "primary": -0.3}},
    "product_function": {"hospital_level": {"tertiary": 0.2, "primary": -0.2}},
    "cost": {"hospital_level": {"tertiary": -0.1, "secondary": 0.2, "primary": 0.3}},
    "trust": {"experience": {"over20": -0.3, "under5": 0.2}},
    "efficiency": {"hospital_level": {"tertiary": 0.2}},
}
EXPERIENCE_ON_TITLE = {"under5": -4.0, "y5_10": -1.0, "y11_20": 1.5, "over20": 4.0}


def stream(*names: str) -> Random:
    """Return the random stream that belongs to an item, the same on every machine."""
    return Random(":".join([str(SEED), *names]))


def gumbel(rng: Random) -> float:
    """Draw from the standard Gumbel distribution."""
    return -math.log(-math.log(max(rng.random(), 1e-300)))


def latent(frame: Frame, effects: Effects) -> list[float]:
    """Sum, for each respondent, the weights of the options that he or she gave."""
    n = len(frame["respondent"])
    return [
        sum(weights.get(frame[item][i], 0.0) for item, weights in effects.items()) for i in range(n)
    ]


def noisy_order(rng: Random, score: Sequence[float], base: Iterable[int]) -> list[int]:
    """Order the respondents of the base, largest score plus noise first."""
    noisy = {i: score[i] + gumbel(rng) for i in base}
    return sorted(noisy, key=lambda i: (-noisy[i], i))


def quotas(shares: Sequence[float], n: int) -> list[int]:
    """Turn shares that sum to one into counts that sum to n (the last takes the rest)."""
    counts = [math.floor(share * n + 0.5) for share in shares[:-1]]
    return [*counts, n - sum(counts)]


def single(
    frame: Frame, name: str, counts: Mapping[str, int], base: Sequence[int], effects: Effects
) -> None:
    """Add a single-response item: options in order take the respondents in order."""
    order = noisy_order(stream(name), latent(frame, effects), base)
    column = [""] * len(frame["respondent"])
    start = 0
    for option, count in counts.items():
        for i in order[start : start + count]:
            column[i] = option
        start += count
    if start != len(base):
        raise ValueError(f"{name}: counts sum to {start}, base is {len(base)}")
    frame[name] = column


def multiple(
    frame: Frame,
    name: str,
    options: Mapping[str, int | float],
    rest: str,
    base: Sequence[int],
    effects: Mapping[str, Effects] | None = None,
) -> None:
    """Add a multiple-response item; who chose nothing else chose ``rest``.

    An integer is a count of respondents, a fraction a share of the base. A respondent's
    own tendency to tick many options (``ticks``) correlates the options.
    """
    n = len(frame["respondent"])
    tendency = stream(name, "ticks")
    ticks = [0.5 * tendency.gauss(0.0, 1.0) for _ in range(n)]
    chosen: list[list[str]] = [[] for _ in range(n)]
    for option, amount in options.items():
        k = amount if isinstance(amount, int) else math.floor(amount * len(base) + 0.5)
        own = latent(frame, (effects or {}).get(option, {}))
        score = [a + b for a, b in zip(own, ticks, strict=True)]
        for i in noisy_order(stream(name, option), score, base)[:k]:
            chosen[i].append(option)
    asked = set(base)
    frame[name] = [" ".join(chosen[i] or [rest]) if i in asked else "" for i in range(n)]


def answering(name: str, base: Sequence[int], missing: float) -> list[int]:
    """Return the part of the base that answered: a share ``missing`` skipped the item."""
    k = math.floor(missing * len(base) + 0.5)
    silent = set(stream(name, "missing").sample(list(base), k))
    return [i for i in base if i not in silent]


def where(frame: Frame, item: str, *options: str) -> list[int]:
    """Return the respondents whose answer to the item is one of the options."""
    return [i for i, value in enumerate(frame[item]) if value in options]


# ---------------------------------------------------------------- clinical practitioners


def clinical_background(frame: Frame) -> None:
    """Add role, place, title and experience of the clinical respondents."""
    everyone = range(N_CLINICAL)
    rng = stream("province")
    weights = [weight for _, weight in PROVINCES.values()]
    frame["province"] = rng.choices(list(PROVINCES), weights, k=N_CLINICAL)
    frame["region"] = [PROVINCES[name][0] for name in frame["province"]]
    levels = {"tertiary": 3_512, "secondary": 2_297, "primary": 538}
    single(frame, "hospital_level", levels, everyone, {"region": AREA})
    roles = {"doctor": N_DOCTORS, "technologist": 176, "other": 52}
    single(frame, "role", roles, everyone, {})
    base = answering("experience", everyone, 0.013)
    names = ["over20", "y11_20", "y5_10", "under5"]
    counts = dict(zip(names, quotas([0.226, 0.338, 0.249, 0.187], len(base)), strict=True))
    single(frame, "experience", counts, base, {})
    base = answering("professional_title", everyone, 0.018)
    names = ["senior", "associate_senior", "intermediate", "junior"]
    counts = dict(zip(names, quotas([0.124, 0.258, 0.386, 0.232], len(base)), strict=True))
    single(frame, "professional_title", counts, base, {"experience": EXPERIENCE_ON_TITLE})


def clinical_adoption(frame: Frame) -> None:
    """Add awareness, training and the use of AI in the department."""
    everyone = range(N_CLINICAL)
    aware = {"aware": N_AWARE, "not_aware": N_CLINICAL - N_AWARE}
    single(frame, "awareness", aware, everyone, CLINICAL_EFFECTS["awareness"])
    base = answering("ai_training", everyone, 0.011)
    counts = dict(zip(["yes", "no"], quotas([0.412, 0.588], len(base)), strict=True))
    effects = {**CLINICAL_EFFECTS["ai_training"], "awareness": {"not_aware": -1.0}}
    single(frame, "ai_training", counts, base, effects)
    doctors = where(frame, "role", "doctor")
    counts = {"yes": N_AI_IN_DEPARTMENT, "unsure": 437}
    counts["no"] = N_DOCTORS - sum(counts.values())
    single(frame, "ai_in_department", counts, doctors, CLINICAL_EFFECTS["ai_in_department"])


def clinical_use(frame: Frame) -> None:
    """Add the items for doctors whose department uses AI."""
    users = where(frame, "ai_in_department", "yes")
    multiple(frame, "products", PRODUCTS, "other_product", users, CLINICAL_EFFECTS)
    base = answering("stages", users, 0.012)
    multiple(frame, "stages", STAGES, "other_stage", base)
    base = answering("use_frequency", users, 0.016)
    names = ["rarely", "monthly", "weekly", "daily"]
    counts = dict(zip(names, quotas([0.081, 0.094, 0.217, 0.608], len(base)), strict=True))
    single(frame, "use_frequency", counts, base, CLINICAL_EFFECTS["use_frequency"])
    for name, shares in ATTITUDES.items():
        base = answering(name, users, ATTITUDE_MISSING[name])
        counts = dict(zip(AGREEMENT[::-1], quotas(shares[::-1], len(base)), strict=True))
        effects = {
            **CLINICAL_EFFECTS.get(name, {}),
            "use_frequency": {"daily": 0.4, "rarely": -0.6},
        }
        single(frame, name, counts, base, effects)


def clinical() -> Frame:
    """Make the questionnaire for clinical practitioners."""
    frame: Frame = {"respondent": [f"C{i:04d}" for i in range(1, N_CLINICAL + 1)]}
    clinical_background(frame)
    clinical_adoption(frame)
    clinical_use(frame)
    everyone = range(N_CLINICAL)
    multiple(frame, "barriers", BARRIERS, "unsure", everyone, CLINICAL_EFFECTS)
    base = answering("needs", everyone, 0.022)
    multiple(frame, "needs", NEEDS, "no_need", base)
    return frame


# ---------------------------------------------------------------- enterprises


def enterprise() -> Frame:
    """Make the questionnaire for enterprises."""
    everyone = range(N_ENTERPRISES)
    frame: Frame = {"respondent": [f"E{i:02d}" for i in range(1, N_ENTERPRISES + 1)]}
    sizes = {"under100": N_SMALL, "from100": N_ENTERPRISES - N_SMALL}
    single(frame, "size", sizes, everyone, {})
    places = {"hq_east": 19, "hq_central": 3, "hq_west": 3, "hq_northeast": 1}
    single(frame, "headquarters", places, everyone, {})
    multiple(frame, "customers", CUSTOMERS, "other_customer", everyone)
    multiple(frame, "product_fields", FIELDS, "other_field", everyone)
    certificates = {"class3": 9, "class2": 10, "none": 7}
    single(frame, "certificate", certificates, everyone, {"size": {"from100": 1.5}})
    stages = {"marketed": 19, "registration": 4, "trial": 2, "research": 1}
    effects = {"certificate": {"class3": 99.0, "class2": 99.0}}  # certified = marketed
    single(frame, "rd_stage", stages, everyone, effects)
    multiple(frame, "difficulties", DIFFICULTIES, "other_difficulty", everyone)
    return frame


# ---------------------------------------------------------------- students


def by_level(
    frame: Frame, name: str, options: Mapping[str, Mapping[str, int]], rest: str, missing: float
) -> None:
    """Add a single-response item with its own counts in each level."""
    whole: Column = [""] * len(frame["respondent"])
    for level in LEVELS:
        base = answering(f"{name}:{level}", where(frame, "level", level), missing)
        counts = {option: amounts[level] for option, amounts in options.items()}
        counts[rest] = len(base) - sum(counts.values())
        single(frame, f"{name}:{level}", counts, base, {"interest": {"high": 0.7, "low": -0.7}})
        part = frame.pop(f"{name}:{level}")
        whole = [new or old for new, old in zip(part, whole, strict=True)]
    frame[name] = whole


def student_quality(frame: Frame) -> None:
    """Add satisfaction with the teaching, for students whose school offers any of it."""
    teaching = ("ai_courses", "ai_lectures", "ai_practice")
    n = len(frame["respondent"])
    offered = [i for i in range(n) if any(frame[item][i] == "yes" for item in teaching)]
    base = answering("teaching_satisfaction", offered, 0.018)
    shares = [0.138, 0.392, 0.342, 0.097, 0.031]
    counts = dict(zip(SATISFACTION[::-1], quotas(shares, len(base)), strict=True))
    effects: Effects = {
        "level": {"postgraduate": 0.4, "junior_college": -0.4},
        "ai_practice": {"yes": 0.5},
    }
    single(frame, "teaching_satisfaction", counts, base, effects)


def students() -> Frame:
    """Make the questionnaire for students."""
    n = sum(LEVELS.values())
    frame: Frame = {"respondent": [f"S{i:04d}" for i in range(1, n + 1)]}
    single(frame, "level", LEVELS, range(n), {})
    # An unrecorded trait that ties the answers of a student together.
    thirds = {"high": n // 3, "middle": n // 3, "low": n - 2 * (n // 3)}
    single(frame, "interest", thirds, range(n), {})
    base = answering("discipline", range(n), 0.012)
    names = ["imaging", "technology", "clinical_medicine", "other_discipline"]
    counts = dict(zip(names, quotas([0.453, 0.226, 0.274, 0.047], len(base)), strict=True))
    effects: Effects = {"level": {"postgraduate": 1.2, "resident": 1.0, "junior_college": -0.8}}
    single(frame, "discipline", counts, base, effects)
    by_level(frame, "ai_courses", {"yes": COURSES}, "no", 0.0)
    by_level(frame, "ai_lectures", {"yes": LECTURES}, "no", 0.015)
    by_level(frame, "ai_practice", {"yes": PRACTICE}, "no", 0.02)
    student_quality(frame)
    views = {"necessary": NECESSARY, "unnecessary": UNNECESSARY}
    by_level(frame, "course_necessity", views, "undecided", 0.0)
    wishes = {"want": DEMAND, "not_want": NO_DEMAND}
    by_level(frame, "course_demand", wishes, "no_opinion", 0.0)
    base = answering("preferred_form", range(n), 0.017)
    multiple(frame, "preferred_form", PREFERRED, "other_form", base)
    del frame["interest"]
    return frame


# ---------------------------------------------------------------- the files


def rows(frame: Frame) -> list[list[str]]:
    """Return the heads and the rows of a frame."""
    return [list(frame), *map(list, zip(*frame.values(), strict=True))]


def write_csv(frame: Frame, path: Path) -> None:
    """Write a CSV file: UTF-8, line feeds, an empty cell for a blank."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows(frame))


def write_xlsx(frame: Frame, path: Path) -> None:
    """Write an Excel workbook whose bytes do not depend on the clock."""
    book = Workbook()
    sheet = book.active
    sheet.title = "enterprise"
    for row in rows(frame):
        sheet.append([value or None for value in row])
    sheet.freeze_panes = "B2"
    book.properties.creator = "reportgen"
    book.properties.created = STAMP
    raw = io.BytesIO()
    book.save(raw)
    modified = rb"\g<1>" + STAMP.strftime("%Y-%m-%dT%H:%M:%SZ").encode() + rb"\g<2>"
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            data = old.read(name)
            if name == "docProps/core.xml":  # openpyxl writes the time of saving
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*(<)", modified, data)
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.create_system = 0
            new.writestr(entry, data)


def main(arguments: Sequence[str]) -> None:
    """Write the three files into the folder named on the command line."""
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    folder.mkdir(parents=True, exist_ok=True)
    write_csv(clinical(), folder / "clinical.csv")
    write_xlsx(enterprise(), folder / "enterprise.xlsx")
    write_csv(students(), folder / "students.csv")


if __name__ == "__main__":
    main(sys.argv[1:])
