"""Passwords in Latin letters, figures and signs, as people tell them. Pure.

Texts come normalised (`bot.walkthroughs.secret`).
"""

from __future__ import annotations

import re

from bot.walkthroughs.secret_labels import LABEL, LOOSE, SAYS

_OPEN, _CLOSE = r"[「『【\[\"'`(<]?", r"[」』】\]\"'`)>]?"
_ASKS_ON = (
    r"(?!\s*(?:では(?!な)|じゃ|で(?:いい|よい|も|管理|保管|保存|生成|作|覚え|安全|足り|十分)|だと|だめ|だっ|のよう|みたい"
    r"|など|とか|以上|以下|文字|桁|まで|から|という|って(?!いう)))"
)
_VALUE = rf"{_OPEN}(?P<value>[!-&*-~]{{4,100}}?){_CLOSE}"
_END = r"(?=です|だ|なの|なん|でした|で(?:ログイン|入|お願い|はい)|に(?:しました|設定|変更)|と(?:なり|なっ|いい)|[。、,\s」!(]|$)"
_TOLD = re.compile(rf"{LABEL}{SAYS}{_VALUE}{_ASKS_ON}{_END}{_ASKS_ON}", re.IGNORECASE)
# Without a word that says so, only what can be nothing else: letters and digits together.
_STRONG = r"(?=[!-~]{0,99}[0-9])(?=[!-~]{0,99}[A-Za-z])[!-&*-~]{6,100}"
_BESIDE = re.compile(
    rf"{LABEL}\s*[  :「『【\[(\"'<]\s*(?P<value>{_STRONG})[」』】\])\"'>]?"
    r"(?:です|だよ|でした|[。!]|\s*$|\s*\n)",
    re.IGNORECASE | re.MULTILINE,
)
# Some words away, where it ends as what is told does and not as what is asked.
_TOLD_END = (
    r"(?=[」』】)\"']?\s*(?:です(?!か)|でした|だ(?!と|め|け)|や(?:で|ねん|けど|った)|じゃ(?!な|だ)|なの|なん|っす|って|と(?:出|表示|書|なっ|あり)"
    r"|で(?:ログイン|入|お願い|登録|設定|合って|あって|す)|に(?:し|変|設定)|を(?:入れ|入力|使)|[。、!\n]|$))"
)
_AWAY = re.compile(
    rf"{LOOSE}(?: is )?(?:[^?!-~\n]|(?<![!-~])[A-Za-z](?![!-~])|[0-9+=]){{0,16}}(?:[。:=]?\s*|\n{{1,2}})[「『(\"'`]?(?<![!#-&*-_a-~])(?P<value>{_STRONG}){_TOLD_END}",
    re.IGNORECASE,
)
# 「パスワードは qwerty です」: small letters alone, said to be one.
_PLAIN = re.compile(
    rf"{LABEL}(?:\s*(?:は|が|:|=|→)\s*(?:[^\s。、?!-~]{{1,10}}[でを、]\s*)?|\s+|(?<=is)\s)(?P<value>(?-i:[a-z]{{5,40}}))(?![!-~])"
    r"\s*(?:です(?!か)|でした|だよ|やで|で(?:入|ログイン|お願い)|$)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?P<value>(?<![!-~]){_STRONG})[」』\"']?\s*(?:が|は|\(|って(?:いう|ゆう)?|という?|で(?:登録|設定)した)"
    rf"\s*[^\s。、!-~]{{0,12}}{LABEL}(?!\s*(?:では|じゃ))",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"(?:ログイン|サインイン|アカウント|認証|マイページの?|gビズidの?)(?:情報|の情報|id|のid)\s*(?:は|が|:|=|\n)?\s*"
    rf"[「『(]?[!-.0-~]{{3,60}}\s*(?:/|\n|、|,| と | )\s*(?P<value>{_STRONG})",
    re.IGNORECASE,
)
# A name and a password side by side.
_PAIR = re.compile(
    rf"(?:{LOOSE}|ログイン|サインイン)[^?!-~\n]{{0,8}}[:=→]?\s*(?!https?:)[!-.0-~]{{3,60}}"
    rf"\s*(?:[/,、]|\s(?:と|で)\s|\s)\s*(?P<value>{_STRONG}){_TOLD_END}",
    re.IGNORECASE,
)
_IS_NO_PASSWORD = re.compile(
    r"(?:[0-9]{2,4}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?|https?:.*|[^@\s]+@[^@\s]+\.[a-z]{2,}|[0-9]{1,3}(?:,[0-9]{3})+|\*+|x+|[.…\-_?]+"
    # Standards, products and forms of numbering that have figures in their names.
    r"|(?:iso|iec|sp|nist|jis|rfc|fips|aes|sha|wpa|windows|win|office|microsoft|ms|excel|word|chrome|edge|android|ios|no|ver|v|r|inv)[-./ ]?[a-z]?[0-9][0-9./:a-z-]{0,12}"
    r"|1password|[0-9]+(?:gb|mb|kb|mm|cm|km|kg|bit|byte|pc))",
    re.IGNORECASE,
)
# What passwords are kept in, said in small letters.
KEEPERS = {
    "google", "excel", "chrome", "edge", "safari", "bitwarden", "keepass", "lastpass", "onepassword", "icloud",
    "gmail", "outlook", "slack", "teams", "windows", "notion", "dropbox", "evernote", "kintone", "firefox",
}  # fmt: skip
# Most talk names nothing of the kind, and is let pass at once.
_MIGHT = re.compile(
    r"パス|ぱす|pass|pw|psw|pin|暗証|合い?言葉|あいことば|秘密の質問|キー|ログイン|サインイン|アカウント|認証|マイページ|gビズ",
    re.IGNORECASE,
)
_SOME, _MANY = re.compile("[!-~]{4}"), re.compile("[!-~]{6}")
_HAS_DIGIT_OR_SIGN = re.compile(r"[^A-Za-z]")


def has_password(text: str) -> bool:
    """Whether a text tells a password."""
    if not _MIGHT.search(text) or not _SOME.search(text):
        return False
    if any(_is_told(found) for found in _TOLD.finditer(text)):
        return True
    patterns = (_BESIDE, _AWAY, _BEFORE, _LOGIN, _PAIR) if _MANY.search(text) else ()
    found = (row for pattern in patterns for row in pattern.finditer(text))
    if any(not _IS_NO_PASSWORD.fullmatch(row["value"]) for row in found):
        return True
    return any(row["value"] not in KEEPERS for row in _PLAIN.finditer(text))


def _is_told(found: re.Match[str]) -> bool:
    """Whether what follows the word is a password: 「パスワードは Google で…」 is none."""
    value = found["value"]
    plain = not _HAS_DIGIT_OR_SIGN.search(value)
    is_sentence = plain and re.search("は|が|、|,|\n", found.group()) is not None
    return not (is_sentence or _IS_NO_PASSWORD.fullmatch(value)) and len(set(value)) > 1
