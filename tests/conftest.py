"""What holds for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reportgen.messages.language import VARIABLE
from reportgen.store import FOLDER_VARIABLE
from tests.golden_pictures import Golden
from tests.typography import faults_of_any_look, observed_pages
from tests.word_validity import findings, observed


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept-golden", action="store_true", help="accept the pictures of today")


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Golden:
    """The pictures that were accepted."""
    return Golden(accepts=request.config.getoption("--accept-golden"))


@pytest.fixture(autouse=True)
def speaks_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program speaks English, wherever the tests are run."""
    monkeypatch.setenv(VARIABLE, "en")


@pytest.fixture(autouse=True, scope="session")
def keeps_nothing_for_users(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads what the user's own builds have kept, or adds to it."""
    pytest.MonkeyPatch().setenv(FOLDER_VARIABLE, str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(autouse=True, scope="session")
def made_word_files() -> Iterator[list[bytes]]:
    """The Word files made since the last test ended; those of fixtures are among them."""
    with observed() as made:
        yield made


@pytest.fixture(autouse=True)
def word_files_are_valid(made_word_files: list[bytes]) -> Iterator[None]:
    """Nothing is to be found in any Word file that a test has had the program make."""
    yield
    made = list(dict.fromkeys(made_word_files))
    made_word_files.clear()
    assert [finding for data in made for finding in findings(data)] == []


@pytest.fixture(autouse=True)
def pages_are_set_without_a_fault(request: pytest.FixtureRequest) -> Iterator[None]:
    """There is no fault in the setting of any PDF that a test has had the program write here.

    A module of tests whose headings are meant to be longer than a line says so: RAGGED.
    """
    with observed_pages() as made:
        yield
    ragged = getattr(request.module, "RAGGED", None)
    found = [fault for data in dict.fromkeys(made) for fault in faults_of_any_look(data, ragged)]
    assert found == []
