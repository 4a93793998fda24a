"""The subword tokenizer of the fitted model: Unigram over script runs, no dictionary."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

VOCABULARY = 12_000
_ROUNDS = 4
# What a piece no text was cut into counts for.
_UNSEEN = 0.5
# Without the split by script, Unigram glues particles to nouns (2 to 3 points of recall).
_SCRIPT_RUNS = r"[\p{Han}々〆]+|\p{Hiragana}+|[\p{Katakana}ー]+|[a-z]+|[0-9]+|[^\s]"


def train(texts: Iterable[str]) -> Tokenizer:
    """A tokenizer fitted to the texts; the same texts give the same tokenizer."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(
        Regex(_SCRIPT_RUNS), behavior="removed", invert=True
    )
    trainer = trainers.UnigramTrainer(
        vocab_size=VOCABULARY,
        special_tokens=["[PAD]", "[UNK]"],
        unk_token="[UNK]",  # noqa: S106 (a token of text, not a secret)
        max_piece_length=10,
        show_progress=False,
    )
    known = list(texts)
    tokenizer.train_from_iterator(known, trainer)
    return _settled(tokenizer, known)


def _settled(tokenizer: Tokenizer, texts: Sequence[str]) -> Tokenizer:
    """The tokenizer with its pieces in one order and their scores counted anew.

    The trainer finds the same pieces at each run, but numbers them by chance and gives scores that
    differ in the second digit: enough for another model, and another answer to a question on the
    edge. Here each piece gets the log of its share among the pieces the texts are cut into, a few
    times over, starting from the fewest pieces.
    """
    state = json.loads(tokenizer.to_str())
    special = state["model"]["vocab"][:2]
    scores = dict.fromkeys(sorted(piece for piece, _ in state["model"]["vocab"][2:]), -1.0)
    for _ in range(_ROUNDS):
        tokenizer = _with_scores(state, special, scores)
        cut = tokenizer.encode_batch(texts, add_special_tokens=False)
        counts = Counter(token for row in cut for token in row.tokens)
        total = sum(counts[piece] + _UNSEEN for piece in scores)
        scores = {piece: math.log((counts[piece] + _UNSEEN) / total) for piece in scores}
    return _with_scores(state, special, scores)


def _with_scores(
    state: dict[str, Any], special: list[list[Any]], scores: dict[str, float]
) -> Tokenizer:
    rows = [[piece, round(score, 6)] for piece, score in scores.items()]
    model = state["model"] | {"vocab": special + rows}
    return Tokenizer.from_str(json.dumps(state | {"model": model}))
