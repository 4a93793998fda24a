"""Which programme a typed text names: by name or alias, in any width, with a typo or two. Pure.

A name counts where all its words stand in the text; what stands inside a longer name found does
not count again. A text with no name in it is compared letter by letter, and taken only when one
programme alone is that near.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property

from bot.domain.answer import Model
from bot.subsidies.requirement import editions_on
from knowledge.schema import Programme, ProgrammeEdition

_LONGEST = 200
_SHORTEST_KEY, _SHORTEST_TYPO = 3, 5
_NEAR_COUNT, _SEVERAL_COUNT = 3, 6
# One wrong letter in so many.
_LETTERS_A_TYPO, _MOST_TYPOS = 4, 3
_NEAR = 0.5
_GAPS = re.compile(r"[\s・、。,.!?「」『』()（）\[\]【】/／\-‐−–_=:：~〜～&+＋]+")
_INNER = re.compile(r"[（(]([^）)]*)[）)]")
_YEAR = re.compile(
    r"(?<![0-9])(20[0-9]{2})(?![0-9])|(?:令和|(?<![a-z])r)\s*([0-9]{1,2}|元)(?![0-9])"
)
_ROUND = re.compile(r"第?([0-9]{1,2})\s*(?:次|回)")
_FIRST_OF_REIWA = 2019
_KINDS = ("補助金", "助成金", "補助", "助成", "事業")


class Named(Model):
    """A text that names one programme.

    Attributes:
        edition: the edition it names, by year or name.
        frame: the frame it names.
        guessed: the name it was taken for, where it was not written exactly.
        unknown_year: a year it names that no edition is known for.
    """

    programme: str
    edition: str | None = None
    frame: str | None = None
    guessed: str | None = None
    unknown_year: int | None = None


class Several(Model):
    """A text that names, or could mean, more than one programme."""

    programmes: tuple[str, ...]
    together: bool = False


class Unnamed(Model):
    """A text that names no programme we know, and the nearest to it."""

    near: tuple[str, ...]


class Naming:
    """Knows the names of all programmes.

    Args:
        programmes: those that can be named.
    """

    def __init__(self, programmes: Iterable[Programme]):
        self._programmes: Mapping[str, Programme] = {one.id: one for one in programmes}

    def read(self, text: str, as_of: dt.date) -> Named | Several | Unnamed:
        """What a text names, as of a day."""
        said = key(text[:_LONGEST])
        if text.strip() in self._programmes:
            return Named(programme=text.strip())
        found = self._said(said)
        guessed = None
        if not found:
            found, guessed = self._shortened(said)
        if not found:
            found, guessed = self._misspelt(said)
        if not found:
            return Unnamed(near=self._near(said))
        if len(found) > 1:
            return Several(programmes=tuple(found[:_SEVERAL_COUNT]), together=guessed is None)
        return self._edition(self._programmes[found[0]], text, said, as_of, guessed)

    @cached_property
    def _names(self) -> list[tuple[frozenset[str], int, str, str]]:
        """Words of a name, their length, the name, the programme; longest first."""
        rows: dict[tuple[frozenset[str], str], tuple[int, str]] = {}
        for one in self._programmes.values():
            for name in _names_of(one):
                parts = frozenset(part for part in map(key, name.split()) if part)
                size = sum(map(len, parts))
                if size >= _SHORTEST_KEY:
                    rows.setdefault((parts, one.id), (size, name))
        every = [(parts, size, name, id) for (parts, id), (size, name) in rows.items()]
        return sorted(every, key=lambda row: -row[1])

    def _said(self, said: str) -> list[str]:
        """The programmes whose names stand in a text."""
        hits = [row for row in self._names if all(part in said for part in row[0])]
        kept: list[tuple[frozenset[str], str]] = []
        for parts, _, _, id in hits:
            longer = [other for other, _ in kept if all(any(p in o for o in other) for p in parts)]
            same = [other for other in longer if other == parts]
            if not longer or same:
                kept.append((parts, id))
        found = list(dict.fromkeys(id for _, id in kept))
        over = {self._programmes[id].umbrella for id in found}
        found = [id for id in found if id not in over] or found
        return self._in_place(said, found)

    def _in_place(self, said: str, found: list[str]) -> list[str]:
        """Those of the place a text names, where it names one and some of them are there."""
        if len(found) < 2:
            return found
        places = {id: [_bare(place) for place in self._programmes[id].regions] for id in found}
        there = [id for id in found if any(place in said for place in places[id])]
        nowhere = [id for id in found if not places[id]]
        return there if len(there) == 1 and not nowhere else found

    def _shortened(self, said: str) -> tuple[list[str], str | None]:
        """The programmes whose name is the text without 補助金 and the like, else begins so."""
        bare = _without_kind(said)
        if len(self._without_place(bare)) < _SHORTEST_KEY:
            return [], None
        single = [(next(iter(row[0])), row[3]) for row in self._names if len(row[0]) == 1]
        for fits in (str.__eq__, str.startswith):
            ids = dict.fromkeys(id for name, id in single if fits(_without_kind(name), bare))
            found = self._above(list(ids))
            if found:
                return found, self._programmes[found[0]].name
        return [], None

    def _without_place(self, said: str) -> str:
        for one in self._programmes.values():
            for place in one.regions:
                said = said.replace(key(place), "").replace(_bare(place), "")
        return said

    def _above(self, found: list[str]) -> list[str]:
        """The programme all others of them are under, where there is one."""
        over = [id for id in found if all(id in (o, self._programmes[o].umbrella) for o in found)]
        return over or found

    def _misspelt(self, said: str) -> tuple[list[str], str | None]:
        """The programme one of whose names is a letter or three away."""
        best: dict[str, tuple[float, str]] = {}
        for parts, size, name, id in self._names:
            if len(parts) != 1 or size < _SHORTEST_TYPO:
                continue
            most = min(size // _LETTERS_A_TYPO, _MOST_TYPOS)
            away = _away(next(iter(parts)), said)
            if away <= most:
                share = away / size
                best[id] = min(best.get(id, (1.0, "")), (share, name))
        if not best:
            return [], None
        least = min(best.values())[0]
        found = [id for id, (share, _) in best.items() if share == least]
        over = {self._programmes[id].umbrella for id in found}
        found = [id for id in found if id not in over] or found
        return found, best[found[0]][1]

    def _near(self, said: str) -> tuple[str, ...]:
        """The programmes most like a text, or of the place it names; none where nothing is."""
        scored: dict[str, float] = {}
        # Every programme has these in its name: alike in them is not alike.
        bare = _without_kind(said)
        for parts, _, _, id in self._names:
            for part in parts:
                name = _without_kind(part)
                if len(name) >= 2 and len(bare) >= 2:
                    short, long = sorted((name, bare), key=len)
                    like = 1 - _away(short, long) / len(short)
                    scored[id] = max(scored.get(id, 0.0), like * min(1, len(short) / 4))
        for id, one in self._programmes.items():
            if any(_bare(place) in said for place in one.regions):
                scored[id] = scored.get(id, 0.0) + 1
        first = sorted(
            (id for id, like in scored.items() if like > _NEAR), key=lambda id: -scored[id]
        )
        return tuple(first[:_NEAR_COUNT])

    def _edition(
        self, programme: Programme, text: str, said: str, as_of: dt.date, guessed: str | None
    ) -> Named:
        years = _years(text)
        edition = next(iter(_editions_named(programme, said, years)), None)
        held = editions_on(programme, None, None, as_of)
        known = {one.fiscal_year for one in programme.editions}
        among = (edition,) if edition else held or programme.editions[-1:]
        return Named(
            programme=programme.id,
            edition=edition.id if edition else None,
            frame=_frame(said, among),
            guessed=guessed,
            unknown_year=next(
                (year for year in years if edition is None and year not in known), None
            ),
        )


def key(text: str) -> str:
    """A text for comparing: one width, lower case, without spaces and marks."""
    return _GAPS.sub("", unicodedata.normalize("NFKC", text).lower()).replace("ヶ", "ケ")


def _without_kind(said: str) -> str:
    for kind in _KINDS:
        said = said.replace(kind, "")
    return said


def _names_of(programme: Programme) -> Iterable[str]:
    yield from _forms(programme.name)
    yield from programme.aliases
    for edition in programme.editions:
        yield from _forms(edition.name)
        yield from edition.aliases
        # 「通常枠」 and 「ソフト」 are anybody's; longer names of frames are a programme's own.
        for frame in edition.frames:
            long = (name for name in (frame.name, *frame.aliases) if len(key(name)) > 5)
            yield from long


def _forms(name: str) -> Iterable[str]:
    """A name as written, without what is in brackets, and the former name that is in brackets."""
    yield name
    yield _INNER.sub("", name).strip()
    yield from (one.removeprefix("旧") for one in _INNER.findall(name) if one.startswith("旧"))


def _bare(place: str) -> str:
    """千葉県 as 千葉, 川口市 as 川口; 北海道 whole."""
    place = key(place)
    return place[:-1] if len(place) > 2 and place[-1] in "都府県市区町村" else place


def _years(text: str) -> list[int]:
    """The years a text names: 2025年, 令和7年度, R7, ２０２５."""
    found = []
    for western, era in _YEAR.findall(unicodedata.normalize("NFKC", text).lower()):
        number = 1 if era == "元" else int(era or 1)
        found.append(int(western) if western else _FIRST_OF_REIWA - 1 + number)
    return found


def _editions_named(programme: Programme, said: str, years: list[int]) -> list[ProgrammeEdition]:
    """The editions a text names: by their name, their number (第20回), then their year."""
    editions = sorted(
        programme.editions, key=lambda one: one.valid_from or dt.date.min, reverse=True
    )
    common = {key(name) for name in (*_forms(programme.name), *programme.aliases)}
    by_name = [
        one
        for one in editions
        if any(
            name in said
            for name in map(key, (one.name, *one.aliases))
            if name not in common and len(name) >= _SHORTEST_KEY
        )
    ]
    numbers = set(_ROUND.findall(said))
    by_number = [one for one in editions if numbers & set(_ROUND.findall(key(one.name)))]
    return by_name or by_number or [one for one in editions if one.fiscal_year in years]


def _frame(said: str, editions: Iterable[ProgrammeEdition]) -> str | None:
    hits = [
        (len(name), frame.id)
        for edition in editions
        for frame in edition.frames
        for name in map(key, (frame.name, *frame.aliases))
        if len(name) >= _SHORTEST_KEY and name in said
    ]
    longest = {id for size, id in hits if size == max(hits)[0]}
    return longest.pop() if len(longest) == 1 else None


def _away(name: str, text: str) -> int:
    """How many letters a name is away from the part of a text nearest to it (Sellers)."""
    before = [0] * (len(text) + 1)
    for row, letter in enumerate(name, 1):
        here = [row]
        for column, other in enumerate(text, 1):
            here.append(
                min(
                    before[column] + 1,
                    here[-1] + 1,
                    before[column - 1] + (letter != other),
                )
            )
        before = here
    return min(before)
