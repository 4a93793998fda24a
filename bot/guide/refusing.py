"""What is typed at a step and must be refused or helped with, never recorded as its answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from bot.answering.routes import Router
from knowledge.catalog import Catalog

# A firm's name or what it holds may touch other rules (税理士法人…, 節税…): those stay answers.
_RULES = frozenset(
    f"decline/{name}"
    for name in (
        "credentials",
        "fake-url",
        "false-date",
        "false-declaration",
        "guarantee",
        "kickback",
        "operate-account",
        "paid-form",
    )
)


class Refusals:
    """Knows such texts by the rules of the knowledge (A30–A33), and emergencies.

    Args:
        catalog: holds the rules.
        normalise: brings a text to the notation of their patterns.
    """

    def __init__(self, catalog: Catalog, normalise: Callable[[str], str]):
        self._catalog = catalog
        self._normalise = normalise

    @cached_property
    def _router(self) -> Router:
        # Its patterns take a while to read, and most who look where they stand type nothing.
        return Router(self._catalog)

    def covers(self, text: str) -> bool:
        """Whether a text is one."""
        rule = self._router.rule(self._normalise(text))
        return rule is not None and (rule.route == "emergency" or rule.id in _RULES)
