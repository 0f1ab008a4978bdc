"""The library: `from audit import Auditor`. Settings are given once, texts as often as there are any."""

import sys
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from audit.aids import Aids
from audit.batch import Job, report
from audit.check import Pair
from audit.finding import Report
from audit.models.encoders.load import OnDemand, load, parse
from audit.models.reader.load import load as load_reader
from audit.opinion import Opinion
from audit.reports.view import Audited
from audit.rules import Rules
from audit.session import session, settings
from audit.settings.find import Found, find
from audit.settings.over import over
from audit.settings.rules import rules
from audit.texts import audit_texts
from corpora.language import parse_tag
from corpora.read import InputError, Text, checked


class Auditor:
    """Audits translations, all with the same settings.

    `retranslate` names models as `mtaudit check --retranslate` does ("firefox:pt-en", a hub id, a folder); they are opened when
    they are first asked, and closed with the auditor, which is a context manager. `encoder` is "none", "auto", "e5", a hub id or a
    folder; `reader` is "none", "auto" or a file. `config` is a file of settings, "" for none; `profile` names that of the decision. `offline` opens no connection.
    Raises corpora.read.InputError, one line each time, for settings and texts that cannot be used.
    """

    def __init__(
        self,
        *,
        retranslate: Sequence[str] = (),
        encoder: str = "none",
        reader: str = "none",
        config: str | Path = "",
        profile: str = "",
        offline: bool = False,
        cache: Path | None = None,
    ) -> None:
        found = find(str(config)) if config else Found()
        self.rules: Rules = rules(over(found, profile=profile or None))
        self._open = ExitStack()
        self._models = None
        if retranslate:
            models = _several(retranslate, "retranslate")
            chosen = settings(4, 1, "auto", "auto", offline=offline)
            self._models = self._open.enter_context(session(models, chosen, sys.stderr, cache=cache)).models
        linking = None
        if encoder != "none":
            parse(encoder)
            linking = OnDemand(lambda: load(encoder, offline=offline))
        self._aids = Aids(linking, load_reader(reader, offline=offline))

    def check(
        self,
        translation: str,
        *,
        source: str = "",
        retranslations: Sequence[str] = (),
        source_lang: str = "",
        target_lang: str = "",
        name: str = "translation",
    ) -> Audited:
        """Audit a whole text: it is split and aligned. Languages are BCP-47, detected where they are not given.

        `.report` of what comes back has findings, score and decision; `audit.reports.render("html", audited)` and the other
        formats show it.
        """
        target = Text(name, checked(translation, name), parse_tag(target_lang, "target_lang") if target_lang else "")
        original = None
        if source:
            original = Text(
                "source", checked(source, "source"), parse_tag(source_lang, "source_lang") if source_lang else ""
            )
        others = [
            Text(f"re-translation {n}", text) for n, text in enumerate(_several(retranslations, "retranslations"), 1)
        ]
        return audit_texts(target, original, others, self._models, aids=self._aids, rules=self.rules)

    def segments(self, pairs: Iterable[Pair]) -> Report:
        """Audit segments that are aligned already, in order, as one text; `Finding.segment` counts them from 0.

        A re-translation that repeats the translation word for word is left out, with a skip.
        """
        rows = list(pairs)
        width = max((len(p.retranslations) for p in rows), default=0)
        columns = zip(*((p.retranslations + ("",) * width)[:width] for p in rows), strict=True)
        opinions = (Opinion(f"re-translation {k}", texts) for k, texts in enumerate(columns, 1))
        bare = tuple(replace(p, retranslations=()) for p in rows)
        job = Job("segments", 0, bare, tuple(opinions))
        return report(job, asked=False, rules=self.rules, aids=self._aids)

    def close(self) -> None:
        """Close models and cache."""
        self._open.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _several(given: Sequence[str], name: str) -> list[str]:
    """Return a list of texts; a single one would be taken for a list of its letters. Raises InputError."""
    if isinstance(given, str):
        raise InputError(f"{name}: is one text, {given[:20]!r}; give a list of texts")
    return list(given)
