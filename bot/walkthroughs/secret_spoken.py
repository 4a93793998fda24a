"""Secrets that are words: a password in kana, a code read out digit by digit (A29). Pure.

Texts come normalised (`bot.walkthroughs.secret`). What is found is given as places, because what
is left of a text is its Japanese, and these are Japanese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from bot.walkthroughs.secret_labels import COUNTERS, LABEL, NO_VALUE, OTP, PIN, SAYS

Spoken = Literal["password", "otp"]
_KANA = "ぁ-んァ-ヶー一-龥々"
_ENDS = (
    r"(?=\s*(?:です(?!か)|でした|でご|だよ|だった|だって|やで|じゃ(?!な)|で(?:ログイン|入|お願い|登録|設定)"
    r"|に(?:し|変|設定)|と(?:なり|なっ)|っす|[。!\n]|$))"
)
# 「さくら1234」: a word with figures at its end that count nothing.
_WORD_AND_FIGURES = rf"(?P<value>[{_KANA}]{{1,12}}?[0-9]{{2,10}}(?![0-9{COUNTERS}]))"
_MIXED = re.compile(
    rf"{LABEL}(?:{SAYS}|\s*を\s*|\s+)[「『]?{_WORD_AND_FIGURES}[」』]?{_ENDS}", re.IGNORECASE
)
_COUNTS = re.compile(
    # 「パスワード 規程2026」 is a title with its year.
    r"(?:規程|規定|規則|手順|手引き?|一覧|台帳|対策|管理|方針|基準|資料|改定|改訂|最低|最大|最長|最短|最小|約|およそ|だいたい|大体|たぶん|合計|全部で?|全員|計|平均|長さ|文字数|桁数|問|第|年|月|番|の|は|が|を|に|で|と|も|へ|や)[0-9]+$"
)
_QUOTED = re.compile(
    rf"{LABEL}(?:{SAYS}|\s*)[「『](?P<value>[{_KANA}]{{2,20}})[」』]{_ENDS}", re.IGNORECASE
)
# With a space on both sides, as one writes what is to be copied.
_APART = re.compile(
    rf"{LABEL}\s*(?:は|が)\s+(?P<value>[{_KANA}]{{3,16}})\s+(?:です(?!か)|でした|だよ|やで)",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    rf"(?:合い?言葉|あいことば|秘密の質問の(?:答え|こたえ|回答))\s*[:=→]\s*(?P<value>[{_KANA}]{{2,16}})\s*$",
    re.MULTILINE,
)
_FIGURE = (
    r"(?:いち|にい|にー|に|さん|よん|しち|し|ごお|ごー|ご|ろく|なな|はち|きゅう|きゅー|く|ぜろ|ゼロ|れい|まる|マル"
    r"|イチ|ニー|ニ|サン|ヨン|シ|ゴー|ゴ|ロク|ナナ|ハチ|キュー|キュウ|[〇零一二三四五六七八九])[ 、・]?"
)
_READ_OUT = re.compile(
    rf"(?:{LABEL}|(?P<otp>{OTP.pattern}))(?:{SAYS}|\s*)[「『]?(?P<value>(?:{_FIGURE}){{4,10}})[」』]?\s*"
    r"(?:です(?!か)|でした|だよ|やで|って|と|[。!\n]|$)",
    re.IGNORECASE,
)
_PIN = re.compile(
    rf"{PIN}(?!番号)[^0-9?\n。]{{0,12}}(?:[0-9]{{1,2}}桁[^0-9?\n。]{{0,6}})?(?P<value>(?<![0-9])[0-9]{{4,8}})"
    rf"(?![0-9{COUNTERS}]|[-/.][0-9])(?!\s*(?:では(?!な)|じゃ(?!な)|だと|でいい|でもいい|はだめ|はダメ|とか|など|みたい|のような))",
    re.IGNORECASE,
)
_MIGHT = re.compile(
    r"パス|ぱす|pass|pw|pin|暗証|合い?言葉|あいことば|秘密の|コード|番号|キー|otp|ワンタイム|段階|要素|桁",
    re.IGNORECASE,
)


def spoken_in(text: str) -> Iterator[tuple[Spoken, int, int]]:
    """Every secret in words: its kind and where it stands."""
    if not _MIGHT.search(text):
        return
    for pattern in (_MIXED, _QUOTED, _APART, _ANSWER, _READ_OUT, _PIN):
        for found in pattern.finditer(text):
            value = found["value"].strip()
            if NO_VALUE.fullmatch(value) or _COUNTS.search(value):
                continue
            kind: Spoken = "otp" if found.groupdict().get("otp") else "password"
            yield kind, *found.span("value")
