"""The knowledge documents are made by, with a policy text of our own."""

from __future__ import annotations

import pytest

from knowledge.catalog import Catalog, load
from knowledge.schema import SelfCheck
from tests.bot.documents.dossiers import with_policy_text


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The shipped knowledge with the sample policy."""
    return with_policy_text(load())


@pytest.fixture(scope="session")
def check(catalog: Catalog) -> SelfCheck:
    """The shipped self-check."""
    return catalog.self_checks[0]
