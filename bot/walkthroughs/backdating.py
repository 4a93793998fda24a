"""A date of the policy so far back that it is asked whether it was really set then (A31). Pure."""

from __future__ import annotations

import datetime as dt
import re

from bot.walkthroughs import dates, words

_FIELD = "established_on"
# Who writes the policy today and means last year's day back-dates it; who slips in a year too.
_LONG_AGO = dt.timedelta(days=366)
_SURE = re.compile(
    r"実際|本当に|たしか|確か|間違いな|まちがいな|もともと|以前から|当時|すでに|既に"
)


def doubt(field: str | None, value: str, text: str, today: dt.date) -> str | None:
    """The question to ask back about a day given for a step; None where there is no doubt.

    Args:
        field: of the step.
        value: the day, as read.
        text: as typed: 「実際に2019年4月1日に定めました」 answers the question beforehand.
        today: in Japan.
    """
    if field != _FIELD or _SURE.search(text):
        return None
    day = dt.date.fromisoformat(value)
    if today - day <= _LONG_AGO:
        return None
    return words.LONG_AGO.format(date=dates.shown(day), example=dates.shown(day).split("（")[0])
