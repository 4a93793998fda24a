"""What belongs into the text of a step besides its words: a result, a list, a preview."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Literal

from bot.documents import declaration_sheet
from bot.documents.policy import written
from bot.domain.walkthrough import Dossier, Run
from bot.subsidies.schedule import Goal, Have, StepId, plan_back
from bot.subsidies.schedule_words import latest_starts, sentences
from bot.walkthroughs import screens, typed, words
from bot.walkthroughs.plan import PlannedStep, check_of
from knowledge.catalog import Catalog
from knowledge.dates import JST

_MOST_TODOS = 12
_IDS = {"declaration_id", "star2_id"}


def inserted(step: PlannedStep, run: Run, dossier: Dossier, catalog: Catalog) -> str:
    """The text for a step that shows something of the client's own; empty for any other."""
    kind = step.step.inserts or step.step.document
    maker = _MAKERS.get(kind or "")
    return maker(run, dossier, catalog) if maker else ""


def _result(run: Run, dossier: Dossier, catalog: Catalog) -> str:
    return screens.result(dossier, run.sheet, check_of(catalog, run.edition))


def _todos(run: Run, dossier: Dossier, catalog: Catalog) -> str:
    if not dossier.todos:
        return words.NO_TODOS
    lines = screens.todo_lines(dossier.todos[:_MOST_TODOS])
    if len(dossier.todos) > _MOST_TODOS:
        lines.append(words.TODO_MORE.format(count=len(dossier.todos) - _MOST_TODOS))
    return "\n".join(lines)


def _sheet(run: Run, dossier: Dossier, catalog: Catalog) -> str:
    # The file holds the whole ID; in a channel others read along.
    shown = {
        name: typed.masked(value) if name in _IDS else value
        for name, value in dossier.fields.items()
    }
    rows = declaration_sheet.rows(dossier.model_copy(update={"fields": shown}))
    return "\n".join(f"・{label}：{value}" for label, value in rows)


def _preview(run: Run, dossier: Dossier, catalog: Catalog) -> str:
    if dossier.policy is None or not catalog.policy_texts:
        return words.NO_POLICY_YET
    policy = written(dossier.policy, catalog.policy_texts[-1])
    parts = [policy.title, policy.preamble]
    parts += [f"{heading}\n{text}" for heading, text in policy.paragraphs]
    return "\n\n".join([*parts, "\n".join(policy.closing)])


def _schedule(run: Run, dossier: Dossier, catalog: Catalog) -> str:
    read = dossier.fields.get("deadline", "")
    star = next((one.star for one in catalog.walkthroughs if one.id == run.walkthrough), None)
    try:
        goal = Goal(star or "one", dt.date.fromisoformat(read))
    except ValueError:
        return words.NO_DEADLINE
    now = dt.datetime.fromtimestamp(dossier.made_at, JST)
    made = plan_back(goal, Have(_way(run), _done(dossier)), catalog.lead_times, now)
    deadline, verdict, *_ = sentences(made)
    return "\n".join([deadline, verdict, *latest_starts(made)])


def _way(run: Run) -> Literal["online", "post", "have"]:
    """The way to the GビズID; by post, which takes longest, where nobody knows yet."""
    if run.value("gbizid") in {"prime", "member"}:
        return "have"
    return "online" if run.value("gbizid/route") == "online" else "post"


def _done(dossier: Dossier) -> frozenset[StepId]:
    done: set[StepId] = set()
    if dossier.sheets and dossier.sheets[0].complete:
        done.add("self_check")
    if dossier.policy:
        done.add("policy")
    if dossier.publication:
        done |= {"policy", "publish"}
    return frozenset(done)


_MAKERS: dict[str, Callable[[Run, Dossier, Catalog], str]] = {
    "chart": _result,
    "todos": _todos,
    "declaration_sheet": _sheet,
    "policy_preview": _preview,
    "schedule": _schedule,
}
