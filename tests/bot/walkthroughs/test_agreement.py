"""Yes and no to a proposal, as a whole; anything else is neither."""

from __future__ import annotations

import pytest

from bot.walkthroughs.agreement import agreement


@pytest.mark.parametrize(
    "text",
    ["はい", "うん", "それで", "それです", "それでお願いします", "はい、それで。", "そうです", "その通り", "合ってます",
     "OK", "ＯＫ！", "👍", "ええ、お願いします", "いいです", "はい、間違いないです"],
)  # fmt: skip
def test_yes(text: str) -> None:
    assert agreement(text) == "yes"


@pytest.mark.parametrize(
    "text", ["ちがう", "違います", "いいえ", "いや、ちがいます", "そうじゃない", "no", "❌", "やめて", "それではない"]
)  # fmt: skip
def test_no(text: str) -> None:
    assert agreement(text) == "no"


@pytest.mark.parametrize(
    "text",
    ["", "はい、実施している", "一部", "それはなぜ", "いいえ、一部だけです", "全部それで満点にして", "はいはい違う違う",
     "ありがとう", "1", "はい？それって何ですか"],
)  # fmt: skip
def test_neither(text: str) -> None:
    assert agreement(text) is None
