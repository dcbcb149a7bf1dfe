"""The preview in a browser: it follows the files on disk, and leaves no one without a page."""

from __future__ import annotations

import io
from collections.abc import Callable
from zipfile import ZipFile

import pypdfium2
import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.preview.conftest import TEXT, Report, Started
from tests.typography import faults_of_any_look

Look = Callable[..., Page]


def ready(page: Page) -> FrameLocator:
    """The report in its frame, once it is there."""
    expect(page.locator("#state")).to_have_attribute("data-state", "current")
    frame = page.frame_locator("#report")
    expect(frame.locator("main")).to_be_visible()
    return frame


def top(page: Page, text: str) -> float:
    """How far below the upper edge of the frame the paragraph with that text begins."""
    return float(
        page.evaluate(
            """text => [...document.querySelector("#report").contentDocument.querySelectorAll("p")]
            .find((p) => p.textContent.includes(text)).getBoundingClientRect().top""",
            text,
        )
    )


def scroll_to(page: Page, text: str) -> None:
    page.evaluate(
        """text => [...document.querySelector("#report").contentDocument.querySelectorAll("p")]
        .find((p) => p.textContent.includes(text)).scrollIntoView({block: "start"})""",
        text,
    )


def settled(page: Page, text: str) -> float:
    """Where the paragraph stands when the page no longer moves."""
    before = float("nan")
    while (now := top(page, text)) != before:
        before = now
        page.wait_for_timeout(150)
    return now


def pdf_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_range() for page in document)


def test_a_save_changes_the_page_and_leads_to_the_place(
    start: Started, look: Look, report: Report
) -> None:
    page = look(start().address)
    frame = ready(page)
    page.evaluate("document.querySelector('#report').contentWindow.kept = true")
    report.change("这是第9部分的第二段", "此段刚刚改过")
    changed = frame.get_by_text("此段刚刚改过")
    expect(changed).to_be_in_viewport()
    marks = "p => p.getAnimations().map((mark) => mark.effect.getKeyframes()[0].backgroundColor)"
    assert changed.evaluate(marks) == ["rgb(255, 243, 196)"]
    assert frame.get_by_text("这是第9部分的第一段").evaluate(marks) == []
    expect(frame.locator("h2")).to_have_count(13)
    assert page.evaluate("document.querySelector('#report').contentWindow.kept") is True


def test_the_place_that_is_read_stays_where_it_is(
    start: Started, look: Look, report: Report
) -> None:
    page = look(start().address)
    frame = ready(page)
    scroll_to(page, "第6部分的第一段")
    before = settled(page, "第6部分的第一段")
    longer = TEXT.replace("这是第2部分的第一段", "多出的话。" * 200)
    report.write(longer.replace("第6部分的第二段", "第6部分改过的段"))
    expect(frame.get_by_text("多出的话").first).to_be_in_viewport()  # the first place is shown
    report.write(longer)
    expect(frame.get_by_text("第6部分改过的段")).to_have_count(0)
    scroll_to(page, "第6部分的第一段")
    before = settled(page, "第6部分的第一段")
    report.write(longer.replace("第6部分的第二段", "第6部分再改的段"))
    expect(frame.get_by_text("第6部分再改的段")).to_be_in_viewport()
    assert settled(page, "第6部分的第一段") == before


def test_what_comes_above_does_not_push_the_text_away(
    start: Started, look: Look, report: Report
) -> None:
    """A token changes the whole page, and no block of it: then nothing is to be shown."""
    page = look(start().address)
    frame = ready(page)
    scroll_to(page, "第6部分的第一段")
    report.change("标题", "又一个标题", "report.yaml")
    expect(frame.get_by_text("又一个标题").first).to_be_in_viewport()
    scroll_to(page, "第6部分的第一段")
    before = settled(page, "第6部分的第一段")
    report.change("zh: 又一个标题,", "zh: 又一个标题, ", "report.yaml")
    page.wait_for_timeout(800)
    assert settled(page, "第6部分的第一段") == before


def test_those_who_want_no_motion_get_none(start: Started, look: Look, report: Report) -> None:
    page = look(start().address, reduced_motion="reduce")
    ready(page)
    moves = """() => { const view = document.querySelector("#report").contentWindow;
        view.moves = [];
        view.document.addEventListener("scroll", () => view.moves.push(view.scrollY)); }"""
    page.evaluate(moves)
    report.change("这是第11部分的第二段", "此段刚刚改过")
    expect(page.frame_locator("#report").get_by_text("此段刚刚改过")).to_be_in_viewport()
    page.wait_for_timeout(300)
    assert page.evaluate("document.querySelector('#report').contentWindow.moves.length") == 1


def test_only_what_changed_is_replaced(start: Started, look: Look, report: Report) -> None:
    page = look(start().address)
    frame = ready(page)
    page.evaluate(
        """() => { for (const node of document.querySelector("#report").contentDocument
        .querySelectorAll("main *")) node.old = true; }"""
    )
    report.change("这是第4部分的第一段", "此段刚刚改过")
    report.change("# 第8部分 | Part 8 {#part8}\n", "")  # its text joins the part before
    expect(frame.get_by_text("此段刚刚改过")).to_have_count(1)
    expect(frame.locator("h2")).to_have_count(12)
    new = """() => [...document.querySelector("#report").contentDocument.querySelectorAll("main p")]
        .filter((node) => !node.old).map((node) => node.textContent.slice(0, 7))"""
    assert set(page.evaluate(new)) == {"此段刚刚改过，", "这是第8部分的"}
    texts = """() => [...document.querySelector("#report").contentDocument
        .querySelectorAll("p, h2")].map((node) => node.textContent)"""
    patched = page.evaluate(texts)
    page.reload()
    ready(page)
    assert page.evaluate(texts) == patched


def test_a_fault_is_told_over_the_old_page_and_goes_when_mended(
    start: Started, look: Look, report: Report
) -> None:
    page = look(start().address)
    frame = ready(page)
    overlay = page.get_by_role("region")
    expect(overlay).to_be_hidden()
    report.change('占{{ share("uses"', '占{{ share("user"')
    expect(overlay).to_be_visible()
    expect(page.get_by_role("alert")).to_have_text("1 finding")
    expect(page.locator("#state")).to_have_attribute("data-state", "faulty")
    for said in ("unknown item", "report.md:4:12", 'share("user", "yes")', "uses"):
        expect(overlay).to_contain_text(said)
    expect(overlay.locator("mark")).to_have_text("user")
    expect(frame.get_by_text("这是第1部分的第一段")).to_be_attached()
    report.change('share("user", "yes")', 'share("uses", "yes")')
    expect(overlay).to_be_hidden()
    report.change('share("uses", "yes")', 'share("uses", "no")')
    expect(frame.get_by_text("(10/40)").first).to_be_visible()
    expect(page.locator("#state")).to_have_attribute("data-state", "current")


def test_all_findings_are_told_and_can_be_put_away_with_the_keyboard(
    start: Started, look: Look, report: Report
) -> None:
    page = look(start().address)
    ready(page)
    report.change("rows: [uses]", "rows: [<b>user</b>]", "report.yaml")
    expect(page.locator(".finding")).to_have_count(2)
    expect(page.get_by_role("alert")).to_have_text("2 findings")
    expect(page.locator(".remark").first).to_have_text("found: <b>user</b>")
    button = page.locator("#collapse")
    page.keyboard.press("Escape")
    expect(page.locator("#findings")).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    report.change("<b>user</b>", "usage", "report.yaml")  # still wrong, still put away
    expect(page.locator(".remark").first).to_have_text("found: usage")
    expect(page.locator("#findings")).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#findings")).to_be_visible()


def test_when_the_first_build_fails_the_page_waits(
    start: Started, look: Look, report: Report
) -> None:
    report.change("::: en\nOf all", "::: en\n\nOf all")
    report.change("surveys:", "survey:", "report.yaml")
    page = look(start().address, locale="zh-CN")
    expect(page.get_by_role("region")).to_contain_text("未知的键")
    expect(page.get_by_role("region")).to_contain_text("还没有可显示的页面。")
    expect(page.locator("#report")).to_be_hidden()
    expect(page.locator("#empty")).to_be_visible()
    report.change("survey:", "surveys:", "report.yaml")
    ready(page)
    expect(page.locator("#empty")).to_be_hidden()


def test_the_edition_is_switched_with_the_keyboard_and_the_place_kept(
    start: Started, look: Look
) -> None:
    page = look(start("--language", "en").address)
    frame = ready(page)
    expect(frame.locator("html")).to_have_attribute("lang", "en-US")
    group = page.get_by_role("group", name="Edition")
    expect(group.get_by_role("radio")).to_have_count(4)
    scroll_to(page, "first paragraph of part 7")
    group.get_by_label("English").focus()
    page.keyboard.press("ArrowLeft")
    expect(frame.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(frame.get_by_text("这是第7部分的第一段")).to_be_in_viewport()
    assert "edition=zh" in page.url
    page.reload()
    expect(ready(page).locator("html")).to_have_attribute("lang", "zh-CN")
    group.get_by_label("Parallel").check(force=True)
    expect(frame.locator("html")).to_have_class("parallel")
    expect(frame.get_by_text("This is the first paragraph of part 7")).to_be_attached()


def test_the_theme_is_switched(start: Started, look: Look, theme: Report) -> None:
    page = look(start().address)
    frame = ready(page)
    body = frame.locator("html")
    expect(body).to_have_css("color", "rgb(27, 27, 27)")
    choice = page.get_by_label("Theme")
    first, *others = choice.locator("option").all_inner_texts()
    assert first == "journal (report.yaml)"
    assert "plain" in others
    assert "journal" not in others
    choice.select_option("plain")
    expect(body).to_have_css("color", "rgb(0, 68, 0)")
    choice.select_option("")
    expect(body).to_have_css("color", "rgb(27, 27, 27)")


def test_a_view_follows_its_own_edition(
    start: Started, look: Look, report: Report, theme: Report
) -> None:
    preview = start()
    chinese, english = look(preview.address), look(f"{preview.address}?edition=en&theme=plain")
    for page in (chinese, english):
        ready(page)
    report.change("part 3, and it has some words", "part 3, changed")
    expect(ready(english).get_by_text("part 3, changed")).to_be_in_viewport()
    assert ready(chinese).locator("body").inner_text().count("changed") == 0


def test_the_pdf_opens_and_holds_the_newest_text(
    start: Started, look: Look, report: Report
) -> None:
    page = look(start("-l", "en").address)
    frame = ready(page)
    report.change("second paragraph of part 9", "newest sentence of all")
    expect(frame.get_by_text("newest sentence of all")).to_be_in_viewport()
    link = page.get_by_role("link", name="PDF")
    page.evaluate(
        """() => { window.said = []; new MutationObserver(() => said.push(
        document.querySelector("#pdf").textContent)).observe(document.querySelector("#pdf"),
        {childList: true}); }"""
    )
    with page.expect_popup() as opened:
        link.focus()
        page.keyboard.press("Enter")
    page.wait_for_function("window.said.length === 2", timeout=60_000)
    assert page.evaluate("window.said") == ["Making PDF…", "PDF"]
    assert opened.value.url == f"{page.url}files/en.pdf"
    answer = page.request.get(opened.value.url)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == "inline; filename*=UTF-8''report.en.pdf"
    assert answer.body().startswith(b"%PDF-")
    assert "newest sentence of all" in " ".join(pdf_text(answer.body()).split())
    assert faults_of_any_look(answer.body()) == []


def test_the_word_draft_is_saved(start: Started, look: Look, theme: Report) -> None:
    page = look(start("-l", "en", "--theme", "plain").address)
    ready(page)
    with page.expect_download(timeout=60_000) as saved:
        page.get_by_role("link", name="Word").click()
    assert saved.value.suggested_filename == "report.en.docx"
    with ZipFile(io.BytesIO(saved.value.path().read_bytes())) as archive:
        assert "second paragraph of part 9" in archive.read("word/document.xml").decode()


def test_a_file_that_cant_be_made_is_told_and_the_page_stays(
    start: Started, look: Look, report: Report
) -> None:
    page = look(start().address, complaint="409")
    ready(page)
    page.route("**/files/zh.docx", lambda route: route.fulfill(
        status=409, json={"findings": [{"code": "RG1", "message": "not so", "place": None,
        "excerpt": None, "remarks": ["found: it"], "mend": "Mend it."}]},
    ))  # fmt: skip
    page.get_by_role("link", name="Word").click()
    expect(page.get_by_role("alert")).to_have_text("The Word file can't be made")
    expect(page.locator(".finding")).to_have_text("RG1 not sofound: itMend it.")
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("region")).to_be_hidden()


def test_the_end_of_the_preview_is_seen(start: Started, look: Look) -> None:
    preview = start()
    page = look(preview.address)
    ready(page)
    preview.process.terminate()
    preview.process.wait(20)
    expect(page.locator("#state-text")).to_have_text("The preview has ended")


@pytest.mark.parametrize(
    "hostile",
    [
        '<script>document.title = "taken"; parent.document.title = "taken"</script>',
        '<img src="x" onerror="parent.document.title = \'taken\'">',
        '<meta http-equiv="refresh" content="0; url=/report/en">',
    ],
)
def test_a_template_runs_no_script_on_first_sight_and_none_after_a_change(
    start: Started, look: Look, theme: Report, hostile: str
) -> None:
    theme.change("<main>", f"<main>{hostile}", "report.html.j2")
    page = look(
        start("--theme", "plain").address,
        complaint="^Blocked script|^Refused to|404|Content Security Policy",
    )
    page.wait_for_timeout(500)
    theme.change("<main>", f"<main><p>second</p>{hostile}", "report.html.j2")
    expect(page.frame_locator("#report").get_by_text("second")).to_be_attached()
    page.wait_for_timeout(500)
    assert "taken" not in page.title()
    assert page.frames[1].url.endswith("/report/zh?theme=plain")
