"""The index of a feed: what it ranks, what it draws, and how it works in a browser."""

from collections.abc import Iterator
from pathlib import Path

import chromium
import pytest

from audit.finding import Decision, Kind, Severity
from audit.reports.chart import periods
from audit.reports.index import Count, Listed, ranked, render

SHOWN = "[...document.querySelectorAll('#ranking tbody tr')].filter(r => r.checkVisibility()).map(r => r.cells[0].dataset.v).join()"
CLICK = "document.querySelectorAll('#ranking thead button')[{}].click()"


def article(number: int, decision: Decision | None, need: float = 0.0, **more: object) -> Listed:
    outlet = str(more.get("outlet", "The Harbour Gazette"))
    counts = (Count("changed-number", Kind.MEANING, Severity.MAJOR, int(need / 5)),) if need else ()
    title = str(more.get("title", f"Article number {number} on the new bridge"))
    return Listed(
        number, title, "", outlet, str(more.get("published", f"2026-11-{number:02}")), 1.79e9, str(more.get("problem", "")), "open",
        f"index_pages/{number}.html" if decision else "", "uk", "en", decision, ("the reason in words",), int(need), 400, need * 2.5, need, counts,
    )  # fmt: skip


ARTICLES = (
    article(1, Decision.PUBLISH),
    article(2, Decision.REVIEW, 5.0, outlet="Night & Day"),
    article(3, None, problem="the text is in 'fr', not 'en'"),
    article(4, Decision.RETRANSLATE, 60.0),
    article(5, Decision.REVIEW, 25.0, outlet="Night & Day", title="<b>bold</b> \u202eevil"),
)


def test_the_most_needy_stand_first() -> None:
    assert [a.number for a in ranked(ARTICLES)] == [4, 5, 2, 3, 1]


def test_the_page_is_the_same_for_the_same_articles() -> None:
    html = render(ARTICLES)
    assert html == render(tuple(reversed(ARTICLES)))
    assert "&lt;b&gt;bold&lt;/b&gt; ‹RLO›evil" in html
    assert "Night &amp; Day: 15.0 serious findings per 1,000 words" not in html
    assert "no articles" not in html
    assert "Nothing was audited yet" in render(())


@pytest.mark.parametrize(
    ("last", "unit", "count"),
    [
        ("2026-11-01", "day", 1),
        ("2026-11-20", "day", 20),
        ("2026-12-13", "week", 7),
        ("2027-10-01", "month", 12),
        ("9999-01-01", "day", 2),
    ],
)
def test_periods_have_no_gap(last: str, unit: str, count: int) -> None:
    found = periods([("2026-11-01", 1.7936e9), (last, 1.7936e9)])
    assert (found.unit, len(found.names), found.places) == (unit, count, (0, count - 1))


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[chromium.Chromium, Path]]:
    program = chromium.find()
    if program is None:
        pytest.skip(f"no Chromium on the path (looked for {', '.join(chromium.NAMES)})")
    path = tmp_path_factory.mktemp("index") / "index.html"
    path.write_text(render(ARTICLES), encoding="utf-8")
    with chromium.Chromium(program) as opened:
        yield opened, path
        assert opened.complaints == []


@pytest.mark.browser
def test_sorting_and_filters(browser: tuple[chromium.Chromium, Path]) -> None:
    page, path = browser
    page.open(path)
    assert page.run(SHOWN) == "1,2,3,4,5"
    page.run(CLICK.format(7))  # major, the most first
    assert page.run(SHOWN) == "1,2,3,4,5"
    page.run(CLICK.format(7))
    assert page.run(SHOWN) == "4,5,3,2,1"
    page.run(CLICK.format(5))  # published
    assert page.run(SHOWN) == "5,3,4,1,2"
    page.run("document.querySelector('[value=retranslate]').click()")
    assert page.run(SHOWN) == "5,3,4,2"
    page.run(
        "(s => { s.value = 'Night & Day'; s.dispatchEvent(new Event('input', { bubbles: true })) })(document.querySelector('[name=outlet]'))"
    )
    assert page.run(SHOWN) == "3,2"
    assert page.run("document.getElementById('shown').textContent") == "2 of 5 articles"


@pytest.mark.browser
def test_it_reads_without_scripts_and_fits(browser: tuple[chromium.Chromium, Path]) -> None:
    page, path = browser
    page.open(path, scripts=False)
    assert page.run(SHOWN) == "1,2,3,4,5"
    assert page.run("document.getElementById('filters').checkVisibility()") is False
    for width in (360, 800, 1280):
        page.open(path, width=width)
        assert page.run("document.documentElement.scrollWidth") <= width
    page.open(path, medium="print", width=760)
    assert page.run("document.querySelectorAll('svg.bars rect').length") >= 4
