"""Every sentence and name a reader meets in a document."""

from __future__ import annotations

# --- What cannot be made, and why ---------------------------------------------------------
CHART_FAILED = "診断の図を作れませんでした。時間をおいて、もう一度お試しください。点数と回答は保存されています。"
FONT_MISSING = (
    "診断の図に使う日本語の文字が見つからず、図を作れませんでした。管理者に、"
    "matplotlib-fontja を入れ直すよう伝えてください。点数と回答は保存されています。"
)
DOCUMENT_FAILED = (
    "書類を作れませんでした。時間をおいて、もう一度お試しください。回答は保存されています。"
)
DISK_FULL = "保存する場所の空きがなく、書類を作れませんでした。管理者に伝えてください。回答は保存されています。"
NO_CHECK = "自社診断の回答がまだないので、作れません。先に自社診断を始めてください。"
NO_EDITION = (
    "この診断の版（{edition}）の項目が見つからないため、作れません。管理者に伝えてください。"
)
NO_POLICY = (
    "基本方針に入れる項目がまだそろっていないので、作れません。先に基本方針の質問に答えてください。"
)
NO_DEADLINE = "締切の日付がまだ決まっていないので、予定のファイルを作れません。先に補助金の回か締切の日付を教えてください。"
NO_POLICY_TEXT = "基本方針のひな形が見つからないため、作れません。管理者に伝えてください。"

# --- Names --------------------------------------------------------------------------------
COMPANY = "会社名未記入"
WHOLE_FIRM = "全社"
ALL_SHEETS = "全社（拠点・部署をまとめた結果）"
UNWRITTEN = "未記入"
GETA = "〓"
CHART_TITLE = "情報セキュリティ自社診断"
POLICY_TITLE = "情報セキュリティ基本方針"
POLICY_PAGE_TITLE = "情報セキュリティ基本方針（ウェブ掲載用）"
POLICY_PRINT_TITLE = "情報セキュリティ基本方針（掲示用）"
SHEET_TITLE = "SECURITY ACTION宣言の下書き"
PACK_TITLE = "SECURITY ACTION記録一式"
TODOS_TITLE = "やること一覧"
CALENDAR_TITLE = "締切までの予定"

# --- The chart ----------------------------------------------------------------------------
STATES = {
    "full": "実施",
    "partly": "一部",
    "no": "未実施",
    "unknown": "わからない",
    "open": "未回答",
}
OUT_OF = "／{highest}点"
PREVIOUS_TOTAL = "前回 {points}点（{date}）"
UP = "{points}点上がりました"
DOWN = "{points}点下がりました"
SAME = "変わっていません"
NO_PREVIOUS = "はじめての診断です"
INCOMPLETE = "途中です（{answered}／{count}問に回答）"
INCOMPLETE_NEXT = "残りの項目に答えると、判定が出ます"
PARTS, ITEMS_OF = "分野ごとの点数", "{count}の項目"
UNKNOWN_COUNT = "「わからない」の{count}項目は、知っている人に聞きましょう。"
NONE_UNKNOWN = "「わからない」はありません。"
CHART_DATE = "{date} 診断・{edition}"
EDITION_SHORT = "ガイドライン第{version}版"
LEGEND_PREVIOUS = "前回"
ALT = "{title}の図。{total}点（{highest}点満点）。{band}"
ALT_PREVIOUS = "前回は{points}点。"
ALT_PART = "{title}は{points}点（{highest}点満点）"
ALT_STATE = "{state}: {items}"

# --- The policy ---------------------------------------------------------------------------
PAGE_DESCRIPTION = "{company}の情報セキュリティ基本方針です。"

# --- The sheet to declare from ------------------------------------------------------------
SHEET_LEAD = "申込みの画面を見ながら写してください。「未記入」は、まだお聞きしていない項目です。"
SHEET_FIELD = "項目"
SHEET_VALUE = "写す内容"
SHEET_HOW = "宣言のしかた（{date}の時点）"
SHEET_NO_HOW = "この日の手順は資料にありません。IPAの公式ページで確かめてください。"
SHEET_CHECKED = "（{date}確認・{certainty}）"
CONFIRMED, UNCONFIRMED = "確定", "未確認情報"
SHEET_WARNING = "宣言はご自身の会社のGビズIDで行います。パスワードや暗証番号は、この紙にもチャットにも書かないでください。"
SHEET_MADE = "作成日 {date}"
FIELD_COMPANY = "会社名・屋号"
FIELD_ENTITY = "法人・個人事業主の別"
FIELD_REPRESENTATIVE = "代表者"
FIELD_MAIL = "メールアドレス"
FIELD_GBIZID = "GビズIDの種類"
FIELD_STAR = "宣言する段階"
FIELD_HELD = "いま宣言している段階"
FIELD_CHECK = "自社診断の日と点数"
FIELD_ESTABLISHED = "基本方針を定めた日"
FIELD_PLACE = "基本方針の公開方法"
FIELD_WHERE = "公開しているところ"
FIELD_SINCE = "公開した日"
FIELD_ID = "自己宣言ID"
FIELD_DECLARED = "宣言した日"
FIELD_OF_ONE = "（★）"
FIELD_ID_TWO = "自己宣言ID（★★）"
FIELD_DECLARED_TWO = "宣言した日（★★）"
CHECK_VALUE = "{date} {total}点（{highest}点満点）"
CHECK_OPEN = "（途中）"
STARS = {"one": "★一つ星", "two": "★★二つ星"}

# --- The evidence pack --------------------------------------------------------------------
PACK_README = "00_はじめに.txt"
PACK_ANSWERS = "01_自社診断の回答.csv"
PACK_SCORES = "02_自社診断の点数.csv"
PACK_CHART = "03_自社診断の図.png"
PACK_POLICY = "04_基本方針.docx"
PACK_PAGE = "05_基本方針.html"
PACK_PUBLICATION = "06_基本方針の公開.txt"
PACK_DECLARATION = "07_宣言の内容とID.csv"
PACK_SHEET = "08_宣言の下書き.docx"
PACK_RULES = "09_よりどころにした版と決まり.txt"
PACK_HISTORY = "10_回答の履歴.csv"
PACK_TODOS = "11_やること一覧.csv"
MANIFEST_JSON = "manifest.json"
MANIFEST_TEXT = "manifest.txt"
PACK_ABOUT = {
    PACK_README: "この一式の説明",
    PACK_ANSWERS: "自社診断の回答と点",
    PACK_SCORES: "合計と分野ごとの点数、前回との差",
    PACK_CHART: "自社診断の結果の図",
    PACK_POLICY: "情報セキュリティ基本方針（Word）",
    PACK_PAGE: "情報セキュリティ基本方針（ウェブページ）",
    PACK_PUBLICATION: "基本方針をいつ、どこで公開したか",
    PACK_DECLARATION: "宣言の項目と自己宣言ID",
    PACK_SHEET: "宣言するときに写す紙",
    PACK_RULES: "よりどころにしたガイドラインの版、決まりと出典",
    PACK_HISTORY: "いつ、だれが、何に、どう答えたか",
    PACK_TODOS: "これからやること",
    MANIFEST_JSON: "ファイルの一覧とSHA-256（機械で読む形）",
}
PACK_LEAD = """{company}
{title}

作成: {made}（日本時間）
ガイドラインの版: {edition}

SECURITY ACTIONは自己宣言です。この一式は、宣言のもとになった自社の記録であり、
認定や審査の結果ではありません。社内で保管してください。

入っているもの"""
PACK_MISSING = "入っていないもの（まだ作られていない、または答えていないもの）"
PACK_VERIFY = (
    "内容が変わっていないかは、manifest.txt のSHA-256と比べると分かります。\n"
    "（WindowsのPowerShell: Get-FileHash ファイル名）"
)
MANIFEST_HEAD = "# {title} {made}（日本時間）\n# SHA-256  ファイル名"
ANSWERS_HEAD = ("拠点・部署", "番号", "分野", "項目", "たずねたこと", "回答", "点", "前回の回答")
SCORES_HEAD = ("拠点・部署", "区分", "点", "満点", "前回の点", "判定", "診断日", "ガイドライン")
SCORES_TOTAL = "合計"
HISTORY_HEAD = ("日時", "だれが", "たずねたこと", "回答")
PUBLICATION = "公開方法: {place}\n公開しているところ: {where}\n公開した日: {since}\n"
NOT_PUBLISHED = "公開の記録はまだありません。★★二つ星の宣言は、公開を済ませてから行います。\n"
RULES_EDITION = "【ガイドラインの版】"
RULES_CHECK = "【自社診断】"
RULES_POLICY = "【情報セキュリティ基本方針】"
RULES_DECLARATION = "【宣言のしかた（{date}の時点）】"
RULES_NEWER = (
    "【版の注意】\n{date}の時点で最も新しい版は「{newest}」です。\n"
    "この一式は、始めたときの版「{used}」のまま作っています。"
)
SOURCE = "  出典: {source}"

# --- The to-do list -----------------------------------------------------------------------
TODO_HEAD = ("番号", "やること", "わからない項目", "対策例")
TODO_UNKNOWN, TODO_LINE = "○", "{number}. {title}"
TODO_ASK = "（わからない。まず知っている人に聞く）"
TODO_MEASURES = "　→ {measures}"
NO_TODOS = "いま残っていることはありません。"

# --- What a file is, for who cannot open it ------------------------------------------------
POLICY_ALT = "情報セキュリティ基本方針（A4、Word）。内容を確かめてから使ってください。"
POLICY_PRINT_ALT = "社内に貼る、大きな文字の情報セキュリティ基本方針（A4、Word）。"
POLICY_PAGE_ALT = "自社のウェブサイトに載せる、情報セキュリティ基本方針のページ（HTML）。"
SHEET_ALT = "宣言するときに、画面を見ながら写す下書き（A4、Word）。"
PACK_ALT = "診断、基本方針、宣言の記録をまとめた一式（ZIP）。社内で保管してください。"
