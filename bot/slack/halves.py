"""Secrets told in two messages: the second is masked before it is stored (A29)."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from bot.domain.scope import Scope
from bot.slack.payload import storable
from bot.slack.work import Asked, Dropped
from bot.state import announcements
from bot.state.announcements import SECONDS
from bot.state.database import Database
from bot.state.inbox import Delivery
from bot.walkthroughs.secret import MASK, Secret
from bot.walkthroughs.split_secret import Announced, announced, completes, may_follow

_KINDS: tuple[Secret, ...] = get_args(Secret)


class Halves:
    """Knows what secrets were announced lately in each place, not what they are.

    What this process heard is known at once, what another one heard once it is stored.

    Args:
        database: keeps that something was announced.
        clock: seconds since the epoch.
    """

    def __init__(self, database: Database, clock: Callable[[], float]):
        self._database = database
        self._clock = clock
        self._heard: dict[tuple[Scope, Announced], float] = {}

    async def masked(self, delivery: Delivery) -> Delivery:
        """A delivery as it may be stored.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: it is not known whether it may.
        """
        work = _work(delivery)
        asked = work.asked if isinstance(work, Dropped) else work
        if work is None or asked is None or asked.secret:
            return delivery
        if named := announced(asked.text):
            await self._note(asked.scope, named)
        elif may_follow(asked.text):
            kind = await self._completed(asked)
            if kind is not None:
                said = asked.model_copy(update={"text": MASK, "secret": kind})
                whole = work.model_copy(update={"asked": said}) if work is not asked else said
                return delivery.model_copy(update={"payload": storable(whole)})
        return delivery

    async def _note(self, scope: Scope, named: Announced) -> None:
        now = self._clock()
        self._heard = {key: at for key, at in self._heard.items() if 0 <= now - at < SECONDS}
        self._heard[scope, named] = now
        await self._database.run(lambda c: announcements.note(c, scope, named, now))

    async def _completed(self, asked: Asked) -> Secret | None:
        """The kind of the secret a text completes."""
        now, scope = self._clock(), asked.scope
        each = [Announced(kind, broken_off) for kind in _KINDS for broken_off in (True, False)]
        may_be = [named for named in each if completes(named, asked.text)]
        here = {
            named for (place, named), at in self._heard.items()
            if place == scope and 0 <= now - at < SECONDS
        }  # fmt: skip
        found = next((named for named in may_be if named in here), None)
        if found is None:
            stored = await self._database.run(lambda c: announcements.lately(c, scope, now))
            found = next((named for named in may_be if named in stored), None)
        return found.kind if found else None


def _work(delivery: Delivery) -> Asked | Dropped | None:
    if delivery.kind == "asked":
        return Asked.model_validate_json(delivery.payload)
    return Dropped.model_validate_json(delivery.payload) if delivery.kind == "dropped" else None
