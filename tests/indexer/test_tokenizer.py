"""The fitted tokenizer: words of one script, nothing lost, the same every time."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer

from indexer import tokenizer
from indexer.readers import catalog as catalog_reader
from indexer.text import Normaliser
from knowledge.catalog import load
from tests.conftest import TINY_KNOWLEDGE


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """The texts of the small knowledge."""
    catalog = load(TINY_KNOWLEDGE)
    chunks = catalog_reader.chunks(catalog, Normaliser(catalog.terms, catalog.rewrites))
    return [text for chunk in chunks for text in (chunk.title, chunk.text, *chunk.asked_as)]


@pytest.fixture(scope="module")
def fitted(texts: list[str]) -> Tokenizer:
    """A tokenizer fitted to them."""
    return tokenizer.train(texts)


def test_no_token_mixes_scripts(fitted: Tokenizer, texts: list[str]) -> None:
    tokens = {token for text in texts for token in fitted.encode(text).tokens}
    kanji = {token for token in tokens if any("一" <= character <= "鿿" for character in token)}
    assert len(kanji) > 20
    assert [token for token in kanji if any("ぁ" <= c <= "ヿ" for c in token)] == []


def test_tokens_make_up_the_text(fitted: Tokenizer, texts: list[str]) -> None:
    for text in texts:
        normal = fitted.normalizer.normalize_str(text)
        assert "".join(fitted.encode(text).tokens) == "".join(normal.split())


def test_width_and_case_do_not_matter(fitted: Tokenizer) -> None:
    assert fitted.encode("ＣＣＴＶ１").ids == fitted.encode("cctv1").ids


def test_the_same_texts_are_cut_the_same(fitted: Tokenizer, texts: list[str]) -> None:
    again = tokenizer.train(texts)
    assert [again.encode(t).tokens for t in texts] == [fitted.encode(t).tokens for t in texts]


def test_the_same_texts_give_the_same_tokenizer(texts: list[str]) -> None:
    # The rows of the model follow these numbers and cuts: another tokenizer is another model.
    assert len({tokenizer.train(texts).to_str() for _ in range(4)}) == 1
