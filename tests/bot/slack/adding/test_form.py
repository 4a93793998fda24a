"""The form within Slack's limits, and what is made of anything that may come back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.adding import form, words
from bot.slack.adding.messages import decision, offer, report
from bot.slack.adding.orders import Built, Checked, Look, Read
from tests.fakes.slack import problems

SAID = {
    "title": "公募要領",
    "publisher": "事務局",
    "edition": "2026年版",
    "use": "rules",
    "trust": "official",
    "published": "2026-03-30",
}
_ELEMENTS = st.recursive(
    st.none() | st.text(max_size=8) | st.integers() | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["value", "selected_option", "files", "id", "file", "x"]), inner
        )
    ),
    max_leaves=8,
)


def view(addition: str = "abc", **said: str) -> dict[str, Any]:
    """A submitted form."""
    values = {name: {name: {"value": value}} for name, value in said.items()}
    return {"private_metadata": addition, "state": {"values": values}}


@pytest.mark.parametrize("addition", ["", "abc"])
def test_the_form_keeps_slacks_limits_whatever_was_guessed(addition: str) -> None:
    said = {**SAID, "title": "題" * 900, "url": "x" * 50, "published": "soon", "use": "nothing"}
    held = [(f"d{number}", "名" * 300) for number in range(150)]
    assert problems(form.document_form(addition, said, held)) == []


def test_messages_keep_slacks_limits_whatever_was_read() -> None:
    rows = tuple("字" * 400 for _ in range(60))
    looks = tuple(Look(head="○ " + row, lines=rows, todo=row) for row in rows)
    checked = Checked(
        version="v", against="a", passed=True, outcome="通りました", looks=looks, confirmable=True
    )
    built = Built(
        title="題" * 500, about=rows, outline=rows, replaces=True, earlier="前" * 300,
        difference="違い", checked=checked,
    )  # fmt: skip
    read = Read(guesses={}, outline=rows, attention=rows)
    for message in (
        report(built),
        decision("a", "題" * 500, checked, ("注",)),
        offer("a", "名" * 300, read, "題" * 300),
    ):
        assert problems({"text": message.text, "blocks": list(message.blocks)}) == []


def test_a_whole_form_has_no_errors() -> None:
    assert form.errors(view(**SAID)) == {}
    assert form.fields(view(**SAID)) == SAID


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", " "),
        ("title", "題" * 201),
        ("use", "poison"),
        ("trust", "admin"),
        ("published", "2026-02-30"),
        ("url", "javascript:alert(1)"),
        ("previous", "../../etc"),
        ("valid_to", "2026-01-01"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(name: str, value: str) -> None:
    assert list(form.errors(view(**{**SAID, name: value}))) == [name]


def test_a_new_document_needs_its_file() -> None:
    assert form.errors(view("", **SAID)) == {"file": words.WRONG["file"]}


@given(_ELEMENTS, _ELEMENTS)
def test_nothing_that_comes_back_breaks_it(state: Any, files: Any) -> None:
    odd = {"state": {"values": {"title": {"title": state}, "file": {"file": files}}}}
    for shown in (odd, {"state": state}, {"state": {"values": state}}):
        assert "title" in form.errors(shown) or form.fields(shown)
        form.chosen_file(shown)
