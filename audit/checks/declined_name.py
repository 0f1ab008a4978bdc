"""A name left in the case that the source needed.

Why it hurts: "Dmytrom Kuleboyu" is nobody; the reader cannot look the name up, and sees that no one read the text.

How it is known: the translation spells an inflected form of the source letter by letter ("Zelenskoho" for Зеленського), and
the dictionary form is known: from its ending, from a given name, a table, how often it is written, or the re-translations.

What stays silent: names whose dictionary form looks inflected (Kovalenko, Chernivtsi), the dictionary form itself, and
spellings that English uses or a re-translation has.
"""

from collections.abc import Iterator

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lexicons import romanise
from audit.lexicons.attested import seen
from audit.lexicons.gazetteer import places
from audit.lexicons.names import Name, capitals, fold, plain
from audit.lexicons.people import by_cyrillic, given_names, is_given_name
from audit.naming.inflected import nominatives
from corpora.language import primary
from corpora.words import words

# Endings that no name of the language has in its dictionary form.
_SURE = {
    "uk": ("ського", "ському", "ським", "цького", "цькому", "цьким", "ською", "цькою", "ської", "цької", "ою", "ею", "єю", "ові", "еві"),
    "ru": ("ского", "скому", "ским", "цкого", "цкому", "цким", "скую", "цкую", "ову", "еву", "овым", "евым"),
    "be": ("скага", "скаму", "цкага", "цкаму"),
    "pl": ("skiego", "skiemu", "ckiego", "ckiemu", "ą", "ę", "owi"),
    "cs": ("ského", "skému", "ckého", "ckému", "ovi", "ovou"),
}  # fmt: skip
_WITH = {
    "uk": ("ом", "ем"),
    "ru": ("ом", "ем"),
    "pl": ("em", "iem"),
    "cs": ("em", "ém"),
}  # hardly ever a dictionary form
_IN_A_PLACE = {"uk": "ці"}  # after a preposition it is a place in -ка; places in the plural have -ях there
_PLACE = (
    "у",
    "в",
    "на",
    "при",
    "о",
    "об",
    "w",
    "we",
    "v",
    "ve",
    "na",
)  # prepositions after which no name is in its dictionary form


@declare(
    "N007",
    Category.GRAMMAR,
    Kind.NAME,
    Severity.MAJOR,
    Example("uk-en", "Посол зустрівся із Зеленським у Києві.", "The ambassador met with [[Zelenskym]] in Kyiv."),
    Example("ru-en", "Разговор с Лавровым длился час.", "The talk with [[Lavrovym]] took an hour."),
    Example("pl-en", "Rozmawiał z Tuskiem i Kamińską.", "He talked with Tusk and [[Kamińską]]."),
    Example("uk-en", "Про це повідомили в Чернівцях.", "This was reported in Chernivtsi."),
    Example("ru-en", "Это сказал Короленко.", "Korolenko said so."),
    Example("pl-en", "To powiedział Hanna Suchocka.", "Hanna Suchocka said so."),
    needs=Needs.SOURCE,
    source_langs=frozenset({"uk", "ru", "be", "pl", "cs"}),
    target_langs=frozenset({"en"}),
)  # fmt: skip
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    """Mark names that spell an inflected form of the source."""
    lang = primary(pair.source_lang)
    told = {w.text.lower() for text in pair.retranslations for w in words(text)}
    for name in capitals(pair.target):
        if name.text.lower() in told or len(name.text) < 4:
            continue
        for heard in capitals(pair.source):
            right = _dictionary_form(pair, name, heard, lang) if _spells(name.text, heard.text, lang) else ""
            if right and right.lower() != name.text.lower() and fold(right) != name.text.lower():
                yield _mark(pair, name, heard, right)
                break


def _spells(latin: str, word: str, lang: str) -> bool:
    if lang in romanise.LANGS:
        return romanise.spells(latin, word.lower(), lang)
    return plain(latin) == plain(word)


def _dictionary_form(pair: Pair, name: Name, heard: Name, lang: str) -> str:
    """The English of the dictionary form, where the source's word is surely another form of it; else ""."""
    forms = [f for f in nominatives(heard.text, lang)[1:] if len(f) > 2]
    named = heard.text.lower() in by_cyrillic(lang) or (
        lang in ("uk", "ru") and heard.text.lower() in given_names(lang)
    )
    if not forms or named or places().find(heard.text, lang):
        return ""
    known = next((f for f in forms if _is_told(pair, f, lang)), "")
    known = known or next((f for f in forms if _is_known(f, heard.text, lang)), "")
    sure = heard.text.lower().endswith(_SURE.get(lang, ()))
    before = next((w.text.lower() for w in reversed(words(pair.source)) if w.end < heard.start), "")
    if before in _PLACE and heard.text.endswith(_IN_A_PLACE.get(lang, "-")):
        sure, known = True, known or heard.text[:-2] + "ка"
    if not known and not sure:
        return ""
    instrumental = heard.text.endswith(_WITH.get(lang, ()))
    if not (sure or before in _PLACE or instrumental or is_given_name(heard.text, lang)):
        return ""
    english = _english(known or forms[0], lang)
    if not sure and seen(name.text, "en") > 0:
        return ""
    return "" if seen(name.text, "en") > max(seen(english, "en"), 1.0) else english


def _is_told(pair: Pair, form: str, lang: str) -> bool:
    """Whether every re-translation has the dictionary form."""
    right = _english(form, lang).lower()
    return bool(pair.retranslations) and all(right in {w.text.lower() for w in words(t)} for t in pair.retranslations)


def _is_known(form: str, inflected: str, lang: str) -> bool:
    if (
        form.lower() in by_cyrillic(lang)
        or places().find(form, lang)
        or (lang in ("uk", "ru") and is_given_name(form, lang))
    ):
        return True
    return seen(form, lang) > max(seen(inflected, lang) + 0.4, 1.5)


def _english(form: str, lang: str) -> str:
    """The usual English of a dictionary form."""
    if found := places().find(form, lang):
        return found[0].entry.name
    if lang not in romanise.LANGS:
        return form
    persons = by_cyrillic(lang).get(form.lower(), ())
    return persons[0].parts[persons[0].surname] if persons else romanise.usual(form, lang)


def _mark(pair: Pair, name: Name, heard: Name, right: str) -> Mark:
    told = [k for k, t in enumerate(pair.retranslations, 1) if fold(right) in {fold(w.text) for w in words(t)}]
    evidence = (Evidence("source", heard.text), *(Evidence(f"re-translation {k}", right) for k in told))
    message = f"“{name.text}” is the case form {heard.text} of the source; the name is “{right}”."
    span, place = Span(name.start, name.end), Span(heard.start, heard.end)
    return Mark(span, message, min(0.85 + 0.05 * len(told), 0.95), evidence, right, place)
