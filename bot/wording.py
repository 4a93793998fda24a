"""Every fixed Japanese sentence the bot says. Facts do not stand here: they are knowledge."""

from __future__ import annotations

CERTAIN = "確定"
UNCONFIRMED = "未確認情報"
NOT_KNOWN = "不明"

EMPTY = "ご質問が読み取れませんでした。知りたいことを、短い文で書いてください。例:「★一つ星と★★二つ星の違いは？」"
TOO_LONG = (
    "ご質問が長すぎて読みきれません。{limit}文字までで、知りたいことを1つずつ書いてください。"
)
UNKNOWN = (
    "お答えできる資料が見つかりませんでした。推測ではお答えしません。"
    "言い方を変えるか、担当者か公式の窓口に確認してください。"
)
UNKNOWN_NEAR = "近い話題なら、次のことはお答えできます。"
UNKNOWN_EDITION = (
    "第{version}版のガイドラインは資料にありません。お答えできるのは{known}です。"
    "最新の版は、IPAの公式ページで確認してください。"
)
UNKNOWN_YEAR = (
    "{programme}の{year}年度の内容は資料になく、未確認です。"
    "お答えできるのは{known}です。新しい年度のことは、公式サイトで確認してください。"
)
UNCONFIRMED_NOTE = "公式の確認が取れていない情報です。{where}で確認してください。"
OFFICIAL_PAGE = "公式ページ"
OLDER_EDITION = (
    "※第{newest}版での扱いは資料で確認できていないため、第{used}版の内容でお答えしています。"
)
ALSO = "あわせて知っておくこと"
STALE = "資料は{as_of}時点のものです。最新の状況は{where}で確認してください。"
TO_DO_NEXT = "次にすること"
CORRECTION = "その説明は誤りです。"

# Requirement answers, by what was asked
ONE_IS_ENOUGH = "はい、★一つ星で足ります。"
ONE_IS_NOT_ENOUGH = "いいえ、★一つ星では足りません。★★二つ星の宣言が必要です。"
TWO_IS_NOT_NEEDED = "いいえ、★★二つ星までは求められていません。★一つ星でも申請できます。"
TWO_IS_NEEDED = "はい、★★二つ星の宣言が必要です。"
DECLARATION_NEEDED = "はい、SECURITY ACTIONの宣言が必要です。"
DECLARATION_NEEDED_LEVEL_UNKNOWN = (
    "SECURITY ACTIONの宣言は必要ですが、★か★★かは資料から読み取れていません。"
)
NOT_ASKED = "SECURITY ACTIONの宣言は、資料で確かめた限り要件になっていません。"
REQUIREMENT_UNKNOWN = "SECURITY ACTIONの宣言が要件かどうかは、確認できていません。"
BONUS_YES = "はい、加点になります。"
BONUS_NO = "いいえ、加点にはなりません。"
BONUS_UNKNOWN = "加点になるかどうかは、確認できていません。"

# Deadlines
NEXT_DEADLINE = "{name}で次に来る締切は、{label}の{deadline}です（あと{days}日）。"
DEADLINE_TODAY = "{name}の{label}の締切は、今日（{deadline}）です。"
ROUND_PAST = "{name}の{label}の締切は{deadline}で、{today}の時点ではもう過ぎています。"
ROUND_AHEAD = "{name}の{label}の締切は{deadline}です（あと{days}日）。"
ROUND_UNKNOWN = "{name}の{label}の締切日は、確認できていません。"
NO_SUCH_ROUND = "{name}の{number}次（第{number}回）の締切は、資料にありません。"
ALL_PAST = "{today}の時点では、確認できている{name}の締切はすべて過ぎています（最後は{label}の{deadline}）。"
NO_ROUNDS = "{name}の締切は、資料にありません。"
EDITION_OVER = "お尋ねの「{name}」は、すでに終わっています。"

# Self-check
SCORE_OUT_OF_RANGE = "自社診断の合計は{low}点から{high}点までです。{score}点にはなりません。"

SCORE_TOTAL = (
    "合計は{score}点です（{parts}{rest}）。{band}の区分で、「{status}」の段階にあたります。"
)
SCORE_REST = "、残り{left}問は0点として計算"

# Problems
NO_INDEX = "索引がまだありません。`python -m indexer build` を実行してください。"
DAMAGED_INDEX = (
    "索引が壊れています。`python -m indexer build --force` を実行して作り直してください。"
)
FOREIGN_INDEX = (
    "索引が、いまの設定（EMBEDDING_MODEL）とは別の埋め込みモデルで作られています。"
    "`python -m indexer build` を実行して作り直してください。"
)
UNKNOWN_VERSION = "その番号の索引はありません。`python -m indexer list` で一覧を確認してください。"
BAD_DATE = "日付は 2026-08-05 の形で書いてください: {value}"
BAD_FILE = "質問ファイルを読めません: {reason}"
BAD_LINE = "{line}行目を読めません（1行に1つ、idとquestionのあるJSON）: {reason}"

# Terminal
GREETING = (
    "ほしみちです。SECURITY ACTION、自社診断、補助金のことを、ふだんの言葉で聞いてください。\n"
    "番号で選択肢を選べます。終わるときは exit か Ctrl-C。"
)
PROMPT = "あなた> "
GOODBYE = "またどうぞ。"
SOURCES = "出典"
CHECKED = "{date}確認"
CHOICES_HEAD = "番号で選べます"
PAGE = "p.{page}"
QUOTE = "「{quote}」"
NO_SUCH_CHOICE = "その番号の選択肢はありません。1から{count}までの番号か、ご質問を書いてください。"
