"""Clauses left out or put in, seen from what closes up around them; countries in any word for them; whose gender is guessed."""

import pytest

from audit.check import Article, Check, Pair
from audit.checks import added_clause, changed_gender, missing_clause, wrong_name
from audit.linking import Sides


def marks(check: Check, source: str, target: str, *retold: str, lang: str = "pt") -> list[str]:
    bare = Pair(target, "en", source, lang, retold)
    pair = Pair(target, "en", source, lang, retold, sides=Sides([bare], None))
    return [target[m.span.start : m.span.end] for _, m in check.run(Article((pair,)))]


LONG = "The harbour, which was dredged by prisoners during the long dry winter, opens to ferries on Monday."
SHORT = "The harbour opens to ferries on Monday."


def test_a_clause_is_missing_where_its_neighbours_close_up() -> None:
    assert marks(missing_clause.check, "", SHORT, LONG) == ["harbour opens"]
    assert marks(added_clause.check, "", LONG, SHORT) == ["which was dredged by prisoners during the long dry winter"]
    assert marks(missing_clause.check, "", LONG, SHORT) == marks(added_clause.check, "", SHORT, LONG) == []


@pytest.mark.parametrize(
    ("target", "retold"),
    [
        # said in other words
        ("Prisoners dug the harbour deeper all winter; ferries can use it from Monday.", LONG),
        # said elsewhere in the sentence
        ("During the long dry winter prisoners dredged the harbour, which opens to ferries on Monday.", LONG),
        # a name in full, which need not be told again
        ("The guild meets on Monday.", "The guild of the Free Imperial City of Nuremberg in Middle Franconia meets on Monday."),
        # a whole sentence: the alignment tells of it
        ("It rained. The fair was over.", "It rained. Nobody bought anything from the potters that whole afternoon. The fair was over."),
        # too short for a clause
        ("The baker sold bread on Monday.", "The old baker sold fresh bread early on Monday."),
    ],
)  # fmt: skip
def test_what_is_said_in_another_way_is_not_missing(target: str, retold: str) -> None:
    assert marks(missing_clause.check, "", target, retold) == []


def test_every_retranslation_must_have_the_clause() -> None:
    other = "The harbour, dredged by prisoners during the whole dry winter, opens to ferries on Monday."
    assert marks(missing_clause.check, "", SHORT, LONG, other) == ["harbour opens"]
    assert marks(missing_clause.check, "", SHORT, LONG, "Ferries can use the harbour from Monday.") == []


@pytest.mark.parametrize(
    ("source", "target", "retold", "wrong"),
    [
        ("A marinha holandesa afundou o navio.", "The Danish navy sank the ship.", "The Dutch navy sank the ship.", ["Danish"]),
        ("Ela chegou ao Reino Unido em maio.", "She came to the United States in May.", "She came to the UK in May.", ["United States"]),
        # the same country in another word, and one that the source may name
        ("Ela chegou ao Reino Unido em maio.", "She came to Britain in May.", "She came to the UK in May.", []),
        ("O vinho húngaro é doce.", "The Hungarian wine is sweet.", "The Romanian wine is sweet.", []),
        # both are there
        ("Os gregos venceram.", "The Greeks beat the Swedish team.", "The Greeks won.", []),
    ],
)  # fmt: skip
def test_a_country_in_any_word_for_it(source: str, target: str, retold: str, wrong: list[str]) -> None:
    assert marks(wrong_name.check, source, target, retold) == wrong


@pytest.mark.parametrize(
    ("source", "lang", "wrong"),
    [
        ("A pianista vendeu a sua casa em Braga.", "pt", []),
        ("Ele vendeu a sua casa em Braga.", "pt", ["her"]),
        ("Powiedział, że sprzedał dom w Bradze.", "pl", ["her"]),
        ("Der Pianist verkaufte sein Haus in Braga.", "de", ["her"]),
    ],
)
def test_a_pronoun_counts_where_the_source_tells_the_gender(source: str, lang: str, wrong: list[str]) -> None:
    told = "The pianist sold his house in Braga."
    assert marks(changed_gender.check, source, "The pianist sold her house in Braga.", told, lang=lang) == wrong
