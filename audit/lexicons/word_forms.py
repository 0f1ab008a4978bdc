"""The forms of English words: regular ones by rule, irregular verbs from a table."""

from functools import cache

import regex

# Verbs of the tables that have other forms than "-ed": base -> (past, participle).
_DOUBLES, _HISSES = regex.compile(r"[^aeiou]*[aeiou][bdgklmnprtvz]"), regex.compile(r"(?:s|x|z|ch|sh|o)$")
_IRREGULAR = {
    line.split()[0]: (line.split()[1], line.split()[2])
    for line in """be was been|bear bore borne|beat beat beaten|become became become|bend bent bent|bite bit bitten
    blow blew blown|break broke broken|bring brought brought|build built built|burst burst burst|buy bought bought
    catch caught caught|choose chose chosen|come came come|cut cut cut|dig dug dug|do did done|draw drew drawn
    drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed fed|feel felt felt|fight fought fought
    find found found|fly flew flown|get got got|give gave given|go went gone|grow grew grown|hang hung hung
    have had had|hear heard heard|hide hid hidden|hit hit hit|hold held held|keep kept kept|know knew known
    lay laid laid|lead led led|leave left left|lie lay lain|light lit lit|lose lost lost|make made made|pay paid paid
    put put put|read read read|rise rose risen|run ran run|say said said|see saw seen|sell sold sold|send sent sent
    set set set|sew sewed sewn|shake shook shaken|shoot shot shot|show showed shown|sit sat sat|speak spoke spoken
    spend spent spent|spin spun spun|split split split|spread spread spread|stand stood stood|steal stole stolen
    stick stuck stuck|string strung strung|strike struck struck|sweep swept swept|swim swam swum|take took taken|teach taught taught
    tear tore torn|tell told told|think thought thought|throw threw thrown|wear wore worn|win won won|write wrote written
    man men men|woman women women|foot feet feet|tooth teeth teeth|mouse mice mice|leaf leaves leaves|goose geese geese
    swallow swallowed swallowed|follow followed followed|draw drew drawn|lend lent lent|meet met met|wind wound wound
    cast cast cast|deal dealt dealt|bind bound bound|grind ground ground|seek sought sought|sing sang sung|slide slid slid
    sink sank sunk|ride rode ridden|freeze froze frozen|shut shut shut|hurt hurt hurt|ring rang rung|sow sowed sown
    spit spat spat|tread trod trodden|understand understood understood|weave wove woven|wake woke woken|shed shed shed
    let let let|shine shone shone|forget forgot forgotten|begin began begun|bid bid bid|breed bred bred|cling clung clung
    creep crept crept|flee fled fled|forgive forgave forgiven|mean meant meant|overcome overcame overcome|quit quit quit
    shrink shrank shrunk|sleep slept slept|spring sprang sprung|sting stung stung|swear swore sworn|swing swung swung
    undergo underwent undergone|undertake undertook undertaken|weep wept wept|withdraw withdrew withdrawn
    withhold withheld withheld|upset upset upset|overthrow overthrew overthrown|forbid forbade forbidden""".replace(
        "\n", "|"
    ).split("|")
    if line.strip()
}


def irregular() -> tuple[str, ...]:
    """Return the base forms of the table."""
    return tuple(_IRREGULAR)


@cache
def forms(word: str) -> tuple[str, str, str, str, str]:
    """Return an English word's base, "-s", past, participle and "-ing" forms; irregular ones from a table."""
    stem = word[:-1] if word.endswith("e") and not word.endswith(("ee", "be")) else word
    consonant_y = word.endswith("y") and word[-2:-1] not in "aeiou"
    double = bool(_DOUBLES.fullmatch(word)) and not word.endswith("ok")
    if word.endswith("ie"):
        stem = word[:-2] + "y"
    many = word[:-1] + "ies" if consonant_y else word + ("es" if _HISSES.search(word) else "s")
    past = word[:-1] + "ied" if consonant_y else word + "d" if word.endswith("e") else word + word[-1] * double + "ed"
    past, participle = _IRREGULAR.get(word, (past, past))
    special = {"be": "is", "have": "has"}.get(word, many)
    return word, special, past, participle, stem + word[-1] * (double and stem == word) + "ing"
