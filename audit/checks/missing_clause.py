"""A clause that the translation leaves out.

Why it hurts: a reason, a condition or half of the news is gone, and the sentence closes up over it, so that nobody notices.

How it is known: every re-translation has a run of words to which nothing in the translation answers, while the words before and
after it stand side by side there, and the translation is shorter by about as much. This needs no encoder; `omitted-words`, which
has one, also finds single words.

What stays silent: runs of fewer than four words with a meaning, names and figures alone, whole sentences (the alignment tells of
these), and whatever is said elsewhere in the translation.
"""

from collections.abc import Iterator

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity
from audit.shifts.stretches import lost


@declare(
    "O005",
    Category.OMISSION,
    Kind.MEANING,
    Severity.MAJOR,
    Example(
        "pt-en",
        "O museu, que foi construído pelos pescadores da aldeia vizinha, reabre na segunda-feira.",
        "The [[museum reopens]] on Monday.",
        ("The museum, which was built by fishermen from the neighbouring village, reopens on Monday.",),
    ),
    Example(
        "uk-en",
        "Лікарі попередили, що ліки скоро закінчаться і хворих доведеться перевозити до столиці, якщо допомога не надійде.",
        "Doctors warned that the [[drugs if]] no help arrives.",
        (
            "Doctors warned that the drugs will soon run out and patients must be carried to the capital if no help arrives.",
            "Doctors warned that the drugs would soon be used up and sick people moved to the capital if no help arrives.",
        ),
    ),
    Example(
        "fr-en",
        "Le maire a promis de rénover l'école si le conseil accepte d'augmenter les impôts locaux.",
        "The mayor promised to renovate the school.",
        ("The mayor promised that the school would be renovated.",),
    ),
    Example(
        "de-en",
        "Der Fluss trat nach tagelangem Regen über die Ufer und überflutete die Altstadt.",
        "The old town was under water after days of rain, the river having burst its banks.",
        ("After days of rain the river burst its banks and flooded the old town.",),
    ),
    needs=Needs.SECOND,
    target_langs=frozenset({"en"}),
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    found = lost(pair)
    if found:
        place, told = found
        evidence = tuple(Evidence(f"re-translation {k}", said) for k, said in enumerate(told, 1))
        yield Mark(place, f"Nothing here says “{told[0]}”.", 0.6 + 0.1 * (len(told) > 1), evidence)
