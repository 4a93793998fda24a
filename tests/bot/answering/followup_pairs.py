"""Two questions one after the other: whether the second leans on what the first was about.

Written before the rule that tells them apart; the odd rows were kept out of sight meanwhile.
"""

from __future__ import annotations

_DIGITAL = "デジタル化・AI導入補助金の通常枠に★は必要？"
_SMALL = "小規模事業者持続化補助金の締切はいつ？"
_MIYAZAKI = "宮崎県の省力化の補助金で★は要る？"
_MAKING = "ものづくり補助金にSECURITY ACTIONは必要ですか"
_TOKYO = "東京都のサイバーセキュリティ対策促進助成金は★★が要る？"

# The first question, the second, and whether the second leans on the first.
PAIRS: tuple[tuple[str, str, bool], ...] = (
    (_DIGITAL, "IDの取り方と費用は？", False), (_DIGITAL, "宣言の費用は？", False),
    (_DIGITAL, "締切は？", True), (_DIGITAL, "いくらもらえるの？", True),
    (_DIGITAL, "無線LANの注意点は？", False), (_DIGITAL, "テレワークの注意点", False),
    (_DIGITAL, "次の回は？", True), (_DIGITAL, "上限額は？", True),
    (_SMALL, "退職者のアカウントは？", False), (_SMALL, "クラウドの選び方は？", False),
    (_SMALL, "★は要るの？", True), (_SMALL, "一つ星は必要？", True),
    (_SMALL, "法人番号がない場合は", False), (_SMALL, "USBメモリは禁止？", False),
    (_SMALL, "もう終わった？", True), (_SMALL, "加点になる？", True),
    (_MIYAZAKI, "星の違いは？", False), (_MIYAZAKI, "★と★★の違い", False),
    (_MIYAZAKI, "宣言はいつまで？", True), (_MIYAZAKI, "いつまでに宣言すればいい？", True),
    (_MIYAZAKI, "メールを誤送信した", False), (_MIYAZAKI, "怪しいメールを開いた", False),
    (_MIYAZAKI, "必要書類は？", True), (_MIYAZAKI, "補助率は", True),
    (_MAKING, "名刺に載せていい？", False), (_MAKING, "名刺にマークを入れたい", False),
    (_MAKING, "二つ星だと？", True), (_MAKING, "★★なら有利？", True),
    (_MAKING, "費用はかかりますか？宣言に", False), (_MAKING, "宣言は無料？", False),
    (_MAKING, "今年のは？", True), (_MAKING, "去年はどうだった", True),
    (_TOKYO, "IDを忘れた", False), (_TOKYO, "IDが届かない", False),
    (_TOKYO, "個人でも出せる？", True), (_TOKYO, "対象は？", True),
    (_TOKYO, "従業員の教育は？", False), (_TOKYO, "私物スマホは？", False),
    (_TOKYO, "まだ間に合う？", True), (_TOKYO, "いつから？", True),
    (_DIGITAL, "取引先に聞かれた時は？", False), (_DIGITAL, "何が変わった？第5版", False),
    (_DIGITAL, "インボイス枠は？", True), (_DIGITAL, "なんで必要なの", True),
    (_SMALL, "UTMって必要なの", False), (_SMALL, "標的型攻撃とは", False),
    (_SMALL, "予算は？", True), (_SMALL, "申請の前でいい？", True),
    (_MAKING, "情報漏えいしたら？", False), (_MAKING, "会社名が変わった", False),
    (_MAKING, "グローバル枠も？", True), (_MAKING, "例外はある？", True),
    (_DIGITAL, "宣言の取り消し方", False), (_DIGITAL, "宣言に審査はある？", False),
    (_DIGITAL, "後からでもいい？", True), (_DIGITAL, "GビズIDもいる？", True),
    (_TOKYO, "担当者がいない会社は", False), (_TOKYO, "脆弱性って何", False),
    (_TOKYO, "何社まで通る？", True), (_TOKYO, "もらえる金額", True),
)  # fmt: skip

WORKED_WITH, HELD_OUT = slice(0, None, 2), slice(1, None, 2)
