import pytest

from reportgen.editions import EDITIONS, Edition


@pytest.mark.parametrize(
    ("name", "body", "front", "captions"),
    [
        ("zh", ("zh",), ("zh",), ("zh",)),
        ("en", ("en",), ("en",), ("en",)),
        ("bilingual", ("zh",), ("zh", "en"), ("zh", "en")),
        ("parallel", ("zh", "en"), ("zh", "en"), ("zh", "en")),
    ],
)
def test_each_edition_prints_its_parts_in_these_languages(
    name: str, body: tuple[str, ...], front: tuple[str, ...], captions: tuple[str, ...]
) -> None:
    edition = EDITIONS[name]
    assert (edition.name, edition.body, edition.front, edition.captions) == (
        name, body, front, captions,
    )  # fmt: skip


def test_there_are_no_other_editions() -> None:
    assert list(EDITIONS) == ["zh", "en", "bilingual", "parallel"]


def test_the_main_language_is_the_first_of_the_body() -> None:
    assert Edition("x", body=("en", "zh"), front=("zh",), captions=("zh",)).language == "en"


def test_every_language_is_named_once_the_main_one_first() -> None:
    edition = Edition("x", body=("en",), front=("zh", "en"), captions=("ja", "zh"))
    assert edition.languages == ("en", "zh", "ja")
