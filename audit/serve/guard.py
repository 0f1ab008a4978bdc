"""Who may ask, and what a browser may do with the answer. Everything passes here before any page is made.

A page of another site can make the browser ask us. It cannot read our pages, so it knows no CSRF token; a name of its own that
leads to this machine (DNS rebinding) is no name of ours, so it is refused; and its requests bear its own origin.
"""

import hmac
import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY = 1 << 16  # bytes of a form
_LONGEST = 1 << 13  # bytes of path and query
_FIELDS = 40
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets of one run. `token` is "" where all who reach the server may use it: this machine only."""

    host: str
    port: int
    token: str = ""
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def cookie(self) -> str:
        """The cookie's name: browsers share cookies between the ports of a host."""
        return f"mtaudit-{self.port}"

    @property
    def session(self) -> str:
        """What the cookie holds; the token itself stays out of the browser's files."""
        return hmac.new(self.token.encode(), b"mtaudit review", sha256).hexdigest()


class Guard:
    """Refuses what is not ours to answer, and sets the headers of every answer. A form's fields are put into the request's state."""

    def __init__(self, app: ASGIApp, keys: Keys) -> None:
        self._app, self._keys = app, keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self._app(scope, receive, send)
        if scope["type"] != "http":
            return None

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        request = HTTPConnection(scope)
        refusal = self._refusal(request, scope["method"])
        if refusal is None and scope["method"] == "POST":
            body = await _body(receive)
            scope["form"] = _fields(body) if body is not None else None
            refusal = _unlike(scope["form"], self._keys.csrf)
        return await (refusal or self._app)(scope, receive, guarded)

    def _refusal(self, request: HTTPConnection, method: str) -> Response | None:
        """The answer to a request that goes no further, None where it may."""
        if not host_is_ours(request.headers.get("host", ""), self._keys.host):
            return _refused(
                421, "this name does not belong to the server; open the address that 'mtaudit serve' printed"
            )
        if len(request.scope["path"]) + len(request.scope["query_string"]) > _LONGEST:
            return _refused(414, "the address is too long")
        if self._keys.token:
            given = request.query_params.get("token", "")
            if method == "GET" and given and same(given, self._keys.token):
                return self._welcome(request)
            if not same(_cookie(request.headers, self._keys.cookie), self._keys.session):
                return _refused(401, "open the address with '?token=' and the token that the server was started with")
        if method == "POST" and not _from_us(request.headers):
            return _refused(403, "the form comes from another site")
        return None

    def _welcome(self, request: HTTPConnection) -> Response:
        """Move the token out of the address, where it would be seen and kept, into a cookie."""
        answer = RedirectResponse("/" + request.url.path.lstrip("/"), 303)
        answer.set_cookie(self._keys.cookie, self._keys.session, httponly=True, samesite="strict")
        return answer


def host_is_ours(given: str, host: str) -> bool:
    """Whether the Host header names this server. A server of this machine only answers to this machine's names.

    One that others reach answers to every address in figures, which no other site can make its own, and to the name it was given.
    """
    try:
        name = (urlsplit(f"//{given}").hostname or "").lower()
    except ValueError:
        return False
    if loopback(host):
        return loopback(name)
    return loopback(name) or name == host.lower() or _address(name) is not None


def loopback(name: str) -> bool:
    """Whether a name or address is this machine's own, by what it says itself."""
    found = _address(name)
    return name.lower() == "localhost" or (found is not None and found.is_loopback)


def same(given: str, secret: str) -> bool:
    """Compare in a time that tells nothing of where they differ."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), secret.encode())


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None


def _cookie(headers: Mapping[str, str], name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _from_us(headers: Mapping[str, str]) -> bool:
    origin, fetched = headers.get("origin"), headers.get("sec-fetch-site")
    return (origin is None or urlsplit(origin).netloc == headers.get("host")) and fetched in {None, "same-origin"}


async def _body(receive: Receive) -> bytes | None:
    """The body, None where it is too long; then no more of it is read."""
    read = bytearray()
    while True:
        message = await receive()
        read += message.get("body", b"")
        if len(read) > BODY:
            return None
        if not message.get("more_body", False):
            return bytes(read)


def _fields(body: bytes) -> dict[str, str]:
    """The fields of a form; {} for what is none, which then has no CSRF token."""
    try:
        return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=_FIELDS, errors="strict"))
    except ValueError:
        return {}


def _unlike(form: dict[str, str] | None, csrf: str) -> Response | None:
    if form is None:
        return _refused(413, f"the form is longer than {BODY:,} bytes; write less")
    if not same(form.get("csrf", ""), csrf):
        return _refused(403, "the page is older than the server; go back, reload it, and try again")
    return None


def _refused(status: int, why: str) -> Response:
    return PlainTextResponse(f"mtaudit: {why}\n", status)
