"""The evidence pack, the sheet to declare from, and the one way to every document."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import get_args

import docx as reader
import pytest

from bot.documents import evidence_pack, make, words
from bot.documents.declaration_sheet import rows
from bot.documents.errors import DocumentError
from bot.documents.results import shown_result
from bot.documents.rules import how_to_declare
from bot.domain.scope import Scope
from bot.domain.walkthrough import DocumentKind, Dossier
from knowledge.catalog import Catalog
from knowledge.dates import JST
from tests.bot.documents.dossiers import HARD_NAMES, MADE_AT, dossier, policy, result

_KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)


def packed(catalog: Catalog, held: Dossier) -> zipfile.ZipFile:
    """The opened pack of a dossier."""
    return zipfile.ZipFile(io.BytesIO(make.make("evidence_pack", held, catalog).data))


def read_csv(archive: zipfile.ZipFile, name: str) -> list[list[str]]:
    """The rows of a table in a pack."""
    text = archive.read(name).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("kind", _KINDS)
def test_every_kind_is_made_for_every_name(kind: DocumentKind, catalog: Catalog) -> None:
    # The picture is drawn from every name in its own test: here, and in the pack, from two.
    drawn = kind in ("chart", "evidence_pack")
    names = ("controls", "markup") if drawn else tuple(HARD_NAMES)
    for name in (HARD_NAMES[which] for which in names):
        made = make.make(kind, dossier(catalog, name), catalog)
        assert made.data
        assert made.title
        assert made.alt
        assert len(made.filename) <= 100
        assert "_20261122." in made.filename


@pytest.mark.parametrize("kind", _KINDS)
def test_the_same_dossier_gives_the_same_bytes(kind: DocumentKind, catalog: Catalog) -> None:
    assert make.make(kind, dossier(catalog), catalog) == make.make(kind, dossier(catalog), catalog)


def test_what_is_missing_is_said_in_japanese(catalog: Catalog) -> None:
    empty = dossier(catalog, sheets=(), previous={}, policy=None)
    with pytest.raises(DocumentError, match="先に自社診断を"):
        make.make("chart", empty, catalog)
    with pytest.raises(DocumentError, match="先に基本方針の質問に"):
        make.make("policy", empty, catalog)
    with pytest.raises(DocumentError, match="ひな形が見つからない"):
        make.make("policy", dossier(catalog), catalog.model_copy(update={"policy_texts": ()}))
    other = result(catalog.self_checks[0]).model_copy(update={"edition": "guideline-v9.9"})
    with pytest.raises(DocumentError, match="guideline-v9.9"):
        make.make("chart", dossier(catalog, sheets=(other,)), catalog)


def test_the_gathered_result_is_charted_when_there_are_several_sheets(catalog: Catalog) -> None:
    check = catalog.self_checks[0]
    sites = (result(check), result(check, ("no",), sheet="大阪"))
    gathered = result(check, ("no",))
    held = dossier(catalog, sheets=sites, gathered=gathered)
    assert shown_result(held) == (gathered, None)
    with packed(catalog, held) as archive:
        answers = read_csv(archive, words.PACK_ANSWERS)
        assert {row[0] for row in answers[1:]} == {"全社", "大阪"}
        assert len(answers) == 51


def test_every_hash_in_the_manifests_is_right(catalog: Catalog) -> None:
    with packed(catalog, dossier(catalog)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        named = {row["name"]: row["sha256"] for row in manifest["files"]}
        text = archive.read("manifest.txt").decode()
        for line in text.splitlines():
            if not line.startswith("#"):
                digest, name = line.split("  ", 1)
                assert hashlib.sha256(archive.read(name)).hexdigest() == digest
                assert named.setdefault(name, digest) == digest
        assert set(named) | {"manifest.txt"} == set(archive.namelist())
        assert manifest["made_at"] == "2026-11-22T15:04:05+09:00"


def test_the_pack_opens_with_unzip(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(make.make("evidence_pack", dossier(catalog), catalog).data)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        for entry in archive.infolist():
            assert entry.date_time == (2026, 11, 22, 15, 4, 4)
            assert entry.filename.isascii() or entry.flag_bits & 0x800
            assert not set(entry.filename) & set('/\\<>:"|?*')
            assert len(entry.filename) <= 100
    if not (unzip := shutil.which("unzip")):
        pytest.skip("unzip is not installed")
    assert subprocess.run([unzip, "-t", path], capture_output=True).returncode == 0


def test_the_pack_holds_policy_place_date_id_rules_and_history(catalog: Catalog) -> None:
    held = dossier(catalog)
    with packed(catalog, held) as archive:
        published = archive.read(words.PACK_PUBLICATION).decode("utf-8-sig")
        assert "https://example.co.jp/security" in published
        assert "2026年11月10日" in published
        assert ["自己宣言ID（★）", "50000012345"] in read_csv(archive, words.PACK_DECLARATION)
        rules = archive.read(words.PACK_RULES).decode("utf-8-sig")
        assert "第3.1版" in rules
        assert "出典: " in rules
        assert "第4.0版" in rules
        assert read_csv(archive, words.PACK_HISTORY)[1][1:3] == ["U1", "会社の正式な名前"]
        assert archive.read(words.PACK_CHART) == make.make("chart", held, catalog).data
        assert archive.read(words.PACK_POLICY) == make.make("policy", held, catalog).data


def test_an_almost_empty_pack_says_what_is_missing(catalog: Catalog) -> None:
    empty = Dossier(
        scope=Scope(team="T1", channel="C1"), made_at=MADE_AT, edition="guideline-v3.1", fields={}
    )
    with packed(catalog, empty) as archive:
        assert words.PACK_CHART not in archive.namelist()
        lead = archive.read(words.PACK_README).decode("utf-8-sig")
        assert "会社名未記入" in lead
        missing = lead.split(words.PACK_MISSING)[1]
        assert "自社診断の結果の図" in missing
        assert "基本方針をいつ、どこで公開したか" in missing


def test_no_cell_of_the_pack_is_a_formula(catalog: Catalog) -> None:
    bad = '=HYPERLINK("http://evil","x")'
    held = dossier(catalog, bad, history=((bad, "+U1", "-q", "@a"),))
    with packed(catalog, held) as archive:
        for name in archive.namelist():
            if name.endswith(".csv"):
                for row in read_csv(archive, name):
                    for value in row:
                        assert not value.startswith(("=", "+", "@")), name
                        assert not value.startswith("-") or value == "-1"


def test_the_pack_names_neither_team_nor_channel(catalog: Catalog) -> None:
    held = dossier(catalog, scope=Scope(team="TCANARY", channel="CCANARY"))
    with packed(catalog, held) as archive:
        assert not any(b"CANARY" in archive.read(name) for name in archive.namelist())


def test_a_full_disk_is_said_in_japanese(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(evidence_pack, "zipped", full)
    with pytest.raises(DocumentError, match="空きがなく"):
        make.make("evidence_pack", dossier(catalog), catalog)


def test_rows_show_what_was_given_and_mark_what_was_not(catalog: Catalog) -> None:
    found = dict(rows(dossier(catalog)))
    assert found[words.FIELD_STAR] == "★★二つ星"
    assert found[words.FIELD_GBIZID] == "プライム"
    assert found[words.FIELD_REPRESENTATIVE] == "代表取締役 髙﨑 星子"
    assert found[words.FIELD_PLACE] == "自社のホームページ"
    assert found[words.FIELD_SINCE] == "2026年11月10日"
    assert found[words.FIELD_ID_TWO] == "未記入"
    one = dict(rows(dossier(catalog, policy=None, publication=None)))
    assert one[words.FIELD_STAR] == "★一つ星"
    assert words.FIELD_PLACE not in one
    assert one[words.FIELD_ID] == "50000012345"
    nothing = dossier(catalog, fields={}, policy=None, publication=None)
    assert {value for _, value in rows(nothing)} == {"未記入"}


def test_the_sheet_tells_how_to_declare_on_its_day(catalog: Catalog) -> None:
    def told(day: dt.datetime) -> str:
        data = make.make("declaration_sheet", dossier(catalog, made_at=day.timestamp()), catalog)
        document = reader.Document(io.BytesIO(data.data))
        return "\n".join(row.text for row in document.paragraphs)

    now = told(dt.datetime(2026, 11, 22, 12, tzinfo=JST))
    assert "GビズIDでログインして宣言" in now
    assert "未確認情報" in now
    before = told(dt.datetime(2026, 3, 31, 23, tzinfo=JST))
    assert "受付メールのURL" in before
    assert "ログインは不要でした" in before


@pytest.mark.parametrize("star", ["", "one", "two"])
def test_the_knowledge_tells_how_to_declare_on_either_side_of_april_2026(
    star: str, catalog: Catalog
) -> None:
    for day in (dt.date(2026, 3, 31), dt.date(2026, 4, 1)):
        assert how_to_declare(catalog, day, star)[0].id.startswith("sa/")


def test_a_name_of_only_pictures_still_makes_a_file_name(catalog: Catalog) -> None:
    held = dossier(catalog, "🍣🍣", policy=policy("🍣🍣"))
    assert make.make("todos", held, catalog).filename == "会社名未記入_やること一覧_20261122.csv"
