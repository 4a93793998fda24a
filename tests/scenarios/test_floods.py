"""Who asks faster than anybody reads: in words or by buttons, a pause is asked for once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import wording
from bot.advisor import Advisor
from bot.slack.handlers import flooding
from tests.fakes.slack import GENERAL, STAFF, FakeSlack, payloads
from tests.scenarios.acts import asked, everything, press, write
from tests.scenarios.bot_thread import BotThread


@pytest.fixture(autouse=True)
def low_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two a minute."""
    monkeypatch.setattr(flooding, "QUESTIONS", 2)


def said(slack: FakeSlack, text: str) -> int:
    return sum(text in everything(message) for message in slack.messages(GENERAL))


def test_presses_count_as_questions_do(slack: FakeSlack, bot: BotThread) -> None:
    answer = asked(slack, bot, GENERAL, STAFF)
    thread = str(answer.thread_ts)
    press(slack, bot, answer, "choice:1")
    assert len(slack.replies(GENERAL, thread)) == 2
    press(slack, bot, answer, "choice:2")
    press(slack, bot, answer, "choice:2")
    assert [wording.TOO_MANY in everything(one) for one in slack.replies(GENERAL, thread)] == [
        False, False, True,
    ]  # fmt: skip


def test_words_after_presses_are_too_many_too(slack: FakeSlack, bot: BotThread) -> None:
    answer = asked(slack, bot, GENERAL, STAFF)
    press(slack, bot, answer, "choice:1")
    write(slack, bot, GENERAL, STAFF, "<@U0BOT> ★★二つ星とは何ですか")
    assert said(slack, wording.TOO_MANY) == 1


def test_starters_on_the_home_are_limited(slack: FakeSlack, bot: BotThread) -> None:
    for number in range(4):
        bot.send(payloads.home_action(f"start:{number % len(wording.STARTERS)}", user=STAFF))
        bot.settled()
    direct = [one for one in slack.world.messages if one.startswith("D")]
    texts = [everything(one) for room in direct for one in slack.messages(room) if one.bot_id]
    assert sum(wording.TOO_MANY in text for text in texts) == 1
    assert len(texts) == 3


def test_others_are_not_held_up(slack: FakeSlack, bot: BotThread) -> None:
    answer = asked(slack, bot, GENERAL, STAFF)
    press(slack, bot, answer, "choice:1")
    press(slack, bot, answer, "choice:2", user="U0STAFF2")
    assert said(slack, wording.TOO_MANY) == 0


def test_hammering_one_button_costs_no_search(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    searched: list[str] = []
    real = Advisor.ask

    def counted(self: Advisor, question: str, *more: Any) -> Any:
        searched.append(question)
        return real(self, question, *more)

    monkeypatch.setattr(Advisor, "ask", counted)
    with BotThread(slack, tmp_path, open_advisor) as bot:
        answer = asked(slack, bot, GENERAL, STAFF)
        for _ in range(6):
            press(slack, bot, answer, "choice:1")
    assert len(searched) == 2
