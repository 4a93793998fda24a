"""The message that says how far an addition is, changed in place."""

from __future__ import annotations

import logging

from bot.domain.scope import Scope
from bot.slack.adding import messages, words
from bot.slack.api import CALL_ERRORS
from bot.slack.desk import Desk, Effect
from bot.slack.render import SlackMessage
from bot.state import additions
from bot.state.additions import Addition

log = logging.getLogger(__name__)


class Line:
    """The message that says how far an addition is; losing a word of it loses nothing."""

    def __init__(self, desk: Desk, addition: Addition):
        self._desk = desk
        self._addition = addition
        self._said = ""

    async def tell(self, step: str) -> None:
        """Say which step is being done."""
        said = words.STEPS[step]
        if said == self._said:
            return
        self._said = said
        found = self._addition = await placed(self._desk, self._addition)
        for effect in update(found.scope, found.line, messages.line(found.name, step)):
            try:
                client = await self._desk.api.client(effect.team)
                await client.chat_update(**effect.arguments)
            except CALL_ERRORS as error:
                log.info("a line was not changed: %s", type(error).__name__)


async def placed(desk: Desk, addition: Addition) -> Addition:
    """The addition with its message, once that was posted."""
    if addition.line is not None:
        return addition
    return await desk.database.run(lambda c: additions.place(c, addition))


def update(scope: Scope, ts: str | None, message: SlackMessage) -> tuple[Effect, ...]:
    """Put a message in the place of one that was posted."""
    if ts is None:
        return ()
    where = {"channel": scope.channel, "ts": ts}
    what = {"text": message.text, "blocks": list(message.blocks)}
    return (Effect(scope.team, "chat_update", where | what),)
