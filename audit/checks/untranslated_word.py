"""A word left in the source's script.

Why it hurts: a reader of English cannot read "полігон"; the sentence has a hole where the word stands, and the page looks
unfinished.

What stays silent: a foreign word in brackets or quotation marks after its translation, a text whose language is itself
written in that script, single letters and symbols also beside figures ("140х195", "5Δ"), internet addresses, and anything
in the Latin alphabet.
"""

from collections.abc import Iterator
from functools import cache

import regex

from audit.check import Example, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lexicons import romanise
from corpora.language import primary, writes
from corpora.words import Word, words

_GLOSS = regex.compile(r"[(\[«“\"„‘][^()\[\]«»“”\"]{0,80}$")
_OWN = regex.compile(r"\p{Script=Latin}")  # a word of two scripts is a slip of another kind
_BARE = regex.compile(r"[\d_\p{P}]*(?:\p{L}[\d_\p{P}]*)?")  # a letter among figures is a sign: times, delta, prime
_ADDRESS = regex.compile(
    r"\S*\p{L}[\p{L}\d-]*\.(?:рф|укр|бел|рус|қаз|срб|бг|мкд|ею|ευ|[a-z]{2,4})(?![\p{L}\d])\S*|\w+://\S+"
)


@declare(
    "A003",
    Category.UNTRANSLATED,
    Kind.LANGUAGE,
    Severity.MAJOR,
    Example("uk-en", "Навчання пройшли на полігоні під Львовом.", "The drill took place at the [[полігон]] near Lviv."),
    Example("zh-en", "他在北京工作。", "He works in [[北京]]."),
    Example("ru-en", "Газета «Известия» сообщила об этом.", "The newspaper Izvestia (Известия) reported it."),
    Example("en-uk", "He works for Siemens.", "Він працює в Siemens."),
    Example("de-en", "Die Straße ist gesperrt.", "The road is closed."),
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    """Mark each run of words that the target's language is not written in."""
    foreign = _foreign(primary(pair.target_lang))
    if foreign is None or not foreign.search(pair.target):
        return
    addresses = [Span(*m.span()) for m in _ADDRESS.finditer(pair.target)]
    run: list[Word] = []
    for word in words(pair.target):
        if run and pair.target[run[-1].end : word.start].strip(" -"):
            yield from _mark(pair, run)
            run = []
        named = any(a.start <= word.start < a.end for a in addresses)
        if foreign.search(word.text) and not (_OWN.search(word.text) or named or _is_sign(word)):
            run.append(word)
        elif run:
            yield from _mark(pair, run)
            run = []
    if run:
        yield from _mark(pair, run)


def _is_sign(word: Word) -> bool:
    """Whether it is a figure with one letter; a Chinese character is a word."""
    return bool(
        regex.search(r"\d", word.text) and _BARE.fullmatch(word.text) and not regex.search(r"\p{Han}", word.text)
    )


@cache
def _foreign(lang: str) -> "regex.Pattern[str] | None":
    """Letters of other scripts than the language's own and Latin; None for a language whose script is not known."""
    own = writes(lang)
    scripts = "".join(rf"\p{{Script={name}}}" for name in sorted(own | {"Latin", "Common", "Inherited"}))
    return regex.compile(rf"[\p{{L}}--[{scripts}]]", regex.V1) if own else None


def _mark(pair: Pair, run: list[Word]) -> Iterator[Mark]:
    start, end = run[0].start, run[-1].end
    text = pair.target[start:end]
    if end - start < 2 and not regex.search(r"\p{Han}", text):
        return
    if _GLOSS.search(pair.target[:start]):
        return
    at = pair.source.find(text)
    source = Span(at, at + len(text)) if at >= 0 else None
    evidence = (Evidence("source", text),) if source else ()
    lang = primary(pair.source_lang)
    named = lang in romanise.LANGS and all(w.text[:1].isupper() for w in run)
    right = " ".join(romanise.usual(w.text, lang) for w in run) if named else ""
    yield Mark(Span(start, end), f"“{text}” is left untranslated.", 0.97 if source else 0.9, evidence, right, source)
