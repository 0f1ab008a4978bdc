"""Fetching: limits of time and size hold whatever the server does, and nothing inside a private network is asked."""

import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from fickle_server import (
    Answer,
    Fickle,
    bomb,
    claims,
    drops,
    endless,
    fickle,
    garbage,
    headers_only,
    moved,
    plain,
    silent,
    tagged,
    zipped,
)  # fmt: skip

from corpora.fetch import FetchError, Limits, fetch, is_public

INNER = Limits(connect=1, read=0.5, total=1.0, size=100_000, redirects=3, private=True)


@pytest.fixture(scope="module")
def server() -> Iterator[Fickle]:
    with fickle() as found:
        yield found


def test_a_page(server: Fickle) -> None:
    server.answers["/page"] = plain("<p>Привіт</p>".encode("cp1251"), "text/html; charset=windows-1251", ETag='"1"')
    found = fetch(server.url("/page"), INNER)
    assert (found.body, found.charset, found.etag) == ("<p>Привіт</p>".encode("cp1251"), "windows-1251", '"1"')


def test_packed_pages_are_unpacked(server: Fickle) -> None:
    server.answers["/zipped"] = zipped(b"<p>packed</p>")
    assert fetch(server.url("/zipped"), INNER).body == b"<p>packed</p>"


def test_nothing_changed(server: Fickle) -> None:
    server.answers["/tagged"] = tagged(b"feed", '"v1"')
    first = fetch(server.url("/tagged"), INNER)
    assert fetch(server.url("/tagged"), INNER, etag=first.etag).body is None
    assert fetch(server.url("/tagged"), INNER, etag='"v0"').body == b"feed"


def test_redirects_are_followed(server: Fickle) -> None:
    server.answers |= {"/old": moved("new?a=1"), "/new": plain(b"here")}
    found = fetch(server.url("/old"), INNER)
    assert (found.url, found.body) == (server.url("/new?a=1"), b"here")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (drops, "no answer in time"),
        (silent, "no answer in time"),
        (headers_only, "no answer in time"),
        (endless, "larger than 100,000 bytes"),
        (claims(10**12), "larger than 100,000 bytes"),
        (claims(5000), "breaks off after 12 bytes|no answer in time"),
        (bomb, "larger than 100,000 bytes"),
        (garbage, "cannot be fetched"),
        (moved("/case"), "more than 3 redirects"),
        (moved("file:///etc/passwd"), "not an address that is fetched"),
        (moved("ftp://example.org/"), "not an address that is fetched"),
        (moved("http://[::1"), "cannot be fetched|not an address"),
        (lambda h: h.say(b"", 503), "the server answers 503"),
        (lambda h: h.say(b"x" * 50, Content_Encoding="br"), "packed as 'br'"),
        (lambda h: h.say(b"\x1f\x8b\x08junkjunkjunk", Content_Encoding="gzip"), "cannot be fetched|breaks off"),
    ],
)
def test_a_server_that_misbehaves_costs_one_line(server: Fickle, answer: Answer, says: str) -> None:
    server.answers["/case"] = answer
    began = time.monotonic()
    with pytest.raises(FetchError, match=says) as caught:
        fetch(server.url("/case"), INNER)
    assert time.monotonic() - began < 4
    assert "\n" not in str(caught.value)


def test_private_addresses_are_refused(server: Fickle) -> None:
    before = len(server.asked)
    with pytest.raises(FetchError, match="inside a private network"):
        fetch(server.url("/page"), Limits())
    assert len(server.asked) == before


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.9.9", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255",
     "::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1", "no"],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


def answers_with(monkeypatch: pytest.MonkeyPatch, table: dict[str, list[str]]) -> list[str]:
    """A name server of our own; returns the names that it is asked for."""
    asked: list[str] = []

    def resolve(host: str, port: int, **_: Any) -> list[tuple[Any, ...]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in table[host]]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def test_a_name_is_resolved_once_and_that_address_is_asked(server: Fickle, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answers["/name"] = plain(b"named")
    asked = answers_with(monkeypatch, {"news.example": ["127.0.0.1"]})
    port = server.server_address[1]
    assert fetch(f"http://news.example:{port}/name", INNER).body == b"named"
    assert asked == ["news.example"]


def test_a_name_for_an_inner_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers_with(monkeypatch, {"inner.example": ["10.0.0.5", "127.0.0.1"]})
    with pytest.raises(FetchError, match=r"inner\.example: is 10\.0\.0\.5"):
        fetch("http://inner.example/", Limits())


def test_a_redirect_to_an_inner_address_is_refused(server: Fickle, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answers |= {"/out": moved("http://inner.example/secret"), "/secret": plain(b"secret")}
    answers_with(monkeypatch, {"public.example": ["127.0.0.1"], "inner.example": ["10.0.0.5"]})
    monkeypatch.setattr("corpora.fetch.is_public", lambda address: address == "127.0.0.1")
    port = server.server_address[1]
    with pytest.raises(FetchError, match="inside a private network"):
        fetch(f"http://public.example:{port}/out", Limits())


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "gopher://x/", "http://", "http://a:b@example.org/", "http://x:99999999/", "//x"]
)
def test_addresses_that_are_never_asked(url: str) -> None:
    with pytest.raises(FetchError, match=r"not an address|password"):
        fetch(url, INNER)


def test_a_name_that_nobody_knows() -> None:
    with pytest.raises(FetchError, match="is not known"):
        fetch("http://no-such-name.invalid/", INNER)
