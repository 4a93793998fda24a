"""A clerk who adds documents in Slack, whatever happens to the bot meanwhile.

The clerk looks at the thread and does the next thing that is offered. What the bot did not
acknowledge is sent again, as Slack does with events and people do with forms and buttons.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from bot.slack.adding import form, words
from bot.state import inbox, outbox
from bot.state.database import engine_for
from indexer.releases import Releases
from tests.bot_process import BotProcess
from tests.fakes.slack import DIRECT, STAFF, FakeSlack, Message, payloads
from tests.scenarios.acts import elements, pressed
from tests.scenarios.adding import state


class Clerk:
    """Adds one document, step by step.

    Args:
        slack: the fake.
        home: the data directory of the bot.
        file: name and content of the document.
        said: the form as the clerk fills it in.
    """

    def __init__(
        self, slack: FakeSlack, home: Path, file: tuple[str, bytes], said: Mapping[str, str]
    ):
        self._slack, self._home, self._said = slack, home, said
        self._engine: Engine = engine_for(f"sqlite:///{home / 'hoshimichi.sqlite3'}")
        self.before = Releases(home).active()
        self.post = slack.put_files(DIRECT, STAFF, file)
        self._steps = [self._drop, self._describe, self._activate, self._wait]

    def act(self, bot: BotProcess) -> bool:
        """Do what can be done now; True when all is done."""
        if self._steps and self._steps[0](bot):
            self._steps.pop(0)
        return not self._steps and self._is_settled()

    @property
    def said(self) -> list[Message]:
        """What the bot said below the file."""
        return [one for one in self._slack.replies(DIRECT, self.post.ts) if one.bot_id]

    @property
    def pressed_activate(self) -> bool:
        """Whether the press was taken."""
        return len(self._steps) < 2

    def with_buttons(self) -> list[Message]:
        """The messages that may still be pressed."""
        return [one for one in self.said if elements(one.blocks)]

    def close(self) -> None:
        """Leave the database alone."""
        self._engine.dispose()

    def _drop(self, bot: BotProcess) -> bool:
        return bot.send(payloads.of_message(self.post)).ok

    def _describe(self, bot: BotProcess) -> bool:
        offer = self._offering(form.OPEN)
        if offer is None:
            return False
        view = {"id": "V1", "private_metadata": offer["value"]}
        sent = payloads.view_submission(form.VIEW, state(self._said), user=STAFF, view=view)
        return bot.send(sent).ok

    def _activate(self, bot: BotProcess) -> bool:
        found = self._offering("adding:activate")
        if found is None:
            return False
        payload = pressed(self._slack, self.said[-1], found["action_id"], found["value"])
        return bot.send(payload).ok

    def _wait(self, bot: BotProcess) -> bool:
        return any(words.ACTIVE.partition("\n")[0] in one.text for one in self.said)

    def _offering(self, action: str) -> dict[str, Any] | None:
        found = [one for message in self.said for one in elements(message.blocks)]
        return next((one for one in reversed(found) if one["action_id"] == action), None)

    def _is_settled(self) -> bool:
        with self._engine.connect() as connection:
            rows, letters = inbox.backlog(connection), outbox.backlog(connection)
        left = rows.get("waiting", 0) + rows.get("claimed", 0)
        return left + sum(letters.get(one, 0) for one in ("waiting", "sending", "unsure")) == 0
