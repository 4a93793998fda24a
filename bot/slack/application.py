"""The Bolt app: intake in front, and the few listeners that must answer within three seconds."""

from __future__ import annotations

import contextlib
import logging
import re
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck

from bot import wording
from bot.domain.scope import Speaker
from bot.slack import bolt_log, draft_view, parts
from bot.slack.adding import form as document_form
from bot.slack.adding.opening import open_document_form
from bot.slack.api import CALL_ERRORS
from bot.slack.desk import Desk
from bot.slack.forms import setup_form
from bot.slack.handlers import stopping
from bot.slack.intake import COMMAND, Intake
from bot.slack.opening import open_part
from bot.slack.payload import actor, installed
from bot.slack.reading import MODAL_ACTION
from bot.slack.words import SETUP_WORDS

log = logging.getLogger(__name__)
_CHANNEL = re.compile(r"[CG][A-Z0-9]{1,30}")


class Listeners:
    """Answers what cannot wait for a worker: help, stops, and forms, whose trigger lives 3 seconds.

    Args:
        desk: what handlers use.
    """

    def __init__(self, desk: Desk):
        self._desk = desk
        self._api = desk.api
        self._people = desk.people

    async def command(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """`/hoshi` alone, with 使い方 or with setup; questions went to the inbox."""
        word = str(body.get("text") or "").strip().casefold()
        if word not in SETUP_WORDS:
            await ack(text=wording.COMMAND_HELP, response_type="ephemeral")
            return
        await ack()
        try:
            team, trigger = str(body["team_id"]), str(body["trigger_id"])
            speaker = Speaker(team=team, user=str(body["user_id"]))
        except (KeyError, ValueError) as error:
            log.warning("unreadable command: %s", type(error).__name__)
            return
        here = body.get("channel_id")
        await self._open(team, speaker, trigger, here, here)

    async def button(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """The button that opens the form, in a channel, on the Home or below a note to staff."""
        await ack()
        try:
            team, speaker, trigger = installed(body), actor(body), str(body["trigger_id"])
            here = (body.get("channel") or {}).get("id")
            value = str(body["actions"][0].get("value") or "")
        except (KeyError, TypeError, IndexError, AttributeError, ValueError) as error:
            log.warning("unreadable press: %s", type(error).__name__)
            return
        meant = value if _CHANNEL.fullmatch(value) else here
        await self._open(team, speaker, trigger, meant, here)

    async def part(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """The button that opens the form of a self-check part."""
        await ack()
        await open_part(self._desk, body)

    async def document(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """The button that opens the form of a document to be added."""
        await ack()
        await open_document_form(self._desk, body)

    async def stop(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """The button that ends an answer while it is written."""
        await ack()
        await stopping.pressed(self._desk, body)

    async def stopped(self, body: dict[str, Any]) -> None:
        """Slack's own stop button."""
        await stopping.stopped(self._desk, body)

    async def _open(
        self, team: str, speaker: Speaker, trigger: str, channel: str | None, here: str | None
    ) -> None:
        try:
            client = await self._api.client(team)
            if await self._people.role(team, speaker) == "staff":
                await client.views_open(trigger_id=trigger, view=setup_form(channel))
            elif here:
                await client.chat_postEphemeral(
                    channel=here, user=speaker.user, text=wording.SETUP_STAFF_ONLY
                )
        except CALL_ERRORS as error:
            log.warning("form not opened: %s", type(error).__name__)


def application(intake: Intake, desk: Desk) -> AsyncApp:
    """An AsyncApp whose surfaces have checked the signature before they dispatch to it."""

    async def authorize(
        team_id: str | None = None, enterprise_id: str | None = None
    ) -> AuthorizeResult:
        workspace = None
        # Help needs no token: it is given even when we do not know yet who we are.
        with contextlib.suppress(*CALL_ERRORS):
            workspace = await desk.api.workspaces.token(team_id) if team_id else None
        # From what we know: Bolt's own way is a call of auth.test before every acknowledgement.
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=workspace.bot_token if workspace else None,
            bot_user_id=workspace.bot_user_id if workspace else None,
            bot_id=workspace.bot_id if workspace else None,
        )

    app = AsyncApp(
        logger=bolt_log.logger(),
        authorize=authorize,
        before_authorize=intake.middleware,
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
    )
    listeners = Listeners(desk)
    app.command(COMMAND)(listeners.command)
    app.action(MODAL_ACTION)(listeners.button)
    app.action(parts.OPEN)(listeners.part)
    app.action(document_form.OPEN)(listeners.document)
    app.action(draft_view.STOP)(listeners.stop)
    for event in stopping.EVENTS:
        app.event(event)(listeners.stopped)
    return app
