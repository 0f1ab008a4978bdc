"""A difference between numbers as a mark: message, evidence, and the number in the way of the target language."""

from audit.check import Pair
from audit.finding import Evidence, Mark, Severity, Span
from audit.lexicons.numerals import Number, Sort
from audit.lexicons.tally import Difference, Kind
from audit.lexicons.values import is_year

_SCALE_WORDS = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_ALONE = {Kind.VALUE: 0.8, Kind.TIME: 0.8, Kind.UNIT: 0.75, Kind.DROPPED: 0.4, Kind.ADDED: 0.4}
_POINT_GROUPS = frozenset({"de", "es", "pt", "it", "tr", "ro", "sr"})


def accuse(pair: Pair, found: Difference, severity: Severity | None = None) -> Mark:
    """Say what differs, where, and who says so."""
    evidence, suggestion = _witnesses(pair, found)
    confidence = min(0.95, _ALONE[found.kind] + 0.1 * (len(evidence) - bool(found.in_source)))
    source = Span(found.right.start, found.right.end) if found.right and found.in_source else None
    span = Span(found.wrong.start, found.wrong.end) if found.wrong else _gap(pair, found)
    return Mark(span, _message(pair, found), confidence, tuple(evidence), suggestion, source, severity)


def _witnesses(pair: Pair, found: Difference) -> tuple[list[Evidence], str]:
    evidence, suggestion = [], ""
    if found.right and found.in_source:
        evidence.append(Evidence("source", _shown(pair.source, found.right, found.kind)))
    for index, number in found.backing:
        text = pair.retranslations[index]
        words = _shown(text, number, found.kind) if number else text
        evidence.append(Evidence(f"re-translation {index + 1}", words))
        suggestion = suggestion or (words if number else "")
    if found.right and not suggestion and found.kind in (Kind.VALUE, Kind.TIME):
        suggestion = _written(found.right, pair.target_lang)
    return evidence, suggestion


def _shown(text: str, number: Number, kind: Kind) -> str:
    """The number, of a unit also the word beside it."""
    if kind is not Kind.UNIT:
        return text[number.start : number.end]
    after = text[number.end :].split()
    before = text[: number.start].split()
    glued = before[-1] if before and text[number.start - 1] in "$€£¥₴₽" else ""
    return f"{glued}{text[number.start : number.end]} {after[0] if after else ''}".strip(" .,;:!?")


def _gap(pair: Pair, found: Difference) -> Span:
    """An empty span at the end of the translation, before its last punctuation mark: where it was nobody knows."""
    end = len(pair.target.rstrip(" .!?…。！？»”\"'\n"))
    return Span(end, end)


def _message(pair: Pair, found: Difference) -> str:
    here = _shown(pair.target, found.wrong, found.kind) if found.wrong else ""
    if not found.right:
        return f"The translation says {here}, the source has no such number."
    theirs = pair.source if found.in_source else pair.retranslations[0]
    said = _shown(theirs, found.right, found.kind)
    if not here:
        return f"The source says {said}, the translation has no such number."
    who = "The source says" if found.in_source else "The re-translations say"
    return f"{who} {said}, the translation {here}."


def _written(number: Number, lang: str) -> str:
    """Write a plain number in the way of the target language; "" where that is not certain."""
    value, lang = number.values[0], lang.partition("-")[0]
    if number.sort in (Sort.MONTH, Sort.WEEKDAY):
        return _name(number, lang)
    if number.sort not in (Sort.PLAIN, Sort.PERCENT) or len(set(number.values)) > 1:
        return ""
    if lang == "en" and (scale := next(((v, w) for v, w in _SCALE_WORDS if value >= v), None)):
        return f"{value / scale[0]:.6g} {scale[1]}"
    grouped = f"{value:,.10g}" if value >= 10000 or (value >= 1000 and not is_year(value)) else f"{value:.10g}"
    if lang in ("en", "zh", "ja", "hi"):
        return grouped
    gap = "." if lang in _POINT_GROUPS else "\u00a0"
    return grouped.replace(",", "\0").replace(".", ",").replace("\0", gap)


def _name(number: Number, lang: str) -> str:
    """The name of a month (as beside a day) or weekday, of CLDR."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  (opened only for a finding)

    try:
        locale = Locale.parse(lang)
    except (UnknownLocaleError, ValueError):
        return ""
    index = int(number.values[0])
    if number.sort is Sort.MONTH:
        return str(locale.months["format"]["wide"].get(index, ""))
    return str(locale.days["stand-alone"]["wide"].get(index - 1, ""))
