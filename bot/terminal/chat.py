"""`python -m bot chat`: a conversation in the terminal; reads a pipe as well."""

from __future__ import annotations

import datetime as dt
import io
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from bot import wording
from bot.advisor import Advisor
from bot.terminal.saying import say
from bot.terminal.talk import Talk
from bot.terminal.walk import Walk

if TYPE_CHECKING:
    from bot.terminal.writing import Writing

_LEAVE = {"exit", "quit", "終了", "おわり", "終わり", "bye"}


def chat(
    advisor: Advisor,
    as_of: dt.date,
    walk: Walk | None = None,
    writing: Writing | None = None,
) -> None:
    """Answer line after line until the input ends."""
    say(wording.GREETING)
    talk = Talk(advisor, as_of, walk, writing)
    for row in talk.greeting():
        say(row)
    for line in _typed(talk.shown):
        say("")
        for row in talk.reply(line):
            say(row)
        say("")
    for row in talk.farewell():
        say(row)
    say(wording.GOODBYE)


def _typed(shown: Callable[[str], str]) -> Iterator[str]:
    """Lines as typed, until the end or a word of leave; a pipe's are written out as `shown`."""
    interactive = sys.stdin.isatty()
    if isinstance(sys.stdin, io.TextIOWrapper):
        # A byte that is no character must not end the conversation.
        sys.stdin.reconfigure(errors="replace")
    while True:
        if interactive:
            try:
                line = input(wording.PROMPT)
            except EOFError:
                return
        else:
            line = sys.stdin.readline()
            if not line:
                return
            say(f"{wording.PROMPT}{shown(line.rstrip())}")
        if line.strip().lower() in _LEAVE:
            return
        yield line.strip()
