"""The processes of a Ray cluster as an engine of `audit.pool`: actors that load their tables and models once.

Actors and not Ray Data: a batch takes its lines as they come (also from a pipe), writes them in order and goes on after a kill. The
pool does all that already; Ray Data would need the lines as blocks of a table, rows that cannot be audited as a column of it, and
the order kept by an option that costs its streaming. What Ray adds is where the actors live, and that their death is told.

Without RAY_ADDRESS a Ray of its own is started on this machine, without dashboard and statistics, and ended with the work.
"""

import os
import re
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from audit.pool import Engine, Hand, Prepare, cores
from corpora.read import InputError

ADDRESS = "RAY_ADDRESS"
_OBJECTS = 100_000_000  # bytes of shared memory for what is on its way; a chunk is some 200 kB
_ERRORS = 40  # the level of `logging` from which on Ray may speak


@dataclass(frozen=True, slots=True)
class Cluster:
    """An engine, and how many processes it has room for."""

    engine: Engine
    room: int


@contextmanager
def cluster(workers: int = 0, *, gpu: bool = False) -> Iterator[Cluster]:
    """Join the cluster that RAY_ADDRESS names, or start one here, for so many processes (0: one a core, or with `gpu` one a GPU).

    Raises InputError, one line, without Ray, without the cluster, and without the GPU.
    """
    if find_spec("ray") is None:
        raise InputError("--engine ray: Ray is not installed; pip install 'mtaudit[ray]'")
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    ray = _loaded()

    given = os.environ.get(ADDRESS, "")
    folder = Path(tempfile.mkdtemp(prefix="mtaudit-ray-"))
    # The path of a socket has a hundred characters; where that is too few, Ray's own folder serves.
    place = {"_temp_dir": str(folder)} if len(str(folder)) < 40 else {}
    own = {"num_cpus": workers or cores(), "include_dashboard": False, "object_store_memory": _OBJECTS, **place}
    try:
        with redirect_stdout(sys.stderr):  # Ray tells there of workers that died, where the rows of a batch may go
            _begin(given, own)
            room = int(ray.cluster_resources().get("GPU" if gpu else "CPU", 0))
            if gpu and not room:
                raise InputError(
                    "--device cuda: no machine of this cluster has a GPU; take cpu, or start Ray with a GPU"
                )
            yield Cluster(_Ray(gpu), min(workers or room, room) if gpu else workers or max(room, 1))
            ray.shutdown()
    finally:
        ray.shutdown()
        shutil.rmtree(folder, ignore_errors=True)


def _loaded() -> Any:
    """Ray: an extra, and a second to load."""
    return import_module("ray")


def _begin(given: str, own: dict[str, Any]) -> None:
    ray = _loaded()

    _reached(given)
    try:
        ray.init(given or "local", log_to_driver=False, logging_level=_ERRORS, **({} if given else own))
    except (ConnectionError, ValueError, RuntimeError) as e:
        cure = (
            f"check {ADDRESS}={given}, and RAY_AUTH_MODE=token with the cluster's token"
            if given
            else "try 'ray start --head'"
        )
        raise InputError(f"--engine ray: {' '.join(str(e).split())[:200]}; {cure}") from None


def _reached(given: str) -> None:
    """Find out in seconds that nobody answers; Ray would try for minutes. Raises InputError."""
    if found := re.fullmatch(r"(?:ray://)?([^:/]+):([0-9]{1,5})", given):
        try:
            socket.create_connection((found[1], int(found[2])), timeout=5).close()
        except (OSError, OverflowError) as e:
            raise InputError(
                f"--engine ray: {ADDRESS}={given}: {e}; start the cluster, or take the address that it told"
            ) from None


class _Ray:
    def __init__(self, gpu: bool) -> None:
        self._gpu = gpu

    def start(self, prepare: Prepare) -> "_Actor":
        return _Actor(prepare, self._gpu)

    def ready(self, hands: Sequence[Hand], seconds: float | None) -> Sequence[Hand]:
        ray = _loaded()

        by_answer = {h.answer: h for h in hands if isinstance(h, _Actor)}
        found, _ = ray.wait(list(by_answer), timeout=seconds)
        return [by_answer[one] for one in found]


class _Actor:
    """The driver's end of a Doer. It takes no core of the cluster while it runs, so that one that replaces a dead one has a place."""

    def __init__(self, prepare: Prepare, gpu: bool) -> None:
        ray = _loaded()

        made = ray.remote(Doer).options(scheduling_strategy="SPREAD", max_restarts=0, num_gpus=1 if gpu else 0)
        environment = {k: v for k, v in os.environ.items() if k.startswith("MTAUDIT_")}
        self._actor = made.remote(prepare, str(Path.cwd()), environment)
        self.answer: Any = None

    def send(self, job: Any) -> None:
        self.answer = self._actor.work.remote(job)

    def receive(self) -> tuple[Any, Exception | None]:
        ray = _loaded()

        try:
            result, failure = ray.get(self.answer)
        except ray.exceptions.RayTaskError as e:
            return None, e
        except ray.exceptions.RayError as e:  # the actor, its machine, or the place of its answer is gone
            if getattr(e, "actor_init_failed", False):
                said = " ".join(word for word in str(e).split() if word.strip("^"))[-150:]
                return None, InputError(f"--engine ray: a worker cannot begin (install mtaudit on each node): {said}")
            raise EOFError from e
        return result, failure

    def end(self) -> None:
        ray = _loaded()

        with suppress(Exception):  # it is gone already
            ray.kill(self._actor)


class Doer:
    """The actor: it makes its work once, in the folder that the command was started in, and does one job after another."""

    def __init__(self, prepare: Prepare, folder: str, environment: dict[str, str]) -> None:
        self._prepare = prepare
        self._folder = folder
        self._environment = environment
        self._work: Callable[[Any], Any] | None = None

    def work(self, job: Any) -> tuple[Any, Exception | None]:
        """Return the result, or what the work raised."""
        try:
            self._work = self._work or self._made()
            return self._work(job), None
        except Exception as e:  # the driver raises it
            return None, e

    def _made(self) -> Callable[[Any], Any]:
        os.environ.update(self._environment)
        try:
            os.chdir(self._folder)  # settings are looked for here, and options name files from here
        except OSError as e:
            raise InputError(
                f"--engine ray: {self._folder}: {e.strerror} on a node; each node needs this folder"
            ) from None
        return self._prepare()
