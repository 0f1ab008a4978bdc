"""Words that say something else than the source, as the trained reader sees it, without a name for the fault.

Why it hurts: a wrong sense, a guessed word, a phrase taken apart: what no table knows and no rule can name still misleads. The reader was
taught by crowds of translations and by people's marks; it compares the text with the source and with each re-translation.

What stays silent: every word that a re-translation has as well, in any form; names, numbers and words of grammar, which have checks of
their own; words that the reader doubts less than the threshold at which its marks were measured right; texts with fewer than two
re-translations; and everything where no reader is asked (`--reader auto`). Free translations by people are doubted too, so a
mark is minor: a place to look at.
"""

from collections.abc import Iterator

from audit.align.lexical import lemma
from audit.check import Example, Needs, Pair, declare, per_pair
from audit.compare import counterpart
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lexicons.function_words import is_meaningful
from audit.reading import JUDGED, Doubt
from corpora.language import primary
from corpora.words import words

LEAST = 0.54
"""Probability of an error from which a word is marked. Chosen on every other item of expressions-dev: the lowest with a precision
of .6 there; see `reader` in eval/RESULTS.md for the other half, and for what it marks in people's translations."""
_SHORT = 2  # letters of words that mean nothing by themselves


@per_pair
def _look(pair: Pair) -> Iterator[Mark]:
    if len(pair.retranslations) >= JUDGED:
        yield from shifts(pair, LEAST)


def shifts(pair: Pair, least: float) -> Iterator[Mark]:
    """Yield the marks of a read pair from a probability on."""
    said = {lemma(w.text, pair.target_lang) for text in pair.retranslations for w in words(text)}
    doubted = [w for w in pair.reading.words if w.error >= least and _own(pair, w, said)]
    for group in _neighbours(pair, doubted):
        yield _mark(pair, group)


def _own(pair: Pair, doubt: Doubt, said: set[str]) -> bool:
    """A word with a meaning that no re-translation has. Numbers, names and words of grammar have checks of their own."""
    word = pair.target[doubt.span.start : doubt.span.end]
    begins = not pair.target[: doubt.span.start].strip()
    plain = word.isalpha() and len(word) > _SHORT and (begins or not word[0].isupper())
    return plain and is_meaningful(word, primary(pair.target_lang)) and lemma(word, pair.target_lang) not in said


def _neighbours(pair: Pair, doubted: list[Doubt]) -> Iterator[list[Doubt]]:
    """Words that stand side by side are one mark."""
    group: list[Doubt] = []
    for one in doubted:
        if group and pair.target[group[-1].span.end : one.span.start].strip():
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _mark(pair: Pair, group: list[Doubt]) -> Mark:
    span = Span(group[0].span.start, group[-1].span.end)
    sure = max(one.error for one in group)
    others = [counterpart(pair.target, span, text, pair.target_lang) for text in pair.retranslations]
    evidence = [Evidence("reader", f"{sure:.0%} likely to say something else than the source")]
    evidence += [Evidence(f"re-translation {n}", text) for n, text in enumerate(others, 1) if text]
    offered = {text.lower() for text in others if text}
    return Mark(
        span,
        "may say something else than the source",
        sure,
        tuple(evidence),
        suggestion=others[0] if len(offered) == 1 and all(others) else "",
    )


check = declare(
    "P001",
    Category.MISTRANSLATION,
    Kind.MEANING,
    Severity.MINOR,
    Example(
        "uk-en",
        "Він курує зовнішню політику.",
        "He [[smokes]] foreign policy.",
        ("He oversees foreign policy.", "He is in charge of foreign policy."),
        doubts=(("smokes", 0.9),),
    ),
    Example(
        "ru-en",
        "Ракету испытали на полигоне.",
        "The missile was tested at the [[landfill]].",
        ("The missile was tested at the range.", "The rocket was tested on a test site."),
        doubts=(("landfill", 0.8), ("missile", 0.9)),
    ),
    Example(
        "de-en",
        "Der Minister trat zurück.",
        "The minister stepped down.",
        ("The minister resigned.", "The minister quit."),
        doubts=(("stepped", 0.2), ("down", 0.2)),
    ),
    Example(
        "uk-en",
        "Він курує зовнішню політику.",
        "He supervises foreign policy.",
        ("He supervised foreign policy.", "He runs foreign policy."),
        doubts=(("supervises", 0.9),),
    ),
    Example(
        "uk-en",
        "Він курує зовнішню політику.",
        "He smokes foreign policy.",
        ("He oversees foreign policy.",),
        doubts=(("smokes", 0.9),),
    ),
    needs=Needs.READER,
)(_look)
