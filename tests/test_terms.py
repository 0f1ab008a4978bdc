"""Glossaries and lists of words that stay: read in every dialect, found in inflected forms, silent where the term is right."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.check import Article, Pair
from audit.finding import Mark
from audit.terms.do_not_translate import read_list, with_list
from audit.terms.glossary import Term, read_glossary, terms
from audit.terms.wrong_term import with_glossary
from corpora.read import InputError

CSV = """source;target;forbidden
договір купівлі-продажу;sales contract|contract of sale;buying deal
договір;contract;
довірена особа;trustee;
Gerät;device;
"""
MARTIF = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><text><body>
<termEntry id="a"><langSet xml:lang="uk"><tig><term>договір</term></tig></langSet>
<langSet xml:lang="en-GB"><ntig><termGrp><term>agreement</term>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig>
<tig><term>pact</term></tig><tig><term>contract</term>
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig></langSet></termEntry>
</body></text></martif>"""
TBX = """<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min">
<text><body><conceptEntry id="a"><langSec xml:lang="uk"><termSec><term>договір</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>pact</term></termSec><termSec><term>contract</term>
<min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec><termSec><term>agreement</term>
<min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec></langSec></conceptEntry></body></text></tbx>"""

BEGUN = (
    b'<?xml version="1.0" encoding="nonsense"?><tbx/>',
    b'<?xml version="1.0" encoding="big5"?><tbx/>',
    b"<tbx><conceptEntry><langSec><termSec><term>a</term></termSec></langSec></conceptEntry></tbx>",
    b'uk,en\n"a\x00",b\n',
    b"source,target\n",
)


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def marks(path: Path, pair: Pair) -> list[tuple[str, str, float]]:
    """(marked words, suggestion, confidence) of the check of terms."""
    check, *_ = with_glossary((), read_glossary(path))
    return [shown(pair, mark) for _, mark in check.run(Article((pair,)))]


def shown(pair: Pair, mark: Mark) -> tuple[str, str, float]:
    return pair.target[mark.span.start : mark.span.end], mark.suggestion, mark.confidence


@pytest.mark.parametrize(("name", "text"), [("a.tbx", MARTIF), ("b.tbx", TBX)])
def test_dialects_of_tbx_say_the_same(tmp_path: Path, name: str, text: str) -> None:
    known = read_glossary(written(tmp_path, name, text))
    assert terms(known, "uk", "en-US") == (Term(("договір",), ("contract", "pact"), ("agreement",)),)
    assert terms(known, "de", "fr") == ()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.tbx", "<tmx/>", "a.tbx:1: <tmx> begins no TBX"),
        ("b.tbx", "<tbx>\n<text>\n</tbx>", "b.tbx:3:3: not well-formed XML (mismatched tag)"),
        ("c.tbx", '<!DOCTYPE tbx [<!ENTITY a "x">]><tbx>&a;</tbx>', "c.tbx:1: declares the entity 'a'"),
        ("d.csv", "term,meaning\n", "d.csv:1: the header is term, meaning"),
        ("e.csv", "uk,en\nа,b,c\n", "e.csv:2: 3 cells"),
        ("f.csv", 'uk,en\n"а,b\n', "f.csv:2: no row of CSV"),
        ("g.xls", "", "unknown ending '.xls'"),
    ],
)
def test_what_is_no_glossary_is_refused(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        read_glossary(written(tmp_path, name, text))
    assert said in str(refused.value)


def test_an_inflected_term_is_found_and_its_rendering_missed(tmp_path: Path) -> None:
    path = written(tmp_path, "terms.csv", CSV)
    pair = Pair("They signed a purchase deal.", "en", "Вони підписали договір купівлі-продажу.", "uk")
    (found,) = marks(path, pair)
    assert found[1:] == ("sales contract", 0.75)
    near = Pair("They broke the sales agreement.", "en", "Вони порушили умови договору купівлі-продажу.", "uk")
    assert marks(path, near) == [("sales", "sales contract", 0.75)]
    forbidden = Pair("They signed a buying deal.", "en", "Вони підписали договір купівлі-продажу.", "uk")
    assert marks(path, forbidden) == [("buying deal", "sales contract", 0.95)]
    plural = Pair("Machines were sold.", "en", "Geräte wurden verkauft.", "de")
    assert [one[1] for one in marks(path, plural)] == ["device"]


@pytest.mark.parametrize(
    ("target", "source"),
    [
        ("They signed two contracts of sale.", "Вони підписали два договори купівлі-продажу."),
        ("The sales contract is void.", "Договір купівлі-продажу недійсний."),
        ("The mayor came.", "Приїхав мер."),
        ("Trustees were named.", "Назвали довірених осіб."),
    ],
)
def test_what_stays_silent(tmp_path: Path, target: str, source: str) -> None:
    assert marks(written(tmp_path, "terms.csv", CSV), Pair(target, "en", source, "uk")) == []


def test_re_translations_say_how_sure_a_missed_term_is(tmp_path: Path) -> None:
    path = written(tmp_path, "terms.csv", CSV)
    source, target = "Договір недійсний.", "The treaty is void."
    backed = Pair(target, "en", source, "uk", ("The contract is void.",))
    unbacked = Pair(target, "en", source, "uk", ("The treaty is invalid.",))
    assert [marks(path, one)[0][2] for one in (backed, unbacked)] == [0.9, 0.5]


@given(st.sampled_from((".tbx", ".csv")), st.one_of(st.binary(), st.text().map(str.encode), st.sampled_from(BEGUN)))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused(tmp_path: Path, ending: str, raw: bytes) -> None:
    path = tmp_path / f"any{ending}"
    path.write_bytes(raw)
    try:
        assert all(word.text for one in read_glossary(path) for word in one.terms)
    except InputError as e:
        assert str(path) in str(e)


def test_words_that_stay(tmp_path: Path) -> None:
    kept = read_list(written(tmp_path, "keep.txt", "# brands\nWindowsland\n{count}\n"))
    (check,) = with_list((), kept)

    def said(target: str, source: str) -> list[tuple[str, str]]:
        pair = Pair(target, "en", source, "uk")
        return [shown(pair, mark)[:2] for _, mark in check.run(Article((pair,)))]

    assert said("Open windowsland now.", "Відкрийте Windowsland зараз.") == [("windowsland", "Windowsland")]
    assert said("There are 3 files.", "Є {count} файлів.")[0][1] == "{count}"
    assert said("In Windowsland's menu", "У меню Windowsland-у") == []
    assert said("{count} files", "{count} файлів") == []
    assert said("Open the window.", "Відкрийте вікно.") == []
