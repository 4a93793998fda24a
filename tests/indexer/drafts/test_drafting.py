"""A draft is refused until somebody confirmed it, and then is knowledge like any other."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml

from indexer.documents import read
from indexer.documents.model import Block, ReadDocument
from indexer.drafts.drafting import Origin, draft, propose, told
from knowledge.catalog import Catalog, load
from knowledge.dates import JST
from knowledge.reading import KnowledgeError, read_file
from knowledge.schema import TO_FILL_IN
from tests.indexer.drafts.guidelines import word

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=JST)
ORIGIN = Origin(source="doc-sme-v4", edition="guideline-v4.0", title="対策ガイドライン 第4.0版")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load()


def known_edition(catalog: Catalog) -> ReadDocument:
    """A guideline that lists what the knowledge already has, and one principle nobody knows."""
    section = ("情報セキュリティ６か条",)
    titles = [row.title for row in catalog.principle_sets[0].principles][:5]
    texts = [*titles, "知らない機器を見つけたら外そう！"]
    blocks = [Block(kind="heading", text=section[0], page=4, section=section)]
    blocks += [
        Block(kind="heading", text=f"（{n}）{text}", page=4 + n, section=(*section, text))
        for n, text in enumerate(texts, 1)
    ]
    check = ("自社診断",)
    blocks += [Block(kind="heading", text=check[0], page=20, section=check)]
    rows = tuple((str(row.no), row.asks) for row in catalog.self_checks[0].items)
    rows = (("No", "診断内容"), *rows)
    table = Block(kind="table", text="x", page=21, section=check, rows=rows, header_rows=1)
    return ReadDocument(kind="pdf", title="", pages=22, blocks=(*blocks, table))


def drafts(document: ReadDocument, catalog: Catalog, folder: Path) -> list[Path]:
    paths = []
    for proposed in propose(document, catalog, ORIGIN.edition):
        path = folder / f"{proposed.kind}.yaml"
        path.write_text(draft(proposed, catalog, ORIGIN, NOW), encoding="utf-8")
        paths.append(path)
    return paths


def confirm(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    text = text.replace("confirmed_by: null", "confirmed_by: 山田")
    path.write_text(
        text.replace("confirmed_on: null", "confirmed_on: 2026-11-24"), encoding="utf-8"
    )


def test_a_draft_is_refused_until_it_is_confirmed(catalog: Catalog, tmp_path: Path) -> None:
    for path in drafts(known_edition(catalog), catalog, tmp_path):
        with pytest.raises(KnowledgeError, match="nobody has confirmed") as problem:
            read_file(path)
        assert problem.value.line
        with pytest.raises(KnowledgeError, match="nobody has confirmed"):
            load(tmp_path)


def test_confirmed_with_blanks_it_is_still_refused(catalog: Catalog, tmp_path: Path) -> None:
    principles, _ = drafts(known_edition(catalog), catalog, tmp_path)
    confirm(principles)
    with pytest.raises(KnowledgeError, match=TO_FILL_IN):
        read_file(principles)


def test_confirmed_and_filled_in_it_is_knowledge(catalog: Catalog, tmp_path: Path) -> None:
    principles, checks = drafts(known_edition(catalog), catalog, tmp_path)
    for path in (principles, checks):
        confirm(path)
        text = path.read_text(encoding="utf-8").split("\n", 3)[3]
        path.write_text(text.replace(TO_FILL_IN, "外して担当に知らせます。"), encoding="utf-8")
    found = read_file(principles).principle_set
    assert found
    assert [row.no for row in found.principles] == [1, 2, 3, 4, 5, 6]
    assert found.principles[5].sources[0].page == "10"
    check = read_file(checks).self_check
    assert check
    assert len(check.items) == 25
    assert [item.part for item in check.items] == [1] * 5 + [2] * 13 + [3] * 7


def test_what_is_known_is_taken_over_and_what_is_new_is_said(
    catalog: Catalog, tmp_path: Path
) -> None:
    principles, checks = propose(known_edition(catalog), catalog, ORIGIN.edition)
    assert [one[1] if one else None for one in principles.like] == [1, 2, 3, 4, 5, None]
    assert [one[1] if one else None for one in checks.like] == list(range(1, 26))
    said = "\n".join(told(principles))
    assert "6件見つかりました（6件のはず）" in said
    assert "新しい項目とみられます" in said.splitlines()[-1]
    assert "（10頁）" in said.splitlines()[-1]


def test_a_strange_guideline_is_drafted_with_blanks(catalog: Catalog, tmp_path: Path) -> None:
    document = read(word(tmp_path), "docx")
    for path in drafts(document, catalog, tmp_path):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert data["draft"]["confirmed_by"] is None
        assert data["draft"]["found"] == data["draft"]["expected"]


def test_nothing_found_is_said_so(catalog: Catalog) -> None:
    empty = ReadDocument(kind="pdf", title="", pages=1, blocks=())
    principles, checks = propose(empty, catalog, ORIGIN.edition)
    assert "見つかりませんでした（6件のはず）" in next(told(principles))
    assert "見つかりませんでした（25件のはず）" in next(told(checks))
    with pytest.raises(ValueError, match="nothing found"):
        draft(principles, catalog, ORIGIN, NOW)


def test_two_files_for_one_edition_are_refused(catalog: Catalog, tmp_path: Path) -> None:
    principles, _ = drafts(known_edition(catalog), catalog, tmp_path)
    confirm(principles)
    text = principles.read_text(encoding="utf-8").replace(TO_FILL_IN, "外します。")
    body = text.split("\n", 3)[3]
    (tmp_path / "self_check.yaml").unlink()
    principles.write_text(body, encoding="utf-8")
    (tmp_path / "twice.yaml").write_text(body.replace("doc-sme-v4", "doc-other"), encoding="utf-8")
    with pytest.raises(KnowledgeError, match="principles of edition"):
        load(tmp_path)
