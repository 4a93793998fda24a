"""Dossiers and policy texts to make documents from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from bot.domain.scope import Scope
from bot.domain.walkthrough import Dossier, Heading, Policy, Publication, SheetResult, Todo
from knowledge.catalog import Catalog
from knowledge.dates import JST
from knowledge.schema import SelfCheck, SourceRef
from knowledge.walkthrough import PolicyParagraph, PolicyText

MADE_AT = dt.datetime(2026, 11, 22, 15, 4, 5, tzinfo=JST).timestamp()
BEFORE = dt.datetime(2026, 5, 21, 10, 0, tzinfo=JST).timestamp()
COMPANY = "株式会社髙﨑製作所"

# What people and attackers type as a name. The IVS is 葛 with its variant 17 (葛飾区の葛).
IVS = "葛\U000e0100城商店"
EMOJI = "すし🍣屋👨\u200d👩\u200d👧❤\ufe0f"
HARD_NAMES = {
    "takahashi": "髙橋﨑本株式会社",
    "variation": IVS,
    "emoji": EMOJI,
    "long": "株式会社" + "星" * 296,
    "lines": "株式会社\r\n改行\n\t製作所\u2028別行",
    "template": "{{7*7}}{% for x in y %}${7*7}{company}",
    "formula": '=HYPERLINK("http://evil.example","押す")',
    "plus": "+cmd|' /C calc'!A0",
    "direction": "株式会社\u202eexe.fdp\u202c\u2066\u200f製作所",
    "markup": "</w:t><w:p/>&<script>alert(1)</script>\"'",
    "controls": "株\x00式\x0b会\x1b社\ufffe\ud800",
    "paths": "../../CON:<>|?*\\名.",
    "math": r"$\frac{1}{0}$ $x$",
}


def policy_text() -> PolicyText:
    """A text with the parts and the length of the real one."""
    bodies = (
        ("経営者の責任", "{company}は、経営者が先頭に立って、情報セキュリティの取組みを進めます。取組みを定期的に見直し、会社全体で改善を続けます。"),
        ("社内体制の整備", "{owner}を置き、情報を守るための役割を決めます。守るべきことを社内の正式なルールとして定め、必要な人と費用を用意します。"),
        ("従業員の取組み", "従業員は、情報を守るために必要な知識を身につけ、決められたルールに従って、日々の仕事で情報を正しく取り扱います。"),
        ("法令及び契約上の要求事項の遵守", "情報セキュリティに関わる法律、決まり、契約で約束したことを守り、お客様と取引先の期待に応えます。"),
        ("違反及び事故への対応", "法令や契約への違反、情報セキュリティの事故が起きたときは、すみやかに対応し、被害を小さくとどめ、原因を調べて再発を防ぎます。問い合わせは{contact}で受け付けます。"),
    )  # fmt: skip
    return PolicyText(
        id="sample",
        title="情報セキュリティ基本方針",
        preamble="{company}（以下「当社」）は、{assets}を、事故、災害、犯罪などの脅威から守り、\nお客様と社会の信頼に応えるため、次の方針に基づいて、全社で情報セキュリティに取り組みます。",
        paragraphs=tuple(PolicyParagraph(heading=h, text=t) for h, t in bodies),
        assets={"both": "お客様からお預かりした情報と当社の情報資産"},
        closing=(
            "制定日 {established_on}",
            "改定日 {revised_on}",
            "{company}",
            "{representative_title} {representative_name}",
            "お問い合わせ {contact}",
        ),
        defaults={"owner": "情報セキュリティの担当者"},
        sources=(SourceRef(id="editorial"),),
        as_of="2026-11-22",
        confidence="low",
    )


def with_policy_text(catalog: Catalog) -> Catalog:
    """The catalogue with the sample policy alone."""
    return catalog.model_copy(update={"policy_texts": (policy_text(),)})


def policy(company: str = COMPANY, **more: str) -> Policy:
    """A filled-in policy."""
    given = {
        "representative_title": "代表取締役",
        "representative_name": "髙﨑 星子",
        "established_on": "2026-11-01",
        "assets": "both",
        "contact": "総務部 soumu@example.co.jp",
    }
    return Policy(company=company, **(given | more))


def result(
    check: SelfCheck, pattern: Sequence[str] = ("full",), sheet: str = "", at: float = MADE_AT
) -> SheetResult:
    """A scored sheet whose answers repeat a pattern; an item answered `open` is left out."""
    worth = dict(zip(("full", "partly", "no", "unknown"), check.answers, strict=True))
    answers = {
        item.no: name
        for number, item in enumerate(check.items)
        if (name := pattern[number % len(pattern)]) != "open"
    }
    got = {number: worth[name].points for number, name in answers.items()}
    total = sum(got.values())
    band = next(band for band in check.bands if band.low <= total <= band.high)
    parts = {
        part.no: (
            sum(got.get(number, 0) for number in range(part.first, part.last + 1)),
            4 * (part.last - part.first + 1),
        )
        for part in check.parts
    }
    return SheetResult(
        sheet=sheet,
        edition=check.edition,
        answers=answers,
        total=total,
        highest=100,
        parts=parts,
        band=band.status,
        next=band.next,
        complete=len(answers) == len(check.items),
        weakest=tuple(sorted(got, key=lambda number: got[number])[:5]),
        at=at,
    )


def dossier(catalog: Catalog, company: str = COMPANY, **more: Any) -> Dossier:
    """Everything a firm has when it is done with ★★; `more` replaces fields."""
    check = catalog.self_checks[0]
    fields = {
        "company": company,
        "entity": "法人",
        "representative_title": "代表取締役",
        "representative_name": "髙﨑 星子",
        "mail": "soumu@example.co.jp",
        "gbizid": "プライム",
        "declared_on": "2026-11-20",
        "declaration_id": "50000012345",
    }
    given: dict[str, Any] = {
        "scope": Scope(team="T1", channel="C1"),
        "made_at": MADE_AT,
        "edition": check.edition,
        "fields": fields,
        "sheets": (result(check, ("full", "full", "partly", "full", "unknown", "no", "full")),),
        "previous": {"": result(check, ("partly", "full", "no", "unknown"), at=BEFORE)},
        "policy": policy(company),
        "publication": Publication(
            place="自社のホームページ", where="https://example.co.jp/security", since="2026-11-10"
        ),
        "todos": (
            Todo(run="r", step="item/5", title="5 情報収集", measures=("IPAの注意喚起を読む", "担当を決める"), unknown=True),
            Todo(run="r", step="item/6", title="6 電子メールのルール", measures=("添付を開く前に確かめる",), unknown=False),
        ),
        "heading": Heading(
            star="two", deadline=dt.date(2026, 12, 25), status="named", label="", gbizid="online", done=frozenset()
        ),
        "history": (("2026-11-22 15:00", "U1", "会社の正式な名前", company),),
    }  # fmt: skip
    return Dossier(**(given | more))
