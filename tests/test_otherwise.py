"""Words that only look lost."""

import pytest

from audit.check import Pair
from audit.finding import Span
from audit.lacking import Lost
from audit.otherwise import is_said
from corpora.words import words


def lost(pair: Pair, word: str, heard: str, gap: str = "") -> Lost:
    """The word of the source, lost where `gap` stands in the target."""
    at = pair.target.find(gap)
    own = next(each for each in words(pair.source) if each.text == word)
    return Lost(own, 1.0, (heard,), Span(at, at + len(gap)), True)


@pytest.mark.parametrize(
    ("lang", "source", "target", "other", "word", "heard", "gap"),
    [
        pytest.param(
            "pt",
            "Pense no Gana e em como anda, tal como o Brasil, de mãos dadas com o crescimento.",
            "Think of Ghana and how, like Brazil’s, it goes hand in hand with growth.",
            "Think of Ghana and how it walks, like Brazil, hand in hand with growth.",
            "Brasil", "Brazil", "Brazil’s, it", id="it stands there with another ending",
        ),
        pytest.param(
            "pt",
            "Escolheram-no não só porque Hollande não era Sarkozy.",
            "They chose him not only because he was not Sarkozy.",
            "They chose him not only because Hollande was not Sarkozy.",
            "Hollande", "Hollande", "he", id="a pronoun stands for a name",
        ),
        pytest.param(
            "uk", "Коли працює ППО ?", "When does air defense work?", "When PPO works?",
            "ППО", "PPO", "air defense", id="the re-translation spells it letter by letter",
        ),
        pytest.param(
            "pt", "Foi retratado como um papão.", "He was portrayed as an ogre.", 'He was portrayed as a "papão".',
            "papão", "papão", "ogre", id="the re-translation copies it",
        ),
    ],
)  # fmt: skip
def test_what_is_said_in_another_way_is_not_lost(
    lang: str, source: str, target: str, other: str, word: str, heard: str, gap: str
) -> None:
    pair = Pair(target, "en", source, lang, (other,))
    assert is_said(pair, lost(pair, word, heard, gap))


@pytest.mark.parametrize(
    ("lang", "source", "target", "other", "word", "heard"),
    [
        pytest.param(
            "uk", "Лікар сказав, що операція пройшла добре.", "The doctor said that it went well.",
            "The doctor said that the operation went well.", "операція", "operation", id="a pronoun for a thing",
        ),
        pytest.param(
            "uk", "Учителя Дмитра й родича Бориса вбили.", "The teacher Dmytro and a relative were killed.",
            "The teacher Dmytro and his relative Borys were killed.", "Бориса", "Borys", id="a name without a pronoun",
        ),
        pytest.param(
            "de", "Der alte Mann half dem jungen Mann.", "The old man helped the boy.",
            "The old man helped the young man.", "jungen", "young", id="an adjective",
        ),
        pytest.param(
            "ru", "Хозяин был пьян, водитель тоже был пьян.", "The owner was drunk, and so the driver.",
            "The owner was drunk, the driver was drunk too.", "пьян", "drunk", id="said once, by the others twice",
        ),
    ],
)  # fmt: skip
def test_what_nothing_stands_for_is_lost(
    lang: str, source: str, target: str, other: str, word: str, heard: str
) -> None:
    pair = Pair(target, "en", source, lang, (other,))
    assert not is_said(pair, lost(pair, word, heard))
