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
# Above the answer to each of several questions asked at once.
ONE_OF_SEVERAL = "【{question}】"
STALE = "資料は{as_of}時点のものです。最新の状況は{where}で確認してください。"
TO_DO_NEXT = "次にすること"
# Written by a language model
COMPOSED_TITLE = "こちらで確かめた答え"
STOPPED = "（途中で止めました。確かめた内容はここまでに書いてあります。）"
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
    "「★を始める」「★★を始める」と書くと、宣言までをひとつずつ一緒に進めます。\n"
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

# Settings
BAD_SETTING = "設定の値を読めません: {names}。`python -m bot doctor` で確認してください。"
OLD_DATABASE = "データベースの形が古いままです。`python -m bot migrate` を実行してください。"
NEWER_DATABASE = (
    "データベースが、この版より新しいほしみちで作られています。新しい版のほしみちを使ってください。"
)

# Slack: deliveries
LATE = "お待たせしました。Slackとの通信が止まっていたため、遅れてのお返事です。"
UNDELIVERABLE = (
    "<#{channel}> にお返事を届けられませんでした（{code}）。"
    "チャンネルとアプリの状態を確認してください。`python -m bot doctor` で調べられます。"
)

# Slack: talk
WELCOME = (
    "はじめまして、ほしみちです。SECURITY ACTIONの★・★★と、宣言が必要な補助金のご相談にお答えします。\n"
    "・聞きたいことを「@ほしみち」に続けて、ふだんの言葉で書いてください。\n"
    "・お答えは、出典と確認した日をつけて、スレッドでお返しします。続きの質問は、そのスレッドにそのまま書けます。\n"
    "・人に聞きたいときは、お答えの下の「担当者に相談」を押してください。\n"
    "まずは下のボタンからどうぞ。"
)
WELCOME_DIRECT = (
    "こんにちは、ほしみちです。SECURITY ACTIONの★・★★と、宣言が必要な補助金のご相談にお答えします。\n"
    "聞きたいことを、ふだんの言葉で書いてください。下のボタンからも始められます。"
)
HELLO_AGAIN = "こんにちは。知りたいことを、ふだんの言葉で書いてください。「★を始める」で、ひとつずつ進めることもできます。"
SORRY = (
    "お役に立てず、申し訳ありません。知りたいことを、ひとことで書き直していただけますか"
    "（例：「★の宣言に何日かかる？」）。人に聞きたいときは、担当者に相談してください。"
)
YOU_ARE_WELCOME = "いつでもどうぞ。ほかに知りたいことがあれば、続けて書いてください。"
STARTERS: tuple[tuple[str, str], ...] = (
    ("★一つ星の始め方", "★一つ星を宣言するには何をすればいいですか"),
    ("★と★★の違い", "★一つ星と★★二つ星の違いは？"),
    ("補助金に必要な★", "デジタル化・AI導入補助金に★は必要ですか"),
    ("次の締切", "デジタル化・AI導入補助金の次の締切はいつですか"),
)
ASKED = "（ご質問：{question}）"
SAME_QUESTION = "いま同じご質問にお答えしたところです。ひとつ前のお答えをご覧ください。"
TOO_MANY = "ご質問が続いたため、少しお休みをいただきます。1分ほどたってから、もう一度お願いします。"
WORKING = "資料を調べています…"
OLD_BUTTON = "このボタンは古くなったため使えません。お手数ですが、ご質問をもう一度書いてください。"
NOT_NOW = "いまはこのボタンを使えません。少したってから、もう一度押してください。"
APOLOGY = (
    "申し訳ありません。うまくお答えできませんでした。担当者に知らせましたので、"
    "少したってからもう一度お試しください。"
)
NOT_READY = "申し訳ありません。いま資料の準備中でお答えできません。担当者に知らせました。"
WORK_FAILED = "<#{channel}> でお答えできない不具合がありました（{code}）。記録を確認してください。"
THANKS = "ありがとうございます。お役に立ててよかったです。"
SORRY = (
    "教えてくださり、ありがとうございます。お答えの見直しに使います。"
    "お急ぎのときは「担当者に相談」を押してください。"
)

# Slack: consultations
CONSULT_ASKED = "{consultant} さん、ご相談が届きました。お返事をお願いします。"
CONSULT_TAKEN = "ご相談を受け付けました。事務所の者が、このスレッドでお返事します。"
CONSULT_TAKEN_DIRECT = "ご相談を受け付けました。事務所の者からご連絡します。"
CONSULT_KEPT = (
    "ご相談を控えました。担当者がまだ決まっていないため、お急ぎのときは事務所に直接ご連絡ください。"
)
CONSULT_NOTE = "ご相談が届きました（{company}、{channel}）。スレッドでお返事をお願いします。"
CONSULT_NOTE_DIRECT = (
    "{who} さんから、ほしみちとのDMでご相談が届きました。ご本人にお返事をお願いします。"
)
UNBOUND = "お客様の登録がないチャンネル"
CONSULT_QUESTION = "ご質問"
CONSULT_ANSWER = "ほしみちのお答え"
OPEN_ANSWER = "お答えを開く"
SOLVE = "解決済みにする"
SOLVED = (
    "このご相談を解決済みにしました。続きの質問は、このスレッドにそのまま書いてください。"
    "また、ほしみちがお答えします。"
)
SOLVED_MARK = "✅ 解決済みのご相談"
ALREADY_CONSULTED = "このご質問は、もう担当者にお伝えしてあります。お返事をお待ちください。"

# Slack: clients and channels
SETUP_OFFER = "このチャンネルをお客様の窓口として登録できます（事務所の方だけが登録できます）。"
SETUP_BUTTON = "お客様を登録"
SETUP_TITLE = "お客様の登録"
SETUP_SUBMIT = "登録する"
CANCEL = "やめる"
SETUP_COMPANY = "お客様の会社名"
SETUP_COMPANY_HINT = "例: 株式会社ほしぞら製作所"
SETUP_CONSULTANT = "担当者（事務所の人）"
SETUP_CHANNEL = "チャンネル"
SETUP_CHANNEL_HINT = "先に、そのチャンネルで /invite @ほしみち と打って招待してください。"
COMPANY_MISSING = "会社名を入力してください。"
CONSULTANT_MISSING = "担当者を選んでください。"
CHANNEL_MISSING = "チャンネルを選んでください。"
SETUP_STAFF_ONLY = (
    "お客様の登録は、事務所のメンバーだけができます。ご相談は、このまま書いてください。"
)
SETUP_NOT_IN_CHANNEL = (
    "{channel} にほしみちが参加していないため、登録できませんでした。"
    "そのチャンネルで /invite @ほしみち と打ってから、もう一度登録してください。"
)
SETUP_NOT_STAFF = "登録できませんでした。担当者には、事務所のメンバーを選んでください。"
SETUP_CONSULTANT_AWAY = (
    "登録しました。ただ、担当の {consultant} さんが {channel} に入っていません。"
    "ご相談のお知らせが届くように、チャンネルに招待してください。"
)
SETUP_DONE = (
    "このチャンネルを「{company}」様の窓口として登録しました。担当は {consultant} さんです。\n"
    "聞きたいことは「@ほしみち」に続けて書いてください。"
    "人に聞きたいときは、お答えの下の「担当者に相談」を押してください。"
)
PAUSED_NEW_TEAM = (
    "「{company}」様のチャンネル <#{channel}> に、登録のときにはいなかった会社の人がいます。"
    "お客様の情報の表示を止めました。だれがいるかを確かめ、"
    "問題がなければ、もう一度「お客様を登録」を押してください。"
)
PAUSED_SHARED = (
    "「{company}」様のチャンネル <#{channel}> の共有のしかたが変わりました。"
    "お客様の情報の表示を止めました。だれがいるかを確かめ、"
    "問題がなければ、もう一度「お客様を登録」を押してください。"
)
PAUSED_UNSHARED = (
    "「{company}」様のチャンネル <#{channel}> で、社外との共有が終わりました。"
    "お客様の情報の表示を止めました。これからも使うときは、もう一度「お客様を登録」を押してください。"
)
FROZEN = (
    "「{company}」様のチャンネル <#{channel}> がアーカイブされたか、ほしみちが外されました。"
    "お客様の情報の表示を止めました。また使うときは、ほしみちを招待して登録し直してください。"
)

# Slack: Home
HOME_CONSULTATIONS = "お返事を待っているご相談"
HOME_UNANSWERED = "お答えできなかった質問（次に書く資料の候補）"
HOME_CLIENTS = "登録済みのお客様"
HOME_NONE = "いまはありません。"
HOME_MORE = "ほか{count}件"
HOME_COUNT = "{title}：{count}件"
HOME_DIRECT = "DM"
HOME_NOBODY = "担当者なし"
HOME_STATES = {
    "active": "",
    "paused": "（停止中：登録し直してください）",
    "frozen": "（停止中：チャンネルがありません）",
}
HOME_HELLO = (
    "ほしみちは、SECURITY ACTIONの★・★★と、宣言が必要な補助金のご相談に、出典つきでお答えします。\n"
    "「メッセージ」タブに書くか、チャンネルで「@ほしみち」に続けて書いてください。"
    "下のボタンからも始められます。"
)

# Slack: the board on the Home
BOARD_CONSULTANT, BOARD_STAGE, BOARD_DEADLINE = "担当", "段階", "締切"
BOARD_ALL = "すべての{of}"
BOARD_MINE, BOARD_CLEAR = "自分の担当だけ", "絞り込みをやめる"
BOARD_CHOSEN = "絞り込み中：{count}件"
BOARD_RANGE = "{first}〜{last}件目 / {count}件"
BOARD_RANGE_CHOSEN = "絞り込み中：{first}〜{last}件目 / {count}件"
BOARD_BACK, BOARD_ON, BOARD_PAGE = "前へ", "次へ", "{number} / {pages} ページ"
BOARD_SCORE, BOARD_TODOS = "自社診断 {score}点", "やること {count}件"
BOARD_NEXT, BOARD_BEGIN = "続きを送る", "始めてもらう"
BOARD_CONFIRM_TITLE = "お客様のチャンネルに送ります"
BOARD_CONFIRM = (
    "「{company}」様のチャンネルに「{next}」を出します。お客様にも見えます。よろしいですか。"
)
BOARD_CONFIRM_YES, BOARD_CONFIRM_NO = "送る", "やめる"
BOARD_SENT = "「{company}」様のチャンネルに、続きを送りました。"
BOARD_SENT_ALREADY = "「{company}」様のチャンネルには、少し前に送ったばかりです。"
BOARD_NOT_SENT = "送れませんでした。{reason}"
BOARD_NOTHING_NEXT = "「{company}」様には、いま送る続きがありません。"
BOARD_FROM = "{who} さんからのご案内です。"
BOARD_EXPORT = "一覧をファイルでもらう"
BOARD_EXPORTED = "一覧（{count}件）を、ほしみちとのDMに送りました。"
BOARD_EXPORT_COMMENT = (
    "お客様の一覧（{count}件、{day} 現在）です。ExcelのファイルとCSVは同じ内容です。"
    "お客様の情報が入っています。事務所の外に出さないでください。"
)
BOARD_NOT_EXPORTED = "一覧を送れませんでした。少したってから、もう一度押してください。"
BOARD_EXPORT_UNSURE = (
    "一覧を送れたか確かめられませんでした。DMに届いていないときは、もう一度押してください。"
)
BOARD_READING = "{count}件を集計しています。終わると、この画面が新しくなります。"
BOARD_LATE = "遅れ {count}件"

# Slack answers
HOW_SURE = "確かさ：{mark}／{as_of}時点のお答え"
FOLLOW_UPS = "続けて聞けること"
CONSULT = "担当者に相談"
HELPFUL = "👍 役に立った"
NOT_HELPFUL = "👎 違う・足りない"
PART = "（{number}/{count}）"

# Slack: the command
COMMAND_HELP = (
    "使い方：`/hoshi 質問` のように、ふだんの言葉で聞いてください。例：`/hoshi ★と★★の違いは？`\n"
    "事務所の方は `/hoshi setup` で、このチャンネルをお客様の窓口として登録できます。"
)

# Services
SETTING_MISSING = (
    "設定 {name} がありません。値を入れてから、もう一度始めてください。"
    "`python -m bot doctor` で、ほかの設定も調べられます。"
)
NO_DATABASE = (
    "データベースにつながりません。DATABASE_URL（なければ HOSHIMICHI_HOME）を確認してください。"
)

# Slack: the token
SLACK_UNREACHABLE = (
    "Slackにつながりません（{code}）。インターネットの接続を確かめて、少し待ってからもう一度試してください。"
    "続くときは、社内のプロキシやファイアウォールが slack.com を止めていないか確かめてください。"
)
_REINSTALL = "Slackアプリの画面の「Install App」でもう一度インストールし、新しいトークンを"
TOKEN_REFUSED = {
    "invalid_auth": (
        "Slackがトークンを受け付けません（{code}）。値が途中で切れているか、別のアプリのものです。"
        "「OAuth & Permissions」の Bot User OAuth Token を SLACK_BOT_TOKEN に貼り直してください。"
    ),
    "not_authed": "トークンがSlackに届いていません（{code}）。SLACK_BOT_TOKEN を確かめてください。",
    "token_revoked": (
        "トークンは取り消されています（{code}）。"
        + _REINSTALL
        + " SLACK_BOT_TOKEN に入れてください。"
    ),
    "token_expired": (
        "トークンの期限が切れています（{code}）。トークンの自動更新（Token Rotation）を使わないアプリを、"
        "slack/manifest.yaml から作り直してください。"
    ),
    "account_inactive": (
        "アプリがワークスペースから外されています（{code}）。"
        + _REINSTALL
        + " SLACK_BOT_TOKEN に入れてください。"
    ),
}
TOKEN_REFUSED_OTHERWISE = "Slackに断られました（{code}）。「Install App」でアプリを入れ直し、トークンを貼り直してください。"

# Doctor
DOCTOR_FINE = "問題は見つかりませんでした。"
DOCTOR_COUNT = "{count}件の問題があります。✖ の行を上から順に直して、もう一度実行してください。"
DOCTOR_STUMBLED = (
    "調べている途中で思わぬ不具合がありました（{kind}）。この行を添えて、開発者に知らせてください。"
)
CHECK_SETTINGS = "設定"
CHECK_BOT_TOKEN = "ボットのトークン"
CHECK_SLACK = "Slackへの接続"
CHECK_SCOPES = "権限"
CHECK_CLOCK = "時計"
CHECK_APP_TOKEN = "Socket Modeのトークン"
CHECK_SIGNING = "署名の鍵"
CHECK_STAFF = "事務所への連絡先"
CHECK_DATABASE = "データベース"
CHECK_HOME = "データの置き場所"
CHECK_INDEX = "索引"
SECRET_SHOWN = "{prefix}…（{length}文字）"
BOT_TOKEN_FINE = "{shown} が入っています。"
BOT_TOKEN_BY_OAUTH = "入れなくてかまいません。各社がOAuthで追加したときのトークンを使います。"
BOT_TOKEN_MISSING = (
    "SLACK_BOT_TOKEN がありません。Slackアプリの画面の「OAuth & Permissions」にある"
    " Bot User OAuth Token（xoxb- で始まる値）を入れてください。"
)
BOT_TOKEN_WRONG = (
    "SLACK_BOT_TOKEN は xoxb- で始まる英数字です。いまの値は {shown} です。"
    "前後の空白や引用符を取り、「OAuth & Permissions」の Bot User OAuth Token を貼り直してください。"
)
SLACK_FINE = "ワークスペース「{team}」に「{user}」としてつながりました。"
SCOPES_FINE = "必要な権限が{count}個そろっています。"
SCOPES_UNSEEN = "接続先が権限の一覧を返さないため、確かめていません（本物のSlackなら返します）。"
SCOPES_MISSING = (
    "権限が足りません: {names}。Slackアプリの画面の「App Manifest」に slack/manifest.yaml の内容を貼り直し、"
    "「Install App」でもう一度インストールしてください。"
)
CLOCK_FINE = "Slackとの差は{seconds}秒です。"
CLOCK_OFF = (
    "このボットを動かしているコンピュータの時計が、Slackと{seconds}秒ずれています。"
    "時計が直るまで、お知らせ（締切や見直し）を止めています。日付と時刻の自動設定を確かめてください。"
)
CLOCK_UNSEEN = "接続先が時刻を返さないため、確かめていません。"
CLOCK_WRONG = (
    "このコンピュータの時計が、Slackと{seconds}秒ずれています。"
    "日付と時刻の自動設定を入れてください（5分を超えると、HTTPではSlackからの連絡を受け取れません）。"
)
APP_TOKEN_FINE = "{shown} でSocket Modeを開けます。"
APP_TOKEN_UNUSED = "入れなくてかまいません。HTTP（`python -m bot serve`）で動かします。"
APP_TOKEN_MISSING = (
    "Slackからの連絡を受け取る方法がありません。「Basic Information」の App-Level Tokens で"
    " connections:write のトークンを作り、SLACK_APP_TOKEN（xapp- で始まる値）に入れてください。"
)
APP_TOKEN_WRONG = (
    "SLACK_APP_TOKEN は xapp- で始まる英数字です。いまの値は {shown} です。"
    "前後の空白や引用符を取り、「Basic Information」の App-Level Tokens の値を貼り直してください。"
)
APP_TOKEN_REFUSED = (
    "SlackがSocket Modeのトークンを受け付けません（{code}）。「Basic Information」の App-Level Tokens で、"
    "connections:write の付いたトークンを作り直し、SLACK_APP_TOKEN に入れてください。"
    "「Socket Mode」が有効になっていることも確かめてください。"
)
SIGNING_FINE = "{shown} が入っています。"
SIGNING_UNUSED = "入れなくてかまいません。Socket Mode（`python -m bot slack`）で動かします。"
SIGNING_MISSING = (
    "SLACK_SIGNING_SECRET がありません。HTTP（`python -m bot serve`）で動かすには、"
    "「Basic Information」の Signing Secret を入れてください。"
)
SIGNING_WRONG = (
    "SLACK_SIGNING_SECRET は0から9とaからfの32文字です。いまの値は {shown} です。"
    "「Basic Information」の Signing Secret を貼り直してください（Client Secret ではありません）。"
)
STAFF_FINE = "「#{name}」に知らせます。"
STAFF_UNSET = (
    "HOSHIMICHI_STAFF_CHANNEL が空です。不具合のお知らせや未回答の質問を受け取るには、"
    "事務所の人だけのチャンネルのID（Cで始まる値）を入れてください。"
)
STAFF_LATER = (
    "ボットのトークンがないため、HOSHIMICHI_STAFF_CHANNEL のチャンネルは確かめていません。"
)
STAFF_UNKNOWN = (
    "HOSHIMICHI_STAFF_CHANNEL のチャンネルが見つかりません。名前ではなくID（Cで始まる値）を入れ、"
    "非公開チャンネルなら、そこで /invite @ほしみち と打ってください。"
)
STAFF_NOT_IN = (
    "「#{name}」にほしみちが入っていません。そのチャンネルで /invite @ほしみち と打ってください。"
)
STAFF_ARCHIVED = "「#{name}」はアーカイブされています。別のチャンネルのIDを HOSHIMICHI_STAFF_CHANNEL に入れてください。"
STAFF_SHARED = (
    "「#{name}」は社外と共有されています。お客様の質問が社外に見えます。"
    "事務所の人だけのチャンネルのIDを HOSHIMICHI_STAFF_CHANNEL に入れてください。"
)
STAFF_REFUSED = "HOSHIMICHI_STAFF_CHANNEL のチャンネルを確かめられません（{code}）。"
DATABASE_FINE = "つながりました。形も最新です。"
HOME_FINE = "書き込めます。空きは{free}MBです。"
HOME_UNWRITABLE = (
    "HOSHIMICHI_HOME のフォルダに書き込めません（{kind}）。"
    "別の場所を指定するか、フォルダの書き込みを許可してください。"
)
HOME_FULL = (
    "HOSHIMICHI_HOME のあるディスクの空きが{free}MBしかありません。{least}MB以上あけてください。"
)
INDEX_FINE = "{version} を使います。"

# Installation pages
INSTALL_DONE = "インストールできました"
INSTALL_DONE_TEXT = (
    "ワークスペース「{name}」にほしみちを追加しました。このページは閉じてかまいません。"
    "Slackで、使いたいチャンネルにほしみちを招待してください（/invite @ほしみち）。"
)
INSTALL_FAILED = "インストールできませんでした"
INSTALL_CANCELLED = "追加が取り消されました。追加するときは、もう一度最初から進めてください。"
INSTALL_EXPIRED = (
    "手続きの期限（10分）が切れたか、別のブラウザで開かれました。"
    "インストール用のリンクを開き、同じブラウザで最後まで進めてください。"
)
INSTALL_REFUSED = (
    "Slackに断られました（{code}）。もう一度最初から進めてください。"
    "続くときは、ほしみちの管理者にこの画面を見せてください。"
)
INSTALL_WHOLE_ORGANISATION = (
    "組織全体へのインストールには対応していません。ワークスペースを1つ選んで追加してください。"
)
INSTALL_NOT_NOW = "いまは手続きを保存できません。しばらくしてから、もう一度最初から進めてください。"

# Demo
DEMO_WHAT = "Slackをまねた画面で、ほしみちを動かしてみる"
DEMO_PORT_HELP = (
    "画面のポート番号（0 = 空いている番号。指定がなければ3000、使用中なら空いている番号）"
)
DEMO_STAND_IN = "Slackをまねた画面（local-slack）"
DEMO_BOT = "ほしみち"
DEMO_FETCHING = "Slackをまねた画面（local-slack）を取り寄せています…"
DEMO_READY = """
ほしみちの体験版の準備ができました。ブラウザで開いてください:  {url}
Slackをまねた画面で、本物のほしみちが動きます。本物のデータには触れません。止めるには Ctrl-C。

試してみること
 1. 質問する    「#ほしぞら製作所」の入力欄で @ を打ち、一覧の先頭の「ほしみち」を選び、続けて
                「★一つ星を宣言するには何をすればいいですか」と書いて Enter。
                お返事はスレッドに届きます（質問の下の「1 reply」を押すと開きます）。
 2. 続ける      スレッドでは @ なしで続けて聞けます。回答の下のボタンも押してみてください。
 3. 人に頼む    「担当者に相談」を押すと、担当の佐藤さんが呼ばれます。
 4. 事務所側    右上の「Act as」を「佐藤 花子」に変え、左下の「🏠 ほしみち」を開きます。
                相談中の件と、お答えできなかった質問が並びます。
 5. コマンド    入力欄に「/hoshi 補助金に★は必要ですか」

体験版だけの制限: 登録フォームでは担当者とチャンネルを選べません（ほしぞら製作所は登録済みです）。
田中さんも事務所の人として扱われます。同じネットワークの人からもこの画面は見えます。
"""
DEMO_STOPPED = "体験版を止めました。"
DEMO_ENDED = "{name}が止まったため、体験版を終わります（終了コード {code}）。最後の記録:\n{last}\n記録: {log}"
DEMO_SLOW = "{seconds}秒待っても準備ができませんでした。もう一度始めてください。"
DEMO_NO_NPM = (
    "npm が見つかりません。体験版の画面を取り寄せるのに使います。Node.js（npmが付いてきます）を入れて、"
    "もう一度 make demo を実行してください。"
)
DEMO_NPM_FAILED = (
    "体験版の画面（local-slack）を取り寄せられませんでした。インターネットの接続を確かめて、"
    "もう一度実行してください。\n{reason}"
)
DEMO_NO_SYSTEM = (
    "体験版の画面（local-slack）は、このコンピュータ（{system} {machine}）では動きません。"
    "`make chat` ならターミナルで試せます。"
)
DEMO_PORT_TAKEN = (
    "ポート {port} は使えません。番号を付けないか、別の番号で始めてください（例: --port 0）。"
)

# Self-check sheets
SHEETS_GATHERED = "全体（いちばん弱い拠点に合わせた点）"

# Slack out of reach at the start
SLACK_NOT_YET = (
    "Slackにまだつながりません（{code}）。届いたものは保存し、つながりしだいお答えします。"
    "数秒ごとに試しています。"
)
SLACK_REACHED = "Slackにつながりました。"

# Terminal: walkthroughs
ELSEWHERE = "ほかに:"
TYPE_NUMBER = "（番号か言葉で答えてください。途中で質問もできます）"
TYPE_OR_NUMBER = "（文字で書くか、番号を選んでください。途中で質問もできます）"
TYPE_TEXT = "（文字で書いてください。途中で質問もできます）"
ENTER_TAKES = "（Enterだけで → {label}。途中で質問もできます）"
ENTER_IS_NO_ANSWER = "答えを番号か文字で書いてください。やめるときは exit です。"
UNDER_WAY = "いまの状況: {stage}"
REMINDERS_HOW = "済んだものは「お知らせの一覧」と入力すると記録できます。"
HOW_TO_GO_ON = "「続き」と書くと、前回のところから再開します。"
BACK_AFTER_CHOICE = "（番号で選べます。「続き」と書くと、手順に戻ります）"
STAYS = "ここまでの答えは残っています。次は「続き」と書くと、ここから再開します。"
SECRET_TYPED = (
    "パスワードや暗証番号のようなものが含まれているため、記録しませんでした。"
    "それを除いて、もう一度書いてください。"
)
NOT_KEPT = "いまは記録できませんでした。少し待って、もう一度同じ答えを送ってください。"
DOCUMENT_WRITTEN = "書類を作りました: {title}"
DOCUMENT_NOT_MADE = "{reason}（「もう一度受け取る」で作り直せます）"
DOCUMENT_NOT_WRITTEN = (
    "書類を {folder} に保存できませんでした。空きを確かめて「もう一度受け取る」を選んでください。"
)

# Slack: walkthroughs
BEGINNINGS: tuple[tuple[str, str], ...] = (
    ("いまの★を確かめる", "いまの★を確かめる"),
    ("★を始める", "★一つ星を始めたい"),
    ("★★を始める", "★★二つ星を始めたい"),
    ("いまどこ？", "いまどこ？"),
)
WALK_BAR_DONE, WALK_BAR_OPEN = "■", "□"
WALK_PROGRESS = "{bar}　{done} / {count}"
WALK_TYPE = "✏️ このスレッドに、そのまま書いてください。"
WALK_CUT = "…（長いため、続きは省いています）"
WALK_FORM = "まとめて答える"
WALK_FORM_SUBMIT = "これで送る"
WALK_FORM_CLOSE = "閉じる"
WALK_FORM_HOW = (
    "選んだ答えは、そのつど保存されます。途中で閉じても消えません。"
    "あとで続きを選んで「これで送る」を押すと、次へ進みます。"
)
WALK_FORM_SENT = "まとめて答えていただきました。続きは下をご覧ください。"
WALK_UNBOUND = (
    "このチャンネルは、まだお客様の窓口として登録されていないため、手順の案内と記録ができません。"
    "事務所の方に「お客様を登録」をお願いしてください。ご質問は、このまま書いていただければお答えします。"
)
WALK_UNBOUND_STAFF = (
    "手順の案内と記録は、お客様の窓口として登録したチャンネルで使えます。"
    "下の「お客様を登録」を押して、会社名と担当者を登録してください。"
)
WALK_PAUSED = (
    "いまは、お客様の情報の表示と記録を止めています（チャンネルにいる会社が変わったため）。"
    "これまでの答えは残っています。事務所の方がもう一度「お客様を登録」をすると、続きから再開できます。"
)
WALK_FROZEN = (
    "このチャンネルは、お客様の窓口としての登録が止まっています。これまでの答えは残っています。"
    "事務所の方がもう一度「お客様を登録」をすると、続きから再開できます。"
)
WALK_DIRECT = (
    "手順の案内と記録は、お客様の窓口のチャンネルで行います。そこで「@ほしみち {phrase}」と書いてください。"
    "ご質問は、ここでもお答えします。"
)
WALK_NOBODY = (
    "どなたが操作しているかを確かめられないため、進められませんでした。"
    "少したっても変わらないときは、事務所にご連絡ください。"
)
WALK_PAPER = "{title}ができました。"
WALK_PAPER_FAILED = (
    "書類「{name}」をお渡しできませんでした。答えは記録されています。"
    "少したってから「もう一度作る」を押してください。"
)
WALK_PAPER_UNSURE = (
    "書類「{name}」をお渡しできたか確かめられませんでした。答えは記録されています。"
    "届いていないときは「もう一度作る」を押してください。"
)
WALK_PAPER_AGAIN = "もう一度作る"
WALK_PAPER_MAKING = "書類を作り直しています。少しお待ちください。"
WALK_PAPERS = {
    "chart": "自社診断のグラフ",
    "policy": "情報セキュリティ基本方針（Word）",
    "policy_page": "情報セキュリティ基本方針（ホームページ用）",
    "policy_print": "情報セキュリティ基本方針（印刷用）",
    "declaration_sheet": "宣言の申込み控え",
    "evidence_pack": "取り組みの記録一式",
    "todos": "やることの一覧",
    "calendar": "締切までの予定（カレンダー用）",
}
HOME_SCORE = "　自社診断 {score}点"
HOME_TODOS = "　やること {count}件"
HOME_OWN = "{channel} のいまの状況：{stage}"

# Typed answers
TYPED_EMPTY = "読み取れる文字がありませんでした。もう一度書いてください。"
TYPED_TOO_LONG = "長すぎて記録できません。{limit}文字までで書いてください。"
NAME_UNREADABLE = "名前として読み取れませんでした。文字で書いてください。"
MAIL_UNREADABLE = "メールアドレスとして読み取れませんでした。info@example.co.jp のような形で、1つだけ書いてください。"
URL_UNREADABLE = (
    "ページのアドレスとして読み取れませんでした。https:// から始まるものを、1つだけ書いてください。"
)
URL_NO_SCHEME = (
    "先頭に https:// か http:// がありません。ブラウザの上の欄に出ているアドレスを、"
    "https:// から始まる形でそのまま貼り付けてください。"
)
URL_WITH_PASSWORD = "アドレスにユーザー名やパスワードが入っているため、記録しません。入っていない形で書いてください。"
URL_INSIDE = "社外からは開けないアドレスのようです。社外の人も見られるページか、確かめてください。"
DATE_UNREADABLE = (
    "日付として読み取れませんでした。「2026年3月1日」や「令和8年3月1日」のように書いてください。"
)
DATE_SHORT_YEAR = "{text}は、西暦か和暦か読み取れませんでした。年を「2026年」や「令和8年」のように書いてください。"
DATE_NO_DAY = "何日かが分かりませんでした。「2026年3月1日」のように、日まで書いてください。"
DATE_SEVERAL = "日付が2つ以上ありました。1つだけ書いてください。"
DATE_IMPOSSIBLE = "{text}という日はありません。カレンダーを確かめて、もう一度書いてください。"
DATE_AHEAD = (
    "{date}は、まだ来ていない日です。ここには、もう済んだ日を書きます。"
    "これからの予定なら、済んでからもう一度教えてください。"
)
DATE_SHOWN = "{date}（{weekday}曜日）"
DATE_YEAR_GUESSED = (
    "年が書かれていなかったので、{year}年と読みました。違うときは、年から書き直してください。"
)
DATE_OTHER_WEEKDAY = "{date}は{weekday}曜日です。書かれた曜日と合いません。日付を確かめてください。"
ID_UNREADABLE = "自己宣言IDとして読み取れませんでした。11桁の数字を、1つだけ書いてください。"
ID_LENGTH = "自己宣言IDは11桁の数字です。いまは{count}桁でした。管理システムの表示を見て、もう一度書いてください。"
ID_CORPORATE = "13桁なので、法人番号のようです。ここには、11桁の自己宣言IDを書いてください。"
ID_OLD = (
    "4で始まるIDは、2026年3月までの旧システムのものとみられます。"
    "補助金に使うときは、公募要領で使えるIDの条件を確かめてください。"
)
ID_UNUSUAL = (
    "4でも5でも始まらないIDは見かけません。このまま控えましたが、"
    "打ち間違いがないか、管理システムの表示と見比べてください。"
)
SECRET_NAMES = {
    "password": "パスワード",
    "otp": "認証コード",
    "my_number": "マイナンバー",
    "card": "クレジットカードの番号",
    "api_key": "APIキーやトークン",
}
SECRET_SEEN = "{name}のように見えたので、記録していません。"
SECRET_DELETE = {
    "post": "お手数ですが、いま書いたメッセージを削除してください。",
    "shortcut": "もとのメッセージは、書いた人に削除してもらってください。",
}
SECRET_THEN = {
    "password": "ほかの人の目に触れたかもしれないので、パスワードは変えておくと安心です。",
    "otp": "そのコードは使わず、画面からもう一度取り直してください。",
    "my_number": "この相談に、マイナンバーは要りません。",
    "card": "ほかの人の目に触れたかもしれないので、カード会社に連絡してください。",
    "api_key": "ほかの人の目に触れたかもしれないので、その鍵を無効にして、作り直してください。",
}
SECRET_NEVER = (
    "ほしみちが、パスワードや認証コードをお聞きすることはありません。"
    "ご質問は、その部分を除いて、もう一度書いてください。"
)
SECRET_STAFF = (
    "<#{channel}> で、秘密の情報（パスワードや番号）らしい書き込みがありました。内容は控えていません。"
    "ご本人が削除し、パスワードなどを変えたかどうかを確かめてください。"
)
REFUSED_ABOUT = {
    "decline/false-declaration": "事実と違う宣言や診断",
    "decline/false-date": "日付をさかのぼらせること",
    "decline/fake-url": "実在しない公開先",
    "decline/kickback": "キックバックや「実質無料」の契約",
}
REFUSED_STAFF = (
    "<#{channel}>（{company}）で、{about}についての依頼がありました。"
    "ほしみちは断り、危うさと正しい進め方を伝えました（書かれた文は、ここには載せません）。"
    "ご本人と話してみてください。"
)
A_DIRECT_MESSAGE = "ほしみちへのDM"
COMPANY_SECRET = "パスワードや番号のように見えます。ここには会社名だけを書いてください。"

# Reminders
REVIEW_TITLE = "見直しの時期です"
REVIEW_BUTTON = "自社診断を始める"

# Wording check
WORDING_REQUEST = "この文章を確認：\n{text}"
WORDING_EMPTY = "確認する文章が読み取れませんでした。「この文章を確認：」に続けて、確かめたい文を書いてください。"
WORDING_SECTION = "表記の決まり"
WORDING_FINE = (
    "直すところは見つかりませんでした。「認定」「取得」「合格」のように、審査を受けたと読める言い方はありません。"
    "「宣言しました」「自己宣言しています」が正しい言い方です。"
)
WORDING_NOT_ABOUT = (
    "SECURITY ACTIONのことを書いた文は見つかりませんでした。ここで確かめられるのは、SECURITY ACTIONの書き方だけです。"
    "SECURITY ACTIONのことは「宣言しました」と書き、「認定」「取得」とは書きません。"
)
WORDING_FOUND = "直したほうがよいところが{count}つあります。"
WORDING_CHANGE = "{number}. 「{quote}」→「{instead}」"
WORDING_ADVICE = "{number}. 「{quote}」"
WORDING_MORE = "ほかに{count}か所あります。上を直してから、もう一度確認してください。"
WORDING_REWRITTEN = "直した文（ほかのことは確かめていません）:"
WORDING_CUT = "長いため、はじめの{limit}文字までを確かめました。"

# Schedules
NO_CALENDAR = "日付の決まったものがないので、予定ファイルは作りませんでした。"
CALENDAR_WRITTEN = "予定ファイルを書きました: {path}"
NOT_WRITTEN = "ファイルに書けませんでした: {path}"

# 「間に合う？」
IN_TIME_WHICH = "どちらのお客様のことですか。"
IN_TIME_SEVERAL = "近い名前のお客様が{count}社あります。どちらのことですか。"
IN_TIME_MORE = "ほかにもあります。会社名をもう少し長く書いて、もう一度聞いてください。"
IN_TIME_NOBODY = (
    "「{name}」という名前のお客様は、登録の中に見つかりませんでした。"
    "登録した会社名で、もう一度聞いてください。"
)
IN_TIME_NO_CLIENTS = (
    "登録されたお客様がまだありません。お客様のチャンネルで「設定」と送ると、登録できます。"
)
SOMEBODY_UNKNOWN = (
    "「{name}」の締切や宣言の状況は、ここでは分かりません。1回だけの質問では、お客様の記録を見ていないためです。\n"
    "お客様ごとに計算するには、`python -m bot chat --client {name}` で始めて、同じことを聞いてください。\n"
    "補助金の名前でも聞けます。例：「デジタル化・AI導入補助金の次の締切はいつ？」"
)
SOMEBODY_ELSE = (
    "「{name}」の記録は、この会話にはありません。{name}のことは、"
    "`python -m bot chat --client {name}` で聞いてください。下は、いまの会話の会社のことです。"
)
IN_TIME_CHANNEL = "お客様のチャンネル：{channel}"
IN_TIME_OPEN = "お客様のチャンネルを開く"
IN_TIME_ASK_THERE = (
    "お客様のチャンネルで「補助金の条件を確かめる」を始めると、ここから続けて計算できます。"
)
IN_TIME_NO_FILE = "「{name}」のファイルをお渡しできませんでした。少したってから、もう一度同じことを聞いてください。"

# Watching the rules
RULES_CHANGED = "資料を更新しました。補助金などの定めで、変わったところが{count}件あります。"
RULES_TOUCH = "関わる顧客は{count}社です。"
RULES_TOUCH_NOBODY = "いま関わる顧客はいません。"
RULES_MORE = "ほか{count}件は、ターミナルの `python -m bot impact` で見られます。"
RULES_MORE_CLIENTS = "・ほか{count}社"
RULES_NEXT = (
    "公式のページで確かめてから、顧客に伝えてください。この知らせは、一度だけお送りします。"
)
STALE_FOUND = (
    "今月、公式のページで確かめ直すものが{count}件あります。顧客に関わるものから並べています。"
)
STALE_MORE = "ほか{count}件は、ターミナルの `python -m bot stale` で見られます。"

# Answers being written, in Slack
DRAFTING = "回答を書いています…"
STOP = "止める"
STOP_NOT_YOURS = "この回答を止められるのは、質問した方と事務所の担当者です。"
# Whoever names one of these asks for somebody who decides and has little time.
OWNER_WORDS = ("社長", "代表者", "代表取締役", "代表です", "経営者", "経営層", "役員", "オーナー")

# Whether the language model works: for the doctor and the log
CHECK_MODEL = "文章を整えるAI（LLM_MODEL）"
MODEL_UNUSED = "使いません（なくても、すべての機能が動きます）。"
MODEL_FINE = "{name}（{host}）が{seconds:.1f}秒で答え始めました。"
MODEL_REFUSED = "モデルのサーバーにつながりません。LLM_BASE_URL とネットワークを確かめてください。"
MODEL_RATE_LIMITED = "モデルの提供元に、回数か料金の上限を理由に断られました。提供元の管理画面で上限を確かめてください。"
MODEL_SERVER = "モデルのサーバーで問題が起きています。しばらくしてから、もう一度確かめてください。"
MODEL_TIMEOUT = "モデルが時間内に答えませんでした。もっと速いモデルを LLM_MODEL に書いてください。"
MODEL_CUT = "モデルの答えが途中で切れました。ネットワークとモデルのサーバーを確かめてください。"
MODEL_BAD_KEY = "モデルの鍵がないか、受け付けられません。提供元の鍵の設定（OPENAI_API_KEY など）を確かめてください。"
MODEL_NOT_FOUND = "その名前のモデルがありません。LLM_MODEL と LLM_BASE_URL を確かめてください。"
MODEL_REJECTED = (
    "モデルがこの頼み方を受け付けません。LLM_MODEL を、会話のできるモデルの名前にしてください。"
)
MODEL_MISSING_EXTRA = "このモデルを使うための部品が入っていません。`{install}` で入れてください。"
MODEL_UNKNOWN_PROVIDER = (
    "LLM_MODEL が読み取れません。「openai:モデル名」のように、提供元とモデルの名前を半角の : でつなぎ、空白を入れずに書いてください"
    "（提供元は openai、anthropic、google_genai、ollama など）。"
)
MODEL_INSECURE = (
    "LLM_BASE_URL は https:// で始まるアドレスにしてください"
    "（http:// は同じ機械のサーバーだけ。名前やパスワードは書けません）。"
)
MODEL_OWN_ENDPOINT = (
    "この提供元では、LLM_BASE_URL に https:// とホスト名だけのアドレスしか使えません。"
    "LLM_BASE_URL を消すか、OpenAI互換のサーバーなら LLM_MODEL に「openai:モデル名」と書いてください。"
)
MODEL_OPEN_BREAKER = "モデルが続けて失敗したため、しばらく休ませています。"
MODEL_OVER_BUDGET = "モデルを使う今日の上限に達しました。"
MODEL_GARBAGE = "モデルの答えが読み取れません。LLM_BASE_URL が、モデルのサーバーのアドレスかを確かめてください。"

# Free words in the middle of a walkthrough
PROPOSAL = "「{choice}」ということでよいですか。"
PROPOSAL_UNKEPT = "「はい」をもらうまでは、記録しません。"
PROPOSAL_YES = "はい"
PROPOSAL_NO = "ちがう"
PROPOSAL_DIFFERS = "記録していません。あてはまる答えを選んでください。"

# The summary of a thread, for the office
SUMMARY_HEAD = "この会話のまとめです（{first}から{last}まで、質問{count}件）。"
SUMMARY_HEAD_ONE = "この会話のまとめです（{first}、質問{count}件）。"
SUMMARY_WANTS = "相談されたこと："
SUMMARY_SAID = "・{who}（{day}）：{text}"
SUMMARY_ANSWERED = "お答えしたこと："
SUMMARY_TOLD = "・{text}（{certainty}・{day}に回答）"
SUMMARY_NOTHING_TOLD = "・まだ、お答えできたことはありません。"
SUMMARY_OPEN = "残っていること："
SUMMARY_UNKNOWN = "・「{question}」は、確かな情報が見つからず、お答えできていません。"
SUMMARY_ASKED_BACK = "・「{question}」は、こちらから聞き返したままです。"
SUMMARY_CONSULTED = "・「{question}」は、担当者への相談が開いたままです。"
SUMMARY_NOTHING_OPEN = "・記録の上では、残っている質問はありません。"
SUMMARY_NEXT = "いまの段階と次にすること："
SUMMARY_STAGE = "・{stage}"
SUMMARY_NOT_BEGUN = "・自社診断などの手順は、まだ始まっていません。"
SUMMARY_LEFT_OUT = "長いため、これより前の質問{count}件は含めていません。"
SUMMARY_BY_MODEL = (
    "「相談されたこと」と「お答えしたこと」の文はAIが短くし、元の文にあることだけを残しました。"
)
SUMMARY_OFFICE, SUMMARY_CLIENT, SUMMARY_SOMEBODY = "事務所", "お客様", "書いた方"
SUMMARY_WHO = "{side}の{name}さん"
SUMMARY_QUESTION_TITLE, SUMMARY_ANSWER_TITLE = "質問", "ほしみちの回答"
SUMMARY_REQUEST = "ここまでのやりとりのまとめ"
SUMMARY_EMPTY = "まとめる質問が、この会話にはまだありません。まとめたい会話（スレッド）の中で「要約」と書いてください。"
SUMMARY_FOR_OFFICE = (
    "会話の要約は、事務所の担当者のための機能です。知りたいことがあれば、そのまま質問してください。"
)
