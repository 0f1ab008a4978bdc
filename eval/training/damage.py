"""Damage done on purpose: a word, a name, a number, a negation, a role, or a whole phrase of a translation is made wrong.

Written for this project; none is taken from a measuring set. Each kind turns a lesson into another, or into None where the
text has no place for it.
"""

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from random import Random

from audit.align.lexical import lemma
from audit.lexicons.senses import Sense, table
from corpora.words import Word, words
from eval.training.lacks import LACKS, addition, omission
from eval.training.lesson import UNKNOWN, Lesson
from eval.training.opposites import BEFORE, DENIED, NEGATIONS, others
from eval.training.placing import CONTENT, Damage, Stock, lang_of, put, some


def damaged(lesson: Lesson, stock: Stock, rng: Random, lacks: float = 0.0) -> Lesson:
    """Return the lesson with one or two places made wrong; as it is where nothing fits.

    `lacks` is the share of places where a word is left out or put in, before all kinds have their turn.
    """
    made = lesson
    for _ in range(1 + (rng.random() < 0.3)):
        kinds = LACKS if rng.random() < lacks else _KINDS
        for kind in rng.choices(list(kinds), list(kinds.values()), k=4):
            if found := kind(made, stock, rng):
                made = replace(found, wrong=1.0, origin=f"{lesson.origin.partition('+')[0]}+{kind.__name__}")
                break
    return made


def _cased(word: str, like: str) -> str:
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def stranger(lesson: Lesson, stock: Stock, rng: Random) -> Lesson | None:
    """A word is exchanged for any other, with a like ending."""
    vocabulary = stock.words.get(lang_of(lesson), ())
    at = some(lesson, rng, lambda _, w: len(w.text) >= CONTENT and w.text.isalpha() and w.text.islower())
    if at is None or len(vocabulary) < 100:
        return None
    old = words(lesson.pair.target)[at].text
    choices = [w for w in rng.sample(vocabulary, 60) if lemma(w, lang_of(lesson)) not in lesson.pool and w.islower()]
    if not choices:
        return None
    return put(lesson, at, at + 1, max(choices, key=lambda w: len(set(w[-3:]) & set(old[-3:]))))


def neighbour(lesson: Lesson, stock: Stock, rng: Random) -> Lesson | None:
    """A word is exchanged for one that is near in meaning, but that no translation of this source has."""
    at = some(lesson, rng, lambda _, w: w.text.lower() in stock.near and len(w.text) >= CONTENT)
    if at is None:
        return None
    old = words(lesson.pair.target)[at].text
    choices = [w for w in stock.near[old.lower()] if lemma(w, lang_of(lesson)) not in lesson.pool]
    return put(lesson, at, at + 1, _cased(rng.choice(choices), old)) if choices else None


def opposite(lesson: Lesson, stock: Stock, rng: Random) -> Lesson | None:
    """A word is exchanged for its opposite, another quantity, time, person or degree."""
    sets = others(lang_of(lesson))
    at = some(lesson, rng, lambda _, w: w.text in sets or w.text.lower() in sets)
    if at is None:
        return None
    old = words(lesson.pair.target)[at].text
    return put(lesson, at, at + 1, _cased(rng.choice(sets.get(old) or sets[old.lower()]), old))


def negation(lesson: Lesson, stock: Stock, rng: Random) -> Lesson | None:
    """A denial is left out or put in."""
    lang, said = lang_of(lesson), words(lesson.pair.target)
    if rng.random() < 0.5:
        at = some(lesson, rng, lambda _, w: w.text.lower() in NEGATIONS.get(lang, ()))
        if at is not None:
            made = put(lesson, at, at + 1, "")
            return _doubt(made, at)
        at = some(lesson, rng, lambda _, w: w.text.lower().endswith("n't") and len(w.text) > 4)
        if at is not None and lang == "en":
            stem = {"wo": "will", "ca": "can"}.get(said[at].text[:-3].lower(), said[at].text[:-3])
            return put(lesson, at, at + 1, stem)
        return None
    after = some(lesson, rng, lambda _, w: w.text in DENIED.get(lang, ()))
    if after is not None:
        old = said[after].text
        return put(lesson, after, after + 1, f"{old} {NEGATIONS[lang][0]}")
    before = some(lesson, rng, lambda _, w: w.text in BEFORE.get(lang, ()))
    return put(lesson, before, before + 1, f"{NEGATIONS[lang][0]} {said[before].text}") if before is not None else None


def _doubt(lesson: Lesson, at: int) -> Lesson:
    """Where a denial is gone, the words about its place are what a reader would mark."""
    for n in (at - 1, at):
        if 0 <= n < len(lesson.errors):
            lesson.errors[n] = lesson.majors[n] = 1.0
            lesson.weights[n] = 1.0
    return lesson


def number(lesson: Lesson, stock: Stock, rng: Random) -> Lesson | None:
    """A figure is changed, made greater or smaller."""
    at = some(lesson, rng, lambda _, w: any(c.isdigit() for c in w.text))
    if at is None:
        return None
    old = words(lesson.pair.target)[at].text
    places = [n for n, c in enumerate(old) if c.isdigit()]
    n = rng.choice(places)
    new = rng.choice(
        [
            old[:n] + rng.choice([d for d in "123456789" if d != old[n]]) + old[n + 1 :],
            old[: n + 1] + rng.choice("0123456789") + old[n + 1 :],
            old[:n] + old[n + 1 :] if len(places) > 1 else old + "0",
        ]
    )
    return put(lesson, at, at + 1, new) if new != old else None


def name(lesson: Lesson, stock: Stock, rng: Random) -> Lesson | None:
    """A name is misspelled, or becomes another."""
    at = some(
        lesson, rng, lambda n, w: n > 0 and w.text[0].isupper() and len(w.text) >= CONTENT and w.text[1:].islower()
    )
    if at is None or lang_of(lesson) == "de":  # German nouns look like names
        return None
    old = words(lesson.pair.target)[at].text
    names = [w for w in stock.words.get(lang_of(lesson), ()) if w[0].isupper()]
    if rng.random() < 0.5 and len(names) > 50:
        new = rng.choice(names)
        return put(lesson, at, at + 1, new) if lemma(new, lang_of(lesson)) not in lesson.pool else None
    new = _misspelled(old, rng)
    return put(lesson, at, at + 1, new, major=UNKNOWN) if new.lower() not in lesson.pool else None


def _misspelled(word: str, rng: Random) -> str:
    n = rng.randrange(1, len(word) - 1)
    letters = "aeiouy" if word[n] in "aeiouy" else "bdfgklmnprstvz"
    return rng.choice(
        [
            word[:n] + rng.choice(letters) + word[n + 1 :],
            word[:n] + word[n] + word[n:],
            word[:n] + word[n + 1 :],
            word[:n] + word[n + 1] + word[n] + word[n + 2 :],
        ]
    )


def roles(lesson: Lesson, stock: Stock, rng: Random) -> Lesson | None:
    """Two words of one sort change places: names, else nouns that the source seems to keep apart."""
    said = words(lesson.pair.target)
    capitals = [n for n, w in enumerate(said) if n and w.text[0].isupper() and len(w.text) >= CONTENT]
    plain = [n for n, w in enumerate(said) if n and w.text.islower() and len(w.text) > CONTENT]
    chosen = capitals if len(capitals) > 1 and rng.random() < 0.6 else plain
    if len(chosen) < 2:
        return None
    a, b = sorted(rng.sample(chosen, 2))
    first, second = said[a].text, said[b].text
    if b - a < 2 or first.lower() == second.lower():
        return None
    return put(put(lesson, b, b + 1, first), a, a + 1, second)


def sense(lesson: Lesson, stock: Stock, rng: Random) -> Lesson | None:
    """A word gets the other sense of its source word, from the project's table of senses."""
    if lang_of(lesson) != "en" or not lesson.pair.source:
        return None
    rows = [r for r in _senses(lesson.pair.source_lang) if r.in_source(lesson.pair.source)]
    rng.shuffle(rows)
    for row in rows:
        rights = {r.rstrip("+") for r in row.right if " " not in r}
        wrongs = [w.rstrip("+") for w in row.wrong if " " not in w and "(" not in w]
        at = some(lesson, rng, partial(_stands_for, rights))
        if at is not None and wrongs:
            old = words(lesson.pair.target)[at].text
            plural = old.endswith("s") and not lemma(old, "en").endswith("s")
            return put(lesson, at, at + 1, _cased(rng.choice(wrongs) + "s" * plural, old))
    return None


def _stands_for(rights: Collection[str], _: int, word: Word) -> bool:
    return lemma(word.text, "en") in rights


def _senses(lang: str) -> list[Sense]:
    return [row for row in table() if row.lang == lang]


_KINDS: dict[Damage, float] = {
    stranger: 3,
    neighbour: 6,
    opposite: 5,
    negation: 4,
    number: 3,
    name: 4,
    roles: 2,
    omission: 4,
    addition: 3,
    sense: 3,
}
