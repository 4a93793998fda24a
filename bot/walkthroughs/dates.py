"""A day as people type it: 令和8年3月1日, R8.3.1, 2026/3/1, 3月1日, 先週の金曜. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from bot import wording
from knowledge.dates import japanese

_WEEKDAYS = "月火水木金土日"
_EARLIEST, _LATEST = 1868, 2100
_YEARS_AROUND = 8  # between two 29 February, across 1900 and 2100

_LETTERS = {"r": "令和", "h": "平成", "s": "昭和", "t": "大正", "m": "明治"}
_ERAS = {
    "令和": (dt.date(2019, 5, 1), dt.date.max),
    "平成": (dt.date(1989, 1, 8), dt.date(2019, 4, 30)),
    "昭和": (dt.date(1926, 12, 25), dt.date(1989, 1, 7)),
    "大正": (dt.date(1912, 7, 30), dt.date(1926, 12, 25)),
    "明治": (dt.date(1868, 1, 25), dt.date(1912, 7, 30)),
}
_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0}
_KANJI = re.compile(r"[〇零一二三四五六七八九十]{1,5}(?=\s*(?:年|月|日|か月|ヶ月|週))")
_SEPARATOR = r"\s*[./\-‐−–ー・]\s*"
_FULL = re.compile(
    r"(?<![0-9a-z])(?:(?P<era>令和|平成|昭和|大正|明治|令|平|昭|[rhstm])\s*\.?\s*)?(?P<year>[0-9]{1,4})"
    rf"(?:\s*年度?\s*(?P<month>[0-9]{{1,2}})\s*月\s*(?:(?P<day>[0-9]{{1,2}})(?:\s*日|(?![0-9]))|(?P<end>末日?))"
    rf"|{_SEPARATOR}(?P<month2>[0-9]{{1,2}}){_SEPARATOR}(?P<day2>[0-9]{{1,2}})(?![0-9]))"
)
_COMPACT = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?![0-9])")
_MONTH_DAY = re.compile(
    r"(?:(?P<near>昨年|去年|前年|一昨年|おととし|今年|本年|来年|今月|先月|前月|来月)\s*の?\s*)?"
    r"(?:(?<![0-9])(?P<month>[0-9]{1,2})\s*月\s*)?(?:(?<![0-9])(?P<day>[0-9]{1,2})\s*日(?![前後間])|(?P<end>末日?(?!尾)))"
    r"|(?<![0-9/.\-])(?P<month2>[0-9]{1,2})\s*/\s*(?P<day2>[0-9]{1,2})(?![0-9/])"
)
_YEARS = {"昨年": -1, "去年": -1, "前年": -1, "一昨年": -2, "おととし": -2, "来年": 1}
_MONTHS = {"先月": -1, "前月": -1, "今月": 0, "来月": 1}
_NEAR_DAYS = re.compile(
    r"(?P<two_ago>一昨日|おととい|おとつい)|(?P<ago>昨日|きのう)|(?P<now>今日|本日|きょう)"
    r"|(?P<two_on>明後日|あさって)|(?P<on>明日|あした|あす(?!か))"
)
_OFFSETS = {"two_ago": -2, "ago": -1, "now": 0, "on": 1, "two_on": 2}
_COUNTED = re.compile(r"(?<![0-9])([0-9]{1,3})\s*(日|週間?|[かヶカ]月)\s*(前|後)")
_WEEK = re.compile(rf"(先々週|先週|前の週|今週|来週|再来週)\s*の?\s*([{_WEEKDAYS}])(?:曜日?)?")
_WEEKS = {"先々週": -2, "先週": -1, "前の週": -1, "今週": 0, "来週": 1, "再来週": 2}
_WEEKDAY = re.compile(rf"[(（]\s*([{_WEEKDAYS}])(?:曜日?)?\s*[)）]|([{_WEEKDAYS}])曜")
_NO_DAY = re.compile(r"[0-9]\s*(?:年|月)|(?:19|20)[0-9]{2}\s*[/.-]\s*[0-9]")


@dataclass(frozen=True)
class Day:
    """A day, and what to say about how it was read."""

    day: dt.date
    warning: str | None = None


class _Impossible(Exception):
    """Numbers in the form of a day that is in no calendar, and what to say."""


def shown(day: dt.date) -> str:
    """2026年3月1日（日曜日）"""
    return wording.DATE_SHOWN.format(date=japanese(day), weekday=_WEEKDAYS[day.weekday()])


def day(text: str, today: dt.date, *, past: bool) -> Day | str:
    """The day a text names; a sentence when it names none, or several.

    A day without a year is the one nearest to today; with `past`, the last one.
    """
    text = unicodedata.normalize("NFKC", text).lower().replace("元年", "1年")
    text = _KANJI.sub(lambda found: str(_number(found.group())), text)
    try:
        days, rest = _all(text, today, past)
    except _Impossible as problem:
        return str(problem)
    if len({found.day for found in days}) > 1:
        return wording.DATE_SEVERAL
    if not days:
        return wording.DATE_NO_DAY if _NO_DAY.search(text) else wording.DATE_UNREADABLE
    found = days[0]
    weekday = _WEEKDAY.search(rest)
    if weekday and (weekday[1] or weekday[2]) != _WEEKDAYS[found.day.weekday()]:
        name = _WEEKDAYS[found.day.weekday()]
        said = wording.DATE_OTHER_WEEKDAY.format(date=japanese(found.day), weekday=name)
        return Day(found.day, said)
    return found


def _all(text: str, today: dt.date, past: bool) -> tuple[list[Day], str]:
    """Every day a text names, the surest forms first, and what is left of the text."""
    forms: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Day]], ...] = (
        (_FULL, _full),
        (
            _COMPACT,
            lambda found: Day(_calendar(int(found[1]), int(found[2]), int(found[3]), found[0])),
        ),
        (_WEEK, lambda found: Day(_of_week(found, today))),
        (_COUNTED, lambda found: Day(_counted(found, today))),
        (_NEAR_DAYS, lambda found: Day(today + dt.timedelta(_OFFSETS[str(found.lastgroup)]))),
        (_MONTH_DAY, lambda found: _month_day(found, today, past)),
    )
    days = []
    for pattern, reader in forms:
        days += [reader(found) for found in pattern.finditer(text)]
        text = pattern.sub(" ", text)
    return days, text


def _full(found: re.Match[str]) -> Day:
    year, era, said = int(found["year"]), found["era"], found.group().strip()
    if era is None and len(found["year"]) != len("2026"):
        raise _Impossible(wording.DATE_SHORT_YEAR.format(text=f"「{said}」"))
    month = int(found["month"] or found["month2"])
    if era is None:
        return Day(_calendar(year, month, _day_number(found, year, month), said))
    name = _LETTERS.get(era) or next(name for name in _ERAS if name.startswith(era))
    first, last = _ERAS[name]
    year += first.year - 1
    day = _calendar(year, month, _day_number(found, year, month), said)
    if not first <= day <= last:
        raise _Impossible(wording.DATE_IMPOSSIBLE.format(text=f"「{said}」"))
    return Day(day)


def _month_day(found: re.Match[str], today: dt.date, past: bool) -> Day:
    near, said = found["near"], found.group().strip()
    month_text = found["month"] or found["month2"]
    if near in _MONTHS or (month_text is None and near is None):
        if near is None:
            raise _Impossible(wording.DATE_NO_DAY if found["end"] else wording.DATE_UNREADABLE)
        first = _months_on(today.replace(day=1), _MONTHS[near])
        number = _day_number(found, first.year, first.month)
        return Day(_calendar(first.year, first.month, number, said))
    if month_text is None:
        raise _Impossible(wording.DATE_UNREADABLE)
    month = int(month_text)
    if near is not None:
        year = today.year + _YEARS.get(near, 0)
        return Day(_calendar(year, month, _day_number(found, year, month), said))
    around = range(today.year - _YEARS_AROUND, today.year + _YEARS_AROUND + 1)
    days = [one for year in around if (one := _try(year, month, _day_number(found, year, month)))]
    days = [one for one in days if one <= today] if past else days
    if not days:
        raise _Impossible(wording.DATE_IMPOSSIBLE.format(text=f"「{said}」"))
    nearest = min(days, key=lambda one: (abs(one - today), one))
    return Day(nearest, wording.DATE_YEAR_GUESSED.format(year=nearest.year))


def _day_number(found: re.Match[str], year: int, month: int) -> int:
    if found["end"]:
        return calendar.monthrange(year, month)[1] if 1 <= month <= 12 and year else 0  # noqa: PLR2004
    return int(found["day"] or found["day2"])


def _of_week(found: re.Match[str], today: dt.date) -> dt.date:
    monday = today - dt.timedelta(today.weekday())
    return monday + dt.timedelta(7 * _WEEKS[found[1]] + _WEEKDAYS.index(found[2]))


def _counted(found: re.Match[str], today: dt.date) -> dt.date:
    count = int(found[1]) * (-1 if found[3] == "前" else 1)
    if found[2].endswith("月"):
        first = _months_on(today.replace(day=1), count)
        last = calendar.monthrange(first.year, first.month)[1]
        return first.replace(day=min(today.day, last))
    return today + dt.timedelta(7 * count if found[2].startswith("週") else count)


def _months_on(first: dt.date, count: int) -> dt.date:
    months = first.year * 12 + first.month - 1 + count
    return dt.date(months // 12, months % 12 + 1, 1)


def _calendar(year: int, month: int, day: int, said: str) -> dt.date:
    found = _try(year, month, day)
    if found is None:
        raise _Impossible(wording.DATE_IMPOSSIBLE.format(text=f"「{said}」"))
    return found


def _try(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if _EARLIEST <= year <= _LATEST else None
    except ValueError:
        return None


def _number(kanji: str) -> int:
    """三十一 = 31, 二〇二六 = 2026."""
    tens, ten, ones = kanji.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS[char]) for char in kanji))
    return 10 * (_number(tens) if tens else 1) + (_number(ones) if ones else 0)
