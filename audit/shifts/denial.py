"""Which words of a text are denied, and whether the linked words of a re-translation are."""

from dataclasses import dataclass

import regex

from audit.check import Pair
from audit.finding import Span
from audit.lexicons.english import lemmas
from audit.lexicons.opposites import denies, entries
from audit.lexicons.polarity import Negator, Polarity, listed, polarity
from audit.shifts.neighbours import Beside, Side
from corpora.words import Word, words

_EMPTY = frozenset({"do", "does", "did"})  # auxiliaries that stand only beside a negation
_IRREGULAR = {"ca": "can", "wo": "will", "sha": "shall"}
_HEADS = 6  # words after a negator among which the denied one is looked for
_BEFORE, _AFTER = 7, 4  # words about the other text's place that would hold its negation
_CLOSE = 5, 2  # the same for words negative in meaning, where the denied word itself is linked
_DOUBLE = 7  # words after a negator that may turn it round
_TIGHT = 3  # the same for words that seldom are negative
_ATTRIBUTE = regex.compile(r"\s+\p{Ll}+e[mnrs]?\s+\p{Lu}")  # "nicht ständige Mitglieder"
_NEAR = 30  # code points: about four words
_CONTRACTED = ("'m", "’m", "'re", "’re", "'ll", "’ll")


@dataclass(frozen=True, slots=True)
class Denied:
    """A negator of one text, the word that it denies there, and the word that stands for it in the other text, affirmed.

    `same`: the two are linked, so that the place is certain. `head` and `there` are indexes of words.
    """

    negator: Negator
    head: int
    there: int
    same: bool


def alone(
    beside: Beside, ours: Polarity, theirs: Polarity, negator: Negator, lang: str, *, wary: bool = False
) -> Denied | None:
    """Return what our negator denies and their text affirms at the linked place; None where theirs may deny it too.

    `wary`: also words that seldom are negative may stand for the negation, and only equal words are linked for certain.
    """
    inside = beside.ours.at(negator.start, negator.end)
    if not inside or _turned_round(beside, ours, theirs, negator):
        return None
    heads = _heads(beside.ours, negator, lang)
    if _is_opposed(beside, heads):
        return None
    linked = next((k for k in heads if beside.ours.to[k] >= 0), -1)
    there = beside.ours.to[linked] if linked >= 0 else beside.place(inside[-1])
    same = linked >= 0 and linked == heads[0] and (not wary or _equal(beside, linked, there))
    if there < 0 or not _affirmed(beside, ours, theirs, there, wary=wary or not same, same=same and not wary):
        return None
    return Denied(negator, linked if linked >= 0 else inside[-1], there, same)


def _is_opposed(beside: Beside, heads: list[int]) -> bool:
    """Whether their text has an opposite of a word that ours may deny: "not nice" for "ugly", "not convenient" for "inconvenient"."""
    ours, theirs = beside.ours, beside.theirs
    mine = {(e.row, e.side) for k in heads for e in entries(ours.words, ours.lemmas, k) if e.sort == "opposite"}
    free = [k for k in range(len(theirs.words)) if theirs.to[k] < 0]
    if any((e.row, 1 - e.side) in mine for k in free for e in entries(theirs.words, theirs.lemmas, k)):
        return True
    return any(denies(a, b) for k in free for a in theirs.lemmas[k] for i in heads for b in ours.lemmas[i])


def _equal(beside: Beside, i: int, j: int) -> bool:
    return bool(beside.ours.lemmas[i] & beside.theirs.lemmas[j])


def _turned_round(beside: Beside, ours: Polarity, theirs: Polarity, negator: Negator) -> bool:
    """Whether a negative word follows our negator that theirs lacks: "did not fail" may stand for "succeeded"."""
    k = beside.ours.at(negator.start, negator.end)[-1]
    last = list(beside.ours.around(k, 0, _DOUBLE))[-1]
    next_ = list(beside.ours.around(k, 0, 1))[-1]
    back, words = beside.turned, beside.ours.words
    return _unmatched(back, theirs.likes, ours.likes, Span(negator.end, words[last].end)) or _unmatched(
        back, theirs.weaks, ours.weaks, Span(negator.end, max(words[next_].end, negator.end))
    )


def _heads(side: Side, negator: Negator, lang: str) -> list[int]:
    """Return the words that a negator may deny, the likeliest first."""
    inside = side.at(negator.start, negator.end)
    if not inside:
        return []
    last = inside[-1]
    after = [k for k in side.around(last, 0, _HEADS) if k > last and not _empty(side, k, lang)]
    word = side.words[last]
    return [last, *after] if lang not in ("en", "zh", "ja") and negator.start > word.start else after


def _empty(side: Side, k: int, lang: str) -> bool:
    word = side.words[k].text.lower()
    if lang == "en":
        return not side.heavy[k] or word in listed("en", "auxiliary") or word.endswith("ly")
    return not side.heavy[k]


def _affirmed(beside: Beside, ours: Polarity, theirs: Polarity, there: int, *, wary: bool, same: bool) -> bool:
    """Whether their text has no negation, and no word that may stand for one, about its word `there`."""
    around = list(beside.theirs.around(there, _BEFORE, _AFTER))
    place = beside.theirs.span(around[0], around[-1])
    if any(n.start < place.end and place.start < n.end for n in theirs.negators):
        return False
    close = list(beside.theirs.around(there, *_CLOSE)) if same else around
    if _unmatched(beside, ours.likes, theirs.likes, beside.theirs.span(close[0], close[-1])):
        return False
    near = list(beside.theirs.around(there, _TIGHT, _TIGHT))
    return not (wary and _unmatched(beside, ours.weaks, theirs.weaks, beside.theirs.span(near[0], near[-1])))


def _unmatched(
    beside: Beside, ours: tuple[tuple[int, int], ...], theirs: tuple[tuple[int, int], ...], place: Span
) -> bool:
    """Whether a word at that place of theirs is negative in meaning and our text has it less often."""
    mine = [lemmas(beside.ours.text[a:b]) for a, b in ours]
    others = [lemmas(beside.theirs.text[a:b]) for a, b in theirs]
    return any(
        a < place.end
        and place.start < b
        and sum(map(bool, map(word.__and__, mine))) < sum(map(bool, map(word.__and__, others)))
        for word, (a, b) in zip(others, theirs, strict=True)
    )


def whole(text: str, negator: Negator) -> Span:
    """Return the negator with the word that it is part of ("did" + "n't")."""
    inside = [w for w in words(text) if w.start <= negator.start < w.end]
    return Span(inside[0].start, max(inside[0].end, negator.end)) if inside else Span(negator.start, negator.end)


def negated(text: str, negator: Negator) -> tuple[Span, str]:
    """Return the span of a negator with its English auxiliary, and the auxiliary alone where that mends it."""
    place = whole(text, negator)
    short = regex.sub("n['’]t$|not$", "", text[place.start : place.end])
    if short and short != text[place.start : place.end]:
        auxiliary = _IRREGULAR.get(short.lower(), short)
        return place, "" if auxiliary.lower() in _EMPTY else auxiliary
    before: list[Word] = [w for w in words(text) if w.end <= place.start][-1:]
    if before and before[0].text.lower() in listed("en", "auxiliary") and place.start - before[0].end <= 1:
        auxiliary = before[0].text
        return Span(before[0].start, place.end), "" if auxiliary.lower() in _EMPTY else auxiliary
    return place, ""


def guessed(pair: Pair, source: Polarity) -> tuple[Span, str] | None:
    """Return the verb (in English; else the word) nearest to the relative place of the source's negation, and its denial."""
    ours = words(pair.target)
    english = pair.target_lang.partition("-")[0] == "en"
    fitting = [i for i, w in enumerate(ours) if (_is_finite(w.text) if english else len(w.text) > 3)]
    if not fitting:
        return None
    place = source.negators[0].start / len(pair.source) * len(pair.target)
    index = min(fitting, key=lambda i: abs(ours[i].start - place))
    if index and ours[index - 1].text.lower() in listed("en", "auxiliary"):
        index -= 1
    word = ours[index]
    if english and word.text.lower() in listed("en", "auxiliary") and index + 1 < len(ours):
        end = ours[index + 1].end
        return Span(word.start, end), f"{word.text} not{pair.target[word.end : end]}"
    return Span(word.start, word.end), ""


def _is_finite(word: str) -> bool:
    lower = word.lower()
    return (
        lower in listed("en", "auxiliary")
        or lower in listed("en", "finite")
        or (word.islower() and len(word) > 4 and word.endswith("ed"))
    )


def denies_verb(pair: Pair, negator: Negator) -> bool:
    """Whether it denies a verb for certain: "not guilty" may stand for "innocent", 不 is part of many words."""
    if pair.target_lang.partition("-")[0] == "zh":
        return pair.target[negator.start : negator.end] != "不"
    if pair.target_lang.partition("-")[0] == "de" and _ATTRIBUTE.match(pair.target, negator.end):
        return False
    if pair.target_lang.partition("-")[0] != "en":
        return True
    place = whole(pair.target, negator)
    window = pair.target[place.end : place.end + _NEAR]
    near, said = polarity(window, "en"), shared(pair)
    following = [w for w in words(pair.target) if w.start >= place.end][:1]
    weak = following and near and any(place.end + a < following[0].end for a, _ in near.weaks)
    if near is None or near.count or weak or any(not lemmas(window[a:b]) & said for a, b in near.likes):
        return False  # "did not fail" may stand for "succeeded"
    after = {w.text.lower() for w in [w for w in words(pair.target) if w.start >= place.end][:3]}
    if (after - said) & listed("en", "paired"):
        return False
    before = [w.text.lower() for w in words(pair.target) if w.end <= place.start][-1:]
    return pair.target[place.start : place.end].lower() != "not" or (
        bool(before) and (before[0] in listed("en", "auxiliary") or before[0].endswith(_CONTRACTED))
    )


def shared(pair: Pair) -> frozenset[str]:
    """The words, and their dictionary forms, that all re-translations have."""
    told = [frozenset(key for w in words(text) for key in lemmas(w.text)) for text in pair.retranslations]
    return frozenset.intersection(*told) if told else frozenset()
