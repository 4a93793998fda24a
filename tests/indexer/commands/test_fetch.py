"""`fetch`: from an official server into the inbox, and on as `add` (A41)."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Collection
from pathlib import Path

import pytest

from indexer.__main__ import _parser
from indexer.commands.fetch import fetch
from indexer.errors import BadDetails
from indexer.gate.activation import pending
from indexer.intake.download import Downloaded, DownloadRefused
from indexer.library.shelf import Library
from indexer.settings import IndexSettings
from tests.conftest import index_settings

TEXT = "# 公募要領\n\n## 第1章 申請\n\n申請には、登記簿の写しと納税証明書を添えます。\n"
URL = "https://www.ipa.go.jp/files/koubo.md"
SAID = [
    "--id",
    "koubo",
    "--title",
    "公募要領",
    "--publisher",
    "IPA",
    "--edition",
    "2026年版",
    "--published",
    "2026-03-30",
    "--use",
    "rules",
    "--trust",
    "official",
    "--by",
    "山田",
]


class Server:
    """What an official server gives, without a network; notes what it was asked with."""

    def __init__(self) -> None:
        self.hosts: Collection[str] = ()

    def __call__(
        self, url: str, hosts: Collection[str], into: Path, expected_sha256: str | None
    ) -> Downloaded:
        """Write the file as the downloader does."""
        self.hosts = hosts
        content = TEXT.encode()
        sha256 = hashlib.sha256(content).hexdigest()
        if expected_sha256 not in (None, sha256):
            raise DownloadRefused("記録してある内容と違います。")
        path = into / "koubo.md"
        path.write_bytes(content)
        return Downloaded(path=path, url=f"{url}?moved", sha256=sha256, size=len(content))


@pytest.fixture
def settings(tmp_path: Path, tiny_copy: Path) -> IndexSettings:
    """The small knowledge, free to change."""
    return index_settings(tiny_copy)


def options(*more: str) -> argparse.Namespace:
    """As typed."""
    return _parser().parse_args(["fetch", URL, *SAID, *more])


def test_what_was_fetched_becomes_a_candidate_that_knows_where_it_came_from(
    settings: IndexSettings,
) -> None:
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    said = list(fetch(options("--sha256", sha256.upper()), settings, Lowered()))
    assert sha256 in said[0]
    candidate = pending(settings)[0]
    entry = Library(settings.home).entry(candidate.documents[0])
    assert (entry.url, entry.sha256) == (f"{URL}?moved", sha256)
    assert (settings.home / "inbox" / "koubo.md").is_file()


class Lowered(Server):
    """Hashes may be typed in capitals."""

    def __call__(
        self, url: str, hosts: Collection[str], into: Path, expected_sha256: str | None
    ) -> Downloaded:
        """As the downloader compares them."""
        return super().__call__(url, hosts, into, (expected_sha256 or "").lower() or None)


def test_another_content_than_recorded_is_not_used(settings: IndexSettings) -> None:
    with pytest.raises(BadDetails, match="記録してある内容と違います"):
        list(fetch(options("--sha256", "0" * 64), settings, Server()))
    assert pending(settings) == ()


def test_only_the_servers_of_the_knowledge_are_asked(settings: IndexSettings) -> None:
    with pytest.raises(BadDetails, match="一覧にない"):
        list(fetch(options(), settings))


@pytest.mark.parametrize("sha256", ["abc", "g" * 64, "0" * 63])
def test_a_hash_that_is_none_is_told(settings: IndexSettings, sha256: str) -> None:
    with pytest.raises(BadDetails, match="64文字"):
        list(fetch(options("--sha256", sha256), settings, Server()))
