"""What is to be looked up again, in plain Japanese."""

from __future__ import annotations

from bot.subsidies.stale import Stale, StaleKind
from knowledge.dates import japanese

HEADINGS: dict[StaleKind, str] = {
    "forecast_due": "予想していた日が来た公募の回",
    "round_past": "締切を過ぎ、次の回が分からないもの",
    "edition_ended": "終わった年度で、次の年度が分からないもの",
    "no_edition": "いまの年度の定めがない補助金",
    "passage_ended": "有効期間が終わった説明",
    "old": "確かめてから{days}日を過ぎたもの",
}
CHECKS: dict[StaleKind, str] = {
    "forecast_due": "受付が始まったか、日程が発表されたかを確かめます。",
    "round_past": "次の回の日程が出ていないかを確かめます。",
    "edition_ended": "次の年度の公募要領が出ていないか、SECURITY ACTIONの条件が変わっていないかを確かめます。",
    "no_edition": "今年度も行われているか、公募要領が出ていないかを確かめます。",
    "passage_ended": "後に続く決まりが出ていないかを確かめます。",
    "old": "内容がいまも同じかを確かめ、同じなら確かめた日を改めます。",
}
CLIENTS = "（関わる顧客：{count}社）"
NOT_OFFICIAL = "（公式ではない解説。公式のページを探して、あわせて控えます）"
NO_PAGE = "公式のページは資料に記載なし"
_DAYS: dict[StaleKind, str] = {
    "forecast_due": "{day}の予想",
    "round_past": "{day}締切",
    "edition_ended": "{day}まで",
    "passage_ended": "{day}まで",
}


def title(row: Stale) -> str:
    """What it is, in a line."""
    what = f"：{row.what}" if row.what else ""
    clients = CLIENTS.format(count=row.clients) if row.clients else ""
    return f"{row.name}{what}{clients}"


def where(row: Stale) -> str:
    """The page to look at; where no official one is known, what was read."""
    if row.url is None:
        return NO_PAGE
    return row.url if row.is_official else f"{row.url} {NOT_OFFICIAL}"


def detail(row: Stale) -> str:
    """The day that makes it stale, and when it was read."""
    parts = [f"{japanese(row.as_of)}確認"]
    if row.day is not None and row.kind in _DAYS:
        parts.insert(0, _DAYS[row.kind].format(day=japanese(row.day)))
    return "・".join(parts)
