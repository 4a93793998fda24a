"""`python -m bot.slack.demo`: how it starts, ends, and says why it cannot."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from bot import wording
from bot.errors import BadSetting
from bot.slack import demo as demo_module
from tests.e2e.conftest import Demo


def test_ctrl_c_stops_both(start_demo: Callable[[], Demo]) -> None:
    demo = start_demo()
    children = psutil.Process(demo.process.pid).children()
    assert len(children) == 2
    assert demo.stop() == 0
    assert demo.process.stdout is not None
    assert wording.DEMO_STOPPED in demo.process.stdout.read()
    assert not any(child.is_running() for child in children)


@pytest.mark.parametrize("name", [wording.DEMO_STAND_IN, wording.DEMO_BOT])
def test_when_one_of_the_two_ends_the_other_is_stopped_and_it_is_said(
    start_demo: Callable[[], Demo], name: str
) -> None:
    demo = start_demo()
    children = psutil.Process(demo.process.pid).children()
    stand_in, bot = sorted(children, key=lambda child: "bot" in child.cmdline())
    (stand_in if name == wording.DEMO_STAND_IN else bot).kill()
    said, _ = demo.process.communicate(timeout=20)
    assert demo.process.returncode == 1
    assert f"{name}が止まった" in said
    assert not any(child.is_running() for child in children)


def test_without_an_index_it_says_how_to_build_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOSHIMICHI_HOME", str(tmp_path))
    assert demo_module.main([]) == 1
    assert capsys.readouterr().out.strip() == wording.NO_INDEX


def test_without_npm_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BadSetting, match="npm が見つかりません"):
        demo_module.installed(tmp_path)


def test_when_npm_fails_its_reason_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho 'npm warn old' >&2\necho 'npm error code E404' >&2\nexit 1\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BadSetting, match="取り寄せられません(.|\n)*E404"):
        demo_module.installed(tmp_path / "demo")


def test_on_another_system_it_points_to_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    with pytest.raises(BadSetting, match="riscv64.*make chat"):
        demo_module.installed(tmp_path)


def test_a_port_in_use_is_named(
    demo_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOSHIMICHI_HOME", str(demo_home))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert demo_module.main(["--port", str(port)]) == 1
    assert capsys.readouterr().out.strip() == wording.DEMO_PORT_TAKEN.format(port=port)
