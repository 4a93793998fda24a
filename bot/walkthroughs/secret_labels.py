"""The words people name a password, a code or a number by, and how they go on from there."""

from __future__ import annotations

import re

# What nothing but a password follows.
_LONG = (
    r"パスワード|ぱすわーど|パスワ(?!ー)|パスフレーズ|パスコード|合い?言葉|あいことば|秘密の質問の(?:答え|こたえ|回答)"
    r"|(?:無線lan|wi-?fi|ルーターの?)の?(?:セキュリティ)?キー|(?:暗号化|ネットワークセキュリティ)キー"
)
PIN = r"(?:パスコード|暗証番号|暗証|(?<![a-z])pin(?:コード|番号)?(?![a-z]))"
_LATIN = r"pass\s?word|passwd|passcode|pass\s?phrase|(?<![a-z])(?:pwd?|psw|pass)(?![a-z])"
# 「パス」 is a word of its own elsewhere, so it must be said of.
LABEL = rf"(?:{_LONG}|{PIN}|(?<![ァ-ヶー])パス(?=\s*[はが:=「『])|(?<![ぁ-ん])ぱす(?=\s*[は:=「『→])|{_LATIN})"
# Where what follows is beyond doubt, 「パス」 will do.
LOOSE = rf"(?:{_LONG}|{PIN}|(?<![ァ-ヶー])パス(?![ァ-ヶー])|(?<![ぁ-ん])ぱす(?=[^ぁ-ん]|は|が)|{_LATIN})"
SAYS = r"(?:\s*(?:は、?|が|:|=|→|⇒|->|=>|\||,|、)\s*|\s*\n\s*)"
OTP = re.compile(
    r"(?:認証|確認|セキュリティ|ワンタイム|本人確認)の?(?:コード|パスワード|パス|番号|キー)|ワンタイム|otp|(?:[2二]段階|[2二]要素)(?:認証)?の?(?:コード|番号)?"
    r"|sms(?:認証)?の?(?:コード|番号|数字)|(?:sms|ショートメール|メッセージ|スマホ|携帯)(?:で|に)(?:届いた|来た|きた)(?:の|もの|コード|番号|数字)?"
    r"|届いた(?:[4-8四六]桁の?)?(?:コード|番号|数字)|届いた[4-8四六]桁|カードの?裏(?:面)?の?(?:[34]桁(?:の(?:数字|番号))?|数字|番号)|cv[cv]2?|verification code|security code"
    r"|(?<![ァ-ヶー一-龥])コード(?=\s*(?:は|が|:|\s)\s*[0-9]{6}(?![0-9]))",
    re.IGNORECASE,
)
MY_NUMBER = re.compile(
    r"(?:マイナンバー|まいなんばー|個人番号|my\s?number)(?!カード)", re.IGNORECASE
)
CARD = re.compile(
    r"(?:(?:クレジット|デビット)?カードの?番号|クレカの?(?:番号)?|クレジットの番号|credit\s?card|card\s?(?:no\.?|number))",
    re.IGNORECASE,
)
KEY = re.compile(
    r"(?:api\s?キー|api[ _-]?key|アクセスキー|アクセストークン|トークン|シークレット(?:キー)?|秘密鍵|access[ _-]?key)",
    re.IGNORECASE,
)
# A number that counts something is none of ours.
COUNTERS = "桁文年月件回つ個分秒時円社%名人歳才日台種番問点字ヶか箇カ号代度章条版万千百"
# What is said of a password that is none.
NO_VALUE = re.compile(
    r"未設定|なし|無し|ない|不明|未定|非公開|秘密|ひみつ|同じ|別途|別紙|空欄|後日|後送|共通|任意|必須|必要|不要|重要|大事|大切|危険|安全"
    r"|便利|面倒|苦手|あれ|これ|それ|どれ|以下|以上|下記|上記|右記|左記|次のとおり|後述|適当|はい|いいえ|だめ|ダメ|変更済み?|設定済み?"
)
