"""Witness nine: the seat of a name. The source has a name that is surely lost, and at its place stands another word in capitals.

A seat is told by what stands beside it, a name that both texts share ("Sutopo Nugroho", "Aldi and Lidl"): there a word of
the dictionary is enough. Elsewhere both must be the only ones that have nothing like them in the other text, and be near.
"""

from collections.abc import Iterator

import regex

from audit.check import Pair
from audit.finding import Mark
from audit.lexicons.attested import seen
from audit.lexicons.countries import is_country, named
from audit.lexicons.gazetteer import places
from audit.lexicons.names import Name, capitals, is_word
from audit.naming.counterpart import has_counterpart, is_cry, is_headline, is_known, tells
from audit.naming.famous import is_famous
from audit.naming.inflected import nominatives
from audit.naming.replaced import is_in_rest, is_like, is_surely_in
from audit.naming.sound import is_audible, is_cyrillic, is_running
from audit.naming.swapped import begins_there, in_stead, is_kind, is_surely_name
from audit.naming.territories import countries, countries_in
from corpora.language import primary

_SHORTEST = 4  # letters of a name that is told from others
_NEAR = 0.12  # how far apart the two may stand, of a text, where nothing beside them shows the seat
_FAR = 0.3  # ... two countries
_KEPT = 1.0  # Zipf: how much rarer in English a name may be than in the source's language
_JOINED = regex.compile(r" |,? (?:and|or|&) |, ")
_AND = regex.compile(
    r" |,? (?:and|und|oder|et|ou|y|e|ed|o|u|i|oraz|lub|a|nebo|ve|veya|og|och|en|і|й|та|або|и|или|да) |, "
)
_TRANSLATED = regex.compile(
    r"(?:North|South|East|West)(?:ern)?|Central|Upper|Lower|Greater|New|Old"
)  # in names of places
_LONGEST = 8  # characters of what joins two names


def seated(pair: Pair) -> Iterator[Mark]:
    """Mark words of an English translation that sit where the source has a name which the translation lacks."""
    lang, other = primary(pair.target_lang), primary(pair.source_lang)
    if lang != "en" or not pair.source or is_running(other) or is_headline(pair.target) or not is_audible(pair.source):
        return
    likely = [
        n
        for n in capitals(pair.target)
        if not ((n.initial and is_word(n.text, lang)) or is_cry(n, pair.target, lang) or _TRANSLATED.fullmatch(n.text))
    ]
    strange = [n for n in likely if is_missing(n, lang, pair.source, other)]
    gone = [n for n in capitals(pair.source) if strange and is_missing(n, other, pair.target, lang)]
    lost = [n for n in gone if _is_kept(n, other) or _is_unheard_of(n, other)]
    found = [(a, b) for a in strange for b in lost if _is_kept(b, other) and _is_beside(pair, a, b)]
    for name, right in found or _alone(pair, strange, lost):
        yield in_stead(name, right, other)


def is_missing(name: Name, lang: str, text: str, other: str) -> bool:
    """Whether a text has nothing like a name, by its sound or, where both are written in the same, in its letters."""
    if len(name.text) < _SHORTEST or has_counterpart(name.text, lang, text, other):
        return False
    return is_cyrillic(name.text) != is_cyrillic(text) or not is_like(name.text, lang, text, other)


def _is_kept(name: Name, lang: str) -> bool:
    """Whether a word of the source is a name that a translation writes alike: as usual in English, or known to be one."""
    if is_cyrillic(name.text):
        plain = not (name.initial or is_word(name.text, lang))
        return plain or is_known(name.text, lang) or is_famous(name.text, lang)
    if name.initial or lang == "de":
        return tells(name, lang)
    return any(seen(form, "en") >= max(_KEPT, seen(form, lang) - _KEPT) for form in nominatives(name.text, lang))


def _is_unheard_of(name: Name, lang: str) -> bool:
    """Whether a capital can only be that of a name: of a country, or of a word that no list has, where nouns have none."""
    if _is_country(name, lang):
        return True
    return lang != "de" and not is_word(name.text, lang) and not is_cyrillic(name.text)


def _is_country(name: Name, lang: str) -> bool:
    return bool(named(lang).keys() & {form.lower() for form in nominatives(name.text, lang)})


def _is_beside(pair: Pair, name: Name, lost: Name) -> bool:
    """Whether both stand, on the same side, beside a name that the two texts share."""
    return any(
        is_surely_in(ours.text, primary(pair.target_lang), theirs.text, primary(pair.source_lang))
        for ours in capitals(pair.target)
        for theirs in capitals(pair.source)
        if are_joined(pair.target[ours.end : name.start], pair.source[theirs.end : lost.start])
        or are_joined(pair.target[name.end : ours.start], pair.source[lost.end : theirs.start])
    )


def are_joined(ours: str, theirs: str) -> bool:
    """Whether what parts the names is the same: a space, or a conjunction or comma of a list."""
    if max(len(ours), len(theirs)) > _LONGEST or (ours == " ") != (theirs == " "):
        return False
    return bool(_JOINED.fullmatch(ours) and _AND.fullmatch(theirs))


def _alone(pair: Pair, strange: list[Name], lost: list[Name]) -> Iterator[tuple[Name, Name]]:
    """The one sure name of each side that the other has not, where they stand about equally far in the text."""
    ours, theirs = _runs(pair.target, strange), _runs(pair.source, lost)
    if len(ours) != 1 or len(theirs) != 1:
        return
    if _is_part(pair.target, ours[0]) or _is_part(pair.source, theirs[0]):
        return
    right = theirs[0][0]
    apart = abs(right.start / len(pair.source) - ours[0][0].start / len(pair.target))
    sure = [n for n in ours[0] if _is_sure(pair, n)]
    if right.initial and not (ours[0][0].initial or _is_kept(right, primary(pair.source_lang))):
        return
    two = sure and is_country(sure[0].text) and _is_country(right, primary(pair.source_lang))
    if sure and apart <= (_FAR if two else _NEAR) and _may_replace(pair, sure[0], right):
        yield sure[0], right


def _is_part(text: str, names: list[Name]) -> bool:
    """Whether another word in capitals stands right beside: a part of a name is often left out ("Kit Harington")."""
    start, end = names[0].start, names[-1].end
    return any(text[n.end : start] == " " or text[end : n.start] == " " for n in capitals(text) if not n.initial)


def _is_sure(pair: Pair, name: Name) -> bool:
    return (
        is_surely_name(name, "en")
        and not is_in_rest(pair, (name,))
        and not begins_there(name, pair, primary(pair.source_lang))
        and not is_kind(name, pair.target)
    )


def _may_replace(pair: Pair, name: Name, lost: Name) -> bool:
    """Whether the one cannot be said for the other: a city for its country, a country for its city or its people."""
    lang, other = primary(pair.target_lang), primary(pair.source_lang)
    ours, theirs = countries(name.text, lang), countries(lost.text, other)
    if theirs and (theirs & countries_in(pair.target, lang) or (not ours and places().known(name.text))):
        return False
    return not ours or bool(theirs) or (is_country(name.text) and not places().find(lost.text, other))


def _runs(text: str, names: list[Name]) -> list[list[Name]]:
    """Names that stand right behind one another are one."""
    found: list[list[Name]] = []
    for name in names:
        if found and text[found[-1][-1].end : name.start] in (" ", "-", " of ", " de "):
            found[-1].append(name)
        else:
            found.append([name])
    return found
