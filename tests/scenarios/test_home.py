"""The Home tab: work for staff, a beginning for everybody else."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import wording
from bot.advisor import Advisor
from bot.domain.answer import Answer
from bot.domain.client import Turn
from bot.domain.scope import Scope
from bot.slack import cleaning
from bot.state import clients, memory
from tests.fakes.slack import CLIENT, GENERAL, GUEST, SHARED, STAFF, FakeSlack, User, payloads
from tests.scenarios.acts import COMPANY, UNKNOWN, asked, bind, elements, opened_home, press, write
from tests.scenarios.bot_thread import BotThread

DAY = 86_400.0


def seeded(bot: BotThread, count: int, now: float) -> None:
    """Unanswered questions, each handed to a person."""
    answer = Answer(kind="unknown", text="分かりません。", certainty="不明")
    for number in range(count):
        turn = Turn(
            id=f"t{number}",
            scope=Scope(team="T0OFFICE", channel=SHARED),
            thread="1.000001",
            speaker=CLIENT,
            question=f"質問{number:04}" + "🌟" * 200,
            kind="unknown",
            text="分かりません。",
        )
        bot.call(lambda c, turn=turn: memory.add_turn(c, turn, answer, "T0CLIENT", "v", now))
        bot.call(lambda c, turn=turn: clients.open_consultation(c, turn, STAFF, "x", now))


def test_staff_sees_what_waits_what_was_not_answered_and_the_clients(
    slack: FakeSlack, bot: BotThread
) -> None:
    bind(bot)
    answer = asked(slack, bot, SHARED, CLIENT, UNKNOWN)
    press(slack, bot, answer, "consult", CLIENT)
    said = opened_home(slack, bot)
    assert said.count(UNKNOWN) == 2  # waits for a person, and is to be written about
    assert COMPANY in said
    assert f"<#{SHARED}>" in said
    assert f"{wording.HOME_CLIENTS}：1件" in said


@pytest.mark.parametrize("user", [CLIENT, GUEST, "U0LEFT"])
def test_others_see_what_the_bot_can_do(slack: FakeSlack, bot: BotThread, user: str) -> None:
    """A23, A24."""
    slack.add(User("U0LEFT", name="left", deleted=True))
    bind(bot)
    asked(slack, bot, SHARED, CLIENT, UNKNOWN)
    event = payloads.app_home_opened(user=user)
    if user == CLIENT:
        event["event"]["user_team"] = "T0CLIENT"
        event["is_ext_shared_channel"] = True
    bot.send(event)
    bot.settled()
    view = slack.home(user)
    assert view is not None
    said = str(view)
    assert "ほしみちは" in said
    assert COMPANY not in said
    assert UNKNOWN not in said
    actions = [one["action_id"].partition(":")[0] for one in elements(view["blocks"])]
    assert set(actions) == {"begin", "start"}


def test_an_office_with_nothing_to_do_reads_so(slack: FakeSlack, bot: BotThread) -> None:
    said = opened_home(slack, bot)
    assert said.count(wording.HOME_NONE) == 3


def test_a_busy_office_sees_how_many_more_there_are(slack: FakeSlack, bot: BotThread) -> None:
    """Long questions with emoji, beyond every limit of a Home."""
    seeded(bot, 150, time.time())
    said = opened_home(slack, bot)
    assert said.count("ほか130件") == 2
    assert f"{wording.HOME_CONSULTATIONS}：150件" in said


def test_ones_own_consultations_come_first(slack: FakeSlack, bot: BotThread) -> None:
    slack.add(User("U0SECOND", name="suzuki"))
    slack.change_channel(
        GENERAL,
        members=("U0BOT", STAFF, "U0SECOND", CLIENT),
        is_ext_shared=True,
        connected_team_ids=("T0CLIENT",),
    )
    bind(bot)
    bind(bot, "鈴木製作所", "U0SECOND", GENERAL)
    for channel in (SHARED, GENERAL):
        answer = asked(slack, bot, channel, CLIENT)
        press(slack, bot, answer, "consult", CLIENT)
    said = opened_home(slack, bot, "U0SECOND")
    assert said.index("鈴木製作所") < said.index(COMPANY)


@pytest.mark.parametrize("is_so_late", [True, False])
def test_questions_are_forgotten_after_their_time_and_not_by_a_clock_that_is_wrong(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor],
    monkeypatch: pytest.MonkeyPatch, is_so_late: bool,
) -> None:  # fmt: skip
    """Open consultations stay, whatever their age; R22."""
    with BotThread(slack, tmp_path, open_advisor) as bot:
        bind(bot)
        write(slack, bot, SHARED, CLIENT, f"<@U0BOT> {UNKNOWN}")
        assert UNKNOWN in opened_home(slack, bot)
        waiting = asked(slack, bot, SHARED, CLIENT, "いつまで待ちますか、火星の裏側で")
        press(slack, bot, waiting, "consult", CLIENT)
    later = time.time() + 91 * DAY
    asked_for: list[bool] = []

    async def slacks() -> float:
        asked_for.append(True)
        return later if is_so_late else time.time()

    monkeypatch.setattr(cleaning, "slack_time", lambda _: slacks)
    with BotThread(slack, tmp_path, open_advisor, clock=lambda: later) as bot:
        team = "T0OFFICE"
        slack.wait_for(lambda: asked_for)
        left = 0 if is_so_late else 1
        slack.wait_for(lambda: len(bot.call(lambda c: memory.open_questions(c, team, 9))) == left)
        assert len(bot.call(lambda c: clients.open_consultations(c, team, 9))) == 1
