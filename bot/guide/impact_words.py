"""What changes of the rules mean for clients, in plain Japanese."""

from __future__ import annotations

from bot.guide.impact import Why

FIRST_TIME = "まだ控えがないので、比べるものがありません。いまの定めを控えました。次からは、ここから変わったところを出します。"
NOTED_BEFORE = "{when}に控えた時から変わった定めです。"
SUMMARY = "変わったところは{count}件、そのうち顧客に関わるものは{touching}件です。"
NOTHING = "{when}に控えた時から、変わった定めはありません。"
TO_NOTE = "確かめ終えたら、python -m bot impact --note で、いまの定めを控えてください。"
NOTED = "いまの定めを控えました。"
WHY: dict[Why, str] = {
    "their_round": "申し込む予定の回です。日程を組み直してください。",
    "their_rule": "申し込む予定の補助金です。条件をもう一度確かめてください。",
    "level_short": "いまの段階では足りなくなるおそれがあります。早めに伝えてください。",
    "deadline_past": "申し込む予定だった回は、締切を過ぎたか、なくなりました。次の回を相談してください。",
    "new_round": "申し込める回が変わりました。間に合うかを確かめてください。",
    "their_programme": "申し込む予定の補助金です。内容を確かめてください。",
    "their_schedule": "日程の見積もりが変わります。予定を見直してください。",
}

NOBODY = "関わる顧客はいません。"
