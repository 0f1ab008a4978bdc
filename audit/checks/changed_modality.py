"""A possibility told as a certainty, or a certainty as a possibility: will for may, may for will.

Why it hurts: "the bank will raise rates" is a forecast that nobody made.

How it is known: all re-translations and the source speak of a possibility, and the text of a certainty and of nothing else;
or the text of a possibility where neither the source nor any re-translation knows one; or, from the source alone, the source has a
word that settles it (need not) and the text only one that excludes it (must not).

What stays silent: a text with any other word that may render the source's (could, likely, risk); fears and questions; sources in languages
without a table; the second kind with one re-translation only.
"""

from collections.abc import Iterator

import regex

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lexicons.cues import cues
from audit.shifts.marked import marked

_SURE = regex.compile(r"(?<!\p{L})(?:will|shall|must)(?!\p{L}|['’])", regex.IGNORECASE)
_MAYBE = regex.compile(r"(?<!\p{L})(?:might|may|perhaps|maybe|possibly)(?!\p{L})", regex.IGNORECASE)
_MONTH = regex.compile(r"\bMay\b")
_WIDE = regex.compile(
    r"(?<!\p{L})(?:may|might|maybe|perhaps|possibl\w*|possibilit\w*|could|potential\w*|risk\w*|chances?)(?!\p{L})",
    regex.IGNORECASE,
)
# A fear, or a question when or whether something happens, leaves it open by itself.
_OPEN = regex.compile(
    r"[?？؟]|\b(?:worr|fear|afraid|concern|scared|anxious|hop(?:e|ing)|wonder|when|whether|if)", regex.IGNORECASE
)
_ONE, _MORE = 0.55, 0.75  # estimated share of marks that are right: one re-translation, two or more
_LONGEST = 10_000  # code points


@declare(
    "A028",
    Category.MISTRANSLATION,
    Kind.MEANING,
    Severity.MAJOR,
    Example(
        "uk-en",
        "Міст можуть закрити вже восени.",
        "The bridge [[will]] be closed this autumn.",
        ("The bridge may be closed as early as this autumn.", "The bridge could be closed this autumn."),
    ),
    Example(
        "de-en",
        "Der Bäcker schließt im Mai.",
        "The baker [[might]] close in May.",
        ("The baker will close in May.", "The baker closes in May."),
    ),
    Example(
        "uk-en",
        "Міст можуть закрити вже восени.",
        "It is likely that the bridge will be closed this autumn.",
        ("The bridge may be closed this autumn.",),
    ),
    Example("de-en", "Der Bäcker schließt im Mai.", "The baker will close in May.", ("The baker may close in May.",)),
    Example("de-en", "Er muss nicht zahlen.", "He [[must not]] pay."),
    Example("pl-en", "Nie musi płacić.", "He is not obliged to pay."),
    needs=Needs.SOURCE,
    target_langs=frozenset({"en"}),
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    yield from list(_beside(pair)) or marked(pair, "modality")


def _beside(pair: Pair) -> Iterator[Mark]:
    """With re-translations: yield at most one mark."""
    if not pair.retranslations or max(map(len, (pair.target, pair.source, *pair.retranslations))) > _LONGEST:
        return
    said = cues("possible", pair.source, pair.source_lang)
    target, *others = (_MONTH.sub("---", text) for text in (pair.target, *pair.retranslations))
    told = [_WIDE.search(text) for text in others]
    sure, maybe = list(_SURE.finditer(target)), list(_MAYBE.finditer(target))
    if said and all(told) and len(sure) == 1 and not cues("possible", target, "en"):
        if not any(_SURE.search(text) for text in others):
            yield _mark(pair, sure[0], said, [t.group() for t in told if t], "The source leaves it open")
        return
    surely = all(_SURE.search(text) or not cues("possible", text, "en") for text in others)
    if said == [] and len(told) > 1 and not any(told) and len(maybe) == 1 and surely and not _OPEN.search(target):
        yield _mark(pair, maybe[0], said, [], "The source is sure of it")


def _mark(pair: Pair, here: regex.Match[str], said: list[tuple[int, int]], told: list[str], what: str) -> Mark:
    source = Span(*said[0]) if said else None
    evidence = (
        Evidence("source", pair.source[source.start : source.end] if source else pair.source),
        *(Evidence(f"re-translation {k}", text) for k, text in enumerate(told or pair.retranslations, 1)),
    )
    confidence = _MORE if len(pair.retranslations) > 1 else _ONE
    right = told[0] if told and told[0].lower() in ("may", "might", "could") else ""
    return Mark(Span(*here.span()), f"{what}: “{here.group()}”.", confidence, evidence, right, source)
