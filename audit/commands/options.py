"""Options that several commands share, and what is made of them."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

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


def add_encoder(parser: argparse.ArgumentParser, *, default: str, note: str) -> None:
    """Add --encoder."""
    parser.add_argument(
        "--encoder",
        metavar="SPEC",
        default=default,
        help=f"what links words across languages: e5, a hub id, a folder, or none (default: {note})",
    )


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
    with session_of(arguments, [*asked, *recordings], share) as found:
        yield found


@contextmanager
def session_of(
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
