"""A server of the review page in a thread, and a browser before it."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import report_fixture as fixture
import review_store
import uvicorn
from playwright.sync_api import Browser, Page

from audit.feeds.store import opened
from audit.finding import Decision
from audit.serve.app import Desk, app
from audit.serve.guard import Keys

SHOTS = os.environ.get("MTAUDIT_SCREENSHOTS", "")  # a folder to keep pictures in


@contextmanager
def served(folder: Path) -> Iterator[Desk]:
    """Serve six articles, whose store lies in the folder."""
    empty, long = fixture.empty(), fixture.long(32)
    articles = [
        fixture.sample(), review_store.hostile(), fixture.arabic(), None, review_store.decided(empty, Decision.PUBLISH), long,
    ]  # fmt: skip
    path = review_store.filled(folder / "s.sqlite", articles)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = Desk(path, folder / "judgements.sqlite", "night desk", Keys("127.0.0.1", port))
    server = uvicorn.Server(uvicorn.Config(app(made), host="127.0.0.1", port=port, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield made
    server.should_exit = True
    thread.join(10)


@contextmanager
def viewed(browser: Browser, desk: Desk, **how: bool) -> Iterator[Page]:
    """A page with an empty store of reviews; at the end, nothing may have been complained about, nor anything been asked of others."""
    with closing(opened(desk.store)) as store:
        store.execute("DELETE FROM reviews")
        store.execute("UPDATE articles SET status = 'open'")
    desk.judgements.unlink(missing_ok=True)
    address = f"http://127.0.0.1:{desk.keys.port}"
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}, **how)  # type: ignore[arg-type]
    page = context.new_page()
    complaints: list[str] = []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(address) else complaints.append(request.url))
    yield page
    context.close()
    assert complaints == []


def keep(page: Page, name: str, *, full: bool = False) -> None:
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{SHOTS}/review-{name}.png", full_page=full)


def processor(page: Page) -> Callable[[], float]:
    """Return what tells the seconds of the processor that the page has taken since now, whatever else the machine does."""
    tools = page.context.new_cdp_session(page)
    tools.send("Performance.enable", {"timeDomain": "threadTicks"})

    def total() -> float:
        metrics = {one["name"]: one["value"] for one in tools.send("Performance.getMetrics")["metrics"]}
        return float(metrics["TaskDuration"])

    before = total()
    return lambda: total() - before


def select(page: Page, words: str) -> None:
    """Select words of the translation with the mouse's own means, the browser's selection."""
    page.evaluate(
        """(words) => {
          for (const holder of document.querySelectorAll("#text .target [data-s]")) {
            const at = holder.textContent.indexOf(words);
            if (at < 0) continue;
            holder.scrollIntoView({ block: "center" });
            getSelection().setBaseAndExtent(holder.firstChild, at, holder.firstChild, at + words.length);
            return;
          }
          throw new Error("no such words");
        }""",
        words,
    )
