"""What a name sounds like in any script, coarse enough that "Байден", "بايدن" and 拜登 agree with "Biden".

A sound is a set of consonant classes that a letter may stand for; vowels are left out. Two names are alike when a cheap
alignment of their sounds exists (Needleman and Wunsch 1970 with the costs below). That is a test for support: agreement
shows that a name has a counterpart, it never shows that it is spelled right.
"""

from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

import regex

from corpora.words import words

# Classes of consonants. A letter stands for one or several; in lower case, or after "?", it may be silent.
_BITS = {c: 1 << i for i, c in enumerate("PFTSCKHLRMNWY")}
# What one class may turn into on the way through another alphabet, at half the price.
_KIN = ("PF", "SC", "KH", "LR", "MN", "TS", "TC", "CK", "FW", "HF", "CY")


@dataclass(frozen=True, slots=True)
class Sound:
    """One consonant: the classes it may belong to, the classes near those, and what leaving it out costs (0 to 1)."""

    mask: int
    kin: int
    silent: float


def _sound(spec: str) -> Sound:
    """Read "KC" (one of both), "H?" (may be silent), "R!" (is often silent)."""
    classes = spec.rstrip("?!")
    mask = sum(_BITS[c] for c in classes)
    kin = sum({_BITS[c] for pair in _KIN for c in pair if set(pair) & set(classes)} | {0})
    return Sound(mask, kin | mask, 0.0 if spec.endswith("?") else 0.34 if spec.endswith("!") else 1.0)


def _rules(table: str) -> dict[str, tuple[Sound, ...]]:
    """Read "x=K?+SC": letters, and their sounds in order; "e=" says nothing."""
    pairs = (cell.split("=") for cell in table.split())
    return {letters: tuple(_sound(s) for s in sounds.split("+") if s) for letters, sounds in pairs}


_LATIN = _rules(
    """cester=S+T+R shch=C tsch=C szcz=C sch=CS+K? tch=C dsch=C dzh=C dž=C ssh=C sh=CS ch=CKH kh=HK gh=K? ph=FP th=TS zh=CS cz=C sz=CS rz=CR
    dz=CST ts=SCT tz=SCT zz=SCT cc=KCS ck=K qu=K+W? gn=K?+N ng=N+K? gg=KC ll=LY dj=CY sc=S+K? pf=P?+F gu=KW hw=W! wh=WH?
    b=PF c=KSCT d=T f=F g=KCH h=H? j=CYH! k=K l=L m=M n=N p=P q=KC r=R s=SC t=T v=FP w=FW! x=K?+SCH y=Y? z=SCT ł=LW ç=SC ñ=N
    ş=C ș=C š=C č=C ž=C ř=RC ć=C ś=CS ź=CS ż=C ń=N đ=TC ğ=K? ß=S ţ=SCT ț=SCT þ=TS ð=T ď=T ť=T ň=N ģ=KC ķ=K ļ=L ņ=N ĝ=C ĉ=C"""
)
_CYRILLIC = _rules(
    """дж=CY чж=C цз=CYS кс=K+S щ=CS+TC? б=P в=FWP г=KH! ґ=K д=T ж=CSR з=SCT к=KC л=L м=MN н=NM п=P р=R с=SC т=TS ф=FT х=HKC! ц=SCTK ч=CTS ш=CS
    й=Y? ў=WF! ј=YC? љ=L њ=N ћ=CT ђ=CT џ=C ѓ=KC ќ=KC ѕ=SC қ=K ғ=KH! ң=N һ=H?"""
)
_DEVANAGARI = _rules(
    """क=K ख=KH ग=K घ=K च=C छ=C ज=CS झ=C ट=T ठ=T ड=T ढ=T त=T थ=TS द=T ध=T प=P फ=PF ब=PF भ=P म=M न=N ण=N ङ=N ञ=N ं=NM! ँ=NM!
    य=Y? र=R! ल=L ळ=L व=FW! श=CS ष=CS स=SC ह=H? ज़=SC फ़=F ख़=HK क़=K ग़=K ड़=RT ढ़=RT"""
)
_ARABIC = _rules(
    """ب=P پ=P ت=TS ط=T ث=TS ج=CKY چ=C ح=H! خ=HK د=T ض=T ذ=TS ر=R ز=SC ژ=C ظ=ST س=SC ص=SC ش=CS غ=KH ف=FP ڤ=F ق=K ك=KC ک=K گ=K ل=L
    م=M ن=N ه=H? و=WF? ي=Y? ی=Y? ة=T? ع=H?"""
)
_HEBREW = _rules(
    """ב=PF ג=KC ד=T ה=H? ו=FW? ז=SC ח=HK ט=T י=Y? כ=KH ך=KH ל=L מ=M ם=M נ=N ן=N ס=S פ=PF ף=FP צ=SCT ץ=SCT ק=K ר=R ש=SC ת=T"""
)
_KANA = _rules(
    """キャ=KC キュ=K キョ=K チャ=CT チュ=CT チョ=CT チェ=CT シャ=CS シュ=CS ショ=CS シェ=CS ジャ=CST ジュ=CST ジョ=CST ジェ=CST フ=FH! ファ=F フィ=F
    フェ=F フォ=F ヴ=F ヴァ=F ヴィ=F ヴェ=F ヴォ=F ウィ=W ウェ=W ウォ=W ティ=T ディ=T トゥ=T ドゥ=T ツァ=ST ツェ=ST カ=K キ=K ク=K! ケ=K コ=K
    ガ=K ギ=KC グ=K! ゲ=K ゴ=K サ=ST シ=SC ス=S! セ=ST ソ=ST ザ=ST ジ=CST ズ=ST ゼ=ST ゾ=ST タ=T チ=CT ツ=TS テ=T ト=T! ダ=T ヂ=CT ヅ=TS デ=T
    ド=T! ナ=N ニ=N ヌ=N ネ=N ノ=N ハ=H! ヒ=H! ヘ=H! ホ=H! バ=PF ビ=PF ブ=PF! ベ=PF ボ=PF パ=P ピ=P プ=P! ペ=P ポ=P マ=M ミ=M ム=M メ=M モ=M
    ヤ=Y? ユ=Y? ヨ=Y? ラ=RL リ=RL ル=RL! レ=RL ロ=RL ワ=W! ン=NM!"""
)
_PINYIN = _rules(
    """zh=CY ch=C sh=CS b=PF p=P m=M f=FP d=T t=T n=N l=LR g=K k=K h=HKF j=CKY q=CK x=SCH z=S c=ST s=S r=RC y=YC? w=WF!"""
)
_TABLES = {**_LATIN, **_CYRILLIC, **_DEVANAGARI, **_ARABIC, **_HEBREW, **_KANA}
_LONGEST = max(map(len, _TABLES))
_HAN = regex.compile(r"\p{Han}")
# Characters that foreign names are written with in Chinese; others break a name off.
FOREIGN = frozenset(
    "阿埃艾爱安昂奥澳巴白拜班邦保鲍贝本比彼边宾波伯博布蔡策查茨达戴丹当道德登邓迪地蒂丁顿东杜敦多厄恩尔法凡范方菲费芬丰冯佛夫弗福盖甘冈高戈哥格根贡古瓜圭"
    "哈海汉豪赫黑亨洪侯胡华怀惠霍基吉加贾简江杰金京居卡开凯坎康考科克肯孔库夸奎坤昆拉莱赖兰朗劳勒雷李里利连廉良列林琳留刘柳龙隆卢鲁路吕伦罗洛马玛麦迈曼芒毛"
    "梅门蒙孟米密缅明莫默姆木穆内那娜纳南瑙嫩尼年涅宁纽农努诺欧帕派潘庞佩彭皮匹平珀普奇齐恰钱乔切钦琴青琼丘屈热仁日荣茹瑞若萨塞赛桑瑟森沙莎山尚绍舍申圣胜盛施"
    "史什士世舒斯丝松苏索塔泰坦汤唐陶特滕提田汀廷通图土托瓦万旺威韦维伟魏温文翁沃乌吴武西希锡席夏香肖谢辛欣兴休雄修许逊雅亚延扬耶叶伊以易意因英永尤于约云赞泽"
    "曾扎詹张章珍朱祖佐迦珊妮丽露弥佳嘉代黛蕾蕊霞菈媞绮歌格葛寇柯伽勃贵果郭国哲泊卜步埔槟仑论墨摩魔俄鄂额遮者治智芝支直值挪懦孚复富芙盎翰罕乎蓬彻里逊敏坡涅乍赛珀杜琳鲍甫弥莎喀葡萄腊答绪垂滨冰圣尧莱虎户化花护赫吾屋伍思奈强兹孙捷灵津毕玻楚栋朵姜匡阔莉缪撒朔绥莺菁铎彦璐蓓茜茱倩娅馨斐琪"
)
_RUNNING = {"zh", "ja", "ar", "fa", "he", "hi", "ur", "yue"}
_NAME = 6  # characters of the longest word that is taken for a name as it stands
_BREAK = Sound(0, 0, 1.0)
_FINAL_N, _FINAL_R = _sound("NM!"), _sound("RL!")


@lru_cache(maxsize=100_000)
def sounds(word: str) -> tuple[Sound, ...]:
    """Return the consonants of a word in any script that this module knows; doubled letters count once."""
    if _HAN.search(word):
        return _han(word)
    text = normalize("NFC", word.lower())
    text = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)
    found: list[Sound] = []
    i = 0
    while i < len(text):
        size = next((n for n in range(min(_LONGEST, len(text) - i), 0, -1) if text[i : i + n] in _TABLES), 0)
        if not size:
            bare = normalize("NFD", text[i])[0]
            found += _TABLES.get(bare, ())
            i += 1
            continue
        new = _TABLES[text[i : i + size]]
        if not (found and new and found[-1] == new[0] and i and text[i - 1] == text[i]):
            found += new
        i += size
    return tuple(found)


def _han(text: str) -> tuple[Sound, ...]:
    """Chinese characters by their pinyin, whatever else stands between them by its own letters."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415  (its tables load in a tenth of a second, only when needed)

    found: list[Sound] = []
    text = "".join(c if c in FOREIGN or not _HAN.match(c) else "。" for c in text) if len(text) > _NAME else text
    for part in lazy_pinyin(text, errors=lambda other: f"={other}"):
        if part.startswith("="):
            for k, piece in enumerate(part[1:].split("。")):
                found += (_BREAK,) if k else ()
                found += sounds(_HAN.sub("", piece))  # a character that pypinyin does not know says nothing
            continue
        head = part[:2] if part[:2] in _PINYIN else part[:1]
        found += _PINYIN.get(head, ())
        if part.endswith(("n", "ng")):
            found.append(_FINAL_N)
        elif part in ("er", "r"):
            found.append(_FINAL_R)
    return tuple(found)


def is_cut_out(text: str, start: int, end: int) -> bool:
    """Whether a place of a Chinese text is only a part of a foreign name, which goes on before or behind it; 西 before one is "west" too."""
    return text[end : end + 1] in FOREIGN or (start > 0 and text[start - 1] in FOREIGN - {"西"})


def is_cyrillic(word: str) -> bool:
    """Whether a word is written in Cyrillic, by its first letter of either alphabet."""
    return next(("Ѐ" <= c <= "ӿ" for c in word if c.isalpha()), False)


@lru_cache(maxsize=4096)
def pinyin(text: str) -> str:
    """Return the pinyin of a text's Chinese characters without tones and spaces, "" where it has none."""
    if not _HAN.search(text):
        return ""
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    return "".join(lazy_pinyin(text, errors="ignore"))


def is_running(lang: str) -> bool:
    """Whether names of the language carry no capitals, so that they must be heard in the running text."""
    return lang in _RUNNING


@lru_cache(maxsize=200_000)
def alike(a: str, b: str) -> bool:
    """Whether two words may be one name, inflected or not: their sounds agree, or one begins with the other's.

    >>> alike("Байдена", "Biden"), alike("Зеленський", "Zelensky"), alike("Шольц", "Scholz"), alike("Байден", "Trump")
    (True, True, True, False)
    """
    x, y = sounds(a), sounds(b)
    return bool(x and y) and _cost(x, y) <= _allowed(x, y)


@lru_cache(maxsize=50_000)
def distance(a: str, b: str) -> float:
    """Return what it costs to take one word for the other."""
    return _cost(sounds(a), sounds(b))


@lru_cache(maxsize=4096)
def is_audible(text: str) -> bool:
    """Whether the letters of a text are known here; what is written in others cannot be compared."""
    return any(sounds(word.text) for word in words(text))


@lru_cache(maxsize=200_000)
def begins_alike(name: str, word: str) -> bool:
    """Whether a word begins with the sounds of a name, as an adjective made of it does ("паризький" of "Paris")."""
    x, y = sounds(name), sounds(word)
    return (
        len(x) > 1
        and all(s.mask & t.mask for s, t in zip(x, y, strict=False))
        and len(x) <= len(y) + 1
        and len(y) <= len(x) + 4
    )


def _allowed(x: tuple[Sound, ...], y: tuple[Sound, ...]) -> float:
    """What two names of one sound may cost: nothing for the shortest, one slip in four sounds."""
    size = min(sum(s.silent > 0.5 for s in x), sum(s.silent > 0.5 for s in y))
    return (0.0, 0.34, 0.5, 0.75, 1.0, 1.5, 1.5, 2.0)[min(size, 7)]


def _cost(x: tuple[Sound, ...], y: tuple[Sound, ...]) -> float:
    """Price of the cheapest alignment; what follows the end of the shorter word costs little, as endings do."""
    row = [0.0]
    for s in y:
        row.append(row[-1] + s.silent)
    last = [row[-1]]
    for s in x:
        new = [row[0] + s.silent]
        for j, t in enumerate(y):
            pay = 0.0 if s.mask & t.mask else 0.5 if s.kin & t.mask else 1.0
            new.append(min(row[j] + pay, row[j + 1] + s.silent, new[j] + t.silent))
        row = new
        last.append(row[-1])
    full = row[-1]
    tails = [cost + 0.2 * (len(x) - i) for i, cost in enumerate(last) if i >= 2 and i >= len(x) - 3]
    tails += [cost + 0.2 * (len(y) - j) for j, cost in enumerate(row) if j >= 2 and j >= len(y) - 3]
    return min([full, *tails])


@lru_cache(maxsize=4096)
def _running(text: str) -> tuple[Sound, ...]:
    return tuple(s for word in words(text) for s in sounds(word.text))


@lru_cache(maxsize=50_000)
def heard_in(name: str, text: str) -> bool:
    """Whether a name is heard somewhere in a text without capitals, across the borders of its words.

    >>> heard_in("Biden", "拜登会见了朔尔茨"), heard_in("Scholz", "拜登会见了朔尔茨"), heard_in("Trump", "拜登会见了朔尔茨")
    (True, True, False)
    """
    x, y = sounds(name), _running(text)
    size = sum(s.silent > 0.5 for s in x)
    return bool(x and y) and price(x, y) <= (0.0, 0.0, 0.0, 0.34, 0.75, 1.0, 1.34, 1.7)[min(size, 7)]


def price(x: tuple[Sound, ...], y: tuple[Sound, ...]) -> float:
    """Price of the cheapest place of x within y."""
    row = [0.0] * (len(y) + 1)
    for s in x:
        left_out = min(s.silent, 0.34) if s.mask & _BITS["R"] else s.silent  # "Carter" is カーター
        new = [row[0] + left_out]
        for j, t in enumerate(y):
            pay = 0.0 if s.mask & t.mask else 0.6 if s.kin & t.mask else 1.0
            new.append(min(row[j] + pay, row[j + 1] + left_out, new[j] + t.silent))
        row = new
    return min(row)
