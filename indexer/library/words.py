"""Every fixed Japanese sentence about the documents staff adds."""

from __future__ import annotations

PAGE = "{page}"
PRINTED = "（印刷の頁 {printed}）"
SHEET = "シート{page}"

HELP_ADD = "資料（PDF・Word・Excelなど）を読んで、新しい索引の候補を作る（まだ有効にはしない）"
HELP_DRY_RUN = "読んだ結果の見出しだけを見せて、何も保存しない"
HELP_DOCUMENTS = "有効な索引にある資料の一覧"
HELP_REMOVE = "資料を除いた、新しい索引の候補を作る（まだ有効にはしない）"
HELP_FILE = "読むファイル"
HELP_BY = "作業する人の名前"
HELP = {
    "id": "資料を呼ぶ短い名前（半角の英小文字・数字・ハイフン。例: it2026-koubo）",
    "title": "資料の題名",
    "publisher": "出しているところ（例: 独立行政法人情報処理推進機構）",
    "url": "公式ページのアドレス",
    "edition": "版の呼び名（例: 第4.0版、2026年版）",
    "about": "知識の中の版の番号（例: guideline-v4.0。なければ空）",
    "published": "公表された日（例: 2026-03-30）",
    "valid_from": "いつから使えるか（空なら公表された日から）",
    "valid_to": "いつまで使えるか（空なら期限なし）",
    "use": "種類（guideline=ガイドライン、rules=公募要領、other=その他）",
    "trust": "信頼の段階（official=公式の資料、commentary=解説）",
    "series": "同じ資料の版をまとめる名前（新しい版を足すとき、前の版と同じにする）",
}
ASK = "{label}: "
ASK_DEFAULT = "{label} [{default}]: "
STILL_MISSING = "次の項目が足りません: {names}。`--{first}` のように書き足してください。"
BAD_DETAIL = "「{name}」の書き方が正しくありません。{label}"
NO_FILE = "ファイルが見つかりません: {path}"
NOT_KEPT = "資料を保存できませんでした。空き容量と、フォルダーに書き込めるかを確かめてください。"

READ = "{kind}・{pages}・見出し{headings}・段落{paragraphs}・表{tables} を読み取りました。"
PAGES = "{pages}頁"
NO_PAGES = "頁なし"
OUTLINE = "読み取った見出し:"
NO_HEADINGS = "見出しは見つかりませんでした。全体をひとつながりの文として扱います。"
HIDDEN = "見えない文字が{count}か所ありました。索引には入れません。"
HIDDEN_LINE = "  {page} {reason}: {text}"
REASONS = {
    "invisible": "透明な文字",
    "background_colour": "背景と同じ色の文字",
    "tiny": "小さすぎる文字",
    "off_page": "頁の外の文字",
    "hidden_part": "非表示の部分",
}
ADDED = "索引の候補 {version} を作りました。まだ有効ではありません。"
ADDED_BEFORE = "この資料を入れた索引の候補 {version} は、もうあります。"
REMOVED = "「{title}」を除いた索引の候補 {version} を作りました。まだ有効ではありません。"
NEXT = (
    "次に `python -m bot gate {version}` で検査し、通ったら "
    "`python -m indexer activate {version} --by 名前` で有効にしてください。"
)
NO_DOCUMENTS = "有効な索引に、追加した資料はありません。"
DOCUMENT = "{id}  {title}  {trust}  {published}公表  {pages}  追加 {added}（{by}）"
VALID = "  使える期間: {start}から{end}"
TRUST = {"official": "公式", "commentary": "解説"}
NO_END = "（期限なし）"
KINDS = {
    "pdf": "PDF",
    "docx": "Word",
    "xlsx": "Excel",
    "html": "HTML",
    "markdown": "Markdown",
    "plain": "テキスト",
}
MORE_HEADINGS = "  ほか{count}件"
ON_PAGE = "（{page}頁）"

HELP_DIFF = "資料の2つの版を比べる"
HELP_EDITION = "資料の名前（id、id@改訂の番号）かファイル"
HELP_HTML = "比べた結果をウェブページとして書く"
HELP_QUESTIONS = "検査用の質問のフォルダー（関わる質問も挙げる）"
BAD_QUESTIONS = "検査用の質問を読めませんでした: {path}"
NO_QUESTIONS = "検査用の質問が見つかりません: {path}"
HELP_DOCX = "比べた結果をWordの文書として書く"
WRITTEN = "{path} に書きました。"
NOT_WRITTEN = "{path} に書けませんでした。フォルダーがあるか、書き込めるかを確かめてください。"

HELP_FETCH = "公式サイトの資料を取り寄せて、新しい索引の候補を作る（まだ有効にはしない）"
HELP_FETCH_URL = "資料そのもののアドレス（https:// で始まり、.pdf などで終わるもの）"
HELP_SHA256 = "記録してある内容の確認番号（SHA-256）。違えば使わない"
FETCHED = "{url} から取り寄せました（{size}、SHA-256 {sha256}）。"
BAD_SHA256 = "`--sha256` は、半角の英数字64文字で書いてください。"

HELP_ADD_ALL = "フォルダーの資料をまとめて読み、1つの候補を作る（まだ有効にはしない）"
HELP_FOLDER = "資料のフォルダー"
HELP_LIST = "資料ごとの題名や版を書いた表（CSV）"
HELP_MAKE_LIST = "フォルダーの資料を並べた、書き込み用の表（CSV）を作る"
LIST_MADE = (
    "{count}件の資料を並べた表 {path} を作りました。"
    "空いているところを埋めて、`--list` で渡してください。"
)
LIST_EXISTS = "{path} はもうあります。上書きしないので、別の名前を書いてください。"
NO_LIST = "資料の表を `--list` で渡してください。表は `--make-list 表.csv` で作れます。"
NO_FOLDER = "フォルダーが見つかりません: {path}"
BAD_LIST = "表を読めません: {path}。ExcelならCSV（UTF-8）で保存してください。"
NO_COLUMN = "表に「file」の列がありません。`--make-list` で作った表を使ってください。"
NO_ROWS = "資料が1つもありません。"
BAD_ROW = "{row}行目（{file}）: {reason}"
OUTSIDE = "フォルダーの外のファイルは追加できません。"
TWICE = "id「{id}」が2回あります。"
REFUSED_ROWS = "表に直すところが{count}件あります。まだ何も追加していません。\n{lines}"
ROW_DONE = "{done}/{total} {file}: {pages}・見出し{headings}"
ROW_UNREAD = "{done}/{total} {file}: 読めませんでした。{reason}"
ADDED_ALL = "{count}件を入れた索引の候補 {version} を作りました。まだ有効ではありません。"
UNREAD = "{count}件は読めなかったため、入れていません:\n{lines}"
NO_TEXT = "文字がありませんでした。"
NONE_READ = "読めた資料が1つもないため、候補は作っていません。"
