"""Witness one: the table of public people. Needs nothing but the translation."""

from collections.abc import Iterator
from enum import Enum, auto
from itertools import pairwise

from rapidfuzz.distance import OSA

from audit.check import Article, Pair
from audit.finding import Evidence, Mark, Severity, Span
from audit.lexicons import romanise
from audit.lexicons.names import capitals, fold, is_word, near, plain
from audit.lexicons.people import PARTICLES, Person, by_accepted, by_reading, surname_form
from corpora.language import primary, writes
from corpora.words import Word, words

_SHORTEST = 4  # letters of the shortest name that a slip is told in
_FEW = 2  # persons of the table that share a part of a name


class _State(Enum):
    """How one word of the text stands to one part of a person's name."""

    ACCEPTED = auto()
    READING = auto()  # letter by letter from Cyrillic
    NEAR = auto()  # a slip away
    OTHER = auto()


def public_people(article: Article) -> Iterator[tuple[int, Mark]]:
    """Mark full names of public people with a part that is spelled wrong while the rest is right.

    A surname alone is marked where the article has it wrong in a full name too.
    """
    wrong: dict[str, Person] = {}
    full: list[tuple[int, Mark]] = []
    for index, pair in enumerate(article.pairs):
        for mark, person, last in _full_names(pair):
            full.append((index, mark))
            if last.lower() not in person.accepted[person.surname] and not is_word(last, "en"):
                wrong[last] = person
    yield from full
    for index, pair in enumerate(article.pairs):
        taken = [m.span for i, m in full if i == index]
        for word in map(_bare, words(pair.target) if wrong else ()):
            span = Span(word.start, word.end)
            if word.text in wrong and not any(span.overlaps(t) for t in taken):
                person = wrong[word.text]
                yield index, _mark(span, word.text, person.parts[person.surname], person, 0.9)


def _bare(word: Word) -> Word:
    """The word without a possessive 's."""
    if word.text.endswith(("'s", "’s")):
        return Word(word.text[:-2], word.start, word.end - 2)
    return word


def _full_names(pair: Pair) -> Iterator[tuple[Mark, Person, str]]:
    """Windows of the text that are a known person's name with a wrong part, each place once."""
    text = pair.target
    listed = [_bare(w) for w in words(text)]
    seen: set[int] = set()
    for k, word in enumerate(listed):
        if not word.text[:1].isupper() and word.text not in PARTICLES:
            continue
        key = word.text.lower()
        for person, i in (*by_accepted().get(key, ()), *by_reading(key)):
            first, size = k - i, len(person.parts)
            window = listed[first : first + size] if first >= 0 else []
            if size < 2 or len(window) < size or first in seen or not _is_name(text, window):
                continue
            if (sure := _fault(person, window, pair)) and not _is_someone(window):
                seen.update(range(first, first + size))
                span = Span(window[0].start, window[-1].end)
                yield (
                    _mark(span, text[span.start : span.end], person.name, person, sure),
                    person,
                    window[person.surname].text,
                )


def _is_name(text: str, window: list[Word]) -> bool:
    """Whether the words are capitalised and stand side by side."""
    joined = all(text[a.end : b.start].isspace() for a, b in pairwise(window))
    return joined and all(w.text[:1].isupper() or w.text in PARTICLES for w in window)


def _fault(person: Person, window: list[Word], pair: Pair) -> float:
    """Confidence that this is the person, spelled wrong; 0.0 when it is spelled right or may be someone else."""
    states = [_state(person, i, w.text) for i, w in enumerate(window)]
    other = [k for k, state in enumerate(states) if state is _State.OTHER]
    if len(other) == 1 and _is_one_slip(window[other[0]].text, person.parts[other[0]]) and _in_source(person, pair):
        return 0.8
    if other or all(s is _State.ACCEPTED for s in states):
        return 0.0
    if _State.NEAR not in states:
        return 0.9
    # A slip away may be somebody else, unless the rest of the name belongs to hardly anyone ("Ursula", not "Mike") or the
    # source has the person.
    right = [w.text.lower() for s, w in zip(states, window, strict=True) if s is _State.ACCEPTED]
    rare = any(len(by_accepted().get(part, ())) <= _FEW for part in right)
    return (
        0.8
        if states.count(_State.NEAR) == 1 and len(right) == len(states) - 1 and (rare or _in_source(person, pair))
        else 0.0
    )


def _is_one_slip(token: str, part: str) -> bool:
    """Whether a short part differs by one letter, with the same initial ("Mertz")."""
    a, b = plain(token), plain(part)
    return min(len(a), len(b)) >= _SHORTEST and a[0] == b[0] and int(OSA.distance(a, b)) == 1


def _in_source(person: Person, pair: Pair) -> bool:
    lang = primary(pair.source_lang)
    forms = {surname_form(person, form) for g, form in person.cyrillic if g == lang}
    return bool(forms) and any(f in forms for n in capitals(pair.source) for f in romanise.nominatives(n.text, lang))


def _state(person: Person, i: int, token: str) -> _State:
    lower, part = token.lower(), person.parts[i]
    if lower in person.accepted[i] or _is_standard(person, i, lower) or plain(token) == plain(part):
        return _State.ACCEPTED
    if lower in person.readings(i):
        return _State.READING
    if i == person.surname and is_word(token, "en"):
        return _State.OTHER
    # Names from scripts without one standard (Arabic, Persian, ...) have more right spellings than any table holds.
    latin = writes(primary(person.origin)) == {"Latin"}
    same_sound = latin and len(token) >= 5 and fold(token) == fold(part)
    return _State.NEAR if same_sound or (_has_standard(person) and near(token, part)) else _State.OTHER


def _has_standard(person: Person) -> bool:
    origin = primary(person.origin)
    return origin in romanise.LANGS or origin == "zh" or writes(origin) == {"Latin"}


def _is_standard(person: Person, i: int, lower: str) -> bool:
    """Whether it is an accepted romanisation of the name in the bearer's own language."""
    forms = [f[i] for lang, f in person.cyrillic if lang == person.origin and len(f) == len(person.parts)]
    return any(romanise.spells(lower, form, person.origin) for form in forms)


def _is_someone(window: list[Word]) -> bool:
    """Whether the words are, as they stand, an accepted name of a person of the table."""
    tokens = [w.text.lower() for w in window]
    return any(
        i == len(tokens) - 1 == len(person.parts) - 1 and all(t in person.accepted[j] for j, t in enumerate(tokens))
        for person, i in by_accepted().get(tokens[-1], ())
    )


def _mark(span: Span, text: str, right: str, person: Person, sure: float) -> Mark:
    """Wrong letters are major; a native name after another East Slavic language, or a variant that sounds alike, minor."""
    read = sure > 0.85 and person.origin not in romanise.LANGS
    message = f"The name is spelled “{right}”, not “{text}”{', which reads it letter by letter from Cyrillic' if read else ''}."
    convention = person.origin in romanise.LANGS or fold(text) == fold(right)
    severity = Severity.MINOR if convention else Severity.MAJOR
    return Mark(span, message, sure, (Evidence("lexicon", person.name),), right, severity=severity)
