"""Documents come from official servers only, whole, and from public addresses (A41, A42)."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from indexer.intake import words
from indexer.intake.download import (
    Downloader,
    DownloadLimits,
    DownloadRefused,
    PinnedConnection,
    is_public_address,
)
from knowledge.catalog import load

HOST = "www.ipa.go.jp"
CONTENT = b"%PDF-1.7 the guideline" * 1000


class Official(BaseHTTPRequestHandler):
    """A server that behaves, and misbehaves, by path."""

    def do_GET(self) -> None:  # noqa: N802
        """Answer by path."""
        path = self.path.partition("?")[0]
        if path.startswith("/to/"):
            self._head(302, Location=TARGETS[path.removeprefix("/to/")])
        elif path == "/missing.pdf":
            self._head(404)
        elif path == "/page.pdf":
            self._body(b"<html>", "text/html")
        elif path == "/app.pdf":
            self._body(b"MZ", "application/x-msdownload")
        elif path == "/cut.pdf":
            self._head(200, **{"Content-Type": "application/pdf", "Content-Length": "99999"})
            self.wfile.write(CONTENT)
        elif path == "/huge.pdf":
            self._head(200, **{"Content-Type": "application/pdf", "Content-Length": str(2**31)})
        elif path == "/endless.pdf":
            self._head(200, **{"Content-Type": "application/pdf"})
            self._drip(b"x" * 65536, 0)
        elif path == "/slow.pdf":
            self._head(200, **{"Content-Type": "application/pdf"})
            self._drip(b"x", 0.05)
        elif path == "/slowhead.pdf":
            self.wfile.write(b"HTTP/1.0 200 OK\r\n")
            self._drip(b"X", 0.05)
        else:
            self._body(CONTENT, "application/pdf")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _head(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _body(self, content: bytes, kind: str) -> None:
        self._head(200, **{"Content-Type": kind, "Content-Length": str(len(content))})
        self.wfile.write(content)

    def _drip(self, piece: bytes, pause: float) -> None:
        with contextlib.suppress(OSError):
            for _ in range(2000):
                self.wfile.write(piece)
                time.sleep(pause)


TARGETS = {
    "loop": f"https://{HOST}/to/loop",
    "off": "https://evil.example/a.pdf",
    "local": "https://127.0.0.1/a.pdf",
    "plain": f"http://{HOST}/a.pdf",
    "file": "file:///etc/passwd",
    "gopher": f"gopher://{HOST}/a",
    "good": f"https://{HOST}/moved/g.pdf",
    "relative": "/moved/g.pdf",
}


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Official)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


class Loopback:
    """Opens the connections of a downloader to a server on this machine, and counts them."""

    def __init__(self, port: int):
        self._port = port
        self.asked: list[tuple[str, str]] = []

    def __call__(
        self, host: str, address: str, port: int, timeout: float
    ) -> http.client.HTTPConnection:
        self.asked.append((host, address))
        return http.client.HTTPConnection("127.0.0.1", self._port, timeout=timeout)


@pytest.fixture
def loopback(port: int) -> Loopback:
    return Loopback(port)


def downloader(loopback: Loopback, *, address: str = "8.8.8.8", seconds: float = 5) -> Downloader:
    limits = DownloadLimits(file_bytes=1_000_000, seconds=seconds, silence=1)
    return Downloader([HOST], limits, lambda host, port: [address], None, loopback)


def refused(downloader: Downloader, url: str, into: Path, sha256: str | None = None) -> str:
    with pytest.raises(DownloadRefused) as problem:
        downloader.download(url, into, sha256)
    assert list(into.iterdir()) == []
    return problem.value.reason


@pytest.mark.parametrize("path", ["files/000.pdf", "to/good", "to/relative", "a.pdf?v=1&x=%0d%0a"])
def test_an_official_document_is_fetched(loopback: Loopback, tmp_path: Path, path: str) -> None:
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    fetched = downloader(loopback).download(f"https://{HOST}/{path}", tmp_path, sha256)
    assert fetched.path.read_bytes() == CONTENT
    assert (fetched.sha256, fetched.size) == (sha256, len(CONTENT))
    assert fetched.path.suffix == ".pdf"
    assert {host for host, _ in loopback.asked} == {HOST}


@pytest.mark.parametrize(
    "url",
    [
        "http://www.ipa.go.jp/a.pdf",
        "file:///etc/passwd",
        "gopher://www.ipa.go.jp/a",
        "ftp://www.ipa.go.jp/a",
        "https://evil.example/a.pdf",
        "https://www.ipa.go.jp.evil.example/a.pdf",
        "https://x.www.ipa.go.jp/a.pdf",
        "https://www.ipa.go.jp@evil.example/a.pdf",
        "https://user:pass@www.ipa.go.jp/a.pdf",
        "https://www.ipa.go.jp:8443/a.pdf",
        "https://www.ipa.go.jp:99999/a.pdf",
        "https://169.254.169.254/latest/meta-data",
        "https://localhost/a.pdf",
        "https://[::1]/a.pdf",
        "https://2130706433/a.pdf",
        "https://0177.0.0.1/a.pdf",
        "https://www.ipa.go.jp\\@evil.example/a.pdf",
        "https://ｗｗｗ.ipa.go.jp/a.pdf",
        "https://[::1/a.pdf",
        "https:///a.pdf",
        "",
    ],
)
def test_other_places_are_not_asked(loopback: Loopback, tmp_path: Path, url: str) -> None:
    assert refused(downloader(loopback), url, tmp_path)
    assert loopback.asked == []


@pytest.mark.parametrize("target", ["off", "local", "plain", "file", "gopher", "loop"])
def test_redirects_go_by_the_same_rules(loopback: Loopback, tmp_path: Path, target: str) -> None:
    assert refused(downloader(loopback), f"https://{HOST}/to/{target}", tmp_path)
    assert {host for host, _ in loopback.asked} == {HOST}
    assert len(loopback.asked) <= 4


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.8", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1",
     "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
     "224.0.0.1", "240.0.0.1", "nonsense"],
)  # fmt: skip
def test_a_name_that_points_inwards_is_not_connected_to(
    loopback: Loopback, tmp_path: Path, address: str
) -> None:
    said = refused(downloader(loopback, address=address), f"https://{HOST}/a.pdf", tmp_path)
    assert said == words.PRIVATE_ADDRESS.format(host=HOST)
    assert loopback.asked == []


def test_public_addresses_are_public() -> None:
    assert is_public_address("8.8.8.8")
    assert is_public_address("2001:4860:4860::8888")


def test_the_connection_goes_to_the_address_that_was_checked(
    loopback: Loopback, tmp_path: Path
) -> None:
    """DNS rebinding: the name means something else when it is looked up again."""
    answers = iter([["8.8.8.8"], ["127.0.0.1"]])
    fetch = Downloader([HOST], None, lambda host, port: next(answers), None, loopback)
    fetch.download(f"https://{HOST}/a.pdf", tmp_path)
    assert loopback.asked == [(HOST, "8.8.8.8")]


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("missing.pdf", "ありません（404）"),
        ("page.pdf", "文書ではなく"),
        ("app.pdf", "文書ではなく"),
        ("cut.pdf", "途中で切れ"),
        ("huge.pdf", "大きすぎる"),
        ("endless.pdf", "大きすぎる"),
        ("slow.pdf", "時間がかかりすぎる"),
        ("slowhead.pdf", "時間がかかりすぎる"),
    ],
)
def test_a_bad_answer_is_refused(loopback: Loopback, tmp_path: Path, path: str, says: str) -> None:
    began = time.monotonic()
    seconds = 0.7 if path.startswith("slow") else 5
    said = refused(downloader(loopback, seconds=seconds), f"https://{HOST}/{path}", tmp_path)
    assert says in said
    assert time.monotonic() - began < 5


def test_other_content_than_recorded_is_thrown_away(loopback: Loopback, tmp_path: Path) -> None:
    said = refused(downloader(loopback), f"https://{HOST}/a.pdf", tmp_path, "0" * 64)
    assert said == words.WRONG_HASH


def test_a_server_out_of_reach_is_told(tmp_path: Path) -> None:
    def nowhere(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    said = refused(Downloader([HOST], None, nowhere), f"https://{HOST}/a.pdf", tmp_path)
    assert said == words.NO_CONNECTION.format(host=HOST)


def test_the_list_of_servers_is_knowledge() -> None:
    hosts = {row.host for row in load().official_hosts}
    assert {"www.ipa.go.jp", "www.meti.go.jp", "it-shien.smrj.go.jp"} <= hosts


@pytest.mark.skipif(not shutil.which("openssl"), reason="makes the certificate")
def test_a_certificate_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", str(key), "-out",
         str(certificate)], check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Official)
    server.daemon_threads = True
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign,assignment]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    own = server.server_address[1]
    into = tmp_path / "into"
    into.mkdir()
    fetch = Downloader(
        [HOST], None, lambda *_: ["127.0.0.1"], lambda _: True,
        lambda host, address, port, timeout: PinnedConnection(host, address, own, timeout),
    )  # fmt: skip
    try:
        assert "つながりません" in refused(fetch, f"https://{HOST}/a.pdf", into)
    finally:
        server.shutdown()
        server.server_close()
