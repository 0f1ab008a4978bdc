"""A person of the other gender: she for he, daughter for son.

Why it hurts: a report names the wrong person, or insults the right one.

How it is known: the re-translations have, in the same company of words, the word for the other gender; or the text speaks of "he"
and once of "she" where they know only men, or only women; or the source has the one pronoun and the text only the other.

A pronoun is minor with one re-translation only: many languages leave it out, and it may be a guess.

What stays silent: a pronoun that one re-translation guessed, as nothing in the source tells the gender; sentences where the other gender's word stands in both texts; any doubt among the re-translations.
"""

from collections.abc import Iterator
from dataclasses import replace

import regex

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lexicons.markers import plain, relations
from audit.lexicons.opposites import gendered
from audit.shifts.marked import marked
from audit.shifts.opposed import marks
from corpora.language import primary
from corpora.words import Word, words

_PRONOUNS = frozenset("he him his himself she her hers herself".split())
_EITHER = regex.compile(r"\b(?:he|him|his)(?: or |/)(?:she|her|hers)\b", regex.IGNORECASE)
_WEAK = 0.4  # many languages leave the pronoun out, so that one re-translation may only guess it


@declare(
    "A024",
    Category.MISTRANSLATION,
    Kind.MEANING,
    Severity.MAJOR,
    Example(
        "uk-en",
        "Тренер сказав, що його команда готова.",
        "The coach said that [[her]] team was ready.",
        ("The coach said that his team was ready.", "The coach said his team was prepared."),
    ),
    Example(
        "de-en",
        "Ihr Sohn wohnt in Graz.",
        "Her [[daughter]] lives in Graz.",
        ("Her son lives in Graz.",),
    ),
    Example(
        "uk-en",
        "Тренер сказав, що його команда готова.",
        "The coach said that his team was ready.",
        ("The coach said his team was ready.",),
    ),
    Example(
        "de-en",
        "Sie traf ihren Bruder.",
        "She met her brother.",
        ("The woman met her brother.",),
    ),
    Example(
        "pt-en",
        "A autora publicou o seu livro em Lisboa.",
        "The author published her book in Lisbon.",
        ("The author published his book in Lisbon.",),
    ),
    Example("zh-en", "她昨天辞去了职务。", "[[He]] resigned yesterday."),
    Example("uk-en", "Вона працює справно.", "It works well."),
    needs=Needs.SECOND,
    target_langs=frozenset({"en"}),
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    found = list(marks(pair, "gender", what="is of another gender than"))
    for mark in found:
        weak = len(pair.retranslations) == 1 and pair.target[mark.span.start : mark.span.end].lower() in _PRONOUNS
        if not (weak and _is_guessed(pair, mark.suggestion)):
            yield replace(mark, severity=Severity.MINOR, confidence=_WEAK) if weak else mark
    if not found:
        yield from list(_odd_one(pair)) or marked(pair, "gender", severity=Severity.MINOR)


def _is_guessed(pair: Pair, pronoun: str) -> bool:
    """Whether the source has no word that tells the gender of the re-translation's pronoun: Portuguese "seu" is his and her."""
    told = _told(pair, pronoun)
    return bool(told) and not any(told)


def _told(pair: Pair, pronoun: str) -> list[bool]:
    """For each set of words that tell the pronoun's gender in the source's language, whether the source has one; [] without any."""
    genders = {("he", "she")[side] for side in gendered(pronoun)}
    lang = primary(pair.source_lang)
    known = [one for one in relations("gender", lang) if one.right in genders] if pair.source else []
    return [bool(one.source.any.spans(plain(pair.source, lang))) for one in known]


def _is_backed(pair: Pair, pronoun: str) -> bool:
    """Whether the source has a word of the pronoun's gender, such as a verb of hers, against a single re-translation."""
    return len(pair.retranslations) == 1 and any(_told(pair, pronoun))


def _odd_one(pair: Pair) -> Iterator[Mark]:
    if pair.retranslations and (odd := _odd(pair)) and not _is_backed(pair, odd.text):
        said = tuple(Evidence(f"re-translation {k}", text) for k, text in enumerate(pair.retranslations, 1))
        yield Mark(
            Span(odd.start, odd.end),
            f"“{odd.text}” is of another gender than everybody in the re-translations.",
            _WEAK,
            said,
            severity=Severity.MINOR,
        )


def _odd(pair: Pair) -> Word | None:
    """Return the one pronoun of ours that has not the gender of our others, where each re-translation knows only theirs."""
    known = {side for text in pair.retranslations for word in words(text) for side in gendered(word.text)}
    heard = all(any(w.text.lower() in _PRONOUNS for w in words(text)) for text in pair.retranslations)
    if len(known) != 1 or not heard:
        return None
    if _EITHER.search(pair.target):
        return None
    ours = [(word, side) for word in words(pair.target) for side in gendered(word.text)]
    odd = [word for word, side in ours if side not in known]
    alone = len(odd) == 1 < len(ours) and odd[0].text.lower() in _PRONOUNS
    return odd[0] if alone else None
