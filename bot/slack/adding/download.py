"""A file out of Slack, with the bot's token: from Slack's own place only, no larger than agreed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import aiohttp

from bot.slack.adding import words
from bot.slack.api import CALL_ERRORS, WebApi, failure
from indexer.documents.errors import UnreadableDocument
from indexer.intake import words as intake_words
from indexer.intake.limits import Limits

log = logging.getLogger(__name__)

# https://docs.slack.dev/reference/objects/file-object: url_private is served from here.
_HOSTS = {"files.slack.com", "files.slack-gov.com"}
_SLACK = {"slack.com", "slack-gov.com", "www.slack.com"}
_PIECE = 256 * 1024
_SECONDS, _SILENT_SECONDS = 600.0, 30.0
# While Slack still takes it in, a file has no address.
_WAITS = (0.0, 1.0, 3.0, 6.0)
_GONE = {"file_not_found", "file_deleted", "not_visible"}
_BARRED = {"missing_scope", "not_allowed_token_type", "access_denied", "no_permission"}
_EXTERNAL_MODES = {"external", "space", "post", "canvas", "docs"}


async def fetch(api: WebApi, team: str, file: str, folder: Path, limits: Limits) -> Path:
    """Bring a file here.

    Args:
        api: knows the token.
        team: the workspace.
        file: Slack's id of it.
        folder: where it goes, under a name that says nothing.
        limits: how large it may be; asked before, and counted while it comes.

    Raises:
        UnreadableDocument: it is not had, with the reason in Japanese.
        CALL_ERRORS: Slack is not reached, or asks to wait; it may be had later.
    """
    told = await _told(api, team, file)
    size = told.get("size")
    if isinstance(size, int) and size > limits.file_bytes:
        raise _too_big(size, limits)
    if size == 0:
        raise UnreadableDocument(intake_words.EMPTY)
    address = str(told.get("url_private_download") or told.get("url_private"))
    if not is_slacks(address, api.url):
        log.warning("a file lies at a strange place")
        raise UnreadableDocument(words.STRANGE_PLACE)
    target = folder / "download"
    workspace = await api.workspaces.token(team)
    token = workspace.bot_token if workspace else ""
    is_page = str(told.get("name") or "").lower().endswith((".html", ".htm", ".xhtml"))
    got = await _saved(api, address, token, target, limits, is_page=is_page)
    if isinstance(size, int) and got != size:
        raise UnreadableDocument(words.CUT_OFF)
    return target


def is_slacks(address: str, api_url: str) -> bool:
    """Whether a file's address is Slack's own; beside a stand-in for Slack, the stand-in's."""
    try:
        found, api = urlsplit(address), urlsplit(api_url)
        if "@" in found.netloc:
            return False
        if api.hostname in _SLACK:
            return (
                found.scheme == "https" and found.hostname in _HOSTS and found.port in {None, 443}
            )
        return (found.scheme, found.hostname, found.port) == (api.scheme, api.hostname, api.port)
    except ValueError:
        return False


async def _told(api: WebApi, team: str, file: str) -> Mapping[str, Any]:
    """What Slack says of a file, once it can be fetched."""
    client = await api.client(team, patient=True)
    for seconds in _WAITS:
        await asyncio.sleep(seconds)
        try:
            found: Any = (await client.files_info(file=file)).get("file") or {}
        except CALL_ERRORS as error:
            code = failure(error).code
            if code in _GONE:
                raise UnreadableDocument(words.GONE) from None
            if code in _BARRED:
                raise UnreadableDocument(words.NO_PERMISSION) from None
            raise
        mode = found.get("mode")
        if mode in {"tombstone", "hidden_by_limit"} or found.get("is_deleted"):
            raise UnreadableDocument(words.GONE)
        if found.get("is_external") or mode in _EXTERNAL_MODES:
            raise UnreadableDocument(words.EXTERNAL)
        if found.get("url_private") and found.get("file_access") != "check_file_info":
            ready: Mapping[str, Any] = found
            return ready
    raise UnreadableDocument(words.NOT_READY)


async def _saved(
    api: WebApi, address: str, token: str, target: Path, limits: Limits, *, is_page: bool
) -> int:
    """Write the file down; gives its size."""
    timeout = aiohttp.ClientTimeout(total=_SECONDS, sock_read=_SILENT_SECONDS)
    headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
    # A redirect leads to a sign-in page, or anywhere: the token goes nowhere else.
    async with api.session().get(
        address, headers=headers, timeout=timeout, allow_redirects=False
    ) as response:
        if response.status in {404, 410}:
            raise UnreadableDocument(words.GONE)
        if response.status in {301, 302, 303, 307, 308, 401, 403}:
            raise UnreadableDocument(words.NO_PERMISSION)
        if response.status != 200:
            raise UnreadableDocument(words.UNREACHABLE)
        # Instead of a file it may not have, a token is shown the sign-in page.
        if response.content_type == "text/html" and not is_page:
            raise UnreadableDocument(words.NO_PERMISSION)
        got = 0
        with _opened(target) as written:
            async for piece in response.content.iter_chunked(_PIECE):
                got += len(piece)
                if got > limits.file_bytes:
                    raise _too_big(got, limits)
                await asyncio.to_thread(_write, written, piece)
        return got


def _opened(target: Path) -> BinaryIO:
    try:
        return target.open("wb")
    except OSError as error:
        raise UnreadableDocument(words.NO_ROOM) from error


def _write(written: BinaryIO, piece: bytes) -> None:
    # Told apart from a broken connection, which may be tried again.
    try:
        written.write(piece)
    except OSError as error:
        raise UnreadableDocument(words.NO_ROOM) from error


def _too_big(size: int, limits: Limits) -> UnreadableDocument:
    said, limit = intake_words.size(size), intake_words.size(limits.file_bytes)
    return UnreadableDocument(intake_words.TOO_BIG.format(size=said, limit=limit))
