"""Screens of walkthroughs as Slack messages: within its limits, with ids only in the buttons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import wording
from bot.domain.answer import Citation
from bot.domain.scope import Scope, Speaker
from bot.domain.walkthrough import Form, FormItem, Given, Offer, Run, Screen
from bot.slack import parts
from bot.slack.part_form import part_form
from bot.slack.screens import (
    again_message,
    made_again,
    opened_form,
    pressed,
    run_shown,
    screen_message,
)
from bot.walkthroughs import screens as shown_screens
from bot.walkthroughs.plan import plan
from knowledge.catalog import Catalog
from tests.bot.slack.rendering import TODAY, buttons, contexts, live, sections
from tests.fakes.slack import problems

RUN = "0123456789abcdef01234567"
SCOPE = Scope(team="T0OFFICE", channel="C0CLIENT")


def a_screen(**more: object) -> Screen:
    return Screen.model_validate(
        {"run": RUN, "revision": 7, "step": "check/3", "text": "問い"} | more
    )


def offers(*values: str) -> tuple[Offer, ...]:
    return tuple(Offer(value=value, label=value) for value in values)


def test_what_was_recorded_is_small_on_top_and_the_question_follows() -> None:
    message = screen_message(
        a_screen(
            title="自社診断",
            progress=(3, 31),
            said="記録しました：A → はい",
            text="パスワードは長いですか。",
            help="・10文字以上にします",
            wants="text",
            offers=(Offer(value="full", label="はい", primary=True), *offers("no", "!undo")),
            form=1,
        )
    )
    assert [block["type"] for block in message.blocks][:2] == ["context", "section"]
    assert "記録しました" in contexts(message)[0]
    assert "*自社診断*" in sections(message)[0]
    assert any("3 / 31" in said and wording.WALK_BAR_DONE in said for said in contexts(message))
    assert any(wording.WALK_TYPE in said for said in contexts(message))
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    assert [[one["text"]["text"] for one in row] for row in rows] == [
        ["はい", "no"],
        ["!undo", wording.WALK_FORM],
    ]
    assert rows[0][0]["style"] == "primary"
    assert rows[1][1]["action_id"] == parts.OPEN
    assert opened_form(rows[1][1]["value"]) == (RUN, 1)


def test_buttons_carry_ids_and_are_read_back() -> None:
    message = screen_message(a_screen(offers=offers("full", f"!done:{RUN}:check/3")))
    first, second = (pressed(one["value"]) for one in buttons(message))
    assert first is not None
    assert (first.run, first.revision, first.step, first.value) == (RUN, 7, "check/3", "full")
    assert second is not None
    assert second.value == f"!done:{RUN}:check/3"
    assert run_shown(message.blocks) == RUN


def test_a_screen_without_a_run_has_buttons_too() -> None:
    message = screen_message(Screen(text="いま", offers=offers("!go:abc", "!where")))
    assert [pressed(one["value"]) is not None for one in buttons(message)] == [True, True]
    assert run_shown(message.blocks) is None


@pytest.mark.parametrize(
    "value", ["", "|", "a|b|c|d", f"{RUN}|1|x", f"{RUN}|-1|x|y", f"{RUN} |1|x|y", "x" * 3000]
)
def test_what_we_never_wrote_is_no_press(value: str) -> None:
    assert pressed(value) is None
    assert opened_form(value) is None


def test_a_document_is_tried_again_by_its_kind_alone() -> None:
    message = again_message("だめでした。", RUN, "chart")
    (button,) = buttons(message)
    press = pressed(button["value"])
    assert press is not None
    assert made_again(press) == "chart"
    for value in (f"{RUN}|0||!doc:secrets", f"{RUN}|0|todos|!doc:chart", f"{RUN}|0||chart"):
        other = pressed(value)
        assert other is not None
        assert made_again(other) is None


def test_every_step_as_shipped_fits(shipped_catalog: Catalog) -> None:
    by = Speaker(team="T", user="U")
    for walkthrough in shipped_catalog.walkthroughs:
        edition = shipped_catalog.guideline_on(TODAY).id
        steps = plan(walkthrough, shipped_catalog, edition, TODAY)
        for step in steps.steps:
            run = Run(
                id=RUN,
                scope=SCOPE,
                walkthrough=walkthrough.id,
                edition=edition,
                position=step.id,
                given=(Given(step="x", value="y", by=by, at=1.0),),
                started_at=1.0,
                updated_at=1.0,
            )
            screen = shown_screens.shown(
                run, steps, shipped_catalog, said="記録しました", helped=True
            )
            message = screen_message(screen)
            assert problems(message.model_dump(mode="json")) == [], step.id
            assert list(live(message)) == []
            assert wording.WALK_CUT not in message.text


@given(
    st.text(max_size=300),
    st.text(min_size=1, max_size=5000),
    st.lists(st.text(max_size=200), max_size=40),
)
def test_whatever_is_typed_slack_takes_it(said: str, text: str, labels: list[str]) -> None:
    citation = Citation(title=said, as_of="2026-01", quote="")
    message = screen_message(
        a_screen(
            title=said,
            said=said,
            text=text,
            help=said,
            offers=tuple(Offer(value=f"v{at}", label=label) for at, label in enumerate(labels)),
            form=2,
            citations=(citation,),
        )
    )
    assert problems(message.model_dump(mode="json")) == []
    assert list(live(message)) == []
    assert len(buttons(message)) <= 25


@given(st.text(max_size=400), st.text(max_size=4000), st.text(max_size=200))
def test_the_form_fits_whatever_it_asks(title: str, ask: str, label: str) -> None:
    choices = tuple(Offer(value=one, label=label) for one in ("full", "partly", "no", "unknown"))
    items = tuple(
        FormItem(step=f"check/{no}", title=title, ask=ask, choices=choices, answer="no")
        for no in range(1, 26)
    )
    form = Form(run=RUN, revision=3, title=title, items=items)
    view = part_form(form, parts.place(RUN, "C0CLIENT", "1.000001", "1.000002"))
    assert problems(view) == []
