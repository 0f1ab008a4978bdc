"""Abbreviations of the source that the translation leaves out: neither English letters, nor long form, nor a word for the thing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from audit.check import Pair
from audit.finding import Evidence, Mark, Span
from audit.lexicons import abbreviations
from audit.lexicons.abbreviations import Abbreviation
from audit.lexicons.countries import by_english
from audit.lexicons.names import capitals, plain
from audit.naming.retold_names import holes
from audit.naming.shortened import bare, is_said
from audit.naming.territories import countries, countries_in
from corpora.language import primary
from corpora.words import Word, words

_SHORTEST, _LONGEST = 2, 8  # letters of an abbreviation
_FEW = 6  # words under which a sentence may be a heading, put in any other way
# Words of the translation for one of the source, outside of which the two are not one sentence.
_LEAST, _MOST = 0.75, 2.2
_STEM = 5  # letters that two forms of one word share

# Words that stand in so many names that they tell nothing of the one.
_EMPTY = frozenset(
    "national state federal international world united central general main special the of and for in on new great people's "
    "ukraine's french and/or sign other high common".split()
)
# What else English calls a thing that bears the word: each line is one kind of thing.
_KINDS = tuple(
    frozenset(line.split())
    for line in (
        "union bloc community commonwealth countries members",
        "alliance bloc allies pact treaty members",
        "organization organisation body group association council agency forum institution",
        "ministry department minister diplomats diplomat diplomacy officials official office government authorities spokesman spokeswoman spokesperson",
        "army military troops forces force soldiers defenders servicemen fighters personnel units brigade command staff recruits militants",
        "agency service bureau department office intelligence officers agents investigators detectives security spies spy "
        "administration secret police watchdog authorities regulator committee officials",
        "bank lender regulator banker",
        "fund lender",
        "party democrats democratic conservatives socialists communists republicans liberals populists",
        "court tribunal judges judge justice",
        "plant station reactor power dam facility nuclear",
        "committee council commission body",
        "war operation conflict invasion",
        "missile rocket launcher launchers defence defense artillery systems system weapons",
        "carrier vehicle vehicles armoured armored tank tanks infantry",
        "republic region territory occupied separatist separatists",
        "treaty agreement deal pact accord",
        "university institute academy school college",
        "church patriarchate orthodox",
        "product output economy economic growth",
        "tax levy",
        "virus disease illness infection infected",
        "company companies firm firms business businesses enterprises contractor mercenaries mercenary",
        "railway railways trains rail operator",
        "displaced migrants refugees resettled evacuees people",
        "lawmaker lawmakers deputy deputies member parliament parliamentarian legislator",
        "drone drones aircraft unmanned aerial",
        "intensive care resuscitation",
        "object saucer",
        "gas fuel",
        "group groups sabotage saboteurs reconnaissance",
    )
)


@dataclass(frozen=True, slots=True)
class _Unsaid:
    short: Word
    right: Abbreviation


def unsaid(pairs: Sequence[Pair]) -> Iterator[tuple[int, Mark]]:
    """Mark where an abbreviation is lost; what a neighbouring segment says more often than its own source is none."""
    for index, pair in enumerate(pairs):
        for lost in _lost(pair):
            around = (pairs[k] for k in (index - 1, index + 1) if 0 <= k < len(pairs))
            if not any(is_said(lost.right, near.target) and not _has(near, lost.right) for near in around):
                yield index, _mark(pair, lost)


def _lost(pair: Pair) -> Iterator[_Unsaid]:
    if not _is_comparable(pair):
        return
    lang = primary(pair.source_lang)
    shorts = [w for w in map(bare, words(pair.source)) if _SHORTEST <= len(w.text) <= _LONGEST]
    known = [(w, found) for w in shorts if (found := abbreviations.find(w.text, lang)) and _is_short(w.text)]
    if not known or _has_unknown(pair, known):
        return
    for word, found in known:
        if _is_label(pair, word, found) or (not pair.retranslations and any(map(_codes, found))):
            continue  # where a country lies goes without saying
        if not any(_is_there(pair, one) for one in found) and _is_retold(pair, found):
            yield _Unsaid(word, found[0])


def _is_comparable(pair: Pair) -> bool:
    """Whether both are one sentence of some length, neither of them in capitals."""
    if pair.source.isupper() or pair.target.isupper():
        return False
    ours, theirs = len(words(pair.target)), len(words(pair.source))
    return min(ours, theirs) >= _FEW and _LEAST <= ours / theirs <= _MOST


def _is_short(text: str) -> bool:
    """Whether most letters are capitals: "sida" is a word, not to be told from any other that is translated."""
    return sum(c.isupper() for c in text) >= max(2, len(text) - 2)


def _is_label(pair: Pair, word: Word, found: tuple[Abbreviation, ...]) -> bool:
    """Whether the abbreviation only says what kind of thing the name after it is ("ONG Médicos sem Fronteiras")."""
    common = any(" " in name and name.islower() for one in found for name in one.accepted)
    return common and bool(_NAMED.match(pair.source, word.end))


_NAMED = regex.compile(r"\s[\p{Lu}«„“\"]")


def _has_unknown(pair: Pair, known: list[tuple[Word, tuple[Abbreviation, ...]]]) -> bool:
    """Whether the translation has capitals that neither the source has nor one of its abbreviations explains: they may be it."""
    copied = {plain(w.text) for w in words(pair.source)}
    right = {part for _, found in known for one in found for name in one.accepted for part in name.split()}
    said = (w.text.removesuffix("'s").removesuffix("’s").rstrip("s") for w in words(pair.target))
    return any(
        sum(c.isupper() for c in text) > 1 and text.isalpha() and plain(text) not in copied and text not in right
        for text in said
    )


def _is_there(pair: Pair, one: Abbreviation) -> bool:
    """Whether a text may speak of what the abbreviation stands for."""
    text = pair.target
    if is_said(one, text):
        return True
    codes = _codes(one)
    if codes and codes & countries_in(text, "en"):
        return True
    stems = {w.text.lower()[:_STEM] for w in words(text)}
    return bool(stems & _words_for(one)) or _has_initials(text, one)


@cache
def _codes(one: Abbreviation) -> frozenset[str]:
    """The countries that the abbreviation itself stands for."""
    found = (by_english().get(name.lower(), frozenset()) for name in one.accepted)
    return frozenset(code for codes in found for code in codes)


@cache
def _words_for(one: Abbreviation) -> frozenset[str]:
    """How words begin that may speak of the thing: those of its long forms, and others for that kind of thing."""
    named = [w.lower() for name in one.accepted for w in regex.findall(r"[\p{L}']+", name)]
    telling = [w for w in named if w not in _EMPTY and (not countries(w, "en") or _codes(one))]
    kinds = (word for kind in _KINDS if kind & set(telling) for word in kind)
    return frozenset(w[:_STEM] for w in (*telling, *kinds, *_ELSE.get(one.short, "").split()))


# What a thing is called whose names do not tell: by its seat, its people or its job.
_ELSE = {
    "EU": "europe european brussels bloc eurozone brexit remain leave",
    "NATO": "alliance allies allied bloc western west brussels",
    "USA": "washington american americans white pentagon dollar dollars yankees state states",
    "UN": "nations security guterres council peacekeepers assembly",
    "RF": "moscow kremlin putin muscovites aggressor occupiers invaders",
    "PRC": "beijing",
    "UK": "london english england scottish",
    "DPRK": "pyongyang kim",
    "UAE": "dubai dhabi",
    "USSR": "stalin bolsheviks communist",
    "MFA": "foreign diplomatic embassy",
    "MIA": "police interior internal",
    "WHO": "health doctors",
    "IMF": "monetary lender",
    "Fed": "reserve central bank rate",
    "AFU": "defence defense ukrainian ukrainians ukraine",
    "SBU": "security ukrainian secret",
    "air defence": "missile missiles anti aircraft shot down",
    "AI": "intelligent machine algorithm",
    "DNA": "genetic gene genome",
    "GDP": "economy economic",
    "UFO": "flying unidentified",
    "NGO": "charity charities organisations organizations activists civil",
    "COVID-19": "coronavirus",
    "IS": "islamic jihadists terrorists terrorist",
    "IT": "computer tech digital software technology",
    "SME": "small",
    "VAT": "tax taxes",
    "Roscosmos": "space",
    "NASA": "space agency",
    "ESA": "space",
    "KGB": "soviet",
    "FBI": "agents federal agent",
    "CIA": "agents intelligence agent spy",
    "SMO": "war invasion",
    "NPP": "nuclear",
    "ICU": "intensive care ward",
    "AIDS": "hiv",
    "HIV": "aids virus",
    "BRICS": "bloc brazil",
    "FIFA": "football",
    "UEFA": "football european",
    "CIS": "post soviet commonwealth",
    "GDR": "east german",
    "FRG": "west german",
    "MP": "bundestag",
    "MEP": "european parliament",
    "IOC": "olympic",
}


def _has_initials(text: str, one: Abbreviation) -> bool:
    """Whether words in capitals stand side by side whose first letters are the abbreviation: another long form."""
    wanted = [c for c in one.short.upper() if c.isalpha()]
    initials = [n.text[0] for n in capitals(text)]
    return len(wanted) > 1 and any(initials[k : k + len(wanted)] == wanted for k in range(len(initials)))


def _is_retold(pair: Pair, found: tuple[Abbreviation, ...]) -> bool:
    """Whether every re-translation says it; without any, there is nobody to ask."""
    return all(any(is_said(one, text) for one in found) for text in pair.retranslations)


def _has(pair: Pair, right: Abbreviation) -> bool:
    """Whether the source of a neighbour has the abbreviation itself."""
    lang = primary(pair.source_lang)
    return any(right in abbreviations.find(bare(w).text, lang) for w in words(pair.source))


def _mark(pair: Pair, lost: _Unsaid) -> Mark:
    short, right = lost.short, lost.right
    evidence = [Evidence("source", short.text), Evidence("lexicon", right.short)]
    evidence += (Evidence(f"re-translation {k}", right.short) for k in range(1, len(pair.retranslations) + 1))
    message = f"The source has {short.text}, in English “{right.short}”; the translation says nothing of it."
    at = _place(pair, short)
    sure = 0.7 + 0.1 * min(len(pair.retranslations), 2)
    return Mark(Span(at, at), message, sure, tuple(evidence), right.short, Span(short.start, short.end))


def _place(pair: Pair, short: Word) -> int:
    """Where it is missing: at the hole in the grammar, or as far from the beginning, rather behind a preposition."""
    if torn := holes(pair.target):
        return len(pair.target[: torn[0]].rstrip())
    wanted = short.start / len(pair.source) * len(pair.target)
    near = min(words(pair.target), key=lambda w: abs(w.end - wanted) - (_PULL if w.text in _BEFORE else 0))
    return near.end


_BEFORE = frozenset("of by from with to in at for".split())
_PULL = 12  # characters by which a preposition may stand farther away
