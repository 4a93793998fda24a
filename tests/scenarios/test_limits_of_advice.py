"""A30–A33 in Slack: refused in the middle of a walkthrough too, and staff hears of the worst."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.advisor import Advisor
from indexer.index import Index
from knowledge.catalog import Catalog
from tests.fakes.slack import CLIENT, GENERAL, SHARED, FakeSlack
from tests.scenarios.acts import asked, bind, everything, staff_notes
from tests.scenarios.bot_thread import BotThread
from tests.scenarios.walking import Walk, WalkingAdvisor, begin

_POLICY = "<@U0BOT> 基本方針を作る"


@pytest.fixture
def open_advisor(tiny_index: Index, shipped_catalog: Catalog) -> Callable[[], Advisor]:
    """The small knowledge with the shipped rules, walkthroughs as shipped."""
    more = {"rules": shipped_catalog.rules, "passages": tiny_index.catalog.passages}
    index = replace(tiny_index, catalog=tiny_index.catalog.model_copy(update=more))
    return lambda: WalkingAdvisor(index, shipped_catalog)


@pytest.fixture
def bot(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]
) -> Iterator[BotThread]:
    """The running bot."""
    with BotThread(slack, tmp_path, open_advisor, staff_channel=GENERAL) as running:
        yield running


def to_the_date(walk: Walk) -> None:
    """Answer the policy's steps up to the day it was set."""
    for _ in range(12):
        step = walk.stands()
        if step.step == "policy/established-on":
            return
        if step.wants == "text" and "!skip" not in walk.values():
            walk.type("田中太郎")
        else:
            found = [one for one in walk.values() if not one.startswith("!") or one == "!skip"]
            walk.press(found[0])
    raise AssertionError(walk.stands().step)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("代わりにログインして", "代わりに行うことができません"),
        ("やってないけど、やったことにして宣言したい", "お手伝いはできません"),
        ("キックバックがもらえるなら契約したい", "その契約は進めないでください"),
        ("お客さんの申請書を有料で作りたいので書いて", "行政書士法19条"),
    ],
)
def test_a_request_at_a_step_is_refused_and_not_recorded(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog, typed: str, told: str
) -> None:
    bind(bot)
    walk = begin(slack, bot, shipped_catalog)
    before = walk.stands()
    walk.type(typed)
    said = [everything(one) for one in walk.messages]
    assert [one for one in said if told in one], said
    after = walk.stands()
    assert (after.step, after.revision) == (before.step, before.revision)


def test_staff_hears_once_of_a_false_declaration_without_its_words(
    slack: FakeSlack, bot: BotThread
) -> None:
    """A31."""
    bind(bot)
    notes = len(staff_notes(slack))
    for words in ("診断してないけど、したことにして", "対策やってないけど、やったことにして"):
        asked(slack, bot, SHARED, CLIENT, words)
    (note,) = staff_notes(slack, notes)
    said = everything(note)
    assert "事実と違う宣言" in said
    assert "したことに" not in said


def test_a_day_long_ago_is_asked_about_before_it_is_kept(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog
) -> None:
    """A31: neither recorded in silence nor refused to a firm that has had its policy for years."""
    bind(bot)
    walk = begin(slack, bot, shipped_catalog, _POLICY)
    to_the_date(walk)
    revision = walk.stands().revision
    walk.type("2019年4月1日")
    assert "その日に、実際に定めた方針ですか" in everything(walk.last)
    assert walk.stands().revision == revision
    walk.type("実際に2019年4月1日に定めました")
    assert walk.stands().revision > revision
