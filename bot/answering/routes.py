"""Questions that are not searched for: emergencies, refusals, out of scope, clarifications."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from knowledge.catalog import Catalog
from knowledge.schema import Clarification, RouteRule

Rule = TypeVar("Rule", RouteRule, Clarification)

_REQUEST = re.compile(
    r"(して|しといて|しておいて|やって|作って|書いて|見せて|教えて|入れて|出して|押して|直して|変えて|頼|たのむ|お願い|おねがい|ください"
    r"|下さい|くれ|もらえ|いただけ|ちょうだい|ほしい|欲しい|たい|てよ|といて|よろ|代わりに|かわりに|代行|任せ|いいよね|いいですよね|できるよね)"
)
# How near a question must be to an example. A false alarm costs more than a plain answer.
_NEAR_ENOUGH = {"emergency": 0.45, "decline": 0.38, "out_of_scope": 0.38}
_ORDER = ("emergency", "decline", "out_of_scope")


@dataclass(frozen=True)
class _Compiled(Generic[Rule]):
    rule: Rule
    fires: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]

    def matches(self, normalised: str) -> bool:
        if any(pattern.search(normalised) for pattern in self.unless):
            return False
        return any(pattern.search(normalised) for pattern in self.fires)


class Router:
    """Finds the rule a question falls under, emergencies first.

    Args:
        catalog: holds the rules; their patterns see normalised questions.
    """

    def __init__(self, catalog: Catalog):
        self._rules = _compiled(sorted(catalog.rules, key=lambda rule: _ORDER.index(rule.route)))
        self._clarifications = _compiled(catalog.clarifications)

    def rule(self, normalised: str) -> RouteRule | None:
        """The first rule whose patterns fire."""
        return next((c.rule for c in self._rules if c.matches(normalised)), None)

    def near(self, rule_id: str, normalised: str, nearness: float) -> RouteRule | None:
        """The rule a question came nearest to (by the cosine given), if it may apply.

        A refusal needs a request (「〜して」「〜お願い」): a question about a rule is no request.
        """
        found = next((c for c in self._rules if c.rule.id == rule_id), None)
        if found is None or nearness < _NEAR_ENOUGH[found.rule.route]:
            return None
        if any(pattern.search(normalised) for pattern in found.unless):
            return None
        if found.rule.route == "decline" and not _REQUEST.search(normalised):
            return None
        return found.rule

    def clarification(self, normalised: str) -> Clarification | None:
        """The first clarification that fires."""
        return next((c.rule for c in self._clarifications if c.matches(normalised)), None)


def _compiled(rules: Sequence[Rule]) -> list[_Compiled[Rule]]:
    return [
        _Compiled(
            rule,
            tuple(re.compile(pattern) for pattern in rule.patterns),
            tuple(re.compile(pattern) for pattern in rule.unless),
        )
        for rule in rules
    ]
