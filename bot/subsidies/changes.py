"""What changed in the rules between two states of the catalogue: fingerprints compared. Pure.

A state is small enough to keep: for each typed row its hash and the few values that say what
changed. Passages are not compared: they are text, and change with every edit.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from typing import Literal

from bot.domain.answer import Model
from knowledge.catalog import Catalog
from knowledge.dates import JST, japanese
from knowledge.schema import (
    Frame,
    LeadTime,
    Programme,
    ProgrammeEdition,
    Requirement,
    Round,
    Sourced,
)

RowKind = Literal["programme", "edition", "requirement", "round", "frame", "lead_time"]
Became = Literal["added", "removed", "changed"]
State = Mapping[str, "Row"]

# Said in a change, in this order; what else differs is only told to differ.
_VALUES = (
    "name", "label", "star", "role", "when", "per", "rule", "opens", "deadline", "decision",
    "status", "valid_from", "valid_to", "rate", "amount", "days",
)  # fmt: skip
_LONGEST = 120
# When and by whom it was read is no change of the rule.
_NOT_THE_RULE = {
    "as_of",
    "sources",
    "confidence",
    "editions",
    "requirements",
    "rounds",
    "frames",
    "misinformation",
}
_HASHED = 16


class Row(Model):
    """A row of the catalogue as last noted.

    Attributes:
        programme, edition: where it belongs; None for a lead time.
        frames: what it is limited to; empty = all.
        says: the values that tell what changed.
        url: where it can be checked.
        as_of: when it was read.
    """

    kind: RowKind
    id: str
    programme: str | None = None
    edition: str | None = None
    name: str
    frames: tuple[str, ...] = ()
    hash: str
    says: dict[str, str]
    url: str | None = None
    as_of: str


class Change(Model):
    """One row that came, went or became another."""

    key: str
    became: Became
    before: Row | None
    after: Row | None

    @property
    def row(self) -> Row:
        """The row as it is now; as it was where it is gone."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def changed(self) -> tuple[str, ...]:
        """The values that differ, in the order in which they are said."""
        old, new = (
            (self.before.says if self.before else {}),
            (self.after.says if self.after else {}),
        )
        return tuple(name for name in _VALUES if old.get(name) != new.get(name))


def state(catalog: Catalog) -> dict[str, Row]:
    """The rows as they are now, by what tells them apart."""
    return {f"{row.kind}:{row.programme}:{row.edition}:{row.id}": row for row in _rows(catalog)}


def digest(rows: State) -> str:
    """One hash for a state: equal where nothing changed."""
    joined = "\n".join(f"{key} {rows[key].hash}" for key in sorted(rows))
    return hashlib.sha256(joined.encode()).hexdigest()[:32]


def changes(before: State, after: State) -> tuple[Change, ...]:
    """What came, went or changed, programme by programme.

    What belongs to an edition or programme that is new or gone as a whole is not told row by row,
    but for its rounds and requirements, which is what people ask about.
    """
    found = []
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        if old is None:
            found.append(Change(key=key, became="added", before=None, after=new))
        elif new is None:
            found.append(Change(key=key, became="removed", before=old, after=None))
        elif old.hash != new.hash:
            found.append(Change(key=key, became="changed", before=old, after=new))
    whole = {
        (one.row.programme, one.row.id, one.became) for one in found if one.row.kind == "edition"
    }
    return tuple(
        sorted(
            (
                one
                for one in found
                if one.row.kind != "frame"
                or (one.row.programme, one.row.edition, one.became) not in whole
            ),
            key=_order,
        )
    )


_KINDS: tuple[RowKind, ...] = ("programme", "edition", "requirement", "round", "frame", "lead_time")


def _order(change: Change) -> tuple[str, str, int, str]:
    row = change.row
    return (row.programme or "~", row.edition or "", _KINDS.index(row.kind), row.id)


def _rows(catalog: Catalog) -> Iterator[Row]:
    urls = {source.id: source.url for source in catalog.sources}
    for programme in catalog.programmes:
        yield _row("programme", programme, programme, None, urls)
        for edition in programme.editions:
            yield _row("edition", edition, programme, edition, urls)
            for requirement in edition.requirements:
                yield _row("requirement", requirement, programme, edition, urls)
            for one in edition.rounds:
                yield _row("round", one, programme, edition, urls)
            for frame in edition.frames:
                yield _row("frame", frame, programme, edition, urls)
    for lead_time in catalog.lead_times:
        yield _row("lead_time", lead_time, None, None, urls)


def _row(
    kind: RowKind,
    fact: Programme | ProgrammeEdition | Requirement | Round | Frame | LeadTime,
    programme: Programme | None,
    edition: ProgrammeEdition | None,
    urls: Mapping[str, str | None],
) -> Row:
    values = fact.model_dump(mode="json", exclude=_NOT_THE_RULE)
    told = {name: shown for name in _VALUES if (shown := _shown(fact, name))}
    whole = repr(sorted(values.items()))
    official = programme.official_url if programme else None
    return Row(
        kind=kind,
        id=fact.id,
        programme=programme.id if programme else None,
        edition=edition.id if edition else None,
        name=edition.name
        if edition
        else programme.name
        if programme
        else told.get("label", fact.id),
        frames=getattr(fact, "frames", ())
        if kind in {"requirement", "round"}
        else (fact.id,)
        if kind == "frame"
        else (),
        hash=hashlib.sha256(whole.encode()).hexdigest()[:_HASHED],
        says=told,
        url=official or url_of(fact, urls),
        as_of=fact.as_of,
    )


def url_of(fact: Sourced, urls: Mapping[str, str | None]) -> str | None:
    """The first page a fact can be checked at."""
    return next((url for ref in fact.sources if (url := urls.get(ref.id))), None)


def _shown(fact: Sourced, name: str) -> str:
    if name == "days":
        return f"{fact.min_days}〜{fact.max_days}日" if isinstance(fact, LeadTime) else ""
    value = getattr(fact, name, None)
    if isinstance(value, dt.datetime):
        moment = value.astimezone(JST)
        return f"{japanese(moment.date())}{moment:%H:%M}"
    if isinstance(value, dt.date):
        return japanese(value)
    said = str(value or "")
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
