"""How much evidence an audit of aligned sentences is given."""

from dataclasses import replace

from audit.check import Pair

MODES = ("text only", "source", "source + 1 re-translation", "source + 2 re-translations")
TEXT_ONLY, SOURCE, ONE, TWO = MODES


def given(pair: Pair, mode: str) -> Pair:
    """Return the pair with only what the mode allows."""
    if mode == TEXT_ONLY:
        return replace(pair, source="", source_lang="", retranslations=())
    return replace(pair, retranslations=pair.retranslations[: MODES.index(mode) - 1])
