"""What the reader is taught: labels of crowds and people, damage on purpose, and that no measuring sentence is among it."""

from pathlib import Path
from random import Random

import numpy as np
import pytest

from audit.check import Pair
from corpora.words import words
from eval.run import shared_folder
from eval.training import damage, lacks
from eval.training.crowds import Crowd, lesson
from eval.training.damage import damaged
from eval.training.lesson import UNKNOWN, Lesson, blank
from eval.training.placing import Stock
from eval.training.split import SOURCES, calibrating, held_out, mark, measured, read_marks

SHARED = shared_folder()
NEEDS_SHARED = pytest.mark.skipif(not (SHARED / "data").is_dir(), reason="needs the data folder (shared)")
STOCK = Stock(
    {"en": ["table", "winter", "Kansas", *(f"word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(200))]},
    {"minister": ["secretary"], "opened": ["painted"]},
    {"en": ["The weather in the mountains was fine all week long."]},
    {"en": {"stations": ["new", "large"]}},
)
PAIR = Pair(
    "The minister did not say that Berlin opened 25 stations before the war.",
    "en",
    "Міністр не сказав, що Берлін відкрив 25 станцій до війни.",
    "uk",
)


def learned(pair: Pair = PAIR) -> Lesson:
    made = blank(pair, "test")
    made.errors[:] = 0
    return made


@pytest.mark.parametrize("kind", {**damage._KINDS, **lacks.LACKS}, ids=lambda kind: kind.__name__)
def test_damage_keeps_labels_beside_their_words(kind: damage.Damage) -> None:
    done = [found for seed in range(40) if (found := kind(learned(), STOCK, Random(seed))) is not None]
    if kind is not damage.sense:
        assert done
    for found in done:
        said = words(found.pair.target)
        assert found.pair.target != PAIR.target
        assert len(found.errors) == len(found.majors) == len(found.weights) == len(found.edits) == len(said)
        assert len(found.gaps) == len(said) + 1
        before = [w.text for w in words(PAIR.target)]
        assert (found.errors == 1).any() or (found.gaps == 1).any()
        assert all(w.text in before for w, e in zip(said, found.errors, strict=True) if e == 0)


def test_damage_is_drawn_by_seed() -> None:
    assert damaged(learned(), STOCK, Random(3)).pair == damaged(learned(), STOCK, Random(3)).pair


def test_a_course_on_lost_words_leaves_out_and_puts_in() -> None:
    made = [damaged(learned(), STOCK, Random(seed), lacks=1.0) for seed in range(60)]
    kinds = {one.origin.partition("+")[2] for one in made}
    assert kinds <= {kind.__name__ for kind in lacks.LACKS}
    assert {"left_out", "put_in"} <= kinds


def test_the_gap_is_where_the_word_was() -> None:
    before = [w.text for w in words(PAIR.target)]
    for seed in range(20):
        one = lacks.left_out(learned(), STOCK, Random(seed))
        assert one is not None
        at = int(np.argmax(one.gaps))
        assert [w.text for w in words(one.pair.target)] == [*before[:at], *before[at + 1 :]]


def test_what_is_put_in_stands_before_that_word_elsewhere() -> None:
    found = lacks.put_in(learned(), STOCK, Random(1))
    assert found is not None
    assert any(f"{word} stations" in found.pair.target for word in ("new", "large"))
    assert lacks.put_in(learned(), Stock({}, {}, {}), Random(1)) is None


def crowd(**more: object) -> Crowd:
    texts = {
        "a": "The chief smokes policy.",
        "b": "The chief oversees policy.",
        "c": "The head oversees policy.",
        "d": "The chief supervises policy.",
        "e": "The chief manages policy.",
        "refA": "The boss runs policy.",
    }
    return Crowd("Шеф курує політику.", "uk", "en", texts, frozenset({"refA"}), "test", **more)  # type: ignore[arg-type]


def labels(made: Lesson | None) -> dict[str, float]:
    assert made is not None
    return {w.text: round(float(e), 2) for w, e in zip(words(made.pair.target), made.errors, strict=True)}


def test_the_crowd_votes() -> None:
    found = labels(lesson(crowd(), "a", Random(1)))
    assert found["smokes"] > 0.5
    assert found["policy"] == 0
    assert found["chief"] < 0.5


def test_people_are_not_suspected() -> None:
    assert max(labels(lesson(crowd(), "refA", Random(2))).values()) <= 0


def test_annotators_stand_above_the_crowd() -> None:
    marked = crowd(spans={"a": [(10, 16, "major")], "b": []})
    made = lesson(marked, "a", Random(1))
    assert labels(made)["smokes"] == 1
    assert made is not None
    assert made.wrong == 1
    assert made.majors[2] == 1
    assert labels(lesson(marked, "b", Random(1)))["oversees"] < 0.5


def test_unknown_is_not_a_label() -> None:
    made = blank(PAIR, "test")
    assert (made.errors == UNKNOWN).all()
    assert len(made.gaps) == len(words(PAIR.target)) + 1


def test_split_is_by_source_and_stable() -> None:
    sources = [f"Речення номер {n} про щось інше." for n in range(4000)]
    share = np.mean([held_out(s) for s in sources])
    assert 0.17 < share < 0.23
    assert held_out("Шеф курує політику!") == held_out("шеф  курує політику")
    assert {calibrating(s) for s in sources if held_out(s)} == {True, False}
    assert not any(calibrating(s) for s in sources if not held_out(s))


@NEEDS_SHARED
def test_no_measuring_sentence_was_learned_from() -> None:
    used = read_marks(SOURCES)
    assert len(used) > 1000
    assert not used & measured(SHARED)


@NEEDS_SHARED
def test_the_marks_are_those_of_the_sources() -> None:
    from eval.training.crowds import crowds  # noqa: PLC0415

    used = read_marks(SOURCES)
    known = {mark(one.source): one.source for one in crowds(SHARED / "data")}
    assert len(used & known.keys()) > 1000
    assert not any(held_out(known[m]) for m in used & known.keys())


def test_network_and_reader_agree(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    pytest.importorskip("onnxruntime")
    from audit.models.encoders.bert import Shape  # noqa: PLC0415
    from audit.models.encoders.transformer import Words  # noqa: PLC0415
    from audit.models.reader.base_model import Base  # noqa: PLC0415
    from audit.models.reader.features import NAMES  # noqa: PLC0415
    from audit.models.reader.heads import open_file  # noqa: PLC0415
    from audit.models.reader.judge import Judge  # noqa: PLC0415
    from eval.training.course import Recipe, drills  # noqa: PLC0415
    from eval.training.net import Net, batch  # noqa: PLC0415
    from eval.training.ship import write  # noqa: PLC0415
    from tests.test_reader import Letters  # noqa: PLC0415

    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=60,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=512,
    )
    base = transformers.BertModel(config, add_pooling_layer=False)
    plain = {name: tensor.numpy().copy() for name, tensor in base.state_dict().items()}
    net = Net(base, frozen=1)
    with torch.no_grad():
        for _, value in net.named_parameters():
            if value.requires_grad:
                value.copy_(torch.randn_like(value) * 0.1)
    net.base.float()
    net.eval()
    rows = list(drills([learned()], Letters(), Recipe()))
    with torch.no_grad():
        said, sentence = net(batch(rows, 0))
    about = {"version": "0", "base": "tiny", "features": list(NAMES), "calibration": [[1, 0]] * 3}
    write(tmp_path / "tiny.safetensors", {k: v.float().numpy() for k, v in net.trained().items()}, about)
    shape = Shape(2, 32, 2, config.layer_norm_eps)
    tiny = Base("tiny", plain, shape, Words(plain, 0), Letters(), 0)  # type: ignore[arg-type]
    ((logits, whole),) = Judge(open_file(tmp_path / "tiny.safetensors"), tiny, "float32").logits([PAIR])
    assert np.allclose(logits, said[0].numpy(), atol=0.05)
    assert np.allclose(whole, sentence[0].numpy(), atol=0.05)
