"""The Bolt app: intake in front, and the few listeners that must answer within three seconds."""

from __future__ import annotations

import logging
import re
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck

from bot import wording
from bot.domain.scope import Speaker
from bot.slack.api import CALL_ERRORS, WebApi
from bot.slack.forms import setup_form
from bot.slack.intake import Intake
from bot.slack.payload import actor, installed
from bot.slack.people import People
from bot.slack.reading import MODAL_ACTION
from bot.slack.words import SETUP_WORDS

log = logging.getLogger(__name__)
_COMMAND = "/hoshi"
_CHANNEL = re.compile(r"[CG][A-Z0-9]{1,30}")


class Listeners:
    """Answers what cannot wait for a worker: help, and forms, whose trigger lives three seconds.

    Args:
        api: reaches Slack.
        people: knows who is staff.
    """

    def __init__(self, api: WebApi, people: People):
        self._api = api
        self._people = people

    async def command(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """`/hoshi` alone, with 使い方 or with setup; questions went to the inbox."""
        word = str(body.get("text") or "").strip().casefold()
        if word not in SETUP_WORDS:
            await ack(text=wording.COMMAND_HELP)
            return
        await ack()
        team, user = str(body["team_id"]), str(body["user_id"])
        speaker = Speaker(team=team, user=user)
        here = body.get("channel_id")
        await self._open(team, speaker, str(body["trigger_id"]), here, here)

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


def application(intake: Intake, api: WebApi, people: People) -> AsyncApp:
    """An AsyncApp whose surfaces have checked the signature before they dispatch to it."""

    async def authorize(
        team_id: str | None = None, enterprise_id: str | None = None
    ) -> AuthorizeResult:
        workspace = await api.workspaces.token(str(team_id))
        # From what we know: Bolt's own way is a call of auth.test before every acknowledgement.
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=workspace.bot_token if workspace else None,
            bot_user_id=workspace.bot_user_id if workspace else None,
            bot_id=workspace.bot_id if workspace else None,
        )

    app = AsyncApp(
        authorize=authorize,
        before_authorize=intake.middleware,
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
    )
    listeners = Listeners(api, people)
    app.command(_COMMAND)(listeners.command)
    app.action(MODAL_ACTION)(listeners.button)
    return app
