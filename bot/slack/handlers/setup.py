"""Binding a channel to a client, by staff only."""

from __future__ import annotations

import contextlib
from typing import Any

from sqlalchemy import Connection

from bot import wording
from bot.domain.client import Client
from bot.domain.scope import Scope, Speaker
from bot.slack import pages
from bot.slack.api import CALL_ERRORS
from bot.slack.desk import Desk, Effect, Handled
from bot.slack.escaping import inert, user_mention
from bot.slack.handlers import home
from bot.slack.handlers.saying import letter_to, who
from bot.slack.naming import channel_mention
from bot.slack.render import SlackMessage
from bot.slack.welcome import beginnings
from bot.slack.work import HomeOpened, SetupSubmitted
from bot.state import clients
from bot.state.outbox import Letter

_MOST_PAGES = 5


async def submitted(desk: Desk, work: SetupSubmitted) -> Handled:
    """Bind, after asking Slack who submitted it and who is in the channel.

    What a form shows is no proof of who sends it: whoever does is looked up anew (A19, A22).
    """
    if await desk.people.role(work.team, work.speaker, fresh=True) != "staff":
        return _refused(work, wording.SETUP_STAFF_ONLY)
    channel = await _channel(desk, work)
    if channel is None:
        named = channel_mention(work.channel)
        return _refused(work, wording.SETUP_NOT_IN_CHANNEL.format(channel=named))
    consultant = Speaker(team=work.team, user=work.consultant)
    if await desk.people.role(work.team, consultant, fresh=True) != "staff":
        return _refused(work, wording.SETUP_NOT_STAFF)
    bound = Client(
        scope=Scope(team=work.team, channel=work.channel),
        company=work.company,
        consultant=work.consultant,
        state="active",
        teams=tuple(sorted(_teams(channel))),
    )
    now, done = desk.clock(), letter_to(bound.scope, _done(work))

    def commit(connection: Connection) -> tuple[Letter, ...]:
        clients.bind(connection, bound, who(work.speaker), now)
        return (done,)

    opened = HomeOpened(team=work.team, speaker=work.speaker)
    effects = () if await _is_in(desk, work) else (_to_submitter(work, _away(work)),)
    return Handled(commit, effects, after=lambda: home.opened(desk, opened))


async def _channel(desk: Desk, work: SetupSubmitted) -> dict[str, Any] | None:
    """The channel, when the bot can speak in it."""
    with contextlib.suppress(*CALL_ERRORS, KeyError):
        client = await desk.api.client(work.team, patient=True)
        channel: dict[str, Any] = (await client.conversations_info(channel=work.channel))["channel"]
        if channel.get("is_member") and not channel.get("is_archived"):
            return channel
    return None


def _teams(channel: dict[str, Any]) -> set[str]:
    """The workspaces in a channel; all lists Slack may give them in."""
    lists = ("shared_team_ids", "connected_team_ids", "internal_team_ids")
    return {str(team) for name in lists for team in channel.get(name) or ()}


async def _is_in(desk: Desk, work: SetupSubmitted) -> bool:
    """Whether the consultant is in the channel: a mention reaches nobody outside of it."""
    cursor = ""
    with contextlib.suppress(*CALL_ERRORS, KeyError):
        client = await desk.api.client(work.team, patient=True)
        for _ in range(_MOST_PAGES):
            page = await client.conversations_members(
                channel=work.channel, cursor=cursor, limit=1000
            )
            if work.consultant in page["members"]:
                return True
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return False
    return True


def _done(work: SetupSubmitted) -> SlackMessage:
    text = wording.SETUP_DONE.format(
        company=inert(work.company), consultant=user_mention(work.consultant)
    )
    begin = {"type": "actions", "elements": beginnings()}
    return SlackMessage(text=text, blocks=(pages.section(text), begin))


def _away(work: SetupSubmitted) -> str:
    return wording.SETUP_CONSULTANT_AWAY.format(
        channel=channel_mention(work.channel), consultant=user_mention(work.consultant)
    )


def _refused(work: SetupSubmitted, text: str) -> Handled:
    return Handled(effects=(_to_submitter(work, text),))


def _to_submitter(work: SetupSubmitted, text: str) -> Effect:
    """A word in the submitter's DM; somebody of another company may have none."""
    return Effect(work.team, "chat_postMessage", {"channel": work.speaker.user, "text": text})
