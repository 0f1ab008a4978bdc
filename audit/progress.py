"""One line on a terminal that says how far the work is: sentences, sentences per second, time left."""

import time
from collections import deque
from collections.abc import Callable
from typing import TextIO

_EVERY = 0.2  # seconds between two writings
_RECENT = 30.0  # seconds that the speed is taken from: what a cache answers at once says nothing of the rest


class Progress:
    """Counts sentences and characters; `share` says how much of the input is read, 0 where nobody knows.

    Writes nothing where the stream is no terminal, or without `shows`; `say` writes a whole line in any case.
    """

    def __init__(
        self,
        stream: TextIO,
        share: Callable[[], float] = lambda: 1.0,
        now: Callable[[], float] = time.monotonic,
        *,
        shows: bool = True,
    ) -> None:
        self._planned = 0
        self._share = share
        self._stream = stream
        self._now = now
        self._shows = shows and stream.isatty()
        self._shown = 0
        self._written = float("-inf")
        self._sentences = self._characters = 0
        self._marks: deque[tuple[float, int, int]] = deque([(now(), 0, 0)])

    def plan(self, characters: int) -> None:
        """Count work that is about to begin."""
        self._planned += characters

    def done(self, sentences: int, characters: int) -> None:
        """Count work that is done."""
        self._sentences += sentences
        self._characters += characters
        now = self._now()
        self._marks.append((now, self._sentences, self._characters))
        while len(self._marks) > 2 and now - self._marks[0][0] > _RECENT:
            self._marks.popleft()
        if self._shows and now - self._written >= _EVERY:
            self._written = now
            self._write(self.line())

    def line(self) -> str:
        """Return the line as it would be shown now."""
        began, sentences, characters = self._marks[0]
        spent = max(self._now() - began, 1e-6)
        text = f"re-translated {self._sentences:,} sentences, {(self._sentences - sentences) / spent:,.0f} a second"
        speed = (self._characters - characters) / spent
        expected = self._planned / share if (share := self._share()) > 0 else 0
        if expected > self._characters and speed > 0:
            text += f", {_clock((expected - self._characters) / speed)} left"
        return text

    def say(self, line: str) -> None:
        """Write a line of its own, above the progress."""
        self.clear()
        self._stream.write(line + "\n")

    def clear(self) -> None:
        """Take the progress line away."""
        if self._shown:
            self._stream.write("\r" + " " * self._shown + "\r")
            self._stream.flush()
            self._shown = 0

    def _write(self, text: str) -> None:
        self._stream.write("\r" + text.ljust(self._shown))
        self._stream.flush()
        self._shown = len(text)


def _clock(seconds: float) -> str:
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"
