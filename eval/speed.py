"""How fast the translation backends are and how much memory they take: `python -m eval.speed`.

One run compares transformers, CTranslate2 and Firefox Translations on the same sentences, a second run that is answered
from the cache with the first, the memory of a long run with that of a short one, counts the padding in batches, and compares the bundled
encoder with a plain loop (eval.speed_encoders).
Each part runs in a process of its own, whose peak memory is then its own too.

Without --model the transformers model is a stand-in of opus-mt's size: random weights, but for a last layer that is fitted
to write what the Firefox model wrote. It has the arithmetic of a real model and none of its knowledge. With --model it is
any hub id or folder of the pair en-pt.
"""

import argparse
import io
import os
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from dataclasses import dataclass
from importlib.resources import files
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

from audit.models.batching import batches
from audit.models.translator import Settings, Translator
from corpora.sentences import document
from eval.results import write_speed
from eval.run import shared_folder
from eval.speed_encoders import in_words

T = TypeVar("T")
_EN_PT = Settings("en", "pt", device="cpu")
_TARGETS = {"rate": 3.0, "chrF": 95.0, "cache": 50.0, "memory": 1.10, "padding": 0.15}


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured: sentences and rounds over them, the stand-in's size, sentences of the short and
    the long run, and those that encoders get."""

    sentences: int
    rounds: int
    layers: int
    width: int
    vocabulary: int
    short: int
    long: int
    encoded: int


FULL, QUICK = Scale(30, 3, 6, 512, 58_101, 1_000, 100_000, 400), Scale(10, 1, 2, 512, 33_000, 500, 2_000, 64)
_SMALL = Scale(0, 0, 1, 64, 33_000, 0, 0, 0)  # for the long run; it answers with a full stop


@dataclass(frozen=True, slots=True)
class Run:
    """One backend over all sentences: seconds, peak memory in MB, and what it said."""

    seconds: float
    megabytes: float
    texts: tuple[str, ...]


def sentences() -> list[str]:
    """Return the 30 English sentences of the sample article's re-translation."""
    text = files("audit.sample").joinpath("article.rt.en.txt").read_text("utf-8")
    return [s.text for s in document("article.rt.en.txt", text, "en").segments]


def alone(function: Callable[..., T], *arguments: Any) -> T:
    """Run a function in a new process and return its result."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def peak() -> float:
    """Return the most memory that this process has had, in MB."""
    status = Path("/proc/self/status")
    if status.is_file():  # there the count begins anew with the program; getrusage goes on from the parent's
        line = next(x for x in status.read_text("ascii").splitlines() if x.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


@dataclass(frozen=True, slots=True)
class Models:
    """The models that are measured, converted: their folders, seconds of conversion, and the shares of padding."""

    large: str
    small: str
    seconds: float
    ours: float
    in_order: float


def prepared(model: str, folder: Path, scale: Scale, texts: Sequence[str], targets: Sequence[str]) -> Models:
    """Make the stand-ins that are needed, and convert what CTranslate2 will run."""
    large = model or _made(folder / "large", scale, texts, targets)
    small = _made(folder / "small", _SMALL, texts, ["."] * len(texts))
    began = perf_counter()
    loaded("CTranslate2", large, folder)
    seconds = perf_counter() - began
    loaded("CTranslate2", small, folder)
    return Models(large, small, seconds, *_padding(small))


def _made(folder: Path, scale: Scale, texts: Sequence[str], targets: Sequence[str]) -> str:
    """Make a stand-in that translates the sentences as given."""
    from audit.models.firefox import installed  # noqa: PLC0415
    from audit.models.pretrained import quiet  # noqa: PLC0415
    from audit.models.standin import Size, marian  # noqa: PLC0415

    vocabulary = next(installed()["en-pt"].glob("vocab.*.spm"))
    size = Size(scale.layers, scale.width, scale.vocabulary)
    with quiet():
        return str(marian(folder, vocabulary, texts, targets, ("en", "pt"), size))


def loaded(backend: str, model: str, folder: Path, settings: Settings = _EN_PT) -> Translator:
    """Load a model by backend: "transformers", "CTranslate2" or "Firefox"."""
    if backend == "CTranslate2":
        from audit.models import ctranslate  # noqa: PLC0415

        return ctranslate.load(model, settings, folder)
    if backend == "Firefox":
        from audit.models import firefox  # noqa: PLC0415

        return firefox.load("en-pt", settings)
    from audit.models import huggingface  # noqa: PLC0415

    return huggingface.load(model, settings)


def measured(backend: str, model: str, folder: Path, texts: Sequence[str]) -> Run:
    """Translate the sentences after a first one that does not count."""
    return _run(loaded(backend, model, folder), texts)


def _run(translator: Translator, texts: Sequence[str]) -> Run:
    translator.translate(texts[:1])
    began = perf_counter()
    found = translator.translate(texts)
    seconds = perf_counter() - began
    return Run(seconds, peak(), tuple(h[0].text for h in found))


def firefox(folder: Path, texts: Sequence[str]) -> tuple[Run, float, float]:
    """Return Firefox's run, and the seconds of one that fills a cache and of one that opens it and finds all there."""
    from audit.models.cache import Cache, Cached  # noqa: PLC0415

    translator = loaded("Firefox", "", folder)
    run = _run(translator, texts)
    seconds = []
    for _ in range(2):
        began = perf_counter()
        cache = Cache(folder / "cache.sqlite")
        Cached(translator, _EN_PT, cache).translate(texts)
        cache.close()
        seconds.append(perf_counter() - began)
    return run, seconds[0], seconds[1]


def endurance(model: str, folder: Path, counts: Sequence[int]) -> list[tuple[float, float]]:
    """Run `mtaudit retranslate` over so many different sentences, one count after the other, with CTranslate2 and a cache.

    Returns (seconds, peak MB since the beginning) of each: what the longer run needs more than the shorter raises the peak.
    """
    from audit.models.cache import Cache, Cached  # noqa: PLC0415
    from audit.recording import recorded, write_jsonl  # noqa: PLC0415
    from audit.retranslate import Retranslator  # noqa: PLC0415

    settings = Settings("en", "pt", beam=1, device="cpu")
    translator = loaded("CTranslate2", model, folder, settings)
    found = []
    for count in counts:
        cache = Cache(folder / f"{count}.sqlite")

        def load(_: str, filled: Settings, cache: Cache = cache) -> Translator:
            return Cached(translator, filled, cache)

        began = perf_counter()
        models = Retranslator(["ct2"], settings, load, scoring=False)
        with Path(os.devnull).open("wb") as out:
            write_jsonl(recorded(_rows(count), models, append=False), out, lambda e: print(e, file=sys.stderr))
        cache.close()
        found.append((perf_counter() - began, peak()))
    return found


def _rows(count: int) -> Iterator[tuple[str, Any]]:
    texts = sentences()
    for n in range(count):
        yield str(n), {"id": n, "pair": "en-pt", "src": f"{texts[n % len(texts)]} ({n})"}


def waste(lengths: Sequence[int], grouped: Sequence[Sequence[int]]) -> float:
    """Return the share of padding in batches, given as lists of indices of lengths."""
    padded = sum(len(batch) * max(lengths[i] for i in batch) for batch in grouped)
    return 1 - sum(lengths[i] for batch in grouped for i in batch) / padded


def _padding(model: str) -> tuple[float, float]:
    """Return the share of padding as we batch, and in batches of 32 in the order of the text, over 3,000 sentences."""
    from audit.models.standin import lengths_of  # noqa: PLC0415

    lengths = lengths_of(Path(model), [row["src"] for _, row in _rows(3_000)])
    in_order = [range(k, min(k + 32, len(lengths))) for k in range(0, len(lengths), 32)]
    return waste(lengths, batches(lengths, _EN_PT.batch_tokens)), waste(lengths, in_order)


def _line(*cells: str) -> str:
    return f"  {cells[0]:<26}" + "".join(f"{cell:>14}" for cell in cells[1:])


def _judged(name: str, value: float, shown: str) -> str:
    """A figure with the aim beside it. Memory and padding are to be small, the others large."""
    aim, small = _TARGETS[name], name in ("memory", "padding")
    met = value <= aim if small else value >= aim
    return f"{shown} ({'met' if met else 'MISSED'}: {'at most' if small else 'at least'} {aim:g})"


def show(runs: dict[str, Run], words: int) -> None:
    """Print the table of the backends, the first of which is what the others are compared with."""
    from sacrebleu import corpus_chrf  # noqa: PLC0415

    first = next(iter(runs.values()))
    print(_line("backend", "words/s", "sentences/s", "times", "chrF to first", "peak MB"))
    for name, run in runs.items():
        chrf = corpus_chrf(list(run.texts), [list(first.texts)]).score
        times = first.seconds / run.seconds
        figures = (words / run.seconds, len(run.texts) / run.seconds, times, chrf, run.megabytes)
        print(_line(name, *(f"{x:,.1f}" for x in figures)))
        if name == "CTranslate2":
            said = (
                f"{_judged('rate', times, f'{times:.1f} times as fast')}, {_judged('chrF', chrf, f'chrF {chrf:.1f}')}"
            )
    print(f"  CTranslate2 and transformers: {said}", flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code is 0 whatever the figures are."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.speed", description=(__doc__ or "").split("\n", maxsplit=1)[0]
    )
    parser.add_argument("--quick", action="store_true", help="a smaller model and shorter runs; half a minute")
    parser.add_argument("--model", default="", help="a transformers model of the pair en-pt in place of the stand-in")
    parser.add_argument("--threads", type=int, default=2, help="processor cores to use (default: %(default)s)")
    parser.add_argument("--write-results", action="store_true", help="put what is printed into eval/RESULTS.md")
    arguments = parser.parse_args(argv)
    os.environ["OMP_NUM_THREADS"] = str(arguments.threads)
    scale = QUICK if arguments.quick else FULL
    said = io.StringIO()
    with (
        tempfile.TemporaryDirectory(prefix="mtaudit-speed-") as place,
        redirect_stdout(said if arguments.write_results else sys.stdout),
    ):
        _all(arguments.model, Path(place), scale)
        print(alone(in_words, shared_folder(), scale.encoded), flush=True)
    if arguments.write_results:
        write_speed("python -m eval.speed --write-results", said.getvalue())
        print(said.getvalue(), end="")
    return 0


def _all(model: str, folder: Path, scale: Scale) -> None:
    own = sentences()[: scale.sentences]
    texts = own * scale.rounds
    student, fresh, again = alone(firefox, folder, texts)
    kind = (
        model or f"a stand-in of {scale.layers}+{scale.layers} layers, width {scale.width}, {scale.vocabulary:,} tokens"
    )
    cores = os.environ["OMP_NUM_THREADS"]
    print(
        f"{len(student.texts)} sentences en-pt, beam 4 on {cores} cores (Firefox: greedy on one); model: {kind}",
        flush=True,
    )
    models = alone(prepared, model, folder, scale, own, student.texts[: len(own)])
    runs = {b: alone(measured, b, models.large, folder, texts) for b in ("transformers", "CTranslate2")}
    show({**runs, "Firefox": student}, sum(len(s.split()) for s in texts))
    print(f"  conversion to int8, once: {models.seconds:.1f} s")
    print(
        f"  cache: {fresh:.2f} s, then {again:.4f} s: {_judged('cache', fresh / again, f'{fresh / again:,.0f} times')}"
    )
    print(
        f"  padding: {_judged('padding', models.ours, f'{models.ours:.1%}')}, in the text's order {models.in_order:.1%}"
    )
    little, much = alone(endurance, models.small, folder, (scale.short, scale.long))
    ratio = much[1] / little[1]
    print(f"  memory: {scale.short:,} sentences {little[1]:,.0f} MB, {scale.long:,} {much[1]:,.0f} MB in {much[0]:.0f} s: "
          + _judged("memory", ratio, f"{ratio:.3f} times"))  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
