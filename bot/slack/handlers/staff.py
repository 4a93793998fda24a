"""Notes to the office's own people."""

from __future__ import annotations

from sqlalchemy import Connection

from bot import wording
from bot.domain.client import Client
from bot.domain.scope import Scope, Speaker
from bot.slack import pages
from bot.slack.desk import Desk
from bot.slack.escaping import inert
from bot.slack.welcome import setup_button
from bot.state import clients
from bot.state.outbox import Letter


def note(desk: Desk, client: Client, text: str, *, rebind: bool = False) -> tuple[Letter, ...]:
    """Tell staff about a client: in the staff channel, else in its consultant's DM.

    Only for a change of the client's state, so that it is told once.

    Args:
        desk: knows the staff channel.
        client: whom it is about.
        text: may use {company} and {channel}.
        rebind: offer the form that binds the channel again.
    """
    said = text.format(company=inert(client.company), channel=client.scope.channel)
    blocks = [pages.section(said)]
    if rebind:
        button = setup_button(client.scope.channel)
        blocks.append({"type": "actions", "elements": [button]})
    to = desk.staff_channel or client.consultant
    return (Letter(team=client.scope.team, channel=to, text=said, blocks=tuple(blocks)),)


def noted(connection: Connection, desk: Desk, scope: Scope, text: str) -> tuple[Letter, ...]:
    """Tell staff what happened in a place, whether a client is bound there or not.

    Nothing where there is nobody to tell: no client, and no staff channel.
    """
    client = clients.client(connection, scope)
    if client is not None:
        return note(desk, client, text)
    if not desk.staff_channel or scope.channel == desk.staff_channel:
        return ()
    direct = scope.channel.startswith("D")
    said = text.format(company=wording.UNBOUND, channel=scope.channel)
    if direct:
        # Nobody but the two can open it.
        said = said.replace(f"<#{scope.channel}>", wording.A_DIRECT_MESSAGE)
    return (Letter(team=scope.team, channel=desk.staff_channel, text=said),)


def watch(connection: Connection, desk: Desk, scope: Scope, speaker: Speaker) -> tuple[Letter, ...]:
    """Pause a client whose channel a company speaks in that was not there when it was bound."""
    client = clients.client(connection, scope)
    if client is None or client.state != "active" or speaker.team in {None, scope.team}:
        return ()
    if speaker.team in client.teams:
        return ()
    if not clients.set_state(connection, scope, "paused", "new_team"):
        return ()
    return note(desk, client, wording.PAUSED_NEW_TEAM, rebind=True)
