"""TBX as ISO 30042 has it: the dialects of 2008 (`martif`) and of 2019 (`tbx`), Core, Min and Basic, in both styles.

Only what a check of terms needs is read: the terms of each language and their administrative status. Entities are refused,
so no file can make others be read or grow in memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from corpora.language import parse_tag, primary
from corpora.read import InputError

_ENTRY = frozenset({"termEntry", "conceptEntry"})
_LANGUAGE = frozenset({"langSet", "langSec"})
_TERM = frozenset({"tig", "ntig", "termSec"})
_STATUS = frozenset({"administrativeStatus", "normativeAuthorization"})  # types of a note, or elements of their own
_FORBIDDEN = ("deprecated", "superseded", "forbidden", "obsolete")  # how such a status begins
_PREFERRED = ("preferred", "standardized")


@dataclass(frozen=True, slots=True)
class Worded:
    """One term of a language (its primary tag)."""

    lang: str
    text: str
    preferred: bool = False
    forbidden: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """The terms of one concept, in the order of the file."""

    terms: tuple[Worded, ...]


@dataclass(slots=True)
class _Reading:
    """Where in the file we are, and what has been read of the present entry and term."""

    name: str
    parser: expat.XMLParserType
    root: str = ""
    lang: str = ""
    term: str = ""
    status: str = ""
    into: str = ""
    entry: list[Worded] = field(default_factory=list)
    done: list[Concept] = field(default_factory=list)

    def start(self, element: str, attributes: dict[str, str]) -> None:
        local = element.rpartition(":")[2]
        if not self.root:
            self.root = local
            if local not in ("martif", "tbx"):
                raise InputError(
                    f"{self.where}: <{element}> begins no TBX; give a file that begins with <tbx> or <martif>"
                )
        if local in _ENTRY:
            self.entry = []
        elif local in _LANGUAGE:
            self.lang = primary(parse_tag(attributes.get("xml:lang", ""), self.where))
        elif local in _TERM:
            self.term = self.status = ""
        elif local == "term":
            self.into = "term"
        elif local in _STATUS or (local == "termNote" and attributes.get("type") in _STATUS):
            self.into = "status"

    def text(self, text: str) -> None:
        if self.into == "term":
            self.term += text
        elif self.into == "status":
            self.status += text

    def end(self, element: str) -> None:
        local = element.rpartition(":")[2]
        if local == "term" or local in _STATUS or local == "termNote":
            self.into = ""
        elif local in _TERM and self.term.strip():
            status = self.status.strip().lower()
            word = " ".join(self.term.split())
            self.entry.append(Worded(self.lang, word, status.startswith(_PREFERRED), status.startswith(_FORBIDDEN)))
        elif local in _ENTRY and self.entry:
            self.done.append(Concept(tuple(self.entry)))

    def entity(self, name: str, *_: object) -> None:
        raise InputError(f"{self.where}: declares the entity '{name}'; entities are not read, write the text itself")

    @property
    def where(self) -> str:
        return f"{self.name}:{self.parser.CurrentLineNumber}"


def concepts(raw: bytes, name: str) -> Iterator[Concept]:
    """Yield the concepts of a file. Raises InputError that names line and column."""
    parser = expat.ParserCreate()
    reading = _Reading(name, parser)
    parser.StartElementHandler, parser.EndElementHandler = reading.start, reading.end
    parser.CharacterDataHandler, parser.EntityDeclHandler = reading.text, reading.entity
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as e:
        what = expat.errors.messages[e.code]
        raise InputError(f"{name}:{e.lineno}:{e.offset + 1}: not well-formed XML ({what}); correct the line") from None
    except InputError:
        raise
    except (LookupError, ValueError) as e:  # an encoding that expat does not have
        raise InputError(f"{name}:1: cannot be decoded ({e}); save it as UTF-8") from None
    yield from reading.done
