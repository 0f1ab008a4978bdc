"""Words in capitals that a re-translation has and the translation need not have: parts that go without saying, numerals, headings."""

import regex

from audit.check import Pair
from audit.lexicons.english import light
from audit.lexicons.names import Name, capitals
from audit.naming.counterpart import is_headline, is_known, is_ordinary
from audit.naming.territories import countries
from corpora.language import primary
from corpora.words import words

Names = tuple[Name, ...]

_ROMAN = regex.compile(r"[IVXLC]{2,}")
_LETTER_DIGIT = regex.compile(r"\p{Lu}\d{1,2}")  # "G7"


def is_generic(pair: Pair, names: Names) -> bool:
    """Whether it is a word of grammar, or of the dictionary beside a name that the translation has ("Bona Company")."""
    name, lang = names[0], primary(pair.target_lang)
    if len(names) > 1 or is_known(name.text, lang) or countries(name.text, lang):
        return False
    if lang == "en" and light(name.text):
        return True
    text = pair.retranslations[0]
    beside = [n for n in capitals(text) if text[n.end : name.start] == " " or text[name.end : n.start] == " "]
    return is_ordinary(name.text, lang) and bool({n.text for n in beside} & {n.text for n in capitals(pair.target)})


def is_numbered(pair: Pair, names: Names) -> bool:
    """Whether the translation has a figure for it: "21st" for XXI, "G7" for the Group of Seven."""
    said = [w.text for w in words(pair.target)]
    if all(_ROMAN.fullmatch(n.text) for n in names):
        return any(text[0].isdigit() for text in said)
    return len(names) > 1 and any(_LETTER_DIGIT.fullmatch(text) and text[0] == names[0].text[0] for text in said)


def is_heading(pair: Pair, names: Names) -> bool:
    """Whether the re-translation is an English heading, in which every word has a capital, and nobody knows the name."""
    lang = primary(pair.target_lang)
    if lang != "en":
        return False  # others write only names so
    return any(map(is_headline, pair.retranslations)) and not any(is_known(n.text, lang) for n in names)
