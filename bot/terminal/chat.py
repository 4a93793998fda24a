"""`python -m bot chat`: a conversation in the terminal; reads a pipe as well."""

from __future__ import annotations

import datetime as dt
import io
import sys
from collections.abc import Iterator

from bot import wording
from bot.advisor import Advisor
from bot.domain.conversation import Conversation
from bot.terminal.render import lines

_LEAVE = {"exit", "quit", "終了", "おわり", "終わり", "bye"}


def chat(advisor: Advisor, as_of: dt.date) -> None:
    """Answer line after line until the input ends."""
    say(wording.GREETING)
    conversation = Conversation()
    for line in _typed():
        question = _chosen(line, conversation)
        if question is None:
            say(wording.NO_SUCH_CHOICE.format(count=len(conversation.choices)))
            continue
        answer, conversation = advisor.ask(question, as_of, conversation)
        say("")
        for row in lines(answer):
            say(row)
        say("")
    say(wording.GOODBYE)


def _typed() -> Iterator[str]:
    """Lines as typed, until the end or a word of leave."""
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
            say(f"{wording.PROMPT}{line.rstrip()}")
        if line.strip().lower() in _LEAVE:
            return
        yield line.strip()


def _chosen(line: str, conversation: Conversation) -> str | None:
    """The question a line stands for; None for a number that is not offered."""
    digits = line.translate(str.maketrans("０１２３４５６７８９", "0123456789")).rstrip(").）")
    if not (digits.isascii() and digits.isdigit()) or not conversation.choices:
        return line
    number = int(digits) if len(digits) < 4 else 0
    if 1 <= number <= len(conversation.choices):
        return conversation.choices[number - 1].question
    return None if number <= 20 else line


def say(text: str) -> None:
    """Print a line; characters the terminal cannot show become '?'."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    sys.stdout.flush()
