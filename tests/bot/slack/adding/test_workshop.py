"""The process beside the bot: it tells how far it is, holds no secret, and never outlives an order."""

from __future__ import annotations

import asyncio
import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from bot.slack.adding.orders import TOLD, Problem, Read, ReadOrder, Said
from bot.slack.adding.staging import Staging
from bot.slack.adding.workshop import NotCarriedOut, Processes, environment
from tests.conftest import index_settings

TEXT = "# 猫の手補助金 公募要領\n\n第2版 令和8年3月30日\n\n" + "肉球の写しを添えてください。\n" * 20


def order(home: Path) -> ReadOrder:
    """To read a small file."""
    staging = Staging(home)
    came = staging.folder("a") / "came"
    came.write_text(TEXT, encoding="utf-8")
    staging.keep("a", came, "koubo.md")
    return ReadOrder(folder=staging.folder("a"), name="koubo.md", today=dt.date(2026, 11, 23))


def test_a_file_is_read_in_a_process_that_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[str] = []

    async def tell(step: str) -> None:
        told.append(step)

    workshop = Processes(index_settings(tmp_path))
    found = asyncio.run(workshop.carry_out(order(tmp_path), tell))
    assert isinstance(found, Read)
    assert found.guesses["published"] == "2026-03-30"
    assert told == ["read"]
    assert (tmp_path / "adding" / "a" / "read.json").is_file()


def test_the_process_gets_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("DATABASE_URL", "postgres://u:p@h/d")
    found = environment(index_settings(tmp_path))
    assert not any(key.startswith(("SLACK_", "DATABASE_URL")) for key in found)
    assert found["HOSHIMICHI_HOME"] == str(tmp_path)
    assert "xoxb-1" not in found.values()


def test_an_order_nobody_understands_is_not_carried_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")

    async def tell(_: str) -> None:
        raise AssertionError

    with pytest.raises(NotCarriedOut):
        asyncio.run(Processes(index_settings(tmp_path)).carry_out(order(tmp_path), tell))


def test_it_leaves_with_whoever_ordered_it(tmp_path: Path) -> None:
    """A killed bot closes its end of the pipe, and says nothing more."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot.slack.adding.child"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=dict(environment(index_settings(tmp_path))),
    ) as process:  # fmt: skip
        assert process.stdin
        process.stdin.write(order(tmp_path).model_dump_json().encode() + b"\n")
        process.stdin.close()
        assert process.wait(30) in {0, 3}


def test_what_is_told_reads_as_it_was_written() -> None:
    for told in (Said(step="read"), Problem(reason="だめ")):
        assert TOLD.validate_json(told.model_dump_json()) == told
