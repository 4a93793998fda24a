"""Secrets told in two messages: 「パスワードは」, then the password alone (A29). Pure.

What was said before says what is to come; it holds nothing itself. What comes must be alone, as
one pastes it, and no sentence.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from bot.domain.courtesy import is_courtesy
from bot.walkthroughs.secret import Secret, secret_in
from bot.walkthroughs.secret_labels import CARD, KEY, LABEL, LOOSE, MY_NUMBER, NO_VALUE, OTP
from bot.walkthroughs.secret_password import KEEPERS

_LONGEST = 200
# How what is named is brought, at the end of a message.
_TELLS = (
    r"(?:\s*(?:は|が|って|です|これ|ね|こちら|下記|以下|次|[:=→、…。!?]|\s"
    r"|(?:の(?:番号|件))|を?お?(?:送|おく|教え|おしえ|伝え|つたえ|知らせ|共有し?|書き|貼り)(?:て|り|る|ます|とく|とき|し|しま|します|せ|えて?|ください|下さい|くれ|ほしい|もらえ|い|きま|きます|す|まし|た|ね){0,4}"
    r"|(?:が|も|は)?(?:来|き|届き|届い)(?:まし)?た|いきます|言います|いいます|出ました|出た|ちょうだい|下さい|ください|お願いします)){0,4}\s*$"
)
_ORDERED: tuple[tuple[Secret, re.Pattern[str]], ...] = (
    ("otp", re.compile(rf"(?:{OTP.pattern}|(?:認証|sms|届いた|来た)の?(?:コード|番号|[4-8六]桁)){_TELLS}", re.IGNORECASE)),
    ("my_number", re.compile(rf"(?:{MY_NUMBER.pattern}){_TELLS}", re.IGNORECASE)),
    ("card", re.compile(rf"(?:{CARD.pattern}){_TELLS}", re.IGNORECASE)),
    ("api_key", re.compile(rf"(?:{KEY.pattern}){_TELLS}", re.IGNORECASE)),
    ("password", re.compile(rf"(?:{LABEL}|{LOOSE}){_TELLS}", re.IGNORECASE)),
)  # fmt: skip
# A sentence that stops before what it is about.
_BROKEN_OFF = re.compile(r"(?:は|が|:|=|→)\s*$")

_TAIL = re.compile(
    r"\s*(?:です|だよ|だ|でした|やで|っす|になります|となります|でお願いします)?[。!\s]*$"
)
_BRACKETS = "「」『』()[]{}<>\"'`　 "
_CODE = re.compile(r"[0-9]{3,4}[ -]?[0-9]{1,4}")
_DIGITS = re.compile(r"[0-9](?:[ -]{0,2}[0-9]){11,15}")
_TOKEN = re.compile(r"[!-~]{4,100}")
_KANA_WORD = re.compile(r"[ぁ-んー]{3,10}|[ァ-ヶー]{3,10}|[ぁ-んァ-ヶー一-龥々]{1,10}[0-9]{2,10}")
_IS_OTHER = re.compile(
    r"https?://\S+|[^@\s]+@[^@\s]+\.[A-Za-z]{2,}|[0-9]{2,4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{11}|[0-9]{13}"
    r"|0[0-9]{1,3}-[0-9]{2,4}-[0-9]{3,4}|(?:iso|windows|office)[ -]?[0-9]+|★+",
    re.IGNORECASE,
)
# Words that begin or end a sentence, not a password.
_TALKS = re.compile(
    r"^(?:どう|なに|なん|いつ|どこ|だれ|もし|えっと|えーと|ええと|えと|あの|あと|まだ|ちょっと|やっぱ|いま|それ|これ|あれ|この|その|つぎ|さっき|うーん|ほか|わす|わか|すみ|ごめ|まって|あり)"
    r"|(?:か|ます|ません|です|ない|たい|した|って|よ|ね|さい|かな|けど|から|ので|のに)$"
)


class Announced(NamedTuple):
    """A secret that was named and not told; `broken_off`: in the middle of its sentence."""

    kind: Secret
    broken_off: bool


def split_secret(before: str, text: str) -> Secret | None:
    """What secret a text holds after what was said before it; None for none."""
    if found := secret_in(text):
        return found
    named = announced(before)
    return named.kind if named and completes(named, text) else None


def announced(text: str) -> Announced | None:
    """What secret a text announces without telling it: 「認証コード来ました」."""
    said = _plain(text)
    if len(said) > _LONGEST or not said:
        return None
    kind = next((kind for kind, pattern in _ORDERED if pattern.search(said)), None)
    return Announced(kind, _BROKEN_OFF.search(said) is not None) if kind else None


def completes(named: Announced, text: str) -> bool:
    """Whether a text is what was announced."""
    return _alone(named.kind, text, broken_off=named.broken_off)


def may_follow(text: str) -> bool:
    """Whether a text is short and bare enough to be the second half of a secret."""
    return any(
        _alone(kind, text, broken_off=True) for kind in ("otp", "my_number", "card", "password")
    )


def _alone(kind: str, text: str, *, broken_off: bool) -> bool:
    said = _TAIL.sub("", _plain(text)).strip(_BRACKETS)
    if not said or len(said) > _LONGEST:
        return False
    if kind == "otp":
        return _CODE.fullmatch(said) is not None
    if kind in {"my_number", "card"}:
        return _DIGITS.fullmatch(said) is not None and not _IS_OTHER.fullmatch(said)
    # A name and a password come on two lines, or side by side.
    last = re.split(r"[\s/,、]+", said)
    if len(last) > 3 or any(not _TOKEN.fullmatch(one) for one in last):
        return broken_off and _is_word(said)
    return _is_bare(last[-1], broken_off=broken_off)


def _is_bare(said: str, *, broken_off: bool) -> bool:
    if _IS_OTHER.fullmatch(said) or len(set(said)) == 1:
        return False
    mixed = any(char.isdigit() or not char.isalnum() for char in said)
    return mixed or (broken_off and said.lower() not in KEEPERS)


def _is_word(said: str) -> bool:
    talk = _TALKS.search(said) or NO_VALUE.fullmatch(said) or is_courtesy(said)
    return _KANA_WORD.fullmatch(said) is not None and not talk


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
