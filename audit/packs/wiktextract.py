"""Entries of a Wiktionary extract in the JSON lines of wiktextract, as kaikki.org offers them for download.

Read are `word`, `lang_code`, `pos`, of each of `senses` `glosses`, `tags` and `form_of`/`alt_of`, and of English words
`translations`. A sense is one gloss; a headword of several words, a proverb, and a sense tagged idiomatic is a phrase.
The file is read line by line: it may be many gigabytes.
"""

from collections.abc import Iterable, Iterator

import msgspec

from audit.packs.glosses import PHRASE, renderings
from audit.packs.pack import Entry, Phrase, Word
from corpora.read import InputError

_WHOLE = frozenset({"phrase", "proverb", "prep_phrase", "adv_phrase"})
_TERMS = frozenset({"noun", "name", "num", "abbrev"})  # of several words: what they say word by word is mostly right
_SKIPPED = frozenset({"character", "symbol", "suffix", "prefix", "infix", "punct", "romanization", "name", "letter"})
_FIGURATIVE = frozenset({"idiomatic", "figuratively"})
_STALE = frozenset({"obsolete", "archaic", "misspelling", "form-of", "alt-of"})
_LITERAL = "literally"


class _Sense(msgspec.Struct):
    glosses: list[str] = []
    tags: list[str] = []
    form_of: list[msgspec.Raw] = []
    alt_of: list[msgspec.Raw] = []


class _Translation(msgspec.Struct):
    word: str = ""
    code: str = ""
    lang_code: str = ""
    sense: str = ""
    tags: list[str] = []


class _Line(msgspec.Struct):
    word: str = ""
    lang_code: str = ""
    pos: str = ""
    senses: list[_Sense] = []
    translations: list[_Translation] = []


def read(lines: Iterable[bytes], name: str, lang: str) -> Iterator[Entry]:
    """Yield the entries of one language. Raises InputError that names the line for what is no such extract."""
    decode = msgspec.json.Decoder(_Line).decode
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            read = decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as e:
            raise InputError(
                f"{name}:{number}: no line of a wiktextract file: {e}; give the JSONL of kaikki.org"
            ) from None
        if read.lang_code == lang and read.pos not in _SKIPPED:
            yield from _entries(read)
        elif read.lang_code == "en" and read.translations:
            yield from _reversed(read, lang)


def _entries(line: _Line) -> Iterator[Entry]:
    word = " ".join(line.word.split())
    for sense in line.senses:
        if sense.form_of or sense.alt_of or not _STALE.isdisjoint(sense.tags) or not sense.glosses:
            continue
        gloss = sense.glosses[-1]
        figurative = not _FIGURATIVE.isdisjoint(sense.tags)
        whole = line.pos in _WHOLE or " " in word
        if whole and line.pos in _TERMS and not figurative:
            continue
        if whole and (right := renderings(gloss, PHRASE)):
            yield Phrase(word, right, _literal(gloss), ", ".join(t for t in sense.tags if t not in _FIGURATIVE))
        elif not whole and (english := renderings(gloss)):
            yield Word(word.lower(), english)


def _literal(gloss: str) -> tuple[str, ...]:
    """The word-by-word reading that some glosses give: "(literally, “to hang noodles on someone's ears”)"."""
    _, found, rest = gloss.partition(_LITERAL)
    quoted = rest.lstrip(" ,:").partition("”")[0].strip("“\"'") if found else ""
    return renderings(quoted.partition(")")[0], PHRASE)


def _reversed(line: _Line, lang: str) -> Iterator[Entry]:
    """What an English headword says of the language: one entry for each of its translations."""
    for one in line.translations:
        word = " ".join(one.word.split())
        if (one.code or one.lang_code) != lang or not word or not (english := renderings(line.word, PHRASE)):
            continue
        if " " in word and line.pos not in _TERMS:
            yield Phrase(word, english)
        elif " " not in word and " " not in line.word:
            yield Word(word.lower(), english)
