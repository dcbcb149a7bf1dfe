"""The reference report's data, read and tabulated, hold the figures that the abstract printed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from reportgen.config import read_config
from reportgen.readers import read_surveys
from reportgen.results import Results
from reportgen.statistics import tabulate

FOLDER = Path(__file__).resolve().parents[2] / "data" / "ai-imaging-2022"
PUBLISHED = yaml.safe_load((FOLDER / "published.yaml").read_text(encoding="utf-8"))["figures"]


@pytest.fixture(scope="module")
def results() -> Results:
    project = read_config(FOLDER)
    return tabulate(read_surveys(project), project)


@pytest.mark.parametrize("figure", PUBLISHED, ids=lambda figure: figure["id"])
def test_published_figure(results: Results, figure: dict) -> None:
    survey = results.items[figure["item"]].survey
    name = f"{survey}.{figure['item']}.{figure['option']}"
    if where := figure.get("where"):
        name += "@" + ",".join(f"{item}={code}" for item, code in where.items())
    estimate = results.estimates[name]
    assert (estimate.count, estimate.base.unweighted) == (figure["count"], figure["base"])


def test_every_table_and_figure_has_rows(results: Results) -> None:
    assert results.tabulations
    for tabulation in results.tabulations.values():
        assert tabulation.rows
        assert all(len(row.estimates) == len(tabulation.columns) for row in tabulation.rows)
