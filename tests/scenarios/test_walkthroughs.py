"""Walkthroughs in a client's channel: by buttons, by words, by form, by several people."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import wording
from bot.advisor import Advisor
from bot.state.tables import run_answers
from bot.walkthroughs import words
from indexer.index import Index
from knowledge.catalog import Catalog
from tests.fakes.slack import CLIENT, DIRECT, SHARED, STAFF, FakeSlack, Fault, payloads
from tests.scenarios.acts import (
    QUESTION,
    bind,
    button,
    elements,
    everything,
    labels,
    opened_home,
    press,
    pressed,
    write,
)
from tests.scenarios.bot_thread import BotThread
from tests.scenarios.walking import (
    FULL,
    PARTLY,
    WalkingAdvisor,
    begin,
    items,
    radios,
    to_the_questions,
)


@pytest.fixture
def open_advisor(tiny_index: Index, shipped_catalog: Catalog) -> Callable[[], Advisor]:
    """Questions from the small knowledge, walkthroughs as shipped."""
    return lambda: WalkingAdvisor(tiny_index, shipped_catalog)


@pytest.fixture
def bot(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]
) -> Iterator[BotThread]:
    """The running bot, with a client bound."""
    with BotThread(slack, tmp_path, open_advisor, staff_channel="C0GENERAL") as running:
        bind(running)
        yield running


def test_the_whole_self_check_by_buttons(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog
) -> None:
    """One message, changed in place; at the end the chart and the list of what to do."""
    walk = begin(slack, bot, shipped_catalog)
    to_the_questions(walk)
    assert len(walk.messages) == 1
    for number in range(25):
        assert f"{number + 2} / " in everything(walk.last)
        walk.press(PARTLY if number == 7 else FULL)
    (result,) = walk.dossier().sheets
    assert (result.total, result.complete) == (98, True)
    shown = walk.messages[0]
    assert "98" in everything(shown)
    (chart,) = [message for message in walk.messages if message.files]
    (file,) = chart.files
    assert str(file["name"]).endswith(".png")
    stored = slack.world.files[file["id"]]
    assert stored["content"].startswith(b"\x89PNG")
    assert stored["alt_txt"]
    walk.press("next", message=shown)
    walk.press("next", message=shown)
    assert "25" not in walk.values()
    assert [message for message in walk.messages if message.files and message is not chart]


def test_words_answer_and_a_question_in_the_middle_is_answered(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog
) -> None:
    walk = begin(slack, bot, shipped_catalog)
    walk.type("大阪支店")
    assert "大阪支店" in everything(walk.last)
    walk.press("next")
    walk.type("はい、実施している")
    at = walk.stands().step
    before = len(walk.messages)
    walk.type(QUESTION)
    answer, again = walk.messages[before:]
    assert wording.SOURCES in everything(answer)
    assert button(answer, "consult")
    assert walk.stands().step == at
    assert FULL in walk.values()
    assert again.ts == walk.last.ts
    walk.press(FULL)
    assert walk.stands().step != at


def test_somebody_else_goes_on_elsewhere_on_another_day(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog
) -> None:
    walk = begin(slack, bot, shipped_catalog)
    to_the_questions(walk)
    walk.press(FULL)
    run, at = walk.run, walk.stands().step
    walk.press("!later")
    assert words.LATER_SAID in everything(walk.messages[0])
    later = begin(slack, bot, shipped_catalog, "<@U0BOT> 続き", STAFF)
    assert (later.run, later.stands().step) == (run, at)
    later.press(PARTLY, STAFF)
    rows = bot.call(
        lambda c: c.execute(
            select(run_answers.c.value, run_answers.c.by_user).where(run_answers.c.run == run)
        ).all()
    )
    assert [tuple(row) for row in rows if row[0] in {FULL, PARTLY}] == [
        (FULL, CLIENT),
        (PARTLY, STAFF),
    ]


def test_one_step_back(slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog) -> None:
    walk = begin(slack, bot, shipped_catalog)
    to_the_questions(walk)
    at = walk.stands().step
    walk.press(FULL)
    walk.press("!undo")
    assert walk.stands().step == at
    walk.press(PARTLY)
    (result,) = walk.dossier().sheets
    assert result.answers == {1: PARTLY}


def test_a_double_click_counts_once_and_a_stale_one_shows_where_the_run_stands(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog
) -> None:
    """R1, R2, R4."""
    walk = begin(slack, bot, shipped_catalog)
    to_the_questions(walk)
    old = walk.last
    found = walk.button(FULL)
    payload = pressed(slack, old, found["action_id"], found["value"], CLIENT)
    for _ in range(3):
        assert bot.send(payload).status == 200
    walk.press(PARTLY, message=old)
    walk.press(FULL, STAFF, message=old)
    (result,) = walk.dossier().sheets
    assert result.answers == {1: FULL}
    assert words.STALE in everything(walk.last)
    assert len(walk.messages) == 1


def test_a_message_slack_does_not_change_is_followed_by_a_new_one(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog
) -> None:
    walk = begin(slack, bot, shipped_catalog)
    slack.inject("chat.update", Fault.error("edit_window_closed"))
    walk.press("!skip")
    assert len(walk.messages) == 2
    walk.press("next")
    assert FULL in walk.values()


def test_a_change_lost_on_the_way_costs_one_click(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog
) -> None:
    walk = begin(slack, bot, shipped_catalog)
    to_the_questions(walk)
    slack.inject("chat.update", Fault.error("internal_error"))
    walk.press(FULL)
    walk.press(FULL)
    assert words.STALE in everything(walk.last)
    walk.press(PARTLY)
    (result,) = walk.dossier().sheets
    assert result.answers == {1: FULL, 2: PARTLY}


def test_the_whole_self_check_by_forms(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog
) -> None:
    walk = begin(slack, bot, shipped_catalog)
    to_the_questions(walk)
    asked = 0
    while walk.stands().form is not None:
        view = walk.open_form()
        steps = items(view)
        asked += len(steps)
        walk.submit(view, dict.fromkeys(steps, FULL))
    assert asked == 25
    (result,) = walk.dossier().sheets
    assert (result.total, result.complete) == (100, True)
    assert wording.WALK_FORM_SENT in everything(walk.messages[0])
    assert [message for message in walk.messages if message.files]


def test_each_choice_in_a_form_is_kept_though_it_is_never_sent(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog
) -> None:
    walk = begin(slack, bot, shipped_catalog)
    to_the_questions(walk)
    view = walk.open_form()
    first, second, third, *_ = items(view)
    walk.choose(view, first, FULL)
    walk.choose(view, third, PARTLY)
    walk.choose(view, third, "no")
    (result,) = walk.dossier().sheets
    assert result.answers == {1: FULL, 3: "no"}
    assert len(walk.messages) == 1
    shown = radios(walk.open_form())
    chosen = [one.get("initial_option", {}).get("value") for one in shown]
    assert chosen[:3] == [FULL, None, "no"]
    walk.submit(slack.modals[-1], {})
    assert walk.stands().step == second


def test_a_document_that_cannot_be_handed_over_is_offered_again(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog
) -> None:
    walk = begin(slack, bot, shipped_catalog)
    to_the_questions(walk)
    slack.inject("files.completeUploadExternal", Fault.error("restricted_action"))
    while walk.stands().form is not None:
        view = walk.open_form()
        walk.submit(view, dict.fromkeys(items(view), FULL))
    failed = walk.messages[-1]
    assert wording.WALK_PAPERS["chart"] in everything(failed)
    assert labels(failed) == [wording.WALK_PAPER_AGAIN]
    (result,) = walk.dossier().sheets
    assert result.complete
    walk.press("!doc:chart", message=failed)
    assert wording.WALK_PAPER_MAKING in everything(walk.messages[-2])
    assert walk.messages[-1].files


def test_the_evidence_pack_tells_by_name_who_answered(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog
) -> None:
    walk = begin(slack, bot, shipped_catalog)
    to_the_questions(walk)
    walk.press(FULL)
    walk.forge(f"{walk.run}|0||!doc:evidence_pack")
    (stored,) = [one for one in slack.world.files.values() if one["name"].endswith(".zip")]
    with zipfile.ZipFile(io.BytesIO(stored["content"])) as pack:
        name = next(name for name in pack.namelist() if "履歴" in name)
        told = pack.read(name).decode("utf-8-sig")
    assert f"{slack.world.users[CLIENT].name} ({CLIENT})" in told


def test_the_first_thing_a_bound_channel_offers_is_to_find_out(
    slack: FakeSlack, bot: BotThread
) -> None:
    (done,) = slack.messages(SHARED)
    assert labels(done)[0] == "いまの★を確かめる"
    press(slack, bot, done, "begin:0", CLIENT)
    (screen,) = slack.replies(SHARED, done.ts)
    assert "いまの★" in everything(screen)
    bot.send(payloads.member_joined_channel(channel=SHARED))
    bot.settled()
    assert "いまの★を確かめる" in labels(slack.messages(SHARED)[-1])


def test_where_one_stands_leads_on(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog
) -> None:
    walk = begin(slack, bot, shipped_catalog)
    to_the_questions(walk)
    walk.press(FULL)
    walk.press("!where")
    assert "自社診断" in everything(walk.last)
    walk.press(next(value for value in walk.values() if value.startswith("!go:")))
    assert PARTLY in walk.values()
    walk.press(PARTLY)
    (result,) = walk.dossier().sheets
    assert result.answers == {1: FULL, 2: PARTLY}


def test_the_home_shows_where_clients_stand(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog
) -> None:
    walk = begin(slack, bot, shipped_catalog)
    to_the_questions(walk)
    walk.press(FULL)
    assert "自社診断" in opened_home(slack, bot)
    event = payloads.app_home_opened(user=CLIENT)
    event["event"]["user_team"] = "T0CLIENT"
    event["is_ext_shared_channel"] = True
    bot.send(event)
    bot.settled()
    view = slack.home(CLIENT)
    assert view is not None
    assert "自社診断" in str(view["blocks"])


def test_a_client_begins_from_the_home_in_their_channel(slack: FakeSlack, bot: BotThread) -> None:
    before = len(slack.messages(SHARED))
    bot.send(payloads.home_action("begin:1", value="1", user=CLIENT, user_team="T0CLIENT"))
    bot.settled()
    (screen,) = slack.messages(SHARED)[before:]
    assert elements(screen.blocks)
    found = elements(screen.blocks)[0]
    bot.send(pressed(slack, screen, found["action_id"], found["value"], CLIENT))
    bot.settled()
    assert slack.messages(SHARED)[before].edited


def test_staff_practises_in_the_dm(slack: FakeSlack, bot: BotThread) -> None:
    bot.send(payloads.slash_command(text="自社診断を始める", channel=DIRECT))
    bot.settled()
    (screen,) = slack.messages(DIRECT)
    found = elements(screen.blocks)[0]
    bot.send(pressed(slack, screen, found["action_id"], found["value"], STAFF))
    bot.settled()
    assert slack.messages(DIRECT)[0].edited


def test_below_a_screen_that_a_command_brought_words_answer(
    slack: FakeSlack, bot: BotThread
) -> None:
    bot.send(payloads.slash_command(text="自社診断を始める", channel=SHARED))
    bot.settled()
    screen = slack.messages(SHARED)[-1]
    post = slack.say(SHARED, CLIENT, "名古屋支店", screen.ts)
    event = payloads.of_message(post)
    event["event"]["parent_user_id"] = "U0BOT"
    bot.send(event)
    bot.settled()
    assert "名古屋支店" in everything(slack.replies(SHARED, screen.ts)[-1])


def test_thanks_are_no_company_name(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog
) -> None:
    walk = begin(slack, bot, shipped_catalog)
    at = walk.stands().step
    walk.type("ありがとうございます！")
    walk.type("佐藤さん、これ誰が答えますか")
    assert walk.stands().step == at
    assert len(walk.messages) == 1


def test_a_choice_that_is_a_wish_begins(slack: FakeSlack, bot: BotThread) -> None:
    """The same path for words, buttons of answers, and the command."""
    for text in ("★を始めたい", "いまどこ？", "残っているやることは？"):
        post = write(slack, bot, SHARED, CLIENT, f"<@U0BOT> {text}")
        (screen,) = slack.replies(SHARED, post.ts)
        assert screen.blocks
        assert "feedback" not in str(screen.blocks)
