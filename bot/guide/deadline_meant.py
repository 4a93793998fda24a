"""Which deadline a question means for a client: what it names, before what is aimed at. Pure."""

from __future__ import annotations

import datetime as dt

from bot.guide import schedules, words
from bot.guide.deadline_question import DeadlineQuestion
from bot.guide.schedules import Planned
from bot.subsidies import aim as aims
from bot.subsidies import rounds
from bot.subsidies.aim import Aim
from bot.subsidies.workdays import deadline_day, has_passed
from knowledge.catalog import Catalog
from knowledge.dates import japanese, last_day
from knowledge.schema import ProgrammeEdition, Round
from knowledge.sentences import moment

_Meant = tuple[Aim, str]


def meant(
    question: DeadlineQuestion, own: Aim | None, planned: Planned, catalog: Catalog, at: dt.datetime
) -> tuple[Aim | None, tuple[str, ...]]:
    """What is aimed at, and what was assumed, in sentences.

    Args:
        question: the programme, round, month or day named; a day stands above all.
        own: what the client is heading for.
        planned: its runs.
        catalog: holds the rounds.
        at: the time in Japan.
    """
    found, notes = _programme(question, own, catalog, at)
    if question.day:
        found, note = _by_day(question.day, found, planned)
        return found, _notes(*notes, note)
    edition = schedules.edition_of(found, catalog) if found else None
    if found is None or edition is None:
        return found, _notes(*notes)
    found, note = _by_round(question, found, edition, at)
    return found, _notes(*notes, *note.split("\n"))


def _notes(*said: str) -> tuple[str, ...]:
    return tuple(one for one in said if one)


def _programme(
    question: DeadlineQuestion, own: Aim | None, catalog: Catalog, at: dt.datetime
) -> tuple[Aim | None, tuple[str, ...]]:
    """The client's own aim, unless another programme or frame is named."""
    same = own is not None and own.programme == question.programme
    if question.programme is None or (same and question.frame in (None, own and own.frame)):
        return own, ()
    parts = ("programme", "edition", "frame")
    given = {part: getattr(question, part) or "" for part in parts}
    found = aims.aim_of(given, catalog, at.date())
    other = own is not None and own.programme is not None and not same
    return found, (words.ANOTHER.format(name=own.name),) if other and own else ()


def _by_day(day: dt.date, found: Aim | None, planned: Planned) -> _Meant:
    if found is None:
        stars = (plan.walkthrough.star for _, plan in planned)
        star = next((one for one in stars if one), "one")
        note = words.BY_DAY_ONLY.format(star=words.STAR_NAMES[star])
        return Aim(programme=None, name="", star=star, deadline=day, status="named"), note
    if found.deadline is not None and deadline_day(found.deadline) == day:
        return found, ""
    changes = {"deadline": day, "status": "named", "round": None, "label": found.name}
    return found.model_copy(update=changes), ""


def _by_round(
    question: DeadlineQuestion, found: Aim, edition: ProgrammeEdition, at: dt.datetime
) -> _Meant:
    rows = rounds.of_frame(edition, found.frame)
    note = ""
    if question.number is not None:
        numbered = next((row for row in rows if row.no == question.number), None)
        if numbered is not None:
            return _with(found, edition, numbered), ""
        # 「第20回」 may be the edition's own number.
        if str(question.number) not in edition.name:
            note = words.NO_SUCH_NUMBER.format(name=edition.name, number=question.number)
    if question.month:
        found, said = _in_month(question.month, found, edition, rows, at)
        return found, f"{note}\n{said}"
    if found.deadline is None:
        found, said = _upcoming(found, edition, rows, at)
        return found, f"{note}\n{said}"
    return found, note


def _in_month(
    month: str, found: Aim, edition: ProgrammeEdition, rows: tuple[Round, ...], at: dt.datetime
) -> _Meant:
    first, last = dt.date.fromisoformat(f"{month}-01"), last_day(month)
    if found.deadline and first <= deadline_day(found.deadline) <= last:
        return found, ""
    due = rounds.due_between(rows, first, last)
    if due:
        picked = next(iter(rounds.upcoming(due, at)), due[-1])
        label = aims.label_of(edition.name, picked)
        note = words.ONE_OF_MONTH.format(month=japanese(month), label=label)
        return _with(found, edition, picked), note
    note = words.NONE_IN_MONTH.format(month=japanese(month))
    if found.deadline:
        return found, note
    found, said = _upcoming(found, edition, rows, at)
    return found, f"{note}\n{said}"


def _upcoming(
    found: Aim, edition: ProgrammeEdition, rows: tuple[Round, ...], at: dt.datetime
) -> _Meant:
    """The next round known, where none was chosen; else why there is none."""
    ahead = rounds.upcoming_one(rows, at)
    if found.round is None and ahead is not None:
        note = words.TOOK_NEXT.format(label=aims.label_of(edition.name, ahead))
        return _with(found, edition, ahead), note
    over = [row for row in rows if row.deadline and has_passed(row.deadline, at)]
    if edition.valid_to and edition.valid_to < at.date():
        return found, words.EDITION_OVER.format(name=edition.name)
    if not rows:
        return found, words.NO_ROUNDS.format(name=edition.name)
    if ahead is None and over and over[-1].deadline:
        said = {"label": over[-1].label, "deadline": moment(over[-1].deadline)}
        return found, words.ROUNDS_OVER.format(name=edition.name, **said)
    return found, ""


def _with(found: Aim, edition: ProgrammeEdition, row: Round) -> Aim:
    status = row.status if row.deadline else "unknown"
    label = aims.label_of(edition.name, row)
    changes = {"round": row.id, "label": label, "deadline": row.deadline, "status": status}
    return found.model_copy(update=changes)
