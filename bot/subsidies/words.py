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
NOT_JUDGED = ("GビズIDの種類", "会社の規模・業種", "過去の交付", "賃上げなどほかの要件")

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
