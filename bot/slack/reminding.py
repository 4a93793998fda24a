"""Sends the reminders that are due: each once, in the office's hours, to bound clients only."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection

from bot import wording
from bot.domain.walkthrough import Offer, Screen
from bot.slack.desk import Desk
from bot.slack.handlers.saying import letter_to
from bot.slack.postman import Postman
from bot.slack.screens import screen_message
from bot.state import clients, outbox, reminders
from bot.state.outbox import Posting
from bot.walkthroughs import screens
from knowledge.dates import JST

EVERY_SECONDS = 60.0
_OPENS, _CLOSES = dt.time(9, 0), dt.time(18, 0)
_SATURDAY = 5
# What a paused client would have heard is kept for when it is bound again.
_A_DAY = 86_400.0
_CHECK_AGAIN = f"{screens.START}self-check"


def in_office_hours(now: float) -> bool:
    """Whether somebody reads at this moment: weekdays, nine to six in Japan."""
    moment = dt.datetime.fromtimestamp(now, JST)
    return moment.weekday() < _SATURDAY and _OPENS <= moment.time() < _CLOSES


async def remind(desk: Desk, postman: Postman, worker: str) -> None:
    """Post what is due.

    A reminder is marked and its letter stored in one transaction: whatever dies afterwards, the
    outbox posts it, once; and of two workers only one marks it.
    """
    now = desk.clock()
    if in_office_hours(now):
        await postman.deliver(await desk.database.run(lambda c: _planned(c, worker, now)))


def _planned(connection: Connection, worker: str, now: float) -> list[Posting]:
    letters = []
    for due in reminders.take_due(connection, now):
        client = clients.client(connection, due.scope)
        if client is None:
            continue
        if client.state != "active":
            reminders.remind(connection, due.scope, due.subject, due.text, now + _A_DAY)
            continue
        offers = (Offer(value=_CHECK_AGAIN, label=wording.REVIEW_BUTTON, primary=True),)
        screen = Screen(title=wording.REVIEW_TITLE, text=due.text, offers=offers)
        letters.append(letter_to(due.scope, screen_message(screen)))
    return outbox.plan(connection, tuple(letters), worker, now)
