"""Fetches pages and feeds over HTTP: within limits of time and size, and never from inside the user's own network.

A name is resolved once, each address is checked, and the connection is made to an address that was checked, so that a name
server cannot answer the check with one address and the connection with another. Redirects pass through the same gate.
"""

import http.client
import io
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from dataclasses import dataclass
from email.message import Message
from functools import cache
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from corpora.read import InputError

_AGENT = "mtaudit (audits translations; one request at a time)"
_CHUNK = 1 << 16
_MOVED = frozenset({301, 302, 303, 307, 308})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PORTS = {"http": 80, "https": 443}

Address = tuple[socket.AddressFamily, str]


class FetchError(InputError):
    """What could not be fetched: one line with the address, the reason and the cure."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for connecting, for each wait, and in all; bytes after unpacking; redirects. `private` allows inner networks."""

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    size: int = 10_000_000
    redirects: int = 5
    private: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `url` is where it came from after redirects; `body` is None where nothing changed (304)."""

    url: str
    body: bytes | None
    charset: str = ""
    etag: str = ""
    modified: str = ""


def is_url(text: str) -> bool:
    """Whether the text names something to fetch, and not a file."""
    return text[:8].lower().startswith(("http://", "https://"))


def fetch(url: str, limits: Limits, *, etag: str = "", modified: str = "", accept: str = "*/*") -> Fetched:
    """Get a URL; with `etag` or `modified` (as a former answer gave them) only if it changed since.

    Raises FetchError for every failure: an address that is not allowed, a limit, a status other than 200 and 304.
    """
    until = time.monotonic() + limits.total
    conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
    headers = {"User-Agent": _AGENT, "Accept": accept, "Accept-Encoding": "gzip", "Connection": "close"}
    headers |= {name: _plain(value) for name, value in conditions.items() if value}
    here = url
    for _ in range(limits.redirects + 1):
        try:
            found = _one(here, limits, until, headers)
        except FetchError:
            raise
        except TimeoutError:
            raise FetchError(f"{url}: no answer in time; try again later, or give it longer with --timeout") from None
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as e:
            raise FetchError(f"{url}: cannot be fetched: {_reason(e)}; check the address") from None
        if isinstance(found, Fetched):
            return found
        here = found
    raise FetchError(f"{url}: more than {limits.redirects} redirects, the last to {here}; check the address")


def _one(url: str, limits: Limits, until: float, headers: dict[str, str]) -> Fetched | str:
    """Ask once; return the answer, or where it sends us."""
    parts = _checked_url(url)
    connection, sock = _connected(parts, limits, until)
    try:
        path = quote(urlunsplit(("", "", parts.path or "/", parts.query, "")), safe="/%:=&?~#+!$,;'@()*[]")
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        place = answer.getheader("Location")
        if answer.status in _MOVED and place:
            return urljoin(url, place)
        known = answer.getheader("ETag") or "", answer.getheader("Last-Modified") or ""
        if answer.status == 304:
            return Fetched(url, None, "", *known)
        if answer.status != 200:
            raise FetchError(f"{url}: the server answers {answer.status} {answer.reason}; check the address")
        return Fetched(url, _body(answer, url, limits), _charset(answer.headers), *known)
    finally:
        connection.close()
        sock.close()


def _checked_url(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _PORTS and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise FetchError(f"{url}: not an address that is fetched; give one that begins with http:// or https://")
    if parts.username is not None or parts.password is not None:
        raise FetchError(f"{parts.scheme}://…@{parts.hostname}: holds a user's name or password; give it without")
    return parts


# Addresses


def _connected(parts: SplitResult, limits: Limits, until: float) -> tuple[http.client.HTTPConnection, socket.socket]:
    """Open a connection to an address that was checked; TLS verifies the name that was asked for. The socket is the caller's."""
    host, port = str(parts.hostname), parts.port or _PORTS[parts.scheme]
    addresses = _allowed(host, _resolved(host, port, min(limits.connect, _left(until))), limits)
    connection = http.client.HTTPConnection(parts.netloc)
    failure: OSError = OSError("no address")
    for family, address in addresses:
        raw = socket.socket(family, socket.SOCK_STREAM)
        try:
            raw.settimeout(min(limits.connect, _left(until)))
            raw.connect((address, port))
            made = _tls().wrap_socket(raw, server_hostname=host) if parts.scheme == "https" else raw
        except OSError as e:
            raw.close()
            failure = e
            continue
        connection.sock = _Timed(made, limits.read, until)
        return connection, made
    raise failure


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _resolved(host: str, port: int, seconds: float) -> list[Address]:
    """Return the host's addresses; in a thread, since a name server may be slow without end."""
    found: list[Address] = []
    failures: list[Exception] = []

    def ask() -> None:
        try:
            for family, _, _, _, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
                found.append((family, str(place[0])))
        except (OSError, UnicodeError) as e:
            failures.append(e)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    if failures:
        raise OSError(f"the name {host} is not known")
    if not found:
        raise TimeoutError
    return list(dict.fromkeys(found))


def _allowed(host: str, addresses: list[Address], limits: Limits) -> list[Address]:
    allowed = [a for a in addresses if limits.private or is_public(a[1])]
    if not allowed:
        raise FetchError(
            f"{host}: is {addresses[0][1]}, an address inside a private network; allow such with --allow-private"
        )
    return allowed


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet; addresses that carry another are judged by that one."""
    try:
        ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            ip = inner
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


# Time


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class _Timed(io.RawIOBase):
    """A socket for http.client whose every wait ends when the whole time is over: drops of one byte do not prolong it.

    http.client closes it before the body is read, so closing it leaves the socket open.
    """

    def __init__(self, sock: socket.socket, wait: float, until: float) -> None:
        self._sock = sock
        self._wait = wait
        self._until = until

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        return io.BufferedReader(_Timed(self._sock, self._wait, self._until))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._sock.settimeout(min(self._wait, _left(self._until)))
        return self._sock.recv_into(buffer)

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(min(self._wait, _left(self._until)))
        self._sock.sendall(data)


# The body


def _body(answer: http.client.HTTPResponse, url: str, limits: Limits) -> bytes:
    """Read the body up to the limit, whatever its header says of the length, and unpack it up to the same limit."""
    said = answer.getheader("Content-Length") or ""
    if said.isdecimal() and int(said) > limits.size:
        raise _too_large(url, limits)
    unpacker = _unpacker(answer.getheader("Content-Encoding") or "", url)
    parts: list[bytes] = []
    packed = size = 0
    while piece := answer.read1(_CHUNK):
        packed += len(piece)
        opened = unpacker.decompress(piece, limits.size - size + 1) if unpacker else piece
        size += len(opened)
        if max(packed, size) > limits.size:
            raise _too_large(url, limits)
        parts.append(opened)
    if answer.length or (unpacker and not unpacker.eof):  # less than the header, or the packing itself, promised
        raise FetchError(f"{url}: the answer breaks off after {packed:,} bytes; try again later")
    return b"".join(parts)


def _too_large(url: str, limits: Limits) -> FetchError:
    return FetchError(f"{url}: larger than {limits.size:,} bytes; allow more with --max-size")


def _unpacker(encoding: str, url: str) -> "zlib._Decompress | None":
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return None
    if name not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"{url}: packed as '{name[:20]}', which nobody asked for; check the server")
    return zlib.decompressobj(47)  # 32 + 15: gzip or zlib, by its header


def _charset(headers: Message) -> str:
    return (headers.get_content_charset() or "") if headers.get("Content-Type") else ""


def _plain(value: str) -> str:
    """A header's value of an earlier answer, without what could begin another header."""
    return "".join(c for c in value if c.isprintable()).encode("latin-1", "ignore").decode("latin-1")


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message})"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return " ".join(str(error).split())[:200] or type(error).__name__
