"""The manifest is one Slack takes, and asks for nothing it does not need."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from bot.settings import Settings
from bot.slack import manifest
from bot.slack.manifest import Manifest

# What we do with each scope. A scope nobody uses is one more thing a client has to trust us with.
USES = {
    "app_mentions:read": {"app_mention"},
    "assistant:write": {
        "agent_session_stopped",
        "agent_session_title_changed",
        "app_context_changed",
        "assistant.threads.setStatus",
        "assistant.threads.setSuggestedPrompts",
    },
    "channels:history": {"message.channels", "conversations.history", "conversations.replies"},
    "channels:read": {
        "conversations.info",
        "conversations.members",
        "channel_archive",
        "channel_deleted",
        "channel_id_changed",
        "channel_left",
        "channel_rename",
        "channel_shared",
        "channel_unshared",
        "member_joined_channel",
    },
    "chat:write": {
        "chat.postMessage",
        "chat.update",
        "chat.postEphemeral",
        "chat.startStream",
        "chat.appendStream",
        "chat.stopStream",
        "chat.delete",
    },
    "commands": {"/hoshi", "ask_message"},
    "files:read": {"files.info"},
    "files:write": {"files.getUploadURLExternal", "files.completeUploadExternal"},
    "groups:history": {"message.groups", "conversations.history", "conversations.replies"},
    "groups:read": {
        "conversations.info",
        "conversations.members",
        "group_archive",
        "group_deleted",
        "group_left",
        "group_rename",
        "member_joined_channel",
    },
    "im:history": {"message.im", "conversations.history", "conversations.replies"},
    "im:write": {"conversations.open"},
    "users:read": {"users.info"},
}
NEED_NO_SCOPE = {"app_home_opened", "app_uninstalled", "tokens_revoked"}


def raw() -> dict[str, Any]:
    """The file as it stands, to be spoilt."""
    loaded: dict[str, Any] = yaml.safe_load(manifest.PATH.read_text(encoding="utf-8"))
    return loaded


def test_it_stands_where_a_person_creating_the_app_finds_it() -> None:
    top = manifest.PATH.parents[1]
    project = tomllib.loads((top / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["name"] == "hoshimichi"
    assert manifest.PATH.relative_to(top).as_posix() == "slack/manifest.yaml"


def test_every_scope_is_used() -> None:
    assert set(manifest.scopes()) == set(USES)


def test_every_event_has_its_scope() -> None:
    covered = {use for uses in USES.values() for use in uses}

    assert set(manifest.events()) - covered == NEED_NO_SCOPE


def test_nothing_is_listed_twice() -> None:
    assert len(set(manifest.scopes())) == len(manifest.scopes())
    assert len(set(manifest.events())) == len(manifest.events())


def test_events_for_public_channels_have_their_private_twin() -> None:
    events = set(manifest.events())
    for name in ("archive", "deleted", "left", "rename"):
        assert {f"channel_{name}", f"group_{name}"} <= events


def test_it_starts_over_socket_mode_with_buttons() -> None:
    settings = manifest.manifest().settings

    assert settings.socket_mode_enabled
    assert settings.interactivity.is_enabled
    assert not settings.token_rotation_enabled
    assert not settings.org_deploy_enabled


def test_people_can_write_to_the_app_and_see_its_home() -> None:
    home = manifest.manifest().features.app_home

    assert home.home_tab_enabled
    assert home.messages_tab_enabled
    assert not home.messages_tab_read_only_enabled


def test_the_command_and_the_shortcut_are_ours() -> None:
    features = manifest.manifest().features

    assert [one.command for one in features.slash_commands] == ["/hoshi"]
    assert [(one.name, one.callback_id, one.type) for one in features.shortcuts] == [
        ("ほしみちに聞く", "ask_message", "message"),
        ("この文章を確認", "check_wording", "message"),
    ]


def test_prompts_fit_on_a_button() -> None:
    for prompt in manifest.manifest().features.agent_view.suggested_prompts:
        assert len(prompt.title) <= 20
        assert len(prompt.message) <= 75


def test_the_guide_names_every_setting() -> None:
    guide = (manifest.PATH.parents[1] / "docs" / "slack-setup.md").read_text(encoding="utf-8")
    names = {str(one.validation_alias) for one in Settings.model_fields.values()}

    assert {name for name in names if f"`{name}`" not in guide} == set()


def _too_many(features: dict[str, Any], name: str, count: int) -> None:
    features[name] = features[name][:1] * count


@pytest.mark.parametrize(
    ("name", "most"),
    [("shortcuts", 10), ("slash_commands", 50)],
)
def test_more_than_slack_takes_is_refused(name: str, most: int) -> None:
    spoilt = raw()
    _too_many(spoilt["features"], name, most)
    Manifest.model_validate(spoilt)
    _too_many(spoilt["features"], name, most + 1)

    with pytest.raises(ValidationError, match=name):
        Manifest.model_validate(spoilt)


def test_a_fifth_prompt_is_refused() -> None:
    spoilt = raw()
    _too_many(spoilt["features"]["agent_view"], "suggested_prompts", 5)

    with pytest.raises(ValidationError, match="suggested_prompts"):
        Manifest.model_validate(spoilt)


@pytest.mark.parametrize(
    ("room", "name", "length"),
    [
        ("display_information", "name", 36),
        ("display_information", "description", 141),
        ("display_information", "long_description", 173),
        ("display_information", "long_description", 4001),
    ],
)
def test_a_text_of_the_wrong_length_is_refused(room: str, name: str, length: int) -> None:
    spoilt = raw()
    spoilt[room][name] = "星" * length

    with pytest.raises(ValidationError, match=name):
        Manifest.model_validate(spoilt)


def test_an_unknown_field_is_refused() -> None:
    spoilt = raw()
    spoilt["features"]["assistant_view"] = {}

    with pytest.raises(ValidationError, match="assistant_view"):
        Manifest.model_validate(spoilt)
