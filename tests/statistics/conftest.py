"""Six respondents that one can count by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.config import Project, read_config
from reportgen.readers import read_surveys
from reportgen.survey import Survey

STAFF = """\
survey:
  - {type: select_one region, name: region, label: Region}
  - {type: select_one yes_no, name: uses, label: Uses AI}
  - {type: select_multiple tools, name: tools, label: Tools, relevant: "${uses} = 'yes'"}
  - {type: select_one yes_no, name: trained, label: Trained}
  - {type: integer, name: years, label: Years}
choices:
  region: [{name: north, label: North}, {name: south, label: South}, {name: west, label: West}]
  yes_no: [{name: "yes", label: "Yes"}, {name: "no", label: "No"}]
  tools: [{name: ct, label: CT}, {name: mri, label: MRI}, {name: pet, label: PET}]
"""

STAFF_DATA = """\
region,uses,tools,trained,years
north,yes,ct mri,yes,1
north,yes,mri,no,2
north,no,,no,3
south,yes,mri pet,yes,4
south,yes,,,5
,yes,ct,yes,6
"""

FIRMS = """\
survey:
  - {type: select_one size, name: size, label: Size}
choices:
  size: [{name: small, label: Small}, {name: large, label: Large}]
"""

REPORT = """\
title: Demonstration
editions: [en]
surveys:
  staff: {data: staff.csv, codebook: staff.yaml}
  firms: {data: firms.csv, codebook: firms.yaml}
"""


@pytest.fixture
def project(tmp_path: Path) -> Callable[[str], Project]:
    """Report.yaml with the surveys, and what a test asks for."""
    (tmp_path / "staff.yaml").write_text(STAFF, encoding="utf-8")
    (tmp_path / "staff.csv").write_text(STAFF_DATA, encoding="utf-8")
    (tmp_path / "firms.yaml").write_text(FIRMS, encoding="utf-8")
    (tmp_path / "firms.csv").write_text("firm,size\n1,small\n2,large\n3,small\n", encoding="utf-8")

    def written(asked: str) -> Project:
        (tmp_path / "report.yaml").write_text(REPORT + asked, encoding="utf-8")
        return read_config(tmp_path)

    return written


@pytest.fixture
def surveys(project: Callable[[str], Project]) -> dict[str, Survey]:
    return read_surveys(project(""))
