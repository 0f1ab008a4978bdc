"""Where a source without capitals writes foreign names: stretches of letters that only sound, and are no words of its language.

Chinese writes them with few characters, joined by dots, Japanese in katakana; elsewhere they are words that its list of
words does not know, whatever is written onto them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import regex

from audit.lexicons.attested import seen
from audit.naming.sound import FOREIGN
from corpora.words import words

# Characters of foreign names that everyday words are made of too: only with two others they show a name.
_EVERYDAY = frozenset(
    "万世东于云亚京代以休伟保修值兴内农冰切列利加努劳化华南古史吉吴哥因国图土地垂基士夏多夫奇宁安密富尚尤居屋山席平年开张强当彼怀思惠意戈户扎护提"
    "支文方施日明易普智曾木本李松林果查根欧步武比毛永汉江治法泰派海温滨热田申留登白皮直祖福科章答简米约绍绪考者胜腊良花苏若英荣萄葡虎西许论谢贡贵费路边达"
    "连通道遮那里金门青额香马高黑龙灵"
)
_SIGN = f"[{''.join(sorted(FOREIGN))}]"
_RUN = regex.compile(rf"{_SIGN}{{2,}}|(?<=·){_SIGN}|{_SIGN}(?=·)")
_KATAKANA = regex.compile(r"[ァ-ヺー]{2,}")
_JOINED = regex.compile(r"[·•‧・･∙⋅=＝‐-]")
# Zipf frequency from which on characters are a word: any, and two that no dot joins to others.
_COMMON, _OF_TWO = 4.2, 3.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a foreign name. `joined`: the name goes on in the next one; `sure`: it is surely one; `likely`: it may be."""

    text: str
    start: int
    end: int
    joined: bool
    sure: bool
    likely: bool


@lru_cache(maxsize=4096)
def stretches(text: str, lang: str) -> tuple[Stretch, ...]:
    """Return the stretches of a source in order, those too that only may be names."""
    places = list(_PLACES.get(lang, _worded)(text, lang))
    following = [*(place[0] for place in places), len(text)][1:]
    return tuple(
        Stretch(text[start:end], start, end, _is_joint(text[end:beyond], lang), sure, likely)
        for (start, end, sure, likely), beyond in zip(places, following, strict=True)
    )


def _is_joint(between: str, lang: str) -> bool:
    return bool(_JOINED.fullmatch(between) if lang in _PLACES else between == " ")


def _chinese(text: str, lang: str) -> Iterator[tuple[int, int, bool, bool]]:
    for match in _RUN.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        dotted = bool(_JOINED.fullmatch(before) or _JOINED.fullmatch(after))
        if end - start > 2:
            start += _is_common(before + text[start])  # 抵达 before 日内瓦
            end -= _is_common(text[end - 1] + after)
        telling = sum(c not in _EVERYDAY for c in text[start:end])
        often = seen(text[start:end], lang)
        sure = (dotted and end - start > 1) or (telling > 1 and often < (_COMMON if end - start > 2 else _OF_TWO))
        yield start, end, sure, sure


def _is_common(word: str) -> bool:
    return len(word) > 1 and seen(word, "zh") >= _COMMON


def _japanese(text: str, lang: str) -> Iterator[tuple[int, int, bool, bool]]:
    return ((*m.span(), seen(m.group(), lang) < _COMMON, True) for m in _KATAKANA.finditer(text))


_PLACES = {"zh": _chinese, "yue": _chinese, "ja": _japanese}
UNSPACED = frozenset(_PLACES)

_MARKS = regex.compile(r"[\u064b-\u0652\u0670\u0640]")
# What no foreign name is written with: an article, letters for sounds that other languages lack, another script.
_NATIVE = {
    "ar": regex.compile(r"^ال|^.{0,2}$|[^\p{Arabic}]|[حعصضظطئؤءةىقذ]"),
    "hi": regex.compile(r"[^\p{Devanagari}]|[षणऋृघझढङञःँ]|ज्ञ"),
}
_LONGEST = 10  # letters of a word that is not several written as one
# What is written onto the beginning and the end of words, and what is made of words and never of foreign names.
_BEFORE = {"ar": ("", *"و ف ب ل ك س ي ت ن أ ال وال بال فال كال لل ولل وب ول وي وت لي لت سي ست فب وس فل وك".split())}
_BEHIND = {
    "ar": (
        "",
        *"ه ك ي ت ا ة ن ها هم هما هن نا كم ني وا ون ين ات ان تم ته تها تهم ية يون يين وه يهم يها يه يهما ائهم".split(),
    ),
    "hi": ("", *"ों ें ी े ा ो ियों ियां ओं ने ता ते ती ना कर ाओं ाएं ियाँ".split()),
}
_MADE = {"ar": tuple("ال{} {}ها {}ه {}ة {}ت {}ات {}وا ي{} ت{} ن{} {}هم {}ين أ{} م{} {}ية {}تم {}ا".split())}


def _worded(text: str, lang: str) -> Iterator[tuple[int, int, bool, bool]]:
    for word in words(text):
        if len(word.text) > 1 and not word.text[0].isascii():
            bare = _MARKS.sub("", word.text)
            foreign = _is_foreign(bare, lang)
            sure = foreign and not _is_word(bare, lang)
            yield word.start, word.end, sure, sure or (foreign and lang in _MADE)


def _is_foreign(word: str, lang: str) -> bool:
    """Whether a word has no letters that foreign names are not written with, and is not several written as one."""
    native = _NATIVE.get(lang)
    return len(word) <= _LONGEST and not (native and native.search(word))


@lru_cache(maxsize=50_000)
def _is_word(word: str, lang: str) -> bool:
    """Whether the list of a language has a word without what is written onto it, or what is made of it: names have neither."""
    heads = [before for before in _BEFORE.get(lang, ("",)) if word.startswith(before)]
    tails = [behind for behind in _BEHIND.get(lang, ("",)) if word.endswith(behind)]
    for before, behind in product(heads, tails):
        stem = word[len(before) : len(word) - len(behind)]
        if 1 < len(stem) < len(word) and (seen(stem, lang) > 0 or seen(stem + "ة", lang) > 0):
            return True
    return seen(word, lang) > 0 and (
        lang not in _MADE or any(seen(form.format(word), lang) > 0 for form in _MADE[lang])
    )
