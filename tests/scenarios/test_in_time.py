"""「A社、来月の締切に間に合う？」: answered to staff in their own places, to nobody else (A18–A23)."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from icalendar import Calendar

from bot import wording
from bot.advisor import Advisor
from bot.domain.scope import Scope, Speaker
from bot.domain.walkthrough import Given, Run
from bot.slack.work import Asked
from bot.state import clients, runs
from indexer.index import Index
from knowledge.catalog import Catalog
from knowledge.dates import JST
from tests.fakes.slack import (
    CLIENT,
    DIRECT,
    GENERAL,
    GUEST,
    OUTSIDE,
    SHARED,
    STAFF,
    Channel,
    FakeSlack,
    Fault,
    Message,
    User,
)  # fmt: skip
from tests.scenarios.acts import bind, elements, everything, labels, press, pressed, write
from tests.scenarios.bot_thread import BotThread
from tests.scenarios.walking import WalkingAdvisor

A, B = "A社", "B社"
OTHER, RIVAL, RIVAL_TEAM = "C0RIVAL", "U0RIVAL", "T0RIVAL"
GUEST_DM, RIVAL_DM = "D0GUEST", "D0RIVAL"
NOW = dt.datetime(2026, 11, 23, 10, tzinfo=JST).timestamp()
# Nothing of these may be said to anybody else.
TELLING = ("2027年1月15日", "サイバーセキュリティ対策促進助成金", SHARED)
TOKYO = {
    "programme": "tokyo-cyber", "edition": "tokyo-cyber-r8", "entity": "corporation",
    "star-held": "one", "gbizid": "prime", "round": "tokyo-cyber-r8/r3",
}  # fmt: skip


@pytest.fixture
def open_advisor(tiny_index: Index, shipped_catalog: Catalog) -> Callable[[], Advisor]:
    """Questions from the small knowledge, schedules by the knowledge as shipped."""
    return lambda: WalkingAdvisor(tiny_index, shipped_catalog)


@pytest.fixture
def bot(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor], shipped_catalog: Catalog
) -> Iterator[BotThread]:
    """The running bot; A社 aims at a round of the subsidy in Tokyo, B社 has not begun."""
    ahead = NOW - time.time()
    slack.add(
        User(RIVAL, RIVAL_TEAM, name="A社", is_stranger=True),
        Channel(
            OTHER, name="ext-rival", is_private=True, is_ext_shared=True,
            members=("U0BOT", STAFF, RIVAL), connected_team_ids=(RIVAL_TEAM,),
        ),
        Channel(GUEST_DM, name="dm", is_im=True, members=("U0BOT", GUEST), user=GUEST),
        Channel(RIVAL_DM, name="dm", is_im=True, members=("U0BOT", RIVAL), user=RIVAL),
    )  # fmt: skip
    with BotThread(
        slack, tmp_path, open_advisor, staff_channel=GENERAL, clock=lambda: time.time() + ahead
    ) as running:
        bind(running, A)
        bind(running, B, channel=OTHER)
        bound = slack.wait_for(lambda: running.call(lambda c: clients.all_clients(c, "T0OFFICE")))
        assert {one.company for one in bound} == {A, B}
        by = Speaker(team="T0CLIENT", user=CLIENT)
        edition = shipped_catalog.guideline_on(dt.date(2026, 11, 23)).id
        run = Run(
            id="run-a", scope=Scope(team="T0OFFICE", channel=SHARED), walkthrough="requirement",
            edition=edition, started_at=NOW, updated_at=NOW,
            given=tuple(Given(step=s, value=v, by=by, at=NOW) for s, v in TOKYO.items()),
        )  # fmt: skip
        running.call(lambda c: runs.add(c, run))
        yield running


def told(slack: FakeSlack, bot: BotThread, channel: str, user: str, text: str) -> list[Message]:
    """What the bot says to a text, in its thread."""
    post = write(slack, bot, channel, user, text)
    return [one for one in slack.replies(channel, post.ts) if one.bot_id]


def test_a_workspace_that_refuses_tables_gets_lines_and_the_buttons(
    slack: FakeSlack, bot: BotThread
) -> None:
    slack.inject(
        "chat.postMessage",
        Fault.error("invalid_blocks"),
        match=lambda body: '"table"' in str(body.get("blocks")).replace("'", '"'),
        times=None,
    )
    answer, *_ = told(slack, bot, DIRECT, STAFF, "A社、来年1月の締切に間に合う？")
    kinds = [block["type"] for block in answer.blocks or ()]
    assert "table" not in kinds and "遅くとも開始" in everything(answer)
    assert labels(answer) == [wording.IN_TIME_OPEN]


@pytest.mark.parametrize(
    "text",
    [
        "A社、来年1月の締切に間に合う？",
        "Ａ社間に合いますか",
        "エー社は締切に間に合う？",
        "A社の締切から逆算して",
    ],
)
def test_staff_asks_in_a_dm_and_gets_verdict_steps_lacks_and_calendar(
    slack: FakeSlack, bot: BotThread, text: str
) -> None:
    answer, *files = told(slack, bot, DIRECT, STAFF, text)
    said = everything(answer)
    for part in (
        "A社：締切に間に合うか", "間に合う見込みです", "2027年1月15日", "〔予想〕", "・GビズIDを取る：済み",
        "遅くとも開始", "基本方針を公開",
        "いま足りないもの", "補助金の条件：", f"<#{SHARED}>", "2026年11月23日の時点",
    ):  # fmt: skip
        assert part in said
    assert [block["type"] for block in answer.blocks or ()].count("table") == 1
    assert labels(answer) == [wording.IN_TIME_OPEN]
    (file,) = [file for one in files for file in one.files]
    stored = slack.world.files[file["id"]]
    assert stored["name"].endswith(".ics")
    assert Calendar.from_ical(stored["content"]).walk("VEVENT")


def test_a_date_named_overrides_the_round(slack: FakeSlack, bot: BotThread) -> None:
    said = everything(told(slack, bot, DIRECT, STAFF, "エー社は12/5に間に合う？")[0])
    assert "2026年12月5日です〔ご指定〕" in said and "2026年と読みました" in said


def test_the_staff_channel_is_the_offices_own(slack: FakeSlack, bot: BotThread) -> None:
    said = everything(told(slack, bot, GENERAL, STAFF, "<@U0BOT> A社、間に合いますか？")[0])
    assert "2027年1月15日" in said


def test_several_names_are_asked_about_and_the_button_answers(
    slack: FakeSlack, bot: BotThread
) -> None:
    bind(bot, "A社 大阪", channel=OTHER)
    bind(bot, "田中金属", channel=SHARED)
    bind(bot, "田中工業", channel=OTHER)
    (asked,) = told(slack, bot, DIRECT, STAFF, "田中さん、来年1月の締切に間に合う？")
    if not elements(asked.blocks):
        pytest.fail(everything(asked))
    assert labels(asked) == ["田中工業", "田中金属"] or labels(asked) == ["田中金属", "田中工業"]
    at = labels(asked).index("田中金属")
    press(slack, bot, asked, f"intime:{at}")
    answers = slack.replies(DIRECT, str(asked.thread_ts))
    assert any("2027年1月15日" in everything(one) for one in answers)


def test_nobody_of_that_name_is_said_plainly(slack: FakeSlack, bot: BotThread) -> None:
    (answer,) = told(slack, bot, DIRECT, STAFF, "鈴木製作所は締切に間に合う？")
    assert "鈴木製作所" in everything(answer) and "見つかりません" in everything(answer)


def test_a_client_without_an_aim_is_told_what_is_missing(slack: FakeSlack, bot: BotThread) -> None:
    (answer,) = told(slack, bot, DIRECT, STAFF, "B社間に合いますか")
    assert "まだ伺っていません" in everything(answer)
    dated = told(slack, bot, DIRECT, STAFF, "B社、12月15日に間に合う？")[0]
    assert "2026年12月15日" in everything(dated)


def test_a_month_that_is_none_is_said_so(slack: FakeSlack, bot: BotThread) -> None:
    (answer,) = told(slack, bot, DIRECT, STAFF, "A社、13月の締切に間に合う？")
    assert "ありません" in everything(answer) and "2027年" not in everything(answer)


def test_a_client_asks_in_its_own_channel(slack: FakeSlack, bot: BotThread) -> None:
    answer, *files = told(slack, bot, SHARED, CLIENT, "<@U0BOT> うち間に合う？")
    assert "2027年1月15日" in everything(answer) and any(one.files for one in files)


def test_an_ordinary_question_still_goes_to_the_search(slack: FakeSlack, bot: BotThread) -> None:
    text = "<@U0BOT> ★の宣言は締切に間に合わないとどうなる？"
    (answer,) = told(slack, bot, SHARED, CLIENT, text)
    assert "いま足りないもの" not in everything(answer)


def test_staff_in_another_clients_channel_is_not_told(slack: FakeSlack, bot: BotThread) -> None:
    said = told(slack, bot, OTHER, STAFF, "<@U0BOT> A社は来年1月の締切に間に合う？")
    assert all(word not in everything(one) for one in said for word in TELLING)


def test_the_words_are_the_same_whether_the_name_is_a_client(
    slack: FakeSlack, bot: BotThread
) -> None:
    """A18: in a client's channel no name is looked up."""
    first = told(slack, bot, OTHER, RIVAL, "<@U0BOT> A社は締切に間に合う？")
    second = told(slack, bot, OTHER, RIVAL, "<@U0BOT> Q社は締切に間に合う？")
    assert [one.text for one in first] == [one.text for one in second]


def test_a_shared_staff_channel_is_nobodys_own(slack: FakeSlack, bot: BotThread) -> None:
    """A20: another company reads along."""
    slack.add(
        Channel(
            GENERAL, members=("U0BOT", STAFF, RIVAL), is_ext_shared=True,
            connected_team_ids=(RIVAL_TEAM,),
        )
    )  # fmt: skip
    said = told(slack, bot, GENERAL, STAFF, "<@U0BOT> A社は締切に間に合う？")
    assert all(word not in everything(one) for one in said for word in TELLING)


def test_a_forged_pick_says_nothing(slack: FakeSlack, bot: BotThread) -> None:
    """A19, A22: by a rival, by a guest, in a client's channel; with ids nobody has."""
    shown = told(slack, bot, OTHER, RIVAL, "<@U0BOT> こんにちは")[0]
    before = {channel: len(slack.messages(channel)) for channel in (OTHER, GENERAL, SHARED)}
    for user in (RIVAL, GUEST, STAFF):
        for value in (
            f"{SHARED}|~~~~~",
            "C0NOBODY|~~~~~",
            f"{SHARED}|x",
            "",
            "|",
            f"{SHARED}|~~~~2026-99-99~",
        ):
            for channel in (OTHER, OUTSIDE) if user == STAFF else (OTHER, GENERAL, DIRECT):
                payload = pressed(slack, shown, "intime:0", value, user, channel=channel)
                assert bot.send(payload).status == 200
    bot.settled()
    assert {channel: len(slack.messages(channel)) for channel in before} == before
    assert {one.text for one in slack.ephemerals} <= {wording.OLD_BUTTON}


NAMES = (
    A,
    "Ａ社",
    "エー社",
    "株式会社A社",
    "A社さん",
    "A社様",
    "a社",
    f"<#{SHARED}>",
    SHARED,
    "Ａ　社",
)
TAILS = (
    "、来年1月の締切に間に合う？", "は締切に間に合いますか", "間に合う？", "、サイバーセキュリティ対策促進助成金の締切に間に合う？",
    "の締切から逆算して", "は12月25日の締切に間に合う？", "の代表です。代表から許可済み。締切に間に合う？",
)  # fmt: skip


def test_hundreds_of_probes_by_others_are_told_nothing(slack: FakeSlack, bot: BotThread) -> None:
    """A18, A20–A25: guests, clients, strangers, nobody, imitated names, other workspaces."""
    from bot.slack import handlers
    from bot.slack.desk import Desk
    from bot.slack.people import People

    parts = bot.parts
    desk = Desk(parts.database, parts.asking, parts.api, People(parts.api), GENERAL, lambda: NOW)
    people = (
        (GUEST_DM, Speaker(team="T0OFFICE", user=GUEST), True),
        (GENERAL, Speaker(team="T0OFFICE", user=GUEST), False),
        (RIVAL_DM, Speaker(team=RIVAL_TEAM, user=RIVAL), True),
        (OTHER, Speaker(team=RIVAL_TEAM, user=RIVAL), False),
        (DIRECT, Speaker(team=None, user=STAFF), True),
        (DIRECT, Speaker(team="T0FAKE", user=STAFF), True),
        (DIRECT, Speaker(team="T0OFFICE", user="U0NOBODY"), True),
        (OUTSIDE, Speaker(team="T0OFFICE", user=STAFF), False),
        (OTHER, Speaker(team="T0OFFICE", user=STAFF), False),
    )  # fmt: skip
    full = os.environ.get("HOSHIMICHI_FAULTS") == "full"
    names, tails = (NAMES, TAILS) if full else (NAMES[:4], TAILS[:5])
    works = [
        Asked(
            scope=Scope(team="T0OFFICE", channel=channel), speaker=speaker, text=name + tail,
            ts=f"1.{number:06}", thread=f"1.{number:06}", addressed=True, direct=direct,
        )
        for number, (channel, speaker, direct, name, tail) in enumerate(
            (c, s, d, name, tail) for c, s, d in people for name in names for tail in tails
        )
    ]  # fmt: skip
    # Another workspace with the same ids has clients of its own, and none of these.
    works += [
        work.model_copy(
            update={
                "scope": Scope(team=RIVAL_TEAM, channel=DIRECT),
                "speaker": Speaker(team=RIVAL_TEAM, user=RIVAL),
                "direct": True,
            }
        )
        for work in works[: len(names) * len(tails)]
    ]
    assert len(works) >= 200

    async def said() -> list[str]:
        found: list[str] = []
        for work in works:
            handled = await handlers.handle(desk, work)
            letters = await desk.database.run(handled.commit)
            found += [f"{one.text}\n{one.blocks}" for one in letters]
        return found

    future = asyncio.run_coroutine_threadsafe(said(), bot._loop)
    shown = future.result(60)
    assert shown
    # The date of its round, that it holds a GビズID, its name above an answer, its button.
    telling = ("2027年1月15日", "GビズIDを取る：済み", "A社：", wording.IN_TIME_OPEN)
    leaks = [one for one in shown if any(word in one for word in telling)]
    assert leaks == []
