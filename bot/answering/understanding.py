"""What a question is about: programme, year, frame, round, stars, and what it wants to know."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from indexer.text import Normaliser
from knowledge.catalog import Catalog
from knowledge.schema import Frame, Programme, ProgrammeEdition


class Intent(StrEnum):
    """What is asked for; a question may have several."""

    REQUIREMENT = "requirement"
    BONUS = "bonus"
    DEADLINE = "deadline"
    AMOUNT = "amount"
    DOCUMENTS = "documents"


_INTENTS: dict[Intent, re.Pattern[str]] = {
    Intent.REQUIREMENT: re.compile(
        r"必要|必須|要件|条件|足りる|足り(ます|ない)|要(る|り|ら|ります)|い(る|ります|らない)(の|ん|か|\?|で|って|よ|$)"
        r"|いるん|いりま|でいい|で良い|でもいい|でok|でおk|いけ(る|ます)|大丈夫|じゃない?と(だめ|ダメ|駄目)"
        r"|だけで|で申請|で出せ|で応募|満たす|求められ|義務|マスト|しなきゃ|しないと|取らないと|なくても|無くても|なしで|無しで"
        r"|まで(に|で).{0,6}宣言|宣言.{0,8}(まで|前|後|先)"
    ),
    Intent.BONUS: re.compile(r"加点|有利|優遇|ポイント"),
    Intent.DEADLINE: re.compile(
        r"締切|期限|いつまで|次の回|次回|公募(回|期間|スケジュール|はいつ)|スケジュール|間に合|何次|[0-9]+次"
        r"|始ま(る|り|った)|第[0-9]{1,2}回|(申請|受付|募集).{0,4}(開始|いつ|期間)|まだ(申請|応募|出せ|募集)|交付決定(日|は?いつ)|募集(中|して)"
    ),
    Intent.AMOUNT: re.compile(
        r"いくら|上限|下限|補助額|助成額|補助率|助成率|何割|何%|金額|何万|何円|最大"
    ),
    Intent.DOCUMENTS: re.compile(
        r"書類|提出物|(必要|用意|準備|出す|そろえる|揃える).{0,4}(紙|もの|物)|添付|何を(出|用意|準備|そろえ|揃え)|(用意|準備|そろえ|揃え)るもの|必要なもの"
    ),
}
_SECURITY_ACTION = re.compile(r"security action|一つ星|二つ星|宣言|自己宣言")
_YEAR = re.compile(
    r"(?<![0-9])(20[0-9]{2})(?:年|版|年度|の|$|[^0-9])|令和([0-9]{1,2}|元)年?度?|r([0-9])年度"
)
_ROUND = re.compile(r"(?<![0-9])([0-9]{1,2})次(?!産業|元)|第\s*([0-9]{1,2})\s*回(?:締切|公募|の)?")
_GUIDELINE = re.compile(r"第([0-9])(?:\.([0-9]))?版|([56])か条")


@dataclass(frozen=True)
class Understanding:
    """A question as the code reads it.

    `edition` is the programme edition it is about, `others` those of further programmes named.
    """

    raw: str
    normalised: str
    as_of: dt.date
    programme: Programme | None = None
    edition: ProgrammeEdition | None = None
    others: tuple[ProgrammeEdition, ...] = ()
    year_named: bool = False
    frame: Frame | None = None
    round_no: int | None = None
    guideline: str | None = None
    intents: frozenset[Intent] = field(default_factory=frozenset)
    about_declaration: bool = False

    def wants(self, intent: Intent) -> bool:
        """Whether the question asks for this."""
        return intent in self.intents

    def says(self, pattern: str) -> bool:
        """Whether the normalised question matches."""
        return re.search(pattern, self.normalised) is not None


class Reader:
    """Reads questions against one catalogue.

    Args:
        catalog: the programmes and editions that can be named.
        normalise: the index's normaliser.
    """

    def __init__(self, catalog: Catalog, normalise: Normaliser):
        self._catalog = catalog
        self._normalise = normalise
        self._programme_names = self._normalised(
            (name, programme.id)
            for programme in catalog.programmes
            for name in _programme_names(programme)
        )
        self._by_id = {programme.id: programme for programme in catalog.programmes}

    def read(self, question: str, as_of: dt.date) -> Understanding:
        """The question understood as of a day."""
        normalised = self._normalise(question)
        programme = self._programme(normalised)
        year = _fiscal_year(normalised, as_of)
        edition = self._named_edition(programme, normalised) if programme else None
        if programme and edition is None:
            edition = _edition(programme, year, as_of)
        named = edition is not None and year is None and self._names(edition, normalised)
        frame = self._frame(edition, normalised) if edition else None
        number = _ROUND.search(normalised)
        return Understanding(
            raw=question,
            normalised=normalised,
            as_of=as_of,
            programme=programme,
            edition=edition,
            others=self._others(normalised, programme, year, as_of),
            year_named=year is not None or named,
            frame=frame,
            round_no=int(number.group(1) or number.group(2)) if number else None,
            guideline=self._guideline(normalised),
            intents=frozenset(i for i, pattern in _INTENTS.items() if pattern.search(normalised)),
            about_declaration=_SECURITY_ACTION.search(normalised) is not None,
        )

    def _normalised(self, rows: Iterable[tuple[str, str]]) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, identifier in rows:
            key = self._normalise(name)
            if len(key) > 2:
                found.setdefault(key, identifier)
        return dict(sorted(found.items(), key=lambda row: -len(row[0])))

    def _programme(self, normalised: str) -> Programme | None:
        """The programme whose longest name the question holds."""
        for name, identifier in self._programme_names.items():
            if name in normalised:
                return self._by_id[identifier]
        return None

    def _others(
        self, normalised: str, first: Programme | None, year: int | None, as_of: dt.date
    ) -> tuple[ProgrammeEdition, ...]:
        """The editions of further programmes the question names, longest name first."""
        left, found = normalised, []
        for name, identifier in self._programme_names.items():
            if name not in left:
                continue
            left = left.replace(name, " ")
            programme = self._by_id[identifier]
            edition = _edition(programme, year, as_of)
            if programme is not first and edition and edition not in found:
                found.append(edition)
        return tuple(found)

    def _named_edition(self, programme: Programme, normalised: str) -> ProgrammeEdition | None:
        """The edition whose own name or number (第20次) the question holds."""
        return next((e for e in programme.editions if self._names(e, normalised)), None)

    def _names(self, edition: ProgrammeEdition, normalised: str) -> bool:
        names = [self._normalise(name) for name in (edition.name, *edition.aliases)]
        if any(name in normalised for name in names if len(name) > 3):
            return True
        numbers = _ROUND.findall(names[0])
        return bool(numbers) and bool(set(numbers) & set(_ROUND.findall(normalised)))

    def _frame(self, edition: ProgrammeEdition, normalised: str) -> Frame | None:
        names = self._normalised(
            (name, frame.id) for frame in edition.frames for name in (frame.name, *frame.aliases)
        )
        for name, identifier in names.items():
            if name in normalised:
                return next(frame for frame in edition.frames if frame.id == identifier)
        return None

    def _guideline(self, normalised: str) -> str | None:
        match = _GUIDELINE.search(normalised)
        if match is None or match.group(3):
            return None
        version = f"{match.group(1)}.{match.group(2) or '0'}"
        known = {edition.version: edition.id for edition in self._catalog.editions}
        return known.get(version, f"unknown-{version}")


def _programme_names(programme: Programme) -> tuple[str, ...]:
    editions = (name for e in programme.editions for name in (e.name, *e.aliases))
    return (programme.name, *programme.aliases, *editions)


def _fiscal_year(normalised: str, as_of: dt.date) -> int | None:
    """The fiscal year a question names, absolutely or relative to the day."""
    match = _YEAR.search(normalised)
    if match:
        western, era, short = match.groups()
        if western:
            return int(western)
        return 2018 + (1 if era == "元" else int(era or short))
    if re.search(r"去年|昨年|前年度|前回の年度", normalised):
        return as_of.year - 1
    if re.search(r"来年", normalised):
        return as_of.year + 1
    return None


def _edition(programme: Programme, year: int | None, as_of: dt.date) -> ProgrammeEdition | None:
    """The edition of the named year, else the one valid on the day, else the last before it."""
    editions = sorted(
        programme.editions, key=lambda e: (e.valid_from or dt.date.min, e.fiscal_year or 0)
    )
    if year is not None:
        return next((e for e in editions if e.fiscal_year == year), None)
    valid = [edition for edition in editions if edition.holds_on(as_of)]
    past = [e for e in editions if e.valid_from is None or e.valid_from <= as_of]
    found = valid or past
    return found[-1] if found else None
