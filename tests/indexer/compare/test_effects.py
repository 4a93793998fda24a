"""What of the shipped knowledge a change touches is named, and little else."""

from __future__ import annotations

import pytest

from indexer.compare.align import Comparison, compare
from indexer.compare.effects import Effect, Question, effects, sources_of
from indexer.compare.holdings import editions_named
from indexer.documents.model import Block, ReadDocument
from knowledge.catalog import Catalog, load

EDITION = ("it2025",)
FILLER = (
    "事務局は、提出された書類を確認し、必要に応じて追加の資料を求める。",
    "補助事業者は、帳簿を備え、収支を明らかにして保存する。",
    "この要領に定めのない事項は、事務局が別に定める。",
)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load()


def document(*texts: str, section: str = "申請要件") -> ReadDocument:
    blocks = tuple(
        Block(kind="paragraph", text=text, page=number, section=(section,))
        for number, text in enumerate((*FILLER, *texts), 1)
    )
    return ReadDocument(kind="pdf", title="IT導入補助金2025 公募要領", pages=9, blocks=blocks)


def changed(old: str, new: str, section: str = "申請要件") -> Comparison:
    return compare(document(old, section=section), document(new, section=section))


def ids(found: tuple[Effect, ...], kind: str) -> set[str]:
    return {one.id for one in found if one.kind == kind}


def test_a_changed_level_touches_the_rules_of_the_edition_and_their_questions(
    catalog: Catalog,
) -> None:
    comparison = changed(
        "ＩＰＡが実施する「★ 一つ星」又は「★★ 二つ星」いずれかの宣言を行うこと。",
        "ＩＰＡが実施する「★★ 二つ星」の宣言を行うこと。",
    )
    asked = (
        Question("Q1", "★はどちらか", ("rule/it2025/sa-tsujyo",)),
        Question("Q2", "ほかのこと", ("sa/what",)),
    )
    found = effects(comparison, catalog, EDITION, questions=asked)
    rules = {
        f"rule/{row.id}"
        for programme in catalog.programmes
        for edition in programme.editions
        if edition.id == "it2025"
        for row in edition.requirements
    }
    assert ids(found, "rule") == rules
    assert ids(found, "question") == {"Q1"}
    assert ids(found, "walkthrough") == {"requirement/programme"}
    assert found[0].why == "level"
    assert found[0].pages == (4,)


def test_a_changed_deadline_touches_the_round_of_that_day_alone(catalog: Catalog) -> None:
    comparison = changed("締切は2025年5月12日17時とする。", "締切は2025年5月19日17時とする。")
    found = effects(comparison, catalog, EDITION)
    assert "round/it2025/r1" in ids(found, "round")
    assert "round/it2025/r2" not in ids(found, "round")


def test_a_japanese_year_is_the_same_day(catalog: Catalog) -> None:
    comparison = changed("締切は令和７年５月12日とする。", "締切は令和７年５月19日とする。")
    assert "round/it2025/r1" in ids(effects(comparison, catalog, EDITION), "round")


def test_a_changed_amount_touches_the_frame_that_says_it(catalog: Catalog) -> None:
    comparison = changed(
        "通常枠の補助額は、4プロセス以上で150万円から450万円以下とする。",
        "通常枠の補助額は、4プロセス以上で150万円から500万円以下とする。",
    )
    found = effects(comparison, catalog, EDITION)
    assert "frame/it2025/tsujyo" in ids(found, "frame")
    assert not {one for one in ids(found, "frame") if "it2026" in one}


def test_a_changed_principle_touches_it_the_walkthroughs_and_not_the_other_edition(
    catalog: Catalog,
) -> None:
    title = catalog.principle_sets[0].principles[1].title
    comparison = changed(
        f"（２）{title}", f"（２）{title[:-3]}して見張ろう！", "情報セキュリティ５か条"
    )
    found = effects(comparison, catalog, ("guideline-v3.1",))
    assert "principles/guideline-v3.1/2" in ids(found, "principle")
    assert not {one for one in ids(found, "principle") if "v4.0" in one}
    assert any(one.startswith("one-star/") for one in ids(found, "walkthrough"))


def test_a_new_principle_touches_the_list(catalog: Catalog) -> None:
    old = document("はじめに。", section="情報セキュリティ6か条")
    new = document(
        "はじめに。", "新しい機器を数えて台帳に書こう！", section="情報セキュリティ6か条"
    )
    found = effects(compare(old, new), catalog, ("guideline-v4.0",))
    assert "principles/guideline-v4.0" in ids(found, "principle")


def test_every_self_check_item_is_named_when_its_words_change(catalog: Catalog) -> None:
    items = catalog.self_checks[0].items
    old = document(*(item.asks for item in items), section="付録")
    new = document(*(item.asks.replace("か。", "か、確かめる。") for item in items), section="付録")
    found = effects(compare(old, new), catalog, ("guideline-v3.1",))
    wanted = {f"self-check/guideline-v3.1/{item.no}" for item in items}
    assert wanted <= ids(found, "self_check")


def test_what_nothing_speaks_of_touches_nothing(catalog: Catalog) -> None:
    comparison = changed(
        "会場の控え室は、三階の奥に設ける。", "会場の控え室は、三階の手前に設ける。"
    )
    assert effects(comparison, catalog, EDITION) == ()


def test_punctuation_moves_and_numbers_touch_nothing(catalog: Catalog) -> None:
    old = document("（３） 通常枠の補助率は1/2以内とする。", "★一つ星の宣言を要件とする。")
    new = document("★一つ星の宣言を要件とする。", "（４） 通常枠の補助率は，1/2以内とする。")
    assert effects(compare(old, new), catalog, EDITION) == ()


@pytest.mark.parametrize(
    ("title", "edition"),
    [
        ("IT導入補助金２０２５ 公募要領", {"it2025"}),
        ("デジタル化・ＡＩ導入補助金２０２６ 公募要領", {"it2026"}),
        ("中小企業の情報セキュリティ対策ガイドライン 第4.0版", {"guideline-v4.0"}),
        ("社内の連絡", set()),
    ],
)
def test_a_document_says_which_edition_it_is(
    catalog: Catalog, title: str, edition: set[str]
) -> None:
    blocks = (Block(kind="paragraph", text="本文。", page=1),)
    named = ReadDocument(kind="pdf", title=title, pages=1, blocks=blocks)
    assert editions_named(catalog, named) == edition


def test_a_page_that_many_sources_share_is_no_source(catalog: Catalog) -> None:
    assert sources_of(catalog, ["https://it-shien.smrj.go.jp/", None]) == frozenset()
