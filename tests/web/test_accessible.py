"""axe-core finds nothing in any edition: light and dark, on a phone and wide, all disclosed."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import EDITIONS, Opened

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
RUN = """async () => (await axe.run()).violations
    .map((one) => [one.id, one.nodes.map((node) => node.html)])"""
STATES = """() => ["details[open]", "details", ".region[role]"]
    .map((kind) => document.querySelectorAll(kind).length)"""


def violations(page: Page) -> list[object]:
    """What axe-core finds wrong with a page, all its rules asked."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    return list(page.evaluate(RUN))


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_violation_with_everything_open(
    look: Opened, edition: str, scheme: str, width: int
) -> None:
    page = look(edition, width, color_scheme=scheme, bypass_csp=True)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    page.wait_for_timeout(100)  # regions learn whether they scroll
    opened, disclosures, regions = page.evaluate(STATES)
    assert opened == disclosures > 7
    assert (regions > 0) == (width == 320)
    page.locator(".estimate[tabindex='0']").first.focus()
    expect(page.get_by_role("tooltip")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("view", ["中文", "English"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_in_one_language_and_the_other_theme(
    look: Opened, view: str, scheme: str
) -> None:
    page = look("report", 1280, color_scheme=scheme, bypass_csp=True)
    page.get_by_role("radio", name=view, exact=True).check(force=True)
    page.locator("button.sort:visible").first.click()
    assert violations(page) == []


def test_axe_does_find_what_is_wrong(look: Opened) -> None:
    page = look("en", bypass_csp=True)
    page.evaluate("document.querySelector('svg').removeAttribute('aria-label')")
    page.evaluate("document.querySelector('.note').style.color = '#bbbbbb'")
    assert {name for name, _ in violations(page)} == {"svg-img-alt", "color-contrast"}
