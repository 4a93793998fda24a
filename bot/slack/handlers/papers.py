"""Documents made from a client's answers and handed over in the thread."""

from __future__ import annotations

import asyncio
import logging

from sqlalchemy import Connection

from bot import wording
from bot.documents.errors import DocumentError
from bot.documents.make import make
from bot.domain.walkthrough import DocumentKind, Dossier
from bot.guide import Guide
from bot.guide.deadline_question import unpacked
from bot.slack.api import CALL_ERRORS, failure
from bot.slack.desk import Desk, Handled, letters
from bot.slack.entitlement import closed
from bot.slack.files import upload
from bot.slack.handlers.saying import letter_to
from bot.slack.render import notice
from bot.slack.screens import again_message
from bot.slack.work import Papers
from bot.state.outbox import Letter
from knowledge.catalog import Catalog

log = logging.getLogger(__name__)


async def made(desk: Desk, work: Papers) -> Handled:
    """Make and hand over; what fails is said, and offered again: the answers are kept."""
    guide, now = await desk.asking.guide(), desk.clock()
    # What staff asks about a client is handed over to staff, where no client is bound.
    barred = None if work.about else await desk.database.run(lambda c: closed(c, work.scope))
    if barred is not None:
        return letters(letter_to(work.scope, notice(barred), work.thread))
    dossier = await desk.database.run(lambda c: _dossier(c, guide, work, now))
    if "evidence_pack" in work.kinds:
        dossier = await _with_names(desk, dossier)
    tried = [await _tried(desk, work, kind, dossier, guide.catalog) for kind in work.kinds]
    return letters(*(problem for problem in tried if problem))


def _dossier(connection: Connection, guide: Guide, work: Papers, now: float) -> Dossier:
    scope = work.about or work.scope
    question = unpacked(work.question) if work.question else None
    if question is None:
        return guide.dossier(connection, scope, now)
    return guide.deadlines.dossier(connection, scope, question, now)


async def _with_names(desk: Desk, dossier: Dossier) -> Dossier:
    """Who answered by name as well: an id means nothing on paper."""
    people = dict.fromkeys(user for _, user, _, _ in dossier.history)
    names = await desk.people.named(dossier.scope.team, people)
    told = tuple(
        (at, f"{names[user]} ({user})" if user in names else user, question, answer)
        for at, user, question, answer in dossier.history
    )
    return dossier.model_copy(update={"history": told})


async def _tried(
    desk: Desk, work: Papers, kind: DocumentKind, dossier: Dossier, catalog: Catalog
) -> Letter | None:
    try:
        document = await asyncio.to_thread(make, kind, dossier, catalog)
        await upload(desk.api, work.scope, work.thread, document)
    except DocumentError as error:
        log.warning("document %s: %s", kind, type(error.__cause__).__name__)
        text = str(error)
    except CALL_ERRORS as error:
        log.warning("document %s not handed over: %s", kind, type(error).__name__)
        unsure = failure(error).outcome == "unsure"
        said = wording.WALK_PAPER_UNSURE if unsure else wording.WALK_PAPER_FAILED
        if not work.run:
            said = wording.IN_TIME_NO_FILE
        text = said.format(name=wording.WALK_PAPERS[kind])
    else:
        return None
    if not work.run:
        # An answer to a question: asked again, it is made again.
        return letter_to(work.scope, notice(text), work.thread)
    return letter_to(work.scope, again_message(text, work.run, kind), work.thread)
