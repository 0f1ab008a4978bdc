"""The page in a real browser: it runs under its own policy, filters, and shows notes to mouse and keyboard."""

import struct
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import chromium
import pytest
import report_fixture as fixture

from audit.reports import render
from audit.reports.view import Audited

pytestmark = pytest.mark.browser
Opened = Callable[..., chromium.Chromium]
SHOWN = "[...document.querySelectorAll('#findings li')].filter(e => e.checkVisibility()).length"
MARKED = "[...document.querySelectorAll('#text .target .mark:not(.off)')].length"
PANEL = "(p => p && !p.hidden ? p.innerText : '')(document.getElementById('panel'))"


@pytest.fixture(scope="module")
def browser() -> Iterator[chromium.Chromium]:
    program = chromium.find()
    if program is None:
        pytest.skip(f"no Chromium on the path (looked for {', '.join(chromium.NAMES)})")
    with chromium.Chromium(program) as opened:
        yield opened


@pytest.fixture
def show(browser: chromium.Chromium, tmp_path: Path) -> Iterator[Opened]:
    """Open an audit's page; at the end, nothing may have been complained about."""

    def opened(audited: Audited, **how: object) -> chromium.Chromium:
        path = tmp_path / "report.html"
        path.write_text(render("html", audited), encoding="utf-8")
        browser.open(path, **how)
        return browser

    browser.complaints.clear()
    yield opened
    assert browser.complaints == []


def test_filters_hide_findings(show: Opened) -> None:
    page = show(fixture.sample())
    assert page.run(SHOWN) == 16
    page.run("document.querySelector('[value=meaning]').click()")
    assert page.run(SHOWN) == 11
    assert page.run("document.getElementById('shown').textContent") == "11 of 16 findings"
    page.run("document.querySelector('[value=major]').click()")
    assert page.run(SHOWN) == 5
    assert page.run(MARKED) == 5
    page.run("document.querySelector('[name=only]').click()")
    assert page.run("document.querySelectorAll('#text .row:not([hidden])').length") == 4


def test_an_overlapped_mark_is_drawn_as_the_finding_that_is_left(show: Opened) -> None:
    page = show(fixture.sample())
    page.run("document.querySelector('[value=idiom]').click()")
    assert page.run("document.querySelector('[data-f=\"4 5\"]').className") == "mark k-language s-minor"
    assert page.run("document.querySelector('#text [data-f=\"4\"]').className") == "mark off"


def test_keyboard_shows_and_closes_the_note(show: Opened) -> None:
    page = show(fixture.sample())
    page.run("document.querySelector('#m-2').focus()")
    page.press("Tab")  # the number of the next passage
    page.press("Tab")
    assert page.run("document.activeElement.id") == "m-3"
    note = page.run(PANEL)
    assert "The source denies it, the translation affirms it." in note
    assert "was not closed" in note
    assert "90% sure" in note
    described = "document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent"
    assert "The source denies it" in page.run(described)
    page.press("Escape")
    assert page.run(PANEL) == ""
    assert page.run("document.activeElement.id") == "m-3"


def test_mouse_shows_both_notes_of_an_overlap(show: Opened) -> None:
    page = show(fixture.sample())
    page.point('.target [data-f="4 5"]')
    note = page.run(PANEL)
    assert "pulled itself together" in note
    assert "A company is “it”" in note
    assert page.run("document.querySelectorAll('.source .lit').length") == 1


def test_links_lead_to_the_list_and_back(show: Opened) -> None:
    page = show(fixture.sample())
    page.run("document.querySelector('#m-7').focus()")
    page.press("Enter")
    assert page.run("location.hash") == "#f-7"
    page.run("document.querySelector('#f-7 a').click()")
    assert page.run("location.hash") == "#m-7"
    assert page.run("document.activeElement.id") == "m-7"


def test_page_reads_without_scripts(show: Opened) -> None:
    page = show(fixture.sample(), scripts=False)
    tree = page.ask("DOM.getDocument")["root"]["nodeId"]

    def box(selector: str) -> bool:
        node = page.ask("DOM.querySelector", nodeId=tree, selector=selector)["nodeId"]
        style = page.ask("CSS.getComputedStyleForNode", nodeId=node)["computedStyle"]
        return next(s["value"] for s in style if s["name"] == "display") != "none"

    page.ask("DOM.enable")
    page.ask("CSS.enable")
    assert box("#f-3")
    assert not box("#filters")
    assert not box("#n-3")
    mark = page.ask("DOM.querySelector", nodeId=tree, selector="#m-3")["nodeId"]
    page.ask("DOM.focus", nodeId=mark)
    assert box("#n-3")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("make", [fixture.sample, fixture.arabic, fixture.hostile])
def test_page_fits_and_is_not_blank(show: Opened, make: Callable[[], Audited], width: int) -> None:
    page = show(make(), width=width)
    assert page.run("document.documentElement.scrollWidth") <= width
    assert _colours(page.picture()) > 50


def test_dark_mode_and_print(show: Opened) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert show(fixture.sample()).run(ground) == "rgb(250, 249, 246)"
    assert show(fixture.sample(), scheme="dark").run(ground) == "rgb(21, 23, 26)"
    page = show(fixture.sample(), scheme="dark", medium="print")
    assert page.run(ground) == "rgb(255, 255, 255)"
    assert not page.run("document.getElementById('filters').checkVisibility()")
    assert page.run(SHOWN) == 16


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(show: Opened, scheme: str) -> None:
    """Contrast of every text at least 4.5, as in WCAG 2.2, 1.4.3."""
    page = show(fixture.sample(), scheme=scheme)
    assert page.run(_CONTRAST) == []


def test_a_long_article_stays_quick(show: Opened) -> None:
    page = show(fixture.long())
    began = time.monotonic()
    page.run("document.querySelector('[value=major]').click()")
    page.run("document.body.offsetHeight")
    assert time.monotonic() - began < 3
    assert page.run(SHOWN) == 312


def _colours(png: bytes) -> int:
    """Count the different rows of an 8-bit PNG's pixels: a blank picture has one or two."""
    at, data = 8, b""
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        data += png[at + 8 : at + 8 + size] if kind == b"IDAT" else b""
        at += 12 + size
    width, height, _, mode = struct.unpack(">IIBB", png[16:26])
    raw = zlib.decompress(data)
    step = 1 + width * {2: 3, 6: 4}[mode]
    return len({raw[n * step : (n + 1) * step] for n in range(height)})


_CONTRAST = """
(() => {
  const read = (c) => c.match(/[\\d.]+/g).map(Number);
  const line = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const light = (c) => c.slice(0, 3).map((v) => line(v / 255))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const c = read(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c;
    }
  };
  const poor = new Set();
  for (const e of document.body.querySelectorAll("*")) {
    if (e.matches("script, .skip") || !e.checkVisibility()) continue;
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
    const [a, b] = [light(read(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) poor.add(`${e.className || e.tagName} ${ratio.toFixed(2)}`);
  }
  return [...poor];
})()
"""
