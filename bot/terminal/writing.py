"""A model's answers in the terminal: verified lines as they come; Ctrl-C keeps what there is."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterator

from bot.domain.answer import Answer
from bot.domain.material import Level, Material, Said
from bot.domain.spending import Spender
from bot.domain.walkthrough import FormItem
from bot.model.dialogue import question_back, standalone
from bot.model.mapping import choice_meant
from bot.model.writer import Order, Writer
from bot.terminal.render import lines, text_lines

_MOST_SAID = 6
_LONGEST_SAID = 400


class Writing:
    """Writes one conversation's answers.

    Args:
        writer: the model.
        spender: whose budget it is.
        level: who reads.
        say: prints a line; None = nothing is shown before the answer is whole.
    """

    def __init__(
        self, writer: Writer, spender: Spender, level: Level,
        say: Callable[[str], None] | None = None,
    ):  # fmt: skip
        self._writer = writer
        self._spender = spender
        self._level = level
        self._say = say
        self._shown: list[str] = []
        self._thread: list[Said] = []
        self._runner = asyncio.Runner()

    def standalone(self, question: str) -> str:
        """A follow-up as it would be asked alone."""
        found = self._runner.run(standalone(self._writer, question, self._recent(), self._spender))
        return found or question

    def written(self, question: str, answer: Answer, material: Material | None) -> Answer:
        """The answer in the model's words, or as composed; lines are shown as they are verified."""
        self._shown = []
        answer = self._runner.run(self._written(question, answer, material))
        self._thread += [
            Said("user", question[:_LONGEST_SAID]),
            Said("bot", answer.text[:_LONGEST_SAID]),
        ]
        return answer

    def meant(self, item: FormItem, text: str) -> str | None:
        """The choice a free text at a step may mean."""
        return self._runner.run(choice_meant(self._writer, item, text, self._spender))

    def alone(self, question: str, answer: Answer, material: Material | None) -> Answer:
        """As `written`, for a question that leads to no other."""
        self._thread.clear()
        return self.written(question, answer, material)

    def rest(self, answer: Answer) -> Iterator[str]:
        """The lines of an answer that were not shown while it came."""
        found = list(lines(answer))
        if found[: len(self._shown)] == self._shown:
            yield from found[len(self._shown) :]
            return
        # Too little of what came was sound: the composed answer follows what was shown.
        yield ""
        yield from found

    def close(self) -> None:
        """Let the model's connections go."""
        self._runner.run(self._writer.aclose())
        self._runner.close()

    async def _written(self, question: str, answer: Answer, material: Material | None) -> Answer:
        if material is None:
            return await question_back(self._writer, question, answer, self._spender)
        stop = asyncio.Event()
        order = Order(answer, material, self._level, self._spender, tuple(self._recent()), stop)
        with _on_interrupt(stop.set):
            return await self._writer.write(order, self._show if self._say else None)

    async def _show(self, text: str) -> None:
        found = list(text_lines(text))
        for line in found[len(self._shown) :]:
            if self._say is not None:
                self._say(line)
        self._shown = found

    def _recent(self) -> list[Said]:
        return self._thread[-_MOST_SAID:]


@contextlib.contextmanager
def _on_interrupt(act: Callable[[], None]) -> Iterator[None]:
    """Ctrl-C ends the answer, not the conversation; only a terminal's own thread hears it."""
    loop = asyncio.get_running_loop()
    try:
        loop.add_signal_handler(signal.SIGINT, act)
    except (NotImplementedError, RuntimeError, ValueError):
        yield
        return
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGINT)
