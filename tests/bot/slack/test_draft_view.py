"""What is seen of an answer while it is written is inert, and only grows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import wording
from bot.slack import draft_view
from tests.fakes.slack import problems


@given(st.text(max_size=200), st.text(max_size=200))
def test_streamed_text_holds_no_markup(before: str, more: str) -> None:
    said = draft_view.streamed(before + more)
    assert not set("*_~`<>&#|!\\@") & set(said)
    assert "://" not in said
    assert "](" not in said


@given(st.text(alphabet="あ。[]12（）\n", max_size=80), st.text(alphabet="い[]3。", max_size=40))
def test_whole_sentences_streamed_only_grow(before: str, more: str) -> None:
    said = f"{before}。\n"
    assert draft_view.streamed(said + more).startswith(draft_view.streamed(said))


def test_marks_of_sources_stay() -> None:
    assert draft_view.streamed("答えです[1][12]。[x](y)") == "答えです[1][12]。［x］(y)"


@pytest.mark.parametrize("text", ["", " ", "文です。" * 3000, "<!channel> `x`\n・一\n・二"])
def test_a_message_is_one_slack_takes(text: str) -> None:
    shown = draft_view.message(text, "draft-1", "T:U")
    body = {"text": shown.text, "blocks": list(shown.blocks)}
    assert problems(body) == []
    assert "<!channel>" not in shown.text
    assert shown.blocks[-1]["elements"][0]["text"]["text"] == wording.STOP
