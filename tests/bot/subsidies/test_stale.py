"""Facts to look up again."""

from __future__ import annotations

import datetime as dt

from bot.domain.columns import columns
from bot.subsidies.stale import stale
from bot.subsidies.stale_words import detail, title, where
from bot.terminal.stale import lines
from knowledge.catalog import Catalog
from tests.bot.subsidies.test_changes import PROGRAMME, TODAY, rounds_of, with_edition


def kinds(catalog: Catalog, today: dt.date = TODAY, days: int = 9999) -> set[tuple[str, str]]:
    """Kind and programme or title of what is found."""
    return {(row.kind, row.programme or row.name) for row in stale(catalog, today, days)}


def test_the_shipped_knowledge_has_things_to_look_up(shipped_catalog: Catalog) -> None:
    found = stale(shipped_catalog, TODAY, 180)
    assert found
    assert all(title(row) and detail(row) and where(row) for row in found)
    ended = {row.programme for row in found if row.kind in {"edition_ended", "no_edition"}}
    without = {
        one.id
        for one in shipped_catalog.programmes
        if not any(edition.holds_on(TODAY) for edition in one.editions)
        and not any((e.valid_from or TODAY) > TODAY for e in one.editions)
    }
    assert ended == without


def test_the_last_round_past_its_deadline_is_found_and_a_next_one_clears_it(
    shipped_catalog: Catalog,
) -> None:
    first = rounds_of(shipped_catalog)[0]
    over = first.model_copy(update={"deadline": dt.date(2026, 11, 1), "status": "confirmed"})
    ahead = first.model_copy(update={"id": "next", "deadline": dt.date(2026, 12, 24)})
    assert ("round_past", PROGRAMME) in kinds(with_edition(shipped_catalog, rounds=(over,)))
    assert ("round_past", PROGRAMME) not in kinds(
        with_edition(shipped_catalog, rounds=(over, ahead))
    )


def test_a_forecast_is_due_on_its_day_and_not_before(shipped_catalog: Catalog) -> None:
    first = rounds_of(shipped_catalog)[0]
    foretold = first.model_copy(
        update={"opens": dt.date(2026, 11, 23), "deadline": None, "status": "forecast"}
    )
    catalog = with_edition(shipped_catalog, rounds=(foretold,))
    assert ("forecast_due", PROGRAMME) in kinds(catalog)
    assert ("forecast_due", PROGRAMME) not in kinds(catalog, TODAY - dt.timedelta(1))


def test_a_fact_is_old_the_day_after_its_time(shipped_catalog: Catalog) -> None:
    lead = shipped_catalog.lead_times[0].model_copy(
        update={"as_of": "2026-11-03", "valid_from": None, "valid_to": None, "label": "試し"}
    )
    catalog = shipped_catalog.model_copy(update={"lead_times": (lead,)})
    assert ("old", "試し") not in kinds(catalog, days=20)
    assert ("old", "試し") in kinds(catalog, days=19)


def test_what_touches_most_clients_comes_first(shipped_catalog: Catalog) -> None:
    found = stale(shipped_catalog, TODAY, 180, {"miyazaki-dx": 1})
    busiest = stale(shipped_catalog, TODAY, 180, {found[-1].programme or "": 7})
    if found[-1].programme:
        assert busiest[0].clients == 7
        assert "関わる顧客：7社" in title(busiest[0])


def test_the_list_reads_in_eighty_columns(shipped_catalog: Catalog) -> None:
    shown = list(lines(stale(shipped_catalog, TODAY, 180), 180))
    assert [row for row in shown if columns(row) > 80 and "://" not in row] == []
    assert list(lines((), 30)) == ["30日より古いものも、期日を過ぎたものもありません。"]
