"""What follows on a step of an addition: messages that stand are changed, files that waited go.

Each is an inbox row stored with the step, so that a process that dies right after it leaves no
message that says forever what is being done, and no button that does nothing.
"""

from __future__ import annotations

import asyncio
import logging

from bot.slack.adding import messages
from bot.slack.adding.line import placed, update
from bot.slack.api import CALL_ERRORS
from bot.slack.desk import Desk, Effect, Handled
from bot.slack.handlers.adding import cleared
from bot.slack.work import Indexing
from bot.state.additions import Addition

log = logging.getLogger(__name__)

_WAITS = (0.0, 0.5, 1.0, 2.0, 4.0)


class NotPosted(Exception):
    """The message to be changed is not in Slack yet."""


async def followed(desk: Desk, work: Indexing, found: Addition) -> Handled:
    """Change a message to what has become of the addition by now; done twice it is the same."""
    if work.step == "shut":
        said = messages.shut(found)
        return await _changed(desk, update(work.scope, work.ts, said) if said else ())
    if found.state in messages.ENDED:
        await cleared(desk, found.id)
    last = messages.last_word(found)
    if last is None:
        return Handled()
    found = await _posted(desk, found)
    return await _changed(desk, update(found.scope, found.line, last))


async def _posted(desk: Desk, found: Addition) -> Addition:
    """The addition with its line, which Slack may make wait.

    Raises:
        NotPosted: it waits still; to be tried again.
    """
    for seconds in _WAITS:
        await asyncio.sleep(seconds)
        found = await placed(desk, found)
        if found.line is not None:
            return found
    raise NotPosted


async def _changed(desk: Desk, effects: tuple[Effect, ...]) -> Handled:
    for effect in effects:
        client = await desk.api.client(effect.team, patient=True)
        try:
            await client.chat_update(**effect.arguments)
        except CALL_ERRORS as error:
            log.warning("a message was not changed: %s", type(error).__name__)
    return Handled()
