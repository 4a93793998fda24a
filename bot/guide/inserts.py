"""What belongs into the text of a step besides its words: a result, a list, a preview."""

from __future__ import annotations

from collections.abc import Callable

from bot.documents import declaration_sheet
from bot.documents.policy import written
from bot.domain.walkthrough import Dossier, Run
from bot.guide import in_time
from bot.guide.deadline_question import DeadlineQuestion
from bot.guide.schedules import Planned
from bot.walkthroughs import screens, typed, words
from bot.walkthroughs.plan import PlannedStep, check_of
from knowledge.catalog import Catalog

_MOST_TODOS = 12
_IDS = {"declaration_id", "star2_id"}


def inserted(
    step: PlannedStep, run: Run, dossier: Dossier, catalog: Catalog, planned: Planned
) -> str:
    """The text for a step that shows something of the client's own; empty for any other."""
    kind = step.step.inserts or step.step.document
    if kind == "schedule":
        return _schedule(planned, catalog, dossier.made_at)
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


def _schedule(planned: Planned, catalog: Catalog, now: float) -> str:
    answer = in_time.in_time(DeadlineQuestion(), planned, catalog, now)
    return in_time.told(answer) or words.NO_DEADLINE


_MAKERS: dict[str, Callable[[Run, Dossier, Catalog], str]] = {
    "chart": _result,
    "todos": _todos,
    "declaration_sheet": _sheet,
    "policy_preview": _preview,
}
