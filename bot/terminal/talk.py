"""What the terminal replies to a line: questions, choices, and the walkthrough under way."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bot import wording
from bot.advisor import Advisor
from bot.domain.answer import Answer
from bot.domain.conversation import Conversation
from bot.domain.courtesy import is_courtesy, is_greeting
from bot.terminal.render import lines, wrap
from bot.terminal.walk import Walk, typed_number
from bot.walkthroughs.secret import MASK, masked, secret_in
from bot.walkthroughs.split_secret import Announced, announced, completes

if TYPE_CHECKING:
    from bot.terminal.writing import Writing

_MOST_CHOICES = 20
# A score or a year may be part of a question; anything longer is a slip.
_LARGEST_SAID = 999


class Talk:
    """A conversation, line by line.

    Args:
        advisor: answers questions.
        as_of: the day questions are answered for.
        walk: the walkthroughs of a client; None = questions only.
        writing: puts answers in a model's words; None = as composed.
    """

    def __init__(
        self,
        advisor: Advisor,
        as_of: dt.date,
        walk: Walk | None = None,
        writing: Writing | None = None,
    ):
        self._advisor = advisor
        self._as_of = as_of
        self._walk = walk
        self._writing = writing
        self._conversation = Conversation()
        self._named: Announced | None = None

    def greeting(self) -> list[str]:
        """What to say first besides the greeting itself."""
        return self._walk.greeting() if self._walk else []

    def farewell(self) -> list[str]:
        """What to say last; lets everything go."""
        return self._walk.farewell() if self._walk else []

    def shown(self, line: str) -> str:
        """A line as it may be written down, in a file the output goes to (A29)."""
        if self._completes(line):
            return MASK
        return masked(line) if secret_in(line) else line

    def reply(self, line: str) -> list[str]:
        """What to show for a line.

        A number means the list shown last: the choices of an answer, or the offers of a step.
        """
        if self._completes(line):
            return wrap(wording.SECRET_TYPED)
        self._named = announced(line)
        question = _chosen(line, self._conversation)
        if question is None:
            return [wording.NO_SUCH_CHOICE.format(count=len(self._conversation.choices))]
        picked = bool(self._conversation.choices) and question != line
        if self._walk:
            rows = self._walk.wished(question) if picked else self._walk.take(line)
            if rows is not None:
                self._conversation = self._without_choices()
                return rows
        if not picked and is_courtesy(line):
            return [wording.HELLO_AGAIN if is_greeting(line) else wording.YOU_ARE_WELCOME]
        return self._answered(question)

    def _completes(self, line: str) -> bool:
        """Whether a line is the secret that the one before announced."""
        return self._named is not None and completes(self._named, line)

    def _answered(self, question: str) -> list[str]:
        in_the_middle = self._walk is not None and self._walk.screen is not None
        if self._writing and not in_the_middle:
            return self._written(question, self._writing)
        answer, self._conversation = self._advisor.ask(question, self._as_of, self._conversation)
        if not in_the_middle or not self._walk:
            return list(lines(answer))
        if answer.kind == "clarify" and answer.choices:
            # The step comes back after the answer: two numbered lists would be one too many.
            return [*lines(answer), wording.BACK_AFTER_CHOICE]
        again = self._walk.again()
        if not again:
            return list(lines(answer))
        self._conversation = self._without_choices()
        return [*_without_choices_of(answer), *again]

    def _written(self, question: str, writing: Writing) -> list[str]:
        """An answer in a model's words: what was shown while it came is not given again."""
        before = self._conversation
        if self._advisor.leans(question, before):
            alone = writing.standalone(question)
            if alone != question:
                question, before = alone, before.model_copy(update={"subject": None})
        answer, after, material = self._advisor.consult(question, self._as_of, before)
        answer = writing.written(question, answer, material)
        self._conversation = after.model_copy(update={"choices": answer.choices})
        return list(writing.rest(answer))

    def _without_choices(self) -> Conversation:
        return self._conversation.model_copy(update={"choices": ()})


def _without_choices_of(answer: Answer) -> list[str]:
    """An answer in the middle: the step's own numbers follow, so it has none."""
    text = answer.text.replace(wording.UNKNOWN_NEAR, "").rstrip()
    return list(lines(answer.model_copy(update={"choices": (), "text": text})))


def _chosen(line: str, conversation: Conversation) -> str | None:
    """The question a line stands for; None for a number that is not offered."""
    number = typed_number(line)
    if number is None or not conversation.choices:
        return line
    if 1 <= number <= len(conversation.choices):
        return conversation.choices[number - 1].question
    return None if number <= _MOST_CHOICES or number > _LARGEST_SAID else line
