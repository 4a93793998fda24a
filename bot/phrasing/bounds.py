"""Whether values are bounded as in the quote: 以上 is neither 未満 nor nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from bot.phrasing.clauses import Clause
from bot.phrasing.value_forms import Value, values
from bot.phrasing.values import same

_Bound = Literal["least", "above", "most", "below", "after"]
# What stands after a value, and before it.
_WORDS: tuple[tuple[_Bound, str, str], ...] = (
    ("least", "以上|から(?!増|減)|〜", "下限|最低|最小|少なくとも"),
    ("above", "を?超|を上回|より(?:多|大き|高)", ""),
    (
        "most",
        "以下|以内|まで(?!上が|引き上|増)|(?:が|を)?(?:上限|限度|最大)",
        "上限|最大|最高|限度|〜",
    ),
    ("below", "未満|を下回|に満たない|より(?:少な|小さ|低)|より?前", ""),
    ("after", "以降|以後|の?後(?!半)|より後|過ぎ", ""),
)
_BOUNDS = tuple(
    (
        name,
        re.compile(f"^(?:{after})"),
        re.compile(f"(?:{before})[^0-9、。]{{0,6}}$") if before else None,
    )
    for name, after, before in _WORDS
)
_LIKE: dict[_Bound, set[_Bound]] = {"least": {"least", "after"}, "after": {"after", "least"}}
_DAYS = ("date", "time", "fiscal_year")
# A bound said once for all that follow: 上限は3台で6,000円、5台で1万円.
_BOUND_ABOVE = re.compile(r"(?:上限|最大|限度額)は")


def bounds_agree(said: Clause, sources: Sequence[Clause], deadline: bool) -> bool:
    """Whether each value is bounded as in the quote: 以上 is neither 未満 nor nothing."""
    for value in said.values:
        if value.kind in ("star", "word"):
            continue
        mine = _bounds(value, said.text)
        theirs = [
            _bounds(other, source.text)
            for source in sources
            for other in source.values
            if same(value, other)
        ]
        if deadline and value.kind in _DAYS:
            mine -= {"most"}
            theirs = [bounds - {"most"} for bounds in theirs]
        if theirs and not any(_alike(mine, other) for other in theirs):
            return False
    return True


def _alike(mine: frozenset[_Bound], theirs: frozenset[_Bound]) -> bool:
    if not mine or not theirs:
        return mine == theirs
    return any(_LIKE.get(one, {one}) & theirs for one in mine)


def _bounds(value: Value, text: str) -> frozenset[_Bound]:
    after, before = text[value.end : value.end + 8], text[max(0, value.start - 10) : value.start]
    found: frozenset[_Bound] = frozenset(
        name
        for name, tail, head in _BOUNDS
        if tail.search(after) or (head is not None and head.search(before))
    )
    if _BOUND_ABOVE.search(text[: value.start]):
        # 上限は3台で月6,000円: of the amount, not of what it is counted by.
        is_amount = value.kind == "yen" or not any(v.kind == "yen" for v in values(text))
        return found | {"most"} if is_amount else found - {"most"}
    return found
