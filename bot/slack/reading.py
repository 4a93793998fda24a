"""Slack's payloads as work: what to store, under which key, and what to let pass.

Anything unexpected is let pass: Slack would only send it again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.domain.scope import Scope
from bot.slack import draft_view, parts, talk
from bot.slack.adding import form as document_form
from bot.slack.payload import Payload, actor, bot_user, installed, speaker, storable
from bot.slack.work import (
    Asked,
    ChannelChanged,
    ChatOpened,
    Described,
    Dropped,
    DroppedFile,
    Filled,
    HomeOpened,
    Joined,
    Pressed,
    SetupSubmitted,
    Uninstalled,
    Work,
)
from bot.state.inbox import Delivery
from bot.walkthroughs.secret import masked, masked_name, secret_in

MODAL_ACTION = "setup:open"
SETUP_VIEW = "client_setup"
SHORTCUT = "ask_message"
WORDING_SHORTCUT = "check_wording"
_USER = re.compile(r"[UW][A-Z0-9]{1,30}")
_CHANNEL = re.compile(r"[CG][A-Z0-9]{1,30}")
_CHANGES = {
    "channel_shared": "shared",
    "channel_unshared": "unshared",
    "channel_rename": "renamed",
    "group_rename": "renamed",
    "channel_archive": "archived",
    "group_archive": "archived",
    "channel_deleted": "archived",
    "group_deleted": "archived",
    "channel_left": "left",
    "group_left": "left",
    "channel_id_changed": "id_changed",
}


class Unreadable(Exception):
    """A payload that is not what Slack documents."""


def delivery(body: Payload) -> Delivery | None:
    """What to store of a payload; None for what is nobody's business or nobody's yet.

    Raises:
        Unreadable: the payload lacks what it must have.
    """
    try:
        if "command" in body:
            return _stored(body, talk.from_command(body), str(body["trigger_id"]))
        kind = body.get("type")
        if kind == "event_callback":
            return _event(body)
        if kind == "block_actions":
            action = body["actions"][0]
            key = f"{body['user']['id']}:{action['action_ts']}:{action['action_id']}"
            chosen = parts.chosen(body) if parts.is_item(action) else _pressed(body)
            return _stored(body, chosen, key)
        if kind == "message_action" and body.get("callback_id") == SHORTCUT:
            return _stored(body, talk.from_shortcut(body), str(body["trigger_id"]))
        if kind == "message_action" and body.get("callback_id") == WORDING_SHORTCUT:
            return _stored(body, talk.from_wording_shortcut(body), str(body["trigger_id"]))
        if kind == "view_submission" and body["view"].get("callback_id") == SETUP_VIEW:
            return _stored(body, _submitted(body), f"{body['view']['id']}:{body['view']['hash']}")
        if kind == "view_submission" and body["view"].get("callback_id") == parts.VIEW:
            key = f"{body['view']['id']}:{body['view']['hash']}"
            return _stored(body, parts.sent(body), key)
        if kind == "view_submission" and body["view"].get("callback_id") == document_form.VIEW:
            key = f"{body['view']['id']}:{body['view']['hash']}"
            return _stored(body, _described(body), key)
    except (KeyError, TypeError, IndexError, AttributeError, ValueError) as error:
        raise Unreadable(type(error).__name__) from error
    return None


def post_key(work: Asked) -> str:
    """What the events about one post share."""
    # Time first: keys that grow stay on few pages of the database's indexes.
    return f"{work.ts}:{work.scope.channel}:{work.scope.team}"


def _event(body: Payload) -> Delivery | None:
    work = _work(body, body["event"])
    if work is None:
        return None
    post = None
    if isinstance(work, Asked):
        post = post_key(work)
        work = talk.from_files(body, work) or work
    return _stored(body, work, str(body["event_id"]), post)


def _work(body: Payload, event: Payload) -> Work | None:
    kind, team = event["type"], installed(body)
    if kind in {"message", "app_mention"}:
        return talk.from_post(body)
    if kind == "app_home_opened":
        return _opened(body, event, team)
    if kind == "member_joined_channel":
        scope = Scope(team=team, channel=str(event["channel"]))
        if event["user"] == bot_user(body):
            return Joined(scope=scope)
        return ChannelChanged(scope=scope, change="member", team=event.get("team"))
    if kind in {"tokens_revoked", "app_uninstalled"}:
        if kind == "tokens_revoked" and not event.get("tokens", {}).get("bot"):
            return None
        return Uninstalled(team=team, at=body.get("event_time"))
    if kind in _CHANGES:
        return _channel_changed(event, team, _CHANGES[kind])
    return None


def _opened(body: Payload, event: Payload, team: str) -> Work | None:
    who = speaker(body, event, event["user"])
    if event.get("tab") == "messages":
        return ChatOpened(scope=Scope(team=team, channel=str(event["channel"])), speaker=who)
    return HomeOpened(team=team, speaker=who) if event.get("tab") == "home" else None


def _channel_changed(event: Payload, team: str, change: str) -> ChannelChanged:
    channel = event.get("channel") or event.get("old_channel_id")
    channel = channel["id"] if isinstance(channel, Mapping) else channel
    return ChannelChanged.model_validate(
        {
            "scope": {"team": team, "channel": channel},
            "change": change,
            "team": event.get("connected_team_id") or event.get("previously_connected_team_id"),
            "channel": event.get("new_channel_id"),
        }
    )


def _pressed(body: Payload) -> Pressed | None:
    action = body["actions"][0]
    # Answered at once, by Bolt's listeners.
    at_once = {MODAL_ACTION, parts.OPEN, document_form.OPEN, draft_view.STOP}
    if action["action_id"] in at_once or action.get("url"):
        return None
    message = body.get("message") or {}
    container = body.get("container") or {}
    ts = message.get("ts") or container.get("message_ts")
    # A button on the Home has no channel: what it starts goes to the presser's own DM.
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id") or ""
    # Nothing can stand in the thread of what only one person sees.
    thread = None if container.get("is_ephemeral") else message.get("thread_ts") or ts
    return Pressed(
        scope=Scope(team=installed(body), channel=str(channel)),
        speaker=actor(body),
        action=str(action["action_id"])[:255],
        value=str(_value(action))[:2000],
        ts=ts and str(ts),
        thread=thread,
        response_url=body.get("response_url") or None,
    )


def _value(action: Payload) -> object:
    """What a button carries, or what was chosen in a menu."""
    option = action.get("selected_option") or {}
    return action.get("value") or option.get("value") or action.get("selected_user") or ""


def _submitted(body: Payload) -> SetupSubmitted:
    values = body["view"]["state"]["values"]
    company = str(values["company"]["company"]["value"])
    return SetupSubmitted(
        team=installed(body),
        speaker=actor(body),
        channel=_id(_CHANNEL, values["channel"]["channel"]["selected_conversation"]),
        company=" ".join(company.split())[:200],
        consultant=_id(_USER, values["consultant"]["consultant"]["selected_user"]),
    )


def _described(body: Payload) -> Described:
    view = body["view"]
    addition, file = document_form.addition_of(view), document_form.chosen_file(view)
    if not addition and file is None:
        raise ValueError("no file")
    return Described(
        team=installed(body),
        speaker=actor(body),
        addition=addition,
        file=DroppedFile(id=file[0], name=file[1][:300]) if file and not addition else None,
        values={key: value[:2000] for key, value in document_form.fields(view).items()},
    )


def _id(pattern: re.Pattern[str], value: object) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ValueError("no id")
    return value


def _without_secrets(work: Work) -> Work:
    """Work as it may be stored: what never reaches the disk cannot be found there (A29)."""
    if isinstance(work, Asked) and (kind := secret_in(work.text)):
        return work.model_copy(update={"text": masked(work.text), "secret": kind})
    if isinstance(work, Filled):
        kept = {step: value for step, value in work.values.items() if not secret_in(value)}
        return work.model_copy(update={"values": kept})
    if isinstance(work, Dropped):
        asked = _without_secrets(work.asked) if work.asked else None
        files = tuple(_well_named(file) for file in work.files)
        return work.model_copy(update={"asked": asked, "files": files})
    if isinstance(work, Described):
        values = {
            key: masked(said) if secret_in(said) else said for key, said in work.values.items()
        }
        file = _well_named(work.file) if work.file else None
        return work.model_copy(update={"values": values, "file": file})
    if isinstance(work, SetupSubmitted) and secret_in(work.company):
        raise ValueError("a secret for a name")
    return work


def _well_named(file: DroppedFile) -> DroppedFile:
    return file.model_copy(update={"name": masked_name(file.name)})


def _stored(body: Payload, work: Work | None, key: str, post: str | None = None) -> Delivery | None:
    if work is None:
        return None
    work = _without_secrets(work)
    scope = getattr(work, "scope", None)
    team = scope.team if scope else installed(body)
    channel = scope.channel if scope else "-"
    place = getattr(work, "thread", None) or getattr(work, "ts", None)
    who = getattr(work, "speaker", None)
    thread = place or (who.user if who else "-")
    return Delivery(
        delivery=f"{team}:{key}"[:255],
        post=post,
        kind=work.type,
        team=team,
        channel=channel or (who.user if who else "-"),
        thread=f"{thread}:{channel}"[:64],
        payload=storable(work),
    )
