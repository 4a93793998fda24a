"""Buttons and shortcuts: what to ask next, where to begin, whether it helped."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot import wording
from bot.domain.scope import Scope
from bot.state import inbox, memory
from bot.state.tables import feedback
from tests.fakes.slack import (
    CLIENT,
    DIRECT,
    GENERAL,
    OUTSIDE,
    SHARED,
    STAFF,
    FakeSlack,
    Fault,
    payloads,
)
from tests.scenarios.acts import (
    QUESTION,
    asked,
    button,
    elements,
    everything,
    labels,
    press,
    pressed,
)
from tests.scenarios.bot_thread import BotThread


def test_each_choice_asks_the_question_it_shows(slack: FakeSlack, bot: BotThread) -> None:
    answer = asked(slack, bot, GENERAL, STAFF)
    choices = [one for one in elements(answer.blocks) if one["action_id"].startswith("choice")]
    scope = Scope(team="T0OFFICE", channel=GENERAL)
    turn = bot.call(lambda c: memory.turn(c, scope, choices[0]["value"]))
    assert len(choices) == len(turn.choices) >= 2
    for one, question in zip(choices, turn.choices, strict=True):
        press(slack, bot, answer, one["action_id"])
        assert question in everything(slack.replies(GENERAL, str(answer.thread_ts))[-1])


def test_a_choice_pressed_twice_is_answered_once(slack: FakeSlack, bot: BotThread) -> None:
    """R2: without a second word, for the answer is in sight."""
    answer = asked(slack, bot, GENERAL, STAFF)
    press(slack, bot, answer, "choice")
    press(slack, bot, answer, "choice")
    assert len(slack.replies(GENERAL, str(answer.thread_ts))) == 2


def test_one_delivery_of_a_press_twice_is_one_press(slack: FakeSlack, bot: BotThread) -> None:
    """R1."""
    answer = asked(slack, bot, GENERAL, STAFF)
    found = button(answer, "choice")
    payload = pressed(slack, answer, found["action_id"], found["value"])
    for _ in range(3):
        assert bot.send(payload).status == 200
    bot.settled()
    assert len(slack.replies(GENERAL, str(answer.thread_ts))) == 2


def test_start_buttons_in_a_channel_answer_below_the_greeting(
    slack: FakeSlack, bot: BotThread
) -> None:
    bot.send(payloads.member_joined_channel(channel=SHARED))
    bot.settled()
    (greeting,) = slack.messages(SHARED)
    for number, (label, question) in enumerate(wording.STARTERS):
        assert label in labels(greeting)
        press(slack, bot, greeting, f"start:{number}", CLIENT)
        assert question in everything(slack.replies(SHARED, greeting.ts)[-1])


def test_start_buttons_on_the_home_answer_in_the_pressers_dm(
    slack: FakeSlack, bot: BotThread
) -> None:
    assert bot.send(payloads.home_action("start:0", value="0")).status == 200
    bot.settled()
    (answer,) = slack.messages(DIRECT)
    assert wording.STARTERS[0][1] in everything(answer)


def test_a_client_without_a_dm_gets_one_from_the_home(slack: FakeSlack, bot: BotThread) -> None:
    bot.send(payloads.home_action("start:1", value="1", user=CLIENT, user_team="T0CLIENT"))
    bot.settled()
    opened = [one for one in slack.world.channels.values() if one.user == CLIENT]
    assert len(slack.messages(opened[0].id)) == 1


def test_the_last_verdict_counts_and_only_its_giver_is_thanked(
    slack: FakeSlack, bot: BotThread
) -> None:
    answer = asked(slack, bot, SHARED, CLIENT)
    before = len(slack.messages(SHARED))
    press(slack, bot, answer, "feedback:good", CLIENT)
    press(slack, bot, answer, "feedback:bad", CLIENT)
    press(slack, bot, answer, "feedback:good", STAFF)
    rows = bot.call(lambda c: c.execute(select(feedback.c.speaker, feedback.c.verdict)).all())
    assert sorted(tuple(row) for row in rows) == [
        ("T0CLIENT:U0CLIENT", "bad"),
        ("T0OFFICE:U0STAFF", "good"),
    ]
    assert len(slack.messages(SHARED)) == before
    assert [one.user for one in slack.ephemerals] == [CLIENT, CLIENT, STAFF]
    assert "担当者に相談" in slack.ephemerals[1].text
    assert {one.thread_ts for one in slack.ephemerals} == {answer.thread_ts}


def test_thanks_for_an_answer_without_a_thread_stand_in_the_channel(
    slack: FakeSlack, bot: BotThread
) -> None:
    """Nobody opens a thread that holds one word only they can see."""
    bot.send(payloads.slash_command(text=QUESTION, channel=GENERAL))
    bot.settled()
    (answer,) = slack.messages(GENERAL)
    press(slack, bot, answer, "feedback:good")
    assert slack.ephemerals[0].thread_ts is None


def test_the_shortcut_answers_below_the_message_and_shows_what_it_read(
    slack: FakeSlack, bot: BotThread
) -> None:
    post = slack.say(SHARED, CLIENT, QUESTION)
    payload = payloads.message_shortcut(
        "ask_message", text=QUESTION, author=CLIENT, channel=SHARED, message_ts=post.ts
    )
    assert bot.send(payload).status == 200
    bot.settled()
    (answer,) = slack.replies(SHARED, post.ts)
    assert QUESTION in everything(answer)


LETTER = (
    "いつもお世話になっております。田中金属の田中です。先日はありがとうございました。\n"
    + "社内で相談したところ、いろいろな意見が出ました。" * 120
    + "\nそこで質問です。★一つ星とは何ですか？\n引き続きよろしくお願いいたします。"
)


def test_the_shortcut_on_a_long_letter_answers_what_it_asks(
    slack: FakeSlack, bot: BotThread
) -> None:
    post = slack.say(GENERAL, STAFF, LETTER)
    bot.send(payloads.message_shortcut("ask_message", text=LETTER, message_ts=post.ts))
    bot.settled()
    (answer,) = slack.replies(GENERAL, post.ts)
    said = everything(answer)
    assert "★一つ星とは何ですか？" in said
    assert "お世話になって" not in said
    assert "長すぎて" not in said


def test_the_shortcut_on_a_picture_says_that_there_is_nothing_to_read(
    slack: FakeSlack, bot: BotThread
) -> None:
    post = slack.say(GENERAL, STAFF, "")
    bot.send(payloads.message_shortcut("ask_message", text="", message_ts=post.ts))
    bot.settled()
    (answer,) = slack.replies(GENERAL, post.ts)
    assert "読み取れませんでした" in answer.text


def test_another_apps_message_in_a_shared_channel_can_be_asked_about(
    slack: FakeSlack, bot: BotThread
) -> None:
    """The message carries its own team, which is not ours."""
    post = slack.say(SHARED, CLIENT, QUESTION)
    payload = payloads.message_shortcut(
        "ask_message", text=QUESTION, author=CLIENT, channel=SHARED, message_ts=post.ts
    )
    payload["message"] |= {"bot_id": "B0OTHER", "team": "T0CLIENT"}
    bot.send(payload)
    bot.settled()
    assert len(slack.replies(SHARED, post.ts)) == 1


def test_where_the_bot_is_not_a_member_command_and_buttons_answer_the_asker_alone(
    slack: FakeSlack, bot: BotThread
) -> None:
    url = slack.response_url(OUTSIDE, STAFF)
    bot.send(payloads.slash_command(text=QUESTION, channel=OUTSIDE, response_url=url))
    bot.settled()
    (shown,) = slack.calls_of("response_url")
    blocks = shown.body["blocks"]
    choice = next(one for one in elements(blocks) if one["action_id"].startswith("choice"))
    payload = payloads.block_actions(
        choice["action_id"],
        value=choice["value"],
        channel=OUTSIDE,
        ephemeral=True,
        response_url=slack.response_url(OUTSIDE, STAFF),
    )
    assert bot.send(payload).status == 200
    bot.settled()
    assert len(slack.calls_of("response_url")) == 2
    assert slack.messages(OUTSIDE) == []


ODD_ACTIONS = (
    "nonsense", "", "choice", "choice:", "choice:²", "choice:-1", "choice:999999999999999999999",
    "start:99", "start:x", "feedback", "feedback:great", "solve", "consult:1", "x" * 255,
)  # fmt: skip
ODD_VALUES = ("", "²", "9" * 40, "'; --", "../../x")


def test_buttons_we_never_made_change_nothing(slack: FakeSlack, bot: BotThread) -> None:
    """A19: whatever stands in action and value."""
    answer = asked(slack, bot, GENERAL, STAFF)
    before = len(slack.messages(GENERAL))
    for action in ODD_ACTIONS:
        for value in ODD_VALUES:
            assert bot.send(pressed(slack, answer, action, value)).status == 200
    bot.settled()
    assert len(slack.messages(GENERAL)) == before
    assert set(bot.call(inbox.backlog)) == {"done"}


def test_the_button_of_a_deleted_message_changes_nothing(slack: FakeSlack, bot: BotThread) -> None:
    answer = asked(slack, bot, GENERAL, STAFF)
    slack.world.remove(answer)
    for action in ("feedback:good", "consult"):
        assert press(slack, bot, answer, action).status == 200
    assert "dead" not in bot.call(inbox.backlog)


def test_what_an_agent_does_beside_talking_is_acknowledged(
    slack: FakeSlack, bot: BotThread
) -> None:
    for payload in (
        payloads.agent_session_stopped("1.000001"),
        payloads.app_context_changed(GENERAL),
        payloads.agent_session_title_changed("1.000001"),
        payloads.event_callback({"type": "emoji_changed"}),
        payloads.view_closed("client_setup"),
        payloads.global_shortcut("nobody"),
        payloads.view_submission("somebody_elses", {}),
    ):
        assert bot.send(payload).status == 200
    bot.settled()
    # Who we are and what time it is are asked at the start.
    at_start = {"auth.test", "api.test"}
    assert [call for call in slack.calls if call.method not in at_start] == []


def test_the_chat_offers_questions_to_begin_with(slack: FakeSlack, bot: BotThread) -> None:
    assert bot.send(payloads.app_home_opened("messages")).status == 200
    bot.settled()
    prompts = slack.world.prompts[DIRECT, ""]["prompts"]
    assert [one["message"] for one in prompts] == [question for _, question in wording.STARTERS]


def test_a_slack_that_knows_no_prompts_is_left_in_peace(
    slack: FakeSlack, bot: BotThread, caplog: pytest.LogCaptureFixture
) -> None:
    slack.inject("assistant.threads.setSuggestedPrompts", Fault.error("unknown_method"))
    assert bot.send(payloads.app_home_opened("messages")).status == 200
    bot.settled()
    assert [row for row in caplog.records if row.levelname in {"WARNING", "ERROR"}] == []


def test_a_broken_press_of_the_form_button_is_acknowledged(
    slack: FakeSlack, bot: BotThread
) -> None:
    """R24: Bolt would answer 500."""
    for key in ("user", "trigger_id", "team", "channel", "container", "message"):
        payload = payloads.block_actions("setup:open", trigger_id=slack.trigger(STAFF))
        payload[key] = None
        assert bot.send(payload).status == 200
        payload.pop(key)
        assert bot.send(payload).status == 200
