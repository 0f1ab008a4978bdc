"""Numbers in Chinese characters, as Chinese and Japanese write them, with the digits before them."""

from collections.abc import Iterator

import regex

from audit.lexicons.figures import LONGEST, Item

_CLASSIFIER = frozenset(
    "个個名人年月日天岁歳次位家元円辆架只隻条條座场場届周週小分秒倍种種项項所本枚台つ回匹冊階点社国票度段部艘户戶棟頭件"
    "间間张張支瓶把片层層步支颗棵篇封门門级級代组組队隊班节節ヶカか箇"
)
_NUMBER = regex.compile(
    r"(?P<percent>百分之)?(?:(?P<digits>(?<![\d,.])\d[\d,]*+(?:(?<=,) \d{3}(?!\d)|, ?\d{3}(?!\d))*+(?:\.\d++)?+) ?[多余餘]?)?"
    r"(?P<chars>[零〇○一二两兩三四五六七八九十百千万亿萬億兆]+)"
    r"(?:[点點](?P<point>[零〇一二三四五六七八九]+)(?P<scale>[万亿萬億兆]?)(?![十分半\d]))?(?P<half>半)?"
)
_PARTS = regex.compile(r"(?P<whole>[\d一二两三四五六七八九十]+)分之(?P<part>[\d一二两三四五六七八九十]+)")
_TENTHS = regex.compile(
    r"(?P<n>\d|[一二三四五六七八九])(?:割(?!り当|れ|く|引)|成(?!为|為|立|员|員|本|功|果|长|長|人|年|都|绩|績|分))"
)
_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2, "兩": 2}
_UNIT = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8, "兆": 1e12}
_WIDE = str.maketrans("０１２３４５６７８９，．", "0123456789,.")


def hanzi(text: str) -> Iterator[Item]:
    """Yield numbers written with Chinese characters; one character alone counts only before a classifier."""
    text = text.translate(_WIDE)
    taken: set[int] = set()
    shares = _fractions(text) if "分之" in text else ()
    tenths = _tenths(text) if "割" in text or "成" in text else ()
    for item in (*shares, *tenths):
        taken.update(range(item.start, item.end))
        yield item
    for m in _NUMBER.finditer(text):
        if m.start("chars") not in taken and m.start() not in taken and (item := _item(text, m)):
            yield item


def _item(text: str, m: regex.Match[str]) -> Item | None:
    chars, digits = m["chars"], m["digits"]
    value = scaled(chars, digits) if len(m.group()) <= LONGEST else None
    if value is None:
        return None
    if m["point"]:
        tail = sum(_DIGIT[c] / 10**place for place, c in enumerate(m["point"], 1))
        sort = "chinese-percent" if m["percent"] else "chinese"
        return Item(m.start(), m.end(), sort, (round((value + tail) * _BIG.get(m["scale"], 1), 6),))
    bare = len(chars) == 1 and not digits and not m["percent"]
    counted = text[m.end() : m.end() + 1] in _CLASSIFIER
    headless = not digits and chars[0] in "百千万亿萬億兆"
    ordinal = text[m.start() - 1 : m.start()] == "第"
    rough = text[m.start() - 1 : m.start()] in ("数", "數", "几", "幾") or text[m.end() : m.end() + 1] in (
        "几",
        "幾",
        "数",
    )
    firm = value > 2 and not headless and not ordinal and not rough and (counted or not bare)
    if bare and not counted and not ordinal:
        return Item(m.start(), m.end("chars"), "soft", (value,), firm=False)
    sort = "chinese-percent" if m["percent"] else "nth" if ordinal else "chinese"
    apart = scaled(chars, digits.rpartition(" ")[2]) if digits and " " in digits else None  # "8, 190 万"
    values = (value,) if apart is None else (value, apart)
    half = {"年", "个", "個", "倍"} if counted else set()
    if text[m.end() : m.end() + 1] in half and text[m.end() + 1 : m.end() + 2] == "半":
        values = (*values, value + 0.5)
    return Item(m.start(), m.end("chars"), sort, values, firm)


def _fractions(text: str) -> Iterator[Item]:
    for m in _PARTS.finditer(text):
        whole, part = _small(m["whole"]), _small(m["part"])
        if whole and part and text[m.start() - 1 : m.start()] != "百":
            yield Item(m.start(), m.end(), "fraction", (part / whole,))


def _tenths(text: str) -> Iterator[Item]:
    for m in _TENTHS.finditer(text):
        value = _small(m["n"])
        if value and not text[m.start() - 1 : m.start()].isdigit():
            yield Item(m.start(), m.end(), "chinese-percent", (value * 10,), firm=False)


def _small(text: str) -> float:
    return float(text) if text.isdigit() else scaled(text, None) or 0.0


def scaled(chars: str, digits: str | None) -> float | None:
    """Return the value of a run of number characters, None where they do not make one number."""
    if not digits and all(c in _DIGIT for c in chars):
        return float("".join(str(_DIGIT[c]) for c in chars)) if len(chars) in (1, 4) else None
    total, section = 0.0, 0.0
    current: float | None = float(regex.sub("[, ]", "", digits)) if digits else None
    for c in chars:
        if c in _DIGIT:
            if current:
                return None
            current = float(_DIGIT[c])
        elif c in _UNIT:
            section += (1 if current is None else current) * _UNIT[c]
            current = None
        elif c in _BIG:
            part = section + (current or 0)
            total = (total + (part or 1)) * _BIG[c] if not total or _BIG[c] > total else total + part * _BIG[c]
            section, current = 0.0, None
        else:
            return None
    return total + section + (current or 0)
