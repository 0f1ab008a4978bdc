"""Two words in an order that no re-translation has, between the same words.

Why it hurts: "the bridge new across the river" can be understood, but every reader stumbles over it, and no one would have
written it.

How it is known: all re-translations have the two words side by side the other way round, and none of them has the order of the
text. Besides, they stand between the same words as in the text, or no English sentence has the order of the text ("the of").

What stays silent: words that may change places in good English: adverbs ("has also been", "also has been"), verbs of saying
and their subjects ("said Merkel"), two words with a meaning where one re-translation alone has them otherwise ("a liberal world
order", "a world liberal order" may both be good or its own slip), names and their parts, figures, months, pronouns and verbs (a question), words with
punctuation between or beside them, and texts of other languages, whose order is freer.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lexicons.english import light, torn
from corpora.language import primary
from corpora.words import Word, words

_MOVABLE = frozenset(
    """also only just still already now even never always often ever soon then there here so too yet not all both each once
    again first last today yesterday tomorrow however therefore perhaps maybe together back away up down out off on in over around
    later earlier before after much more most very quite rather almost about around at least well as such half""".split()
)
_TELLING = frozenset(
    "said says say told asked added wrote writes write replied answered noted stressed explained asks adds notes".split()
)
_TURNING = frozenset(
    """is are was were am be been being do does did has have had will would can could may might must should shall i he she it
    we you they this that these those who which what me him her us them""".split()
)


@declare(
    "L005",
    Category.GRAMMAR,
    Kind.LANGUAGE,
    Severity.MINOR,
    Example(
        "uk-en",
        "Новий міст через річку відкрили вчора.",
        "The [[bridge new]] across the river was opened yesterday.",
        ("The new bridge across the river was opened yesterday.", "The new bridge across the river opened yesterday."),
    ),
    Example(
        "pl-en",
        "Mieszkańcy miasta czekają na decyzję.",
        "The residents [[the of]] town are waiting for a decision.",
        ("The residents of the town await a decision.",),
    ),
    Example(
        "de-en",
        "Sie wurde auch gefragt, ob sie komme.",
        "She was also asked whether she would come.",
        ("She also was asked whether she would come.",),
    ),
    Example(
        "ru-en",
        "«Мы готовы», — сказал министр.",
        "“We are ready,” said the minister.",
        ("“We are ready,” the minister said.",),
    ),
    Example(
        "es-en",
        "Los clientes consultan sus cuentas en línea.",
        "Customers check their accounts online.",
        ("Customers check their online accounts.",),
    ),
    Example(
        "fr-en",
        "Le pont est-il ouvert ?",
        "The bridge and the road are open.",
        ("The road and the bridge are open.",),
    ),
    needs=Needs.SECOND,
    target_langs=frozenset({"en"}),
)  # fmt: skip
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    """Mark two words that have changed places."""
    if primary(pair.target_lang) != "en" or not pair.retranslations:
        return
    others = [_frames(text) for text in pair.retranslations]
    ours = _runs(pair.target)
    said = {(a.text.lower(), b.text.lower()) for run in ours for a, b in pairwise(run)}
    for run in ours:
        for n in range(len(run) - 1):
            first, second = run[n], run[n + 1]
            turned = second.text.lower(), first.text.lower()
            if turned in said or any(turned[::-1] in frames or turned not in frames for frames in others):
                continue
            about = _text(run, n - 1), _text(run, n + 2)
            shown = len(others) > 1 or light(first.text) or light(second.text)
            framed = shown and _is_fixed(first, second) and all(about in frames[turned] for frames in others)
            if framed or torn(first.text, " ", second.text):
                yield _mark(pair, first, second)


Frames = dict[tuple[str, str], list[tuple[str, str]]]
"""By two words in small letters, the words before and after them, "" at the end of a run."""


def _runs(text: str) -> list[list[Word]]:
    """The words of a text, those with one space between them together."""
    runs: list[list[Word]] = []
    for word in words(text):
        if runs and text[runs[-1][-1].end : word.start] == " ":
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _frames(text: str) -> Frames:
    found: Frames = {}
    for run in _runs(text):
        for n, (a, b) in enumerate(pairwise(run)):
            found.setdefault((a.text.lower(), b.text.lower()), []).append((_text(run, n - 1), _text(run, n + 2)))
    return found


def _text(run: Sequence[Word], n: int) -> str:
    return run[n].text.lower() if 0 <= n < len(run) else ""


def _is_fixed(first: Word, second: Word) -> bool:
    """Whether two words are such that English has but one order for them."""
    for word in (first, second):
        low = word.text.lower()
        if (
            not word.text.islower()
            or not word.text.isalpha()
            or low in _MOVABLE
            or low in _TELLING
            or low.endswith("ly")
        ):
            return False
    return not (first.text in _TURNING or second.text in _TURNING)


def _mark(pair: Pair, first: Word, second: Word) -> Mark:
    right = f"{second.text} {first.text}"
    return Mark(
        Span(first.start, second.end),
        f"“{first.text} {second.text}” is in the wrong order.",
        min(0.6 + 0.1 * len(pair.retranslations), 0.9),
        tuple(Evidence(f"re-translation {n}", right) for n in range(1, len(pair.retranslations) + 1)),
        right,
    )
