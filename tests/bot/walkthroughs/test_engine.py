"""What an answer does to a run."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.walkthrough import Event, Fill, GoTo, Leave, Pick, Run, Undo, Write
from bot.walkthroughs import engine
from tests.bot.walkthroughs.small import CLERK, OWNER, a_run, after, small_plan

HELLO = Pick(step="hello", value="next")
FIRM, PERSON = Pick(step="kind", value="firm"), Pick(step="kind", value="person")
NAME = Write(step="company", value="有限会社 髙﨑")


def at(run: Run) -> str | None:
    step = engine.current(small_plan(), run)
    return step.id if step else None


def test_answers_lead_from_step_to_step_to_the_end() -> None:
    run = a_run()
    seen = [at(run)]
    for event in (
        HELLO, FIRM, NAME, Write(step="number", value="1"), Pick(step="ready", value="done"),
    ):  # fmt: skip
        run = after(run, event)
        seen.append(at(run))
    assert seen == ["hello", "kind", "company", "number", "ready", None]
    assert run.state == "done"


def test_a_step_for_others_is_not_asked() -> None:
    run = after(a_run(), HELLO, PERSON, NAME)
    assert at(run) == "ready"
    assert engine.progress(small_plan(), run) == (3, 4)


def test_another_answer_to_an_earlier_step_opens_what_it_brings_with_it() -> None:
    run = after(a_run(), HELLO, PERSON, NAME, GoTo(step="kind"), FIRM)
    assert at(run) == "number"


def test_a_double_click_is_stale_and_changes_nothing() -> None:
    run = after(a_run(), HELLO)
    assert engine.advance(small_plan(), run, HELLO, CLERK, 9.0) == "stale"


@pytest.mark.parametrize(
    "event",
    [
        Pick(step="kind", value="forged"),
        Pick(step="kind", value=""),
        Fill(values={"kind": "forged"}),
    ],
)
def test_a_choice_that_is_not_offered_is_refused(event: Event) -> None:
    run = after(a_run(), HELLO)
    assert engine.advance(small_plan(), run, event, CLERK, 9.0) == "no_such_choice"


@pytest.mark.parametrize("step", ["elsewhere", "number", ""])
def test_a_step_that_is_not_asked_cannot_be_answered(step: str) -> None:
    run = after(a_run(), HELLO, PERSON)
    assert engine.advance(small_plan(), run, Fill(values={step: "1"}), CLERK, 9.0) == "stale"
    assert engine.advance(small_plan(), run, GoTo(step=step), CLERK, 9.0) == "stale"


def test_what_is_optional_can_be_left_out_and_what_is_not_cannot() -> None:
    run = after(a_run(), HELLO, FIRM)
    empty = Write(step="company", value="")
    assert engine.advance(small_plan(), run, empty, CLERK, 9.0) == "no_such_choice"
    run = after(run, NAME, Write(step="number", value=""))
    assert at(run) == "ready"


def test_undo_takes_back_one_answer_at_a_time() -> None:
    run = after(a_run(), HELLO, FIRM, NAME, Undo())
    assert (at(run), run.value("company"), run.value("kind")) == ("company", None, "firm")
    assert at(after(run, Undo(), Undo())) == "hello"
    assert engine.advance(small_plan(), a_run(), Undo(), CLERK, 9.0) == "nothing_to_undo"


def test_undo_after_going_back_only_returns() -> None:
    run = after(a_run(), HELLO, FIRM, NAME, GoTo(step="kind"))
    assert at(run) == "kind"
    back = after(run, Undo())
    assert (at(back), back.value("kind")) == ("number", "firm")


def test_who_answers_later_is_remembered_for_their_answer_alone() -> None:
    run = after(after(a_run(), HELLO, FIRM), NAME, by=OWNER)
    assert [row.by.user for row in run.given] == ["U1", "U1", "U2"]


def test_a_finished_run_can_be_answered_anew() -> None:
    run = after(a_run(), HELLO, PERSON, NAME, Pick(step="ready", value="unknown"))
    assert run.state == "done"
    again = after(run, Fill(values={"ready": "done"}))
    assert (again.state, again.value("ready")) == ("done", "done")
    open_again = after(run, GoTo(step="ready"))
    assert (open_again.state, at(open_again)) == ("active", "ready")


def test_leaving_ends_a_run_and_keeps_its_answers() -> None:
    run = after(a_run(), HELLO, FIRM, Leave())
    assert (run.state, at(run), run.value("kind")) == ("left", None, "firm")


_EVENTS = st.one_of(
    st.builds(
        Pick,
        step=st.sampled_from(["hello", "kind", "ready", "number", "x"]),
        value=st.sampled_from(["next", "firm", "person", "done", "unknown", "y"]),
    ),
    st.builds(
        Write,
        step=st.sampled_from(["company", "number", "kind"]),
        value=st.sampled_from(["", "A", "B"]),
    ),
    st.builds(Undo),
    st.builds(GoTo, step=st.sampled_from(["hello", "kind", "company", "x"])),
    st.builds(
        Fill,
        values=st.dictionaries(
            st.sampled_from(["kind", "ready", "x"]), st.sampled_from(["firm", "done", "z"])
        ),
    ),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(_EVENTS, max_size=25))
def test_whatever_happens_a_run_stays_whole(events: list[Event]) -> None:
    plan, run = small_plan(), a_run()
    for number, event in enumerate(events):
        changed = engine.advance(plan, run, event, CLERK, float(number))
        if isinstance(changed, str):
            continue
        assert changed.revision == run.revision + 1
        steps = [row.step for row in changed.given]
        assert len(set(steps)) == len(steps), "an answer stands twice"
        for row in changed.given:
            step = plan.step(row.step)
            assert step is not None and engine.fits(step, row.value)
        done = engine.current(plan, changed) is None
        assert (changed.state == "done") == done
        run = changed
