"""Company names as people write them."""

from __future__ import annotations

import pytest

from bot.domain.company import matching, within

KNOWN = [
    "A社",
    "株式会社 田中金属",
    "（株）田中工業",
    "はなまる商店",
    "ＡＢＣ商事株式会社",
    "有限会社　髙﨑",
]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Ａ社", ["A社"]),
        ("エー社", ["A社"]),
        ("田中金属さん", ["株式会社 田中金属"]),
        ("㈱田中金属", ["株式会社 田中金属"]),
        ("(有)高崎様", ["有限会社　髙﨑"]),
        ("abc商事", ["ＡＢＣ商事株式会社"]),
        ("エービーシー商事", ["ＡＢＣ商事株式会社"]),
        ("ハナマル", ["はなまる商店"]),
        ("田中", ["株式会社 田中金属", "（株）田中工業"]),
        ("田", []),
        ("株式会社", []),
        ("", []),
        ("鈴木", []),
    ],
)
def test_a_name_is_known_however_it_is_written(written: str, meant: list[str]) -> None:
    assert matching(written, KNOWN, str) == meant


def test_a_whole_name_is_found_in_a_sentence_and_the_longest_counts() -> None:
    known = [*KNOWN, "田中金属加工"]
    assert within("来月の締切にはなまる商店は間に合う？", known, str) == ["はなまる商店"]
    assert within("田中金属加工さんは？", known, str) == ["田中金属加工"]
    assert within("AI導入補助金に間に合う？", known, str) == []
