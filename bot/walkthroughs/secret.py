"""What must not be written down here: passwords, codes, マイナンバー, cards, keys (A29). Pure.

Shapes: マイナンバー and its check digit by 番号法施行令8条 and its 省令; cards by ISO/IEC 7812 (Luhn).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Secret = Literal["password", "otp", "my_number", "card", "api_key"]
MASK = "＊＊＊"

# As long as Slack lets a message be.
_LONGEST = 40_000
# What is not seen when read, but stands between the letters of a label or a number.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
_DASH = r"\-\u2010-\u2015\u2212\u30fc\u2500"
_GAP = rf"[ {_DASH}]{{0,3}}"

_LABEL = (
    r"(?:パスワード|ぱすわーど|パスワ(?!ー)|パスフレーズ|パスコード|暗証番号|暗証|pin(?:コード|番号)?(?![a-z])"
    r"|(?<![ァ-ヶー])パス(?=\s*[はが:=「『])|pass\s?word|passwd|passcode|pass\s?phrase"
    r"|(?<![a-z])(?:pwd?|psw|pass)(?![a-z]))"
)
_SAYS = r"(?:\s*(?:は、?|が|:|=|→|⇒|->|=>|\||,|、)\s*|\s*\n\s*)"
_OPEN, _CLOSE = r"[「『【\[\"'`(<]?", r"[」』】\]\"'`)>]?"
_ASKS_ON = (
    r"(?!\s*(?:では(?!な)|じゃ|で(?:いい|よい|も|管理|保管|保存|生成|作|覚え|安全|足り|十分)|だと|だめ|だっ|のよう|みたい"
    r"|など|とか|以上|以下|文字|桁|まで|から|という|って(?!いう)))"
)
_VALUE = rf"{_OPEN}(?P<value>[!-&*-~]{{4,100}}?){_CLOSE}"
_END = r"(?=です|だ|なの|なん|でした|で(?:ログイン|入|お願い|はい)|に(?:しました|設定|変更)|と(?:なり|なっ|いい)|[。、,\s」!]|$)"
_TOLD = re.compile(rf"{_LABEL}{_SAYS}{_VALUE}{_ASKS_ON}{_END}{_ASKS_ON}", re.IGNORECASE)
# Without a word that says so, only what can be nothing else: letters and digits together.
_STRONG = r"(?=[!-~]{0,99}[0-9])(?=[!-~]{0,99}[A-Za-z])[!-&*-~]{6,100}"
_BESIDE = re.compile(
    rf"{_LABEL}\s*[  :「『【\[(\"'<]\s*(?P<value>{_STRONG})[」』】\])\"'>]?"
    r"(?:です|だよ|でした|[。!]|\s*$|\s*\n)",
    re.IGNORECASE | re.MULTILINE,
)
_BEFORE = re.compile(
    rf"(?P<value>(?<![!-~]){_STRONG})[」』\"']?\s*(?:が|は|\()\s*[^\s。、!-~]{{0,12}}{_LABEL}(?!\s*(?:では|じゃ))",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"(?:ログイン|サインイン|アカウント|認証|マイページの?|gビズidの?)(?:情報|の情報|id|のid)\s*(?:は|が|:|=|\n)?\s*"
    rf"[「『(]?[!-.0-~]{{3,60}}\s*(?:/|\n|、|,| と | )\s*(?P<value>{_STRONG})",
    re.IGNORECASE,
)
_IS_NO_PASSWORD = re.compile(
    r"(?:[0-9]{2,4}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?|https?:.*|[^@\s]+@[^@\s]+\.[a-z]{2,}|[0-9]{1,3}(?:,[0-9]{3})+|\*+|x+|[.…\-_?]+)",
    re.IGNORECASE,
)
_OTP = re.compile(
    r"(?:認証|確認|セキュリティ|ワンタイム|本人確認)の?(?:コード|パスワード|パス|番号|キー)|ワンタイム|otp|(?:[2二]段階|[2二]要素)認証の?(?:コード|番号)?"
    r"|sms(?:認証)?の?(?:コード|番号|数字)|(?:sms|ショートメール|メッセージ|スマホ|携帯)(?:で|に)(?:届いた|来た|きた)(?:の|もの|コード|番号|数字)?"
    r"|届いた(?:コード|番号|数字)|cv[cv]2?|verification code|security code|(?<![ァ-ヶー一-龥])コード(?=\s*(?:は|が|:)\s*[0-9]{6}(?![0-9]))",
    re.IGNORECASE,
)
_OTP_VALUE = re.compile(
    r"[^0-9a-z]{0,8}(?:[A-Za-z]-)?(?<![0-9])[0-9]{3,4}[ -]?[0-9]{0,4}(?![0-9桁文年月件回つ個分秒時円社%名人])",
    re.IGNORECASE,
)
_OTP_BEFORE = re.compile(
    r"(?<![0-9A-Za-z])[0-9]{3,4}[ -]?[0-9]{0,4}[」』\"']?\s*(?:が|って|という?のが)\s*(?:その|今の|届いた)?"
    r"(?:認証|確認|セキュリティ|ワンタイム|smsの?)(?:コード|番号|パスワード)",
    re.IGNORECASE,
)
_KEYS = re.compile(
    r"xox[abeprs]-[A-Za-z0-9-]{8,}|xapp-[A-Za-z0-9-]{8,}|\b[srp]k[-_][A-Za-z0-9_-]{16,}|\bA[KS]IA[0-9A-Z]{16}\b"
    r"|\bgh[opsur]_[A-Za-z0-9]{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{16,}|\bAIza[\w-]{30,}|\bya29\.[\w-]{20,}"
    r"|\bhf_[A-Za-z0-9]{20,}|\bnpm_[A-Za-z0-9]{20,}|\bSG\.[\w-]{16,}\.[\w-]{16,}|\bAccountKey=[A-Za-z0-9+/=]{20,}"
    r"|-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}"
    r"|https://hooks\.slack\.com/services/\w|(?i:\bbearer\s+[A-Za-z0-9_\-+/.=]{20,})"
    r"|(?i:api\s?キー|api[ _-]?key|アクセスキー|アクセストークン|トークン|token|secret|シークレット(?:キー)?|秘密鍵|access[ _-]?key)"
    r"\s*(?:は|が|:|=|→|\s)\s*[「『\"'`]?(?=[A-Za-z_\-+/]{0,99}[0-9])[A-Za-z0-9_\-+/]{16,}"
)
_IN_URL = re.compile(r"[a-z]{2,10}://[^\s/@:]{1,100}:[^\s/@]{1,100}@", re.IGNORECASE)
_TWELVE = re.compile(
    rf"(?<![0-9A-Za-z])(?<![0-9][ {_DASH}])[0-9]{{4}}{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}"
    rf"(?![0-9A-Za-z]|[ {_DASH}][0-9])"
)
_NAMED_MY_NUMBER = re.compile(
    rf"(?:マイナンバー|まいなんばー|個人番号|my\s?number)[^0-9\n。]{{0,12}}\n?[0-9](?:{_GAP}[0-9]){{11}}(?![0-9])",
    re.IGNORECASE,
)
# 会社法人等番号 of a register has twelve digits too; so has a time down to the minute.
_NAMED_OTHERWISE = re.compile(
    r"(?:法人等?番号|登録番号|会社番号|受付番号|管理番号|整理番号|交付番号|注文番号|伝票番号|申請番号|追跡番号|電話|tel|fax|口座)[^0-9]{0,8}$",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[01][0-9]|2[0-3])[0-5][0-9]"
)
_CARD = re.compile(
    rf"(?<![0-9A-Za-z])(?<![0-9][ {_DASH}])[2-6][0-9]{{3}}(?:{_GAP}[0-9]){{10,12}}(?![0-9A-Za-z]|[ {_DASH}][0-9])"
)
_CARD_BRAND = re.compile(
    r"4[0-9]{15}|5[1-5][0-9]{14}|2(?:22[1-9]|2[3-9][0-9]|[3-6][0-9]{2}|7[01][0-9]|720)[0-9]{12}"
    r"|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|35(?:2[89]|[3-8][0-9])[0-9]{12}|6(?:011|5[0-9]{2}|2[0-9]{2})[0-9]{12}"
)
_NAMED_CARD = re.compile(
    rf"(?:カード(?:の?番号)?|クレカ|クレジット|デビット|credit\s?card|card\s?(?:no\.?|number))[^0-9\n。]{{0,12}}"
    rf"[0-9](?:{_GAP}[0-9]){{13,15}}(?![0-9])",
    re.IGNORECASE,
)
_HAS_DIGIT_OR_SIGN = re.compile(r"[^A-Za-z]")
# Most talk has neither, and is let pass at once.
_MIGHT = re.compile(r"[!-~]{4}|[0-9]")
_WRITTEN = re.compile(r"[!-~]+")
# Words of ours that are no secret, so that what is left of a masked text can be understood.
_KEPT = {
    "id",
    "pc",
    "usb",
    "sms",
    "url",
    "web",
    "it",
    "ai",
    "ipa",
    "sa",
    "gビズid",
    "security",
    "action",
}


def secret_in(text: str) -> Secret | None:
    """What secret a text seems to hold; None for none. What is left out is said by `masked`."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text[:_LONGEST]))
    if not _MIGHT.search(text):
        return None
    if _KEYS.search(text):
        return "api_key"
    if _IN_URL.search(text):
        return "password"
    if _NAMED_CARD.search(text) or any(_is_card(text, row) for row in _CARD.finditer(text)):
        return "card"
    if _NAMED_MY_NUMBER.search(text) or any(_is_mine(text, row) for row in _TWELVE.finditer(text)):
        return "my_number"
    if _OTP_BEFORE.search(text):
        return "otp"
    if any(_OTP_VALUE.match(text, found.end()) for found in _OTP.finditer(text)):
        return "otp"
    return "password" if _has_password(text) else None


def masked(text: str) -> str:
    """A text without anything that could be a secret: its Japanese words, all else as ＊＊＊.

    More than the secret goes: half a password left standing is no mask.
    """
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text[:_LONGEST]))
    return _WRITTEN.sub(lambda row: row.group() if row.group().lower() in _KEPT else MASK, text)


def _has_password(text: str) -> bool:
    if any(_is_told(found) for found in _TOLD.finditer(text)):
        return True
    found = (row for pattern in (_BESIDE, _BEFORE, _LOGIN) for row in pattern.finditer(text))
    return any(not _IS_NO_PASSWORD.fullmatch(row["value"]) for row in found)


def _is_told(found: re.Match[str]) -> bool:
    """Whether what follows the word is a password: 「パスワードは Google で…」 is none."""
    value = found["value"]
    plain = not _HAS_DIGIT_OR_SIGN.search(value)
    is_sentence = plain and re.search("は|が|、|,|\n", found.group()) is not None
    return not (is_sentence or _IS_NO_PASSWORD.fullmatch(value)) and len(set(value)) > 1


def _digits(text: str) -> str:
    return "".join(char for char in text if char in "0123456789")


def _is_mine(text: str, found: re.Match[str]) -> bool:
    """Whether twelve digits are a マイナンバー, by their check digit and what stands before them."""
    digits = _digits(found.group())
    if _STAMP.fullmatch(digits) or _is_named_otherwise(text, found):
        return False
    return _is_my_number(digits)


def _is_named_otherwise(text: str, found: re.Match[str]) -> bool:
    return _NAMED_OTHERWISE.search(text[max(0, found.start() - 24) : found.start()]) is not None


def _is_my_number(digits: str) -> bool:
    """The check digit of マイナンバー: weights 2 to 7, then 2 to 6, from the right."""
    if len(set(digits)) == 1:
        return False
    weights = (*range(2, 8), *range(2, 7))
    rest = sum(int(digit) * weight for digit, weight in zip(digits[-2::-1], weights, strict=True))
    rest %= 11
    return int(digits[-1]) == (0 if rest <= 1 else 11 - rest)


def _is_card(text: str, found: re.Match[str]) -> bool:
    """A card's first digits and length, and its check digit (Luhn)."""
    digits = _digits(found.group())
    if not _CARD_BRAND.fullmatch(digits) or _is_named_otherwise(text, found):
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled  # noqa: PLR2004
    return total % 10 == 0
