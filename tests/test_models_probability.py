"""The probability of a given translation: forced decoding, and where its tokens stand in the text."""

import pytest
from hf_models import FAMILIES, ODD, SOURCES, TARGETS, Tiny, loaded, torch
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.finding import Span
from audit.models import huggingface
from audit.models.scoring import placed

pytestmark = pytest.mark.usefixtures("no_connections")


def reference(model: huggingface.HuggingFace, source: str, target: str) -> list[tuple[float, int, int, float]]:
    """(log-probability, rank, best, its log-probability) of each label, one step and one whole pass of the model at a time."""
    net, reader = model._net, model._reader
    labels = [*reader.target(target).ids, reader.end]
    given = [net.config.decoder_start_token_id] + ([reader.first] if reader.first is not None else [])
    ids = torch.tensor([reader.source(source)])
    facts = []
    for label in labels:
        with torch.no_grad():
            logits = net(input_ids=ids, decoder_input_ids=torch.tensor([given])).logits[0, -1]
        logits[model._forbidden] = -torch.inf
        logprobs = torch.log_softmax(logits.double(), 0)
        order = logprobs.argsort(descending=True).tolist()
        facts.append((logprobs[label].item(), order.index(label), order[0], logprobs[order[0]].item()))
        given.append(label)
    return facts


@pytest.mark.parametrize("family", FAMILIES)
def test_forced_decoding_equals_decoding_step_by_step(tiny: Tiny, family: str) -> None:
    model = loaded(tiny(family))
    sources = [SOURCES[0], SOURCES[1], SOURCES[2], SOURCES[16]]
    targets = [TARGETS[0], "The school is closed.", ODD, TARGETS[16]]
    for source, target, scores in zip(sources, targets, model.score(sources, targets), strict=True):
        expected = reference(model, source, target)
        assert len(scores) == len(expected)
        for token, (logprob, rank, best, best_logprob) in zip(scores, expected, strict=True):
            assert token.logprob == pytest.approx(logprob, abs=2e-4)
            assert token.best_logprob == pytest.approx(best_logprob, abs=2e-4)
            assert token.best_logprob >= token.logprob - 1e-6
            assert (token.rank == rank) or token.best_logprob - token.logprob < 1e-4 or abs(token.rank - rank) <= 1
            assert token.best == model._reader.piece(best).replace("▁", " ")


def test_forcing_few_rows_at_a_time_changes_nothing(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    model = loaded(tiny("marian"))
    at_once = model.score(SOURCES, TARGETS)
    monkeypatch.setattr(huggingface, "_LOGITS", 1)
    for a, b in zip(at_once, model.score(SOURCES, TARGETS), strict=True):
        assert [t.logprob for t in a] == pytest.approx([t.logprob for t in b], abs=1e-4)
        assert [t.rank for t in a] == [t.rank for t in b]


def test_a_wrong_word_is_found_improbable_where_it_stands(tiny: Tiny) -> None:
    target = "The school will close in the autumn."
    (scores,) = loaded(tiny("marian")).score([SOURCES[1]], [target])
    worst = min(scores, key=lambda t: t.logprob)
    wrong = Span(16, 21)
    assert target[wrong.start : wrong.end] == "close"
    assert worst.span.overlaps(wrong)
    assert worst.rank > 0
    assert worst.best_logprob > worst.logprob + 3


def test_the_end_says_that_something_is_missing(tiny: Tiny) -> None:
    short, whole = loaded(tiny("marian")).score([SOURCES[2]] * 2, ["The first snow fell", TARGETS[2]])
    assert short[-1].span == Span(19, 19)
    assert short[-1].best != ""
    assert short[-1].logprob < -3
    assert whole[-1].best == ""
    assert whole[-1].rank == 0


def test_what_is_too_long_to_force_has_no_scores(tiny: Tiny) -> None:
    found = loaded(tiny("marian")).score([SOURCES[0], SOURCES[0]], [" ".join(TARGETS), TARGETS[0]])
    assert found[0] == ()
    assert found[1] != ()


def check_spans(text: str, spans: tuple[Span, ...]) -> None:
    assert all(0 <= s.start <= s.end <= len(text) for s in spans)
    assert [s.start for s in spans] == sorted(s.start for s in spans)
    assert [s.end for s in spans] == sorted(s.end for s in spans)
    covered = {i for s in spans for i in range(s.start, s.end)}
    assert not spans or {i for i, c in enumerate(text) if not c.isspace()} <= covered
    assert all(s.start < s.end and not text[s.start].isspace() for s in spans if text.strip())


@pytest.mark.parametrize("family", FAMILIES)
def test_spans_of_odd_text(tiny: Tiny, family: str) -> None:
    parts = loaded(tiny(family))._reader.target(ODD)
    check_spans(ODD, parts.spans)
    assert len(parts.ids) == len(parts.pieces) == len(parts.spans)
    assert ODD[parts.spans[0].start :].startswith("T")
    for char in ("½", "日", "👍"):
        assert any(s.start <= ODD.index(char) < s.end for s in parts.spans)


@pytest.mark.parametrize("family", FAMILIES)
def test_spans_of_any_text(tiny: Tiny, family: str) -> None:
    reader = loaded(tiny(family))._reader

    @settings(max_examples=150, deadline=None)
    @given(
        st.text(
            st.one_of(
                st.sampled_from("The bridge… ½ﬁ①ﷺé\u0301\u200b\u00ad\u3000\n\t日👍🏽<>/s▁"),
                st.characters(exclude_categories=["Cs"]),
            ),
            max_size=40,
        )
    )
    def spans_are_sound(text: str) -> None:
        check_spans(text, reader.target(text).spans)

    spans_are_sound()


@given(st.text("ab \u200b", max_size=12), st.lists(st.tuples(st.integers(-2, 14), st.integers(-2, 14)), max_size=12))
def test_any_places_are_settled(text: str, rough: list[tuple[int, int]]) -> None:
    spans = placed(text, sorted(rough))
    assert len(spans) == len(rough)
    assert all(0 <= s.start <= s.end <= len(text) for s in spans)
    assert [s.start for s in spans] == sorted(s.start for s in spans)
    assert [s.end for s in spans] == sorted(s.end for s in spans)


def test_places_left_open_by_tokenizers() -> None:
    assert placed("a … b", [(0, 1), (1, 1), (1, 1), (1, 3), (3, 5)]) == (Span(0, 1), *[Span(2, 3)] * 3, Span(4, 5))
    assert placed("\u200ba b\u200b", [(1, 2), (2, 3), (3, 4)]) == (Span(0, 2), Span(3, 5), Span(3, 5))
    assert placed("a\u00adb", [(0, 1), (2, 3)]) == (Span(0, 2), Span(2, 3))
    assert placed("", []) == ()
    assert placed(" ab ", [(0, 0), (3, 4)]) == (Span(1, 3), Span(1, 3))


@pytest.mark.parametrize("family", FAMILIES)
def test_a_byte_order_mark_shifts_nothing(tiny: Tiny, family: str) -> None:
    parts = loaded(tiny(family))._reader.target("\ufeff The bridge")
    shown = ["\ufeff The bridge"[s.start : s.end] for s in parts.spans]
    assert shown[-1].endswith("e")
    assert shown[0].strip("\ufeff ") in {"T", "The", "Th"}
