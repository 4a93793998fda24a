"""`python -m bot plan`: the schedule counted back from a deadline, as a table and an .ics file."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from bot import wording
from bot.errors import BadInput
from bot.subsidies.calendar_file import calendar_file
from bot.subsidies.schedule import Goal, Have, Schedule, plan_back
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
        BadInput: the deadline is no date, or the file cannot be written.
    """
    made = _planned(catalog, options, now)
    for sentence in sentences(made):
        for row in wrap(sentence):
            say(row)
    say("")
    for row in table(made):
        say(row)
    if options.ics:
        _write(options.ics, made, options.client)


def _planned(catalog: Catalog, options: argparse.Namespace, now: dt.datetime) -> Schedule:
    read = typed.read("date", options.deadline, now.astimezone(JST).date())
    if isinstance(read, typed.Problem):
        raise BadInput(read.sentence)
    try:
        goal = Goal(options.star, dt.date.fromisoformat(read.value))
    except ValueError:
        raise BadInput(wording.BAD_DATE.format(value=options.deadline)) from None
    for row in wrap(read.warning) if read.warning else ():
        say(row)
    have = Have(options.gbizid, frozenset(options.done))
    return plan_back(goal, have, catalog.lead_times, now.astimezone(JST))


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
