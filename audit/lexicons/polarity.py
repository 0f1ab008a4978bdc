"""Negations of a text, and words that could stand for one. The words stand in polarity.tsv (Apache-2.0)."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import regex

_DOUBLED = frozenset({"uk", "ru", "be", "bg", "sr", "pl", "cs", "es", "pt", "fr", "it", "ro", "tr"})
_GLUED = frozenset({"zh", "ja"})


@dataclass(frozen=True, slots=True)
class Negator:
    """A negation at a half-open code point range: of a verb, or else a negative word (never, nobody)."""

    start: int
    end: int
    verb: bool


@dataclass(frozen=True, slots=True)
class Polarity:
    """What a text denies. Negators that double each other count once.

    `likes` are the places of words negative in meaning, `weaks` of those that seldom are, `idles` of negators that may deny nothing.
    """

    negators: tuple[Negator, ...]
    count: int
    likes: tuple[tuple[int, int], ...]
    weaks: tuple[tuple[int, int], ...]
    idles: tuple[tuple[int, int], ...]

    @property
    def hints(self) -> int:
        return len(self.likes)

    @property
    def weak(self) -> int:
        return len(self.weaks)

    @property
    def murky(self) -> bool:
        """Whether a negator may deny nothing."""
        return bool(self.idles)

    @property
    def plain(self) -> bool:
        """Whether nothing in the text is negative in any way."""
        return not (self.negators or self.hints or self.weak or self.murky)


@dataclass(frozen=True, slots=True)
class Forms:
    """One sort of words: whole ones, first and last parts are looked up, and only what is left is a pattern."""

    whole: frozenset[str]
    begins: tuple[str, ...]
    prefixes: tuple[str, ...]
    ends: tuple[str, ...]
    pattern: "regex.Pattern[str] | None"

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Places of these words in the text, in order."""
        found = [m.span() for m in self.pattern.finditer(text)] if self.pattern else []
        if self.whole or self.begins or self.prefixes or self.ends:
            found += (m.span() for m in _LETTERS.finditer(text) if self._has(m.group().lower()))
        return sorted(found)

    def _has(self, word: str) -> bool:
        return (
            word in self.whole
            or word.startswith(self.begins)
            or (
                word.startswith(self.prefixes)
                and any(word.startswith(p) and len(word) >= len(p) + 3 for p in self.prefixes)
            )
            or (word.endswith(self.ends) and any(word.endswith(e) and len(word) >= len(e) + 3 for e in self.ends))
        )


@dataclass(frozen=True, slots=True)
class _Table:
    verb: Forms
    word: Forms
    like: Forms
    weak: Forms
    idle: Forms


_LETTERS = regex.compile(r"[\p{L}\p{M}]+")
_IDLE_ENGLISH = regex.compile(r"\bno\.?\s?(?=\d)|^\W*but\b", regex.IGNORECASE)  # "No. 5", "But it is"
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
    return _Table(**{sort: forms_of(sorts[sort], lang) for sort in _PATTERNS}) if sorts else None


@cache
def listed(lang: str, sort: str) -> frozenset[str]:
    """Return the words of one row of the table ("auxiliary", "finite", "function"), none where there is no such row."""
    return frozenset(_rows().get(lang, {}).get(sort, ()))


def forms_of(forms: list[str], lang: str) -> Forms:
    if lang in _GLUED:
        glued = regex.compile("|".join(sorted(forms, key=len, reverse=True)))
        return Forms(frozenset(), (), (), (), glued)
    whole = frozenset(f for f in forms if f.isalpha())
    begins = tuple(f[:-1] for f in forms if f[:-1].isalpha() and f.endswith("*"))
    prefixes = tuple(f[:-2] for f in forms if f[:-2].isalpha() and f.endswith("-*"))
    ends = tuple(f[1:] for f in forms if f[1:].isalpha() and f.startswith("-"))
    simple = whole | {f"{f}*" for f in begins} | {f"{f}-*" for f in prefixes} | {f"-{f}" for f in ends}
    rest = sorted(set(forms) - simple, key=lambda f: (-f.count("_") - f.count("..."), -len(f), f))
    pattern = regex.compile("|".join(_form(f) for f in rest), regex.IGNORECASE) if rest else None
    return Forms(whole, begins, prefixes, ends, pattern)


def _form(form: str) -> str:
    """Turn what is more than a word or a part of one ("not_only", "not...but", "n't") into a pattern."""
    end = r"[\p{L}\p{M}]*" if form.endswith("*") else "" if form[-1] in "',-" else r"(?![\p{L}\p{M}])"
    begin = "" if form.startswith("n't") else r"(?<![\p{L}\p{M}])"
    parts = [_part(part) for part in form.rstrip("*").split("...")]
    glued = r"[\p{L}'\-]++" if "'..." in form else ""
    body = (glued + r"(?:\s++[\p{L}\p{M}'\-]++){0,4}?[\s,]+").join(parts)
    return begin + body + end


def _without(text: str, lang: str) -> str:
    """Return the text with what only looks like a negation ("тем не менее", 非洲) blanked out, at the same length."""
    if lang == "en":
        text = _IDLE_ENGLISH.sub(lambda m: " " * len(m.group()), text)
    void = _void(lang)
    return void.sub(lambda m: " " * len(m.group()), text) if void else text


@cache
def _void(lang: str) -> "regex.Pattern[str] | None":
    phrases = listed(lang, "void")
    return (
        regex.compile("|".join(_form(p) if lang not in _GLUED else p for p in sorted(phrases)), regex.I)
        if phrases
        else None
    )


def _part(part: str) -> str:
    return regex.escape(part).replace("_", r"[\s,]+").replace("%", r"\p{L}+")


@lru_cache(maxsize=2048)
def polarity(text: str, lang: str) -> Polarity | None:
    """Read the negations of `text` in `lang` (BCP-47); None where the language has no table."""
    lang = lang.partition("-")[0].lower()
    table = _table(lang)
    if not table:
        return None
    plain = _without(regex.sub("[’ʼ]", "'", text), lang)
    idle = table.idle.spans(plain)
    verbs = [s for s in table.verb.spans(plain) if not _inside(s, idle)]
    words = [s for s in table.word.spans(plain) if not _inside(s, idle + verbs)]
    likes, weaks = (
        tuple(s for s in forms.spans(plain) if not _inside(s, idle + verbs + words))
        for forms in (table.like, table.weak)
    )
    count = max(len(verbs), int(bool(words))) if lang in _DOUBLED else len(verbs) + len(words)
    found = sorted([(s, True) for s in verbs] + [(s, False) for s in words])
    return Polarity(tuple(Negator(a, b, verb) for (a, b), verb in found), count, likes, weaks, tuple(idle))


def _inside(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in others)
