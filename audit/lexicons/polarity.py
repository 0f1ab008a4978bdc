"""Negations of a text, and words that could stand for one. The words stand in polarity.tsv (Apache-2.0)."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import regex

_DOUBLED = frozenset({"uk", "ru", "pl", "es", "pt", "fr"})
_GLUED = frozenset({"zh"})


@dataclass(frozen=True, slots=True)
class Negator:
    """A negation at a half-open code point range: of a verb, or else a negative word (never, nobody)."""

    start: int
    end: int
    verb: bool


@dataclass(frozen=True, slots=True)
class Polarity:
    """What a text denies. Negators that double each other count once.

    `hints` counts words negative in meaning, `weak` those that seldom are; `murky`: a negator may deny nothing.
    """

    negators: tuple[Negator, ...]
    count: int
    hints: int
    weak: int
    murky: bool

    @property
    def plain(self) -> bool:
        """Whether nothing in the text is negative in any way."""
        return not (self.negators or self.hints or self.weak or self.murky)


@dataclass(frozen=True, slots=True)
class _Table:
    verb: regex.Pattern[str]
    word: regex.Pattern[str]
    like: regex.Pattern[str]
    weak: regex.Pattern[str]
    idle: regex.Pattern[str]


_PATTERNS = ("verb", "word", "like", "weak", "idle")


@cache
def _rows() -> dict[str, dict[str, list[str]]]:
    rows: dict[str, dict[str, list[str]]] = defaultdict(dict)
    text = files("audit.lexicons").joinpath("polarity.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            lang, sort, forms = line.split("\t")
            rows[lang][sort] = forms.split()
    return rows


@cache
def _table(lang: str) -> _Table | None:
    sorts = _rows().get(lang)
    return _Table(**{sort: _pattern(sorts[sort], lang) for sort in _PATTERNS}) if sorts else None


@cache
def listed(lang: str, sort: str) -> frozenset[str]:
    """Return the words of one row of the table ("auxiliary", "finite", "function"), none where there is no such row."""
    return frozenset(_rows().get(lang, {}).get(sort, ()))


def _pattern(forms: list[str], lang: str) -> regex.Pattern[str]:
    if lang in _GLUED:
        return regex.compile("|".join(sorted(forms, key=len, reverse=True)))
    ordered = sorted(forms, key=lambda f: (-f.count("_") - f.count("..."), -len(f)))
    return regex.compile("|".join(_form(f) for f in ordered), regex.IGNORECASE)


def _form(form: str) -> str:
    """Turn "not_only", "not...but", "fail*", "un-*" (first part of a word), "-less" (last part) into a pattern."""
    if form.startswith("-"):
        return rf"(?<=[\p{{L}}]{{3}}){form[1:]}(?![\p{{L}}])"
    if form.endswith("-*"):
        return rf"(?<![\p{{L}}]){form[:-2]}[\p{{L}}]{{3,}}"
    end = r"[\p{L}]*" if form.endswith("*") else "" if form[-1] in "',-" else r"(?![\p{L}])"
    begin = "" if form.startswith("n't") else r"(?<![\p{L}])"
    parts = [regex.escape(part).replace("_", r"[\s,]+") for part in form.rstrip("*").split("...")]
    glued = r"[\p{L}'\-]++" if "'..." in form else ""
    body = (glued + r"(?:\s++[\p{L}'\-]++){0,4}?[\s,]+").join(parts)
    return begin + body + end


@lru_cache(maxsize=2048)
def polarity(text: str, lang: str) -> Polarity | None:
    """Read the negations of `text` in `lang` (BCP-47); None where the language has no table."""
    lang = lang.partition("-")[0].lower()
    table = _table(lang)
    if not table:
        return None
    plain = regex.sub("[’ʼ]", "'", text)
    idle = [m.span() for m in table.idle.finditer(plain)]
    verbs = [m.span() for m in table.verb.finditer(plain) if not _inside(m.span(), idle)]
    words = [m.span() for m in table.word.finditer(plain) if not _inside(m.span(), idle + verbs)]
    hints, weak = (
        sum(not _inside(m.span(), idle + verbs + words) for m in pattern.finditer(plain))
        for pattern in (table.like, table.weak)
    )
    count = max(len(verbs), bool(words)) if lang in _DOUBLED else len(verbs) + len(words)
    found = sorted([(s, True) for s in verbs] + [(s, False) for s in words])
    return Polarity(tuple(Negator(a, b, verb) for (a, b), verb in found), count, hints, weak, bool(idle))


def _inside(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in others)
