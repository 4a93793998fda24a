"""What people do in a walkthrough: begin it, press what a step offers, type, fill in its form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.advisor import Advisor
from bot.domain.scope import Scope
from bot.domain.walkthrough import Dossier, Screen
from bot.guide import Guide
from bot.slack import parts
from indexer.index import Index
from indexer.text import Normaliser
from knowledge.catalog import Catalog
from tests.fakes.slack import CLIENT, SHARED, FakeSlack, Message, View, payloads
from tests.scenarios.acts import Json, elements, pressed, write
from tests.scenarios.bot_thread import BotThread

SELF_CHECK = "<@U0BOT> 自社診断を始める"
FULL, PARTLY = "full", "partly"


class WalkingAdvisor(Advisor):
    """Answers from the small knowledge, and leads by the walkthroughs as shipped."""

    def __init__(self, index: Index, shipped: Catalog):
        super().__init__(lambda: index.version, lambda _: index)
        self._shipped = shipped
        self._normaliser = Normaliser(shipped.terms, shipped.rewrites)

    def knowledge(self) -> tuple[Catalog, Callable[[str], str]]:
        return self._shipped, self._normaliser


class Walk:
    """A walkthrough under way in a thread.

    Args:
        slack: the fake.
        bot: the running bot.
        shipped: the knowledge the bot leads by.
        root: the post it began with.
    """

    def __init__(self, slack: FakeSlack, bot: BotThread, shipped: Catalog, root: Message):
        self.slack, self.bot, self.root = slack, bot, root
        self._guide = Guide(shipped, Normaliser(shipped.terms, shipped.rewrites))
        self.scope = Scope(team="T0OFFICE", channel=root.channel)

    @property
    def messages(self) -> list[Message]:
        """What the bot said in the thread."""
        found = self.slack.replies(self.root.channel, self.root.ts)
        return [message for message in found if message.bot_id]

    @property
    def last(self) -> Message:
        """The last message with buttons."""
        return next(message for message in reversed(self.messages) if elements(message.blocks))

    @property
    def run(self) -> str:
        """The run the last message belongs to."""
        values = [one["value"].split("|")[0] for one in elements(self.last.blocks)]
        return next(value for value in values if value)

    def dossier(self) -> Dossier:
        """What is kept of the client."""
        found: Dossier = self.bot.call(lambda c: self._guide.dossier(c, self.scope, 1.8e9))
        return found

    def stands(self) -> Screen:
        """Where the run stands."""
        found: Screen = self.bot.call(lambda c: self._guide.current(c, self.scope, self.run, 1.8e9))
        return found

    def button(self, value: str, message: Message | None = None) -> Json:
        """The button of an offer."""
        shown = elements((message or self.last).blocks)
        return next(one for one in shown if one["value"].split("|", 3)[3] == value)

    def values(self) -> list[str]:
        """What the last message offers."""
        return [one["value"].split("|", 3)[3] for one in elements(self.last.blocks)]

    def press(self, value: str, user: str = CLIENT, message: Message | None = None) -> None:
        """Press the button of an offer."""
        message = message or self.last
        found = self.button(value, message)
        payload = pressed(self.slack, message, found["action_id"], found["value"], user)
        assert self.bot.send(payload).status == 200
        self.bot.settled()

    def forge(self, value: str, user: str = CLIENT, **more: Any) -> None:
        """Press a button with a value we never wrote."""
        payload = pressed(self.slack, self.last, "walk:0", value, user, **more)
        assert self.bot.send(payload).status == 200
        self.bot.settled()

    def type(self, text: str, user: str = CLIENT) -> Message:
        """Write in the thread without a mention."""
        return write(self.slack, self.bot, self.root.channel, user, text, self.root.ts)

    def open_form(self, user: str = CLIENT) -> View:
        """Press 「まとめて答える」."""
        shown = elements(self.last.blocks)
        found = next(one for one in shown if one["action_id"] == parts.OPEN)
        trigger = self.slack.trigger(user)
        before = len(self.slack.modals)
        payload = pressed(
            self.slack, self.last, parts.OPEN, found["value"], user, trigger_id=trigger
        )
        assert self.bot.send(payload).status == 200
        self.slack.wait_for(lambda: len(self.slack.modals) > before)
        return self.slack.modals[-1]

    def choose(self, view: View, step: str, value: str, user: str = CLIENT) -> None:
        """Choose an answer in an open form."""
        chosen = payloads.action(
            f"{parts.ITEM}{step}",
            kind="radio_buttons",
            value=None,
            selected_option={"value": value, "text": {"type": "plain_text", "text": "x"}},
        )
        shown = {"id": view.id, **view.content}
        team = self.slack.world.users[user].team_id
        payload = payloads.home_action("x", view=shown, user=user, user_team=team, chosen=chosen)
        assert self.bot.send(payload).status == 200
        self.bot.settled()

    def submit(self, view: View, values: dict[str, str], user: str = CLIENT) -> None:
        """Send a form."""
        team = self.slack.world.users[user].team_id
        shown = {"id": view.id, "private_metadata": view.content["private_metadata"]}
        state = {
            step: {
                f"{parts.ITEM}{step}": {
                    "type": "radio_buttons",
                    "selected_option": {"value": value},
                }
            }
            for step, value in values.items()
        }
        payload = payloads.view_submission(parts.VIEW, state, user=user, user_team=team, view=shown)
        receipt = self.bot.send(payload)
        assert (receipt.status, receipt.body) == (200, b"")
        self.bot.settled()


def items(view: View) -> list[str]:
    """The steps a form asks."""
    return [one["action_id"].removeprefix(parts.ITEM) for one in radios(view)]


def radios(view: View) -> list[Json]:
    """The choices of a form, question by question."""
    return [one["element"] for one in view.content["blocks"] if one["type"] == "input"]


def begin(
    slack: FakeSlack,
    bot: BotThread,
    shipped: Catalog,
    text: str = SELF_CHECK,
    user: str = CLIENT,
    channel: str = SHARED,
) -> Walk:
    """Somebody begins a walkthrough with a mention."""
    return Walk(slack, bot, shipped, write(slack, bot, channel, user, text))


def to_the_questions(walk: Walk, user: str = CLIENT) -> None:
    """Skip to the first of the 25 questions."""
    walk.press("!skip", user)
    walk.press("next", user)
