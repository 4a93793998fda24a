"""What nobody vouches for stays text."""

from __future__ import annotations

import pytest

from bot.slack.escaping import LONGEST_URL, Link, clean, escape, inert, link, user_mention
from tests.bot.slack.rendering import a_citation, an_answer, contexts, live, only, sections


@pytest.mark.parametrize(
    "text",
    [
        "<!channel>", "<!here>", "<!everyone>", "<@U123>", "<!subteam^S1>", "<#C1>",
        "<\u200d!channel>", "<\u200b@U1>", "＜!channel＞", "&lt;!channel&gt;",
        "<https://evil.example|https://www.ipa.go.jp>", "<javascript:alert(1)|押す>",
        "<mailto:a@evil.example|担当>", "<!date^1^{date}^https://evil.example|今日>",
    ],
)  # fmt: skip
def test_nothing_in_a_text_mentions_or_links(text: str) -> None:
    message = only(an_answer(f"{text}\n・{text}", citations=(a_citation(title=text),)))
    assert list(live(message)) == []
    assert "<" not in escape(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*太字* _斜体_ ~消す~", "＊太字* ＿斜体_ ～消す~"),
        ("`code` **強い** a**b", "｀code` ＊＊強い** a*＊b"),
        ("```\n偽の画面", "｀｀｀\n偽の画面"),
        ("> 引用", "＞ 引用"),
        (":warning: 17:00:30", "：warning: 17:00:30"),
        ("cs_support@ipa.go.jp 2*3 a~b", "cs_support@ipa.go.jp 2*3 a~b"),
        ("第3.1版 * 注", "第3.1版 * 注"),
    ],
)
def test_nothing_in_a_text_formats_it(text: str, shown: str) -> None:
    assert inert(text) == shown


def test_a_fence_does_not_swallow_the_sources() -> None:
    message = only(an_answer("答え。\n```", citations=(a_citation(title="```"),)))
    assert list(live(message)) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\x07c", "abc"),
        ("\u202eabc\u2066\u200f", "abc"),
        ("a\r\nb\u2028c\x0bd", "a\nb\nc\nd"),
        ("\ud83d", "\ufffd"),
        ("👩\u200d💻", "👩\u200d💻"),
    ],
)
def test_what_slack_refuses_or_misleads_the_eye_goes(text: str, kept: str) -> None:
    assert clean(text) == kept


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JAVASCRIPT:alert(1)", "slack://open", "file:///etc/passwd",
        "data:text/html,x", "ftp://ipa.go.jp/", "//ipa.go.jp/", "www.ipa.go.jp", "", "https://",
        "https://www.ipa.go.jp@evil.example/", "https://a:b@evil.example/",
        "https://www.ipa.go.jp\\@evil.example/", "https://evil.example/<b>", "https://ipa.go.jp/ a",
        "https://evil.example|ipa.go.jp", "https://ipa.go.jp/\n", "https://localhost/", "https://[::1]/",
        "https://[x/", "https://ipa.go.jp:port/", "https://-.jp/", "https://a..jp/",
        "https://" + "a" * 64 + ".jp/", "https://ipa.go.jp/" + "a" * LONGEST_URL,
        "https://ipa.go.jp/\u0085\u2003", "https://\ud800.jp/",
    ],
)  # fmt: skip
def test_an_address_that_is_not_one_or_hides_where_it_leads_is_no_link(url: str) -> None:
    assert link(url) is None
    message = only(an_answer(citations=(a_citation(url=url),)))
    assert contexts(message)[-1].endswith("（2024年3月確認）")


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://www.ipa.go.jp/a/?b#c", Link("https://www.ipa.go.jp/a/?b#c", "www.ipa.go.jp")),
        (
            "http://Web.Pref.Hyogo.LG.jp",
            Link("http://web.pref.hyogo.lg.jp", "web.pref.hyogo.lg.jp"),
        ),
        ("https://ipа.go.jp/", Link("https://xn--ip-8kc.go.jp/", "xn--ip-8kc.go.jp")),
        ("https://ｉｐａ.go.jp/", Link("https://ipa.go.jp/", "ipa.go.jp")),
        ("https://ipa.go.jp:8443/", Link("https://ipa.go.jp:8443/", "ipa.go.jp:8443")),
        ("https://ipa.go.jp/道?Ⅰ=1", Link("https://ipa.go.jp/%E9%81%93?%E2%85%A0=1", "ipa.go.jp")),
        ("https://ipa.go.jp/%E9%81%93", Link("https://ipa.go.jp/%E9%81%93", "ipa.go.jp")),
    ],
)
def test_the_label_of_a_link_is_the_host_it_leads_to(url: str, found: Link) -> None:
    assert link(url) == found


def test_a_title_cannot_pose_as_the_link() -> None:
    cited = a_citation(title="https://www.ipa.go.jp", url="https://evil.example/")
    said = contexts(only(an_answer(citations=(cited,))))[-1]
    assert said.endswith(
        "[1] https://www.ipa.go.jp（2024年3月確認） <https://evil.example/|evil.example>"
    )


def test_an_address_of_a_stranger_stays_text() -> None:
    assert sections(only(an_answer("https://evil.example/?q=秘密")))[0].count("<") == 0
    assert sections(only(an_answer("https://www.ipa.go.jp.evil.example/")))[0].count("<") == 0


@pytest.mark.parametrize("user", ["U0", "W012ABC"])
def test_a_user_is_mentioned(user: str) -> None:
    assert user_mention(user) == f"<@{user}>"


@pytest.mark.parametrize("user", ["", "U", "u1", "C1", "U1>", "U1\n", "!channel", "U1|佐藤", "Ｕ1"])
def test_what_is_no_user_is_not_mentioned(user: str) -> None:
    with pytest.raises(ValueError, match="no user id"):
        user_mention(user)
