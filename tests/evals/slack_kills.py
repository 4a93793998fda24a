"""Kills the bot, again and again, while Slack has accepted posts it does not know of yet (R6)."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
from dataclasses import dataclass

from tests.bot_process import BotProcess
from tests.evals.forked import Forks
from tests.evals.slack_stage import bot, questions, settled, stage, timed
from tests.fakes.slack import FakeSlack, Fault

# As many letters are under way at once as the bot has workers.
_AT_ONCE = 8
_MOST_ANSWERED = 8
# Longer than we wait for the posts to be there, so that no answer comes before the kill.
_HOLD_SECONDS, _WAIT_SECONDS = 9.0, 6.0


@dataclass(frozen=True)
class Killed:
    """What became of questions whose bot was killed.

    Attributes:
        unsure: letters that Slack had accepted when the bot died without knowing it.
    """

    kills: int
    asked: int
    unsure: int
    missing: int
    double: int


def kills(rounds: int) -> Killed:
    """From a random post on, Slack posts and does not answer; then the process is killed.

    The next process starts on the same database: with letters in every state, and in doubt.
    """
    generator = random.Random(1)  # noqa: S311
    answered = [generator.randint(0, _MOST_ANSWERED) for _ in range(rounds)]
    with stage() as (slack, home), Forks() as forks:
        asked = questions(slack, sum(answered) + rounds * _AT_ONCE)
        waiting = iter(asked)
        for first in answered:
            batch = list(itertools.islice(waiting, first + _AT_ONCE))
            with bot(slack, home, forks.start) as process:
                held = _silent_after(slack, first)
                asyncio.run(timed(process.url, batch, clients=8))
                _kill(slack, process, held)
            slack.clear_faults()
        with bot(slack, home, forks.start) as process:
            found = settled(slack, asked)
            process.terminate()
        lost = [call for call in slack.calls_of("chat.postMessage") if call.fault]
    unsure = sum(call.outcome == "ok" for call in lost)
    return Killed(rounds, found.count, unsure, found.missing, found.double)


def _silent_after(slack: FakeSlack, answered: int) -> list[str]:
    """Let Slack accept every post after the first few without a word; gives those."""
    seen, held = itertools.count(), list[str]()

    def silent(body: dict[str, object]) -> bool:
        if next(seen) < answered:
            return False
        held.append(str(body.get("thread_ts")))
        return True

    fault = Fault.timeout_after_acceptance(hold=_HOLD_SECONDS)
    slack.inject("chat.postMessage", fault, times=None, match=silent)
    return held


def _kill(slack: FakeSlack, process: BotProcess, held: list[str]) -> None:
    with contextlib.suppress(TimeoutError):
        slack.wait_for(lambda: len(held) >= _AT_ONCE, _WAIT_SECONDS)
    process.kill()
