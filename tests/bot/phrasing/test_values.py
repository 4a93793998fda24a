"""Values of Japanese text, however they are written."""

from __future__ import annotations

import pytest

from bot.phrasing.values import supported


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("令和8年6月12日までです", "締切は2026年6月12日です"),
        ("2026/6/12です", "2026年6月12日です"),
        ("Ｒ８．６．１２です", "2026年6月12日です"),
        ("6月12日です", "2026年6月12日です"),
        ("2026年6月9日です", "2026年5月12日と6月9日です"),
        ("令和8年度です", "2026年度です"),
        ("午後5時です", "17:00です"),
        ("4,500,000円です", "450万円です"),
        ("四百五十万円です", "450万円です"),
        ("1億2,000万円です", "1億2000万円です"),
        ("2分の1です", "1/2です"),
        ("5割です", "50%です"),
        ("三つです", "3つです"),
        ("6カ条です", "6か条です"),
        ("第三章です", "第3章です"),
        ("十一桁です", "11桁です"),
        ("二つ星です", "★★です"),
        ("星1つです", "★一つ星です"),
        ("5万円〜150万円です", "5万円から150万円です"),
        ("一部の会社と第三者の参加です", "会社の話です"),
    ],
)
def test_the_same_value_in_another_notation_is_said(text: str, quote: str) -> None:
    assert supported(text, quote) is None


@pytest.mark.parametrize(
    ("text", "quote", "fault"),
    [
        ("6月9日です", "6月12日と8月9日です", "date"),
        ("2025年6月12日です", "2026年6月12日です", "date"),
        ("18時です", "17:00です", "date"),
        ("来年です", "今年です", "date"),
        ("2026年度です", "2026年です", "date"),
        ("540万円です", "450万円です", "number"),
        ("450円です", "450万円です", "number"),
        ("４５１万円です", "450万円です", "number"),
        ("4 50万円です", "450万円です", "number"),
        ("25%です", "25項目です", "number"),
        ("11か月です", "11桁です", "number"),
        ("半額です", "3/4です", "number"),
        ("5〜150万円です", "5〜50万円、100〜150万円です", "number"),
        ("二つ星です", "★一つ星です", "star"),
        ("☆☆です", "★です", "star"),
        ("★3です", "★です", "star"),
    ],
)
def test_another_value_is_not_said(text: str, quote: str, fault: str) -> None:
    assert supported(text, quote) == fault


def test_a_value_the_quote_cuts_in_two_is_not_said() -> None:
    assert supported("450万円です", "450万円です", around="4,450万円です") == "number"
    assert supported("12日です", "12日です", around="6月12日です") == "date"


def test_a_title_gives_names_and_no_amounts() -> None:
    title = "補助金2026 上限450万円"
    assert supported("補助金2026の話です", "補助金の話です", title=title) is None
    assert supported("上限450万円です", "上限の話です", title=title) == "number"


@pytest.mark.parametrize(
    ("text", "quote", "fault"),
    [
        ("SCS評価制度の★★3は別の制度です", "SCS評価制度の★3は別の制度です", "star"),
        ("★3と★4は別の制度です", "★3と★4は別の制度です", None),
        ("付録九の手引きです", "付録6の手引きです", "number"),
        ("付録六の手引きです", "付録6の手引きです", None),
        ("納税証明書の「その九」です", "納税証明書の「その3」です", "number"),
        ("その一部が対象です", "その一部が対象です", None),
    ],
)
def test_a_number_that_names_a_level_or_an_appendix_is_a_value(
    text: str, quote: str, fault: str | None
) -> None:
    assert supported(text, quote) == fault
