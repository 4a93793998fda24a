"""Tables within Slack's limits, and the lines they become."""

from __future__ import annotations

from bot.domain.walkthrough import Screen, Table
from bot.slack.screens import screen_message
from bot.slack.tables import has_table, table, without_tables
from tests.bot.slack.rendering import sections
from tests.fakes.slack import problems

ROWS = (("すること", "いつ"), ("<宣言する>", "12/5(土)"))
LINES = ("・<宣言する>：12/5(土)までに",)
SCREEN = Screen(
    title="間に合うか",
    text="間に合います。\n\nすること:\n・<宣言する>：12/5(土)までに\n\nいま足りないもの:\n・宣言する",
    table=Table(rows=ROWS, instead_of=LINES),
)


def test_a_table_stands_where_its_lines_would() -> None:
    message = screen_message(SCREEN)
    assert problems(message.model_dump(mode="json")) == []
    kinds = [block["type"] for block in message.blocks]
    assert kinds.count("table") == 1 and kinds.index("table") not in (0, len(kinds) - 1)
    shown = "\n".join(sections(message))
    assert "までに" not in shown and "いま足りないもの" in shown
    # A notification, and a surface without blocks, get the lines.
    assert "・&lt;宣言する&gt;：12/5(土)までに" in message.text


def test_lines_that_are_not_all_there_leave_the_text_as_it_is() -> None:
    other = Table(rows=ROWS, instead_of=("・別の行",))
    message = screen_message(SCREEN.model_copy(update={"table": other}))
    assert not has_table(message.blocks)
    assert message.blocks == screen_message(SCREEN.model_copy(update={"table": None})).blocks


def test_what_is_too_much_for_a_table_stays_in_lines() -> None:
    assert table([("a",)] * 101) is None
    assert table([("a",) * 21]) is None
    assert table([("字" * 5001, "字" * 5000)]) is None
    assert table([]) is None


def test_without_tables_the_cells_are_lines_and_nothing_in_them_is_alive() -> None:
    blocks = without_tables(screen_message(SCREEN).blocks)
    assert not has_table(blocks)
    assert problems({"text": "x", "blocks": blocks}) == []
    said = [block["text"]["text"] for block in blocks if block["type"] == "section"]
    assert "*すること　いつ*\n• &lt;宣言する&gt;　12/5(土)" in said
