"""Language tags against the codes that real models have."""

import pytest

from audit.models.codes import find, same_language
from audit.models.translator import ModelError

NLLB = ("arb_Arab", "azj_Latn", "ces_Latn", "deu_Latn", "ekk_Latn", "eng_Latn", "heb_Hebr", "kas_Arab", "kas_Deva", "khk_Cyrl",
        "lvs_Latn", "nno_Latn", "nob_Latn", "npi_Deva", "pbt_Arab", "pes_Arab", "por_Latn", "rus_Cyrl", "srp_Cyrl", "swh_Latn",
        "tgl_Latn", "ukr_Cyrl", "uzn_Latn", "yue_Hant", "zho_Hans", "zho_Hant", "zsm_Latn")  # fmt: skip
MBART = ("ar_AR", "cs_CZ", "en_XX", "he_IL", "ne_NP", "pt_XX", "ru_RU", "uk_UA", "zh_CN")
M2M = ("ar", "be", "en", "he", "no", "pt", "sr", "sv", "tl", "uk", "zh")
MADLAD = ("<2en>", "<2fil>", "<2iw>", "<2no>", "<2pt>", "<2uk>", "<2zh>", "<2zh_Latn>")
OPUS = (">>bel<<", ">>cmn_Hans<<", ">>cmn_Hant<<", ">>pob<<", ">>por<<", ">>srp_Cyrl<<", ">>srp_Latn<<", ">>ukr<<")


@pytest.mark.parametrize(
    ("tag", "codes", "expected"),
    [
        ("uk", NLLB, "ukr_Cyrl"), ("uk", MBART, "uk_UA"), ("uk", M2M, "uk"), ("uk", MADLAD, "<2uk>"), ("uk", OPUS, ">>ukr<<"),
        ("uk-UA", NLLB, "ukr_Cyrl"), ("ukr", M2M, "uk"), ("en-GB", MBART, "en_XX"), ("ar", NLLB, "arb_Arab"),
        ("fa", NLLB, "pes_Arab"), ("lv", NLLB, "lvs_Latn"), ("ms", NLLB, "zsm_Latn"), ("sw", NLLB, "swh_Latn"),
        ("uz", NLLB, "uzn_Latn"), ("mn", NLLB, "khk_Cyrl"), ("az", NLLB, "azj_Latn"), ("ne", NLLB, "npi_Deva"),
        ("ps", NLLB, "pbt_Arab"), ("zh", NLLB, "zho_Hans"), ("zh-Hant", NLLB, "zho_Hant"), ("zh-TW", NLLB, "zho_Hant"),
        ("zh-CN", NLLB, "zho_Hans"), ("yue", NLLB, "yue_Hant"), ("no", NLLB, "nob_Latn"), ("nb", M2M, "no"),
        ("nn", NLLB, "nno_Latn"), ("he", MADLAD, "<2iw>"), ("tl", MADLAD, "<2fil>"), ("fil", M2M, "tl"), ("zh", MADLAD, "<2zh>"),
        ("nb", MADLAD, "<2no>"), ("zh", MBART, "zh_CN"), ("pt", OPUS, ">>por<<"), ("pt-BR", OPUS, ">>pob<<"),
        ("pt-BR", MBART, "pt_XX"), ("sr", OPUS, ">>srp_Cyrl<<"), ("sr-Latn", OPUS, ">>srp_Latn<<"), ("zh", OPUS, ">>cmn_Hans<<"),
        ("zh-HK", OPUS, ">>cmn_Hant<<"), ("ks", NLLB, "kas_Arab"),
    ],
)  # fmt: skip
def test_tag_to_code(tag: str, codes: tuple[str, ...], expected: str) -> None:
    assert find(tag, codes, "m", "target") == expected


@pytest.mark.parametrize(
    ("tag", "codes", "said"),
    [
        ("sr-Latn", NLLB, "srp_Cyrl"),  # the model writes another script
        ("zh-TW", MBART, "zh_CN"),
        ("ru", M2M, "be, en"),  # few codes: all of them
        ("gl", OPUS, ">>por<<"),
        ("uzb-Cyrl", NLLB, "uzn_Latn"),
        ("ar-Latn", M2M, "ar, be"),
    ],
)
def test_what_a_model_lacks_is_said_with_what_is_near(tag: str, codes: tuple[str, ...], said: str) -> None:
    with pytest.raises(ModelError) as e:
        find(tag, codes, "hf:some/model", "target")
    text = str(e.value)
    assert text.startswith("hf:some/model: has no target language")
    assert f"'{tag}'" in text
    assert said in text
    assert "\n" not in text


def test_a_script_that_is_only_read_is_no_hindrance() -> None:
    assert find("zh-TW", M2M, "m", "source") == "zh"
    with pytest.raises(ModelError):
        find("zh-TW", M2M, "m", "target")


def test_no_codes_at_all() -> None:
    with pytest.raises(ModelError, match="none to choose from"):
        find("uk", (), "m", "target")


@pytest.mark.parametrize(("tag", "code", "same"), [
    ("uk", "ukr", True), ("uk", "uk", True), ("uk-UA", "uk", True), ("uk", "ru", False), ("pt-BR", "por", True),
    ("uk", "zle", True), ("uk", "", True), ("uk", "mul", True), ("nb", "no", True),
])  # fmt: skip
def test_same_language(tag: str, code: str, same: bool) -> None:
    assert same_language(tag, code) is same
