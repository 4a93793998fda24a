"""Who may walk, and where: asked anew at every click, for people and channels change (A20–A23)."""

from __future__ import annotations

import asyncio

from sqlalchemy import Connection

from bot import wording
from bot.domain.client import Client
from bot.domain.scope import Scope, Speaker
from bot.slack.api import CALL_ERRORS
from bot.slack.desk import Desk
from bot.state import clients

_MOST_PAGES = 5
_MOST_CHANNELS = 5


def is_direct(scope: Scope) -> bool:
    """Whether a place is somebody's own DM."""
    return scope.channel.startswith("D")


async def why_not(desk: Desk, scope: Scope, speaker: Speaker, *, spoke: bool = False) -> str | None:
    """Why a person may not walk here, in a sentence; None when they may.

    Args:
        desk: reaches Slack.
        scope: the place.
        speaker: the person.
        spoke: they just wrote there, so they are there.
    """
    role, there = await asyncio.gather(
        desk.people.role(scope.team, speaker, fresh=True),
        _spoken() if spoke else is_there(desk, scope, speaker),
    )
    if role == "unknown" or not there:
        return wording.WALK_NOBODY
    if is_direct(scope) and role != "staff":
        return wording.WALK_DIRECT.format(phrase=wording.BEGINNINGS[0][1])
    return None


def closed(connection: Connection, scope: Scope) -> str | None:
    """Why nobody may walk here, in a sentence; None where a client is bound and active."""
    if is_direct(scope):
        return None
    client = clients.client(connection, scope)
    if client is None:
        return wording.WALK_UNBOUND
    if client.state == "active":
        return None
    return wording.WALK_PAUSED if client.state == "paused" else wording.WALK_FROZEN


async def is_there(desk: Desk, scope: Scope, speaker: Speaker) -> bool:
    """Whether a person is in a channel now; what Slack does not tell is no."""
    try:
        client = await desk.api.client(scope.team, patient=True)
        if is_direct(scope):
            opened = await client.conversations_open(users=speaker.user)
            return bool(opened["channel"]["id"] == scope.channel)
        cursor = ""
        for _ in range(_MOST_PAGES):
            page = await client.conversations_members(
                channel=scope.channel, cursor=cursor, limit=1000
            )
            if speaker.user in page["members"]:
                return True
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return False
    except (*CALL_ERRORS, KeyError, TypeError):
        return False
    return False


async def own_client(desk: Desk, team: str, speaker: Speaker) -> Client | None:
    """The one client whose channel a person of another company is in; None when in doubt."""
    if speaker.team in {None, team}:
        return None
    found = await desk.database.run(lambda c: clients.all_clients(c, team))
    near = [one for one in found if one.state == "active" and speaker.team in one.teams]
    if not near or len(near) > _MOST_CHANNELS:
        return None
    there = await asyncio.gather(*(is_there(desk, one.scope, speaker) for one in near))
    theirs = [one for one, is_in in zip(near, there, strict=True) if is_in]
    return theirs[0] if len(theirs) == 1 else None


async def _spoken() -> bool:
    return True
