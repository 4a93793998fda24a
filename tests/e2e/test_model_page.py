"""A model's answer on the page: there as it is verified, with a button to stop it, and then whole."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot import wording
from tests.e2e.conftest import Demo, watched
from tests.e2e.office import Office
from tests.fakes.model.players import faithful
from tests.fakes.model.server import ModelServer

QUESTION = "★★にするには何をして、IDはどれくらいで出る？"
# So slow that a draft is seen, so fast that the answer is whole in time.
_PER_PIECE = 0.03


@pytest.fixture(scope="module")
def demo(demo_home: Path, start_demo: Callable[[], Demo]) -> Iterator[Demo]:
    """A demo beside a model that is played."""
    with (
        ModelServer(faithful, per_piece=_PER_PIECE) as server,
        pytest.MonkeyPatch.context() as set_,
    ):
        set_.setenv("LLM_MODEL", "openai:played")
        set_.setenv("LLM_BASE_URL", server.url)
        running = start_demo()
        _until_open(demo_home / "demo" / f"run-{running.url.rpartition(':')[2]}")
        yield from watched(running)


def _until_open(folder: Path) -> None:
    """Until the model is there: before that answers are as composed."""
    end = time.monotonic() + 60
    while "model openai:played" not in (folder / "hoshimichi.log").read_text(encoding="utf-8"):
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_draft_with_a_button_becomes_the_answer_with_its_sources(
    office: Office, picture: Callable[[Page, str], None]
) -> None:
    answer = office.ask(QUESTION)
    expect(answer.locator(".bk-button", has_text=wording.STOP)).to_be_visible()
    picture(office.page, "draft")
    expect(answer.locator(".bk-button", has_text=wording.CONSULT)).to_be_visible()
    expect(answer.locator(".bk-button", has_text=wording.STOP)).to_have_count(0)
    expect(answer).to_contain_text("基本方針")
    expect(answer).to_contain_text(wording.SOURCES)
    picture(office.page, "model-answer")


def test_who_asked_can_stop_it_and_keeps_what_is_known(office: Office) -> None:
    answer = office.ask("★★を宣言するには何をする？費用はかかる？")
    office.press(answer, wording.STOP)
    expect(answer).to_contain_text(wording.STOPPED)
    expect(answer).to_contain_text("基本方針")
