"""The model is opened beside the start; until it is open, or for want of it, answers stay."""

from __future__ import annotations

import asyncio
import datetime as dt
import threading

from bot.domain.answer import Answer
from bot.domain.material import Material
from bot.domain.spending import Spender
from bot.model.writer import Order
from bot.slack.desk import AnswerWriter
from bot.slack.drafts import Drafts
from bot.slack.late_writer import CountedWriter, LateWriter
from tests.fakes.model.scripted_writer import NAME, ScriptedWriter

ME = Spender(team="T", user="U")
ANSWER = Answer(kind="answered", text="組み立てた答え", certainty="確定")
ORDER = Order(
    answer=ANSWER,
    material=Material(question="?", as_of=dt.date(2026, 11, 23), passages=()),
    level="clerk",
    spender=ME,
)


def test_answers_stay_as_composed_until_the_model_is_open() -> None:
    may_open, scripted = threading.Event(), ScriptedWriter()

    def opened() -> AnswerWriter:
        may_open.wait(10)
        return scripted

    async def run() -> None:
        writer = LateWriter("openai:x", opened)
        assert await writer.write(ORDER) == ANSWER
        assert await writer.ask("answer", "?", ME, 1.0) is None
        may_open.set()
        while writer.name != NAME:
            await asyncio.sleep(0.01)
        assert (await writer.write(ORDER)).written_by is not None
        await writer.aclose()

    asyncio.run(run())
    assert scripted.closed


def test_a_model_that_cannot_be_opened_is_done_without() -> None:
    def opened() -> AnswerWriter:
        raise RuntimeError("no")

    async def run() -> None:
        writer = LateWriter("openai:x", opened)
        await asyncio.sleep(0.1)
        assert await writer.write(ORDER) == ANSWER
        await writer.aclose()

    asyncio.run(run())


def test_short_questions_count_as_waiting_and_end_where_there_is_no_room() -> None:
    class Slow(ScriptedWriter):
        async def ask(self, prompt_id: str, user: str, spender: Spender, seconds: float) -> str:
            await asyncio.sleep(0.1)
            return "はい"

    async def run() -> None:
        drafts = Drafts(most=2)
        writer = CountedWriter(Slow(), drafts)
        asked = [asyncio.create_task(writer.ask("x", "?", ME, 1.0)) for _ in range(3)]
        await asyncio.sleep(0.02)
        assert drafts.writing == 2
        assert [await one for one in asked] == ["はい", "はい", None]
        assert drafts.writing == 0

    asyncio.run(run())
