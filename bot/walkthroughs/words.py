"""The fixed sentences of the walkthroughs."""

import datetime as dt

from knowledge.dates import JST, japanese
from knowledge.walkthrough import Done

NEXT = "次へ"
UNDO = "ひとつ戻る"
HELP = "具体的にすること"
DETAILS = "くわしく"
WHERE = "いまどこ？"
LATER = "あとで続ける"
SKIP = "書かずに進む"
KEEP = "「{value}」のまま"
AGAIN = "もう一度受け取る"
START = "{title}"
START_AGAIN = "はじめからもう一度"
GO_ON = "{title}の続き"
NEW_PROGRAMME = "別の補助金を確かめる"
SEVERAL_PROGRAMMES = "確かめたことのある補助金があります。続けますか、別の補助金を確かめますか。"
NEW_SHEET = "別の拠点・部署の診断を始める"
RENEW = "第{version}版で続ける"
DONE_TODO = "{title} できた"

RECORDED = "記録しました：{title} → {answer}"
MENDED = "直しました：{title} → {answer}"
AS_BEFORE = "{title}は「{answer}」と伺っています。そのまま進めます。"
CARRIED_OVER = "前に伺ったことを引き継ぎました：{answers}。違うときは「答えを直す」で直せます。"
RECORDED_MANY = "{count}問の答えを記録しました。"
UNDONE = "ひとつ戻りました。"
NOTHING_TO_UNDO = "これより前には戻れません。"
STALE = "このボタンは前の画面のものでした。いまの続きはこちらです。"
NO_SUCH_CHOICE = "選べる答えのどれかを選んでください。"
NOT_UNDERSTOOD = (
    "どの答えか読み取れませんでした。ボタンか番号で選んでください。"
    "質問のときは、終わりに「？」をつけて送ってください。"
)
GONE = "この続きは見つかりませんでした。「いまどこ？」と送ると、いまの状況が分かります。"
LATER_SAID = "ここまで保存しました。いつでも、どなたでも「続き」と送れば、ここから再開できます。"
RESUMED = "続きから再開します。"
CARRIED = "第{version}版で続けます。同じ内容の答えは引き継ぎました。"
NEWER = "この記録は第{old}版で始めたものです。いまは第{new}版があります。"
NOTHING_YET = "まだ始めていません。次のどれかから始められます。"
HERE = "いまの状況です。"
WHERE_LINE = "・{title}：{state}（{done} / {count}）"
STATES = {"active": "途中", "done": "完了", "left": "中止"}
ALREADY_DONE = "「{title}」は一度終わっています。もう一度始めることもできます。"
SEVERAL = "途中の診断があります。続けますか、別の拠点・部署の診断を始めますか。"
NO_TODOS = "残っている「やること」はありません。"
TODOS = "残っている「やること」は{count}件です。できたものはボタンで知らせてください。"
TODO_LINE = "・{title}：{measure}"
TODO_MORE = "ほかに{count}件あります。"
UNKNOWN_MARK = "（わからない → まず確かめる）"
WHOLE = "会社全体"

RESULT = "合計 {total}点 / {highest}点（{complete}）\n{parts}\n区分：{band}\n{next}"
COMPLETE, INCOMPLETE = "25問すべて回答", "{open}問が未回答"
PART = "・{title}：{points} / {highest}点"
WEAKEST = "まず取り組みたい項目：{items}"
COMPARED = "前回は{total}点でした（{change}）。"
BETTER, WORSE, SAME = "{by}点よくなりました", "{by}点下がりました", "同じ点数です"
GATHERED = "拠点ごとの点数：{sheets}\nいちばん弱い拠点の答えでそろえると {total}点です。"

STAGE_NOTHING = "まだ始めていません"
STAGE_UNDER_WAY = "{title}（{done} / {count}）"
STAGE_ONE, STAGE_TWO = "★一つ星を宣言", "★★二つ星を宣言"
STAGE_SAID = "{stage}（連絡による）"
STAGE_PUBLISHED = "方針を公開、★★の宣言待ち"

REVIEW_SUBJECT = "annual-review:{what}"
REVIEW = (
    "前回の{what}から1年たちます。対策の状況は変わっていませんか。"
    "「自社診断を始める」と送ると、前回と比べながら見直せます。"
)
DECLARATION, PUBLICATION = "宣言", "基本方針の公開"
UNFILLED = "未記入"
EXAMPLE = "（例：{example}）"
TODO_TITLE = "やること"
FIX, FIX_HERE, FIX_ONE = "{title}の答えを直す", "答えを直す", "直す：{title}"
FIX_WHICH = "どの答えを直しますか。"
ANSWER_LINE = "・{title}：{answer}"
MORE, BACK = "次のページ", "もどる"
NO_DEADLINE = "締切の日付が読み取れませんでした。「答えを直す」で書き直せます。"
NO_POLICY_YET = (
    "まだ書けない項目があります。会社名、代表者、制定日、守る情報の範囲を確かめてください。"
)
KEPT_NOTHING = "前の答えは見つかりませんでした。もう一度書いてください。"


def day(seconds: float) -> str:
    """The day in Japan: 2026年11月23日."""
    return japanese(dt.datetime.fromtimestamp(seconds, JST).date())


def moment(seconds: float) -> str:
    """A time as the documents show it: 2026-11-23 14:05 (Japan)."""
    return dt.datetime.fromtimestamp(seconds, JST).strftime("%Y-%m-%d %H:%M")


LONG_AGO = (
    "{date}は、1年以上前の日付です。その日に、実際に定めた方針ですか。"
    "実際に定めたのなら、「実際に{example}に定めました」のように書いてください。"
    "いま作っている方針なら、今日の日付にします。さかのぼった日付にすると、事実と違う宣言になってしまいます。"
)

# What somebody said is done (`bot.walkthroughs.said`)
SAID_HEADING = "済んだと伺ったこと"
SAID_TITLES: dict[Done, str] = {
    "gbizid": "GビズIDを取った",
    "self-check": "自社診断を終えた",
    "policy": "基本方針を作った",
    "publish": "基本方針を公開した",
    "declaration-one": "★一つ星を宣言した",
    "declaration-two": "★★二つ星を宣言した",
}
SAID_DONE, SAID_OPEN = "済んだ", "まだ"
SAID_ASK = "済んでいますか。"
SAID_END = "予定と一覧に反映しました。点数、場所、日付、番号などは「続き」で伺います。"
SAID_LINE = "・{title}：{day}に済んだと伺いました"
