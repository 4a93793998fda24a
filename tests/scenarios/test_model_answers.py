"""Answers in a model's words: shown as they are written, stopped, kept, and in nobody's way."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot import wording
from bot.advisor import Advisor
from bot.state import tables
from tests.fakes.model.scripted_writer import NAME, PROMPT, ScriptedWriter
from tests.fakes.slack import (
    CLIENT,
    CLIENT_TEAM,
    DIRECT,
    GENERAL,
    GUEST,
    OFFICE,
    SHARED,
    STAFF,
    TOKEN,
    Channel,
    FakeSlack,
    Fault,
    Message,
    User,
    payloads,
)
from tests.faults.asking import channels
from tests.faults.asking import replies as bot_replies
from tests.scenarios.acts import QUESTION, button, everything, notified, pressed, write
from tests.scenarios.bot_thread import BotThread
from tests.scenarios.model_bot import ModelBot

FIRST, SECOND = ScriptedWriter.sentences
Started = Callable[..., AbstractContextManager[ModelBot]]


@pytest.fixture
def started(slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]) -> Started:
    """Starts a bot with a writer."""
    return lambda writer, **more: ModelBot(
        slack, tmp_path, open_advisor, writer, staff_channel=GENERAL, **more
    )


def ask(
    slack: FakeSlack, bot: BotThread, channel: str = GENERAL, user: str = STAFF,
    text: str = f"<@U0BOT> {QUESTION}", thread: str | None = None, **more: Any,
) -> Message:  # fmt: skip
    """Somebody asks; the answer is not waited for."""
    post = slack.say(channel, user, text, thread_ts=thread)
    kind = "app_mention" if "<@U0BOT>" in text else "message"
    assert bot.send(payloads.of_message(post, kind=kind, **more)).status == 200
    return post


def draft_of(slack: FakeSlack, post: Message) -> Message:
    """The draft below a question, once it is seen."""
    return slack.wait_for(lambda: bot_replies(slack, post))[0]


def no_streams(slack: FakeSlack) -> None:
    """A workspace, or a stand-in, that knows no streaming."""
    slack.tokens[TOKEN] = replace(OFFICE, can_stream=False)


def kept(bot: BotThread) -> list[Any]:
    """The drafts that are still kept."""
    return list(bot.call(lambda c: c.execute(select(tables.drafts)).all()))


def answers(bot: BotThread) -> list[dict[str, Any]]:
    """The answers that were kept."""
    return list(bot.call(lambda c: c.scalars(select(tables.turns.c.answer)).all()))


def test_a_draft_in_a_channel_becomes_the_answer(slack: FakeSlack, started: Started) -> None:
    writer = ScriptedWriter(hold=threading.Event())
    with started(writer) as bot:
        post = ask(slack, bot)
        draft = draft_of(slack, post)
        assert FIRST in draft.text
        assert SECOND not in draft.text
        assert button(draft, "stop")["text"]["text"] == wording.STOP
        assert not slack.calls_of("chat.startStream"), "others would not see it grow"
        writer.hold.set()
        bot.settled()
        (answer,) = bot_replies(slack, post)
        assert answer.ts == draft.ts
        assert FIRST in answer.text
        assert SECOND in answer.text
        assert "[1]" in answer.text
        assert {one["action_id"] for one in _buttons(answer)} >= {"consult", "feedback:good"}
        assert "stop" not in {one["action_id"] for one in _buttons(answer)}
        assert kept(bot) == []
        (stored,) = answers(bot)
        assert stored["written_by"] == {"model": NAME, "prompt": PROMPT}
    assert writer.closed
    for call in slack.calls_of("chat.postMessage"):
        assert not call.body["unfurl_links"]
        assert not call.body["unfurl_media"]


def test_a_draft_in_the_agents_conversation_is_streamed(slack: FakeSlack, started: Started) -> None:
    writer = ScriptedWriter(hold=threading.Event())
    with started(writer) as bot:
        post = ask(slack, bot, DIRECT, text=QUESTION)
        draft = draft_of(slack, post)
        writer.hold.set()
        bot.settled()
        (answer,) = bot_replies(slack, post)
    assert answer.ts == draft.ts
    assert "[1]" in answer.text
    (start,) = slack.calls_of("chat.startStream")
    assert start.body["recipient_user_id"] == STAFF
    assert start.body["recipient_team_id"] == OFFICE.team_id
    assert [call.outcome for call in slack.calls_of("chat.stopStream")] == ["ok"]
    said = [call.body["markdown_text"] for call in slack.calls_of("chat.appendStream")]
    assert "".join(said) in {"", f"\n{SECOND}"}
    assert slack.calls_of("chat.postMessage") == []


def test_a_stream_is_for_the_speaker_by_their_own_team(slack: FakeSlack, started: Started) -> None:
    slack.add(
        Channel(
            "D0CLIENT", name="dm", is_im=True, is_ext_shared=True, members=("U0BOT", CLIENT),
            connected_team_ids=(CLIENT_TEAM,), user=CLIENT,
        )
    )  # fmt: skip
    with started(ScriptedWriter()) as bot:
        post = ask(
            slack, bot, "D0CLIENT", CLIENT, QUESTION, context_team_id=CLIENT_TEAM,
            is_ext_shared=True,
        )  # fmt: skip
        bot.settled()
        assert len(bot_replies(slack, post)) == 1
    (start,) = slack.calls_of("chat.startStream")
    assert start.outcome == "ok"
    assert start.body["recipient_team_id"] == CLIENT_TEAM


def test_where_nothing_streams_drafts_are_changed_and_it_is_asked_once(
    slack: FakeSlack, started: Started
) -> None:
    no_streams(slack)
    writer = ScriptedWriter()
    with started(writer) as bot:
        for number in range(3):
            post = ask(slack, bot, DIRECT, text=f"{QUESTION}{'？' * number}")
            bot.settled()
            assert len(bot_replies(slack, post)) == 1
            assert FIRST in bot_replies(slack, post)[0].text
        assert kept(bot) == []
    assert len(slack.calls_of("chat.startStream")) == 1


def test_what_a_model_writes_calls_nobody_and_links_nowhere(
    slack: FakeSlack, started: Started
) -> None:
    """A13 to A17, should anything of it pass the checks."""
    evil = "<!channel> <@U0STAFF> [金](https://evil.example/x) <https://evil.example|ipa> `a` *b*"
    for channel, text in ((GENERAL, f"<@U0BOT> {QUESTION}"), (DIRECT, QUESTION)):
        writer = ScriptedWriter(sentences=(evil, SECOND), hold=threading.Event())
        with started(writer) as bot:
            post = ask(slack, bot, channel, text=text)
            draft = draft_of(slack, post)
            assert notified(draft) == set()
            writer.hold.set()
            bot.settled()
            (answer,) = bot_replies(slack, post)
            assert notified(answer) == set()
            assert "|ipa>" not in everything(answer)
    for call in slack.calls_of("chat.startStream"):
        for bad in ("<", "](", "://", "`", "*"):
            assert bad not in call.body["markdown_text"]


def test_slack_in_a_hurry_costs_updates_and_no_answer(slack: FakeSlack, started: Started) -> None:
    slack.inject("chat.update", Fault.rate_limited("1"), times=1)
    writer = ScriptedWriter(sentences=tuple(f"{n}番の文です。" for n in range(9)), seconds=0.2)
    with started(writer) as bot:
        post = ask(slack, bot)
        bot.settled()
        (answer,) = bot_replies(slack, post)
        assert "8番" in answer.text
        assert len(slack.calls_of("chat.update")) <= 5


@pytest.mark.parametrize("code", ["ratelimited", "not_in_channel", "msg_too_long"])
def test_a_draft_that_cannot_be_shown_costs_no_answer(
    slack: FakeSlack, started: Started, code: str
) -> None:
    fault = Fault.rate_limited("1") if code == "ratelimited" else Fault.error(code)
    slack.inject("chat.postMessage", fault)
    with started(ScriptedWriter()) as bot:
        post = ask(slack, bot)
        bot.settled()
        (answer,) = bot_replies(slack, post)
        assert FIRST in answer.text
        assert kept(bot) == []


def test_an_answer_of_several_messages_begins_in_the_drafts_place(
    slack: FakeSlack, started: Started
) -> None:
    writer = ScriptedWriter(sentences=tuple(f"{n}番。" + "長い文です。" * 60 for n in range(15)))
    with started(writer) as bot:
        post = ask(slack, bot)
        draft = draft_of(slack, post)
        bot.settled()
        found = bot_replies(slack, post)
    assert len(found) > 1
    assert found[0].ts == draft.ts
    assert "0番" in found[0].text
    assert not any(one["action_id"] == "stop" for one in _buttons(found[0]))


def test_a_deleted_draft_is_answered_anew(slack: FakeSlack, started: Started) -> None:
    writer = ScriptedWriter(hold=threading.Event())
    with started(writer) as bot:
        post = ask(slack, bot)
        draft = draft_of(slack, post)
        slack.world.remove(draft)
        writer.hold.set()
        bot.settled()
        (answer,) = bot_replies(slack, post)
        assert answer.ts != draft.ts
        assert FIRST in answer.text


# Stopping


@pytest.mark.parametrize("who", [STAFF, CLIENT])
def test_the_asker_and_staff_stop_an_answer(slack: FakeSlack, started: Started, who: str) -> None:
    writer = ScriptedWriter(hold=threading.Event())
    with started(writer) as bot:
        post = ask(slack, bot, SHARED, CLIENT, is_ext_shared=True)
        draft = draft_of(slack, post)
        at = time.monotonic()
        for _ in range(2):
            found = button(draft, "stop")
            press = pressed(slack, draft, found["action_id"], found["value"], who)
            assert bot.send(press).status == 200
        bot.settled()
        assert time.monotonic() - at < 5
        (answer,) = bot_replies(slack, post)
        assert FIRST in answer.text
        assert SECOND not in answer.text
        assert "途中で止めました" in answer.text
        assert "[1]" in answer.text, "what was composed stays"
        press = pressed(slack, draft, found["action_id"], found["value"], who)
        assert bot.send(press).status == 200
        bot.settled()
        assert bot_replies(slack, post) == [answer]


@pytest.mark.parametrize("who", [GUEST, "U0OTHER", "U0GONE"])
def test_nobody_else_stops_it(slack: FakeSlack, started: Started, who: str) -> None:
    slack.add(User("U0OTHER", CLIENT_TEAM, is_stranger=True), User("U0GONE", deleted=True))
    slack.change_channel(SHARED, members=("U0BOT", STAFF, CLIENT, GUEST, "U0OTHER"))
    writer = ScriptedWriter(hold=threading.Event())
    with started(writer) as bot:
        post = ask(slack, bot, SHARED, CLIENT, is_ext_shared=True)
        draft = draft_of(slack, post)
        found = button(draft, "stop")
        assert (
            bot.send(pressed(slack, draft, found["action_id"], found["value"], who)).status == 200
        )
        slack.wait_for(lambda: slack.calls_of("chat.postEphemeral"))
        writer.hold.set()
        bot.settled()
        (answer,) = bot_replies(slack, post)
        assert SECOND in answer.text
        assert "止めました" not in answer.text


def test_slacks_own_stop_ends_a_stream(slack: FakeSlack, started: Started) -> None:
    writer = ScriptedWriter(hold=threading.Event())
    with started(writer) as bot:
        post = ask(slack, bot, DIRECT, text=QUESTION)
        draft_of(slack, post)
        ended = slack.stop_streams(DIRECT, post.ts)
        assert len(ended) == 1
        event = payloads.agent_session_stopped(post.ts, streaming=ended)
        assert bot.send(event).status == 200
        assert bot.send(event).status == 200
        bot.settled()
        (answer,) = bot_replies(slack, post)
        assert "途中で止めました" in answer.text
        assert SECOND not in answer.text


def test_a_stop_that_is_learnt_of_while_appending_counts(
    slack: FakeSlack, started: Started
) -> None:
    slack.inject("chat.appendStream", Fault.error("stopped_by_user"))
    writer = ScriptedWriter(sentences=(FIRST, SECOND, "三つ目。"), seconds=0.8)
    with started(writer) as bot:
        post = ask(slack, bot, DIRECT, text=QUESTION)
        bot.settled()
        (answer,) = bot_replies(slack, post)
        assert "三つ目" not in answer.text
        assert "途中で止めました" in answer.text


def test_a_stop_pressed_at_another_process_is_seen(slack: FakeSlack, started: Started) -> None:
    writer = ScriptedWriter(
        sentences=tuple(f"{number}番の文です。" for number in range(8)), seconds=0.6
    )
    with started(writer) as bot, started(None) as other:
        post = ask(slack, bot)
        draft = draft_of(slack, post)
        found = button(draft, "stop")
        press = pressed(slack, draft, found["action_id"], found["value"], STAFF)
        assert other.send(press).status == 200
        bot.settled()
        (answer,) = bot_replies(slack, post)
        assert "途中で止めました" in answer.text


def test_a_writer_that_ignores_the_stop_is_left(slack: FakeSlack, started: Started) -> None:
    writer = ScriptedWriter(hold=threading.Event(), obeys=False)
    with started(writer) as bot:
        post = ask(slack, bot)
        draft = draft_of(slack, post)
        found = button(draft, "stop")
        bot.send(pressed(slack, draft, found["action_id"], found["value"], STAFF))
        bot.settled(5)
        (answer,) = bot_replies(slack, post)
        assert wording.STOPPED in answer.text
        assert "[1]" in answer.text
        writer.hold.set()


# Whose data, and for whom


def test_a_thread_brings_its_own_last_turns_and_no_others(
    slack: FakeSlack, started: Started
) -> None:
    """A11, A12, A18: two clients, two threads of one, nothing of any other."""
    slack.add(Channel("C0OTHERS", name="ext-other", members=("U0BOT", STAFF)))
    writer = ScriptedWriter()
    with started(writer) as bot:
        first = write(slack, bot, SHARED, STAFF, f"<@U0BOT> {QUESTION} 甲の合言葉カワセミ")
        write(slack, bot, "C0OTHERS", STAFF, f"<@U0BOT> {QUESTION} 乙の合言葉ハヤブサ")
        write(slack, bot, SHARED, STAFF, f"<@U0BOT> {QUESTION} 別の話題ツバメ")
        for number in range(8):
            write(slack, bot, SHARED, STAFF, f"<@U0BOT> {number}回目です。{QUESTION}", first.ts)
        write(slack, bot, "C0OTHERS", STAFF, "<@U0BOT> ★★とは何ですか", first.ts)
    threads = {order.spender.user: "" for order in writer.orders}
    assert set(threads) == {f"{OFFICE.team_id}:{STAFF}"}
    follow = [order for order in writer.orders if "回目" in order.material.question]
    seen = "\n".join(said.text for order in follow for said in order.thread)
    assert "カワセミ" in seen
    assert "ハヤブサ" not in seen
    assert "ツバメ" not in seen
    last = follow[-1].thread
    assert len(last) == 12
    assert [said.by for said in last] == ["user", "bot"] * 6
    assert all(len(said.text) <= 400 for said in last)
    assert "6回目" in last[-2].text
    others = [order for order in writer.orders if "ハヤブサ" in order.material.question]
    assert all(order.thread == () for order in others)
    assert writer.orders[-1].thread == (), "the same thread elsewhere is another"


def test_a_secret_is_never_in_a_thread(slack: FakeSlack, started: Started) -> None:
    writer = ScriptedWriter()
    with started(writer) as bot:
        post = write(slack, bot, GENERAL, STAFF, f"<@U0BOT> {QUESTION}")
        write(slack, bot, GENERAL, STAFF, "<@U0BOT> パスワードは Kawasemi#2931 です。", post.ts)
        write(slack, bot, GENERAL, STAFF, f"<@U0BOT> もう一度、{QUESTION}", post.ts)
    assert writer.orders[-1].thread
    assert "Kawasemi" not in repr(writer.orders)


@pytest.mark.parametrize(
    ("user", "text", "level"),
    [
        (STAFF, QUESTION, "consultant"),
        (CLIENT, QUESTION, "clerk"),
        (CLIENT, f"社長に説明します。{QUESTION}", "owner"),
    ],
)
def test_an_answer_is_for_its_reader(
    slack: FakeSlack, started: Started, user: str, text: str, level: str
) -> None:
    writer = ScriptedWriter()
    with started(writer) as bot:
        ask(slack, bot, SHARED, user, f"<@U0BOT> {text}")
        bot.settled()
    assert [order.level for order in writer.orders] == [level]


# What needs no model


def test_without_a_model_nothing_is_drafted(slack: FakeSlack, started: Started) -> None:
    with started(None) as bot:
        post = ask(slack, bot)
        bot.settled()
        assert len(bot_replies(slack, post)) == 1
        assert answers(bot)[0]["written_by"] is None
    assert [call.method for call in slack.calls if call.method.startswith("chat.")] == [
        "chat.postMessage"
    ]


@pytest.mark.parametrize("how", ["raises", "never ends"])
def test_a_writer_that_breaks_its_word_costs_no_answer(
    slack: FakeSlack, started: Started, how: str
) -> None:
    """R12: ten seconds, whatever it does."""
    writer = ScriptedWriter(
        breaks=RuntimeError("broken") if how == "raises" else None,
        hold=threading.Event() if how == "never ends" else None,
    )
    with started(writer) as bot:
        at = time.monotonic()
        post = ask(slack, bot)
        bot.settled()
        assert time.monotonic() - at < 12
        (answer,) = bot_replies(slack, post)
        assert FIRST not in answer.text
        assert "[1]" in answer.text
        assert answers(bot)[0]["written_by"] is None


def test_deterministic_work_is_not_held_up_by_a_model_that_stalls(
    slack: FakeSlack, started: Started
) -> None:
    """R12: all workers' worth of questions wait for the model; everything else is served."""
    writer = ScriptedWriter(sentences=(), hold=threading.Event())
    writer.sentences = ("", "")
    rooms = channels(slack, 40)
    with started(writer, workers=4) as bot:
        stalled = [ask(slack, bot, room) for room in rooms[:4]]
        slack.wait_for(lambda: len(writer.orders) == 4)
        at = time.monotonic()
        # Refusals, greetings, setup, help and the Home need no model; nor do more questions than
        # may wait for it at once.
        others = [ask(slack, bot, room) for room in rooms[4:]]
        said = [ask(slack, bot, room, text="<@U0BOT> 使い方") for room in rooms[:10]]
        bot.send(payloads.app_home_opened())
        slack.wait_for(lambda: all(bot_replies(slack, post) for post in (*others, *said)), 8)
        slack.wait_for(lambda: slack.home(STAFF))
        assert time.monotonic() - at < 8
        assert not any(bot_replies(slack, post) for post in stalled if not writer.shown.is_set())
        writer.hold.set()
        bot.settled()
        assert all(len(bot_replies(slack, post)) == 1 for post in (*stalled, *others, *said))


def _buttons(message: Message) -> list[dict[str, Any]]:
    return [
        one
        for block in message.blocks or ()
        if block["type"] == "actions"
        for one in block["elements"]
    ]
