"""Words that links take for lost though the translation says them: once for twice, by a pronoun, or in its own words for a copied one."""

from typing import TYPE_CHECKING

from audit.lexicons.english import lemmas, zipf
from audit.lexicons.names import plain
from audit.lexicons.romanise import LANGS, literal
from audit.naming.retold_names import replaced_by_pronoun
from corpora.language import primary
from corpora.words import words

if TYPE_CHECKING:
    from audit.check import Pair
    from audit.lacking import Lost


def is_said(pair: "Pair", one: "Lost") -> bool:
    """Whether a word of an English translation's source only looks lost.

    The translation has the re-translations' word for it as often as they do ("Brazil's" for "Brazil"); a pronoun stands for
    a name; or the re-translations have no word for it either, but copy it, or spell it in Latin letters.
    """
    if primary(pair.target_lang) != "en" or not one.heard:
        return False
    return (
        any(_is_repeated(pair, word) for word in one.heard)
        or (_is_name(one) and replaced_by_pronoun(pair, one.gap.start, shown=True, after=True))
        or all(_is_copied(one, word, primary(pair.source_lang)) for word in one.heard)
    )


def _is_repeated(pair: "Pair", word: str) -> bool:
    """Whether the translation has a word, in any form, as often as each re-translation that has it."""
    wanted = lemmas(word)
    ours = _times(wanted, pair.target)
    return ours > 0 and all(_times(wanted, text) <= ours for text in pair.retranslations)


def _times(wanted: frozenset[str], text: str) -> int:
    return sum(bool(wanted & lemmas(word.text)) for word in words(text))


def _is_name(one: "Lost") -> bool:
    """Whether both languages write the word with a capital that no beginning calls for."""
    return one.in_source and one.word.start > 0 and all(word[:1].isupper() for word in (one.word.text, *one.heard))


def _is_copied(one: "Lost", word: str, lang: str) -> bool:
    """Whether a re-translation repeats the source's word, which is none of English; names are dropped-name's."""
    if not one.in_source or zipf(word) > 0 or _is_title(one.word.text):
        return False
    return plain(word) == plain(one.word.text) or (lang in LANGS and word.lower() in literal(one.word.text, lang))


def _is_title(word: str) -> bool:
    return word[:1].isupper() and word[1:].islower()
