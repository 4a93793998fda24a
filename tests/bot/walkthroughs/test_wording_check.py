"""Handed texts: what is wrong is found and said rightly, everything else is left alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import wording
from bot.walkthroughs.handed import asked
from bot.walkthroughs.wording_check import LONGEST, WordingReport, check
from bot.walkthroughs.wording_report import checked, report_text
from knowledge.catalog import load

CATALOG = load()
_PIECES = (
    "SECURITY ACTION", "★", "★★", "二つ星", "を", "の", "取得", "認定", "しました", "IPA", "ISMS", "。", "\n",
    "ではありません", "「", "」", "合格", "ｶﾞ", "\u200b", "[1]", "☆",
)  # fmt: skip


def _report(text: str) -> WordingReport:
    return check(text, CATALOG.wording_rules, CATALOG.source_by_id)


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        (
            "当社はSECURITY ACTION 二つ星の認定を受けました。",
            "当社はSECURITY ACTION 二つ星を宣言しました。",
        ),
        ("SECURITY ACTION★★を取得しています", "SECURITY ACTION★★を宣言しています"),
        ("SECURITY ACTION二つ星取得済み", "SECURITY ACTION二つ星を宣言済み"),
        ("IPAから一つ星の認定を受けました", "一つ星を宣言しました"),
        ("セキュリティアクション一つ星認定企業です", "セキュリティアクション一つ星宣言企業です"),
        (
            "SECURITY ACTIONを宣言しました。昨年認定を受けました。",
            "SECURITY ACTIONを宣言しました。昨年宣言しました。",
        ),
        (
            "SECURITY ACTION二つ星を、2026年3月に取得いたしました",
            "SECURITY ACTION二つ星を、2026年3月に宣言いたしました",
        ),
        ("SECURITY ACTION二つ星に合格しました", "SECURITY ACTION二つ星を宣言しました"),
        (
            "ＳＥＣＵＲＩＴＹ　ＡＣＴＩＯＮ　☆☆を取得しました",
            "ＳＥＣＵＲＩＴＹ　ＡＣＴＩＯＮ　☆☆を宣言しました",
        ),
        ("ｾｷｭﾘﾃｨｱｸｼｮﾝ二つ星を取得しました㈱", "ｾｷｭﾘﾃｨｱｸｼｮﾝ二つ星を宣言しました㈱"),
        (
            "セキュリティ\u200bアクションを取\u200b得しました",
            "セキュリティ\u200bアクションを宣言しました",
        ),
        (
            "SECURITY ACTION 二つ星 取得企業\nISO27001 認証取得",
            "SECURITY ACTION 二つ星 宣言企業\nISO27001 認証取得",
        ),
        (
            "ISMS認証を取得し、SECURITY ACTION二つ星も取得しました",
            "ISMS認証を取得し、SECURITY ACTION二つ星も宣言しました",
        ),
    ],
)
def test_what_is_wrong_is_rewritten_and_the_rest_stays(text: str, rewritten: str) -> None:
    report = _report(text)
    assert report.rewritten == rewritten
    assert _report(rewritten).findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "IPA認定 セキュリティ優良企業",
        "SECURITY ACTIONで国が認めた安心の会社です",
        "IPAの認定を受けました",
        "セキュリティ認証（★★）",
        "SECURITY ACTIONとISMSを取得しました",
        "SECURITY ACTION二つ星に準拠",
        "SECURITY ACTION ★★★",
    ],
)
def test_what_cannot_be_rewritten_is_advised_on(text: str) -> None:
    report = _report(text)
    assert [finding.correction for finding in report.findings] == [None]
    assert report.rewritten == text


@pytest.mark.parametrize(
    "text",
    [
        "当社は、IPAの制度SECURITY ACTIONで、★一つ星を自己宣言しています。これは自己宣言であり、認証・認定ではありません。",
        "SECURITY ACTION ★★二つ星を宣言（自己宣言ID 50000228580）。自己宣言であり第三者認証ではありません",
        "SECURITY ACTION 二つ星の取組みとして、情報セキュリティ基本方針を公開しています。",
        "情報セキュリティ対策に取り組むことを自己宣言しています（SECURITY ACTION ★一つ星）",
        "SECURITY ACTIONは認定制度ではありません。",
        "「二つ星を取得しました」とは書けません。SECURITY ACTIONは宣言するものです。",
        "SECURITY ACTIONの認定は受けていません。",
        "ISMS認証を取得しています。プライバシーマークも取得済みです。",
        "GビズIDを取得し、SECURITY ACTIONを宣言しました。",
        "自己宣言IDを取得したら、控えておきます。",
        "SECURITY ACTION二つ星を宣言しています。\n\n資格取得支援制度があります。",
        "SECURITY ACTIONを宣言しました。建設業許可を取得しました。",
        "健康経営優良法人に認定されました。SECURITY ACTIONも宣言しています。",
        "有給休暇を取得しやすい職場です。SECURITY ACTION一つ星を宣言。",
        "★おすすめ商品★ 金賞を取得しました",
        "",
    ],
)
def test_right_sentences_and_others_affairs_are_let_pass(text: str) -> None:
    assert _report(text).findings == ()


@pytest.mark.parametrize(("star", "found"), [("one", True), ("two", False), (None, False)])
def test_two_stars_are_wrong_only_for_whom_holds_one(star: str | None, found: bool) -> None:
    text = "SECURITY ACTION ★★二つ星を宣言しています。"
    held = {"one": "one", "two": "two"}.get(star or "")
    report = check(text, CATALOG.wording_rules, CATALOG.source_by_id, held)  # type: ignore[arg-type]
    assert [one.rule for one in report.findings] == ["sa-wording/more-than-declared"] * found


def test_a_finding_says_where_it_stands_written() -> None:
    (finding,) = _report("当社はSECURITY ACTION二つ星を取得しました。").findings
    assert finding.quote == "SECURITY ACTION二つ星を取得しました"
    assert finding.correction == "SECURITY ACTION二つ星を宣言しました"
    assert finding.sure
    assert finding.citation.title
    assert finding.citation.as_of == "2024-05-31"
    assert finding.citation.quote == finding.problem


def test_the_report_names_counts_cites_and_rewrites() -> None:
    answer = report_text(_report("SECURITY ACTION二つ星を取得しました[9]。IPAのお墨付きです。"))
    assert answer.text.startswith("直したほうがよいところが2つあります。")
    assert (
        "1. 「SECURITY ACTION二つ星を取得しました」→「SECURITY ACTION二つ星を宣言しました」"
        in answer.text
    )
    assert "SECURITY ACTION二つ星を宣言しました［9］。" in answer.text
    assert "[1]" in answer.text
    assert (answer.kind, answer.certainty) == ("answered", "確定")
    assert len(answer.citations) == 2


def test_a_right_text_and_a_text_about_something_else_are_told_apart() -> None:
    fine, other = (
        report_text(_report(text)) for text in ("SECURITY ACTIONを宣言しました", "こんにちは")
    )
    assert fine.text.startswith("直すところは見つかりませんでした。")
    assert other.text.startswith("SECURITY ACTIONのことを書いた文は見つかりませんでした。")
    assert fine.citations
    assert other.citations


def test_many_finds_and_long_texts_stay_readable() -> None:
    answer = report_text(_report("SECURITY ACTION二つ星を取得しました。\n" * 500))
    assert "ほかに" in answer.text
    assert wording.WORDING_CUT.format(limit=f"{LONGEST:,}") in answer.text
    assert len(answer.text) < 4000


@pytest.mark.parametrize(
    ("text", "handed"),
    [
        ("この文章を確認：SECURITY ACTION取得", "SECURITY ACTION取得"),
        ("この文章を確認して\n一行目\n二行目", "一行目\n二行目"),
        ("この表現でいい？ 「二つ星取得企業」", "二つ星取得企業"),
        ("この表現は大丈夫ですか？『二つ星』", "二つ星"),
        ("次の文を添削してください: あいう", "あいう"),
        ("この文章を確認：", ""),
        ("この表現でいい？「SECURITY ACTION「二つ星」取得」", "「SECURITY ACTION「二つ星」取得」"),
        ("二つ星を取得と書いていい？", None),
        ("「取得」と書いていい？", None),
        ("文章を確認してください", None),
        ("表記ルールを教えて", None),
        ("補助金に★は必要？", None),
    ],
)
def test_a_handed_text_is_told_from_a_question(text: str, handed: str | None) -> None:
    assert asked(text) == handed


def test_nothing_handed_over_is_asked_for_and_other_questions_are_not_ours() -> None:
    empty = checked("この文章を確認：", CATALOG)
    assert empty is not None
    assert empty.text == wording.WORDING_EMPTY
    assert checked("★と★★の違いは？", CATALOG) is None


@settings(max_examples=500, deadline=None)
@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(_PIECES),
        max_size=25,
    ).map("".join)
)
def test_nothing_handed_over_makes_the_check_fail(text: str) -> None:
    report = _report(text)
    if not report.findings:
        assert report.rewritten == text
    assert report_text(report).text
    asked(text)


@pytest.mark.parametrize(
    "piece", ["★", "IPA", "認定", "「", "SECURITY ACTION", "取得 ", "ロゴ", "\n"]
)
def test_long_texts_are_checked_at_once(piece: str) -> None:
    report_text(_report(piece * 4000))
    asked(f"この文章を確認：{piece * 4000}")


@pytest.mark.parametrize("blanks", ["", "この", "この文章を", "この文章を確認"])
def test_forty_thousand_blanks_are_read_at_once(blanks: str) -> None:
    """A44: no two runs of blanks in one pattern."""
    started = time.perf_counter()
    assert asked(f"{blanks}{chr(32) * 40_000}") is None
    assert time.perf_counter() - started < 1.0
