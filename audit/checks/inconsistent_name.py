"""One name spelled in two ways inside one article.

Why it hurts: "Viktor Bobirenko" in one paragraph and "Viktor Bobireko" in another look like two people, or like nobody
checked.

How it is known: the same given name (or title) stands before both; or the source has one name where both stand. The
rarer spelling is marked; at a tie the one that the source does not support, and then the later one.

What stays silent: two members of one family (Klitschko and Klitschka are still told apart by the source), masculine and
feminine forms, plurals and adjectives, spellings that differ by dictionary words, and languages whose names have cases.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from audit.check import Article, Example, declare
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lexicons.names import Name, capitals, covered, fold, is_word, native, near
from audit.lexicons.people import by_accepted
from corpora.language import primary


@dataclass(frozen=True, slots=True)
class _Use:
    """One use of a name: the pair it stands in, the name, and the capitalised word right before it ("" if none)."""

    pair: int
    name: Name
    before: str


@declare(
    "N002",
    Category.INCONSISTENT_TERM,
    Kind.NAME,
    Severity.MINOR,
    Example("uk-en", "", "Viktor Bobirenko spoke first. Later Viktor [[Bobireko]] left, and Viktor Bobirenko stayed."),
    Example(
        "ru-en",
        "Сергей Кириенко прибыл. Потом Сергей Кириенко выступил.",
        "Sergei Kiriyenko arrived. Then Sergei [[Kiriyenkno]] spoke.",
    ),
    Example("zh-en", "", "Wang Xiaoming came. Wang [[Xiaomign]] left. Wang Xiaoming returned."),
    Example("uk-en", "", "Anna Kovalenko met Anna Kovalchuk in Austria, not in Australia."),
    Example("ru-en", "", "Mikhail Ivanov and Maria Ivanova arrived. The Ivanovs are Russians; Russia is large."),
    Example("ar-en", "", "Ahmed Hassan and Ahmad Hasan are two men."),
    target_langs=frozenset({"en", "de", "fr", "es", "pt", "it", "nl"}),
)
def check(article: Article) -> Iterator[tuple[int, Mark]]:
    """Compare all capitalised words of the article with one another."""
    uses = [u for i, pair in enumerate(article.pairs) for u in _uses(i, pair.target)]
    counts = Counter(u.name.text for u in uses)
    names = [n for n in counts if len(n) >= 6 and not is_word(n, "en")]
    by_key: dict[str, list[str]] = {}
    for n in names:
        by_key.setdefault(fold(n)[:2], []).append(n)
    for group in by_key.values():
        for k, one in enumerate(group):
            for other in group[k + 1 :]:
                if near(one, other) and _same(article, uses, one, other):
                    yield from _marks(article, uses, counts, (one, other))


def _uses(index: int, text: str) -> Iterator[_Use]:
    before: Name | None = None
    for name in capitals(text):
        beside = before is not None and text[before.end : name.start] == " "
        yield _Use(index, name, before.text if before and beside else "")
        before = name


def _same(article: Article, uses: list[_Use], one: str, other: str) -> bool:
    """Whether both spellings stand for one name: the same word before both, or one word of the source for both."""
    first = {u.before for u in uses if u.name.text == one and u.before}
    second = {u.before for u in uses if u.name.text == other and u.before}
    if one.lower() in by_accepted() and other.lower() in by_accepted():
        return False
    if first & second:
        return not _source_has_both(article, one, other)
    return False


def _source_has_both(article: Article, one: str, other: str) -> bool:
    return _in_source(article, one) and _in_source(article, other)


def _in_source(article: Article, name: str) -> bool:
    """Whether the source has a name that is spelled so in Latin letters."""
    for pair in article.pairs:
        lang = primary(pair.source_lang)
        for heard in capitals(pair.source):
            if heard.text == name or covered(name, native(heard.text, lang)):
                return True
    return False


def _marks(
    article: Article, uses: list[_Use], counts: Counter[str], two: tuple[str, str]
) -> Iterator[tuple[int, Mark]]:
    """Mark every use of the spelling that is less likely right."""
    right, wrong = sorted(two, key=lambda n: (_in_source(article, n), counts[n], n == two[0]), reverse=True)
    sure = (
        0.9
        if _in_source(article, right) and not _in_source(article, wrong)
        else 0.8
        if counts[right] > counts[wrong]
        else 0.7
    )
    times = f"{counts[right]} time{'s' if counts[right] > 1 else ''}"
    for use in uses:
        if use.name.text == wrong:
            message = f"“{wrong}” is spelled “{right}” elsewhere in this text ({times})."
            span = Span(use.name.start, use.name.end)
            yield use.pair, Mark(span, message, sure, (Evidence("this text", right),), right)
