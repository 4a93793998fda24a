"""What can go wrong with an index.

IndexProblem
 ├─ NoIndex          nothing is active
 ├─ DamagedIndex     files are missing or changed
 ├─ ForeignIndex     built with another embedding model
 ├─ UnknownVersion   no version of that id
 └─ RejectedIndex    a new version failed its checks
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
