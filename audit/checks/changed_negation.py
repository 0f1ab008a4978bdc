"""A negation that was lost, or added, in translation.

Why it hurts: the sentence says the opposite. "The minister resigned" for "did not resign" is a false report about a
person.

What stays silent: negations told by another word (failed, without, refused, impossible, hardly, un-), double negation
in languages that need it, negators that deny nothing (not only, not until, чи не, не раз), questions, and every
sentence where a negation could have moved to another word. With a source alone only sentences with one plain negation
on one side and no negative word of any kind on the other are flagged; with re-translations, those where all of them
agree with the source against the translation.
"""

from collections.abc import Iterator

import regex

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lexicons.polarity import Negator, Polarity, listed, polarity
from corpora.words import Word, words

_EMPTY = frozenset({"do", "does", "did"})
_IRREGULAR = {"ca": "can", "wo": "will", "sha": "shall"}
_LONGEST = 10_000  # code points; what is longer is no aligned place of a few sentences
_ATTRIBUTE = regex.compile(r"\s+\p{Ll}+e[mnrs]?\s+\p{Lu}")  # "nicht ständige Mitglieder"
_NEAR = 30  # code points: about four words
_VERY_MANY_WORDS = 45
_MANY_WORDS = 25  # beyond, a source has several clauses, and a free translation moves its negations about


@declare(
    "A002",
    Category.MISTRANSLATION,
    Kind.MEANING,
    Severity.CRITICAL,
    Example("uk-en", "Міністр не подав у відставку.", "The minister [[has resigned]]."),
    Example("uk-en", "Міністр не подав у відставку.", "The minister has not resigned."),
    Example("uk-en", "Він не лише співає, а й танцює.", "He both sings and dances."),
    Example("de-en", "Der Vertrag ist gültig.", "The treaty [[is not]] valid."),
    Example("de-en", "Die Verhandlungen sind nicht gelungen.", "The talks failed."),
    Example(
        "ru-en",
        "Суд не признал компанию виновной.",
        "The court [[found]] the company guilty.",
        ("The court did not find the company guilty.", "The court has not found the firm guilty."),
    ),
    needs=Needs.SECOND,
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    if max(map(len, (pair.target, pair.source, *pair.retranslations))) > _LONGEST:
        return
    target = polarity(pair.target, pair.target_lang)
    source = polarity(pair.source, pair.source_lang) if pair.source else None
    retold = [p for text in pair.retranslations if (p := polarity(text, pair.target_lang))]
    if target is None or (source is None and len(retold) < 2) or "?" in pair.target or "？" in pair.source:
        return
    if _lost(pair, target, source, retold):
        yield from _lost_marks(pair, target, source, retold)
    elif _added(pair, target, source, retold):
        yield from _added_marks(pair, target, source, retold)


def _short(text: str) -> bool:
    return len(words(text)) <= _MANY_WORDS and not regex.search(r"[;:—–]|[.!?。！？].*[.!?。！？]", text)


def _lost(pair: Pair, target: Polarity, source: Polarity | None, retold: list[Polarity]) -> bool:
    if not retold:
        return (
            source is not None
            and target.plain
            and source.count == 1
            and source.negators[0].verb
            and _is_word(pair, source.negators[0])
            and not (source.murky or source.hints)
            and _short(pair.source)
        )
    told = all(
        r.count > target.count and not r.murky and target.hints == r.hints and target.weak <= r.weak for r in retold
    )
    open_ = not target.count and source is not None and _vague(source, retold)
    return told and not target.murky and (source is None or source.count > target.count or open_)


def _is_word(pair: Pair, negator: Negator) -> bool:
    """Whether the source's negator stands by itself: a bare Chinese 不, 没 or 未 is part of many words."""
    return pair.source_lang.partition("-")[0] != "zh" or negator.end - negator.start > 1


def _vague(source: Polarity, retold: list[Polarity]) -> bool:
    """Whether the source leaves it open, so that several re-translations may decide."""
    return (source.murky or source.hints > 0) and len(retold) > 1


def _added(pair: Pair, target: Polarity, source: Polarity | None, retold: list[Polarity]) -> bool:
    if target.murky or not any(n.verb for n in target.negators):
        return False
    english = pair.target_lang.partition("-")[0] == "en"
    if not retold:
        if source is None or not english or source.count or source.murky or source.hints:
            return False  # other languages than English deny where the source asserts too often
        return any(n.verb and _denies_verb(pair, n) for n in target.negators) and _many(pair) <= _VERY_MANY_WORDS
    told = all(r.count < target.count and not r.murky and r.hints <= target.hints for r in retold)
    asserted = any(_asserted(pair.target, n, text) for n in target.negators if n.verb for text in pair.retranslations)
    if source is None or not (source.count or source.hints or source.murky):
        return told and (asserted or english)
    return told and asserted and _unsaid(source, target, retold)


def _many(pair: Pair) -> int:
    return len(words(pair.target))


def _unsaid(source: Polarity, target: Polarity, retold: list[Polarity]) -> bool:
    """Whether the negative words of the source leave one of the target's over.

    One re-translation may itself have dropped a negation, so it must account for all of them.
    """
    denied = source.count + source.hints
    if len(retold) > 1:
        return denied < target.count + target.hints
    return not source.murky and source.count < target.count and denied <= retold[0].count + retold[0].hints


def _lost_marks(pair: Pair, target: Polarity, source: Polarity | None, retold: list[Polarity]) -> Iterator[Mark]:
    found = None
    for text, told in zip(pair.retranslations, retold, strict=False):
        found = found or _aligned(pair.target, pair.target_lang, text, told.negators)
    if not retold:
        found = _guess(pair, source)
    if not found:
        return
    span, suggestion = found
    place = source.negators[0] if source and source.negators else None
    yield Mark(
        span,
        "The translation has lost a negation.",
        _confidence(source, retold),
        _evidence(pair, source, retold),
        suggestion,
        Span(place.start, place.end) if place else None,
        None if retold else Severity.MAJOR,
    )


def _added_marks(pair: Pair, target: Polarity, source: Polarity | None, retold: list[Polarity]) -> Iterator[Mark]:
    verbs = [n for n in target.negators if n.verb]
    clear = [n for n in verbs if _denies_verb(pair, n)] or verbs
    negator = next((n for n in clear if all(_asserted(pair.target, n, t) for t in pair.retranslations)), clear[0])
    span, suggestion = _negated(pair.target, negator)
    evidence = tuple(Evidence(f"re-translation {i + 1}", text) for i, text in enumerate(pair.retranslations))
    if source:
        evidence = (Evidence("source", pair.source), *evidence)
    message = "The translation has a negation that the source has not."
    severity = None if retold else Severity.MAJOR
    yield Mark(span, message, _confidence(source, retold), evidence, suggestion, severity=severity)


def _confidence(source: Polarity | None, retold: list[Polarity]) -> float:
    return min(0.95, 0.5 + (0.22 if source and retold else 0.0) + 0.12 * max(0, len(retold) - 1))


def _evidence(pair: Pair, source: Polarity | None, retold: list[Polarity]) -> tuple[Evidence, ...]:
    found = []
    if source and source.negators:
        found.append(Evidence("source", _around(pair.source, source.negators[0])))
    for index, (text, told) in enumerate(zip(pair.retranslations, retold, strict=False)):
        found.append(Evidence(f"re-translation {index + 1}", _around(text, told.negators[0])))
    return tuple(found)


def _around(text: str, negator: Negator) -> str:
    """Return the negator with a word before it and two after it."""
    before = [w for w in words(text) if w.end <= negator.start][-1:]
    after = [w for w in words(text) if w.start >= negator.end][:2]
    return text[before[0].start if before else negator.start : after[-1].end if after else negator.end]


def _stem(word: str) -> str:
    return word.lower()[: max(4, len(word) - 3)]


def _aligned(target: str, lang: str, retold: str, negators: tuple[Negator, ...]) -> tuple[Span, str] | None:
    """Find the target's word that a re-translation negates; return its span, with the re-translation's words."""
    theirs, ours = words(retold), words(target)
    for negator in negators:
        after = [w for w in theirs if w.start >= negator.end and w.text.lower() not in listed("en", "auxiliary")][:2]
        after = [w for w in after if len(w.text) > 3 and w.text.lower() not in listed("en", "function")]
        for verb in after:
            same = [i for i, w in enumerate(ours) if _stem(w.text)[:5] == _stem(verb.text)[:5]]
            common = same and ours[same[0]].text.lower() in listed("en", "function")
            if (
                len(same) == 1
                and not common
                and not _denied(target, lang, ours[max(same[0] - 6, 0)].start, ours[same[0]].end)
            ):
                first = ours[same[0]]
                lead = (
                    ours[same[0] - 1]
                    if same[0] and ours[same[0] - 1].text.lower() in listed("en", "auxiliary")
                    else first
                )
                begin = [w for w in theirs if w.end <= negator.start and w.text.lower() in listed("en", "auxiliary")][
                    -1:
                ]
                near = begin and negator.start - begin[0].end <= 1
                start = begin[0].start if near else _whole(retold, negator).start
                return Span(lead.start, first.end), retold[start : verb.end]
    return None


def _denied(text: str, lang: str, start: int, end: int) -> bool:
    """Whether a negator stands in that part of the text."""
    near = polarity(text[start:end], lang)
    return near is not None and near.count > 0


def _guess(pair: Pair, source: Polarity | None) -> tuple[Span, str] | None:
    """Take the verb (in English; else the word) nearest to the negation's relative place."""
    ours = words(pair.target)
    english = pair.target_lang.partition("-")[0] == "en"
    fitting = [i for i, w in enumerate(ours) if (_is_finite(w.text) if english else len(w.text) > 3)]
    if not fitting or not source:
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


def _denies_verb(pair: Pair, negator: Negator) -> bool:
    """Whether it denies a verb for certain: "not guilty" may stand for "innocent", 不 is part of many words."""
    if pair.target_lang.partition("-")[0] == "zh":
        return pair.target[negator.start : negator.end] != "不"
    if pair.target_lang.partition("-")[0] == "de" and _ATTRIBUTE.match(pair.target, negator.end):
        return False
    if pair.target_lang.partition("-")[0] != "en":
        return True
    whole = _whole(pair.target, negator)
    near = polarity(pair.target[whole.end : whole.end + _NEAR], "en")
    if near is None or near.hints or near.count:
        return False  # "did not fail" may stand for "succeeded"
    after = {w.text.lower() for w in [w for w in words(pair.target) if w.start >= whole.end][:3]}
    if after & listed("en", "paired"):
        return False
    before = [w.text.lower() for w in words(pair.target) if w.end <= whole.start][-1:]
    return pair.target[whole.start : whole.end].lower() != "not" or (
        bool(before) and before[0] in listed("en", "auxiliary")
    )


def _whole(text: str, negator: Negator) -> Span:
    """Return the negator with the word that it is part of ("did" + "n't")."""
    inside = [w for w in words(text) if w.start <= negator.start < w.end]
    return Span(inside[0].start, max(inside[0].end, negator.end)) if inside else Span(negator.start, negator.end)


def _negated(text: str, negator: Negator) -> tuple[Span, str]:
    """Return the span of a negator with its English auxiliary, and the auxiliary alone where that mends it."""
    whole = _whole(text, negator)
    short = regex.sub("n['’]t$|not$", "", text[whole.start : whole.end])
    if short and short != text[whole.start : whole.end]:
        auxiliary = _IRREGULAR.get(short.lower(), short)
        return whole, "" if auxiliary.lower() in _EMPTY else auxiliary
    before: list[Word] = [w for w in words(text) if w.end <= whole.start][-1:]
    if before and before[0].text.lower() in listed("en", "auxiliary") and whole.start - before[0].end <= 1:
        auxiliary = before[0].text
        return Span(before[0].start, whole.end), "" if auxiliary.lower() in _EMPTY else auxiliary
    return whole, ""


def _asserted(text: str, negator: Negator, retold: str) -> bool:
    """Whether the re-translation has the word after the negator, near no negator of its own."""
    after = [w for w in words(text) if w.start >= negator.end][:1]
    return bool(after) and any(_stem(w.text) == _stem(after[0].text) for w in words(retold))
