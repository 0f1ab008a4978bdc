"""Transformers models run by CTranslate2: converted once (int8 on a CPU, float16 on a GPU), then several times as fast.

A converted model keeps its tokenizer beside it, so its folder is all that another machine needs.
"""

import json
import os
from collections.abc import Sequence
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audit.models.batching import batches, halving, in_pieces
from audit.models.conversion import TOKENIZER, converted
from audit.models.devices import out_of_memory
from audit.models.drafts import Draft, check, gap, joined, longest
from audit.models.families import Reader
from audit.models.hub import Place, one_line, place
from audit.models.pretrained import quiet, read
from audit.models.scoring import Subwords, token_scores
from audit.models.translator import Hypothesis, ModelError, Settings, TokenScore

if TYPE_CHECKING:
    import numpy as np

INSTALL = "pip install 'mtaudit[mt]'"
_PRECISIONS = ("int8", "float16", "bfloat16", "float32")
# By default CTranslate2 ends at the first hypothesis that is whole, and misses better ones that transformers goes on to;
# a fifth of the time buys the same texts.
_PATIENCE = 2
_LOGITS = 1 << 25  # at most so many logits at once where translations are forced: 128 MB


def load(model: str, settings: Settings, cache_folder: Path) -> "CTranslate":
    """Load a hub id, a transformers folder or a converted folder; convert it into `cache_folder` when it is not there yet.

    Raises ModelError for a model that cannot be had, converted or loaded, and for languages that it lacks.
    """
    try:
        import ctranslate2  # noqa: F401, PLC0415
        import transformers  # noqa: F401, PLC0415
    except ImportError as e:
        raise ModelError(f"ct2:{model}: needs {e.name}, which is not installed; run {INSTALL}") from None
    check(settings)
    device, precision = _device(model, settings)
    if Path(model, "model.bin").is_file():
        made = Place(Path(model), Path(model).resolve().name)
    else:
        origin = place(model, settings)
        made = Place(converted(origin, precision, cache_folder), f"{origin.name}/{precision}")
    if not (made.folder / TOKENIZER).is_dir():
        raise ModelError(f"ct2:{model}: was converted without its tokenizer; give the model that it was made of")
    return CTranslate(made, settings, device, precision)


def _device(model: str, settings: Settings) -> tuple[str, str]:
    """Device and precision, chosen where they are left to us."""
    import ctranslate2  # noqa: PLC0415

    there = ctranslate2.get_cuda_device_count() > 0
    device = settings.device if settings.device != "auto" else "cuda" if there else "cpu"
    if device not in ("cpu", "cuda") or (device == "cuda" and not there):
        raise ModelError(f"ct2:{model}: no device '{device}' on this machine; give cpu or auto")
    auto = "float16" if device == "cuda" else "int8"
    precision = auto if settings.precision == "auto" else settings.precision
    able = [p for p in _PRECISIONS if p in ctranslate2.get_supported_compute_types(device)]
    if precision not in able:
        raise ModelError(
            f"ct2:{model}: the {device} here does not compute in '{precision}'; it does in {', '.join(able)}"
        )
    return device, precision


def _cores() -> int:
    """Cores for this process, fewer where the usual variable says so."""
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    asked = os.environ.get("OMP_NUM_THREADS", "")
    return min(there, int(asked)) if asked.isdigit() and int(asked) else there


class CTranslate:
    """A Translator over one converted model; see `load`. Safe for several threads."""

    def __init__(self, made: Place, settings: Settings, device: str, precision: str) -> None:
        import ctranslate2  # noqa: PLC0415
        from transformers import AutoConfig, AutoTokenizer  # noqa: PLC0415

        self._name = f"ct2:{made.name}"
        self._settings = settings
        self._workers = _cores() if device == "cpu" else 1
        beside = Place(made.folder / TOKENIZER, made.name)
        with quiet():
            config = read(beside, "configuration", AutoConfig)
            self._reader = Reader(config, read(beside, "tokenizer", AutoTokenizer), settings, self._name)
        self._limit = self._reader.limit(config)
        self._first = [self._reader.route.first] if self._reader.route.first else []
        self._vocabulary = _vocabulary(made.folder)
        self._numbers = {token: i for i, token in enumerate(self._vocabulary)}
        try:
            self._model = ctranslate2.Translator(
                str(made.folder), device=device, compute_type=precision, inter_threads=self._workers, intra_threads=1
            )
        except (RuntimeError, ValueError) as e:
            raise ModelError(
                f"{self._name}: cannot be loaded: {one_line(e)}; remove {made.folder} and run again"
            ) from None

    @property
    def name(self) -> str:
        return self._name

    def translate(self, sources: Sequence[str]) -> list[tuple[Hypothesis, ...]]:
        """Return the hypotheses of each source, best first; a source longer than the model's limit goes in pieces."""
        rows: list[list[str]] = []
        owned: list[range] = []
        for text in sources:
            begin = len(rows)
            rows += self._pieces(text.strip())
            owned.append(range(begin, len(rows)))
        drafts = self._run([len(r) for r in rows], self._room, lambda batch: self._generate([rows[i] for i in batch]))
        between = gap(self._settings.target_lang)
        return [joined([drafts[i] for i in own], between) for own in owned]

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[TokenScore, ...]]:
        """Return what the model thinks of given translations: their tokens, and last the end, with an empty span.

        A pair without text on both sides, and one that is longer than the model's limit, has ().
        """
        rows: dict[int, tuple[list[str], Subwords]] = {}
        for i, (source, target) in enumerate(zip(sources, targets, strict=True)):
            if source.strip() and target.strip():
                row = self._tokens(source.strip()), self._reader.target(target)
                if len(row[0]) <= self._limit and len(row[1].ids) + 2 <= self._limit:
                    rows[i] = row
        lengths = [len(rows[i][1].ids) + 2 if i in rows else 0 for i in range(len(sources))]
        room = min(self._room, _LOGITS // len(self._vocabulary))
        found = self._run(lengths, room, lambda batch: self._forced([(targets[i], *rows[i]) for i in batch]))
        return [found.get(i, ()) for i in range(len(sources))]

    @property
    def _room(self) -> int:
        """Tokens of a batch: as many for each worker as the settings say."""
        return self._settings.batch_tokens * self._workers

    def _tokens(self, text: str) -> list[str]:
        return list(self._reader.tokenizer.convert_ids_to_tokens(self._reader.source(text)))

    def _pieces(self, text: str) -> list[list[str]]:
        if not text:
            return []
        tokens = self._tokens(text)
        if len(tokens) <= self._limit:
            return [tokens]
        pieces = in_pieces(text, lambda t: len(self._tokens(t)) <= self._limit, self._settings.source_lang)
        return [self._tokens(p) for p in pieces]

    def _run(self, lengths: list[int], room: int, work: Any) -> dict[int, Any]:
        """The results of all texts, by index, in batches that fit in memory."""
        try:
            return dict(halving(batches(lengths, room), lengths, work, out_of_memory))
        except (RuntimeError, MemoryError) as e:
            if not out_of_memory(e):
                raise
        raise ModelError(
            f"{self._name}: one text of {max(lengths)} tokens does not fit in the memory of {self._model.device} "
            f"with beam {self._settings.beam}; take a smaller beam or model, or another device"
        )

    def _generate(self, rows: list[list[str]]) -> list[list[Draft]]:
        results = self._model.translate_batch(
            rows, target_prefix=[self._first] * len(rows) if self._first else None,
            max_batch_size=ceil(len(rows) / self._workers), beam_size=self._settings.beam,
            num_hypotheses=self._settings.hypotheses, return_scores=True, max_input_length=0, patience=_PATIENCE,
            max_decoding_length=longest(rows, self._limit),
        )  # fmt: skip
        return [[self._draft(h, s) for h, s in zip(r.hypotheses, r.scores, strict=True)] for r in results]

    def _draft(self, tokens: list[str], score: float) -> Draft:
        """CTranslate2 gives the mean over the tokens and the end."""
        count = len(tokens) + 1 - len(self._first)
        ids = self._reader.tokenizer.convert_tokens_to_ids(tokens)
        return Draft(self._reader.text(ids), score * count, count)

    def _forced(self, rows: list[tuple[str, list[str], Subwords]]) -> list[tuple[TokenScore, ...]]:
        """Decode greedily with the whole translation as prefix: the logits of every step are then those of forced decoding."""
        convert = self._reader.tokenizer.convert_ids_to_tokens
        forced = [[*self._first, *convert(list(parts.ids))] for _, _, parts in rows]
        results = self._model.translate_batch(
            [tokens for _, tokens, _ in rows], target_prefix=forced, beam_size=1, return_logits_vocab=True,
            max_batch_size=ceil(len(rows) / self._workers), max_input_length=0,
            max_decoding_length=max(map(len, forced)) + 1,
        )  # fmt: skip
        return [
            self._scores(text, parts, tokens, result.logits[0])
            for (text, _, parts), tokens, result in zip(rows, forced, results, strict=True)
        ]

    def _scores(self, text: str, parts: Subwords, tokens: list[str], logits: list[Any]) -> tuple[TokenScore, ...]:
        import numpy as np  # noqa: PLC0415

        given = [self._numbers[t] for t in (*tokens, self._end)][len(self._first) :]
        steps = np.stack([np.asarray(x).reshape(-1) for x in logits[len(self._first) : len(tokens) + 1]])
        return token_scores(text, parts, *self._facts(steps, np.array(given)))

    @property
    def _end(self) -> str:
        return str(self._reader.tokenizer.eos_token)

    def _facts(self, logits: "np.ndarray[Any, Any]", given: "np.ndarray[Any, Any]") -> tuple[Any, Any, list[str], Any]:
        """Read log-probabilities, ranks, best choices and theirs from logits (time, vocabulary) for given tokens (time)."""
        import numpy as np  # noqa: PLC0415

        top = logits.max(axis=1)
        total = top + np.log(np.exp(logits - top[:, None]).sum(axis=1))
        said = logits[np.arange(len(given)), given]
        ranks = (logits > said[:, None]).sum(axis=1)
        numbers = self._reader.tokenizer.convert_tokens_to_ids([self._vocabulary[i] for i in logits.argmax(axis=1)])
        best = [self._reader.piece(i) for i in numbers]
        return (said - total).tolist(), ranks.tolist(), best, (top - total).tolist()


def _vocabulary(folder: Path) -> list[str]:
    """The tokens that the model writes, in the order of its logits."""
    for name in ("target_vocabulary.json", "shared_vocabulary.json"):
        if (folder / name).is_file():
            return list(json.loads((folder / name).read_text("utf-8")))
    raise ModelError(f"ct2:{folder.name}: has no vocabulary; remove {folder} and run again")
