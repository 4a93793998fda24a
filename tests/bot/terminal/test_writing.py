"""A model's answer in the terminal: lines as they are verified, nothing twice, nothing lost."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot import wording
from bot.terminal.modelling import open_writing
from bot.terminal.render import lines
from bot.terminal.writing import Writing
from tests.bot.model.test_writer import COMPOSED, FIRST, MATERIAL, SECOND, said
from tests.fakes.model.server import ModelServer


@pytest.fixture
def shown() -> list[str]:
    """What was printed while an answer came."""
    return []


@contextmanager
def opened(
    monkeypatch: pytest.MonkeyPatch, play: Callable[[list[dict[str, Any]]], Any],
    shown: list[str] | None = None, **more: Any,
) -> Iterator[Writing]:  # fmt: skip
    with ModelServer(play, **more) as server:
        monkeypatch.setenv("LLM_MODEL", "openai:played")
        monkeypatch.setenv("LLM_BASE_URL", server.url)
        writing = open_writing("hanako", shown.append if shown is not None else None)
        assert writing is not None
        yield writing
        writing.close()


def test_lines_are_shown_as_they_come_and_the_rest_follows(
    monkeypatch: pytest.MonkeyPatch, shown: list[str]
) -> None:
    with opened(monkeypatch, lambda _: said(FIRST, SECOND), shown) as writing:
        answer = writing.written("宣言はいつまで？", COMPOSED, MATERIAL)
        rest = list(writing.rest(answer))
    assert shown[0].startswith("宣言は申請の前までに済ませます。 [1]")
    assert "宣言に費用はかかりません。 [2]" in shown
    assert shown + rest == list(lines(answer))
    assert wording.SOURCES in rest


def test_without_a_place_to_show_it_the_answer_is_given_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with opened(monkeypatch, lambda _: said(FIRST)) as writing:
        answer = writing.alone("宣言はいつまで？", COMPOSED, MATERIAL)
        assert list(writing.rest(answer)) == list(lines(answer))


def test_ctrl_c_ends_the_answer_and_keeps_what_is_known(
    monkeypatch: pytest.MonkeyPatch, shown: list[str]
) -> None:
    def endless(_: list[dict[str, Any]]) -> Iterator[str]:
        yield said(SECOND)
        while True:
            yield " "

    class Interrupting(list[str]):
        def append(self, line: str) -> None:
            super().append(line)
            os.kill(os.getpid(), signal.SIGINT)

    with opened(monkeypatch, endless, Interrupting(), per_piece=0.05) as writing:
        answer = writing.written("費用は？", COMPOSED, MATERIAL)
    assert wording.STOPPED in answer.text
    assert "申請の前までに済ませます" in answer.text


def test_a_model_that_fails_costs_nothing_but_its_words(
    monkeypatch: pytest.MonkeyPatch, shown: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    with opened(monkeypatch, lambda _: "分かりました。", shown) as writing:
        answer = writing.written("宣言はいつまで？", COMPOSED, MATERIAL)
        assert list(writing.rest(answer)) == list(lines(COMPOSED))
    assert shown == []
    assert "model" not in capfd.readouterr().err


def test_what_the_thread_said_goes_along_and_a_lone_question_forgets_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with ModelServer(lambda _: said(FIRST)) as server:
        monkeypatch.setenv("LLM_MODEL", "openai:played")
        monkeypatch.setenv("LLM_BASE_URL", server.url)
        writing = open_writing("hanako")
        assert writing is not None
        writing.written("宣言はいつまで？", COMPOSED, MATERIAL)
        writing.written("お金は？", COMPOSED, MATERIAL)
        writing.alone("ほかの質問", COMPOSED, MATERIAL)
        writing.close()
        users = [request["messages"][1]["content"] for request in server.requests]
    assert [("宣言はいつまで" in user.split('{"id"')[0]) for user in users] == [False, True, False]


def test_a_setting_that_cannot_be_read_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LLM_MODEL", "gpt")
    assert open_writing("hanako") is None
    assert capsys.readouterr().err.strip() == wording.MODEL_UNKNOWN_PROVIDER


def test_without_a_model_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LLM_MODEL", raising=False)
    assert open_writing("hanako") is None
