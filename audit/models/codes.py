"""BCP-47 tags -> the language codes that each family of models has: `ukr_Cyrl`, `uk_UA`, `uk`, `<2uk>`, `>>ukr<<`.

The model's own list decides: its codes are taken apart into language, script and region, and the best one for a tag wins.
"""

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

import regex

from audit.models.translator import ModelError

# All spellings of one language: ISO 639-1, 639-3, the member that models take for a macrolanguage, and older codes.
_SPELLINGS = """
af afr;am amh;ar ara arb;as asm;ast;av ava;ay aym ayr;az aze azj;ba bak;be bel;bg bul;bm bam;bn ben;bo bod tib;br bre;bs bos;
ca cat;ce che;ceb;ckb;co cos;cs ces cze;cv chv;cy cym wel;da dan;de deu ger;dv div;dz dzo;ee ewe;el ell gre;en eng;eo epo;es spa;
et est ekk;eu eus baq;fa fas per pes;ff ful fuv;fi fin;fj fij;fo fao;fr fra fre;fy fry;ga gle;gd gla;gl glg;gn grn gug;gu guj;
gv glv;ha hau;he heb iw;hi hin;hr hrv;hsb;ht hat;hu hun;hy hye arm;ia ina;id ind in;ig ibo;ilo;is isl ice;it ita;iu iku;
ja jpn;jv jav jw;ka kat geo;kab;kg kon;ki kik;kk kaz;kl kal;km khm;kn kan;ko kor;ks kas;ku kur kmr;kv kom;ky kir;la lat;lb ltz;
lg lug;li lim;ln lin;lo lao;lt lit;lu lua;lv lav lvs;mg mlg plt;mh mah;mi mri mao;mk mkd mac;ml mal;mn mon khk;mr mar;
ms msa may zsm zlm;mt mlt;my mya bur;nb nob;ne nep npi;nl nld dut;nn nno;no nor;nso ns;nv nav;ny nya;oc oci;om orm gaz;or ori ory;
os oss;pa pan;pap;pl pol;ps pus pbt;pt por pob;qu que quy;rm roh;rn run;ro ron rum mo;ru rus;rw kin;sa san;sc srd;sd snd;se sme;
sg sag;si sin;sk slk slo;sl slv;sm smo;sn sna;so som;sq sqi alb als;sr srp;ss ssw;st sot;su sun;sv swe;sw swa swh;ta tam;
te tel;tg tgk;th tha;ti tir;tk tuk;tl tgl fil;tn tsn;to ton;tr tur;ts tso;tt tat;tw twi;ty tah;ug uig;uk ukr;ur urd;uz uzb uzn;
ve ven;vi vie;wa wln;war;wo wol;xh xho;yi yid ydd ji;yo yor;yue;zh zho chi cmn;zu zul
"""
_LANGUAGE = {code: line.split()[0] for line in _SPELLINGS.replace("\n", "").split(";") for code in line.split()}
# Tried when a model has no code of the language itself: Norwegian is nearly always Bokmål, and the other way round.
_STAND_IN = {"no": "nb", "nb": "no"}
# The script that a tag or a code without one means, for languages that models have in several.
_USUAL = {"zh": "Hans", "sr": "Cyrl", "uz": "Latn", "az": "Latn", "kk": "Cyrl", "ky": "Cyrl", "tt": "Cyrl", "mn": "Cyrl", "ks": "Arab",
          "ku": "Latn", "pa": "Guru", "sd": "Arab", "bs": "Latn", "ms": "Latn", "tk": "Latn", "tg": "Cyrl", "ug": "Arab", "yue": "Hant",
          "bg": "Cyrl", "ru": "Cyrl", "uk": "Cyrl", "el": "Grek", "hi": "Deva", "ja": "Jpan", "ta": "Taml", "gu": "Gujr", "ar": "Arab",
          "fa": "Arab", "ur": "Arab", "he": "Hebr", "ko": "Hang", "th": "Thai", "ka": "Geor", "hy": "Armn", "bn": "Beng", "be": "Cyrl", "mk": "Cyrl"}  # fmt: skip
_REGION_SCRIPT = {
    ("zh", "TW"): "Hant",
    ("zh", "HK"): "Hant",
    ("zh", "MO"): "Hant",
    ("zh", "CN"): "Hans",
    ("zh", "SG"): "Hans",
}
_REGION = {"pob": "BR"}  # codes that are a language and a region
_FEW = 12  # a model's codes are all listed up to this number


@dataclass(frozen=True, slots=True)
class _Code:
    """A tag or a model's code taken apart; script and region are "" where it names none."""

    language: str
    script: str
    region: str


def find(tag: str, codes: Collection[str], model: str, role: str) -> str:
    """Return the code that the model has for a BCP-47 tag.

    `role` is "source" or "target". What is only read may come in a script that the model does not tell apart; what is
    written may not. Raises ModelError that lists near codes when the model lacks the language.
    """
    wanted = _taken_apart(tag)
    for language in (wanted.language, _STAND_IN.get(wanted.language, "")):
        ranked = [(rank, code) for code in codes if (rank := _rank(wanted, language, _taken_apart(code), role)) >= 0]
        if ranked:
            return min(ranked, key=lambda x: x[0])[1]  # the first of the best, in the model's order
    raise ModelError(f"{model}: has no {role} language '{tag}'; {_hint(wanted, tag, codes)}")


def same_language(tag: str, code: str) -> bool:
    """Whether a model's code names the language of a tag; True for a code that names a group or nothing known ("zle", "mul")."""
    wanted, had = _taken_apart(tag).language, _taken_apart(code).language
    return had not in _LANGUAGE or had in {wanted, _STAND_IN.get(wanted)}


def _taken_apart(code: str) -> _Code:
    head, *rest = regex.sub(r"^(?:>>|<2|__)|(?:<<|>|__)$", "", code).replace("_", "-").split("-")
    language = _LANGUAGE.get(head.lower(), head.lower())
    region = next((p.upper() for p in rest if len(p) == 2 and p.upper() != "XX"), _REGION.get(head.lower(), ""))
    script = next((p.title() for p in rest if len(p) == 4 and p.isalpha()), _REGION_SCRIPT.get((language, region), ""))
    return _Code(language, script, region)


def _rank(wanted: _Code, language: str, had: _Code, role: str) -> int:
    """How well a code fits, 0 best; -1 when it does not."""
    if had.language != language:
        return -1
    usual = _USUAL.get(language, wanted.script)
    script = wanted.script or usual
    if role == "source" and not had.script:
        unlike = 0
    elif wanted.script and (had.script or usual) != wanted.script:
        return -1
    else:
        unlike = int(bool(had.script) and had.script != script)
    far = 0 if had.region == wanted.region else 1 if not had.region else 2
    return 8 * unlike + 2 * far + int(bool(had.script) and not wanted.script)


def _hint(wanted: _Code, tag: str, codes: Collection[str]) -> str:
    if not codes:
        return "it has none to choose from; give a model of this pair"
    if len(codes) <= _FEW:
        return f"it has {', '.join(sorted(codes))}"
    parts = {code: _taken_apart(code).language for code in codes}
    close = get_close_matches(wanted.language, sorted(set(parts.values())), n=4, cutoff=0.5)
    near = [c for c in sorted(codes) if parts[c] == wanted.language] + [
        c for x in close for c in codes if parts[c] == x
    ]
    shown = ", ".join(dict.fromkeys(near)) or ", ".join(sorted(codes)[:_FEW])
    return f"near codes: {shown} ({len(codes)} in all)"
