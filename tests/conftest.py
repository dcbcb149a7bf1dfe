"""What all tests share: no test reads or writes the store of whoever runs it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.store import FOLDER_VARIABLE


@pytest.fixture(scope="session", autouse=True)
def _store_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, FOLDER_VARIABLE, str(folder))
        yield folder
