"""Which clients' open walkthroughs a new edition of a document may touch. For staff alone."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.domain.walkthrough import Run
from bot.state import clients, runs
from bot.state import open_runs as open_runs_of
from indexer.compare.effects import Effect
from indexer.compare.sections import Named
from knowledge.catalog import Catalog

_NAME = "{company}「{heading}」"


def with_runs(connection: Connection, team: str | None, named: Named, catalog: Catalog) -> Named:
    """A comparison with the open runs of a workspace added to what it touches; of all for None.

    It then holds client names: it is not for anybody but staff.
    """
    found = open_runs(connection, team, named, catalog)
    kept = tuple(one for one in named.effects if one.kind != "run")
    return named.model_copy(update={"effects": (*kept, *found)})


def open_runs(
    connection: Connection, team: str | None, named: Named, catalog: Catalog
) -> tuple[Effect, ...]:
    """The open runs touched, by client: of a touched walkthrough, or of the document's edition.

    Where nothing of the knowledge is touched, no run is.
    """
    if not named.effects:
        return ()
    walkthroughs = {one.id.partition("/")[0] for one in named.effects if one.kind == "walkthrough"}
    headings = {one.id: one.heading for one in catalog.walkthroughs}
    found: list[Effect] = []
    for scope in open_runs_of.scopes(connection, team):
        client = clients.client(connection, scope)
        # In the terminal the place is the client's name.
        company = client.company if client else scope.channel if team is None else None
        if company is None or (client and client.state == "frozen"):
            continue
        for run in runs.of_scope(connection, scope):
            if run.state == "active" and _is_touched(run, walkthroughs, named, catalog):
                heading = headings.get(run.walkthrough, run.walkthrough)
                if run.sheet:
                    heading = f"{heading}・{run.sheet}"
                name = _NAME.format(company=company, heading=heading)
                found.append(Effect(kind="run", id=run.id, name=name, why="open"))
    found.sort(key=lambda one: (one.name, one.id))
    return tuple(found)


def _is_touched(run: Run, walkthroughs: set[str], named: Named, catalog: Catalog) -> bool:
    if run.walkthrough not in walkthroughs:
        return False
    aims_at = run.value("edition")
    computed = {one.id for one in catalog.walkthroughs if one.computed == "requirement"}
    if run.walkthrough in computed and named.editions:
        programmes = {
            edition.id for programme in catalog.programmes for edition in programme.editions
        }
        meant = programmes & set(named.editions)
        # Who has not said yet which edition may mean this one.
        return not meant or aims_at in (None, "unknown") or aims_at in meant
    guidelines = {edition.id for edition in catalog.editions} & set(named.editions)
    return not guidelines or run.edition in guidelines
