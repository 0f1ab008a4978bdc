"""Sentences that may have a critical error, as the trained reader sees them from the text and its source alone.

Why it hurts: a threat that became a wish, an insult that became praise, a dose, a right or a belief turned round. Annotators of the
shared task on critical errors (WMT 2021) named such sentences; this reader was taught by them, into Czech, German, Japanese and Chinese.

What stays silent: every sentence below the probability at which the marks were right in seven of ten on sentences that it had not
learned from; every other language pair; errors made by a program, which are not of this kind. It cannot tell where in
the sentence the error is, nor what it is, so a mark is minor: a sentence to look at.
"""

from collections.abc import Iterator

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.reading import SENTENCES

LEAST = 0.52
"""Probability from which a sentence is marked. Chosen on held-out sources of ced21's train files, for a precision of .7; see `reader` in
eval/RESULTS.md for its dev files, and for people's translations. `python -m eval.training.choose` prints it."""


@per_pair
def _look(pair: Pair) -> Iterator[Mark]:
    sure = pair.reading.critical
    if sure >= LEAST:
        start = len(pair.target) - len(pair.target.lstrip())
        evidence = (Evidence("reader", f"{sure:.0%} likely to have an error that annotators call critical"),)
        yield Mark(Span(start, len(pair.target.rstrip())), "may have a critical error", sure, evidence)


_SOURCES, _TARGETS = (frozenset(langs) for langs in zip(*SENTENCES, strict=True))

check = declare(
    "P002",
    Category.MISTRANSLATION,
    Kind.MEANING,
    Severity.MINOR,
    Example("en-de", "Break a leg tonight!", "[[Brich dir heute Abend ein Bein!]]", critical=0.74),
    Example("en-zh", "Knock it off, smart aleck.", "[[把它敲下来,聪明的阿列克。]]", critical=0.61),
    Example("en-de", "Break a leg tonight!", "Toi, toi, toi für heute Abend!", critical=0.31),
    Example("en-cs", "The bridge was closed on Monday.", "Most byl v pondělí uzavřen.", critical=0.04),
    needs=Needs.READER,
    source_langs=_SOURCES,
    target_langs=_TARGETS,
)(_look)
