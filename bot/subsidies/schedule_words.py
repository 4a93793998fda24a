"""A schedule in Japanese: the verdict in sentences, the steps as a table of 80 columns. Pure."""

from __future__ import annotations

import datetime as dt

from bot.domain.columns import columns
from bot.subsidies.schedule import (
    GBIZID_ROUTES,
    Certainty,
    Days,
    DeadlineStatus,
    Goal,
    Schedule,
    Step,
    StepId,
)
from knowledge.dates import japanese
from knowledge.schema import Round
from knowledge.sentences import moment

WIDTH = 80

MARKS: dict[DeadlineStatus, str] = {
    "confirmed": "確定",
    "forecast": "予想",
    "unknown": "不明",
    "named": "ご指定",
}
STARS = {"one": "★一つ星", "two": "★★二つ星"}
TITLES: dict[StepId, str] = {
    "self_check": "自社診断",
    "policy": "基本方針を作る",
    "publish": "基本方針を公開",
    "gbizid": "GビズIDを取る",
    "declaration": "宣言する",
}
_WEEKDAYS = "月火水木金土日"
_ROUTES = {
    GBIZID_ROUTES["online"]: "GビズID（オンライン）",
    GBIZID_ROUTES["post"]: "GビズID（郵送）",
}
_HEAD = ("すること", "遅くとも開始", "終わり", "日数", "確かさ")
_DOUBT = "確認が必要"
_DONE, _LATE, _NO_DATE, _SAME_DAY = "済", "・遅れ", "不明", "即日"
_NO_CELL = "－"
_ESTIMATE = "*"

_DEADLINE = "{label}{star}の宣言の締切は{deadline}です〔{mark}〕。"
_NO_DEADLINE = "{label}{star}の宣言の締切は不明です。公式の日程を確かめてください。"
_IN_TIME = "間に合う見込みです。まず「{step}」を、遅くとも{start}に始めてください（{slack}）。"
_SLACK = "あと{days}日"
_TODAY = "今日です"
_NOTHING_LEFT = "宣言までにすることは、すべて済んでいます。"
_TIGHT = (
    "ぎりぎりです。長めの日数でみると「{late}」がもう遅れています。"
    "今日すべてを始めて最短で進めば、{end}に終わります。"
)
_TOO_LATE = "間に合いません。今日始めて最短で進めても{end}までかかり、締切に届きません。"
_PASSED = "間に合いません。締切は過ぎています。"
_NO_MORE = "間に合いません。"
_DEADLINE_OVER = "この締切は過ぎています。"
_UNKNOWN_DAYS = "間に合うかどうかは、わかりません。「{steps}」の日数が資料にありません。"
_UNKNOWN_DEADLINE = "間に合うかどうかは、締切が不明なのでわかりません。"
_NEXT = "次に間に合う見込みの締切は、{label}の{deadline}です〔{mark}〕。"
_NO_NEXT = "この次の締切で間に合うものは、わかっていません〔不明〕。公式の日程を確かめてください。"
_FORECAST = "締切は予想です。公式の日程が出たら、立て直してください。"
_MARGIN = "締切の前に{days}日の余裕をとり、{aim}までに終える計画です。"
_COUNTED = "土日、祝日、12月29日〜1月3日は進まないとみて、長めの日数で数えています。"
_START_BY = "・{step}：{day}までに{late}"
_PAST = "（もう過ぎています）"
_SOONEST = "今日すべてを始めて最短で進めば、{end}に終わります。"
_LINE = "・{step}：{start}までに始めて、{end}までに終える（{days}・{mark}）"
_LINE_LATE = "・{step}：{start}までに始める予定でした（遅れ。{days}・{mark}）"
_LINE_OPEN = "・{step}：日付は出せません（{days}・{mark}）"
_LINE_DONE = "・{step}：済み"
_DOUBTED = (
    "宣言は済んでいますが、いまの自己宣言IDが使えるかは、確認が必要です"
    "（先頭が4の番号は使えないことがあります）。"
)
_ANEW = "新しい番号が要るときは、遅くとも{start}に宣言し直します。"
_ANEW_LATE = "新しい番号が要るときは、急いで宣言し直してください（{start}までの予定でした）。"
_LINE_DOUBTED = "・{step}：確認が必要（し直すなら、{start}までに始めて、{end}までに終える）"
_LINE_DOUBTED_LATE = "・{step}：確認が必要（し直すなら、{start}までに始める予定でした。遅れ）"
_LINE_DOUBTED_OPEN = "・{step}：確認が必要（し直すときの日付は出せません）"
_GUESSED = "* の日数は編集部の目安です。"


def sentences(schedule: Schedule) -> tuple[str, ...]:
    """The deadline, the verdict said plainly, what comes next if it fails, how it was counted."""
    goal = schedule.goal
    said = [_deadline(goal), _verdict(schedule), *_doubt(schedule)]
    if schedule.late and not schedule.open_steps:
        said.append(_DEADLINE_OVER)
    if schedule.verdict in ("tight", "too_late"):
        said.append(_next(schedule.next_round))
    if goal.deadline_status == "forecast":
        said.append(_FORECAST)
    said += how_counted(schedule)
    return tuple(said)


def brief(schedule: Schedule) -> tuple[str, ...]:
    """The verdict first, then the deadline, and what comes next where this one fails."""
    goal = schedule.goal
    said = [_verdict(schedule), *_doubt(schedule), _deadline(goal)]
    if schedule.verdict in ("tight", "too_late"):
        said.append(_next(schedule.next_round))
    if schedule.verdict == "unknown" and schedule.earliest_end and schedule.open_steps:
        said.append(_SOONEST.format(end=_long(schedule.earliest_end)))
    if goal.deadline_status == "forecast":
        said.append(_FORECAST)
    return tuple(said)


def how_counted(schedule: Schedule) -> tuple[str, ...]:
    """How the days were counted: the small print."""
    said = []
    if schedule.open_steps and schedule.aim:
        if schedule.verdict != "too_late":
            days = schedule.allowances.margin_days
            said.append(_MARGIN.format(days=days, aim=_long(schedule.aim)))
        said.append(_COUNTED)
    if any(step.days and step.days.estimate for step in schedule.open_steps):
        said.append(_GUESSED)
    return tuple(said)


def step_lines(schedule: Schedule) -> tuple[str, ...]:
    """Every step as a line that reads well on a phone: name, from, to, days, how sure."""
    return tuple(_line(step, schedule.now.year) for step in schedule.steps)


def latest_starts(schedule: Schedule) -> tuple[str, ...]:
    """When each step that is left must begin at the latest, a line each, in their order."""
    return tuple(
        _START_BY.format(step=title(step), day=short(step.start), late=_PAST if step.late else "")
        for step in schedule.open_steps
        if step.start
    )


def table(schedule: Schedule) -> tuple[str, ...]:
    """The steps as plain lines of at most 80 columns, the head first."""
    rows = [_HEAD, *(_row(step) for step in schedule.steps)]
    widths = [max(columns(row[no]) for row in rows) for no in range(len(_HEAD))]
    return tuple("  ".join(map(_padded, row, widths)).rstrip() for row in rows)


def cells(schedule: Schedule) -> tuple[tuple[str, ...], ...]:
    """The steps as the cells of a table, the head first; a day without its year where it is this."""
    year = schedule.now.year
    return (_HEAD, *(_cells(step, year) for step in schedule.steps))


def title(step: Step) -> str:
    """What a step is called, with the way to the GビズID where it is one."""
    row = step.days.lead_time if step.days else None
    return _ROUTES.get(row.id, TITLES[step.id]) if row else TITLES[step.id]


def days_words(days: Days | None) -> str:
    """How long a step takes: 即日, 3日, 7〜30日; * marks an estimate of ours."""
    if days is None:
        return _NO_DATE
    mark = _ESTIMATE if days.estimate else ""
    longest = f"{days.longest}日{mark}" if days.longest else f"{_SAME_DAY}{mark}"
    if days.shortest == days.longest:
        return longest
    return f"{days.shortest or _SAME_DAY}〜{longest}"


def _line(step: Step, year: int) -> str:
    name = title(step)
    if step.doubted:
        if step.start is None or step.end is None:
            return _LINE_DOUBTED_OPEN.format(step=name)
        form = _LINE_DOUBTED_LATE if step.late else _LINE_DOUBTED
        return form.format(step=name, start=_near(step.start, year), end=_near(step.end, year))
    if step.done:
        return _LINE_DONE.format(step=name)
    days, mark = days_words(step.days), certainty(step.certainty)
    if step.start is None or step.end is None:
        return _LINE_OPEN.format(step=name, days=days, mark=mark)
    start, end = _near(step.start, year), _near(step.end, year)
    shown = {"start": start, "end": end, "days": days, "mark": mark}
    return (_LINE_LATE if step.late else _LINE).format(step=name, **shown)


def _cells(step: Step, year: int) -> tuple[str, ...]:
    name, _, _, days, mark = _row(step)
    start, end = (_near(day, year) if day else "" for day in (step.start, step.end))
    return tuple(cell or _NO_CELL for cell in (name, start, end, days, mark))


def _near(day: dt.date, year: int) -> str:
    """12/5(土); with the year where it is another one."""
    ahead = "" if day.year == year else f"{day.year}/"
    return f"{ahead}{day.month}/{day.day}({_WEEKDAYS[day.weekday()]})"


def _row(step: Step) -> tuple[str, ...]:
    if step.done and not step.doubted:
        return (title(step), "", "", "", _DONE)
    mark = _DOUBT if step.doubted else certainty(step.certainty)
    mark += _LATE if step.late else ""
    return (title(step), short(step.start), short(step.end), days_words(step.days), mark)


def certainty(value: Certainty) -> str:
    """確定, 予想 or 不明."""
    return MARKS[value]


def short(day: dt.date | None) -> str:
    """2026/11/27(金)"""
    return f"{day:%Y/%m/%d}({_WEEKDAYS[day.weekday()]})" if day else _NO_DATE


def _long(day: dt.date) -> str:
    return f"{japanese(day)}（{_WEEKDAYS[day.weekday()]}）"


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - columns(cell))


def _deadline(goal: Goal) -> str:
    label = f"{goal.label}: " if goal.label else ""
    said = {"label": label, "star": STARS[goal.star]}
    if goal.deadline is None:
        return _NO_DEADLINE.format(**said)
    mark = MARKS[goal.deadline_status]
    return _DEADLINE.format(deadline=moment(goal.deadline), mark=mark, **said)


def _verdict(schedule: Schedule) -> str:
    to_do = schedule.open_steps
    if not to_do:
        return _DOUBTED if schedule.doubted else _NOTHING_LEFT
    end = _long(schedule.earliest_end) if schedule.earliest_end else None
    if schedule.verdict == "in_time":
        first = min(
            (step for step in to_do if step.start), key=lambda step: step.start or dt.date.max
        )
        slack = _SLACK.format(days=schedule.slack_days) if schedule.slack_days else _TODAY
        assert first.start is not None
        return _IN_TIME.format(step=title(first), start=_long(first.start), slack=slack)
    if schedule.verdict == "tight":
        late = "」「".join(title(step) for step in to_do if step.late)
        return _TIGHT.format(late=late, end=end)
    if schedule.verdict == "too_late":
        if schedule.late:
            return _PASSED
        return _TOO_LATE.format(end=end) if end else _NO_MORE
    missing = "」「".join(title(step) for step in to_do if step.days is None)
    return _UNKNOWN_DAYS.format(steps=missing) if missing else _UNKNOWN_DEADLINE


def _doubt(schedule: Schedule) -> list[str]:
    """What is open about a declaration that is done, and by when it would be made anew."""
    step = schedule.doubted
    if step is None:
        return []
    # Where nothing else is left it is the verdict already.
    said = [_DOUBTED] if schedule.open_steps else []
    if step.start is not None:
        said.append((_ANEW_LATE if step.late else _ANEW).format(start=_long(step.start)))
    return said


def _next(row: Round | None) -> str:
    if row is None or row.deadline is None:
        return _NO_NEXT
    return _NEXT.format(label=row.label, deadline=moment(row.deadline), mark=MARKS[row.status])
