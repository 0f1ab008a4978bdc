"""The manual as a site: it builds without a warning, has a page for each check, and every link of it arrives."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from audit.checks import CHECKS

ROOT = Path(__file__).parent.parent


class Page(HTMLParser):
    """The ids of a page, where its links point, and what it loads."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: set[str] = {""}
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.add(value or "")
            elif name == "src" or (name == "href" and tag == "link"):
                self.loads.append(value or "")
            elif name == "href" and tag == "a":
                self.links.append(value or "")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return folder


def test_each_check_has_a_page(site: Path) -> None:
    overview = (site / "checks.html").read_text("utf-8")
    for check in CHECKS:
        assert f'href="checks/{check.name}.html"' in overview
        text = (site / "checks" / f"{check.name}.html").read_text("utf-8")
        assert re.search(rf"<h1[^>]*>{check.code} {check.name}</h1>", text)
        assert "Silent:" in text


def test_links_arrive_and_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    pages = {path: Page(path) for path in site.rglob("*.html") if path.name != "404.html"}
    assert len(pages) >= len(CHECKS) + 5
    missing = []
    for path, page in pages.items():
        assert not [one for one in page.loads if "//" in one]
        for link in page.links:
            target, _, anchor = unquote(link).partition("#")
            if re.match(r"[a-z]+:", target):
                continue
            there = (path.parent / target).resolve() if target else path
            if there not in pages or anchor not in pages[there].ids:
                missing.append((path.name, link))
    assert missing == []


def test_the_library_says_what_is_public(site: Path) -> None:
    text = (site / "library.html").read_text("utf-8")
    for name in (
        "Auditor",
        "OutsideError",
        "load_translator",
        "audit_texts",
        "audit_pairs",
        "Finding",
        "render",
        "LineRecord",
        "dataset",
        "read_text",
    ):
        assert f">{name}</h3>" in text
    assert "mtaudit.translators" in text
    assert "<v>" not in text
    assert not re.search(r" at 0x[0-9a-f]{6}|=Ellipsis", text)
