"""The fake refuses what Slack refuses, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fakes.slack import problems

Json = dict[str, Any]


def text(value: str = "文", kind: str = "plain_text") -> Json:
    return {"type": kind, "text": value}


def section(value: str = "文", **more: Any) -> Json:
    return {"type": "section", "text": text(value, "mrkdwn"), **more}


def button(**more: Any) -> Json:
    return {"type": "button", "action_id": "a", "text": text(), "value": "v", **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def option(label: str = "はい", value: str = "1", **more: Any) -> Json:
    return {"text": text(label), "value": value, **more}


def radio(count: int) -> Json:
    options = [option(value=str(number)) for number in range(count)]
    return {"type": "radio_buttons", "action_id": "r", "options": options}


def question(element: Json, label: str = "問") -> Json:
    return {"type": "input", "label": text(label), "element": element}


def rich(*parts: Json, container: str = "rich_text_section", **more: Any) -> Json:
    return {
        "type": "rich_text",
        "elements": [{"type": container, "elements": list(parts), **more}],
    }


def message(*blocks: Json) -> Json:
    return {"text": "代わりの文", "blocks": list(blocks)}


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": text(), "submit": text(), "blocks": list(blocks), **more}


def home(*blocks: Json) -> Json:
    return {"type": "home", "blocks": list(blocks)}


WORD = {"type": "text", "text": "太字", "style": {"bold": True}}
TABLE = {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}
ITEM = {"type": "rich_text_section", "elements": [WORD]}

ACCEPTED = {
    "fifty blocks": message(*[section()] * 50),
    "hundred blocks in a modal": modal(*[section()] * 100),
    "hundred blocks on Home": home(*[section()] * 100),
    "long section": message(section("あ" * 3000)),
    "full button": message(actions(button(text=text("あ" * 75), value="v" * 2000))),
    "ten options": modal(question(radio(10))),
    "rich text parts": message(
        rich(
            WORD,
            {"type": "link", "url": "https://www.ipa.go.jp", "text": "IPA"},
            {"type": "user", "user_id": "U1"},
            {"type": "channel", "channel_id": "C1"},
            {"type": "emoji", "name": "star"},
            {"type": "broadcast", "range": "here"},
        )
    ),
    "rich text list": message(rich(ITEM, container="rich_text_list", style="bullet", indent=1)),
    "quote and code": message(
        rich(WORD, container="rich_text_quote"), rich(WORD, container="rich_text_preformatted")
    ),
    "table and markdown in a message": message(TABLE, {"type": "markdown", "text": "# 見出し"}),
    "table on Home": home(TABLE),
    "block text at the limit": message(*[section("あ" * 2640)] * 5),
}

REFUSED = {
    "51 blocks": (message(*[section()] * 51), "no more than 50"),
    "101 blocks in a modal": (modal(*[section()] * 101), "no more than 100"),
    "101 blocks on Home": (home(*[section()] * 101), "no more than 100"),
    "too much block text": (message(*[section("あ" * 2641)] * 5), "13205 characters"),
    "text over 40,000": ({"text": "あ" * 40_001}, "40000"),
    "section over 3000": (message(section("あ" * 3001)), "/blocks/0/text"),
    "empty section": (message(section("")), "more than 0"),
    "section of nothing": (message({"type": "section"}), "text or fields"),
    "eleven fields": (message(section(fields=[text()] * 11)), "1 to 10 fields"),
    "field over 2000": (message(section(fields=[text("あ" * 2001)])), "fields/0"),
    "header over 150": (message({"type": "header", "text": text("あ" * 151)}), "151"),
    "header in mrkdwn": (message({"type": "header", "text": text("a", "mrkdwn")}), "text type"),
    "eleven in context": (message({"type": "context", "elements": [text()] * 11}), "1 to 10"),
    "26 actions": (message(actions(*[button()] * 26)), "1 to 25"),
    "no actions": (message(actions()), "1 to 25"),
    "same action twice": (message(actions(button(), button())), "already exists"),
    "button text over 75": (message(actions(button(text=text("あ" * 76)))), "76"),
    "button value over 2000": (message(actions(button(value="v" * 2001))), "2000"),
    "empty button text": (message(actions(button(text=text("")))), "more than 0"),
    "button style": (message(actions(button(style="default"))), "primary or danger"),
    "same block_id twice": (message(section(block_id="b"), section(block_id="b")), "exists"),
    "block_id over 255": (message(section(block_id="b" * 256)), "255"),
    "action_id over 255": (message(actions(button(action_id="b" * 256))), "255"),
    "eleven radio options": (modal(question(radio(11))), "1 to 10 options"),
    "option text over 75": (
        modal(question({**radio(1), "options": [option("あ" * 76)]})),
        "options/0/text",
    ),
    "option value over 150": (
        modal(question({**radio(1), "options": [option(value="v" * 151)]})),
        "options/0/value",
    ),
    "unknown initial option": (
        modal(question({**radio(2), "initial_option": option("他", "9")})),
        "not among the options",
    ),
    "label over 2000": (modal(question(radio(2), "あ" * 2001)), "label"),
    "input max_length": (
        modal(question({"type": "plain_text_input", "max_length": 3001})),
        "3000",
    ),
    "title over 24": (modal(section(), title=text("あ" * 25)), "/view/title"),
    "no title": ({"type": "modal", "blocks": []}, "title"),
    "input without submit": (modal(question(radio(2)), submit=None), "needs submit"),
    "private_metadata": (modal(section(), private_metadata="m" * 3001), "3000"),
    "view over 250 KB": (modal(*[section("あ" * 500)] * 90), "250000 bytes"),
    "markdown in a modal": (modal({"type": "markdown", "text": "a"}), "unsupported type"),
    "two tables": (message(TABLE, TABLE), "only_one_table_allowed"),
    "a table of many words": (
        message({"type": "table", "rows": [[{"type": "raw_text", "text": "字" * 2501}] * 4]}),
        "10004 characters in tables",
    ),
    "a column we made up": (
        message({**TABLE, "column_settings": [{"width": 3}]}),
        "malformed settings",
    ),
    "table in a modal": (modal(TABLE), "unsupported type"),
    "markdown on Home": (home({"type": "markdown", "text": "a"}), "unsupported type"),
    "title on Home": ({**home(), "title": text()}, "takes no"),
    "unknown block": (message({"type": "poll"}), "unsupported type: poll"),
    "block is null": ({"text": "a", "blocks": [None]}, "must be an object"),
    "markdown over 12,000": (message({"type": "markdown", "text": "a" * 12_001}), "12000"),
    "empty rich text": (message({"type": "rich_text", "elements": []}), "needs elements"),
    "empty text in rich text": (message(rich({"type": "text", "text": ""})), "more than 0"),
    "bare text in rich text": (message({"type": "rich_text", "elements": [WORD]}), "unsupported"),
    "list of bare text": (
        message(rich(WORD, container="rich_text_list", style="bullet")),
        "rich_text_section",
    ),
    "user in code": (
        message(rich({"type": "user", "user_id": "U1"}, container="rich_text_preformatted")),
        "unsupported",
    ),
    "broadcast range": (message(rich({"type": "broadcast", "range": "all"})), "range"),
    "image without alt": (
        message({"type": "image", "image_url": "https://example.jp/a.png"}),
        "alt_text",
    ),
    "malformed element": (message({**section(), "accessory": [1]}), "unsupported"),
    "malformed groups": (
        modal(question({"type": "static_select", "option_groups": ["x"]})),
        "malformed",
    ),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_slack_takes_passes(name: str) -> None:
    assert problems(ACCEPTED[name]) == []


@pytest.mark.parametrize("name", REFUSED)
def test_what_slack_refuses_is_named(name: str) -> None:
    payload, sentence = REFUSED[name]
    assert any(sentence in found for found in problems(payload)), problems(payload)
