"""A number that has another value than in the source.

Why it hurts: a reader trusts figures more than words and quotes them. "three million" for "three billion" is a false
report, and nobody who sees the translation alone can notice it.

What stays silent: the same value in another form (1 500 000 and 1,500,000, сорок and 40, 17:00 and 5 p.m., 3,2 млрд and
3.2 billion, 11 листопада and November 11), rounded figures, converted units, "one", "two", ordinals and other vague
words, codes and names such as F-16, and a number that is only left out. A number is flagged when neither the source nor
any re-translation has its value, and a number of theirs of the same sort is missing from the translation.
"""

from collections.abc import Iterator

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lexicons.numerals import Number, Sort, numbers, reads_words
from audit.lexicons.values import agree, is_year

_LONGEST = 10_000  # code points; what is longer is no aligned place of a few sentences
_SCALE_WORDS = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


@declare(
    "A001",
    Category.MISTRANSLATION,
    Kind.MEANING,
    Severity.MAJOR,
    Example("en-fr", "It costs 5,000 euros.", "Il coûte [[500]] euros."),
    Example("en-de", "It costs 5,000 euros.", "Es kostet 5.000 Euro."),
    Example("uk-en", "Бюджет зріс до 3,2 млрд гривень.", "The budget grew to [[3.2 million]] hryvnias."),
    Example("uk-en", "Бюджет зріс до 3,2 млрд гривень.", "The budget grew to 3.2 billion hryvnias."),
    Example("uk-en", "О 17:00 прийшло сорок людей.", "Forty people came at 5 p.m."),
    Example("zh-en", "公司有三百五十名员工。", "The company has [[530]] employees."),
    Example("ru-en", "Завод закроют 11 июня.", "The plant will be closed on [[July]] 11."),
    Example("de-en", "Der Laden schließt um halb sechs.", "The shop shuts at 5:30 p.m."),
    needs=Needs.SECOND,
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    if max(map(len, (pair.target, pair.source, *pair.retranslations))) > _LONGEST:
        return
    target = numbers(pair.target, pair.target_lang)
    source = numbers(pair.source, pair.source_lang)
    retold = [numbers(text, pair.target_lang) for text in pair.retranslations]
    extra = [
        t
        for t in target
        if t.firm and _readable(pair, t) and not any(_found(t, text, target) for text in (source, *retold))
    ]
    if not extra:
        return
    missing = _missing(source, retold, target)
    for wrong, right in _match(extra, missing):
        yield _mark(pair, wrong, right, source, retold)


def _readable(pair: Pair, number: Number) -> bool:
    """Whether the source could say it in a form that is read: without a table "four" may be "neli"."""
    digits = any(c.isdigit() for c in pair.target[number.start : number.end])
    return digits or not pair.source or reads_words(pair.source_lang)


def _missing(source: tuple[Number, ...], retold: list[tuple[Number, ...]], target: tuple[Number, ...]) -> list[Number]:
    """Return the numbers that the translation should have: the source's that half of the re-translations confirm.

    Without a number in the source, those that at least two re-translations have, and all of them.
    """
    if source:
        wanted = [s for s in source if 2 * _count(s, retold) >= len(retold)]
    elif len(retold) > 1:
        wanted = [n for n in retold[0] if _count(n, retold) == len(retold)]
    else:
        wanted = []
    return [n for n in wanted if n.firm and not _found(n, target, source or retold[0])]


def _found(number: Number, text: tuple[Number, ...], own: tuple[Number, ...]) -> bool:
    """Whether the text has the number, perhaps with a scale that stands once for two ("five or six million")."""
    return any(agree(number, n) or _shares_scale(number, n, text) or _shares_scale(n, number, own) for n in text)


def _shares_scale(big: Number, small: Number, text: tuple[Number, ...]) -> bool:
    scale = big.values[0] / small.values[0] if 0 < small.values[0] < 1000 else 0
    return scale in (1e3, 1e6, 1e9, 1e12) and any(n.values[0] >= scale for n in text if n is not small)


def _count(number: Number, texts: list[tuple[Number, ...]]) -> int:
    return sum(any(agree(number, n) for n in text) for text in texts)


def _match(extra: list[Number], missing: list[Number]) -> list[tuple[Number, Number]]:
    """Pair each unexpected number with the missing one that is most like it."""
    pairs = []
    left = list(missing)
    for wrong in extra:
        fitting = [m for m in left if _comparable(wrong, m)]
        if fitting:
            right = min(fitting, key=lambda m: _distance(wrong, m))
            left.remove(right)
            pairs.append((wrong, right))
    return pairs


def _comparable(wrong: Number, right: Number) -> bool:
    return wrong.sort is right.sort and is_year(wrong.values[0]) == is_year(right.values[0])


def _distance(wrong: Number, right: Number) -> tuple[bool, float]:
    low, high = sorted((wrong.values[0], right.values[0]))
    return not _power_of_ten(wrong, right), high / max(low, 1)


def _power_of_ten(wrong: Number, right: Number) -> bool:
    """Whether one is the other times 10, 100, 1,000 ..."""
    low, high = sorted((wrong.values[0], right.values[0]))
    return low >= 1 and high >= 1000 and high != low and f"{high:e}".split("e")[0] == f"{low:e}".split("e")[0]


def _mark(
    pair: Pair, wrong: Number, right: Number, source: tuple[Number, ...], retold: list[tuple[Number, ...]]
) -> Mark:
    in_source = right in source
    theirs = pair.source if in_source else pair.retranslations[0]
    said = theirs[right.start : right.end]
    evidence = [Evidence("source", said)] if in_source else []
    suggestion = ""
    for index, text in enumerate(retold):
        same = next((n for n in text if agree(n, right)), None)
        if same:
            words = pair.retranslations[index][same.start : same.end]
            evidence.append(Evidence(f"re-translation {index + 1}", words))
            suggestion = suggestion or words
    who = "source" if in_source else "re-translations"
    here = pair.target[wrong.start : wrong.end]
    return Mark(
        Span(wrong.start, wrong.end),
        f"The {who} say{'s' if in_source else ''} {said}, the translation {here}.",
        min(0.95, 0.7 + 0.1 * len(evidence)),
        tuple(evidence),
        suggestion or _written(right, pair.target_lang),
        Span(right.start, right.end) if in_source else None,
        Severity.CRITICAL if _power_of_ten(wrong, right) else None,
    )


def _written(number: Number, lang: str) -> str:
    """Write a plain number in the way of the target language; "" where that is not certain."""
    value = number.values[0]
    if number.sort not in (Sort.PLAIN, Sort.PERCENT) or len(set(number.values)) > 1:
        return ""
    if lang.partition("-")[0] == "en" and (scale := next(((v, w) for v, w in _SCALE_WORDS if value >= v), None)):
        return f"{value / scale[0]:.6g} {scale[1]}"
    grouped = f"{value:,.10g}" if value >= 10000 or (value >= 1000 and not is_year(value)) else f"{value:.10g}"
    if lang.partition("-")[0] in ("en", "zh"):
        return grouped
    gap = "." if lang.partition("-")[0] in ("de", "es", "pt") else "\u00a0"
    return grouped.replace(",", "\0").replace(".", ",").replace("\0", gap)
