"""What a conversation remembers: just enough for 「それはいつまで？」."""

from __future__ import annotations

from bot.domain.answer import Choice, Model


class Conversation(Model):
    """The state of one chat, one thread or one terminal session."""

    subject: str | None = None
    choices: tuple[Choice, ...] = ()
