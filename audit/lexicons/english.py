"""English words: their lemmas, how common they are, and which are grammar.

How common a word is comes from `wordfreq` (Robyn Speer; Apache-2.0 code, CC BY-SA 4.0 data), on the Zipf scale: the
logarithm to base ten of its occurrences in a thousand million words.
"""

from functools import cache, lru_cache
from math import log10

import regex
import simplemma

_LETTERS = regex.compile(r"[\p{L}\p{M}]{2}")
_POSSESSIVE = regex.compile(r"['’]s$|(?<=s)['’]$")
_SHORT = ("n't", "'ll", "'re", "'ve", "'d", "'m")  # what follows them is grammar: "don't", "they'd"
# Words that say nothing by themselves: grammar, and verbs that lean on their object.
_LIGHT = frozenset(
    """a an the this that these those it its he him his she her hers they them their theirs we us our ours you your yours
    i me my mine who whom whose which what when where why how one ones oneself himself herself itself themselves myself
    yourself someone somebody something anyone anybody anything everyone everybody everything nobody nothing none
    and or but nor so yet if then than as because although though while whereas whether since until unless
    of in on at to for from by with without about into onto out off up down over under above below between among through
    during before after against toward towards upon within along across around behind beyond near per via despite
    be am is are was were been being have has had having do does did done doing will would shall should can could may
    might must ought let go goes went gone going get gets got getting gotten make makes made making take takes took taken
    taking give gives gave given giving put puts putting come comes came coming say says said saying
    not no yes very too also only just even till still already again ever never always often here there now more most much
    many less least few some any all each every both either neither other others another such same own several enough
    quite rather really well back away like than once sth sb someone's one's etc
    first second third zero one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty
    seventy eighty ninety hundred thousand million billion""".split()
)


@lru_cache(maxsize=65536)
def lemmas(word: str) -> frozenset[str]:
    """Return the word in small letters, without a possessive ending, and its lemma."""
    low = _POSSESSIVE.sub("", word.lower().replace("’", "'"))
    return frozenset((low, simplemma.lemmatize(low, lang="en").lower()))


def zipf(word: str) -> float:
    """Return how common a word is: 0 unknown, 3 once in a million words, 7.7 "the"."""
    return _frequencies().get(word.lower(), 0.0)


@cache
def _frequencies() -> dict[str, float]:
    from wordfreq import get_frequency_dict  # noqa: PLC0415  (takes a quarter of a second to import)

    return {word: log10(share) + 9 for word, share in get_frequency_dict("en", "small").items()}


@lru_cache(maxsize=65536)
def light(word: str) -> bool:
    """Whether a word is grammar, a number or a letter, or so general that it says nothing by itself."""
    low = word.lower().replace("’", "'")
    return low.removesuffix("'s") in _LIGHT or not _LETTERS.search(word) or low.endswith(_SHORT)


_NOUN_AHEAD = frozenset("a an the its their our my your every".split())
_OBJECT_AHEAD = frozenset("of to at from with for into between against than".split())
_VERB_AHEAD = frozenset("can could will would should must may might".split())
_OPENING = frozenset(
    """and or but of to in on at for from by with into between against is are was were has have had will would can could
    should must may might than as because although though while if when where nor""".split()
)


def torn(left: str, between: str, right: str) -> bool:
    """Whether two words cannot follow each other with `between` between them: "of the, it", "stated that and", "could to the"."""
    left, right = left.lower(), right.lower()
    ended = any(mark in between for mark in ",;:.!?)")
    if left in _NOUN_AHEAD:
        return ended or right in _OPENING or right in _NOUN_AHEAD
    if left in _OBJECT_AHEAD:
        return (ended and left != "to") or right in _OPENING - {"in", "on", "where", "when", "at", "as", "by"}
    if left in _VERB_AHEAD:
        return right in _NOUN_AHEAD or right in ("to", "of", "by", "in", "on", "at", "from", "with")
    return left in ("and", "or", "that") and not between.strip() and right in ("and", "or", "of")
