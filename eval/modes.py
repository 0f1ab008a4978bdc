"""How much evidence an audit of aligned sentences is given."""

from dataclasses import replace

from audit.check import Pair

TEXT_ONLY, SOURCE, ONE, TWO, FOUR = (
    "text only",
    "source",
    "source + 1 re-translation",
    "source + 2 re-translations",
    "source + 4 re-translations",
)
MODES = (TEXT_ONLY, SOURCE, ONE, TWO)
OTHERS = {TEXT_ONLY: 0, SOURCE: 0, ONE: 1, TWO: 2, FOUR: 4}  # re-translations that a mode gives at most


def given(pair: Pair, mode: str) -> Pair:
    """Return the pair with only what the mode allows."""
    if mode == TEXT_ONLY:
        return replace(pair, source="", source_lang="", retranslations=())
    return replace(pair, retranslations=pair.retranslations[: OTHERS[mode]])
