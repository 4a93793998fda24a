"""Long and odd answers stay inside Slack's limits, and nothing of them is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import wording
from bot.domain.answer import Choice
from bot.slack.render import SlackMessage
from bot.slack.splitting import pieces
from tests.bot.slack.rendering import (
    a_citation,
    an_answer,
    body,
    buttons,
    contexts,
    letters,
    live,
    markup,
    read,
    rendered,
    sections,
)
from tests.fakes.slack.limits import problems, text_size

ODD = (
    "あ漢ー。、！「」★[]1. ・-\n\n\t aZ&<>*_~`|:@#!/\\"
    "\u200b\u200d\u202e\u2066\ufe0f\u0301\ud800\udfff\u2028\r\x00\x1c👩🏽🇯🇵"
)
PHRASES = (
    "<!channel>", "<@U1>", "<#C1|一般>", "<https://evil.example|www.ipa.go.jp>", "```", "\n> ",
    "https://www.ipa.go.jp/a", "https://evil.example/", "&lt;!here&gt;", "\n・", "\n1. ", "です。",
    "<!subteam^S1>", "<mailto:a@b|c>", ":warning:", "*太字*",
)  # fmt: skip
odd = st.lists(
    st.one_of(st.sampled_from(PHRASES), st.text(st.sampled_from(ODD)), st.text()), max_size=40
).map("".join)
LONG = {
    "a wall without a stop": "あ" * 40_000,
    "sentences": "これは文です。" * 6_000,
    "short lines": "・甲\n" * 12_000,
    "numbered": "\n".join(f"{number % 99 + 1}. 手順" for number in range(5_000)),
    "ampersands": "&" * 9_000,
    "mentions": "<!channel>" * 4_000,
    "astral": "👩🏽‍💻" * 8_000,
    "combining": "e" + "\u0301" * 9_000,
    "fences": "```\n" * 9_000,
    "official addresses": "http://a.go.jp " * 2_600,
    "one address": "https://www.ipa.go.jp/" + "a" * 39_000,
    "headings": "見出し:\n" * 8_000,
    "empty lines": "行\n\n" * 10_000,
    "halfwidth": "ｶﾞ" * 20_000,
}


def payload(message: SlackMessage) -> dict[str, object]:
    return {"text": message.text, "blocks": list(message.blocks)}


def too_much(message: SlackMessage) -> list[str]:
    """Our own bounds, tighter than Slack's."""
    found = problems(payload(message))
    if not message.text.strip():
        found.append("nothing to notify")
    if len(message.text.encode("utf-16-le")) // 2 > 3900:
        found.append(f"text of {len(message.text)}")
    if text_size(list(message.blocks)) > 12_000:
        found.append("too much in blocks")
    return found


@given(text=odd)
def test_any_text_is_accepted_whole_and_inert(text: str) -> None:
    messages = rendered(an_answer(text))
    assert [found for message in messages for found in too_much(message)] == []
    assert [found for message in messages for found in live(message)] == []
    seen = letters(body(messages))
    assert seen == letters(text) or (seen == letters(wording.UNKNOWN) and not letters(text))


@given(text=odd)
def test_the_text_says_what_the_blocks_say(text: str) -> None:
    for message in rendered(an_answer(text)):
        marks = "".join(contexts(message))
        assert letters(read(message.text)) == letters(body([message]) + read(marks))


@given(text=odd)
def test_only_addresses_of_sources_and_public_bodies_are_links(text: str) -> None:
    for message in rendered(an_answer(text, citations=(a_citation(url="https://minato.example"),))):
        for said in markup(message):
            for host in re.findall(r"\|([^|>]+)>", said):
                assert host == "minato.example" or host.endswith((".go.jp", ".lg.jp"))


@given(
    texts=st.lists(odd, min_size=4, max_size=4),
    labels=st.lists(odd, max_size=7),
    url=odd | st.sampled_from(["https://www.ipa.go.jp/" + "&" * 990, "https://例え.jp/道"]),
)
@settings(max_examples=50)
def test_any_source_and_choice_is_accepted_whole_and_inert(
    texts: list[str], labels: list[str], url: str
) -> None:
    title, edition, section, page = texts
    cited = a_citation(title=title, edition=edition, section=section, page=page, url=url)
    choices = tuple(Choice(label=label, question="？") for label in labels)
    messages = rendered(an_answer(citations=(cited,) * 3, choices=choices))
    assert [found for message in messages for found in too_much(message)] == []
    assert [found for message in messages for found in live(message)] == []
    said = letters("".join(read(message.text) for message in messages))
    assert all(letters(part) in said for part in (title, section, page, *labels))


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_a_long_text_is_split_and_nothing_is_lost(text: str) -> None:
    cited = a_citation(url="https://www.ipa.go.jp/")
    messages = rendered(
        an_answer(text, citations=(cited,), choices=(Choice(label="甲", question="乙"),))
    )
    assert len(messages) > 2
    assert [found for message in messages for found in too_much(message)] == []
    assert [found for message in messages for found in live(message)] == []
    assert letters(body(messages)) == letters(text)


def test_parts_are_numbered_and_sources_and_buttons_are_on_the_last() -> None:
    answer = an_answer("これは文です。\n" * 900, citations=(a_citation(title="資料"),) * 3)
    messages = rendered(answer)
    count = len(messages)
    for number, message in enumerate(messages, 1):
        is_last = number == count
        assert contexts(message)[-1] == f"（{number}/{count}）"
        assert f"\n（{number}/{count}）" in message.text
        assert bool(buttons(message)) == is_last
        assert ("資料" in message.text) == is_last
    assert "これは文です" in messages[-1].text


def test_sources_that_do_not_fit_behind_the_answer_get_a_message_of_their_own() -> None:
    answer = an_answer("文。\n" * 199, citations=(a_citation(title="長い題" * 100),) * 10)
    first, *rest = rendered(answer)
    assert wording.SOURCES not in first.text
    assert rest[0].text.startswith(wording.SOURCES)


def test_a_short_answer_has_no_part_mark() -> None:
    (message,) = rendered(an_answer())
    assert "1/1" not in message.text


def test_a_cut_prefers_a_sentence_then_a_comma_then_anything() -> None:
    assert list(pieces("一二三。四五六七八", 6)) == ["一二三。", "四五六七八"]
    assert list(pieces("一二三。」四五六七", 6)) == ["一二三。」", "四五六七"]
    assert list(pieces("一二三、四五六七八", 6)) == ["一二三、", "四五六七八"]
    assert list(pieces("一二三四五六七八", 6)) == ["一二三四五六", "七八"]


@pytest.mark.parametrize(
    "cluster",
    ["か\u3099", "👩\u200d💻", "👍🏽", "🇯🇵", "葛\U000e0100", "❤\ufe0f", "ｶﾞ", "क\u093f"],
)
@pytest.mark.parametrize("before", range(12))
def test_a_cut_keeps_a_character_whole(cluster: str, before: int) -> None:
    found = list(pieces("あ" * before + cluster + "い" * 20, 10))
    assert any(cluster in piece for piece in found)


def test_a_cut_keeps_an_address_whole() -> None:
    url = "https://www.ipa.go.jp/security/"
    assert list(pieces("あ" * 10 + url + "い", 30)) == ["あ" * 10, url[:30], url[30:] + "い"]
    assert list(pieces("あ" * 10 + url + "い", 35)) == ["あ" * 10, url + "い"]


@given(text=odd, limit=st.integers(10, 80))
def test_pieces_are_the_text(text: str, limit: int) -> None:
    found = list(pieces(text, limit))
    assert "".join(found) == text
    assert all(found)


def test_sections_hold_less_than_slack_takes() -> None:
    for message in rendered(an_answer("&" * 9000)):
        assert max(len(said) for said in sections(message)) <= 3000
