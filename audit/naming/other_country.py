"""Witness ten: a country, in any word for it, that is neither the source's nor the re-translations', whose own is missing.

Adjectives and peoples are no names to the other witnesses: too many of them are said for a person or a language. Here the source
and every re-translation must speak of one country, the translation must not, and must speak of one that nobody else knows.
"""

from collections.abc import Iterator
from itertools import pairwise

import regex

from audit.check import Pair
from audit.finding import Evidence, Mark, Span
from audit.naming.territories import countries, countries_in
from corpora.language import primary
from corpora.words import words

_VAGUE = frozenset("north south east west states state republic union".split())  # alone
_POSSESSIVE = regex.compile(r"['’]s?$")
_SHORTEST = 2  # letters that may be the name of a country ("UK")


def other_country(pair: Pair) -> Iterator[Mark]:
    """Mark the one country of the translation that no other text speaks of, where one that all of them have is missing."""
    if not (pair.source and pair.retranslations) or primary(pair.target_lang) != "en":
        return
    there = countries_in(pair.source, primary(pair.source_lang), shortest=_SHORTEST)
    told = [countries_in(text, "en") for text in pair.retranslations]
    gone = there.intersection(*told) - countries_in(pair.target, "en")
    if not gone:
        return
    heard = there.union(*told)
    strange = [(place, codes) for place, codes in _named(pair.target) if codes and not codes & heard]
    right = [
        next((text[p.start : p.end] for p, codes in _named(text) if codes & gone), "") for text in pair.retranslations
    ]
    if len({codes for _, codes in strange}) == 1 and all(right):
        place, _ = strange[0]
        message = f"“{pair.target[place.start : place.end]}” stands neither in the source nor in a re-translation; they have “{right[0]}”."
        evidence = tuple(Evidence(f"re-translation {k}", said) for k, said in enumerate(right, 1))
        yield Mark(place, message, 0.8, evidence, right[0])


def _named(text: str) -> Iterator[tuple[Span, frozenset[str]]]:
    """The words of an English text that name a country; two of them where they do so together."""
    listed = [Span(w.start, w.start + len(_POSSESSIVE.sub("", w.text))) for w in words(text) if w.text[0].isupper()]
    two = [Span(a.start, b.end) for a, b in pairwise(listed) if text[a.end : b.start] == " "]
    together = [(place, codes) for place in two if (codes := countries(text[place.start : place.end], "en"))]
    yield from together
    for place in listed:
        word = text[place.start : place.end]
        if word.lower() not in _VAGUE and not any(place.overlaps(both) for both, _ in together):
            yield place, countries(word, "en")
