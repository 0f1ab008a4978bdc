"""A name that the translation leaves out.

Why it hurts: who did it, and where, is gone; often a hole in the sentence is all that is left ("the president of , said").

How it is known: every re-translation has the name, or has it more often, the source supports it (or there are two
re-translations), and the translation has it in no form, or not here: a hole, a verb without a subject, or words that have
closed up show the place.

What stays silent: a pronoun or another name in its stead, a surname for a full name, an abbreviation for the long form, a
description of a country ("the American capital"), a name that stands there in words (wrong-title marks it), and titles and common words in
capitals that one re-translation has; in Ukrainian, Russian and German also a name in another case, in a like spelling or as an adjective,
what a re-translation left in Latin letters, and German nouns that are no name of the source.
"""

from collections.abc import Callable, Iterator

import regex
from rapidfuzz.distance import OSA

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lexicons.attested import seen
from audit.lexicons.names import Name, capitals
from audit.naming.counterpart import is_known, is_ordinary, tells
from audit.naming.facing import Gap, Names, facing, gap
from audit.naming.kept import is_answered, is_kept, is_untranslated
from audit.naming.lost_in import LANGUAGES, is_german_noun, is_kept_foreign, is_respelled
from audit.naming.not_lost import is_generic, is_heading, is_numbered
from audit.naming.replaced import is_copied, is_sourced, is_surely_in, is_telling
from audit.naming.retold_names import SMALL, groups, in_source, replaced_by_pronoun, told
from audit.naming.sound import is_running
from audit.naming.territories import countries, countries_in
from audit.naming.worded import in_words
from corpora.language import primary
from corpora.words import words


@declare(
    "N006",
    Category.OMISSION,
    Kind.NAME,
    Severity.MAJOR,
    Example(
        "fr-en",
        "Le ministre a rencontré Merkel et Macron à Berlin.",
        "The minister met[[]] and Macron in Berlin.",
        ("The minister met Merkel and Macron in Berlin.",),
    ),
    Example(
        "uk-en",
        "Літак із Варшави сів у Львові.",
        "The plane from[[]] landed in Lviv.",
        ("The plane from Warsaw landed in Lviv.", "A plane from Warsaw landed in Lviv."),
    ),
    Example("de-en", "Scholz kam später. Er schwieg.", "He came later and was silent.", ("Scholz came later. He was silent.",)),
    Example("ru-en", "Джо Байден прилетел в Токио.", "Biden flew to Tokyo.", ("Joe Biden flew to Tokyo.",)),
    Example(
        "en-uk",
        "The minister met Kowalski and Macron in Warsaw.",
        "Міністр зустрівся з[[]] і Макроном у Варшаві.",
        ("Міністр зустрівся з Ковальським і Макроном у Варшаві.", "У Варшаві міністр зустрівся з Ковальським та Макроном."),
    ),
    Example(
        "en-ru",
        "Ennahdha agreed to join the coalition.",
        "«Ан-Нахда» согласилась войти в коалицию.",
        ("Эннахдха согласилась вступить в коалицию.", "Эннахдха согласилась присоединиться к коалиции."),
    ),
    needs=Needs.SECOND,
    target_langs=frozenset({"en", "fr", "es", "pt", "it", "nl"}) | LANGUAGES,
)  # fmt: skip
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    """Mark the places where names of all re-translations are missing, unless another name stands there."""
    if not pair.retranslations or min(len(words(t)) for t in pair.retranslations) < _FEW:
        return
    sides = told(pair)
    for names in groups(pair.retranslations[0], tuple(sorted((*sides.lost, *sides.fewer), key=lambda n: n.start))):
        there = gap(pair, names)
        if any(is_said(pair, names) for is_said in _SAID) or (
            not there.torn and any(is_left_out(pair, names) for is_left_out in _SPARED)
        ):
            continue
        gone = tuple(name for name in names if name in sides.lost)
        close = there.closed or max(there.left, there.right) >= _PLAIN
        near = [n for n in sides.strange if not close or abs(n.start - there.place) < _NEAR]
        instead, elsewhere = (any(not _is_title(pair.target, n) for n in some) for some in (near, sides.strange))
        closed = there.surely_closed or (there.closed and not elsewhere)
        if _is_torn_out(pair, names, there) if not gone else _is_missing(pair, gone, there, instead, closed=closed):
            yield _mark(pair, names, there, _is_sure(pair, names))


def _is_worded(pair: Pair, names: Names) -> bool:
    """Whether the name stands there in words."""
    parts = {part for mark in in_words(pair) for part in mark.suggestion.split()}
    return any(name.text in parts for name in names)


def _is_faced(pair: Pair, names: Names) -> bool:
    """Whether another name stands there."""
    return bool(facing(pair, names))


def _is_gloss(pair: Pair, names: Names) -> bool:
    """Whether it only stands in brackets that begin with an abbreviation: "(GPIF)" behind the long form, "(NdT: ...)"."""
    told = pair.retranslations[0]
    head = told[: names[0].start].rpartition("(")
    first = _WORDS.match(told, len(head[0]) + 1) if head[1] and ")" not in head[2] else None
    return first is not None and sum(c.isupper() for c in first.group()) > 1


def _is_other_short(pair: Pair, names: Names) -> bool:
    """Whether the translation has an abbreviation of its own for one of the source (CCP for PCC)."""
    others = (pair.source, *pair.retranslations)
    said = (_LEFT.sub("", w.text) for w in words(pair.target))
    new = (w for w in said if _SHORT.fullmatch(w) and len(w) > 1)
    return all(_SHORT.fullmatch(n.text) for n in names) and any(not any(w in text for text in others) for w in new)


def _is_plural(pair: Pair, names: Names) -> bool:
    """Whether it is several of a kind, for which there are words (MPs, NGOs)."""
    return all(_SHORT.fullmatch(n.text) and n.text[-1] == "s" for n in names)


def _is_misspelled(pair: Pair, names: Names) -> bool:
    """Whether a name that nobody knows is one letter away ("Dia" for Diia): it is there, and may be another check's."""
    lang = primary(pair.target_lang)
    near = (n.text for n in capitals(pair.target) if OSA.distance(n.text, names[0].text, score_cutoff=1) == 1)
    return len(names) == 1 and any(len(text) >= _TITLE and not is_known(text, lang) for text in near)


def _is_written_out(pair: Pair, names: Names) -> bool:
    """Whether the translation has the words for the abbreviation ("Czech Republic" for CR)."""
    begins = "".join(n.text[0] for n in capitals(pair.target))
    return all(_SHORT.fullmatch(n.text) and len(n.text) > 1 and n.text in begins for n in names)


def _is_their_own(pair: Pair, names: Names) -> bool:
    """Whether the source speaks of no such country: it has an abbreviation that the re-translations wrote out with it (ЗСУ)."""
    there = countries_in(pair.source, primary(pair.source_lang))
    codes = [countries(n.text, primary(pair.target_lang)) for n in names]
    return bool(pair.source) and all(known and not known & there for known in codes)


def _is_shortened(pair: Pair, names: Names) -> bool:
    """Whether the translation has only the beginning of the name ("the Fed")."""
    said = {n.text for n in capitals(pair.target) if not n.initial and len(n.text) >= _TITLE}
    return any(one != names[0].text and names[0].text.startswith(one) for one in said)


def _only_begins(pair: Pair, names: Names) -> bool:
    """Whether one re-translation has it at the beginning of a sentence, and nobody knows it as a name: any word may be misspelled."""
    name = names[0]
    alone = len(names) == 1 == len(pair.retranslations) and name.initial
    return alone and not is_known(name.text, primary(pair.target_lang)) and not is_sourced(pair, names)


def _is_abbreviated(pair: Pair, names: Names) -> bool:
    """Whether the translation has the first letters of the names for them."""
    return len(names) > 1 and "".join(n.text[0] for n in names) in {w.text for w in words(pair.target)}


Rule = Callable[[Pair, Names], bool]
_SAID: tuple[Rule, ...] = (
    *(_is_worded, _is_plural, _is_written_out, _is_other_short, _is_misspelled),
    *(is_kept, is_kept_foreign, is_respelled, is_german_noun),
    *(is_generic, is_numbered, is_heading),
    *(_is_abbreviated, is_untranslated, is_answered, _is_their_own, _only_begins, _is_faced),
)
"""It stands there, or is no name of the source's."""
_SPARED: tuple[Rule, ...] = (_is_gloss, _is_shortened)
"""Nobody misses it, but at a hole."""
_WORDS = regex.compile(r"[\p{L}\d]+")


def _is_torn_out(pair: Pair, names: Names, there: Gap) -> bool:
    """Whether a name that the translation has elsewhere is missing here: a hole shows it, or two others agree and words close up."""
    lang = primary(pair.target_lang)
    backed = any(_is_backed(pair, n) for n in names)
    if len(pair.retranslations) == 1 and backed and not there.torn:
        return False
    telling = any(is_telling(n, lang) for n in names)
    tight = there.surely_closed and not replaced_by_pronoun(pair, there.place, shown=True, after=True)
    return (backed and there.torn and there.shown) or (
        there.closed and ((there.torn and telling) or (backed and tight))
    )


def _is_missing(pair: Pair, names: Names, there: Gap, instead: bool, *, closed: bool) -> bool:
    """Whether the names are left out: the place has closed up or is torn, or no word and no other name speaks of them."""
    lang = primary(pair.target_lang)
    copied = any(is_copied(pair, n) and len(n.text) > _TITLE - n.text.isupper() for n in names)
    named = copied or len(names) > 1 or any(_is_name(n, lang) for n in names)
    backed = any(_is_backed(pair, n) for n in names) or is_sourced(pair, names)
    heard = backed or any(in_source(pair, n.text) for n in names)
    if there.torn:
        return named or there.closed or heard
    unheld = there.left >= _WORD and _has_no_subject(pair.target, there.place) and named and heard and not instead
    exchanged = (
        instead and min(there.left, there.right) < _WORD
    )  # at an edge of the text, where another name stands near
    if unheld or (there.surely_closed and backed and not exchanged):
        return True
    if closed and not exchanged:
        return named and (heard or is_running(primary(pair.source_lang)))
    plain = max(there.left, there.right) >= _PLAIN and copied
    return backed and not instead and (plain or _is_sure(pair, names)) and not _is_spoken_of(pair, there)


def _is_spoken_of(pair: Pair, there: Gap) -> bool:
    """Whether a pronoun, or a word for what a German noun names, may stand for the name."""
    reworded = primary(pair.source_lang) == "de" and _is_reworded(pair, there)
    return reworded or replaced_by_pronoun(pair, there.place, there.shown, there.left >= _WORD)


def _is_reworded(pair: Pair, there: Gap) -> bool:
    """Whether a word beside the place is in no re-translation: it may be a German noun, which have capitals too, in English."""
    ours = words(pair.target)
    beside = [w for w in ours if w.end == there.place] + [w for w in ours if w.start >= there.place][:1]
    told = {w.text.lower()[:_STEM] for text in pair.retranslations for w in words(text)}
    return any(w.text.isalpha() and w.text.lower() not in SMALL and w.text.lower()[:_STEM] not in told for w in beside)


def _is_name(name: Name, lang: str) -> bool:
    return (
        len(name.text) > _TITLE
        and not _SHORT.fullmatch(name.text)
        and (not is_ordinary(name.text, lang) or is_known(name.text, lang))
    )


def _has_no_subject(text: str, place: int) -> bool:
    """Whether a verb follows that wants one: what stands before it is what the re-translation has before the name."""
    return bool(_VERB.match(text, place))


_VERB = regex.compile(
    r"[\s,]*(?:had|has|have|was|were|is|are|will|would|can|could|did|does|said|told|went|came|took|gave|made|won|lost|began|became|saw|"
    r"met|held|left|got|stood|knew|fell|found|brought|thought|wrote|spoke|sent|ran|led|put|\p{Ll}{2,}ed)\s(?!by\b)"
)


def _is_sure(pair: Pair, names: Names) -> bool:
    return any(_is_certain(pair, n, primary(pair.target_lang)) for n in names)


def _is_title(text: str, name: Name) -> bool:
    """Whether a word is short for an office or the like ("Gov.", "TV"), and no part of a short name ("Pan Gi Mun")."""
    return len(name.text) <= _TITLE and not text[name.end + 1 : name.end + 2].isupper()


_TITLE = 3
_STEM = 5  # letters that two forms of a word share
_WORD = 2.0  # what one word is worth that is no small one
_PLAIN = 3.0  # what two words beside a place are worth that show it plainly
_NEAR = 30  # characters between a gap and another name that may stand in its stead
_SHORT = regex.compile(r"\p{Lu}[\p{Lu}\d.&-]*s?")  # an abbreviation
_LEFT = regex.compile(r"[\s“\"(]*(['’]s)\b")
_KNOWN = 3.2  # Zipf frequency of an abbreviation that readers of the language know
_FEW = 4  # words under which a sentence may be a cry or a heading, put in any other way


def _is_certain(pair: Pair, name: Name, lang: str) -> bool:
    """Whether it is a name, no abbreviation that may be written out, and the source has it where there is one."""
    copied = name.text in {w.text for w in words(pair.source)}
    if _SHORT.fullmatch(name.text):
        return copied and seen(name.text, lang) >= _KNOWN
    if len(name.text) <= _TITLE or not tells(name, lang) or (is_ordinary(name.text, lang) and not copied):
        return False
    return not pair.source or _is_named(pair, name)


def _is_named(pair: Pair, name: Name) -> bool:
    """Whether the source has the name; that Ukraine is meant by its army's abbreviation does not put the country there."""
    codes = countries(name.text, primary(pair.target_lang))
    if codes:
        return bool(codes & countries_in(pair.source, primary(pair.source_lang)))
    surely = is_surely_in(name.text, primary(pair.target_lang), pair.source, primary(pair.source_lang))
    return surely or (len(pair.retranslations) > 1 and in_source(pair, name.text))


def _is_backed(pair: Pair, name: Name) -> bool:
    """Whether two witnesses have the name: two re-translations, or one and the source."""
    named = not pair.source or _is_named(pair, name)
    return named if countries(name.text, primary(pair.target_lang)) else len(pair.retranslations) > 1 or named


def _mark(pair: Pair, names: Names, there: Gap, sure: bool) -> Mark:
    text = pair.retranslations[0][names[0].start : names[-1].end]
    evidence = tuple(Evidence(f"re-translation {k}", text) for k in range(1, len(pair.retranslations) + 1))
    confidence = min(0.6 + 0.1 * len(evidence) + 0.1 * sure + 0.1 * (there.torn or there.closed), 0.95)
    message = f"The name “{text}” is missing; the re-translations have it."
    left = _LEFT.match(pair.target, there.place)  # of the possessive of a name only its 's
    place = Span(*left.span(1)) if left else Span(there.place, there.place)
    return Mark(place, message, confidence, evidence, text)
