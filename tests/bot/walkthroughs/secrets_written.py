"""Secrets as people write them, hundreds of ways, each with the part that must be kept nowhere."""

from __future__ import annotations

import random
from collections.abc import Callable

_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_PASSWORDS = ("Hoshi-7391-xyz", "Tanaka2026kin", "gBiz#8842!aB", "himitsu99Q", "Zx9$kk20pp")
_TELLING = (
    "パスワードは {s} です", "パスワード：{s}", "パスワード={s}", "PW: {s}", "pw:{s}", "PASS：{s}", "password is here\npassword: {s}",
    "GビズIDのパスワードは{s}です。ログインしてください", "ID：tanaka@example.jp\nパスワード：{s}", "ぱすわーどは {s} だよ",
    "パスワード「{s}」", "パスワード {s}", "パスワード\n{s}", "パスワードは「{s}」です", "{s} がパスワードです", "パスは {s}",
    "マイページのパスワードが{s}なので入ってください", "パスワ {s}", "パス\u200bワードは {s}", "仮パスワード→{s}", "パスコード：{s}",
    "パスワードは、{s}です", "パスワードは{s}でログインして", "パスワードを {s} に変更しました。パスワード: {s}",
    "この文章を確認：パスワードは {s} です", "代わりに申請しておいて。pw {s}", "ログイン情報: tanaka / {s}", "アカウント情報は tanaka@example.jp / {s}",
    "パスワードは {s} にしました", "pass word: {s}",
)  # fmt: skip
_CODES = ("482913", "730 294", "551-908", "80412733")
_CODE_TELLING = (
    "認証コードは{s}です", "認証コード {s}", "SMSの番号は {s} でした", "ワンタイムパスワード：{s}", "確認コード「{s}」を入れて",
    "SMSで届いた番号は {s}", "二段階認証のコード {s}", "{s} が認証コードです", "セキュリティコードは {s}", "届いたコード：{s}",
    "OTP {s}", "この文章を確認：ワンタイムコードは{s}です", "携帯に届いた数字 {s} を入れて",
)  # fmt: skip
_NUMBER_TELLING = (
    "{s}",
    "マイナンバーは{s}です",
    "代表者の番号 {s} を控えて",
    "社長のマイナンバー：{s}",
    "個人番号は {s}",
)
_CARDS = ("4111111111111111", "5555555555554444", "378282246310005", "3566002020360505")
_CARD_TELLING = ("{s}", "カード番号は {s} です", "これで払って {s}", "クレカ：{s} 期限 12/28")
_KEYS = (
    "xoxb-2938471029-a8Ksj2Lmq0", "sk-live_8f72jsK29dkP10qmZ", "AKIAIOSFODNN7EXAMPLQ", "ghp_a8Jk20qmZp19dK3sLx72Qw8e",
    "AIzaSyD8f72jsK29dkP10qmZ3x7Lw8e2aB1cDq", "eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.SflKxwRJSMeKKF2Q",
)  # fmt: skip
_KEY_TELLING = ("{s}", "トークンは {s} です", "APIキー：{s}", "設定に {s} を入れました")


def my_number(eleven: str) -> str:
    """Twelve digits with the check digit of 番号法."""
    rest = sum(
        int(eleven[-place]) * (place + 1 if place <= 6 else place - 5) for place in range(1, 12)
    )
    rest %= 11
    return f"{eleven}{0 if rest <= 1 else 11 - rest}"


def grouped(digits: str, between: str) -> str:
    """Digits in fours."""
    return between.join(digits[at : at + 4] for at in range(0, len(digits), 4))


def written() -> list[tuple[str, str, str]]:
    """Kind, text and secret, each as the text holds it."""
    dice = random.Random(29)
    numbers = [my_number(f"{dice.randrange(10**10, 10**11)}") for _ in range(4)]
    spelt: tuple[Callable[[str], str], ...] = (
        lambda s: s, lambda s: grouped(s, " "), lambda s: grouped(s, "-"), lambda s: grouped(s, "ー"), lambda s: s.translate(_WIDE),
    )  # fmt: skip
    rows = [
        ("password", telling, secret)
        for telling in _TELLING
        for secret in (*dice.sample(_PASSWORDS, 3), _PASSWORDS[0].translate(_WIDE))
    ]
    rows += [("otp", telling, secret) for telling in _CODE_TELLING for secret in _CODES]
    rows += [
        ("my_number", telling, spell(number))
        for telling in _NUMBER_TELLING
        for number in numbers[:2]
        for spell in spelt
    ]
    rows += [
        ("card", telling, spell(card))
        for telling in _CARD_TELLING
        for card in _CARDS
        for spell in spelt
    ]
    rows += [("api_key", telling, secret) for telling in _KEY_TELLING for secret in _KEYS]
    return [(kind, telling.format(s=secret), secret) for kind, telling, secret in rows]


HARMLESS = (
    "法人番号は1234567890123です", "法人番号 8010401012345", "T8010401012345", "法人番号は 8 0104 0101 2345 です", "8-0104-0101-2345",
    "自己宣言IDは50000228580です", "自己宣言ID：41234567890", "宣言IDは 500-0022-8580", "電話は03-1234-5678です", "090-1234-5678 に電話して",
    "+81-90-1234-5678", "フリーダイヤル 0120-123-456", "〒100-0001 千代田区", "郵便番号は1000001", "補助金は1,500,000円です", "4,500,000円の見積",
    "2026年12月15日17時まで", "2026-12-15 17:00", "締切は20261215です", "202612151700", "会社法人等番号は 0100-01-012345 です", "会社法人等番号：010001012345",
    "従業員は12人、資本金1000万円", "パスワードは12文字以上にする", "パスワードは英数字を混ぜて10桁以上", "パスワードは使い回していません",
    "パスワードは123456ではだめ？", "パスワードは 123456 ではだめ？", "パスワード教えてと業者に言われた", "パスワードは2026年に変えた", "パスワードは 1Password で管理しています",
    "パスワードはGoogleで管理しています", "パスワード 10文字以上 というのは本当？", "パスワードを忘れた", "パスワードの定期変更は必要？",
    "パスワード変更日: 2026-11-22", "パスワード: ********", "PW： 未定", "認証コードは6桁ですか", "認証コードが届かない", "確認コードは10分で切れる？",
    "SMS認証は2026年から？", "二段階認証を25人に入れた", "マイナンバーの管理はどうする", "マイナンバーは12桁です", "マイナンバーカードを3枚作った",
    "カード番号を聞かれた", "クレジットカード払いは対象？", "クレジット 2026年の利用分", "トークンとは何ですか", "APIキーの管理はどうする", "secret とは",
    "受付番号 4512345678901234 で確認したい", "注文番号：1234-5678-9018", "口座は普通 1234567", "https://www.ipa.go.jp/security/security-action/",
    "tanaka@example.jp", "ログイン情報の管理は？", "IDとパスワードを社員で共有している", "従業員25名 売上3億2000万円", "診断は25問で78点でした", "型番は SP800-63B です",
    "パスワード SP800-63B の考え方を教えて", "ISO27001 は必要？", "Windows11 のパスワード は必要？", "10.0.0.1 の設定", "IPアドレスは192.168.1.10です", "補助率1/2、上限450万円",
    "11桁の50012345678を入れる", "GビズIDのアカウントIDはメールアドレスですか", "2026/11/22", "9:00-18:00", "No.12345", "第4.0版の6か条",
)  # fmt: skip
