"""BCP-47 tags, scripts, and the language a text is written in."""

import math

import regex

from corpora.read import InputError

_TAG = regex.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_LETTER = regex.compile(r"\p{L}")
# Letters that only one of the languages that share a script has.
_TELLING = {"uk": "іїєґ", "ru": "ыэё", "be": "ў"}
# Languages that identification confuses on short texts: a given tag is not contradicted within one group.
_NEAR = (
    {"pt", "gl", "es", "ca", "an", "oc", "it"}, {"hr", "sr", "bs", "sl", "mk", "bg"}, {"da", "no", "nb", "nn", "sv"},
    {"cs", "sk"}, {"id", "ms", "jv"}, {"nl", "af"}, {"de", "lb"}, {"hi", "mr", "ne"}, {"zh", "ja"}, {"fa", "ar", "ur", "ps", "ku", "ug"},
)  # fmt: skip
_SAMPLE = 6000  # characters looked at; more adds nothing
_ENOUGH = {"Latin": 60}  # letters below which identification is a guess; 12 where the script already narrows it down
_SCRIPTS = ("Latin", "Cyrillic", "Greek", "Arabic", "Hebrew", "Han", "Hiragana", "Katakana", "Hangul", "Devanagari",
            "Bengali", "Thai", "Georgian", "Armenian")  # fmt: skip
_SCRIPT = {name: regex.compile(rf"\p{{Script={name}}}") for name in _SCRIPTS}
_WRITTEN = {"Cyrillic": {"uk", "ru", "be", "bg", "mk", "sr", "kk", "ky", "tg", "mn", "tt"}, "Greek": {"el"},
            "Arabic": {"ar", "fa", "ur", "ps", "ku", "ug"}, "Hebrew": {"he", "yi"}, "Han": {"zh", "ja"}, "Hangul": {"ko"},
            "Hiragana": {"ja"}, "Katakana": {"ja"}, "Devanagari": {"hi", "mr", "ne"}, "Bengali": {"bn"}, "Thai": {"th"},
            "Georgian": {"ka"}, "Armenian": {"hy"}}  # fmt: skip
LATIN = frozenset(
    "en de fr es pt it nl sv da no nb nn fi et lv lt pl cs sk sl hr bs ro hu tr sq is ga cy mt eu ca gl af id ms vi sw az uz "
    "lb eo la so ha yo ig zu xh tl jv an oc br fo".split()
)


def primary(tag: str) -> str:
    """Return the language subtag: "pt" for "pt-BR"."""
    return tag.split("-", maxsplit=1)[0]


def parse_tag(tag: str, where: str) -> str:
    """Return the BCP-47 tag in its usual form ("uk_UA" -> "uk-UA"); InputError when it is none."""
    head, *rest = tag.strip().replace("_", "-").split("-")
    usual = "-".join([head.lower(), *(p.upper() if len(p) == 2 else p for p in rest)])
    if not _TAG.fullmatch(usual):
        raise InputError(f"{where}: '{tag}' is no language tag; give one as in BCP-47: uk, en, pt-BR")
    return usual


def parse_pair(pair: str, where: str) -> tuple[str, str]:
    """Split "uk-en" or "pt-BR-en-GB" into two tags; the second begins at the last subtag of 2 or 3 lower-case letters."""
    parts = pair.strip().replace("_", "-").split("-")
    for i in range(len(parts) - 1, 0, -1):
        if regex.fullmatch(r"[a-z]{2,3}", parts[i]):
            return parse_tag("-".join(parts[:i]), where), parse_tag("-".join(parts[i:]), where)
    raise InputError(f"{where}: pair '{pair}' does not name two languages; give source-target, such as uk-en")


def script(text: str) -> str:
    """Return the script most letters are in ("Latin", "Cyrillic", ...), or "" for text without letters of a known one."""
    sample = text[:_SAMPLE]
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPT.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def _ranked(sample: str) -> list[tuple[str, float]]:
    """Languages with their log-probabilities, best first."""
    import py3langid  # noqa: PLC0415  (a third of a second, only when needed)

    return [(str(lang), float(score)) for lang, score in py3langid.rank(sample)]


def detect(text: str) -> tuple[str, float]:
    """Return the (language subtag, probability) of a text; ("und", 0.0) for text without letters.

    Letters that one language alone has (Ukrainian і ї є ґ, Russian ы э ё ъ) decide before the statistics of py3langid
    do, and a language that is not written in the text's script is never returned.
    """
    sample = text[:_SAMPLE].lower()
    letters = len(_LETTER.findall(sample))
    if not letters:
        return "und", 0.0
    written = script(sample)
    if written == "Cyrillic":
        counts = {lang: sum(sample.count(c) for c in chars) for lang, chars in _TELLING.items()}
        best = max(counts, key=lambda lang: counts[lang])
        # Belarusian shares і with Ukrainian and ы э ё with Russian; ў is its own.
        if counts["be"] * 60 > letters:
            return "be", 0.99
        if counts[best] * 60 > letters and counts[best] > 3 * (sum(counts.values()) - counts[best]):
            return best, 0.99
    return _statistics(sample, written, letters)


def _statistics(sample: str, written: str, letters: int) -> tuple[str, float]:
    possible = _WRITTEN.get(written, set())
    others = set().union(*_WRITTEN.values()) - {"sr"}
    ranked = [(x, s) for x, s in _ranked(sample) if ((x in possible) if possible else (x not in others))]
    if not ranked:
        return "und", 0.0
    lang, best = ranked[0]
    return lang, min(1.0, letters / _ENOUGH.get(written, 12)) / sum(math.exp(score - best) for _, score in ranked)


def settle(text: str, given: str, name: str, option: str) -> str:
    """Return the language of a text: the given tag, or the detected one.

    Raises InputError when the text is clearly in another language than given, or when none is given and none is clear.
    """
    found, probability = detect(text)
    if not given:
        if found == "und" or probability < 0.5:
            raise InputError(f"{name}: cannot tell the language (best guess '{found}'); give it with {option}")
        return found
    tag = primary(given)
    alike = tag == found or any(tag in group and found in group for group in _NEAR)
    if not alike and probability >= 0.98 and (len(text) >= 200 or script(text) != _script_of(tag)):
        raise InputError(f"{name}: the text is in '{found}', not '{tag}'; give the right file or {option} {found}")
    return given


def _script_of(lang: str) -> str:
    return next((name for name, langs in _WRITTEN.items() if lang in langs), "Latin")


def writes(lang: str) -> frozenset[str]:
    """Return the scripts a language is written in, as `script` names them; empty for a language not known here."""
    scripts = {name for name, langs in _WRITTEN.items() if lang in langs}
    return frozenset(scripts or ({"Latin"} if lang in LATIN else ()))
