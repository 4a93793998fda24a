"""「担当者に相談」: exactly one person is called, once, and the thread is theirs until solved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.advisor import Advisor
from bot.domain.client import Consultation
from bot.state import clients
from tests.fakes.slack import (
    CLIENT,
    CLIENT_TEAM,
    DIRECT,
    GENERAL,
    GUEST,
    SHARED,
    STAFF,
    FakeSlack,
    Message,
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
    everything,
    notified,
    opened_home,
    press,
    pressed,
    staff_notes,
    write,
)
from tests.scenarios.bot_thread import BotThread

SECOND = "U0SECOND"


def open_ones(bot: BotThread) -> list[Consultation]:
    """What waits for a person."""
    found: list[Consultation] = bot.call(lambda c: clients.open_consultations(c, "T0OFFICE", 99))
    return found


def consulted(slack: FakeSlack, bot: BotThread, text: str = QUESTION) -> tuple[Message, Message]:
    """A client asks and calls the consultant: the answer, and the call."""
    answer = asked(slack, bot, SHARED, CLIENT, text)
    press(slack, bot, answer, "consult", CLIENT)
    return answer, slack.replies(SHARED, str(answer.thread_ts))[-1]


def test_the_bound_consultant_alone_is_called_with_question_answer_and_link(
    slack: FakeSlack, bot: BotThread
) -> None:
    bind(bot)
    answer, call = consulted(slack, bot)
    said = everything(call)
    assert notified(call) == {STAFF}
    assert QUESTION in said
    assert "宣言の2段階目です。" in said
    assert f"/archives/{SHARED}/p{answer.ts.replace('.', '')}" in said
    assert call.thread_ts == answer.thread_ts
    assert [one.consultant for one in open_ones(bot)] == [STAFF]
    assert staff_notes(slack) == []


def test_markup_in_the_question_calls_nobody_else(slack: FakeSlack, bot: BotThread) -> None:
    """A14: typed as text, and as Slack would send a real mention."""
    bind(bot)
    text = f"&lt;!here&gt; <!channel> &lt;@{CLIENT}&gt; <@{GUEST}> *★* とは何ですか"
    answer = asked(slack, bot, SHARED, CLIENT, text)
    press(slack, bot, answer, "consult", CLIENT)
    _, *replies = [answer, *slack.replies(SHARED, str(answer.thread_ts))[1:]]
    assert notified(answer) == set()
    assert notified(replies[-1]) == {STAFF}


def test_a_second_press_by_either_side_calls_nobody_again(slack: FakeSlack, bot: BotThread) -> None:
    bind(bot)
    answer, _ = consulted(slack, bot)
    before = len(slack.messages(SHARED))
    for user in (CLIENT, STAFF, CLIENT):
        press(slack, bot, answer, "consult", user)
    assert len(slack.messages(SHARED)) == before
    assert [one.user for one in slack.ephemerals] == [CLIENT, STAFF, CLIENT]
    assert "もう担当者にお伝えして" in slack.ephemerals[0].text
    assert len(open_ones(bot)) == 1


def test_while_a_person_has_it_the_bot_speaks_only_when_mentioned(
    slack: FakeSlack, bot: BotThread
) -> None:
    bind(bot)
    answer, call = consulted(slack, bot)
    thread = str(answer.thread_ts)
    write(slack, bot, SHARED, CLIENT, "★★は何ですか？", thread)
    assert not slack.replies(SHARED, thread)[-1].bot_id
    write(slack, bot, SHARED, CLIENT, "<@U0BOT> ★★は何ですか？", thread)
    assert slack.replies(SHARED, thread)[-1].bot_id
    press(slack, bot, call, "solve", STAFF)
    write(slack, bot, SHARED, CLIENT, "基本枠の締切はいつですか？", thread)
    assert "[1]" in slack.replies(SHARED, thread)[-1].text


@pytest.mark.parametrize("user", [CLIENT, STAFF])
def test_either_side_marks_it_solved_once(slack: FakeSlack, bot: BotThread, user: str) -> None:
    bind(bot)
    answer, call = consulted(slack, bot)
    press(slack, bot, call, "solve", user)
    assert open_ones(bot) == []
    replies = slack.replies(SHARED, str(answer.thread_ts))
    assert "解決済みにしました" in replies[-1].text
    changed = next(one for one in replies if one.ts == call.ts)
    assert elements(changed.blocks) == []
    assert bot.send(pressed(slack, call, "solve", button(call, "solve")["value"])).status == 200
    bot.settled()
    assert len(slack.replies(SHARED, str(answer.thread_ts))) == len(replies)


def test_staff_marks_it_solved_on_the_home_and_sees_it_gone(
    slack: FakeSlack, bot: BotThread
) -> None:
    bind(bot)
    answer, _ = consulted(slack, bot)
    assert COMPANY in opened_home(slack, bot)
    view = slack.home(STAFF)
    assert view is not None
    solve = button(view, "solve")
    bot.send(payloads.home_action("solve", value=solve["value"]))
    bot.settled()
    assert open_ones(bot) == []
    assert "解決済みにしました" in slack.replies(SHARED, str(answer.thread_ts))[-1].text
    view = slack.home(STAFF)
    assert view is not None
    assert "solve" not in [one["action_id"] for one in elements(view["blocks"])]


@pytest.mark.parametrize("user", [CLIENT, GUEST, "U0LEFT"])
def test_nobody_else_solves_from_a_home(slack: FakeSlack, bot: BotThread, user: str) -> None:
    """A19, A22: forged, by a guest, by somebody who left the office since."""
    slack.add(User("U0LEFT", name="left", deleted=True))
    bind(bot)
    consulted(slack, bot)
    team = slack.world.users[user].team_id
    number = str(open_ones(bot)[0].id)
    bot.send(payloads.home_action("solve", value=number, user=user, user_team=team))
    bot.settled()
    assert len(open_ones(bot)) == 1


def test_who_left_calls_nobody_with_an_old_button(slack: FakeSlack, bot: BotThread) -> None:
    """A22: who presses is looked up at the press, on either side."""
    bind(bot)
    answer = asked(slack, bot, SHARED, CLIENT)
    slack.add(User(CLIENT, CLIENT_TEAM, name="tanaka", is_stranger=True, deleted=True))
    press(slack, bot, answer, "consult", CLIENT)
    assert open_ones(bot) == []
    assert len(slack.replies(SHARED, str(answer.thread_ts))) == 1


def test_who_has_no_team_calls_nobody(slack: FakeSlack, bot: BotThread) -> None:
    """A21."""
    bind(bot)
    answer = asked(slack, bot, SHARED, CLIENT)
    found = button(answer, "consult")
    payload = pressed(slack, answer, "consult", found["value"], CLIENT)
    payload["user"]["team_id"] = None
    assert bot.send(payload).status == 200
    bot.settled()
    assert open_ones(bot) == []


def test_an_unbound_channel_is_told_to_the_staff_channel(slack: FakeSlack, bot: BotThread) -> None:
    answer, call = consulted(slack, bot)
    assert notified(call) == set()
    assert "このスレッドでお返事します" in call.text
    assert "登録" not in call.text
    (note,) = staff_notes(slack)
    assert f"<#{SHARED}>" in note.text
    assert QUESTION in everything(note)
    assert elements(note.blocks) == []
    assert len(open_ones(bot)) == 1


def test_a_paused_clients_consultant_is_not_named(slack: FakeSlack, bot: BotThread) -> None:
    """A20: who reads along is not known; staff is told with the company's name."""
    bind(bot)
    bot.send(payloads.channel_shared(SHARED, connected_team="T0THIRD"))
    bot.settled()
    _, call = consulted(slack, bot)
    assert notified(call) == set()
    assert COMPANY not in everything(call)
    assert COMPANY in staff_notes(slack)[-1].text


def test_a_consultant_who_left_is_replaced_by_the_staff_channel(
    slack: FakeSlack, bot: BotThread
) -> None:
    slack.add(User(SECOND, name="suzuki"))
    bind(bot, consultant=SECOND)
    slack.add(User(SECOND, name="suzuki", deleted=True))
    answer = asked(slack, bot, SHARED, CLIENT)
    press(slack, bot, answer, "consult", CLIENT)
    call = slack.replies(SHARED, str(answer.thread_ts))[-1]
    assert notified(call) == set()
    assert COMPANY in staff_notes(slack)[-1].text


def test_from_a_dm_staff_learns_who_asked(slack: FakeSlack, bot: BotThread) -> None:
    post = write(slack, bot, DIRECT, STAFF, QUESTION)
    (answer,) = slack.replies(DIRECT, post.ts)
    press(slack, bot, answer, "consult", STAFF)
    assert "ご連絡します" in slack.replies(DIRECT, post.ts)[-1].text
    (note,) = staff_notes(slack)
    assert STAFF in note.text
    assert "archives" not in everything(note)


def test_an_office_without_a_staff_channel_promises_nothing(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]
) -> None:
    with BotThread(slack, tmp_path, open_advisor) as bot:
        _, call = consulted(slack, bot)
        assert "直接ご連絡ください" in call.text
        assert len(open_ones(bot)) == 1


def test_below_a_command_the_call_and_its_end_share_a_thread(
    slack: FakeSlack, bot: BotThread
) -> None:
    slack.change_channel(GENERAL, members=("U0BOT", STAFF, GUEST))
    bind(bot, channel=SHARED)
    bot.send(payloads.slash_command(text=QUESTION, channel=SHARED))
    bot.settled()
    answer = slack.messages(SHARED)[-1]
    press(slack, bot, answer, "consult")
    (call,) = slack.replies(SHARED, answer.ts)
    press(slack, bot, call, "solve")
    assert "解決済みにしました" in slack.replies(SHARED, answer.ts)[-1].text


def test_a_third_company_that_presses_pauses_first(slack: FakeSlack, bot: BotThread) -> None:
    """A20."""
    bind(bot)
    answer = asked(slack, bot, SHARED, CLIENT)
    slack.add(User("U0THIRD", "T0THIRD", name="third", is_stranger=True))
    slack.change_channel(SHARED, members=("U0BOT", STAFF, CLIENT, "U0THIRD"))
    press(slack, bot, answer, "consult", "U0THIRD")
    call = slack.replies(SHARED, str(answer.thread_ts))[-1]
    assert notified(call) == set()
    assert any("登録のときにはいなかった" in one.text for one in staff_notes(slack))
