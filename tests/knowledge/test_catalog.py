"""The catalogue: what loads, what is refused, what holds on a day, and what is fixed for ever."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalog import Catalog, load
from knowledge.dates import first_day
from knowledge.schema import Dated, Programme, ProgrammeEdition, SelfCheck
from knowledge.sentences import end_of
from tests.conftest import TINY_KNOWLEDGE
from tests.knowledge.test_reading import problem

DAYS = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2100, 1, 1))


@pytest.fixture(scope="module")
def tiny() -> Catalog:
    """The small knowledge of the tests."""
    return load(TINY_KNOWLEDGE)


# --- loading --------------------------------------------------------------------------------------


def test_an_empty_folder_is_no_knowledge(tmp_path: Path) -> None:
    assert problem(tmp_path).path == tmp_path


def test_a_files_page_to_check_at_reaches_its_passages_unless_they_name_their_own(
    tiny: Catalog,
) -> None:
    pages = {passage.id: passage.check_at for passage in tiny.passages}
    assert pages["g/fire-1"] == "office"
    assert pages["sub/unknown-2026"] == "office-rules"
    assert pages["sub/how-to-apply"] is None


def test_facts_holds_the_nested_ones(tiny: Catalog) -> None:
    areas = Counter(area for area, _ in tiny.facts())
    # The programme, its rumour, 2 editions, 2 frames, 2 requirements, 3 rounds.
    assert areas["programmes"] == 11
    # Each set and its principles.
    assert areas["principle_sets"] == 2 + 3 + 4
    assert "sources" not in areas


# --- looking up by day ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        (dt.date(2000, 1, 1), "guide-v1.0"),
        (dt.date(2024, 3, 31), "guide-v1.0"),
        (dt.date(2024, 4, 1), "guide-v2.0"),
        (dt.date(2099, 1, 1), "guide-v2.0"),
    ],
)
def test_the_guideline_of_a_day_is_the_newest_in_force(
    tiny: Catalog, day: dt.date, edition: str
) -> None:
    assert tiny.guideline_on(day).id == edition


def test_the_complete_guideline_answers_where_the_newest_is_incomplete(tiny: Catalog) -> None:
    assert tiny.complete_guideline_on(dt.date(2025, 1, 1)).id == "guide-v1.0"
    assert tiny.complete_guideline_on(dt.date(2000, 1, 1)).id == "guide-v1.0"


@given(start=DAYS, end=DAYS, day=DAYS)
def test_validity_is_inclusive_and_open_ends_hold(
    start: dt.date, end: dt.date, day: dt.date
) -> None:
    fact = {"sources": ["x"], "as_of": "2024", "confidence": "low"}
    closed = Dated.model_validate(fact | {"valid_from": start, "valid_to": end})
    assert closed.holds_on(day) == (start <= day <= end)
    assert Dated.model_validate(fact | {"valid_from": start}).holds_on(day) == (start <= day)
    assert Dated.model_validate(fact | {"valid_to": end}).holds_on(day) == (day <= end)
    assert Dated.model_validate(fact).holds_on(day)


# --- the knowledge as shipped --------------------------------------------------------------------


def test_no_shipped_fact_lacks_source_or_date(shipped_catalog: Catalog) -> None:
    facts = [fact for _, fact in shipped_catalog.facts()]
    assert len(facts) > 2000
    assert [fact for fact in facts if not fact.sources or not first_day(fact.as_of)] == []


def test_every_shipped_source_reference_resolves(shipped_catalog: Catalog) -> None:
    known = {source.id for source in shipped_catalog.sources}
    named = {ref.id for _, fact in shipped_catalog.facts() for ref in fact.sources}
    measures = {
        ref.id
        for group in shipped_catalog.principle_sets
        for principle in group.principles
        for measure in principle.measures
        for ref in measure.sources
    }
    pages = {passage.check_at for passage in shipped_catalog.passages} - {None}
    assert (named | measures | pages) - known == set()


@pytest.mark.parametrize(
    "area",
    ["sources", "passages", "editions", "programmes", "procedures", "documents", "lead_times",
     "terms", "rules", "clarifications"],
)  # fmt: skip
def test_shipped_ids_are_unique(shipped_catalog: Catalog, area: str) -> None:
    counts = Counter(item.id for item in getattr(shipped_catalog, area))
    assert counts
    assert {identifier for identifier, count in counts.items() if count > 1} == set()


@pytest.mark.parametrize("kind", ["frames", "requirements", "rounds"])
def test_ids_within_a_shipped_programme_edition_are_unique(
    shipped_catalog: Catalog, kind: str
) -> None:
    for edition in editions(shipped_catalog):
        identifiers = [row.id for row in getattr(edition, kind)]
        assert len(set(identifiers)) == len(identifiers), edition.id


def test_no_shipped_fact_is_dated_after_its_writing(shipped_catalog: Catalog) -> None:
    # The knowledge was written on this day; a later date can only be a slip of the pen.
    written = dt.date(2026, 11, 23)
    late = [fact for _, fact in shipped_catalog.facts() if first_day(fact.as_of) > written]
    assert late == []


def test_shipped_passages_name_editions_that_exist(shipped_catalog: Catalog) -> None:
    known = {edition.id for edition in shipped_catalog.editions}
    known |= {edition.id for edition in editions(shipped_catalog)}
    named = {row.edition for row in (*shipped_catalog.passages, *shipped_catalog.documents)}
    assert named - known - {None} == set()


def test_shipped_validities_do_not_end_before_they_start(shipped_catalog: Catalog) -> None:
    dated = [fact for _, fact in shipped_catalog.facts() if isinstance(fact, Dated)]
    ends = [fact for fact in dated if fact.valid_from and fact.valid_to]
    assert ends
    assert [fact for fact in ends if fact.valid_from > fact.valid_to] == []


def test_only_web_sources_carry_a_link(shipped_catalog: Catalog) -> None:
    linked = {source.tier for source in shipped_catalog.sources if source.url}
    assert linked <= {"official", "primary_copy", "commentary"}


# --- the self-check ------------------------------------------------------------------------------


@pytest.fixture
def check(shipped_catalog: Catalog) -> SelfCheck:
    """The self-check of v3.1."""
    return next(c for c in shipped_catalog.self_checks if c.edition == "guideline-v3.1")


def test_the_self_check_has_25_items_in_parts_of_5_13_and_7(check: SelfCheck) -> None:
    assert [item.no for item in check.items] == list(range(1, 26))
    assert Counter(item.part for item in check.items) == {1: 5, 2: 13, 3: 7}
    for part in check.parts:
        numbers = [item.no for item in check.items if item.part == part.no]
        assert numbers == list(range(part.first, part.last + 1))


def test_the_self_check_gives_4_2_0_and_minus_1_point(check: SelfCheck) -> None:
    assert [row.points for row in check.answers] == [4, 2, 0, -1]
    assert max(row.points for row in check.answers) * len(check.items) == 100


def test_the_bands_part_minus_25_to_100_without_gap_or_overlap(check: SelfCheck) -> None:
    covered = sorted(score for band in check.bands for score in range(band.low, band.high + 1))
    assert covered == list(range(-25, 101))


# --- principles and editions ---------------------------------------------------------------------


@pytest.mark.parametrize(("edition", "count"), [("guideline-v3.1", 5), ("guideline-v4.0", 6)])
def test_v3_1_has_five_principles_and_v4_0_six(
    shipped_catalog: Catalog, edition: str, count: int
) -> None:
    (group,) = [g for g in shipped_catalog.principle_sets if g.edition == edition]
    assert [principle.no for principle in group.principles] == list(range(1, count + 1))
    assert f"{count}か条" in group.title


def test_the_sixth_principle_is_the_backup(shipped_catalog: Catalog) -> None:
    (group,) = [g for g in shipped_catalog.principle_sets if g.edition == "guideline-v4.0"]
    new = [row for row in group.principles if "バックアップ" in row.title]
    assert len(new) == 1


@pytest.mark.parametrize(
    ("day", "edition", "complete"),
    [
        (dt.date(2025, 10, 1), "guideline-v3.1", "guideline-v3.1"),
        (dt.date(2026, 3, 31), "guideline-v3.1", "guideline-v3.1"),
        (dt.date(2026, 4, 1), "guideline-v4.0", "guideline-v3.1"),
        (dt.date(2026, 11, 22), "guideline-v4.0", "guideline-v3.1"),
    ],
)
def test_v4_0_follows_v3_1_in_april_2026(
    shipped_catalog: Catalog, day: dt.date, edition: str, complete: str
) -> None:
    assert shipped_catalog.guideline_on(day).id == edition
    assert shipped_catalog.complete_guideline_on(day).id == complete


def test_guideline_editions_follow_each_other_without_gap(shipped_catalog: Catalog) -> None:
    in_order = sorted(shipped_catalog.editions, key=lambda edition: edition.in_force_from)
    for earlier, later in pairwise(in_order):
        assert earlier.in_force_to == later.in_force_from - dt.timedelta(days=1)
    assert in_order[-1].in_force_to is None


# --- programmes ----------------------------------------------------------------------------------


def editions(catalog: Catalog) -> list[ProgrammeEdition]:
    """All editions of all programmes."""
    return [edition for programme in catalog.programmes for edition in programme.editions]


def test_no_round_closes_before_its_edition_begins(shipped_catalog: Catalog) -> None:
    early = [
        row.id
        for edition in editions(shipped_catalog)
        for row in edition.rounds
        if row.deadline and edition.valid_from and end_of(row.deadline).date() < edition.valid_from
    ]
    assert early == []


def test_rounds_open_then_close_then_are_decided(shipped_catalog: Catalog) -> None:
    for edition in editions(shipped_catalog):
        for row in edition.rounds:
            closes = end_of(row.deadline).date() if row.deadline else None
            moments = [day for day in (row.opens, closes, row.decision) if day]
            assert moments == sorted(moments), row.id


def test_a_confirmed_round_has_a_deadline_and_an_unknown_one_has_none(
    shipped_catalog: Catalog,
) -> None:
    rows = [row for edition in editions(shipped_catalog) for row in edition.rounds]
    assert rows
    assert [row.id for row in rows if (row.status == "unknown") == (row.deadline is not None)] == []


def test_deadlines_with_an_hour_carry_a_time_zone(shipped_catalog: Catalog) -> None:
    rows = [row for edition in editions(shipped_catalog) for row in edition.rounds]
    hours = [row.deadline for row in rows if isinstance(row.deadline, dt.datetime)]
    assert hours
    assert {hour.utcoffset() for hour in hours} == {dt.timedelta(hours=9)}


def test_numbered_rounds_of_a_frame_close_in_order(shipped_catalog: Catalog) -> None:
    for edition in editions(shipped_catalog):
        frames = {row.frames for row in edition.rounds}
        for frame in frames:
            rows = [r for r in edition.rounds if r.frames == frame and r.no and r.deadline]
            in_order = sorted(rows, key=lambda row: row.no or 0)
            closings = [end_of(row.deadline) for row in in_order if row.deadline]
            assert closings == sorted(closings), edition.id


def test_a_programme_where_the_declaration_matters_says_how(shipped_catalog: Catalog) -> None:
    def told(programme: Programme) -> bool:
        return any(edition.requirements for edition in programme.editions)

    silent = [p.id for p in shipped_catalog.programmes if p.sa_matters == "yes" and not told(p)]
    assert silent == []


def test_lead_times_do_not_run_backwards(shipped_catalog: Catalog) -> None:
    assert [row.id for row in shipped_catalog.lead_times if row.min_days > row.max_days] == []


def test_declarer_counts_add_up(shipped_catalog: Catalog) -> None:
    for row in shipped_catalog.declarers:
        if row.star1 is not None and row.star2 is not None:
            assert row.star1 + row.star2 == row.total, row.as_of


def test_threat_rankings_hold_each_rank_once(shipped_catalog: Catalog) -> None:
    years = [ranking.year for ranking in shipped_catalog.threat_rankings]
    assert len(set(years)) == len(years)
    for ranking in shipped_catalog.threat_rankings:
        ranks = [threat.rank for threat in ranking.threats]
        assert len(set(ranks)) == len(ranks), ranking.year
        assert set(ranks) <= set(range(1, 11)), ranking.year
