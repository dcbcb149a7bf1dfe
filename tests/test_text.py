import pytest

from reportgen.text import Text


def test_a_text_is_read_in_each_of_its_languages() -> None:
    text = Text({"zh": "表", "en": "Table"})
    assert (text["zh"], text["en"]) == ("表", "Table")


def test_a_text_that_is_the_same_everywhere_reads_in_any_language() -> None:
    assert Text.same("AI")["zh"] == Text.same("AI")["ja"] == "AI"


def test_a_language_of_its_own_comes_before_what_is_the_same_everywhere() -> None:
    assert Text({"*": "CT", "zh": "电子计算机断层扫描"})["zh"] == "电子计算机断层扫描"


def test_a_text_is_not_taken_from_another_language() -> None:
    with pytest.raises(KeyError):
        Text({"zh": "表"})["en"]


@pytest.mark.parametrize(
    ("text", "language", "has"),
    [
        (Text({"zh": "表"}), "zh", True),
        (Text({"zh": "表"}), "en", False),
        (Text.same("AI"), "en", True),
        (Text({}), "zh", False),
    ],
)
def test_has_tells_whether_it_can_be_read(text: Text, language: str, has: bool) -> None:
    assert text.has(language) is has
