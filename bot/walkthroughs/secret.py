"""What must not be written down here: passwords, codes, マイナンバー, cards, keys (A29). Pure."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 10_000
_GAP = r"[ \-\u2010-\u2015\u2212ー]?"
_VALUE = r"[「『\"'`(]?(?P<value>[!-&*-~]{4,100}?)[」』\"'`)]?"
_TOLD_END = r"(?=です|だ|でした|に(?:しました|設定|変更)|[。、\s」]|$)"
_PASSWORD = re.compile(
    r"(?:パスワード|ぱすわーど|パスコード|暗証番号|パス(?=\s*[はが:=])|password|passwd|passcode|pwd|(?<![a-z])pw|(?<![a-z])pass)"
    rf"\s*(?:は|が|:|=|→|->)\s*{_VALUE}{_TOLD_END}",
    re.IGNORECASE,
)
_OTP = re.compile(
    r"(?:認証|確認|セキュリティ|ワンタイム)(?:コード|パスワード|番号)|otp|(?:[2二]段階|[2二]要素)認証の?(?:コード|番号)?"
    r"|sms(?:認証)?の?(?:コード|番号)",
    re.IGNORECASE,
)
_OTP_VALUE = re.compile(r"[^0-9a-z]{0,8}(?<![0-9])[0-9]{3,4}[ -]?[0-9]{0,4}(?![0-9桁文年月件回つ])")
_KEYS = re.compile(
    r"xox[abeprs]-[A-Za-z0-9-]{8,}|xapp-[A-Za-z0-9-]{8,}|\bsk[-_][A-Za-z0-9_-]{16,}|\bAKIA[0-9A-Z]{16}\b"
    r"|\bgh[opsu]_[A-Za-z0-9]{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{16,}|\bAIza[\w-]{30,}"
    r"|-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}"
    r"|https://hooks\.slack\.com/services/\w"
    r"|(?i:api\s?キー|apiキー|api[ _-]?key|アクセスキー|トークン|token|secret|シークレット)\s*(?:は|:|=)\s*"
    r"[A-Za-z0-9_\-+/]{16,}"
)
_IN_URL = re.compile(r"[a-z]{2,10}://[^\s/@:]{1,100}:[^\s/@]{1,100}@", re.IGNORECASE)
_TWELVE = re.compile(
    rf"(?<![0-9A-Za-z])[0-9]{{4}}{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}(?![0-9A-Za-z]|{_GAP}[0-9])"
)
_CARD = re.compile(
    rf"(?<![0-9A-Za-z])(?:3[0-9]{{3}}|4[0-9]{{3}}|5[1-5][0-9]{{2}}|2[2-7][0-9]{{2}}|6[0-9]{{3}})"
    rf"(?:{_GAP}[0-9]){{10,15}}(?![0-9A-Za-z])"
)
_HAS_DIGIT_OR_SIGN = re.compile(r"[^A-Za-z]")


def secret_in(text: str) -> str | None:
    """What secret a text seems to hold: `password`, `otp`, `my_number`, `card` or `api_key`."""
    text = unicodedata.normalize("NFKC", text[:_LONGEST])
    if _KEYS.search(text):
        return "api_key"
    if _IN_URL.search(text):
        return "password"
    if any(_is_card(_digits(found.group())) for found in _CARD.finditer(text)):
        return "card"
    if any(_is_my_number(_digits(found.group())) for found in _TWELVE.finditer(text)):
        return "my_number"
    if any(_OTP_VALUE.match(text, found.end()) for found in _OTP.finditer(text)):
        return "otp"
    return "password" if any(_told(found) for found in _PASSWORD.finditer(text)) else None


def _told(found: re.Match[str]) -> bool:
    """Whether what follows the word is a password: 「パスワードは Google で…」 is none."""
    value = found["value"]
    plain = not _HAS_DIGIT_OR_SIGN.search(value)
    return not (plain and "は" in found.group()) and len(set(value)) > 1


def _digits(text: str) -> str:
    return "".join(char for char in text if char in "0123456789")


def _is_my_number(digits: str) -> bool:
    """The check digit of マイナンバー: weights 2 to 7, then 2 to 6, from the right."""
    if len(set(digits)) == 1:
        return False
    weights = (*range(2, 8), *range(2, 7))
    rest = sum(int(digit) * weight for digit, weight in zip(digits[-2::-1], weights, strict=True))
    rest %= 11
    return int(digits[-1]) == (0 if rest <= 1 else 11 - rest)


def _is_card(digits: str) -> bool:
    """The check digit of cards (Luhn)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled  # noqa: PLR2004
    return total % 10 == 0
