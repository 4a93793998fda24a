"""Follow-up questions keep the subject they lean on."""

from __future__ import annotations

import pytest

from bot.advisor import Advisor
from bot.answering.followup import standalone
from bot.domain.conversation import Conversation
from indexer.index import Index
from tests.bot.answering.followup_pairs import PAIRS
from tests.bot.asking import TODAY, advisor_over


class NoWords:
    """Knows no word."""

    def own(self, normalised: str) -> bool:
        return False


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
    assert standalone(question, question, ABOUT_IT, NoWords()) == f"IT導入補助金2025 {question}"


@pytest.mark.parametrize(
    "question", ["二つ星とは？", "gビズidは？", "会社のパソコンを捨てるときの注意点を知りたい"]
)
def test_what_has_its_own_subject_stays_as_typed(question: str) -> None:
    assert standalone(question, question, ABOUT_IT, NoWords()) == question


def test_without_a_conversation_there_is_nothing_to_lean_on() -> None:
    assert (
        standalone("それはいつまで？", "それはいつまで？", Conversation(), NoWords())
        == "それはいつまで？"
    )


@pytest.fixture(scope="module")
def talks(advisor: Advisor) -> dict[str, Conversation]:
    """The conversations after the first questions."""
    return {first: advisor.ask(first, TODAY)[1] for first in {pair[0] for pair in PAIRS}}


@pytest.mark.parametrize(("first", "second"), [pair[:2] for pair in PAIRS if pair[2]])
def test_what_is_asked_of_a_subsidy_leans_on_it(
    advisor: Advisor, talks: dict[str, Conversation], first: str, second: str
) -> None:
    assert advisor.leans(second, talks[first])


def test_what_is_asked_about_mostly_apart_from_subsidies_stands_alone(
    advisor: Advisor, talks: dict[str, Conversation]
) -> None:
    alone = [pair for pair in PAIRS if not pair[2]]
    wrong = [second for first, second, _ in alone if advisor.leans(second, talks[first])]
    assert len(wrong) <= len(alone) // 10, wrong


def test_another_question_about_the_declaration_is_not_answered_about_the_subsidy(
    advisor: Advisor,
) -> None:
    _, talk = advisor.ask("デジタル化・AI導入補助金の通常枠に★は必要？", TODAY)
    answer, _ = advisor.ask("IDの取り方と費用は？", TODAY, talk)
    alone, _ = advisor.ask("IDの取り方と費用は？", TODAY)
    assert answer.text == alone.text


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
