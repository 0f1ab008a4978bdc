"""A Slavic "while, as long as" translated as "until", or the reverse.

Why it hurts: one conjunction (поки, пока, dopóki) means "as long as" with a lasting state and "until" with a negation, so a
machine that mixes them up turns the meaning round: "sanctions stay until the troops are in the country".

What stays silent: verbs of a single event ("wait until he comes") and all verbs that the check cannot place; "for now"
(поки що); a source that has another word for "until"; every sentence where a re-translation says what the text says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span

_UNTIL = regex.compile(r"\b(?:until|till|'til)\b", regex.IGNORECASE)
_WHILE = regex.compile(r"\b(?:(?:as|so) long as|while|whilst)\b", regex.IGNORECASE)
_LONG = regex.compile(r"\b(?:as|so) long as\b", regex.IGNORECASE)
_OTHER = regex.compile(r"\b(?:until|till|'til|unless|before|once|after)\b", regex.IGNORECASE)
_DENIED = regex.compile(r"n['’]t\b|\b(?:not|no|never|without|cannot|none|nobody|nothing|yet)\b", regex.IGNORECASE)
_CLAUSE_END = regex.compile(r"[,.;:!?…()\n«»“”]|\s[—–-]\s")
_TIME = r"\s+(?:now|then|today|tomorrow|yesterday|recently|late|early|next|last|at least|further|\d)"
_UNTIL_TIME = regex.compile(r"\b(?:until|till|'til)" + _TIME, regex.IGNORECASE)

_CONJUNCTION = {
    "uk": r"(?:до)?поки|(?:до)?покіль|доки",
    "ru": r"(?:до)?пока|покуда|покамест",
    "pl": r"(?:do)?póki",
}
_FOR_NOW = {"uk": "що", "ru": "что", "pl": "co"}
_NOT = {"uk": "не", "ru": "не", "pl": "nie"}
_MURKY = {"uk": "нема|немає|ні|без|ледве|мало", "ru": "нет|ни|без|едва|мало", "pl": "brak|ani|bez|ledwo|mało"}
# A verb with a prefix in the form of the present tells a single event to come ("ознайомимося"), but for these: "перебувають".
_PREFIXED = regex.compile(
    r"\b(?:ви|вы|wy|за|za|на|na|по|po|про|prze|при|przy|пере|до|do|від|от|od|роз|раз|roz|об|о|під|под|pod|з|зі|u|у)"
    r"\p{L}+(?:[иі]ть|[ятую]ть|ет|ит|[ую]т|[ая]т|де|не|[иеє]мо|[иеє]мося|[еи]м|[еи]мся|ться|тся|нет|cie|nie|zie|[iy]my|ą)\b",
    regex.IGNORECASE,
)
_GOING_ON = regex.compile(r"[ую]ва|[оеиыа]ва|[ую]є|[ую]ю|[ую]ет|ає|яє|[ая]ю[тц]|[ая]ет|uj|aj", regex.IGNORECASE)
# Words that are themselves "until", "wait", or a contrast that English renders as "while".
_ELSE = {
    "uk": r"до|аж|чека\w+|дочек\w+|зачек\w+|почек\w+|дожи\w+",
    "ru": r"до|аж|жд\w+|дождал\w+|дождат\w+|дождись|дождут\w+|дождемся|дождетесь|подожд\w+|дожид\w+|ожида\w+",
    "pl": r"do|aż|czeka\w+|poczeka\w+|zaczeka\w+|doczeka\w+",
}
_CONTRAST = {
    "uk": r"тоді|час|хоча|хоч|якщо|натомість|водночас|тимчасом|але|а",
    "ru": r"тогда|время|хотя|хоть|если|между|одновременно|но|а",
    "pl": r"podczas|gdy|choć|chociaż|jeśli|jeżeli|natomiast|ale|a",
}
# Verbs of a lasting state or an action under way (imperfective), in present and past; a tilde stands for any ending.
_LASTING = {
    "uk": """є був була було були бува~ існу~ трива~ продовжу~ перебува~ знаходи~ знаходя~ знаходж~ залиша~ лиша~ стоїть
    стоять стояв стояла стояло стояли лежить лежать лежав лежала сидить сидять сидів сиділа сиділи живе живуть жив жила жили
    живемо має мають мав мала мали маємо може можуть міг могла могли можемо хоче хочуть хотів хотіла працю~ вою~ йде йдуть іде
    ідуть йшла йшли йшов йшло веде ведуть вели ведеться ведуться велися велася трима~ вірить вірять знає знають знав знала
    потребу~ керу~ контролю~ править правлять діє діють діяв діяла діяли горить горять горів горіла горіло горіли болить спить сплять
    спав спала спали летить летять летів летіла їде їдуть їхав їхали говорить говорять говорив говорила думає думають окупу~
    живий жива живі триває бачить бачать тече росте ростуть загрожу~ панує панують панував панувала лежали дихає дихають
    борються боремося воюємо""",
    "ru": """есть был была было были быва~ существу~ длит~ длил~ продолжа~ находи~ находя~ остаю~ остает~ остава~ стоит стоят
    стоял стояла стояло стояли лежит лежат лежал лежала сидит сидят сидел сидела сидели живет живут жил жила жили живем имеет
    имеют имел имела имели может могут мог могла могли можем хочет хотят хотел хотела работа~ вою~ воева~ идет идут шел шла шло
    шли ведет ведут вели ведется ведутся велись держит~ держат~ верит верят знает знают знал знала нужда~ управля~ контролиру~
    правит правят действу~ горит горят горел горела горело горели болит спит спят спал спала спали летит летят летел летела едет
    едут ехал ехали говорит говорят говорил говорила думает думают оккупиру~ жив жива живы видит видят течет растет растут угрожа~
    дышит дышат спор~ борются боремся""",
    "pl": """jest są był była było były byli istnie~ trwa trwają trwał trwała trwało trwały znajduj~ pozostaj~ stoi stoją stał
    stała leży leżą leżał leżała siedzi siedzą siedział siedziała żyje żyją żył żyła żyli żyjemy ma mają miał miała mieli mamy może
    mogą mógł mogła mogli chce chcą chciał chciała pracuje pracują pracował pracowała walczy walczą walczył walczyli idzie idą
    szedł szła prowadzi prowadzą wierzy wierzą wie wiedzą potrzebuj~ rządzi rządzą rządził rządziła działa działają działał
    działała pali płonie boli śpi śpią spał spała leci lecą jedzie jadą mówi mówią myśli myślą okupuj~ kontroluj~ widzi zagraża
    zagrażają rośnie rosną oddycha mieszka mieszkają""",
}


@dataclass(frozen=True, slots=True)
class _Clause:
    """The conjunction's place, and what its clause says: denied, unclear, a lasting state, or what looks like a single event."""

    place: Span
    denied: bool
    murky: bool
    lasting: bool
    event: bool


@cache
def _word(lang: str, table: str) -> regex.Pattern[str]:
    rows = {"conjunction": _CONJUNCTION, "not": _NOT, "murky": _MURKY, "else": _ELSE, "contrast": _CONTRAST}
    forms = rows[table][lang] if table in rows else "|".join(_LASTING[lang].replace("~", r"\w*").split())
    return regex.compile(rf"\b(?:{forms})\b", regex.IGNORECASE)


def _clause(text: str, lang: str) -> _Clause | None:
    """Read the one clause that begins with the conjunction; None where there is none, or more than one."""
    text = text.replace("ё", "е")
    found = list(_word(lang, "conjunction").finditer(text))
    if len(found) != 1:
        return None
    start, end = found[0].span()
    stop = _CLAUSE_END.search(text, end)
    clause = text[end : stop.start() if stop else len(text)]
    if not clause.strip() or regex.match(rf"\s*{_FOR_NOW[lang]}\b", clause, regex.IGNORECASE):
        return None
    denied, murky, lasting = (bool(_word(lang, table).search(clause)) for table in ("not", "murky", "lasting"))
    event = any(not _GOING_ON.search(verb) for verb in _PREFIXED.findall(clause))
    return _Clause(Span(start, end), denied, murky, lasting, event)


def _until(pair: Pair, clause: _Clause, lang: str) -> tuple[Span, float] | None:
    """Return the "until" that should be "as long as", with the confidence."""
    found = list(_UNTIL.finditer(pair.target))
    if len(found) != 1 or _WHILE.search(pair.target) or _UNTIL_TIME.search(pair.target):
        return None
    told = sum(bool(_WHILE.search(text)) for text in pair.retranslations)
    all_told = told > 0 and told == len(pair.retranslations)
    if any(_UNTIL.search(text) for text in pair.retranslations):
        return None
    sure = clause.lasting and not (clause.murky or clause.event) and not _word(lang, "else").search(pair.source)
    if not (sure or (all_told and not clause.event)):
        return None
    return Span(*found[0].span()), min(0.97, (0.85 if sure else 0.75) + 0.05 * told)


def _while(pair: Pair, clause: _Clause, lang: str) -> tuple[Span, float] | None:
    """Return the "while" that should be "until", with the confidence."""
    found = list(_WHILE.finditer(pair.target))
    if len(found) != 1 or _OTHER.search(pair.target) or clause.lasting or clause.murky:
        return None
    if _DENIED.search(pair.target) or any(_WHILE.search(text) for text in pair.retranslations):
        return None
    told = sum(bool(_UNTIL.search(text)) for text in pair.retranslations)
    clear = bool(_LONG.fullmatch(found[0].group())) and not _word(lang, "contrast").search(pair.source)
    if not (clear or (told and told == len(pair.retranslations))):
        return None
    return Span(*found[0].span()), min(0.97, 0.8 + 0.05 * told)


def _evidence(pair: Pair, clause: _Clause, wanted: regex.Pattern[str]) -> tuple[Evidence, ...]:
    stop = _CLAUSE_END.search(pair.source, clause.place.end)
    found = [Evidence("source", pair.source[clause.place.start : stop.start() if stop else len(pair.source)].strip())]
    for index, text in enumerate(pair.retranslations, 1):
        if hit := wanted.search(text):
            end = _CLAUSE_END.search(text, hit.end())
            found.append(
                Evidence(f"re-translation {index}", text[hit.start() : end.start() if end else len(text)].strip())
            )
    return tuple(found)


@declare(
    "A004",
    Category.MISTRANSLATION,
    Kind.MEANING,
    Severity.CRITICAL,
    Example("uk-en", "Допомога надходитиме, поки триває війна.", "Aid will come [[until]] the war lasts."),
    Example(
        "pl-en",
        "Dopóki żyję, nie zapomnę.",
        "[[Until]] I live, I will not forget.",
        ("As long as I live, I won't forget.",),
    ),
    Example("pl-en", "Dopóki trwa rozejm, szkoły są otwarte.", "[[Until]] the truce lasts, the schools are open."),
    Example(
        "ru-en",
        "Магазин работал, пока не кончился хлеб.",
        "The shop was open [[as long as]] the bread ran out.",
        ("The shop stayed open until the bread ran out.",),
    ),
    Example("uk-en", "Чекаймо, поки прийде лікар.", "Let us wait until the doctor comes."),
    Example("uk-en", "Вони будуть там, поки не скінчиться дощ.", "They will be there until the rain stops."),
    Example("uk-en", "Поки що музей зачинено до травня.", "For now the museum is closed until May."),
    Example("pl-en", "Dopóki trwa rozejm, szkoły są otwarte.", "While the truce lasts, the schools are open."),
    needs=Needs.SOURCE,
    source_langs=frozenset({"uk", "ru", "pl"}),
    target_langs=frozenset({"en"}),
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    """Yield at most one mark."""
    lang = pair.source_lang.partition("-")[0]
    if lang not in _CONJUNCTION or not (_UNTIL.search(pair.target) or _WHILE.search(pair.target)):
        return
    clause = _clause(pair.source, lang)
    if clause is None:
        return
    found = _while(pair, clause, lang) if clause.denied else _until(pair, clause, lang)
    if found is None:
        return
    span, sure = found
    words = pair.target[span.start : span.end]
    right = "until" if clause.denied else "as long as"
    conjunction = pair.source[clause.place.start : clause.place.end]
    suggestion = right.capitalize() if words[0].isupper() else right
    message = f"“{conjunction}” means “{right}” here; “{words}” turns the meaning round."
    evidence = _evidence(pair, clause, _UNTIL if clause.denied else _WHILE)
    yield Mark(span, message, sure, evidence, suggestion, clause.place)
