"""Articles of web pages: the main text, and nothing of the page around it."""

from pathlib import Path

import pytest

from audit.cli import main
from corpora.article import fragment_text, read_page
from corpora.charset import decoded
from corpora.read import InputError, read_text

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Budget grows to 3.2 billion</title>
<meta property="og:site_name" content="The Harbour Gazette">
<link rel="alternate" hreflang="uk" href="/uk/news/1"><link rel="alternate" hreflang="x-default" href="/">
<link rel="stylesheet" href="a.css"><script>alert("never")</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/politics">Politics</a></li></ul></nav>
<article><h1>Budget grows to 3.2 billion</h1>
<div class="share"><p>Share this</p></div>
<figure><img src="a.jpg" alt="hall"><figcaption>The town hall in spring. Photo: agency</figcaption></figure>
<p>The Kyiv council voted on 17 November 2026 to raise the budget to 3.2 billion hryvnias, the mayor said.</p>
<p>Advertisement</p>
<h2>What comes next</h2>
<p>Members of the <b>council</b> will meet again <a href="/a">next week</a>. They want a report on all 27 schools by 30 November.</p>
<ul><li>The first hearing is on Monday.</li><li>The second hearing is on Friday.</li></ul>
<p>Read more: How the budget was drawn up</p>
</article><footer>© The Harbour Gazette. All rights reserved.</footer></body></html>"""
SOURCE = """<!doctype html><html lang="uk"><head><title>Бюджет зріс до 3,2 млрд</title></head><body><article><h1>Бюджет зріс до 3,2 млрд</h1>
<p>Рада Києва 17 листопада 2026 року проголосувала за збільшення бюджету до 3,2 млрд гривень, повідомив мер.</p><h2>Що далі</h2>
<p>Члени ради знову зберуться наступного тижня. Вони хочуть отримати звіт про всі 27 шкіл до 30 листопада.</p>
<ul><li>Перше слухання відбудеться в понеділок.</li><li>Друге слухання відбудеться в п'ятницю.</li></ul></article></body></html>"""


def test_the_article_alone() -> None:
    page = read_page(PAGE, "page", "https://gazette.example/en/news/1")
    assert page.text.split("\n\n") == [
        "Budget grows to 3.2 billion",
        "The Kyiv council voted on 17 November 2026 to raise the budget to 3.2 billion hryvnias, the mayor said.",
        "What comes next",
        "Members of the council will meet again next week. They want a report on all 27 schools by 30 November.",
        "The first hearing is on Monday.",
        "The second hearing is on Friday.",
    ]
    assert (page.title, page.lang, page.outlet) == ("Budget grows to 3.2 billion", "en-GB", "The Harbour Gazette")
    assert page.alternates == (("uk", "https://gazette.example/uk/news/1"),)


def test_check_reads_saved_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.html").write_text(PAGE.replace("3.2 billion hryvnias", "3.2 million hryvnias"), encoding="utf-8")
    (tmp_path / "original.html").write_text(SOURCE, encoding="utf-8")
    told = main(
        ["check", str(tmp_path / "page.html"), "--source", str(tmp_path / "original.html"), "--encoder", "none"]
    )
    shown, complained = capsys.readouterr()
    assert (told, complained) == (1, "")
    assert "changed-number" in shown
    assert "Advertisement" not in shown


@pytest.mark.parametrize(
    "html", ["<html></html>", "<!doctype html><body><nav><a href='/'>Home</a></nav>", "<html>" + "<div>" * 5000]
)
def test_a_page_without_an_article_is_told(html: str) -> None:
    with pytest.raises(InputError, match=r"^odd: "):
        read_page(html, "odd")


def test_a_broken_page_is_read(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(
        b"<html><body><article><p>The mayor \x00opened the bridge on Monday & left.<p>It is 300 metres long, the city said"
    )
    assert "opened the bridge on Monday & left." in read_text(str(path)).text


def test_pieces_of_html_become_paragraphs() -> None:
    html = "<p>One &amp; two<br>three</p><figure><figcaption>A caption</figcaption></figure><div>Four <i>five</i></div><script>x()</script>"
    assert fragment_text(html) == "One & two\n\nthree\n\nFour five"


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        ("Київ".encode("cp1251"), "windows-1251", "Київ"),
        (b'<meta charset="windows-1251">' + "Київ".encode("cp1251"), "", '<meta charset="windows-1251">Київ'),
        ("Київ".encode("utf-16"), "", "Київ"),
        ("\ufeffКиїв".encode(), "latin-1", "Київ"),
        (b"\x93quoted\x94", "iso-8859-1", "“quoted”"),
        (b"a stray \xff byte", "", "a stray \ufffd byte"),
    ],
)
def test_encodings(data: bytes, declared: str, text: str) -> None:
    assert decoded(data, "page", declared) == text


@pytest.mark.parametrize(
    ("data", "declared", "says"), [(b"x", "klingon", "not known"), ("Київ".encode("cp1251") * 9, "utf-8", "is not in")]
)
def test_encodings_that_cannot_be(data: bytes, declared: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        decoded(data, "page", declared)


def test_what_to_install_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    with pytest.raises(InputError, match=r"page: .* needs trafilatura; pip install 'mtaudit\[feeds\]'"):
        read_page(PAGE, "page")
