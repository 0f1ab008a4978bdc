"""A word in a sense that the re-translations do not see in the source: both senses stand in its dictionary entry.

Why it hurts: the sentence is fluent and false. A letter becomes a leaf, a bench a bank, and nothing in the English shows it.

How it is known: a dictionary of an installed lexicon pack renders one source word by the translation's word and by that of
the re-translations, or the translation's word only looks like the source word, and the dictionaries of all installed packs
hold the two for different meanings: few source words mean both, and they keep other company.

What stays silent: synonyms; words that a re-translation has too, or one near in meaning; names; words of which the
dictionary says too little. One re-translation alone is a weak witness.
"""

from collections.abc import Iterator

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lexicons.contrast import Contrast, contrast, lone, texts

# Estimated share of marks that are right: one re-translation tells another sense, and two or more do.
_ONE, _MORE = 0.5, 0.8


def _mark(found: Contrast) -> Mark:
    told = [(k, word) for k, word in enumerate(found.told, 1) if word]
    word, right = found.word.word, told[0][1]
    source = Span(found.source.word.start, found.source.word.end)
    witnesses = tuple(Evidence(f"re-translation {k}", said) for k, said in told)
    how = "only looks like" if found.friend else "is another sense of"
    message = f"“{word.text}” {how} “{found.source.word.text}”; here it means “{right}”."
    evidence = (Evidence("source", found.source.word.text), *witnesses)
    return Mark(Span(word.start, word.end), message, _MORE if len(told) > 1 else _ONE, evidence, right, source)


@declare(
    "S002",
    Category.MISTRANSLATION,
    Kind.SENSE,
    Severity.MAJOR,
    Example("uk-en", "Він надіслав лист.", "He sent a [[leaf]].", ("He sent a letter.", "He has sent the letter.")),
    Example("de-en", "Er saß auf der Bank.", "He sat on the [[bank]].", ("He was sitting on the bench.",)),
    Example("uk-en", "З дерева впав лист.", "A leaf fell from the tree.", ("A leaf dropped.",)),
    Example(
        "de-en", "Er saß auf der Bank.", "He sat on the bench.", ("He was sitting on the bank.", "He sat on a bench.")
    ),
    needs=Needs.SOURCE,
    target_langs=frozenset({"en"}),
    packs=True,
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    """Yield a mark for each word in another sense, in order of place."""
    known = texts(pair)
    if known:
        for one in lone(pair, known):
            if found := contrast(one, known):
                yield _mark(found)
