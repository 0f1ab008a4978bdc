"""The reader: what it counts, how it lays out a pair, its heads, and what the shipped one says."""

import math
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.aids import Aids
from audit.check import Pair
from audit.checks import possible_shift
from audit.finding import Span
from audit.models.reader import heads
from audit.models.reader.features import NAMES, features
from audit.models.reader.layout import SOURCE, TEXT, Laid, Tokenized, lay
from audit.models.reader.load import FILE, LACKS, MARKS, lacking, load
from audit.models.translator import ModelError
from audit.reading import Reading, read
from audit.run import audit_pairs
from corpora.words import words

NEEDS_READER = pytest.mark.skipif(bool(lacking()), reason=f"the reader needs {lacking()}")
SMOKES = Pair(
    "People who smoke foreign policy met the president.",
    "en",
    "Люди, які курують зовнішню політику, зустрілися з президентом.",
    "uk",
    ("People who oversee foreign policy met with the president.",),
)


class Letters:
    """A tokenizer that makes a token of every two characters that are no space."""

    first, last, limit = 0, 1, 512

    def __call__(self, text: str) -> Tokenized:
        places = [(n, min(n + 2, len(text))) for n in range(0, len(text), 2) if text[n : n + 2].strip()]
        return Tokenized([2 + ord(text[a]) % 50 for a, _ in places], places)


def feature(pair: Pair, name: str) -> dict[str, float]:
    column = features(pair)[:, NAMES.index(name)]
    return {w.text: round(float(v), 2) for w, v in zip(words(pair.target), column, strict=True)}


def test_support_of_retranslations() -> None:
    pair = Pair("He saw the houses.", "en", "", "", ("He sees a house.", "The man watched homes."))
    assert feature(pair, "same form") == {"He": 0.5, "saw": 0.0, "the": 0.5, "houses": 0.0}
    assert feature(pair, "same lemma") == {"He": 0.5, "saw": 0.5, "the": 0.5, "houses": 0.5}


def test_source_is_compared_by_sound_and_as_it_stands() -> None:
    pair = Pair("Biden met Merz in 2025.", "en", "Байден зустрів Мерца у 2025.", "uk")
    assert feature(pair, "in source")["2025"] == 1
    assert feature(pair, "sounds like source")["Merz"] > 0.5


def test_no_words_no_features() -> None:
    assert features(Pair("…", "en", "…", "uk")).shape == (0, len(NAMES))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=900), st.text(max_size=600), st.lists(st.text(max_size=300), max_size=4))
def test_every_word_is_laid_once(target: str, source: str, others: list[str]) -> None:
    rows = list(lay(Pair(target, "en", source, "uk", tuple(others)), Letters()))
    assert sum(len(row.places) for row in rows) == len(words(target))
    for row in rows:
        assert len(row.ids) == len(row.parts) <= Letters.limit
        assert all(0 <= a <= b <= row.close for a, b in row.places)
        assert {row.parts[k] for a, b in row.places for k in range(a, b)} <= {TEXT}


def test_parts_tell_what_a_token_belongs_to() -> None:
    (row,) = lay(SMOKES, Letters())
    assert isinstance(row, Laid)
    assert row.parts[0] == TEXT
    assert row.parts[-1] == SOURCE
    assert row.ids.count(Letters.last) == 3


def test_gelu_is_the_exact_one() -> None:
    x = np.linspace(-6, 6, 49, dtype=np.float32)
    exact = [0.5 * v * (1 + math.erf(v / math.sqrt(2))) for v in x.tolist()]
    tensors = {
        "wide.weight": np.eye(1, dtype=np.float32),
        "wide.bias": np.zeros(1, np.float32),
        "out.weight": np.ones((4, 1), np.float32),
        "out.bias": np.zeros(4, np.float32),
    }
    found = [heads.words(tensors, np.array([[v]], np.float32), np.zeros((1, 0), np.float32))[0, 0] for v in x]
    assert np.allclose(found, exact, atol=1e-5)


def test_adapters_are_added_to_the_base() -> None:
    base = {"encoder.layer.3.output.dense.weight": np.ones((3, 2), np.float32)}
    low = {
        "encoder.layer.3.output.dense.a": np.array([[1, 2]], np.float32),
        "encoder.layer.3.output.dense.b": np.array([[1], [0], [-1]], np.float32),
    }
    assert heads.merged(base, low)["encoder.layer.3.output.dense.weight"].tolist() == [[2, 3], [1, 1], [0, -1]]


def test_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "reader.safetensors"
    path.write_bytes(b"nothing of use")
    with pytest.raises(ModelError, match="cannot be read"):
        heads.open_file(path)


def test_the_card_names_the_shipped_files() -> None:
    folder = Path(heads.__file__).parent
    for name in (FILE, LACKS, MARKS):
        digest = sha256((folder / name).read_bytes()).hexdigest()
        assert digest in (folder / "MODEL_CARD.md").read_text("utf-8")


def test_missing_file() -> None:
    with pytest.raises(ModelError, match="no such file"):
        load("nowhere.safetensors")
    assert load("none") is None


def test_what_has_nothing_beside_it_is_not_read() -> None:
    class Never:
        name = "never"

        def read(self, pairs: object) -> list[Reading]:
            assert not pairs
            return []

    alone = Pair("A text alone.", "en")
    sourced = replace(SMOKES, retranslations=())
    assert read([alone, sourced], Never()) == [alone, sourced]
    assert read([alone], None) == [alone]


@NEEDS_READER
def test_the_shipped_reader_doubts_the_wrong_word() -> None:
    reader = load()
    assert reader is not None
    twice = replace(SMOKES, retranslations=(*SMOKES.retranslations, "The people in charge of foreign policy saw him."))
    reading, one, empty = reader.read([twice, SMOKES, Pair("", "en", "Так.", "uk")])
    assert one.words == ()  # its judgement of words is believed beside two re-translations only
    assert one.gaps
    doubts = {SMOKES.target[d.span.start : d.span.end]: d.error for d in reading.words}
    assert max(doubts, key=doubts.__getitem__) == "smoke"
    assert empty == Reading()


@NEEDS_READER
def test_an_audit_with_the_reader() -> None:
    others = (*SMOKES.retranslations, "The president met people who are in charge of foreign policy.")
    pair = replace(SMOKES, retranslations=others)
    report = audit_pairs([pair], checks=[possible_shift.check], aids=Aids(reader=load()))
    assert [f.text for f in report.findings] == ["smoke"]
    assert "|reader:1@" in report.signature
    bare = audit_pairs([pair], checks=[possible_shift.check])
    assert [s.reason for s in bare.skips] == ["needs the reader (--reader auto, of mtaudit[offline])"]


@NEEDS_READER
def test_a_reading_does_not_depend_on_its_neighbours() -> None:
    reader = load()
    assert reader is not None
    twice = replace(SMOKES, retranslations=SMOKES.retranslations * 2)
    others = [replace(twice, target=SMOKES.target * n, source=SMOKES.source * n) for n in range(1, 9)]
    alone, together = reader.read([twice])[0], reader.read([*others, twice])[-1]
    assert len(alone.words) == len(alone.surplus) == len(words(SMOKES.target))
    assert np.allclose([d.error for d in alone.words], [d.error for d in together.words], atol=1e-3)
    assert np.allclose([p for _, p in alone.gaps], [p for _, p in together.gaps], atol=1e-3)


@NEEDS_READER
@settings(max_examples=15, deadline=None)
@given(st.text(max_size=400), st.text(max_size=200))
def test_any_text_is_read(target: str, source: str) -> None:
    reader = load()
    assert reader is not None
    (reading,) = reader.read([Pair(target, "en", source, "uk", (source, "Something else."))])
    assert [d.span for d in reading.words] == [Span(w.start, w.end) for w in words(target)]
    assert all(0 <= d.error <= 1 and 0 <= d.major <= 1 for d in reading.words)
    assert [at for at, _ in reading.surplus] == [w.start for w in words(target)]
    assert len(reading.gaps) == len(reading.surplus) + bool(words(target))


@NEEDS_READER
@pytest.mark.parametrize("lost", ["approved", "bridge", "council"])
def test_the_shipped_reader_sees_what_is_missing(lost: str) -> None:
    whole = "The city council approved the new bridge on Monday."
    target = whole.replace(f" {lost}", "")
    pair = Pair(
        target,
        "en",
        "Міська рада схвалила новий міст у понеділок.",
        "uk",
        ("On Monday the city council gave its approval to a new bridge.",),
    )
    reader = load()
    assert reader is not None
    reading, sound = reader.read([pair, replace(pair, target=whole)])
    at, odds = max(reading.gaps, key=lambda gap: gap[1])
    assert abs(at - whole.index(lost)) <= 1
    assert odds > max(p for _, p in sound.gaps)
