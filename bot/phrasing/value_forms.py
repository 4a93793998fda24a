"""How values are written in Japanese: stars, dates, times, rates, yen, numbers with a counter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import zip_longest
from typing import Literal

from bot.phrasing.numerals import in_digits
from bot.phrasing.quoting import plain

Kind = Literal["date", "fiscal_year", "time", "yen", "rate", "count", "star", "word"]
Key = tuple[object, ...]


@dataclass(frozen=True)
class Value:
    """One value: what it is, and where it stands in the canonical text.

    `key` is equal for equal values: (year, month, day) of a date with None for what is not said,
    an amount in yen, a rate as a fraction, a number with what it counts.
    """

    kind: Kind
    key: Key
    start: int
    end: int


_N = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925}
_ERA = r"(?P<era>令和|平成|昭和|(?<![A-Za-z])[RHS](?=[0-9元]))\.?(?P<ey>[0-9]{1,2}|元)"
_Y = r"(?<![0-9,.])(?P<y>(?:19|20)[0-9]{2})"
_M, _D = r"(?P<m>[0-9]{1,2})", r"(?P<d>[0-9]{1,2})"
_DAY = rf"{_D}日(?![間前後以])"
_END = r"(?P<end>末日?)"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{_ERA}|{_Y})(?:年度?|/)の?{_M}月(?:の?{_DAY}|{_END})?",
        rf"(?:{_ERA}[./-]|{_Y}[./-]){_M}[./-]{_D}(?![0-9])",
        rf"(?:{_ERA}|{_Y})(?P<fy>年度)",
        rf"(?:{_ERA}年|{_Y}年(?![間度]))",
        rf"(?<![0-9/.]){_M}月(?!間)(?:の?{_DAY}|{_END})",
        rf"(?<![0-9/.]){_M}月(?!間)",
        rf"(?<![0-9/.,])(?<![0-9]〜){_DAY}",
        rf"{_Y}(?![0-9,.円万億人社件%年点件名])",
    )
)
_LEVELS = {"1": 1, "一": 1, "ひと": 1, "2": 2, "二": 2, "ふた": 2, "3": 3, "三": 3, "み": 3}
_LEVELS |= {"4": 4, "四": 4, "よ": 4, "5": 5, "五": 5}
_LEVEL = r"[1-5一二三四五]|ひと|ふた|み|よ"
_STAR = re.compile(
    rf"(?P<marks>[★☆⭐]+)(?P<level>[1-5](?![0-9,.]))?(?:(?P<word>{_LEVEL})[つツ]?(?:星|ぼし))?"
    rf"|(?P<counted>{_LEVEL})[つツッっ]?(?:星|ぼし|★)|星(?P<after>{_LEVEL})[つツ]?(?![0-9年月,.])"
)
_TIME = re.compile(
    r"(?P<half>午前|午後|AM|PM)?(?<![0-9])(?P<h>[0-9]{1,2})(?::(?P<min>[0-9]{2})(?![0-9])"
    r"|時(?![間点期])(?:(?P<min2>[0-9]{1,2})分|(?P<half2>半))?)|(?P<noon>正午)"
)
_RATE = re.compile(
    r"(?<![0-9/])(?P<a>[0-9]{1,3})/(?P<b>[0-9]{1,3})(?![0-9/])"
    r"|(?P<d>[0-9]{1,3})分の(?P<n>[0-9]{1,3})"
    rf"|(?P<p>{_N})(?:%|パーセント)|(?<![0-9])(?P<w>[0-9]{{1,2}})割(?:(?P<bu>[0-9])分)?"
    r"|(?P<one>半額|半分)|(?P<all>全額)"
)
_MULTIPLES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "億": 10**8}
_MULTIPLE = "百万|千万|[百千万億]"
_YEN = re.compile(rf"(?<![0-9,.])(?:{_N}(?:{_MULTIPLE})?)+円|[¥]{_N}")
_YEN_PART = re.compile(rf"({_N})({_MULTIPLE}|)")
_CODE = re.compile(r"(?<![0-9])(?:[0-9]+(?:[-‐−–][0-9]+)+|0[0-9]+)(?![0-9])")
# Counters in one row count the same things.
_COUNTERS = {
    "item": r"つ(?!星)|個(?!人)|項目|問|か条|カ条|ヶ条|ヵ条|箇条|種類|要素|原則|段階|通り|本柱|区分"
    r"|類型|枠",
    "person": r"人|名(?!称)",
    "firm": r"社|者|事業者",
    "body": r"法人",
    "office": r"事業所",
    "month": r"か月|カ月|ヶ月|ヵ月|箇月|月間",
    "year": r"年間|年分|年",
    "work_day": r"営業日",
    "day": r"日間|日",
    "week": r"週間|週",
    "hour": r"時間",
    "minute": r"分間|分(?![類析担割の])",
    "second": r"秒",
    "digit": r"桁|けた|文字",
    "point": r"点|ポイント",
    "page": r"ページ|頁",
    "time": r"回(?!目)|度",
    "case": r"件",
    "round": r"回目|次|期",
    "number": r"番目|番|位|号",
    "part": r"部|章|編|節",
    "article": r"条",
    "edition": r"版",
    "fold": r"倍",
    "age": r"歳",
    "sheet": r"枚|冊",
    "device": r"台",
    "place": r"か所|カ所|箇所|ヶ所|校|店舗",
    "size": r"[MGKT]B|メガ|ギガ|キロ",
}
_PREFIXES = {
    "付録": "appendix", "ステップ": "step", "STEP": "step", "Step": "step", "step": "step",
    "パート": "part", "Part": "part", "PART": "part", "様式": "form", "別紙": "annex", "別表": "table",
    "Ver.": "edition", "ver.": "edition", "バージョン": "edition", "レベル": "level", "取組": "effort",
    "No.": "number", "NO.": "number",
}  # fmt: skip
_COUNT = re.compile(
    rf"(?:(?P<prefix>{'|'.join(map(re.escape, _PREFIXES))})\s?)?(?P<n>{_N})(?P<many>[百千万億]*)余?り?"
    r"(?:" + "|".join(f"(?P<{name}>{units})" for name, units in _COUNTERS.items()) + r")?"
)
_WORDS = {
    "今年": "year+0", "本年": "year+0", "来年": "year+1", "翌年": "year+1", "再来年": "year+2",
    "昨年": "year-1", "去年": "year-1", "前年": "year-1", "一昨年": "year-2", "半年": "year/2",
    "今月": "month+0", "来月": "month+1", "翌月": "month+1", "先月": "month-1", "前月": "month-1",
    "今日": "day+0", "本日": "day+0", "当日": "day+0", "即日": "day+0", "明日": "day+1",
    "翌日": "day+1", "翌営業日": "day+1", "前日": "day-1", "昨日": "day-1", "今週": "week+0",
    "来週": "week+1", "先週": "week-1", "月末": "end of month", "月初": "start of month",
    "年末": "end of year", "年度末": "end of fiscal year", "上旬": "early", "初旬": "early",
    "中旬": "middle", "下旬": "late", "毎年": "yearly", "毎月": "monthly", "毎週": "weekly",
    "毎日": "daily", "数年": "some years", "数か月": "some months", "数日": "some days",
    "数万": "ten thousands", "数十": "tens", "数百": "hundreds", "数千": "thousands",
    "過半数": "most", "大半": "most", "倍増": "double", "半減": "half", "春": "spring",
    "夏": "summer", "秋": "autumn", "冬": "winter", "平日": "weekdays", "土日": "weekend",
    "祝日": "holidays", "午前": "morning", "午後": "afternoon",
}  # fmt: skip
_WORD = re.compile("|".join(sorted(_WORDS, key=len, reverse=True)))
_CIRCLED = re.compile("[\u2460-\u2473]")
_GAP = re.compile(r"(?<=[0-9])\s+(?=[^0-9\s.,])|(?<=[^\x00-\x7f])\s+(?=[0-9])")
_BETWEEN = frozenset("〜-–ー－・か、~−")


@lru_cache(maxsize=512)
def canonical(text: str) -> str:
    """The text as values are read in it: NFKC, digits for kanji numerals, no gaps in values."""
    return in_digits(_GAP.sub("", plain(_CIRCLED.sub("、", text))))


@lru_cache(maxsize=1024)
def values(canonical_text: str) -> tuple[Value, ...]:
    """The values of a canonical text, in order."""
    found: list[Value] = []
    text = canonical_text
    for reader in (_stars, _dates, _times, _rates, _yen, _codes, _counts, _words):
        taken = list(reader(text))
        found += taken
        for value in taken:
            text = text[: value.start] + "\x00" * (value.end - value.start) + text[value.end :]
    found.sort(key=lambda value: value.start)
    return tuple(_with_shared_units(found, canonical_text))


def _with_shared_units(found: list[Value], text: str) -> Iterator[Value]:
    """The values, a bare number before another taking its unit: 5〜150万円, 1〜2割."""
    for value, following in zip_longest(found, found[1:]):
        bare = value.kind == "count" and value.key[1] is None
        if bare and following and text[value.end : following.start] in _BETWEEN:
            yield _in_unit(value, following, text)
        else:
            yield value


def _in_unit(value: Value, following: Value, text: str) -> Value:
    number = Fraction(str(value.key[0]))
    if following.kind == "count":
        return replace(value, key=(value.key[0], following.key[1]))
    written = text[following.start : following.end]
    if following.kind == "yen" and (part := _YEN_PART.match(written)):
        return replace(value, kind="yen", key=(number * _MULTIPLES[part[2]],))
    if following.kind == "rate" and written[-1] in "%割トの":
        share = number / (10 if written[-1] == "割" else 100)
        return replace(value, kind="rate", key=(share,))
    return value


def _number(written: str) -> Fraction:
    return Fraction(written.replace(",", ""))


def _stars(text: str) -> Iterator[Value]:
    for match in _STAR.finditer(text):
        said = match["level"] or match["word"] or match["counted"] or match["after"]
        marks = len(match["marks"] or "")
        levels = {_LEVELS[said]} if said else {marks}
        # ★★二つ星 says it twice; ★二つ星 and ★★3 contradict themselves.
        if (match["word"] and marks) or (match["level"] and marks > 1):
            levels |= {marks}
        yield Value("star", tuple(sorted(levels)), *match.span())


def _dates(text: str) -> Iterator[Value]:
    for pattern in _DATES:
        ends = []
        for match in pattern.finditer(text):
            yield _date(match)
            ends.append(match.span())
        for start, end in ends:
            text = text[:start] + "\x00" * (end - start) + text[end:]


def _date(match: re.Match[str]) -> Value:
    said = match.groupdict()
    year = int(said["y"]) if said.get("y") else None
    if said.get("era"):
        year = _ERAS[said["era"]] + (1 if said["ey"] == "元" else int(said["ey"]))
    if said.get("fy"):
        return Value("fiscal_year", (year,), *match.span())
    month = int(said["m"]) if said.get("m") else None
    day: int | str | None = int(said["d"]) if said.get("d") else None
    return Value("date", (year, month, "end" if said.get("end") else day), *match.span())


def _times(text: str) -> Iterator[Value]:
    for match in _TIME.finditer(text):
        if match["noon"]:
            yield Value("time", (12, 0), *match.span())
            continue
        hour, minute = int(match["h"]), int(match["min"] or match["min2"] or 0)
        if match["half"] in ("午後", "PM") and hour < 12:
            hour += 12
        yield Value("time", (hour, 30 if match["half2"] else minute), *match.span())


def _rates(text: str) -> Iterator[Value]:
    for match in _RATE.finditer(text):
        if match["a"] or match["d"]:
            upper, lower = match["a"] or match["n"], match["b"] or match["d"]
            share = Fraction(int(upper), int(lower) or 1)
        elif match["p"]:
            share = _number(match["p"]) / 100
        elif match["w"]:
            share = Fraction(int(match["w"]) * 10 + int(match["bu"] or 0), 100)
        else:
            share = Fraction(1, 2) if match["one"] else Fraction(1)
        yield Value("rate", (share,), *match.span())


def _yen(text: str) -> Iterator[Value]:
    for match in _YEN.finditer(text):
        parts = _YEN_PART.findall(match.group())
        amount = sum((_number(number) * _MULTIPLES[unit] for number, unit in parts), Fraction())
        yield Value("yen", (amount,), *match.span())


def _codes(text: str) -> Iterator[Value]:
    for match in _CODE.finditer(text):
        yield Value("count", (re.sub("[‐−–]", "-", match.group()), "code"), *match.span())


def _counts(text: str) -> Iterator[Value]:
    for match in _COUNT.finditer(text):
        number = _number(match["n"])
        for letter in match["many"] or "":
            number *= _MULTIPLES[letter]
        unit = match.lastgroup if match.lastgroup in _COUNTERS else None
        if match["prefix"]:
            unit = _PREFIXES[match["prefix"]]
        yield Value("count", (str(number), unit), *match.span())


def _words(text: str) -> Iterator[Value]:
    for match in _WORD.finditer(text):
        yield Value("word", (_WORDS[match.group()],), *match.span())
