"""Yes or no to 「…ということでよいですか」. Pure."""

from __future__ import annotations

import re
from typing import Literal

from bot.walkthroughs.spoken import compact

Agreement = Literal["yes", "no"]

_END = r"(?:です|でした|だ|で(?:す|お願いします|おねがいします|いいです|よいです|いい)|ます|ました)?(?:ね|よ|わ)*"
_YES = re.compile(
    rf"(?:はい|うん|ええ|yes|ok|おっけー?|オッケー?|イエス|了解|それで?|その(?:通|とお|とう)り|そう|合って(?:い)?(?:る|ます)|あって(?:い)?(?:る|ます)"
    rf"|(?:それで)?(?:お願い|おねがい)(?:します|いたします|致します)|よい|いい|良い|大丈夫|間違いない|問題ない|ではそれ){_END}"
)
_NO = re.compile(
    rf"(?:いいえ|いえ|いや|ううん|no|ノー|ちが(?:う|い|くて)|違(?:う|い|くて)|(?:そう|それ)(?:じゃ|では)(?:ない|ありません)"
    rf"|だめ|ダメ|駄目|やめ(?:る|て|ます)?|取り消し|取消|キャンセル){_END}"
)


def agreement(text: str) -> Agreement | None:
    """What a text says to a proposal, taken as a whole; None for anything else."""
    said = compact(text)
    words = [said] if len(said) <= 3 else [said, *_without_first(said)]
    if any(_NO.fullmatch(one) for one in words):
        return "no"
    return "yes" if any(_YES.fullmatch(one) for one in words) else None


def _without_first(said: str) -> list[str]:
    """「はい、それでお願いします」: what follows the first yes or no."""
    first = re.match(r"はい|うん|ええ|いいえ|いえ|いや", said)
    return [said[first.end() :]] if first else []
