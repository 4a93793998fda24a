"""A company's name as people write it: 「田中金属さん」 for 「株式会社 田中金属」. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")
_LEAST_PREFIX, _LEAST_WITHIN = 2, 3
_FORMS = re.compile(
    r"\(?(?:株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|一般財団法人|公益社団法人|公益財団法人"
    r"|社会福祉法人|医療法人社団|医療法人|学校法人|特定非営利活動法人|npo法人|個人事業主?|屋号"
    r"|co\.,?ltd\.?|k\.k\.|inc\.?|llc|corp\.?)\)?"
    r"|\((?:株|有|合|同|資|名|社|財|福|医|学|特非|非)\)|[㈱㈲]",
)
_HONORIFIC = re.compile(r"(?:さん|さま|様|殿|御中|先生)$")
_BETWEEN = re.compile(r"[\s・･.,、。'’\"「」『』()\[\]\-‐−–_/&＆]+")
_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
# Ways to write a character of names that mean the same one.
_SAME = str.maketrans(
    "髙﨑碕嵜邊邉齋齊斎澤濱濵廣國眞櫻嶋嶌冨瀨德惠榮會壽龍藏隆髮渕淵",
    "高崎崎崎辺辺斉斉斉沢浜浜広国真桜島島富瀬徳恵栄会寿竜蔵隆髪淵淵",
)
# How the letters of the alphabet are read aloud: 「エー社」 is A社.
_READ_ALOUD = (
    ("a", "えー"), ("b", "びー"), ("c", "しー"), ("d", "でぃー"), ("e", "いー"), ("f", "えふ"),
    ("g", "じー"), ("h", "えいち"), ("i", "あい"), ("j", "じぇい"), ("k", "けい"), ("l", "える"),
    ("m", "えむ"), ("n", "えぬ"), ("o", "おー"), ("p", "ぴー"), ("q", "きゅー"), ("r", "あーる"),
    ("s", "えす"), ("t", "てぃー"), ("u", "ゆー"), ("v", "ぶい"), ("w", "だぶりゅー"),
    ("x", "えっくす"), ("y", "わい"), ("z", "ぜっと"),
)  # fmt: skip
_LETTERS = dict(_READ_ALOUD)
_LONGEST_SPELLED = 4


def fold(text: str) -> str:
    """The name without its legal form, honorifics, spaces and marks; kana one way."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    plain = _FORMS.sub("", plain)
    plain = _HONORIFIC.sub("", plain.strip())
    return _BETWEEN.sub("", plain).translate(_HIRAGANA).translate(_SAME)


def keys(name: str) -> frozenset[str]:
    """Every folded way to write a name: with and without 社, letters spelled out."""
    whole = fold(name)
    found = {whole, whole.removesuffix("社")}
    found |= {_spelled(key) for key in found}
    return frozenset(key for key in found if key)


def matching(candidate: str, known: Sequence[T], name: Callable[[T], str]) -> list[T]:
    """Those a written name means: of exactly this name, else those whose name begins so.

    Args:
        candidate: what somebody wrote.
        known: what it may mean.
        name: gives the name of one.
    """
    wanted = keys(candidate)
    exact = [one for one in known if wanted & keys(name(one))]
    if exact:
        return exact
    long = [key for key in wanted if len(key) >= _LEAST_PREFIX]
    return [one for one in known if any(key.startswith(w) for w in long for key in keys(name(one)))]


def within(text: str, known: Iterable[T], name: Callable[[T], str]) -> list[T]:
    """Those whose whole name stands in a text; of names within names the longest only."""
    said = fold(text)
    found = [(key, one) for one in known if len(key := fold(name(one))) >= _LEAST_WITHIN]
    there = [(key, one) for key, one in found if key in said]
    return [
        one for key, one in there if not any(key != other and key in other for other, _ in there)
    ]


def _spelled(key: str) -> str:
    """The key with its letters as they are read, where there are few of them."""
    letters = sum(char in _LETTERS for char in key)
    if not 0 < letters <= _LONGEST_SPELLED:
        return key
    return "".join(_LETTERS.get(char, char) for char in key)
