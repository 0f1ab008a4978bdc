"""Real re-translations of a benchmark's sources by a model, kept in the user's cache so that a second run asks no model."""

from collections.abc import Sequence

from audit.models.cache import Cache
from audit.models.load import load
from audit.models.translator import Settings


def again(spec: str, sources: Sequence[str], source_lang: str, target_lang: str) -> tuple[tuple[str, ...], str]:
    """Return the model's translation of each source, "" of an empty one, and the model's name for the signature.

    Raises ModelError, one line with the cure, where the model or its library is not installed. Downloads nothing.
    """
    cache = Cache()
    try:
        model = load(spec, Settings(source_lang, target_lang, offline=True), cache)
        return tuple(hypotheses[0].text for hypotheses in model.translate(sources)), model.name
    finally:
        cache.close()
