"""A comparison as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer.compare import wording
from indexer.compare.align import Change
from indexer.compare.sections import (
    QUIET,
    SHOWN,
    Named,
    Section,
    at_once,
    effects_by_kind,
    effects_note,
    marks,
    pages,
    said,
    sections,
    spans,
    summary,
)

_MARKS = {"same": "{text}", "gone": wording.GONE, "new": wording.CAME}
# Of sections that only say that nothing was said otherwise, so many are listed.
_QUIET_SHOWN = 40


def lines(named: Named) -> Iterator[str]:
    """The whole comparison as plain text."""
    yield named.title
    yield summary(named.comparison)
    if not named.comparison.changes:
        yield wording.NO_CHANGES
        return
    rows = sections(named.comparison)
    for section in rows:
        yield f"  {section.heading} {wording.COUNT.format(count=section.count)}"
    yield wording.LEGEND
    for section in rows:
        if section.id != "figures":
            continue
        yield from _section(section)
    yield from _effects(named)
    for section in rows:
        if section.id != "figures":
            yield from _section(section)
    yield ""
    yield wording.BY_COMPUTER


def _effects(named: Named) -> Iterator[str]:
    yield ""
    yield f"■ {wording.SECTIONS['effects']}"
    yield effects_note(named)
    for kind, some in effects_by_kind(named.effects).items():
        yield f"● {wording.EFFECT_KINDS[kind]}"
        yield from (f"・{said(one)}" for one in some[:SHOWN])
        if len(some) > SHOWN:
            yield f"・{wording.EFFECT_MORE.format(count=len(some) - SHOWN)}"


def _section(section: Section) -> Iterator[str]:
    yield ""
    yield f"■ {section.heading}（{section.count}）"
    if section.note:
        yield section.note
    left = _QUIET_SHOWN if section.id in QUIET else section.count
    for group in section.groups:
        if left <= 0:
            break
        yield f"▼ {group.place}"
        shown = min(left, at_once(section, group))
        yield from map(_line, group.changes[:shown])
        if shown < len(group.changes) and section.id not in QUIET:
            rest = group.changes[shown:]
            yield f"・{wording.EFFECT_MORE.format(count=len(rest))}{_from_to(rest)}"
        left -= len(group.changes)
    if left < 0:
        yield f"・{wording.EFFECT_MORE.format(count=-left)}"


def _from_to(rest: Sequence[Change]) -> str:
    found = [where for where in (pages(rest[0]), pages(rest[-1])) if where]
    return f"（{'から'.join(dict.fromkeys(found))}）" if found else ""


def _line(change: Change) -> str:
    text = "".join(_MARKS[span.what].format(text=span.text) for span in spans(change))
    said_of = wording.FIGURE.format(kinds=wording.FIGURE_JOIN.join(marks(change)))
    where = pages(change)
    return f"・{said_of if marks(change) else ''}{text}{f'（{where}）' if where else ''}"
