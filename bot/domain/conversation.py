"""What a conversation remembers: just enough for 「それはいつまで？」."""

from __future__ import annotations

from bot.domain.answer import Choice, Model


class Conversation(Model):
    """The state of one chat, one thread or one terminal session.

    `run` is the walkthrough last shown there: what is typed may answer its step.
    """

    subject: str | None = None
    choices: tuple[Choice, ...] = ()
    run: str | None = None
