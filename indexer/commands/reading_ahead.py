"""Many files read side by side, each in its own locked-in process, and taken one by one."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from indexer.adding import Item
from indexer.commands.listing import Row
from indexer.documents.errors import UnreadableDocument
from indexer.documents.model import ReadDocument
from indexer.intake.reading import read_safely
from indexer.library import words
from indexer.shelving import Progress

# More would only wait for each other, and each may take 512 MB.
_SIDE_BY_SIDE = 2


class ReadingAhead:
    """Reads the documents of a list; one that cannot be read stops no other.

    Attributes:
        said: a line for each document that was read.
        unread: a line for each that was not, with the reason.
    """

    def __init__(self, rows: Sequence[Row]):
        self._rows = rows
        self.said: list[str] = []
        self.unread: list[str] = []

    def items(self, progress: Progress) -> Iterator[Item]:
        """Each document as it was read, in the order of the list."""
        # One core is left to whoever asks meanwhile.
        workers = max(1, min(_SIDE_BY_SIDE, (os.cpu_count() or 1) - 1))
        waiting = deque[tuple[Row, Future[ReadDocument]]]()
        left = iter(self._rows)
        with ThreadPoolExecutor(workers) as pool:
            for done, _ in enumerate(self._rows, 1):
                while len(waiting) <= workers and (row := next(left, None)) is not None:
                    waiting.append((row, pool.submit(read_safely, row.file)))
                row, reading = waiting.popleft()
                try:
                    document = reading.result()
                except UnreadableDocument as problem:
                    self._unread(row, done, problem.reason)
                    continue
                if not document.blocks:
                    self._unread(row, done, words.NO_TEXT)
                    continue
                self._said(row, done, document)
                progress("documents", done, len(self._rows))
                yield Item(file=row.file, document=document, details=row.details)

    def _unread(self, row: Row, done: int, reason: str) -> None:
        self.unread.append(
            words.ROW_UNREAD.format(
                done=done, total=len(self._rows), file=row.file.name, reason=reason
            )
        )

    def _said(self, row: Row, done: int, document: ReadDocument) -> None:
        pages = words.PAGES.format(pages=document.pages) if document.pages else words.NO_PAGES
        headings = sum(block.kind == "heading" for block in document.blocks)
        self.said.append(
            words.ROW_DONE.format(
                done=done,
                total=len(self._rows),
                file=row.file.name,
                pages=pages,
                headings=headings,
            )
        )
