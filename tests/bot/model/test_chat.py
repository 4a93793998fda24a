"""Talking to a model that fails in every way (R12, R13): one of few problems, within its time."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import aclosing

import pytest

from bot.model.chat import MOST_CHARACTERS, ModelProblem
from bot.model.opening import open_model
from tests.bot.model.conftest import KEY, settings
from tests.fakes.model import Fault, ModelServer, closed_url

SAID = "はい、そうです。期限は決まっています。"
# For what does not come to an end by itself; and for what does, on a busy machine.
SECONDS, FIRST = 1.5, 1.0
PATIENT = 30.0


def heard(url: str, seconds: float = PATIENT, first: float = PATIENT) -> tuple[str, str, float]:
    """What came, how it ended ("ok" or a code), and how long that took."""

    async def listen() -> tuple[str, str, float]:
        model = open_model(settings(url))
        said, start = "", time.monotonic()
        try:
            async for piece in model.stream("指示", "資料", seconds=seconds, first_seconds=first):
                said += piece
        except ModelProblem as problem:
            return said, problem.code, time.monotonic() - start
        finally:
            await model.aclose()
        return said, "ok", time.monotonic() - start

    return asyncio.run(listen())


def played(
    fault: Fault | None, seconds: float = PATIENT, first: float = PATIENT
) -> tuple[str, str, float, ModelServer]:
    """The same of a server that fails at every request."""
    with ModelServer(lambda _: SAID, fault=fault) as server:
        return *heard(server.url, seconds, first), server


def test_what_it_says_comes_in_pieces_and_whole() -> None:
    said, end, _, server = played(None)
    assert (said, end) == (SAID, "ok")
    (body,) = server.requests
    assert [row["role"] for row in body["messages"]] == ["system", "user"]
    assert body["temperature"] == 0
    assert body["max_completion_tokens"] <= 1500
    assert "tools" not in body
    assert "functions" not in body
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    ("fault", "code", "requests"),
    [
        (Fault.http(400), "rejected", 1),
        (Fault.http(401), "bad_key", 1),
        (Fault.http(403), "bad_key", 1),
        (Fault.http(404), "not_found", 1),
        (Fault.http(429, "0.1"), "rate_limited", 2),
        (Fault.http(429, "60"), "rate_limited", 1),
        (Fault.http(429, "Wed, 21 Oct 2026 07:28:00 GMT"), "rate_limited", 1),
        (Fault.http(500), "server", 2),
        (Fault.http(503), "server", 2),
        (Fault.page(), "garbage", 1),
        (Fault.broken_json(), "garbage", 1),
        (Fault.empty(), "garbage", 1),
        (Fault.cut(), "cut", 1),
        (Fault.quiet_cut(), "cut", 1),
    ],
    ids=lambda value: f"{value.kind}-{value.status}" if isinstance(value, Fault) else None,
)
def test_each_failure_has_its_code(fault: Fault, code: str, requests: int) -> None:
    _, end, seconds, server = played(fault)
    assert end == code
    assert len(server.requests) == requests
    assert seconds < PATIENT


@pytest.mark.parametrize("fault", [Fault.stall(), Fault.stall(after=1), Fault.drip()])
def test_who_takes_too_long_is_not_waited_for(fault: Fault) -> None:
    _, end, seconds, server = played(fault, SECONDS, FIRST)
    assert end == "timeout"
    assert len(server.requests) == 1
    # Far below the 60 s of a stall; wide for a busy machine.
    assert seconds < SECONDS + 6


def test_nobody_listens() -> None:
    said, end, _ = heard(closed_url())
    assert (said, end) == ("", "refused")


def test_what_came_before_a_cut_was_given() -> None:
    said, end, _, _ = played(Fault.cut(after=1))
    assert SAID.startswith(said)
    assert said
    assert end == "cut"


def test_a_flood_is_cut_off() -> None:
    said, end, _, _ = played(Fault.megabyte())
    assert len(said) <= MOST_CHARACTERS
    assert end == "garbage"


@pytest.mark.parametrize("fault", [Fault.control_characters(), Fault.emoji_flood()])
def test_odd_letters_pass_as_they_are(fault: Fault) -> None:
    # Who may read them is decided by bot.phrasing.
    with ModelServer(lambda _: "", fault=fault, piece=500) as server:
        said, end, _ = heard(server.url, seconds=30, first=30)
    assert end == "ok"
    assert said == fault.text


def test_a_failure_before_the_first_letter_is_tried_once_more() -> None:
    with ModelServer(lambda _: SAID) as server:
        server.next_faults = [Fault.http(503)]
        said, end, _ = heard(server.url)
    assert (said, end) == (SAID, "ok")
    assert len(server.requests) == 2


def test_no_second_try_when_its_pause_takes_the_time_that_is_left() -> None:
    with ModelServer(lambda _: SAID, fault=Fault.http(429, "1.5")) as server:
        _, end, _ = heard(server.url, first=1.0)
    assert end == "rate_limited"
    assert len(server.requests) == 1


def test_who_has_enough_hangs_up() -> None:
    async def stop_early(url: str) -> None:
        model = open_model(settings(url))
        async with aclosing(model.stream("s", "u", seconds=5, first_seconds=5)) as stream:
            async for _ in stream:
                break
        await model.aclose()

    with ModelServer(lambda _: SAID * 1000, per_piece=0.01) as server:
        asyncio.run(stop_early(server.url))
        end = time.monotonic() + 10
        while not server.dropped and time.monotonic() < end:
            time.sleep(0.02)
        assert server.dropped == 1


def test_several_at_once_are_kept_apart() -> None:
    async def ask_all(url: str) -> list[str]:
        model = open_model(settings(url))

        async def one(number: int) -> str:
            stream = model.stream("s", str(number), seconds=10, first_seconds=10)
            return "".join([piece async for piece in stream])

        said = list(await asyncio.gather(*(one(number) for number in range(8))))
        await model.aclose()
        return said

    with ModelServer(lambda messages: f"答え{messages[1]['content']}" * 9, piece=2) as server:
        assert asyncio.run(ask_all(server.url)) == [f"答え{number}" * 9 for number in range(8)]


def test_a_redirect_is_not_followed() -> None:
    # http.server's 307 would carry the question to another host.
    with ModelServer(lambda _: SAID, fault=Fault.http(307)) as server:
        said, end, _ = heard(server.url)
    assert said == ""
    assert end != "ok"
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500])
def test_neither_keys_nor_questions_reach_logs_or_errors(
    status: int, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(url: str) -> ModelProblem:
        model = open_model(settings(url))
        assert KEY not in repr(model)
        assert url not in repr(model)
        with pytest.raises(ModelProblem) as caught:
            async for _ in model.stream("指示", "秘密の質問", seconds=2, first_seconds=2):
                pass
        await model.aclose()
        return caught.value

    caplog.set_level(logging.DEBUG)
    with ModelServer(lambda _: SAID, fault=Fault.http(status, "60")) as server:
        problem = asyncio.run(fail(server.url))
    assert str(problem) == problem.code
    assert problem.__cause__ is None
    assert problem.__suppress_context__
    for secret in (KEY, "sk-echoed-secret", "秘密の質問", "指示"):
        assert secret not in caplog.text
        assert secret not in repr(problem)
