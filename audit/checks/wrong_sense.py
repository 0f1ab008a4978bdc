"""A word translated in a sense that it has elsewhere, or as the English word that it only looks like.

Why it hurts: the sentence is fluent and false. An official who oversees foreign policy "smokes" it, a missile test site
becomes a "landfill", and a current law an "actual" one; the reader cannot see that a word is wrong.

What stays silent: words that are not in the table; a translation that has a right rendering anywhere; English that
another word of the source explains; capitalised names; words that a re-translation chose as well. Where both senses are
real (test site, landfill), a re-translation must show the other one; one alone is a weak witness, two that agree are strong.
"""

from collections.abc import Iterator

import regex

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lexicons.phrase import english, occurrences, render
from audit.lexicons.senses import Sense, correction, misreadings

# Estimated share of marks that are right. Where both readings are real one re-translation may itself be wrong: it is weak.
_FALSE_FRIEND, _WITNESSED, _WEAK, _AGREED = 0.85, 0.95, 0.5, 0.9
_NEXT = regex.compile(r"\p{L}+ \p{L}+")
_ARTICLE = regex.compile(r"(?<!\p{L})(an?)\s$", regex.IGNORECASE)


def _named(text: str, span: Span, wrong: str) -> bool:
    """Whether a word that is written small stands there as a name."""
    before = text[: span.start].rstrip(" \"'“«(")
    return wrong.islower() and text[span.start].isupper() and before != "" and before[-1] not in ".!?:\n"


def _articled(text: str, span: Span, right: str) -> tuple[Span, str]:
    """Take the article along where the suggestion needs the other one ("an actual" -> "a relevant")."""
    found = _ARTICLE.search(text[: span.start])
    vowel = right[:1].lower() in tuple("aeiou")
    if not found or not right or (found[1].lower() == "an") == vowel:
        return span, right
    return Span(found.start(), span.end), found[1][0] + ("n " if vowel else " ") + right


def _evidence(pair: Pair, row: Sense, place: Span, shown: list[str]) -> tuple[Evidence, ...]:
    found = [Evidence("source", pair.source[place.start : place.end])]
    for index, (text, right) in enumerate(zip(pair.retranslations, shown, strict=True), 1):
        if right and (span := next(occurrences(english(right), text), None)):
            found.append(Evidence(f"re-translation {index}", text[span.start : span.end]))
    rendered = ", ".join(render(right) for right in row.right[:3])
    return (*found, Evidence("lexicon", f"{rendered}; not {render(row.wrong[0])}"))


def _quoted(pair: Pair, span: Span) -> bool:
    """Whether the source itself has the English word with its neighbour: "gift vouchers" in a German text."""
    near = _NEXT.match(pair.target, span.start)
    return near is not None and near.group().lower() in pair.source.lower()


def _look(pair: Pair, row: Sense, wrong: str, span: Span) -> Mark | None:
    """Return the mark for a wrong rendering in the target, or None where the evidence is against it."""
    shown = [row.shown(text) for text in pair.retranslations]
    told = sum(map(bool, shown))
    if not (told or (row.never and not _named(pair.target, span, wrong))) or row.shown(pair.target):
        return None
    if any(row.misread(text) for text in pair.retranslations):
        return None
    place = row.in_source(pair.source)
    if place is None or row.explained(wrong, pair.source) or _quoted(pair, span):
        return None
    right = correction(row, wrong, pair.target, span, next(filter(None, shown), ""))
    words, source = pair.target[span.start : span.end], pair.source[place.start : place.end]
    span, right = _articled(pair.target, span, right)
    both_real = _AGREED if told > 1 else _WEAK
    sure = both_real if not row.never else _WITNESSED if told else _FALSE_FRIEND
    message = f"“{source}” is rendered as “{words}”; here it means “{right or render(row.right[0])}”."
    severity = Severity.MINOR if sure == _WEAK else None  # either of the two texts may be wrong
    return Mark(span, message, sure, _evidence(pair, row, place, shown), right, place, severity)


@declare(
    "S001",
    Category.MISTRANSLATION,
    Kind.SENSE,
    Severity.MAJOR,
    Example("uk-en", "Вона курує зовнішню політику.", "She [[smokes]] foreign policy."),
    Example(
        "uk-en",
        "Ракету запустили з полігону.",
        "The missile was launched from a [[landfill]].",
        ("The missile was launched from a test site.",),
    ),
    Example("de-en", "Das ist der aktuelle Stand.", "This is the [[actual]] state."),
    Example("uk-en", "Радник курує зовнішню політику.", "The adviser oversees foreign policy."),
    Example("uk-en", "Він курує поліцію і палить цигарки.", "He smokes cigarettes and runs the police."),
    Example(
        "uk-en", "На полігоні горить сміття.", "Rubbish is burning at the landfill.", ("Waste burns at the landfill.",)
    ),
    Example("de-en", "Das ist tatsächlich der aktuelle Stand.", "This is actually how things stand."),
    needs=Needs.SOURCE,
    target_langs=frozenset({"en"}),
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    """Yield a mark for each wrong rendering, in order of place."""
    if not pair.source:
        return
    seen: list[Mark] = []
    for row, wrong, span in misreadings(pair.target, pair.source_lang.partition("-")[0]):
        mark = _look(pair, row, wrong, span)
        if mark and not any(mark.span.overlaps(other.span) or mark.source == other.source for other in seen):
            seen.append(mark)
    yield from seen
