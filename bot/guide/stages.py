"""Where a client stands, read off all its runs: stage, what is in the way, deadline, next. Pure.

What depends on the day it is looked at (days left, late, no news for weeks) is left to the board.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.board import words
from bot.board.rows import StageKey, Standing, Wait
from bot.domain.walkthrough import Run, SheetResult
from bot.guide import schedules
from bot.subsidies.aim import Aim
from bot.subsidies.schedule import Schedule
from bot.walkthroughs import engine, said, standing
from bot.walkthroughs.plan import Plan
from knowledge.catalog import Catalog
from knowledge.walkthrough import Done

Planned = Sequence[tuple[Run, Plan]]

_ONE, _TWO, _POLICY = "one-star", "two-star", "policy"
_STATUS, _REQUIREMENT = "status", schedules.REQUIREMENT
_NO_GBIZID: Mapping[str, Wait] = {
    "none": "gbizid",
    "entry": "gbizid",
    "unknown": "gbizid_unknown",
}
_LONGEST_STEP = 30
_DECIDED = ("policy/approved", "policy/document")


class _Facts(NamedTuple):
    """What the runs say, looked up once.

    Attributes:
        values: the newest answer to each step, by its id.
        declared: whether ★, and whether ★★, is declared.
        going: the walkthroughs under way.
        said: what somebody said is done, without the answers that belong to it.
    """

    given: Mapping[str, str]
    values: Mapping[str, str]
    sheets: Sequence[SheetResult]
    declared: tuple[bool, bool]
    going: Mapping[str, tuple[Run, Plan]]
    said: Collection[Done]

    @property
    def published(self) -> bool:
        """Whether the policy is out."""
        return "published_on" in self.given or "publish" in self.said


def standing_of(planned: Planned, catalog: Catalog, now: float) -> Standing:
    """Where a client stands.

    Args:
        planned: all its runs with their steps, the one last worked on first.
        catalog: the knowledge.
        now: seconds since the epoch; only which rules hold is taken from it.
    """
    if not planned:
        return Standing(next=words.START_STATUS, begin=_STATUS)
    facts = _facts(planned, catalog)
    aim = schedules.aim(planned, catalog, now)
    made: Schedule | None = None
    if aim is not None and aim.deadline is not None:
        # A date nobody can plan for has no schedule; the rest of the line stands.
        with contextlib.suppress(ValueError):
            made = schedules.to(aim, planned, catalog, now)
    settled = _settled(aim, facts)
    key, label = _stage(planned, facts)
    following, run, begin = _next(planned, facts, aim, settled)
    waits = [*(["old_id"] if made and made.doubted else ()), *_waits(facts, aim, settled)]
    at = aim.deadline if aim else None
    is_moment = isinstance(at, dt.datetime)
    starts = [step.start for step in made.open_steps if step.start] if made else []
    return Standing(
        stage=key,
        label=label,
        score=facts.sheets[0].total if facts.sheets and facts.sheets[0].complete else None,
        todos=len(standing.todos(planned)),
        next=following,
        run=run,
        begin=begin,
        waits=tuple(dict.fromkeys(waits)),
        programme=(aim.label or aim.name) if aim else "",
        deadline_at=at if isinstance(at, dt.datetime) else None,
        deadline_on=None if is_moment else at,
        status=aim.status if aim and at else "unknown",
        begin_by=min(starts, default=None),
        settled=settled,
        updated_at=max(run.updated_at for run, _ in planned),
    )


def _facts(planned: Planned, catalog: Catalog) -> _Facts:
    given = {name: row.value for name, (_, row) in standing.given_fields(planned).items()}
    newest = sorted((row for run, _ in planned for row in run.given), key=lambda row: row.at)
    values = {row.step: row.value for row in newest if row.value}
    facts = said.facts(run for run, _ in planned)
    two, one = schedules.declared(planned, "two"), schedules.declared(planned, "one")
    going: dict[str, tuple[Run, Plan]] = {}
    for run, plan in planned:
        if run.state == "active":
            going.setdefault(run.walkthrough, (run, plan))
    sheets = standing.sheets(planned, catalog)[0]
    return _Facts(given, values, sheets, (one, two), going, frozenset(facts))


def _settled(aim: Aim | None, facts: _Facts) -> bool:
    """Whether nothing is left to declare for what the client is heading for."""
    if aim is None:
        return False
    if aim.star is None:
        return aim.asked is False
    return facts.declared[aim.star == "two"]


def _stage(planned: Planned, facts: _Facts) -> tuple[StageKey, str]:
    one, two = facts.declared
    if two:
        return "two", _as_said(words.TWO, "declaration-two", facts, "star2_declared_on", "star2_id")
    if facts.published:
        return "published", _as_said(words.PUBLISHED, "publish", facts, "published_on")
    key, here = _towards_two(planned, facts)
    declared = _as_said(words.ONE, "declaration-one", facts, "declared_on", "declaration_id")
    if key is not None:
        return key, words.BOTH.format(declared=declared, here=here) if one else here
    if one:
        return "one", declared
    if _ONE in facts.going:
        run, plan = facts.going[_ONE]
        done, count = engine.progress(plan, run)
        return "one_going", words.ONE_GOING.format(done=done, count=count)
    return "nothing", words.NOTHING


def _as_said(label: str, fact: Done, facts: _Facts, *fields: str) -> str:
    """A stage, marked where somebody only said so and no answer bears it out."""
    borne_out = any(name in facts.given for name in fields)
    return words.SAID.format(stage=label) if fact in facts.said and not borne_out else label


def _towards_two(planned: Planned, facts: _Facts) -> tuple[StageKey | None, str]:
    """How far somebody is with what ★★ asks; None before its first step."""
    if "policy" in facts.said:
        return "policy", words.POLICY_SAID
    if _POLICY in facts.going or "established_on" in facts.given or "assets" in facts.given:
        return "policy", words.POLICY
    if facts.sheets and not ("self-check" in facts.said and not facts.sheets[0].complete):
        sheet = next((one for one in facts.sheets if not one.complete), facts.sheets[0])
        if sheet.complete:
            return "check", words.CHECKED.format(score=sheet.total)
        return "check", words.CHECK.format(done=len(sheet.answers), count=_items(planned))
    if "self-check" in facts.said:
        return "check", words.CHECK_SAID
    return ("two_going", words.TWO_GOING) if _TWO in facts.going else (None, "")


def _items(planned: Planned) -> int:
    """How many questions the self-check has."""
    counts = (sum(s.step.over == "self_check" for s in plan.steps) for _, plan in planned)
    return max(counts, default=0)


def _waits(facts: _Facts, aim: Aim | None, settled: bool) -> Iterator[Wait]:
    """What stands in the way, the worst first; nothing once the aim is reached."""
    if settled or (facts.declared[1] and aim is None):
        return
    if wait := _NO_GBIZID.get(facts.values.get("gbizid", "")):
        yield wait
    published = facts.published
    decided = any(facts.values.get(step) for step in _DECIDED)
    if not facts.declared[1] and decided and not published:
        yield "unpublished"
    if published and not facts.declared[1]:
        yield "declare_two"
    elif facts.values.get("declared") == "later" and not facts.declared[0]:
        yield "declare_one"
    if aim is not None and aim.star is not None:
        started = {"one": {_ONE, _TWO}, "two": {_TWO}}[aim.star]
        if not started & facts.going.keys():
            yield "short_two" if aim.star == "two" else "short_one"
    if _REQUIREMENT in facts.going:
        yield "unfinished"
    if aim is not None and aim.programme is not None and aim.deadline is None:
        yield "undated"


def _next(
    planned: Planned, facts: _Facts, aim: Aim | None, settled: bool
) -> tuple[str, str | None, str | None]:
    """What comes next in words, and the run to go on with or the walkthrough to begin."""
    for run, plan in planned:
        at = engine.current(plan, run) if run.state == "active" else None
        if at is not None:
            return _step(plan.walkthrough.heading, at.title or at.ask), run.id, None
    one, two = facts.declared
    if two or (settled and aim is not None):
        return "", None, None
    if one:
        return words.START_TWO, None, _TWO
    return words.START_STATUS, None, _STATUS


def _step(heading: str, title: str) -> str:
    """A step by its walkthrough and its name, as short as fits a line."""
    line = title.partition("\n")[0]
    cut = line if len(line) <= _LONGEST_STEP else f"{line[: _LONGEST_STEP - 1]}…"
    return cut if cut == heading else words.STEP.format(heading=heading, step=cut)
