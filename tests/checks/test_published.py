"""Published figures against the results, and the file that lists them."""

from pathlib import Path

import pytest

from reportgen.checks import compare, read_published
from reportgen.config import read_config
from reportgen.errors import ReportError
from reportgen.pipeline import compute
from reportgen.resources import example_folder
from reportgen.results import Base, Estimate, Results
from reportgen.survey import Item, ItemType, ResponseOption
from reportgen.text import Text

FIGURE = """\
figures:
  - id: courses
    item: ai_courses
    option: "yes"
    where: {level: postgraduate}
    count: 86
    base: 381
    printed: "22.6%"
"""


def item(name: str, *codes: str) -> Item:
    options = tuple(ResponseOption(code, Text.same(code)) for code in codes)
    return Item("students", name, ItemType.SELECT_ONE, Text.same(name), options)


@pytest.fixture
def results() -> Results:
    estimate = Estimate(
        "students", "ai_courses", "yes", (("level", "postgraduate"),), 86, Base(381), 86 / 381
    )
    items = (item("ai_courses", "yes", "no"), item("level", "postgraduate", "undergraduate"))
    return Results({}, {estimate.id: estimate}, {}, {one.name: one for one in items})


def told(folder: Path, results: Results, old: str = "", new: str = "") -> list[str]:
    """The findings on FIGURE with one part replaced."""
    path = folder / "published.yaml"
    path.write_text(FIGURE.replace(old, new) if old else FIGURE, encoding="utf-8")
    findings = compare(read_published(path), results)
    return ["\n".join(finding.lines()).removeprefix(f"{path}:") for finding in findings]


def faults(folder: Path, text: str) -> str:
    path = folder / "published.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReportError) as caught:
        read_published(path)
    return str(caught.value).replace(f"{path}:", "")


def test_reference_report_has_exactly_one_conflict() -> None:
    folder = example_folder()
    published = read_published(folder / "published.yaml")
    (finding,) = compare(published, compute(read_config(folder)).results)
    assert len(published.figures) == 11
    assert finding.message() == (
        "published figure `ai_courses.yes@level=postgraduate`: 22.5% is printed, "
        "86/381 is 22.6% (count and base agree with the data)"
    )
    assert finding.place is not None
    assert finding.place.key == "figures.9.printed"


class TestCompare:
    def test_agreement(self, tmp_path: Path, results: Results) -> None:
        assert told(tmp_path, results) == []

    def test_as_many_decimals_as_printed(self, tmp_path: Path, results: Results) -> None:
        assert told(tmp_path, results, "22.6%", "23%") == []
        assert told(tmp_path, results, "22.6%", "22.57%") == []

    def test_data_differ(self, tmp_path: Path, results: Results) -> None:
        (finding,) = told(tmp_path, results, "381", "382")[:1]
        assert finding == (
            "6:5 (figures.0.count): published figure `ai_courses.yes@level=postgraduate`: "
            "86/382 is printed, the data give 86/381"
        )

    def test_percentage_and_data_differ(self, tmp_path: Path, results: Results) -> None:
        count, percentage = told(tmp_path, results, "count: 86", "count: 85")
        assert "the data give 86/381" in count
        assert percentage.endswith("22.6% is printed, 85/381 is 22.3%")

    def test_unknown_item(self, tmp_path: Path, results: Results) -> None:
        (finding,) = told(tmp_path, results, "item: ai_courses", "item: ai_course")
        assert finding.startswith("3:5 (figures.0.item): unknown item")
        assert "did you mean: ai_courses" in finding

    def test_unknown_option(self, tmp_path: Path, results: Results) -> None:
        (finding,) = told(tmp_path, results, '"yes"', '"maybe"')
        assert "unknown option of 'ai_courses'" in finding

    def test_unknown_filter(self, tmp_path: Path, results: Results) -> None:
        (finding,) = told(tmp_path, results, "postgraduate", "graduate")
        assert "unknown option of 'level'" in finding

    def test_breakdown_that_was_not_computed(self, tmp_path: Path, results: Results) -> None:
        path = tmp_path / "published.yaml"
        path.write_text(FIGURE.replace("postgraduate", "undergraduate"), encoding="utf-8")
        (finding,) = compare(read_published(path), results)
        assert finding.message() == "the results have no such breakdown"
        assert "to the breakdowns of 'students'" in finding.mend()

    def test_count_larger_than_base(self, tmp_path: Path, results: Results) -> None:
        (finding,) = told(tmp_path, results, "count: 86", "count: 860")
        assert "the count is larger than the base" in finding


class TestFile:
    def test_unquoted_yes_is_told(self, tmp_path: Path) -> None:
        fault = faults(tmp_path, FIGURE.replace('"yes"', "yes"))
        assert fault.startswith("4:5 (figures.0.option)")
        assert "YAML reads it as a truth value" in fault

    def test_unknown_key(self, tmp_path: Path) -> None:
        fault = faults(tmp_path, FIGURE.replace("where:", "were:"))
        assert "unknown key" in fault
        assert "did you mean: where" in fault

    def test_missing_key(self, tmp_path: Path) -> None:
        fault = faults(tmp_path, FIGURE.replace("    count: 86\n", ""))
        assert "(figures.0.count): a required key is missing" in fault

    def test_printed_must_be_a_percentage(self, tmp_path: Path) -> None:
        assert "not a percentage" in faults(tmp_path, FIGURE.replace("22.6%", "22.6"))

    def test_base_must_not_be_empty(self, tmp_path: Path) -> None:
        assert "(figures.0.base)" in faults(tmp_path, FIGURE.replace("381", "0"))

    def test_id_twice(self, tmp_path: Path) -> None:
        _, figure = FIGURE.split("figures:\n")
        assert "9:5 (figures.1.id): this id stands twice" in faults(tmp_path, FIGURE + figure)

    @pytest.mark.parametrize("text", ["", "- a", "figures: []"])
    def test_no_figures(self, tmp_path: Path, text: str) -> None:
        assert faults(tmp_path, text)
