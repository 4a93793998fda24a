"""Fetching a document from an official server, and from nowhere else (A41, A42).

The host has to stand on the list, its addresses have to be public, and the connection goes to the
very address that was checked, so a name that changes its meaning between the two changes nothing.
Redirects are followed by the same rules. Written on `http.client`, which opens no connection but
the one it is given; proxies of the environment are not used.
"""

from __future__ import annotations

import hashlib
import http.client
import ipaddress
import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from pydantic import Field

from indexer.intake import words
from indexer.intake.limits import MEGABYTE
from indexer.intake.reading import safe_name
from knowledge.schema import Model

_log = logging.getLogger(__name__)
_REDIRECTS = 3
_CHUNK = 1 << 16
_AGENT = "hoshimichi/0.1 (document fetch)"
_EMBEDDING_NETWORKS = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48")))
_TYPES = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.",
    "application/octet-stream",
    "text/html",
    "text/plain",
    "text/markdown",
    "application/xhtml+xml",
)
Resolve = Callable[[str, int], Collection[str]]
Open = Callable[[str, str, int, float], http.client.HTTPConnection]


class DownloadRefused(Exception):
    """Nothing was fetched; `reason` says why in Japanese."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class Downloaded(Model):
    """A fetched file: where it lies, where it came from in the end, and its hash."""

    path: Path
    url: str
    sha256: str
    size: int


class DownloadLimits(Model):
    """What one fetch may cost: bytes, seconds in all, seconds of silence."""

    file_bytes: int = Field(default=100 * MEGABYTE, gt=0)
    seconds: float = Field(default=120.0, gt=0)
    silence: float = Field(default=15.0, gt=0)


class Downloader:
    """Fetches documents from the servers of a list.

    Args:
        hosts: whole names, as `catalog.official_hosts` holds them.
        resolve: (host, port) → addresses; the system's resolver.
        is_public: whether an address may be connected to.
        open_connection: (host, address, port, timeout) → a connection to that address.
    """

    def __init__(
        self,
        hosts: Collection[str],
        limits: DownloadLimits | None = None,
        resolve: Resolve | None = None,
        is_public: Callable[[str], bool] | None = None,
        open_connection: Open | None = None,
    ):
        self._hosts = frozenset(hosts)
        self._limits = limits or DownloadLimits()
        self._resolve = resolve or addresses
        self._is_public = is_public or is_public_address
        self._open = open_connection or PinnedConnection

    def download(self, url: str, into: Path, expected_sha256: str | None = None) -> Downloaded:
        """Fetch one document into a folder.

        Raises:
            DownloadRefused: not allowed, not reached, not whole, or not the expected content;
                nothing is left in the folder.
        """
        deadline = time.monotonic() + self._limits.seconds
        for _ in range(_REDIRECTS + 1):
            parts = self._checked(url)
            with self._answer(parts, deadline) as answer:
                if answer.status not in (301, 302, 303, 307, 308):
                    return self._keep(answer, url, parts, into, expected_sha256, deadline)
                url = urljoin(url, answer.headers.get("Location") or "")
        raise DownloadRefused(words.TOO_MANY_REDIRECTS)

    def _checked(self, url: str) -> SplitResult:
        try:
            parts = urlsplit(url.strip())
            host, port = parts.hostname or "", parts.port
        except ValueError as error:
            raise DownloadRefused(words.BAD_URL) from error
        if parts.scheme != "https":
            raise DownloadRefused(words.NOT_HTTPS)
        if not host or parts.username is not None or port not in (None, 443):
            raise DownloadRefused(words.BAD_URL)
        if host not in self._hosts:
            raise DownloadRefused(words.NOT_OFFICIAL.format(host=_shown(host)))
        return parts

    def _address(self, host: str) -> str:
        try:
            found = self._resolve(host, 443)
        except OSError as error:
            raise DownloadRefused(words.NO_CONNECTION.format(host=host)) from error
        if not found:
            raise DownloadRefused(words.NO_CONNECTION.format(host=host))
        if not all(map(self._is_public, found)):
            _log.warning("%s resolves to an address that is not public", host)
            raise DownloadRefused(words.PRIVATE_ADDRESS.format(host=host))
        return next(iter(found))

    @contextmanager
    def _answer(self, parts: SplitResult, deadline: float) -> Iterator[http.client.HTTPResponse]:
        host = parts.hostname or ""
        connection = self._open(host, self._address(host), 443, self._limits.silence)
        # A server that says a byte now and then would never fall silent.
        ending = threading.Timer(max(0.0, deadline - time.monotonic()), _cut, [connection])
        ending.daemon = True
        ending.start()
        try:
            connection.request("GET", _target(parts), headers=_HEADERS)
            answer = connection.getresponse()
            if time.monotonic() >= deadline:
                # What was cut off in its head looks like an answer.
                raise TimeoutError
            yield answer
        except (OSError, http.client.HTTPException) as error:
            late = time.monotonic() >= deadline or isinstance(error, TimeoutError)
            reason = words.DOWNLOAD_TOO_SLOW if late else words.NO_CONNECTION.format(host=host)
            raise DownloadRefused(reason) from error
        finally:
            ending.cancel()
            connection.close()

    def _keep(
        self,
        answer: http.client.HTTPResponse,
        url: str,
        parts: SplitResult,
        into: Path,
        expected_sha256: str | None,
        deadline: float,
    ) -> Downloaded:
        self._check_head(answer, parts)
        target = into / safe_name(unquote(parts.path))
        partial = target.with_name(target.name + ".part")
        try:
            with partial.open("wb") as file:
                sha256, size = self._copy(answer, file, deadline)
            if expected_sha256 and sha256 != expected_sha256.lower():
                raise DownloadRefused(words.WRONG_HASH)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        return Downloaded(path=target, url=url, sha256=sha256, size=size)

    def _check_head(self, answer: http.client.HTTPResponse, parts: SplitResult) -> None:
        host = parts.hostname or ""
        if answer.status != 200:
            raise DownloadRefused(words.NOT_FOUND.format(host=host, status=answer.status))
        kind = (answer.headers.get_content_type() if answer.headers else "").lower()
        page = kind in ("text/html", "application/xhtml+xml")
        wanted_page = Path(parts.path).suffix.lower() not in (".pdf", ".docx", ".xlsx")
        if not kind.startswith(_TYPES) or (page and not wanted_page):
            called = words.CALLED["html"] if page else _shown(kind)
            raise DownloadRefused(words.WRONG_TYPE.format(called=called))
        if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise DownloadRefused(words.WRONG_TYPE.format(called="圧縮されたデータ"))
        if (answer.length or 0) > self._limits.file_bytes:
            raise DownloadRefused(self._too_big(answer.length or 0))

    def _copy(
        self, answer: http.client.HTTPResponse, file: BinaryIO, deadline: float
    ) -> tuple[str, int]:
        digest, size, announced = hashlib.sha256(), 0, answer.length
        # Beyond what was announced nothing comes, and waiting for it would hold the line open.
        while size != announced and (piece := answer.read1(_CHUNK)):
            size += len(piece)
            if size > self._limits.file_bytes:
                raise DownloadRefused(self._too_big(size))
            if time.monotonic() > deadline:
                raise DownloadRefused(words.DOWNLOAD_TOO_SLOW)
            digest.update(piece)
            file.write(piece)
        if time.monotonic() > deadline:
            raise DownloadRefused(words.DOWNLOAD_TOO_SLOW)
        if announced is not None and size < announced:
            raise DownloadRefused(words.NOT_WHOLE)
        if not size:
            raise DownloadRefused(words.EMPTY)
        return digest.hexdigest(), size

    def _too_big(self, size: int) -> str:
        limit = words.size(self._limits.file_bytes)
        return words.TOO_BIG.format(size=words.size(size), limit=limit)


_HEADERS = {"User-Agent": _AGENT, "Accept": "*/*", "Accept-Encoding": "identity"}


def download(
    url: str, allowed_hosts: Collection[str], into: Path, expected_sha256: str | None = None
) -> Downloaded:
    """Fetch one document of an official server into a folder.

    Raises:
        DownloadRefused: with the reason in Japanese.
    """
    return Downloader(allowed_hosts).download(url, into, expected_sha256)


class PinnedConnection(http.client.HTTPSConnection):
    """TLS to one address, with the certificate checked against the name it was found by."""

    def __init__(self, host: str, address: str, port: int, timeout: float):
        super().__init__(host, port, timeout=timeout, context=ssl.create_default_context())
        self._address = address
        self._checking = ssl.create_default_context()

    def connect(self) -> None:
        """Connect to the address that was checked; the name is not looked up again."""
        line = socket.create_connection((self._address, self.port), self.timeout)
        # Set before the handshake too, so that a slow one can be cut off.
        self.sock = line
        self.sock = self._checking.wrap_socket(line, server_hostname=self.host)


def addresses(host: str, port: int) -> tuple[str, ...]:
    """The addresses the system knows a host by; OSError when it knows none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(row[4][0]) for row in found))


def is_public_address(address: str) -> bool:
    """Whether an address is on the open internet: not ours, not reserved, not a disguise of one."""
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(number, ipaddress.IPv6Address):
        if any(number in network for network in _EMBEDDING_NETWORKS):
            return False
        if number.ipv4_mapped or number.sixtofour or number.teredo:
            return False
    return number.is_global and not number.is_multicast and not number.is_reserved


def _target(parts: SplitResult) -> str:
    """The path and query as they go over the line: nothing in them may end it."""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return f"{path}?{query}" if query else path


def _shown(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())[:60]


def _cut(connection: http.client.HTTPConnection) -> None:
    line = getattr(connection, "sock", None)
    if line is not None:
        try:
            line.shutdown(socket.SHUT_RDWR)
        except OSError as error:
            _log.debug("the line was already down: %s", error.strerror)
