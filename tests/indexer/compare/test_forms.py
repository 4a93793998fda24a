"""A comparison can be read in every form, whatever is in it and however much."""

from __future__ import annotations

import io
import random
import re

import pytest
from docx import Document

from indexer.compare.align import compare
from indexer.compare.effects import Effect
from indexer.compare.page import page
from indexer.compare.sections import Named, sections
from indexer.compare.telling import lines
from indexer.compare.word_file import word_file
from indexer.documents.model import ReadDocument
from tests.evals.editions_compared import large, second_edition
from tests.indexer.compare.test_align import SENTENCES, edition

TOUCHED = (
    Effect(kind="rule", id="rule/it2026/sa", name="通常枠の要件", why="level", pages=(3, 5)),
    *(Effect(kind="passage", id=f"it/{n}", name=f"回答{n}", why="text") for n in range(30)),
)


def named(old: ReadDocument, new: ReadDocument) -> Named:
    return Named(old="2025年版", new="2026年版", comparison=compare(old, new), effects=TOUCHED)


def word_text(content: bytes) -> str:
    return "\n".join(one.text for one in Document(io.BytesIO(content)).paragraphs)


@pytest.fixture
def levels() -> Named:
    new = [text.replace("★一つ星", "★★二つ星") for text in SENTENCES]
    new[0] = new[0].replace("登記簿", "決算書")
    return named(edition(*SENTENCES), edition(*new))


def test_what_presses_comes_first(levels: Named) -> None:
    text = "\n".join(lines(levels))
    for said in (text, page(levels), word_text(word_file(levels))):
        places = [
            said.rindex(heading)
            for heading in (
                "要確認: ★・日付・金額・数字が変わったところ",
                "影響を確かめるところ",
                "言葉が変わったところ",
            )
        ]
        assert places == sorted(places)
        assert (
            "通常枠の要件（rule/it2026/sa）: ★について書いたところが変わりました（3、5頁）" in said
        )
    assert "[−★一つ星−]{+★★二つ星+}" in text
    assert "<del>★一つ星</del><ins>★★二つ星</ins>" in page(levels)


def test_the_contents_lead_to_every_section(levels: Named) -> None:
    html = page(levels)
    links = re.findall(r'href="#(\w+)"', html)
    assert links == ["figures", "effects", "changed"]
    assert all(f'id="{link}"' in html for link in links)


def test_many_effects_are_folded_but_all_there(levels: Named) -> None:
    assert "ほか10件" in "\n".join(lines(levels))
    assert all(f"（it/{number}）" in page(levels) for number in range(30))


def test_no_difference_is_said_so() -> None:
    same = edition(*SENTENCES)
    for said in (
        "\n".join(lines(named(same, same))),
        page(named(same, same)),
        word_text(word_file(named(same, same))),
    ):
        assert "違いは見つかりませんでした。" in said


def test_what_strangers_wrote_stays_text() -> None:
    bad = "<script>alert(1)</script>\x00\x0b\ud800 [−x−]"
    shown = named(edition(*SENTENCES), edition(*SENTENCES, bad))
    assert "<script" not in page(shown)
    assert "alert(1)" in word_text(word_file(shown))


def test_every_change_is_in_one_section() -> None:
    old = large(400, 5)
    new, _ = second_edition(old, random.Random(5), 90)
    comparison = compare(old, new)
    assert sum(one.count for one in sections(comparison)) == len(comparison.changes)


def test_a_chapter_that_went_is_told_short() -> None:
    old = large(400, 7)
    shown = named(old, old.model_copy(update={"blocks": old.blocks[:100]}))
    assert len(list(lines(shown))) < 80
    assert page(shown).count('class="change"') == 300
