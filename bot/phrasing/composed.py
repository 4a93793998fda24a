"""A composed answer taken apart again: its lines, their marks, and what each rests on."""

from __future__ import annotations

import re

from bot import wording
from bot.domain.answer import Answer, Citation

_MARK = re.compile(r"\[([0-9]+)\]")
_MARKS = re.compile(r"\s*(?:\[[0-9]+\]|〔[^〕]*〕)")
_ITEM = re.compile(r"[0-9０-９]{1,2}[ 　.．)）]|[①-⑳・]")
_STEP = re.compile(r"[0-9０-９]{1,2}(?:[ 　．)）]|\.(?![0-9]))|[①-⑳]")
_ANNOUNCES = re.compile(r"次の|とおり|以下|[:：]$")
_CERTAINTY = re.compile(r"〔[^〕]*〕")


def core(answer: Answer) -> list[tuple[str, tuple[Citation, ...]]]:
    """The lines of the answer itself, without marks, each with what it rests on.

    A line without a mark rests on what the line before it does; the first, on the first mark.
    """
    lines: list[tuple[str, tuple[Citation, ...]]] = []
    resting: tuple[Citation, ...] = answer.citations[:1]
    for line in own_lines(answer):
        if marked := [int(number) for number in _MARK.findall(line)]:
            resting = tuple(
                answer.citations[number - 1]
                for number in marked
                if 0 < number <= len(answer.citations)
            )
        lines.append((_MARKS.sub("", line).strip(), resting))
    return lines


def own_lines(answer: Answer) -> list[str]:
    """The lines of an answer before 「あわせて知っておくこと」, as composed."""
    head = answer.text.split(f"\n{wording.ALSO}:")[0]
    return [line for line in head.split("\n") if line.strip()]


def also_lines(answer: Answer) -> list[str]:
    """The lines under 「あわせて知っておくこと」, as composed."""
    _, _, tail = answer.text.partition(f"\n{wording.ALSO}:\n")
    return [line for line in tail.split("\n") if line.strip()]


def blocks(lines: list[str]) -> list[list[str]]:
    """The lines in groups that stand or fall together: a list goes with the line above it."""
    found: list[list[str]] = []
    for line in lines:
        if found and _ITEM.match(line):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def announces(line: str) -> bool:
    """Whether a line only makes sense with the list under it."""
    return _ANNOUNCES.search(unmarked(line)) is not None


def is_step(text: str) -> bool:
    """Whether a text is one numbered line of a list."""
    return _STEP.match(text) is not None


def unmarked(line: str) -> str:
    """A line without its marks."""
    return _MARKS.sub("", line).strip()


def marks(line: str) -> list[int]:
    """The numbers of the citations a line is marked with."""
    return [int(number) for number in _MARK.findall(line)]


def certainty_mark(line: str) -> str:
    """How sure a line is marked to be: 〔確定・…〕; empty where it is not."""
    found = _CERTAINTY.search(line)
    return found.group() if found else ""
