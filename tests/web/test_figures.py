"""Figures: inline, told to those who can't see them, with their numbers behind a disclosure."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Opened

Ledger = Mapping[tuple[str, str], Mapping[str, str]]


def figure(page: Page, name: str):  # type: ignore[no-untyped-def]
    return page.locator(f"figure#fig-{name}")


@pytest.mark.parametrize(
    ("edition", "names"), [("zh", ("图4", "数据")), ("en", ("Figure 4", "Data"))]
)
def test_the_numbers_of_a_figure_are_those_of_the_ledger(
    look: Opened, ledger: Ledger, edition: str, names: tuple[str, str]
) -> None:
    page = look(edition)
    found = figure(page, "barriers")
    table = found.locator("details table")
    expect(table).to_be_hidden()
    summary = found.locator("summary")
    assert summary.inner_text().startswith(names[1])
    summary.focus()
    page.keyboard.press("Enter")
    expect(table).to_be_visible()
    assert names[0] in table.locator("caption").inner_text()
    rows = table.locator("tbody tr").all()
    shares = {
        row["printed_en"]: row
        for row in ledger.values()
        if row["item"] == "barriers" and row["form"] == "percent_label" and not row["filter"]
    }
    assert len(rows) == len(shares) > 8
    for row in rows:
        count, base, percent, interval = (
            cell.strip() for cell in row.locator("td").all_inner_texts()
        )
        known = shares[f"{percent}%"]
        assert count.replace("\u2009", "") == known["count"]
        assert base.replace("\u2009", "") == known["base_unweighted"] == "6347"
        lower, upper = (float(part) for part in re.split("[~–]", interval))
        assert lower == pytest.approx(100 * float(known["interval_lower"]), abs=0.0501)
        assert upper == pytest.approx(100 * float(known["interval_upper"]), abs=0.0501)


def test_a_figure_by_groups_has_a_column_for_each(look: Opened) -> None:
    page = look("en")
    found = figure(page, "adoption_by_hospital")
    found.locator("summary").click()
    first = [
        cell.strip() for cell in found.locator("tbody tr").nth(0).locator("td").all_inner_texts()
    ]
    drawn = found.locator("svg").get_attribute("aria-label") or ""
    *groups, _ = first
    assert len(groups) == 3
    for cell in groups:
        assert f"{cell.split()[0]}%" in drawn


@pytest.mark.parametrize("edition", ["zh", "en", "parallel"])
def test_every_figure_is_inline_and_told(look: Opened, edition: str) -> None:
    page = look(edition)
    assert page.locator("figure img").count() == 0
    drawings = page.locator("figure svg").all()
    assert len(drawings) == 7 * (2 if edition == "parallel" else 1)
    for drawing in drawings:
        told = drawing.get_attribute("aria-label") or ""
        texts = [
            text for text in drawing.locator("text").all_text_contents() if re.search(r"\d%", text)
        ]
        assert texts
        assert all(text in told for text in texts)


def test_the_letters_of_a_figure_are_of_the_report_s_own_fonts(look: Opened) -> None:
    page = look("zh")
    page.evaluate("document.fonts.ready")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument", {"depth": -1})["root"]["nodeId"]
    for selector in (
        "figure svg text",
        "main > section > p",
        "h2",
        ".caption-line",
        "td .estimate",
    ):
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        assert fonts
        assert all(font["isCustomFont"] for font in fonts), (selector, fonts)


def test_ids_are_unique_and_no_stylesheet_of_a_figure_rules_the_page(look: Opened) -> None:
    page = look("parallel")
    assert page.locator("svg style").count() == 0
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))


def test_on_a_phone_letters_stay_legible(look: Opened) -> None:
    page = look("zh", 320)
    sizes = page.evaluate(
        """() => [...document.querySelectorAll("figure svg")].map((svg) =>
        svg.getScreenCTM().a * parseFloat(getComputedStyle(svg.querySelector("text")).fontSize))"""
    )
    assert len(sizes) == 7
    assert min(sizes) >= 11
