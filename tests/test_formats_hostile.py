"""Damaged files: whatever the bytes, a reader yields units or InputErrors, quickly, and notes still change nothing else.

`MTAUDIT_FUZZ=300 pytest tests/test_formats_hostile.py` fuzzes each reader for 300 seconds.
"""

import io
import os
import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from audit.writeback import written_back
from corpora import bilingual
from corpora.read import InputError
from corpora.units import Unit, place, place_after

HERE = Path(__file__).parent / "formats"
SOON = 20  # seconds that one file may take
SECONDS = float(os.environ.get("MTAUDIT_FUZZ", "0"))
TABLE = 'id\tsrc\tmt\trt1\n1\tДім.\t"House" he ""said"".\tHome.\n2\t"a ""b"""\tc\td\n'.encode()
SEEDS = {
    "visit.12.xlf": "xliff",
    "visit.21.xlf": "xliff",
    "memory.tmx": "tmx",
    "app.uk.po": "po",
    "rows.tsv": "tsv",
    "rows.csv": "csv",
}
PIECES = (
    b"<", b">", b"</", b"/>", b"&", b"&#0;", b"&#x10FFFF;", b"&amp;", b"&a;", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?", b"?>",
    b"<!DOCTYPE x [", b"<!ENTITY a 'b'>", b"]>", b"<target>", b"</target>", b"<seg>", b"</seg>", b"<tuv>", b"<tu>", b"</tu>",
    b"<unit>", b"<notes>", b"<note>", b"</notes>", b"<segment>", b"<mrk mid='mtaudit-1'>", b"</mrk>", b"<trans-unit>", b"msgid", b"msgstr",
    b'"', b'msgid ""', b"msgstr[3]", b"#~", b"# mtaudit: x", b"\\", b"\\x", b"\\777", b"%s", b"{", b"_", b"\n", b"\r", b"\r\n", b"\n\n",
    b"\t", b",", b";", b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xd0", b"\xed\xa0\x80", b"encoding='cp1252'", b"utf-16", b"charset=big5",
)  # fmt: skip


def seed_of(name: str) -> bytes:
    if name.startswith("rows"):
        return TABLE if name.endswith("tsv") else TABLE.replace(b"\t", b",")
    return (HERE / name).read_bytes()


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """A file cut, repeated, spliced and overwritten at a few places, sometimes in another encoding."""
    data = whole
    if draw(st.integers(0, 9)) == 0:
        data = data.decode().encode(draw(st.sampled_from(["utf-16", "utf-32", "utf-16-le", "utf-8-sig"])))
    for _ in range(draw(st.integers(1, 6))):
        a, b = sorted(draw(st.integers(0, len(data))) for _ in range(2))
        b = min(b, a + draw(st.sampled_from([0, 1, 2, 8, 64, 512])))
        kind = draw(st.integers(0, 4))
        if kind == 0:
            data = data[:a] + data[b:]
        elif kind == 1:
            data = data[:b] + data[a:b] * draw(st.integers(1, 20)) + data[b:]
        elif kind == 2:
            c = draw(st.integers(0, len(data)))
            data = data[:c] + data[a:b] + data[c:]
        elif kind == 3:
            data = data[:a] + draw(st.binary(max_size=6)) + data[b:]
        else:
            data = data[:a] + draw(st.sampled_from(PIECES)) + data[b:]
    return data


def survived(data: bytes, style: str) -> float:
    """Read in a stream and at once, take out our notes and put them in again: only InputError may come of it. Return the seconds."""
    began = time.process_time()
    streamed: list[Unit | InputError] = []
    try:
        streamed.extend(bilingual.read(io.BytesIO(data), "in", style, "uk", "en"))
    except InputError as e:
        assert "\n" not in str(e)
    try:
        units, whole = bilingual.whole(data, "in", style, "uk", "en")
    except InputError:
        units, whole = [], None
    if whole and style in bilingual.WRITTEN_BACK:
        assert units == [u for u in streamed if isinstance(u, Unit)] or [(u.id, u.source, u.target) for u in units] == [
            (u.id, u.source, u.target) for u in streamed if isinstance(u, Unit)
        ]
        written_back(whole, units, units, ())
        for unit in units:
            assert unit.spot is not None
            ends = [place_after(unit.spot.target, k, whole.data) for k in range(min(len(unit.target), 300))]
            starts = [place(unit.spot.target, k, whole.data) for k in range(min(len(unit.target), 300))]
            assert ends == sorted(ends)
            assert all(a < b <= len(whole.data) for a, b in zip(starts, ends, strict=True))
    return time.process_time() - began


@pytest.mark.parametrize("name", SEEDS)
def test_damaged_files(name: str) -> None:
    whole, style = seed_of(name), SEEDS[name]

    @settings(
        max_examples=40 if not SECONDS else 500,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(damaged(whole))
    def examine(data: bytes) -> None:
        assert survived(data, style) < SOON

    until = time.monotonic() + SECONDS
    rounds = 0
    while rounds == 0 or time.monotonic() < until:
        seed(rounds)(examine)()
        rounds += 1
    assert rounds


@pytest.mark.parametrize("style", ["xliff", "tmx", "po", "tsv", "csv"])
def test_bytes_of_any_kind(style: str) -> None:
    chance = random.Random(7)
    for size in (0, 1, 3, 40, 4000):
        assert survived(chance.randbytes(size), style) < SOON
    for piece in PIECES:
        assert survived(piece, style) < SOON
        assert survived(piece * 20_000, style) < SOON


@pytest.mark.parametrize(
    "piece", ["%", "%0", "0", "{", "{{a", "$a", "<", "<a", "&", "&a", "_", "_a", "\\\\", "\\777", "a "]
)
def test_strings_of_placeholders_cost_no_more_than_others(piece: str) -> None:
    text = "%" + piece * 60_000 + "."
    began = time.process_time()
    (unit,) = bilingual.read(io.BytesIO(f'msgid "a"\nmsgstr "{text}"\n'.encode()), "in", "po", "en", "uk")
    assert isinstance(unit, Unit)
    assert unit.target.endswith(".")
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("style", "data"),
    [
        ("xliff", b"<a>" * 200_000),
        ("xliff", b"<xliff version='1.2'>" + b"<g>" * 200_000),
        ("xliff", b"<xliff version='1.2' a='" + b"x" * 20_000_000),
        ("tmx", b"<tmx><body><tu><tuv><seg>" + b"<hi>" * 200_000),
        ("tmx", b"<tmx><!--" + b"x" * 20_000_000),
        ("tmx", b"<tmx><body><tu><tuv><seg>" + b"x" * 20_000_000),
        ("po", b'msgid "' + b"\\" * 3_000_001),
        ("po", b'msgid ""\n' + b'"' + b"a" * 20_000_000),
        ("po", b'msgid ""\n' + b'"a"\n' * 3_000_000),
        ("tsv", b"src\tmt\n" + b"x" * 20_000_000),
        ("csv", b'src,mt\n"' + b"x\n" * 3_000_000),
    ],
    ids=lambda v: v if isinstance(v, str) else str(len(v)),
)
def test_deep_long_and_endless(style: str, data: bytes) -> None:
    began = time.process_time()
    with pytest.raises(InputError) as e:
        list(bilingual.read(io.BytesIO(data), "in", style, "uk", "en"))
    assert len(str(e.value)) < 300
    assert time.process_time() - began < 30


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_characters_without_a_mark(encoding: str) -> None:
    plain = seed_of("memory.tmx")
    wide = plain.decode().encode(encoding)
    survived(wide, "tmx")
    targets = [
        [u.target for u in bilingual.read(io.BytesIO(data), "in", "tmx", "uk", "en") if isinstance(u, Unit)]
        for data in (plain, wide)
    ]
    assert targets[0] == targets[1] != []
