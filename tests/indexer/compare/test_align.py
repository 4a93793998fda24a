"""Two editions compared: every difference is named once, with both pages."""

from __future__ import annotations

import random

import pytest

from indexer.compare.align import Comparison, compare
from indexer.compare.spans import changed_words
from indexer.documents.model import Block, ReadDocument

SENTENCES = (
    "申請者は、登記簿の写しを添えなければならない。",
    "締切は、令和8年12月5日の17時とする。",
    "補助率は、2分の1以内とする。",
    "SECURITY ACTIONの★一つ星を宣言していること。",
    "事務局は、必要に応じて追加の資料を求めることができる。",
    "交付決定の前に契約したものは、対象としない。",
    "実績の報告は、完了の日から30日以内に行う。",
    "財産の処分には、事前の承認を要する。",
)


def edition(*texts: str, section: str = "第1章") -> ReadDocument:
    """A document of a paragraph a text, ten to a page."""
    blocks = tuple(
        Block(kind="paragraph", text=text, page=number // 10 + 1, section=(section,))
        for number, text in enumerate(texts)
    )
    return ReadDocument(kind="pdf", title="公募要領", pages=1, blocks=blocks)


def told(comparison: Comparison) -> list[tuple[str, str, str]]:
    return [
        (one.kind, one.old.text if one.old else "", one.new.text if one.new else "")
        for one in comparison.changes
    ]


def test_the_same_edition_has_no_changes() -> None:
    found = compare(edition(*SENTENCES), edition(*SENTENCES))
    assert (found.changes, found.unchanged) == ((), len(SENTENCES))


def test_width_case_and_breaks_are_no_change() -> None:
    wide = "ＳＥＣＵＲＩＴＹ ＡＣＴＩＯＮの★一つ星を\n宣言していること。"
    assert compare(edition(SENTENCES[3]), edition(wide)).changes == ()


def test_a_changed_level_is_named_with_the_words_that_changed() -> None:
    new = [text.replace("★一つ星", "★★二つ星") for text in SENTENCES]
    (change,) = compare(edition(*SENTENCES), edition(*new)).changes
    assert change.kind == "changed"
    gone = "".join(span.text for span in change.words if span.what == "gone")
    came = "".join(span.text for span in change.words if span.what == "new")
    assert (gone, came) == ("★一つ星", "★★二つ星")
    assert change.figures == ("star",)


def test_added_and_removed_stand_where_they_belong() -> None:
    new = [
        *SENTENCES[:2],
        "新しい定めとして、賃上げの計画を出すこと。",
        *SENTENCES[2:6],
        SENTENCES[7],
    ]
    assert told(compare(edition(*SENTENCES), edition(*new))) == [
        ("added", "", new[2]),
        ("removed", SENTENCES[6], ""),
    ]


def test_what_moved_is_not_said_to_be_gone() -> None:
    new = [SENTENCES[7], *SENTENCES[:7]]
    assert told(compare(edition(*SENTENCES), edition(*new))) == [
        ("moved", SENTENCES[7], SENTENCES[7])
    ]


def test_rows_of_a_table_are_compared_each() -> None:
    def table(rate: str) -> ReadDocument:
        rows = (("枠", "補助率"), ("通常枠", rate), ("セキュリティ枠", "1/2"))
        text = "\n".join("\t".join(row) for row in rows)
        block = Block(kind="table", text=text, page=3, rows=rows, header_rows=1)
        return ReadDocument(kind="pdf", title="", pages=3, blocks=(block,))

    (change,) = compare(table("1/2"), table("2/3")).changes
    assert (change.kind, change.new and change.new.text) == ("changed", "通常枠 | 2/3")
    assert change.new
    assert change.new.page == 3


def test_an_empty_edition_is_all_removed() -> None:
    found = compare(edition(*SENTENCES), edition())
    assert [one.kind for one in found.changes] == ["removed"] * len(SENTENCES)


@pytest.mark.parametrize("seed", range(40))
def test_every_edit_is_found_once(seed: int) -> None:
    generator = random.Random(seed)
    old = [f"第{number}条 {generator.choice(SENTENCES)}（{number}号）" for number in range(60)]
    edits = generator.sample(range(60), 9)
    removed, changed, before_added = set(edits[:3]), set(edits[3:6]), set(edits[6:])
    new: list[str] = []
    for number, text in enumerate(old):
        if number in before_added:
            new.append(
                f"あらたに{generator.randint(100, 999)}万円の上限を、別表の{number}に設ける。"
            )
        if number not in removed:
            new.append(text.replace("は、", "については、、") if number in changed else text)
    found = compare(edition(*old), edition(*new))
    really = {number for number in changed if "は、" in old[number]}
    assert {one.old.text for one in found.of("removed") if one.old} == {old[n] for n in removed}
    assert {one.old.text for one in found.of("changed") if one.old} == {old[n] for n in really}
    assert len(found.of("added")) == 3
    assert found.of("moved") == ()


@pytest.mark.parametrize("seed", range(20))
def test_the_words_give_back_both_texts(seed: int) -> None:
    generator = random.Random(seed)
    old, new = ("".join(generator.choices("補助率は2分の1以内 A枠、。", k=30)) for _ in range(2))
    spans = changed_words(old, new)
    assert "".join(span.text for span in spans if span.what != "new") == old
    assert "".join(span.text for span in spans if span.what != "gone") == new
