"""The advisor for a bot with many askers: one thread, one question at a time.

The advisor is plain synchronous code over one opened index; an answer takes some 15 ms.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from bot.advisor import Advisor
from bot.domain.answer import Answer
from bot.domain.conversation import Conversation
from bot.domain.material import Material
from bot.guide import Guide
from knowledge.dates import JST


class Asking:
    """Asks an advisor without blocking the event loop.

    Args:
        open_advisor: opens it; called in its own thread at the first question.
        clock: seconds since the epoch; the day in Japan is the day answered for.
    """

    def __init__(self, open_advisor: Callable[[], Advisor], clock: Callable[[], float]):
        self._open = open_advisor
        self._clock = clock
        self._advisor: Advisor | None = None
        self._guide: Guide | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="advisor")

    def today(self) -> dt.date:
        """The day in Japan."""
        return dt.datetime.fromtimestamp(self._clock(), JST).date()

    async def ask(
        self, question: str, conversation: Conversation | None
    ) -> tuple[Answer, Conversation, str]:
        """The answer, the conversation as it now is, and the index that answered.

        Raises:
            indexer.errors.IndexProblem: there is no usable index.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._ask, question, conversation)

    async def consult(
        self, question: str, conversation: Conversation | None
    ) -> tuple[Answer, Conversation, str, Material | None]:
        """As `ask`, with what a model may put the answer in words from; None: its words stay.

        Raises:
            indexer.errors.IndexProblem: there is no usable index.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._consult, question, conversation)

    async def leans(self, question: str, conversation: Conversation) -> bool:
        """Whether a question cannot be understood without what was said before.

        Raises:
            indexer.errors.IndexProblem: there is no usable index.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._thread, lambda: self._opened().leans(question, conversation)
        )

    async def urgent(self, question: str) -> Answer | None:
        """The first steps, where a question tells of an emergency; None for any other.

        Raises:
            indexer.errors.IndexProblem: there is no usable index.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._thread, lambda: self._opened().urgent(question, self.today())
        )

    async def guide(self) -> Guide:
        """What leads through the walkthroughs of the knowledge being served.

        Raises:
            indexer.errors.IndexProblem: there is no usable index.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._guided)

    async def warm_up(self) -> str:
        """Open the index now; gives its version."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: self._opened().index_version)

    def close(self) -> None:
        """Let the thread go after what it is doing."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _opened(self) -> Advisor:
        if self._advisor is None:
            self._advisor = self._open()
        return self._advisor

    def _guided(self) -> Guide:
        catalog, normalise = self._opened().knowledge()
        if self._guide is None or self._guide.catalog is not catalog:
            self._guide = Guide(catalog, normalise)
        return self._guide

    def _ask(
        self, question: str, conversation: Conversation | None
    ) -> tuple[Answer, Conversation, str]:
        advisor = self._opened()
        answer, after = advisor.ask(question, self.today(), conversation)
        return answer, after, advisor.index_version

    def _consult(
        self, question: str, conversation: Conversation | None
    ) -> tuple[Answer, Conversation, str, Material | None]:
        advisor = self._opened()
        answer, after, material = advisor.consult(question, self.today(), conversation)
        return answer, after, advisor.index_version, material
