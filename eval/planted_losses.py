"""Good translations beside another system's, and the same with words dropped or put in by chance."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from audit.align.missing import meaningful
from audit.check import Pair
from audit.finding import Span
from corpora.words import words
from eval.rows import Data

SETS = {
    "uk-en": "data/wmt22-uken/uk-en.jsonl.gz",
    "ru-en": "data/wmt22-ruen/ru-en.jsonl.gz",
    "de-en": "data/wmt22-deen/de-en.jsonl.gz",
}
TALKS = "data/mqm-ted-zhen/zh-en.jsonl.gz"
LENGTHS = range(7, 41)
_SAME = 0.4  # share of added words that the sentence has elsewhere


@dataclass(frozen=True, slots=True)
class Sound:
    """A good translation of one document, with another one beside it."""

    document: str
    pair: Pair


def sound(data: Data, count: int, random: Random) -> Iterator[Sound]:
    """Draw good translations of each set."""
    for name, file in SETS.items():
        source, target = name.split("-")
        rows = [row for row in data.rows(file) if len(words(row["refs"]["A"])) in LENGTHS]
        for row in random.sample(rows, min(count, len(rows))):
            reference = row["refs"]["A"]
            others = sorted(text for text in row["mt"].values() if text and text != reference)
            if others:
                pair = Pair(reference, target, row["src"], source, (random.choice(others),))
                yield Sound(str(row.get("doc", row["id"])), pair)
    yield from _talks(data, count, random)


def _talks(data: Data, count: int, random: Random) -> Iterator[Sound]:
    said: dict[tuple[str, str], dict[str, bool]] = {}
    for row in data.rows(TALKS):
        serious = any(span["severity"] != "minor" for span in row["spans"])
        texts = said.setdefault((row["doc"], row["src"]), {})
        texts[row["mt"]] = texts.get(row["mt"], False) or serious
    drawn = 0
    keys = sorted(said)
    random.shuffle(keys)
    for document, source in keys:
        texts = said[document, source]
        good = [text for text, serious in texts.items() if not serious and len(words(text)) in LENGTHS]
        others = sorted(text for text in texts if text != (good or [""])[0])
        if good and others and drawn < count:
            drawn += 1
            yield Sound(document, Pair(good[0], "en", source, "zh", (random.choice(others),)))


def dropped(text: str, random: Random) -> tuple[str, Span] | None:
    """Take out one to four words that follow each other; return the text, and what is gone of the old one."""
    listed = words(text)
    fit = [n for n, own in enumerate(meaningful(listed, "en")) if own]
    if len(fit) < 3:
        return None
    first = random.choice(fit)
    end = min(first + random.choice((1, 1, 1, 1, 2, 3, 4)), len(listed))
    gone = Span(listed[first].start, listed[end - 1].end)
    start = gone.start - (gone.start > 0 and text[gone.start - 1] == " ")
    return text[:start] + text[gone.end :], gone


def put_in(text: str, other: str, random: Random) -> tuple[str, Span] | None:
    """Put one to three words of another text, or again of this one, before a word that is not the first.

    Returns the text, and the place of what is new in it.
    """
    again = random.random() < _SAME
    other = text if again else other
    listed, strange = words(text), words(other)
    fit = [
        n
        for n, own in enumerate(meaningful(strange, "en"))
        if own and strange[n].text.islower() and (again or strange[n].text not in text.lower())
    ]
    if len(listed) < 4 or not fit:
        return None
    first = random.choice(fit)
    end = min(first + random.choice((1, 1, 1, 1, 2, 3)), len(strange))
    new = other[strange[first].start : strange[end - 1].end]
    at = random.choice([word.start for n, word in enumerate(listed) if n and not (again and first <= n <= end)] or [0])
    return f"{text[:at]}{new} {text[at:]}", Span(at, at + len(new))
