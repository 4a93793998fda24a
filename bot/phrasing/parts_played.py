"""Whether everybody in a text does what they do in its quote: no actor, receiver or name exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.phrasing.clauses import Clause, grams_of, overlap
from bot.phrasing.value_forms import canonical

# Who can act, be asked, or be liable in what the knowledge tells.
_WHO = (
    r"[一-鿿ァ-ヶーA-Za-z]{0,12}(?:事業者|申請者|支援者|助言者|代表者|経営者|担当者|管理者|利用者|従業員|委託先|取引先|事務局|税務署|警察|自治体|市町村|都道府県)"
    r"|IPA|JPCERT/?CC|自社|会社|本人|国|県|市|区|都|公募要領|[一-鿿]{1,6}(?:側|省|庁|会社)"
)
_ACTS = re.compile(
    rf"(?<![一-鿿ァ-ヶーA-Za-z])({_WHO})(?=が|は(?!じ)|も(?!の)|には|の(?:責任|検査|負担|審査)|によ[りるっ]|任せ)"
)
_ALIKE = ({"自社", "会社", "事業者", "貴社", "御社", "企業"},)
_MARKED = re.compile(
    r"([一-鿿ァ-ヶーA-Za-z0-9]{2,16})(が|は|に|を|と|から)(?![一-鿿]{0,2}(?:いう|する|して))"
)
_PASSIVE = re.compile(
    r"(?:さ|ま|か|た|ら|わ|ば|が)れ(?:る|ます|た|て|、)|られ|もら[いうえっ]|いただ"
)
_FAVOUR = re.compile(r"([一-鿿]{1,3})[しきりみびいっ]?[てで](?:もら[いうえっ]|いただ[きく])")
_DENIED = re.compile(
    r"([一-鿿ァ-ヶー]{2,8})(?:を|が|は)?(?:し|さ|でき)?(?:れ)?(?:て)?(?:い)?(?:な[いく]|ません|ず)"
)
_ASKED = re.compile(r"([一-鿿]{1,3})[ぁ-ん]{0,3}(?:[てで]ください|ましょう)")
_NAME = re.compile(
    r"「([^」]{1,16})」|([A-Za-z][A-Za-z/]{1,15}|[ァ-ヶー]{3,16})|(警察|事務局|会社|台数)"
)
_PIECE = re.compile(r"[、。（）()/:;→\n]")
_MARGIN, _CLEAR = 0.4, 0.6


def exchanged(text: str, around: str, title: str, sources: Sequence[Clause]) -> bool:
    """Whether somebody or something in a text has the part another has in its quote.

    Args:
        around: the whole sentences its quote was taken from.
        title: of the source: whoever it names may be named.
        sources: the clauses of `around`.
    """
    said, source = canonical(text), canonical(around)
    return (
        _stranger_acts(said, source, canonical(title))
        or _swapped(said, source)
        or _other_receiver(said, source)
        or _denied_instead(said, source)
        or _asked_instead(said, source)
        or _named_for_another(said, sources)
    )


def _stranger_acts(said: str, source: str, title: str) -> bool:
    """Whether somebody acts who is not in the quote, where the quote says who does."""
    theirs = set(_ACTS.findall(source))
    if not theirs:
        return False
    return any(
        who not in source and who not in _like(theirs) and not (who in title and who in said[:12])
        for who in _ACTS.findall(said)
    )


def _like(theirs: set[str]) -> set[str]:
    return set().union(*(alike for alike in _ALIKE if alike & theirs))


def _swapped(said: str, source: str) -> bool:
    """Whether two things have exchanged their particles: 甲が乙に, 乙が甲に."""
    if bool(_PASSIVE.search(said)) != bool(_PASSIVE.search(source)):
        return False
    mine, theirs = _marks(said), _marks(source)
    both = [word for word in mine if word in theirs]
    return any(
        mine[one] == theirs[other] != theirs[one] == mine[other]
        for at, one in enumerate(both)
        for other in both[at + 1 :]
    )


def _marks(text: str) -> dict[str, str]:
    """The particle of each word that has one, and only one."""
    found: dict[str, set[str]] = {}
    for word, particle in _MARKED.findall(text):
        found.setdefault(word, set()).add("が" if particle == "は" else particle)
    return {word: marks.pop() for word, marks in found.items() if len(marks) == 1}


def _other_receiver(said: str, source: str) -> bool:
    """Whether one does oneself what the quote has done by another, or the other way round."""
    by_others, mine = set(_FAVOUR.findall(source)), set(_FAVOUR.findall(said))
    return any(deed in source for deed in mine - by_others) or any(
        re.search(f"{deed}[しきりみびいっ]?(?:[てで、]|ます)", said) for deed in by_others - mine
    )


def _denied_instead(said: str, source: str) -> bool:
    """Whether another deed of the quote is denied than that denies: 報告をしない, 導入していないのに報告."""
    return any(deed in source for deed in _instead(_DENIED, said, source))


def _asked_instead(said: str, source: str) -> bool:
    """Whether what only describes somebody in the quote is asked for: 求める業者は避けて, 求めて."""
    return any(
        re.search(f"{deed}[ぁ-ん]{{0,2}}[るうくすたい](?=[一-鿿ァ-ヶー])", source)
        for deed in _instead(_ASKED, said, source)
    )


def _instead(pattern: re.Pattern[str], said: str, source: str) -> set[str]:
    """The deeds of a text that are of none of the quote's, where it has none of those."""
    mine, theirs = set(pattern.findall(said)), set(pattern.findall(source))
    if not theirs or any(other in said for other in theirs):
        return set()
    return {deed for deed in mine if not any(deed in one or one in deed for one in theirs)}


def _named_for_another(said: str, sources: Sequence[Clause]) -> bool:
    """Whether the words around a name belong to another name of the quote."""
    theirs = [piece for row in sources for piece in _pieces(row.text)]
    return any(_belongs_elsewhere(piece, theirs) for piece in _pieces(said))


def _belongs_elsewhere(piece: str, theirs: Sequence[str]) -> bool:
    names = _names(piece)
    for name in names:
        label = grams_of(piece) - grams_of(name)
        own = [overlap(label, grams_of(row)) for row in theirs if name in row]
        others = [
            overlap(label, grams_of(row))
            for row in theirs
            if name not in row and _names(row) - names
        ]
        clear = max(_CLEAR, max(own, default=1.0) + _MARGIN)
        if len(label) > 1 and max(others, default=0.0) >= clear:
            return True
    return False


def _names(text: str) -> set[str]:
    return {next(filter(None, found)) for found in _NAME.findall(text)}


def _pieces(text: str) -> Iterator[str]:
    return (piece for piece in _PIECE.split(text) if len(piece) > 1)
