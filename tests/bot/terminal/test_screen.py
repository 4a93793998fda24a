"""A step of a walkthrough as lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot import wording
from bot.domain.answer import Citation
from bot.domain.columns import columns
from bot.domain.walkthrough import Offer, Screen
from bot.terminal.screen import enter, in_order, screen_lines

NEXT = Offer(value="next", label="次へ", primary=True)
UNDO = Offer(value="!undo", label="ひとつ戻る")
WHERE = Offer(value="!where", label="いまどこ？")
YES = Offer(value="yes", label="はい")
KEEP = Offer(value="!keep", label="「甲」のまま")


def a_screen(**more: object) -> Screen:
    return Screen.model_validate({"run": "r", "step": "s", "text": "聞きます。"} | more)


def shown(screen: Screen, brief: bool = False) -> list[str]:
    return list(screen_lines(screen, in_order(screen), brief))


def test_a_step_shows_what_was_said_where_one_is_what_is_asked_and_what_can_be_picked() -> None:
    screen = a_screen(
        said="記録しました。", title="防火訓練", progress=(3, 31), help="・天井を見る",
        offers=(UNDO, YES, WHERE),
    )  # fmt: skip
    assert shown(screen) == [
        "記録しました。",
        "",
        "── 防火訓練  3/31 ▯▯▯▯▯▯▯▯▯▯",
        "聞きます。",
        "",
        "・天井を見る",
        "",
        "  1) はい",
        "",
        f"{wording.ELSEWHERE}  2) ひとつ戻る  3) いまどこ？",
        wording.TYPE_NUMBER,
    ]


def test_after_a_question_the_step_is_short() -> None:
    cited = Citation(title="手引き", as_of="2026-11", quote="")
    screen = a_screen(said="記録", title="題", help="助け", offers=(YES,), citations=(cited,))
    assert shown(screen, brief=True) == [
        "── 題",
        "聞きます。",
        "",
        "  1) はい",
        wording.TYPE_NUMBER,
    ]


def test_the_bar_is_full_only_at_the_end() -> None:
    assert "▯" in shown(a_screen(progress=(30, 31)))[0]
    assert "31/31 ▮▮▮▮▮▮▮▮▮▮" in shown(a_screen(progress=(31, 31)))[0]
    assert "0/0" in shown(a_screen(progress=(0, 0)))[0]


def test_enter_goes_on_and_keeps_but_never_chooses() -> None:
    assert enter(a_screen(offers=(NEXT, UNDO))) == NEXT
    assert enter(a_screen(offers=(KEEP, UNDO), wants="text")) == KEEP
    assert enter(a_screen(offers=(YES,))) is None


def test_the_hint_says_what_may_be_typed() -> None:
    assert shown(a_screen(offers=(NEXT,)))[-1] == wording.ENTER_TAKES.format(label="次へ")
    assert shown(a_screen(offers=(UNDO,), wants="text"))[-1] == wording.TYPE_TEXT
    assert shown(a_screen(offers=(YES, UNDO), wants="text"))[-1] == wording.TYPE_OR_NUMBER
    assert shown(a_screen(step=None, offers=(UNDO,)))[-1] == f"{wording.ELSEWHERE}  1) ひとつ戻る"


def test_what_is_said_twice_is_shown_once() -> None:
    assert shown(Screen(said="保存しました。", text="保存しました。")) == ["保存しました。"]


@given(
    labels=st.lists(st.text(st.sampled_from("あ漢aB1 ★カー。、（）"), min_size=1, max_size=60), max_size=12),
    text=st.text(st.sampled_from("あ漢aB1 ★カー。、（）\n"), max_size=400),
)  # fmt: skip
def test_no_line_is_wider_than_the_terminal(labels: list[str], text: str) -> None:
    values = ["a", "!undo"] * len(labels)
    offers = tuple(Offer(value=v, label=label) for v, label in zip(values, labels, strict=False))
    rows = shown(a_screen(text=text, said=text[:50], help=text, offers=offers))
    assert all(columns(row) <= 80 for row in rows)
