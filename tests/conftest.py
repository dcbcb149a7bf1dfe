"""What holds for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reportgen.messages.language import VARIABLE
from reportgen.store import FOLDER_VARIABLE
from tests.golden_pictures import Golden
from tests.typography import faults, is_in_our_languages, observed_pages
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
def pages_are_set_without_a_fault(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """There is no fault in the setting of any PDF that a test has had the program write here.

    The acceptance tests go to the checker by themselves: with the faces of each look, and knowing
    which of their headings are ragged.
    """
    with observed_pages() as made:
        yield
    if "acceptance" in request.path.parts:
        return
    for data in dict.fromkeys(made):
        path = tmp_path_factory.mktemp("set") / "report.pdf"
        path.write_bytes(data)
        if is_in_our_languages(path):
            assert [str(fault) for fault in faults(path, song="", hei="")] == []
