"""The judge's plumbing with a played judge; whether a real one judges well is measured, not tested."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bot.model.opening import open_model
from tests.evals import llm_judge
from tests.evals.llm_judge import Agreement, Judge, Label
from tests.evals.llm_run import played
from tests.fakes.model.server import ModelServer

Verdict = Callable[[dict[str, str]], str]


def _told(verdict: Verdict) -> Callable[[list[dict[str, Any]]], str]:
    return lambda messages: json.dumps({"verdict": verdict(json.loads(messages[-1]["content"]))})


def _by_a_person(row: dict[str, str]) -> str:
    """Agrees with every label of the sample."""
    for label in llm_judge.read_labels():
        if label.task == row["task"] == "support" and label.statement == row["statement"]:
            return label.human
        if label.task == row["task"] == "clarity" and label.question == row["question"]:
            is_turned = row["1"] == label.second
            return {"1": "2", "2": "1"}.get(label.human, "same") if is_turned else label.human
    raise AssertionError(row)


def _agreements(server: ModelServer) -> list[Agreement]:
    async def ask() -> list[Agreement]:
        chat = open_model(played(server))
        try:
            return await llm_judge.agreements(Judge(chat), llm_judge.read_labels())
        finally:
            await chat.aclose()

    return asyncio.run(ask())


def test_a_judge_that_agrees_has_kappa_one_but_is_not_valid_with_so_few_labels() -> None:
    with ModelServer(_told(_by_a_person)) as server:
        rows = _agreements(server)
    assert [(row.task, row.kappa, row.n) for row in rows] == [
        ("clarity", 1.0, 6),
        ("support", 1.0, 6),
    ]
    assert not any(row.valid for row in rows)
    assert "not valid" in rows[0].line()


def test_a_judge_that_prefers_what_comes_first_says_same_everywhere() -> None:
    with ModelServer(_told(lambda row: "1" if row["task"] == "clarity" else "yes")) as server:
        clarity, support = _agreements(server)
    assert clarity.kappa < 0.3
    assert support.kappa == 0.0


def test_a_judge_that_talks_instead_of_judging_agrees_with_nobody() -> None:
    with ModelServer(lambda messages: "どちらもよい答えです。") as server:
        assert [row.kappa for row in _agreements(server)] == [0.0, 0.0]


def test_the_judge_is_told_neither_who_wrote_nor_anything_but_the_texts() -> None:
    with ModelServer(_told(_by_a_person)) as server:
        _agreements(server)
        for request in server.requests:
            row = json.loads(request["messages"][-1]["content"])
            assert set(row) in (
                {"task", "reader", "question", "1", "2"},
                {"task", "statement", "quote"},
            )


def test_kappa_takes_off_what_chance_gives() -> None:
    assert llm_judge.kappa([("yes", "yes"), ("no", "no")]) == 1.0
    assert llm_judge.kappa([("yes", "yes"), ("yes", "no"), ("no", "yes"), ("no", "no")]) == 0.0
    assert llm_judge.kappa([("yes", "yes")] * 5) == 0.0
    assert llm_judge.kappa([]) == 0.0


def test_the_interval_holds_kappa_and_narrows_with_more_labels() -> None:
    pairs = [("yes", "yes")] * 9 + [("no", "no")] * 9 + [("yes", "no")] * 2
    few, many = llm_judge.agreement("support", pairs), llm_judge.agreement("support", pairs * 10)
    assert few.low <= few.kappa <= few.high
    assert many.high - many.low < few.high - few.low
    assert many.valid == (many.kappa >= llm_judge.LEAST_KAPPA)


def test_labels_have_to_be_complete(tmp_path: Path) -> None:
    whole = {
        "id": "J1",
        "task": "support",
        "by": "ours",
        "human": "yes",
        "statement": "あ",
        "quote": "あ",
    }
    assert Label.model_validate(whole).human == "yes"
    for wrong in ({"human": "maybe"}, {"quote": ""}, {"task": "clarity"}, {"mood": "good"}):
        with pytest.raises(ValidationError):
            Label.model_validate(whole | wrong)


def test_the_prompt_has_an_id_and_a_version() -> None:
    prompt = llm_judge.judge_prompt()
    assert (prompt.id, prompt.version) == ("judge", 1)
    assert "clarity" in prompt.system
    assert "support" in prompt.system


def test_without_a_judge_nothing_is_printed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LLM_JUDGE", raising=False)
    llm_judge.report([])
    assert capsys.readouterr().out == ""
