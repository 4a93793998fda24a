"""The rows of a list over programmes: counted, the surest first, short enough for a phone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from bot.answering import words
from bot.answering.facts.fact import Line, Listing
from bot.domain.answer import Choice
from bot.subsidies.lists import Asking, OpenRound, asking_for, reach_of
from bot.subsidies.openings import closed_in, open_by_edition, opening_on
from knowledge.dates import japanese
from knowledge.schema import Programme, ProgrammeEdition, Star
from knowledge.sentences import moment

if TYPE_CHECKING:
    from bot.answering.facts.programme_lists import Wanted

_SHOWN = 6
_NAMED = 4
_ALL_SHOWN = 30
_STARS: dict[str, tuple[Star, ...]] = {
    "two": ("two",),
    "one": ("one", "either"),
    "any": ("one", "two", "either", "declared", "equivalent"),
    "none": ("none",),
    "bonus": ("one", "two", "either", "declared"),
}
_WHAT = {
    "two": words.NEEDS_TWO,
    "one": words.NEEDS_ONE,
    "any": words.NEEDS_ANY,
    "none": words.NEEDS_NONE,
    "bonus": words.GIVES_BONUS,
    "open": words.OPEN,
}


@dataclass(frozen=True)
class _Row:
    """An edition in the list; `children` are programmes told together with it."""

    programme: Programme
    edition: ProgrammeEdition
    rules: tuple[Asking, ...]
    children: tuple[Programme, ...] = ()

    @property
    def sure(self) -> bool:
        return any(rule.certainty == "確定" for rule in self.rules)


def listing(wanted: Wanted, programmes: Sequence[Programme], day: dt.date) -> Listing:
    """The list wanted, for a day."""
    here = [one for one in programmes if reach_of(one, wanted.place.prefecture, wanted.place.town)]
    if wanted.kind == "open":
        return _open(wanted, here, day)
    role = "bonus" if wanted.kind == "bonus" else "required"
    found = asking_for(
        here, _STARS[wanted.kind], day, role="bonus" if role == "bonus" else "required"
    )
    rows = _grouped(found, here, day, together=wanted.place.prefecture is None)
    sure, likely = [r for r in rows if r.sure], [r for r in rows if not r.sure]
    shown = [*sure, *likely]
    kept = shown[: _ALL_SHOWN if wanted.everything else _SHOWN]
    lines = [Line(_told(row, day, wanted.kind), f"rule/{row.rules[0].rule}") for row in kept]
    tail = [words.MORE.format(count=len(shown) - len(kept))] if len(kept) < len(shown) else []
    if wanted.kind == "bonus":
        lines += _bonus_before(here, day)
    tail += _unread(wanted, here, found, day)
    tail.append(words.NOT_ALL if wanted.kind != "none" else f"{words.ABSENCE}{words.NOT_ALL}")
    return _listing(wanted, day, len(sure), len(likely), lines, tail, cut=len(kept) < len(shown))


def _open(wanted: Wanted, here: Sequence[Programme], day: dt.date) -> Listing:
    """What can be applied for on the day, then what may be, what comes and what is over."""
    by_id = {one.id: one for one in here}
    rows = open_by_edition(here, day, wanted.place.prefecture, wanted.place.town)
    known = [row for row in rows if row.state != "unknown"]
    sure = [row for row in known if row.certainty == "確定"]
    known = [*sure, *(row for row in known if row not in sure)]
    lines = [
        Line(_open_told(by_id[row.programme], row, day), f"rounds/{row.edition}") for row in known
    ]
    tail = []
    coming = [
        (one, edition, seen.round)
        for one in here
        for edition in one.editions
        if (seen := opening_on(edition, day)).state == "coming" and seen.round
    ]
    for one, edition, row in coming:
        lines.append(
            Line(
                f"{words.COMING}: {_name(one, edition)} "
                + words.STATE["coming"].format(
                    opens=japanese(row.opens or day), status=words.SAID_SURE[row.status]
                ),
                f"rounds/{edition.id}",
            )
        )
    if wanted.place.prefecture:
        for _, edition, row in closed_in(here, day, wanted.place.prefecture, wanted.place.town):
            assert row.deadline is not None
            told = words.CLOSED_ROW.format(name=edition.name, deadline=moment(row.deadline))
            lines.append(Line(f"{words.CLOSED}: {told}", f"rounds/{edition.id}"))
    unknown = [row.name for row in rows if row.state == "unknown"]
    if unknown:
        tail.append(_names(words.UNKNOWN_OPEN, unknown, wanted))
    tail.append(words.NOT_ALL)
    if wanted.place.prefecture is None:
        tail.append(words.BY_PREFECTURE.format(example=words.EXAMPLE_PLACE))
    return _listing(wanted, day, len(sure), len(known) - len(sure), lines, tail, cut=False)


def _listing(
    wanted: Wanted,
    day: dt.date,
    sure: int,
    likely: int,
    lines: Sequence[Line],
    tail: Sequence[str],
    *,
    cut: bool,
) -> Listing:
    what = _WHAT[wanted.kind]
    if wanted.field:
        what = words.IN_FIELD.format(field=wanted.field, what=what)
    if wanted.place.prefecture:
        what = words.OF.format(place=wanted.place.name, what=what)
    count = words.COUNT if sure else words.COUNT_NONE
    head = count.format(what=what, count=sure, day=japanese(day))
    if likely:
        head += (words.LIKELY if sure else words.LIKELY_ONLY).format(count=likely)
    more = Choice(label=words.SHOW_ALL, question=words.ALL_OF.format(what=what))
    return Listing(head, tuple(lines), tuple(tail), (more,) if cut else (), subject=what)


def _grouped(
    found: Sequence[Asking], programmes: Sequence[Programme], day: dt.date, *, together: bool
) -> list[_Row]:
    """One row an edition, the surest and the nationwide first.

    What every prefecture hands out under one national programme is one row, unless a place is
    named: then the place's own row stands for it.
    """
    by_id = {one.id: one for one in programmes}
    rows: dict[str, list[Asking]] = {}
    for one in found:
        rows.setdefault(one.edition, []).append(one)
    whole = [
        _Row(by_id[rules[0].programme], _edition(by_id[rules[0].programme], edition), tuple(rules))
        for edition, rules in rows.items()
    ]
    present = {row.programme.id for row in whole}
    if together:
        kept = [row for row in whole if row.programme.umbrella not in present]
        children = [row for row in whole if row.programme.umbrella in present]
    else:
        above = {row.programme.umbrella for row in whole}
        kept, children = [row for row in whole if row.programme.id not in above], []
    rows_kept = [
        _Row(
            row.programme,
            row.edition,
            row.rules,
            tuple(c.programme for c in children if c.programme.umbrella == row.programme.id),
        )
        for row in kept
    ]
    order = ("open", "coming", "perhaps_open", "unknown", "closed")
    return sorted(
        rows_kept,
        key=lambda row: (
            not row.sure,
            bool(row.programme.regions),
            order.index(opening_on(row.edition, day).state),
        ),
    )


def _edition(programme: Programme, edition: str) -> ProgrammeEdition:
    return next(one for one in programme.editions if one.id == edition)


def _told(row: _Row, day: dt.date, kind: str) -> str:
    """An edition in a line: by when, whether it is open, its exceptions."""
    rule = row.rules[0]
    parts = [] if kind in ("none", "bonus") else [words.BY_WHEN[rule.when]]
    if kind == "any":
        parts = [words.DECLARATION[rule.star], *parts]
    unsure = [one for one in row.rules if one.certainty != "確定"]
    sure = [one for one in row.rules if one.certainty == "確定"]
    frames = {frame.id: frame.name for frame in row.edition.frames}
    if sure and unsure and kind != "any":
        named = "・".join(frames[f] for one in sure for f in one.frames if f in frames)
        if named:
            parts.append(words.FRAMES_SURE.format(sure=named, rest=len(unsure)))
    parts.append(_status(row.edition, day))
    if row.children:
        prefectures = "・".join(child.regions[0] for child in row.children if child.regions)
        parts.append(words.ALSO_PREFECTURES.format(prefectures=prefectures))
    if kind not in ("none", "bonus"):
        parts += [words.EXCEPTION.format(exception=text.rstrip("。")) for text in rule.exceptions]
    return f"{_name(row.programme, row.edition)}: {'。'.join(parts)}"


def _name(programme: Programme, edition: ProgrammeEdition) -> str:
    """The edition's name, and whose it is where the name does not tell."""
    home = next(iter(programme.regions), "")
    return edition.name if home[:-1] in edition.name else f"{home}の{edition.name}"


def _status(edition: ProgrammeEdition, day: dt.date) -> str:
    seen = opening_on(edition, day)
    row = seen.round
    if seen.state == "closed" and row and row.deadline:
        return words.STATE["closed"].format(deadline=moment(row.deadline))
    if seen.state == "coming" and row and row.opens:
        return words.STATE["coming"].format(
            opens=japanese(row.opens), status=words.SAID_SURE[row.status]
        )
    until = _until(row.deadline, forecast=row.status != "confirmed") if row and row.deadline else ""
    return f"{words.STATE[seen.state]}{f'（{until}）' if until else ''}"


def _until(deadline: dt.date | dt.datetime, *, forecast: bool) -> str:
    form = words.UNTIL_FORECAST if forecast else words.UNTIL
    return form.format(deadline=moment(deadline))


def _open_told(programme: Programme, row: OpenRound, day: dt.date) -> str:
    """What is open in a line: until when, for whom, and what it asks of SECURITY ACTION."""
    assert row.deadline is not None
    edition = _edition(programme, row.edition)
    said = next((one for one in edition.rounds if one.id == row.round), None)
    parts = [_until(row.deadline, forecast=said is not None and said.status != "confirmed")]
    if row.state == "perhaps_open":
        parts.append(words.STATE["perhaps_open"])
    if row.towns:
        parts.append(words.ONLY_FOR.format(towns="・".join(row.towns)))
    rules = [one for one in edition.requirements if one.role == "required" and one.holds_on(day)]
    if rules:
        parts.append(words.DECLARATION[rules[0].star])
    name = row.name if row.towns else _name(programme, edition)
    return f"{name}: {'。'.join(parts)}"


def _bonus_before(programmes: Sequence[Programme], day: dt.date) -> list[Line]:
    """Rows of editions that are over in which a star was a bonus."""
    return [
        Line(f"{words.PAST_BONUS}: {rule.rule.rstrip('。')}", f"rule/{rule.id}")
        for one in programmes
        for edition in one.editions
        if not edition.holds_on(day) and (edition.valid_from is None or edition.valid_from <= day)
        for rule in edition.requirements
        if rule.role == "bonus" and rule.star in _STARS["bonus"]
    ]


def _unread(
    wanted: Wanted, here: Sequence[Programme], found: Sequence[Asking], day: dt.date
) -> list[str]:
    """What could belong to the list but is not known to."""
    held = {one.edition for one in found}
    tail = []
    if wanted.kind in ("two", "one"):
        tail += _of(wanted, words.LEVEL_UNREAD, here, ("declared",), held, day)
    if wanted.kind == "bonus":
        tail += _of(wanted, words.BONUS_UNREAD, here, ("unknown",), held, day, role="bonus")
    else:
        tail += _of(wanted, words.UNKNOWN_WHETHER, here, ("unknown",), held, day)
    lapsed = [
        one.name
        for one in here
        if one.editions and not any(edition.holds_on(day) for edition in one.editions)
    ]
    return [*tail, _names(words.NO_EDITION_NOW, lapsed, wanted)] if lapsed else tail


def _of(
    wanted: Wanted,
    head: str,
    here: Sequence[Programme],
    stars: Collection[str],
    held: Collection[str],
    day: dt.date,
    *,
    role: str = "required",
) -> list[str]:
    kept: tuple[Star, ...] = tuple(star for star in get_args(Star) if star in stars)
    rows = asking_for(here, kept, day, role="bonus" if role == "bonus" else "required")
    names = list(dict.fromkeys(row.name for row in rows if row.edition not in held))
    return [_names(head, names, wanted)] if names else []


def _names(head: str, names: Sequence[str], wanted: Wanted) -> str:
    most = _ALL_SHOWN if wanted.everything or wanted.place.prefecture else _NAMED
    form = words.NAMES if len(names) <= most else words.NAMES_MORE
    return form.format(head=head, count=len(names), names="、".join(names[:most]))
