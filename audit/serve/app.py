"""The routes of the review page. Pages are made in threads; each request has a connection of its own."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from audit.judgements import Verdict, judge, withdraw
from audit.reports.asset import asset
from audit.serve import article_page, forms, queue_page
from audit.serve.articles import STATUSES, Article, article, choices, connected, following, queue, set_status
from audit.serve.export import exported, lines
from audit.serve.frame import Page, page
from audit.serve.guard import Guard, Keys
from audit.serve.reviews import COMMENT, Said, State, keep
from corpora.read import InputError

_NAME = "mtaudit-reviewer"  # the cookie with a reviewer's name
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages are made from: the store, the file of judgements, and what a reviewer is called who gives no name."""

    store: Path
    judgements: Path
    reviewer: str
    keys: Keys


def app(desk: Desk) -> Starlette:
    """Return the application."""
    return Starlette(
        routes=[
            Route("/", _with(desk, _queue)),
            Route("/article/{number:int}", _with(desk, _article)),
            Route("/article/{number:int}/finding", _with(desk, _judge), methods=["POST"]),
            Route("/article/{number:int}/missed", _with(desk, _missed), methods=["POST"]),
            Route("/article/{number:int}/status", _with(desk, _status), methods=["POST"]),
            Route("/article/{number:int}/gold.jsonl", _with(desk, _gold)),
            Route("/gold.jsonl", _with(desk, _all_gold)),
            Route("/name", _with(desk, _name), methods=["POST"]),
            Route("/style.css", _style),
            Route("/script.js", _script),
            Route("/favicon.ico", _no_icon),
        ],
        middleware=[Middleware(Guard, keys=desk.keys)],
        exception_handlers={HTTPException: _told, InputError: _cannot},
    )


Answer = Callable[[Desk, Request], Response]


def _with(desk: Desk, answer: Answer) -> Callable[[Request], Response]:
    """Make the endpoint; Starlette runs it in a thread."""

    def endpoint(request: Request) -> Response:
        return answer(desk, request)

    return endpoint


# Pages


def _queue(desk: Desk, request: Request) -> Response:
    asked = forms.asked(request.query_params)
    with closing(connected(desk.store)) as store:
        found, offered = queue(store, asked), choices(store)
    return _shown(desk, request, queue_page.render(found, asked, offered, desk.keys.csrf))


def _article(desk: Desk, request: Request) -> Response:
    with closing(connected(desk.store)) as store:
        one = _held(store, request)
        next_one = following(store, one.number)
    wanted = forms.wanted(request.query_params)
    return _shown(desk, request, article_page.render(one, wanted, next_one, desk.keys.csrf))


def _shown(desk: Desk, request: Request, made: Page) -> Response:
    return HTMLResponse(page(made, _reviewer(desk, request), desk.keys.csrf))


# What reviewers say


def _judge(desk: Desk, request: Request) -> Response:
    form: Mapping[str, str] = request.scope["form"]
    with closing(connected(desk.store)) as store:
        one = _held(store, request)
        said = forms.said(form, one, _reviewer(desk, request))
        keep(store, one.number, one.audit, said)
        if said.finding:
            _remember(desk.judgements, said)
        after = _held(store, request)
    if "part" in form and said.finding:
        item = next(i for i in after.items if i.finding.id == said.finding)
        return JSONResponse(
            {
                "card": article_page.card(after, item, desk.keys.csrf, forms.query(form)),
                "progress": article_page.progress(after),
                "said": article_page.told(item, said),
            }
        )
    return _back(one, forms.anchor(after, said), form)


def _remember(path: Path, said: Said) -> None:
    """Later audits leave out what was dismissed."""
    if said.verdict == State.OPEN:
        withdraw(path, said.finding)
    elif said.verdict != COMMENT:
        verdict = Verdict.DISMISSED if said.verdict == State.DISMISSED else Verdict.CONFIRMED
        judge(path, said.finding, verdict, said.comment)


def _missed(desk: Desk, request: Request) -> Response:
    form: Mapping[str, str] = request.scope["form"]
    with closing(connected(desk.store)) as store:
        one = _held(store, request)
        said = forms.missed(form, one, _reviewer(desk, request))
        keep(store, one.number, one.audit, said)
        after = _held(store, request)
    return _back(one, forms.anchor(after, said), form)


def _status(desk: Desk, request: Request) -> Response:
    form: Mapping[str, str] = request.scope["form"]
    status = form.get("status", "")
    if status not in STATUSES:
        raise HTTPException(400, f"no status '{status}'; there are {', '.join(STATUSES)}")
    with closing(connected(desk.store)) as store:
        one = _held(store, request)
        set_status(store, one.number, status)
        next_one = following(store, one.number) if status == "done" and form.get("next") else 0
    return RedirectResponse(f"/article/{next_one}", 303) if next_one else _back(one, "", form)


def _name(desk: Desk, request: Request) -> Response:
    form: Mapping[str, str] = request.scope["form"]
    answer = RedirectResponse("/", 303)
    name = quote(forms.name(form.get("name", "")))
    answer.set_cookie(_NAME, name, max_age=_YEAR, httponly=True, samesite="strict")
    return answer


def _reviewer(desk: Desk, request: Request) -> str:
    return forms.name(unquote(request.cookies.get(_NAME, ""))) or desk.reviewer


def _back(one: Article, anchor: str, form: Mapping[str, str]) -> Response:
    return RedirectResponse(f"/article/{one.number}{forms.query(form)}{anchor}", 303)


def _held(store: sqlite3.Connection, request: Request) -> Article:
    one = article(store, request.path_params["number"])
    if one is None:
        raise HTTPException(404, "there is no such article; it may have been in another store")
    return one


# Files


def _gold(desk: Desk, request: Request) -> Response:
    with closing(connected(desk.store)) as store:
        one = _held(store, request)
    return _download(lines(one), f"article-{one.number}.gold.jsonl")


def _all_gold(desk: Desk, request: Request) -> Response:
    return _download(exported(desk.store, every=False), "gold.jsonl")


def _download(content: bytes, name: str) -> Response:
    return Response(
        content, media_type="application/jsonl", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@cache
def _own(name: str) -> str:
    return files("audit.serve").joinpath(name).read_text(encoding="utf-8")


def _style(request: Request) -> Response:
    return Response(asset("page.css") + asset("index.css") + _own("review.css"), media_type="text/css")


def _script(request: Request) -> Response:
    return Response(_own("review.js"), media_type="text/javascript")


def _no_icon(request: Request) -> Response:
    return Response(status_code=204)


def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return HTMLResponse(page(queue_page.problem(error.detail), "", ""), error.status_code)


def _cannot(request: Request, error: Exception) -> Response:
    return HTMLResponse(page(queue_page.problem(str(error)), "", ""), 500)
