"""Names that a feed spells in several ways: how they are collected, compared and shown."""

import json
from collections import Counter
from pathlib import Path

import pytest

from audit.check import Pair
from audit.cli import main
from audit.naming.spellings import spellings, ways


def _written(source: str, target: str, lang: str) -> Counter[tuple[str, str]]:
    found = spellings([Pair(target, "en", source, lang)])
    return Counter({(s.name, s.written): n for s, n in found.items()})


@pytest.mark.parametrize(
    ("source", "target", "lang", "wanted"),
    [
        ("Зустріч із Байденом тривала годину.", "The meeting with Biden lasted an hour.", "uk", ("Байден", "Biden")),
        ("Зустріч із Байденом тривала годину.", "The meeting with Baiden lasted an hour.", "uk", ("Байден", "Baiden")),
        (
            "Вчера об этом сообщил Кириенко.",
            "This was reported yesterday by Kiriyenko.",
            "ru",
            ("Кириенко", "Kiriyenko"),
        ),
        ("Wczoraj spotkał się z Kaczyńskim.", "Yesterday he met Kaczynski.", "pl", ("Kaczyński", "Kaczynski")),
    ],
)
def test_a_spelling_stands_beside_the_dictionary_form(
    source: str, target: str, lang: str, wanted: tuple[str, str]
) -> None:
    assert _written(source, target, lang)[wanted] == 1


def test_countries_and_texts_without_a_source_say_nothing() -> None:
    assert not spellings([Pair("The minister met Baiden.", "en")])
    assert not _written("Вона приїхала з Німеччини.", "She came from Germany.", "uk")


@pytest.mark.parametrize(
    ("lang", "name", "written", "found", "accepted"),
    [
        ("uk", "Байден", ("Biden", "Baiden"), ("Baiden", "Biden"), False),
        ("uk", "Бобіренко", ("Bobirenko", "Bobireko"), ("Bobireko", "Bobirenko"), False),
        ("uk", "Сирський", ("Syrskyi", "Syrsky"), ("Syrsky", "Syrskyi"), True),
        ("ru", "Иванов", ("Ivanov", "Ivanova"), (), False),
        ("uk", "Шольц", ("Scholz",), (), False),
    ],
)
def test_ways(lang: str, name: str, written: tuple[str, ...], found: tuple[str, ...], accepted: bool) -> None:
    said = ways(lang, name, written)
    assert (said.written, said.accepted) == (found, accepted)


def test_the_index_of_a_feed_shows_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = [
        (
            "Yesterday the minister met Viktor Bobirenko in the town hall.",
            "Учора міністр зустрів Віктора Бобіренка в ратуші.",
        ),
        ("In the morning the council heard Viktor Bobireko again.", "Уранці рада знову вислухала Віктора Бобіренка."),
        ("The report by Viktor Bobirenko was read by the council.", "Доповідь Віктора Бобіренка прочитала рада."),
    ]
    feed, index = tmp_path / "feed.jsonl", tmp_path / "index.html"
    rows = [
        {"id": f"a{n}", "title": f"Number {n}", "text": t, "lang": "en", "source": s, "source_lang": "uk"}
        for n, (t, s) in enumerate(texts)
    ]
    feed.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    options = ("--store", str(tmp_path / "s.sqlite"), "--encoder", "none", "--jobs", "1", "-o", str(index))
    assert main(["feed", *options, str(feed)]) == 0
    html = index.read_text(encoding="utf-8")
    assert "Names spelled in several ways" in html
    assert "Bobirenko</bdi></a> 2× in 2 articles" in html and "Bobireko</bdi></a> 1× in 1 article" in html
    first = html
    assert main(["feed", *options, "--again", str(feed)]) == 0
    assert index.read_text(encoding="utf-8") == first
    capsys.readouterr()
