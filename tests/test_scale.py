"""A batch in parts, in processes and on Ray says byte for byte what one process says, also when a worker is killed."""

import importlib.util
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

import killing
import pytest

from audit.batch import as_row, audited, read_jobs, results
from audit.chunks import Chunk, Done, in_processes, of_lines
from audit.cli import main
from audit.rayed import Cluster, cluster
from audit.shards import Shard, parse, part
from corpora.read import InputError

ROOT = Path(__file__).parent.parent
LINES = [
    json.dumps(
        {
            "id": n,
            "pair": "uk-en",
            "src": "Джо Байден прибув до Києва, його зустріли 3 міністри.",
            "mt": f"Joe {'Baiden' if n % 3 else 'Biden'} arrived in Kyiv, {3 + n % 2} ministers met him, note {n}.",
        },
        ensure_ascii=False,
    ).encode()
    + b"\n"
    for n in range(300)
]
LINES[150] = b"{broken\n"
needs_ray = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed: 'mtaudit[ray]'")


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"".join(LINES))
    return path


@pytest.fixture
def whole(rows: Path, tmp_path: Path) -> bytes:
    assert main(["batch", str(rows), "-o", str(tmp_path / "whole.jsonl"), "--jobs", "1"]) == 2
    return (tmp_path / "whole.jsonl").read_bytes()


def translated(folder: Path, count: int) -> tuple[Path, Path]:
    """Write equal rows, and a recording that stands in for a model."""
    rows, recording = folder / "in.jsonl", folder / "said.jsonl"
    row = {"pair": "uk-en", "src": "Джо Байден прибув.", "mt": "Joe Baiden arrived."}
    rows.write_text("".join(json.dumps({"id": n, **row}) + "\n" for n in range(count)), encoding="utf-8")
    said = {"pair": "uk-en", "src": row["src"], "rt": ["Joe Biden arrived."]}
    recording.write_text(json.dumps(said) + "\n", encoding="utf-8")
    return rows, recording


# Shards


@pytest.mark.parametrize("data", [b"a\nbb\n\nccc\n", b"a\nbb\n\nccc", b"", b"\n", b"one line only"])
@pytest.mark.parametrize("count", [1, 2, 3, 7, 20])
def test_shards_have_every_line_once_with_its_number(data: bytes, count: int) -> None:
    found: list[tuple[int, bytes]] = []
    for number in range(1, count + 1):
        one = part(BytesIO(data), "in", Shard(number, count))
        found += enumerate(one.lines, one.first)
    assert found == list(enumerate(BytesIO(data), 1))


@pytest.mark.parametrize("text", ["0/3", "4/3", "1", "1/0", "a/b", "-1/2"])
def test_a_shard_that_does_not_exist(text: str) -> None:
    with pytest.raises(InputError, match="give K/N"):
        parse(text)


@pytest.mark.parametrize("style", ["jsonl", "csv"])
def test_outputs_of_shards_make_the_whole(
    rows: Path, tmp_path: Path, style: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def output(name: str, *options: str) -> bytes:
        path = tmp_path / f"{name}.{style}"
        main(["batch", str(rows), "-o", str(path), "--jobs", "1", "--format", style, *options])
        return path.read_bytes()

    whole = output("whole")
    said = capsys.readouterr().err
    assert b"".join(output(f"part{k}", "--shard", f"{k}/3") for k in (1, 2, 3)) == whole
    assert capsys.readouterr().err == said  # the broken line is told once, by its number in the file
    assert "in.jsonl:151: " in said


def test_a_shard_goes_on(rows: Path, tmp_path: Path) -> None:
    path = tmp_path / "part.jsonl"
    command = ["batch", str(rows), "-o", str(path), "--jobs", "1", "--shard", "2/3", "--resume"]
    main(command)
    done = path.read_bytes()
    path.write_bytes(done[:1000])
    main(command)
    assert path.read_bytes() == done


# Processes of this machine


def test_units_of_other_formats_in_processes(tmp_path: Path) -> None:
    table = tmp_path / "in.tsv"
    cells = ((row["src"], row["mt"]) for row in (json.loads(line) for n, line in enumerate(LINES) if n != 150))
    table.write_text("".join(f"{src}\t{mt}\n" for src, mt in cells) + "\ufffd no translation\t\n", encoding="utf-8")
    command = ["batch", str(table), "--source-lang", "uk", "--target-lang", "en"]
    outputs = []
    for jobs in ("1", "2"):
        assert main([*command, "-o", str(tmp_path / jobs), "--jobs", jobs]) == 0
        outputs.append((tmp_path / jobs).read_bytes())
    assert outputs[0] == outputs[1]
    assert outputs[0].count(b"\n") == 299


def test_models_in_processes_say_what_they_say_in_one(tmp_path: Path) -> None:
    """600 rows are two windows, one a process; the rows are those of one process."""
    rows, recording = translated(tmp_path, 600)
    outputs = []
    for jobs in ("1", "2"):
        command = [
            "batch",
            str(rows),
            "-o",
            str(tmp_path / jobs),
            "--retranslate",
            f"recorded:{recording}",
            "--jobs",
            jobs,
        ]
        assert main(command) == 0
        outputs.append((tmp_path / jobs).read_bytes())
    assert outputs[0] == outputs[1]
    assert b"recorded:said.jsonl" in outputs[0].splitlines()[-1]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--jobs", "-1"], "--jobs -1: give a number"),
        (["--engine", "ray", "--write-baseline", "{0}/b"], "--write-baseline: is written by one process"),
        (["--shard", "1/2", "--format-in", "tsv"], "--shard: parts a file of JSONL"),
    ],
)
def test_what_cannot_be_is_one_line(
    rows: Path, tmp_path: Path, options: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [one.replace("{0}", str(tmp_path)) for one in options]
    assert main(["batch", str(rows), "-o", str(tmp_path / "out.jsonl"), *given]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"mtaudit: {says}")
    assert said.count("\n") == 1


def test_ray_that_is_not_there_is_one_line(
    rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("audit.rayed.find_spec", lambda _: None)
    assert main(["batch", str(rows), "-o", str(tmp_path / "out.jsonl"), "--engine", "ray"]) == 2
    assert capsys.readouterr().err == "mtaudit: --engine ray: Ray is not installed; pip install 'mtaudit[ray]'\n"


@needs_ray
def test_a_cluster_that_does_not_answer_is_one_line(
    rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RAY_ADDRESS", "127.0.0.1:1")
    assert main(["batch", str(rows), "-o", str(tmp_path / "out.jsonl"), "--engine", "ray"]) == 2
    said = capsys.readouterr().err
    assert "RAY_ADDRESS=127.0.0.1:1" in said
    assert said.count("\n") == 1


# Ray


def auditing(name: str, mark: str) -> Callable[[Chunk[bytes]], Done]:
    """A worker of a batch that is killed in the middle, once."""

    def work(chunk: Chunk[bytes]) -> Done:
        if chunk.first > 100 and not Path(mark).exists():
            Path(mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return list(audited(read_jobs(chunk.items, name, chunk.first), written=as_row))

    return work


def refusing() -> Callable[[int], int]:
    raise InputError("no tables here")


@pytest.fixture(scope="module")
def ray() -> Iterator[Cluster]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("RAY_ADDRESS", raising=False)
        with cluster(2) as made:
            from ray import cloudpickle  # noqa: PLC0415

            for module in (sys.modules[__name__], killing):
                cloudpickle.register_pickle_by_value(module)  # the actors cannot import a test
            yield made


@needs_ray
@pytest.mark.slow
def test_a_killed_worker_of_ray_loses_nothing(ray: Cluster, tmp_path: Path) -> None:
    mark = tmp_path / "killed"
    prepare = partial(auditing, "in.jsonl", str(mark))
    found = list(in_processes(prepare, of_lines(LINES, "in.jsonl"), ray.room, ray.engine))
    assert mark.exists()
    assert [str(r) for r in found] == [str(r) for r in results(LINES, "in.jsonl")]


@needs_ray
@pytest.mark.slow
def test_a_job_that_kills_every_worker_is_given_up(ray: Cluster, tmp_path: Path) -> None:
    from audit.pool import Broken, ordered  # noqa: PLC0415

    found = list(ordered(partial(killing.fragile, str(tmp_path)), range(9), ray.room, ray.engine))
    assert found == [0, 1, 2, 3, 4, Broken(), 6, 7, 8]


@needs_ray
@pytest.mark.slow
def test_what_a_worker_of_ray_raises_is_raised_here(ray: Cluster) -> None:
    from audit.pool import ordered  # noqa: PLC0415

    with pytest.raises(InputError, match="no tables here"):
        list(ordered(refusing, range(9), ray.room, ray.engine))


@needs_ray
@pytest.mark.slow
def test_the_command_on_ray_with_a_model(tmp_path: Path) -> None:
    """The actors load the model; rows that it cannot do are told as one process tells them."""
    rows, recording = translated(tmp_path, 600)
    program = "import sys; from audit.cli import main; sys.exit(main())"
    outputs = []
    for name, options in (("one", ["--jobs", "1"]), ("ray", ["--engine", "ray", "--jobs", "2"])):
        command = ["batch", str(rows), "-o", str(tmp_path / name), "--retranslate", f"recorded:{recording}", *options]
        done = subprocess.run(
            [sys.executable, "-c", program, *command], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        outputs.append((tmp_path / name).read_bytes())
    assert outputs[0] == outputs[1]
    assert b"recorded:said.jsonl" in outputs[0].splitlines()[-1]
