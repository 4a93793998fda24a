"""A file is fetched from Slack's own place only."""

from __future__ import annotations

import pytest

from bot.slack.adding.download import is_slacks

SLACK = "https://slack.com/api/"


@pytest.mark.parametrize(
    "address",
    [
        "https://files.slack.com/files-pri/T0-F0/a.pdf",
        "https://files.slack.com:443/files-pri/T0-F0/download/a.pdf",
    ],
)
def test_slacks_own_place(address: str) -> None:
    assert is_slacks(address, SLACK)


@pytest.mark.parametrize(
    "address",
    [
        "http://files.slack.com/a",
        "https://files.slack.com.example.com/a",
        "https://files.slack.com@example.com/a",
        "https://user:pass@files.slack.com/a",
        "https://files.slack.com:8443/a",
        "https://example.com/files.slack.com",
        "https://127.0.0.1/a",
        "file:///etc/passwd",
        "https://[::1",
        "",
        "None",
    ],
)
def test_no_other_place_gets_the_token(address: str) -> None:
    assert not is_slacks(address, SLACK)


def test_beside_a_stand_in_only_the_stand_in() -> None:
    stand_in = "http://127.0.0.1:3000/api/"
    assert is_slacks("http://127.0.0.1:3000/files/F1", stand_in)
    assert not is_slacks("http://127.0.0.1:3001/files/F1", stand_in)
    assert not is_slacks("https://files.slack.com/a", stand_in)
