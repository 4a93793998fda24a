"""The editions and rules a firm relied on, each with its date, how sure it is, and its sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bot.documents import words
from bot.documents.text import lines
from bot.domain.answer import Model
from knowledge.catalog import Catalog
from knowledge.dates import japanese
from knowledge.schema import Sourced

# How one declares: what holds on a day is taken, in this order.
_STEPS = {
    "one": ("sa/one-star-steps", "sa/apply-before"),
    "two": ("sa/two-star-steps", "sa/apply-before"),
    "": ("sa/apply-now", "sa/apply-before"),
}
_MORE = ("sa/inputs-gap", "sa/inputs-before", "sa/same-account", "sa/id-issue-before")


class Note(Model):
    """A passage on how to declare.

    Attributes:
        checked: when it was checked, and how sure it is.
    """

    id: str
    title: str
    text: str
    checked: str


def how_to_declare(catalog: Catalog, day: dt.date, star: str) -> list[Note]:
    """What the knowledge says on declaring a star on a day; empty when it says nothing."""
    wanted = (*_STEPS.get(star, _STEPS[""]), *_MORE)
    held = {row.id: row for row in catalog.passages if row.id in wanted and row.holds_on(day)}
    return [
        Note(id=row.id, title=row.title, text=row.text, checked=_checked(row))
        for name in wanted
        if (row := held.get(name))
    ]


def rules_text(catalog: Catalog, edition: str, day: dt.date, star: str) -> str:
    """What was relied on, as a text file reads it."""
    blocks = [
        *_edition_blocks(catalog, edition, day),
        *_check_blocks(catalog, edition),
        *_policy_blocks(catalog),
        *_declaration_blocks(catalog, day, star),
    ]
    return "\n\n".join(blocks) + "\n"


def edition_title(catalog: Catalog, edition: str) -> str:
    """The full title of an edition; its id when we do not know it."""
    return next((row.title for row in catalog.editions if row.id == edition), edition)


def _edition_blocks(catalog: Catalog, edition: str, day: dt.date) -> Iterator[str]:
    for row in catalog.editions:
        if row.id == edition:
            text = [words.RULES_EDITION, f"{row.title}（{japanese(row.published)}）"]
            yield "\n".join([*text, *_sources(catalog, row)])
    newest = catalog.guideline_on(day)
    if newest.id != edition:
        yield words.RULES_NEWER.format(
            date=japanese(day), newest=newest.title, used=edition_title(catalog, edition)
        )


def _check_blocks(catalog: Catalog, edition: str) -> Iterator[str]:
    for check in catalog.self_checks:
        if check.edition == edition:
            answers = "、".join(f"{row.answer} {row.points}点" for row in check.answers)
            bands = [f"・{band.low}〜{band.high}点: {band.status}" for band in check.bands]
            head = [words.RULES_CHECK, check.title, answers, *bands]
            yield "\n".join([*head, *_sources(catalog, check)])


def _policy_blocks(catalog: Catalog) -> Iterator[str]:
    for text in catalog.policy_texts:
        headings = "、".join(row.heading for row in text.paragraphs)
        head = [words.RULES_POLICY, text.title, headings]
        yield "\n".join([*head, *_sources(catalog, text)])


def _declaration_blocks(catalog: Catalog, day: dt.date, star: str) -> Iterator[str]:
    by_id = {row.id: row for row in catalog.passages}
    yield words.RULES_DECLARATION.format(date=japanese(day))
    for note in how_to_declare(catalog, day, star):
        head = [f"■ {note.title}", *lines(note.text)]
        yield "\n".join([*head, *_sources(catalog, by_id[note.id])])


def _sources(catalog: Catalog, fact: Sourced) -> Iterator[str]:
    for ref in fact.sources:
        if source := catalog.source_by_id.get(ref.id):
            named = [source.title, source.publisher, ref.section, ref.page, source.url]
            text = "／".join(part for part in named if part)
            yield words.SOURCE.format(source=text)
    yield f"  {_checked(fact)}"


def _checked(fact: Sourced) -> str:
    sure = words.CONFIRMED if fact.confidence == "high" else words.UNCONFIRMED
    return words.SHEET_CHECKED.format(date=japanese(fact.as_of), certainty=sure)
