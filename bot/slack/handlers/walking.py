"""Walkthroughs in Slack: begun by a wish or a button, led on by buttons.

What somebody picked is stored in the transaction that closes the inbox row, so it is stored once
or not at all (R4). The message is changed after that: whoever presses what a crash left behind
is shown where the run stands.
"""

from __future__ import annotations

import logging
from typing import Any

from sqlalchemy import Connection

from bot import wording
from bot.domain.scope import Scope
from bot.domain.walkthrough import DocumentKind, Screen
from bot.slack.api import CALL_ERRORS, failure
from bot.slack.desk import Desk, Effect, Handled, letters
from bot.slack.entitlement import closed, own_client, why_not
from bot.slack.handlers.saying import letter, number, told
from bot.slack.handlers.showing import keep, order, shown_to
from bot.slack.handlers.staff import watch
from bot.slack.render import SlackMessage, notice
from bot.slack.screens import made_again, pressed, screen_message
from bot.slack.welcome import setup_offer
from bot.slack.work import Asked, Pressed
from bot.state.outbox import Letter

log = logging.getLogger(__name__)


async def moved(desk: Desk, work: Pressed) -> Handled:
    """A button of a screen, which is then changed in place."""
    press = pressed(work.value)
    if press is None:
        return told(work, wording.OLD_BUTTON)
    if reason := await why_not(desk, work.scope, work.speaker):
        return told(work, reason)
    if kind := made_again(press):
        return await _again(desk, work, press.run, kind)
    guide, now = await desk.asking.guide(), desk.clock()
    screen: Screen | None = None
    barred: str | None = None

    def commit(connection: Connection) -> tuple[Letter, ...]:
        nonlocal screen, barred
        warned = watch(connection, desk, work.scope, work.speaker)
        barred = closed(connection, work.scope)
        if barred is None:
            screen = guide.press(
                connection, work.scope, press.run, press.revision, press.step, press.value,
                work.speaker, now,
            )  # fmt: skip
            keep(connection, work.scope, work.thread, screen, now)
        return warned

    async def after() -> Handled:
        if barred is not None:
            return told(work, barred)
        # Another scope's run reads like one that never was (A18, A19).
        if screen is None or (screen.run is None and screen.became in {"stale", "refused"}):
            return told(work, wording.OLD_BUTTON)
        return await _changed(desk, work, screen_message(screen))

    return Handled(commit, after=after)


async def begun(desk: Desk, work: Pressed) -> Handled:
    """A button to begin; from the Home in the presser's own channel, else in their DM."""
    at = number(work.action.partition(":")[2])
    if at is None or at >= len(wording.BEGINNINGS):
        return Handled()
    scope, thread = work.scope, work.thread
    if not scope.channel:
        scope, thread = await _place_of(desk, work), None
    asked = Asked(
        scope=scope,
        speaker=work.speaker,
        text=wording.BEGINNINGS[at][1],
        via="button",
        thread=thread,
        addressed=True,
        response_url=work.response_url,
    )
    wanted = (await desk.asking.guide()).wanted(asked.text)
    return await wished(desk, asked, wanted) if wanted else told(work, wording.OLD_BUTTON)


async def wished(desk: Desk, work: Asked, wanted: str) -> Handled:
    """Begin, go on, or show where the client stands, where it was asked."""
    if barred := await desk.database.run(lambda c: closed(c, work.scope)):
        staff = await desk.people.role(work.scope.team, work.speaker) == "staff"
        return letters(letter(work, _barred(barred, work.scope, staff)))
    if reason := await why_not(desk, work.scope, work.speaker, spoke=work.via == "post"):
        return letters(letter(work, notice(reason)))
    guide, now = await desk.asking.guide(), desk.clock()

    def commit(connection: Connection) -> tuple[Letter, ...]:
        warned = watch(connection, desk, work.scope, work.speaker)
        if barred := closed(connection, work.scope):
            return (letter(work, notice(barred)), *warned)
        screen = guide.asked(connection, work.scope, wanted, work.speaker, now, work.text)
        return (shown_to(connection, work, screen, now), *warned)

    return Handled(commit)


async def _again(desk: Desk, work: Pressed, run: str, kind: DocumentKind) -> Handled:
    """Order a document anew that could not be handed over; the run may have gone on since."""
    guide, now = await desk.asking.guide(), desk.clock()
    ordered = False

    def commit(connection: Connection) -> tuple[Letter, ...]:
        nonlocal ordered
        warned = watch(connection, desk, work.scope, work.speaker)
        known = guide.current(connection, work.scope, run, now) is not None
        if known and closed(connection, work.scope) is None:
            order(connection, work.scope, work.thread, run, (kind,), now)
            ordered = True
        return warned

    async def after() -> Handled:
        if not ordered:
            return told(work, wording.OLD_BUTTON)
        return await _changed(desk, work, notice(wording.WALK_PAPER_MAKING))

    return Handled(commit, after=after)


async def _changed(desk: Desk, work: Pressed, message: SlackMessage) -> Handled:
    """Put a message where the button was; below it where Slack refuses to change that."""
    where: dict[str, Any] = {
        "channel": work.scope.channel,
        "text": message.text,
        "blocks": list(message.blocks),
    }
    if work.ts is not None:
        try:
            client = await desk.api.client(work.scope.team, patient=True)
            await client.chat_update(ts=work.ts, **where)
            return Handled()
        except CALL_ERRORS as error:
            log.warning("screen not changed: %s", type(error).__name__)
            if failure(error).outcome != "refused":
                return Handled()
    more = {"thread_ts": work.thread} if work.thread else {}
    return Handled(effects=(Effect(work.scope.team, "chat_postMessage", where | more),))


async def _place_of(desk: Desk, work: Pressed) -> Scope:
    if client := await own_client(desk, work.scope.team, work.speaker):
        return client.scope
    api = await desk.api.client(work.scope.team, patient=True)
    opened = await api.conversations_open(users=work.speaker.user)
    return Scope(team=work.scope.team, channel=opened["channel"]["id"])


def _barred(reason: str, scope: Scope, staff: bool) -> SlackMessage:
    if not staff:
        return notice(reason)
    unbound = reason == wording.WALK_UNBOUND
    return setup_offer(wording.WALK_UNBOUND_STAFF if unbound else reason, scope.channel)
