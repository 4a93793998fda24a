"""The form of a self-check part: each choice kept as it is made, the next step when it is sent."""

from __future__ import annotations

from sqlalchemy import Connection

from bot import wording
from bot.domain.walkthrough import Screen
from bot.slack.desk import Desk, Effect, Handled
from bot.slack.entitlement import closed, why_not
from bot.slack.handlers.saying import letter_to
from bot.slack.handlers.showing import keep
from bot.slack.handlers.staff import watch
from bot.slack.render import notice
from bot.slack.screens import screen_message
from bot.slack.work import Filled
from bot.state.outbox import Letter


async def filled(desk: Desk, work: Filled) -> Handled:
    """Keep what was chosen.

    The form says where it was opened; that its sender is there is asked of Slack (A19).
    """
    if reason := await why_not(desk, work.scope, work.speaker):
        return _told(work, reason)
    guide, now = await desk.asking.guide(), desk.clock()
    screen: Screen | None = None
    barred: str | None = None

    def commit(connection: Connection) -> tuple[Letter, ...]:
        nonlocal screen, barred
        warned = watch(connection, desk, work.scope, work.speaker)
        barred = closed(connection, work.scope)
        if barred is not None:
            return warned
        if work.values:
            screen = guide.fill(connection, work.scope, work.run, work.values, work.speaker, now)
        else:
            screen = guide.current(connection, work.scope, work.run, now)
        if screen is None or screen.run is None or not work.sent:
            return warned
        keep(connection, work.scope, work.thread, screen, now)
        return (letter_to(work.scope, screen_message(screen), work.thread), *warned)

    async def after() -> Handled:
        if barred is not None:
            return _told(work, barred)
        if not work.sent or work.ts is None or screen is None or screen.run is None:
            return Handled()
        said = notice(wording.WALK_FORM_SENT)
        where = {"channel": work.scope.channel, "ts": work.ts}
        what = {"text": said.text, "blocks": list(said.blocks)}
        return Handled(effects=(Effect(work.scope.team, "chat_update", where | what),))

    return Handled(commit, after=after)


def _told(work: Filled, reason: str) -> Handled:
    """Say why nothing was kept, once: when the form is sent."""
    if not work.sent:
        return Handled()
    arguments = {"channel": work.speaker.user, "text": notice(reason).text}
    return Handled(effects=(Effect(work.scope.team, "chat_postMessage", arguments),))
