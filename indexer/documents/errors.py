"""Why a document cannot be read."""

from __future__ import annotations


class UnreadableDocument(Exception):
    """A document that cannot be read; `reason` says why in Japanese, for staff."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason
