"""The self-check scored (自社診断の採点): points, parts, band and what is weakest. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import wording
from bot.domain.walkthrough import SheetResult
from knowledge.schema import Band, SelfCheck

# The answers as choices, in the order the self-check lists them.
CHOICE_IDS = ("full", "partly", "no", "unknown")


def score(check: SelfCheck, answers: Mapping[int, str], sheet: str, at: float) -> SheetResult:
    """Score one sheet. What is left out counts nothing and makes the sheet incomplete.

    Raises:
        ValueError: an answer or item the self-check does not have.
    """
    worth = points(check)
    given = {no: worth[answer] for no, answer in answers.items() if answer in worth}
    known = {item.no for item in check.items}
    if len(given) != len(answers) or not known.issuperset(given):
        raise ValueError("an answer the self-check does not know")
    most, total = max(worth.values()), sum(given.values())
    band = _band(check, total)
    return SheetResult(
        sheet=sheet,
        edition=check.edition,
        answers={no: answers[no] for no in sorted(answers)},
        total=total,
        highest=most * len(known),
        parts={
            part.no: (
                sum(given.get(no, 0) for no in range(part.first, part.last + 1)),
                most * (part.last - part.first + 1),
            )
            for part in check.parts
        },
        band=band.status,
        next=band.next,
        complete=known == given.keys(),
        weakest=tuple(
            sorted((no for no in given if given[no] < most), key=lambda n: (given[n], n))
        ),
        at=at,
    )


def gather(check: SelfCheck, results: Sequence[SheetResult]) -> SheetResult:
    """All sheets in one: each item as the weakest sheet answered it, complete when all are.

    Raises:
        ValueError: no sheet, or one of another edition.
    """
    if not results or {result.edition for result in results} != {check.edition}:
        raise ValueError("sheets of this edition are needed")
    worth = points(check)
    answers: dict[int, str] = {}
    for result in results:
        for no, answer in result.answers.items():
            answers[no] = min(answers.get(no, answer), answer, key=worth.__getitem__)
    whole = score(check, answers, wording.SHEETS_GATHERED, max(result.at for result in results))
    return whole.model_copy(update={"complete": all(result.complete for result in results)})


def points(check: SelfCheck) -> dict[str, int]:
    """What each choice is worth."""
    worth = (answer.points for answer in check.answers)
    return dict(zip(CHOICE_IDS, worth, strict=True))


def _band(check: SelfCheck, total: int) -> Band:
    for band in check.bands:
        if band.low <= total <= band.high:
            return band
    raise ValueError(f"no band holds {total}")
