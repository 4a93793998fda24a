"""What a question is about: programme, year, frame, round, stars, and what it wants to know."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from bot.subsidies.places import Place, Places
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
        r"必要|ひつよう|必須|要件|要否|条件|足り|要(る|り|ら|ります)|い(る|ります|らない)(の|ん|か|\?|で|って|よ|$)"
        r"|いるん|いりま|でいい|で良い|でもいい|でok|でおk|いけ(る|ます)|大丈夫|じゃない?と(だめ|ダメ|駄目)"
        r"|だけで|で申請|で出せ|で応募|満たす|求められ|義務|マスト|しなきゃ|しないと|取らないと|なくても|無くても|なしで|無しで"
        r"|まで(に|で).{0,6}宣言|宣言.{0,8}(まで|前|後|先|期限|時期|いつ|締切)|(時期|期限).{0,8}宣言|宣言.{0,6}(っている|いるの|なし)"
        r"|法人番号(が|の)?(ない|無い|なく)|(宣言|星).{0,4}どう(すれば|したら)|対象(外|にならない|じゃない|ではない)|例外|免除|あきらめ|諦め|無理|星は?(いくつ|何個|どっち|どちら|どの)|どの星|[1一2二]個|(いくつ|何個)の星|だめ|ダメ|駄目"
    ),
    Intent.BONUS: re.compile(r"加点|有利|優遇|ポイント"),
    Intent.DEADLINE: re.compile(
        r"締切|期限|いつまで|次の回|次回|公募(回|期間|スケジュール|はいつ)|スケジュール|間に合|何次|[0-9]+次"
        r"|始ま(る|り|った)|第[0-9]{1,2}回|(申請|受付|募集).{0,4}(開始|いつ|期間)|まだ(申請|応募|出せ|募集|申し込|申込|いけ|受け)|交付決定(日|は?いつ)|募集(中|して)"
        r"|もう(終わ|締め|だめ)|申し込める|申込める|受け付けて"
    ),
    Intent.AMOUNT: re.compile(
        r"いくら|上限|下限|補助額|助成額|補助率|助成率|何割|何%|金額|何万|何円|最大"
    ),
    Intent.DOCUMENTS: re.compile(
        r"書類|提出物|(必要|用意|準備|出す|そろえる|揃える).{0,4}(紙|もの|物)|添付|何を(出|用意|準備|そろえ|揃え)|(用意|準備|そろえ|揃え)るもの|必要なもの"
    ),
}
_SECURITY_ACTION = re.compile(
    r"security action|一つ星|二つ星|宣言|自己宣言|(?<![衛明図])星(?!座)|(?<![a-z])sa(?![a-z])"
)
_YEAR = re.compile(
    r"(?<![0-9])(20[0-9]{2})(?:年|版|年度|の|$|[^0-9])|令和([0-9]{1,2}|元)年?度?|r([0-9])年度"
)
_ROUND = re.compile(
    r"(?<![0-9])([0-9]{1,2})次(?!産業|元)|第\s*([0-9]{1,2})\s*回(?:締切|公募|の)?|(?<![0-9])([0-9]{1,2})回目"
)
# 「川口市の補助金で…」
_ITS_SUBSIDY = re.compile(r"[市区町村]の?[^、。]{0,16}(補助|助成)")
_A_SUBSIDY = re.compile(r"(の?(補助金?|助成金?))+$")
# A frame many programmes have, whatever the catalogue holds.
_FRAMES_ELSEWHERE_TOO = ("一般枠", "基本枠", "グローバル枠", "賃上げ枠", "ロボット枠", "デジタル枠")
_ASIDE = re.compile(
    r"^[^。？?]{2,40}(は|が)?(無理|別|ともかく|さておき|置いて?おく)(として|と)?(も|して)?、"
)
_LEAST_LEFT = 8
_GUIDELINE = re.compile(r"第([0-9])(?:\.([0-9]))?版|([56])か条")


@dataclass(frozen=True)
class Understanding:
    """A question as the code reads it.

    `edition` is the programme edition it is about, `others` those of further programmes named,
    `alongside` those of the same programme that run at the same time, where none was named.
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
    place: Place = Place()
    alongside: tuple[ProgrammeEdition, ...] = ()
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
        self._places = Places(catalog.programmes)
        # 名古屋 デジタル活用支援 is named by both words, wherever they stand.
        self._loose_names = self._loose(catalog.programmes)
        self._frame_names = self._frames_of_one_programme(catalog.programmes)

    def read(self, question: str, as_of: dt.date) -> Understanding:
        """The question understood as of a day."""
        normalised = self._normalise(question)
        place = self._places.named(normalised)
        programme = self._of_the_place(self._programme(normalised), normalised, place)
        year = _fiscal_year(normalised, as_of)
        edition = self._named_edition(programme, normalised) if programme else None
        if programme and edition is None:
            edition = _edition(programme, year, as_of)
        by_name = edition is not None and self._names(edition, normalised)
        named = year is None and by_name
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
            round_no=int(next(filter(None, number.groups()))) if number else None,
            guideline=self._guideline(normalised),
            place=place,
            alongside=()
            if edition is None or programme is None or by_name or frame
            else _alongside(programme, edition, as_of, year),
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
        """The programme whose longest name the question holds, whole or in its parts.

        Without one, the programme that alone has a frame of the name (電子取引類型).
        """
        for name, identifier in self._programme_names.items():
            if name in normalised:
                return self._by_id[identifier]
        for parts, identifier in self._loose_names:
            if all(part in normalised for part in parts):
                return self._by_id[identifier]
        for name, identifier in self._frame_names.items():
            if name in normalised:
                return self._by_id[identifier]
        return None

    def _of_the_place(
        self, found: Programme | None, normalised: str, place: Place
    ) -> Programme | None:
        """The programme by which the place named hands out what was found, else its only one."""
        if found and not found.regions and place.prefecture:
            own = [
                one
                for one in self._catalog.programmes
                if one.umbrella == found.id and one.regions[:1] == (place.prefecture,)
            ]
            if own:
                return own[0]
        if place.town and not (found and found.regions) and _ITS_SUBSIDY.search(normalised):
            towns = [one for one in self._catalog.programmes if place.town in one.regions[1:]]
            if len(towns) == 1:
                return towns[0]
        return found

    def _loose(self, programmes: Collection[Programme]) -> list[tuple[tuple[str, ...], str]]:
        """Names of several words, as their words; the longest first."""
        found = [
            (tuple(self._normalise(part) for part in parts), programme.id)
            for programme in programmes
            for name in _programme_names(programme)
            if (parts := _parts(name))
        ]
        return sorted(found, key=lambda row: -sum(map(len, row[0])))

    def _frames_of_one_programme(self, programmes: Collection[Programme]) -> dict[str, str]:
        """Names of frames only one programme has, or only one that asks for a declaration."""
        holders: dict[str, set[str]] = {}
        declared = {one.id for one in programmes if one.sa_matters == "yes"}
        for programme in programmes:
            for edition in programme.editions:
                for frame in edition.frames:
                    for name in (frame.name, *frame.aliases):
                        holders.setdefault(self._normalise(name), set()).add(programme.id)
        alone = {
            name: next(iter(few))
            for name, ids in holders.items()
            if _is_a_frame(name) and len(few := ids & declared or ids) == 1
        }
        return dict(sorted(alone.items(), key=lambda row: -len(row[0])))

    def _others(
        self, normalised: str, first: Programme | None, year: int | None, as_of: dt.date
    ) -> tuple[ProgrammeEdition, ...]:
        """The editions of further programmes the question names, longest name first."""
        left, found = normalised, []
        exact = [((name,), identifier) for name, identifier in self._programme_names.items()]
        for names, identifier in (*exact, *self._loose_names):
            if not all(name in left for name in names):
                continue
            for name in names:
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
        return bool(_round_numbers(names[0]) & _round_numbers(normalised))

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


def _parts(name: str) -> tuple[str, ...]:
    """The words of a name that has several, without 補助金 at their end; no fewer than two."""
    words = (_A_SUBSIDY.sub("", word) for word in re.split(r"[ （）()]", name))
    parts = tuple(word for word in words if len(word) > 1)
    return parts if len(parts) > 1 else ()


def _round_numbers(normalised: str) -> set[str]:
    return {next(filter(None, found)) for found in _ROUND.findall(normalised)}


def _is_a_frame(name: str) -> bool:
    return len(name) > 2 and name.endswith(("枠", "類型")) and name not in _FRAMES_ELSEWHERE_TOO


def _alongside(
    programme: Programme, edition: ProgrammeEdition, as_of: dt.date, year: int | None
) -> tuple[ProgrammeEdition, ...]:
    """Other editions that hold on the day, or ran in the year: the question may mean either."""
    others = [one for one in programme.editions if one is not edition]
    if edition.holds_on(as_of):
        return tuple(one for one in others if one.holds_on(as_of))
    if year is not None or edition.fiscal_year is not None:
        return ()
    return tuple(one for one in others if one.fiscal_year is None and one.valid_to)


def without_aside(question: str) -> str:
    """The question without what it sets aside at its head (「…は無理として、」)."""
    kept = _ASIDE.sub("", question)
    return kept if len(kept) >= _LEAST_LEFT else question


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
