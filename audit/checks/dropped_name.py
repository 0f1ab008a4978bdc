"""A name that the translation leaves out.

Why it hurts: who did it, and where, is gone; often a hole in the sentence is all that is left ("the president of , said").

How it is known: every re-translation has the name, the source supports it (or there are two re-translations), and the
translation has it in no form.

What stays silent: a pronoun in its stead, a surname for a full name, an abbreviation for the long form, a description of a
country ("the American capital"), and titles and common words in capitals that only one re-translation has.
"""

from collections.abc import Iterator

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lexicons.names import Name
from audit.naming.counterpart import tells
from audit.naming.retold_names import gap, holes, in_source, is_backed, replaced_by_pronoun, told
from corpora.language import primary


@declare(
    "N006",
    Category.OMISSION,
    Kind.NAME,
    Severity.MAJOR,
    Example(
        "fr-en",
        "Le ministre a rencontré Merkel et Macron à Berlin.",
        "The minister met[[]] and Macron in Berlin.",
        ("The minister met Merkel and Macron in Berlin.",),
    ),
    Example(
        "uk-en",
        "Літак із Варшави сів у Львові.",
        "The plane from[[]] landed in Lviv.",
        ("The plane from Warsaw landed in Lviv.", "A plane from Warsaw landed in Lviv."),
    ),
    Example("de-en", "Scholz kam später. Er schwieg.", "He came later and was silent.", ("Scholz came later. He was silent.",)),
    Example("ru-en", "Джо Байден прилетел в Токио.", "Biden flew to Tokyo.", ("Joe Biden flew to Tokyo.",)),
    needs=Needs.SECOND,
)  # fmt: skip
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    """Mark the places where names of all re-translations are missing, unless another name stands there."""
    sides = told(pair)
    lang = primary(pair.target_lang)
    strange = [n for n in sides.strange if not in_source(pair, n.text)]
    if not sides.lost or strange:
        return
    pronoun = replaced_by_pronoun(pair)
    torn = [h for h in holes(pair.target) if lang == "en"]
    places: set[int] = set()
    for name in sides.lost:
        sure = tells(name, lang)
        if not ((sure and is_backed(pair, name) and not pronoun) or torn):
            continue
        place = gap(pair, name)
        near = min(torn, key=lambda h: abs(h - place), default=place)
        place = near if abs(near - place) < _NEAR else place
        if place not in places:
            places.add(place)
            yield _mark(pair, name, place, sure)


_NEAR = 15  # characters within which a hole of the grammar is the place of a missing name


def _mark(pair: Pair, name: Name, place: int, sure: bool) -> Mark:
    evidence = tuple(Evidence(f"re-translation {k}", name.text) for k in range(1, len(pair.retranslations) + 1))
    confidence = min(0.62 + 0.1 * len(evidence) + (0.1 if sure else 0.0), 0.92)
    message = f"The name “{name.text}” is missing; the re-translations have it."
    return Mark(Span(place, place), message, confidence, evidence, name.text)
