"""How an answer is put together, and that what it quotes stands in what it cites."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from bot.answering.compose import Composer, certainty_of, citation
from indexer.chunk import Chunk
from indexer.index import Index
from tests.bot.asking import TODAY, Ask
from tests.evals.golden import read

PLAIN = Chunk(
    id="a/1", title="鍵", text="鍵は毎日かけます。理由は二つです。", source_title="手引き",
    tier="official", as_of="2024-03", confidence="high", url="https://minato.example/guide",
)  # fmt: skip


def composer(day: dt.date = TODAY) -> Composer:
    return Composer(day, ["old", "new"], {"old": "1.0", "new": "2.0"})


def test_the_first_sentence_carries_mark_and_certainty() -> None:
    answer = composer().answer(PLAIN)
    assert answer.text == "鍵は毎日かけます。 [1] 〔確定・2024年3月確認〕\n理由は二つです。"
    assert (answer.kind, answer.certainty, answer.subject) == ("answered", "確定", "鍵")
    assert [row.quote for row in answer.citations] == ["鍵は毎日かけます。"]


def test_a_lead_comes_before_the_passage_and_a_body_replaces_it() -> None:
    answer = composer().answer(PLAIN, lead="はい。", body="・甲\n・乙", subject="錠")
    assert answer.text.split("\n") == ["はい。", "・甲 [1] 〔確定・2024年3月確認〕", "・乙"]
    assert answer.subject == "錠"


@pytest.mark.parametrize(
    ("confidence", "gap", "certainty"),
    [("high", False, "確定"), ("medium", False, "未確認情報"), ("low", False, "未確認情報"),
     ("high", True, "不明"), ("low", True, "不明")],
)  # fmt: skip
def test_confidence_becomes_certainty(confidence: str, gap: bool, certainty: str) -> None:
    chunk = Chunk.model_validate(PLAIN.model_dump() | {"confidence": confidence, "gap": gap})
    answer = composer().answer(chunk)
    assert (certainty_of(chunk), answer.certainty) == (certainty, certainty)
    assert gap or answer.kind == "answered"
    assert f"〔{certainty}・" in answer.text
    assert ("https://minato.example/guide" in answer.text) == (certainty != "確定")


def test_what_is_not_known_is_said_to_be_unknown() -> None:
    answer = composer().answer(PLAIN, lead="分かりません。", known=False)
    assert (answer.kind, answer.certainty) == ("unknown", "不明")


def test_an_older_edition_says_so_and_the_newest_does_not() -> None:
    old = PLAIN.model_copy(update={"edition": "old", "edition_name": "第1.0版"})
    new = PLAIN.model_copy(update={"edition": "new", "edition_name": "第2.0版"})
    assert "第1.0版の内容でお答えしています" in composer().answer(old).text
    assert "お答えしています" not in composer().answer(new).text


def test_every_further_chunk_is_marked_and_cited() -> None:
    more = PLAIN.model_copy(update={"id": "a/2", "text": "窓も閉めます。雨の日は特に。"})
    answer = composer().answer(PLAIN, also=[more])
    last = answer.text.split("\n")[-1]
    assert last.startswith("・窓も閉めます。")
    assert last.endswith(" [2]")
    assert [row.quote for row in answer.citations] == ["鍵は毎日かけます。", "窓も閉めます。"]


def test_a_long_first_sentence_is_quoted_verbatim_in_part() -> None:
    chunk = PLAIN.model_copy(update={"text": "鍵" * 500 + "。"})
    quote = citation(chunk).quote
    assert quote
    assert quote in chunk.text
    assert len(quote) < 500


def test_quotes_of_the_golden_questions_stand_in_the_passages_cited(
    shipped_index: Index, ask_shipped: Ask
) -> None:
    # A citation names title, section and day; the passage must be one that has all three.
    texts: dict[tuple[object, ...], list[str]] = {}
    for chunk in shipped_index.searcher.chunks:
        key = (chunk.source_title, chunk.section or chunk.title, chunk.as_of, chunk.url, chunk.page)
        texts.setdefault(key, []).append(chunk.text)
    asked, cited, wrong = 0, 0, []
    for row in read()[::2]:
        answer = ask_shipped(row.question, row.as_of)
        asked += 1
        for found in answer.citations:
            cited += 1
            key = (found.title, found.section, found.as_of, found.url, found.page)
            if not found.quote or not any(found.quote in text for text in texts.get(key, [])):
                wrong.append((row.id, found.quote))
        # Every citation is marked in the text, and no mark leads nowhere.
        marks = {int(number) for number in re.findall(r"\[([0-9]+)\]", answer.text)}
        if marks != set(range(1, len(answer.citations) + 1)):
            wrong.append((row.id, f"{marks}"))
    assert asked >= 150
    assert cited > 150
    assert wrong == []
