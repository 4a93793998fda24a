"""Typed facts as plain Japanese sentences: the one place where a field becomes words."""

from __future__ import annotations

import datetime as dt

from knowledge.dates import JST, japanese
from knowledge.schema import (
    Band,
    CheckItem,
    DeclarerCount,
    DocumentSet,
    Frame,
    LeadTime,
    PrincipleSet,
    Programme,
    ProgrammeEdition,
    Requirement,
    Round,
    SelfCheck,
    Star,
    ThreatRanking,
)

STAR_WORDS: dict[Star, str] = {
    "one": "★一つ星",
    "two": "★★二つ星",
    "either": "★一つ星か★★二つ星",
    "declared": "SECURITY ACTIONの宣言（段階は読み取れていません）",
    "equivalent": "★か★★と同等の対策をしているという自らの宣言",
    "none": "SECURITY ACTIONの記載なし",
    "unknown": "未確認",
}
WHEN_WORDS = {
    "before_application": "申請の前まで",
    "by_completion": "補助事業の完了日まで",
    "unspecified": "時期の明記なし",
}


def bullets(lines: list[str] | tuple[str, ...]) -> str:
    """A short list, one item a line."""
    return "\n".join(f"・{line}" for line in lines)


def sentence(text: str) -> str:
    """The text, closed by a full stop."""
    return text if text.endswith(("。", "）", "」", "！", "？")) else text + "。"


def moment(value: dt.date | dt.datetime) -> str:
    """A deadline in Japanese: 2026年9月29日 17:00 (Japan time)."""
    if isinstance(value, dt.datetime):
        local = value.astimezone(JST)
        return f"{japanese(local.date())} {local:%H:%M}"
    return japanese(value)


def end_of(value: dt.date | dt.datetime) -> dt.datetime:
    """The last instant of a deadline: itself, or the end of its day in Japan."""
    if isinstance(value, dt.datetime):
        return value
    return dt.datetime.combine(value, dt.time(23, 59, 59), tzinfo=JST)


def requirement(rule: Requirement) -> str:
    """A rule in words, with its exceptions and what to do."""
    parts = [sentence(rule.rule)]
    parts += [f"例外: {sentence(exception)}" for exception in rule.exceptions]
    if rule.to_do:
        parts.append(f"すること: {sentence(rule.to_do)}")
    return "\n".join(parts)


def round_line(row: Round) -> str:
    """A round in one line: label, opening, deadline, decision, certainty."""
    deadline = f"締切 {moment(row.deadline)}" if row.deadline else "締切日は未確認"
    parts = [f"{japanese(row.opens)}受付開始"] if row.opens else []
    parts.append(deadline)
    if row.decision:
        parts.append(f"交付決定 {japanese(row.decision)}")
    mark = {"confirmed": "", "forecast": "・予定", "unknown": "・日付は未確認"}[row.status]
    note = f"（{row.note}）" if row.note else ""
    return f"{row.label}: {'、'.join(parts)}{mark}{note}"


def rounds(edition: ProgrammeEdition) -> str:
    """All rounds of an edition as a list."""
    head = f"{edition.name}の公募回と締切は次のとおりです。"
    note = f"\n{sentence(edition.rounds_note)}" if edition.rounds_note else ""
    return f"{head}\n{bullets([round_line(row) for row in edition.rounds])}{note}"


def frame(edition: ProgrammeEdition, row: Frame) -> str:
    """A frame: who, how much, what for."""
    named = f"{edition.name}の{row.name}"
    amount = f"補助額が{row.amount}" if row.amount else "補助額は未確認"
    rate = f"補助率が{row.rate}" if row.rate else "補助率は未確認"
    parts = [f"{named}は、{amount}、{rate}です。"]
    for label, value in (
        ("対象者", row.who),
        ("対象になる経費", row.eligible),
        ("加点項目", row.bonus_items),
    ):
        if value:
            parts.append(f"{label}: {sentence(value)}")
    parts += [sentence(note) for note in row.notes]
    return "\n".join(parts)


def programme(row: Programme) -> str:
    """What a programme is and whether SECURITY ACTION matters."""
    site = f"\n公式: {row.official_url}" if row.official_url else ""
    return f"{sentence(row.summary)}{site}"


def principles(row: PrincipleSet) -> str:
    """The list of the principles of an edition."""
    count = len(row.principles)
    head = f"{row.title}は、次の{count}つです。"
    lines = [f"{principle.no}. {principle.title}" for principle in row.principles]
    return "\n".join([head, *lines])


def scoring(check: SelfCheck) -> str:
    """Points of each answer and the maximum."""
    points = "、".join(f"「{row.answer}」が{row.points}点" for row in check.answers)
    top = max(row.points for row in check.answers)
    count = len(check.items)
    return (
        f"自社診断の配点は、{points}です。"
        f"全{count}問を足して、満点は{top}点×{count}問で{top * count}点です。"
    )


def band_range(band: Band) -> str:
    """The range of a band: 100点, 70〜99点, 49点以下."""
    if band.low == band.high:
        return f"{band.low}点"
    return f"{band.high}点以下" if band.low <= 0 else f"{band.low}〜{band.high}点"


def band(row: Band) -> str:
    """What a total means."""
    return f"自社診断の合計が{band_range(row)}なら「{row.status}」の段階です。次は、{row.next}。"


def check_item(check: SelfCheck, item: CheckItem) -> str:
    """One self-check item: question, reason, measures."""
    part = next(row for row in check.parts if row.no == item.part)
    head = (
        f"自社診断の{item.no}番（パート{part.no} {part.title}）は「{item.label}」で、"
        f"{sentence(item.asks)}"
    )
    return f"{head}\n理由: {sentence(item.why)}\n対策の例:\n{bullets(item.measures)}"


def documents(row: DocumentSet) -> str:
    """Documents to hand in."""
    notes = "".join(f"\n{sentence(note)}" for note in row.notes)
    return f"{row.title}は次のとおりです。\n{bullets(row.items)}{notes}"


def lead_time(row: LeadTime) -> str:
    """How long a step takes."""
    return sentence(row.text)


def declarers(row: DeclarerCount) -> str:
    """How many had declared on a date."""
    total = f"{'約' if row.about else ''}{row.total:,}者" + ("を超えて" if row.at_least else "")
    computed = "（合計は足し算）" if row.computed else ""
    stars = ""
    if row.star1 is not None and row.star2 is not None:
        stars = f"内訳は★一つ星が{row.star1:,}者、★★二つ星が{row.star2:,}者です。"
    verb = "います" if row.at_least else "です"
    return f"SECURITY ACTIONの宣言事業者は、{japanese(row.as_of)}の時点で{total}{verb}{computed}。{stars}"


def threats(row: ThreatRanking) -> str:
    """A year's ten threats for organisations."""
    lines = [
        f"{threat.rank}位 {threat.name}" + (f"（{threat.note}）" if threat.note else "")
        for threat in row.threats
    ]
    return "\n".join([f"情報セキュリティ10大脅威{row.year}（組織）の順位です。", *lines])
