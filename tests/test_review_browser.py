"""The review page in a real browser, driven by Playwright: one reviewer's way from the queue to the export."""

import json
from collections.abc import Iterator
from pathlib import Path

import chromium
import pytest
import report_fixture as fixture
import review_store

pytest.importorskip("starlette", reason="the review page needs 'mtaudit[serve]'")
pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install -e '.[dev]'")
from playwright.sync_api import Browser, Page, sync_playwright
from review_server import keep, processor, select, served, viewed

from audit.judgements import dismissed
from audit.serve.app import Desk

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = chromium.find()
    if program is None:
        pytest.skip(f"no Chromium on the path (looked for {', '.join(chromium.NAMES)})")
    with sync_playwright() as playwright:
        opened_browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield opened_browser
        opened_browser.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with served(tmp_path_factory.mktemp("review")) as made:
        yield made


@pytest.fixture
def view(browser: Browser, desk: Desk) -> Iterator[Page]:
    with viewed(browser, desk) as page:
        yield page


@pytest.fixture
def plain(browser: Browser, desk: Desk) -> Iterator[Page]:
    """The same without scripts."""
    with viewed(browser, desk, java_script_enabled=False) as page:
        yield page


def test_a_reviewers_way(view: Page, desk: Desk) -> None:
    view.goto("/")
    keep(view, "queue")
    assert view.locator("#ranking tbody tr").count() == 6
    view.get_by_label("Search").fill("number 1 on")
    view.keyboard.press("Enter")
    view.wait_for_url("**/?*search=*")
    assert view.locator("#ranking tbody tr").count() == 1
    view.keyboard.press("j")
    view.keyboard.press("Enter")
    view.wait_for_url("**/article/1")
    keep(view, "article")

    view.keyboard.press("j")
    view.keyboard.press("d")
    view.keyboard.type("the river has two names")
    view.keyboard.press("Enter")
    view.locator("#f-1[data-state=dismissed]").wait_for()
    assert view.locator("#live").inner_text() == "Finding 1 dismissed"
    assert view.evaluate("document.activeElement.id") == "f-2"
    assert "v-dismissed" in str(view.locator(".target .mark[data-f='1']").get_attribute("class"))
    view.keyboard.press("1")
    view.locator("#f-2[data-state=accepted]").wait_for()
    view.keyboard.press("a")
    view.locator("#f-3[data-state=accepted]").wait_for()
    assert view.locator("#progress").inner_text() == "3 of 16 findings reviewed"
    assert dismissed(desk.judgements) == {"mt0001"}

    select(view, "lanterns")
    assert view.locator("#pick").inner_text() == "Add as missed (m): “lanterns”"
    view.keyboard.press("m")
    assert view.evaluate("document.activeElement.name") == "kind"
    view.keyboard.type("s")
    view.locator("#add [name=correction]").fill("street lamps")
    keep(view, "add")
    view.locator("#add").get_by_role("button", name="Add").click()
    view.locator(".find:has-text('street lamps')").first.wait_for()
    assert "lanterns" in view.evaluate("document.activeElement.innerText")
    keep(view, "added")
    keep(view, "article-full", full=True)

    view.keyboard.press("x")
    view.locator("#status [value=done][aria-pressed=true]").wait_for()
    with view.expect_download() as download:
        view.locator("#export").click()
    rows = [json.loads(line) for line in Path(download.value.path()).read_text("utf-8").splitlines()]
    assert [(r["text"], r["severity"], r["kind"]) for r in rows] == [
        ("4.8 million", "minor", "meaning"), ("was closed", "critical", "meaning"), ("lanterns", "major", "sense"),
    ]  # fmt: skip
    row = fixture.sample().rows[11]
    assert row.target[rows[2]["start"] - row.target_start : rows[2]["end"] - row.target_start] == "lanterns"


def test_a_selection_over_marks_has_the_places_of_the_text(view: Page) -> None:
    view.goto("/article/1")
    view.evaluate(
        """() => {
          const parts = [...document.querySelectorAll("#p-4 .target [data-s]")];
          getSelection().setBaseAndExtent(parts[0].firstChild, 4, parts.at(-1).firstChild, 4);
        }"""
    )
    view.keyboard.press("m")
    row = fixture.sample().rows[3]
    first, last = (
        int(view.locator(f"#add [name={name}]").input_value()) - row.target_start for name in ("first", "last")
    )
    assert row.target[first:last] == view.locator("#add [name=words]").input_value()
    assert row.target[first:].startswith("mayor said")


def test_a_selection_in_hostile_text_has_the_places_of_the_text(view: Page) -> None:
    view.goto("/article/2")
    assert view.evaluate("document.querySelectorAll('#text script, #text img').length") == 0
    view.evaluate("getSelection().selectAllChildren(document.querySelector('#p-1 .target p'))")
    view.keyboard.press("m")
    target = review_store.hostile().rows[0].target
    assert view.locator("#add [name=first]").input_value() == "0"
    assert view.locator("#add [name=last]").input_value() == str(len(target))


def test_all_works_without_scripts(plain: Page) -> None:
    plain.goto("/")
    plain.get_by_role("link", name="Article number 1").click()
    card = plain.locator("#f-2")
    card.get_by_label("Why, or a remark").fill("checked with the ministry")
    card.get_by_label("as").select_option("minor")
    card.get_by_role("button", name="Accept").click()
    assert plain.url.endswith("/article/1#f-2")
    assert "accepted as minor by night desk" in plain.locator("#f-2 .last").inner_text()
    plain.locator("#f-3").get_by_label("Why, or a remark").press("Enter")  # does nothing unmeant
    assert plain.locator("#f-3").get_attribute("data-state") == "open"
    plain.get_by_label("Words of the translation").fill("lanterns")
    plain.get_by_label("Passage", exact=True).fill("12")
    plain.locator("#missed").get_by_label("Kind").select_option("sense")
    plain.locator("#missed").get_by_role("button", name="Add").click()
    assert "1 added" in plain.locator("#progress").inner_text()
    plain.locator(".find:has-text('lanterns') >> text=Take back").first.click()
    assert "added" not in plain.locator("#progress").inner_text()


def test_shortcuts_are_listed_and_can_be_turned_off(view: Page) -> None:
    view.goto("/article/1")
    view.keyboard.press("?")
    assert view.get_by_role("dialog", name="Shortcuts").is_visible()
    keep(view, "help")
    view.get_by_label("Shortcuts of one key are on").uncheck()
    view.keyboard.press("Escape")
    assert not view.locator("#help").is_visible()
    view.keyboard.press("j")
    assert view.evaluate("document.activeElement === document.body || !document.activeElement.closest('.find')")


def test_tab_passes_through_the_page(view: Page) -> None:
    """No trap: the keyboard alone comes from the first control to the last, each seen to have the focus."""
    view.goto("/article/3")
    seen: list[str] = []
    for _ in range(120):
        view.keyboard.press("Tab")
        where = view.evaluate(
            """() => { const e = document.activeElement; return e === document.body ? "" :
              (e.dataset.seen ??= String(Math.random())) + (getComputedStyle(e).outlineStyle === "none" ? " bare" : ""); }"""
        )
        if not where or where in seen:
            break
        seen.append(where)
    assert (
        view.evaluate(
            "document.querySelectorAll('a[href], button:not([hidden], [disabled]), input:not([type=hidden]), select').length"
        )
        <= len(seen) + 8
    )
    assert [one for one in seen if one.endswith("bare")] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/article/1", "/article/2", "/article/3"])
def test_pages_fit_a_phone_and_can_be_read(view: Page, path: str, scheme: str) -> None:
    from test_browser import _CONTRAST  # noqa: PLC0415

    view.set_viewport_size({"width": 390, "height": 844})
    view.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    view.goto(path)
    keep(view, f"phone-{scheme}{path.replace('/', '-')}", full=path != "/article/2")
    assert view.evaluate("document.documentElement.scrollWidth") <= 390
    assert view.evaluate(_CONTRAST) == []


def test_controls_have_names_and_landmarks(view: Page) -> None:
    view.goto("/article/1")
    nameless = """() => [...document.querySelectorAll("a[href], button:not([hidden]), input:not([type=hidden]), select")]
      .filter((e) => !(e.innerText || e.ariaLabel || e.labels?.length || e.textContent.trim())).length"""
    assert view.evaluate(nameless) == 0
    assert view.locator("main").count() == 1
    assert view.locator("h1").count() == 1
    assert view.locator("#live[role=status]").count() == 1
    ids = view.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))


def test_five_hundred_findings_stay_quick(view: Page) -> None:
    spent = processor(view)
    view.goto("/article/6", timeout=120_000)
    assert spent() < 8
    assert view.locator(".find").count() > 480
    view.keyboard.press("j")
    spent = processor(view)
    view.keyboard.press("a")
    view.locator("#f-1[data-state=accepted]").wait_for()
    assert spent() < 3


def test_what_was_not_kept_is_told(browser: Browser, desk: Desk) -> None:
    context = browser.new_context(base_url=f"http://127.0.0.1:{desk.keys.port}")
    page = context.new_page()
    page.goto("/article/1")
    page.evaluate("for (const field of document.querySelectorAll('[name=csrf]')) field.value = 'old'")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.locator("#live.shown").wait_for()
    assert "Not kept: mtaudit: the page is older than the server" in page.locator("#live").inner_text()
    assert page.locator("#f-1").get_attribute("data-state") == "open"
    context.close()


def test_two_reviewers_at_once(view: Page, browser: Browser, desk: Desk) -> None:
    view.goto("/article/1")
    context = browser.new_context(base_url=f"http://127.0.0.1:{desk.keys.port}")
    other = context.new_page()
    other.goto("/")
    other.get_by_label("Reviewer").fill("day desk")
    other.get_by_role("button", name="Save").click()
    other.goto("/article/1")
    for page, key in ((view, "a"), (other, "3")):
        page.locator("#f-4").focus()
        page.keyboard.press(key)
        page.locator("#f-4[data-state=accepted]").wait_for()
    assert "in place of “accepted” by night desk" in other.locator("#live").inner_text()
    assert "accepted as critical by day desk" in other.locator("#f-4 .last").inner_text()
    context.close()
