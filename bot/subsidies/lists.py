"""Lists over all programmes for a day: by the star asked, and by what is open where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from bot.domain.answer import Certainty, Model
from bot.subsidies.requirement import certainty_of, is_past_year
from knowledge.dates import JST
from knowledge.schema import Programme, ProgrammeEdition, Round, SourceRef, Star

Opening = Literal["open", "perhaps_open", "unknown"]
Reach = Literal["everywhere", "here", "some_towns"]

_SUREST_FIRST: tuple[Certainty, ...] = ("確定", "未確認情報", "不明")
_OPENINGS: tuple[Opening, ...] = ("open", "perhaps_open", "unknown")


class Asking(Model):
    """A programme with a rule that asks for a star.

    `exceptions` are part of the answer: the rule is not flat where there are any. `past_year`
    marks a rule known only for a fiscal year that is over.
    """

    programme: str
    name: str
    edition: str
    rule: str
    star: Star
    frames: tuple[str, ...]
    when: Literal["before_application", "by_completion", "unspecified"]
    exceptions: tuple[str, ...]
    past_year: bool
    quote: str
    sources: tuple[SourceRef, ...]
    as_of: str
    certainty: Certainty


class OpenRound(Model):
    """A round that is, may be, or is not known to be open.

    Attributes:
        round: its id; None where the edition has no rounds in the catalogue.
        state: `open` between a known opening and deadline; `perhaps_open` where the deadline is
            ahead but the opening or the whole round is not confirmed; `unknown` without a deadline.
        reach: whether it is for everyone, for the place asked about, or for towns in it.
        towns: the towns (市区町村) it is limited to.
    """

    programme: str
    name: str
    edition: str
    round: str | None
    label: str | None
    frames: tuple[str, ...]
    opens: dt.date | None
    deadline: dt.date | dt.datetime | None
    note: str | None
    state: Opening
    reach: Reach
    towns: tuple[str, ...]
    sources: tuple[SourceRef, ...]
    as_of: str
    certainty: Certainty


def asking_for(
    programmes: Iterable[Programme],
    stars: Collection[Star],
    as_of: dt.date,
    *,
    role: Literal["required", "bonus"] = "required",
) -> tuple[Asking, ...]:
    """The rules in force on a day whose star is one of those, the surest first."""
    found = [
        Asking(
            **row.model_dump(include={"star", "frames", "when", "exceptions", "as_of"}),
            programme=programme.id,
            name=edition.name,
            edition=edition.id,
            rule=row.id,
            past_year=(past_year := is_past_year(edition, row, as_of)),
            quote=row.rule,
            sources=row.sources,
            certainty=certainty_of(row, doubted=past_year),
        )
        for programme in programmes
        for edition in programme.editions
        if edition.holds_on(as_of)
        for row in edition.requirements
        if row.role == role and row.star in stars and row.holds_on(as_of)
    ]
    return tuple(sorted(found, key=lambda one: _SUREST_FIRST.index(one.certainty)))


def open_rounds(
    programmes: Iterable[Programme],
    moment: dt.date | dt.datetime,
    prefecture: str | None = None,
    town: str | None = None,
) -> tuple[OpenRound, ...]:
    """What can be applied for at a moment in a place, what is open for certain first.

    Args:
        programmes: where to look.
        moment: a day, or an aware time: on the last day a deadline's hour then counts.
        prefecture: where the firm is (都道府県); None looks at all places.
        town: its town (市区町村); None keeps programmes of towns in the prefecture.
    """
    found = [
        row
        for programme in programmes
        if (reach := reach_of(programme, prefecture, town))
        for edition in programme.editions
        for row in _rounds(programme, edition, moment, reach)
    ]
    return tuple(sorted(found, key=lambda one: _OPENINGS.index(one.state)))


def reach_of(programme: Programme, prefecture: str | None, town: str | None) -> Reach | None:
    """Whether a programme is for firms of a place; None when it is not."""
    if not programme.regions:
        return "everywhere"
    home, *towns = programme.regions
    if prefecture is None:
        return "some_towns" if towns else "here"
    if home != prefecture:
        return None
    if not towns or town in towns:
        return "here"
    return "some_towns" if town is None else None


def _rounds(
    programme: Programme, edition: ProgrammeEdition, moment: dt.date | dt.datetime, reach: Reach
) -> Iterator[OpenRound]:
    day = moment.astimezone(JST).date() if isinstance(moment, dt.datetime) else moment
    known = edition.holds_on(day)
    if not edition.rounds and known:
        yield _row(programme, edition, None, "unknown", reach)
    for row in edition.rounds:
        state = _state(row, day, moment)
        if state and (state != "unknown" or known):
            yield _row(programme, edition, row, state, reach)


def _state(row: Round, day: dt.date, moment: dt.date | dt.datetime) -> Opening | None:
    """Whether a round is open; None when it is not yet or no more."""
    if row.opens and day < row.opens:
        return None
    if row.deadline is None:
        return "unknown"
    if _is_over(row.deadline, day, moment):
        return None
    return "open" if row.opens and row.status == "confirmed" else "perhaps_open"


def _is_over(deadline: dt.date | dt.datetime, day: dt.date, moment: dt.date | dt.datetime) -> bool:
    """A bare date lasts its whole day in Japan; so does any deadline for whoever asks by day."""
    if not isinstance(deadline, dt.datetime):
        return deadline < day
    if isinstance(moment, dt.datetime):
        return deadline < moment
    return deadline.astimezone(JST).date() < day


def _row(
    programme: Programme,
    edition: ProgrammeEdition,
    row: Round | None,
    state: Opening,
    reach: Reach,
) -> OpenRound:
    said = row or edition
    sure = state == "open" and said.confidence == "high"
    return OpenRound(
        programme=programme.id,
        name=edition.name,
        edition=edition.id,
        round=row.id if row else None,
        label=row.label if row else None,
        frames=row.frames if row else (),
        opens=row.opens if row else None,
        deadline=row.deadline if row else None,
        note=row.note if row else edition.rounds_note,
        state=state,
        reach=reach,
        towns=programme.regions[1:],
        sources=said.sources,
        as_of=said.as_of,
        certainty="不明" if state == "unknown" else "確定" if sure else "未確認情報",
    )
