"""Where a firm is: the prefecture and the town a question names, however it is written. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.schema import Programme

# Official name and reading; a reading of two characters is too short to be sure of.
_PREFECTURES = {
    "北海道": "ほっかいどう", "青森県": "あおもり", "岩手県": "いわて", "宮城県": "みやぎ", "秋田県": "あきた",
    "山形県": "やまがた", "福島県": "ふくしま", "茨城県": "いばらき", "栃木県": "とちぎ", "群馬県": "ぐんま",
    "埼玉県": "さいたま", "千葉県": "ちば", "東京都": "とうきょう", "神奈川県": "かながわ", "新潟県": "にいがた",
    "富山県": "とやま", "石川県": "いしかわ", "福井県": "ふくい", "山梨県": "やまなし", "長野県": "ながの",
    "岐阜県": "ぎふ", "静岡県": "しずおか", "愛知県": "あいち", "三重県": "みえ", "滋賀県": "しが",
    "京都府": "きょうと", "大阪府": "おおさか", "兵庫県": "ひょうご", "奈良県": "なら", "和歌山県": "わかやま",
    "鳥取県": "とっとり", "島根県": "しまね", "岡山県": "おかやま", "広島県": "ひろしま", "山口県": "やまぐち",
    "徳島県": "とくしま", "香川県": "かがわ", "愛媛県": "えひめ", "高知県": "こうち", "福岡県": "ふくおか",
    "佐賀県": "さが", "長崎県": "ながさき", "熊本県": "くまもと", "大分県": "おおいた", "宮崎県": "みやざき",
    "鹿児島県": "かごしま", "沖縄県": "おきなわ",
}  # fmt: skip
_WRITTEN_OTHERWISE = {
    "茨木県": "茨城県", "いばらぎ": "茨城県", "栃木件": "栃木県", "都内": "東京都", "道内": "北海道",
    "宮﨑": "宮崎県", "長﨑": "長崎県",
}  # fmt: skip
_THE_CAPITALS = re.compile(r"(?<![一-龥ァ-ヶ])都の(?!市|合)")
_TOWN = re.compile(
    r"(?<![一-龥])(?!市町村|市区町村)([一-龥ヶケノ]{1,4}[市区町村]|さいたま市|つくば市)(?!町村|分|域|役所|場)"
)
_TOWN_AFTER = re.compile(r"^([一-龥ぁ-んァ-ヶ]{1,5}[市区町村])(?!町村|分|域|場)")


@dataclass(frozen=True)
class Place:
    """A prefecture and a town, as officially written; None where not named."""

    prefecture: str | None = None
    town: str | None = None

    @property
    def name(self) -> str:
        """The place for the reader, the narrowest last."""
        return "".join(part for part in (self.prefecture, self.town) if part)


class Places:
    """Finds the place a text names.

    Args:
        programmes: their regions tell which prefecture a town is in.
    """

    def __init__(self, programmes: Iterable[Programme]):
        self._towns = {
            town: programme.regions[0] for programme in programmes for town in programme.regions[1:]
        }
        self._stems = _stems(self._towns)

    def named(self, normalised: str) -> Place:
        """The place named, in any notation: with or without 県・市, in kana, a known misspelling."""
        prefecture, rest = _prefecture(normalised)
        town = next((name for name in self._towns if name in normalised), None)
        if town is None and (prefecture is None or prefecture in self._towns.values()):
            town = next((name for stem, name in self._stems.items() if stem in rest), None)
        if town and prefecture in (None, self._towns[town]):
            return Place(self._towns[town], town)
        return Place(prefecture, _town_elsewhere(normalised, prefecture, rest))


def _town_elsewhere(normalised: str, prefecture: str | None, rest: str) -> str | None:
    """A town no programme is for: its name tells that only what is for all of it applies."""
    if prefecture and (after := _TOWN_AFTER.match(rest)):
        return after.group(1)
    found = _TOWN.search(normalised)
    return found.group(1) if found else None


def _prefecture(normalised: str) -> tuple[str | None, str]:
    """The prefecture named first among the longest names, and what follows it."""
    for name in _PREFECTURES:
        if name in normalised:
            return name, normalised.split(name, 1)[1].lstrip(" の")
    for written, name in (*_WRITTEN_OTHERWISE.items(), *_short_names()):
        if written in normalised:
            rest = normalised.split(written, 1)[1]
            # 横浜市 is a town, 熊本市 lies in 熊本県 and is named as a whole.
            if re.match(r"(けん|県|都|府)?", rest) and not rest.startswith(("市", "区")):
                rest = re.sub(r"^(けん|県|都|府)", "", rest)
                return name, rest.lstrip(" の")
            return name, f"{written}{rest}"
    return ("東京都", normalised) if _THE_CAPITALS.search(normalised) else (None, normalised)


def _short_names() -> list[tuple[str, str]]:
    """東京 and とうきょう for 東京都, the longest first, so that 京都 is not read out of 東京都."""
    short = [
        (form, name)
        for name, reading in _PREFECTURES.items()
        for form in (name if name == "北海道" else name[:-1], reading)
        if len(form) > 2 or form == name[:-1]
    ]
    return sorted(short, key=lambda row: -len(row[0]))


def _stems(towns: Iterable[str]) -> dict[str, str]:
    """Towns without 市・区, where that still says which (久留米, not 北)."""
    prefectures = {name[:-1] for name in _PREFECTURES} | {*_PREFECTURES.values()}
    return {town[:-1]: town for town in towns if len(town) > 2 and town[:-1] not in prefectures}
