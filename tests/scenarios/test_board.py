"""The board on the Home: every client's line, what narrows it, the next step, the files."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import wording
from bot.advisor import Advisor
from bot.board import words
from bot.domain.client import Client
from bot.domain.scope import Scope
from bot.domain.walkthrough import Run
from bot.slack import board_view
from bot.state import runs
from indexer.index import Index
from knowledge.catalog import Catalog
from tests.bot.board.offices import Office, bound
from tests.fakes.slack import CLIENT, GUEST, SHARED, STAFF, FakeSlack, payloads
from tests.scenarios.acts import COMPANY, bind, elements, everything, opened_home
from tests.scenarios.bot_thread import BotThread
from tests.scenarios.walking import WalkingAdvisor

HERE = Scope(team="T0OFFICE", channel=SHARED)


@pytest.fixture
def open_advisor(tiny_index: Index, shipped_catalog: Catalog) -> Callable[[], Advisor]:
    """The walkthroughs as shipped."""
    return lambda: WalkingAdvisor(tiny_index, shipped_catalog)


def home(slack: FakeSlack, user: str = STAFF) -> str:
    view = slack.home(user)
    return str(view["blocks"]) if view else ""


def tap(
    slack: FakeSlack, bot: BotThread, name: str, value: str = "-", user: str = STAFF, **more: Any
) -> None:
    """Press something of the board on one's Home."""
    person = slack.world.users[user]
    payload = payloads.home_action(
        board_view.action(name), value=value, user=user, user_team=person.team_id, **more
    )
    assert bot.send(payload).status == 200
    bot.settled()


def pick(slack: FakeSlack, bot: BotThread, name: str, value: str) -> None:
    """Choose from one of the board's menus."""
    kind, key = ("static_select", "selected_option")
    chosen: Any = {"value": value, "text": {"type": "plain_text", "text": "x"}}
    if name == board_view.CONSULTANT:
        kind, key, chosen = "users_select", "selected_user", value
    action = payloads.action(board_view.action(name), kind=kind, value=None, **{key: chosen})
    tap(slack, bot, name, chosen=action)


def begun(bot: BotThread, shipped: Catalog, walkthrough: str = "one-star") -> Run:
    """A client in the middle of a walkthrough."""
    run = Office(shipped, time.time()).run(HERE, walkthrough)
    run = run.model_copy(update={"given": run.given[:4], "state": "active"})
    bot.call(lambda c: runs.add(c, run))
    return run


def many(bot: BotThread, count: int) -> None:
    """Clients in channels of their own; every other one of a colleague."""
    made = [
        Client(
            scope=Scope(team="T0OFFICE", channel=f"C0MANY{number:04}"),
            company=f"会社{number:03}",
            consultant=STAFF if number % 2 else "U0OTHER",
            state="active",
        )
        for number in range(count)
    ]
    bot.call(lambda c: bound(c, made))


def test_a_line_says_where_a_client_stands_and_what_is_next(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog
) -> None:
    bind(bot)
    said = opened_home(slack, bot)
    assert words.NOTHING in said and words.START_STATUS in said
    begun(bot, shipped_catalog)
    said = opened_home(slack, bot)
    assert "★の準備中 4/" in said
    assert f"{words.NEXT}★一つ星：" in said
    assert f"<#{SHARED}>" in said


def test_pages_and_filters_stay_as_they_were_left(slack: FakeSlack, bot: BotThread) -> None:
    many(bot, 130)
    said = opened_home(slack, bot)
    assert "会社000" in said and "会社129" not in said and "1 / 7 ページ" in said
    tap(slack, bot, board_view.ON, "2")
    pick(slack, bot, board_view.PAGE, "7")
    assert "会社129" in home(slack) and "会社000" not in home(slack)
    assert "会社129" in opened_home(slack, bot)  # the next day
    tap(slack, bot, board_view.MINE)
    assert "1 / 4 ページ" in home(slack) and "会社001" in home(slack)
    assert "会社000" not in home(slack)
    pick(slack, bot, board_view.CONSULTANT, "U0OTHER")
    assert "会社000" in home(slack)
    pick(slack, bot, board_view.STAGE, "two")
    assert words.NONE_CHOSEN in home(slack)
    pick(slack, bot, board_view.STAGE, board_view.ALL)
    pick(slack, bot, board_view.DEADLINE, "none")
    assert "会社000" in home(slack)
    tap(slack, bot, board_view.CLEAR)
    assert "会社001" in home(slack) and "1 / 7 ページ" in home(slack)


def test_the_next_step_goes_to_the_clients_channel_once(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog
) -> None:
    bind(bot)
    run = begun(bot, shipped_catalog)
    opened_home(slack, bot)
    before = len(slack.messages(SHARED))
    tap(slack, bot, board_view.NEXT, SHARED)
    tap(slack, bot, board_view.NEXT, SHARED)
    new = slack.messages(SHARED)[before:]
    assert len(new) == 1
    assert f"<@{STAFF}>" in everything(new[0])
    assert any(run.id in str(one.get("value")) for one in elements(new[0].blocks))
    assert wording.BOARD_SENT_ALREADY.format(company=COMPANY) in home(slack)


def test_the_list_comes_as_files_to_the_pressers_dm_alone(slack: FakeSlack, bot: BotThread) -> None:
    many(bot, 3)
    tap(slack, bot, board_view.EXPORT)
    shown = slack.calls_of("files.completeUploadExternal")
    assert len(shown) == 1
    files = list(slack.world.files.values())
    assert sorted(Path(one["name"]).suffix for one in files) == [".csv", ".xlsx"]
    holding = [
        channel
        for channel, messages in slack.world.messages.items()
        for one in messages.values()
        if one.files
    ]
    assert holding and all(channel.startswith("D") for channel in holding)
    book = next(one for one in files if one["name"].endswith(".csv"))
    assert "会社002" in bytes(book["content"]).decode("utf-8-sig")
    assert wording.BOARD_EXPORTED.format(count=3) in home(slack)


@pytest.mark.parametrize("user", [CLIENT, GUEST])
def test_whoever_is_not_of_the_office_gets_nothing(
    slack: FakeSlack, bot: BotThread, user: str
) -> None:
    """A19, A22, A24: forged presses, on the Home and in a channel."""
    bind(bot)
    calls = len(slack.calls_of("views.publish")) + len(slack.calls_of("chat.postMessage"))
    names = ["next", "export", "mine", "clear", "page", "stage", "nonsense"]
    for name in names:
        tap(slack, bot, name, SHARED, user)
    forged = payloads.block_actions(
        board_view.action("export"), channel=SHARED, user=user, user_team="T0CLIENT"
    )
    assert bot.send(forged).status == 200
    bot.settled()
    after = len(slack.calls_of("views.publish")) + len(slack.calls_of("chat.postMessage"))
    assert after == calls
    assert slack.home(user) is None
    assert not slack.world.files


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("next", "C0NOWHERE"),
        ("next", "../x"),
        ("page", "99999999999"),
        ("stage", "=1"),
        ("deadline", "x"),
        ("consultant", "<!here>"),
        ("nonsense", "1"),
    ],
)
def test_values_we_never_wrote_change_nothing(
    slack: FakeSlack, bot: BotThread, name: str, value: str
) -> None:
    bind(bot)
    before = len(slack.messages(SHARED))
    tap(slack, bot, name, value)
    assert COMPANY in opened_home(slack, bot)
    assert len(slack.messages(SHARED)) == before


def test_much_to_read_is_shown_as_such_and_then_read(slack: FakeSlack, bot: BotThread) -> None:
    many(bot, 60)
    before = len(slack.calls_of("views.publish"))
    opened_home(slack, bot)
    slack.wait_for(lambda: len(slack.calls_of("views.publish")) == before + 2)
    first, second = slack.calls_of("views.publish")[before:]
    assert wording.BOARD_READING.format(count=60) in str(first)
    assert "を集計しています" not in str(second)
    assert words.UNREAD not in home(slack)
