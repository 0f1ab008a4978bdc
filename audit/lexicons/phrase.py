"""The notation in which the lexicons write phrases: English phrases, and phrases of the source language.

English (compared without case; articles, quotation marks and hyphens between words never matter):
    `word`    that word                  `(a|b+)`  one of these words
    `word+`   any form of that word      `x?`      may be missing
    `~`       up to three words          `x,`      a comma may follow
    In a right rendering `~` is the owner ("our", "someone's").

Source language (a phrase of three words or more is also found in another order, with words between):
    `word`    any form of it (same lemma; from five letters on, also the same beginning)
    `=word`   that form only             `stem*`   any word that begins so
    `~`, `(a|b)`, `x?` as above          `a + b`   these words near each other, in any order

Alternatives in a cell stand between ` | `. Chinese is written in characters, with `~` for up to four of them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import regex
import simplemma
from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

from audit.finding import Span
from audit.lexicons.word_forms import forms
from corpora.words import Word, words

_ARTICLES = "(?:an?|the)"
_BETWEEN = r"[\s\"'“”„«»‘’`\-‑]"  # no full stop, colon or dash: a phrase does not cross them
_WORD = r"[^\W_]+(?:['’][^\W\d_]+)?"
_END = r"(?![^\W_])"
_RUN = re.compile(_WORD)
_BREAKS, _PARTS = regex.compile(r"['’](?!\p{Cyrillic})"), re.compile(r"~|\([^()]*\)\??|[^\s()]+")

_BASE = 0
LOOSE = 5  # letters of a word that may differ in its ending
_FREE = 3  # from so many words on, a source phrase may be in another order: verbs move, objects come between


def split(cell: str) -> tuple[str, ...]:
    """Return the alternatives of a cell."""
    return tuple(part for part in (p.strip() for p in cell.split(" | ")) if part)


@cache
def _compiled(expression: str) -> "re.Pattern[str]":
    return re.compile(expression, re.IGNORECASE)  # compiles these ten times as fast as `regex` does


@dataclass(frozen=True, slots=True)
class English:
    """A compiled English phrase; `starts` are the lower-case words that it can begin with.

    `verbs` are the bases of its first inflected word.
    """

    expression: str
    starts: frozenset[str]
    verbs: tuple[str, ...]

    @property
    def pattern(self) -> "re.Pattern[str]":
        """The regular expression, compiled when first needed: most phrases of a table never are."""
        return _compiled(self.expression)

    def match(self, text: str, start: int) -> Span | None:
        """Return the phrase's place when it begins at `start`, else None."""
        found = self.pattern.match(text, start)
        return Span(*found.span()) if found else None

    def slot(self, text: str, span: Span) -> int:
        """Return which form the phrase's first inflected word has there (0 base ... 4 "-ing")."""
        seen = self._group("verb", text, span).lower()
        return next((forms(verb).index(seen) for verb in self.verbs if seen in forms(verb)), _BASE)

    def gap(self, text: str, span: Span) -> str:
        """Return the words that fill the phrase's first gap there."""
        return self._group("gap", text, span).strip()

    def _group(self, name: str, text: str, span: Span) -> str:
        found = self.pattern.match(text, span.start)
        return (found.groupdict().get(name) or "") if found else ""


_TOKEN = regex.compile(r"~|\((?P<many>[^()]*)\)(?P<opt>\?)?(?P<comma>,)?|(?P<one>[^\s?,~()]+)(?P<opt>\?)?(?P<comma>,)?")


def _expand(word: str) -> tuple[str, ...]:
    return forms(word[:-1]) if word.endswith("+") else (word,)


def _gap(name: str) -> str:
    return rf"(?:{_BETWEEN}+(?{name}{_WORD}(?:{_BETWEEN}+{_WORD}){{0,2}}?))??"


_LEFT_OUT = frozenset(("a", "an", "the"))


def _options(token: "regex.Match[str]") -> list[str]:
    return (token.group("many") or token.group("one")).split("|")


def _choices(options: Iterable[str]) -> list[str]:
    return sorted({form.lower() for option in options for form in _expand(option)}, key=len, reverse=True)


def _begun(choices: Iterable[str]) -> frozenset[str]:
    return frozenset(c.split()[0].replace("'", "’") for c in choices)


def beginnings(phrase: str) -> frozenset[str]:
    """Return the lower-case words that an English phrase can begin with, as its `English.starts`, without making that: few are ever asked."""
    for token in _TOKEN.finditer(phrase):
        if token.group() != "~" and (options := _options(token))[0] not in _LEFT_OUT:
            return _begun(_choices(options))
    return frozenset()


@cache
def needed(phrase: str) -> frozenset[str]:
    """Return the words of which an English phrase must have one behind its first word; none where that is all it must have."""
    tokens = [t for t in _TOKEN.finditer(phrase) if t.group() != "~" and not t.group("opt")]
    words = [options for options in map(_options, tokens) if options[0] not in _LEFT_OUT]
    return (
        frozenset(word for choice in _choices(words[-1]) for word, _ in starts_of(choice)[:1])
        if words[1:]
        else frozenset()
    )


@cache
def english(phrase: str) -> English:
    """Compile an English phrase. Raises ValueError when it has no word, or begins with one that may be missing."""
    pattern, starts, verbs, comma = "", frozenset[str](), tuple[str, ...](), False
    for token in _TOKEN.finditer(phrase):
        if token.group() == "~":
            pattern += _gap(":" if "<gap>" in pattern else "P<gap>")
            continue
        options = _options(token)
        if options[0] in _LEFT_OUT:
            continue
        choices = _choices(options)
        choice = "|".join(re.escape(c).replace("'", "['’]") for c in choices)
        if not verbs and (verbs := tuple(option[:-1] for option in options if option.endswith("+"))):
            choice = f"(?P<verb>{choice})"
        piece = f"(?:{choice}){_END}"
        if starts:
            between = (_BETWEEN[:-1] + ",]") if comma else _BETWEEN
            piece = rf"{between}+(?:{_ARTICLES}{_BETWEEN}+)*{piece}"
            piece = f"(?:{piece})?" if token.group("opt") else piece
        elif token.group("opt"):
            raise ValueError(f"{phrase!r}: the first word may not be optional")
        else:
            starts = _begun(choices)
        pattern, comma = pattern + piece, bool(token.group("comma"))
    if not starts:
        raise ValueError(f"{phrase!r}: no word to begin with")
    return English(pattern, starts, verbs)


@lru_cache(maxsize=512)
def starts_of(text: str) -> tuple[tuple[str, int], ...]:
    """Return each place where an English phrase can begin, as (lower-case word, offset); hyphens part words."""
    return tuple((m.group().lower().replace("'", "’"), m.start()) for m in _RUN.finditer(text))


def occurrences(phrase: English, text: str) -> Iterator[Span]:
    """Yield the places of the phrase in an English text."""
    for word, start in starts_of(text):
        if word in phrase.starts and (span := phrase.match(text, start)):
            yield span


_OWNER = regex.compile(r"(?:my|your|his|her|its|our|their|one['’]s|\S+(?:['’]s|s['’]))", regex.IGNORECASE)


def render(right: str, slot: int = _BASE, gap: str = "", capital: bool = False) -> str:
    """Write a right rendering as words: its first inflected word in the given form, its gap the owner named by `gap`."""
    out, done = [], False
    for token in _TOKEN.finditer(right):
        if token.group() == "~":
            out.append(gap if _OWNER.fullmatch(gap) else "someone's")
            continue
        word = (token.group("many") or token.group("one")).split("|")[0]
        if word.endswith("+"):
            word = forms(word[:-1])[_BASE if done else slot]
            done = True
        out.append(word + ("," if token.group("comma") else ""))
    text = " ".join(out)
    return text[:1].upper() + text[1:] if capital else text


# Spellings of one preposition or conjunction.
_FOLD = {
    "uk": {"із": "з", "зі": "з", "у": "в", "й": "і", "та": "і"},
    "ru": {"со": "с", "во": "в", "ко": "к", "об": "о", "обо": "о", "изо": "из"},
    "pl": {"ze": "z", "we": "w"},
}
_PIECE, _WHOLE = regex.compile(r"[^\-‑.]+"), regex.compile(r".*")
_ELIDED = regex.compile(r"[^'’]+(?:['’](?=\p{Cyrillic})[^'’]+)*")
_TABLES = {"sh": "hbs", "sr": "hbs", "hr": "hbs", "bs": "hbs"}  # lemma tables that several languages share


@lru_cache(maxsize=65536)
def keys(word: str, lang: str) -> frozenset[str]:
    """The surface form and its lemmas, lower case, as read and with a small first letter."""
    low = word.lower()
    low = _FOLD.get(lang, {}).get(low, low)
    table = _TABLES.get(lang, lang)
    if table not in SUPPORTED_LANGUAGES:
        return frozenset((low.replace("ё", "е"),))
    lemmas = (low, simplemma.lemmatize(low, lang=table), simplemma.lemmatize(word, lang=table).lower())
    return frozenset(lemma.replace("ё", "е") for lemma in lemmas)


@lru_cache(maxsize=1024)
def source_words(text: str) -> tuple[Word, ...]:
    """The words of a source text, parted at hyphens and elisions, apostrophes made one."""
    out = []
    for word in words(text):
        pieces = _PIECE.finditer(word.text) if "ʼ" not in word.text else (_WHOLE.match(word.text),)
        for piece in pieces:
            for part in _ELIDED.finditer(piece.group() if piece else ""):
                start = word.start + (piece.start() if piece else 0) + part.start()
                clean = part.group().replace("’", "'").replace("ʼ", "'")
                out.append(Word(clean, start, start + len(part.group())))
    return tuple(out)


def _same(option: str, word: str, lang: str, loose: bool) -> bool:
    low = word.lower().replace("ё", "е")
    if option.startswith("="):
        return low == option[1:]
    if option.endswith("*"):
        return low.startswith(option[:-1])
    if low == option or keys(word, lang) & keys(option, lang):
        return True
    return loose and len(option) >= LOOSE and len(low) >= 4 and low[: len(option) - 2] == option[:-2]


@cache
def tokens(phrase: str) -> tuple[tuple[tuple[str, ...], bool], ...]:
    """(alternatives, may be missing) for each token; a gap is ((), True)."""
    found = []
    apart = _BREAKS.sub(" ", phrase.lower().replace("ё", "е")).replace("’", "'")
    for piece in _PARTS.findall(apart):
        word = piece.rstrip("?")
        found.append(((), True) if piece == "~" else (tuple(word.strip("()").split("|")), piece.endswith("?")))
    return tuple(found)


def find_source(phrase: str, text: str, lang: str, loose: bool = True) -> Span | None:
    """Return the first place of a source-language phrase in `text`, or None."""
    if lang == "zh":
        found = regex.search(regex.escape(phrase).replace("\\~", "~").replace("~", ".{0,4}?"), text)
        return Span(*found.span()) if found else None
    parts = source_words(text)
    if " + " in phrase:
        return _near([options for options, _ in tokens(phrase.replace(" + ", " "))], parts, lang, loose)
    wanted = tokens(phrase)
    for first in range(len(parts)):
        end = _follow(wanted, parts, first, lang, loose)
        if end is not None:
            return Span(parts[first].start, parts[end - 1].end)
    firm = [options for options, missing in wanted if not missing]
    return _near(firm, parts, lang, loose) if len(firm) >= _FREE else None


def _follow(
    tokens: tuple[tuple[tuple[str, ...], bool], ...], parts: tuple[Word, ...], at: int, lang: str, loose: bool
) -> int | None:
    """Return the index after the last part matched from `at` on, or None."""
    if not tokens:
        return at
    (options, missing), rest = tokens[0], tokens[1:]
    if not options:
        ends = (_follow(rest, parts, at + skip, lang, loose) for skip in range(min(4, len(parts) - at + 1)))
        return next((end for end in ends if end is not None), None)
    if at < len(parts) and any(_same(option, parts[at].text, lang, loose) for option in options):
        end = _follow(rest, parts, at + 1, lang, loose)
        if end is not None:
            return end
    return _follow(rest, parts, at, lang, loose) if missing else None


def _near(wanted: list[tuple[str, ...]], parts: tuple[Word, ...], lang: str, loose: bool) -> Span | None:
    """Return the first window, of a few more words than are wanted, that holds them all."""
    size = 2 * len(wanted) + 3
    places = [[i for i, p in enumerate(parts) if any(_same(o, p.text, lang, loose) for o in wish)] for wish in wanted]
    for first in sorted(i for found in places for i in found):
        hits = [next((i for i in found if first <= i < first + size), None) for found in places]
        inside = [i for i in hits if i is not None]
        if len(inside) == len(wanted):
            return Span(parts[min(inside)].start, parts[max(inside)].end)
    return None
