"""The fixed sentences of answers by code, beside those every surface shares (bot/wording.py)."""

# By when the declaration must exist
WHEN = {
    "before_application": "宣言は、申請の前に済ませておく必要があります（申請の後では間に合いません）。",
    "by_completion": "宣言は、補助事業の完了日までに済ませれば間に合います（申請のときは未宣言でもかまいません）。",
    "unspecified": "いつまでに宣言するかは、資料に明記がありません。申請の前に済ませておくと安心です。",
}
LAST_KNOWN = "確かめられている直近の{name}: {rule}"
PAST_EDITION = "いま有効な定めは資料にないため、終わった「{name}」の定めでお答えしています。"
REQUIRED_IS = "要件のほう: {rule}"
MONEY = "{frame}の補助額は{amount}、補助率は{rate}です。"
NOT_READ = "未確認"
DEPENDS = "どの公募・枠かで答えが変わります。"

# Lead times
PAPER_TOO = "書類で申し込む場合: {text}"

# Rounds
FORECAST_NOTE = "ただし予定の日付で、確定ではありません。"
FORECAST_PAST = (
    "{name}の{label}の締切は{deadline}とされていて、{today}の時点ではもう過ぎています。"
    "ただし、この日付は公式に確かめられていません。"
)

# Lists
NEEDS_TWO = "★★二つ星の宣言が必要な補助金"
NEEDS_ONE = "★一つ星で足りる補助金"
NEEDS_ANY = "SECURITY ACTIONの宣言が必要な補助金"
NEEDS_NONE = "SECURITY ACTIONの宣言を求める記載がない補助金"
GIVES_BONUS = "SECURITY ACTIONの宣言が加点になる補助金"
OPEN = "いま申し込める補助金"
OF = "{place}で{what}"
IN_FIELD = "{field}の分野で{what}"
COUNT = "{what}は、確かめられたものが{count}件です（{day}の時点）。"
COUNT_NONE = "{what}で確かめられたものは、{day}の時点ではありません。"
LIKELY = "ほかに、公式の確認がまだのもの（未確認情報）が{count}件あります。"
LIKELY_ONLY = "ただし、公式の確認がまだのもの（未確認情報）が{count}件あります。"
MORE = "ほか{count}件"
LEVEL_UNREAD = "宣言は要るが★か★★か分からないもの"
BONUS_UNREAD = "加点になるか確かめられていないもの"
UNKNOWN_WHETHER = "要るかどうか確かめられていないもの"
NO_EDITION_NOW = "いまの年度の定めが資料にないもの"
UNKNOWN_OPEN = "受付中か確かめられていないもの"
COMING = "これから受け付けるもの"
CLOSED = "締め切られたもの"
PAST_BONUS = "過去に加点だったもの"
NAMES = "{head}: {count}件（{names}）"
NAMES_MORE = "{head}: {count}件（{names} など）"
CLOSED_ROW = "{name}（{deadline}で締切）"
COMING_ROW = "{name} {label}（{opens}から）"
NOT_ALL = "ほかに無いという意味ではありません。申し込む前に、その年度の要領で確かめてください。"
ABSENCE = "記載がないことは、不要の証明ではありません。"
BY_PREFECTURE = "県名や市名を書くと、その地域の分に絞れます（例: 「{example}」）。"
EXAMPLE_PLACE = "埼玉県で今申し込める補助金は？"
SHOW_ALL = "すべて見る"
ALL_OF = "{what}をすべて見せて"
WHICH_PREFECTURE = (
    "どの都道府県でお探しですか。都道府県名（市区町村もあれば）を書いてください。例: 「{example}」"
)
UNKNOWN_PLACE_TOWN = "{town}は、どの都道府県ですか。「都道府県名＋{town}」で書いてください。"
EXCEPTION = "例外: {exception}"
UNTIL = "{deadline}まで"
UNTIL_FORECAST = "{deadline}まで（予定）"
ONLY_FOR = "{towns}の事業者向け"
ALSO_PREFECTURES = "{prefectures}の同じ補助を含む"
FRAMES_SURE = "{sure}は確定、ほか{rest}の枠は未確認"
STATE = {
    "open": "受付中",
    "perhaps_open": "受付中とみられます",
    "unknown": "受付の状況は未確認",
    "closed": "受付は{deadline}で終了",
    "coming": "次の受付は{opens}から（{status}）",
}
SAID_SURE = {"confirmed": "確定", "forecast": "予定", "unknown": "日付は未確認"}
BY_WHEN = {
    "before_application": "宣言は申請の前まで",
    "by_completion": "宣言は補助事業の完了日まで",
    "unspecified": "宣言の時期は明記なし",
}
DECLARATION = {
    "one": "宣言: ★",
    "either": "宣言: ★か★★",
    "two": "宣言: ★★",
    "declared": "宣言: 要（段階は未確認）",
    "equivalent": "宣言: 同等の対策",
    "none": "宣言: 記載なし",
    "unknown": "宣言: 未確認",
}

# Documents staff added
DOCUMENT_MARK = "公式の資料"
COMMENTARY_MARK = "解説"
PUBLISHED = "{date}公表"
UNDER = "「{section}」に、「{quote}」とあります。"
STANDS = "{name}の{place}に書かれています。"
STANDS_AT = "{place}です（{name}）。"
STANDS_UNPAGED = "{name}{section}に書かれています。"
SECTION = "「{section}」"
PAGE_OF = "{page}ページ"
PRINTED_OF = "（印刷の頁は{printed}）"
DOCUMENT_ENDED = "この資料は{end}までのものです。いまの定めとは違うことがあります。"
DOCUMENT_OLDER = "これは前の版です。新しい版は「{name}」です。"
BEFORE = "前の版（{name}）では、{place}に「{quote}」とあります。 {mark}"
ELSEWHERE = "関係のある所: {places}"
PLACE = "{name} {place} {mark}"
LINE = "{name} {place}: 「{quote}」 {mark}"
CONFLICT = (
    "注意: {name} {place}には「{quote}」とあり、上の答えと食い違います。"
    "申し込む前に、公式ページで確かめてください。 {mark}"
)
CONFLICT_WITH_US = (
    "注意: 別に確かめてある内容では「{ours}」となっていて、この資料と食い違います。"
    "申し込む前に、公式ページで確かめてください。 {mark}"
)
COMMENTARY_LINE = "解説（{publisher}「{name}」）は、{place}で「{quote}」としています。公式の資料ではありません。 {mark}"
COMMENTARY_CONFLICT = "解説（{publisher}「{name}」）の{place}には別のことが書かれていますが、公式の内容に従ってください。 {mark}"
COMMENTARY_NOTE = "公式の資料ではなく、解説です。公式ページで確かめてください。"
NOT_USED = (
    "追加した資料「{name}」は{end}までのものなので、使っていません。"
    "その内容を知りたいときは、「{edition}の…」のように書いて聞いてください。"
)
