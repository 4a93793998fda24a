"""The fitted model read without torch, held against sentence-transformers itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from indexer.embedding import SentenceTransformerEmbedder, StaticEmbedder, open_embedder
from indexer.index import Index
from indexer.releases import Releases
from tests.conftest import index_settings

TEXTS = [
    "消火器の点検",
    "二つ星の宣言",
    "防犯カメラの置き場所はどこ",
    "a",
    "安全設備補助金2025 締切",
]


@pytest.fixture(scope="module")
def model(tiny_home: Path) -> Path:
    """The folder of the model fitted to the small knowledge."""
    shelf = Releases(tiny_home)
    return shelf.folder(shelf.active()) / "model"


def test_vectors_have_length_one(model: Path) -> None:
    vectors = StaticEmbedder(model, "fitted").embed_queries(TEXTS)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)


def test_a_text_means_the_same_alone_and_among_others(model: Path) -> None:
    embedder = StaticEmbedder(model, "fitted")
    together = embedder.embed_documents(TEXTS)
    for number, text in enumerate(TEXTS):
        assert embedder.embed_queries([text])[0] == pytest.approx(together[number], abs=1e-6)


@pytest.mark.parametrize("text", ["", " ", "。", "\n"])
def test_a_text_without_words_is_finite(model: Path, text: str) -> None:
    vector = StaticEmbedder(model, "fitted").embed_queries([text])[0]
    assert np.isfinite(vector).all()


def test_no_texts_give_no_vectors(model: Path) -> None:
    assert StaticEmbedder(model, "fitted").embed_queries([]).shape[0] == 0


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
def test_a_missing_file_is_an_os_error(model: Path, tmp_path: Path, name: str) -> None:
    copy = shutil.copytree(model, tmp_path / "model")
    next(copy.rglob(name)).unlink()
    with pytest.raises(OSError, match=name):
        StaticEmbedder(copy, "fitted")


def test_the_reader_without_torch_agrees_with_sentence_transformers(model: Path) -> None:
    theirs = SentenceTransformerEmbedder(str(model)).embed_queries(TEXTS)
    ours = StaticEmbedder(model, "fitted").embed_queries(TEXTS)
    assert ours == pytest.approx(theirs, abs=2e-3)


def test_prompts_go_before_questions_and_passages(model: Path) -> None:
    plain = SentenceTransformerEmbedder(str(model))
    prompted = SentenceTransformerEmbedder(str(model), "消火器 ", "防犯カメラ ")
    assert prompted.embed_queries(["点検"]) == pytest.approx(plain.embed_queries(["消火器 点検"]))
    assert prompted.embed_documents(["点検"]) == pytest.approx(
        plain.embed_documents(["防犯カメラ 点検"])
    )


def test_the_model_configured_is_the_model_opened(model: Path, tiny_index: Index) -> None:
    settings = index_settings(model, EMBEDDING_MODEL=str(model), EMBEDDING_QUERY_PROMPT="問 ")
    opened = open_embedder(model.parent, settings)
    assert isinstance(opened, SentenceTransformerEmbedder)
    assert opened.identity == settings.embedding_identity
    own = open_embedder(model.parent, index_settings(model))
    assert isinstance(own, StaticEmbedder)
    assert own.identity == index_settings(model).embedding_identity


def test_another_prompt_is_another_model() -> None:
    def identity(**more: str) -> str:
        return index_settings(Path("x"), **more).embedding_identity

    names = {
        identity(),
        identity(EMBEDDING_MODEL="a"),
        identity(EMBEDDING_MODEL="a@1"),
        identity(EMBEDDING_MODEL="a", EMBEDDING_QUERY_PROMPT="q"),
        identity(EMBEDDING_MODEL="a", EMBEDDING_DOCUMENT_PROMPT="q"),
    }
    assert len(names) == 5
