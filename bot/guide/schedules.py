"""What a client is heading for, and its schedule: read off what all its runs say together. Pure."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from bot.domain.walkthrough import Run
from bot.subsidies import aim as aims
from bot.subsidies import rounds
from bot.subsidies.aim import Aim
from bot.subsidies.schedule import (
    LINES,
    YEARS,
    Goal,
    Have,
    Schedule,
    StepId,
    plan_back,
)
from bot.walkthroughs import said, standing
from bot.walkthroughs.plan import Plan
from knowledge.catalog import Catalog
from knowledge.dates import JST
from knowledge.schema import Passage, ProgrammeEdition, Round
from knowledge.walkthrough import Done

REQUIREMENT = "requirement"
_STAR_HELD = ("star-held", "star-held/again", "found")
_SAID: dict[StepId, Done] = {
    "self_check": "self-check",
    "policy": "policy",
    "publish": "publish",
}
_OLD_ID = "it/id-old-4"
_IDS = ("star2_id", "declaration_id")
_KINDS = {"4": "four", "5": "five"}
_ID_KINDS: tuple[Literal["four", "five", "unknown"], ...] = ("four", "five", "unknown")
_LESS = {"none", "one"}
_DATED = frozenset({"round", "deadline"})
_HAS_GBIZID = frozenset({"prime", "member"})
Planned = Sequence[tuple[Run, Plan]]


def moment(now: float) -> dt.datetime:
    """The time in Japan."""
    return dt.datetime.fromtimestamp(now, JST)


def aim(planned: Planned, catalog: Catalog, now: float) -> Aim | None:
    """What a client is heading for; None while nobody said.

    Programme, frame and round come from the newest requirement run. A date named in a walkthrough
    of a star stands in where that has none, and above it where it was named later; then the higher
    of the two stars counts. Without a requirement run the date is all there is.
    """
    named, named_at = _named(planned)
    found = next((run for run, _ in planned if run.walkthrough == REQUIREMENT and run.given), None)
    asked = of_run(found, catalog, now) if found else None
    if asked is None or found is None:
        return named
    dated_at = max((row.at for row in found.given if row.step in _DATED), default=0.0)
    if named is None or (asked.deadline is not None and dated_at >= named_at):
        return asked
    star = "two" if "two" in (asked.star, named.star) and asked.star else asked.star
    return asked.model_copy(
        update={
            "deadline": named.deadline,
            "status": "named",
            "round": None,
            "label": asked.name,
            "star": star,
        }
    )


def of_run(run: Run, catalog: Catalog, now: float) -> Aim | None:
    """The aim in the answers of one requirement run."""
    given = {row.step: row.value for row in run.given}
    return aims.aim_of(given, catalog, moment(now).date())


def schedule(planned: Planned, catalog: Catalog, now: float) -> Schedule | None:
    """The schedule to what a client is heading for.

    None while there is no aim, or it is not known which star it asks for (or none is asked).
    """
    found = aim(planned, catalog, now)
    return None if found is None else to(found, planned, catalog, now)


def to(found: Aim, planned: Planned, catalog: Catalog, now: float) -> Schedule | None:
    """The schedule of a client to an aim, with the next round that would fit.

    None where no star is asked, or it is not known which.
    """
    if found.star is None:
        return None
    goal = Goal(found.star, found.deadline, found.status, found.label)
    at = moment(now)
    has = have(planned, catalog, found.star)
    if found.programme is not None and found.asked and "declaration" in has.done:
        has = replace(has, doubted=id_is_doubted(planned, catalog, at.date()))
    return plan_back(goal, has, catalog.lead_times, at, rounds_of(found, catalog))


def edition_of(found: Aim, catalog: Catalog) -> ProgrammeEdition | None:
    """The edition an aim is for."""
    return next(
        (
            edition
            for programme in catalog.programmes
            if programme.id == found.programme
            for edition in programme.editions
            if edition.id == found.edition
        ),
        None,
    )


def rounds_of(found: Aim, catalog: Catalog) -> tuple[Round, ...]:
    """The rounds somebody with this aim can apply in, by their deadline."""
    edition = edition_of(found, catalog)
    return rounds.of_frame(edition, found.frame) if edition else ()


def have(planned: Planned, catalog: Catalog, star: Literal["one", "two"]) -> Have:
    """What is done already, as all runs of a client say."""
    done: set[StepId] = set()
    given = standing.fields(planned)
    sheets, _ = standing.sheets(planned, catalog)
    if sheets and sheets[0].complete:
        done.add("self_check")
    if standing.policy(planned):
        done.add("policy")
    if standing.publication(given) or given.get("published_on"):
        done |= {"policy", "publish"}
    facts = said.facts(run for run, _ in planned)
    done |= {step for step, fact in _SAID.items() if fact in facts}
    if declared(planned, star):
        # Who has declared has done what comes before; the ID of the account is asked for anew.
        done |= {"declaration", *(step for line in LINES[star] for step in line)} - {"gbizid"}
    return Have(_way(planned), frozenset(done))


def id_kind(planned: Planned) -> Literal["four", "five", "unknown"] | None:
    """The first digit of the ID a client declared with, by the newest answer; None while unasked."""
    rows = [row for run, _ in planned for row in run.given if row.step == "id-kind" and row.value]
    ids = standing.given_fields(planned)
    rows += [
        ids[name][1].model_copy(update={"value": kind})
        for name in _IDS
        if name in ids and (kind := _KINDS.get(ids[name][1].value[:1]))
    ]
    newest = max(rows, key=lambda row: row.at).value if rows else None
    return next((kind for kind in _ID_KINDS if kind == newest), None)


def old_id(catalog: Catalog) -> Passage | None:
    """What is known of IDs of the former system."""
    return next((one for one in catalog.passages if one.id == _OLD_ID), None)


def id_is_doubted(planned: Planned, catalog: Catalog, day: dt.date) -> bool:
    """Whether a declared ID may not be accepted, as the requirement check says it."""
    known = old_id(catalog)
    return id_kind(planned) in ("four", "unknown") and (known is None or known.holds_on(day))


def _named(planned: Planned) -> tuple[Aim | None, float]:
    """The date named last in a walkthrough of a star, and when."""
    newest: tuple[Aim | None, float] = (None, 0.0)
    for run, plan in planned:
        star = plan.walkthrough.star
        for row in run.given if star else ():
            if row.step != "deadline" or row.at <= newest[1]:
                continue
            with contextlib.suppress(ValueError):
                day = dt.date.fromisoformat(row.value)
                if day.year in YEARS:
                    found = Aim(programme=None, name="", star=star, deadline=day, status="named")
                    newest = (found, row.at)
    return newest


def declared(planned: Planned, star: Literal["one", "two"]) -> bool:
    """Whether a client holds a star, or a higher one."""
    given = standing.given_fields(planned)
    two = "star2_declared_on" in given or "star2_id" in given
    one = two or "declared_on" in given or "declaration_id" in given
    held = newest(planned, _STAR_HELD)
    facts = said.facts(run for run, _ in planned)
    # An answer older than what was said is out of date; one that is left was given since.
    two = two or held == "two" or ("declaration-two" in facts and held not in _LESS)
    one = one or two or held == "one" or ("declaration-one" in facts and held != "none")
    return two if star == "two" else one


def _way(planned: Planned) -> Literal["online", "post", "have"]:
    """The way to the GビズID; by post, which takes longest, where nobody knows yet."""
    kind = newest(planned, ("gbizid",))
    # Said after the answer, which is out of date then; what kind it is was not said.
    got = kind is None and "gbizid" in said.facts(run for run, _ in planned)
    if kind in _HAS_GBIZID or got:
        return "have"
    return "online" if newest(planned, ("gbizid/route",)) == "online" else "post"


def newest(planned: Planned, steps: Sequence[str]) -> str | None:
    """The value last given to one of the steps, in any run."""
    rows = [row for run, _ in planned for row in run.given if row.step in steps and row.value]
    return max(rows, key=lambda row: row.at).value if rows else None
