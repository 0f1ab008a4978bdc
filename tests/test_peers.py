"""Peers are other programs: pofilter here is a script that behaves like it."""

import stat
import sys
from pathlib import Path

import pytest

from audit.check import Pair
from eval import peers
from eval.judged import Case, Judged

# Reads a PO file as pofilter does and reports every translation that holds "bad", with two rules.
_FAKE = """#!{python}
import re, sys
if "--version" in sys.argv:
    print("pofilter 9.9")
    sys.exit()
text = open(sys.argv[sys.argv.index("-i") + 1], encoding="utf-8").read()
head, *entries = text.split("\\n\\n")
assert head.startswith('msgid ""'), head
kept = [e for e in entries if "bad" in e.split("msgstr")[1]]
rules = "numbers" if any(a == "--test=numbers" for a in sys.argv) else "endpunc"
notes = "# (pofilter) " + rules + ": Differs\\n# (pofilter) simplecaps: Differs\\n"
if kept:
    open(sys.argv[sys.argv.index("-o") + 1], "w", encoding="utf-8").write("\\n\\n".join(notes + e for e in kept))
"""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "pofilter"
    path.write_text(_FAKE.format(python=sys.executable))
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv(peers.PROGRAM, str(path))
    return path


def pairs(*targets: str, lang: str = "en") -> list[Pair]:
    return [Pair(target, lang, 'Він сказав "так".\n\n', "uk") for target in targets]


@pytest.mark.usefixtures("program")
def test_rules_that_a_pair_breaks() -> None:
    found = peers.pofilter(pairs("Fine.", 'A "bad"\n\nline.', "Fine again.", "bad\ttoo \\ here"))
    assert found == ((), ("endpunc", "simplecaps"), (), ("endpunc", "simplecaps"))
    assert peers.pofilter(pairs("bad"), tests=("numbers",)) == (("numbers", "simplecaps"),)


@pytest.mark.usefixtures("program")
def test_nothing_broken_and_nothing_to_compare() -> None:
    assert peers.pofilter(pairs("Fine.")) == ((),)
    assert peers.pofilter([Pair("bad", "en")]) == ((),)


@pytest.mark.usefixtures("program")
def test_a_flagged_segment_is_one_finding_in_its_own_text() -> None:
    texts = [pairs("Fine.", "bad one"), pairs("bad two", lang="de")]
    group = [Judged(Case(str(n), tuple(text)), tuple(text), ()) for n, text in enumerate(texts)]
    rows = peers.peers(group)
    assert list(rows) == ["pofilter 9.9, all rules", "pofilter 9.9, rules about words"]
    first, second = rows["pofilter 9.9, all rules"]
    assert [(one.segment, one.span.start, one.span.end, one.name) for one in first.findings] == [(1, 0, 7, "pofilter")]
    assert [one.segment for one in second.findings] == [0]
    assert peers.absent() == ""


@pytest.mark.parametrize("named", ["", "/nowhere/pofilter"])
def test_an_absent_program_is_named_and_no_failure(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(peers.PROGRAM, named)
    assert peers.peers([]) == {}
    assert peers.absent().startswith("pofilter: not measured, MTAUDIT_POFILTER names no program")
    with pytest.raises(peers.PeerError):
        peers.pofilter(pairs("bad"))
