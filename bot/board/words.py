"""Every word of the board, for Slack, the terminal and the files alike."""

from __future__ import annotations

# Stages
NOTHING = "宣言はまだ"
ONE_GOING = "★の準備中 {done}/{count}"
ONE = "★を宣言済み"
TWO_GOING = "★★の準備中"
CHECK = "自社診断 {done}/{count}問"
CHECKED = "自社診断ずみ（{score}点）"
POLICY = "基本方針を作成中"
PUBLISHED = "方針を公開、★★の宣言待ち"
TWO = "★★を宣言済み"
CHECK_SAID = "自社診断ずみとの連絡（点数なし）"
POLICY_SAID = "基本方針を作ったとの連絡"
SAID = "{stage}（連絡による）"
BOTH = "{declared}・{here}"
STAGES = {
    "nothing": "宣言はまだ",
    "one_going": "★の準備中",
    "one": "★を宣言済み",
    "two_going": "★★の準備中",
    "check": "自社診断",
    "policy": "基本方針を作成中",
    "published": "方針を公開、★★の宣言待ち",
    "two": "★★を宣言済み",
}

# What is in the way
ASKED = "担当待ちの質問{count}件"
PAUSED, FROZEN = "登録のし直し待ち", "チャンネルがありません"
UNREAD = "集計中"
WAITS = {
    "gbizid": "GビズID待ち",
    "gbizid_unknown": "GビズIDがあるか未確認",
    "unpublished": "基本方針が未公開",
    "declare_one": "★の宣言待ち",
    "declare_two": "★★の宣言待ち",
    "short_one": "条件に不足（★の宣言）",
    "short_two": "条件に不足（★★の宣言）",
    "undated": "締切が未定",
    "old_id": "自己宣言IDが使えるか未確認",
    "unfinished": "条件の確認が途中",
}
STILL = "{weeks}週間動きなし"
FREE = "なし"

# Deadlines
DEADLINES = {"late": "遅れ", "week": "7日以内", "month": "30日以内", "none": "締切なし"}
DAYS_LEFT, TODAY, PASSED = "あと{days}日", "今日まで", "{days}日過ぎ"
LATE, LATE_PASSED, LATE_TO_BEGIN = "遅れ", "締切を過ぎました", "準備の開始が遅れています"
NO_DEADLINE = "締切なし"
MARKS = {"confirmed": "確定", "forecast": "予想", "unknown": "不明", "named": "お客様の指定"}

# What is next
STEP = "{heading}：{step}"
START_STATUS, START_TWO = "いまの★を確かめる", "★★を始める"
NO_NEXT = "なし"

# Files
HEAD = (
    "お客様",
    "担当",
    "段階",
    "止まっていること",
    "補助金",
    "締切",
    "締切の確かさ",
    "残り日数",
    "遅れ",
    "次にすること",
    "自社診断の点",
    "やることの数",
    "最後の動き",
    "チャンネル",
)
SHEET = "お客様一覧 {day}"
FILE = "お客様一覧_{day}"
FILE_TITLE = "お客様一覧（{day} 現在）"
THIS_MACHINE = "（顧客名なし）"

# The terminal
COUNT = "お客様 {count}件（{day} 現在）"
CHOSEN = "{count}件 / 全{all}件（{day} 現在）"
LATE_COUNT = "遅れ {count}件"
EMPTY = (
    "登録済みのお客様はまだありません。"
    "Slackで「お客様を登録」をするか、chat --client で始めると、ここに並びます。"
)
NONE_CHOSEN = "この条件に合うお客様はありません。条件を変えてみてください。"
IN_THE_WAY, NEXT, LAST, OF, DEADLINE = "止まり：", "次：", "最後の動き ", "担当 ", "締切 "
WRITTEN = "ファイルに書きました: {path}"
