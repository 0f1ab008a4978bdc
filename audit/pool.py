"""A few processes that work through a stream of jobs: results in order, few jobs in flight, nothing lost with a worker.

An `Engine` says what the processes are: those of this machine here, those of a cluster in `audit.rayed`. Each one here has a
pipe of its own, so that it sees the end of its parent, however that came, and ends too; the queues of `concurrent.futures`
would leave it waiting for ever after a SIGKILL.
"""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, Protocol, TypeVar

J = TypeVar("J")
R = TypeVar("R")
_AHEAD = 4  # jobs a worker in hand: enough that none waits while one long job holds the order up
_TRIES = 2  # a job that kills two workers is given up


@dataclass(frozen=True, slots=True)
class Broken:
    """In place of a result: the worker died twice over this job (out of memory, most likely)."""


Prepare = Callable[[], Callable[[Any], Any]]


class Hand(Protocol):
    """A process that does one job at a time."""

    def send(self, job: Any) -> None:
        """Give it a job. One that has died is silent; that is seen when its result is taken."""

    def receive(self) -> tuple[Any, Exception | None]:
        """Return the result of the job that it was given, or what it raised. Raises EOFError when the process has died."""

    def end(self) -> None:
        """End the process, whatever it does."""


class Engine(Protocol):
    """Starts processes, and knows which of them have something to tell."""

    def start(self, prepare: Prepare) -> Hand: ...

    def ready(self, hands: Sequence[Hand], seconds: float | None) -> Sequence[Hand]:
        """Return those of the hands, all at work, whose result can be taken; wait for one so long (None: until there is one)."""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def ordered(
    prepare: Callable[[], Callable[[J], R]], jobs: Iterable[J], workers: int, engine: Engine | None = None
) -> Iterator[R | Broken]:
    """Yield the result of each job, in the order of the jobs, which are taken only as there is room for them.

    `prepare` makes the function that does the work, once in each process; it and the jobs must be picklable. With one
    worker and no `engine` all is done here. What the work raises ends everything: work that may fail returns its error.
    """
    if workers < 2 and engine is None:
        work = prepare()
        yield from map(work, jobs)
        return
    pool = _Pool(prepare, workers, engine or _Here())
    try:
        yield from pool.run(jobs)
    finally:
        pool.close()


@dataclass(eq=False, slots=True)
class _Worker:
    """A process and the jobs that it has been given, in order."""

    hand: Hand
    given: deque[int] = field(default_factory=deque)


class _Pool(Generic[J, R]):
    def __init__(self, prepare: Callable[[], Callable[[J], R]], size: int, engine: Engine) -> None:
        self._prepare = prepare
        self._size = size
        self._engine = engine
        self._workers: list[_Worker] = []
        self._jobs: dict[int, J] = {}  # in flight or waiting for their turn
        self._tries: dict[int, int] = {}
        self._done: dict[int, R | Broken] = {}

    def run(self, jobs: Iterable[J]) -> Iterator[R | Broken]:
        source = iter(jobs)
        taken = given = 0
        more = True
        while more or given < taken:
            while more and taken - given < _AHEAD * self._size:
                try:
                    self._jobs[taken] = next(source)
                except StopIteration:
                    more = False
                    break
                self._give(taken)
                taken += 1
                self._collect(0.0)
                if given in self._done:
                    break  # a result is ready: its owner may want to write it down before the next job is fetched
            while given not in self._done and given < taken:
                self._collect(None)
            while given in self._done:
                yield self._done.pop(given)
                given += 1

    def close(self) -> None:
        for worker in self._workers:
            worker.hand.end()

    def _give(self, number: int) -> None:
        """Hand a job to the worker with the fewest; a process is started only when all have one."""
        idle = min(self._workers, key=lambda w: len(w.given), default=None)
        if idle is None or (idle.given and len(self._workers) < self._size):
            idle = _Worker(self._engine.start(self._prepare))
            self._workers.append(idle)
        idle.given.append(number)
        if (
            len(idle.given) == 1
        ):  # one that works is sent nothing: both ends of a pipe could come to wait for each other
            idle.hand.send(self._jobs[number])

    def _collect(self, seconds: float | None) -> None:
        """Take what results there are; wait for one at most `seconds` (None: until there is one)."""
        busy = {w.hand: w for w in self._workers if w.given}
        for hand in self._engine.ready(list(busy), seconds) if busy else ():
            worker = busy[hand]
            try:
                result, failure = hand.receive()
            except EOFError:
                self._replace(worker)
                continue
            if failure is not None:
                raise failure
            number = worker.given.popleft()
            del self._jobs[number]
            self._done[number] = result
            if worker.given:
                hand.send(self._jobs[worker.given[0]])

    def _replace(self, dead: _Worker) -> None:
        """A worker died: what it had is done by others, but for a job that has killed too often."""
        self._workers.remove(dead)
        dead.hand.end()
        for place, number in enumerate(dead.given):
            if place == 0:
                self._tries[number] = self._tries.get(number, 0) + 1
            if self._tries.get(number, 0) >= _TRIES:
                del self._jobs[number]
                self._done[number] = Broken()
            else:
                self._give(number)


class _Here:
    """Processes of this machine."""

    def start(self, prepare: Prepare) -> "_Process":
        return _Process(prepare)

    def ready(self, hands: Sequence[Hand], seconds: float | None) -> Sequence[Hand]:
        by_pipe = {h.pipe: h for h in hands if isinstance(h, _Process)}
        return [by_pipe[pipe] for pipe in wait(list(by_pipe), seconds)]  # type: ignore[index]


class _Process:
    def __init__(self, prepare: Prepare) -> None:
        context = multiprocessing.get_context("spawn")  # a fork would copy threads' locks
        self.pipe, other = context.Pipe()
        self._process: BaseProcess = context.Process(target=_serve, args=(prepare, other), daemon=True)
        self._process.start()
        other.close()

    def send(self, job: Any) -> None:
        with suppress(OSError):
            self.pipe.send(job)

    def receive(self) -> tuple[Any, Exception | None]:
        try:
            result, failure = self.pipe.recv()
        except OSError as e:
            raise EOFError from e
        return result, failure

    def end(self) -> None:
        self.pipe.close()
        self._process.terminate()
        self._process.join()


def _serve(prepare: Prepare, pipe: Connection) -> None:
    """A worker's life: jobs in, results out, until the other end of the pipe is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and ends us
    work = None
    with suppress(EOFError, OSError):
        while True:
            job = pipe.recv()
            try:
                work = work or prepare()
                pipe.send((work(job), None))
            except Exception as e:  # the parent raises it
                pipe.send((None, e))
