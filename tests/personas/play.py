"""A persona from the first line to the evidence pack, or to where it got stuck."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path

from bot.advisor import Advisor
from tests.personas.desk import Clock, Desk
from tests.personas.firm import QUESTIONS
from tests.personas.people import Person

_MOST_LINES = 500
_MOST_AT_A_STEP = 25
STARTS = {
    "one-star": ["★を始める", "★やりたい", "星1つを始めます"],
    "two-star": ["★★を始める", "★★をやりたい", "二つ星を始めたい"],
}


@dataclasses.dataclass
class Played:
    """How it went.

    Attributes:
        reached: whether the end was reached: the evidence pack, or the end without one.
        stuck: the step it ended at otherwise.
        asked, unanswered, lost: questions in the middle, those not answered, and those after
            which the step was another one.
        failed: documents that could not be made.
        wrong: scores that are not what the answers add up to.
    """

    person: str
    walkthrough: str
    seed: int
    reached: bool = False
    stuck: str = ""
    lines: list[str] = dataclasses.field(default_factory=list)
    shown: list[list[str]] = dataclasses.field(default_factory=list)
    asked: int = 0
    unanswered: list[str] = dataclasses.field(default_factory=list)
    lost: list[str] = dataclasses.field(default_factory=list)
    failed: list[str] = dataclasses.field(default_factory=list)
    wrong: list[str] = dataclasses.field(default_factory=list)


def play(
    person: Person, walkthrough: str, seed: int, advisor: Advisor, home: Path, paper: bool
) -> Played:
    """One persona through one walkthrough."""
    chance = random.Random(f"{person.name}{walkthrough}{seed}")  # noqa: S311 (repeatable)
    client = f"{type(person).__name__}-{walkthrough}-{seed}"
    clock = Clock()
    desks = [
        Desk(advisor, home, client, f"{person.name}{number}", clock, paper)
        for number in range(person.people)
    ]
    played = Played(person.name, walkthrough, seed)
    _type(desks[0], chance.choice(STARTS[walkthrough]), played)
    _until_the_end(person, desks, chance, played)
    played.wrong = [
        f"{sheet.total} != {total}" for sheet, total in desks[0].scores() if sheet.total != total
    ]
    for desk in desks:
        played.failed += desk.failed
        desk.stand_up()
    return played


def _until_the_end(
    person: Person, desks: list[Desk], chance: random.Random, played: Played
) -> None:
    desk, here, times = desks[0], "", 0
    while len(played.lines) < _MOST_LINES:
        if _at_the_end(desks, desk, played.walkthrough):
            played.reached = True
            return
        at = desk.screen.step if desk.screen else None
        here, times = (at, times + 1) if at == here else (at or "", 0)
        if times > _MOST_AT_A_STEP:
            break
        if len(desks) > 1 and chance.random() < 0.15:
            desk = _taken_over(desks, desk, chance, played)
            continue
        _type(desk, person.line(desk, chance), played)
    played.stuck = here or "(no step)"


def _at_the_end(desks: list[Desk], desk: Desk, walkthrough: str) -> bool:
    if walkthrough == "two-star":
        return any("evidence_pack" in one.handed for one in desks)
    return bool(desk.screen and desk.screen.run and desk.screen.step is None)


def _taken_over(desks: list[Desk], desk: Desk, chance: random.Random, played: Played) -> Desk:
    """The other one goes on: from the old screen before them, or after opening it anew."""
    other = desks[1 - desks.index(desk)]
    if chance.random() < 0.5:
        other.stand_up()
        played.shown.append(other.sit_down())
        played.lines.append("(chat)")
        _type(other, "続き", played)
    elif other.screen is None:
        _type(other, "続き", played)
    return other


def _type(desk: Desk, line: str, played: Played) -> None:
    before = desk.screen.step if desk.screen else None
    heard = len(desk.advisor.answers)
    played.lines.append(line)
    played.shown.append(desk.type(line))
    if line in QUESTIONS:
        played.asked += 1
        answers = desk.advisor.answers[heard:]
        if not answers or answers[0].kind != "answered":
            played.unanswered.append(line)
        if (desk.screen.step if desk.screen else None) != before:
            played.lost.append(f"{before}: {line}")
