"""Which chunks may be used: by the day, the edition, and what they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.chunk import Chunk


class Eligibility:
    """What of each chunk decides whether it may be used, as arrays: thousands in a millisecond.

    Args:
        chunks: in index order.
    """

    def __init__(self, chunks: Sequence[Chunk]):
        open_start, open_end = dt.date.min, dt.date.max
        self._from = np.array([(c.valid_from or open_start).toordinal() for c in chunks])
        self._to = np.array([(c.valid_to or open_end).toordinal() for c in chunks])
        self._editions = np.array([chunk.edition or "" for chunk in chunks], dtype=str)
        self._is_rule = np.array([chunk.rule is not None for chunk in chunks], dtype=bool)

    def mask(
        self,
        as_of: dt.date | None,
        ended_too: bool,
        edition: str | None,
        without: frozenset[str],
        rules: bool,
    ) -> NDArray[np.bool_]:
        """A mask over the chunks; the arguments are those of a search."""
        mask = np.full(len(self._is_rule), True)
        if as_of is not None:
            mask &= self._from <= as_of.toordinal()
            if not ended_too:
                mask &= as_of.toordinal() <= self._to
        if edition is not None:
            mask &= self._editions == edition
        if without:
            mask &= ~np.isin(self._editions, sorted(without))
        return mask if rules else mask & ~self._is_rule
