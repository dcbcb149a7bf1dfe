import pytest

from reportgen.document import Emphasis, Inline, Words
from reportgen.locales import joined, phrase


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("", ()),
        ("plain", (Words("plain"),)),
        ("*n*", (Emphasis((Words("n"),)),)),
        ("*n*/*N*", (Emphasis((Words("n"),)), Words("/"), Emphasis((Words("N"),)))),
        ("95% CI", (Words("95% CI"),)),
        ("{a}", (Words("A"),)),
        ("x {a}, {b}.", (Words("x "), Words("A"), Words(", "), Words("B"), Words("C"), Words("."))),
        ("(*n*={a})", (Words("("), Emphasis((Words("n"),)), Words("="), Words("A"), Words(")"))),
    ],
)
def test_a_pattern_becomes_running_text(pattern: str, expected: tuple[Inline, ...]) -> None:
    assert phrase(pattern, a=(Words("A"),), b=(Words("B"), Words("C"))) == expected


def test_a_placeholder_without_a_value_is_a_fault() -> None:
    with pytest.raises(KeyError):
        phrase("{a} {c}", a=(Words("A"),))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], ()),
        ([(Words("a"),)], (Words("a"),)),
        (
            [(Words("a"),), (), (Words("b"), Words("c"))],
            (Words("a"), Words("; "), Words("; "), Words("b"), Words("c")),
        ),
    ],
)
def test_pieces_are_joined_with_a_mark_between(
    parts: list[tuple[Inline, ...]], expected: tuple[Inline, ...]
) -> None:
    assert joined(parts, "; ") == expected
