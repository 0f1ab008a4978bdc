"""What a reviewer sends, read strictly. What cannot be understood is answered with one line, and nothing is kept."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from urllib.parse import parse_qsl, urlencode

from starlette.exceptions import HTTPException

from audit.finding import Decision, Kind, Severity, Span
from audit.reports.visible import encodable, visible
from audit.serve.articles import STATUSES, Article, Asked
from audit.serve.reviews import COMMENT, MISSED, Said, State

_TEXT = 4000  # code points of a remark
_NAME = 60
_PAGES = 1_000_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of an article is shown; "" is everything. `only` leaves out passages without a finding that is shown."""

    state: str = ""
    kind: str = ""
    severity: str = ""
    only: str = ""
    page: int = 1

    def query(self, **changed: object) -> str:
        """Return the part of the address that says so, with "?", "" for everything."""
        return query_of(asdict(self) | changed, asdict(Wanted()))


def query_of(values: Mapping[str, object], usual: Mapping[str, object]) -> str:
    """Return the query of an address, without what is as usual."""
    told = {name: value for name, value in values.items() if value != usual[name]}
    return "?" + urlencode(told) if told else ""


def asked(params: Mapping[str, str]) -> Asked:
    """Return what of the queue is wanted; what is unknown counts for nothing."""
    return Asked(
        _one_of(params.get("status", "todo"), ("todo", *STATUSES, "all"), "todo"),
        _one_of(params.get("decision", ""), (*Decision, "none")),
        encodable(params.get("outlet", "")),
        encodable(params.get("pair", "")),
        encodable(params.get("check", "")),
        encodable(params.get("search", "")).strip(),
        _page(params),
    )


def wanted(params: Mapping[str, str]) -> Wanted:
    """Return what of an article is wanted; what is unknown counts for nothing."""
    return Wanted(
        _one_of(params.get("state", ""), tuple(State)),
        _one_of(params.get("kind", ""), tuple(Kind)),
        _one_of(params.get("severity", ""), tuple(Severity)),
        _one_of(params.get("only", ""), ("1",)),
        _page(params),
    )


def query(form: Mapping[str, str]) -> str:
    """Return the query of the page that a form stood on."""
    return wanted(dict(parse_qsl(form.get("query", "").lstrip("?")))).query()


def said(form: Mapping[str, str], article: Article, reviewer: str) -> Said:
    """Read what is said of a finding, or of the article. Raises HTTPException."""
    ident, verdict = form.get("finding", ""), form.get("verdict", "")
    if verdict not in {*State, COMMENT} or (not ident and verdict != COMMENT):
        raise HTTPException(400, f"no verdict '{verdict}'; there are {', '.join((*State, COMMENT))}")
    item = next((i for i in article.items if i.finding.id == ident and not i.missed), None)
    if ident and item is None:
        raise HTTPException(404, "the article was audited again, and this finding is gone; reload the page")
    comment = _text(form, "comment")
    if verdict == COMMENT and not comment:
        raise HTTPException(400, "the remark is empty; write something")
    severity = _severity(form, item.finding.severity) if item and verdict == State.ACCEPTED else ""
    return Said(ident, verdict, severity, comment=comment, reviewer=reviewer)


def missed(form: Mapping[str, str], article: Article, reviewer: str) -> Said:
    """Read an error that was missed, or that one is taken back. Raises HTTPException."""
    place = _place(form, article)
    if form.get("verdict") == State.OPEN:
        if not any(i.missed and i.place == place for i in article.items):
            raise HTTPException(404, "no missed error was marked there; reload the page")
        return Said("", State.OPEN, place=place, reviewer=reviewer)
    kind = _one_of(form.get("kind", ""), tuple(Kind))
    if not kind:
        raise HTTPException(400, f"a missed error has a kind: {', '.join(Kind)}")
    severity = _severity(form, None)
    return Said(
        "", MISSED, severity, kind, _text(form, "correction"), _text(form, "comment"), place=place, reviewer=reviewer
    )


def _place(form: Mapping[str, str], article: Article) -> Span:
    """By offsets, as the script sends them, or by the words as they stand in a passage."""
    rows = article.audited.rows if article.audited else ()
    if form.get("first"):
        place = Span(_number(form, "first"), _number(form, "last"))
        inside = any(r.target_start <= place.start < place.end <= r.target_start + len(r.target) for r in rows)
        if not inside:
            raise HTTPException(400, "select words of one passage of the translation")
        return place
    passage, words = _number(form, "passage"), encodable(form.get("words", "")).strip()
    if not 1 <= passage <= len(rows):
        raise HTTPException(400, f"there is no passage {passage}; there are {len(rows):,}")
    row = rows[passage - 1]
    at = row.target.find(words) if words else -1
    if at < 0:
        raise HTTPException(400, f"passage {passage} does not have these words; copy them from the translation")
    return Span(row.target_start + at, row.target_start + at + len(words))


def anchor(article: Article, one: Said) -> str:
    """Return the place on the page that was spoken of."""
    for item in article.items:
        if item.finding.id == one.finding or (item.missed and item.place == one.place):
            return f"#f-{item.number}"
    return "#comments"


def name(text: str) -> str:
    """Return what a reviewer is called, on one line."""
    return " ".join(visible(text).split())[:_NAME]


def _number(form: Mapping[str, str], field: str) -> int:
    given = form.get(field, "")
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise HTTPException(400, f"{field} '{visible(given)[:20]}' is no whole number")
    return int(given)


def _severity(form: Mapping[str, str], usual: Severity | None) -> str:
    """The severity, "" where it is as usual."""
    given = _one_of(form.get("severity", ""), tuple(Severity))
    if not given and usual is None:
        raise HTTPException(400, f"a missed error has a severity: {', '.join(Severity)}")
    return "" if given == usual else given


def _text(form: Mapping[str, str], field: str) -> str:
    given = encodable(form.get(field, "")).strip()
    if len(given) > _TEXT:
        raise HTTPException(400, f"{field} has {len(given):,} characters; write at most {_TEXT:,}")
    return given


def _one_of(given: str, there: tuple[str, ...], usual: str = "") -> str:
    return str(given) if given in there else usual


def _page(params: Mapping[str, str]) -> int:
    given = params.get("page", "")
    return max(1, min(int(given), _PAGES)) if given.isascii() and given.isdigit() and len(given) < 8 else 1
