"""`python -m bot ask`: one answer, or one JSON line for each question of a file."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from bot import wording
from bot.advisor import Advisor
from bot.domain.answer import Answer
from bot.errors import BadInput
from bot.terminal.render import lines
from bot.terminal.saying import say
from bot.terminal.somebody import unknown_client

if TYPE_CHECKING:
    from bot.terminal.writing import Writing


class QuestionLine(BaseModel):
    """A line of a question file."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str | int
    question: str
    as_of: dt.date | None = None


def ask_one(
    advisor: Advisor, question: str, as_of: dt.date, as_json: bool, writing: Writing | None = None
) -> None:
    """Print the answer to one question; in a model's words as they come, where there is one."""
    if as_json:
        say(_json(advisor, "1", question, as_of, writing))
        return
    answer = _answer(advisor, question, as_of, writing)
    for row in writing.rest(answer) if writing else lines(answer):
        say(row)


def ask_file(
    advisor: Advisor,
    questions: list[QuestionLine],
    as_of: dt.date,
    writing: Writing | None = None,
) -> None:
    """Print one JSON line for each question, in order."""
    for row in questions:
        say(_json(advisor, row.id, row.question, row.as_of or as_of, writing))


def read_questions(path: Path) -> list[QuestionLine]:
    """The questions of a JSON-lines file; blank lines are skipped.

    Raises:
        BadInput: the file or a line cannot be read; names the line.
    """
    return list(_questions(path))


def _questions(path: Path) -> Iterator[QuestionLine]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(wording.BAD_FILE.format(reason=path)) from error
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield QuestionLine.model_validate(json.loads(line))
        except (ValueError, ValidationError, RecursionError) as error:
            reason = type(error).__name__
            raise BadInput(wording.BAD_LINE.format(line=number, reason=reason)) from error


def _answer(advisor: Advisor, question: str, as_of: dt.date, writing: Writing | None) -> Answer:
    if answer := unknown_client(advisor, question, time.time()):
        return answer
    if writing is None:
        return advisor.ask(question, as_of)[0]
    answer, _, material = advisor.consult(question, as_of)
    return writing.alone(question, answer, material)


def _json(
    advisor: Advisor,
    identifier: str | int,
    question: str,
    as_of: dt.date,
    writing: Writing | None,
) -> str:
    started = time.perf_counter()
    answer = _answer(advisor, question, as_of, writing)
    took = (time.perf_counter() - started) * 1000
    row: dict[str, Any] = {
        "id": identifier,
        "question": _shown(question),
        "kind": answer.kind,
        "text": answer.text,
        "certainty": answer.certainty,
        "citations": [citation.model_dump() for citation in answer.citations],
        "index": advisor.index_version,
        "latency_ms": round(took, 2),
    }
    if answer.written_by:
        row["written_by"] = answer.written_by.model_dump()
    if answer.choices:
        row["choices"] = [choice.model_dump() for choice in answer.choices]
    text = json.dumps(row, ensure_ascii=False)
    # What the output cannot show (or a lone surrogate) is still valid JSON as escapes.
    return text if _encodable(text) else json.dumps(row)


def _shown(question: str) -> str:
    """The question as output may show it, which ends in files and logs (A29)."""
    from bot.walkthroughs.secret import masked, secret_in

    return masked(question) if secret_in(question) else question


def _encodable(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True
