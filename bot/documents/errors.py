"""What can go wrong when a document is made."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from bot.documents import words


class DocumentError(Exception):
    """A document could not be made; the message is for the user, in Japanese."""


@contextmanager
def reporting(sentence: str) -> Iterator[None]:
    """Turn every failure inside into a `DocumentError` that says this sentence.

    Raises:
        DocumentError: something inside failed; a full disk is named as such.
    """
    try:
        yield
    except DocumentError:
        raise
    except Exception as problem:
        full = isinstance(problem, OSError) and problem.errno in (errno.ENOSPC, errno.EDQUOT)
        raise DocumentError(words.DISK_FULL if full else sentence) from problem
