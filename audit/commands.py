"""The commands and options around models: retranslate, models, cache, and what check and batch take of them."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from audit.models.cache import Cache
    from audit.models.catalogue import Model
    from audit.session import Session

DEVICES = ("auto", "cpu", "cuda")
PRECISIONS = ("auto", "float32", "float16", "bfloat16", "int8")
_RECORDINGS = (".jsonl", ".ndjson", ".tmx", ".tsv", ".tab")
_DAYS = 90


def add_model_options(parser: argparse.ArgumentParser) -> None:
    """Add --retranslate and how it is done."""
    parser.add_argument(
        "--retranslate",
        metavar="MODEL",
        nargs="*",
        help="translate the source again with these models (none: the default of the language pair, see 'mtaudit models')",
    )
    add_decoding(parser)


def add_decoding(parser: argparse.ArgumentParser) -> None:
    """Add the options of how models decode, and where their answers are kept."""
    parser.add_argument("--offline", action="store_true", help="open no connection: use only models on this machine")
    parser.add_argument("--cache", metavar="FILE", help="keep translations in this file (default: the user's cache)")
    parser.add_argument("--beam", metavar="N", type=int, default=4, help="size of the beam (default: %(default)s)")
    parser.add_argument(
        "--hypotheses",
        metavar="N",
        type=int,
        default=1,
        help="translations a sentence and model (default: %(default)s)",
    )
    parser.add_argument("--device", choices=DEVICES, default="auto", help="where models run (default: %(default)s)")
    parser.add_argument("--precision", choices=PRECISIONS, default="auto", help="of numbers (default: by the device)")


def add_retranslate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", help="a text, or rows of JSONL with 'pair' and 'src'; - for a text")
    parser.add_argument("-o", "--output", metavar="OUT", required=True, help="OUT.jsonl, OUT.tmx, or - for JSONL")
    parser.add_argument("--model", metavar="MODEL", default="", help="default: that of the pair, see 'mtaudit models'")
    parser.add_argument("--source-lang", metavar="TAG", default="", help="BCP-47 tag of a text (default: detected)")
    parser.add_argument("--target-lang", metavar="TAG", default="", help="BCP-47 tag to translate a text into")
    add_decoding(parser)
    parser.set_defaults(command=run_retranslate)


def add_models(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", metavar="PAIR | fetch PAIR|MODEL", nargs="*", help="list all, or those of a pair; or download ahead"
    )
    parser.set_defaults(command=run_models)


def add_cache(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("info", "prune"), help="say what is kept, or remove it")
    parser.add_argument("--cache", metavar="FILE", help="the cache file (default: the user's)")
    parser.add_argument("--model", metavar="TEXT", default="", help="prune: only models with this in their name")
    parser.add_argument(
        "--days", metavar="N", type=int, default=_DAYS, help="prune: not used for so many days (default: %(default)s)"
    )
    parser.add_argument("--all", action="store_true", help="prune: however lately they were used")
    parser.set_defaults(command=run_cache)


def add_selftest(parser: argparse.ArgumentParser) -> None:
    add_model_options(parser)
    parser.set_defaults(command=run_selftest)


def split_recordings(arguments: argparse.Namespace) -> list[str]:
    """Take the recordings, by their endings, out of --retranslation; return them as models."""
    found = [p for p in arguments.retranslation if Path(p).suffix.lower() in _RECORDINGS]
    arguments.retranslation = [p for p in arguments.retranslation if p not in found]
    return [f"recorded:{p}" for p in found]


@contextmanager
def models_of(
    arguments: argparse.Namespace, recordings: Sequence[str] = (), share: Callable[[], float] = lambda: 1.0
) -> "Iterator[Session | None]":
    """Open what --retranslate and recordings ask for; None when they ask for nothing."""
    asked = [] if arguments.retranslate is None else arguments.retranslate or [""]
    if not asked and not recordings:
        yield None
        return
    with _session(arguments, [*asked, *recordings], share) as found:
        yield found


@contextmanager
def _session(
    arguments: argparse.Namespace, specs: list[str], share: Callable[[], float] = lambda: 1.0, *, scoring: bool = True
) -> "Iterator[Session]":
    from audit.session import session, settings
    from corpora.read import InputError

    cache = Path(arguments.cache) if arguments.cache else None
    for name in ("translation", "source", "input", "output"):
        path = Path(getattr(arguments, name, None) or "-")
        if cache and cache.exists() and path.exists() and cache.samefile(path):
            raise InputError(f"{cache}: is the {name} itself; name another file for the cache")
    chosen = settings(
        arguments.beam, arguments.hypotheses, arguments.device, arguments.precision, offline=arguments.offline
    )
    with session(specs, chosen, sys.stderr, cache=cache, share=share, scoring=scoring) as found:
        yield found


def run_retranslate(arguments: argparse.Namespace) -> int:
    from audit.recording import json_rows, recorded, text_rows, writer
    from audit.session import Counted, of_lines
    from corpora.read import InputError

    write = writer(arguments.output)
    refused: list[InputError] = []
    with ExitStack() as stack:
        append = Path(arguments.source).suffix.lower() in (".jsonl", ".ndjson")
        if append:
            lines = of_lines(stack.enter_context(_opened(arguments.source)))
            share, rows = lines.share, json_rows(lines, arguments.source)
        else:
            sentences = list(text_rows(arguments.source, arguments.source_lang, _target_lang(arguments)))
            counted = Counted(sentences, len(sentences))
            share, rows = counted.share, iter(counted)
        found = stack.enter_context(_session(arguments, [arguments.model], share, scoring=False))
        out = stack.enter_context(written(arguments.output, arguments.source))

        def refuse(error: InputError) -> None:
            refused.append(error)
            found.say(f"mtaudit: {one_line(str(error))}")

        write(recorded(rows, found.models, append=append), out, refuse)
    return 2 if refused else 0


def _target_lang(arguments: argparse.Namespace) -> str:
    from corpora.language import parse_pair, parse_tag
    from corpora.read import InputError

    if arguments.target_lang:
        return parse_tag(arguments.target_lang, "--target-lang")
    backend, _, pair = arguments.model.partition(":")
    if backend == "firefox" and not Path(pair).exists():
        return parse_pair(pair, "--model")[1]
    raise InputError("retranslate: give the language to translate into with --target-lang, such as --target-lang en")


def _opened(path: str) -> BinaryIO:
    from corpora.read import InputError

    try:
        return Path(path).open("rb")
    except OSError as e:
        raise InputError(f"{path}: cannot be read: {e.strerror}; check the path") from None


@contextmanager
def written(path: str, source: str) -> Iterator[BinaryIO]:
    """Open the output: a file stands under its name only when it is whole."""
    from corpora.read import InputError

    output = Path(path)
    if path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif output.exists() and Path(source).exists() and output.samefile(source):
        raise InputError(f"{path}: is the source itself; name another file")
    elif output.exists() and not output.is_file():
        with output.open("wb") as out:
            yield out
    else:
        part = output.with_name(output.name + ".part")
        try:
            with part.open("wb") as out:
                yield out
            part.replace(output.resolve())
        finally:
            part.unlink(missing_ok=True)


def run_models(arguments: argparse.Namespace) -> int:
    from audit.models.catalogue import models

    if arguments.what[:1] == ["fetch"]:
        return _fetch(arguments.what[1:])
    wanted = [pair.lower() for pair in arguments.what]
    rows = [m for m in models() if not wanted or m.pair in wanted or m.pair == "*"]
    lines = [
        ("pair", "model", "licence", "MB", "on this machine"),
        *map(_shown, rows),
        *_others(wanted),
        *_encoders(wanted),
    ]
    widths = [max(len(line[k]) for line in lines) for k in range(4)]
    for line in lines:
        print("  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=False)) + "  " + line[4])
    return 0


def _shown(model: "Model") -> tuple[str, str, str, str, str]:
    from audit.models.catalogue import installed

    use = model.licence if model.commercial else f"{model.licence}: non-commercial, never chosen by default"
    return model.pair, model.spec, use, str(model.megabytes), str(installed(model.spec) or "no")


def _others(wanted: Sequence[str]) -> Iterator[tuple[str, str, str, str, str]]:
    """Firefox models on this machine that the table does not list."""
    from audit.models.catalogue import models
    from audit.models.firefox import installed

    known = {m.spec for m in models()}
    for pair, folder in sorted(installed().items()):
        if f"firefox:{pair}" not in known and (not wanted or pair in wanted):
            yield pair, f"firefox:{pair}", "MPL-2.0", "", str(folder)


def _encoders(wanted: Sequence[str]) -> Iterator[tuple[str, str, str, str, str]]:
    """The encoder that aligns texts of any languages, and what stands in for it."""
    from audit.models.encoders import bundled

    if not wanted:
        yield "encoder", "e5", "MIT", "68", str(bundled.found() or f"no: {bundled.INSTALL}")
        yield "encoder", "hashing", "", "", "always"


def _fetch(names: Sequence[str]) -> int:
    import re

    from audit.models.catalogue import default
    from audit.models.load import fetch
    from corpora.language import parse_pair
    from corpora.read import InputError

    if not names:
        raise InputError("models fetch: name a pair such as uk-en, or a model")
    for name in names:
        spec, langs = name, ("", "")
        if re.fullmatch(r"[a-zA-Z]{2,3}-[a-zA-Z]{2,3}", name) and not Path(name).exists():
            langs = parse_pair(name.lower(), "models fetch")
            model = default(*langs)
            spec = model.spec
            print(f"{name}: {spec} ({model.licence}, {model.megabytes} MB)", flush=True)
        print(f"{spec}: {fetch(spec, *langs)}")
    return 0


def run_cache(arguments: argparse.Namespace) -> int:
    from audit.models.cache import Cache, default_path

    path = Path(arguments.cache) if arguments.cache else default_path()
    if not path.exists():
        print(f"{path}: no cache yet")
        return 0
    cache = Cache(path, lambda line: print(f"mtaudit: {line}", file=sys.stderr))
    try:
        if arguments.action == "prune":
            gone = cache.prune(model=arguments.model, days=None if arguments.all else arguments.days)
            print(f"{path}: removed {gone:,} answers")
        else:
            _tell(path, cache)
    finally:
        cache.close()
    return 0


def _tell(path: Path, cache: "Cache") -> None:
    from datetime import date, timedelta

    jobs = cache.jobs()
    print(f"{path}: {sum(j.answers for j in jobs):,} answers, {path.stat().st_size / 1e6:,.1f} MB")
    for job in jobs:
        used = date(1970, 1, 1) + timedelta(days=job.used)
        print(f"{job.answers:>10,}  {job.pair}  {job.model}  ({job.decoding})  last used {used}")


def run_selftest(arguments: argparse.Namespace) -> int:
    from audit.selftest.items import items
    from audit.selftest.measure import compare, measure
    from audit.selftest.report import lines

    with models_of(arguments) as session:
        results = tuple(measure(items(), session.models if session else None))
    difference = compare(results)
    for line in lines(results, difference, [] if session else _installed()):
        print(line)
    return int(difference.worse)


def _installed() -> list[str]:
    from audit.models.catalogue import installed, models

    return sorted({model.spec for model in models() if installed(model.spec)})


def one_line(text: str) -> str:
    """No line end or control character of a file name or text may break the message."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)
