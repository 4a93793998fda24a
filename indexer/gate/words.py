"""Every fixed Japanese sentence of the gate."""

from __future__ import annotations

HEAD = "索引 {version} の検査（{made}）"
PASSED = "結果: 通りました。有効にできます。"
PASSED_WITH = "結果: 通りました。有効にできます。目で確かめてほしいことが{count}つあります（△）。"
NOT_PASSED = "結果: 通りませんでした（×が{count}つ）。いま有効な索引は、そのまま使われています。"
ONLY_ANSWERS_LEFT = "結果: ここまでは通りました。有効にする前に、答えの比較が残っています。"
TODO = "していただくこと:"
NEXT = "有効にするには `python -m indexer activate {version} --by 名前` を実行してください。"

CHECKS = {
    "structure": "ファイル",
    "knowledge": "もとの知識",
    "changes": "資料の出入り",
    "counts": "件数",
    "pages": "読めた頁",
    "headings": "見出し",
    "beginnings": "検索（文の書き出し）",
    "sections": "検索（見出しごとの質問）",
    "suspicious": "ボットへの命令のような文",
    "hidden": "見えない文字",
    "trust": "公式かどうか",
    "answers": "いつもの質問への答え",
}


def mark(passed: bool, attention: bool) -> str:
    """○ passed, △ passed but to be looked at, × did not pass."""
    return "△" if passed and attention else "○" if passed else "×"


WHOLE = "壊れているところはありません（ファイル{count}個）。"
NOT_WHOLE = "ファイルが足りないか、作ったときと違っています。"
ADD_AGAIN = "資料をもう一度追加して、新しい候補を作ってください。"
FOREIGN = "いまの設定（EMBEDDING_MODEL）とは別の埋め込みモデルで作られています。"

SAME_KNOWLEDGE = "有効な索引と同じです。"
OTHER_KNOWLEDGE = (
    "この候補を作ったあとに、知識が新しくなりました。有効にすると、知識が古いものに戻ります。"
)

NO_CHANGE = "有効な索引と同じ資料です。"
CHANGES = "追加{added}・置き換え{replaced}・除く{removed}。いまある資料は、ほかに変わりません。"
ADDED = "追加: {name}"
REPLACED = "置き換え: {name}（前は {old}）"
REMOVED = "除く: {name}"
LOST = "なくなる: {name}"
TURNED_BACK = "前のものに戻る: {name}"
UNEXPECTED = (
    "この候補を作ったあとに、別の候補が有効になりました。"
    "有効にすると、資料が{count}件、意図せずなくなるか古くなります。"
)

COUNTED = "資料{documents}件・{pages}頁・検索の単位{chunks}件。失われたものはありません。"
MISCOUNTED = "数が合いません。"
MISCOUNTED_LINE = "{name}: {expected}件のはずが{found}件"
KNOWLEDGE_PART = "もとの知識"
NAMES_DIFFER = "記録にある資料と、入っている資料が違います。"
DAMAGED_ORIGINAL = "{name}: 保管している資料のファイルが壊れているか、ありません。"

PAGES_READ = "文字のない頁は、あっても許される範囲です（{limit}%まで）。"
EMPTY_PAGES = "文字の読めない頁が多すぎます（{limit}%まで）。"
EMPTY_PAGES_LINE = "{name}: {pages}頁のうち{empty}頁（{which}）"
GET_TEXT = (
    "文字を選べるPDFか、もとのWordなどのファイルで、もう一度追加してください。"
    "図や写真だけの頁の中身は、検索できません。"
)

HEADINGS = "見出しを{count}個読み取りました。"
NO_HEADINGS_NEEDED = "新しい資料はありません。"
NO_HEADINGS = "見出しの見つからない資料があります。検索はできますが、章や節の名前は答えに出ません。"
NO_HEADINGS_LINE = "{name}（{pages}頁）"

FOUND = "{asked}件を試し、{found}件が見つかりました。"
NOT_FOUND = "{asked}件を試し、{found}件しか見つかりませんでした（{least}%以上が必要）。"
NOT_FOUND_LINE = "見つからない: {what}"
NOTHING_TO_FIND = "新しい資料がないため、試していません。"
SECTION_QUESTION = "{name}の{heading}について"
TELL_DEVELOPER = "資料を追加し直しても同じなら、この画面を開発の担当者に見せてください。"

NOTHING_SUSPICIOUS = "見つかりませんでした。"
SUSPICIOUS = "{count}か所ありました。悪意のある文が混ぜられているおそれがあります。"
SUSPICIOUS_CONFIRMED = "{count}か所ありました。{by}さんが読んで、問題ないと確かめました。"
SUSPICIOUS_LINE = "{name} {where}{label}: {excerpt}"
READ_SUSPICIOUS = (
    "資料のその頁を開いて、文を読んでください。問題なければ "
    "`python -m bot gate {version} --confirm-suspicious-text 名前` を実行してください。"
    "心当たりのない文なら、有効にせず、資料の出どころを確かめてください。"
)
NOTHING_HIDDEN = "ありませんでした。"
HIDDEN = "{count}か所ありました。索引には入れていません。"
HIDDEN_LINE = "{name} {where}{reason}: {excerpt}"
LOOK_AT_HIDDEN = "見えない文字があるわけを、資料の出どころに確かめると安心です。"
MORE = "ほか{count}か所"

OFFICIAL = "公式とした資料は、公式の出しどころと合っています。"
NO_OFFICIAL = "新しく公式とした資料はありません。"
NOT_OFFICIAL = "公式と確かめられない資料が、「公式」として追加されています。"
NOT_OFFICIAL_LINE = "{name}: {publisher}（{url}）"
NO_URL = "アドレスの記入なし"
CHECK_OFFICIAL = (
    "公式サイトにある資料か、確かめてください。公式でなければ "
    "`--trust commentary` を付けて追加し直してください。"
)

NOT_COMPARED = "まだ比べていません。"
COMPARE = "`python -m bot gate {version}` を実行してください（1分ほどで終わります）。"
SAME = "{count}問を、有効な索引と比べました。悪くなった答えはありません。"
WORSE_ANSWERS = (
    "{count}問を、有効な索引と比べました。悪くなった答えが{worse}問（うち重要な質問{critical}問）。"
)
WORSE = "悪くなった答え: {question}{mark}"
CRITICAL = "（重要）"
LOOK_AT_ANSWERS = (
    "上の質問の答えを見て、資料の内容・公表日・使える期間・種類（公式・解説）の"
    "書きまちがいがないか確かめてください。正しければ、開発の担当者に知らせてください。"
)

NO_REPORT = (
    "索引 {version} は、まだ検査していません。"
    "先に `python -m bot gate {version}` を実行してください。"
)
REFUSED = (
    "索引 {version} は検査に通っていないため、有効にできません。\n{lines}\n"
    "くわしくは `python -m bot gate {version}` を実行してください。"
)
CHANGED_SINCE = (
    "検査のあとに、索引 {version} が作り直されています。"
    "`python -m bot gate {version}` で検査し直してください。"
)
SERVED_SINCE = (
    "検査のあとに、別の索引が有効になりました。"
    "`python -m bot gate {version}` で検査し直してください。"
)
NOT_WRITTEN = (
    "記録を書けませんでした。空き容量と、フォルダーに書き込めるかを確かめてください。"
    "有効な索引は前のままです。"
)
NO_NAME = "有効にする人の名前を書いてください。"
SECOND_NEEDED = (
    "追加した人（{adders}）とは別の人の確認が要ります。"
    "別の人が有効にするか、`--approved-by 名前` で確認した人の名前を書いてください。"
)
NEVER_SERVED = (
    "索引 {version} は、これまで有効になったことがありません。"
    "`python -m indexer list` で番号を確かめてください。"
)
NOTHING_BEFORE = "戻せる索引がありません。前に有効だった版が残っていないか、壊れています。"

HELP_GATE = "索引の候補を検査する（答えの比較まで行うのは python -m bot gate）"
HELP_CHECKED_BY = "検査する人の名前"
HELP_VERSION = "索引の番号"
HELP_CONFIRM = "ボットへの命令のような文を読み、問題ないと確かめた人の名前"
HELP_HISTORY = "だれが、いつ、索引に何をしたか"
HELP_PENDING = "まだ有効にしていない候補の一覧"
HELP_BY = "有効にする人の名前"
HELP_APPROVED = "確認した、もう1人の名前"
HELP_TO = "戻す先の番号（書かなければ1つ前）"
NO_PENDING = "有効にできる候補はありません。"
PENDING = "{version}  {made}  {by}  {state}"
STATES = {None: "未検査", True: "検査済み（通過）", False: "検査済み（通らず）"}
NO_HISTORY = "まだ記録はありません。"
EVENT = "{at}  {what}  索引 {version}  {by}{more}"
EVENTS = {
    "added": "資料を追加",
    "removed": "資料を除く",
    "checked": "検査",
    "confirmed": "命令のような文を確認",
    "activated": "有効にする指示",
    "rolled_back": "前に戻す指示",
    "built": "知識から作成",
}
MOVED = {
    "activate": "有効になった",
    "rollback": "前に戻った",
    "build": "有効になった（知識から作成）",
}
APPROVED_BY = "（確認 {name}）"
UNTOLD = "注意: いま有効な索引 {version} への切り替えは、最後まで記録されていません。"
