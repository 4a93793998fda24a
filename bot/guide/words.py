"""What the schedule says in a walkthrough and as the answer to 「間に合う？」."""

TITLE = "締切に間に合うか"
TITLE_OF = "{company}：締切に間に合うか"
STEPS = "すること（遅くとも始める日と、終える日）:"
LACKS = "いま足りないもの:"
LACK_STEP = "・{step}"
LACK_DOUBTED = "・自己宣言IDが使えるかの確認（公募要領か事務局）"
LACK_NOTHING = "・宣言までにすることは、すべて済んでいます"
STAGE = "・いまの段階：{stage}"
OUTCOME = "・補助金の条件：{outcome}（{reason}）"
OUTCOME_UNASKED = "・補助金の条件：まだ伺っていません"
AS_OF = "{day}の時点で分かっていることからの計算です。"

NO_AIM = (
    "締切をまだ伺っていないので、間に合うかどうかを計算できません。"
    "どの補助金のどの回に出すか、または締切の日付を教えてください。"
    "例：「うちは12月15日の締切に間に合う？」"
)
NO_AIM_OF = (
    "{company}がどの補助金のどの回に出すのかを、まだ伺っていません。"
    "補助金か日付を入れて聞いてください。"
    "例：「{company}、デジタル化・AI導入補助金の締切に間に合う？」「{company}、12月15日に間に合う？」"
)
ASK_AIM = "補助金の条件を確かめる"
STAR_UNKNOWN = (
    "{name}でSECURITY ACTIONの★か★★が要るかどうかは、資料で確かめられていません。"
    "要るかどうかを公式の窓口で確かめてください。"
)
NOT_ASKED = (
    "{name}では、SECURITY ACTIONの宣言を求める記載は見当たりません。宣言からの逆算は要りません。"
)
DEADLINE_ALSO = "{label}の締切は{deadline}です〔{mark}〕。"
EDITION_OVER = "{name}は、もう終わっています。新しい公募の日程は、公式のページで確かめてください。"
NO_ROUNDS = "{name}の公募回と締切は、資料にありません。公式のページで確かめてください。"
ROUNDS_OVER = (
    "資料にある{name}の締切は、すべて過ぎています（最後は{label}の{deadline}）。"
    "次の回の日程は不明です。公式のページで確かめてください。"
)
# What notes say that the thing asked for is not there.
MISSING = ("資料にありません", "すべて過ぎています", "もう終わっています")
TOOK_NEXT = "申し込む回を伺っていないので、次に来る{label}で数えました。"
NONE_IN_MONTH = (
    "{month}に締切がある回は、資料にありません。いま分かっている締切では、次のとおりです。"
)
ONE_OF_MONTH = "{month}の締切として、{label}で数えました。"
NO_SUCH_NUMBER = "{name}に{number}次（第{number}回）は、資料にありません。"
BY_DAY_ONLY = "補助金を伺っていないので、★{star}の宣言の日数で数えました。"
STAR_NAMES = {"one": "一つ星", "two": "★二つ星"}
BY_COMPLETION = (
    "この補助金では、宣言は補助事業の完了日までにあれば足ります。"
    "ここでは、早めに申請の締切までに済ませる計画にしています。"
)
ANOTHER = "伺っている申込先（{name}）とは別の補助金で数えました。"
GET_CALENDAR = "予定をカレンダーに入れる（.ics）"
