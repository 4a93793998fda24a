"""What office staff does to add a document: drop it, fill in the form, press what is offered."""

from __future__ import annotations

import asyncio
import io
import json
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from docx import Document
from sqlalchemy import Connection, select

from bot.slack.adding import form
from bot.slack.adding.child import carry_out
from bot.slack.adding.orders import BuildOrder, Built, Order, Outcome, Read, ReadOrder
from bot.slack.adding.workshop import NotCarriedOut, Tell
from bot.state import additions
from bot.state.additions import Addition
from bot.state.tables import additions as table
from indexer.gate.answers import Answers
from indexer.intake.limits import Limits
from indexer.releases import Releases
from indexer.settings import IndexSettings
from tests.fakes.slack import DIRECT, OFFICE, STAFF, FakeSlack, Message, View, payloads
from tests.scenarios.acts import button, elements, everything, pressed
from tests.scenarios.bot_thread import BotThread

Json = dict[str, Any]

DESCRIBED = {
    "title": "猫の手補助金 公募要領",
    "edition": "2026年版",
    "publisher": "猫の手補助金事務局",
    "published": "2026-03-30",
    "use": "rules",
    "trust": "official",
}


class Bench:
    """A workshop in a thread of the test: the same work, without starting a process for it.

    Args:
        settings: say where the index lies.
        before: called with each order before it is carried out.
        limits: what a file may cost.
    """

    def __init__(
        self,
        settings: IndexSettings,
        before: Callable[[Order], None] = lambda _: None,
        limits: Limits | None = None,
        answers: Answers = lambda _: {},
    ):
        self.settings, self.limits = settings, limits or Limits()
        self.orders: list[Order] = []
        self._before, self._answers = before, answers

    async def carry_out(self, order: Order, tell: Tell) -> Outcome:
        """Carry it out beside the event loop."""
        loop = asyncio.get_running_loop()

        def say(step: str) -> None:
            asyncio.run_coroutine_threadsafe(tell(step), loop).result(10)

        self.orders.append(order)
        self._before(order)
        return await asyncio.to_thread(carry_out, self.settings, order, say, self._answers)


class Scripted:
    """A workshop whose outcomes are known beforehand; the candidate it tells of is really there.

    Args:
        settings: say where the index lies.
        built: what building comes to.
        read: what reading comes to.
        limits: what a file may cost.
    """

    def __init__(
        self, settings: IndexSettings, built: Built, read: Read, limits: Limits | None = None
    ):
        self.settings, self.limits = settings, limits or Limits()
        self.built, self.read = built, read
        self.orders: list[Order] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.deaths = 0

    async def carry_out(self, order: Order, tell: Tell) -> Outcome:
        """Say what was agreed; wait while it may not go on, and die as often as is wanted."""
        self.orders.append(order)
        await tell("read" if order.do == "read" else "gate")
        while not self.may_go_on.is_set():
            await asyncio.sleep(0.01)
        if self.deaths:
            self.deaths -= 1
            raise NotCarriedOut("died")
        if isinstance(order, ReadOrder):
            (order.folder / "read.json").write_text("{}")
            return self.read
        if isinstance(order, BuildOrder):
            return self.built
        passed = {"passed": True, "confirmable": False}
        return self.built.checked.model_copy(update=passed)


def word_file(*paragraphs: str, title: str = "猫の手補助金 公募要領") -> bytes:
    """A small Word document of two chapters."""
    document = Document()
    document.core_properties.title = title
    document.add_heading(title, level=0)
    document.add_paragraph("2026年版　令和8年3月30日")
    document.add_paragraph("猫の手補助金事務局")
    document.add_heading("第1章 申請に要るもの", level=1)
    for text in paragraphs or ("申請には、肉球の写しと毛並みの証明書を添えてください。",):
        document.add_paragraph(text)
    document.add_heading("第2章 締切", level=1)
    document.add_paragraph("締切は、三月の最後の金曜日の十七時です。")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


class Adding:
    """Staff at work in the DM with the bot.

    Args:
        slack: the fake.
        bot: the running bot.
        home: where the index lies.
    """

    def __init__(self, slack: FakeSlack, bot: BotThread, home: Path):
        self.slack, self.bot, self.home = slack, bot, home

    @property
    def active(self) -> str:
        """The version being served."""
        return Releases(self.home).active()

    @property
    def rows(self) -> list[Addition]:
        """Every addition."""

        def read(connection: Connection) -> list[Addition | None]:
            ids = connection.scalars(select(table.c.id).order_by(table.c.started_at)).all()
            return [additions.find(connection, OFFICE.team_id, one) for one in ids]

        return [one for one in self.bot.call(read) if one]

    def begin(self, *files: tuple[str, bytes], **more: Any) -> Message:
        """Drop files and wait for nothing."""
        post = self.slack.put_files(DIRECT, STAFF, *files, **more)
        assert self.bot.send(payloads.of_message(post)).status == 200
        return post

    def drop(
        self,
        *files: tuple[str, bytes],
        user: str = STAFF,
        channel: str = DIRECT,
        text: str = "",
        **more: Any,
    ) -> Message:
        """Drop files and wait until they are read."""
        post = self.slack.put_files(channel, user, *files, text=text, **more)
        assert self.bot.send(payloads.of_message(post)).status == 200
        self.bot.settled(60)
        return post

    def said(self, post: Message) -> list[Message]:
        """What the bot said below a post."""
        return [one for one in self.slack.replies(post.channel, post.ts) if one.bot_id]

    def text(self, post: Message) -> str:
        """All of it."""
        return "\n".join(everything(one) for one in self.said(post))

    def last(self, post: Message) -> Message:
        """The last message with buttons."""
        found = [one for one in self.said(post) if elements(one.blocks)]
        assert found, f"no buttons below the post: {self.text(post)}"
        return found[-1]

    def open(self, message: Message, user: str = STAFF) -> View | None:
        """Press the button that opens the form; None when none opens."""
        before = len(self.slack.modals)
        found = button(message, form.OPEN)
        trigger = self.slack.trigger(user)
        payload = pressed(self.slack, message, form.OPEN, found["value"], user, trigger_id=trigger)
        calls = len(self.slack.calls)
        assert self.bot.send(payload).status == 200
        self.slack.wait_for(
            lambda: any(
                one.method in {"views.open", "chat.postEphemeral"}
                for one in self.slack.calls[calls:]
            )
        )
        return self.slack.modals[-1] if len(self.slack.modals) > before else None

    def fill(
        self, view: View, *, user: Any = STAFF, file: Any = None, **said: str | None
    ) -> dict[str, str]:
        """Send the form with what stands in it, changed by what is given; gives what is wrong."""
        values = {**initial(view.content), **said}
        payload = payloads.view_submission(
            form.VIEW,
            state({key: value for key, value in values.items() if value}, file),
            user=user,
            user_team=self.slack.world.users[user].team_id,
            view={"id": view.id, "private_metadata": view.content["private_metadata"]},
        )
        receipt = self.bot.send(payload)
        assert receipt.status == 200
        self.bot.settled(60)
        errors: dict[str, str] = json.loads(receipt.body)["errors"] if receipt.body else {}
        return errors

    def press(self, message: Message, act: str, user: str = STAFF) -> None:
        """Press a button of the document."""
        found = button(message, f"adding:{act}")
        payload = pressed(self.slack, message, found["action_id"], found["value"], user)
        assert self.bot.send(payload).status == 200
        self.bot.settled(60)

    def candidate(
        self, name: Any = "koubo.docx", content: Any = None, **said: str | None
    ) -> Message:
        """Drop a file and describe it; gives the post."""
        post = self.drop((name, content or word_file()))
        view = self.open(self.last(post))
        assert view
        self.fill(view, **{**DESCRIBED, **said})
        return post


def initial(view: Json) -> dict[str, str]:
    """What stands in a form when it opens."""
    found = {}
    for block in view["blocks"]:
        element = block.get("element", {})
        option = element.get("initial_option", {}).get("value")
        value = element.get("initial_value") or element.get("initial_date") or option
        if value:
            found[block["block_id"]] = value
    return found


def state(values: Mapping[str, str], file: Json | None = None) -> Json:
    """What Slack sends of a form."""
    found: Json = {}
    for name, value in values.items():
        if name in {"use", "trust", "previous"}:
            element: Json = {"selected_option": {"value": value}}
        elif name in {"published", "valid_from", "valid_to"}:
            element = {"type": "datepicker", "selected_date": value}
        else:
            element = {"type": "plain_text_input", "value": value}
        found[name] = {name: element}
    if file:
        found["file"] = {"file": {"type": "file_input", "files": [file]}}
    return found
