"""Witness five: names that only one side has. A name without a counterpart, where the other side has one without too."""

from collections.abc import Iterator

from audit.check import Pair
from audit.finding import Evidence, Mark, Span
from audit.lexicons.names import Name
from audit.naming.counterpart import countries, is_sure, missing
from audit.naming.inflected import nominatives
from audit.naming.sound import is_running
from corpora.language import primary


def swapped(pair: Pair) -> Iterator[Mark]:
    """Mark names of the translation that the source does not have, while it has a name that the translation lacks."""
    lang, other = primary(pair.target_lang), primary(pair.source_lang)
    if not pair.source or is_running(other):
        return
    strange = [n for n in missing(pair.target, lang, pair.source, other) if len(n.text) > 3]
    lost = list(missing(pair.source, other, pair.target, lang)) if strange else []
    for name in strange:
        likely = [n for n in lost if _is_likely(name, n, lang, other)]
        if likely:
            place = name.start / len(pair.target)
            near = min(likely, key=lambda n: abs(n.start / len(pair.source) - place))
            lost.remove(near)
            yield _mark(name, near, other)


def _is_likely(name: Name, lost: Name, lang: str, other: str) -> bool:
    """Whether one may stand for the other: one of them is surely a name, and "the Italian side" is no one's name."""
    if countries(name.text, lang) and not countries(lost.text, other):
        return False
    return is_sure(name, lang) or is_sure(lost, other)


def _mark(name: Name, lost: Name, other: str) -> Mark:
    message = f"The source has no “{name.text}”; it has {lost.text}, which the translation lacks."
    evidence = (Evidence("source", lost.text),)
    right = nominatives(lost.text, other)[0]
    return Mark(Span(name.start, name.end), message, 0.8, evidence, right, Span(lost.start, lost.end))
