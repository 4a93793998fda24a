"""Figures of a clause: what must be looked at first when it changed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Literal

FigureKind = Literal["star", "date", "money", "share", "count"]
# What presses most comes first.
FIRST: tuple[FigureKind, ...] = ("star", "date", "money", "share", "count")

_N = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_SPACE = re.compile(r"\s+")
_UNITS = "か月|ヶ月|カ月|箇月|年|日|時間|分|人|社|者|名|件|回|次|文字|桁|台|点|倍|歳|期|種|枚|頁|ページ|問|版|号|条"
# In this order: what one pattern took, the next ones no longer see.
_PATTERNS: tuple[tuple[FigureKind, re.Pattern[str]], ...] = (
    (
        "star",
        re.compile(r"★+(?:[一二三1-5]つ星)?|[一二三1-5]つ星|security\s*action", re.IGNORECASE),
    ),
    (
        "date",
        re.compile(
            r"(?:令和|平成|r)?(?:元|[0-9]{1,4})年度?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?!間|以内|以上|目)"
            r"|[0-9]{1,2}月(?:[0-9]{1,2}日|末|中旬|上旬|下旬)?(?!間)|[0-9]{4}[/.-][0-9]{1,2}[/.-][0-9]{1,2}"
            r"|(?<![0-9/])[0-9]{1,2}/[0-9]{1,2}(?=\([月火水木金土日]\))"
            r"|(?:[月火水木金土日]曜日?|\([月火水木金土日]\))"
            r"|[0-9]{1,2}:[0-9]{2}|(?:午前|午後)?[0-9]{1,2}時(?!間)(?:[0-9]{1,2}分)?"
        ),
    ),
    (
        "money",
        re.compile(
            rf"{_N}(?:億|千万|百万|万|千)*円(?:/[人月年回])?|{_N}(?:億|千万|百万|万)(?![人社件])"
        ),
    ),
    ("share", re.compile(rf"{_N}(?:%|パーセント|ポイント|割)|[0-9]+分の[0-9]+|[0-9]+/[0-9]+")),
    ("count", re.compile(rf"{_N}(?:{_UNITS})?|[一二三四五六七八九十]+(?=[人社名件回つ])")),
)


def figures(text: str) -> Counter[tuple[FigureKind, str]]:
    """The figures of a text and how often each is there; in one notation, without spaces."""
    return Counter(_found(_SPACE.sub("", unicodedata.normalize("NFKC", text)).casefold()))


def changed_kinds(old: str, new: str) -> tuple[FigureKind, ...]:
    """The kinds of figures that are not the same in both texts, what presses most first."""
    before, after = figures(old), figures(new)
    kinds = {kind for kind, _ in (before - after) + (after - before)}
    return tuple(kind for kind in FIRST if kind in kinds)


def _found(text: str) -> Iterator[tuple[FigureKind, str]]:
    for kind, pattern in _PATTERNS:
        yield from ((kind, match.group().replace(",", "")) for match in pattern.finditer(text))
        text = pattern.sub("\x00", text)
