"""A capital where no name, title or sentence begins: a small word of grammar inside a sentence.

Why it hurts: "he said That the talks" looks like a name or a new sentence, and shows that pieces were put together.

What stays silent: the first word of a sentence, of a quotation or after a colon; titles and headings, whose longer words have
capitals; words beside another capital ("The Hague", "Gone With the Wind"); and all words with a meaning of their own, since
houses differ in what they write large ("the President").
"""

from collections.abc import Iterator

import regex

from audit.check import Example, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.naming.counterpart import is_headline
from corpora.language import primary

_SMALL = (
    "The|Of|And|To|In|On|At|For|From|By|With|That|Which|Was|Were|Is|Are|Has|Have|Had|As|But|Or|When|While|Because|Their|Its|They|It|This|"
    "These|Than|Into|About|After|Before|Been|Would|Could|Should"
)
_INSIDE = regex.compile(rf"(?<=(?:^|[^\p{{L}}'’.-])\p{{Ll}}{{2,}},? )(?:{_SMALL})(?= \p{{Ll}}{{2,}})")
"""A small word with a capital behind a word in small letters, and before another."""


@declare(
    "L004",
    Category.SPELLING,
    Kind.LANGUAGE,
    Severity.MINOR,
    Example(
        "uk-en", "Він сказав, що переговори тривають.", "He said [[That]] the talks go on.", ("He said that the talks go on.",)
    ),
    Example("ru-en", "Они приехали в город вечером.", "They came [[To]] the city in the evening."),
    Example("uk-en", "Суд у Гаазі засідає.", "The court in The Hague is in session."),
    Example("de-en", "Er fragte: „Wo ist das Buch?“", "He asked, “Where is the book?” and left. Then: The end."),
    Example("fr-en", "Elle a lu « Autant en emporte le vent ».", "She has read Gone With the Wind twice."),
    target_langs=frozenset({"en"}),
)  # fmt: skip
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    """Mark each small word with a capital."""
    if primary(pair.target_lang) != "en" or is_headline(pair.target):
        return
    for match in _INSIDE.finditer(pair.target):
        if any(match.group() in _inside(text) for text in (pair.source, *pair.retranslations)):
            continue
        small = match.group().lower()
        yield Mark(
            Span(match.start(), match.end()),
            f"“{match.group()}” has a capital inside the sentence.",
            0.8,
            (Evidence("this text", pair.target[max(match.start() - 20, 0) : match.end() + 20]),),
            small,
        )


def _inside(text: str) -> set[str]:
    """The small words that another text writes so too."""
    return {match.group() for match in _INSIDE.finditer(text)}
