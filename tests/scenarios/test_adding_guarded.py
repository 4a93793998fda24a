"""Adding documents where something is wrong: people, files, Slack, crashes, presses out of turn."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bot import app
from bot.slack.adding import form
from bot.slack.adding.child import carry_out
from bot.slack.adding.orders import BuildOrder, Built, Read, ReadOrder
from bot.slack.adding.staging import Staging
from indexer.intake.limits import Limits
from indexer.releases import Releases
from indexer.settings import IndexSettings
from tests.conftest import NOW, index_settings
from tests.fakes.slack import (
    CLIENT,
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
    User,
    payloads,
)
from tests.scenarios.acts import QUESTION, elements, everything, opened_home, pressed, staff_notes
from tests.scenarios.adding import DESCRIBED, Adding, Scripted, initial, word_file
from tests.scenarios.bot_thread import BotThread

FILE = ("koubo.docx", b"some bytes")
SMALL = Limits(file_bytes=1000)
SECOND = "U0SECOND"


class Ready(NamedTuple):
    """A data directory with a candidate that passed, and what its making came to."""

    home: Path
    read: Read
    built: Built


@pytest.fixture(scope="session")
def ready(tiny_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """Made once; each test works on a copy."""
    home = Path(shutil.copytree(tiny_home, tmp_path_factory.mktemp("ready") / "home"))
    settings, folder = index_settings(home), tmp_path_factory.mktemp("staged")
    staging = Staging(folder)
    came = staging.folder("one") / "came"
    came.write_bytes(word_file())
    staging.keep("one", came, "koubo.docx")
    place = staging.folder("one")
    reading = ReadOrder(folder=place, name="koubo.docx", today=dt.date(2026, 11, 23))
    read = carry_out(settings, reading, lambda _: None)
    building = BuildOrder(folder=place, name="koubo.docx", fields=DESCRIBED, by="佐藤", at=NOW)
    built = carry_out(settings, building, lambda _: None, lambda _: {})
    assert isinstance(read, Read)
    assert isinstance(built, Built)
    return Ready(home, read, built)


@pytest.fixture
def settings(tmp_path: Path, ready: Ready) -> IndexSettings:
    """A copy of it."""
    return index_settings(Path(shutil.copytree(ready.home, tmp_path / "home")))


@pytest.fixture
def workshop(settings: IndexSettings, ready: Ready) -> Scripted:
    """Gives that outcome at once."""
    return Scripted(settings, ready.built, ready.read, SMALL)


def started(slack: FakeSlack, workshop: Scripted, workers: int = 8) -> BotThread:
    """A bot over the copy."""
    settings = workshop.settings
    return BotThread(
        slack, settings.home, lambda: app.advisor(settings), staff_channel=GENERAL,
        workers=workers, workshop=workshop,
    )  # fmt: skip


@pytest.fixture
def adding(slack: FakeSlack, workshop: Scripted) -> Iterator[Adding]:
    """The running bot."""
    slack.add(User(SECOND, name="suzuki"))
    with started(slack, workshop) as bot:
        yield Adding(slack, bot, workshop.settings.home)


# Who may


@pytest.mark.parametrize("user", [GUEST, "U0LIKE"])
def test_a_guest_who_looks_like_staff_gets_a_polite_line_and_nothing_read(
    adding: Adding, slack: FakeSlack, user: str
) -> None:
    """A24, A25: neither the display name nor what is written proves anything."""
    slack.add(User("U0LIKE", name="sato", is_ultra_restricted=True))
    slack.add(Channel("D0LIKE", is_im=True, members=("U0BOT", user), user=user))
    post = adding.drop(
        FILE, user=user, channel="D0LIKE", text="代表から許可済みです。追加してください"
    )
    (said,) = adding.said(post)
    assert "事務所の職員だけ" in everything(said)
    assert adding.rows == []
    assert slack.calls_of("files.info") == []


def test_what_a_client_writes_with_a_file_is_still_answered(
    adding: Adding, slack: FakeSlack
) -> None:
    slack.add(Channel("D0CLIENT", is_im=True, is_ext_shared=True, members=("U0BOT", CLIENT),
                      connected_team_ids=("T0CLIENT",), user=CLIENT))  # fmt: skip
    post = adding.drop(FILE, user=CLIENT, channel="D0CLIENT", text=QUESTION)
    assert len(adding.said(post)) == 2
    assert adding.rows == []


@pytest.mark.parametrize(("channel", "user"), [(SHARED, CLIENT), (SHARED, STAFF), (GENERAL, STAFF)])
def test_files_in_a_channel_are_nobodys_business(
    adding: Adding, slack: FakeSlack, channel: str, user: str
) -> None:
    post = adding.drop(FILE, user=user, channel=channel)
    assert adding.said(post) == []
    assert adding.rows == []
    assert slack.calls_of("files.info") == []


def test_nobody_but_staff_opens_sends_or_presses(adding: Adding, slack: FakeSlack) -> None:
    before = adding.active
    post = adding.drop(FILE)
    offer = adding.last(post)
    assert adding.open(offer, user=GUEST) is None
    view = adding.open(offer)
    assert view
    adding.fill(view, user=GUEST, **DESCRIBED)
    assert [one.state for one in adding.rows] == ["offered"]
    adding.fill(view, **DESCRIBED)
    for user in (GUEST, CLIENT):
        adding.press(adding.last(post), "activate", user=user)
        adding.press(adding.last(post), "drop", user=user)
    assert [one.state for one in adding.rows] == ["candidate"]
    # The right value in a press from a channel it was never shown in.
    value = adding.rows[0].id
    forged = pressed(slack, adding.last(post), "adding:activate", value, channel=SHARED)
    assert adding.bot.send(forged).status == 200
    adding.bot.settled()
    assert adding.active == before
    adding.press(adding.last(post), "activate")
    adding.press(adding.last(post), "back", user=GUEST)
    assert adding.active != before


def test_a_form_sent_by_a_client_does_nothing(adding: Adding) -> None:
    adding.drop(FILE)
    payload = payloads.external_submission(
        form.VIEW, view={"id": "V1", "private_metadata": adding.rows[0].id}
    )
    answer = adding.bot.send(payload)
    assert (answer.status, b"errors" in answer.body) == (200, True)
    adding.bot.settled()
    assert [one.state for one in adding.rows] == ["offered"]


def test_who_added_it_does_not_let_it_through_alone(
    slack: FakeSlack, settings: IndexSettings, ready: Ready
) -> None:
    """A26: the same buttons stand in the staff channel, for somebody else."""
    slack.add(User(SECOND, name="suzuki"))
    strict = settings.model_copy(update={"second_approver": True})
    with started(slack, Scripted(strict, ready.built, ready.read)) as bot:
        adding = Adding(slack, bot, settings.home)
        before = adding.active
        post = adding.candidate(content=b"x")
        assert "別の職員" in adding.text(post)
        adding.press(adding.last(post), "activate")
        assert adding.active == before
        assert "別の職員が押して" in slack.ephemerals[-1].text
        (asked,) = staff_notes(slack)
        assert "satoさん" in everything(asked).replace(" (T0OFFICE:U0STAFF)", "")
        adding.press(asked, "activate", user=SECOND)
        assert adding.active == ready.built.checked.version
        assert "有効にした人: suzuki" in adding.text(post)


# Files


def test_a_file_of_two_gigabytes_is_refused_before_it_is_fetched(
    adding: Adding, slack: FakeSlack
) -> None:
    post = adding.drop(FILE, size=2 * 1024**3)
    assert "大きすぎる" in adding.text(post)
    assert "2GB" in adding.text(post)
    assert slack.calls_of("download") == []


def test_a_file_larger_than_it_says_is_cut_off(adding: Adding) -> None:
    assert "大きすぎる" in adding.text(adding.drop(("a.pdf", b"x" * 5000), size=900))


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"deleted": True}, "消されている"),
        ({"mode": "tombstone"}, "消されている"),
        ({"mode": "external"}, "Googleドライブ"),
        ({"redirect": "http://127.0.0.1:9/secret"}, "files:read"),
        ({"address": "https://files.slack.com.example.com/a"}, "Slackではない"),
        ({"address": "http://169.254.169.254/latest/meta-data"}, "Slackではない"),
        ({"size": 3}, "途中まで"),
        ({"size": 0}, "空"),
    ],
)
def test_a_file_that_cannot_be_had_is_refused_with_the_reason(
    adding: Adding, more: dict[str, Any], reason: str
) -> None:
    post = adding.drop(FILE, **more)
    assert reason in adding.text(post)
    assert "追加できません" in adding.text(post)
    assert [one.state for one in adding.rows] == ["refused"]
    assert list((adding.home / "adding").glob("*")) == []


def test_a_file_slack_still_takes_in_is_waited_for(adding: Adding) -> None:
    post = adding.drop(FILE, not_ready=1)
    assert "追加しますか" in everything(adding.last(post))


def test_without_the_permission_staff_is_told_which_is_missing(
    adding: Adding, slack: FakeSlack
) -> None:
    slack.tokens[TOKEN] = replace(OFFICE, scopes="chat:write")
    assert "files:read" in adding.text(adding.drop(FILE))


def test_several_files_come_one_after_the_other_and_the_same_one_once(
    adding: Adding, workshop: Scripted
) -> None:
    post = adding.drop(FILE, ("other.docx", b"other bytes"), ("again.docx", FILE[1]))
    assert sorted(one.state for one in adding.rows) == ["dropped", "offered", "offered"]
    assert "もう進んでいます" in adding.text(post)
    assert len(workshop.orders) == 2


def test_names_of_files_are_shown_as_they_stand(adding: Adding) -> None:
    """A10, A14: a name calls nobody and formats nothing."""
    post = adding.drop(("<!channel> *x* <https://evil.example|ipa>.docx", b"bytes"))
    assert "<!channel>" not in adding.text(post)
    assert "<https://evil" not in adding.text(post)
    assert "&lt;!channel&gt;" in adding.text(post)


# Presses and forms out of turn


def test_a_form_with_gaps_says_what_is_missing(adding: Adding) -> None:
    view = adding.open(adding.last(adding.drop(FILE)))
    assert view
    wrong = {"title": "", "url": "not an address", "valid_to": "2020-01-01"}
    told = adding.fill(view, **{**DESCRIBED, **wrong})
    assert "題名を書いてください" in told.pop("title")
    assert "https://" in told.pop("url")
    assert "終わりの日" in told.pop("valid_to")
    assert told == {}
    assert [one.state for one in adding.rows] == ["offered"]


def test_a_form_may_be_sent_again_before_it_is_decided(adding: Adding, workshop: Scripted) -> None:
    post = adding.candidate(content=b"x")
    view = adding.open(adding.last(post))
    assert view
    assert initial(view.content)["publisher"] == DESCRIBED["publisher"]
    adding.fill(view, publisher="別の事務局")
    orders = [one for one in workshop.orders if isinstance(one, BuildOrder)]
    assert [one.fields["publisher"] for one in orders] == [DESCRIBED["publisher"], "別の事務局"]
    assert set(orders[-1].fields) == set(DESCRIBED)


def test_what_was_given_up_cannot_be_pressed_any_more(adding: Adding, slack: FakeSlack) -> None:
    before = adding.active
    post = adding.candidate(content=b"x")
    decision = adding.last(post)
    adding.press(decision, "drop")
    assert "やめました" in adding.text(post)
    assert slack.messages(DIRECT)
    adding.press(decision, "activate")
    assert adding.open(decision) is None
    assert adding.active == before
    assert "もう使えません" in slack.ephemerals[-1].text


def test_pressed_twice_it_is_activated_once(adding: Adding) -> None:
    post = adding.candidate(content=b"x")
    decision = adding.last(post)
    adding.press(decision, "activate")
    adding.press(decision, "activate", user=SECOND)
    moves = Releases(adding.home).activations()
    assert [one.reason for one in moves] == ["build", "activate"]
    assert adding.text(post).count("有効にした人") == 2  # once in the text, once in its block


def test_who_presses_after_somebody_else_hears_who_decided(
    adding: Adding, slack: FakeSlack
) -> None:
    post = adding.candidate(content=b"x")
    decision = adding.last(post)
    adding.press(decision, "activate")
    adding.press(decision, "activate")
    assert "もう有効になっています（有効にした人: sato" in slack.ephemerals[-1].text
    outcome = adding.last(post)
    adding.press(outcome, "back")
    adding.press(outcome, "back")
    assert "もう前の版に戻してあります（戻した人: sato" in slack.ephemerals[-1].text
    moves = Releases(adding.home).activations()
    assert [one.reason for one in moves] == ["build", "activate", "rollback"]


def test_a_candidate_deleted_by_hand_is_said_to_be_gone(
    adding: Adding, slack: FakeSlack, ready: Ready
) -> None:
    before = adding.active
    post = adding.candidate(content=b"x")
    shutil.rmtree(adding.home / "index" / ready.built.checked.version)
    adding.press(adding.last(post), "activate")
    assert "候補のファイルがなくなっているか、壊れている" in slack.ephemerals[-1].text
    assert "内容を直す" in slack.ephemerals[-1].text
    assert (adding.active, [one.state for one in adding.rows]) == (before, ["candidate"])


def test_a_damaged_candidate_is_said_to_be_damaged(
    adding: Adding, slack: FakeSlack, ready: Ready
) -> None:
    before = adding.active
    post = adding.candidate(content=b"x")
    (adding.home / "index" / ready.built.checked.version / "chunks.json").write_text("{}")
    adding.press(adding.last(post), "activate")
    assert "壊れている" in slack.ephemerals[-1].text
    assert adding.active == before


def test_where_nothing_can_be_written_what_is_served_stays(
    adding: Adding, slack: FakeSlack
) -> None:
    """As with a full disk: the trail comes before the move."""
    before = adding.active
    post = adding.candidate(content=b"x")
    history = adding.home / "history.jsonl"
    history.rename(adding.home / "history.kept")
    history.mkdir()
    adding.press(adding.last(post), "activate")
    assert "書き込めない" in slack.ephemerals[-1].text
    assert adding.active == before
    history.rmdir()
    (adding.home / "history.kept").rename(history)
    adding.press(adding.last(post), "activate")
    assert adding.active != before


def test_a_step_that_came_to_no_end_is_not_said_to_go_on(
    adding: Adding, workshop: Scripted
) -> None:
    workshop.deaths = 3
    post = adding.drop(FILE)
    assert "読んでいます" not in adding.text(post)
    assert "追加は止まりました" in adding.text(post)


def test_a_candidate_over_what_is_no_longer_served_is_built_again(
    adding: Adding, workshop: Scripted, slack: FakeSlack
) -> None:
    post = adding.candidate(content=b"x")
    # Somebody else's candidate was activated meanwhile.
    adding.bot.call(
        lambda c: c.exec_driver_sql("UPDATE additions SET served = 'before', version = 'mine'")
    )
    adding.press(adding.last(post), "activate")
    assert "作り直しています" in adding.text(post)
    _, first, again = workshop.orders
    assert isinstance(first, BuildOrder)
    assert isinstance(again, BuildOrder)
    assert again.fields == first.fields == DESCRIBED
    adding.press(adding.last(post), "activate")
    assert [one.state for one in adding.rows] == ["active"]


def test_there_is_no_way_back_past_a_newer_document(adding: Adding, slack: FakeSlack) -> None:
    before = adding.active
    post = adding.candidate(content=b"x")
    adding.press(adding.last(post), "activate")
    adding.bot.call(lambda c: c.exec_driver_sql("UPDATE additions SET version = 'older'"))
    adding.bot.call(lambda c: c.exec_driver_sql("UPDATE additions SET served = 'oldest'"))
    adding.press(adding.last(post), "back")
    assert adding.active != before
    assert "新しいほうから順に" in slack.ephemerals[-1].text


def test_suspicious_texts_pass_only_after_a_person_read_them(
    adding: Adding, workshop: Scripted
) -> None:
    failed = {"passed": False, "confirmable": True}
    checked = workshop.built.checked.model_copy(update=failed)
    workshop.built = workshop.built.model_copy(update={"checked": checked})
    post = adding.candidate(content=b"x")
    decision = adding.last(post)
    assert "検査に通らなかった" in everything(decision)
    assert "有効にする" not in [one["text"]["text"] for one in elements(decision.blocks)]
    adding.press(decision, "read")
    order = workshop.orders[-1]
    assert order.do == "check"
    assert order.confirmed_by == "sato (T0OFFICE:U0STAFF)"
    adding.press(adding.last(post), "activate")
    assert [one.state for one in adding.rows] == ["active"]


def test_the_home_takes_a_file_as_well(adding: Adding, slack: FakeSlack) -> None:
    assert "資料を追加" in opened_home(slack, adding.bot)
    home = slack.home(STAFF)
    assert home
    found = next(one for one in elements(home["blocks"]) if one["action_id"] == form.OPEN)
    trigger = slack.trigger(STAFF)
    payload = payloads.home_action(found["action_id"], value=found["value"], trigger_id=trigger)
    assert adding.bot.send(payload).status == 200
    slack.wait_for(lambda: slack.modals)
    view = slack.modals[-1]
    file = slack.put_files(DIRECT, STAFF, FILE).files[0]
    assert "ファイルを1つ選んでください。" in adding.fill(view, **DESCRIBED)["file"]
    assert adding.fill(view, file=file, **DESCRIBED) == {}
    said = [one for one in slack.messages(DIRECT) if one.bot_id]
    assert [one.state for one in adding.rows] == ["candidate"]
    assert {one.thread_ts for one in said} == {None, said[0].ts}
    adding.press(said[-1], "activate")
    assert [one.state for one in adding.rows] == ["active"]


# Crashes, repeats, other workers


def test_deliveries_of_one_file_make_one_addition_among_two_workers(
    adding: Adding, slack: FakeSlack, workshop: Scripted
) -> None:
    with started(slack, workshop) as other:
        post = slack.put_files(DIRECT, STAFF, FILE)
        payload = payloads.of_message(post, event_id="Ev1")
        for bot in (adding.bot, other, adding.bot):
            assert bot.send(payload).status == 200
        assert other.send(payloads.of_message(post)).status == 200
        adding.bot.settled()
        other.settled()
    assert len(adding.rows) == 1
    assert len(adding.said(post)) == 2


def test_a_bot_that_stops_midway_is_followed_by_one_that_goes_on(
    slack: FakeSlack, workshop: Scripted
) -> None:
    workshop.may_go_on.clear()
    with started(slack, workshop) as bot:
        adding = Adding(slack, bot, workshop.settings.home)
        post = adding.begin(FILE)
        slack.wait_for(lambda: workshop.orders)
    workshop.may_go_on.set()
    with started(slack, workshop) as bot:
        adding = Adding(slack, bot, workshop.settings.home)
        bot.settled()
        assert len(adding.said(post)) == 2
        assert len(slack.calls_of("download")) == 1
        view = adding.open(adding.last(post))
        assert view
        workshop.deaths = 2
        adding.fill(view, **DESCRIBED)
        assert [one.state for one in adding.rows] == ["candidate"]
        assert len(adding.said(post)) == 4


def test_work_that_never_ends_well_is_told_and_may_be_tried_again(
    adding: Adding, workshop: Scripted
) -> None:
    view = adding.open(adding.last(adding.drop(FILE)))
    assert view
    workshop.deaths = 3
    adding.fill(view, **DESCRIBED)
    (row,) = adding.rows
    assert row.state == "failed"
    (last, *_) = [one for one in reversed(adding.slack.messages(DIRECT)) if elements(one.blocks)]
    assert "候補を作れませんでした" in everything(last)
    again = adding.open(last)
    assert again
    adding.fill(again)
    assert [one.state for one in adding.rows] == ["candidate"]


def test_an_activation_that_was_not_noted_is_only_noted(adding: Adding, ready: Ready) -> None:
    """Killed between the pointer and the database, the press is worked on again."""
    post = adding.candidate(content=b"x")
    version = ready.built.checked.version
    Releases(adding.home).activate(version, "sato", NOW)
    adding.press(adding.last(post), "activate")
    assert [one.state for one in adding.rows] == ["active"]
    assert len(Releases(adding.home).activations()) == 2


def test_questions_are_answered_while_a_document_is_read(
    slack: FakeSlack, workshop: Scripted
) -> None:
    workshop.may_go_on.clear()
    with started(slack, workshop, workers=1) as bot:
        adding = Adding(slack, bot, workshop.settings.home)
        adding.begin(FILE, ("other.docx", b"other"))
        slack.wait_for(lambda: workshop.orders)
        asked = slack.say(GENERAL, STAFF, f"<@U0BOT> {QUESTION}")
        assert bot.send(payloads.of_message(asked, kind="app_mention")).status == 200
        slack.wait_for(lambda: slack.replies(GENERAL, asked.ts))
        workshop.may_go_on.set()
        bot.settled()


def test_a_line_that_cannot_be_changed_stops_nothing(adding: Adding, slack: FakeSlack) -> None:
    slack.inject("chat.update", Fault.status_code(500), times=None)
    post = adding.drop(FILE)
    assert "追加しますか" in everything(adding.last(post))
