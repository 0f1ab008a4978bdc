"""Re-translations that were made before: JSONL, TSV, TMX, or two files with a text and its translation.

Sentences are found by their source text. Where the recording is split in another way than the texts that are asked for,
its units are joined, or taken apart and aligned.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

from audit.align.sentences import align
from audit.models.recordings import Recording, read
from audit.models.translator import Hypothesis, ModelError, Settings, TokenScore
from corpora.document import Segment
from corpora.sentences import document

_SHOWN = 50  # characters of a sentence in a message


def load(path: str, settings: Settings) -> "Recorded":
    """Read the recording at `path`: a file, or "SOURCE.txt,TRANSLATION.txt".

    Raises InputError (ModelError where the pair of `settings` is not in it) with the place of the fault.
    """
    recordings = list(read(path, settings.source_lang, settings.target_lang))
    name = ",".join(Path(p).name for p in path.split(","))
    digest = sha256("\0".join(f"{r.source}\0{r.targets}" for r in recordings).encode("utf-8", "replace")).hexdigest()
    return Recorded(f"recorded:{name}@{digest[:12]}", path, recordings, settings)


class Recorded:
    """A Translator over recordings. Memory: that of the recordings, twice."""

    def __init__(self, name: str, path: str, recordings: Sequence[Recording], settings: Settings) -> None:
        self._name = name
        self._path = path
        self._settings = settings
        self._recordings = [r for r in recordings if _key(r.source)]
        keys = [_key(r.source) for r in self._recordings]
        self._places: dict[str, list[int]] = {}
        self._starts = [0]
        for i, key in enumerate(keys):
            self._places.setdefault(key, []).append(i)
            self._starts.append(self._starts[-1] + len(key))
        self._stream = "".join(keys)

    @property
    def name(self) -> str:
        return self._name

    def translate(self, sources: Sequence[str]) -> list[tuple[Hypothesis, ...]]:
        """Look the sources up; of a text that was recorded with several translations, the one in its place counts.

        Raises ModelError for a source that is not there, and for one with several translations of which none follows
        the sentence before.
        """
        results: list[tuple[Hypothesis, ...]] = []
        missing: list[str] = []
        at = 0  # the recording that should come next
        for source in sources:
            found, at = self._found(source, at)
            if not found:
                missing.append(source)
            results.append(tuple(Hypothesis(t) for t in found[: self._settings.hypotheses]))
        if missing:
            raise ModelError(
                f"{self._path}: has no translation of {len(missing)} of {len(sources)} sentences, "
                f"the first: '{_short(missing[0])}'; record them with mtaudit retranslate"
            )
        return results

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[TokenScore, ...]]:
        raise ModelError(
            f"{self._name}: recorded translations carry no probabilities; use a transformers model for them"
        )

    def _found(self, source: str, at: int) -> tuple[Sequence[str], int]:
        """The translations of a source, best first, and the recording after it."""
        key = _key(source)
        if not key:
            return ("",), at
        places = self._places.get(key, ())
        if len({self._recordings[i].targets for i in places}) > 1 and at not in places:
            first, second = (self._recordings[i].place for i in places[:2])
            raise ModelError(
                f"{self._path}: several translations of '{_short(source)}' ({first}, {second}, ...); keep one"
            )
        if places:
            i = at if at in places else places[0]
            return self._recordings[i].targets, i + 1
        begin = self._stream.find(key, self._starts[at])
        begin = self._stream.find(key) if begin < 0 else begin
        return self._stretch(begin, begin + len(key)) if begin >= 0 else ((), at)

    def _stretch(self, begin: int, end: int) -> tuple[list[str], int]:
        """Translations of a stretch of the stream of sources, and the recording where it ends."""
        first = bisect_right(self._starts, begin) - 1
        last = bisect_left(self._starts, end)
        parts = self._recordings[first:last]
        depth = min(len(r.targets) for r in parts)
        joined = [" ".join(r.targets[k] for r in parts) for k in range(depth)]
        cuts = begin - self._starts[first], end - self._starts[first]
        if begin == self._starts[first] and end == self._starts[last]:
            return joined, last
        whole = " ".join(r.source for r in parts)
        texts = [self._aligned(_divided(whole, cuts), target) for target in joined]
        return [t for t in texts if t], last - (end < self._starts[last])

    def _aligned(self, sides: tuple[str, str, str], target: str) -> str:
        """What a translation has for the middle of three source texts."""
        segments = document("", target, self._settings.target_lang).segments
        source = [Segment(text, 0, 0) for text in sides if text]
        middle = int(bool(sides[0]))
        links = align(source, segments, same_language=False)
        ranges = [x.target for x in links if x.source[0] <= middle < x.source[1]]
        return " ".join(s.text for a, b in ranges for s in segments[a:b])


def _key(text: str) -> str:
    """A text without what editors and formats change: white space and the way accents are written."""
    return "".join(normalize("NFC", text).split())


def _divided(text: str, cuts: tuple[int, int]) -> tuple[str, str, str]:
    """Cut a text in three at places counted in characters of its key."""
    text = normalize("NFC", text)
    solid = [i for i, c in enumerate(text) if not c.isspace()]
    a, b = (solid[c] if c < len(solid) else len(text) for c in cuts)
    return text[:a].strip(), text[a:b].strip(), text[b:].strip()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
