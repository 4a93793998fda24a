"""What a firm has towards SECURITY ACTION, and how one rule looks at it."""

from __future__ import annotations

from typing import Literal

from bot.domain.answer import Model
from bot.subsidies import words
from knowledge.schema import Requirement, Star

Held = Literal["none", "one", "two", "unknown"]
Outcome = Literal["met", "short", "to_confirm"]
# 小規模事業者, other 中小企業, みなし大企業, 大企業
Size = Literal["small", "medium", "deemed_large", "large", "unknown"]
About = Literal[
    "star", "edition", "frame", "participants", "office", "id_kind", "equal_measures", "exception"
]

_REACHED: dict[tuple[Star, Held], Outcome] = {
    ("one", "none"): "short",
    ("one", "one"): "met",
    ("one", "two"): "met",
    ("either", "none"): "short",
    ("either", "one"): "met",
    ("either", "two"): "met",
    ("two", "none"): "short",
    ("two", "one"): "short",
    ("two", "two"): "met",
    ("declared", "none"): "short",
    ("declared", "one"): "to_confirm",
    ("declared", "two"): "met",
}


class Holder(Model):
    """What the firm has, as far as the rules of the catalogue look at it.

    Attributes:
        star: the level declared.
        id_kind: the first digit of the declaration's ID (自己宣言ID): 4 until 2026-03, 5 since.
        gbizid: the kind of GビズID.
        entity: corporation (法人) or sole proprietor (個人事業主).
        participants: in a joint application, whether every participant has declared the level.
        office: whether the applying office (事業所) has its own 法人番号.
        equal_measures: whether it declares measures equal to ★ where that is enough.
        size: of the firm, as the programmes tell sizes apart.
        earlier_grants: whether it received a grant the programme counts.
        unsure: what it was asked about and cannot say: not asked again.
        no_exception_to: ids of rules none of whose exceptions apply to it.
        exception_to: ids of rules an exception of which may apply to it.
    """

    star: Held = "unknown"
    id_kind: Literal["four", "five", "unknown"] = "unknown"
    gbizid: Literal["prime", "member", "entry", "none", "unknown"] = "unknown"
    entity: Literal["corporation", "sole", "unknown"] = "unknown"
    participants: Literal["all", "not_all", "unknown"] = "unknown"
    office: Literal["own_number", "shared_number", "unknown"] = "unknown"
    equal_measures: Literal["yes", "no", "unknown"] = "unknown"
    size: Size = "unknown"
    earlier_grants: Literal["yes", "no", "unknown"] = "unknown"
    unsure: frozenset[About] = frozenset()
    no_exception_to: frozenset[str] = frozenset()
    exception_to: frozenset[str] = frozenset()


class Question(Model):
    """The one thing to ask next.

    Attributes:
        about: a field of the holder, or what is applied for.
        text: the question in words.
        rule: the rule whose exceptions are asked about.
        options: ids of the editions or frames to choose from.
    """

    about: About
    text: str
    rule: str | None = None
    options: tuple[str, ...] = ()


class Finding(Model):
    """How a rule comes out for a holder.

    `to_do` adds to what the rule says to do; `on_old_id` marks that the ID's kind decided.
    """

    outcome: Outcome
    reason: str
    question: Question | None = None
    to_do: str | None = None
    on_old_id: bool = False


def finding(rule: Requirement, holder: Holder, *, old_ids_doubted: bool) -> Finding:
    """Look at a holder through a rule that holds.

    Args:
        rule: a row of the catalogue.
        holder: the firm.
        old_ids_doubted: whether an ID of the former system may not be accepted on the day.
    """
    if rule.star == "unknown":
        return Finding(outcome="to_confirm", reason=words.RULE_UNKNOWN)
    if rule.star == "none":
        reason = words.NOT_A_BONUS if rule.role == "bonus" else words.NOT_ASKED
        return Finding(outcome="met", reason=reason)
    if rule.star == "equivalent":
        return _equal(rule, holder)
    if holder.star == "unknown":
        return _ask("star", words.STAR_UNASKED)
    reached = _REACHED[rule.star, holder.star]
    if reached == "short":
        named = {"asked": words.ASKED[rule.star], "held": words.HELD[holder.star]}
        return _short(rule, holder, words.SHORT.format(**named), words.SHORT_UNLESS.format(**named))
    if reached == "to_confirm":
        return Finding(outcome="to_confirm", reason=words.LEVEL_UNREAD)
    return _for_whom(rule, holder) or _which_id(holder, old_ids_doubted) or _met(rule, holder)


def _met(rule: Requirement, holder: Holder) -> Finding:
    said = words.MET if rule.confidence == "high" else words.MET_LIKELY
    more = words.AND_EXCEPTIONS if rule.exceptions else ""
    return Finding(outcome="met", reason=f"{said.format(held=words.HELD[holder.star])}{more}")


def _equal(rule: Requirement, holder: Holder) -> Finding:
    """A declaration of equal measures: a star stands for it."""
    if holder.star in ("one", "two"):
        reason = words.EQUAL_BY_STAR.format(held=words.HELD[holder.star])
        return Finding(outcome="met", reason=reason)
    if holder.equal_measures == "yes":
        return Finding(outcome="met", reason=words.EQUAL_MET)
    if holder.equal_measures == "unknown":
        return _ask("equal_measures", words.EQUAL_UNASKED)
    if holder.star == "unknown":
        return _ask("star", words.STAR_UNASKED)
    return _short(rule, holder, words.EQUAL_SHORT, words.EQUAL_SHORT)


def _short(rule: Requirement, holder: Holder, flat: str, unless: str) -> Finding:
    """Not enough; to be confirmed while an exception could still apply."""
    if not rule.exceptions or rule.id in holder.no_exception_to - holder.exception_to:
        return Finding(outcome="short", reason=flat)
    if rule.id in holder.exception_to:
        return Finding(outcome="to_confirm", reason=unless)
    text = words.ASK["exception"].format(exceptions="／".join(rule.exceptions))
    asked = Question(about="exception", text=text, rule=rule.id)
    return Finding(outcome="to_confirm", reason=unless, question=asked)


def _for_whom(rule: Requirement, holder: Holder) -> Finding | None:
    """What is open about who has to declare; None when nothing is."""
    if rule.per == "each_participant" and holder.participants != "all":
        if holder.participants == "unknown":
            return _ask("participants", words.PARTICIPANTS_UNASKED)
        return _short(rule, holder, words.PARTICIPANTS_SHORT, words.PARTICIPANTS_SHORT_UNLESS)
    if rule.per == "office" and holder.office != "own_number":
        # A sole proprietor has no 法人番号 at all, so there is nothing to ask.
        if holder.office == "unknown" and holder.entity != "sole":
            return _ask("office", words.OFFICE_UNASKED)
        return Finding(outcome="to_confirm", reason=words.OFFICE_SHARED)
    return None


def _which_id(holder: Holder, old_ids_doubted: bool) -> Finding | None:
    """What is open about the ID; None when nothing is."""
    if not old_ids_doubted or holder.id_kind == "five":
        return None
    if holder.id_kind == "unknown":
        return _ask("id_kind", words.ID_UNASKED)
    return Finding(
        outcome="to_confirm", reason=words.OLD_ID, to_do=words.DECLARE_ANEW, on_old_id=True
    )


def _ask(about: About, reason: str) -> Finding:
    question = Question(about=about, text=words.ASK[about])
    return Finding(outcome="to_confirm", reason=reason, question=question)
