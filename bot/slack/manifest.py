"""The app as `slack/manifest.yaml` declares it to Slack: the one source of scopes and events.

The file stands at the top of the checkout, where a person creating the app finds it. It is read
from there also after `pip install -e`; the bot is run from a checkout, never from a wheel.
Limits: https://docs.slack.dev/reference/app-manifest
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import Field, StringConstraints

from bot.domain.answer import Model

PATH = Path(__file__).parents[2] / "slack" / "manifest.yaml"

_Name = Annotated[str, StringConstraints(pattern=r"^[a-z_]+(?:[.:][a-z._]+)*$")]


class DisplayInformation(Model):
    """What people see of the app before they talk to it."""

    name: str = Field(max_length=35)
    description: str = Field(max_length=140)
    long_description: str = Field(min_length=174, max_length=4000)
    background_color: str = Field(pattern=r"^#(?:[0-9a-fA-F]{3}){1,2}$")


class AppHome(Model):
    """The tabs of the app."""

    home_tab_enabled: bool
    messages_tab_enabled: bool
    messages_tab_read_only_enabled: bool


class SuggestedPrompt(Model):
    """A question to start with: what the button says, and what it asks."""

    title: str = Field(min_length=1)
    message: str = Field(min_length=1)


class AgentView(Model):
    """How the app presents itself as an agent."""

    agent_description: str = Field(max_length=300)
    suggested_prompts: tuple[SuggestedPrompt, ...] = Field(max_length=4)


class BotUser(Model):
    """The name the bot speaks under."""

    display_name: str = Field(max_length=80)
    always_online: bool


class Shortcut(Model):
    """An entry in the menu of a message, or in the global one."""

    name: str = Field(max_length=24)
    type: Literal["message", "global"]
    callback_id: str = Field(max_length=255)
    description: str = Field(max_length=150)


class SlashCommand(Model):
    """A command; `url` only where Slack calls us over HTTP."""

    command: str = Field(max_length=32, pattern=r"^/[a-z0-9_-]+$")
    description: str = Field(max_length=2000)
    usage_hint: str = Field(max_length=1000)
    should_escape: bool
    url: str | None = None


class Features(Model):
    """What the app puts into Slack."""

    app_home: AppHome
    agent_view: AgentView
    bot_user: BotUser
    shortcuts: tuple[Shortcut, ...] = Field(max_length=10)
    slash_commands: tuple[SlashCommand, ...] = Field(max_length=50)


class Scopes(Model):
    """What the bot token may do."""

    bot: tuple[_Name, ...] = Field(max_length=255)


class OauthConfig(Model):
    """How the app is installed."""

    scopes: Scopes
    redirect_urls: tuple[str, ...] = ()


class EventSubscriptions(Model):
    """What Slack tells the app; `request_url` only over HTTP."""

    bot_events: tuple[_Name, ...] = Field(max_length=100)
    request_url: str | None = None


class Interactivity(Model):
    """Buttons, modals and shortcuts; `request_url` only over HTTP."""

    is_enabled: bool
    request_url: str | None = None


class AppSettings(Model):
    """How Slack reaches the app."""

    event_subscriptions: EventSubscriptions
    interactivity: Interactivity
    org_deploy_enabled: bool
    socket_mode_enabled: bool
    token_rotation_enabled: bool


class Manifest(Model):
    """The whole file; a field Slack does not know or a text too long for it is an error."""

    display_information: DisplayInformation
    features: Features
    oauth_config: OauthConfig
    settings: AppSettings


@cache
def manifest() -> Manifest:
    """The manifest, read once."""
    return Manifest.model_validate(yaml.safe_load(PATH.read_text(encoding="utf-8")))


def scopes() -> tuple[str, ...]:
    """The bot scopes the app asks for."""
    return manifest().oauth_config.scopes.bot


def events() -> tuple[str, ...]:
    """The events the app subscribes to."""
    return manifest().settings.event_subscriptions.bot_events
