"""Words left out and words put in."""

from random import Random

from audit.align.lexical import lemma
from audit.lexicons.function_words import is_meaningful
from corpora.words import words
from eval.training.lesson import Lesson
from eval.training.placing import CONTENT, Damage, Stock, lang_of, put, some


def omission(lesson: Lesson, stock: Stock, rng: Random) -> Lesson | None:
    """A word with content, or a phrase, is left out."""
    said = words(lesson.pair.target)
    size = rng.choice((1, 1, 2, 3, 4, 6))
    if len(said) < size + 4:
        return None
    at = rng.randrange(len(said) - size)
    gone = said[at : at + size]
    if not any(len(w.text) > CONTENT or any(c.isdigit() for c in w.text) for w in gone):
        return None
    return put(lesson, at, at + size, "")


def addition(lesson: Lesson, stock: Stock, rng: Random) -> Lesson | None:
    """A phrase of another text is put in."""
    texts = stock.texts.get(lang_of(lesson), ())
    if not texts:
        return None
    other = words(rng.choice(texts))
    size = rng.choice((2, 3, 4, 5))
    if len(other) < size + 2:
        return None
    begin = rng.randrange(len(other) - size)
    phrase = " ".join(w.text for w in other[begin : begin + size])
    said = words(lesson.pair.target)
    if len(said) < CONTENT:
        return None
    return put(lesson, at := rng.randrange(1, len(said)), at, phrase)


def left_out(lesson: Lesson, stock: Stock, rng: Random) -> Lesson | None:
    """One word is left out: one with a meaning, or a pronoun or verb of grammar."""
    lang = lang_of(lesson)
    at = some(lesson, rng, lambda _, w: is_meaningful(w.text, lang) or w.text.lower() in _GRAMMAR.get(lang, ()))
    return put(lesson, at, at + 1, "") if at is not None and len(lesson.errors) > CONTENT else None


def put_in(lesson: Lesson, stock: Stock, rng: Random) -> Lesson | None:
    """A word is put before another that it stands before in other texts, but in no translation of this source."""
    before = stock.before.get(lang_of(lesson), {})
    at = some(lesson, rng, lambda n, w: n > 0 and w.text in before)
    if at is None:
        return None
    choices = [w for w in before[words(lesson.pair.target)[at].text] if lemma(w, lang_of(lesson)) not in lesson.pool]
    return put(lesson, at, at, rng.choice(choices)) if choices else None


_GRAMMAR = {
    "en": frozenset(
        "i he she it we they you who this that these those is are was were has have had will would can could may might "
        "must should do does did be been".split()
    )
}
"""Words without which a sentence falls apart, though they mean little."""

LACKS: dict[Damage, float] = {left_out: 6, omission: 3, put_in: 4, addition: 1}
