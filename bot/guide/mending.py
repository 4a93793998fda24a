"""「やっぱり法人です」: an answer given before, mended by saying it anew. Pure."""

from __future__ import annotations

import re

from bot.domain.walkthrough import Fill, Run
from bot.walkthroughs import engine, typed
from bot.walkthroughs.plan import Plan, PlannedStep

_AGAIN = re.compile(
    r"^(?:(?:あ|え|すみません|すいません|ごめんなさい|間違えました|まちがえました)[、。,.!！ 　]*)*"
    r"(?:やっぱり?|やはり|訂正(?:です|します)?|正しくは|本当は)[、。:：,. 　]*(?P<rest>.{1,60})$",
    re.DOTALL,
)
_NUMBER = re.compile(r"[0-9０-９]+")


def mended(text: str, plan: Plan, run: Run) -> Fill | None:
    """The earlier answer a text takes the place of.

    None where it does not say so, is a question, answers the step shown, or fits two steps.
    """
    match = _AGAIN.match(text.strip())
    if match is None or typed.is_question(text):
        return None
    rest = match["rest"].strip()
    at = engine.current(plan, run)
    if _NUMBER.fullmatch(rest) or (at is not None and _picked(rest, at)):
        return None
    found = {
        step.id: value
        for step in engine.applicable(plan, run)
        if run.value(step.id) is not None and (value := _picked(rest, step))
    }
    return Fill(values=found) if len(found) == 1 else None


def wanted(text: str) -> str:
    """What a text says, without 「やっぱり」 before it."""
    match = _AGAIN.match(text.strip())
    return match["rest"] if match else text


def _picked(text: str, step: PlannedStep) -> str | None:
    if step.step.kind == "text" or not step.choices:
        return None
    return typed.pick(text, [(one.id, one.label) for one in step.choices])
