"""The whole bot is killed while a document is added: it is added once, said once, and not half.

A few moments in a usual run; each, and random ones, with HOSHIMICHI_FAULTS=full (R5).
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.slack.adding import words
from indexer.adding import add
from indexer.gate import check
from indexer.gate.activation import activate
from indexer.index import open_index
from indexer.intake.reading import read_safely
from indexer.library.entry import Details
from indexer.releases import Releases
from tests.bot_process import BotProcess
from tests.conftest import NOW, index_settings
from tests.evals.forked import Forks
from tests.fakes.slack import FakeSlack, Fault
from tests.faults.asking import scaled
from tests.faults.clerk import Clerk
from tests.scenarios.adding import DESCRIBED, word_file

ACCEPTED, REFUSED = Fault.timeout_after_acceptance(), Fault.timeout_before_acceptance()
_LONGEST_SECONDS = 240.0
Seen = Callable[[Path, Clerk], bool]


@dataclass(frozen=True)
class Moment:
    """When the bot is killed: at a call that says something, or when something is seen on disk."""

    name: str
    method: str = ""
    saying: str = ""
    fault: Fault = ACCEPTED
    seen: Seen | None = None
    always: bool = False


def _there(pattern: str) -> Seen:
    return lambda home, _: next(home.glob(pattern), None) is not None


def _moved(home: Path, clerk: Clerk) -> bool:
    return Releases(home).active() != clerk.before


def _ordered(home: Path, clerk: Clerk) -> bool:
    history = home / "history.jsonl"
    return clerk.pressed_activate and history.read_text().splitlines()[-1].count('"activated"') > 0


def _head(text: str) -> str:
    return text.partition("\n")[0].replace("*", "").partition("}")[2] or text.partition("\n")[0]


_STEPS = ("fetch", "read", "embed", "compare", "gate")
# In the order in which an addition comes by them.
MOMENTS = (
    Moment("the file is received", "chat.postMessage", _head(words.RECEIVED)),
    Moment("Slack is asked for the file", "files.info", fault=REFUSED),
    Moment("it is being fetched", "chat.update", words.STEPS["fetch"]),
    Moment("it was fetched", seen=_there("adding/*/original/*")),
    Moment("it is being read", "chat.update", words.STEPS["read"]),
    Moment("it was read", seen=_there("adding/*/read.json")),
    Moment("the outline is posted", "chat.postMessage", _head(words.OFFER)),
    Moment("the outline is not posted", "chat.postMessage", _head(words.OFFER), REFUSED),
    Moment("that it was read is not told", "chat.update", _head(words.READ), REFUSED),
    Moment("the candidate is begun", "chat.update", words.STEPS["embed"]),
    Moment("the candidate is being built", seen=_there("index/.building-*"), always=True),
    Moment("editions are compared", "chat.update", words.STEPS["compare"]),
    Moment("the difference is written", seen=_there("adding/*/difference.docx")),
    Moment("the candidate is checked", "chat.update", words.STEPS["gate"]),
    Moment("the report is posted", "chat.postMessage", "の候補*"),
    Moment("the report is not posted", "chat.postMessage", "の候補*", REFUSED),
    Moment("the decision is posted", "chat.postMessage", _head(words.CANDIDATE)),
    Moment("that it was built is not told", "chat.update", _head(words.BUILT), REFUSED),
    Moment("the difference is uploaded", "files.getUploadURLExternal"),
    Moment("the difference is shown", "files.completeUploadExternal", always=True),
    Moment("the difference is not shown", "files.completeUploadExternal", fault=REFUSED),
    Moment("the activation is noted", seen=_ordered),
    Moment("the pointer has moved", seen=_moved, always=True),
    Moment("the outcome is posted", "chat.postMessage", _head(words.ACTIVE)),
    Moment("the outcome is not posted", "chat.postMessage", _head(words.ACTIVE), REFUSED),
    Moment(
        "the buttons are not taken away", "chat.update", _head(words.ACTIVE), REFUSED, always=True
    ),
)


class Reaper:
    """Kills the bot at a moment, once."""

    def __init__(self, slack: FakeSlack, home: Path, clerk: Clerk, bot: BotProcess, at: Moment):
        self._home, self._clerk, self._bot, self.at = home, clerk, bot, at
        self.killed = False
        if at.method:
            slack.inject(at.method, at.fault, match=self._due)

    def look(self) -> None:
        """Kill it when what is waited for is on disk."""
        if self.at.seen and not self.killed and self.at.seen(self._home, self._clerk):
            self._kill()

    def _due(self, body: dict[str, Any]) -> bool:
        if self.killed or self.at.saying not in str(body.get("text") or ""):
            return False
        self._kill()
        return True

    def _kill(self) -> None:
        os.kill(self._bot.process.pid, signal.SIGKILL)
        self.killed = True


def run_through(
    slack: FakeSlack, home: Path, forks: Forks, clerk: Clerk, moments: Sequence[Moment]
) -> int:
    """Let the clerk work until all is done, and kill the bot at each moment on the way.

    Returns:
        How often it was killed.
    """
    left, end = list(moments), time.monotonic() + _LONGEST_SECONDS
    while True:
        slack.clear_faults()
        bot = BotProcess(slack, home, start=forks.start, EMBEDDING_MODEL="")
        # Armed before it starts: it goes on at once with what the one before left.
        reaper = Reaper(slack, home, clerk, bot, left[0]) if left else None
        try:
            with bot:
                if _worked_until(bot, home, clerk, reaper, end):
                    return len(moments) - len(left)
        except RuntimeError:
            assert reaper and reaper.killed, bot.log.read_text()[-2000:]
        assert reaper and reaper.killed, bot.log.read_text()[-2000:]
        left.pop(0)


def _worked_until(
    bot: BotProcess, home: Path, clerk: Clerk, reaper: Reaper | None, end: float
) -> bool:
    """Whether all was done before the bot was killed."""
    while bot.process.poll() is None:
        if reaper:
            reaper.look()
        if not clerk.pressed_activate:
            assert Releases(home).active() == clerk.before, "activated by nobody"
        if clerk.act(bot):
            # A moment that passed between two looks, on a busy machine, is let go.
            return True
        said = [one.text for one in clerk.said]
        assert time.monotonic() < end, f"never came to {reaper and reaper.at.name}: {said}"
        time.sleep(0.002)
    return False


def check_end(home: Path, clerk: Clerk, *, files: int) -> None:
    """What the clerk reads in the end, and what is served."""
    said = [one.text for one in clerk.said]
    decided = words.CHOSEN["active"]
    for head in (words.LAST["active"], words.OFFER, "{name}の候補*", decided, words.ACTIVE):
        assert sum(_head(head) in one for one in said) == 1, (head, said)
    shown = Counter(file["name"] for one in clerk.said for file in one.files)
    assert sorted(shown.values()) == [1] * files, shown
    assert not any(step in one for one in said for step in words.STEPS.values()), said
    assert len(said) == 5 + files, said
    shelf = Releases(home)
    assert shelf.active() != clerk.before
    shelf.verify(shelf.active())
    index = open_index(index_settings(home))
    assert index.documents
    index.close()
    assert not list((home / "adding").glob("*/original")), "the file was left behind"
    assert {one.text for one in clerk.with_buttons() if "activate" in str(one.blocks)} == set()


@pytest.fixture
def home(process_home: Path, tmp_path: Path) -> Path:
    """A data directory in which an earlier edition is served."""
    settings, file = index_settings(process_home), tmp_path / "koubo2026.docx"
    file.write_bytes(word_file())
    details = Details.model_validate({"id": "koubo2026", **DESCRIBED})
    version = add(settings, file, read_safely(file), details, "sato", NOW).version
    assert check(settings, version, NOW, lambda _: {}).passed
    activate(settings, version, "sato", NOW)
    return process_home


@pytest.fixture(scope="module")
def forks(tiny_home: Path) -> Iterator[Forks]:
    """Starts the bot without the seconds of imports."""
    with Forks(tiny_home) as found:
        yield found


def edition(number: int) -> tuple[tuple[str, bytes], dict[str, str]]:
    """The next edition of the document: the file, and what the clerk says of it."""
    year = 2027 + number
    file = (f"koubo{year}.docx", word_file(f"申請には、しっぽの写真を{year}枚添えてください。"))
    dated = {"edition": f"{year}年版", "published": f"{2000 + number}-03-30"}
    return file, {**DESCRIBED, **dated, "previous": f"koubo{year - 1}"}


def chances(count: int) -> list[Moment]:
    """Random moments: so long after the bot has started."""
    generator = random.Random(6)
    return [
        Moment(f"after {seconds:.2f} s", seen=_Elapsed(seconds))
        for seconds in (generator.uniform(0.0, 4.0) for _ in range(count))
    ]


class _Elapsed:
    """Whether some time has passed since it was first asked."""

    def __init__(self, seconds: float):
        self._seconds, self._since = seconds, 0.0

    def __call__(self, home: Path, clerk: Clerk) -> bool:
        self._since = self._since or time.monotonic()
        return time.monotonic() - self._since > self._seconds


@pytest.mark.timeout(3600)
def test_killed_while_a_document_is_added_it_is_added_once_and_said_once(
    slack: FakeSlack, home: Path, forks: Forks
) -> None:
    """R5, R6: what is served stays until somebody presses, and no line says forever that it reads."""
    rounds = scaled(1, 9)
    for number in range(rounds):
        moments = MOMENTS[number::rounds]
        if rounds == 1:
            moments = tuple(one for one in MOMENTS if one.always)
        clerk = Clerk(slack, home, *edition(number))
        kills = run_through(slack, home, forks, clerk, moments)
        check_end(home, clerk, files=2)
        clerk.close()
        print(f"{kills} kills of {len(moments)}")  # noqa: T201
        assert kills > len(moments) // 2


@pytest.mark.skipif(scaled(0, 1) == 0, reason="random kills")
@pytest.mark.timeout(3600)
def test_killed_at_random_moments_it_is_added_once_and_said_once(
    slack: FakeSlack, home: Path, forks: Forks
) -> None:
    coming = iter(chances(60))
    for number in range(20):
        clerk = Clerk(slack, home, *edition(number))
        run_through(slack, home, forks, clerk, [next(coming) for _ in range(3)])
        check_end(home, clerk, files=2)
        clerk.close()
