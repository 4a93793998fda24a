"""A channel becomes a client's: by staff only, from a form that opens in several ways."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.domain.client import Client
from bot.domain.scope import Scope
from bot.state import clients
from tests.fakes.slack import (
    CLIENT,
    CLIENT_TEAM,
    DIRECT,
    GUEST,
    OUTSIDE,
    SHARED,
    STAFF,
    FakeSlack,
    User,
    payloads,
)
from tests.scenarios.acts import (
    COMPANY,
    bind,
    button,
    elements,
    form,
    notified,
    opened_home,
    pressed,
    staff_notes,
    write,
)
from tests.scenarios.bot_thread import BotThread

SECOND = "U0SECOND"


def bound(bot: BotThread, channel: str = SHARED) -> Client | None:
    """The client of a channel."""
    scope = Scope(team="T0OFFICE", channel=channel)
    found: Client | None = bot.call(lambda c: clients.client(c, scope))
    return found


def initial_channel(slack: FakeSlack) -> str | None:
    """The channel the open form begins with."""
    content: dict[str, Any] = slack.modals[-1].content
    block = next(one for one in content["blocks"] if one["block_id"] == "channel")
    found: str | None = block["element"].get("initial_conversation")
    return found


def test_the_command_opens_the_form_for_its_channel(slack: FakeSlack, bot: BotThread) -> None:
    trigger = slack.trigger(STAFF)
    receipt = bot.send(payloads.slash_command("setup", channel=SHARED, trigger_id=trigger))
    assert (receipt.status, receipt.body) == (200, b"")
    slack.wait_for(lambda: slack.modals)
    assert initial_channel(slack) == SHARED


def test_a_mention_offers_the_button_that_opens_it(slack: FakeSlack, bot: BotThread) -> None:
    """External members have no commands; nobody needs one."""
    post = write(slack, bot, SHARED, STAFF, "<@U0BOT> 設定")
    (offer,) = slack.replies(SHARED, post.ts)
    found = button(offer, "setup")
    trigger = slack.trigger(STAFF)
    payload = pressed(slack, offer, "setup:open", found["value"], trigger_id=trigger)
    assert bot.send(payload).status == 200
    slack.wait_for(lambda: slack.modals)
    assert initial_channel(slack) == SHARED


def test_the_home_opens_it_without_a_channel(slack: FakeSlack, bot: BotThread) -> None:
    opened_home(slack, bot)
    bot.send(payloads.home_action("setup:open", trigger_id=slack.trigger(STAFF)))
    slack.wait_for(lambda: slack.modals)
    assert initial_channel(slack) is None


def test_a_dm_is_no_clients_channel(slack: FakeSlack, bot: BotThread) -> None:
    trigger = slack.trigger(STAFF)
    bot.send(payloads.slash_command("設定", channel=DIRECT, trigger_id=trigger))
    slack.wait_for(lambda: slack.modals)
    assert initial_channel(slack) is None


def test_a_bound_channel_names_its_client_and_consultant(slack: FakeSlack, bot: BotThread) -> None:
    bind(bot)
    client = bound(bot)
    assert client is not None
    assert (client.company, client.consultant, client.state) == (COMPANY, STAFF, "active")
    assert CLIENT_TEAM in client.teams
    (said,) = slack.messages(SHARED)
    assert COMPANY in said.text
    assert notified(said) == {STAFF}


def test_binding_again_replaces_company_and_consultant(slack: FakeSlack, bot: BotThread) -> None:
    slack.add(User(SECOND, name="suzuki"))
    slack.change_channel(SHARED, members=("U0BOT", STAFF, SECOND, CLIENT))
    bind(bot)
    bind(bot, "鈴木製作所", SECOND)
    client = bound(bot)
    assert client is not None
    assert (client.company, client.consultant) == ("鈴木製作所", SECOND)
    assert len(bot.call(lambda c: clients.all_clients(c, "T0OFFICE"))) == 1


def test_an_old_submission_sent_again_changes_nothing(slack: FakeSlack, bot: BotThread) -> None:
    """A28."""
    old = payloads.view_submission("client_setup", form("古い会社", STAFF, SHARED))
    assert bot.send(old).status == 200
    bot.settled()
    bind(bot)
    before = len(slack.messages(SHARED))
    for _ in range(3):
        assert bot.send(old).status == 200
    bot.settled()
    client = bound(bot)
    assert client is not None
    assert client.company == COMPANY
    assert len(slack.messages(SHARED)) == before


@pytest.mark.parametrize(
    "person",
    [
        User(CLIENT, CLIENT_TEAM, name="tanaka", is_stranger=True),
        User(GUEST, name="guest", is_restricted=True),
        User("U0ULTRA", name="ultra", is_ultra_restricted=True),
        User("U0LEFT", name="left", deleted=True),
        # A25: the name of an admin proves nothing.
        User("U0FAKE", "T0FAKE", name="sato", is_stranger=True),
    ],
)
def test_only_full_members_of_the_office_bind(
    slack: FakeSlack, bot: BotThread, person: User
) -> None:
    """A22, A24, A25: at the command, the button, the mention and the form itself."""
    slack.add(person)
    room = slack.world.channels[SHARED]
    slack.change_channel(SHARED, members=(*room.members, person.id))
    trigger = slack.trigger(person.id)
    if person.team_id == "T0OFFICE":
        bot.send(
            payloads.slash_command("setup", channel=SHARED, user=person.id, trigger_id=trigger)
        )
    post = write(slack, bot, SHARED, person.id, "<@U0BOT> 設定")
    (said,) = slack.replies(SHARED, post.ts)
    assert elements(said.blocks) == []
    payload = pressed(slack, said, "setup:open", "open", person.id, trigger_id=trigger)
    assert bot.send(payload).status == 200
    slack.wait_for(lambda: slack.ephemerals)
    values = form(COMPANY, STAFF, SHARED)
    bot.send(
        payloads.view_submission("client_setup", values, user=person.id, user_team=person.team_id)
    )
    bot.settled()
    assert slack.modals == []
    assert bound(bot) is None


def test_who_has_no_known_team_binds_nothing(slack: FakeSlack, bot: BotThread) -> None:
    """A21."""
    for team in (None, "T0NOBODY", ""):
        payload = payloads.view_submission("client_setup", form(COMPANY, STAFF, SHARED))
        payload["user"]["team_id"] = team
        assert bot.send(payload).status == 200
    bot.settled()
    assert bound(bot) is None


def test_a_client_who_presses_setup_is_told_where_only_they_see_it(
    slack: FakeSlack, bot: BotThread
) -> None:
    bot.send(payloads.member_joined_channel(channel=SHARED))
    bot.settled()
    (greeting,) = slack.messages(SHARED)
    bot.send(
        pressed(slack, greeting, "setup:open", "open", CLIENT, trigger_id=slack.trigger(CLIENT))
    )
    slack.wait_for(lambda: slack.ephemerals)
    assert slack.ephemerals[0].user == CLIENT
    assert "事務所のメンバーだけ" in slack.ephemerals[0].text


MISSING: tuple[tuple[str, dict[str, Any]], ...] = (
    ("company", {"value": None}),
    ("company", {"value": "   "}),
    ("consultant", {"selected_user": None}),
    ("channel", {"selected_conversation": None}),
)


def test_a_missing_field_is_named_in_the_form(slack: FakeSlack, bot: BotThread) -> None:
    for block, element in MISSING:
        values = form(COMPANY, STAFF, SHARED)
        values[block][block] |= element
        receipt = bot.send(payloads.view_submission("client_setup", values))
        answer = json.loads(receipt.body)
        assert answer["response_action"] == "errors"
        assert list(answer["errors"]) == [block]
    bot.settled()
    assert bound(bot) is None


def test_a_channel_the_bot_is_not_in_is_not_bound(slack: FakeSlack, bot: BotThread) -> None:
    for channel in (OUTSIDE, "C0NOWHERE", "C<!here>", DIRECT):
        bind(bot, channel=channel)
        assert bound(bot, channel) is None
    told = [one.text for one in slack.messages(DIRECT)]
    assert len(told) == 2
    assert all("/invite @ほしみち" in one for one in told)


def test_the_consultant_is_one_of_the_office(slack: FakeSlack, bot: BotThread) -> None:
    for consultant in (CLIENT, GUEST, "U0BOT", "U0NOBODY", "<!here>"):
        bind(bot, consultant=consultant)
        assert bound(bot) is None
    assert slack.messages(SHARED) == []
    assert "事務所のメンバーを選んで" in slack.messages(DIRECT)[-1].text


def test_a_consultant_outside_the_channel_is_to_be_invited(
    slack: FakeSlack, bot: BotThread
) -> None:
    """A mention reaches nobody who is not in the channel."""
    slack.add(User(SECOND, name="suzuki"))
    bind(bot, consultant=SECOND)
    (told,) = slack.messages(DIRECT)
    assert "招待してください" in told.text
    assert bound(bot) is not None


NAMES = (
    "<!channel>",
    "<!here|x> <@U0CLIENT>",
    "*太字* _斜体_ ~線~ `code`",
    '=HYPERLINK("http://evil.example")',
    "http://evil.example/<b>",
    "🏭" * 90 + "株式会社",
    "あ" * 100,
    "&" * 100,
    "{company} {0} %s",
    "行\n分け\t\u202e逆\u0000",
    ":+1: > 引用",
)


def test_a_companys_name_is_only_a_name(slack: FakeSlack, bot: BotThread) -> None:
    """A10, A14: on the Home, in messages and in notes to staff; within Slack's limits."""
    for name in NAMES:
        bind(bot, name)
        said = slack.messages(SHARED)[-1]
        assert notified(said) == {STAFF}
        assert "<http" not in said.text
        bot.send(payloads.channel_unshared(SHARED))
        bot.settled()
        note = staff_notes(slack)[-1]
        assert notified(note) == set()
        assert "*太字*" not in note.text
        assert "<!" not in opened_home(slack, bot)
    assert len(staff_notes(slack)) == len(NAMES)


def test_seventy_clients_with_long_names_come_page_by_page(
    slack: FakeSlack, bot: BotThread
) -> None:
    for number in range(70):
        client = Client(
            scope=Scope(team="T0OFFICE", channel=f"C0{number:05}"),
            company="&🏭" * 50,
            consultant=STAFF,
            state="active",
        )
        bot.call(lambda c, client=client: clients.bind(c, client, "x", 1.0))
    assert "1〜20件目 / 70件" in opened_home(slack, bot)
