"""Tags, pairs and identification."""

import pytest

from corpora.language import detect, parse_pair, parse_tag, settle
from corpora.read import InputError

SENTENCES = {
    "uk": "Уряд не підтвердив, що переговори про експорт зерна відновляться наступного тижня.",
    "ru": "Правительство не подтвердило, что переговоры об экспорте зерна возобновятся на следующей неделе.",
    "be": "Урад не пацвердзіў, што перамовы аб экспарце збожжа адновяцца на наступным тыдні, гаворыцца ў паведамленні.",
    "bg": "Правителството не потвърди, че преговорите за износа на зърно ще бъдат възобновени следващата седмица.",
    "en": "The government did not confirm that talks on grain exports would resume next week.",
    "de": "Die Regierung bestätigte nicht, dass die Gespräche über Getreideexporte nächste Woche beginnen.",
    "fr": "Le gouvernement n'a pas confirmé la reprise des discussions sur les exportations de céréales.",
    "pl": "Rząd nie potwierdził, że rozmowy o eksporcie zboża zostaną wznowione w przyszłym tygodniu.",
    "zh": "政府没有证实下周将恢复粮食出口谈判。",
    "ja": "政府は来週、穀物輸出に関する交渉が再開されることを確認しなかった。",
    "el": "Η κυβέρνηση δεν επιβεβαίωσε ότι οι συνομιλίες θα ξαναρχίσουν.",
    "he": "הממשלה לא אישרה שהשיחות על יצוא התבואה יתחדשו בשבוע הבא.",
}


@pytest.mark.parametrize("lang", SENTENCES)
def test_detect(lang: str) -> None:
    found, probability = detect(SENTENCES[lang])
    assert found == lang
    assert probability > 0.5


def test_a_wrong_tag_is_contradicted_and_a_near_one_is_not() -> None:
    with pytest.raises(InputError, match="is in 'uk', not 'ru'"):
        settle(SENTENCES["uk"] * 3, "ru", "s.txt", "--source-lang")
    with pytest.raises(InputError, match="is in 'uk', not 'de'"):
        settle(SENTENCES["uk"], "de", "s.txt", "--source-lang")
    assert settle(SENTENCES["en"], "en-GB", "t.txt", "--target-lang") == "en-GB"
    assert settle("Ja.", "nb", "t.txt", "--target-lang") == "nb"


def test_too_short_to_tell() -> None:
    with pytest.raises(InputError, match="give it with --target-lang"):
        settle("Ok", "", "t.txt", "--target-lang")


@pytest.mark.parametrize(
    ("given", "pair"),
    [
        ("uk-en", ("uk", "en")),
        ("pt-BR-en-GB", ("pt-BR", "en-GB")),
        ("zh-Hant-en", ("zh-Hant", "en")),
        ("uk_en", ("uk", "en")),
    ],
)
def test_pairs(given: str, pair: tuple[str, str]) -> None:
    assert parse_pair(given, "row") == pair


@pytest.mark.parametrize("bad", ["english", "", "e", "12", "en--"])
def test_bad_tags(bad: str) -> None:
    with pytest.raises(InputError, match="BCP-47"):
        parse_tag(bad, "--source-lang")
    with pytest.raises(InputError, match=r"two languages|BCP-47"):
        parse_pair(bad, "row 1")
