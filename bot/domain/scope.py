"""Whose data: every port takes a scope first."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bot.domain.answer import Model

# Slack's ids have 9 to 11 characters.
Id = Annotated[str, Field(max_length=30)]

# What a speaker may do. In a shared channel their own team decides; who is unknown gets least.
Role = Literal["staff", "client", "unknown"]


class Scope(Model):
    """Where client data lives: the installing team and a channel, both by id."""

    team: Id
    channel: Id


class Speaker(Model):
    """Who speaks: ids are unique only within their own team. `team` is None when Slack hides it."""

    team: Id | None
    user: Id
