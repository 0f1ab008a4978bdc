"""A name in capitals as if it were an abbreviation ("SI" for Сі, that is Xi).

Why it hurts: the reader looks for an organisation called SI; that the president of China is meant, nobody can guess.

How it is known: the source has a short name in ordinary letters where the translation has capitals; or, without a source,
the capitals are the letters of the Ukrainian or Russian form of a Chinese surname whose bearer stands in the same article.

What stays silent: abbreviations that the source has in capitals too, Roman numerals, titles in capitals, known
abbreviations that the article explains, and units after a number.
"""

import itertools
from collections.abc import Iterator

import regex

from audit.check import Article, Example, Pair, declare
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lexicons import romanise
from audit.lexicons.names import Name, capitals
from audit.lexicons.people import by_accepted, chinese_surnames, cyrillic_surnames
from corpora.language import primary
from corpora.words import words

_ROMAN = regex.compile(r"[IVXLCDM]+")
_BEFORE = regex.compile(r"(?:\d|\(|\b[A-Z]{2,}[ /-])$")  # "5 SI", "(SI)", a headline in capitals
_AFTER = regex.compile(r"[ /-]?(?:\d|[A-Z]{2,}\b|(?:units?|systems?|prefix|base)\b|\))")
_ARTICLE = regex.compile(r"\b(?:the|an?) $", regex.IGNORECASE)  # "the SI" is a thing, not a person
_ENGLISH = frozenset("TV PM AM US UK EU UN ID OK IT AI UI HR PR AC DC LA NY DJ MP CEO VIP NO SO TO ON IN".split())


@declare(
    "N003",
    Category.MISTRANSLATION,
    Kind.NAME,
    Severity.CRITICAL,
    Example("uk-en", "Сі Цзіньпін прибув до Москви. Що відповів Сі?", "Xi Jinping arrived in Moscow. What did [[SI]] answer?"),
    Example("ru-en", "", "Hu Jintao spoke first. Then [[KHU]] left the hall."),
    Example("uk-en", "Лю подякував за підтримку.", "[[LIU]] thanked for the support."),
    Example("uk-en", "МЗС і НАТО мовчать.", "The MFA and NATO are silent."),
    Example("fr-en", "Les unités SI sont sept.", "There are seven SI units; Xi Jinping knows them."),
    Example("zh-en", "习近平访问了日内瓦。", "Xi Jinping visited the WHO in Geneva."),
)  # fmt: skip
def check(article: Article) -> Iterator[tuple[int, Mark]]:
    """Mark capitals of two to five letters that are a name of the source, or of a Chinese person of the article."""
    bearers = _bearers(article)
    for index, pair in enumerate(article.pairs):
        if pair.target.isupper():
            continue
        for word in words(pair.target):
            token = word.text.removesuffix("'s").removesuffix("’s")
            if not _is_candidate(pair.target, token, word.start):
                continue
            span = Span(word.start, word.start + len(token))
            mark = (
                _by_source(pair, token, span, bearers)
                if pair.source and primary(pair.source_lang) in romanise.LANGS
                else _by_article(token, span, bearers)
            )
            if mark:
                yield index, mark


def _is_candidate(text: str, token: str, start: int) -> bool:
    plain = 2 <= len(token) <= 5 and token.isalpha() and token.isascii() and token.isupper()
    if not plain or token in _ENGLISH or (_ROMAN.fullmatch(token) and token != "LI"):
        return False
    return not _BEFORE.search(text[:start]) and not _AFTER.match(text[start + len(token) :])


def _bearers(article: Article) -> dict[str, tuple[str, str]]:
    """Letters of the Cyrillic forms of Chinese surnames in the article -> (surname, full name).

    "si" -> ("Xi", "Xi Jinping") where the article has "Xi Jinping".
    """
    found: dict[str, tuple[str, str]] = {}
    for pair in article.pairs:
        names = capitals(pair.target)
        for name, following in itertools.pairwise(names):
            if pair.target[name.end : following.start] != " ":
                continue
            for lang in ("uk", "ru"):
                for form in cyrillic_surnames(lang).get(name.text.lower(), ()):
                    full = f"{name.text} {following.text}"
                    read = romanise.literal(form, lang)
                    found.update({r: (name.text, full) for r in read if r != name.text.lower()})
    return found


def _by_article(token: str, span: Span, bearers: dict[str, tuple[str, str]]) -> Mark | None:
    if token.lower() not in bearers:
        return None
    surname, full = bearers[token.lower()]
    message = f"“{token}” looks like an abbreviation; it reads as the Cyrillic form of {surname} ({full} in this text)."
    return Mark(span, message, 0.85, (Evidence("this text", full),), surname)


def _by_source(pair: Pair, token: str, span: Span, bearers: dict[str, tuple[str, str]]) -> Mark | None:
    lang = primary(pair.source_lang)
    for name in sorted(capitals(pair.source), key=lambda n: _has_second(pair.source, n)):
        if name.text[1:2].isupper():  # МАЗа is a declined abbreviation
            continue
        forms = romanise.nominatives(name.text, lang)
        form = next((f for f in forms if token.lower() in romanise.literal(f, lang)), "")
        if not form:
            continue
        surname = _english(form, lang, token, bearers)
        evidence = [Evidence("source", name.text)]
        evidence += (
            Evidence(f"re-translation {k}", surname) for k, text in enumerate(pair.retranslations, 1) if surname in text
        )
        if any(token in [w.text for w in words(text)] for text in pair.retranslations):
            return None
        message = f"“{token}” looks like an abbreviation; the source has the name {name.text}."
        return Mark(
            span, message, 0.95 if len(evidence) > 1 else 0.9, tuple(evidence), surname, Span(name.start, name.end)
        )
    return None


def _has_second(text: str, name: Name) -> bool:
    """Whether another capitalised word follows: a full name is less likely what the capitals stand for."""
    return text[name.end : name.end + 1] == " " and text[name.end + 1 : name.end + 2].isupper()


def _english(form: str, lang: str, token: str, bearers: dict[str, tuple[str, str]]) -> str:
    """The name in English: that of the article's bearer, the pinyin of a Chinese surname, or the token in name's letters."""
    if token.lower() in bearers:
        return bearers[token.lower()][0]
    pinyin = chinese_surnames(lang).get(form, "")
    return pinyin or (token.capitalize() if token.lower() in by_accepted() else romanise.usual(form, lang))
