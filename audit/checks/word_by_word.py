"""A phrase whose words are rendered one by one, where it means something as a whole.

Why it hurts: "pours water on the mill of his opponents" is no English; the reader must guess what the source says.

How it is known, with a dictionary of an installed lexicon pack: an expression of the pack stands in the source and its words
stand close together in the translation, in none of the expression's right renderings; or neighbouring words of the source
are rendered side by side word for word, and no re-translation has any of these words, or one near in meaning. Where the source
has an expression, one such word is enough.

What stays silent: an expression rendered by another one or by plain words; a literal rendering that is a phrase of English
too; words that a re-translation has. Without an expression in the dictionary one re-translation is too weak.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lexicons.booked import Booked, booked, known_english, literal, rendered_rightly
from audit.lexicons.contrast import Lone, Texts, lone, texts
from audit.lexicons.english import zipf
from corpora.language import primary
from corpora.words import Word

# Estimated share of marks that are right: an expression of a pack, the same that no re-translation has, neighbours without one.
_BOOKED, _WITNESSED, _NEIGHBOURS = 0.7, 0.85, 0.65
_ENOUGH = 2  # re-translations that must do without the words where no dictionary has the expression
_COMMON = 5.0  # Zipf scale: "able" and "part", which any translation may add, lie above
_STEP = 2  # source words at which two neighbours lie apart at most


def _of_book(pair: Pair, one: Booked, alone: Sequence[Lone]) -> Mark | None:
    if rendered_rightly(one.phrase, pair.target):
        return None
    span = literal(one, pair.target) or _single(one, alone)
    if span is None or any(literal(one, text) for text in pair.retranslations):
        return None
    right, words = one.phrase.right[0], pair.target[span.start : span.end]
    evidence = (Evidence("source", pair.source[one.span.start : one.span.end]), Evidence("lexicon", right))
    message = f"“{words}” renders the words of “{one.phrase.phrase}” one by one; it means “{right}”."
    return Mark(span, message, _WITNESSED if pair.retranslations else _BOOKED, evidence, right, one.span)


def _single(one: Booked, alone: Sequence[Lone]) -> Span | None:
    """The first word, no common one, that no re-translation has and that the dictionary gives for a word of the expression."""
    own = frozenset().union(*(word.english for word in one.words))
    rare = (x for x in alone if max(map(zipf, x.word.lemmas)) < _COMMON)
    found = next((x for x in rare if not x.word.lemmas.isdisjoint(own)), None)
    return Span(found.word.word.start, found.word.word.end) if found else None


def _neighbours(pair: Pair, known: Texts, alone: Sequence[Lone]) -> Iterator[Mark]:
    """Two words side by side, of source words side by side, of which no re-translation has a trace."""
    order = [one.word for one in known.sources]
    for first, last in pairwise(alone):
        near = _pair_of(first, last, known, order) if last.at - first.at == 1 else None
        if near and not known_english(first.word, last.word):
            span = Span(first.word.word.start, last.word.word.end)
            place = Span(min(s.start for s in near), max(s.end for s in near))
            message = f"“{pair.target[span.start : span.end]}” follows the source word by word; no re-translation has any of it."
            yield Mark(
                span, message, _NEIGHBOURS, (Evidence("source", pair.source[place.start : place.end]),), "", place
            )


def _pair_of(first: Lone, last: Lone, known: Texts, order: Sequence[Word]) -> tuple[Word, Word] | None:
    """The source words, neighbours, that two words of the translation may render and no re-translation does."""
    for a in first.sources:
        for b in last.sources:
            apart = abs(order.index(a.word) - order.index(b.word))
            if 0 < apart <= _STEP and known.unheard(a) and known.unheard(b):
                return a.word, b.word
    return None


@declare(
    "I002",
    Category.MISTRANSLATION,
    Kind.IDIOM,
    Severity.MAJOR,
    Example("uk-en", "Не вішайте нам локшину на вуха.", "Do not [[hang noodles]] on us."),
    Example("de-en", "Sie will ihm Honig um den Bart schmieren.", "She wants to [[smear honey]] on him."),
    Example("uk-en", "Не вішайте нам локшину на вуха.", "Do not pull the wool over our eyes."),
    Example("de-en", "Sie will ihm Honig um den Bart schmieren.", "She wants to butter him up."),
    needs=Needs.SOURCE,
    target_langs=frozenset({"en"}),
    packs=True,
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    """Yield a mark for each phrase rendered word by word; of two at one place, that of the longer expression."""
    if not pair.source:
        return
    found: list[Mark] = []
    lang = primary(pair.source_lang)
    known = texts(pair) if len(pair.retranslations) >= _ENOUGH else None
    alone = [one for one in lone(pair, known) if one.sources] if known else []
    marks = [mark for one in booked(pair.source, lang) if (mark := _of_book(pair, one, alone))]
    if known:
        marks += _neighbours(pair, known, alone)
    for mark in marks:
        if not any(mark.span.overlaps(other.span) for other in found):
            found.append(mark)
    yield from sorted(found, key=lambda mark: mark.span)
