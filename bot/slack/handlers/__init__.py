"""Work to what becomes of it, by its type."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from bot.slack.desk import Desk, Handled
from bot.slack.handlers import (
    channels,
    consulting,
    feedback,
    home,
    picking,
    questions,
    setup,
)
from bot.slack.work import (
    Asked,
    ChannelChanged,
    ChatOpened,
    HomeOpened,
    Joined,
    Pressed,
    SetupSubmitted,
    Uninstalled,
    Work,
)

log = logging.getLogger(__name__)


async def handle(desk: Desk, work: Work) -> Handled:
    """What is to become of a piece of work."""
    match work:
        case Asked():
            return await questions.asked(desk, work)
        case Pressed():
            return await _pressed(desk, work)
        case SetupSubmitted():
            return await setup.submitted(desk, work)
        case HomeOpened():
            return await home.opened(desk, work)
        case ChatOpened():
            return await home.chat_opened(desk, work)
        case Joined():
            return await channels.joined(desk, work)
        case ChannelChanged():
            return await channels.changed(desk, work)
        case Uninstalled():
            return await channels.uninstalled(desk, work)


async def _pressed(desk: Desk, work: Pressed) -> Handled:
    """A button by its action; one we never made does nothing."""
    name = work.action.partition(":")[0]
    handler = _BUTTONS.get(name)
    if handler is None:
        log.info("unknown action")
        return Handled()
    return await handler(desk, work)


_BUTTONS: dict[str, Callable[[Desk, Pressed], Awaitable[Handled]]] = {
    "choice": picking.chosen,
    "start": picking.started,
    "feedback": feedback.judged,
    "consult": consulting.consulted,
    "solve": consulting.solved,
}
