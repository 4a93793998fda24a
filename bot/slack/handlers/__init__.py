"""Work to what becomes of it, by its type."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from bot.slack.adding.messages import ACTION as ADDING
from bot.slack.desk import Desk, Handled
from bot.slack.handlers import (
    adding,
    board,
    channels,
    consulting,
    deciding,
    feedback,
    filling,
    home,
    in_time,
    indexing,
    papers,
    picking,
    questions,
    setup,
    walking,
)
from bot.slack.work import (
    Asked,
    ChannelChanged,
    ChatOpened,
    Described,
    Dropped,
    Filled,
    HomeOpened,
    Indexing,
    Joined,
    Papers,
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
        case Filled():
            return await filling.filled(desk, work)
        case Papers():
            return await papers.made(desk, work)
        case Dropped() | Described() | Indexing():
            return await _about_a_document(desk, work)
        case SetupSubmitted():
            return await setup.submitted(desk, work)
        case HomeOpened():
            return await home.opened(desk, work)
        case ChatOpened():
            return await home.chat_opened(desk, work)
        case Joined() | ChannelChanged() | Uninstalled():
            return await _happened(desk, work)


async def _about_a_document(desk: Desk, work: Dropped | Described | Indexing) -> Handled:
    """A document on its way into the index."""
    match work:
        case Dropped():
            return await adding.dropped(desk, work)
        case Described():
            return await adding.described(desk, work)
        case Indexing():
            return await indexing.indexed(desk, work)


async def _happened(desk: Desk, work: Joined | ChannelChanged | Uninstalled) -> Handled:
    """What became of a channel or of the installation."""
    match work:
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
    "begin": walking.begun,
    "walk": walking.moved,
    "feedback": feedback.judged,
    "consult": consulting.consulted,
    "solve": consulting.solved,
    "board": board.pressed,
    in_time.ACTION: in_time.picked,
    ADDING: deciding.pressed,
}
