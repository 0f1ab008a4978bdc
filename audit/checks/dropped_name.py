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
from audit.lexicons.names import Name, is_word
from audit.naming.counterpart import countries, tells
from audit.naming.retold_names import Gap, gap, groups, is_backed, replaced_by_pronoun, told
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
    target_langs=frozenset({"en", "fr", "es", "pt", "it", "nl"}),
)  # fmt: skip
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    """Mark the places where names of all re-translations are missing, unless another name stands there."""
    sides = told(pair)
    lang = primary(pair.target_lang)
    if not sides.lost or sides.strange:
        return
    pronoun = replaced_by_pronoun(pair)
    for names in groups(pair, sides.lost):
        sure = any(tells(n, lang) and not _is_ordinary(n.text, lang) for n in names)
        there = gap(pair, names)
        backed = sure and any(is_backed(pair, n) for n in names)
        if there.torn or (backed and not pronoun):
            yield _mark(pair, names, there, sure)


def _is_ordinary(name: str, lang: str) -> bool:
    """Whether a name is a word of the dictionary too ("Bureau"), or an abbreviation that may be written out."""
    return name.isupper() or (is_word(name, lang) and not countries(name, lang))


def _mark(pair: Pair, names: tuple[Name, ...], there: Gap, sure: bool) -> Mark:
    text = pair.retranslations[0][names[0].start : names[-1].end]
    evidence = tuple(Evidence(f"re-translation {k}", text) for k in range(1, len(pair.retranslations) + 1))
    confidence = min(0.6 + 0.1 * len(evidence) + 0.1 * sure + 0.1 * there.torn, 0.95)
    message = f"The name “{text}” is missing; the re-translations have it."
    return Mark(Span(there.place, there.place), message, confidence, evidence, text)
