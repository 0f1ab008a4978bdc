"""The review page: who may ask, and what every answer carries."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from reviewing import FORM, LOCAL
from starlette.testclient import TestClient

from audit.cli import main
from audit.serve.app import Desk, app
from audit.serve.articles import connected
from audit.serve.guard import BODY, Keys, host_is_ours


@pytest.mark.parametrize(
    ("given", "host", "ours"),
    [
        ("127.0.0.1:8765", "127.0.0.1", True),
        ("localhost:9000", "127.0.0.1", True),
        ("[::1]:8765", "127.0.0.1", True),
        ("evil.example", "127.0.0.1", False),
        ("evil.example:8765", "0.0.0.0", False),
        ("localhost.evil.example", "127.0.0.1", False),
        ("192.168.1.5:8765", "127.0.0.1", False),
        ("192.168.1.5:8765", "0.0.0.0", True),
        ("review.example:80", "review.example", True),
        ("", "127.0.0.1", False),
        ("[::1", "127.0.0.1", False),
    ],
)
def test_only_names_of_the_server_are_answered(given: str, host: str, ours: bool) -> None:
    assert host_is_ours(given, host) is ours


def test_a_rebound_name_is_refused(client: TestClient) -> None:
    answer = client.get("/", headers={"host": "evil.example:8765"})
    assert answer.status_code == 421
    assert "bridge" not in answer.text


@pytest.mark.parametrize("path", ["/", "/article/1", "/article/99", "/style.css", "/nowhere", "/gold.jsonl"])
def test_every_answer_has_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


POSTS = ("/article/1/finding", "/article/1/missed", "/article/1/status", "/name")


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("csrf", ["", "wrong", "\ud800", None])
def test_a_form_without_the_token_changes_nothing(client: TestClient, desk: Desk, path: str, csrf: str | None) -> None:
    data = {"finding": "mt0001", "verdict": "dismissed", "status": "done", "name": "x"} | (
        {} if csrf is None else {"csrf": csrf.encode("utf-8", "surrogatepass")}
    )
    assert client.post(path, data=data).status_code == 403
    with closing(connected(desk.store)) as store:
        assert store.execute("SELECT count(*) FROM reviews").fetchone() == (0,)
        assert store.execute("SELECT status FROM articles WHERE id = 1").fetchone() == ("open",)


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
def test_a_form_of_another_site_is_refused_even_with_the_token(
    client: TestClient, desk: Desk, headers: dict[str, str]
) -> None:
    data = {"csrf": desk.keys.csrf, "finding": "mt0001", "verdict": "dismissed"}
    assert client.post("/article/1/finding", data=data, headers=headers).status_code == 403
    assert client.post("/article/1/finding", data=data, headers={"origin": LOCAL}).status_code == 303


def test_a_long_form_or_address_is_refused(client: TestClient, desk: Desk) -> None:
    assert client.post("/name", content=b"csrf=" + b"x" * BODY, headers=FORM).status_code == 413
    assert client.post("/name", content=b"&".join([b"a=1"] * 50), headers=FORM).status_code == 403
    assert client.post("/name", content=b"csrf=\xff", headers=FORM).status_code == 403
    assert client.get("/?search=" + "x" * 9000).status_code == 414


def test_get_changes_nothing(client: TestClient) -> None:
    assert {client.get(path).status_code for path in POSTS} == {405}


def test_a_token_is_asked_for_and_becomes_a_cookie(desk: Desk) -> None:
    token = "0123456789abcdef"
    keys = Keys("0.0.0.0", 8765, token)
    with TestClient(
        app(replace(desk, keys=keys)), base_url="http://192.168.1.5:8765", follow_redirects=False
    ) as client:
        assert client.get("/article/1").status_code == 401
        assert client.get("/style.css").status_code == 401
        assert client.get("/?token=wrong").status_code == 401
        assert client.post(f"/name?token={token}", data={"csrf": keys.csrf, "name": "x"}).status_code == 401
        assert client.get("/", headers={"cookie": f"{keys.cookie}={token}"}).status_code == 401
        answer = client.get(f"http://192.168.1.5:8765//evil.example?token={token}")
        assert answer.status_code == 303
        assert answer.headers["location"] == "/evil.example"
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert token not in cookie
        assert client.get("/article/1").status_code == 200


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--host", "0.0.0.0"], "give a --token too"),
        (["--host", "0.0.0.0", "--token", "short"], "16 ASCII characters"),
        (["--port", "0"], "from 1 to 65535"),
        ([], "there is no such store"),
    ],
)
def test_what_cannot_be_served_is_one_line(
    arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--store", str(tmp_path / "none.sqlite"), *arguments]) == 2
    said = capsys.readouterr().err
    assert message in said
    assert len(said.splitlines()) == 1


def test_without_the_extra_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "uvicorn", None)
    assert main(["serve"]) == 2
    assert capsys.readouterr().err == "mtaudit: serve needs uvicorn: pip install 'mtaudit[serve]'\n"
