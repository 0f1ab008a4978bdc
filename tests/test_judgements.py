"""Ids survive moves and edits nearby; what was dismissed stays so, and is counted by check."""

import json
import sqlite3
from pathlib import Path

import pytest

from audit.check import Pair
from audit.cli import main
from audit.finding import Finding
from audit.identity import code_of
from audit.judgements import Verdict, by_check, dismissed, judge, read_baseline, write_baseline
from audit.rules import Rules
from audit.run import audit_pairs
from corpora.read import InputError

SLIP = Pair("They built a full -scale model of the bridge.", "en")
OTHER = Pair("Nothing else is known.", "en")
ID = "L002-0123456789"


def found(*pairs: Pair) -> tuple[Finding, ...]:
    return audit_pairs(pairs).findings


def test_an_id_holds_when_the_text_around_it_moves() -> None:
    (first,) = found(SLIP)
    (moved,) = found(OTHER, OTHER, SLIP)
    (edited,) = found(Pair("Last year they built a full -scale model of the old bridge, he said.", "en"))
    (elsewhere,) = found(Pair("They fear a full -scale war.", "en"))
    assert first.id == moved.id == edited.id != elsewhere.id
    assert moved.segment == 2
    assert code_of(first.id) == first.code == "L002"


def test_ids_are_unique_within_a_report() -> None:
    ids = [one.id for one in found(SLIP, OTHER, SLIP, SLIP)]
    assert len(ids) == len(set(ids)) == 3


def test_a_dismissed_finding_is_not_counted_but_told() -> None:
    (first,) = found(SLIP)
    report = audit_pairs([OTHER, SLIP], rules=Rules(dismissed=frozenset({first.id})))
    assert report.findings == ()
    assert [one.id for one in report.dismissed] == [first.id]
    assert report.score.points == 0
    assert report.verdict.reasons == ("nothing found",)
    assert report.notes == (f"1 finding was dismissed before, not counted here: {first.id} stray-space “full -scale”",)


def test_judgements_are_kept_and_the_last_one_holds(tmp_path: Path) -> None:
    path = tmp_path / "new" / "j.sqlite"
    assert (dismissed(path), by_check(path)) == (frozenset(), ())
    judge(path, ID, Verdict.DISMISSED, "a list")
    judge(path, "L002-aaaaaaaaaa", Verdict.CONFIRMED)
    judge(path, "N001-bbbbbbbbbb", Verdict.DISMISSED, "a brand")
    assert dismissed(path) == {ID, "N001-bbbbbbbbbb"}
    assert [(one.code, str(one.false_alarms)) for one in by_check(path)] == [
        ("L002", "0.50 (1/2) [0.09, 0.91]"),
        ("N001", "1.00 (1/1) [0.21, 1.00]"),
    ]
    judge(path, ID, Verdict.CONFIRMED)
    assert dismissed(path) == {"N001-bbbbbbbbbb"}


def test_files_of_others_are_refused(tmp_path: Path) -> None:
    text, base = tmp_path / "notes.txt", tmp_path / "other.sqlite"
    text.write_text("not a database, but long enough to be read as one " * 40, "utf-8")
    with sqlite3.connect(base) as other:
        other.execute("CREATE TABLE mine (x)")
    other.close()
    for path, what in ((text, "no file of judgements"), (base, "another program")):
        with pytest.raises(InputError, match=what):
            dismissed(path)


def test_a_baseline_is_read_as_written(tmp_path: Path) -> None:
    path = tmp_path / "known.tsv"
    (first,) = found(SLIP)
    write_baseline(path, [first, first])
    assert path.read_text("utf-8") == f"id\tcheck\ttext\n{first.id}\tstray-space\tfull -scale\n"
    assert read_baseline(path) == {first.id}
    path.write_text("id\tcheck\ttext\nnothing\n", "utf-8")
    with pytest.raises(InputError, match=r"known.tsv:2: 'nothing' is no id"):
        read_baseline(path)


def test_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("text.txt").write_text("They have built a full -scale model of the bridge over the river.", "utf-8")
    check = ["check", "text.txt", "--target-lang", "en", "--fail-on", "minor", "--checks", "stray-space"]
    assert main([*check, "--write-baseline", "known.tsv"]) == 1
    (ident,) = read_baseline(Path("known.tsv"))
    assert main([*check, "--baseline", "known.tsv"]) == 0
    assert "dismissed before" in capsys.readouterr().out
    assert main(["dismiss", ident, "--why", "the customer spells it so"]) == 0
    assert main(check) == 0
    assert main(["stats"]) == 0
    assert "L002 stray-space                     1         0  1.00 (1/1) [0.21, 1.00]" in capsys.readouterr().out
    assert main(["confirm", ident]) == 0
    assert main(check) == 1
    assert main(["confirm", "L002"]) == 2
    assert "'L002' is no id of a finding" in capsys.readouterr().err


def test_a_baseline_of_a_batch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    row = {"id": "a", "pair": "uk-en", "mt": SLIP.target}
    Path("in.jsonl").write_text("\n".join(json.dumps(row | {"id": n}) for n in "ab"), "utf-8")
    assert main(["batch", "in.jsonl", "-o", "one.jsonl", "--write-baseline", "known.tsv"]) == 0
    assert len(read_baseline(Path("known.tsv"))) == 1  # the same words in the same company
    assert main(["batch", "in.jsonl", "-o", "two.jsonl", "--baseline", "known.tsv"]) == 0
    one, two = (Path(f"{name}.jsonl").read_text("utf-8").splitlines() for name in ("one", "two"))
    assert [len(json.loads(line)["findings"]) for line in (*one, *two)] == [1, 1, 0, 0]
    assert main(["batch", "in.jsonl", "--write-baseline", "in.jsonl"]) == 2
    assert "is one of the inputs" in capsys.readouterr().err
    assert main(["batch", "in.jsonl", "--without", "stray-spase"]) == 2
    assert "--without: no check 'stray-spase'; did you mean 'stray-space'?" in capsys.readouterr().err
