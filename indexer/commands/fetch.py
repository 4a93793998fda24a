"""`python -m indexer fetch URL`: from an official server into the inbox, and on as `add` (A41)."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from indexer.commands.details import arguments
from indexer.commands.documents import added
from indexer.errors import BadDetails, DamagedIndex
from indexer.intake import words as intake_words
from indexer.intake.download import Downloaded, DownloadRefused, download
from indexer.library import words
from indexer.releases import Releases
from indexer.settings import IndexSettings
from knowledge.catalog import Catalog

_SHA256 = re.compile("[0-9a-fA-F]{64}")
# (url, allowed hosts, folder, expected hash) → the file
Download = Callable[[str, Collection[str], Path, str | None], Downloaded]


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to a parser."""
    parser = commands.add_parser("fetch", help=words.HELP_FETCH)
    parser.add_argument("address", metavar="URL", help=words.HELP_FETCH_URL)
    parser.add_argument("--sha256", help=words.HELP_SHA256)
    parser.add_argument("--dry-run", action="store_true", help=words.HELP_DRY_RUN)
    parser.add_argument("--by", metavar="NAME", help=words.HELP_BY)
    arguments(parser)
    parser.set_defaults(lines=fetch)


def fetch(
    options: argparse.Namespace, settings: IndexSettings, download: Download = download
) -> Iterator[str]:
    """Fetch a document, keep it in the inbox, and add it; says what was done.

    Raises:
        BadDetails: it was not fetched, or as `add`.
        UnreadableDocument, IndexProblem: as `add`.
    """
    if options.sha256 and not _SHA256.fullmatch(options.sha256):
        raise BadDetails(words.BAD_SHA256)
    inbox = settings.home / "inbox"
    hosts = _official_hosts(settings)
    try:
        inbox.mkdir(parents=True, exist_ok=True)
        got = download(options.address, hosts, inbox, options.sha256)
    except DownloadRefused as refused:
        raise BadDetails(refused.reason) from None
    except OSError:
        raise BadDetails(words.NOT_KEPT) from None
    size = intake_words.size(got.size)
    yield words.FETCHED.format(url=got.url, size=size, sha256=got.sha256)
    # Where it came from in the end, not where somebody says it did.
    options.url = got.url
    yield from added(got.path, options, settings)


def _official_hosts(settings: IndexSettings) -> frozenset[str]:
    """By the knowledge being served."""
    shelf = Releases(settings.home)
    version = shelf.active()
    try:
        content = (shelf.folder(version) / "catalog.json").read_bytes()
        catalog = Catalog.model_validate_json(content)
    except (OSError, ValueError) as error:
        raise DamagedIndex(version) from error
    return frozenset(row.host for row in catalog.official_hosts)
