"""A build: known by its inputs, complete or absent, and never in the way of what is served."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from indexer.build import build, version_id
from indexer.errors import RejectedIndex
from indexer.index import open_index
from indexer.releases import Releases
from knowledge.reading import KnowledgeError
from tests.conftest import NOW, TINY_KNOWLEDGE, index_settings
from tests.indexer.conftest import Driver
from tests.indexer.versions import serve

PROJECT = Path(__file__).parents[2]
KILLS = 12


class Stages:
    """Notes the progress it is told, and may interrupt at a stage."""

    def __init__(self, interrupt_at: str = ""):
        self.seen: list[tuple[str, int, int]] = []
        self._interrupt_at = interrupt_at

    def __call__(self, stage: str, done: int, total: int) -> None:
        self.seen.append((stage, done, total))
        if stage == self._interrupt_at:
            raise KeyboardInterrupt


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small knowledge, free to change."""
    return Path(shutil.copytree(TINY_KNOWLEDGE, tmp_path / "knowledge"))


def rewrite(root: Path, old: str, new: str) -> None:
    """Change a text of the passages."""
    path = root / "passages.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def leftovers(home: Path) -> list[str]:
    """What builds have left behind."""
    return [path.name for path in (home / "index").glob(".building-*")]


# --- the id of the inputs ------------------------------------------------------------------------


def test_the_id_depends_on_the_words_of_the_knowledge(root: Path) -> None:
    settings = index_settings(root)
    before = version_id(settings, root)
    rewrite(root, "30日", "31日")
    assert version_id(settings, root) != before
    rewrite(root, "31日", "30日")
    assert version_id(settings, root) == before


def test_the_id_depends_on_the_names_and_number_of_files(root: Path) -> None:
    settings = index_settings(root)
    ids = {version_id(settings, root)}
    (root / "empty.md").write_text("", encoding="utf-8")
    ids.add(version_id(settings, root))
    (root / "empty.md").rename(root / "sections" / "empty.md")
    ids.add(version_id(settings, root))
    assert len(ids) == 3


def test_the_id_depends_on_the_model_and_not_on_the_place(root: Path, tmp_path: Path) -> None:
    elsewhere = Path(shutil.copytree(root, tmp_path / "elsewhere" / "knowledge"))
    own = version_id(index_settings(tmp_path), root)
    assert version_id(index_settings(root), elsewhere) == own
    assert version_id(index_settings(tmp_path, EMBEDDING_MODEL="a/b"), root) != own


def test_files_that_are_no_knowledge_do_not_count(root: Path) -> None:
    settings = index_settings(root)
    before = version_id(settings, root)
    (root / "notes.txt").write_text("x", encoding="utf-8")
    assert version_id(settings, root) == before


# --- unchanged, broken, refused, interrupted -----------------------------------------------------


def test_unchanged_knowledge_is_not_built_again(tiny_home: Path) -> None:
    stages = Stages()
    version, built = build(index_settings(tiny_home), NOW, stages, TINY_KNOWLEDGE)
    assert (version, built) == (Releases(tiny_home).active(), False)
    assert stages.seen == []


def test_unchanged_knowledge_costs_no_torch_and_little_time(shipped_home: Path) -> None:
    if version_id(index_settings(shipped_home)) != Releases(shipped_home).active():
        pytest.skip("the knowledge or the code was edited since this session began")
    script = (
        "import sys, time; from indexer.__main__ import main; started = time.process_time();"
        "code = main(['build']); spent = time.process_time() - started;"
        "print(code, 'torch' in sys.modules, 'sklearn' in sys.modules, spent < 2)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=PROJECT,
        env={"HOSHIMICHI_HOME": str(shipped_home), "PATH": "/usr/bin:/bin", "USER": "tests"},
        capture_output=True,
        text=True,
        check=True,
    )
    said, result = done.stdout.splitlines()
    assert (
        said
        == f"知識は変わっていません。索引 {Releases(shipped_home).active()} をそのまま使います。"
    )
    assert result == "0 False False True"


def test_broken_knowledge_leaves_nothing_behind(root: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    serve(Releases(home), "old")
    rewrite(root, "confidence: high", "confidence: sure")
    with pytest.raises(KnowledgeError, match=r"passages\.yaml:3"):
        build(index_settings(home), NOW, root=root)
    assert Releases(home).verify(Releases(home).active()).id == "old"
    assert leftovers(home) == []


@pytest.mark.parametrize("stage", ["read", "fit", "embed", "write", "check"])
def test_an_interrupted_build_leaves_nothing_behind(root: Path, tmp_path: Path, stage: str) -> None:
    home = tmp_path / "home"
    serve(Releases(home), "old")
    with pytest.raises(KeyboardInterrupt):
        build(index_settings(home), NOW, Stages(interrupt_at=stage), root)
    assert leftovers(home) == []
    assert [manifest.id for manifest in Releases(home).versions()] == ["old"]


def test_a_version_whose_passages_are_not_found_by_title_is_refused(
    root: Path, tmp_path: Path
) -> None:
    # Sixty passages under one title: a search for it cannot give them all.
    row = "  - {{id: g/same-{0}, title: 点検, text: その{0}を見ます。, sources: [office], as_of: 2024, confidence: low}}"
    rows = "\n".join(row.format(number) for number in range(60))
    (root / "same.yaml").write_text(f"passages:\n{rows}\n", encoding="utf-8")
    home = tmp_path / "home"
    serve(Releases(home), "old")
    with pytest.raises(RejectedIndex, match="g/same-"):
        build(index_settings(home), NOW, root=root)
    assert leftovers(home) == []
    assert [manifest.id for manifest in Releases(home).versions()] == ["old"]


def test_stages_are_told_in_order_and_to_the_end(tmp_path: Path, root: Path) -> None:
    stages = Stages()
    version, built = build(index_settings(tmp_path / "home"), NOW, stages, root)
    assert built
    order = list(dict.fromkeys(stage for stage, _, _ in stages.seen))
    assert order == ["read", "fit", "embed", "write", "check"]
    for name in order:
        steps = [(done, total) for stage, done, total in stages.seen if stage == name]
        assert [done for done, _ in steps] == sorted(done for done, _ in steps)
        assert steps[-1][0] == steps[-1][1]
    with pytest.raises(Exception, match="index"):
        # Built is not served.
        open_index(index_settings(tmp_path / "home"))
    assert Releases(tmp_path / "home").verify(version).created_at == NOW


def test_a_built_model_can_be_read_by_another_user(tiny_home: Path) -> None:
    shelf = Releases(tiny_home)
    model = shelf.folder(shelf.active()) / "model"
    assert {path.stat().st_mode & 0o444 for path in model.rglob("*") if path.is_file()} == {0o444}


# --- killed --------------------------------------------------------------------------------------


def test_killed_at_any_moment_the_old_index_serves_and_a_rebuild_works(
    driver: Driver, tiny_home: Path, tmp_path: Path, root: Path
) -> None:
    rewrite(root, "30日", "45日")
    home = tmp_path / "home"
    seconds = driver.seconds("build", tmp_path / "whole", root)
    shutil.copytree(tiny_home, home)
    shelf = Releases(home)
    old, new = shelf.active(), Releases(tmp_path / "whole").active()
    chance = random.Random(7)
    killed = 0
    for attempt in range(3 * KILLS):
        # Spread over the build, each at a random moment of its stretch.
        moment = seconds * ((attempt % KILLS) + chance.random()) / KILLS
        started = time.perf_counter()
        status = driver.run("build", home, root=root, kill_after=moment)
        assert shelf.verify(shelf.active()).id in (old, new)
        assert shelf.verify(old)
        if status == -9:
            killed += 1
        else:
            assert status == 0
            seconds = min(seconds, time.perf_counter() - started)
        if any(manifest.id == new for manifest in shelf.versions()):
            shelf.activate(old, "tests", NOW)
            shutil.rmtree(shelf.folder(new))
        if killed == KILLS:
            break
    assert killed >= 10
    opened = open_index(index_settings(home))
    assert opened.searcher.search("録画は何日残す", 3)
    opened.searcher.close()

    assert driver.run("build", home, root=root) == 0
    assert shelf.active() == new
    assert leftovers(home) == []
    opened = open_index(index_settings(home))
    assert "45日" in opened.searcher.chunk("g/camera").text
    opened.searcher.close()


def test_the_same_knowledge_gives_the_same_chunks_and_answers(
    driver: Driver, tiny_home: Path, tmp_path: Path
) -> None:
    # Built by another process, whose sets have another order. Not the model: see test_tokenizer.
    driver.seconds("build", tmp_path, TINY_KNOWLEDGE)
    one, other = (
        shelf.manifest(shelf.active()).files for shelf in (Releases(tiny_home), Releases(tmp_path))
    )
    for name in ("catalog.json", "chunks.json", "texts.json", "owners.json"):
        assert one[name] == other[name], name
    opened = [open_index(index_settings(home)) for home in (tiny_home, tmp_path)]
    for query in ("録画は何日残す", "スペアキーは誰が持つ", "台風の前にすること"):
        first, second = (index.searcher.search(query, 1)[0].chunk.id for index in opened)
        assert first == second
    for index in opened:
        index.searcher.close()
