"""Reads a scored self-check: what an answer is called, what it is worth, how it changed."""

from __future__ import annotations

from bot.documents import words
from bot.documents.errors import DocumentError
from bot.documents.text import clean, moment
from bot.domain.walkthrough import Dossier, SheetResult
from knowledge.catalog import Catalog
from knowledge.dates import japanese
from knowledge.schema import SelfCheck

# Choice ids in the order the self-check lists its answers: from best to not knowing.
ANSWERS = ("full", "partly", "no", "unknown")


def state(result: SheetResult, item: int) -> str:
    """What was answered to an item; `open` when nothing was."""
    found = result.answers.get(item, "open")
    return found if found in ANSWERS else "open"


def answer_words(check: SelfCheck, name: str) -> str:
    """An answer as the self-check writes it."""
    if name not in ANSWERS:
        return words.STATES["open"]
    return check.answers[ANSWERS.index(name)].answer


def points(check: SelfCheck, name: str) -> int | None:
    """What an answer is worth; None for an open item."""
    return check.answers[ANSWERS.index(name)].points if name in ANSWERS else None


def answered(result: SheetResult, check: SelfCheck) -> int:
    """How many items have an answer."""
    return sum(state(result, item.no) != "open" for item in check.items)


def change(result: SheetResult, previous: SheetResult) -> str:
    """How the total moved since the run before, in words."""
    by = result.total - previous.total
    if by == 0:
        return words.SAME
    return (words.UP if by > 0 else words.DOWN).format(points=abs(by))


def verdict(result: SheetResult, check: SelfCheck) -> tuple[str, str]:
    """What the score means and what comes next; a run with open items has no verdict yet."""
    if result.complete:
        return result.band, result.next
    counted = {"answered": answered(result, check), "count": len(check.items)}
    return words.INCOMPLETE.format(**counted), words.INCOMPLETE_NEXT


def run_date(result: SheetResult) -> str:
    """The day of a run."""
    return japanese(moment(result.at).date())


def short_edition(edition: str) -> str:
    """An edition by its number: guideline-v3.1 → ガイドライン第3.1版."""
    return words.EDITION_SHORT.format(version=edition.rpartition("-v")[2])


def sheet_name(result: SheetResult) -> str:
    """The name of a sheet; the whole firm has none of its own."""
    return clean(result.sheet) or words.WHOLE_FIRM


def check_of(catalog: Catalog, edition: str) -> SelfCheck:
    """The self-check of an edition.

    Raises:
        DocumentError: we do not know it.
    """
    for check in catalog.self_checks:
        if check.edition == edition:
            return check
    raise DocumentError(words.NO_EDITION.format(edition=clean(edition)))


def shown_result(dossier: Dossier) -> tuple[SheetResult, SheetResult | None]:
    """The result that stands for the firm, and the one before.

    Raises:
        DocumentError: no self-check was begun.
    """
    if dossier.gathered:
        return dossier.gathered, None
    if not dossier.sheets:
        raise DocumentError(words.NO_CHECK)
    first = dossier.sheets[0]
    return first, dossier.previous.get(first.sheet)
