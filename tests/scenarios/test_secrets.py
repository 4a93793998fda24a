"""A29: a secret pasted anywhere is kept nowhere: not in the database's file, not in a log."""

from __future__ import annotations

import json
import logging
import os
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot import wording
from bot.advisor import Advisor
from bot.slack import parts
from bot.slack.adding import words
from bot.slack.adding.form import VIEW
from indexer.index import Index
from knowledge.catalog import Catalog
from tests.bot.walkthroughs.secrets_written import HARMLESS, written
from tests.fakes.slack import CLIENT, DIRECT, GENERAL, SHARED, STAFF, FakeSlack, payloads
from tests.scenarios.acts import asked, bind, everything, form, staff_notes, tell, write
from tests.scenarios.bot_thread import BotThread
from tests.scenarios.walking import Walk, WalkingAdvisor, begin

_FULL = os.environ.get("HOSHIMICHI_FAULTS") == "full"
_SECRET = "Hoshi-7391-xyz"
_TELLING = f"パスワードは {_SECRET} です"


@pytest.fixture
def open_advisor(tiny_index: Index, shipped_catalog: Catalog) -> Callable[[], Advisor]:
    """Questions from the small knowledge, walkthroughs as shipped."""
    return lambda: WalkingAdvisor(tiny_index, shipped_catalog)


@pytest.fixture
def bot(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]
) -> Iterator[BotThread]:
    """The running bot."""
    with BotThread(slack, tmp_path, open_advisor, staff_channel=GENERAL) as running:
        yield running


class Entries:
    """Every way a text comes in; each delivers it and waits for nothing.

    Args:
        slack: the fake.
        bot: the running bot.
        walk: a walkthrough at a step that takes a text.
    """

    def __init__(self, slack: FakeSlack, bot: BotThread, walk: Walk):
        self._slack, self._bot, self._walk = slack, bot, walk
        self._thread = str(asked(slack, bot, GENERAL, STAFF).thread_ts)

    def all(self) -> tuple[Callable[[str], None], ...]:
        """The ways."""
        return (
            self.mention, self.direct, self.thread, self.step, self.command, self.shortcut,
            self.wording_shortcut, self.wording_check, self.setup, self.choice, self.below,
        )  # fmt: skip

    def mention(self, text: str) -> None:
        self._post(SHARED, CLIENT, f"<@U0BOT> {text}")

    def direct(self, text: str) -> None:
        self._post(DIRECT, STAFF, text)

    def thread(self, text: str) -> None:
        self._post(GENERAL, STAFF, text, self._thread)

    def step(self, text: str) -> None:
        self._post(SHARED, CLIENT, text, self._walk.root.ts)

    def command(self, text: str) -> None:
        self._send(
            payloads.slash_command(
                text, channel=GENERAL, response_url=self._slack.response_url(GENERAL, STAFF)
            )
        )

    def shortcut(self, text: str) -> None:
        self._send(payloads.message_shortcut("ask_message", text=text))

    def wording_shortcut(self, text: str) -> None:
        self._send(payloads.message_shortcut("check_wording", text=text))

    def wording_check(self, text: str) -> None:
        self._post(SHARED, CLIENT, f"<@U0BOT> この文章を確認：{text}")

    def setup(self, text: str) -> None:
        receipt = self._bot.send(
            payloads.view_submission("client_setup", form(text, STAFF, SHARED))
        )
        assert json.loads(receipt.body)["errors"] == {"company": wording.COMPANY_SECRET}

    def choice(self, text: str) -> None:
        values = {
            "q1": {f"{parts.ITEM}q1": {"type": "radio_buttons", "selected_option": {"value": text}}}
        }
        place = parts.place(self._walk.run, SHARED, self._walk.root.ts, self._walk.last.ts)
        shown = {"id": "V0SECRET", "private_metadata": place}
        self._send(payloads.view_submission(parts.VIEW, values, view=shown))

    def below(self, text: str) -> None:
        post = self._slack.say(GENERAL, STAFF, text)
        self._post(GENERAL, STAFF, "<@U0BOT>", post.ts)

    def _post(self, channel: str, user: str, text: str, thread: str | None = None) -> None:
        post = self._slack.say(channel, user, text, thread_ts=thread)
        kind = "app_mention" if "<@U0BOT>" in text else "message"
        self._send(payloads.of_message(post, kind=kind))

    def _send(self, payload: dict[str, object]) -> None:
        assert self._bot.send(payload).status == 200


def _forms_of(secret: str) -> set[bytes]:
    """A secret as a file may hold it."""
    texts = {secret, unicodedata.normalize("NFKC", secret)}
    escaped = {json.dumps(text)[1:-1] for text in texts}
    return {text.encode() for text in texts | escaped}


def _found(home: Path, said: str, secrets: set[str]) -> set[str]:
    """The secrets that stand in a file of the data directory or in what was said."""
    held = b"".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())
    held += said.encode()
    return {one for one in secrets if any(form in held for form in _forms_of(one))}


def _all_said(slack: FakeSlack) -> list[str]:
    found = [one for channel in slack.world.messages.values() for one in channel.values()]
    return [everything(one) for one in found if one.bot_id]


@pytest.mark.timeout(600)
def test_no_secret_is_found_in_any_file_or_log(
    slack: FakeSlack,
    bot: BotThread,
    shipped_catalog: Catalog,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Every way of writing one, through every entry in turn (all through all in the full run)."""
    caplog.set_level(logging.INFO)
    bind(bot)
    write(slack, bot, DIRECT, STAFF, "目印の質問 Kokoni-4711 は何ですか")
    entries = Entries(slack, bot, begin(slack, bot, shipped_catalog)).all()
    rows = written()
    for number, (_, text, _) in enumerate(rows):
        for entry in entries if _FULL else (entries[number % len(entries)],):
            entry(text)
    bot.settled(300)
    said = "\n".join(_all_said(slack))
    said += "\n".join(row.getMessage() for row in caplog.records if row.name.startswith("bot"))
    # What is kept is seen by this test: the harmless question is.
    assert _found(tmp_path, said, {"Kokoni-4711"}) == {"Kokoni-4711"}
    assert _found(tmp_path, said, {secret for _, _, secret in rows}) == set()


@pytest.mark.parametrize("entry", ["mention", "direct", "thread", "step", "wording_check"])
def test_the_writer_is_asked_to_delete_it_and_staff_is_told_without_it(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog, entry: str
) -> None:
    bind(bot)
    entries = Entries(slack, bot, begin(slack, bot, shipped_catalog))
    notes = len(staff_notes(slack))
    getattr(entries, entry)(_TELLING)
    bot.settled()
    said = _all_said(slack)
    answers = [one for one in said if wording.SECRET_NEVER in one]
    assert len(answers) == 1
    assert "削除してください" in answers[0]
    assert "パスワードは変えて" in answers[0]
    told = [everything(one) for one in staff_notes(slack, notes)]
    assert len([one for one in told if "秘密の情報" in one]) == (entry != "thread")
    assert not any(_SECRET in one for one in said)


def test_a_bare_mention_below_a_secret_does_not_ask_it(slack: FakeSlack, bot: BotThread) -> None:
    post = slack.say(GENERAL, STAFF, _TELLING)
    tell(slack, bot, slack.say(GENERAL, STAFF, "<@U0BOT>", thread_ts=post.ts))
    assert wording.SECRET_NEVER in everything(slack.replies(GENERAL, post.ts)[-1])


def test_talk_the_bot_takes_no_part_in_stays_unanswered(slack: FakeSlack, bot: BotThread) -> None:
    post = slack.say(GENERAL, STAFF, "会議室の件")
    write(slack, bot, GENERAL, STAFF, _TELLING, post.ts)
    assert [one for one in slack.replies(GENERAL, post.ts) if one.bot_id] == []


@pytest.mark.parametrize("text", HARMLESS[:12])
def test_numbers_that_are_no_secret_are_asked_as_written(
    slack: FakeSlack, bot: BotThread, text: str
) -> None:
    said = everything(asked(slack, bot, GENERAL, STAFF, text))
    assert wording.SECRET_NEVER not in said


@pytest.mark.parametrize("entry", ["mention", "direct", "thread", "step", "command"])
def test_the_second_half_of_a_secret_is_found_in_no_file_either(
    slack: FakeSlack, bot: BotThread, shipped_catalog: Catalog, tmp_path: Path, entry: str
) -> None:
    bind(bot)
    entries = Entries(slack, bot, begin(slack, bot, shipped_catalog))
    say = getattr(entries, entry)
    for first, second in (("パスワードは", "Kokoni-4711x"), ("認証コードが届きました", "482 913")):
        say(first)
        say(second)
    bot.settled()
    said = "\n".join(_all_said(slack))
    assert _found(tmp_path, said, {"Kokoni-4711x", "482 913"}) == set()
    assert wording.SECRET_NEVER in said


def test_nothing_of_a_secret_in_a_name_of_a_file_or_in_a_form_is_kept(
    slack: FakeSlack, bot: BotThread, tmp_path: Path
) -> None:
    post = slack.say(DIRECT, STAFF, "これを読んで")
    payload = payloads.of_message(post)
    payload["event"]["files"] = [{"id": "F0SECRET", "name": "gbiz_パスワード_Kokoni4711x.txt"}]
    assert bot.send(payload).status == 200
    title = {"type": "plain_text_input", "value": "パスワードは Kokoni4712x です"}
    receipt = bot.send(payloads.view_submission(VIEW, {"title": {"title": title}}))
    assert json.loads(receipt.body)["errors"]["title"] == words.WRONG_SECRET
    bot.settled()
    said = "\n".join(_all_said(slack))
    assert _found(tmp_path, said, {"Kokoni4711x", "Kokoni4712x"}) == set()
