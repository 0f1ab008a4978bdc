"""Wrong spellings of a Latin name: a letter changed, dropped, swapped or doubled, or read through another language."""

from collections.abc import Iterator
from random import Random

from eval.rough_sound import plain, skeleton

VOWELS, CONSONANTS = "aeiou", "bcdfghklmnprstvwz"
# Spellings that English accepts for one another: a slip between them is no fault that a reader would mind.
_ALIKE = (("ph", "f"), ("kh", "h"), ("iy", "i"), ("yi", "i"), ("ii", "i"), ("ie", "e"), ("ye", "e"), ("yo", "o"),
          ("ck", "k"), ("c", "k"), ("y", "i"), ("j", "i"), ("z", "s"))  # fmt: skip
_RUSSIAN = dict(zip(
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".replace("_", "").split(" "),
    strict=True,
))  # fmt: skip
_UKRAINIAN = _RUSSIAN | {
    "г": "h",
    "ґ": "g",
    "є": "ie",
    "и": "y",
    "і": "i",
    "ї": "i",
    "й": "i",
    "ю": "iu",
    "я": "ia",
    "'": "",
    "’": "",
}
_GERMAN = {
    "в": "w",
    "ж": "sch",
    "з": "s",
    "х": "ch",
    "ц": "z",
    "ч": "tsch",
    "ш": "sch",
    "щ": "schtsch",
    "ю": "ju",
    "я": "ja",
    "й": "i",
}
_ENDINGS = ("ого", "ому", "ом", "ым", "им", "ой", "ою", "ові", "а", "у", "е", "ы", "і", "и", "я", "ю")


def accepted(a: str, b: str) -> bool:
    """Whether the two are spellings that a reader would take for one name."""
    return _key(a) == _key(b)


def _key(name: str) -> str:
    low = plain(name)
    for group, letter in _ALIKE:
        low = low.replace(group, letter)
    return "".join(letter for before, letter in zip(" " + low, low, strict=False) if letter != before)


def one_letter(name: str, random: Random) -> Iterator[str]:
    """Yield names one slip away, in random order: never the first letter, and from five letters on."""
    if len(name) < 5:
        return
    for place in random.sample(range(1, len(name)), len(name) - 1):
        wrong = random.choice((_changed, _changed, _dropped, _swapped))(name, place, random)
        if wrong and not accepted(wrong, name):
            yield wrong


def _changed(name: str, place: int, random: Random) -> str:
    group = next((letters for letters in (VOWELS, CONSONANTS) if name[place] in letters), "")
    others = [letter for letter in group if letter != name[place]]
    return name[:place] + random.choice(others) + name[place + 1 :] if others else ""


def _dropped(name: str, place: int, _: Random) -> str:
    return name[:place] + name[place + 1 :]


def _swapped(name: str, place: int, _: Random) -> str:
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :] if place + 1 < len(name) else ""


def doubled(name: str, random: Random) -> Iterator[str]:
    """Yield names with one letter twice, in random order; no letter thrice."""
    for place in random.sample(range(1, len(name)), len(name) - 1):
        if name[place] not in (name[place - 1].lower(), name[place + 1 : place + 2]):
            yield name[: place + 1] + name[place] + name[place + 1 :]


def through_another_language(name: str, cyrillic: str, lang: str, random: Random) -> str:
    """Return the Cyrillic form read letter by letter, the English or the German way; "" where that is no fault.

    A case ending goes where the English name ends in a consonant as the form without it does.
    """
    table = _UKRAINIAN if lang == "uk" else _RUSSIAN
    if random.random() < 0.5:
        table = table | _GERMAN
    form = _nominative(name, cyrillic.lower())
    if not all(letter in table for letter in form):
        return ""
    read = "".join(table[letter] for letter in form)
    return "" if accepted(read, name) or len(read) < 3 else read.capitalize()


def _nominative(name: str, form: str) -> str:
    if plain(name)[-1] in VOWELS + "y":
        return form
    wanted = skeleton(name)
    return next(
        (form[: -len(end)] for end in _ENDINGS if form.endswith(end) and skeleton(form[: -len(end)]) == wanted), form
    )
