"""What must not be written down here: passwords, codes, マイナンバー, cards, keys (A29). Pure.

Shapes: マイナンバー and its check digit by 番号法施行令8条 and its 省令; cards by ISO/IEC 7812 (Luhn).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from bot.walkthroughs.secret_labels import COUNTERS, OTP
from bot.walkthroughs.secret_password import has_password
from bot.walkthroughs.secret_spoken import spoken_in

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

_OTP_VALUE = re.compile(
    # No figures of a telephone or of a day.
    rf"[^0-9a-z?]{{0,8}}(?:[A-Za-z]-)?(?<![0-9])[0-9]{{3,4}}[ -]?[0-9]{{0,4}}(?![0-9{COUNTERS}]|[-/.][0-9])",
    re.IGNORECASE,
)
_OTP_BEFORE = re.compile(
    r"(?<![0-9A-Za-z])[0-9]{3,4}[ -]?[0-9]{0,4}[」』\"']?\s*(?:が|って|という?のが)\s*(?:その|今の|届いた)?"
    r"(?:認証|確認|セキュリティ|ワンタイム|smsの?)(?:コード|番号|パスワード)",
    re.IGNORECASE,
)
# Six figures that came to a telephone, whatever they are called.
_ARRIVED = re.compile(
    r"(?:スマホ|ケータイ|携帯(?:電話)?|sms|ショート(?:メール|メッセージ)|アプリ|届いた|(?<!から)[来き]た|[6六]桁|(?<![ァ-ヶー一-龥])コード"
    r"|(?<!zip )(?<!postal )(?<!area )(?<!status )(?<!error )\bcode(?: is|:)?)"
    rf"[^0-9a-z?\n]{{0,10}}(?<![0-9])[0-9]{{3}}[ -]?[0-9]{{3}}(?![0-9{COUNTERS}]|[-/.][0-9])",
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
# Most talk has neither, and is let pass at once.
_MIGHT = re.compile(
    r"[!-~]{4}|[0-9]|パス|ぱす|暗証|合い?言葉|あいことば|秘密の質問|(?:認証|確認)(?:コード|番号)|ワンタイム|パ ス"
)
_ENDING = re.compile(r"[A-Za-z]{1,5}|[A-Za-z]{3}[0-9]")
_SPELT_OUT = re.compile(r"(?<![ァ-ヶー])(?:[ァ-ヶー] ){2,}[ァ-ヶー](?![ァ-ヶー])")
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
    text = _plain(text)
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
    if any(_OTP_VALUE.match(text, found.end()) for found in OTP.finditer(text)):
        return "otp"
    if _ARRIVED.search(text):
        return "otp"
    if found := next(spoken_in(text), None):
        return found[0]
    return "password" if has_password(text) else None


def masked(text: str) -> str:
    """A text without anything that could be a secret: its Japanese words, all else as ＊＊＊.

    More than the secret goes: half a password left standing is no mask.
    """
    text = _plain(text)
    for _, start, end in sorted(spoken_in(text), key=lambda row: -row[1]):
        text = f"{text[:start]}{MASK}{text[end:]}"
    return _WRITTEN.sub(lambda row: row.group() if row.group().lower() in _KEPT else MASK, text)


def masked_name(name: str) -> str:
    """The name of a file without a secret in it; its ending stays, for it says how to read it."""
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, f"{dot}{ending}") if _ENDING.fullmatch(ending) else (name, "")
    # What stands for a space in names.
    spaced = re.sub(r"[_＿]+", " ", stem)
    return f"{masked(spaced)}{ending}" if secret_in(spaced) or secret_in(stem) else name


def _plain(text: str) -> str:
    """A text in one form, with words spelt out (パ ス ワ ー ド) put together."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text[:_LONGEST]))
    return _SPELT_OUT.sub(lambda row: row.group().replace(" ", ""), text)


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
