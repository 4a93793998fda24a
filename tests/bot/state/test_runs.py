"""A run changes once for each revision, and nothing anybody answered is lost."""

from __future__ import annotations

from sqlalchemy import Engine

from bot.domain.scope import Scope, Speaker
from bot.domain.walkthrough import Given, Run
from bot.state import runs

HERE, THERE = Scope(team="T", channel="C1"), Scope(team="T", channel="C2")
CLERK, OWNER = Speaker(team="T2", user="U1"), Speaker(team="T2", user="U2")


def a_run(run_id: str = "r1", scope: Scope = HERE, at: float = 1.0) -> Run:
    return Run(
        id=run_id, scope=scope, walkthrough="two-star", edition="guideline-v3.1",
        started_at=at, updated_at=at,
    )  # fmt: skip


def answered(run: Run, step: str, value: str, by: Speaker = CLERK, at: float = 2.0) -> Run:
    kept = tuple(row for row in run.given if row.step != step)
    given = (*kept, Given(step=step, value=value, by=by, at=at))
    return run.model_copy(update={"given": given, "revision": run.revision + 1, "updated_at": at})


def saved(engine: Engine, before: Run, after: Run) -> bool:
    with engine.begin() as connection:
        return runs.save(connection, before, after)


def stored(engine: Engine, scope: Scope = HERE, run_id: str = "r1") -> Run | None:
    with engine.begin() as connection:
        return runs.run(connection, scope, run_id)


def begun(engine: Engine, run: Run) -> Run:
    with engine.begin() as connection:
        runs.add(connection, run)
    return run


def test_a_run_comes_back_as_it_was_kept(engine: Engine) -> None:
    run = begun(engine, a_run())
    after = answered(run, "check/1", "full")
    assert saved(engine, run, after)
    assert stored(engine) == after


def test_another_scope_does_not_see_it(engine: Engine) -> None:
    """A19."""
    begun(engine, a_run())
    assert stored(engine, THERE) is None
    with engine.begin() as connection:
        assert runs.of_scope(connection, THERE) == []


def test_two_who_answer_the_same_screen_change_it_once(engine: Engine) -> None:
    run = begun(engine, a_run())
    first, second = answered(run, "check/1", "full"), answered(run, "check/1", "no", OWNER)
    assert saved(engine, run, first)
    assert not saved(engine, run, second)
    assert stored(engine) == first


def test_an_answer_given_anew_stands_and_the_old_one_is_kept_as_ended(engine: Engine) -> None:
    run = begun(engine, a_run())
    first = answered(run, "check/1", "no")
    second = answered(first, "check/1", "full", OWNER, 3.0)
    assert saved(engine, run, first) and saved(engine, first, second)
    found = stored(engine)
    assert found is not None and [row.value for row in found.given] == ["full"]
    with engine.begin() as connection:
        told = [(row.value, row.by.user, ended) for row, ended in runs.history(connection, "r1")]
    assert told == [("no", "U1", 3.0), ("full", "U2", None)]


def test_what_was_taken_back_is_asked_again_and_kept_as_ended(engine: Engine) -> None:
    run = begun(engine, a_run())
    first = answered(run, "check/1", "no")
    undone = first.model_copy(update={"given": (), "revision": 2, "updated_at": 4.0})
    assert saved(engine, run, first) and saved(engine, first, undone)
    found = stored(engine)
    assert found is not None and found.given == ()
    with engine.begin() as connection:
        assert [ended for _, ended in runs.history(connection, "r1")] == [4.0]


def test_the_run_last_worked_on_comes_first(engine: Engine) -> None:
    begun(engine, a_run("r1", at=1.0))
    begun(engine, a_run("r2", at=5.0))
    begun(engine, a_run("r3", THERE, at=9.0))
    with engine.begin() as connection:
        assert [run.id for run in runs.of_scope(connection, HERE)] == ["r2", "r1"]
