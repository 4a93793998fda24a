"""Every fixed Japanese sentence about adding documents in Slack."""

from __future__ import annotations

STAFF_ONLY = (
    "資料の追加は、事務所の職員だけができます。このファイルは読み込んでいません。"
    "ご質問は、文章で書いてお送りください。"
)
STAFF_ONLY_HERE = "資料の追加は、事務所の職員だけができます。"
UNKNOWN_PERSON = "職員かどうかを確かめられませんでした。少し待ってから、もう一度お試しください。"
MORE_FILES = "一度に受け取れるのは{most}件までです。残りの{count}件は、あとから送ってください。"

# How far it is
RECEIVED = "「{name}」を受け取りました。"
QUEUED = "順番に読みます。数分かかることがあります。"
STEPS = {
    "fetch": "Slackから取り出しています。",
    "read": "読んでいます。",
    "embed": "候補を作っています（数分かかることがあります）。",
    "write": "候補を作っています（数分かかることがあります）。",
    "check": "候補を作っています（数分かかることがあります）。",
    "compare": "前の版と比べています。",
    "gate": "検査しています（数分かかることがあります）。",
}
AT_WORK = "{received}\n… {step}"
READ = "「{name}」を読み終わりました。下の内容を確かめてください。"
BUILT = "「{name}」の候補ができました。下の結果を確かめてください。"
STOPPED = "「{name}」の追加は止まりました。理由は下に書きました。"
# What the first message says once nobody works on the document any more, by its state.
LAST = {
    "offered": READ,
    "candidate": BUILT,
    "failed": STOPPED,
    "refused": STOPPED,
    "dropped": "「{name}」は追加していません。",
    "active": "「{name}」を有効にしました。",
    "rolled_back": "「{name}」は、加える前に戻しました。",
}

# The offer
OFFER = "*この資料を追加しますか*\n{name}"
GUESSED = "読み取った題名や日付は、次の画面で直せます。"
ALREADY_HELD = (
    "同じファイルが「{title}」として、もう入っています。題名や版を直すときだけ進んでください。"
)
ALREADY_GOING = "「{name}」は、同じファイルの追加がもう進んでいます。先に送ったファイルのメッセージから続けてください。"
OUTLINE = "*読み取った内容*"
ATTENTION = "*確かめてほしいところ*"
OPEN = "内容を確かめて追加する"
DROP = "やめる"
HOME = "資料を追加"
HOME_HEADER = "資料"
HOME_TEXT = (
    "新しい版のガイドラインや公募要領などを、ボットが答えに使う資料に加えます。"
    "ファイルをこのボットとのDMに置いても始められます。"
)

# The form
TITLE = "資料を追加"
SUBMIT = "候補を作る"
CLOSE = "閉じる"
FORM_HOW = (
    "送っても、まだ答えには使いません。次に検査の結果をお見せするので、"
    "それを見てから有効にするかを決めてください。結果が出るまで数分かかります。"
)
FILE = "ファイル"
FILE_HINT = "PDF・Word（.docx）・Excel（.xlsx）・ウェブページ（.html）・テキスト（.txt .md）を1つ。"
LABELS = {
    "title": "題名",
    "publisher": "出しているところ",
    "edition": "版の呼び名",
    "use": "資料の種類",
    "trust": "だれが書いたものか",
    "published": "公表された日",
    "url": "公式ページのアドレス",
    "previous": "前の版の資料",
    "valid_from": "いつから使えるか",
    "valid_to": "いつまで使えるか",
}
HINTS = {
    "publisher": "例: 独立行政法人情報処理推進機構",
    "edition": "表紙にある呼び名。例: 第4.0版、2026年版",
    "published": "表紙や公式ページにある日付です。",
    "url": "答えに出典として付けます。",
    "previous": "選ぶと、前の版との違いを書き出します。初めての資料なら空のままで。",
    "valid_from": "空なら、公表された日から使います。",
    "valid_to": "空なら、期限なしで使います。",
}
USES = {"guideline": "ガイドライン", "rules": "公募要領・申請の条件", "other": "その他"}
TRUSTS = {
    "official": "公式の資料（国・IPA・補助金の事務局など）",
    "commentary": "解説（そのほかの人や会社が書いたもの）",
}
CHOOSE = "選んでください"
WRONG = {
    "file": "ファイルを1つ選んでください。",
    "title": "題名を書いてください（200文字まで）。",
    "publisher": "出しているところを書いてください（200文字まで）。",
    "edition": "版の呼び名を書いてください（200文字まで）。",
    "use": "種類を選んでください。",
    "trust": "どちらかを選んでください。",
    "published": "公表された日を選んでください。",
    "url": "https:// で始まるアドレスを入れるか、空にしてください。",
    "valid_from": "日付を選び直してください。",
    "valid_to": "終わりの日は、始まりの日より後にしてください。",
    "previous": "一覧から選び直してください。",
}
WRONG_SECRET = "パスワードや番号のように見えます。それを除いて書いてください。"
SECRETS_WITHIN = (
    "パスワードや番号のように見えるところがあります（{where}）。"
    "お客様への答えに出ることがあるので、それを除いたファイルで送り直してください。"
)
SECRETS_PAGES, SECRETS_PLACES = "{pages}ページ", "{count}か所"

# Why a file is not taken
GONE = "ファイルがSlackから消されているため、取り出せませんでした。もう一度送ってください。"
EXTERNAL = (
    "Googleドライブなど、外の場所を指すリンクは読めません。"
    "パソコンにダウンロードしてから、そのファイルを送ってください。"
)
NOT_READY = "Slackでファイルの準備が終わっていません。1分ほど待ってから、もう一度送ってください。"
NO_PERMISSION = (
    "Slackがファイルを渡してくれませんでした。アプリに「files:read」の許可が要ります。"
    "システムの担当者に、アプリの再インストールを頼んでください。"
)
STRANGE_PLACE = (
    "ファイルの置き場所がSlackではないため、取り出しません。ファイルを送り直してください。"
)
UNREACHABLE = "Slackからファイルを取り出せませんでした。少し待ってから、もう一度送ってください。"
CUT_OFF = "ファイルが途中までしか届きませんでした。もう一度送ってください。"
NO_ROOM = "保存する場所が足りないため、続けられません。システムの担当者に連絡してください。"
REFUSED = "*「{name}」は追加できません*\n{reason}"
NOTHING_CHANGED = "いまの答えは、これまでどおりの資料からお答えします。"

# What became of building
FAILED = "*「{name}」の候補を作れませんでした*\n{reason}"
NO_INDEX = "いま答えに使っている資料を開けないため、資料を追加できません。システムの担当者に連絡してください。"
NOT_BUILT = (
    "作った候補が、資料の言葉を正しく探せませんでした。有効にせず捨てました。"
    "システムの担当者に連絡してください。"
)
UNKNOWN_FAILURE = "途中で止まりました。もう一度「内容を直す」から試し、続くときはシステムの担当者に連絡してください。"
TRY_AGAIN = "内容を直す"

# The candidate
CANDIDATE = "*「{name}」を有効にしますか*"
ABOUT = "{publisher}・{published}公表・{use}・{trust}"
PERIOD = "使える期間: {start}から{end}"
NO_END = "（期限なし）"
REPLACES = "同じ資料の前の内容と入れ替わります。"
DIFFERENCE = "*前の版との違い*（{old}）"
DIFFERENCE_FILE = "くわしい違いは、このあと送るWordとウェブページのファイルにあります。"
GATE = "*検査*"
NOT_PASSED = "*「{name}」は、検査に通らなかったため有効にできません*"
BUILT_TITLE = "*「{name}」の候補*"
ACTIVATE = "有効にする"
CONFIRM_TITLE = "有効にしますか"
CONFIRM = "「{name}」を、すぐに答えに使い始めます。だれが有効にしたかを記録します。前の版に戻すこともできます。"
CONFIRM_YES = "有効にする"
CONFIRM_NO = "まだ"
NEEDS_ANOTHER = (
    "有効にできるのは、追加した人とは別の職員です。職員用のチャンネルにも同じボタンを出しました。"
)
NEEDS_ANOTHER_NOWHERE = (
    "有効にできるのは、追加した人とは別の職員です。"
    "職員用のチャンネルが設定されていないため、ほかの職員が端末で有効にしてください。"
)
ASK_ANOTHER = "{who}さんが追加した資料です。別の職員の確認が要ります。"
NOT_YOU = "追加した人とは別の職員が押してください。"
FILE_TITLE = "前の版との違い"

# Decisions
ACTIVE = "*有効にしました*\n「{name}」を使って答えます。\n有効にした人: {who}"
ROLL_BACK = "前の版に戻す"
ROLL_BACK_TITLE = "戻しますか"
ROLL_BACK_CONFIRM = "「{name}」を加える前の状態に戻します。"
ROLL_BACK_YES = "戻す"
ROLLED_BACK = "*前の版に戻しました*\n「{name}」は、もう答えに使いません。\n戻した人: {who}"
# What stands in place of the buttons, once one was pressed
CHOSEN = {
    "active": "「有効にする」が選ばれました。",
    "rolled_back": "「前の版に戻す」が選ばれました。",
}
DROPPED = "「{name}」の追加をやめました（{who}）。{unchanged}"
STAFF_ACTIVE = "資料「{name}」を有効にしました（{who}）。"
STAFF_ROLLED_BACK = "資料「{name}」を加える前の状態に戻しました（{who}）。"
MEANWHILE = (
    "「{name}」の候補を作ったあとで、答えに使う資料が変わりました。"
    "いまの資料に合わせて候補を作り直しています。できたら、もう一度確かめてください。"
)
# A press on what is decided already, by what it is
DECIDED = {
    "active": "「{name}」は、もう有効になっています（有効にした人: {who}）。",
    "rolled_back": "「{name}」は、もう前の版に戻してあります（戻した人: {who}）。",
    "dropped": "「{name}」の追加は、やめてあります（やめた人: {who}）。",
}
CANDIDATE_GONE = (
    "「{name}」の候補のファイルがなくなっているか、壊れているため、有効にできませんでした。"
    "「内容を直す」から候補を作り直してください。"
)
VERSION_GONE = "候補のファイルがなくなっています。「内容を直す」から候補を作り直してください。"
NOT_WRITTEN = (
    "保存する場所が足りないか、書き込めないため、切り替えられませんでした。"
    "システムの担当者に連絡してください。"
)
ELSEWHERE = "そのあとで別の資料が有効になっているため、ここからは戻せません。新しいほうから順に戻してください。"
NOT_OPEN = "このボタンは、もう使えません。最新のメッセージから続けてください。"
GOING_ON = "この資料は、いま候補を作っているところです。できるまでお待ちください。"
ANYBODY = "「有効にする」は、事務所の職員ならだれでも押せます。押すまでは、これまでどおりの資料で答えます。"
GATE_REFUSED = "有効にできませんでした。検査の結果が古いか、そろっていません。「内容を直す」から候補を作り直してください。"
CANNOT_GO_BACK = "戻せる前の版がありません。システムの担当者に連絡してください。"

# What to do about a finding of the gate, where there is no terminal
TODO = {
    "suspicious": (
        "資料のその頁を開いて、文を読んでください。心当たりのない文なら、やめて、資料の出どころを確かめてください。"
    ),
    "trust": "公式サイトの資料か確かめてください。公式でなければ「内容を直す」で「解説」を選んでください。",
    "answers": (
        "題名・公表日・使える期間・解説か公式かの書きまちがいがないか、「内容を直す」で確かめてください。"
        "まちがいがなければ、システムの担当者にこの画面を見せてください。"
    ),
    "changes": "「内容を直す」から、もう一度候補を作ってください。",
    "knowledge": "「内容を直す」から、もう一度候補を作ってください。",
    "structure": "「内容を直す」から、もう一度候補を作ってください。",
}
READ_SUSPICIOUS = "読んで問題ないと確かめた"
SUSPICIOUS_TITLE = "読みましたか"
SUSPICIOUS_CONFIRM = (
    "上の文を資料で読み、ボットへの悪意のある命令ではないと確かめた人として、記録します。"
)
SUSPICIOUS_YES = "確かめた"
CHECKING = "確かめたことを記録し、もう一度検査しています。"
MORE_ROWS = "ほか{count}行"
TOUCHED = "関わりそうな知識: {kinds}"
FILES_LOST = "前の版との違いのファイルを送れませんでした。「内容を直す」から候補を作り直すと、もう一度送ります。"
