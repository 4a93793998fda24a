"""Which workers are known to be gone."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

from bot.slack.crew import is_dead, worker_name


def test_this_process_lives_and_an_earlier_one_with_its_pid_does_not() -> None:
    name = worker_name()
    assert not is_dead(name)
    assert is_dead(f"{name}0")
    assert name != worker_name()


def test_a_process_that_has_ended_is_dead() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait(30)
    assert is_dead(f"{socket.gethostname()[:60]}:{gone.pid}:00")


def test_nothing_is_known_of_another_machine() -> None:
    assert not is_dead(f"another:{os.getpid()}:00")
