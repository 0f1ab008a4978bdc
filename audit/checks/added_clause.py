"""A clause that the translation puts in.

Why it hurts: models make things up, and what they add reads as if the author had said it.

How it is known: the translation has a run of words to which nothing in any re-translation answers, while the words before and
after it stand side by side there, and the translation is longer by about as much. This needs no encoder; `added-words`, which has
one, also finds single words.

What stays silent: runs of fewer than four words with a meaning, names and figures alone, whole sentences, and whatever a
re-translation says elsewhere.
"""

from collections.abc import Iterator

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity
from audit.shifts.stretches import added


@declare(
    "O006",
    Category.ADDITION,
    Kind.MEANING,
    Severity.MAJOR,
    Example(
        "pt-en",
        "O museu reabre na segunda-feira.",
        "The museum, [[which was built by fishermen from the neighbouring village]], reopens on Monday.",
        ("The museum reopens on Monday.",),
    ),
    Example(
        "de-en",
        "Die Feuerwehr löschte den Brand nach zwei Stunden.",
        "Firefighters [[wearing yellow helmets carefully unrolled long hoses and]] put out the fire after two hours.",
        ("Firefighters put out the fire after two hours.",),
    ),
    Example(
        "es-en",
        "El alcalde prometió renovar la escuela.",
        "The mayor gave his word that the old school building would be renovated.",
        ("The mayor promised to renovate the school.",),
    ),
    Example(
        "uk-en",
        "Човен затонув.",
        "The boat sank in the United States of America in 1986.",
        ("The boat sank.",),
    ),
    needs=Needs.SECOND,
    target_langs=frozenset({"en"}),
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    place = added(pair)
    if place:
        said = pair.target[place.start : place.end]
        evidence = tuple(Evidence(f"re-translation {k}", text) for k, text in enumerate(pair.retranslations, 1))
        yield Mark(place, f"Nothing calls for “{said}”.", 0.6 + 0.1 * (len(evidence) > 1), evidence)
