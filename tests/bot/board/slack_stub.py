"""A desk whose Slack answers at once: for what is measured or told apart from the network."""

from __future__ import annotations

from typing import Any

from bot.domain.scope import Speaker
from bot.guide import Guide
from bot.slack.desk import Desk
from bot.slack.people import People
from bot.state.database import Database


class AnsweringSlack:
    """Everybody of the office is a full member of it; files are kept.

    Attributes:
        uploaded: names and bytes of the files, with where they went in `places`.
    """

    def __init__(self) -> None:
        self.uploaded: list[tuple[str, bytes]] = []
        self.places: list[str] = []

    async def client(self, team: str, *, patient: bool = False) -> AnsweringSlack:
        """Itself, for any workspace."""
        return self

    async def users_info(self, *, user: str) -> dict[str, Any]:
        """A member by id."""
        return {"user": {"id": user, "profile": {"real_name": f"担当 {user[-2:]}"}}}

    async def conversations_open(self, *, users: str) -> dict[str, Any]:
        """The DM of a person."""
        return {"channel": {"id": f"D{users[1:]}"}}

    async def files_upload_v2(
        self, *, file_uploads: list[dict[str, Any]], channel: str, initial_comment: str
    ) -> None:
        """Keeps the files."""
        self.uploaded += [(one["filename"], one["file"]) for one in file_uploads]
        self.places.append(channel)


class OneGuide:
    """Asking, as far as the board needs it."""

    def __init__(self, guide: Guide):
        self._guide = guide

    async def guide(self) -> Guide:
        """The guide."""
        return self._guide


def stub_desk(database: Database, guide: Guide, now: float) -> Desk:
    """A desk with a stopped clock."""
    api: Any = AnsweringSlack()
    asking: Any = OneGuide(guide)
    return Desk(
        database=database,
        asking=asking,
        api=api,
        people=People(api, lambda: now),
        staff_channel="",
        clock=lambda: now,
    )


MEMBER = Speaker(team="T0OFFICE", user="U0CONS01")
