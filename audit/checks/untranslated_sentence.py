"""A sentence that was not translated, or into another language than the page is in.

Why it hurts: the reader is left with a sentence in a language that they need not know.

What stays silent: titles and names that stay as they are, what stands in quotation marks, a sentence that every re-translation
leaves as it is, code, addresses, and texts too short to tell the language of.
"""

from collections.abc import Iterator

import regex

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lexicons.function_words import languages, share
from corpora.language import primary
from corpora.words import Word, words

_ENOUGH = 6  # words from which on grammar tells the language
_RUN = 5  # words taken over in a row from which on they are no name
_SMALL = 0.6  # share of words in lower case from which on they are no title
_MOST_OWN, _LEAST_OTHER = 0.1, 0.35  # shares of words of grammar of the language that it should be in, and of another
_BEFORE = 20  # characters before a run in which a quotation begins
_QUOTED = regex.compile(r"[\"“”„«‘'(\[]")


@declare(
    "O004",
    Category.UNTRANSLATED,
    Kind.MEANING,
    Severity.MAJOR,
    Example(
        "de-en",
        "Der Rat hat gestern getagt. Er will die alte Brücke bis zum Herbst erneuern.",
        "The council met yesterday. [[Er will die alte Brücke bis zum Herbst erneuern]].",
    ),
    Example(
        "uk-en",
        "Рада зібралася вчора, щоб обговорити ремонт мосту через річку.",
        "[[El consejo se reunió ayer para hablar de la reparación del puente sobre el río]].",
    ),
    Example("de-en", "Sie las „Der Himmel über der Ruhr“.", "She read “Der Himmel über der Ruhr”."),
    Example("en-uk", "The council met yesterday.", "Рада зібралася вчора."),
    needs=Needs.SOURCE,
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    """Mark runs of words copied from the source, else the whole text where it is in another language."""
    source, target = primary(pair.source_lang), primary(pair.target_lang)
    if not pair.source or source == target:
        return
    copied = [span for span in _copied(pair) if not _elsewhere(pair, span)]
    for span in copied:
        told = pair.target[span.start : span.end]
        yield Mark(span, "This was not translated.", 0.9, (Evidence("source", told),))
    listed = words(pair.target)
    other = "" if copied or len(listed) < _ENOUGH else _other(listed, target)
    if other and not any(_other(words(text), target) for text in pair.retranslations):
        evidence = (Evidence("source", pair.source),)
        span = Span(listed[0].start, listed[-1].end)
        yield Mark(span, f"This is in another language ({other}).", 0.9, evidence)


def _copied(pair: Pair) -> Iterator[Span]:
    """Runs of words that stand in the source in the same order, most of them in lower case, outside of quotation marks."""
    said = " ".join(["", *(word.text for word in words(pair.source)), ""])
    listed = words(pair.target)
    first = 0
    while first < len(listed):
        end = first + 1
        while end <= len(listed) and f" {' '.join(w.text for w in listed[first:end])} " in said:
            end += 1
        run = listed[first : end - 1]
        if len(run) >= _RUN and _is_prose(run, primary(pair.source_lang)) and not _is_quoted(pair.target, run):
            yield Span(run[0].start, run[-1].end)
        first = max(end - 1, first + 1)


def _is_prose(run: tuple[Word, ...], lang: str) -> bool:
    small = sum(word.text.islower() for word in run) / len(run)
    return small >= _SMALL and (lang not in languages() or share([word.text for word in run], lang) > 0)


def _is_quoted(text: str, run: tuple[Word, ...]) -> bool:
    return bool(_QUOTED.search(text[max(run[0].start - _BEFORE, 0) : run[0].start]))


def _elsewhere(pair: Pair, span: Span) -> bool:
    return any(pair.target[span.start : span.end] in text for text in pair.retranslations)


def _other(listed: tuple[Word, ...], lang: str) -> str:
    """The language whose words of grammar these are, "" where it is `lang` or cannot be told."""
    texts = [word.text for word in listed]
    if len(texts) < _ENOUGH or lang not in languages() or share(texts, lang) > _MOST_OWN:
        return ""
    best = max((one for one in languages() if one != lang), key=lambda one: share(texts, one))
    return best if share(texts, best) >= _LEAST_OTHER else ""
