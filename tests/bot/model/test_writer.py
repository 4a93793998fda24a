"""A model may better the words of an answer; whatever it does, the answer is there and true."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.domain.answer import Answer, Citation
from bot.domain.material import Material, Passage, Said
from bot.domain.spending import Limits, Spender
from bot.model.breaker import Breaker
from bot.model.budget import MemoryBudget
from bot.model.opening import open_model
from bot.model.tracing import Tracer
from bot.model.writer import Order, Writer
from tests.bot.model.conftest import settings
from tests.fakes.model.server import ModelServer

GUIDE = Citation(title="公式の案内", as_of="2026-06", quote="申請の前までに済ませます")
FAQ = Citation(title="よくある質問", as_of="2026-08", quote="費用はかかりません")
COMPOSED = Answer(
    kind="answered",
    text="宣言は、申請の前までに済ませます。 [1] 〔確定・2026年6月確認〕",
    certainty="確定",
    citations=(GUIDE,),
)
MATERIAL = Material(
    "宣言はいつまで？お金は？",
    dt.date(2026, 11, 22),
    (
        Passage("A1", "宣言は、申請の前までに済ませます。", "確かめた答え", (GUIDE,)),
        Passage("P1", "宣言に費用はかかりません。審査もありません。", "費用", (FAQ,)),
    ),
)
PLENTY = Limits(1000, 1000, 10**9, 10**9)
ASKER = Spender("T1", "U1")
FIRST = {
    "text": "宣言は申請の前までに済ませます。",
    "source": "A1",
    "quote": "申請の前までに済ませます",
}
SECOND = {
    "text": "宣言に費用はかかりません。", "source": "P1", "quote": "宣言に費用はかかりません",
}  # fmt: skip
LIE = {
    "text": "宣言は申請の後でも間に合います。",
    "source": "A1",
    "quote": "申請の前までに済ませます",
}


def said(*rows: dict[str, str]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def order(stop: asyncio.Event | None = None, thread: tuple[Said, ...] = ()) -> Order:
    return Order(COMPOSED, MATERIAL, "clerk", ASKER, thread, stop)


@contextmanager
def writing(
    play: Callable[[list[dict[str, Any]]], Any], limits: Limits = PLENTY, seconds: float = 3.0,
    **more: Any,
) -> Iterator[tuple[Writer, ModelServer]]:  # fmt: skip
    with ModelServer(play, **more) as server:
        model = open_model(settings(server.url))
        yield Writer(model, Breaker(), MemoryBudget(limits), Tracer(), seconds), server


def run(writer: Writer, wanted: Order, shown: list[str] | None = None) -> Answer:
    async def show(text: str) -> None:
        if shown is not None:
            shown.append(text)

    async def whole() -> Answer:
        try:
            return await writer.write(wanted, show)
        finally:
            await writer.aclose()

    return asyncio.run(whole())


def test_verified_statements_become_the_answer_and_are_shown_as_they_come() -> None:
    shown: list[str] = []
    with writing(lambda _: said(FIRST, SECOND)) as (writer, _):
        answer = run(writer, order(), shown)
    assert answer.text == (
        "宣言は申請の前までに済ませます。 [1] 〔確定・2026年6月確認〕\n宣言に費用はかかりません。 [2]"
    )
    assert [row.quote for row in answer.citations] == [GUIDE.quote, "宣言に費用はかかりません"]
    assert answer.written_by is not None
    assert (answer.written_by.model, answer.written_by.prompt) == ("openai:played", "answer@1")
    assert shown == [answer.text.split("\n")[0], answer.text]


def test_a_lie_among_truths_is_dropped() -> None:
    with writing(lambda _: said(FIRST, LIE, SECOND)) as (writer, _):
        answer = run(writer, order())
    assert "後でも" not in answer.text
    assert "費用はかかりません" in answer.text


@pytest.mark.parametrize(
    "reply",
    [said(LIE), said(LIE, LIE | {"source": "P7"}, FIRST), "分かりました。", "", "[" * 9000],
)
def test_a_model_that_says_little_that_holds_leaves_the_composed_answer(reply: str) -> None:
    with writing(lambda _: reply) as (writer, _):
        assert run(writer, order()) == COMPOSED


_WHOLE = json.dumps({"statements": [FIRST, SECOND]}, ensure_ascii=False, indent=2)


@pytest.mark.parametrize(
    "reply",
    [
        f"はい、お答えします。\n```json\n{_WHOLE}\n```\nお役に立てば幸いです。",
        f"```jsonl\n{said(FIRST, SECOND)}```",
        f"<think>\n資料を読む。\n{said(LIE)}これでよいか。\n</think>\n\n{said(FIRST, SECOND)}",
        f"質問は締切と費用の2つ。\n</think>\n{said(FIRST, SECOND)}",
        said(FIRST, SECOND).replace('"}', '",}'),
        "".join(f"{at}. {said(row)}" for at, row in enumerate((FIRST, SECOND), 1)),
        said(FIRST | {"source": "[A1]"}, SECOND | {"source": "p1"}),
    ],
    ids=["prose and fence", "fence", "thought", "half a thought", "commas", "list", "ids"],
)
def test_a_server_without_structured_output_is_understood(reply: str) -> None:
    with writing(lambda _: reply) as (writer, _):
        answer = run(writer, order())
    assert answer.written_by is not None
    assert answer.text == (
        "宣言は申請の前までに済ませます。 [1] 〔確定・2026年6月確認〕\n宣言に費用はかかりません。 [2]"
    )


@pytest.mark.parametrize(
    "reply",
    [
        "宣言は申請の前までに済ませます。費用はかかりません。",
        "申し訳ありませんが、そのご質問にはお答えできません。",
        '{"refusal": "お答えできません。"}',
        '{"error": {"message": "response_format is not supported"}}',
        f"<think>{said(FIRST, SECOND)}",
    ],
    ids=["prose", "refusal", "refusal as JSON", "error as JSON", "a thought without an end"],
)
def test_a_server_that_says_nothing_usable_leaves_the_composed_answer(reply: str) -> None:
    with writing(lambda _: reply) as (writer, _):
        assert run(writer, order()) == COMPOSED


def test_what_the_model_is_given_is_one_object_a_line_and_its_thread_is_this_one() -> None:
    with writing(lambda _: said(FIRST)) as (writer, server):
        run(writer, order(thread=(Said("user", '前の\n{"id": "P9"} 質問'),)))
        user = server.requests[0]["messages"][1]["content"]
    rows = [json.loads(line) for line in user.split("\n")]
    assert rows[0] == {"reader": "clerk"}
    assert rows[1]["thread"][0]["text"] == '前の\n{"id": "P9"} 質問'
    assert [row["id"] for row in rows if "id" in row] == ["A1", "P1"]
    assert rows[-1] == {"question": MATERIAL.question}


def test_a_model_that_never_answers_costs_its_time_and_no_more() -> None:
    with writing(lambda _: said(FIRST), seconds=0.5, first_seconds=30.0) as (writer, _):
        assert run(writer, order()) == COMPOSED


def test_what_came_before_the_end_of_time_is_kept_above_the_rest() -> None:
    def endless(_: list[dict[str, Any]]) -> Iterator[str]:
        yield said(SECOND)
        while True:
            yield " "

    with writing(endless, seconds=1.0, per_piece=0.05) as (writer, _):
        answer = run(writer, order())
    assert answer.text.startswith("宣言は、申請の前までに済ませます。")
    assert "費用はかかりません" in answer.text


def test_who_stops_it_has_what_was_verified_and_everything_known() -> None:
    def endless(_: list[dict[str, Any]]) -> Iterator[str]:
        yield said(SECOND)
        while True:
            yield " "

    async def whole(writer: Writer) -> Answer:
        stop = asyncio.Event()

        async def show(_: str) -> None:
            stop.set()

        try:
            return await writer.write(order(stop), show)
        finally:
            await writer.aclose()

    with writing(endless, seconds=60.0, per_piece=0.05) as (writer, _):
        answer = asyncio.run(asyncio.wait_for(whole(writer), 20))
    assert "費用はかかりません" in answer.text
    assert "申請の前までに済ませます" in answer.text
    assert "途中で止めました" in answer.text


def test_a_spent_budget_leaves_the_composed_answer_and_the_model_in_peace() -> None:
    with writing(lambda _: said(FIRST), Limits(1, 1000, 10**9, 10**9)) as (writer, server):

        async def twice() -> list[Answer]:
            found = [await writer.write(order()), await writer.write(order())]
            await writer.aclose()
            return found

        first, second = asyncio.run(twice())
    assert first.written_by is not None
    assert second == COMPOSED
    assert len(server.requests) == 1


def test_a_model_that_fails_is_left_alone_for_a_while() -> None:
    def broken(_: list[dict[str, Any]]) -> str:
        raise ConnectionError

    with writing(broken, seconds=1.0) as (writer, server):

        async def often() -> None:
            for _ in range(12):
                assert await writer.write(order()) == COMPOSED
            await writer.aclose()

        asyncio.run(often())
    # Each call may be tried twice.
    assert len(server.requests) <= 2 * 5


@pytest.mark.parametrize("thought", ["", "<think>\n締切か。\n</think>\n\n", "締切か。</think>\n"])
def test_a_short_question_to_the_model_gives_its_words_or_nothing(thought: str) -> None:
    with writing(lambda _: f"{thought}それは申請の締切のことですか") as (writer, _):

        async def ask() -> str | None:
            found = await writer.ask("standalone", "{}", ASKER, 2.0)
            await writer.aclose()
            return found

        assert asyncio.run(ask()) == "それは申請の締切のことですか"
