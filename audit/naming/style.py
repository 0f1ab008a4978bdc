"""House styles for names, off by default: `--style kmu` wants Ukrainian names as Ukraine's own standard spells them.

The standard is resolution 55 of the Cabinet of Ministers (KMU) of 2010: Kyiv, Odesa, Zelenskyi. Everything here is minor,
for the other spellings are right too.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from audit.check import Check, Needs, Pair, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lexicons import romanise
from audit.lexicons.gazetteer import Entry, key, places
from audit.lexicons.names import Name, capitals
from audit.lexicons.people import is_given_name, is_surname
from corpora.language import primary

CODE, NAME = "N009", "house-style"
STYLES = ("kmu",)


def with_style(checks: Sequence[Check], style: str) -> tuple[Check, ...]:
    """Return the checks with that of a style of `STYLES` behind them; as they are for ""."""
    return (*checks, OFFERED) if style else tuple(checks)


@per_pair
def _run(pair: Pair) -> Iterator[Mark]:
    if primary(pair.target_lang) != "en":
        return
    for name in capitals(pair.target):
        right, heard = _of_place(name.text), ""
        if not right and primary(pair.source_lang) == "uk":
            right, heard = _of_person(pair, name)
        if right and right != name.text:
            evidence = (Evidence("style", "KMU 2010"), *((Evidence("source", heard),) if heard else ()))
            message = f"The house style spells this “{right}”, not “{name.text}”."
            yield Mark(Span(name.start, name.end), message, 0.9, evidence, right)


def _of_place(name: str) -> str:
    """The standard name of a place of Ukraine that is called by an older one; "" where nothing is to be changed."""
    found = [entry for entry in places().english.get(key(name), ()) if entry.id in _of_ukraine()]
    return found[0].name if found and key(found[0].name) != key(name) else ""


@cache
def _of_ukraine() -> frozenset[str]:
    """The ids of places whose name the standard makes of the Ukrainian form, while another came from the Russian one."""
    standard = {f.entry.id for f in places().all("uk") if key(romanise.usual(f.text, "uk")) == key(f.entry.name)}
    older = {f.entry.id for f in places().all("ru") if key(romanise.usual(f.text, "ru")) in _others(f.entry)}
    return frozenset(standard & older)


def _others(entry: Entry) -> frozenset[str]:
    return entry.accepted - {key(entry.name)}


def _of_person(pair: Pair, name: Name) -> tuple[str, str]:
    """The standard spelling of a Ukrainian name of the source that stands there in another, and the source's word."""
    for heard in capitals(pair.source):
        if not (is_surname(heard.text, "uk") or is_given_name(heard.text, "uk")):
            continue
        for form in romanise.nominatives(heard.text, "uk"):
            if romanise.spells(name.text, form, "uk"):
                return romanise.usual(form, "uk"), heard.text
    return "", ""


OFFERED = Check(
    CODE,
    NAME,
    Category.TERMINOLOGY,
    Kind.NAME,
    Severity.MINOR,
    Needs.TARGET,
    frozenset(),
    frozenset(),
    __doc__,
    (),
    _run,
)
