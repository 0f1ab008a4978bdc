"""Options that several commands share, and what is made of them."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.aids import Aids
    from audit.models.encoders.encoder import Encoder
    from audit.rules import Rules
    from audit.session import Session
    from audit.settings.find import Found

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


def add_reader(parser: argparse.ArgumentParser) -> None:
    """Add --reader."""
    parser.add_argument(
        "--reader",
        metavar="SPEC",
        default="none",
        help="the trained judges of words and gaps: auto (those of mtaudit[offline]), a file of one that you trained, or none (the default)",
    )


def add_names(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how names are to be spelled."""
    parser.add_argument("--names", metavar="FILE", default="", help="a team's own table of names, tab-separated")
    parser.add_argument(
        "--style", choices=("kmu",), default="", help="house style of Ukrainian names: kmu (Kyiv, Zelenskyi)"
    )


def add_rules(parser: argparse.ArgumentParser) -> None:
    """Add the options of what a team has settled: its file of settings, its checks, tables and judgements."""
    add_names(parser)
    parser.add_argument(
        "--config",
        metavar="FILE",
        default="",
        help="settings (default: mtaudit.toml or pyproject.toml, here or in a folder above)",
    )
    parser.add_argument("--profile", metavar="NAME", default=None, help="of the decision: publish, internal or legal")
    parser.add_argument("--checks", metavar="LIST", default=None, help="only these checks: codes or names, by commas")
    parser.add_argument(
        "--without", metavar="LIST", default=None, help="all but these checks: codes or names, by commas"
    )
    parser.add_argument("--glossary", metavar="FILE", default=None, help="terms of your own: TBX or CSV")
    parser.add_argument(
        "--do-not-translate", metavar="FILE", default=None, help="words that stay as they are, one a line"
    )
    add_judgements(parser)
    parser.add_argument("--baseline", metavar="FILE", default="", help="count no finding that this file lists")


def add_write_baseline(parser: argparse.ArgumentParser) -> None:
    """Add --write-baseline."""
    parser.add_argument("--write-baseline", metavar="FILE", default="", help="list the findings in this file")


def add_judgements(parser: argparse.ArgumentParser) -> None:
    """Add --judgements."""
    parser.add_argument(
        "--judgements", metavar="FILE", default="", help="findings that were judged (default: the user's own)"
    )


def rules_of(arguments: argparse.Namespace) -> "Rules":
    """Return what the settings and the options say together; languages and --fail-on that only the file gives are put in.

    Raises InputError for settings, tables and files of judgements that cannot be used.
    """
    from audit.judgements import dismissed, read_baseline
    from audit.settings.rules import rules

    found = settled(arguments)
    settings = found.settings
    for name in ("source_lang", "target_lang", "fail_on"):
        if hasattr(arguments, name) and not getattr(arguments, name):
            setattr(arguments, name, getattr(settings, name) or "")
    known = dismissed(judgements_of(arguments, found))
    if arguments.baseline:
        known |= read_baseline(Path(arguments.baseline))
    return rules(found, known)


def settled(arguments: argparse.Namespace) -> "Found":
    """Return the settings of the file with those of the command line over them. Raises InputError."""
    from audit.profiles import PROFILES
    from audit.settings.find import find
    from audit.settings.over import over
    from audit.settings.rules import codes
    from corpora.read import InputError

    if arguments.profile and arguments.profile not in PROFILES:
        raise InputError(f"--profile: no profile '{arguments.profile}'; there are {', '.join(PROFILES)}")
    only, without = _listed(arguments.checks), _listed(arguments.without)
    codes(only or (), "--checks")
    codes(without or (), "--without")
    return over(
        find(arguments.config),
        profile=arguments.profile,
        checks=only,
        without=without,
        names=_absolute(arguments.names),
        style=arguments.style or None,
        glossary=_absolute(arguments.glossary),
        do_not_translate=_absolute(arguments.do_not_translate),
    )


def judgements_of(arguments: argparse.Namespace, found: "Found") -> Path:
    """Return the file of judgements: as the options say, else the settings, else the user's own."""
    from audit.judgements import default_path

    if arguments.judgements:
        return Path(arguments.judgements)
    named = found.settings.judgements
    return found.folder / named if named else default_path()


def _listed(given: str | None) -> list[str] | None:
    return None if given is None else [name.strip() for name in given.split(",") if name.strip()]


def _absolute(given: str | None) -> str | None:
    """The path as it is meant here: paths of the file of settings are relative to that file."""
    return str(Path.cwd() / given) if given else None


def split_recordings(arguments: argparse.Namespace) -> list[str]:
    """Take the recordings, by their endings, out of --retranslation; return them as models."""
    found = [p for p in arguments.retranslation if Path(p).suffix.lower() in _RECORDINGS]
    arguments.retranslation = [p for p in arguments.retranslation if p not in found]
    return [f"recorded:{p}" for p in found]


def aids_of(arguments: argparse.Namespace) -> "Aids":
    """Return the models that --encoder and --reader name, to be opened when they are needed."""
    from audit.aids import Aids
    from audit.models.reader.load import load

    return Aids(_encoder_of(arguments), load(arguments.reader, offline=arguments.offline))


def _encoder_of(arguments: argparse.Namespace) -> "Encoder | None":
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
