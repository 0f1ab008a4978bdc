"""Latin spellings of names written in Cyrillic: what the standards accept, and what reading letter by letter gives.

Sources of the tables: Ukrainian, Cabinet of Ministers resolution 55 of 2010 and BGN/PCGN 1965; Russian, BGN/PCGN 1947,
ICAO Doc 9303 and GOST 7.79; Belarusian, BGN/PCGN 1979; beside them the anglicised endings that newspapers use
(-sky, -y). The German column (Lawrow, Schoigu) stands for spellings that are right in German only.
"""

from functools import cache, lru_cache
from itertools import islice, product

import regex

# Letter -> accepted spellings, the usual one first. A spelling after "^" holds at the beginning of a word only.
_UK = """а=a б=b в=v г=h ґ=g д=d е=e є=ie,^ye,ye,e,je ж=zh з=z и=y і=i ї=i,^yi,yi,ji й=i,^y,y,j к=k л=l м=m н=n о=o п=p р=r с=s
т=t у=u ф=f х=kh,h ц=ts,c ч=ch ш=sh щ=shch ь=,',i ю=iu,^yu,yu,ju,u я=ia,^ya,ya,ja,a '=,' ’=,' ʼ=,'"""
_RU = """а=a б=b в=v г=g д=d е=e,^ye,ye,ie,yo ё=yo,e,io,o ж=zh з=z и=i й=y,i,j к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f
х=kh,h ц=ts,c ч=ch ш=sh щ=shch,sch ъ=,' ы=y,i ь=,',i э=e ю=yu,iu,ju,u я=ya,ia,ja,a"""
_BE = """а=a б=b в=v г=h,g д=d е=e,^ye,ye,ie ё=yo,io ж=zh з=z і=i й=y,i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ў=u,w,v ф=f
х=kh ц=ts ч=ch ш=sh ы=y ь=,' э=e ю=yu,iu я=ya,ia '=,' ’=,'"""
_GERMAN = {"в": "w", "ж": "sch", "з": "s", "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch", "щ": "schtsch", "й": "i"}
_ENDINGS = {
    "uk": (("ський", "s(?:kyi|ky|kyy|kyj|kiy|ki|kii)"), ("цький", "ts(?:kyi|ky|kyy|kyj|kiy|ki|kii)"), ("ий", "(?:yi|y|yy|yj)"),
           ("ій", "(?:ii|iy|i|y)"), ("ія", "(?:iia|ia|iya|ija)"), ("ья", "(?:ia|ya)")),
    "ru": (("ский", "s(?:ky|kiy|kii|kij|ki|kyi)"), ("цкий", "ts(?:ky|kiy|kii|kij|ki|kyi)"), ("ий", "(?:y|iy|ii|ij|i)"),
           ("ый", "(?:y|yy|yi|iy|yj)"), ("ия", "(?:iya|ia|ija)"), ("ья", "(?:ia|ya|iya)")),
}  # fmt: skip
_TABLES = {
    lang: {pair.split("=")[0]: tuple(pair.split("=")[1].split(",")) for pair in table.split()}
    for lang, table in (("uk", _UK), ("ru", _RU), ("be", _BE))
}
LANGS = frozenset(_TABLES)
# Case endings of names -> what the nominative may end in. Longest first; "" adds nothing.
_CASES = {
    "uk": (("ами", ",а,о,и,і"), ("ями", ",я,ь,і"), ("ах", ",а,о,и,і"), ("ях", ",я,ь,і"), ("ам", ",а,и,і"), ("ів", ",и,і"), ("ові", ",о,ів"), ("ова", "ов,ово,ів"), ("єва", "єв,їв"), ("ева", "ев,ів"),
           ("ову", "ов,ова,ово,ів"), ("єву", "єв,єва,їв"), ("еву", "ев,ева"),
           ("овом", "ов,ово,ів"),
           ("євом", "єв,їв"), ("євим", "єв"), ("овим", "ов"), ("еві", ",ь,й,ев"), ("єві", "й,єв,їв"), ("ського", "ський"), ("ському", "ський"), ("ським", "ський"), ("цького", "цький"), ("цькому", "цький"), ("цьким", "цький"),
           ("ської", "ська"), ("ській", "ська"), ("ську", "ська"), ("ською", "ська"),
           ("ого", "ий"), ("ому", "ий"), ("ою", "а"), ("ею", "я,а"), ("єю", "я"), ("ем", ",ь"), ("єм", "й"), ("ом", ",о"), ("им", ",ий"),
           ("ої", "а"), ("ій", "а,ій"), ("ії", "ія"), ("ію", "ій,ія"), ("ія", "ій"), ("а", ",о"), ("я", ",ь,й"), ("у", ",о,а"), ("ю", ",ь,й,я"), ("і", ",а,ь,я"), ("ї", "я,й"),
           ("и", "а"), ("е", ",о"), ("о", "")),
    "ru": (("ами", ",а,о,ы,и"), ("ями", ",я,ь,и"), ("ах", ",а,о,ы,и"), ("ях", ",я,ь,и"), ("ам", ",а,ы,и"), ("ов", ",ы,и"), ("ского", "ский"), ("скому", "ский"), ("ским", "ский"), ("ском", "ский"), ("ской", "ская"), ("скую", "ская"),
           ("ого", "ый,ой"), ("ому", "ый,ой"), ("ем", ",ь,й"), ("ом", ",о"), ("ым", ",ый"), ("им", ",ий"), ("ой", "а,ая"), ("ей", "я"), ("ую", "ая"), ("ии", "ия"), ("ию", "ия"),
           ("а", ",о"), ("я", ",ь,й"), ("у", ",о,а"), ("ю", ",ь,й,я"), ("е", ",а,о,я,ь"), ("ы", "а"), ("и", "а,я,ь"), ("о", "")),
}  # fmt: skip


@cache
def _by_last(lang: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """The endings of a language by their last letter, in the order of the table."""
    rows = _CASES.get(lang, ())
    return {last: tuple(row for row in rows if row[0][-1] == last) for last in {row[0][-1] for row in rows}}


@lru_cache(maxsize=50_000)
def nominatives(name: str, lang: str) -> tuple[str, ...]:
    """Return what the dictionary form of an inflected name may be, the name as it stands first; lower case.

    >>> nominatives("Байдена", "uk")
    ('байдена', 'байден', 'байдено')
    """
    word = name.lower().replace("’", "'").replace("ʼ", "'")
    found = [word]
    for ending, endings in _by_last(lang).get(word[-1:], ()):
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: len(word) - len(ending)]
            found += (stem + e for e in endings.split(",") if stem + e not in found)
            if len(ending) > 2:
                break
    return tuple(found)


@lru_cache(maxsize=128)
def _tail(spelled: str) -> regex.Pattern[str]:
    return regex.compile(spelled)


def spells(latin: str, name: str, lang: str) -> bool:
    """Whether a Latin spelling is an accepted romanisation of a Cyrillic name in the nominative.

    >>> spells("Zelenskyy", "Зеленський", "uk"), spells("Baiden", "Байден", "uk"), spells("Biden", "Байден", "uk")
    (True, True, False)
    """
    if lang not in _TABLES or not name:
        return False
    low, word = latin.lower().replace("’", "'"), name.lower()
    tail = ""
    for ending, spelled in _ENDINGS.get(lang, ()):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            word, tail = word[: -len(ending)], spelled
            break
    ends = _ends(low, word, _TABLES[lang])
    return any(_tail(tail).fullmatch(low, end) for end in ends) if tail else len(low) in ends


def _ends(low: str, word: str, table: dict[str, tuple[str, ...]]) -> set[int]:
    """The places in a Latin spelling at which a Cyrillic word may have been read to its end, letter by letter."""
    ends, joined = {0}, set[int]()
    for k, letter in enumerate(word):
        spelled = [s.lstrip("^") for s in table.get(letter, (letter,))]
        found = {end + len(s) for end in ends for s in spelled if low.startswith(s, end)} | joined
        joined = {end + 3 for end in ends if word.startswith("зг", k) and low.startswith("zgh", end)}  # else "zh" is ж
        ends = found
        if not ends and not joined:
            break
    return ends


def usual(name: str, lang: str) -> str:
    """Return the usual romanisation of a Cyrillic name, capitalised: the national standard of its language."""
    table = _TABLES[lang]
    lower = name.lower()
    out = ""
    for i, c in enumerate(lower):
        choices = table.get(c, (c,))
        initial = i == 0 or not lower[i - 1].isalpha()
        marked = next((s[1:] for s in choices if s.startswith("^")), "") if initial else ""
        out += marked or choices[0]
    for ending, spelled in (
        ("ський", "skyi"),
        ("цький", "tskyi"),
        ("ский", "sky"),
        ("цкий", "tsky"),
        ("ый", "y"),
        ("ий", "yi" if lang == "uk" else "y"),
    ):
        if lower.endswith(ending):
            out = "".join(usual(lower[: -len(ending)], lang).lower()) + spelled if lower != ending else out
            break
    return "-".join(p[:1].upper() + p[1:] for p in out.split("-"))


@lru_cache(maxsize=50_000)
def literal(name: str, lang: str) -> frozenset[str]:
    """Return the spellings that reading letter by letter gives, lower case, the German way among them (at most 64).

    >>> sorted(literal("Ілон", "uk")), "baiden" in literal("Байден", "ru")
    (['ilon'], True)
    """
    table = _TABLES[lang]
    choices = [tuple(dict.fromkeys(s.lstrip("^") for s in table.get(c, (c,)))) for c in name.lower()]
    found = {"".join(parts) for parts in islice(product(*choices), 48)}
    german = "".join(_GERMAN.get(c, table.get(c, (c,))[0].lstrip("^")) for c in name.lower())
    return frozenset(found | {german, usual(name, lang).lower()})
