"""A language model as a judge of clarity and support, and how far it agrees with people.

Opt-in: LLM_JUDGE=provider:model, beside `python -m tests.evals.llm --real`. Its figures are printed
as not valid unless it agrees with people's labels (Cohen's κ); see docs/evaluation-llm.md.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

from bot.model.chat import ChatModel, ModelProblem
from bot.model.opening import open_model
from bot.settings import Settings
from tests.evals.llm_run import Outcome

_FOLDER = Path(__file__).parent
SAMPLE = _FOLDER / "labels" / "judge_sample.yaml"
LEAST_KAPPA, LEAST_LABELS = 0.8, 30
_RESAMPLES = 2000
_SECONDS = 60.0
_AT_ONCE = 4
_MARK = re.compile(r"\[([0-9]{1,2})\]")
_VERDICT = re.compile(r'\{\s*"verdict"\s*:\s*"([a-z0-9]+)"\s*\}')
_VERDICTS = {"clarity": {"1", "2", "same"}, "support": {"yes", "no"}}
_TURNED = {"1": "2", "2": "1", "same": "same"}

Task = Literal["clarity", "support"]


class JudgePrompt(BaseModel):
    """The judge's instructions, from tests/evals/prompts/judge.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    version: int
    purpose: str
    system: str


class Label(BaseModel):
    """What a person says of one item.

    `by` names who labelled, or `ours` for the project's own. clarity: question, reader, first,
    second; human 1, 2 or same. support: statement, quote; human yes or no.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    task: Task
    by: str
    human: str
    reader: Literal["owner", "clerk", "consultant"] = "clerk"
    question: str = ""
    first: str = ""
    second: str = ""
    statement: str = ""
    quote: str = ""

    @model_validator(mode="after")
    def _complete(self) -> Label:
        needed = (
            (self.question, self.first, self.second)
            if self.task == "clarity"
            else (self.statement, self.quote)
        )
        if not all(needed) or self.human not in _VERDICTS[self.task]:
            raise ValueError(f"label {self.id} is not complete")
        return self


@dataclass(frozen=True)
class Agreement:
    """Cohen's κ of the judge with people, with its 95 % bootstrap interval."""

    task: Task
    kappa: float
    low: float
    high: float
    n: int

    @property
    def valid(self) -> bool:
        """Whether the judge's figures may be used at all."""
        return self.n >= LEAST_LABELS and self.kappa >= LEAST_KAPPA

    def line(self) -> str:
        """As printed."""
        reason = "" if self.valid else "  → not valid: "
        if not self.valid:
            reason += "too few labels" if self.n < LEAST_LABELS else f"κ under {LEAST_KAPPA}"
        return f"     judge, {self.task}: κ {self.kappa:.2f} [{self.low:.2f}, {self.high:.2f}] n={self.n}{reason}"


class Judge:
    """Asks a model for verdicts.

    Args:
        chat: the model.
    """

    def __init__(self, chat: ChatModel):
        self._chat = chat
        self.prompt = judge_prompt()
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def clearer(self, reader: str, question: str, first: str, second: str) -> str | None:
        """1, 2 or same; asked in both orders, and what changes with the order counts as same."""
        row = {"task": "clarity", "reader": reader, "question": question}
        one, two = await asyncio.gather(
            self._verdict({**row, "1": first, "2": second}),
            self._verdict({**row, "1": second, "2": first}),
        )
        if one is None or two is None:
            return None
        return one if one == _TURNED[two] else "same"

    async def supported(self, statement: str, quote: str) -> str | None:
        """yes or no; None where the judge gave no verdict."""
        return await self._verdict({"task": "support", "statement": statement, "quote": quote})

    async def labelled(self, label: Label) -> str | None:
        """The judge's verdict on what a person has labelled."""
        if label.task == "support":
            return await self.supported(label.statement, label.quote)
        return await self.clearer(label.reader, label.question, label.first, label.second)

    async def _verdict(self, row: dict[str, str]) -> str | None:
        user = json.dumps(row, ensure_ascii=False)
        async with self._turns:
            try:
                said = [
                    piece
                    async for piece in self._chat.stream(
                        self.prompt.system, user, seconds=_SECONDS, first_seconds=_SECONDS
                    )
                ]
            except ModelProblem:
                return None
        found = _VERDICT.findall("".join(said))
        return found[-1] if found and found[-1] in _VERDICTS[row["task"]] else None


def judge_prompt() -> JudgePrompt:
    """The instructions a judge is given."""
    text = (_FOLDER / "prompts" / "judge.yaml").read_text(encoding="utf-8")
    return JudgePrompt.model_validate(yaml.safe_load(text))


def read_labels(path: Path = SAMPLE) -> list[Label]:
    """People's labels.

    Raises:
        pydantic.ValidationError: a label is not complete.
    """
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [Label.model_validate(row) for row in data["labels"]]


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's κ: agreement beyond what chance gives; 0 where nothing can be told."""
    if not pairs:
        return 0.0
    n = len(pairs)
    same = sum(one == two for one, two in pairs) / n
    ones, twos = Counter(one for one, _ in pairs), Counter(two for _, two in pairs)
    chance = sum(ones[verdict] * twos[verdict] for verdict in ones) / n**2
    # All of one verdict: agreement says nothing.
    return (same - chance) / (1 - chance) if chance < 1 else 0.0


def agreement(task: Task, pairs: Sequence[tuple[str, str]]) -> Agreement:
    """κ and its interval; the same pairs give the same interval."""
    lot = Random(0)
    drawn = sorted(
        kappa(lot.choices(pairs, k=len(pairs))) for _ in range(_RESAMPLES if pairs else 0)
    )
    low = drawn[int(0.025 * len(drawn))] if drawn else 0.0
    high = drawn[min(int(0.975 * len(drawn)), len(drawn) - 1)] if drawn else 0.0
    return Agreement(task, kappa(pairs), low, high, len(pairs))


async def agreements(judge: Judge, labels: Iterable[Label]) -> list[Agreement]:
    """How far a judge agrees with people; an item without a verdict counts as a disagreement."""
    rows = list(labels)
    said = await asyncio.gather(*(judge.labelled(row) for row in rows))
    tasks: tuple[Task, ...] = ("clarity", "support")
    return [
        agreement(
            task,
            [(r.human, v or "none") for r, v in zip(rows, said, strict=True) if r.task == task],
        )
        for task in tasks
    ]


async def clarity(judge: Judge, outcomes: Sequence[Outcome]) -> Counter[str]:
    """How often the written answer is clearer than the composed one, less clear, or the same."""
    found: Counter[str] = Counter()
    for verdict in await asyncio.gather(*(_pair(judge, row) for row in outcomes)):
        found[verdict] += 1
    return found


async def support(judge: Judge, outcomes: Sequence[Outcome]) -> Counter[str]:
    """How often what the model wrote is said by what it quotes."""
    asked = [judge.supported(text, quote) for row in outcomes for text, quote in _statements(row)]
    return Counter(verdict or "none" for verdict in await asyncio.gather(*asked))


def report(outcomes: Sequence[Outcome]) -> None:
    """Print what the judge of LLM_JUDGE says; nothing where none is named."""
    if name := os.environ.get("LLM_JUDGE", ""):
        settings = Settings.model_validate(
            {"LLM_MODEL": name, "LLM_BASE_URL": os.environ.get("LLM_JUDGE_BASE_URL", "")}
        )
        for line in asyncio.run(_report(settings, outcomes)):
            print(line)  # noqa: T201


async def _report(settings: Settings, outcomes: Sequence[Outcome]) -> list[str]:
    path = Path(os.environ.get("LLM_JUDGE_LABELS", SAMPLE))
    chat = open_model(settings)
    judge = Judge(chat)
    try:
        known = await agreements(judge, read_labels(path))
        written = [row for row in outcomes if row.written.written_by]
        found = [await clarity(judge, written), await support(judge, written)]
    finally:
        await chat.aclose()
    head = f"     judge {chat.name}, prompt {judge.prompt.id}@{judge.prompt.version}, labels {path.name}"
    lines = [head, *(row.line() for row in known)]
    for row, counts in zip(known, found, strict=True):
        figures = ", ".join(f"{verdict} {count}" for verdict, count in sorted(counts.items()))
        lines.append(f"     {row.task}: {figures}{'' if row.valid else '  (not valid)'}")
    return lines


async def _pair(judge: Judge, row: Outcome) -> str:
    """written, composed, same or none: the judge does not know which is which."""
    question = row.case.question
    texts = [("written", row.written.text), ("composed", row.case.composed.text)]
    Random(question.id).shuffle(texts)
    verdict = await judge.clearer("clerk", question.question, texts[0][1], texts[1][1])
    if verdict is None or verdict == "same":
        return verdict or "none"
    return texts[int(verdict) - 1][0]


def _statements(row: Outcome) -> list[tuple[str, str]]:
    """The lines that are the model's own, each with the quotes it is marked with."""
    own = [line for line in row.written.text.split("\n") if _MARK.search(line)]
    composed = _MARK.sub("", row.case.composed.text)
    found = []
    for line in own:
        text = _MARK.sub("", line).split("〔")[0].strip()
        quotes = [row.written.citations[int(n) - 1].quote for n in _MARK.findall(line)]
        if text and text not in composed:
            found.append((text, "\n".join(quotes)))
    return found
