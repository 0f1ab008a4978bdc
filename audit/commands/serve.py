"""`mtaudit serve`: the review page, for the people who decide about what `mtaudit feed` audited."""

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from audit.commands.options import add_judgements

if TYPE_CHECKING:
    from types import ModuleType

_TOKEN = "MTAUDIT_TOKEN"
_LEAST = 16  # characters of a token


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--store", metavar="FILE", help="the store of 'mtaudit feed' (default: the user's data folder)")
    parser.add_argument("--port", metavar="N", type=int, default=8765, help="(default: %(default)s)")
    parser.add_argument(
        "--host", metavar="ADDR", default="127.0.0.1", help="where to listen (default: %(default)s, this machine only)"
    )
    parser.add_argument(
        "--token",
        metavar="TEXT",
        default="",
        help=f"ask for this token, of {_LEAST} characters or more; {_TOKEN} says it unseen by other users",
    )
    parser.add_argument("--reviewer", metavar="NAME", default="", help="who reviews (default: the name of the account)")
    add_judgements(parser)
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace) -> int:
    token = arguments.token or os.environ.get(_TOKEN, "")
    uvicorn = _uvicorn()
    from contextlib import closing

    from audit.commands.options import judgements_of
    from audit.feeds.store import opened
    from audit.serve.app import Desk, app
    from audit.serve.guard import Keys
    from audit.settings.find import find

    _allowed(arguments.host, arguments.port, token)
    path = store_of(arguments)
    with closing(opened(path)):
        pass  # a file that is no store is told here, not on the page
    desk = Desk(
        path,
        judgements_of(arguments, find("")),
        arguments.reviewer or _account(),
        Keys(arguments.host, arguments.port, token),
    )
    config = uvicorn.Config(
        app(desk), host=arguments.host, port=arguments.port, log_level="warning", access_log=False, server_header=False,
        ws="none", timeout_keep_alive=30, limit_concurrency=200,
    )  # fmt: skip
    shown = f"[{arguments.host}]" if ":" in arguments.host else arguments.host
    query = "/?token=…" if token else "/"
    print(f"review page of {path}: http://{shown}:{arguments.port}{query}   (Ctrl+C ends it)", file=sys.stderr)
    uvicorn.Server(config).run()
    return 0


def store_of(arguments: argparse.Namespace) -> Path:
    """Return the store that is meant, which must be there. Raises InputError."""
    from audit.feeds.store import default_path
    from corpora.read import InputError

    path = Path(arguments.store) if arguments.store else default_path()
    if not path.is_file():
        raise InputError(f"{path}: there is no such store; 'mtaudit feed' makes one, and --store names it")
    return path


def _uvicorn() -> "ModuleType":
    """The server, which may be absent. Raises InputError."""
    from corpora.read import InputError

    try:
        import starlette  # noqa: F401
        import uvicorn
    except ModuleNotFoundError as e:
        raise InputError(f"serve needs {e.name}: pip install 'mtaudit[serve]'") from None
    return uvicorn


def _allowed(host: str, port: int, token: str) -> None:
    """Raises InputError for a port that is none, an address that others reach without a token, and a token that can be guessed."""
    from audit.serve.guard import loopback
    from corpora.read import InputError

    if not 0 < port < 65536:
        raise InputError(f"--port {port}: give a number from 1 to 65535")
    if token and (len(token) < _LEAST or not token.isascii() or not token.isprintable()):
        raise InputError(f"--token: give {_LEAST} ASCII characters or more, such as 'openssl rand -hex 16' prints")
    if not token and not loopback(host):
        raise InputError(
            f"--host {host}: others can reach it, so give a --token too (or {_TOKEN}), or leave --host out"
        )


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reviewer"
