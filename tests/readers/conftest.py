"""A small questionnaire: a role, and what only doctors are asked."""

from __future__ import annotations

from pathlib import Path

import pytest

CODEBOOK = """\
settings:
  form_id: demo
  form_title::中文 (zh): 示例问卷
  form_title::English (en): Demonstration
survey:
  - type: select_one role
    name: role
    label::中文 (zh): 岗位
    label::English (en): Role
  - type: select_multiple tools
    name: tools
    label::中文 (zh): 使用的工具
    label::English (en): Tools used
    relevant: "${role} = 'doctor'"
  - type: integer
    name: years
    label: Years
choices:
  role:
    - {name: doctor, label::中文 (zh): 医师, label::English (en): Doctor}
    - {name: nurse, label::中文 (zh): 护士, label::English (en): Nurse}
  tools:
    - {name: ct, label: CT}
    - {name: mri, label: MRI}
    - {name: 3, label: PET}
"""


@pytest.fixture
def codebook_file(tmp_path: Path) -> Path:
    path = tmp_path / "codebook.yaml"
    path.write_text(CODEBOOK, encoding="utf-8")
    return path
