"""Pages filled before tables and figures: where each line of text comes to stand."""

import random
import threading
from collections.abc import Sequence

import pymupdf
import pytest
import weasyprint
from weasyprint.layout import block

from reportgen.renderers.floats import filled_pages, obstacle
from reportgen.resources import fonts_folder

PAGE, LINE = 200, 20
"""A page takes ten lines."""
FACE = (fonts_folder() / "SourceSerif4-Regular.ttf").as_uri()
STYLE = f"""
@font-face {{ font-family: Face; src: url({FACE}) }}
@page {{ size: {PAGE}pt; margin: 0 }}
body {{ margin: 0; font: 10pt/{LINE}pt Face }}
main {{ columns: 1 }}
p, h3, ul, ol {{ margin: 0; font-size: 10pt; font-weight: 400; orphans: 1; widows: 1 }}
h3 {{ break-after: avoid }}
.float {{ break-inside: avoid; margin: 0 }}
.long {{ break-inside: auto }}
"""


def p(*names: object) -> str:
    return "".join(f"<p>p{name}</p>" for name in names)


def figure(name: str, lines: int) -> str:
    return f'<figure class="float" style="height: {lines * LINE}pt">{name}</figure>'


def table(name: str, lines: int) -> str:
    return f'<div class="float" style="height: {lines * LINE}pt">{name}</div>'


def heading(name: str) -> str:
    return f"<h3>{name}</h3>"


def set_pages(body: str) -> list[list[str]]:
    """The words of each page, from top to bottom."""
    data = weasyprint.HTML(
        string=f"<style>{STYLE}</style><main><section>{body}</section></main>"
    ).write_pdf()
    with pymupdf.open(stream=data) as document:
        return [[word[4] for word in page.get_text("words", sort=True)] for page in document]


def filled(body: str) -> list[list[str]]:
    with filled_pages() as is_filled:
        assert is_filled
        return set_pages(body)


def names(*numbers: int) -> list[str]:
    return [f"p{number}" for number in numbers]


GAP_OF_FOUR = p(*range(6)) + figure("F1", 5) + p(*range(6, 12))


def test_stock_weasyprint_leaves_the_gap() -> None:
    assert set_pages(GAP_OF_FOUR) == [
        names(*range(6)), ["F1", *names(*range(6, 11))], names(11),
    ]  # fmt: skip


def test_the_text_that_follows_fills_the_gap() -> None:
    assert filled(GAP_OF_FOUR) == [names(*range(10)), ["F1", *names(10, 11)]]


def test_a_figure_that_fits_stays_where_it_is() -> None:
    body = p(0, 1) + figure("F1", 5) + p(2, 3)
    assert filled(body) == [["p0", "p1", "F1", "p2", "p3"]] == set_pages(body)


def test_a_paragraph_that_does_not_fit_whole_is_broken_and_goes_on_below_the_figure() -> None:
    long = "<p>" + "<br>".join(f"a{line}" for line in range(6)) + "</p>"
    assert filled(p(*range(6)) + figure("F1", 5) + long + p(6)) == [
        [*names(*range(6)), "a0", "a1", "a2", "a3"], ["F1", "a4", "a5", "p6"],
    ]  # fmt: skip


@pytest.mark.parametrize("tag", ["ul", "ol"])
def test_a_list_fills_it_too(tag: str) -> None:
    listed = f"<{tag} style='list-style: none; padding: 0'><li>i0<li>i1</{tag}>"
    assert filled(p(*range(6)) + figure("F1", 5) + listed + p(6)) == [
        [*names(*range(6)), "i0", "i1", "p6"], ["F1"],
    ]  # fmt: skip


def test_figures_keep_their_order() -> None:
    body = p(*range(6)) + figure("F1", 5) + figure("F2", 2) + p(*range(6, 12))
    assert filled(body) == [names(*range(10)), ["F1", "F2", "p10", "p11"]]


def test_a_table_that_fits_comes_before_a_figure_that_does_not() -> None:
    body = p(*range(6)) + figure("F1", 5) + table("T1", 4) + figure("F2", 1) + heading("H") + p(6)
    assert filled(body) == [[*names(*range(6)), "T1"], ["F1", "F2", "H", "p6"]]


@pytest.mark.parametrize(("before", "moves"), [(6, True), (7, True), (9, False)])
def test_a_heading_comes_before_only_for_a_wide_gap(before: int, moves: bool) -> None:
    """The gap is of ten lines less those before; wide is more than a fifth of a page."""
    body = p(*range(before)) + figure("F1", 5) + heading("H") + p(20, 21, 22)
    first, second = filled(body)
    assert ("H" in first) is moves
    if moves:
        assert first[before : before + 2] == ["H", "p20"]
    else:
        assert second[:3] == ["F1", "H", "p20"]


def test_a_heading_does_not_come_without_its_text() -> None:
    body = p(*range(7)) + figure("F1", 5) + heading("H") + figure("F2", 2) + p(7)
    assert filled(body) == [[*names(*range(7)), "H", "p7"], ["F1", "F2"]]
    long = "<p style='orphans: 3'>" + "<br>".join(f"a{line}" for line in range(6)) + "</p>"
    assert filled(p(*range(7)) + figure("F1", 5) + heading("H") + long) == [
        names(*range(7)), ["F1", "H", "a0", "a1", "a2", "a3"], ["a4", "a5"],
    ]  # fmt: skip


def test_a_figure_does_not_leave_its_section() -> None:
    body = p(*range(6)) + figure("F1", 5) + "</section><section>" + p(6, 7)
    assert filled(body) == [names(*range(6)), ["F1", "p6", "p7"]]


def test_it_has_a_page_of_its_own_before_a_section_that_begins_one() -> None:
    body = p(*range(6)) + figure("F1", 5) + "</section><section style='break-before: page'>" + p(6)
    assert filled(body) == [names(*range(6)), ["F1"], ["p6"]]


def test_a_long_table_is_broken_and_nothing_passes_it() -> None:
    rows = "".join(f"<tr><td style='padding: 0'>r{row}</td></tr>" for row in range(14))
    long = f"<div class='float long'><table style='border-spacing: 0'>{rows}</table></div>"
    pages = filled(p(*range(6)) + long + p(6))
    assert [word for page in pages for word in page] == [
        *names(*range(6)), *(f"r{row}" for row in range(14)), "p6",
    ]  # fmt: skip


def random_body(source: random.Random) -> str:
    parts = []
    for at in range(40):
        kind = source.choice(["p", "p", "p", "figure", "table", "heading", "section"])
        match kind:
            case "p":
                lines = "<br>".join(f"p{at}.{line}" for line in range(source.randint(1, 4)))
                parts.append(f"<p>{lines}</p>")
            case "figure":
                parts.append(figure(f"F{at}", source.randint(1, 8)))
            case "table":
                parts.append(table(f"T{at}", source.randint(1, 8)))
            case "heading":
                parts.append(heading(f"H{at}"))
            case _:
                parts.append("</section><section>")
    return "".join(parts)


def of_kind(words: Sequence[str], kind: str) -> list[str]:
    return [word for word in words if word.startswith(kind)]


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_lost_nothing_doubled_and_each_kind_keeps_its_order(seed: int) -> None:
    body = random_body(random.Random(seed))
    stock = [word for page in set_pages(body) for word in page]
    pages = filled(body)
    words = [word for page in pages for word in page]
    assert sorted(words) == sorted(stock)
    for kind in ("F", "T"):
        assert of_kind(words, kind) == of_kind(stock, kind)
    text = [word for word in words if word[0] in "pH"]
    assert text == [word for word in stock if word[0] in "pH"]
    assert len(pages) <= len(set_pages(body))


def test_another_version_of_weasyprint_keeps_the_gaps(monkeypatch: pytest.MonkeyPatch) -> None:
    stock, original = set_pages(GAP_OF_FOUR), block._in_flow_layout
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    assert obstacle() == "WeasyPrint 71.0 is not 70.0"
    with filled_pages() as is_filled:
        assert is_filled is False
        assert block._in_flow_layout is original
        assert set_pages(GAP_OF_FOUR) == stock


def test_a_function_with_other_parameters_is_not_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    def other(context: object, box: object) -> None:
        raise AssertionError

    monkeypatch.setattr(block, "_in_flow_layout", other)
    assert obstacle() == "WeasyPrint's _in_flow_layout is not the one expected"
    with filled_pages() as is_filled:
        assert is_filled is False
        assert block._in_flow_layout is other


def originals() -> tuple[object, object]:
    return block._in_flow_layout, block.block_container_layout


def test_nested_contexts_restore_what_was() -> None:
    before = originals()
    with filled_pages():
        within = originals()
        assert within != before
        with filled_pages() as is_filled:
            assert is_filled
            assert originals() == within
        assert originals() == within
        assert filled(GAP_OF_FOUR)[0] == names(*range(10))
    assert originals() == before


def test_an_error_within_restores_what_was() -> None:
    before = originals()
    with pytest.raises(RuntimeError), filled_pages():
        raise RuntimeError
    assert originals() == before


def test_threads_do_not_disturb_one_another() -> None:
    before, results = originals(), []

    def work() -> None:
        results.append(filled(GAP_OF_FOUR))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [[names(*range(10)), ["F1", *names(10, 11)]]] * 4
    assert originals() == before


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_balanced_columns_do_not_part_a_heading_from_its_text(lines: int) -> None:
    whole = f"<p style='orphans: {lines}'>{'<br>'.join(names(*range(lines)))}</p>"
    style = f"<style>{STYLE} main {{ columns: 2; column-gap: 20pt }}</style>"
    body = f"<main><section>{heading('H')}{whole}</section></main>"
    with filled_pages():
        data = weasyprint.HTML(string=style + body).write_pdf()
    with pymupdf.open(stream=data) as document:
        (page,) = document
        lefts = {word[4]: word[0] for word in page.get_text("words")}
    assert {name: left < PAGE / 2 for name, left in lefts.items()} == dict.fromkeys(lefts, True)
    assert len(lefts) == lines + 1
