"""A word left in the source's script.

Why it hurts: a reader of English cannot read "полігон"; the sentence has a hole where the word stands, and the page looks
unfinished.

What stays silent: a foreign word in brackets or quotation marks after its translation, a text whose language is itself
written in that script, single letters and symbols, and anything in the Latin alphabet.
"""

from collections.abc import Iterator

import regex

from audit.check import Example, Pair, declare
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from corpora.language import primary, writes
from corpora.words import Word, words

_GLOSS = regex.compile(r"[(\[«“\"„‘][^()\[\]«»“”\"]{0,80}$")
_LETTERS = regex.compile(r"\p{L}")


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
def check(pair: Pair) -> Iterator[Mark]:
    """Mark each run of words that the target's language is not written in."""
    own = writes(primary(pair.target_lang))
    if not own:
        return
    run: list[Word] = []
    for word in (*words(pair.target), None):
        foreign = word is not None and _is_foreign(word.text, own)
        if run and (not foreign or word is None or pair.target[run[-1].end : word.start].strip(" -")):
            yield from _mark(pair, run)
            run = []
        if foreign and word is not None:
            run.append(word)


def _is_foreign(word: str, own: frozenset[str]) -> bool:
    scripts = {s for s in (_script(c) for c in _LETTERS.findall(word)) if s}
    return bool(scripts) and not scripts & own and "Latin" not in scripts


def _script(letter: str) -> str:
    from corpora.language import script  # noqa: PLC0415

    return script(letter)


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
    yield Mark(
        Span(start, end), f"“{text}” is left untranslated.", 0.97 if source else 0.9, evidence=evidence, source=source
    )
