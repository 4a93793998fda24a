"""A comparison in the order a person should read it: what every form is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Literal

from indexer.compare import wording
from indexer.compare.align import Change, Comparison
from indexer.compare.effects import Effect
from indexer.compare.figures import FIRST
from indexer.compare.spans import Span
from knowledge.schema import Model

SectionId = Literal[
    "figures", "changed", "added", "removed", "moved", "regrouped", "renumbered", "minor"
]
ORDER: tuple[SectionId, ...] = (
    "figures", "changed", "added", "removed", "moved", "regrouped", "renumbered", "minor"
)  # fmt: skip
# Sections that only say that nothing was said otherwise: shown folded.
QUIET: frozenset[SectionId] = frozenset({"moved", "regrouped", "renumbered", "minor"})
_PATH = " > "
# Of words that stayed, so many are shown on either side of a change; of a quiet change, so many.
_AROUND, _QUIET_LENGTH = 45, 60
# Of what went, so much is shown: it can be read in the old edition. Of many that went together,
# so many are shown at once.
_GONE_LENGTH, TOGETHER = 120, 5
# Of each kind of effect, so many are named.
SHOWN = 20


class Named(Model):
    """A comparison with the names of both editions and what it touches, for a reader.

    `editions` are those of the knowledge that the documents are the text of.
    """

    old: str
    new: str
    comparison: Comparison
    effects: tuple[Effect, ...] = ()
    editions: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What is compared."""
        return wording.TITLE.format(old=self.old, new=self.new)


class Group(Model):
    """Changes one after another under the same headings."""

    place: str
    changes: tuple[Change, ...]


class Section(Model):
    """Changes of one sort, those that stand together put together."""

    id: SectionId
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many changes it has."""
        return sum(len(group.changes) for group in self.groups)

    @property
    def heading(self) -> str:
        """Its heading."""
        return wording.SECTIONS[self.id]

    @property
    def note(self) -> str:
        """What the reader should know of it; may be empty."""
        return wording.NOTES.get(self.id, "")


def sections(comparison: Comparison) -> tuple[Section, ...]:
    """The changes, what must be looked at first coming first; sections without changes left out."""
    rows: dict[SectionId, list[Change]] = {}
    for change in comparison.changes:
        rows.setdefault(_section(change), []).append(change)
    if "figures" in rows:
        rows["figures"].sort(key=lambda change: FIRST.index(change.figures[0]))
    return tuple(
        Section(id=name, groups=tuple(_groups(rows[name]))) for name in ORDER if name in rows
    )


def summary(comparison: Comparison) -> str:
    """How much changed, in one sentence."""
    return wording.SUMMARY.format(
        clauses=comparison.new_clauses,
        unchanged=comparison.unchanged,
        changes=len(comparison.changes),
    )


def place(change: Change) -> str:
    """Under which headings it stands: 第2章 > 申請要件."""
    clause = change.new or change.old
    section = clause.section if clause else ()
    if clause and clause.is_heading:
        section = section[:-1]
    return _PATH.join(section) or wording.TOP


def pages(change: Change) -> str:
    """On which pages: 旧12頁・新14頁; empty where there are none."""
    return wording.FIGURE_JOIN.join(
        said.format(page=one.page)
        for said, one in ((wording.OLD_PAGE, change.old), (wording.NEW_PAGE, change.new))
        if one and one.page
    )


def marks(change: Change) -> tuple[str, ...]:
    """What to say of a change in a word: the kinds of figures, that it came, went or also moved."""
    found = [wording.FIGURES[kind] for kind in change.figures]
    if change.figures and change.kind == "added":
        found.append(wording.KIND_ADDED)
    if change.figures and change.kind == "removed":
        found.append(wording.KIND_REMOVED)
    if change.elsewhere:
        found.append(wording.ELSEWHERE)
    return tuple(found)


def spans(change: Change) -> tuple[Span, ...]:
    """The text of a change with what went and came; long stretches that stayed cut."""
    if change.kind in ("changed", "renumbered"):
        return tuple(_cut(change.words))
    if change.kind == "split" and change.new:
        return _parts([change.new.text, *(one.text for one in change.also)])
    if change.kind == "joined" and change.old:
        return _parts([change.old.text, *(one.text for one in change.also)])
    clause = change.new or change.old
    text = clause.text if clause else ""
    if change.kind == "moved":
        return (Span(what="same", text=_short(text, _QUIET_LENGTH)),)
    if change.kind == "removed":
        return (Span(what="gone", text=_short(text, _GONE_LENGTH)),)
    return (Span(what="new", text=text),)


def at_once(section: Section, group: Group) -> int:
    """How many changes of a group are shown at once; the rest is counted, or folded."""
    many = section.id == "removed" and len(group.changes) > TOGETHER + 1
    return TOGETHER if many else len(group.changes)


def effects_note(named: Named) -> str:
    """How far the list of effects can be trusted."""
    if not named.editions:
        return wording.UNKNOWN_EDITION
    return wording.EFFECTS_NOTE if named.effects else wording.NO_EFFECTS


def effects_by_kind(effects: Sequence[Effect]) -> Mapping[str, list[Effect]]:
    """The effects by kind, in the order of the wording."""
    rows: dict[str, list[Effect]] = {}
    for kind in wording.EFFECT_KINDS:
        if found := [one for one in effects if one.kind == kind]:
            rows[kind] = found
    return rows


def said(effect: Effect) -> str:
    """An effect as one line."""
    if effect.kind == "run":
        return wording.EFFECT_RUN.format(name=effect.name, why=wording.WHY[effect.why])
    listed = "、".join(map(str, effect.pages[:6])) + (wording.CUT if effect.pages[6:] else "")
    return wording.EFFECT.format(
        name=effect.name,
        id=effect.id,
        why=wording.WHY[effect.why],
        pages=wording.EFFECT_PAGES.format(pages=listed) if listed else "",
    )


def _section(change: Change) -> SectionId:
    if change.figures:
        return "figures"
    if change.kind in ("split", "joined"):
        return "regrouped"
    if change.kind == "changed":
        return "minor" if change.minor else "changed"
    return change.kind  # type: ignore[return-value]


def _groups(changes: Sequence[Change]) -> Iterator[Group]:
    for name, together in groupby(changes, key=place):
        yield Group(place=name, changes=tuple(together))


def _parts(texts: Sequence[str]) -> tuple[Span, ...]:
    joined = " ／ ".join(_short(text, _QUIET_LENGTH) for text in texts)
    return (Span(what="same", text=joined),)


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length] + wording.CUT


def _cut(words: Sequence[Span]) -> Iterator[Span]:
    for number, span in enumerate(words):
        if span.what != "same" or len(span.text) <= 2 * _AROUND + 10:
            yield span
            continue
        head = "" if number == 0 else span.text[:_AROUND]
        tail = "" if number == len(words) - 1 else span.text[-_AROUND:]
        # Where a clause begins, its first words say which it is.
        if number == 0:
            head = span.text[:15]
        yield Span(what="same", text=f"{head}{wording.CUT}{tail}")
