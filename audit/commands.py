"""The commands and options around models: retranslate, selftest, and what check and batch take of models."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from audit.check import Check
    from audit.models.encoders.encoder import Encoder
    from audit.session import Session

DEVICES = ("auto", "cpu", "cuda")
PRECISIONS = ("auto", "float32", "float16", "bfloat16", "int8")
_RECORDINGS = (".jsonl", ".ndjson", ".tmx", ".tsv", ".tab")


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


def add_names(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how names are to be spelled."""
    parser.add_argument("--names", metavar="FILE", default="", help="a team's own table of names, tab-separated")
    parser.add_argument(
        "--style", choices=("kmu",), default="", help="house style of Ukrainian names: kmu (Kyiv, Zelenskyi)"
    )


def checks_of(arguments: argparse.Namespace) -> "tuple[Check, ...]":
    """Return all checks, and those that the options for names add. Raises InputError for a table that cannot be read."""
    from audit.checks import CHECKS
    from audit.naming.own import read_names, with_names
    from audit.naming.style import with_style

    checks = with_style(CHECKS, arguments.style)
    return with_names(checks, read_names(Path(arguments.names))) if arguments.names else checks


def add_retranslate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", help="a text, or rows of JSONL with 'pair' and 'src'; - for a text")
    parser.add_argument("-o", "--output", metavar="OUT", required=True, help="OUT.jsonl, OUT.tmx, or - for JSONL")
    parser.add_argument("--model", metavar="MODEL", default="", help="default: that of the pair, see 'mtaudit models'")
    parser.add_argument("--source-lang", metavar="TAG", default="", help="BCP-47 tag of a text (default: detected)")
    parser.add_argument("--target-lang", metavar="TAG", default="", help="BCP-47 tag to translate a text into")
    add_decoding(parser)
    parser.set_defaults(command=run_retranslate)


def add_selftest(parser: argparse.ArgumentParser) -> None:
    add_model_options(parser)
    parser.set_defaults(command=run_selftest)


def split_recordings(arguments: argparse.Namespace) -> list[str]:
    """Take the recordings, by their endings, out of --retranslation; return them as models."""
    found = [p for p in arguments.retranslation if Path(p).suffix.lower() in _RECORDINGS]
    arguments.retranslation = [p for p in arguments.retranslation if p not in found]
    return [f"recorded:{p}" for p in found]


def encoder_of(arguments: argparse.Namespace) -> "Encoder | None":
    """Return the encoder that --encoder names, to be opened when it is needed; None for `none`."""
    from audit.models.cache import Cache
    from audit.models.encoders.load import OnDemand, load, parse

    if arguments.encoder == "none":
        return None
    parse(arguments.encoder)

    def tell(line: str) -> None:
        print(f"mtaudit: {line}", file=sys.stderr)

    def opened() -> "Encoder":
        cache = Cache(Path(arguments.cache) if arguments.cache else None, tell)
        return load(arguments.encoder, cache=cache, device=arguments.device, offline=arguments.offline)

    return OnDemand(opened)


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
