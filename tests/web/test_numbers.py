"""What a number is, told on hover, on focus and on touch, in the language of the text."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Opened

Ledger = Mapping[tuple[str, str], Mapping[str, str]]
BARRIER = "clinical.barriers.experts"
FALLING = "clinical.ai_in_department.yes@hospital_level=primary"


def said(page: Page) -> dict[str, str]:
    """The terms of the card with what they say."""
    card = page.get_by_role("tooltip")
    expect(card).to_be_visible()
    terms, values = (card.locator(part).all_inner_texts() for part in ("dt", "dd"))
    return dict(zip(terms, values, strict=True))


def number(page: Page, text: str) -> Locator:
    """A number of the running text, as it is printed."""
    return page.locator("main > section > p .estimate").filter(has_text=text).first


def printed(ledger: Ledger, estimate: str, form: str, language: str) -> str:
    return ledger[estimate, form][f"printed_{language}"].replace("\u2009", " ").strip()


@pytest.mark.parametrize(
    ("edition", "terms"),
    [
        (
            "zh",
            {
                "题目": "AI发展的制约因素", "选项": "缺乏专家", "百分比": "47.3%(3 002/6 347)",
                "置信区间": "95%CI:46.1%~48.5%（Wilson法）",
                "基数": "N=6 347；回答该题的受访者", "权重": "未加权",
            },
        ),
        (
            "en",
            {
                "Item": "Factors that restrict AI", "Option": "Lack of experts",
                "Percentage": "47.3% (3 002/6 347)",
                "Confidence interval": "95% CI: 46.1%–48.5% (Wilson)",
                "Base": "N=6 347; respondents who answered the item", "Weights": "unweighted",
            },
        ),
    ],
)  # fmt: skip
def test_hover_tells_item_option_share_interval_base_and_weights(
    look: Opened, ledger: Ledger, edition: str, terms: dict[str, str]
) -> None:
    """The interval is Wilson's of 3 002 in 6 347: 46.07 to 48.53 %, in the design's own table."""
    page = look(edition)
    share = printed(ledger, BARRIER, "share", edition)
    number(page, "47.3%").hover()
    found = {term: value.replace("\u2009", " ") for term, value in said(page).items()}
    assert share in found.values()
    del terms["题目" if edition == "zh" else "Item"]
    assert terms.items() <= found.items()
    expect(page.get_by_role("tooltip")).to_have_attribute(
        "lang", {"zh": "zh-CN", "en": "en-US"}[edition]
    )


def test_a_group_and_those_who_were_asked_are_told_in_words(look: Opened) -> None:
    page = look("en")
    number(page, "23.0%").hover()
    found = said(page)
    assert found["Group"] == "Hospital level: Primary and other institutions"
    assert found["Base"] == (
        "N=513; respondents who answered the item, which is asked only where “Role” is “Doctor”"
    )


def test_the_number_of_respondents_tells_its_questionnaire(look: Opened) -> None:
    page = look("zh")
    number(page, "6\u2009347").first.hover()
    assert said(page) == {
        "问卷": "临床从业人员问卷", "基数": "N=6\u2009347；该次调查的全部受访者", "权重": "未加权",
    }  # fmt: skip


def test_the_card_stays_while_the_pointer_is_on_it_and_goes_with_escape(look: Opened) -> None:
    page = look("en")
    share = number(page, "47.3%")
    share.hover()
    card = page.get_by_role("tooltip")
    expect(card).to_be_visible()
    card.hover()
    page.wait_for_timeout(500)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    share.hover()
    expect(card).to_be_visible()
    page.mouse.move(5, 5)
    expect(card).to_be_hidden()


def test_the_keyboard_reaches_a_number_and_leaves_its_card(look: Opened) -> None:
    page = look("en")
    number(page, "47.3%").focus()
    assert said(page)["Option"] == "Lack of experts"
    page.keyboard.press("Enter")
    expect(page.get_by_role("tooltip")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.get_by_role("tooltip")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "estimate told"
    assert said(page)["Option"] != "Lack of experts"


@pytest.mark.parametrize("edition", ["zh", "en"])
def test_a_screen_reader_is_told_the_same(look: Opened, edition: str) -> None:
    page = look(edition)
    share = number(page, "47.3%")
    share.hover()
    parts = said(page)
    session = page.context.new_cdp_session(page)
    object_id = session.send(
        "Runtime.evaluate",
        {"expression": "document.querySelector('.estimate.told')"},
    )["result"]["objectId"]
    (node,) = session.send(
        "Accessibility.getPartialAXTree", {"objectId": object_id, "fetchRelatives": False}
    )["nodes"]
    assert node["role"]["value"] == "button"
    assert node["name"]["value"].startswith("47.3%")
    told = node["description"]["value"]
    assert all(term in told and value in told for term, value in parts.items())


def test_a_touch_shows_it_along_the_lower_edge_and_another_takes_it_away(look: Opened) -> None:
    page = look("zh", 375, 700, has_touch=True)
    share = number(page, "47.3%")
    share.scroll_into_view_if_needed()
    share.tap()
    assert said(page)["选项"] == "缺乏专家"
    box = page.get_by_role("tooltip").bounding_box()
    assert box is not None
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 375, 700)
    page.locator("h2").first.tap()
    expect(page.get_by_role("tooltip")).to_be_hidden()


@pytest.mark.parametrize("width", [480, 768, 1280])
def test_the_card_never_leaves_the_window_nor_covers_its_number(look: Opened, width: int) -> None:
    page = look("en", width, 500, reduced_motion="reduce")
    for share in page.locator("main > section > p .estimate").all()[:25]:
        share.focus()
        card = page.get_by_role("tooltip").bounding_box()
        box = share.evaluate("e => e.getClientRects()[0].toJSON()")
        assert card is not None
        assert 0 <= card["x"] <= card["x"] + card["width"] <= width
        assert 0 <= card["y"] <= card["y"] + card["height"] <= 500
        assert card["y"] >= box["bottom"] or card["y"] + card["height"] <= box["top"]


def test_every_number_of_the_text_tells_what_the_ledger_says(look: Opened, ledger: Ledger) -> None:
    """Each number of the page, with the description that goes with it, is one of the ledger's."""
    page = look("en")
    found = page.evaluate(
        """() => [...document.querySelectorAll("main > section > p .estimate")].map((number) =>
        [number.textContent, document.getElementById(number.getAttribute("aria-describedby"))
        .textContent])"""
    )
    assert len(found) > 80
    known = {row["printed_en"]: row for row in ledger.values()}
    for text, description in found:
        text = text.replace("\u200b", "")  # where a line may break
        row = known[text]
        bases = {
            other["base_unweighted"] for other in ledger.values() if other["printed_en"] == text
        }
        told = description.replace("\u2009", "")
        assert any(f"N={base};" in told for base in bases), (text, description, row["id"])


class TestTable:
    def test_it_is_one_stop_and_arrows_lead_within(self, look: Opened, ledger: Ledger) -> None:
        page = look("en")
        table = page.locator("#tbl-needs table")
        stops = (
            "t => [...t.querySelectorAll('td .estimate')].filter((n) => n.tabIndex === 0).length"
        )
        assert table.evaluate(stops) == 1
        first = table.locator("td .estimate").first
        first.focus()
        assert said(page)["Option"] == table.locator("th.stub").first.inner_text()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowRight")
        assert page.evaluate("document.activeElement.textContent") == (
            table.locator("tbody tr").nth(1).locator(".estimate").nth(1).inner_text()
        )
        assert said(page)["Option"] == table.locator("th.stub").nth(1).inner_text()
        page.keyboard.press("End")
        page.keyboard.press("ArrowRight")  # there is nothing more
        page.keyboard.press("Home")
        assert table.evaluate(stops) == 1
        page.keyboard.press("Tab")
        assert table.evaluate("t => t.contains(document.activeElement)") is False

    def test_a_base_in_a_column_head_is_told_with_the_button_that_sorts(self, look: Opened) -> None:
        page = look("en")
        head = page.locator("#tbl-products thead button.sort").filter(has_text="n =").first
        head.focus()
        assert "Base" in said(page)
