"""Progress of a build on stderr: bars in a terminal, a line a stage in a log."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any

from tqdm import tqdm

from indexer.wording import STAGES


class ProgressBars:
    """A bar a stage; call it with (stage, steps done, steps in all)."""

    def __init__(self) -> None:
        self._bar: tqdm[Any] | None = None
        self._stage = ""

    def __enter__(self) -> ProgressBars:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage is."""
        if stage != self._stage:
            if self._bar is not None:
                self._bar.close()
            self._stage = stage
            self._bar = tqdm(
                total=total,
                desc=STAGES[stage],
                bar_format="{l_bar}{bar:24}| {elapsed}",
                # In a log a bar would be thousands of lines.
                disable=None,
            )
            if self._bar.disable:
                print(f"{STAGES[stage]}…", file=sys.stderr, flush=True)  # noqa: T201
        if self._bar is not None:
            self._bar.n, self._bar.total = done, total
            self._bar.refresh()
