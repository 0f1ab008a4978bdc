"""Witness three: the re-translations. A name that all of them spell in one other way, beside a second witness."""

from collections.abc import Iterator

import regex

from audit.check import Pair
from audit.finding import Evidence, Mark, Severity, Span
from audit.lexicons import romanise
from audit.lexicons.attested import seen
from audit.lexicons.gazetteer import key, places
from audit.lexicons.names import Name, capitals, covered, derived, fold, is_word, near, plain
from audit.lexicons.people import by_accepted, given_names, is_given_name, is_surname
from audit.naming.counterpart import is_cry
from audit.naming.fit import misfit
from audit.naming.inflected import nominatives
from audit.naming.sound import alike, is_cyrillic
from audit.naming.territories import countries
from audit.naming.trusted import fits, is_right
from corpora.language import primary

INFLECTED = frozenset({"uk", "ru", "be", "bg", "sr", "pl", "cs", "sk", "hr", "tr", "fi", "hu"})
_LOOSE = 0.5
_COPIED = (
    0.7  # Zipf: how much more often a spelling is seen that one re-translation may only have copied from the source
)
_FAR = 3.0  # Zipf: a thousand times as often
_ENDS = regex.compile(r"(?:an|ian|ish|ese|ic|dom|ia|land)s?$")


def from_retranslations(pair: Pair) -> Iterator[Mark]:
    """Mark names that every re-translation spells in one other way.

    One re-translation is no proof: the source must have that spelling or its romanisation, or there must be two.
    """
    told = [[t.text for t in capitals(text)] for text in pair.retranslations]
    if not told:
        return
    tokens = capitals(pair.target)
    spelled = {t.text for t in tokens}
    shared = [n for n in dict.fromkeys(told[0]) if n not in spelled and all(n in names for names in told)]
    for token in tokens:
        if not is_cry(token, pair.target, primary(pair.target_lang)) and not any(token.text in names for names in told):
            for other in shared:
                yield from _compared(pair, token, other, len(told))


def _compared(pair: Pair, token: Name, other: str, told: int) -> Iterator[Mark]:
    """Compare one name with what the re-translations have in its stead."""
    lang = primary(pair.target_lang)
    if lang in INFLECTED and (token.initial or _is_inflected(token.text, other, pair)):
        return
    if countries(token.text, lang) & countries(other, lang):
        return
    if plain(token.text) == plain(other) or token.text.lower() in by_accepted() or _mends_source(pair, token.text):
        return
    form, lang = _source_form(pair, other), primary(pair.source_lang)
    if told == 1 and form == other and seen(other, "en") < seen(token.text, "en") + _COPIED:
        return
    witnesses = tuple(Evidence(f"re-translation {k}", other) for k in range(1, told + 1))
    evidence = (Evidence("source", form), *witnesses) if form else witnesses
    if fold(token.text) == fold(other):
        native = is_given_name(form, lang) or is_surname(form, lang)
        if form and native and not _accepted(form, token.text, lang):
            yield _mark(
                token, other, "follows another language's spelling", 0.7 + 0.05 * told, evidence, Severity.MINOR
            )
    elif _is_other_form(pair, token.text, other):
        yield _mark(token, other, "is the form of another language", 0.65 + 0.07 * told, evidence, Severity.MINOR)
    elif told > 1 and _sounds_so(pair, token.text, other):
        yield _mark(token, other, "is misspelled", 0.7 + 0.07 * told, evidence, Severity.MAJOR)
    elif (told > 1 or form) and near(token.text, other) and not _is_right(pair, token.text, other):
        sure = (0.75 if form else 0.6) + 0.07 * told
        if form and _follows_another(form, token.text, lang):
            yield _mark(token, other, "follows another language's spelling", sure, evidence, Severity.MINOR)
        else:
            yield _mark(token, other, "is misspelled", sure, evidence, Severity.MAJOR)


def _mends_source(pair: Pair, token: str) -> bool:
    """Whether a Cyrillic word is read as a name more usual than the one it stands for: the source has a slip, which others copy."""
    lang = primary(pair.target_lang)
    if primary(pair.source_lang) != "en" or lang not in romanise.LANGS or not is_cyrillic(token):
        return False
    often = [seen(n.text, "en") for n in capitals(pair.source) if alike(n.text, token)]
    read = (low for form in nominatives(token, lang) for low in _readings(form.lower(), lang))
    return bool(often) and any(seen(low, "en") > max(often) for low in read)


def _readings(form: str, lang: str) -> tuple[str, ...]:
    """How a word is written in Latin letters, with "h" where foreign names have it."""
    read = (romanise.usual(form, lang).lower(), *romanise.literal(form, lang))
    return (*read, *(low.replace("kh", "h") for low in read))


def _is_inflected(a: str, b: str, pair: Pair) -> bool:
    """Whether two words of a language with cases are one name in two of them, or the one fits a Latin name of the source."""
    one, two = a.lower(), b.lower()
    same = next((k for k, (x, y) in enumerate(zip(one, two, strict=False)) if x != y), min(len(one), len(two)))
    lang = primary(pair.target_lang)
    latin = [n.text for n in capitals(pair.source) if n.text[0].isascii()]
    return same >= max(3, min(len(one), len(two)) - 3) or any(
        misfit(n, f) <= _LOOSE for n in latin for f in nominatives(a, lang)
    )


def _sounds_so(pair: Pair, token: str, other: str) -> bool:
    """Whether a short name differs from that of two or more re-translations in spelling alone, and is no romanisation of the source's."""
    if (
        len(token) < 4
        or derived(token, other)
        or not alike(token, other)
        or token[:1] != other[:1]
        or _is_right(pair, token, other)
    ):
        return False
    return abs(len(token) - len(other)) <= 2 and token not in pair.source


def _is_right(pair: Pair, token: str, other: str) -> bool:
    """A word of English, a spelling by the source's standards, or one that fits the source unless the other is far more usual."""
    lang = primary(pair.source_lang)
    if is_word(token, "en") or token in pair.source or _is_adjective(token, other):
        return True
    if is_right(token, pair.source, lang) or set(places().english.get(key(token), ())) & set(
        places().english.get(key(other), ())
    ):
        return True
    if places().known(token) and not (places().known(other) or other.lower() in by_accepted()):
        return True  # it may stand for an adjective that nobody writes in English
    return fits(token, pair.source, lang) and seen(other, "en") - seen(token, "en") < _FAR


def _is_adjective(a: str, b: str) -> bool:
    """Whether two names share their beginning and end as a country and its adjective do ("Catalonia", "Catalan")."""
    one, two = plain(a), plain(b)
    same = next((k for k, (x, y) in enumerate(zip(one, two, strict=False)) if x != y), min(len(one), len(two)))
    return one.replace("-", "") == two.replace("-", "") or (
        same > 4 and one[same:] != two[same:] and bool(_ENDS.search(one) or _ENDS.search(two))
    )


def _source_form(pair: Pair, name: str) -> str:
    """The source's word for a name: the same word in Latin script, or one that is romanised so; "" if there is none."""
    lang = primary(pair.source_lang)
    for heard in capitals(pair.source):
        if heard.text == name:
            return name
        if lang in romanise.LANGS and any(
            romanise.spells(name, f, lang) for f in romanise.nominatives(heard.text, lang)
        ):
            return heard.text
    return ""


def _accepted(form: str, token: str, lang: str) -> bool:
    """Whether a spelling is one of the source's standards, or that of a given name which all languages have (Sophia, Софья)."""
    names = given_names(lang) if lang in ("uk", "ru") else {}
    known = (names.get(f) for f in romanise.nominatives(form, lang))
    return any(one and token.lower() in one.international for one in known) or any(
        romanise.spells(token, f, lang) for f in romanise.nominatives(form, lang)
    )


def _follows_another(form: str, token: str, lang: str) -> bool:
    """Whether a spelling has every letter of the source's name, as another language's standard gives it (Nagorna, Нагорна)."""
    if lang not in romanise.LANGS:
        return False
    others = [other for other in romanise.LANGS if other != lang]
    return not _accepted(form, token, lang) and any(
        romanise.spells(token, f, other) for f in romanise.nominatives(form, lang) for other in others
    )


def _is_other_form(pair: Pair, token: str, other: str) -> bool:
    """Whether both are forms of one given name and the source has that of the other ("Alexander" for Олександр)."""
    lang = primary(pair.source_lang)
    if lang not in ("uk", "ru"):
        return False
    for heard in capitals(pair.source):
        for form in romanise.nominatives(heard.text, lang):
            given = given_names(lang).get(form)
            if given is None:
                continue
            own, foreign = (given.ukrainian, given.russian) if lang == "uk" else (given.russian, given.ukrainian)
            if covered(other, own) and not covered(token, own) and token.lower() in foreign | given.international:
                return True
    return False


def _mark(token: Name, other: str, what: str, sure: float, evidence: tuple[Evidence, ...], severity: Severity) -> Mark:
    message = f"“{token.text}” {what}; the re-translations have “{other}”."
    return Mark(Span(token.start, token.end), message, min(sure, 0.95), evidence, other, severity=severity)
