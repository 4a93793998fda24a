"""Kanji numerals as digits: 四百五十万円 = 450万円, 二〇二六年 = 2026年, 第三章 = 第3章."""

from __future__ import annotations

import re

_DIGITS = {letter: value for value, letter in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"零": 0, "壱": 1, "弐": 2, "参": 3}
_PLACES = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_COUNTER = (
    "つ|円|万|億|個|人(?!一)|名|社|者(?!択)|件|回|年|日|か月|カ月|ヶ月|ヵ月|箇月|月|週|時間|分の|分(?=[でも以間])|秒|項目|問|点|桁|章"
    "|か条|カ条|ヶ条|ヵ条|箇条|条|部(?=[構の、。）は])|版|割|倍|種類|段階|枚|ページ|頁|次(?=[公締募])|期|番|位|階|台|校|か所|カ所|箇所|ヶ所|区分|類型|枠"
    "|%|パーセント|星|★|要素|原則|歳|泊|通(?!り一)|本|冊|度(?=目)|営業日|事業所"
)
# Words in which a numeral counts nothing.
_WORD = re.compile(
    r"第[二三](?:者|次)|一(?:部|般|定|時|切|致|覧|方|緒|体|律|番(?=[重大多上下初早先])|人(?:ひとり|一人)|字一句|度|歩|日も|生|次(?:産業|情報|元)|旦|気|通り|式|同|連|貫|因|種|因|員|括|層|社員)"
    r"|統一|唯一|万(?:一|が一)|十分|四(?:半期|捨五入|国|日市)|三(?:重|鷹|田|原|浦|島|菱|井|者)|千(?:葉|代|曲)|八(?:王子|千|戸|幡)|九州|二(?:重|次(?:被|元|利|産|感)|度と|者択一)|五十嵐|百貨|千差|六本木|五所|七尾"
)
_NUMERAL = re.compile(
    rf"(?P<word>{_WORD.pattern})|(?P<ordinal>(?<=第)|(?<=付録)|(?<=その)|(?<=別紙)|(?<=別表)|(?<=様式))?(?P<digits>[〇零一二三四五六七八九十百千壱弐参拾]+)"
    rf"(?=(?P<counter>{_COUNTER})|(?P<end>/))?"
)


def in_digits(text: str) -> str:
    """A text after NFKC with the numerals that count something in digits."""
    return _NUMERAL.sub(_replaced, text)


def _replaced(match: re.Match[str]) -> str:
    numeral = match["digits"]
    if numeral is None or not _counts(match):
        return match.group()
    return str(_number(numeral))


def _counts(match: re.Match[str]) -> bool:
    """Whether a numeral counts: before a counter, after 第, or too long to be part of a word."""
    return match["digits"] != "参" and bool(
        match["counter"]
        or match["ordinal"] is not None
        or len(match["digits"]) > 1
        or match["digits"] in "壱弐拾"
    )


def _number(numeral: str) -> int:
    """三十一 = 31, 二〇二六 = 2026."""
    if not any(letter in _PLACES for letter in numeral):
        return int("".join(str(_DIGITS[letter]) for letter in numeral))
    total, digits = 0, 0
    for letter in numeral:
        if letter in _PLACES:
            total += (digits or 1) * _PLACES[letter]
            digits = 0
        else:
            digits = digits * 10 + _DIGITS[letter]
    return total + digits
