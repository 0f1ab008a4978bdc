"""The source translated again, sentence by sentence: what check, batch and `mtaudit retranslate` share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from audit.check import Pair
from audit.models.catalogue import default
from audit.models.load import load
from audit.models.translator import Hypothesis, ModelError, Settings, Translator
from audit.opinion import Opinion, Scores, opinion
from corpora.document import Document, Segment

_KEPT = 3  # pairs whose models stay loaded

Load = Callable[[str, Settings], Translator]


@dataclass(frozen=True, slots=True)
class Again:
    """What one model says: for each source, in order, its hypotheses, best first; () where it has nothing."""

    name: str
    hypotheses: tuple[tuple[Hypothesis, ...], ...]

    def texts(self, rank: int = 0) -> tuple[str, ...]:
        """Return the hypothesis of that rank of each source, "" where there is none."""
        return tuple(h[rank].text if rank < len(h) else "" for h in self.hypotheses)

    @property
    def depth(self) -> int:
        """The most hypotheses that any source has."""
        return max(map(len, self.hypotheses), default=0)


class Retranslator:
    """The models that the user asked for, loaded when a language pair first needs them.

    The spec "" stands for the catalogue's default of the pair. The languages of `settings` are filled in. `plan` is told
    how many characters are about to be translated. Without `scoring` no model is asked for probabilities.
    """

    def __init__(
        self,
        specs: Sequence[str],
        settings: Settings,
        load_one: Load = load,
        *,
        plan: Callable[[int], None] = lambda _: None,
        scoring: bool = True,
    ) -> None:
        self.specs = tuple(dict.fromkeys(specs))
        self._settings = settings
        self._load = load_one
        self._plan = plan
        self._scoring = scoring
        self._loaded: dict[tuple[str, str], tuple[Translator, ...]] = {}

    def models(self, source_lang: str, target_lang: str) -> tuple[Translator, ...]:
        """Return the pair's models, in the order asked for. Raises ModelError for one that cannot be had."""
        pair = source_lang, target_lang
        if pair not in self._loaded:
            if len(self._loaded) >= _KEPT:
                self._loaded.pop(next(iter(self._loaded)))
            settings = replace(self._settings, source_lang=source_lang, target_lang=target_lang)
            specs = dict.fromkeys(spec or default(*pair).spec for spec in self.specs)
            self._loaded[pair] = tuple(self._load(spec, settings) for spec in specs)
        return self._loaded[pair]

    def again(self, sources: Sequence[str], source_lang: str, target_lang: str) -> tuple[Again, ...]:
        """Translate the sources with each model."""
        models = self.models(source_lang, target_lang)
        self._plan(len(models) * sum(map(len, sources)))
        return tuple(Again(m.name, tuple(m.translate(sources))) for m in models)

    def documents(self, original: Document, target_lang: str) -> tuple[tuple[Document, ...], ...]:
        """Translate a document again: for each model one document a hypothesis rank, the best first, one segment a segment."""
        found = self.again([s.text for s in original.segments], original.lang, target_lang)
        return tuple(
            tuple(as_document(original, a.name, target_lang, a.texts(rank)) for rank in range(max(a.depth, 1)))
            for a in found
        )

    def opinions(
        self,
        again: Sequence[Sequence[Document]],
        columns: Sequence[tuple[str, ...]],
        pairs: Sequence[Pair],
        langs: tuple[str, str],
    ) -> list[Opinion]:
        """Return each model's opinion on the pairs, of the columns of its documents beside them, in the same order."""
        found: list[Opinion] = []
        rest = list(columns)
        for documents, said in zip(again, self.scores(pairs, langs), strict=True):
            found.append(opinion(documents[0].name, rest[: len(documents)], said))
            rest = rest[len(documents) :]
        return found

    def scores(self, pairs: Sequence[Pair], langs: tuple[str, str]) -> tuple[Scores | str, ...]:
        """Return, for each model, what it thinks of the pairs' targets, all of one language pair, or why it cannot say."""
        sources, targets = [p.source for p in pairs], [p.target for p in pairs]
        found: list[Scores | str] = []
        if not self._scoring:
            return ("",) * len(self.models(*langs))
        for model in self.models(*langs):
            try:
                found.append(tuple(model.score(sources, targets)))
            except ModelError as e:
                found.append(str(e))
        return tuple(found)


def as_document(original: Document, name: str, lang: str, texts: Sequence[str]) -> Document:
    """Make a Document of one text for each segment of the original, so that links of the original hold for it too."""
    segments: list[Segment] = []
    parts: list[str] = []
    at = 0
    for before, text in zip(original.segments, texts, strict=True):
        if segments:
            parts.append(" " if before.paragraph == segments[-1].paragraph else "\n\n")
            at += len(parts[-1])
        segments.append(Segment(text, at, before.paragraph))
        parts.append(text)
        at += len(text)
    return Document(name, "".join(parts), lang, tuple(segments))
