"""Where a client stands: what all its runs say together. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.scope import Scope
from bot.domain.walkthrough import (
    Dossier,
    Given,
    Policy,
    Publication,
    Run,
    SheetResult,
    Stage,
    Todo,
)
from bot.walkthroughs import engine, said, words
from bot.walkthroughs.plan import Plan, PlannedStep, check_of
from bot.walkthroughs.scoring import gather, score
from knowledge.catalog import Catalog

Planned = Sequence[tuple[Run, Plan]]
_MOST_MEASURES = 2


def given_fields(planned: Planned) -> dict[str, tuple[PlannedStep, Given]]:
    """The newest answer for each field, in all runs, with the step that asked."""
    newest: dict[str, tuple[PlannedStep, Given]] = {}
    for run, plan in planned:
        for step, given in _standing(run, plan):
            name = step.step.field
            if name and given.value and (name not in newest or given.at >= newest[name][1].at):
                newest[name] = (step, given)
    return newest


def fields(planned: Planned) -> dict[str, str]:
    """What was given for each field; choices by their label."""
    told = {}
    for name, (step, given) in given_fields(planned).items():
        choice = step.choice(given.value)
        told[name] = choice.label if choice else given.value
    return told


def sheets(planned: Planned, catalog: Catalog) -> tuple[list[SheetResult], dict[str, SheetResult]]:
    """The newest result of each sheet, the whole firm first, and the ones before those."""
    results: dict[str, list[SheetResult]] = {}
    for run, plan in sorted(planned, key=lambda row: row[0].started_at):
        answers = {
            step.no: given.value
            for step, given in _standing(run, plan)
            if step.step.over == "self_check" and step.no is not None
        }
        if answers:
            at = max(given.at for given in run.given)
            result = score(check_of(catalog, plan.edition), answers, run.sheet, at)
            results.setdefault(run.sheet, []).append(result)
    newest = [results[name][-1] for name in sorted(results)]
    before = {name: found[-2] for name, found in results.items() if len(found) > 1}
    return newest, before


def todos(planned: Planned) -> list[Todo]:
    """What answers leave to do, each step once, as the newest run has it."""
    found: dict[tuple[str, str], Todo] = {}
    for run, plan in sorted(planned, key=lambda row: row[0].updated_at):
        for step, given in _standing(run, plan):
            choice = step.choice(given.value)
            key = (run.sheet, step.id)
            found.pop(key, None)
            if choice and (choice.open or choice.todo):
                measures = (choice.todo,) if choice.todo else step.measures[:_MOST_MEASURES]
                found[key] = Todo(
                    run=run.id,
                    step=step.id,
                    title=step.title or step.ask,
                    measures=tuple(measures),
                    unknown=choice.id == "unknown",
                )
    return sorted(found.values(), key=lambda todo: not todo.unknown)


def policy(planned: Planned) -> Policy | None:
    """What the basic policy is made of; None while something it must have is missing."""
    given = {name: answer.value for name, (_, answer) in given_fields(planned).items()}
    needed = ("company", "representative_title", "representative_name", "established_on", "assets")
    if not all(given.get(name) for name in needed):
        return None
    return Policy(
        **{name: given[name] for name in needed},
        owner=given.get("security_owner", ""),
        contact=given.get("contact", ""),
        revised_on=given.get("revised_on", ""),
    )


def publication(given: Mapping[str, str]) -> Publication | None:
    """Where the policy was published; None before it was."""
    if not (given.get("published_where") and given.get("published_on")):
        return None
    return Publication(
        place=given.get("published_place", ""),
        where=given["published_where"],
        since=given["published_on"],
    )


def dossier(
    scope: Scope,
    planned: Planned,
    catalog: Catalog,
    edition: str,
    history: Mapping[str, Sequence[tuple[Given, float | None]]],
    now: float,
) -> Dossier:
    """Everything documents are made from."""
    given = fields(planned)
    found, before = sheets(planned, catalog)
    same = [one for one in found if found and one.edition == found[0].edition]
    return Dossier(
        scope=scope,
        made_at=now,
        edition=edition,
        fields=given,
        sheets=tuple(found),
        previous=before,
        gathered=gather(check_of(catalog, same[0].edition), same) if len(same) > 1 else None,
        policy=policy(planned),
        publication=publication(given),
        todos=tuple(todos(planned)),
        history=tuple(_told(planned, history)),
    )


def stage(scope: Scope, planned: Planned, catalog: Catalog) -> Stage:
    """Where a client stands, in a line."""
    if not planned:
        return Stage(scope=scope, stage=words.STAGE_NOTHING)
    given, (found, _) = fields(planned), sheets(planned, catalog)
    under_way = [(run, plan) for run, plan in planned if run.state == "active"]
    at = engine.current(under_way[0][1], under_way[0][0]) if under_way else None
    return Stage(
        scope=scope,
        stage=_stage(given, _held(planned), under_way, said.facts(run for run, _ in planned)),
        score=found[0].total if found and found[0].complete else None,
        todos=len(todos(planned)),
        next=(at.title or at.ask) if at else "",
        updated_at=max(run.updated_at for run, _ in planned),
    )


def _held(planned: Planned) -> str:
    """The star a client says it holds, by the choice's id."""
    found = given_fields(planned).get("star_held")
    return found[1].value if found else ""


def _stage(given: Mapping[str, str], held: str, under_way: Planned, facts: said.Facts) -> str:
    if given.get("star2_declared_on") or given.get("star2_id") or held == "two":
        return words.STAGE_TWO
    if "declaration-two" in facts:
        return words.STAGE_SAID.format(stage=words.STAGE_TWO)
    declared = given.get("declared_on") or given.get("declaration_id") or held == "one"
    declared = declared or "declaration-one" in facts
    if given.get("published_on"):
        return words.STAGE_PUBLISHED
    if "publish" in facts:
        return words.STAGE_SAID.format(stage=words.STAGE_PUBLISHED)
    if under_way:
        run, plan = under_way[0]
        done, count = engine.progress(plan, run)
        here = words.STAGE_UNDER_WAY.format(title=plan.walkthrough.heading, done=done, count=count)
        return f"{words.STAGE_ONE}・{here}" if declared else here
    return words.STAGE_ONE if declared else words.STAGE_NOTHING


def _standing(run: Run, plan: Plan) -> list[tuple[PlannedStep, Given]]:
    """The answers that count: of steps that are asked, given what was answered."""
    asked = {step.id: step for step in engine.applicable(plan, run)}
    return [(asked[given.step], given) for given in run.given if given.step in asked]


def _told(
    planned: Planned, history: Mapping[str, Sequence[tuple[Given, float | None]]]
) -> list[tuple[str, str, str, str]]:
    """Every answer in words, in the order they were given."""
    rows = []
    for run, plan in planned:
        for given, _ in history.get(run.id, ()):
            step = plan.step(given.step)
            if step is None or given.value == engine.NEXT:
                continue
            choice = step.choice(given.value)
            rows.append(
                (
                    given.at,
                    given.by.user,
                    step.title or step.ask,
                    choice.label if choice else given.value,
                )
            )
    return [(words.moment(at), user, title, answer) for at, user, title, answer in sorted(rows)]
