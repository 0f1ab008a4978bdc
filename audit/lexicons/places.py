"""Cities, villages, regions, waters, mountains, islands and single sites, in many languages: the table places.tsv."""

from functools import cache

from audit.lexicons.gazetteer import Entry, Form, Gazetteer, read


@cache
def table() -> Gazetteer:
    """Return the table, read once."""
    return read("places.tsv")


def find(phrase: str, lang: str) -> tuple[Form, ...]:
    """Return what a dictionary form in a source language may name; see `Gazetteer.find`."""
    return table().find(phrase, lang)


def starting(word: str, lang: str) -> tuple[Form, ...]:
    """Return the forms that begin like `word`; see `Gazetteer.starting`."""
    return table().starting(word, lang)


def known(phrase: str) -> bool:
    """Whether an English phrase is a right name in the table."""
    return table().known(phrase)


def wrong(phrase: str) -> tuple[Entry, ...]:
    """Return the rows of which an English phrase is a word-for-word rendering."""
    return table().wrong(phrase)
