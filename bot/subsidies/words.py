"""The fixed sentences of the requirement check and the lists."""

OUTCOMES = {
    "met": "満たす",
    "short": "不足",
    "to_confirm": "確認が必要",
    "not_needed": "宣言は求められていない",
}

MET = "{held}の宣言で、この条件を満たします。"
MET_LIKELY = "{held}の宣言で、この条件を満たすとみられます。"
AND_EXCEPTIONS = "例外の定めもあるので、あわせてご確認ください。"
SHORT = "必要なのは{asked}です。いまは{held}なので、足りません。"
SHORT_UNLESS = (
    "必要なのは{asked}です。いまは{held}なので、このままでは足りません。"
    "ただし、例外に当たるかどうかで変わります。"
)
LEVEL_UNREAD = (
    "宣言が要ることは分かっていますが、★でよいか★★が要るかは資料から読み取れていません。"
    "★一つ星の宣言で足りるか、窓口でご確認ください。"
)
NOT_ASKED = "SECURITY ACTIONの宣言を求める記載は見当たりません。"
NOT_A_BONUS = "SECURITY ACTIONの宣言は、加点の項目に載っていません。"
RULE_UNKNOWN = "この条件は資料で確かめられていません。要領か窓口でご確認ください。"
EQUAL_BY_STAR = "{held}の宣言があるので、同等の対策についての宣言は別に要らないとみられます。"
EQUAL_MET = "★か★★と同等の対策をしていると宣言することで、この条件を満たします。"
EQUAL_SHORT = "★も、同等の対策をしているという宣言もないので、足りません。"
EQUAL_UNASKED = "★か★★と同等の対策をしているかどうかで決まります。"
STAR_UNASKED = "いまの宣言の段階（★か★★か）が分かれば、判断できます。"
PARTICIPANTS_SHORT = "参画する全社に宣言が要りますが、まだの会社があります。"
PARTICIPANTS_SHORT_UNLESS = "参画する全社に宣言が要りますが、まだの会社があります。ただし、例外に当たるかどうかで変わります。"
PARTICIPANTS_UNASKED = "参画する全社に宣言が要ります。全社が済んでいるかどうかで決まります。"
OFFICE_SHARED = (
    "事業所ごとの宣言を求める定めです。独自の法人番号がない事業所を、だれの名義で宣言するか、"
    "要項か窓口でご確認ください。"
)
OFFICE_UNASKED = (
    "事業所ごとの宣言を求める定めです。事業所に独自の法人番号があるかどうかで変わります。"
)
OLD_ID = (
    "宣言の段階は足りていますが、先頭が4の旧い自己宣言IDを今の申請に使えるかは、"
    "公式の資料で確かめられていません。"
)
ID_UNASKED = "宣言の段階は足りています。自己宣言IDの先頭の数字で、確かめることが変わります。"
PAST_YEAR = (
    "この定めは{year}年度の資料によるもので、いまも同じかは確かめられていません。"
    "今の年度の要領でご確認ください。"
)

BY_WHEN = {
    "before_application": "申請の前までに{asked}を宣言します。",
    "by_completion": "補助事業の完了日までに{asked}を宣言します。",
    "unspecified": (
        "{asked}を宣言します。いつまでかは資料に明記がないので、申請の前に済ませると安心です。"
    ),
}
GET_GBIZID = "はじめにGビズIDを用意します。"
DECLARE_ANEW = "今の管理システムで宣言し直して、先頭が5の自己宣言IDを得ておくと安心です。"
CHECK_RULES = "申し込む年度の要領で、要件と加点の項目を確かめます。"

ALL_MET = "SECURITY ACTIONの条件は、すべて満たしています。"
SOME_SHORT = "SECURITY ACTIONの条件に、足りないものがあります。"
CONFIRM_FIRST = "SECURITY ACTIONの条件に、確認が必要なものがあります。"
NOT_NEEDED = "SECURITY ACTIONの宣言を求める記載は見当たりません。"
INDIRECT = "この補助金そのものではなく、組み合わせるほかの補助金のために宣言が関わります。"
NO_EDITION = "{day}の時点で有効な「{name}」の定めは、資料にありません。"
NO_RULE = "{day}の時点で有効な、SECURITY ACTIONについての定めが資料にありません。"
INSTEAD = "「{asked}」は{day}の時点では有効でないため、「{used}」で判断しました。"
DIFFERS = {
    "edition": "どの公募・型に申し込むかで、答えが変わります。",
    "frame": "どの枠に申し込むかで、答えが変わります。",
}
CONDITIONS_OPEN = {
    "gbizid": "GビズIDの種類",
    "size": "会社の規模・業種",
    "earlier_grants": "過去の交付",
}
NEVER_JUDGED = ("賃上げなどほかの要件",)
NOT_JUDGED = (*CONDITIONS_OPEN.values(), *NEVER_JUDGED)

ABOUT = {"gbizid": "GビズID", "size": "会社の規模", "earlier_grants": "過去の交付"}
FIRM = {
    "gbizid": {
        "prime": "GビズIDプライムがある",
        "member": "GビズIDメンバーがある",
        "entry": "GビズIDエントリーだけ",
        "none": "GビズIDがない",
    },
    "size": {
        "small": "小規模事業者",
        "medium": "中小企業",
        "deemed_large": "みなし大企業",
        "large": "大企業",
    },
    "earlier_grants": {"yes": "交付決定を受けたことがある", "no": "交付決定を受けたことがない"},
}
CONDITION = {
    "met": "{value}とのことなので、この条件を満たします。",
    "short": "{value}とのことなので、このままでは足りません。",
    "to_confirm": "{what}が分かれば、判断できます。",
}

ASK = {
    "star": "いま宣言しているのは、★一つ星ですか、★★二つ星ですか、まだですか。",
    "edition": "どの公募（型）に申し込みますか。",
    "frame": "どの枠に申し込みますか。",
    "participants": "参画する会社は、全社が宣言を済ませていますか。",
    "office": "申し込む事業所に、独自の法人番号はありますか。",
    "id_kind": "自己宣言ID（11桁）の先頭は、4ですか、5ですか。",
    "equal_measures": "★か★★と同等の対策をしていると、自ら宣言できますか。",
    "exception": "次の例外に当てはまりますか。{exceptions}",
}
HELD = {"none": "未宣言", "one": "★一つ星", "two": "★★二つ星", "unknown": "段階が不明"}
ASKED = {
    "one": "★一つ星",
    "two": "★★二つ星",
    "either": "★一つ星か★★二つ星",
    "declared": "★か★★（段階は未確認）",
    "equivalent": "★か★★と同等の対策をしているという宣言",
}

# The result of a requirement check
UNSURE = "わからない"
NO_ROUND = "これからの募集の日程は、資料にありません。公式ページで確かめてください。"
ROUND = "{label} {deadline}（{mark}）"
ROUND_UNKNOWN = "{label} 日付は不明"
HEAD: dict[str, str] = {
    "met": "条件を満たしています。",
    "short": "足りないものがあります。",
    "to_confirm": "確認が必要なものがあります。",
    "not_needed": "★の宣言は求められていないとみられます。",
    "no_edition": "いま有効な定めが、資料に見つかりません。",
}
SUBJECT = "{name}（{day}の時点）"
SUBJECT_FRAME = "{name}・{frame}（{day}の時点）"
ITEM = "【{outcome}】{what}：{reason}{marks}"
STAR_ITEM, STAR_ITEM_FRAMES = "★の宣言", "★の宣言（{frames}）"
TO_DO, WHEN, WHO = "すること：{text}", "いつまで：{text}", "だれが：{text}"
WHEN_WORDS = {
    "before_application": "申請の前まで（申請の後では間に合いません）",
    "by_completion": "補助事業の完了日まで（申請の後でもかまいません）",
    "unspecified": "資料に明記がありません（申請の前が安心です）",
}
WHO_WORDS = {
    "applicant": {
        "corporation": "申し込む会社（法人として）",
        "sole": "申し込むご本人（個人事業として）",
        "unknown": "申し込む会社か個人",
    },
    "each_participant": {"": "いっしょに申し込む全社（1社ずつ）"},
    "office": {
        "own_number": "申し込む事業所",
        "shared_number": "資料では決まりません。要項か窓口で確かめてください",
        "": "申し込む事業所（その事業所だけの法人番号がないときは、窓口で確かめます）",
    },
    "unspecified": {"": "資料に明記がありません"},
}
CONTRADICTION = (
    "先頭が5の自己宣言IDは、GビズIDのプライムかメンバーで宣言したときに出る番号です。"
    "GビズIDの答えと食い違うので、どちらが正しいか確かめてください。"
)
NOT_FOR_YOU = "このほかの条件は、対象になると分かってから確かめます。"
LAST_KNOWN = "前にあった「{name}」の定め{until}：「{rule}」{marks}"
UNTIL = "（{day}まで）"
ASK_OFFICE = "いまの募集と条件は、公式ページか窓口で確かめてください。"
LEFT_OUT = "この確認で見ていないこと：{what}"
DETAIL = "定め {rule}（{certainty}）{marks}\n「{quote}」\n{facts}"
EDITION_FACT, VALID_FACT, CHECKED_FACT = "版：{text}", "有効：{text}", "確かめた日：{text}"
EXCEPTION_FACT, FRAMES_FACT, ROLE_BONUS = "例外：{text}", "枠：{text}", "加点の項目：{text}"
FROM, TO, FROM_TO, OPEN = "{first}から", "{last}まで", "{first}から{last}まで", "期限の記載なし"
OLD_ID_FACT = "旧いID：「{text}」{marks}"
EDITORIAL = "（編集部のまとめ）"

# What a typed programme name comes to
READ_AS = "「{name}」のことと読み取りました。違うときは「ひとつ戻る」で書き直せます。"
NO_SUCH_YEAR = "{year}年度の定めは、資料にありません。いま有効な定めで確かめます。"
PAST_NAMED = "「{name}」は終わっています。いまの「{now}」で確かめます。"
PAST_ONLY = "「{name}」は終わっています。いま有効な定めは資料にないので、前の定めをお知らせします。"
TWO_NAMED = "補助金の名前が2つ以上ありました。まず、どれを確かめますか。1つ選んでください。"
COULD_BE = "あてはまる補助金がいくつかあります。どれですか。1つ選んでください。"
UNNAMED = (
    "「{text}」という補助金は、資料に見つかりませんでした。"
    "下から選ぶか、公募要領にある名前を書いてください。"
)
UNNAMED_NEAR = (
    "「{text}」という補助金は、資料に見つかりませんでした。近い名前のものを下に並べました。"
    "違うときは、公募要領にある名前を書いてください。"
)
DEADLINE_PAST = (
    "{day}は、もう過ぎています。これからの締切を書いてください。"
    "来年のことなら「{example}」のように年も書いてください。"
)

# The schedule from the command line.
PLAN_NEEDS = "締切の日付（--deadline）か、補助金の名前（--programme）を書いてください。"
PLAN_UNKNOWN = "「{text}」という補助金は、資料に見つかりませんでした。"
PLAN_NEAR = "近い名前は「{names}」です。"
PLAN_SEVERAL = (
    "「{text}」にあたる補助金が、いくつかあります：「{names}」。どれか1つを書いてください。"
)
PLAN_NO_ROUNDS = (
    "{name}の公募回と締切は、資料にありません。公式のページで締切を確かめて、"
    "--deadline で日付を書いてください。"
)
PLAN_NO_FRAME = "{name}に「{text}」という枠は見当たりません。枠は、{known}です。"
PLAN_NO_ROUND = "{name}に「{text}」という回は見当たりません。資料にある回は、{known}です。"
PLAN_NOT_ASKED = (
    "{name}では、SECURITY ACTIONの宣言を求める記載は見当たりません。宣言からの逆算は要りません。"
)
PLAN_STAR_UNKNOWN = (
    "{name}で★か★★が要るかどうかは、資料で確かめられていません。"
    "公式の窓口で確かめてください。--star を付けると、その星で逆算します。"
)
