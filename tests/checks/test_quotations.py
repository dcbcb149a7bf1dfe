"""Percentages that a text prints with their counts, found in every form and recomputed."""

from pathlib import Path

import docx
import pytest

from reportgen.checks import conflicts, quotations, read_text
from reportgen.errors import ReportError

ARTICLE = Path(__file__).parents[1] / "data_files" / "article.txt"


def pairs(text: str) -> list[tuple[str, int, int]]:
    return [(found.printed, found.count, found.base) for found in quotations(text, "text")]


class TestArticle:
    def test_each_of_the_eleven_pairs_is_found(self) -> None:
        assert [(pair.printed, pair.count, pair.base) for pair in read_text(ARTICLE)] == [
            ("90.8", 5765, 6347),
            ("62.1", 3798, 6119),
            ("89.5", 3401, 3798),
            ("47.3", 3002, 6347),
            ("45.7", 2898, 6347),
            ("40.4", 2566, 6347),
            ("65.4", 17, 26),
            ("34.6", 9, 26),
            ("92.3", 24, 26),
            ("22.5", 86, 381),
            ("84.8", 323, 381),
        ]

    def test_one_is_in_conflict_with_its_counts(self) -> None:
        (finding,) = conflicts(read_text(ARTICLE))
        assert finding.message() == "86/381 is 22.6%, not 22.5%"
        assert str(finding.place) == f"{ARTICLE}:13:1331"


@pytest.mark.parametrize(
    "text",
    [
        "90.8% (5 765/6 347)",
        "90.8%(5 765/6 347)",
        "90.8％（5 765/6 347）",
        "９０．８％（５ ７６５／６ ３４７）",
        "[90.8% (5 765/6 347)]",
        "90.8% [5765/6347]",
        "90.8% (5,765/6,347)",
        "90.8% (5，765/6，347)",
        "90.8% (5'765/6'347)",
        "90.8% (5’765/6’347)",
        "90.8% (5\u2007765/6\u2007347)",
        "90.8% (5\u200a765/6\u200a347)",
        "90.8%（5\u3000765／6\u3000347）",
        "90.8﹪〔5765∕6347〕",
        "90.8%【5765⁄6347】",
        "90·8% (5765/6347)",
        "90,8% (5765/6347)",
        "90.8\u202f% (n\u2009=\u20095765/6347)",
        "90.8%（n＝5765／6347）",
        "90.8% (n: 5765/N = 6347)",
        "90.8% (5765 of 6347)",
        "90.8% (5765 out of 6347)",
        "90.8%（5765人/6347人）",
        "90.8% (95% CI 90.1–91.5; 5765/6347)",
        "90.8%, 90.1–91.5% (5765/6347)",
        "90.8\u00ad% (\u200e5765/6347)",
        "5765/6347 (90.8%)",
        "5 765 of 6 347 (90.8%; 95% CI 90.1–91.5)",
        "5765/6347（90.8%）",
        "90.8% (5\u2009765/6\u2009347)",
        "90.8% (5\u202f765/6\u202f347)",
        "90.8% (5\u00a0765/6\u00a0347)",
        "90.8% of the respondents (n = 5 765/6 347)",
        "90.8% (5 765/6 347; 95% CI 90.1%–91.5%)",
        "90.8%，95% CI：90.1%～91.5%（5 765/6 347）",
        "90.8%, 95% CI 90.1% to 91.5% (5 765/6 347)",
        "了解AI者（90.8%，5 765/6 347）",
        "90.8\\% (5 765/6 347)",
        "90.8% of those\nasked (5 765/6 347)",
    ],
)
def test_forms(text: str) -> None:
    assert pairs(text) == [("90.8", 5765, 6347)]


class TestPairing:
    def test_ratio_takes_the_nearest_percentage_that_is_free(self) -> None:
        text = "65.4% small firms (17/26), and 34.6% with a scale of more than 100 staff (9/26)."
        assert pairs(text) == [("65.4", 17, 26), ("34.6", 9, 26)]

    def test_ratios_in_one_bracket_stand_in_the_order_of_their_percentages(self) -> None:
        assert pairs("分别为65.4%和34.6%（17/26、9/26）") == [("65.4", 17, 26), ("34.6", 9, 26)]

    def test_more_ratios_than_percentages(self) -> None:
        assert pairs("34.6% (17/26, 9/26)") == [("34.6", 9, 26)]

    @pytest.mark.parametrize("end", [". Then ", "。", "? ", "\n\n"])
    def test_sentence_ends_the_search(self, end: str) -> None:
        assert pairs(f"It was 65.4%{end}Again (17/26)") == []

    def test_abbreviation_ends_no_sentence(self) -> None:
        assert pairs("65.4% of firms in the U.S. (17/26)") == [("65.4", 17, 26)]

    @pytest.mark.parametrize(
        "text",
        [
            "两者之比（2/3）",
            "score (4/5)",
            "40% by May (2022/5)",
            "in 2022/5 (40%)",
            "1/2 or (40%)",
        ],
    )
    def test_ratio_without_percentage_is_none(self, text: str) -> None:
        assert pairs(text) == []

    def test_bound_is_not_recomputed_and_lends_no_other(self) -> None:
        assert pairs("5% and more than 60% (63/100)") == []
        assert pairs("超过60%（63/100）") == []

    def test_each_percentage_is_claimed_once(self) -> None:
        assert pairs("50% (2/4), 3/4 (75%); 1/4 (25%)") == [
            ("50", 2, 4), ("75", 3, 4), ("25", 1, 4),
        ]  # fmt: skip

    def test_change_is_no_interval(self) -> None:
        assert pairs("from 30% (3/10) to 40% (4/10)") == [("30", 3, 10), ("40", 4, 10)]


class TestRounding:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("33% (1/3)", "33"),
            ("12.5% (1/8)", "12.5"),
            ("12% (1/8)", "13"),
            ("0.50% (1/200)", "0.50"),
            ("0.04% (1/2000)", "0.05"),
            ("100.0% (7/7)", "100.0"),
        ],
    )
    def test_to_the_decimals_printed_and_half_up(self, text: str, expected: str) -> None:
        (found,) = quotations(text, "text")
        assert found.expected == expected
        assert found.is_right == (text.partition("%")[0] == expected)

    def test_count_larger_than_base(self) -> None:
        (finding,) = conflicts(quotations("150% (3/2)", "text"))
        assert finding.message() == "the count is larger than the base: 3/2"

    def test_empty_base(self) -> None:
        (finding,) = conflicts(quotations("0% (0/0)", "text"))
        assert finding.message() == "a percentage of an empty base: 0/0"


class TestFiles:
    def test_word_document_names_paragraph_and_table_row(self, tmp_path: Path) -> None:
        document = docx.Document()
        document.add_paragraph("标题")
        document.add_paragraph("22.5%（86/381）")
        table = document.add_table(rows=2, cols=2)
        table.cell(0, 0).merge(table.cell(0, 1))
        table.cell(0, 0).text = "50% (1/2)"
        table.cell(1, 1).text = "40% (1/2)"
        path = tmp_path / "draft.docx"
        document.save(str(path))
        found = read_text(path)
        assert [(one.printed, one.place.key) for one in found] == [
            ("22.5", "text, paragraph 2"),
            ("50", "text, table 1, row 1, cell 1, paragraph 1"),
            ("40", "text, table 1, row 2, cell 2, paragraph 1"),
        ]

    def test_line_and_column(self) -> None:
        (found,) = quotations("一\n二三 22.5%（86/381）", "text")
        assert (found.place.line, found.place.column) == (2, 4)

    @pytest.mark.parametrize(
        ("name", "data", "message"),
        [
            ("a.docx", b"no zip", "not a Word document"),
            ("a.txt", "占比".encode("gbk"), "not UTF-8"),
            ("a.pdf", b"%PDF", "not a text that can be checked"),
        ],
    )
    def test_what_can_not_be_read(
        self, tmp_path: Path, name: str, data: bytes, message: str
    ) -> None:
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(ReportError, match=message):
            read_text(path)

    @pytest.mark.parametrize("name", ["none.txt", "none.docx"])
    def test_missing(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(ReportError, match="there is no such file"):
            read_text(tmp_path / name)
