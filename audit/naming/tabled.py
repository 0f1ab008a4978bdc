"""What the tables of places and organisations know of a source: which of their rows it names, in any case form."""

from collections.abc import Iterator
from functools import cache, lru_cache

import regex

from audit.finding import Span
from audit.lexicons.gazetteer import Entry, Form, Gazetteer, key, organisations, places, transliterated
from audit.naming.inflected import nominatives
from audit.naming.sound import is_cut_out, is_running
from corpora.words import Word, words

_QUOTES = "«\"“„'‘‹「『《"
_ENDING = 3  # letters that a case may add to a stem, or put in the stead of its last two


@lru_cache(maxsize=4096)
def named(text: str, lang: str) -> tuple[tuple[Entry, Span], ...]:
    """Return the rows that a source names, with their places."""
    found: dict[tuple[str, int], tuple[Entry, Span]] = {}
    for table in (places(), organisations()):
        for entry, span in _running(table, text, lang) if is_running(lang) else _worded(table, text, lang):
            found[entry.id, span.start] = (entry, span)
    if is_running(lang):
        there = (form for form in transliterated().all(lang) if form.text in text)
        parts = ((form.entry, span) for form in there for span in _apart(form.text, text))
        found.update(((entry.id, span.start), (entry, span)) for entry, span in parts)
    return tuple(found.values())


def _apart(form: str, text: str) -> Iterator[Span]:
    """Where a word of a name stands that is no part of a longer one (约翰 in 约翰逊)."""
    for match in regex.finditer(regex.escape(form), text):
        if not is_cut_out(text, *match.span()) and _stands_alone(text, match.start(), form):
            yield Span(*match.span())


@cache
def _forms(name: str, lang: str) -> tuple[Form, ...]:
    """All forms of a table in a language that is read without word borders."""
    table = places() if name == "places" else organisations()
    return table.all(lang)


def _running(table: Gazetteer, text: str, lang: str) -> Iterator[tuple[Entry, Span]]:
    for form in _forms("places" if table is places() else "organisations", lang):
        at = text.find(form.text)
        if at >= 0 and (not form.quoted or text[at - 1 : at] in _QUOTES) and _stands_alone(text, at, form.text):
            yield form.entry, Span(at, at + len(form.text))


_WRITTEN_ON = "والبفلكסבהומכל"  # articles and prepositions that Arabic and Hebrew write onto a word


def _stands_alone(text: str, at: int, form: str) -> bool:
    """Whether a form in a script with spaces is a whole word, but for what is written onto its beginning."""
    if not ("֐" <= form[0] <= "ۿ"):
        return True
    end = at + len(form)
    head = text[text.rfind(" ", 0, at) + 1 : at]
    return (
        not text[end : end + 1].isalpha() and all(c in _WRITTEN_ON or not c.isalpha() for c in head) and len(head) <= 3
    )


def _worded(table: Gazetteer, text: str, lang: str) -> Iterator[tuple[Entry, Span]]:
    listed = [_bare(w) for w in words(text)]
    for k, word in enumerate(listed):
        if not word.text[:1].isupper():
            continue
        for form in table.starting(word.text, lang):
            parts = form.text.split()
            window = listed[k : k + len(parts)]
            if len(window) == len(parts) and all(_is_form(w, p, lang) for w, p in zip(window, parts, strict=True)):
                span = Span(window[0].start, window[-1].end)
                if not form.quoted or text[: span.start].rstrip()[-1:] in tuple(_QUOTES):
                    yield form.entry, span
        for form in table.find(word.text, lang):
            if not form.quoted:
                yield form.entry, Span(word.start, word.end)


def _bare(word: Word) -> Word:
    """The word without an article written onto it."""
    at = next((i for i, c in enumerate(word.text) if c in "'’" and word.text[i + 1 : i + 2].isupper()), -1)
    return Word(word.text[at + 1 :], word.start + at + 1, word.end) if 0 < at < 5 and word.text[:1].islower() else word


def _is_form(word: Word, part: str, lang: str) -> bool:
    """Whether a word is the part of a name in some case."""
    low, want = key(word.text), key(part)
    if low == want:
        return True
    if word.text.isupper() or part.isupper() or word.text[:1].isupper() != part[:1].isupper() or len(want) < 4:
        return False
    if want in {key(f) for f in nominatives(word.text, lang)} or (low == want[:-1] and want[-1] in _PLURAL):
        return True
    stem = want[:-2]
    return len(want) > 5 and lang in _INFLECTED and low.startswith(stem) and abs(len(low) - len(want)) <= _ENDING


_PLURAL = "ыиі"  # what a Slavic genitive plural leaves out ("Вод" of "Воды")
_INFLECTED = frozenset({"uk", "ru", "be", "bg", "sr", "pl", "cs", "sk", "tr", "ro"})


@lru_cache(maxsize=4096)
def english_words(text: str, lang: str) -> frozenset[str]:
    """Return the words of all right English names of what a source names."""
    return frozenset(
        w for entry, _ in named(text, lang) for name in entry.accepted for w in name.replace("-", " ").split()
    )


def is_said(entry: Entry, text: str) -> bool:
    """Whether an English text has one of the right names of a row."""
    low = f" {' '.join(w.text for w in words(key(text)))} "
    return any(f" {' '.join(w.text for w in words(name))}" in low for name in entry.accepted)
