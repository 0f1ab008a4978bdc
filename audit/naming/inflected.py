"""What the dictionary form of an inflected name may be, for the languages whose names have cases."""

from functools import lru_cache

from audit.lexicons import romanise

# Ending of a case -> what the nominative may end in, separated by commas; nothing after the last comma is no ending.
_CASES = {
    "pl": (("owskiego", "owski"), ("skiego", "ski"), ("ckiego", "cki"), ("dzkiego", "dzki"), ("skiemu", "ski"), ("ckiemu", "cki"), ("skim", "ski"), ("ckim", "cki"),
           ("skiej", "ska"), ("ckiej", "cka"), ("ską", "ska"), ("cką", "cka"), ("iego", "i,y"), ("ego", "e,y,,i"), ("emu", "e,y,"), ("owi", ",o,a"), ("iem", ",i,ie"),
           ("em", ",e,ie"), ("ym", "y"), ("im", "i"),
           ("nią", "nia"), ("ią", "ia,i"), ("ą", "a"), ("ę", "a"), ("ii", "ia"), ("ji", "ja"), ("ów", "y,,i"), ("ach", "y,i,a"), ("ami", "y,i,a"), ("om", "y,i,a"),
           ("ie", ",a,o"), ("dzie", "d,da"), ("cie", "t,ta"), ("rze", "r,ra"), ("le", "l,ła,ł"),
           ("’a", ""), ("'a", ""), ("'em", ""), ("’em", ""), ("'owi", ""), ("’owi", ""), ("a", ",o,e,ek"), ("u", ",o"), ("y", "a,"), ("i", "a,"), ("o", "a"), ("e", ",a")),
    "cs": (("ovskému", "ovský"), ("ského", "ský"), ("ckého", "cký"), ("skému", "ský"), ("ckému", "cký"), ("ským", "ský"), ("ckým", "cký"), ("ské", "ská,ský"),
           ("skou", "ská"), ("ého", "ý"), ("ému", "ý"), ("ým", "ý"), ("é", "á,ý"), ("ou", "a,á"),
           ("ovi", ",a,o"), ("ové", ",ová"), ("ovou", ",ová"), ("ová", ""), ("iho", "i"), ("imu", "i"), ("im", "i"), ("ova", ",ov,o"), ("ově", "ov,ova"), ("ovo", ""),
           ("ových", ""), ("ům", "y"), ("ích", "y"), ("ech", "y"), ("em", ",e,ek"), ("ěm", ""), ("ách", "y"), ("ami", "y"), ("ii", "ie,ia"), ("ií", "ie,ia"),
           ("ie", "ie,ia"),
           ("y", "a,"), ("u", ",a,o"), ("ě", ",a"), ("e", ",a"), ("i", ",e,a"), ("a", ",o"), ("o", "a"), ("í", "e,"), ("ů", "")),
    "bg": (("ият", ""), ("ия", ""), ("ът", ""), ("та", ""), ("то", ""), ("те", "")),
    "sr": (("ом", ",о"), ("ем", ""), ("ов", ""), ("у", ",а,о"), ("а", ",о"), ("е", "а"), ("и", "а"), ("om", ",o"), ("em", ""), ("u", ",a,o"), ("a", ",o"), ("e", "a"), ("i", "a")),
    "be": (("скага", "скі"), ("скаму", "скі"), ("скім", "скі"), ("цкага", "цкі"), ("ага", "ы"), ("аму", "ы"), ("ам", ",а"), ("ем", ",ь"), ("ом", ""), ("ой", "а"),
           ("ай", "а"), ("ым", ",ы"), ("а", ",о"), ("у", ",а"), ("я", ",ь,й"), ("ю", ",ь,й,я"), ("е", ",а"), ("ы", "а"), ("і", "а,я")),
    "de": (("s", ""), ("’", ""), ("'", ""), ("ens", "en"), ("er", "")),
    "ro": (("ului", ""), ("ul", ""), ("ei", "a"), ("lui", "")),
    "tr": (),
    "ru": (), "uk": (),
}  # fmt: skip
_APOSTROPHE = ("’", "'", "ʼ")


@lru_cache(maxsize=50_000)
def nominatives(name: str, lang: str) -> tuple[str, ...]:
    """Return what the dictionary form of a name may be, the name as it stands first; the first letter keeps its case.

    >>> nominatives("Merkels", "de"), nominatives("Erdoğan'ın", "tr")
    (('Merkels', 'Merkel'), ("Erdoğan'ın", 'Erdoğan'))
    """
    if lang in ("uk", "ru"):
        others = (form[:1].upper() + form[1:] for form in romanise.nominatives(name, lang)[1:])
        return tuple(dict.fromkeys((name, *others)))
    found = [name]
    for mark in _APOSTROPHE:
        head, _, tail = name.partition(mark)
        if lang in ("tr", "pl", "cs", "de") and len(head) > 2 and len(tail) <= 5:
            found.append(head)
    for ending, endings in _CASES.get(lang, ()):
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            found += (name[: len(name) - len(ending)] + e for e in endings.split(","))
    return tuple(dict.fromkeys(found))
