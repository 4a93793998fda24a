"""`python -m bot plan`: the schedule counted back from a deadline, as a table and an .ics file."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from bot import wording
from bot.errors import BadInput
from bot.subsidies import target, words
from bot.subsidies.calendar_file import calendar_file
from bot.subsidies.schedule import YEARS, Goal, Have, Schedule, plan_back
from bot.subsidies.schedule_words import sentences, table
from bot.terminal.render import wrap
from bot.terminal.saying import say
from bot.walkthroughs import typed
from knowledge.catalog import Catalog
from knowledge.dates import JST


def plan(catalog: Catalog, options: argparse.Namespace, now: dt.datetime) -> None:
    """Print the schedule, and write the file if one is wanted.

    Args:
        catalog: holds how long each step takes.
        options: from `planning.arguments`.
        now: aware; the plan starts here.

    Raises:
        BadInput: the deadline is no date, the programme, frame or round is not known, or the
            file cannot be written.
    """
    made = _planned(catalog, options, now)
    if made is None:
        return
    for sentence in sentences(made):
        for row in wrap(sentence):
            say(row)
    say("")
    for row in table(made):
        say(row)
    if options.ics:
        _write(options.ics, made, options.client)


def _planned(catalog: Catalog, options: argparse.Namespace, now: dt.datetime) -> Schedule | None:
    now = now.astimezone(JST)
    named = _day(options.deadline, now) if options.deadline is not None else None
    have = Have(options.gbizid, frozenset(options.done))
    if options.programme is None:
        if named is None:
            raise BadInput(words.PLAN_NEEDS)
        goal = Goal(options.star or "one", named)
        return plan_back(goal, have, catalog.lead_times, now)
    aim, rows = target.aimed(
        catalog, options.programme, options.frame, options.round, now, named=named
    )
    star = options.star or aim.star
    if star is None:
        said = words.PLAN_NOT_ASKED if aim.asked is False else words.PLAN_STAR_UNKNOWN
        for row in wrap(said.format(name=aim.name)):
            say(row)
        return None
    goal = Goal(star, aim.deadline, aim.status, aim.label)
    return plan_back(goal, have, catalog.lead_times, now, rows)


def _day(text: str, now: dt.datetime) -> dt.date:
    read = typed.read("date", text, now.date())
    if isinstance(read, typed.Problem):
        raise BadInput(read.sentence)
    day = dt.date.fromisoformat(read.value)
    if day.year not in YEARS:
        raise BadInput(wording.BAD_DATE.format(value=text))
    for row in wrap(read.warning) if read.warning else ():
        say(row)
    return day


def _write(path: Path, made: Schedule, client: str) -> None:
    content = calendar_file(made, client)
    if content is None:
        say(wording.NO_CALENDAR)
        return
    try:
        path.write_bytes(content)
    except OSError:
        raise BadInput(wording.NOT_WRITTEN.format(path=path)) from None
    say(wording.CALENDAR_WRITTEN.format(path=path))
