"""The language in view, the dark page, the navigation: what a reader chooses, and what stays."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import EDITIONS, Opened

TITLES = {
    "zh-CN": "医学影像人工智能应用现状调查：演示报告",
    "en-US": "Artificial intelligence in medical imaging in China: a demonstration survey report",
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
RGB = """([element, name]) => { const paint = document.createElement("canvas").getContext("2d");
    paint.fillStyle = getComputedStyle(element)[name]; paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3); }"""


def choose(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).check(force=True)


def luminance(colour: list[int]) -> float:
    """The relative luminance of WCAG 2, from its definition."""
    parts = [part / 255 for part in colour]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: list[int], other: list[int]) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


class TestLanguage:
    @pytest.mark.parametrize("edition", EDITIONS)
    def test_there_is_a_switch_where_there_are_two_languages(
        self, look: Opened, edition: str
    ) -> None:
        names = look(edition).locator("fieldset label").all_inner_texts()
        assert names == (["中文", "English", "对照"] if edition == "parallel" else [])

    @pytest.mark.parametrize(
        ("name", "tag", "other"), [("中文", "zh-CN", "en"), ("English", "en-US", "zh")]
    )
    def test_one_language_reads_as_the_edition_of_it_alone(
        self, look: Opened, name: str, tag: str, other: str
    ) -> None:
        page = look("parallel")
        choose(page, name)
        alone = look(tag[:2])
        texts = """() => [...document.querySelectorAll(
            "main :is(h1, h2, h3, p, li, th, td, figcaption, caption, summary)")]
            .filter((e) => e.getClientRects().length).map((e) => e.innerText.trim())"""
        assert page.evaluate(texts) == alone.evaluate(texts)
        assert page.title() == TITLES[tag] == alone.title()
        assert page.locator("html").get_attribute("lang") == tag
        if tag == "en-US":
            shown = page.locator(".tools").inner_text().replace("中文", "")
            assert not CHINESE.search(shown)

    def test_both_stand_side_by_side_where_there_is_room(self, look: Opened) -> None:
        pair = """() => ["", ".second"].map((kind) => document.querySelector(
            `#sec-results ~ p${kind || ":not(.second)"}`).getBoundingClientRect().toJSON())"""
        chinese, english = look("parallel", 1280).evaluate(pair)
        assert chinese["top"] == pytest.approx(english["top"], abs=1)
        assert chinese["right"] < english["left"]
        chinese, english = look("parallel", 768).evaluate(pair)
        assert chinese["bottom"] <= english["top"]
        assert chinese["left"] == english["left"]

    def test_the_choice_is_remembered_and_an_address_may_name_one(self, look: Opened) -> None:
        page = look("parallel")
        choose(page, "English")
        page.reload()
        expect(page.locator("html")).to_have_attribute("lang", "en-US")
        expect(page.get_by_role("radio", name="English", exact=True)).to_be_checked()
        choose(page, "Both")
        page.reload()
        expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
        named = look("parallel", mark="#en-US")
        expect(named.locator("html")).to_have_attribute("lang", "en-US")

    def test_the_place_that_is_read_stays(self, look: Opened) -> None:
        page = look("parallel")
        choose(page, "中文")
        page.locator("h3:visible").filter(has_text="教育与教学需求").scroll_into_view_if_needed()
        page.evaluate("scrollBy({top: 100, behavior: 'instant'})")
        before = page.evaluate(
            """[...document.querySelectorAll('main > section > p')].find((p) =>
            p.getClientRects().length && p.getBoundingClientRect().top > 0)
            .nextElementSibling.textContent"""
        )
        choose(page, "English")
        expect(page.locator("main > section > p").filter(has_text=before[:40])).to_be_in_viewport()

    def test_the_keyboard_switches(self, look: Opened) -> None:
        page = look("parallel")
        page.get_by_role("radio", name="对照", exact=True).focus()
        page.keyboard.press("ArrowLeft")
        expect(page.locator("html")).to_have_attribute("lang", "en-US")
        page.keyboard.press("ArrowLeft")
        expect(page.locator("html")).to_have_attribute("lang", "zh-CN")

    @pytest.mark.parametrize("name", ["中文", "English", "对照"])
    def test_every_link_leads_to_what_is_shown(self, look: Opened, name: str) -> None:
        page = look("parallel", reduced_motion="reduce")
        choose(page, name)
        links = page.locator("a[href^='#']:visible:not(.skip)")
        assert links.count() > 20
        for link in links.all()[::5]:
            target = link.get_attribute("href")
            link.click()
            page.wait_for_timeout(60)
            near = page.evaluate(
                """name => { let found = document.getElementById(name);
                const shown = (e) => e.getClientRects().length;
                for (let up = found; up && !shown(found); up = up.parentElement)
                    for (let next = up; next; next = next.nextElementSibling)
                        if (shown(next)) { found = next; break; }
                return found.getBoundingClientRect().top; }""",
                (target or "")[1:],
            )
            end = page.evaluate("innerHeight + scrollY >= document.body.scrollHeight - 2")
            assert -5 < near < 200 or end, (target, near)


class TestDark:
    def test_it_follows_the_system_until_someone_chooses(self, look: Opened) -> None:
        page = look("zh", color_scheme="dark")
        button = page.get_by_role("button", name="深色")
        expect(button).to_have_attribute("aria-pressed", "true")
        body = page.locator("html").element_handle()
        assert luminance(page.evaluate(RGB, [body, "backgroundColor"])) < 0.02
        button.click()
        expect(button).to_have_attribute("aria-pressed", "false")
        assert page.evaluate(RGB, [body, "backgroundColor"]) == [255, 255, 255]
        assert page.evaluate(RGB, [body, "color"]) == [0x1B, 0x1B, 0x1B]
        page.reload()
        expect(button).to_have_attribute("aria-pressed", "false")
        page.emulate_media(color_scheme="light")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")

    @pytest.mark.parametrize("edition", ["zh", "report"])
    def test_every_colour_of_a_figure_can_be_told_from_the_ground(
        self, look: Opened, edition: str
    ) -> None:
        """Areas 3 : 1 (WCAG 1.4.11), letters 4.5 : 1 on what they stand on (1.4.3)."""
        page = look(edition, color_scheme="dark")
        root = page.locator("html").element_handle()
        ground = page.evaluate(RGB, [root, "backgroundColor"])
        for kind, least in ((".fill", 3), (".lettering", 4.5)):
            found = page.locator(f"figure svg {kind}").element_handles()
            assert len(found) > 40
            colours = {tuple(page.evaluate(RGB, [each, "fill"])) for each in found}
            assert min(contrast(list(colour), ground) for colour in colours) >= least
        for text in page.locator("figure svg .on-fill").element_handles():
            area = text.evaluate_handle(
                """text => { const box = text.getBoundingClientRect();
                const [x, y] = [box.left + 2, box.top + box.height / 2];
                return [...text.closest("svg").querySelectorAll(".fill")].findLast((area) => {
                    const b = area.getBoundingClientRect();
                    return b.left <= x && x <= b.right && b.top <= y && y <= b.bottom; }); }"""
            )
            pair = [page.evaluate(RGB, [each, "fill"]) for each in (text, area)]
            assert contrast(*pair) >= 4.5

    def test_steps_of_a_scale_stay_apart(self, look: Opened) -> None:
        page = look("zh", color_scheme="dark")
        fills = page.locator("#fig-attitudes svg .fill").element_handles()[:5]
        colours = [page.evaluate(RGB, [each, "fill"]) for each in fills]
        assert len(colours) == 5
        for one, other in pairwise(colours):
            assert max(abs(a - b) for a, b in zip(one, other, strict=True)) > 25


class TestNavigation:
    def test_on_a_wide_screen_it_stays_beside_the_text(self, look: Opened) -> None:
        page = look("zh", 1280)
        nav = page.get_by_role("navigation", name="目录")
        page.evaluate("scrollTo({top: 5000, behavior: 'instant'})")
        expect(nav).to_be_in_viewport()
        names = [name.strip() for name in nav.get_by_role("link").all_inner_texts()]
        assert names[0] == "资料与方法"
        heads = page.locator("main :is(h2, h3)").all_inner_texts()
        assert names == [head.strip() for head in heads]

    def test_on_a_phone_it_opens_and_closes(self, look: Opened) -> None:
        page = look("zh", 375)
        nav = page.get_by_role("navigation")
        expect(nav).to_be_hidden()
        summary = page.locator(".outline summary")
        summary.click()
        expect(nav).to_be_visible()
        page.keyboard.press("Escape")
        expect(nav).to_be_hidden()
        expect(summary).to_be_focused()
        summary.click()
        nav.get_by_role("link", name="讨论").click()
        expect(nav).to_be_hidden()
        expect(page.locator("#sec-discussion")).to_be_in_viewport()

    def test_the_first_stop_leads_past_it(self, look: Opened) -> None:
        page = look("en")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")

    @pytest.mark.parametrize("edition", [*EDITIONS, "report"])
    @pytest.mark.parametrize("width", [320, 375, 768, 1024, 1280, 2000])
    def test_nothing_is_wider_than_the_window(self, look: Opened, edition: str, width: int) -> None:
        page = look(edition, width)
        assert page.evaluate("document.documentElement.scrollWidth") == width
