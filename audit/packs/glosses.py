"""Dictionary glosses -> plain English renderings: labels and brackets go, definitions are left out."""

import regex

_BRACKETS = regex.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
_LEAD = regex.compile(r"^(?:to|an?|the)\s+(?=\S)", regex.IGNORECASE)
_OTHER = regex.compile(
    r"^(?:alternative|archaic|obsolete|dated|rare|nonstandard|abbreviation|initialism|acronym|misspelling|eye dialect|pronunciation)?"
    r"\s*(?:form|spelling|letter case form|plural|singular|genitive|dative|accusative|past participle|diminutive|augmentative"
    r"|synonym|comparative|superlative|inflection|female equivalent|feminine|verbal noun|present participle|imperfective|perfective)\s*\S*\s+of\b",
    regex.IGNORECASE,
)
_PLAIN = regex.compile(r"[\p{Latin}\p{M}\p{N}][\p{Latin}\p{M}\p{N} '’,./&!?-]*")
WORDS, PHRASE = 4, 8  # words of a rendering of one word, and of a whole phrase; beyond lies a definition


def renderings(gloss: str, most: int = WORDS) -> tuple[str, ...]:
    """Return the synonyms of a gloss ("(of wind) to blow, puff" -> blow, puff), each of at most `most` words."""
    text, before = gloss, ""
    while text != before:  # brackets inside brackets
        text, before = _BRACKETS.sub(" ", text), text
    if _OTHER.match(text.strip()):
        return ()
    parts = (_LEAD.sub("", " ".join(part.split()).strip(" .:")) for part in regex.split(r"[;,]|\s\|\s", text))
    kept = (part.replace("’", "'") for part in parts if _PLAIN.fullmatch(part) and len(part.split()) <= most)
    return tuple(dict.fromkeys(part if part.isupper() else part.lower() for part in kept))
