"""An abbreviation that the translation leaves out.

Why it hurts: who said it, or whose troops they were, is gone. Machines pass over short words in capitals that they have
never seen, and the sentence reads on as if nothing were missing.

How it is known: the table of abbreviations knows the one of the source (ЄС, МЗС, ЗСУ, OTAN), and the translation has neither
what English writes for it, nor its long form, nor any word of that, nor another word for such a thing. Re-translations,
where there are any, all have it.

What stays silent: a thing called by its kind, seat or people (the bloc, the alliance, the ministry, Brussels), capitals that
nobody can explain, countries without a re-translation, what the neighbouring sentence says instead, headings, and sentences
of quite another length.
"""

from collections.abc import Iterator

from audit.check import Article, Example, Needs, declare
from audit.finding import Category, Kind, Mark, Severity
from audit.naming.unsaid import unsaid


@declare(
    "N010",
    Category.OMISSION,
    Kind.NAME,
    Severity.MAJOR,
    Example(
        "uk-en",
        "Речник МЗС розповів журналістам про підсумки зустрічі у Варшаві.",
        "The speaker of[[]] told journalists about the results of the meeting in Warsaw.",
    ),
    Example(
        "fr-en",
        "Le sommet de l'OTAN aura lieu à Vilnius au mois de juillet.",
        "The summit of[[]] will take place in Vilnius in July.",
    ),
    Example(
        "uk-en",
        "Про це вчора ввечері повідомили в ЄС після засідання.",
        "This was reported last night by the bloc after the meeting.",
    ),
    Example(
        "ru-en",
        "Официальный представитель МИД не ответил на вопрос журналистов.",
        "A foreign ministry spokeswoman did not answer the journalists' question.",
    ),
    Example(
        "de-en",
        "Die EZB hat gestern in Frankfurt die Zinsen zum ersten Mal gesenkt.",
        "Yesterday in Frankfurt the European Central Bank cut interest rates for the first time.",
    ),
    needs=Needs.SOURCE,
    source_langs=frozenset({"uk", "ru", "de", "fr", "es", "pt", "pl"}),
    target_langs=frozenset({"en"}),
)
def check(article: Article) -> Iterator[tuple[int, Mark]]:
    """Mark the places where an abbreviation of the source is lost."""
    yield from unsaid(article.pairs)
