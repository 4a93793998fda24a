"""Every fixed Japanese sentence about drafts."""

from __future__ import annotations

HELP = "ガイドラインの版から、○か条と自社診断の項目を見つけて、下書きにする"
HELP_EDITION = "知識の中の版の番号（例: guideline-v4.0。省くと資料から読み取る）"
HELP_WRITE = "下書き（YAML）を書くフォルダー"
PRINCIPLES, SELF_CHECK = "情報セキュリティ{count}か条", "自社診断"
FOUND = "■ {name}: {count}件見つかりました（{expected}件のはず）。{sure}"
NOT_FOUND = "■ {name}: 見つかりませんでした（{expected}件のはず）。{hint}"
HINT = "資料に載っていないか、番号のない形で載っています。目で確かめてください。"
MISSING = "  見つからない番号: {numbers}"
SURE = {
    "high": "形は確かです。",
    "medium": "おそらく合っています。目で確かめてください。",
    "low": "自信がありません。必ず目で確かめてください。",
}
ITEM = "  {no}. {text}{page}{like}"
PAGE = "（{page}頁）"
LIKE = " ← {edition}の{no}番と同じとみられます"
UNLIKE = " ← 新しい項目とみられます"
NOT_A_GUIDELINE = (
    "どの版のガイドラインか分かりません。--edition guideline-v4.0 のように書き足してください。"
)
UNKNOWN_EDITION = "「{edition}」という版は知識にありません。知られている版: {known}"
WRITTEN = "{path} に下書きを書きました。"
NEXT = (
    "下書きは、まだどこにも使われていません。1件ずつ資料と見比べ、「（要記入）」を書き、"
    "draft の confirmed_by（名前）と confirmed_on（日付）を書いてから、knowledge フォルダーに移してください。"
)
EXISTS = (
    "{path} はもうあります。上書きしません。名前を変えるか、移してから、もう一度お試しください。"
)
HEAD = (
    "# 下書き。機械が資料から見つけたもので、まだ使われません。\n"
    "# 1件ずつ資料と見比べ、「（要記入）」を書き、confirmed_by と confirmed_on を書くと使えるようになります。\n"
    "# printed は資料に印刷された文です。引き写さず、自分たちの言葉で書いてください。\n"
)
FROM_EARLIER = (
    "# {page}資料の文: {printed}\n# {edition}の{no}番と同じとみて、その言葉を写しました。"
)
IS_NEW = "# {page}資料の文: {printed}\n# 前の版に似たものがありません。"
