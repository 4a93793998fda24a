"""Each kind of edit is said as what it is; large documents take seconds."""

from __future__ import annotations

import random
import time

import pytest

from indexer.compare.align import Comparison, compare
from indexer.compare.order import gaps, in_order
from indexer.documents.model import Block, ReadDocument
from tests.evals.editions_compared import large, second_edition
from tests.indexer.compare.test_align import SENTENCES, edition


def numbered(first: int) -> ReadDocument:
    """A chapter of articles from a number on, headings and references among them."""
    blocks = []
    for number, text in enumerate(SENTENCES, first):
        heading = f"第{number}条 定めの{'アイウエオカキク'[number - first]}"
        blocks.append(Block(kind="heading", text=heading, page=1, section=("第1章", heading)))
        blocks.append(Block(kind="paragraph", text=f"{text}第{number}条による。", page=1, section=("第1章", heading)))  # fmt: skip
    return ReadDocument(kind="pdf", title="", pages=1, blocks=tuple(blocks))


def kinds(found: Comparison) -> list[str]:
    return [change.kind for change in found.changes]


def test_renumbering_is_said_as_renumbering() -> None:
    found = compare(numbered(1), numbered(2))
    assert set(kinds(found)) == {"renumbered"}
    assert not any(change.figures for change in found.changes)


def test_an_article_put_in_renumbers_the_rest_and_is_added_itself() -> None:
    after = numbered(2)
    came = Block(
        kind="paragraph", text="新たに、賃上げの計画を示すこと。", page=1, section=("第1章",)
    )
    found = compare(numbered(1), after.model_copy(update={"blocks": (came, *after.blocks)}))
    assert len(found.of("added")) == 1
    assert len(found.of("renumbered")) == 16


def test_a_paragraph_in_two_is_no_change_of_words() -> None:
    whole = "".join(SENTENCES[:2])
    found = compare(edition(whole, *SENTENCES[2:]), edition(*SENTENCES))
    assert kinds(found) == ["split"]
    assert [one.text for one in found.changes[0].also] == [SENTENCES[1]]


def test_paragraphs_put_together_are_no_change_of_words() -> None:
    whole = "".join(SENTENCES[2:5])
    found = compare(edition(*SENTENCES), edition(*SENTENCES[:2], whole, *SENTENCES[5:]))
    assert kinds(found) == ["joined"]
    assert [one.text for one in found.changes[0].also] == list(SENTENCES[3:5])


def test_what_moved_and_changed_is_one_change() -> None:
    text = "申請者は、登記簿の写しと決算書を、申請の日から30日以内に事務局に出さなければならない。"
    found = compare(edition(text, *SENTENCES), edition(*SENTENCES, text.replace("30日", "60日")))
    (change,) = found.changes
    assert (change.kind, change.elsewhere, change.figures) == ("changed", True, ("count",))


def test_only_punctuation_is_minor() -> None:
    new = [SENTENCES[0].replace("、", "，"), *SENTENCES[1:]]
    (change,) = compare(edition(*SENTENCES), edition(*new)).changes
    assert (change.kind, change.minor) == ("changed", True)


def test_a_removed_clause_about_the_level_is_to_be_looked_at() -> None:
    new = [text for text in SENTENCES if "★" not in text]
    (change,) = compare(edition(*SENTENCES), edition(*new)).changes
    assert (change.kind, change.figures) == ("removed", ("star",))


def test_the_page_of_a_row_is_its_own() -> None:
    def table(last: str) -> ReadDocument:
        rows = (("枠", "額"), ("通常枠", "150万円"), ("推進枠", last))
        block = Block(kind="table", text="x", page=3, rows=rows, row_pages=(3, 3, 4), header_rows=1)
        return ReadDocument(kind="pdf", title="", pages=4, blocks=(block,))

    (change,) = compare(table("100万円"), table("120万円")).changes
    assert (change.old and change.old.page, change.figures) == (4, ("money",))


@pytest.mark.parametrize("seed", range(30))
def test_pairs_in_order_grow_and_are_equal(seed: int) -> None:
    generator = random.Random(seed)
    before, after = (generator.choices("abcdefghij", k=40) for _ in range(2))
    pairs = in_order(before, after)
    assert all(before[left] == after[right] for left, right in pairs.items())
    assert sorted(pairs.values()) == [pairs[left] for left in sorted(pairs)]
    in_gaps = [n for gap in gaps(pairs, 40, 40) for n in gap.left]
    assert sorted([*in_gaps, *pairs]) == list(range(40))


def test_the_same_clause_a_thousand_times_is_no_trouble() -> None:
    same = edition(*["－"] * 1500)
    more = edition(*["－"] * 1490, "ここだけ違う定めを置く。", *["－"] * 20)
    start = time.perf_counter()
    found = compare(same, more)
    assert time.perf_counter() - start < 5
    assert len(found.of("added")) == 11


def test_fifteen_hundred_clauses_all_reworded_take_seconds() -> None:
    old = large(1500, 1)
    blocks = [
        one.model_copy(update={"text": one.text.replace("以内に行う", "までに終える")})
        for one in old.blocks
    ]
    start = time.perf_counter()
    found = compare(old, old.model_copy(update={"blocks": tuple(blocks)}))
    assert time.perf_counter() - start < 10
    assert len(found.of("changed")) == 1500


@pytest.mark.parametrize("seed", range(10))
def test_every_clause_is_told_of_once(seed: int) -> None:
    old = large(200, seed)
    new, _ = second_edition(old, random.Random(seed), 30)
    found = compare(old, new)
    before = found.unchanged
    after = found.unchanged
    for change in found.changes:
        before += (change.old is not None) + (len(change.also) if change.kind == "joined" else 0)
        after += (change.new is not None) + (len(change.also) if change.kind == "split" else 0)
    assert (before, after) == (found.old_clauses, found.new_clauses)
