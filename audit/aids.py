"""The models that help the checks: what links words across languages, and what judges them. Both may be absent."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.models.encoders.encoder import Encoder
    from audit.reading import Reader


@dataclass(frozen=True, slots=True)
class Aids:
    """`encoder` links words, and aligns sentences where names, numbers and lengths leave that in doubt; `reader` judges words."""

    encoder: "Encoder | None" = None
    reader: "Reader | None" = None


NONE = Aids()
"""Rules and tables alone."""
