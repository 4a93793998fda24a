"""Follow-up questions keep the subject they lean on."""

from __future__ import annotations

import pytest

from bot.advisor import Advisor
from bot.answering.followup import standalone
from bot.domain.conversation import Conversation
from indexer.index import Index
from tests.bot.asking import TODAY, advisor_over

ABOUT_IT = Conversation(subject="IT導入補助金2025")


@pytest.fixture(scope="module")
def advisor(shipped_index: Index) -> Advisor:
    """An advisor over the shipped knowledge."""
    return advisor_over(shipped_index)


@pytest.mark.parametrize(
    "question",
    [
        "それはいつまで？",
        "いくら？",
        "じゃあ個人事業主の場合に必要になる書類は何ですか",
        "締切は？",
    ],
)
def test_what_cannot_stand_alone_gets_the_subject(question: str) -> None:
    assert standalone(question, question, ABOUT_IT) == f"IT導入補助金2025 {question}"


@pytest.mark.parametrize(
    "question", ["二つ星とは？", "gビズidは？", "会社のパソコンを捨てるときの注意点を知りたい"]
)
def test_what_has_its_own_subject_stays_as_typed(question: str) -> None:
    assert standalone(question, question, ABOUT_IT) == question


def test_without_a_conversation_there_is_nothing_to_lean_on() -> None:
    assert standalone("それはいつまで？", "それはいつまで？", Conversation()) == "それはいつまで？"


def test_until_when_keeps_the_programme(advisor: Advisor) -> None:
    first, talk = advisor.ask("IT導入補助金は★でいい？", TODAY)
    assert talk.subject == "デジタル化・AI導入補助金2026"
    second, talk = advisor.ask("それはいつまで？", TODAY, talk)
    assert "デジタル化・AI導入補助金2026" in second.text.split("\n")[0]
    assert "締切" in second.text.split("\n")[0]
    assert talk.subject is not None
    assert "デジタル化・AI導入補助金2026" in talk.subject
    alone, _ = advisor.ask("それはいつまで？", TODAY)
    assert alone.text != second.text


def test_how_much_after_until_when_is_about_money(advisor: Advisor) -> None:
    _, talk = advisor.ask("IT導入補助金は★でいい？", TODAY)
    deadline, talk = advisor.ask("それはいつまで？", TODAY, talk)
    money, _ = advisor.ask("いくら？", TODAY, talk)
    assert money.text.split("\n")[0] != deadline.text.split("\n")[0]


def test_a_new_subject_replaces_the_old(advisor: Advisor) -> None:
    _, talk = advisor.ask("IT導入補助金は★でいい？", TODAY)
    _, talk = advisor.ask("5か条を教えて", TODAY, talk)
    assert talk.subject is not None
    assert "IT" not in talk.subject


def test_an_empty_line_keeps_the_subject(advisor: Advisor) -> None:
    _, before = advisor.ask("IT導入補助金は★でいい？", TODAY)
    _, after = advisor.ask("", TODAY, before)
    assert after.subject == before.subject
