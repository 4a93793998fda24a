"""What happens to channels: joined, shared, left. Who the people in it are decides what is shown.

A channel is known by its id alone; a rename changes nothing.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection

from bot import wording
from bot.domain.client import Client
from bot.slack.desk import Desk, Handled
from bot.slack.handlers.saying import letter_to
from bot.slack.handlers.staff import note
from bot.slack.welcome import welcome
from bot.slack.work import ChannelChanged, Joined, Uninstalled
from bot.state import clients, memory
from bot.state.outbox import Letter


async def joined(desk: Desk, work: Joined) -> Handled:
    """Say who we are, once."""

    def commit(connection: Connection) -> tuple[Letter, ...]:
        subject = f"welcome:{work.scope.channel}"
        if not memory.tell_once(connection, work.scope.team, subject, desk.clock()):
            return ()
        client = clients.client(connection, work.scope)
        unbound = client is None or client.state != "active"
        offer = unbound and work.scope.channel != desk.staff_channel
        greeting = welcome(wording.WELCOME, setup=offer, begin=not unbound)
        return (letter_to(work.scope, greeting),)

    return Handled(commit)


async def changed(desk: Desk, work: ChannelChanged) -> Handled:
    """Pause a client whose channel got other people (A20), freeze one whose channel is gone."""

    def commit(connection: Connection) -> tuple[Letter, ...]:
        client = clients.client(connection, work.scope)
        if client is None:
            return ()
        if work.change == "id_changed":
            return _moved(connection, desk, work, client)
        if work.change in {"archived", "left"}:
            gone = clients.set_state(connection, work.scope, "frozen", work.change)
            return note(desk, client, wording.FROZEN) if gone else ()
        text = _why_paused(work, client)
        if text is None or client.state != "active":
            return ()
        clients.set_state(connection, work.scope, "paused", work.change)
        return note(desk, client, text, rebind=True)

    return Handled(commit)


async def uninstalled(desk: Desk, work: Uninstalled) -> Handled:
    """Freeze a workspace's clients and forget its tokens (R34)."""
    forget: Any = getattr(desk.api.workspaces, "forget", None)
    if forget is not None:
        # The app may have been installed anew since.
        at = dt.datetime.fromtimestamp(work.at, dt.UTC) if work.at else None
        await forget(work.team, at)

    def commit(connection: Connection) -> tuple[Letter, ...]:
        clients.freeze_team(connection, work.team, "uninstalled")
        return ()

    return Handled(commit)


def _why_paused(work: ChannelChanged, client: Client) -> str | None:
    """What to tell staff when other people can see the channel than when it was bound."""
    if work.change == "unshared":
        return wording.PAUSED_UNSHARED
    if work.change not in {"shared", "member"}:
        return None
    if work.team is None:
        return wording.PAUSED_SHARED if work.change == "shared" else None
    is_known = work.team == work.scope.team or work.team in client.teams
    return None if is_known else wording.PAUSED_NEW_TEAM


def _moved(
    connection: Connection, desk: Desk, work: ChannelChanged, client: Client
) -> tuple[Letter, ...]:
    """Follow a channel whose id changed, as a private one's does when it becomes shared."""
    if work.channel is None:
        return ()
    scope = work.scope.model_copy(update={"channel": work.channel})
    if clients.client(connection, scope) is not None:
        return ()
    clients.move(connection, work.scope.team, work.scope.channel, work.channel)
    moved = client.model_copy(update={"scope": scope})
    return note(desk, moved, wording.PAUSED_SHARED, rebind=True)
