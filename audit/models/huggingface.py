"""Hugging Face transformers: Marian (opus-mt), NLLB-200, M2M100, mBART-50, T5 and MADLAD-400, by hub id or folder."""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from audit.models.batching import batches, halving, in_pieces
from audit.models.devices import device_of, dtype_of, out_of_memory
from audit.models.drafts import Draft, check, gap, joined, longest
from audit.models.families import Reader
from audit.models.hub import place
from audit.models.pretrained import quiet, read
from audit.models.scoring import Subwords, token_scores
from audit.models.translator import Hypothesis, ModelError, Settings, TokenScore

INSTALL = "pip install 'mtaudit[mt]'"
_LOGITS = 1 << 26  # at most so many logits at once where translations are forced: 256 MB


@dataclass(frozen=True, slots=True)
class _Forced:
    """What the model thinks of one row of labels, one item a label: log-probabilities, ranks, its own choices and theirs."""

    logprobs: list[float]
    ranks: list[int]
    best: list[int]
    best_logprobs: list[float]


def load(model: str, settings: Settings) -> "HuggingFace":
    """Load a model for the pair of the settings, from a folder or the hub's cache; download it if it is not there.

    Raises ModelError in one line for what is not installed, not there, incomplete, no translation model, or has no such pair.
    """
    try:
        import sentencepiece  # noqa: F401, PLC0415  (the tokenizers' own complaint is a page long)
        import torch  # noqa: PLC0415
        import transformers  # noqa: PLC0415
    except ImportError as e:
        raise ModelError(f"hf:{model}: needs {e.name}, which is not installed; run {INSTALL}") from None
    device = device_of(torch, settings)
    check(settings)
    where = place(model, settings)
    with quiet():
        config = read(where, "configuration", transformers.AutoConfig)
        dtype = dtype_of(torch, settings, device, config.model_type)
        tokenizer = read(where, "tokenizer", transformers.AutoTokenizer)
        reader = Reader(config, tokenizer, settings, f"hf:{model}")
        net, loaded = read(where, "model", transformers.AutoModelForSeq2SeqLM, dtype=dtype, output_loading_info=True)
    if lacking := sorted(loaded["missing_keys"]):
        raise ModelError(
            f"hf:{model}: the weights lack {len(lacking)} parts, such as {lacking[0]}; get the model's files again"
        )
    return HuggingFace(f"hf:{where.name}", reader, net.to(device).eval(), settings)


class HuggingFace:
    """A Translator; see `load`. Not for several threads at once."""

    def __init__(self, name: str, reader: Reader, net: Any, settings: Settings) -> None:
        self._name = name
        self._reader = reader
        self._net = net
        self._settings = settings
        self._limit = reader.limit(net.config)
        config = copy.deepcopy(net.generation_config)
        config.update(
            num_beams=settings.beam, num_return_sequences=settings.hypotheses, do_sample=False, max_length=None,
            return_dict_in_generate=False, forced_bos_token_id=reader.first,
        )  # fmt: skip
        self._decoding = config
        # Tokens that the model's own settings forbid, such as Marian's padding, are no choice.
        self._forbidden = [ids[0] for ids in config.bad_words_ids or () if len(ids) == 1]

    @property
    def name(self) -> str:
        return self._name

    def translate(self, sources: Sequence[str]) -> list[tuple[Hypothesis, ...]]:
        """Return the hypotheses of each source, best first; a source longer than the model's limit goes in pieces."""
        rows: list[list[int]] = []
        owned: list[range] = []
        for text in sources:
            begin = len(rows)
            rows += self._pieces(text.strip())
            owned.append(range(begin, len(rows)))
        drafts = self._run([len(r) for r in rows], lambda batch: self._generate([rows[i] for i in batch]))
        return [joined([drafts[i] for i in own], gap(self._settings.target_lang)) for own in owned]

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[TokenScore, ...]]:
        """Return what the model thinks of given translations: their tokens, and last the end, with an empty span.

        A pair without text on both sides, and one that is longer than the model's limit, has ().
        """
        rows: dict[int, tuple[list[int], Subwords]] = {}
        for i, (source, target) in enumerate(zip(sources, targets, strict=True)):
            if source.strip() and target.strip():
                row = self._reader.source(source.strip()), self._reader.target(target)
                if len(row[0]) <= self._limit and len(row[1].ids) + 2 <= self._limit:
                    rows[i] = row
        lengths = [len(rows[i][0]) + len(rows[i][1].ids) if i in rows else 0 for i in range(len(sources))]
        found = self._run(lengths, lambda batch: self._scored([rows[i] for i in batch]))
        return [self._scores(targets[i], rows[i][1], found[i]) if i in rows else () for i in range(len(sources))]

    def _pieces(self, text: str) -> list[list[int]]:
        if not text:
            return []
        ids = self._reader.source(text)
        if len(ids) <= self._limit:
            return [ids]
        pieces = in_pieces(text, lambda t: len(self._reader.source(t)) <= self._limit, self._settings.source_lang)
        return [self._reader.source(p) for p in pieces]

    def _run(self, lengths: list[int], work: Any) -> dict[int, Any]:
        """The results of all texts, by index, in batches that fit in memory."""
        planned = batches(lengths, self._settings.batch_tokens)
        try:
            with quiet():
                return dict(halving(planned, lengths, work, out_of_memory))
        except (RuntimeError, MemoryError) as e:
            if not out_of_memory(e):
                raise
        raise ModelError(
            f"{self._name}: one text of {max(lengths)} tokens does not fit in the memory of {self._net.device.type} "
            f"with beam {self._settings.beam}; take a smaller beam or model, or another device"
        )

    def _generate(self, rows: list[list[int]]) -> list[list[Draft]]:
        import torch  # noqa: PLC0415

        count = self._settings.hypotheses
        most = longest(rows, self._limit)
        with torch.inference_mode():
            states, mask = self._encoded(rows)
            # A copy of the encoder's output, as `generate` repeats what it gets for the beams.
            found = self._net.generate(
                encoder_outputs=_output(states),
                attention_mask=mask,
                generation_config=self._decoding,
                max_new_tokens=most,
            )
            labels = [self._labels(ids) for ids in found.tolist()]
            again = [t.repeat_interleave(count, 0) for t in (states, mask)]
            forced = list(self._forced(again[0], again[1], labels))
        skip = self._reader.first is not None
        drafts = [
            Draft(self._reader.text(ids), sum(f.logprobs[skip:]), len(ids) - skip)
            for ids, f in zip(labels, forced, strict=True)
        ]
        return [drafts[k : k + count] for k in range(0, len(drafts), count)]

    def _labels(self, ids: list[int]) -> list[int]:
        """A generated row without the start and the padding."""
        ids = ids[1:]
        if self._reader.end in ids:
            return ids[: ids.index(self._reader.end) + 1]
        while ids and ids[-1] == self._net.config.pad_token_id:
            ids.pop()
        return ids

    def _scored(self, rows: list[tuple[list[int], Subwords]]) -> list[_Forced]:
        import torch  # noqa: PLC0415

        first = [] if self._reader.first is None else [self._reader.first]
        with torch.inference_mode():
            states, mask = self._encoded([ids for ids, _ in rows])
            return list(self._forced(states, mask, [[*first, *parts.ids, self._reader.end] for _, parts in rows]))

    def _scores(self, text: str, parts: Subwords, found: _Forced) -> tuple[TokenScore, ...]:
        skip = self._reader.first is not None
        best = [self._reader.piece(i) for i in found.best[skip:]]
        return token_scores(text, parts, found.logprobs[skip:], found.ranks[skip:], best, found.best_logprobs[skip:])

    def _encoded(self, rows: list[list[int]]) -> tuple[Any, Any]:
        """Encoder states and the mask of the tokens that are no padding."""
        ids = self._padded(rows)
        mask = self._padded([[1] * len(r) for r in rows], 0)
        return self._net.get_encoder()(input_ids=ids, attention_mask=mask).last_hidden_state, mask

    def _padded(self, rows: list[list[int]], fill: int | None = None) -> Any:
        import torch  # noqa: PLC0415

        pad = self._net.config.pad_token_id if fill is None else fill
        width = max(map(len, rows))
        return torch.tensor([[*r, *[pad] * (width - len(r))] for r in rows], device=self._net.device)

    def _forced(self, states: Any, mask: Any, labels: list[list[int]]) -> Iterator[_Forced]:
        """Force rows of labels through the decoder, as many at once as their logits have room."""
        start = self._net.config.decoder_start_token_id
        step = max(1, _LOGITS // (max(map(len, labels)) * self._net.config.vocab_size))
        for k in range(0, len(labels), step):
            rows = labels[k : k + step]
            logits = self._net(
                encoder_outputs=_output(states[k : k + step]), attention_mask=mask[k : k + step],
                decoder_input_ids=self._padded([[start, *r[:-1]] for r in rows]), use_cache=False,
            ).logits.float()  # fmt: skip
            logits[..., self._forbidden] = float("-inf")
            yield from _facts(logits, self._padded(rows), [len(r) for r in rows])


def _facts(logits: Any, labels: Any, lengths: list[int]) -> Iterator[_Forced]:
    """Read log-probability, rank and best choice of labels (rows, time) from logits (rows, time, vocabulary)."""
    total = logits.logsumexp(-1)
    given = logits.gather(-1, labels.unsqueeze(-1))
    top, choice = logits.max(-1)
    ranks = (logits > given).sum(-1)
    tables = [t.tolist() for t in (given.squeeze(-1) - total, ranks, choice, top - total)]
    for k, n in enumerate(lengths):
        yield _Forced(*(t[k][:n] for t in tables))


def _output(states: Any) -> Any:
    from transformers.modeling_outputs import BaseModelOutput  # noqa: PLC0415

    return BaseModelOutput(last_hidden_state=states)
