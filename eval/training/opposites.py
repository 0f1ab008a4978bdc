"""Words that turn a statement round, by language: written for the training of the reader, and for nothing that measures it.

Each line is a set of words of which any can stand in the place of any other in a sentence, with another meaning.
"""

from functools import cache

_SETS = {
    "en": """all some most none|always never sometimes rarely often seldom|before after|until since while|may must should cannot
more less fewer|most least|increase decrease|increased decreased|increases decreases|rise fall|rose fell|rising falling
higher lower|high low|higher lower|up down|first last|early late|earlier later|begin end|began ended|start stop|started stopped
win lose|won lost|winner loser|open close|opened closed|accept refuse|accepted refused rejected|allow forbid|allowed forbidden banned
agree disagree|agreed disagreed refused|support oppose|supported opposed|supports opposes|buy sell|bought sold|come go|give take|gave took
true false|right wrong|good bad|better worse|best worst|strong weak|stronger weaker|large small|larger smaller|big little|long short
old new|rich poor|safe dangerous|easy difficult|possible impossible|legal illegal|public private|internal external|domestic foreign
inside outside|above below|over under|north south|east west|northern southern|eastern western|left right|with without|for against
many few|much little|several no|every no|any no|only also|at least at most|already not yet|again never|almost exactly|about exactly
can cannot|could must|will would|will did|is was|are were|has will|had will|he she|his her|him her|man woman|men women|boy girl
father mother|son daughter|brother sister|husband wife|king queen|attack defend|attacked defended|attacker victim|arrest release
arrested released|guilty innocent|alive dead|born died|life death|war peace|friend enemy|ally enemy|success failure|succeed fail
profit loss|income expense|export import|exports imports|import export|north west|summer winter|spring autumn|morning evening|day night
today yesterday tomorrow|Monday Thursday|Tuesday Friday|Wednesday Sunday|January June|March August|April October|May November
yesterday tomorrow|year month|years months|week day|weeks days|hours minutes|million billion|millions thousands|thousand million
two three|three five|four seven|ten twelve|twenty thirty|half quarter|twice once|first third|second fourth|meter kilometer|percent times
employer employee|teacher student|doctor patient|seller buyer|sender recipient|victory defeat|cause effect|because although|if unless
and or|but so|deny confirm|denied confirmed|denies confirms|remember forget|remembered forgot|love hate|loves hates|hot cold|full empty
dry wet|clean dirty|heavy light|wide narrow|deep shallow|fast slow|quickly slowly|near far|visible hidden|permanent temporary""",
    "de": """alle einige keine|immer nie manchmal selten|vor nach|bis seit|kann muss darf|mehr weniger|steigt sinkt|stieg sank|höher niedriger
groß klein|erste letzte|beginnt endet|begann endete|gewann verlor|akzeptiert ablehnt|kaufen verkaufen|kaufte verkaufte|gut schlecht
besser schlechter|stark schwach|alt neu|möglich unmöglich|über unter|mit ohne|für gegen|viele wenige|nur auch|er sie|Mann Frau
Millionen Milliarden|zwei drei|heute gestern morgen|weil obwohl|und oder|Krieg Frieden|Freund Feind|Norden Süden|Westen Osten|früher später""",
    "ru": """все некоторые никто|всегда никогда иногда редко|до после|может должен|больше меньше|выше ниже|первый последний|начал закончил
выиграл проиграл|купил продал|хороший плохой|лучше хуже|старый новый|возможно невозможно|над под|с без|за против|много мало|только также
он она|мужчина женщина|миллионов миллиардов|два три|сегодня вчера завтра|потому хотя|и или|война мир|друг враг|север юг|запад восток|раньше позже""",
    "uk": """усі деякі ніхто|завжди ніколи іноді рідко|до після|може мусить|більше менше|вище нижче|перший останній|почав закінчив
виграв програв|купив продав|добрий поганий|краще гірше|старий новий|можливо неможливо|над під|з без|за проти|багато мало|лише також
він вона|чоловік жінка|мільйонів мільярдів|два три|сьогодні вчора завтра|бо хоча|і або|війна мир|друг ворог|північ південь|захід схід|раніше пізніше""",
}
NEGATIONS = {
    "en": ("not", "n't", "no", "never"),
    "de": ("nicht", "kein", "keine", "keinen", "nie"),
    "ru": ("не", "нет", "никогда"),
    "uk": ("не", "немає", "ніколи"),
}
"""Words that deny."""
DENIED = {
    "en": (
        "is",
        "are",
        "was",
        "were",
        "will",
        "would",
        "can",
        "could",
        "should",
        "may",
        "might",
        "must",
        "has",
        "have",
        "had",
        "did",
        "does",
        "do",
    ),
    "de": ("ist", "sind", "war", "waren", "wird", "werden", "kann", "können", "soll", "hat", "haben", "darf"),
}
"""Words after which a denial can be put in; in Slavic languages it stands before any verb."""
BEFORE = {
    "ru": (
        "был",
        "была",
        "было",
        "были",
        "может",
        "могут",
        "будет",
        "будут",
        "имеет",
        "является",
        "хочет",
        "сможет",
        "должен",
        "есть",
    ),
    "uk": (
        "був",
        "була",
        "було",
        "були",
        "може",
        "можуть",
        "буде",
        "будуть",
        "має",
        "є",
        "хоче",
        "зможе",
        "мусить",
        "мають",
    ),
}


@cache
def others(lang: str) -> dict[str, tuple[str, ...]]:
    """Return, for each word of a language's sets, the words that can be put in its place."""
    found: dict[str, tuple[str, ...]] = {}
    for line in _SETS.get(lang, "").replace("\n", "|").split("|"):
        same = line.split()
        for word in same:
            found[word] = found.get(word, ()) + tuple(w for w in same if w != word)
    return found
