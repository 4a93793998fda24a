"""`python -m tests.evals.documents.evaluate`: whether answers name the right page of documents.

Asks every question as it is, with the document named, and by page; and questions that are not ours,
which no document may answer. Ends with 1 when a bar is missed, with 0 and the reason when the files
are not there.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bot.answering.answerer import Answerer
from bot.domain.answer import Answer, Citation
from bot.domain.conversation import Conversation
from indexer import wording
from indexer.errors import IndexProblem
from indexer.refusal import CalibrationQuestions
from indexer.settings import IndexSettings
from tests.evals.documents.library import index_with_documents
from tests.evals.documents.questions import FILES, Place, Question, absent, fresh, questions

# A day on which the documents hold.
AS_OF = dt.date(2025, 7, 1)
NAMED_BAR, OVER_BAR = 0.80, 0.05
_NAMES = {
    "T": "IT導入補助金2025の公募要領（通常枠）では、{q}",
    "S": "IT導入補助金2025の公募要領（セキュリティ対策推進枠）では、{q}",
    "X": "取引先一覧の記入リストについて、{q}",
    "D": "IT提供事業者の導入実績・選定理由の様式では、{q}",
}
Ask = Callable[[str], Answer]


def named(question: Question) -> tuple[str, frozenset[Place]]:
    """The question with its document named, and the pages of that document."""
    letter = next(one for one in "TSXD" if any(place[0] == one for place in question.at))
    pages = frozenset(place for place in question.at if place[0] == letter)
    return _NAMES[letter].format(q=question.text), pages


def cited(answer: Answer) -> list[Place]:
    """The pages an answer names, in its order."""
    return [place for one in answer.citations if (place := _place(one))]


def _place(one: Citation) -> Place | None:
    file = next((file for file in FILES if one.title == f"{file.title} 2025年版"), None)
    if file is None:
        return None
    number = re.search(r"[0-9]+", one.page or "")
    return file.letter, int(number.group()) if number else 0


def main(arguments: list[str] | None = None) -> int:
    """Print the figures, and with `-v` what was missed; 0 when every bar is met."""
    if reason := absent():
        sys.stdout.write(f"{reason}\n")
        return 0
    try:
        with tempfile.TemporaryDirectory() as folder:
            index = index_with_documents(IndexSettings(), Path(folder))
            answerer = Answerer(index)
            told = "-v" in (sys.argv if arguments is None else arguments)
            met = _report(lambda text: answerer.answer(text, AS_OF, Conversation()), told)
            index.close()
            return 0 if met else 1
    except IndexProblem as problem:
        sys.stderr.write(wording.problem(problem) + "\n")
        return 1


def _report(ask: Ask, told: bool) -> bool:
    asked = questions()
    plain = [(question.text, question.at, question.held_out) for question in asked]
    by_name = [(*named(question), question.held_out) for question in asked]
    share = _share("文書を名指しした質問", by_name, ask, told)
    _share("そのままの質問", plain, ask, told)
    new = fresh()
    _share_of("文書を名指しした新しい質問", [named(question) for question in new], ask)
    _share_of("そのままの新しい質問", [(question.text, question.at) for question in new], ask)
    foreign = CalibrationQuestions.read().off_topic
    over = [text for text in foreign if cited(ask(text))]
    sys.stdout.write(f"関係のない質問に資料で答えた割合: {len(over) / len(foreign):.3f}\n")
    for text in over if told else ():
        sys.stdout.write(f"  {text}\n")
    return share >= NAMED_BAR and len(over) / len(foreign) <= OVER_BAR


def _share(
    label: str, asked: list[tuple[str, frozenset[Place], bool]], ask: Ask, told: bool
) -> float:
    """Print the share of answers that name a right page; gives that of the page named first."""
    first, among = [], []
    for text, pages, held_out in asked:
        answer = ask(text)
        places = cited(answer)
        first.append((bool(places) and places[0] in pages, held_out))
        among.append((any(place in pages for place in places), held_out))
        if told and not first[-1][0] and not held_out:
            sys.stdout.write(f"  {text} {sorted(pages)} {places} {answer.kind}\n")
    halves = [[right for right, held in first if held == half] for half in (False, True)]
    share = sum(right for right, _ in first) / len(first)
    sys.stdout.write(
        f"{label}: 最初に示す頁が正しい {share:.3f}"
        f"（調整した半分 {sum(halves[0]) / len(halves[0]):.3f}、"
        f"していない半分 {sum(halves[1]) / len(halves[1]):.3f}）、"
        f"示す頁のどれかが正しい {sum(right for right, _ in among) / len(among):.3f}\n"
    )
    return share


def _share_of(label: str, asked: list[tuple[str, frozenset[Place]]], ask: Ask) -> None:
    """Print the shares of a set that is held out whole, and none of its failures."""
    found = [(cited(ask(text)), pages) for text, pages in asked]
    first = sum(bool(places) and places[0] in pages for places, pages in found) / len(found)
    among = sum(any(place in pages for place in places) for places, pages in found) / len(found)
    sys.stdout.write(
        f"{label}（{len(found)}問、調整に使っていない）: 最初に示す頁が正しい {first:.3f}、"
        f"示す頁のどれかが正しい {among:.3f}\n"
    )


if __name__ == "__main__":
    sys.exit(main())
