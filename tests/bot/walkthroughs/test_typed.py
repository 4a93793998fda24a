"""What people type as an answer: read as they meant it, or asked again."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.walkthroughs.typed import Problem, Read, is_question, pick, read, secret_in
from knowledge.walkthrough import Check

TODAY = dt.date(2026, 11, 23)
CHECKS: tuple[Check, ...] = (
    "text", "name", "mail", "url", "date", "past_date", "declaration_id", "sheet",
)  # fmt: skip
SELF_CHECK = (
    ("full", "実施している"),
    ("partly", "一部実施している"),
    ("no", "実施していない"),
    ("unknown", "わからない"),
)
PRINCIPLE = (("done", "できている"), ("later", "これからやる"), ("unknown", "わからない"))
PLACES = (("site", "ウェブサイト"), ("paper", "紙の会社案内・パンフレット"), ("other", "その他"))


def _words(text: str) -> list[str]:
    return text.split()


def _read(check: Check, text: str) -> Read:
    found = read(check, text, TODAY)
    assert isinstance(found, Read), found
    return found


def _problem(check: Check, text: str) -> str:
    found = read(check, text, TODAY)
    assert isinstance(found, Problem), found
    return found.sentence


# Days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和8年3月1日", "2026-03-01"),
        ("令和八年三月一日", "2026-03-01"),
        ("R8.3.1", "2026-03-01"),
        ("r8/3/1", "2026-03-01"),
        ("令8・3・1", "2026-03-01"),
        ("㋿8年3月1日", "2026-03-01"),
        ("令和元年5月1日", "2019-05-01"),
        ("平成31年4月30日", "2019-04-30"),
        ("H30.12.31", "2018-12-31"),
        ("昭和63年1月7日", "1988-01-07"),
        ("2026/3/1", "2026-03-01"),
        ("2026-03-01", "2026-03-01"),
        ("2026.3.1", "2026-03-01"),
        ("20260301", "2026-03-01"),
        ("2026年3月1日", "2026-03-01"),
        ("２０２６年３月１日", "2026-03-01"),
        ("２０２６／０３／０１", "2026-03-01"),
        ("二〇二六年三月一日", "2026-03-01"),
        ("2026年3月末", "2026-03-31"),
        ("2026年3月1日です。", "2026-03-01"),
        ("2026年3月1日（日）に公開しました", "2026-03-01"),
        ("公開は 2026年 3月 1日 です", "2026-03-01"),
        ("2024年2月29日", "2024-02-29"),
        ("今日", "2026-11-23"),
        ("本日です", "2026-11-23"),
        ("昨日", "2026-11-22"),
        ("きのう公開した", "2026-11-22"),
        ("おととい", "2026-11-21"),
        ("一昨日", "2026-11-21"),
        ("先週の金曜", "2026-11-20"),
        ("先週金曜日", "2026-11-20"),
        ("先々週の月曜日", "2026-11-09"),
        ("3日前", "2026-11-20"),
        ("二週間前", "2026-11-09"),
        ("1か月前", "2026-10-23"),
        ("先月20日", "2026-10-20"),
        ("先月末", "2026-10-31"),
        ("去年の3月1日", "2025-03-01"),
        ("一昨年3月末", "2024-03-31"),
        ("今年の3月1日", "2026-03-01"),
    ],
)
def test_past_days_are_read_and_shown_back(text: str, day: str) -> None:
    found = _read("past_date", text)
    assert found.value == day
    assert found.shown.startswith(f"{int(day[:4])}年{int(day[5:7])}月{int(day[8:])}日（")
    assert found.warning is None


@pytest.mark.parametrize(
    ("check", "text", "day"),
    [
        ("past_date", "3月1日", "2026-03-01"),
        ("past_date", "12月1日", "2025-12-01"),
        ("past_date", "3/1", "2026-03-01"),
        ("past_date", "2月29日", "2024-02-29"),
        ("past_date", "11月23日", "2026-11-23"),
        ("date", "12月1日", "2026-12-01"),
        ("date", "1月10日", "2027-01-10"),
        ("date", "10月1日", "2026-10-01"),
    ],
)
def test_a_day_without_a_year_is_the_nearest_and_says_so(check: Check, text: str, day: str) -> None:
    found = _read(check, text)
    assert found.value == day
    assert found.warning
    assert f"{day[:4]}年と読みました" in found.warning


@pytest.mark.parametrize(
    ("text", "day"),
    [("あさって", "2026-11-25"), ("明日", "2026-11-24"), ("来週の火曜", "2026-12-01"),
     ("来年3月1日", "2027-03-01"), ("来月5日", "2026-12-05"), ("2週間後", "2026-12-07")],
)  # fmt: skip
def test_days_to_come_are_days_but_not_past_ones(text: str, day: str) -> None:
    assert _read("date", text).value == day
    assert "まだ来ていない日" in _problem("past_date", text)


@pytest.mark.parametrize(
    "text",
    ["2月30日", "2026年2月29日", "2026/13/1", "4月31日", "R8.6.31", "13月1日", "2026年0月1日",
     "20260231", "平成31年5月1日", "昭和70年1月1日", "9999年1月1日"],
)  # fmt: skip
def test_days_in_no_calendar_are_said_not_to_exist(text: str) -> None:
    assert "という日はありません" in _problem("past_date", text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("8.3.1", "西暦か和暦か"),
        ("26年3月1日", "西暦か和暦か"),
        ("2026年3月", "何日か"),
        ("2026/3", "何日か"),
        ("3月1日から3月5日", "2つ以上"),
        ("5日", "読み取れません"),
        ("ついこの間", "読み取れません"),
        ("未定", "読み取れません"),
        ("", "読み取れません"),
    ],
)
def test_what_is_no_day_is_asked_again(text: str, says: str) -> None:
    assert says in _problem("past_date", text)


def test_another_weekday_is_warned_of() -> None:
    found = _read("past_date", "2026年3月1日(月)")
    assert found.value == "2026-03-01"
    assert found.warning
    assert "日曜日です" in found.warning


@given(st.dates(dt.date(1990, 1, 1), TODAY))
def test_every_way_to_write_a_day_is_the_same_day(day: dt.date) -> None:
    wide = f"{day.year}年{day.month}月{day.day}日".translate(
        {48 + n: 0xFF10 + n for n in range(10)}
    )
    era = f"令和{day.year - 2018}年" if day >= dt.date(2019, 5, 1) else f"平成{day.year - 1988}年"
    ways = [
        wide,
        f"{era}{day.month}月{day.day}日",
        f"{day:%Y/%m/%d}",
        f"{day:%Y%m%d}",
        f"{day.year}-{day.month}-{day.day}",
    ]
    assert {_read("past_date", way).value for way in ways} == {day.isoformat()}


# Names


@pytest.mark.parametrize(
    "name",
    ["髙﨑商店", "葛\U000e0100城市", "株式会社　ほしぞら", "☆ほし☆", "👨‍👩‍👧屋", "Ａ＆Ｂ㈱", "𠮷野家", "が\u3099", "(有)星 & 道"],
)  # fmt: skip
def test_names_are_kept_exactly(name: str) -> None:
    assert _read("name", f" {name}\n").value == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("株式会社\nほしぞら", "株式会社 ほしぞら"),
        ("ほし\u202eぞら", "ほしぞら"),
        ("ほ\x00し\u200bぞ\ufeffら", "ほしぞら"),
        ("ほし\U000e0041\U000e0042", "ほし"),
        ("ほし\ud800", "ほし"),
    ],
)
def test_hidden_marks_are_dropped_from_names(text: str, name: str) -> None:
    assert _read("name", text).value == name


def test_names_are_neither_empty_nor_endless() -> None:
    assert "読み取れる文字" in _problem("name", " \u200b\n")
    assert "名前として" in _problem("name", "。。。")
    assert _read("name", "星" * 200).value == "星" * 200
    assert "200文字" in _problem("name", "星" * 201)
    assert "60文字" in _problem("sheet", "星" * 61)
    assert _read("sheet", "大阪 営業所").shown == "大阪 営業所"


def test_texts_keep_their_lines() -> None:
    assert _read("text", "一行目\r\n二行目 \u202e ").value == "一行目\n二行目"


# Addresses


@pytest.mark.parametrize(
    "text",
    ["info@example.co.jp", "ｉｎｆｏ＠ｅｘａｍｐｌｅ．ｃｏ．ｊｐ", " info@example.co.jp\n", "info@example.co.jpです",
     "連絡先は info@example.co.jp です。", "mailto:info@example.co.jp", "E-mail: info@example.co.jp"],
)  # fmt: skip
def test_mail_is_read(text: str) -> None:
    found = _read("mail", text)
    assert (found.value, found.shown) == ("info@example.co.jp", "info@example.co.jp")


def test_mail_of_old_phones_is_read() -> None:
    assert _read("mail", "taro..a.@docomo.ne.jp").value == "taro..a.@docomo.ne.jp"


@pytest.mark.parametrize(
    "text", ["info@example.co,jp", "a@b", "a@x.jp b@y.jp", "なし", "info＠", "@example.jp", ""]
)
def test_what_is_no_mail_is_asked_again(text: str) -> None:
    assert "メールアドレスとして" in _problem("mail", text)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://example.co.jp/policy", "https://example.co.jp/policy"),
        ("HTTP://Example.co.jp/A?b=1#c", "HTTP://Example.co.jp/A?b=1#c"),
        ("ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｊｐ", "https://example.jp"),
        ("ここです https://example.co.jp/policy です", "https://example.co.jp/policy"),
        ("https://example.co.jp/policyです。", "https://example.co.jp/policy"),
        ("https://例え.jp/方針", "https://例え.jp/方針"),
    ],
)
def test_urls_are_read_as_they_are(text: str, url: str) -> None:
    assert _read("url", text) == Read(value=url, shown=url)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("www.example.co.jp", "先頭に https://"),
        ("example.co.jp/policy", "先頭に https://"),
        ("ホームページ", "アドレスとして"),
        ("javascript:alert(1)", "アドレスとして"),
        ("ftp://example.jp/", "アドレスとして"),
        ("http://[::1", "アドレスとして"),
        ("https://a.jp https://b.jp", "アドレスとして"),
        ("https://user:pass@example.jp/", "パスワードが入っている"),
    ],
)
def test_what_is_no_url_is_asked_again(text: str, says: str) -> None:
    assert says in _problem("url", text)


@pytest.mark.parametrize("host", ["localhost", "192.168.1.1", "10.0.0.1:8080", "nas.local"])
def test_pages_inside_the_firm_are_warned_of(host: str) -> None:
    warning = _read("url", f"http://{host}/policy").warning
    assert warning
    assert "社外" in warning


# Declaration IDs


@pytest.mark.parametrize(
    "text",
    ["50000228580", "５００００２２８５８０", "5000-0228-580", "5000 0228 580", "５０００ー０２２８ー５８０",
     "ID：50000228580です", "自己宣言IDは50000228580"],
)  # fmt: skip
def test_ids_are_read_and_shown_masked(text: str) -> None:
    found = _read("declaration_id", text)
    assert found == Read(value="50000228580", shown="5•••••••580")


def test_ids_of_the_old_system_or_of_none_are_kept_with_a_warning() -> None:
    old, odd = _read("declaration_id", "41234567123"), _read("declaration_id", "60000228580")
    assert old.shown == "4•••••••123"
    assert old.warning
    assert "旧システム" in old.warning
    assert odd.value == "60000228580"
    assert odd.warning
    assert "打ち間違い" in odd.warning


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("5000022858", "10桁"),
        ("1234567890123", "法人番号"),
        ("5000O228580", "11桁の数字"),
        ("まだ", "11桁の数字"),
        ("50000228580と41234567123", "1つだけ"),
        ("٥٠٠٠٠٢٢٨٥٨٠", "11桁の数字"),
    ],
)
def test_what_is_no_id_is_asked_again(text: str, says: str) -> None:
    assert says in _problem("declaration_id", text)


# Choices


@pytest.mark.parametrize(
    "text",
    [
        "実施していることにしておいて",
        "実施しているで記録して",
        "全部実施しているにしといて",
        "実施しているフリでお願い",
        "一部実施していることになってます",
    ],
)
def test_what_is_only_to_be_written_down_is_no_answer(text: str) -> None:
    """A31: the self-check holds what is, not what somebody wants it to say."""
    assert pick(text, SELF_CHECK) is None


@pytest.mark.parametrize(
    ("choice", "texts"),
    [
        ("full", "1 １ ① 1番 いち 一番 1. (1) 1️⃣ 1です 最初 実施している 実施しています 実施してる できてる はい うん やってます"
                 " やってますよ うちはやってます もうやってます しとります 実施済み 問題ありません 大丈夫です ○ 👍 もちろん"
                 " はい、やってます できています！ 全部やってます できていると思います"),
        ("partly", "2 ② 2番です 一部 だいたい ちょっと 半分くらい 一部実施 だいたいできてる 一部しかできてない △ まだ一部"
                   " 全部はできてない 完璧ではない ほぼできています"),
        ("no", "3 ③ まだ まだです これから やってない やってません 実施していない 実施してません できてない 出来ていません"
               " してへん やっとらん いいえ いや × 未実施 まだ実施していないです 全然やってません はい、まだです"
               " ほとんどやってない できていません"),
        ("unknown", "4 ④ わからん 分かりません わからない よく分かりません 知らない 不明 ？ ?? …？ さあ ちょっと分からない"
                    " わかりません。 どうだろう"),
    ],
)  # fmt: skip
def test_everyday_answers_mean_a_choice(choice: str, texts: str) -> None:
    assert {text: pick(text, SELF_CHECK) for text in texts.split()} == dict.fromkeys(
        texts.split(), choice
    )


@pytest.mark.parametrize(
    "text",
    _words(
        "5 0 99 1と2 1,2 1.5 やってますか できてる？ はい？ 何をすればいい？ やってるけど古いのが1台あります たぶんやってる"
        " やってるはず やってなくはない やってないわけではない やってないことはない いいえ、やってます あまりできてない"
        " 社長がやってる 多分 わかった ありがとう こんにちは 実施 実施して 株式会社ほしぞら 50000228580"
    ),
)
def test_what_could_mean_another_thing_means_none(text: str) -> None:
    assert pick(text, SELF_CHECK) is None


@pytest.mark.parametrize(
    ("text", "choice"),
    [("まだ", "later"), ("やってない", "later"), ("これからです", "later"), ("はい", "done"),
     ("できていない", "later"), ("一部", None), ("？", "unknown"), ("4", None)],
)  # fmt: skip
def test_principles_are_answered_the_same_way(text: str, choice: str | None) -> None:
    assert pick(text, PRINCIPLE) == choice


@pytest.mark.parametrize(
    ("text", "choice"),
    [("パンフレット", "paper"), ("紙", "paper"), ("ウェブサイトに載せました", "site"), ("その他です", "other"),
     ("サイト", "site"), ("ウェブサイトは持っていない", None), ("ウェブサイトかその他", None), ("はい", None),
     ("？", None), ("ウェブサイトって何？", None), ("わからない", None)],
)  # fmt: skip
def test_labels_are_named_in_part_or_in_a_sentence(text: str, choice: str | None) -> None:
    assert pick(text, PLACES) == choice


def test_a_label_that_is_a_number_goes_before_the_place() -> None:
    people = (("few", "2"), ("some", "1"))
    assert pick("1", people) == "some"


def test_two_choices_that_mean_yes_are_told_apart_only_by_name() -> None:
    systems = (("win", "Windowsを使っている"), ("mac", "Macを使っている"), ("none", "使っていない"))
    assert pick("はい", systems) is None
    assert pick("使ってません", systems) == "none"
    assert pick("Macを使ってます", systems) == "mac"


def test_nothing_to_pick_from_gives_nothing() -> None:
    assert pick("1", ()) is None


# Questions


@pytest.mark.parametrize(
    "text",
    _words(
        "何ですか これって何 教えて IDとは どうすればいい どこに書くの 何を書けばいい いつまで 代表の名前でいいですか"
        " 社名はフルで書くべきでしょうか 必要なのか どれを選ぶの 自己宣言IDってどこ えっと何だっけ それは必須？"
        " 代表者は誰を書く 個人事業でもいいのか この意味が分からないので教えてください"
    ),
)
def test_questions_are_questions(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    _words(
        "? ？ …？ 株式会社ほし 山田さやか はるか ほのか 橋本かな ゆたか さか 何太郎 いつき商店 何もない いつも使ってる"
        " 2026年3月1日 まだです 分かりません なんとなく 会社のホームページに載せました いくら丸水産 なんば電機 何でも屋"
        " https://example.jp/? どんぐり商店 5か条"
    ),
)
def test_answers_and_names_are_no_questions(text: str) -> None:
    assert not is_question(text)


# Secrets (A29)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("password", "パスワードは hoge1234 です"),
        ("password", "パスワード：Hoshi#2026"),
        ("password", "ＰＷ：Ａｂｃ１２３４５"),
        ("password", "暗証番号は1234です"),
        ("password", "pass: abcd"),
        ("password", "https://user:pass@example.jp/"),
        ("otp", "認証コード 123456"),
        ("otp", "ワンタイムパスワードは 482913"),
        ("otp", "SMS認証のコードは123456でした"),
        ("my_number", "123456789018"),
        ("my_number", "1234-5678-9018"),
        ("my_number", "マイナンバーは１２３４ ５６７８ ９０１８です"),
        ("card", "4111 1111 1111 1111"),
        ("card", "５５５５５５５５５５５５４４４４"),
        ("card", "3782 822463 10005"),
        ("api_key", "xoxb-123456789-abcdef"),
        ("api_key", "sk-abcdefghijklmnopqrstu"),
        ("api_key", "APIキー：abcdefgh12345678"),
        ("api_key", "-----BEGIN RSA PRIVATE KEY-----"),
    ],
)
def test_secrets_are_seen(kind: str, text: str) -> None:
    assert secret_in(text) == kind


@pytest.mark.parametrize(
    "text",
    ["50000228580", "41234567890", "1234567890123", "T8010401012345", "123456789012", "03-1234-5678",
     "090-1234-5678", "パスワードは12文字以上にする", "パスワードはGoogleで管理しています", "パスワードは使い回さない",
     "パスワードを決めた", "パスワードは2025年に変えた", "認証コードは6桁です", "確認コードが届かない", "password is required",
     "2段階認証を2024年に入れた", "4111 1111 1111 1112", "2026年3月1日", "https://example.co.jp/p?id=1", ""],
)  # fmt: skip
def test_what_is_no_secret_is_let_pass(text: str) -> None:
    assert secret_in(text) is None


@given(st.from_regex(r"\A[0-9]{11}\Z"))
def test_the_check_digit_of_my_number_is_the_official_one(eleven: str) -> None:
    eleven = unicodedata.normalize("NFKC", eleven)
    # 番号法の省令: weight n+1 up to the sixth digit from the right, then n-5.
    rest = 0
    for place in range(1, 12):
        weight = place + 1 if place <= 6 else place - 5
        rest += int(eleven[-place]) * weight
    rest %= 11
    check = 0 if rest <= 1 else 11 - rest
    whole = f"{eleven}{check}"
    if len(set(whole)) > 1:
        assert secret_in(f"番号 {whole} です") in {"my_number", "card"}
    assert secret_in(f"番号 {eleven}{(check + 1) % 10} です") is None


# Anything at all

_ANYTHING = st.text(st.characters(), max_size=300) | st.text(
    "令和平成年月日元末先週来金曜0123456789０１２/.-〇一二三十RHST 　？?かのですまだ@:https.jp「」①パスワード",
    max_size=60,
)


@settings(max_examples=1500, deadline=None)
@given(_ANYTHING, st.dates(dt.date(2020, 1, 1), dt.date(2090, 12, 31)))
def test_nothing_typed_makes_a_reader_fail(text: str, today: dt.date) -> None:
    for check in CHECKS:
        found = read(check, text, today)
        if isinstance(found, Problem):
            assert found.sentence
            continue
        assert found.value
        found.value.encode()
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00]", found.value)
        again = read(check, found.value, today)
        assert isinstance(again, Read)
        assert again.value == found.value
        if check == "past_date":
            assert dt.date.fromisoformat(found.value) <= today
    assert pick(text, SELF_CHECK) in {None, "full", "partly", "no", "unknown"}
    is_question(text)
    secret_in(text)


@pytest.mark.parametrize(
    "piece",
    ["1", "a@", "年", "パスワードは", "https://", " ", "はい", "R8.", "何", "1-", "-----BEGIN "],
)
def test_long_texts_are_read_at_once(piece: str) -> None:
    text = piece * 3000
    for check in CHECKS:
        read(check, text, TODAY)
    pick(text, SELF_CHECK)
    is_question(text)
    secret_in(text)
