"""A thread in short, for the consultant: what was asked, what was answered, what is open.

What was asked and answered may be in a model's words, each statement verified against what it
cites, and told as said by whom that belongs to. What is open and what comes next is never left to
a model. Without one, the first sentences of questions and answers stand for them.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot import wording
from bot.domain.material import Material, Passage
from bot.domain.thread import ThreadRecord, ThreadTurn
from bot.phrasing.verifying import Verified
from bot.walkthroughs.secret import masked, secret_in
from indexer.intake.screening import scan
from indexer.text import sentences
from knowledge.dates import JST

# Turns looked at; and what a model is given of them, newest first.
MOST_TURNS = 40
_MOST_SHOWN = 12
_MOST_CHARACTERS, _LONGEST_SAID = 8_000, 800
_LONGEST_LINE = 100
_REQUEST = re.compile(
    r"(?:(?:ここまで|これまで|今まで|いままで|この)?の?(?:話|会話|内容|やりとり|やり取り|相談|質問|スレッド|経緯)?(?:を|の|は)?)"
    r"(?:(?:要約|まとめ|サマリー?)(?:を|して|て)?(?:お願い(?:します)?|ください|下さい|ほしい|出して|作って|見せて|くれ)?|まとめて|summary)"
)
_MARKS = re.compile(r"\s*(?:\[[0-9]+\]|〔[^〕]*〕)")
_ASKED = re.compile(
    r"[?？]|(?:か|かな|の|かね|でしょう|教えて(?:ください|下さい)?|たい(?:です)?)[。！!]?(?:\n|$)"
)
_WISH = re.compile(
    r"(?:知りた|聞きた|確かめた|確認した|教えてほし|たい|ほし|質問|相談|尋ね|たずね|聞い|問い合わせ|依頼|希望|求め|困っ|悩|迷っ)"
    r"[^。、]{0,12}。?$|か[。?？]?$"
)
_EDGES = " \t\n　。．.!！、ー〜"


@dataclass(frozen=True)
class Told:
    """A thread with what a summary of it needs besides.

    Attributes:
        record: what is kept of the thread.
        names: who the speakers are, by user id.
        stage: where the client stands; empty = nothing was begun.
    """

    record: ThreadRecord
    names: Mapping[str, str]
    stage: str = ""


def is_request(text: str) -> bool:
    """Whether a text asks for a summary of the thread it stands in, and nothing else."""
    said = "".join(unicodedata.normalize("NFKC", text).split()).strip(_EDGES).lower()
    return _REQUEST.fullmatch(said) is not None


def material(told: Told, as_of: dt.date) -> Material:
    """What was said as passages T1 … for a model to summarise, newest kept where it is too long.

    What speaks to the bot like an order is not in it: the summary quotes it as it was written.
    """
    turns = told.record.turns
    given = range(_first_given(told.record), len(turns))
    rows = (row for at in given for row in _passages(at + 1, turns[at]))
    safe = tuple(row for row in rows if row.text and not _orders(row.text))
    return Material(question=wording.SUMMARY_REQUEST, as_of=as_of, passages=safe)


def is_fair(one: Verified) -> bool:
    """Whether what is told of a question tells that something was asked, and no fact.

    「締切は12月ですか」 must not become 「締切は12月です」: every word of that stands in the question.
    """
    _, by_bot = _place(one.passage.id)
    return by_bot or not _ASKED.search(one.passage.text) or _WISH.search(one.text) is not None


def summary(told: Told, verified: Sequence[Verified] = ()) -> str:
    """The summary as text, a line a statement.

    Args:
        told: the thread.
        verified: what a model made of its material; empty = without one.
    """
    asked, answered = _parts(told, verified)
    parts = [
        _head(told.record),
        "\n".join((wording.SUMMARY_WANTS, *asked)),
        "\n".join((wording.SUMMARY_ANSWERED, *(answered or [wording.SUMMARY_NOTHING_TOLD]))),
        "\n".join((wording.SUMMARY_OPEN, *_open(told.record))),
        "\n".join((wording.SUMMARY_NEXT, _stage(told))),
    ]
    if left_out := _left_out(told, verified):
        parts.append(wording.SUMMARY_LEFT_OUT.format(count=left_out))
    if verified:
        parts.append(wording.SUMMARY_BY_MODEL)
    return "\n\n".join(parts)


def _parts(told: Told, verified: Sequence[Verified]) -> tuple[list[str], list[str]]:
    """Lines of what was asked and of what was answered, by the number of the turn."""
    turns = told.record.turns
    first = max(0, len(turns) - _MOST_SHOWN)
    asked, answered = _model_lines(told, verified)
    # What a model said nothing of, or was not given, is told in its own first words.
    missing = [at for at in range(first, len(turns)) if not asked or _orders(turns[at].question)]
    asked += [(at, _said(told, turns[at])) for at in missing]
    if not answered:
        answered = [
            (at, _answer(turns[at])) for at in range(first, len(turns)) if _known(turns[at])
        ]
    return _in_order(asked), _in_order(answered)


def _in_order(lines: list[tuple[int, str]]) -> list[str]:
    """Oldest first, and once what was said twice."""
    return list(dict.fromkeys(line for _, line in sorted(lines)))


def _model_lines(
    told: Told, verified: Sequence[Verified]
) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    asked: list[tuple[int, str]] = []
    answered: list[tuple[int, str]] = []
    for one in verified:
        at, by_bot = _place(one.passage.id)
        turn = told.record.turns[at]
        text = _one_line(one.text)
        if by_bot:
            answered.append((at, _told(text, turn)))
        else:
            line = wording.SUMMARY_SAID.format(who=_who(told, turn), day=_day(turn), text=text)
            asked.append((at, line))
    return asked, answered


def _left_out(told: Told, verified: Sequence[Verified]) -> int:
    first = _first_given(told.record) if verified else len(told.record.turns) - _MOST_SHOWN
    return told.record.left_out + max(0, first)


def _first_given(record: ThreadRecord) -> int:
    """The oldest turn a model is given: as many of the newest as there is room for."""
    room = _MOST_CHARACTERS
    for at in range(len(record.turns) - 1, -1, -1):
        room -= sum(len(row.text) for row in _passages(at + 1, record.turns[at]))
        if room < 0:
            return at + 1
    return 0


def _passages(number: int, turn: ThreadTurn) -> Iterator[Passage]:
    """The question and the answer of a turn: odd ids were asked, even ones answered."""
    day = _day(turn)
    asked = masked(turn.question) if secret_in(turn.question) else turn.question
    title = f"{wording.SUMMARY_QUESTION_TITLE}（{day}）"
    yield Passage(f"T{2 * number - 1}", asked.strip()[:_LONGEST_SAID], title)
    if _known(turn):
        title = f"{wording.SUMMARY_ANSWER_TITLE}（{day}）"
        text = _plain(turn.answer.text)[:_LONGEST_SAID]
        yield Passage(f"T{2 * number}", text, title, certainty=turn.answer.certainty)


def _place(identifier: str) -> tuple[int, bool]:
    """The index of the turn a passage belongs to, and whether the bot said it."""
    number = int(identifier[1:])
    return (number - 1) // 2, number % 2 == 0


def _open(record: ThreadRecord) -> list[str]:
    lines = [
        wording.SUMMARY_UNKNOWN.format(question=_short(turn.question))
        for turn in record.turns
        if turn.answer.kind == "unknown"
    ]
    last = record.turns[-1]
    if last.answer.kind == "clarify":
        lines.append(wording.SUMMARY_ASKED_BACK.format(question=_short(last.question)))
    lines += [wording.SUMMARY_CONSULTED.format(question=_short(row)) for row in record.consulted]
    return list(dict.fromkeys(lines)) or [wording.SUMMARY_NOTHING_OPEN]


def _stage(told: Told) -> str:
    if not told.stage:
        return wording.SUMMARY_NOT_BEGUN
    return wording.SUMMARY_STAGE.format(stage=told.stage)


def _head(record: ThreadRecord) -> str:
    first, last = _day(record.turns[0]), _day(record.turns[-1])
    form = wording.SUMMARY_HEAD_ONE if first == last else wording.SUMMARY_HEAD
    return form.format(first=first, last=last, count=len(record.turns) + record.left_out)


def _said(told: Told, turn: ThreadTurn) -> str:
    text = f"「{_short(turn.question)}」"
    return wording.SUMMARY_SAID.format(who=_who(told, turn), day=_day(turn), text=text)


def _answer(turn: ThreadTurn) -> str:
    first = next(iter(sentences(_plain(turn.answer.text).split("\n")[0])), "")
    return _told(_short(first), turn)


def _told(text: str, turn: ThreadTurn) -> str:
    return wording.SUMMARY_TOLD.format(text=text, certainty=turn.answer.certainty, day=_day(turn))


def _known(turn: ThreadTurn) -> bool:
    return turn.answer.kind in ("answered", "declined")


def _orders(text: str) -> bool:
    return next(iter(scan(text, page=None, hidden=False)), None) is not None


def _who(told: Told, turn: ThreadTurn) -> str:
    return _one_line(told.names.get(turn.speaker.user, wording.SUMMARY_SOMEBODY))


def _day(turn: ThreadTurn) -> str:
    day = dt.datetime.fromtimestamp(turn.asked_at, JST).date()
    return f"{day.month}月{day.day}日"


def _plain(text: str) -> str:
    """An answer without its marks into sources that are not shown here."""
    return _MARKS.sub("", text).strip()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    said = _one_line(masked(text) if secret_in(text) else text)
    return said if len(said) <= _LONGEST_LINE else f"{said[: _LONGEST_LINE - 1]}…"
