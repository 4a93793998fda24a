"""What is looked for in a guideline edition, and what of an earlier edition is like it."""

from __future__ import annotations

from rapidfuzz import fuzz

from indexer.compare.holdings import normalised
from indexer.drafts.entries import Entry
from indexer.drafts.lists import Wanted
from knowledge.catalog import Catalog
from knowledge.schema import CheckItem, Principle

_COUNT = r"(?P<n>[0-9]{1,2}|[五六七八九十])"
PRINCIPLES = rf"情報セキュリティ(?:対策)?\s*{_COUNT}\s*[かカヶケヵ箇個]\s*条"
SELF_CHECK = r"自社診断"
_SO = r"(?:しよう|ましょう|する|うこと|ること|なく|う)[!！。.]*$"
_ASKS = r"(?:ますか|ですか|いるか|るか|ある|いる|した)[?？。.]*(?:\s*[□○].*)?$"
_COLUMNS = r"診断内容|診断項目|チェック項目|実施している|設問|質問"
# An item of an earlier edition is the same one when it is this alike; its number speaks for it.
_SAME, _SAME_NUMBER = 58.0, 14.0


def principles_wanted(catalog: Catalog, edition: str) -> Wanted:
    """What principles look like."""
    sets = {one.edition: one for one in catalog.principle_sets}
    expected = len(sets[edition].principles) if edition in sets else 5
    known = tuple(row.title for one in catalog.principle_sets for row in one.principles)
    return Wanted(
        name=PRINCIPLES, endings=_SO, headers=r"か条|取組|対策|内容", known=known, expected=expected
    )


def self_check_wanted(catalog: Catalog, edition: str) -> Wanted:
    """What self-check items look like."""
    checks = {one.edition: one for one in catalog.self_checks}
    check = checks.get(edition) or (catalog.self_checks[-1] if catalog.self_checks else None)
    known = tuple(item.asks for item in check.items) if check else ()
    return Wanted(
        name=SELF_CHECK, endings=_ASKS, headers=_COLUMNS, strict_headers="診断内容",
        known=known,
        expected=len(check.items) if check else 25,
    )  # fmt: skip


def earlier_principle(catalog: Catalog, entry: Entry) -> tuple[str, Principle] | None:
    """The principle of a known edition that an entry is, with the edition; the newest first."""
    rows = [
        (one.edition, row) for one in reversed(catalog.principle_sets) for row in one.principles
    ]
    scored = [(_alike(entry.text, row.title, same=row.no == entry.no), e, row) for e, row in rows]
    best = max(scored, key=lambda row: row[0], default=None)
    return (best[1], best[2]) if best and best[0] >= _SAME else None


def earlier_item(catalog: Catalog, entry: Entry) -> tuple[str, CheckItem] | None:
    """The self-check item of a known edition that an entry is, with the edition."""
    rows = [(one.edition, row) for one in reversed(catalog.self_checks) for row in one.items]
    scored = [
        (
            max(_alike(entry.text, row.asks, same=row.no == entry.no),
                _label(entry, row) if row.no == entry.no else 0.0),
            edition,
            row,
        )
        for edition, row in rows
    ]  # fmt: skip
    best = max(scored, key=lambda row: row[0], default=None)
    return (best[1], best[2]) if best and best[0] >= _SAME else None


def _label(entry: Entry, row: CheckItem) -> float:
    return fuzz.ratio(normalised(entry.label), normalised(row.label)) if entry.label else 0.0


def _alike(text: str, known: str, *, same: bool) -> float:
    return fuzz.ratio(normalised(text), normalised(known)) + (_SAME_NUMBER if same else 0.0)
