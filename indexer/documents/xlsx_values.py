"""A cell's value as the workbook prints it: 0.5 as 50%, a date in the Japanese era.

Formats are those of ECMA-376 part 1, 18.8.31. What a format asks for beyond them (conditions,
scientific notation) is left to the plain value.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*.|\[\$(?P<symbol>[^\]-]*)[^\]]*\]'
    r"|\[(?P<bracket>[^\]]*)\]|(?P<number>[#0?][#0?,]*(?:\.[#0?]*)?,*)|(?P<other>.)",
    re.DOTALL,
)
_DATE = re.compile(r"g+|e+|y+|m+|d+|a{3,4}", re.IGNORECASE)
_JAPANESE_DATE = re.compile(r"[年月日]|ge", re.IGNORECASE)
_FRACTION = re.compile(r"#?\s*\?+/(\?+|[0-9]+)")
_SECTIONS = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_ODD = re.compile(r"\[[<>=]|[eE][+-]|^General$|^@$", re.IGNORECASE)
_ERAS = (
    (dt.date(2019, 5, 1), "令和"),
    (dt.date(1989, 1, 8), "平成"),
    (dt.date(1926, 12, 25), "昭和"),
)
_DAYS = "月火水木金土日"


def shown(value: Any, form: str = "General") -> str:
    """The text of a value in a number format; empty for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime | dt.date):
        return _day(value, form)
    if isinstance(value, dt.time):
        return value.strftime("%H:%M:%S").removesuffix(":00")
    if isinstance(value, int | float):
        return _number(value, form)
    return str(value).strip()


def _plain(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.10g}"


def _number(value: float, form: str) -> str:
    sections = _SECTIONS.split(form)
    if _ODD.search(form.strip()):
        return _plain(value)
    part = sections[0]
    if value < 0 and len(sections) > 1:
        part, value = sections[1], -value
    elif value == 0 and len(sections) > 2:
        part = sections[2]
    try:
        return _written(value, part)
    except (InvalidOperation, OverflowError, ValueError):
        return _plain(value)


def _written(value: float, part: str) -> str:
    fraction = _FRACTION.search(part)
    if fraction is not None:
        return _fraction(value, fraction.group(1))
    pieces: list[str] = []
    percent = any(match.group("other") == "%" for match in _TOKEN.finditer(part))
    numbered = False
    for match in _TOKEN.finditer(part):
        if match.group("number") is not None and not numbered:
            numbered = True
            pieces.append(
                _digits(Decimal(str(value)) * (100 if percent else 1), match.group("number"))
            )
        else:
            pieces.append(_literal(match))
    text = "".join(pieces).strip()
    return text if numbered or text else _plain(value)


def _literal(match: re.Match[str]) -> str:
    return next((text for text in match.group("quoted", "escaped", "symbol", "other") if text), "")


def _digits(value: Decimal, form: str) -> str:
    whole = form.rstrip(",")
    value = value / (Decimal(1000) ** (len(form) - len(whole)))
    before, _, after = whole.partition(".")
    least, most = after.count("0"), len(after)
    rounded = value.quantize(Decimal(1).scaleb(-most), rounding=ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in before else f"{rounded:f}"
    head, _, tail = text.partition(".")
    while len(tail) > least and tail.endswith("0"):
        tail = tail[:-1]
    head = head.zfill(before.count("0"))
    return f"{head}.{tail}" if tail else head


def _fraction(value: float, below: str) -> str:
    if below.isdigit():
        parts = int(below)
        above = round(value * parts)
    else:
        nearest = Fraction(str(value)).limit_denominator(10 ** len(below) - 1)
        above, parts = nearest.numerator, nearest.denominator
    whole, left = divmod(above, parts)
    if not left:
        return str(whole)
    return f"{whole} {left}/{parts}" if whole else f"{left}/{parts}"


def _day(value: dt.datetime | dt.date, form: str) -> str:
    part = _SECTIONS.split(form)[0]
    if not _JAPANESE_DATE.search(part):
        if isinstance(value, dt.datetime):
            return value.strftime("%Y-%m-%d %H:%M").removesuffix(" 00:00")
        return value.isoformat()
    day = value.date() if isinstance(value, dt.datetime) else value
    text = re.sub(
        r'"([^"]*)"|[\\!](.)|\[[^\]]*\]', lambda match: match.group(1) or match.group(2) or "", part
    )
    return _DATE.sub(lambda match: _date_part(day, match.group().lower()), text).strip()


def _date_part(day: dt.date, code: str) -> str:
    start, era = next((row for row in _ERAS if day >= row[0]), (dt.date(1, 1, 1), "西暦"))
    year = day.year - start.year + 1
    if code[0] == "g":
        return era if len(code) == 3 else era[0]
    if code[0] == "e":
        return str(year).zfill(len(code))
    if code[0] == "y":
        return str(day.year) if len(code) > 2 else f"{day.year % 100:02}"
    if code[0] == "a":
        return _DAYS[day.weekday()] + ("曜日" if len(code) == 4 else "")
    number = day.month if code[0] == "m" else day.day
    return str(number).zfill(len(code))
