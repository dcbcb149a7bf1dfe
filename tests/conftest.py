"""What holds for every test."""

from __future__ import annotations

import pytest

from reportgen.messages.language import VARIABLE


@pytest.fixture(autouse=True)
def speaks_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program speaks English, wherever the tests are run."""
    monkeypatch.setenv(VARIABLE, "en")
