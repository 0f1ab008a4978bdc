"""What one re-translation only copies from the source, or guesses, proves nothing."""

import pytest

from audit.check import Article, Check, Pair
from audit.checks import changed_gender, dropped_name, garbled_order, misspelled_name, opposite_word, wrong_name


def marks(check: Check, pair: Pair) -> list[str]:
    return [pair.target[m.span.start : m.span.end] for _, m in check.run(Article((pair,)))]


SAID = [
    # an abbreviation of the source's language, copied; one that English readers know; one that the translation put itself
    (wrong_name, "The STEM subjects are taught here.", "As disciplinas CTEM são ensinadas aqui.", "The CTEM subjects are taught here.", []),
    (wrong_name, "The plan was drawn up by the CNN office.", "O plano foi elaborado pelo gabinete da NATO.", "The plan was drawn up by the NATO office.", ["CNN"]),
    # a spelling that English has seldom or never
    (misspelled_name, "The summit of Unasur ended yesterday.", "A cimeira da Unasul terminou ontem.", "The summit of Unasul ended yesterday.", []),
    # the long form with the abbreviation behind it
    (dropped_name, "A team from MIT tested the pump.", "Uma equipa do Instituto de Tecnologia de Massachusetts (MIT) testou a bomba.", "A team from the Massachusetts Institute of Technology (MIT) tested the pump.", []),
    # a possessive without a gender, and a pronoun that has one
    (changed_gender, "The minister lost her seat.", "A ministra perdeu o seu lugar.", "The minister lost his seat.", []),
    (changed_gender, "They say she left early.", "Dizem que ele saiu cedo.", "They say he left early.", ["she"]),
    (changed_gender, "The minister lost her seat.", "Міністр утратив своє місце, бо його не обрали.", "The minister lost his seat.", ["her"]),
    # words that may stand on either side
    (garbled_order, "The options could be expanded further.", "As opções poderiam ser mais ampliadas.", "The options could be further expanded.", []),
    # a prefix that denies nothing
    (opposite_word, "The immigrants came by sea.", "Os migrantes chegaram por mar.", "The migrants came by sea.", []),
]  # fmt: skip


@pytest.mark.parametrize(("check", "text", "source", "told", "wrong"), SAID)
def test_one_re_translation_is_believed_where_it_knows(
    check: object, text: str, source: str, told: str, wrong: list[str]
) -> None:
    lang = "uk" if any("а" <= c <= "я" for c in source) else "pt"
    assert marks(check.check, Pair(text, "en", source, lang, (told,))) == wrong  # type: ignore[attr-defined]


def test_two_that_agree_are_believed() -> None:
    pair = Pair("The minister lost her seat.", "en", "A ministra perdeu o seu lugar.", "pt", ("The minister lost his seat.", "His seat was lost by the minister."))  # fmt: skip
    assert marks(changed_gender.check, pair) == ["her"]
