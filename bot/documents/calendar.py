"""The schedule back from the deadline as a file that calendar programs import (.ics)."""

from __future__ import annotations

import datetime as dt
from typing import cast

from bot.documents import words
from bot.documents.errors import DocumentError
from bot.domain.walkthrough import Dossier
from bot.subsidies.calendar_file import calendar_file
from bot.subsidies.schedule import Goal, Have, StepId, plan_back
from bot.subsidies.schedule_words import sentences
from knowledge.catalog import Catalog
from knowledge.dates import JST


def written(dossier: Dossier, catalog: Catalog) -> tuple[bytes, str]:
    """The file, and its schedule in words.

    A newer file of the same client replaces what was imported from an older one.

    Raises:
        DocumentError: no deadline is known, so that there is no date to write.
    """
    heading = dossier.heading
    if heading is None or heading.deadline is None:
        raise DocumentError(words.NO_DEADLINE)
    goal = Goal(heading.star, heading.deadline, heading.status, heading.label)
    done = frozenset(cast(StepId, step) for step in heading.done)
    now = dt.datetime.fromtimestamp(dossier.made_at, JST)
    made = plan_back(goal, Have(heading.gbizid, done, heading.doubted), catalog.lead_times, now)
    content = calendar_file(made, f"{dossier.scope.team}:{dossier.scope.channel}")
    if content is None:
        raise DocumentError(words.NO_DEADLINE)
    return content, "\n".join(sentences(made))
