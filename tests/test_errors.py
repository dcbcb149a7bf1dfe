import pytest

from reportgen.errors import Finding, Place, ReportError, error, nearest


@pytest.mark.parametrize(
    ("place", "printed"),
    [
        (Place("a.yaml"), "a.yaml"),
        (Place("a.yaml", 3), "a.yaml:3"),
        (Place("a.yaml", 3, 7), "a.yaml:3:7"),
        (Place("a.yaml", 3, 7, "tables.x"), "a.yaml:3:7 (tables.x)"),
        (Place("a.xlsx", 2, sheet="survey", cell="B2"), "a.xlsx, survey!B2"),
        (Place("a.xlsx", 2, sheet="survey"), "a.xlsx, survey!2"),
        (Place("a.xlsx", sheet="survey", key="age"), "a.xlsx, survey (age)"),
        (Place("a.yaml", None, 7), "a.yaml"),
    ],
)
def test_a_place_reads_as_editors_print_it(place: Place, printed: str) -> None:
    assert str(place) == printed


def test_a_finding_is_told_line_by_line() -> None:
    finding = Finding(
        "unknown-key",
        Place("r.yaml", 2, 1),
        "titel",
        ("title", "name"),
    )
    assert finding.lines() == [
        "r.yaml:2:1: unknown key",
        "  found: titel",
        "  allowed: title, name",
        "  did you mean: title",
    ]


def test_a_bare_finding_is_one_line() -> None:
    assert Finding("empty-file").lines() == ["the file is empty"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("barrier", "barriers"),
        ("BARRIERS", "barriers"),
        ("ｎｅｅｄｓ", "needs"),
        ("xyz", None),
        ("needs", None),
        ("", None),
    ],
)
def test_the_nearest_name_is_one_that_is_alike(name: str, expected: str | None) -> None:
    assert nearest(name, ("needs", "barriers")) == expected


def test_a_long_list_of_allowed_names_is_cut_at_twelve() -> None:
    twelve = ", ".join(f"n{index}" for index in range(12))
    names = tuple(f"n{index}" for index in range(13))
    assert (
        Finding("unknown-item", found="q", allowed=names[:12]).lines()[-1] == f"  allowed: {twelve}"
    )
    assert Finding("unknown-item", found="q", allowed=names).lines()[-1] == (
        f"  allowed: {twelve}, … (13 in all)"
    )


def test_the_nearest_name_is_sought_in_the_whole_list() -> None:
    names = (*(f"{letter}{letter}{letter}" for letter in "abcdefghijklmno"), "barriers")
    assert Finding("unknown-item", found="barrier", allowed=names).nearest == "barriers"


def test_an_error_carries_every_finding() -> None:
    fault = ReportError(Finding("yaml-loop"), Finding("key-twice", Place("b.csv", 4)))
    assert str(fault) == ("a part of the file holds itself (&, *)\nb.csv:4: this key stands twice")
    assert [finding.code for finding in fault.findings] == ["RG108", "RG110"]


@pytest.mark.parametrize(("found", "printed"), [(0, "0"), ("", ""), (2.5, "2.5")])
def test_whatever_was_found_is_printed(found: object, printed: str) -> None:
    assert error("unknown-item", found=found).findings[0].found == printed
    assert str(error("unknown-item", found=found)) == f"unknown item\n  found: {printed}"
