"""Opening an index: whole, of the model configured, and without torch."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.errors import DamagedIndex, ForeignIndex, NoIndex, UnknownVersion
from indexer.index import Index, open_index
from indexer.releases import Manifest, Releases, file_hashes
from knowledge.catalog import load
from tests.conftest import TINY_KNOWLEDGE, index_settings
from tests.indexer.versions import files

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def copy(tiny_home: Path, tmp_path: Path) -> Path:
    """A data directory of one's own with the small index."""
    return Path(shutil.copytree(tiny_home, tmp_path / "home"))


def version_folder(home: Path) -> Path:
    """The folder of the version being served."""
    shelf = Releases(home)
    return shelf.folder(shelf.active())


def test_an_opened_index_holds_the_knowledge_it_was_built_from(
    tiny_index: Index, tiny_home: Path
) -> None:
    assert tiny_index.version == Releases(tiny_home).active()
    assert tiny_index.catalog == load(TINY_KNOWLEDGE)
    assert (
        len(tiny_index.searcher.chunks) == Releases(tiny_home).manifest(tiny_index.version).chunks
    )


def test_a_version_may_be_opened_by_its_id(tiny_home: Path, tiny_index: Index) -> None:
    index = open_index(index_settings(tiny_home), tiny_index.version)
    assert index.searcher.search("消火器", 1)
    index.searcher.close()


def test_opening_and_searching_changes_no_file(tiny_home: Path) -> None:
    before = file_hashes(version_folder(tiny_home))
    index = open_index(index_settings(tiny_home))
    index.searcher.search("消火器", 3)
    index.searcher.close()
    assert file_hashes(version_folder(tiny_home)) == before


def test_two_openings_answer_alike(tiny_home: Path, tiny_index: Index) -> None:
    index = open_index(index_settings(tiny_home))
    for query in ("消火器の点検", "補助金の締切", "経営者の役割"):
        assert index.searcher.search(query, 10) == tiny_index.searcher.search(query, 10)
    index.searcher.close()


def test_without_an_index_there_is_none_to_open(tmp_path: Path) -> None:
    with pytest.raises(NoIndex):
        open_index(index_settings(tmp_path))


def test_an_unknown_version_is_not_opened(tiny_home: Path) -> None:
    with pytest.raises(UnknownVersion):
        open_index(index_settings(tiny_home), "0123456789abcdef")


@pytest.mark.parametrize(
    "more",
    [{"EMBEDDING_MODEL": "another/model"}, {"EMBEDDING_MODEL": "another/model@main"}],
)
def test_another_embedding_model_is_refused(tiny_home: Path, more: dict[str, str]) -> None:
    with pytest.raises(ForeignIndex):
        open_index(index_settings(tiny_home, **more))


def test_an_index_of_another_model_is_refused_by_the_default(copy: Path) -> None:
    path = version_folder(copy) / "manifest.json"
    made = Manifest.model_validate_json(path.read_bytes())
    other = made.model_copy(update={"embedding": "another/model||"}).sealed()
    path.write_text(other.model_dump_json(), encoding="utf-8")
    with pytest.raises(ForeignIndex):
        open_index(index_settings(copy))


def test_a_flipped_byte_in_any_file_is_noticed_before_it_is_read(copy: Path) -> None:
    folder = version_folder(copy)
    paths = [path for path in files(folder) if path.name != "manifest.json"]
    assert len(paths) > 12
    for path in paths:
        whole = path.read_bytes()
        if not whole:
            continue
        torn = bytearray(whole)
        torn[len(torn) // 2] ^= 1
        path.write_bytes(torn)
        with pytest.raises(DamagedIndex):
            open_index(index_settings(copy))
        path.write_bytes(whole)
    open_index(index_settings(copy)).searcher.close()


def test_a_version_whose_files_are_gone_is_not_opened(copy: Path) -> None:
    shutil.rmtree(version_folder(copy))
    with pytest.raises(UnknownVersion):
        open_index(index_settings(copy))


@pytest.mark.parametrize("name", ["catalog.json", "chunks.json", "owners.json", "calibration.json"])
def test_a_file_of_another_format_is_damage(copy: Path, name: str) -> None:
    # Well hashed, but written by other code: a manifest that agrees must not hide it.
    folder = version_folder(copy)
    (folder / name).write_text('{"colour": 1}', encoding="utf-8")
    path = folder / "manifest.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(data | {"files": file_hashes(folder)}), encoding="utf-8")
    with pytest.raises(DamagedIndex):
        open_index(index_settings(copy))


def test_opening_and_searching_never_imports_torch(tiny_home: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from indexer.index import open_index;"
        "from tests.conftest import index_settings;"
        "index = open_index(index_settings(Path(sys.argv[1])));"
        "found = index.searcher.search('消火器', 3);"
        "index.calibration.confidence(index.searcher, '消火器', found);"
        "index.searcher.close();"
        "print(len(found), [m for m in ('torch', 'sentence_transformers', 'sklearn')"
        " if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tiny_home)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "3 []"
