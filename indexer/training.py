"""Fits a static sentence-transformers model to the corpus it will search.

No hub, no weights in git, no third-party text: the pairs come from the passages themselves
(title → body, sentence → rest, asked_as → passage, asked_as → asked_as).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.extmath import randomized_svd
from tokenizers import Encoding, Tokenizer

from indexer import tokenizer as tokenizers
from indexer.chunk import Chunk
from indexer.chunking import windows
from indexer.text import sentences

DIMENSIONS = 256
SEED = 1
ROUNDS = 40
BATCH = 192
LEARNING_RATE = 0.005
SCALE = 20.0
TOKEN_DROPOUT = 0.25

Progress = Callable[[int, int], None]
Normalise = Callable[[str], str]
Pairs = Sequence[Sequence[tuple[str, str]]]
Encodings = dict[str, Encoding]


def fit(chunks: Sequence[Chunk], normalise: Normalise, folder: Path, progress: Progress) -> None:
    """Fit a model to the chunks and save it (model.safetensors, tokenizer.json) in a folder.

    Deterministic: the same chunks give the same model. `progress` gets (step, steps).
    """
    random.seed(SEED)
    np.random.seed(SEED)  # noqa: NPY002 (libraries draw from the global generator)
    torch.manual_seed(SEED)
    # One thread: the same sums on every machine, and no waiting for cores others hold.
    torch.set_num_threads(1)
    pairs = [_pairs(chunk, normalise) for chunk in chunks]
    texts = [text for rows in pairs for pair in rows for text in pair]
    texts = list(dict.fromkeys(texts))
    tokenizer = tokenizers.train(texts)
    # Once for all: the training loop comes by each text some four times.
    rows = tokenizer.encode_batch(texts, add_special_tokens=False)
    encodings = dict(zip(texts, rows, strict=True))
    weights = _initial_weights(tokenizer, encodings)
    static = StaticEmbedding(tokenizer, embedding_weights=weights)
    model = SentenceTransformer(modules=[static], device="cpu")
    _train(model, encodings, pairs, progress)
    model.eval()
    model.half()
    model.save(str(folder), create_model_card=False)
    for file in folder.rglob("*"):
        # sentence-transformers saves weights 0600: unreadable to another service user.
        file.chmod(0o755 if file.is_dir() else 0o644)


def _pairs(chunk: Chunk, normalise: Normalise) -> list[tuple[str, str]]:
    """Training pairs of one chunk, both sides as they will be searched."""
    title = normalise(chunk.title)
    body = [normalise(window) for window in windows(chunk.title, chunk.text)]
    asked = [normalise(question) for question in chunk.asked_as]
    rows = [(title, window) for window in body]
    rows += [(question, body[0]) for question in asked]
    rows += [(question, window) for question in asked for window in body[1:]]
    rows += list(zip(asked, asked[1:], strict=False))
    parts = [normalise(sentence) for sentence in sentences(chunk.text)]
    for index, part in enumerate(parts):
        rest = "".join(parts[:index] + parts[index + 1 :])
        if len(part) >= 10 and rest:
            rows.append((part, f"{title} {rest}"))
    return rows or [(title, title)]


def _initial_weights(tokenizer: Tokenizer, encodings: Encodings) -> NDArray[np.float32]:
    """Token vectors from a truncated SVD of the token × text TF-IDF matrix."""
    vectoriser = TfidfVectorizer(
        analyzer=lambda text: encodings[text].tokens,
        vocabulary=tokenizer.get_vocab(),
        sublinear_tf=True,
        lowercase=False,
    )
    matrix = vectoriser.fit_transform(encodings)
    rank = min(DIMENSIONS, *(side - 1 for side in matrix.shape))
    _, strength, tokens = randomized_svd(matrix, rank, n_iter=2, random_state=SEED)
    vectors: NDArray[np.float64] = np.zeros((matrix.shape[1], DIMENSIONS))
    vectors[:, :rank] = tokens.T * np.sqrt(strength / strength[0])
    generator = np.random.default_rng(SEED)
    noise: NDArray[np.float64] = generator.standard_normal(vectors.shape)
    mixed = _unit(vectors) * 0.8 + _unit(noise) * 0.2
    weights = mixed * vectoriser.idf_[:, None] * 4 / np.sqrt(DIMENSIONS)
    # numpy 2 yields float64 here; StaticEmbedding would keep it and double file and time.
    result: NDArray[np.float32] = weights.astype(np.float32)
    return result


def _unit(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: NDArray[np.float64] = rows / np.maximum(lengths, 1e-9)
    return unit


def _train(
    model: SentenceTransformer, encodings: Encodings, pairs: Pairs, progress: Progress
) -> None:
    loss = MultipleNegativesRankingLoss(
        model, scale=SCALE, directions=("query_to_doc", "doc_to_query")
    )
    batches = list(_batches(pairs))
    optimiser = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE)
    warm_up = max(1, len(batches) // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min((step + 1) / warm_up, max(0.0, 1 - step / len(batches))),
    )
    generator = random.Random(SEED)  # noqa: S311
    model.train()
    for step, batch in enumerate(batches):
        sides = [
            _features([encodings[pair[side]].ids for pair in batch], generator) for side in (0, 1)
        ]
        value = loss(sides, labels=None)
        optimiser.zero_grad()
        value.backward()
        optimiser.step()
        schedule.step()
        progress(step + 1, len(batches))


def _batches(pairs: Pairs) -> Iterator[list[tuple[str, str]]]:
    """One random pair a chunk and round; a batch never holds two pairs of one chunk."""
    generator = random.Random(SEED)  # noqa: S311
    for _ in range(ROUNDS):
        order = list(range(len(pairs)))
        generator.shuffle(order)
        for start in range(0, len(order), BATCH):
            members = order[start : start + BATCH]
            if len(members) > 1:
                yield [generator.choice(pairs[index]) for index in members]


def _features(rows: Sequence[list[int]], generator: random.Random) -> dict[str, torch.Tensor]:
    """Token ids as StaticEmbedding takes them, some tokens dropped."""
    ids: list[int] = []
    offsets: list[int] = []
    for row in rows:
        kept = [token for token in row if generator.random() >= TOKEN_DROPOUT]
        offsets.append(len(ids))
        ids.extend(kept or row)
    return {"input_ids": torch.tensor(ids), "offsets": torch.tensor(offsets)}
