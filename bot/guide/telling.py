"""What somebody says is done is kept, and can be taken back."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection

from bot.domain.scope import Scope, Speaker
from bot.domain.walkthrough import Given, Run
from bot.state import runs
from bot.subsidies.occasions import PLAN
from bot.walkthroughs import standing, words
from bot.walkthroughs.said import DONE, OPEN, SAID, step_of, told
from bot.walkthroughs.standing import Planned
from knowledge.walkthrough import Done

# Answers that show that it was done; the score of a self-check is no field.
_FIELDS: dict[Done, tuple[str, ...]] = {
    "gbizid": ("gbizid",),
    "self-check": (),
    "policy": ("established_on",),
    "publish": ("published_on",),
    "declaration-one": ("declared_on",),
    "declaration-two": ("star2_declared_on",),
}
_RUN_ID_BYTES = 12
_TRIES = 3


def about(subject: str) -> Done | None:
    """What a reminder's subject is called here; None for one that is no step."""
    name = subject.removeprefix(PLAN).replace("_", "-")
    return next((known for known in words.SAID_TITLES if known == name), None)


def unanswered(planned: Planned) -> frozenset[Done]:
    """Of what was said to be done: that whose own answers are missing still."""
    given = standing.given_fields(planned)
    return frozenset(
        name
        for name in told(run for run, _ in planned)
        if not any(field in given for field in _FIELDS[name])
    )


def tell(
    connection: Connection, scope: Scope, what: Done, done: bool, by: Speaker, now: float,
    edition: str,
) -> None:  # fmt: skip
    """Keep that something is done, or is not after all; said twice, the first stays.

    Args:
        connection: in a transaction.
        scope: of the client.
        what: is done.
        done: False takes it back.
        by: who says so.
        now: seconds since the epoch.
        edition: of the guideline, as every run carries one.
    """
    row = Given(step=step_of(what), value=DONE if done else OPEN, by=by, at=now)
    for _ in range(_TRIES):
        known = runs.of_scope(connection, scope, SAID)
        if (what in told(known)) == done:
            return
        if not known:
            run = Run(
                id=secrets.token_hex(_RUN_ID_BYTES), scope=scope, walkthrough=SAID,
                edition=edition, state="done", given=(row,), started_at=now, updated_at=now,
            )  # fmt: skip
            runs.add(connection, run)
            return
        before = known[0]
        given = (*(one for one in before.given if one.step != row.step), row)
        after = before.model_copy(
            update={"given": given, "revision": before.revision + 1, "updated_at": now}
        )
        if runs.save(connection, before, after):
            return
