"""The numbering of Japanese official documents: 第2章, ２－１, （エ）, ①, ア, 【…】, ＜…＞."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_D = "[0-9０-９]"
_N = "[0-9０-９一二三四五六七八九十百]"
_DASH = "[-－‐‑‒–—―−ー.．・]"
_KANA = "[アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンｱ-ﾝ]"
_OPEN, _CLOSE = "[(（﹙〔]", "[)）﹚〕]"
_CIRCLED = "[①-⑳㉑-㉟㊱-㊿⓪➀-➓❶-❿⓵-⓾]"
_ROMAN = "[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ]"
# 「1.0と称した」: a value in the middle of a sentence. 「1.1はじめに」 is a heading.
_GOES_ON = "[がをにのとでやへ、。，,）)]|は(?!じめ)|も(?!く)"
_AFTER = r"(?=[\s　]|$)"

# (style, rank, pattern). The rank orders styles that a document has not ordered itself.
_STYLES: tuple[tuple[str, int, re.Pattern[str]], ...] = tuple(
    (style, rank, re.compile(pattern))
    for style, rank, pattern in (
        ("part", 0, rf"第[\s　]*{_N}+[\s　]*[部編]{_AFTER}"),
        (
            "chapter",
            10,
            rf"第[\s　]*{_N}+[\s　]*章(?![にのでをはがと])|(?:Chapter|CHAPTER)\s+{_D}{{1,2}}{_AFTER}",
        ),
        ("section", 20, rf"第[\s　]*{_N}+[\s　]*節(?![にのでをはがと])"),
        ("article", 35, rf"第[\s　]*{_N}+[\s　]*条(?:の{_N}+)?(?=[\s　(（]|$)"),
        (
            "annex",
            8,
            rf"(?:別紙|別添|別表|別記|付録|附録|付属書|附属書|参考資料|様式|資料|補足資料)(?:第)?{_N}*(?:号)?(?=[\s　：:．.]|$|[(（])",
        ),
        (
            "decimal",
            20,
            rf"{_D}{{1,2}}(?:{_DASH}{_D}{{1,2}}){{1,4}}[.．]?(?!{_GOES_ON}|{_D}|[年月日:：/／%％万円件名回社人か箇ヶカ倍点版割時分条項号章]|{_DASH}{_D})",
        ),
        ("number", 15, rf"{_D}{{1,2}}[.．、](?!{_D})"),
        ("digits", 15, rf"{_D}{{1,2}}[\s　]+(?=[^\s　\d０-９年月日:：~～/／,，.．)）-])"),
        ("paren_digit", 40, rf"{_OPEN}{_D}{{1,2}}{_CLOSE}"),
        ("paren_kanji", 40, rf"{_OPEN}[一二三四五六七八九十]{{1,3}}{_CLOSE}"),
        ("paren_kana", 50, rf"{_OPEN}{_KANA}{{1}}{_CLOSE}"),
        ("paren_alpha", 55, rf"{_OPEN}[a-zA-Zａ-ｚＡ-Ｚ]{_CLOSE}"),
        ("circled", 60, _CIRCLED),
        ("half_paren", 65, rf"{_D}{{1,2}}{_CLOSE}"),
        ("roman", 12, rf"{_ROMAN}[.．、\s　]"),
        ("kana", 50, rf"{_KANA}(?:[.．、)）]|[\s　]+(?=\S))"),
        ("kanji", 70, r"[一二三四五六七八九十]{1,3}(?:[.．、]|[\s　]+(?=\S))"),
        ("alpha", 70, r"[a-zA-Zａ-ｚＡ-Ｚ](?:[.．)）])(?=[\s　\u3040-\u9fff])"),
        ("question", 45, rf"(?:Ｑ|Q|問){_D}{{1,3}}(?:{_DASH}{_D}{{1,2}})?[.．:：\s　]"),
        ("case", 68, rf"(?:ケース|ステップ|STEP|Step|手順|CASE){_D}{{1,2}}[：:\s　]"),
        ("lenticular", 80, r"【[^】]{1,40}】"),
        ("angle", 82, r"[＜〈<《][^＞〉>》]{1,60}[＞〉>》](?=\s*$)"),
        ("black", 84, r"[■◆▼▶●](?=[\s　]*\S)"),
        ("caption", 90, r"[(（][^()（）]{1,40}[)）](?=\s*$)"),
        (
            "example",
            94,
            rf"[(（](?:例|参考|具体例|図|表)(?:{_D}{{0,2}})[)）]|(?:図表|図|表){_D}{{1,3}}(?:{_DASH}{_D}{{1,2}})?[\s　：:．.]",
        ),
    )
)
_BULLET = re.compile(r"[・•●○◯〇◎□☐☑☒✓✔■◆◇▶➢➤‣▪※＊*][\s　]*|[(（]※[0-9０-９]*[)）]|[-–—−][\s　]+")
_VALUES = re.compile(r"[0-9]+")
_NOTE = re.compile(r"[(（]?[※＊*][0-9０-９]{0,2}[)）]?|注[0-9０-９]{0,2}[)）：:\s　]")
_HEADING_STYLES = {"part", "chapter", "section", "article", "annex", "decimal"}


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a text begins: the style of its number, the number as printed, what follows it."""

    style: str
    rank: int
    number: str
    rest: str
    depth: int = 1

    @property
    def bare(self) -> bool:
        """Whether it is nothing but a number: the end of a sentence rather than an item."""
        return not self.rest and self.style in {"number", "decimal"}

    @property
    def strong(self) -> bool:
        """Whether this style numbers headings rather than list items."""
        return self.style in _HEADING_STYLES


def numbering(text: str) -> Numbering | None:
    """The numbering a text begins with, if any."""
    stripped = text.lstrip(" 　\t")
    for style, rank, pattern in _STYLES:
        match = pattern.match(stripped)
        if match is None:
            continue
        number = match.group().strip(" 　")
        depth = 1
        if style == "decimal":
            values = _VALUES.findall(unicodedata.normalize("NFKC", number))
            depth = len(values)
            rank = rank + 2 * (depth - 2)
        return Numbering(style, rank, number, stripped[match.end() :].strip(" 　"), depth)
    return None


def marked(text: str) -> bool:
    """Whether a text begins with a bullet or a reference mark (・ ※ □)."""
    return _BULLET.match(text.lstrip(" 　\t")) is not None


def is_note(text: str) -> bool:
    """Whether a text begins like a note: ※, ＊1, 注1）."""
    return _NOTE.match(text.lstrip(" 　\t")) is not None
