"""A document with a password in it is told of before it is added, and the password is not shown."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from bot.slack.adding import words
from bot.slack.adding.child import carry_out
from bot.slack.adding.orders import Read, ReadOrder
from bot.slack.adding.staging import ORIGINAL
from indexer.settings import IndexSettings


def read(folder: Path, text: str) -> Read:
    (folder / ORIGINAL).mkdir(parents=True)
    (folder / ORIGINAL / "memo.txt").write_text(text, encoding="utf-8")
    order = ReadOrder(folder=folder, name="引き継ぎ.txt", today=dt.date(2026, 11, 23))
    found = carry_out(IndexSettings(home=folder), order, lambda step: None)
    assert isinstance(found, Read), found
    return found


def test_a_password_in_a_text_file_is_told_and_not_shown(tmp_path: Path) -> None:
    found = read(tmp_path / "a", "引き継ぎ\n\nGビズIDのパスワードは Kokoni4711x です。\n\n以上")
    assert found.attention == (words.SECRETS_WITHIN.format(where="1か所"),)
    assert "Kokoni4711x" not in found.model_dump_json()


def test_advice_on_passwords_is_no_password(tmp_path: Path) -> None:
    found = read(tmp_path / "b", "5か条\n\nパスワードは12文字以上にしましょう。\n\n以上")
    assert found.attention == ()
