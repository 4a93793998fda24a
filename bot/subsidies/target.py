"""A programme, frame and round by the names people type, as an aim. Pure."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence

from bot.errors import BadInput
from bot.subsidies import rounds, words
from bot.subsidies.aim import Aim, towards
from bot.subsidies.naming import Named, Naming, Several
from knowledge.catalog import Catalog
from knowledge.schema import Frame, Programme, ProgrammeEdition, Round

_NUMBER = re.compile(r"[0-9]{1,3}")
_MOST = 6


def aimed(
    catalog: Catalog,
    programme: str,
    frame: str | None,
    round_: str | None,
    now: dt.datetime,
    *,
    named: dt.date | None = None,
) -> tuple[Aim, tuple[Round, ...]]:
    """The aim, and the rounds one can apply in.

    Args:
        catalog: holds the programmes.
        programme: its name, alias or id, or the id of an edition.
        frame: name, alias or id; None looks at all.
        round_: its number or label; None takes the next one.
        now: in Japan.
        named: a date that stands above any round.

    Raises:
        BadInput: what was named is not known, or could be several; the sentence says which.
    """
    found, edition, given = _programme(catalog, programme, now.date())
    if edition is None:
        raise BadInput(words.PLAN_NO_ROUNDS.format(name=found.name))
    place = _frame(edition, frame or given)
    rows = rounds.of_frame(edition, place.id if place else None)
    if named is not None:
        return towards(found, edition, place, None, now.date(), named=named), rows
    if not rows:
        raise BadInput(words.PLAN_NO_ROUNDS.format(name=edition.name))
    picked = _round(edition, rows, round_) if round_ else rounds.upcoming_one(rows, now) or rows[-1]
    return towards(found, edition, place, picked, now.date()), rows


def _programme(
    catalog: Catalog, text: str, day: dt.date
) -> tuple[Programme, ProgrammeEdition | None, str | None]:
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    for one in catalog.programmes:
        for edition in one.editions:
            if edition.id == plain:
                return one, edition, None
    read = Naming(catalog.programmes).read(text, day)
    by_id = {one.id: one for one in catalog.programmes}
    if isinstance(read, Named):
        programme = by_id[read.programme]
        return programme, rounds.edition_of(programme, read.edition, day), read.frame
    if isinstance(read, Several):
        names = [by_id[id].name for id in read.programmes[:_MOST]]
        raise BadInput(words.PLAN_SEVERAL.format(text=text, names="」「".join(names)))
    near = [by_id[id].name for id in read.near[:_MOST]]
    said = words.PLAN_NEAR.format(names="」「".join(near)) if near else ""
    raise BadInput(words.PLAN_UNKNOWN.format(text=text) + said)


def _frame(edition: ProgrammeEdition, text: str | None) -> Frame | None:
    if not text:
        return None
    plain = _plain(text)
    for one in edition.frames:
        if one.id == text or plain in map(_plain, (one.name, *one.aliases)):
            return one
    near = [one for one in edition.frames if plain and plain in _plain(one.name)]
    if len(near) == 1:
        return near[0]
    known = _listed(one.name for one in edition.frames)
    raise BadInput(words.PLAN_NO_FRAME.format(name=edition.name, text=text, known=known))


def _round(edition: ProgrammeEdition, rows: Sequence[Round], text: str) -> Round:
    plain = _plain(text)
    number = _NUMBER.search(plain)
    for one in rows:
        if one.id == text or plain == _plain(one.label):
            return one
    numbered = [one for one in rows if number and one.no == int(number.group())]
    if numbered:
        return numbered[0]
    known = _listed(one.label for one in rows)
    raise BadInput(words.PLAN_NO_ROUND.format(name=edition.name, text=text, known=known))


def _listed(names: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(names)) or "なし"


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()
