"""What a speaker may do, from the team they belong to."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from bot.domain.scope import Role, Speaker
from bot.slack.api import CALL_ERRORS, WebApi

_REMEMBER_SECONDS = 600.0
_MOST = 5000


class People:
    """Roles, remembered for ten minutes so that who left loses theirs soon.

    Args:
        api: asks Slack about a person.
        clock: seconds since the epoch.
    """

    def __init__(self, api: WebApi, clock: Callable[[], float] = time.time):
        self._api = api
        self._clock = clock
        self._known: dict[tuple[str, str], tuple[float, Role]] = {}

    async def role(self, team: str, speaker: Speaker, *, fresh: bool = False) -> Role:
        """A full member of the installing team is staff, a member of another a client.

        Guests of the office's own workspace are clients too. Who cannot be known gets least:
        a stranger may still ask, but sees and changes nothing.

        Args:
            team: the installing team.
            speaker: by ids; a name proves nothing.
            fresh: ask Slack now, also whether a client's person is still there (A22).
        """
        if speaker.team is None:
            return "unknown"
        if speaker.team != team and not fresh:
            return "client"
        key = (team, speaker.user)
        known = self._known.get(key)
        if not fresh and known is not None and self._clock() - known[0] < _REMEMBER_SECONDS:
            return known[1]
        role = await self._asked(team, speaker)
        self._known.pop(key, None)
        if role != "unknown" and speaker.team == team:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[key] = (self._clock(), role)
        return role

    async def named(self, team: str, users: Iterable[str]) -> dict[str, str]:
        """What people are called, by id; who cannot be asked about is left out."""
        found: dict[str, str] = {}
        for user in users:
            try:
                client = await self._api.client(team, patient=True)
                person: Any = (await client.users_info(user=user))["user"]
            except (*CALL_ERRORS, KeyError):
                continue
            profile = person.get("profile") or {}
            if name := profile.get("real_name") or person.get("real_name") or person.get("name"):
                found[user] = str(name)
        return found

    async def _asked(self, team: str, speaker: Speaker) -> Role:
        outside = speaker.team != team
        try:
            client = await self._api.client(team, patient=True)
            person: Any = (await client.users_info(user=speaker.user))["user"]
        except (*CALL_ERRORS, KeyError):
            # Of people outside Slack need not tell; their team is in what it signed.
            return "client" if outside else "unknown"
        if person.get("deleted") or person.get("is_bot"):
            return "unknown"
        if outside:
            return "client"
        guest = any(
            person.get(flag) for flag in ("is_restricted", "is_ultra_restricted", "is_stranger")
        )
        return "client" if guest or person.get("team_id", team) != team else "staff"
