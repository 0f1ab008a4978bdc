"""A name that is spelled wrong.

Why it hurts: a name is the first thing a reader knows better than the machine. "Joe Baiden" says that the text was read
letter by letter from Cyrillic by something that has never heard of the man.

How it is known: a public person's name that follows the letters of its Ukrainian or Russian form (Байден, "Baiden") or is
one letter off while the rest is right; a name of the source that the translation spells with letters it does not have;
a name that every re-translation spells in another way, with the source on their side; a spelling that nobody has written,
one letter from a known name that is heard in the source.

What stays silent: every accepted romanisation (Zelensky, Zelenskyy, Zelenskiy), accepted variants of the table, names that
a re-translation spells alike, adjectives and peoples, and names that nobody here knows: "unknown" alone is no fault.
"""

from collections import Counter
from collections.abc import Iterator

from audit.check import Article, Example, Pair, declare
from audit.finding import Category, Kind, Mark, Severity
from audit.naming.anchored import misspelled_half
from audit.naming.into_cases import misspelled_in_case
from audit.naming.public import public_people
from audit.naming.retold import from_retranslations
from audit.naming.sourced import from_source
from audit.naming.spelled import from_attested
from audit.naming.unheard import misspelled_there
from corpora.language import primary


@declare(
    "N001",
    Category.MISTRANSLATION,
    Kind.NAME,
    Severity.MAJOR,
    Example("uk-en", "", "The meeting with [[Joe Baiden]] lasted an hour."),
    Example("uk-en", "Ілон Маск відповів на лист.", "[[Ilon Musk]] answered the letter."),
    Example("ru-en", "Об этом сообщил Олаф Шольц.", "[[Olaf Sholts]] said so."),
    Example(
        "uk-en",
        "Про це заявив міністр Кулеба.",
        "This was stated by Minister [[Koleba]].",
        ("Minister Kuleba said so.", "The statement came from Minister Kuleba."),
    ),
    Example("es-en", "El oro fue para Simone Biles.", "The gold went to Simone [[Bills]]."),
    Example("de-en", "Die Rede hielt Angela Merkel.", "[[Angela Merkle]] gave the speech."),
    Example("zh-en", "他和儿子住在诺顿。", "He lives in [[Nortoon]] with his son."),
    Example("ar-en", "التقينا بوكانان في القاعة", "We met [[Buchanann]] in the hall."),
    Example("ar-en", "التقينا كولفين في القاعة", "We met Colvine in the hall."),
    Example("en-uk", "A letter by Biden was published yesterday.", "Лист [[Баймена]] оприлюднили вчора."),
    Example("uk-en", "Президент Зеленський прибув до Києва.", "President Zelenskyy arrived in Kiev."),
    Example(
        "ru-en", "Зеленский выступил в Брюсселе.", "Zelensky spoke in Brussels.", ("Zelenskiy spoke in Brussels.",)
    ),
    Example("zh-en", "拜登会见了朔尔茨。", "Biden met Scholz.", ("Joe Biden met with Olaf Scholz.",)),
    Example("fr-en", "Les Russes ont quitté la ville.", "The Russians left the city.", ("Russia left the city.",)),
)
def check(article: Article) -> Iterator[tuple[int, Mark]]:
    """Ask each witness in turn; the run joins what they say about one place."""
    english = all(
        primary(pair.target_lang) == "en" for pair in article.pairs
    )  # what is right in English may be wrong elsewhere
    known = list(public_people(article)) if english else []
    spelled_wrong = {article.pairs[i].target[m.span.start : m.span.end].split()[-1] for i, m in known}
    known += [(i, mark) for i, pair in enumerate(article.pairs) for mark in _witnesses(pair, spelled_wrong)]
    yield from known
    places = {(i, m.span) for i, m in known}
    found = [(i, mark) for i, pair in enumerate(article.pairs) for mark in from_attested(pair)]
    said = Counter(_text(article, i, m) for i, m in found)
    for index, mark in found:
        # A spelling that the article keeps to is that of somebody little known.
        if said[_text(article, index, mark)] == 1 and not any(i == index and s.overlaps(mark.span) for i, s in places):
            yield index, mark


def _text(article: Article, index: int, mark: Mark) -> str:
    return article.pairs[index].target[mark.span.start : mark.span.end]


def _witnesses(pair: Pair, spelled_wrong: set[str]) -> Iterator[Mark]:
    if primary(pair.target_lang) == "en":
        yield from from_source(pair, spelled_wrong)
        yield from misspelled_there(pair)
        yield from misspelled_half(pair)
    yield from misspelled_in_case(pair)
    yield from from_retranslations(pair)
