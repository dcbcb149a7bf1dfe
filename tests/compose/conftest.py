"""Twenty-four respondents that one can count by hand, and a report about them.

uses: 14 yes, 8 no, 2 missing. tools: CT scanner 22, MRI 16, of 24. ward (two categories): the
14 who use are in ward a, the others in b. mood: nobody was content, 3 of each other answer.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.compose import compose
from reportgen.config import read_config
from reportgen.document import Document
from reportgen.errors import ReportError
from reportgen.readers import read_surveys
from reportgen.statistics import tabulate

CODEBOOK = """\
survey:
  - {type: select_one yes_no, name: uses, "label::zh": 是否使用, "label::en": Use}
  - {type: select_multiple tools, name: tools, "label::zh": 工具, "label::en": Tools}
  - {type: select_one wards, name: ward, "label::zh": 病区, "label::en": Ward}
  - {type: select_one moods, name: mood, "label::zh": 心情, "label::en": Mood}
choices:
  yes_no:
    - {name: "yes", "label::zh": 是, "label::en": "Yes"}
    - {name: "no", "label::zh": 否, "label::en": "No"}
  tools:
    - {name: mri, "label::zh": 磁共振, "label::en": MRI}
    - {name: ct, "label::zh": CT机, "label::en": Computed tomography}
  wards: [{name: a, "label::zh": 甲, "label::en": A}, {name: b, "label::zh": 乙, "label::en": B}]
  moods:
    - {name: good, "label::zh": 好, "label::en": Good}
    - {name: fair, "label::zh": 一般, "label::en": Fair}
    - {name: poor, "label::zh": 差, "label::en": Poor}
"""

MOODS = [*["good"] * 7, *["fair"] * 7, *["poor"] * 7, "", "", ""]
ROWS = [*["yes,ct mri,a"] * 14, *["no,ct,b"] * 8, *[",mri,b"] * 2]
DATA = "uses,tools,ward,mood\n" + "".join(
    f"{row},{mood}\n" for row, mood in zip(ROWS, MOODS, strict=True)
)

REPORT = """\
title: {zh: 标题, en: Title}
surveys: {staff: {data: staff.csv, codebook: staff.yaml}}
tables:
  use:
    title: {zh: '{{ respondents("staff") }}人', en: 'The {{ respondents("staff") }} staff'}
    rows: [uses]
  tools: {title: {zh: 工具, en: Tools}, rows: [tools], by: ward}
  moods: {title: {zh: 心情, en: Moods}, rows: [mood], note: {zh: 按*P*值, en: By *P*}}
figures:
  tools: {title: {zh: 工具图, en: Tools}, rows: [tools]}
  both: {title: {zh: 两题, en: Two items}, rows: [uses, mood], chart: stacked_bar}
  wards: {title: {zh: 病区, en: Wards}, rows: [tools], by: ward, chart: grouped_bar}
"""

REFERENCES = """\
- {key: first, zh: 甲文, en: Paper A}
- {key: second, zh: 乙文, en: Paper B}
- {key: 2022, zh: 丙文, en: Paper C}
"""

ENGLISH = "languages: [en]\neditions: [en]\n"

Compose = Callable[..., Document]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("compose")
    (made / "staff.yaml").write_text(CODEBOOK, encoding="utf-8")
    (made / "staff.csv").write_text(DATA, encoding="utf-8")
    return made


@pytest.fixture
def composed(folder: Path) -> Compose:
    """The document of a text, and of what a test adds to report.yaml."""

    def made(text: str, added: str = "", references: str = "", report: str = REPORT) -> Document:
        (folder / "report.md").write_text(text, encoding="utf-8")
        (folder / "references.yaml").write_text(references or REFERENCES, encoding="utf-8")
        (folder / "report.yaml").write_text(
            report + "references: references.yaml\n" + added, encoding="utf-8"
        )
        project = read_config(folder)
        return compose(project, tabulate(read_surveys(project), project))

    return made


@pytest.fixture
def english(composed: Compose) -> Compose:
    """The document of a text in English only."""

    def made(text: str, added: str = "", references: str = "") -> Document:
        return composed(text, ENGLISH + added, references)

    return made


@pytest.fixture
def refused(folder: Path) -> Callable[[Callable[[], Document]], str]:
    """What composing is refused with, without the folder's name."""

    def told(make: Callable[[], Document]) -> str:
        with pytest.raises(ReportError) as caught:
            make()
        return str(caught.value).replace(f"{folder}/", "")

    return told
