"""Who may walk, and where; what is forged; what must not be kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import wording
from bot.advisor import Advisor
from bot.slack import parts
from bot.state.tables import inbox, run_answers, runs, turns
from indexer.index import Index
from knowledge.catalog import Catalog
from tests.fakes.slack import (
    CLIENT,
    DIRECT,
    GUEST,
    SHARED,
    STAFF,
    Channel,
    FakeSlack,
    User,
    payloads,
)
from tests.scenarios.acts import bind, elements, everything, labels, pressed, staff_notes, write
from tests.scenarios.bot_thread import BotThread
from tests.scenarios.walking import (
    FULL,
    SELF_CHECK,
    WalkingAdvisor,
    begin,
    items,
    to_the_questions,
)

OTHER, RIVAL, RIVAL_TEAM = "C0RIVAL", "U0RIVAL", "T0RIVAL"


@pytest.fixture
def open_advisor(tiny_index: Index, shipped_catalog: Catalog) -> Callable[[], Advisor]:
    """Questions from the small knowledge, walkthroughs as shipped."""
    return lambda: WalkingAdvisor(tiny_index, shipped_catalog)


@pytest.fixture
def bot(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]
) -> Iterator[BotThread]:
    """The running bot."""
    with BotThread(slack, tmp_path, open_advisor, staff_channel="C0GENERAL") as running:
        yield running


@pytest.fixture
def rival(slack: FakeSlack) -> str:
    """A second client, in a shared channel of its own."""
    slack.add(
        User(RIVAL, RIVAL_TEAM, name="rival", is_stranger=True),
        Channel(
            OTHER,
            name="ext-rival",
            is_private=True,
            is_ext_shared=True,
            members=("U0BOT", STAFF, RIVAL),
            connected_team_ids=(RIVAL_TEAM,),
        ),
    )
    return RIVAL


def kept(bot: BotThread) -> int:
    """How many answers are kept, in all."""
    return len(bot.call(lambda c: c.execute(select(run_answers.c.id)).all()))


def test_an_unbound_channel_says_how_to_bind_it(slack: FakeSlack, bot: BotThread) -> None:
    for user, button in ((CLIENT, []), (STAFF, [wording.SETUP_BUTTON])):
        post = write(slack, bot, SHARED, user, SELF_CHECK)
        (said,) = slack.replies(SHARED, post.ts)
        assert "お客様を登録" in everything(said)
        assert labels(said) == button
    assert bot.call(lambda c: c.execute(select(runs.c.id)).all()) == []


def test_a_dm_is_for_staff_alone(slack: FakeSlack, bot: BotThread) -> None:
    """A23."""
    slack.add(Channel("D0GUEST", name="dm", is_im=True, members=("U0BOT", GUEST), user=GUEST))
    post = slack.say("D0GUEST", GUEST, "自社診断を始める")
    bot.send(payloads.of_message(post))
    bot.settled()
    (said,) = slack.replies("D0GUEST", post.ts)
    assert elements(said.blocks) == []
    assert bot.call(lambda c: c.execute(select(runs.c.id)).all()) == []


def test_a_paused_client_is_told_why_and_goes_on_after_binding_anew(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog
) -> None:
    """A20."""
    bind(bot)
    walk = begin(slack, bot, shipped_catalog)
    to_the_questions(walk)
    bot.send(payloads.channel_unshared(SHARED))
    bot.settled()
    before = kept(bot)
    walk.press(FULL)
    assert "止めています" in slack.ephemerals[-1].text
    walk.type("はい")
    walk.type("はい")
    assert sum("止めています" in everything(message) for message in walk.messages) == 1
    post = write(slack, bot, SHARED, CLIENT, SELF_CHECK)
    (said,) = slack.replies(SHARED, post.ts)
    assert "止めています" in everything(said)
    assert kept(bot) == before
    bind(bot)
    walk.press(FULL)
    assert kept(bot) == before + 1


def test_a_frozen_client_is_told(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog
) -> None:
    bind(bot)
    walk = begin(slack, bot, shipped_catalog)
    bot.send(payloads.channel_left(SHARED))
    bot.settled()
    walk.press("!skip")
    assert "止まっています" in slack.ephemerals[-1].text
    assert kept(bot) == 0


def test_who_left_the_channel_or_the_company_presses_in_vain(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog
) -> None:
    """A22."""
    bind(bot)
    walk = begin(slack, bot, shipped_catalog)
    to_the_questions(walk)
    view = walk.open_form()
    before = kept(bot)
    slack.change_channel(SHARED, members=("U0BOT", STAFF))
    walk.press(FULL)
    walk.choose(view, items(view)[0], FULL)
    walk.submit(view, {items(view)[0]: FULL})
    slack.change_channel(SHARED, members=("U0BOT", STAFF, CLIENT))
    slack.add(User(CLIENT, "T0CLIENT", name="tanaka", is_stranger=True, deleted=True))
    walk.press(FULL)
    walk.submit(view, {items(view)[0]: FULL})
    assert kept(bot) == before


def test_who_has_no_known_team_changes_nothing(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog
) -> None:
    """A21."""
    bind(bot)
    walk = begin(slack, bot, shipped_catalog)
    found = walk.button("!skip")
    payload = pressed(slack, walk.last, found["action_id"], found["value"], CLIENT)
    payload["user"]["team_id"] = None
    assert bot.send(payload).status == 200
    bot.settled()
    assert kept(bot) == 0


def test_anothers_run_reads_like_one_that_never_was(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog, rival: str
) -> None:
    """A18, A19: by button, by form, by what the form carries."""
    bind(bot)
    bind(bot, "ライバル社", STAFF, OTHER)
    walk = begin(slack, bot, shipped_catalog)
    to_the_questions(walk)
    theirs = begin(slack, bot, shipped_catalog, user=rival, channel=OTHER)
    to_the_questions(theirs, rival)
    before, run = kept(bot), walk.run
    revision = walk.stands().revision
    step = walk.stands().step
    for value in (
        f"{run}|{revision}|{step}|{FULL}",
        f"{'0' * 24}|{revision}|{step}|{FULL}",
        f"|0||!go:{run}",
        f"|0||!done:{run}:{step}",
        f"{run}|0||!doc:chart",
        f"{run}|0||!doc:secrets",
        f"{run}|{revision}|{step}",
        "'; drop table runs; --",
        "",
    ):
        theirs.forge(value, rival)
        assert slack.ephemerals[-1].text == wording.OLD_BUTTON, value
    view = theirs.open_form(rival)
    forged = parts.place(run, OTHER, theirs.root.ts, theirs.last.ts)
    abroad = parts.place(run, SHARED, walk.root.ts, walk.last.ts)
    shown = len(walk.messages)
    for place in (forged, abroad, "", "x|y|z", f"{run}|{DIRECT}||"):
        view.content["private_metadata"] = place
        payload = payloads.view_submission(
            parts.VIEW,
            {"a": {f"{parts.ITEM}{items(view)[0]}": {"selected_option": {"value": FULL}}}},
            user=rival,
            user_team=RIVAL_TEAM,
            view={"private_metadata": place},
        )
        assert bot.send(payload).status == 200
        bot.settled()
    assert kept(bot) == before
    assert len(walk.messages) == shown
    trigger = slack.trigger(rival)
    opened = len(slack.modals)
    value = f"{run}|{revision}|{step}|1"
    payload = pressed(slack, theirs.last, parts.OPEN, value, rival, trigger_id=trigger)
    told = len(slack.ephemerals)
    assert bot.send(payload).status == 200
    slack.wait_for(lambda: len(slack.ephemerals) > told)
    assert len(slack.modals) == opened


def test_a_forged_answer_to_ones_own_run_changes_nothing(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog
) -> None:
    bind(bot)
    walk = begin(slack, bot, shipped_catalog)
    to_the_questions(walk)
    before, run, at = kept(bot), walk.run, walk.stands()
    for value in (
        f"{run}|{at.revision}|{at.step}|nonsense",
        f"{run}|{at.revision}|check/25|{FULL}",
        f"{run}|{at.revision + 5}|{at.step}|{FULL}",
        f"{run}|{at.revision}|{at.step}|!nonsense",
    ):
        walk.forge(value)
    assert kept(bot) == before
    view = walk.open_form()
    walk.choose(view, "nonsense", FULL)
    walk.choose(view, items(view)[0], "nonsense")
    assert kept(bot) == before


def test_a_secret_is_not_kept_anywhere(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog
) -> None:
    """A29: not as an answer, not as a question, not in what Slack sent."""
    secret = "パスワードは Hoshi-7391-xyz です"
    bind(bot)
    walk = begin(slack, bot, shipped_catalog)
    notes = len(staff_notes(slack))
    walk.type(secret)
    assert "削除" in everything(walk.messages[-1])
    (note,) = staff_notes(slack, notes)
    assert "7391" not in everything(note)
    for table in (inbox, run_answers, turns):
        rows = bot.call(lambda c, table=table: c.execute(select(table)).all())
        assert "7391" not in json.dumps([list(map(str, row)) for row in rows])


@pytest.mark.parametrize("name", ["<!channel> *太字*", "`code` <@U0CLIENT>", "&" * 60, "🏭" * 60])
def test_what_is_typed_is_shown_as_it_stands(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog, name: str
) -> None:
    """A14, A17."""
    bind(bot)
    walk = begin(slack, bot, shipped_catalog)
    walk.type(name)
    said = everything(walk.last)
    assert "<!" not in said
    assert "<@" not in said
