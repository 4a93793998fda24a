"""What happens to channels: other people in a client's channel pause it until bound again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.advisor import Advisor
from bot.domain.scope import Scope
from bot.state import clients
from tests.fakes.slack import (
    CLIENT,
    CLIENT_TEAM,
    DIRECT,
    GENERAL,
    SHARED,
    STAFF,
    FakeSlack,
    User,
    payloads,
)
from tests.scenarios.acts import (
    COMPANY,
    QUESTION,
    asked,
    bind,
    button,
    elements,
    opened_home,
    press,
    pressed,
    staff_notes,
    write,
)
from tests.scenarios.bot_thread import BotThread

THIRD = "T0THIRD"


def state(bot: BotThread, channel: str = SHARED) -> str:
    """The state of a channel's client."""
    scope = Scope(team="T0OFFICE", channel=channel)
    found = bot.call(lambda c: clients.client(c, scope))
    return str(found.state) if found else "unbound"


def send(bot: BotThread, *given: dict[str, Any]) -> None:
    """Deliver events and wait."""
    for payload in given:
        assert bot.send(payload).status == 200
    bot.settled()


def moved(old: str, new: str) -> dict[str, Any]:
    """A private channel became shared and got another id."""
    event = {"type": "channel_id_changed", "old_channel_id": old, "new_channel_id": new}
    return payloads.event_callback(event)


def test_a_channel_that_becomes_shared_is_paused_and_told_once(
    slack: FakeSlack, bot: BotThread
) -> None:
    """A20."""
    bind(bot, channel=GENERAL)
    before = len(staff_notes(slack))
    send(bot, *(payloads.channel_shared(GENERAL) for _ in range(3)))
    assert state(bot, GENERAL) == "paused"
    (note,) = staff_notes(slack, before)
    assert COMPANY in note.text
    assert button(note, "setup")["value"] == GENERAL


def test_the_client_itself_coming_in_changes_nothing(slack: FakeSlack, bot: BotThread) -> None:
    bind(bot)
    send(
        bot,
        payloads.channel_shared(SHARED, connected_team=CLIENT_TEAM),
        payloads.member_joined_channel("U0MORE", channel=SHARED, member_team=CLIENT_TEAM),
        payloads.member_joined_channel(STAFF, channel=SHARED),
    )
    assert state(bot) == "active"
    assert staff_notes(slack) == []


@pytest.mark.parametrize("way", ["shared", "joined", "speaks"])
def test_a_third_company_pauses_the_client(slack: FakeSlack, bot: BotThread, way: str) -> None:
    """A20: however it shows first; its question is answered from public knowledge."""
    bind(bot)
    slack.add(User("U0THIRD", THIRD, name="third", is_stranger=True))
    ways = {
        "shared": lambda: send(bot, payloads.channel_shared(SHARED, connected_team=THIRD)),
        "joined": lambda: send(
            bot, payloads.member_joined_channel("U0THIRD", channel=SHARED, member_team=THIRD)
        ),
        "speaks": lambda: asked(slack, bot, SHARED, "U0THIRD"),
    }
    ways[way]()
    assert state(bot) == "paused"
    for other in ways.values():
        other()
    (note,) = staff_notes(slack)
    assert "登録のときにはいなかった" in note.text


def test_binding_again_from_the_note_takes_it_up(slack: FakeSlack, bot: BotThread) -> None:
    """A20: and who comes next is told again, on the same day too."""
    bind(bot)
    send(bot, payloads.channel_shared(SHARED, connected_team=THIRD))
    slack.change_channel(SHARED, connected_team_ids=(CLIENT_TEAM, THIRD))
    (note,) = staff_notes(slack)
    payload = pressed(
        slack, note, "setup:open", button(note, "setup")["value"], trigger_id=slack.trigger(STAFF)
    )
    send(bot, payload)
    slack.wait_for(lambda: slack.modals)
    shown = next(one for one in slack.modals[-1].content["blocks"] if one["block_id"] == "channel")
    assert shown["element"]["initial_conversation"] == SHARED
    bind(bot)
    assert state(bot) == "active"
    send(bot, payloads.channel_shared(SHARED, connected_team=THIRD))
    assert state(bot) == "active"
    send(bot, payloads.channel_shared(SHARED, connected_team="T0FOURTH"))
    assert state(bot) == "paused"
    assert len(staff_notes(slack)) == 2


def test_the_end_of_sharing_is_told_as_such(slack: FakeSlack, bot: BotThread) -> None:
    """R34."""
    bind(bot)
    send(bot, payloads.channel_unshared(SHARED), payloads.channel_unshared(SHARED))
    assert state(bot) == "paused"
    (note,) = staff_notes(slack)
    assert "共有が終わりました" in note.text


def test_another_name_changes_nothing(slack: FakeSlack, bot: BotThread) -> None:
    bind(bot)
    slack.change_channel(SHARED, name="renamed")
    send(bot, payloads.channel_rename(SHARED))
    assert state(bot) == "active"
    assert staff_notes(slack) == []


@pytest.mark.parametrize("gone", [payloads.channel_archive, payloads.channel_left])
def test_a_channel_that_is_gone_freezes_its_client(
    slack: FakeSlack, bot: BotThread, gone: Callable[..., dict[str, Any]]
) -> None:
    """R34: nothing else is told or changed after that."""
    bind(bot)
    send(bot, gone(SHARED), gone(SHARED), payloads.channel_shared(SHARED, connected_team=THIRD))
    assert state(bot) == "frozen"
    (note,) = staff_notes(slack)
    assert "登録し直して" in note.text
    assert "チャンネルがありません" in opened_home(slack, bot)


def test_invited_again_it_offers_to_bind_again(slack: FakeSlack, bot: BotThread) -> None:
    bind(bot)
    send(bot, payloads.channel_left(SHARED), payloads.member_joined_channel(channel=SHARED))
    greeting = slack.messages(SHARED)[-1]
    assert "setup:open" in [one["action_id"] for one in elements(greeting.blocks)]
    bind(bot)
    assert state(bot) == "active"


def test_a_changed_id_is_followed_with_all_that_belongs_to_it(
    slack: FakeSlack, bot: BotThread
) -> None:
    """A private channel gets a new id when it becomes shared: paused, and old buttons work."""
    bind(bot)
    answer = asked(slack, bot, SHARED, CLIENT)
    press(slack, bot, answer, "consult", CLIENT)
    call = slack.replies(SHARED, str(answer.thread_ts))[-1]
    slack.world.channels["C0NEW"] = slack.change_channel(SHARED, id="C0NEW")
    slack.world.messages["C0NEW"] = {
        one.ts: replace(one, channel="C0NEW") for one in slack.messages(SHARED)
    }
    send(bot, moved(SHARED, "C0NEW"), moved(SHARED, "C0NEW"))
    assert (state(bot), state(bot, "C0NEW")) == ("unbound", "paused")
    (note,) = staff_notes(slack)
    assert "<#C0NEW>" in note.text
    payload = pressed(slack, call, "solve", button(call, "solve")["value"], channel="C0NEW")
    send(bot, payload)
    assert bot.call(lambda c: clients.open_consultations(c, "T0OFFICE", 9)) == []


def test_the_bot_greets_a_channel_once(slack: FakeSlack, bot: BotThread) -> None:
    send(
        bot,
        payloads.member_joined_channel(channel=SHARED),
        payloads.member_joined_channel(channel=SHARED),
        payloads.member_joined_channel(CLIENT, channel=SHARED, member_team=CLIENT_TEAM),
    )
    (greeting,) = slack.messages(SHARED)
    assert "setup:open" in [one["action_id"] for one in elements(greeting.blocks)]


def test_without_a_staff_channel_the_consultant_is_told(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]
) -> None:
    with BotThread(slack, tmp_path, open_advisor) as bot:
        bind(bot)
        send(bot, payloads.channel_shared(SHARED, connected_team=THIRD))
        assert COMPANY in slack.messages(DIRECT)[-1].text


@pytest.mark.parametrize("end", [payloads.tokens_revoked, payloads.app_uninstalled])
def test_the_end_of_an_installation_freezes_its_clients(
    slack: FakeSlack, bot: BotThread, end: Callable[..., dict[str, Any]]
) -> None:
    """R34."""
    bind(bot)
    bind(bot, "鈴木製作所", channel=GENERAL)
    slack.revoke("xoxb-office")
    send(bot, end())
    assert (state(bot), state(bot, GENERAL)) == ("frozen", "frozen")


def test_a_users_token_that_is_revoked_concerns_nobody(slack: FakeSlack, bot: BotThread) -> None:
    bind(bot)
    event = {"type": "tokens_revoked", "tokens": {"oauth": [STAFF], "bot": []}}
    send(bot, payloads.event_callback(event))
    assert state(bot) == "active"


def test_a_dm_with_an_external_person_gives_public_help_only(
    slack: FakeSlack, bot: BotThread
) -> None:
    """A23: no client data, no form."""
    bind(bot)
    slack.add(User("U0ALIEN", "T0ALIEN", name="alien", is_stranger=True))
    channel = slack.world.direct_message(slack.tokens["xoxb-office"], "U0ALIEN").id
    for text in ("設定", "使い方", QUESTION, f"{COMPANY}の担当者は誰ですか", "登録"):
        post = write(slack, bot, channel, "U0ALIEN", text)
        (said,) = slack.replies(channel, post.ts)
        assert STAFF not in said.text
        assert "setup:open" not in [one["action_id"] for one in elements(said.blocks)]
    assert COMPANY not in opened_home(slack, bot, "U0ALIEN")
