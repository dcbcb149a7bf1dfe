"""Tables are sorted by column, by exact values, each group for itself, and told so."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Opened

Ledger = Mapping[tuple[str, str], Mapping[str, str]]
ROWS = """t => [...t.tBodies[0].rows].map((row) => [...row.cells].map(
    (cell) => cell.innerText.trim()))"""


def table(page: Page, name: str) -> Locator:
    return page.locator(f"#tbl-{name} table")


def rows(found: Locator) -> list[list[str]]:
    """The rows of the body, cell by cell, as they stand."""
    return list(found.evaluate(ROWS))


def head(found: Locator, text: str) -> Locator:
    return found.locator("thead button.sort").filter(has_text=re.compile(f"^{re.escape(text)}$"))


def sorts(found: Locator) -> list[str | None]:
    return list(found.evaluate(
        "t => [...t.tHead.querySelectorAll('th')].map((th) => th.getAttribute('aria-sort'))"
    ))  # fmt: skip


def values(ledger: Ledger, found: list[list[str]], item: str) -> list[float]:
    """The exact values, from the ledger, of the counts that a column prints."""
    by_print = {
        row["printed_en"]: float(row["exact_value"])
        for row in ledger.values()
        if row["item"] == item and row["form"] == "count" and not row["filter"]
    }
    return [by_print[row[1].replace(" ", "\u2009")] for row in found]


def test_a_column_is_sorted_down_up_and_back(look: Opened, ledger: Ledger) -> None:
    page = look("en")
    needs = table(page, "needs")
    before = rows(needs)
    button = head(needs, "%")
    turns = []
    for _ in range(3):
        button.click()
        turns.append((rows(needs), sorts(needs)[2], page.get_by_role("status").inner_text()))
    (down, down_told, down_said), (up, up_told, up_said), (back, back_told, back_said) = turns
    exact = values(ledger, down, "needs")
    assert exact == sorted(exact, reverse=True)
    exact = values(ledger, up, "needs")
    assert exact == sorted(exact)
    assert back == before != up
    assert (down_told, up_told, back_told) == ("descending", "ascending", None)
    assert (down_said, up_said, back_said) == (
        "Sorted by “%”, descending", "Sorted by “%”, ascending", "Back in the original order",
    )  # fmt: skip
    assert {tuple(row) for row in up} == {tuple(row) for row in before}


def test_only_one_column_is_called_sorted(look: Opened) -> None:
    page = look("zh")
    needs = table(page, "needs")
    head(needs, "%").click()
    head(needs, "n").click()
    assert [told for told in sorts(needs) if told] == ["descending"]


def test_groups_stay_groups(look: Opened) -> None:
    page = look("en")
    found = table(page, "respondents")
    before = rows(found)
    groups = [row[0] for row in before if len(row) == 1]
    head(found, "n").click()
    after = rows(found)
    assert [row[0] for row in after if len(row) == 1] == groups
    assert after != before

    def members(of: list[list[str]]) -> dict[str, list[int]]:
        made: dict[str, list[int]] = {}
        for row in of:
            if len(row) == 1:
                made[row[0]] = []
            else:
                made[list(made)[-1]].append(int(row[1].replace("\u2009", "").replace(" ", "")))
        return made

    assert {name: sorted(each) for name, each in members(before).items()} == {
        name: each[::-1] for name, each in members(after).items()
    }


@pytest.mark.parametrize("edition", ["en", "zh"])
def test_words_are_sorted_as_the_language_has_it(look: Opened, edition: str) -> None:
    page = look(edition)
    needs = table(page, "needs")
    needs.locator("thead button.sort").first.click()
    found = [row[0] for row in rows(needs)]
    collated = page.evaluate(
        "([words, tag]) => words.sort(new Intl.Collator(tag).compare)",
        [list(found), {"en": "en-US", "zh": "zh-CN"}[edition]],
    )
    assert found == collated
    assert sorts(needs)[0] == "ascending"


def test_two_cells_that_print_the_same_are_told_apart_by_what_they_are(look: Opened) -> None:
    """1/3 and 33.3 % of other bases look alike; sorting goes by the ratio itself."""
    page = look("en")
    found = page.evaluate(
        """() => { const table = document.querySelector("#tbl-needs table");
        const cells = [...table.tBodies[0].rows].map((row) =>
            row.cells[2].querySelector(".estimate"));
        const [one, other] = cells;
        other.textContent = one.textContent;
        return [Number(one.dataset.value), Number(other.dataset.value)]; }"""
    )
    assert found[0] > found[1]
    needs = table(page, "needs")
    head(needs, "%").click()
    head(needs, "%").click()
    shares = [row[2] for row in rows(needs)]
    assert shares[-1] == shares[-2]
    last = needs.locator("tbody tr").last.locator(".estimate").nth(1).get_attribute("data-value")
    assert float(last or "nan") == found[0]


def test_the_keyboard_sorts_and_the_focus_stays(look: Opened) -> None:
    page = look("en")
    needs = table(page, "needs")
    button = head(needs, "n")
    button.focus()
    page.keyboard.press("Space")
    assert sorts(needs)[1] == "descending"
    expect(button).to_be_focused()


def test_a_spanner_sorts_nothing_and_each_column_below_it_does(look: Opened) -> None:
    page = look("en")
    found = table(page, "adoption")
    assert found.locator("th.spanner button").count() == 0
    columns = found.locator("thead button.sort")
    assert columns.count() == 6  # the stub, four regions, the total
    before = rows(found)
    columns.nth(1).click()
    exact = found.evaluate(
        """t => [...t.tBodies[0].rows].map((row) =>
        Number(row.cells[1].querySelector(".estimate").dataset.value))"""
    )
    assert exact == sorted(exact, reverse=True)
    assert {tuple(row) for row in rows(found)} == {tuple(row) for row in before}


def test_on_a_phone_a_wide_table_scrolls_in_a_region_of_its_name(look: Opened) -> None:
    page = look("zh", 320)
    region = page.get_by_role("region", name="表2 不同地区临床受访者对AI的了解与应用")
    expect(region).to_have_count(1)
    region.focus()
    page.keyboard.press("ArrowRight")
    for _ in range(100):  # the page's policy lets no function of Playwright wait in it
        if page.evaluate("document.activeElement.scrollLeft"):
            break
        page.wait_for_timeout(50)
    assert page.evaluate("document.activeElement.scrollLeft") > 0
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    wide = look("zh", 1280)
    assert wide.get_by_role("region", name="表2").count() == 0
