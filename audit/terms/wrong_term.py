"""A term of the glossary that the translation renders in another way, or by a forbidden term.

Why it hurts: one thing under two names looks like two things; in a contract, a manual or a campaign the name is the point.

What stays silent: every accepted rendering, in any form and word order, also inside a longer word; a term that stands
inside a longer one of the glossary; a second use of a term that is rendered once in the sentence. Where re-translations are
given and none of them uses an accepted rendering, the source word may mean something else here: such a finding is unsure,
and minor.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.check import Article, Check, Needs, Pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.terms.found import Index, beside, is_said, same, spoken
from audit.terms.glossary import Term, terms
from audit.terms.tbx import Concept
from corpora.language import primary
from corpora.words import words

CODE, NAME = "T001", "wrong-term"
_FORBIDDEN, _BACKED, _ALONE, _UNBACKED = 0.95, 0.9, 0.75, 0.5  # how sure: by what is known besides the glossary


def with_glossary(checks: Sequence[Check], concepts: tuple[Concept, ...]) -> tuple[Check, ...]:
    """Return the checks with one for the glossary, which comes first; as they are without concepts."""
    return (_check(concepts), *checks) if concepts else tuple(checks)


@dataclass(frozen=True, slots=True)
class _Terms:
    """What a glossary says for one pair: terms found in the source, and those that are wrong whatever it says."""

    terms: tuple[Term, ...]
    index: Index
    anywhere: tuple[Term, ...]


def _check(concepts: tuple[Concept, ...]) -> Check:
    made: dict[tuple[str, str], _Terms] = {}

    def run(article: Article) -> Iterator[tuple[int, Mark]]:
        langs = article.pairs[0].source_lang, article.pairs[0].target_lang
        if langs not in made:
            made[langs] = _terms(concepts, *langs)
        for at, pair in enumerate(article.pairs):
            yield from ((at, mark) for mark in _of_pair(pair, made[langs]))

    return Check(
        CODE,
        NAME,
        Category.TERMINOLOGY,
        Kind.SENSE,
        Severity.MAJOR,
        Needs.TARGET,
        frozenset(),
        frozenset(),
        __doc__,
        (),
        run,
    )


def _terms(concepts: tuple[Concept, ...], source_lang: str, target_lang: str) -> _Terms:
    known = terms(concepts, source_lang, target_lang)
    listed = ((n, source) for n, term in enumerate(known) for source in term.sources)
    return _Terms(known, Index(listed, primary(source_lang)), tuple(t for t in known if not t.sources))


def _of_pair(pair: Pair, known: _Terms) -> Iterator[Mark]:
    if not pair.target.strip():
        return
    for span, number in _once(known.index.places(pair.source)):
        yield from _marks(pair, known.terms[number], span)
    for term in known.anywhere:
        yield from _forbidden(pair, term, None)


def _once(places: Sequence[tuple[Span, int]]) -> list[tuple[Span, int]]:
    """The first place of each term."""
    first = {number: span for span, number in reversed(places)}
    return sorted((span, number) for number, span in first.items())


def _marks(pair: Pair, term: Term, place: Span) -> Iterator[Mark]:
    lang = primary(pair.target_lang)
    forbidden = list(_forbidden(pair, term, place))
    yield from forbidden
    if forbidden or not term.right or any(is_said(right, pair.target, lang) for right in term.right):
        return
    span = _near(pair, term, lang) or beside(pair.target, pair.source, place)
    said, wanted = pair.source[place.start : place.end], term.right[0]
    backing = [n for n, text in enumerate(pair.retranslations, 1) if any(is_said(r, text, lang) for r in term.right)]
    sure = _BACKED if backing else _UNBACKED if pair.retranslations else _ALONE
    evidence = [Evidence("source", said), Evidence("glossary", " | ".join(term.right))]
    evidence += [Evidence(f"re-translation {n}", wanted) for n in backing]
    weight = Severity.MINOR if sure == _UNBACKED else None
    yield Mark(span, f"The glossary has “{wanted}” for “{said}”.", sure, tuple(evidence), wanted, place, weight)


def _forbidden(pair: Pair, term: Term, place: Span | None) -> Iterator[Mark]:
    """The terms that must not be used, where they are no part of an accepted one."""
    accepted = [span for right in term.right for span in spoken(right, pair.target)]
    for wrong in term.wrong:
        for span in spoken(wrong, pair.target):
            if not any(span.overlaps(other) for other in accepted):
                said, wanted = pair.target[span.start : span.end], term.right[0] if term.right else ""
                rather = f"; it has “{wanted}”" if wanted else ""
                evidence = [Evidence("source", pair.source[place.start : place.end])] if place else []
                evidence.append(Evidence("glossary", " | ".join(term.right) or f"forbidden: {wrong}"))
                message = f"The glossary forbids “{said}”{rather}."
                yield Mark(span, message, _FORBIDDEN, tuple(evidence), wanted, place)


def _near(pair: Pair, term: Term, lang: str) -> Span | None:
    """The words that are a part of an accepted rendering: "sales agreement" says half of "sales contract"."""
    for right in term.right:
        parts = [part.text for part in words(right) if len(part.text) > 3]
        for word in words(pair.target):
            if len(parts) > 1 and any(same(part, word.text, lang) for part in parts):
                return Span(word.start, word.end)
    return None


OFFERED = _check(())
"""The check as it is without a glossary: what `mtaudit explain` tells of it."""
