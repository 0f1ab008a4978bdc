"""Another name than the one in the source.

Why it hurts: the reader learns that somebody else said it, or that it happened somewhere else. Nothing in the sentence
shows it.

How it is known: beside a re-translation, the source has its name and not ours, both at one place or the only ones that
the two texts do not share; or ours stands in neither. From the source alone: a name is left over on either side, next to
a name that both have, or as the only ones, or the tables know both as places or as people, or nothing in the source is
like ours while it loses one, or one word of a full name is the same and the one beside it another. In Chinese, Japanese, Arabic and
Hindi, which have no capitals, names are told from words by how they are written, and compared by their sound.

What stays silent: words of the dictionary, exonyms (Vienna for Wien), peoples and adjectives (the Italian side) unless source
and re-translations speak of one other country, a capital for its country, abbreviations and what they stand for, names that a re-translation has too, one part of a person's name
for another, and a name that the article uses throughout. In Ukrainian and Russian only names that the tables know are told of, in all cases.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import regex

from audit.check import Article, Example, Needs, Pair, declare
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lexicons.names import Name, capitals
from audit.lexicons.people import one_person
from audit.naming.anchored import another_half
from audit.naming.counterpart import is_known, is_ordinary, is_sure, tells
from audit.naming.displaced import displaced
from audit.naming.facing import same_slot
from audit.naming.into_cases import LANGS, another_in_case
from audit.naming.other_country import other_country
from audit.naming.rendered import fits_source, is_heard, is_translated
from audit.naming.replaced import faced, replaced
from audit.naming.retold_names import in_source, is_short_for, says, told
from audit.naming.seats import seated
from audit.naming.shortened import is_english_for
from audit.naming.stranger import strangers
from audit.naming.swapped import swapped
from audit.naming.territories import countries, countries_about, countries_in
from audit.naming.trusted import fits, is_right
from audit.naming.unheard import another_there
from corpora.language import primary


@declare(
    "N005",
    Category.MISTRANSLATION,
    Kind.NAME,
    Severity.MAJOR,
    Example("de-en", "Der Minister traf gestern Macron in Lissabon.", "The minister met [[Erdogan]] in Lisbon yesterday."),
    Example("uk-en", "Прем'єр прилетів до Стокгольма.", "The prime minister flew to [[Madrid]]."),
    Example(
        "zh-en",
        "部长周二抵达日内瓦。",
        "The minister arrived in [[Nairobi]] on Tuesday.",
        ("The minister arrived in Geneva on Tuesday.", "On Tuesday the minister came to Geneva."),
    ),
    Example("de-en", "Damals hat Gertrude Stein in Paris darüber geschrieben.", "Gertrude [[stone]] then wrote about it in Paris."),
    Example("zh-en", "我们与乌苏拉·博尔顿谈了此事。", "We spoke with Ursula [[Winter]] about it."),
    Example("ar-en", "استمر الحريق في برنستون طوال الليل", "The fire in [[Montevideo]] went on all night."),
    Example("zh-en", "唐纳德·特朗普总统首先发言。", "President Trump spoke first."),
    Example("ar-en", "جاء جاستن فليتوود ظهرا", "Justin Fleetwood came at noon."),
    Example("en-uk", "The prime minister flew to Stockholm.", "Прем'єр прилетів до [[Мадрида]]."),
    Example("en-ru", "He spoke with Biden and Scholz in Berlin.", "Он говорил с Байденом и Шольцем в Берлине."),
    Example("pl-en", "Szef dyplomacji wrócił z Wiednia.", "The chief diplomat returned from Vienna."),
    Example("ru-en", "Об этом заявил Эммануэль Макрон.", "Emmanuel Macron said so."),
    Example("fr-en", "Le président s'est rendu à Berlin.", "The president went to Berlin.", ("He visited the German capital.",)),
    needs=Needs.SECOND,
    target_langs=frozenset({"en", "de", "fr", "es", "pt", "it", "nl", *LANGS}),
)  # fmt: skip
def check(article: Article) -> Iterator[tuple[int, Mark]]:
    """Ask the re-translations where there are any, else the source; what the article says throughout is left alone."""
    found = [(i, mark) for i, pair in enumerate(article.pairs) for mark in _marks(pair)]
    found = list({(i, m.span): (i, m) for i, m in found}.values())  # the last witness of a place is the surest
    said = Counter(article.pairs[i].target[m.span.start : m.span.end] for i, m in found)
    together = _together(article)
    for index, mark in found:
        name = article.pairs[index].target[mark.span.start : mark.span.end]
        if said[name] == 1 and not any((name, part) in together for part in mark.suggestion.split()):
            yield index, mark


_NAME = regex.compile(r"\p{Lu}\p{L}+(?:-\p{Lu}\p{L}+)*")


def _marks(pair: Pair) -> Iterator[Mark]:
    lang = primary(pair.target_lang)
    if lang in LANGS:
        yield from another_in_case(pair)
        return
    others = (
        *swapped(pair),
        *seated(pair),
        *another_there(pair),
        *other_country(pair),
        *another_half(pair),
        *displaced(pair),
        *strangers(pair),
    )
    for mark in others:
        said = pair.target[mark.span.start : mark.span.end]
        name = Name(said, mark.span.start, mark.span.end, initial=False)
        told_too = any(says(t, said, lang) for t in pair.retranslations) or _is_of_its_country(pair, mark.span)
        if not (told_too or one_person(said, mark.suggestion) or is_heard(pair, name)):
            yield mark
    sides = told(pair)
    lost = list(sides.lost)
    for name in sides.strange:
        likely = [n for n in lost if _is_likely(pair, name, n) and not _is_same(pair, name, n)]
        if likely:
            place = name.start / len(pair.target)
            size = len(pair.retranslations[0])
            near = min(
                likely,
                key=lambda n: (not same_slot(pair, (name,), (n,)), not tells(n, lang), abs(n.start / size - place)),
            )
            lost.remove(near)
            if not _is_rendering(pair, name, near):
                yield _mark(pair, name, near)
    for name, right in (*faced(pair), *replaced(pair)):
        if not _is_rendering(pair, name, right) and (right is None or not _is_same(pair, name, right)):
            yield _mark(pair, name, right)


def _is_rendering(pair: Pair, name: Name, right: Name | None) -> bool:
    """Whether a word is the source's own, in sound or in meaning, and no other name."""
    return fits_source(pair, name) or is_translated(pair, name, right)


def _is_of_its_country(pair: Pair, place: Span) -> bool:
    """Whether it is part of the name of a country that the source has, if by its abbreviation ("South Africa" for ЮАР)."""
    about = countries_about(pair.target, place.start, place.end)
    return bool(about & countries_in(pair.source, primary(pair.source_lang)))


def _is_same(pair: Pair, name: Name, other: Name) -> bool:
    """Whether both may be one: an abbreviation in two languages, two parts of a person's name."""
    return is_english_for(pair, name.text, other.text) or one_person(name.text, other.text)


def _is_likely(pair: Pair, name: Name, other: Name) -> bool:
    """Whether the other should stand in the name's stead: the source has no such name, or what surrounds both agrees."""
    lang = primary(pair.target_lang)
    if not _is_comparable(pair, name, other, lang) or _is_from_source(pair, name):
        return False
    backed = len(pair.retranslations) > 1 or in_source(pair, other.text)
    if same_slot(pair, (name,), (other,)):
        return backed or not in_source(pair, name.text)
    return (tells(other, lang) or tells(name, lang)) and not in_source(pair, name.text)


def _is_comparable(pair: Pair, name: Name, other: Name, lang: str) -> bool:
    """Whether both are surely names, and not one thing in other words: "Aerospace" and "Aeronautics", "Market" and "Rynok"."""
    known = [is_known(n.text, lang) for n in (name, other)]
    weak = [is_ordinary(n.text, lang) or not n.text[1:].islower() for n in (name, other)]  # "Market", "TV"
    if (
        all(weak)
        or (name.initial and weak[0])  # a cry, or any word that begins a sentence
        or any(word and not known[1 - k] for k, word in enumerate(weak))
        or name.text[:3].lower() == other.text[:3].lower()
        or name.text[:5] in other.text
    ):
        return False
    if other.text.isupper() and not (name.text.isupper() and other.text in pair.source):
        return False
    if not (_NAME.fullmatch(name.text) and _NAME.fullmatch(other.text)):
        return False
    if name.initial and not (tells(name, lang) and any(known)):
        return False
    sure = any(is_sure(n, lang) or countries(n.text, lang) for n in (name, other))
    return sure and not is_short_for(pair, name, other)


def _is_from_source(pair: Pair, name: Name) -> bool:
    """Whether the source has the name, in letters that a standard gives or that fit it, or the country that it is a word of."""
    lang = primary(pair.source_lang)
    if not pair.source:
        return False
    if _is_of_its_country(pair, Span(name.start, name.end)):
        return True
    return is_right(name.text, pair.source, lang) or fits(name.text, pair.source, lang)


def _mark(pair: Pair, name: Name, right: Name | None) -> Mark:
    if right is None:
        message = f"“{name.text}” stands neither in the source nor in a re-translation."
        alone = len(pair.retranslations) == 1  # a name that one re-translation says in words is no proof
        return Mark(
            Span(name.start, name.end), message, 0.4 if alone else 0.7, severity=Severity.MINOR if alone else None
        )
    witnesses = [k for k, t in enumerate(pair.retranslations, 1) if says(t, right.text, primary(pair.target_lang))]
    evidence = tuple(Evidence(f"re-translation {k}", right.text) for k in witnesses)
    sure = min(0.7 + 0.08 * len(witnesses) + (0.1 if in_source(pair, right.text) else 0.0), 0.95)
    message = f"“{name.text}” stands neither in the source nor in a re-translation; they have “{right.text}”."
    return Mark(Span(name.start, name.end), message, sure, evidence, right.text)


def _together(article: Article) -> set[tuple[str, str]]:
    """Names that stand side by side somewhere in the article: parts of one person's name, either of which may stand alone."""
    found: set[tuple[str, str]] = set()
    for pair in article.pairs:
        listed = capitals(pair.target)
        for one, other in pairwise(listed):
            if pair.target[one.end : other.start] == " ":
                found |= {(one.text, other.text), (other.text, one.text)}
    return found
