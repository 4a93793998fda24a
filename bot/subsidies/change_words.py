"""What changed in the rules, in plain Japanese lines."""

from __future__ import annotations

from bot.subsidies.changes import Change
from knowledge.dates import japanese

_NAMES = {
    "name": "名前", "label": "名前", "star": "求める段階", "role": "扱い", "when": "いつまでに宣言",
    "per": "だれの宣言", "rule": "定めの文", "opens": "受付の開始", "deadline": "締切", "decision": "交付決定",
    "status": "確かさ", "valid_from": "いつから", "valid_to": "いつまで", "rate": "補助率", "amount": "補助額", "days": "かかる日数",
}  # fmt: skip
_SAID = {
    "star": {
        "one": "★一つ星", "two": "★★二つ星", "either": "★か★★", "declared": "宣言（段階は未確認）",
        "equivalent": "同等の対策の宣言", "none": "求めない", "unknown": "不明",
    },
    "role": {"required": "必須", "bonus": "加点"},
    "when": {"before_application": "申請の前", "by_completion": "事業の完了まで", "unspecified": "明記なし"},
    "per": {"applicant": "申請者", "each_participant": "参画する全社", "office": "事業所ごと", "unspecified": "明記なし"},
    "status": {"confirmed": "確定", "forecast": "予想", "unknown": "不明"},
}  # fmt: skip
_KINDS = {
    "programme": "補助金", "edition": "年度・公募", "requirement": "宣言の条件", "round": "公募の回",
    "frame": "枠", "lead_time": "手続きの日数",
}  # fmt: skip
_BECAME = {"added": "新しく加わりました", "removed": "なくなりました"}
_NOTHING_NAMED = "細かな記載が変わりました"
_UNKNOWN = "記載なし"


def heading(change: Change) -> str:
    """What it is about: 「デジタル化・AI導入補助金2026：公募の回「5次締切」」."""
    row = change.row
    if row.kind == "lead_time":
        return f"{_KINDS['lead_time']}「{row.says.get('label', row.id)}」"
    if row.kind in {"programme", "edition"}:
        return f"{row.name}（{_KINDS[row.kind]}）"
    label = row.says.get("label") or row.says.get("name")
    return f"{row.name}：{_KINDS[row.kind]}" + (f"「{label}」" if label else "")


def sentences(change: Change) -> list[str]:
    """What changed, a sentence each: 「締切：2026年12月15日 → 2026年12月22日」."""
    if change.became != "changed":
        told = [_BECAME[change.became]]
        return told + [
            f"{_NAMES[name]}：{_value(name, change.row.says[name])}"
            for name in ("star", "opens", "deadline", "rule", "valid_to")
            if name in change.row.says
        ]
    old = change.before.says if change.before else {}
    new = change.after.says if change.after else {}
    lines = [
        f"{_NAMES[name]}：{_value(name, old.get(name))} → {_value(name, new.get(name))}"
        for name in change.changed
    ]
    return lines or [_NOTHING_NAMED]


def source(change: Change) -> str:
    """Where it stands and when it was read."""
    row = change.row
    return f"{row.url or '出典のページは資料に記載なし'}（{japanese(row.as_of)}確認）"


def _value(name: str, value: str | None) -> str:
    if not value:
        return _UNKNOWN
    return _SAID.get(name, {}).get(value, value)
