"""What the models think of the published words: a witness beside each finding, never a finding by itself."""

from collections.abc import Iterator
from math import exp

from audit.check import Pair
from audit.finding import Evidence, Span
from corpora.words import words

_LEAST = 0.0001  # below it a probability is only said to be small


def witnesses(pair: Pair, span: Span) -> Iterator[Evidence]:
    """Yield, for each model that would have written something else in the span, its view of the least likely token there.

    A token within a word is shown with the whole word, and the model's own choice with what stands before it in the word.
    """
    for number, scores in enumerate(pair.scores, 1):
        doubted = [s for s in scores if s.rank > 0 and s.span.start < s.span.end and s.span.overlaps(span)]
        if doubted:
            worst = min(doubted, key=lambda s: s.logprob)
            place = worst.span
            whole = next((w for w in words(pair.target) if w.start <= place.start < w.end), None)
            start, end = (whole.start, max(whole.end, place.end)) if whole else (place.start, place.end)
            before = "" if worst.best[:1].isspace() else pair.target[start : place.start]
            said, own = pair.target[start:end].strip(), (before + worst.best).strip()
            shares = f"“{said}” {_share(worst.logprob)}, its own choice “{own}” {_share(worst.best_logprob)}"
            yield Evidence(f"model of re-translation {number}", shares)


def _share(logprob: float) -> str:
    share = exp(min(logprob, 0.0))
    return f"under {_LEAST:.2%}" if share < _LEAST else f"{share:.2%}" if share < 0.01 else f"{share:.0%}"
