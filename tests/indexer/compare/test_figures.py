"""What counts as a figure, and when it changed."""

from __future__ import annotations

import pytest

from indexer.compare.clauses import bare
from indexer.compare.figures import changed_kinds, figures
from indexer.compare.spans import changed_words


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("★一つ星を宣言", "★★二つ星を宣言", ("star",)),
        ("締切は令和８年12月5日", "締切は令和８年12月12日", ("date",)),
        ("2026年8月7日（金）17:00", "2026年8月8日（土）17:00", ("date",)),
        ("上限は１５０万円", "上限は450万円", ("money",)),
        ("補助率は1/2以内", "補助率は2/3以内", ("share",)),
        ("補助率は２分の１", "補助率は3分の2", ("share",)),
        ("年平均1.5パーセント", "年平均１％", ("share",)),
        ("30日以内に届け出る", "60日以内に届け出る", ("count",)),
        ("10文字以上にする", "12文字以上にする", ("count",)),
        ("上限は1,500,000円", "上限は1500000円", ()),
        ("１０人以上の会社", "10人以上の会社", ()),
        ("補助金2025通常枠", "補助金2025推進枠", ()),
    ],
)
def test_the_kind_of_figure_that_changed(old: str, new: str, kinds: tuple[str, ...]) -> None:
    assert changed_kinds(old, new) == kinds


def test_a_duration_is_a_count() -> None:
    assert figures("3年間の計画と2時間の研修")["count", "3年"] == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("別紙３を参照", "別紙２を参照"),
        ("（３） 報告する", "（４） 報告する"),
        ("第４条 報告する", "第５条 報告する"),
        ("３－２ 報告する", "３－３ 報告する"),
        ("① 報告する", "② 報告する"),
        ("6） 報告する", "４） 報告する"),
    ],
)
def test_numbers_of_places_are_no_figures(old: str, new: str) -> None:
    assert bare(old) == bare(new)


def test_a_long_clause_is_compared_in_a_moment() -> None:
    old = "、".join(f"{number}番の定めは次のとおりとする" for number in range(3000))
    new = old.replace("2999番", "3番")
    spans = changed_words(old, new)
    assert "".join(span.text for span in spans if span.what != "new") == old
    assert "".join(span.text for span in spans if span.what != "gone") == new


def test_levels_and_dates_are_marked_whole() -> None:
    spans = changed_words("★一つ星を2026年8月7日までに", "★★二つ星を2026年9月7日までに")
    assert [(span.what, span.text) for span in spans if span.what != "same"] == [
        ("gone", "★一つ星"),
        ("new", "★★二つ星"),
        ("gone", "2026年8月7日"),
        ("new", "2026年9月7日"),
    ]
