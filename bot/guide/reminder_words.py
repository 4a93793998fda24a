"""The fixed sentences of the reminders."""

from knowledge.walkthrough import Done

REMIND, STOP, LIST = "この予定でお知らせする", "お知らせをやめる", "お知らせの一覧"
DONE, DAY, WEEK = "済んだ", "明日また", "1週間後"
APPLIED = "申請した"
NOT_YET = "まだだった"
DONE_ONE = "済んだ：{title}"
GO = "{title}へ進む"

TITLE = "お知らせ：{title}"
DEADLINE = "締切"
REVIEW = "対策の見直し"
START_BY = "「{title}」は、遅くとも{day}に始めてください（あと{days}日）。"
START_TODAY = "「{title}」を始める日です。今日のうちに始めてください。"
START_PAST = (
    "「{title}」は、{day}までに始める予定でした（{days}日過ぎています）。早めに始めてください。"
)
UNTIL = "締切：{label}{deadline}〔{mark}〕（{left}）"
IN_DAYS, TODAY = "あと{days}日", "今日です"
DEADLINE_NEAR = "締切が近づいています。"
STILL_OPEN = "まだのもの：{steps}"
CHECK_FORECAST = "締切は予想です。公式の日程を確かめてください。"

SET = "お知らせを設定しました。最初は{day}の朝です。平日の9時から18時のあいだに届きます。"
ALREADY_SET = "お知らせは設定してあります。次は{day}の朝です。"
NO_DATE = "締切の日付がまだ分からないので、お知らせを設定できません。先に締切をお答えください。"
PASSED = "締切を過ぎているので、設定できるお知らせはありません。"
NOTHING_LEFT = "することはすべて済んでいるので、設定するお知らせはありません。"
NO_TIME_LEFT = "締切までに、お知らせできる日が残っていません。今日のうちに始めてください。"
STOPPED = "予定のお知らせをやめました。「お知らせの一覧」から、また設定できます。"
NOT_SET = "やめるお知らせはありません。"

RECORDED = "記録しました：{title} → 済み"
REOPENED = "記録を直しました：{title} → まだ"
MISSING: dict[Done, str] = {
    "gbizid": "どの種類（プライム、メンバー）かは、まだ伺っていません。",
    "self-check": "点数と結果は、まだ記録にありません。結果の紙か画面を残しておいてください。",
    "policy": "定めた日は、まだ伺っていません。「続き」でお答えいただけます。",
    "publish": "公開した場所と日は、まだ伺っていません。「続き」でお答えいただけます。",
    "declaration-one": "宣言した日と自己宣言IDは、まだ伺っていません。「続き」でお答えいただけます。",
    "declaration-two": "宣言した日と自己宣言IDは、まだ伺っていません。「続き」でお答えいただけます。",
}
KNOWN_DONE = "「{title}」は、もう済みと記録してあります。"
STALE = "このお知らせは前のものでした。いまの状況はこちらです。"
PUT_OFF = "{day}の朝に、もう一度お知らせします。"
PUT_OFF_PAST = (
    "{day}の朝に、もう一度お知らせします。始める予定の{start}を過ぎるので、ご注意ください。"
)
LAST = "締切までにもうお知らせできる日がありません。これが最後のお知らせです。"
NEXT_TITLE = "次にすること"
NEXT_BY = "次は「{title}」です。遅くとも{day}に始めてください（{left}）。"
NEXT_PAST = "次は「{title}」です。始める予定の{day}を過ぎているので、早めに始めてください。"
NEXT = "次は「{title}」です。"
ALL_DONE = "宣言までにすることは、すべて済んでいます。"
CLOSED = "このお知らせを終わりにしました。"

LISTED = "これから{count}件のお知らせがあります。"
LINE = "・{day} {title}"
LINE_BY = "・{day} {title}（遅くとも{start}に開始）"
LINE_DEADLINE = "・{day} {title}（{start}まで）"
MORE = "ほかに{count}件あります。"
NONE_SET = "設定してあるお知らせはありません。"
HOW_TO_SET = "締切までの予定があるときは、「この予定でお知らせする」で設定できます。"
