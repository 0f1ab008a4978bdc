"""Whether a word of a source is heard as a name that English often writes, known to a table or not."""

from functools import lru_cache

from audit.lexicons import romanise
from audit.lexicons.attested import seen
from audit.lexicons.names import is_name
from audit.naming.fit import misfit
from audit.naming.inflected import nominatives
from audit.naming.slips import same_sound
from audit.naming.sound import is_cyrillic

_OFTEN = 2.8  # Zipf frequency of an English name that many know
_FITS = 0.1
_SHORT = 4  # letters under which many words fit any name


@lru_cache(maxsize=50_000)
def is_famous(word: str, lang: str) -> bool:
    """Whether a Cyrillic word, in some case, fits the letters of a name that English often writes.

    >>> is_famous("Гейгером", "ru"), is_famous("Комитетом", "ru")
    (True, False)
    """
    if len(word) < _SHORT or not is_cyrillic(word):
        return False
    table = lang if lang in romanise.LANGS else "ru"
    forms = nominatives(word, lang)
    read = dict.fromkeys(romanise.usual(form, table).lower() for form in forms if len(form) > 2)
    return any(_fits(other, forms) for low in read for other in _often(low))


def _often(low: str) -> list[str]:
    """Frequent English names that share the consonants of a spelling."""
    found = {low: seen(low, "en"), **dict(same_sound(low, "en"))}
    return [other for other, often in found.items() if often >= _OFTEN and is_name(other.capitalize(), "en")]


def _fits(other: str, forms: tuple[str, ...]) -> bool:
    return any(misfit(other, form) <= _FITS for form in forms)
