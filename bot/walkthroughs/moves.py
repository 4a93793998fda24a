"""Typed words that move about in a walkthrough, or leave a step empty. Pure."""

from __future__ import annotations

import re
import unicodedata

from bot.walkthroughs.choosing import is_question
from bot.walkthroughs.engine import NEXT
from bot.walkthroughs.plan import PlannedStep
from bot.walkthroughs.screens import HELP, LATER, SKIP, UNDO

_EDGES = " \t　。．.、,!！ー〜～…「」"
_PLEASE = r"(?:です|でお願いします|お願いします|します|したい(?:です)?|ください|下さい)?"
_MOVES = (
    (UNDO, r"(?:ひとつ|一つ|1つ|前に?)?(?:戻る|もどる|戻って|もどって|戻りたい|もどりたい|戻して|やり直し|取り消し|取消|まちがえた|間違えた)"),
    (LATER, r"(?:また)?(?:あとで|後で|あとにする|後にする|今度|また今度|休憩|中断|中止|やめる|やめます|もうやめる|ここまで|保存)(?:続ける|やる|にする)?"),
    (HELP, r"(?:ヘルプ|help|くわしく|詳しく|具体的に|具体例|説明|例は?|例えば|たとえば)(?:教えて|説明して|お願い)?"),
    (SKIP, r"(?:スキップ|飛ばす|とばす|とばして|飛ばして|パス|書かない|書かずに進む|空欄|空白|次へ?)"),
)  # fmt: skip
_COMPILED = tuple((move, re.compile(rf"{pattern}{_PLEASE}")) for move, pattern in _MOVES)
_ON = re.compile(
    rf"(?:次|つぎ|つぎへ|次へ|進む|すすむ|進める|つづき|続き|続ける|つづける|はい|うん|ok|おけ|オッケー|了解|わかった|分かった|わかりました|分かりました|読んだ|よんだ|読みました|見た|見ました){_PLEASE}",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"(?:特に)?(?:なし|無し|ない|無い|ありません|ないです|いない|いません|未定|不明|わからない|分からない|わかりません|分かりません|わからん|決まっていない|まだ|-+|―|×)(?:です)?"
)
_TOPIC = re.compile(r"[★☆]|[一-龠々]{2}|[ァ-ヶー]{2}|[A-Za-z]{2}")
_STATEMENT = re.compile(
    r"(?:ます|ました|ません|です|でした|だ|た|る|ない|なかった|ん|よ|ね|わ|けど|が)$"
)
_MAY_I = re.compile(r"(?:ても|でも|って|たら)(?:いい|良い|よい|大丈夫|OK|ok)$")


def move(text: str, step: PlannedStep) -> str | None:
    """The button a typed text stands for at a step; None for anything else."""
    said = unicodedata.normalize("NFKC", text).strip(_EDGES)
    for value, pattern in _COMPILED:
        if pattern.fullmatch(said) and (value != SKIP or step.step.optional):
            return value
    if step.step.kind in {"say", "document"} and _ON.fullmatch(said):
        return NEXT
    return SKIP if step.step.optional and _NOTHING.fullmatch(said) else None


def is_about_something(text: str) -> bool:
    """Whether a text that answers nothing is worth a search: a question or the name of a topic."""
    said = unicodedata.normalize("NFKC", text).strip(_EDGES)
    if is_question(text) or _MAY_I.search(said):
        return True
    return _TOPIC.search(said) is not None and _STATEMENT.search(said) is None
