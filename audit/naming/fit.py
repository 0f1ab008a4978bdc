"""How well a Latin spelling fits the letters of a Cyrillic name, wherever the name comes from.

A Cyrillic letter has Latin spellings by the standards (Lavrov), and others by which foreign names are heard (Байден is
Biden, Шольц is Scholz, Х'юстон is Houston). The price of a spelling is that of the cheapest path through both words:
nothing for the spellings in the first part of a row, 0.25 for those after ";", 1 for a letter that nothing explains.
"""

from functools import lru_cache

from audit.lexicons.names import plain
from audit.naming.sound import Sound, sounds

# Letters of Ukrainian, Russian, Belarusian, Bulgarian, Serbian together: a spelling too many costs only recall.
_TABLE = """
а=a;u,o,e,ah,ae,ea,au,ai б=b в=v,w,u;f,ph г=g,h,gh;j,ch,gu ґ=g;gu д=d;t е=e,a,ye,ie,ae,ai,ay,ea;i,o,u,oe,ei,ä,ö э=e,a,ae,ai;i,ay,ea,ö є=ie,ye,e,je,eu;o
ё=yo,io,e,o,jo,eu,oe;u,i ж=zh,j,g,ge;z,s,gi,sh з=z,s;ts,x и=i,y,ee,e,ea,ie;ey,ii,u і=i,y,ee,e,ea,ie;ey,u ї=i,yi,ji й=y,i,j;e,ll к=k,c,ck,q,qu,ch,g,cc;kh
л=l;w,ll м=m;n н=n,gn;m о=o,a,au,aw,oa,ou,ow;u,oe,eau,ho п=p;b р=r;rh,wr,er,l с=s,c,ce,ss,sc,z;ts,x т=t,th,d,tt;dt у=u,oo,ou,w,o;ue,eu,ew,oe,wh,ow ф=f,ph,th,v;pf,ff
х=kh,h,ch,j,x;gh,g,wh ц=ts,c,tz,z,cz;t,s,zz,tts ч=ch,tch,c,cz,tsch,tj,ci,t;tsh,cs,q,zh ш=sh,sch,s,ch,sz;x,ss,si щ=shch,sch,szcz,st,sht ь=,i,'e;y ъ=,a ы=y,i,ui;e ю=yu,iu,ju,u,ew,ue,eu;ui
я=ya,ia,ja,a,ea ў=u,w,v '=, ’=, ʼ=, -=-,,' ј=j,y,i љ=lj,l,ly њ=nj,n,ny,gn ћ=c,ch,ć ђ=dj,d,đ џ=dz,j,dzh
дж=j,g,dg,dj,dzh,gi,dge,dsch;ge дз=dz,ds,z;zz кс=x,ks,cks,cs,xx кв=qu,kv,kw,cw,q ау=au,ow,aw,ou,aou оу=ow,o,oe,ou,oa;ough ей=ay,ey,ei,ai,a,ae,eigh,aye;e,ea эй=ay,ey,ei,ai,a,ae;e
єй=yea,ey,ay ай=i,y,ai,ay,ei,ie,igh,ye,uy,ij,ye;ey,ui ой=oy,oi,eu,oj;oye уй=uy,ui,ooy ью=ew,u,ue,eu,iew,hu;yu ьє=ie,ye,ier,iè ьйо=io,ö льо=lo,leo ньо=no,gno,nho,ño йо=jo,yo,io,oe,eu,eo ьо=o,eu,io
уа=wa,oi,ua,ois,oua уо=wo,ua,uo,wa уе=we,ue уэ=we,ue,wa уи=wi,we,ui,whi уі=wi,we,ui,whi вай=wi,wy,why,whi,wei уай=wi,whi,wy ві=wi,vi,we,whi,wea ви=wi,vi,we,vy,wea нг=ng,n ск=sc,sk,sq,sch,cz ст=st
цц=zz,tz шт=st,scht,sht,schd шп=sp,schp ер=er,ar,ur,ir,re,or ёр=er,ur,eur,or ьор=er,eur,or ор=or,our,ore,aur,oor ар=ar,er;r аль=al,all сон=son,sen,sson я=ia,ya цион=tion ие=ie,iye,ier ія=ia,ya ия=ia,iya
х'ю=hugh,hu,hou хью=hugh,hu,hou,hew х’ю=hugh,hu,hou кьюу=queue айя=aya,aia ія=ia,iya цький=cki,tsky,tskyi,tski цкий=cki,tsky,tskiy,tski ський=ski,sky,skyi,skyy,skiy,skyj ский=ski,sky,skiy,skii,skij ий=y,yi,iy,ii,yy,i,ij ый=y,yy,yi,iy
"""


def _parse(cell: str) -> tuple[str, tuple[tuple[str, float], ...]]:
    letters, spelled = cell.split("=", 1)
    usual, _, rare = spelled.partition(";")
    return letters, (*((s, 0.0) for s in usual.split(",")), *((s, 0.25) for s in rare.split(",") if s))


_SPELLED: dict[str, tuple[tuple[str, float], ...]] = {}
for _cell in _TABLE.split():
    _letters, _ways = _parse(_cell)
    _SPELLED[_letters] = (*_SPELLED.get(_letters, ()), *_ways)
_LONGEST = max(map(len, _SPELLED))
_HOPELESS = 1.4  # a path that costs as much is given up
_NO_FIT = 9.0
_APART = 3  # consonants that one word may have more than the other
_ENDS = ("e", "h", "s", "t", "d", "x", "z", "es", "ts", "gh", "ugh", "p", "ent")  # written at the end and not heard
# Letters inside a word that may be silent, and what leaving them unheard costs.
_INSIDE = {
    "h": 0.2,
    "e": 0.3,
    "g": 0.5,
    "k": 0.5,
    "u": 0.4,
    "r": 0.5,
    "t": 0.6,
    "l": 0.6,
    "s": 0.6,
    "d": 0.6,
    "p": 0.6,
    "w": 0.5,
}


@lru_cache(maxsize=50_000)
def misfit(latin: str, cyrillic: str) -> float:
    """Return what the cheapest way to read the Latin spelling as the Cyrillic word costs; 0.0 is a perfect fit.

    >>> misfit("Biden", "Байден"), misfit("Scholz", "Шольц"), misfit("Bieden", "Байден") > 0.2
    (0.0, 0.0, True)
    """
    if not _may_fit(sounds(latin), sounds(cyrillic)):
        return _NO_FIT
    low, word = plain(latin.replace("'", "").replace("’", "")), cyrillic.lower().replace("ʼ", "'").replace("’", "'")
    width = len(low) + 1
    table = [[_NO_FIT] * width for _ in range(len(word) + 1)]
    table[0][0] = 0.0
    for i in range(len(word) + 1):
        for j in range(width):
            if table[i][j] < _HOPELESS:
                _step(table, word, low, i, j)
    return round(table[-1][-1], 2)


def _may_fit(x: tuple[Sound, ...], y: tuple[Sound, ...]) -> bool:
    """Whether two words have about as many consonants, the first of them alike."""
    if abs(len(x) - len(y)) > _APART:
        return False
    return not (x and y) or bool(x[0].kin & y[0].kin) or x[0].silent < 1 or y[0].silent < 1


def _step(table: list[list[float]], word: str, low: str, i: int, j: int) -> None:
    """Extend the path that has read i letters of the word and j of its Latin spelling."""
    here = table[i][j]

    def pay(to_i: int, to_j: int, price: float) -> None:
        table[to_i][to_j] = min(table[to_i][to_j], here + price)

    if j < len(low):
        doubled = j > 0 and low[j] == low[j - 1]
        pay(i, j + 1, (0.45 if low[j] in "aeiou" else 0.1) if doubled else _INSIDE.get(low[j], 1.0) if i and j else 1.0)
        if i == len(word) and low[j:] in _ENDS:
            pay(i, len(low), 0.1 if low[j:] in ("e", "h") else 0.25)
    if i == len(word):
        return
    doubled = i > 0 and word[i] == word[i - 1]
    pay(i + 1, j, 0.1 if doubled else 1.0)
    if j < len(low):
        pay(i + 1, j + 1, 0.8 if (low[j] in "aeiouy") == (word[i] in "аеєиіїоуюяыэё") else 1.5)
    for size in range(min(_LONGEST, len(word) - i), 0, -1):
        for spelled, price in _SPELLED.get(word[i : i + size], ()):
            if low.startswith(spelled, j):
                pay(i + size, j + len(spelled), price)
