"""A fixed expression translated word by word.

Why it hurts: an idiom, the name of an initiative or a set phrase means something as a whole. Its words one by one
mean nothing in English ("hang noodles on our ears") or something else ("first persons" for top officials), and a known
initiative cannot be recognised ("One Belt, One Way").

What stays silent: a literal rendering whose expression is not in the source; a phrase that English has too; an
expression rendered freely or by another idiom; words that a re-translation chose as well. Without a source those literal
renderings are marked that are never right English; others only where their words are rare in English, and where the text has
several: one "cat in a bag" is chance, three such phrases are a translation.
"""

from collections.abc import Iterator

from audit.check import Article, Example, Needs, Pair, declare
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lexicons.expressions import LANGUAGES, Expression, correction, literals
from audit.lexicons.phrase import English, render
from audit.lexicons.wordwise import strangeness

# Estimated share of marks that are right: from the text alone, with the expression found in the source.
_ALONE, _SOURCED, _WITNESS, _MOST, _COMPANY = 0.75, 0.92, 0.02, 0.97, 0.55
_SEVERAL = 3  # literal renderings of different expressions in one text that are no chance
_STRANGE = 2.0  # how rare the words of one must be together, on the Zipf scale, see `strangeness`
_FIGURATIVE = frozenset({"idiom", "proverb", "calque"})  # kinds whose literal words are seldom meant


def _seen(pair: Pair, row: Expression, span: Span, phrase: English) -> Mark | None:
    """Return the mark for a literal rendering in the target, or None where the evidence is against it."""
    lang = pair.source_lang.split("-")[0]
    known = bool(pair.source) and lang in LANGUAGES
    place = row.in_source(pair.source, lang) if known else None
    if (known and place is None) or (not known and not row.alone):
        return None
    if any(row.in_english(text) for text in pair.retranslations):
        return None
    words, right = pair.target[span.start : span.end], correction(row, phrase, pair.target, span)
    evidence = [Evidence("lexicon", f"{render(row.right[0])} ({row.kind})")]
    if place is not None:
        evidence.insert(0, Evidence("source", pair.source[place.start : place.end]))
    base = _ALONE if place is None else _SOURCED
    confidence = min(_MOST, base + _WITNESS * len(pair.retranslations))
    message = (
        f'"{words}" is a word-by-word rendering of a fixed expression; English says "{right or render(row.right[0])}"'
    )
    return Mark(span, message, confidence, tuple(evidence), right, place, row.severity)


@declare(
    "I001",
    Category.MISTRANSLATION,
    Kind.IDIOM,
    Severity.MAJOR,
    Example(
        "uk-en",
        "Не вішайте нам локшину на вуха, — сказала міністерка.",
        '"Don\'t [[hang noodles on our ears]]," the minister said.',
    ),
    Example("ru-en", "Это было шито белыми нитками.", "It was [[sewn with white threads]]."),
    Example("zh-en", "中国提出了一带一路倡议。", "China proposed the [[One Belt, One Way]] initiative."),
    Example("fr-en", "Il a posé un lapin à ses collègues.", "He [[put a rabbit]] to his colleagues."),
    Example("uk-en", "Не вішайте нам локшину на вуха.", "Do not pull the wool over our eyes."),
    Example("ru-en", "Ручка упала с колёс тележки.", "The handle fell from the wheels of the cart."),
    Example("zh-en", "中国提出了一带一路倡议。", "China proposed the Belt and Road Initiative."),
    target_langs=frozenset({"en"}),
    needs=Needs.TARGET,
)
def check(article: Article) -> Iterator[tuple[int, Mark]]:
    """Yield a mark for each literal rendering; of two at one place, the longer."""
    found: list[tuple[int, Mark]] = []
    for index, pair in enumerate(article.pairs):
        marks = [mark for row, span, phrase in literals(pair.target) if (mark := _seen(pair, row, span, phrase))]
        found += [(index, mark) for mark in _longest(marks)]
    if not article.has_source:
        found += _together(article, found)
    yield from sorted(found, key=lambda one: (one[0], one[1].span))


def _longest(marks: list[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: mark.span.start - mark.span.end):
        if not any(mark.span.overlaps(other.span) for other in kept):
            kept.append(mark)
    return kept


def _together(article: Article, sure: list[tuple[int, Mark]]) -> list[tuple[int, Mark]]:
    """Marks for renderings that may be English where they stand alone, but not so many in one text."""
    seen: dict[str, list[tuple[int, Mark]]] = {}
    for index, pair in enumerate(article.pairs):
        for row, span, phrase in literals(pair.target):
            words = pair.target[span.start : span.end]
            taken = any(index == at and span.overlaps(mark.span) for at, mark in sure)
            if not taken and row.kind in _FIGURATIVE and strangeness(words) >= _STRANGE:
                right = correction(row, phrase, pair.target, span)
                message = f'"{words}" may be a word-by-word rendering, one of several here, of "{render(row.right[0])}"'
                evidence = (
                    Evidence("lexicon", f"{render(row.right[0])} ({row.kind})"),
                    Evidence("this text", "several such phrases"),
                )
                seen.setdefault(row.id, []).append(
                    (index, Mark(span, message, _COMPANY, evidence, right, None, row.severity))
                )
    return [one for marks in seen.values() for one in marks] if len(seen) + len(sure) >= _SEVERAL else []
