"""What an interrupted run had measured, so that the next one goes on: the section of each finished benchmark, in a folder."""

import pickle
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from eval.section import Section

_CHANGED = "+"  # ends the name of a commit that files have changed since


@dataclass(frozen=True, slots=True)
class State:
    """`commit` and `options` are those of the run: what another state of the project or other options measured is not taken.

    `earlier` commits are the exception: what they measured and this one has not is taken, under their name. Only the folder's owner may write to it: its files are pickles.
    """

    folder: Path
    commit: str
    options: str
    earlier: tuple[str, ...] = ()

    def kept(self, name: str) -> tuple[Section, float, str] | None:
        """Return the section of a finished benchmark, its seconds and its commit; None where it has to be measured."""
        own = () if self.commit.endswith(_CHANGED) else (self.commit,)
        for at in (*own, *self.earlier):
            if (file := self._file(name, at)).is_file():
                section, took = pickle.loads(file.read_bytes())
                return section, took, at
        return None

    def keep(self, name: str, section: Section, took: float) -> None:
        """Keep the section of a benchmark, whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self._file(name, self.commit)
        part = file.with_suffix(".part")
        part.write_bytes(pickle.dumps((section, took)))
        part.replace(file)

    def _file(self, name: str, commit: str) -> Path:
        key = sha256(f"{commit}|{self.options}".encode()).hexdigest()[:12]
        return self.folder / f"{name}-{key}.pickle"
