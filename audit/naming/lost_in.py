"""When a name of a re-translation into an inflected language, or one that writes every noun with a capital, is not lost after all."""

from rapidfuzz import fuzz

from audit.check import Pair
from audit.lexicons.names import capitals, plain
from audit.naming.counterpart import is_known, is_ordinary
from audit.naming.facing import Names
from audit.naming.sound import is_cyrillic
from corpora.language import primary
from corpora.words import words

CYRILLIC = frozenset({"uk", "ru"})
LANGUAGES = CYRILLIC | {"de"}
_ALIKE = 55  # of 100: two spellings of a foreign name that nobody has settled yet ("Лабелла", "Лалибела")
_STEM = 4  # letters that a name and an adjective of it share at least
_ENDING = 3  # letters that cases and adjectives may change


def is_kept_foreign(pair: Pair, names: Names) -> bool:
    """Whether a Cyrillic text only lacks what the re-translation left in Latin letters: it may be translated, or spelled out."""
    return primary(pair.target_lang) in CYRILLIC and not all(is_cyrillic(n.text) for n in names)


def is_respelled(pair: Pair, names: Names) -> bool:
    """Whether the translation has the name in another spelling, in another case, or as an adjective."""
    if primary(pair.target_lang) not in LANGUAGES:
        return False
    ours = [plain(n.text) for n in capitals(pair.target)]
    said = [plain(w.text) for w in words(pair.target)]
    for name in (plain(n.text) for n in names):
        stem = name[: max(_STEM, len(name) - _ENDING)]
        if any(fuzz.ratio(name, one) >= _ALIKE for one in ours) or any(one.startswith(stem) for one in said):
            return True
    return False


def is_german_noun(pair: Pair, names: Names) -> bool:
    """Whether a German word in capitals is no name that the source has with the same letters."""
    if primary(pair.target_lang) != "de":
        return False
    lang = primary(pair.source_lang)
    copied = {n.text for n in capitals(pair.source) if not is_ordinary(n.text, lang) or is_known(n.text, lang)}
    return not any(n.text in copied and not n.text.isupper() for n in names)
