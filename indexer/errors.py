"""What can go wrong with an index.

IndexProblem
 ├─ NoIndex          nothing is active
 ├─ DamagedIndex     files are missing or changed
 ├─ ForeignIndex     built with another embedding model
 ├─ UnknownVersion   no version of that id
 ├─ RejectedIndex    a new version failed its checks
 ├─ UnknownDocument  the library has no document of that id
 ├─ DamagedDocument  files of a document are missing or changed
 ├─ BadDetails       what was said of a document is missing something or wrong
 └─ NotReady         a version may not be activated yet
"""

from __future__ import annotations


class IndexProblem(Exception):
    """An index that cannot be used; `str()` says which and why."""


class NoIndex(IndexProblem):
    """No version is active."""


class DamagedIndex(IndexProblem):
    """Files of a version are missing or not as they were built."""


class ForeignIndex(IndexProblem):
    """The version was built with another embedding model than the one configured."""


class UnknownVersion(IndexProblem):
    """There is no version of that id."""


class RejectedIndex(IndexProblem):
    """A freshly built version failed its checks and was not activated."""


class UnknownDocument(IndexProblem):
    """The library has no document of that id."""


class DamagedDocument(IndexProblem):
    """Files of a document of the library are missing or not as they were kept."""


class BadDetails(IndexProblem):
    """What was said of a document is missing something or wrong; `str()` says it in Japanese."""


class NotReady(IndexProblem):
    """A version may not be activated yet; `str()` says why, and what to do, in Japanese."""
