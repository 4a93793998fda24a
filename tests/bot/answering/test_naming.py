"""Which documents a question names, read from the question alone."""

from __future__ import annotations

import pytest

from bot.answering.naming import Named, Naming
from bot.answering.understanding import Reader
from indexer.library.entry import Entry
from indexer.text import Normaliser
from knowledge.catalog import Catalog
from tests.bot.asking import TODAY
from tests.conftest import NOW
from tests.indexer.library.made import details

KOUBO = "IT導入補助金2025 公募要領（通常枠）"


@pytest.fixture(scope="module")
def naming(shipped_catalog: Catalog) -> Naming:
    """Over one 公募要領, as staff adds it in Slack: said to be about no programme."""
    said = details("koubo", title=KOUBO, edition="2025年版")
    entry = Entry(
        **said.model_dump(), file="koubo.pdf", suffix=".pdf", sha256="0" * 64, pages=45,
        added_by="佐藤", added_at=NOW,
    )  # fmt: skip
    return Naming({entry.id: entry}, shipped_catalog, Normaliser())


@pytest.fixture(scope="module")
def read(naming: Naming, shipped_catalog: Catalog) -> Reader:
    """Reads questions."""
    return Reader(shipped_catalog, Normaliser())


def named(naming: Naming, read: Reader, question: str) -> Named:
    """What a question says of documents."""
    return naming.of(read.read(question, TODAY))


@pytest.mark.parametrize(
    "question",
    [
        "ホームページないんですけど★★むりですか？",
        "うちホームページ無いねん。星2つあきらめなあかん?",
        "HPに『一つ星認定企業』って書いちゃった。やばい？",
        "ソフト屋さんの携帯番号でマイページ登録してもろてもいい?",
        "公式ページはありますか",
        "ホームページは？",
        "介護テクR8国要綱 SAの段階と補助率",
    ],
)
def test_a_home_page_and_another_programme_name_no_document(
    naming: Naming, read: Reader, question: str
) -> None:
    found = named(naming, read, question)
    assert (found.page, found.by_word) == (False, False)


@pytest.mark.parametrize(
    "question",
    [
        "IT導入補助金2025の公募要領でセキュリティ推進枠は何ページですか",
        "賃上げの条件のページを教えて",
        "IT導入補助金2025 公募要領 みなし大企業 ページ",
        "みなし大企業の定義はどこに書いてありますか",
        "交付規程の頁は？",
    ],
)
def test_who_asks_for_the_page_is_told_it(naming: Naming, read: Reader, question: str) -> None:
    assert named(naming, read, question).page


def test_a_document_of_the_programme_that_is_asked_about_is_named(
    naming: Naming, read: Reader
) -> None:
    assert named(naming, read, "IT導入補助金の公募要領ではどう書いてある？").by_word
