"""The answers of the gallery's survey, all invented: `python simulate.py` writes them anew."""

from __future__ import annotations

import csv
import random
from pathlib import Path

RECORDS = 812
LEVELS = {"tertiary": 0.52, "secondary": 0.33, "primary": 0.15}
YEARS = {"tertiary": 12.5, "secondary": 10.0, "primary": 7.5}
"""Mean years in practice."""
HOURS = {"tertiary": 31.0, "secondary": 26.0, "primary": 19.5}
"""Median hours of reading a week."""
USES_AI = {"tertiary": 0.78, "secondary": 0.55, "primary": 0.31}
TASKS = {"nodule": 0.74, "fracture": 0.38, "brain": 0.33, "cardiac": 0.26, "breast": 0.21,
         "planning": 0.12}  # fmt: skip
COLUMNS = ("consent", "works", "level", "years", "hours", "uses_ai", "tasks", "trusts_ai")


def respondent(chance: random.Random) -> dict[str, str]:
    """One record; who did not consent or does not read images was asked no more."""
    if chance.random() < 0.035:
        return {"consent": "no"}
    if chance.random() < 0.06:
        return {"consent": "yes", "works": "no"}
    level = chance.choices(list(LEVELS), list(LEVELS.values()))[0]
    years = min(round(chance.gammavariate(1.7, YEARS[level] / 1.7)), 43)
    hours = min(max(chance.gauss(HOURS[level], 7.5), 1), 72)
    if chance.random() < 0.03:
        hours = chance.uniform(50, 72)
    uses = chance.random() < USES_AI[level]
    found = {
        "consent": "yes", "works": "yes", "level": level,
        "years": "" if chance.random() < 0.02 else str(years),
        "hours": "" if chance.random() < 0.04 else f"{round(hours * 2) / 2:.1f}",
        "uses_ai": "" if chance.random() < 0.015 else "yes" if uses else "no",
    }  # fmt: skip
    if found["uses_ai"] == "yes":
        leaning = chance.gauss(0, 0.22)
        tasks = [task for task, share in TASKS.items() if chance.random() < share + leaning]
        found["tasks"] = "" if chance.random() < 0.02 else " ".join(tasks or ["other"])
        trusts_ai = chance.choices("12345", (4, 11, 30, 39, 16))[0]
        found["trusts_ai"] = "" if chance.random() < 0.03 else trusts_ai
    return found


def main() -> None:
    """Write the file of answers."""
    chance = random.Random(20221125)
    path = Path(__file__).with_name("answers.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ("id", *COLUMNS), restval="", lineterminator="\n")
        writer.writeheader()
        for number in range(1, RECORDS + 1):
            writer.writerow({"id": number} | respondent(chance))


if __name__ == "__main__":
    main()
