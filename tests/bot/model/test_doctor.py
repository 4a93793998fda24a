"""The doctor's line about the model: fine without one, else what is wrong and what to do."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot import wording
from bot.model.doctor import Finding, examine, opened
from tests.bot.model.conftest import KEY, settings
from tests.fakes.model import Fault, ModelServer, closed_url


def found(url: str = "", model: str = "openai:played", seconds: float = 1.0) -> Finding:
    """What the doctor says."""
    return asyncio.run(examine(settings(url, model), seconds))


@pytest.mark.parametrize("model", ["", " ", "\u3000\n"])
def test_no_model_is_fine(model: str) -> None:
    assert found(model=model) == Finding(ok=True, message=wording.MODEL_UNUSED)


def test_one_that_works_is_named_with_its_host() -> None:
    with ModelServer(lambda _: "はい") as server:
        finding = found(server.url, seconds=10)
    assert finding.ok
    assert finding.message.startswith("openai:played（127.0.0.1）")


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (Fault.http(401), wording.MODEL_BAD_KEY),
        (Fault.http(404), wording.MODEL_NOT_FOUND),
        (Fault.http(429, "60"), wording.MODEL_RATE_LIMITED),
        (Fault.http(500), wording.MODEL_SERVER),
        (Fault.stall(), wording.MODEL_TIMEOUT),
        (Fault.page(), wording.MODEL_GARBAGE),
        (Fault.empty(), wording.MODEL_GARBAGE),
    ],
)
def test_what_is_wrong_is_one_sentence(fault: Fault, sentence: str) -> None:
    with ModelServer(lambda _: "はい", fault=fault) as server:
        assert found(server.url) == Finding(ok=False, message=sentence)


@pytest.mark.parametrize(
    ("url", "model", "sentence"),
    [
        ("http://example.jp/v1", "openai:played", wording.MODEL_INSECURE),
        ("", "gpt", wording.MODEL_UNKNOWN_PROVIDER),
        ("", "nobody:x", wording.MODEL_UNKNOWN_PROVIDER),
        ("", "openai：gpt-x", wording.MODEL_UNKNOWN_PROVIDER),
        ("", "openai: gpt-x", wording.MODEL_UNKNOWN_PROVIDER),
        ("", "'openai:gpt-x'", wording.MODEL_UNKNOWN_PROVIDER),
        ("", "anthropic:x", wording.MODEL_BAD_KEY),
        ("http://127.0.0.1:8000", "google_genai:x", wording.MODEL_OWN_ENDPOINT),
        ("https://example.jp/v1", "google:x", wording.MODEL_OWN_ENDPOINT),
    ],
)
def test_what_is_set_wrong_is_one_sentence(url: str, model: str, sentence: str) -> None:
    assert found(url, model) == Finding(ok=False, message=sentence)


def test_a_server_that_is_not_there_is_told_of() -> None:
    finding = found(closed_url(), "openai:played")
    assert finding == Finding(ok=False, message=wording.MODEL_REFUSED)


def test_a_missing_package_is_named() -> None:
    finding = found(model="fireworks:x")
    assert not finding.ok
    assert "`pip install langchain-fireworks`" in finding.message


@pytest.mark.parametrize(
    ("url", "model", "sentence"),
    [
        ("", "nobody:x", wording.MODEL_UNKNOWN_PROVIDER),
        ("", "openai：gpt-x", wording.MODEL_UNKNOWN_PROVIDER),
        ("", "anthropic:x", wording.MODEL_BAD_KEY),
        ("http://127.0.0.1:8000", "google:x", wording.MODEL_OWN_ENDPOINT),
        (
            "",
            "fireworks:x",
            wording.MODEL_MISSING_EXTRA.format(install="pip install langchain-fireworks"),
        ),
    ],
)
def test_at_the_start_the_same_sentence_is_logged_once(
    url: str, model: str, sentence: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert asyncio.run(opened(settings(url, model))) is None
    (record,) = caplog.records
    assert (record.levelno, record.getMessage()) == (logging.ERROR, sentence)
    assert "\n" not in sentence


def test_without_a_model_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    assert asyncio.run(opened(settings(model=""))) is None
    assert [record for record in caplog.records if record.name.startswith("bot")] == []


def test_the_key_is_in_no_sentence() -> None:
    with ModelServer(lambda _: "はい", fault=Fault.http(401)) as server:
        assert KEY not in found(server.url).message
