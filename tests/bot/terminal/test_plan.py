"""The schedule back from a deadline, from the command line."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

import pytest
from icalendar import Calendar

from bot.domain.columns import columns
from bot.errors import BadInput
from bot.terminal import planning
from bot.terminal.plan import plan
from bot.terminal.render import WIDTH
from knowledge.catalog import Catalog
from knowledge.dates import JST

NOW = dt.datetime(2026, 11, 23, 10, tzinfo=JST)


def planned(
    catalog: Catalog, capsys: pytest.CaptureFixture[str], *words: str, now: dt.datetime = NOW
) -> str:
    parser = argparse.ArgumentParser()
    planning.arguments(parser.add_subparsers(dest="command"))
    plan(catalog, parser.parse_args(["plan", *words]), now)
    return capsys.readouterr().out


@pytest.mark.parametrize("deadline", ["2026-12-15", "令和8年12月15日", "１２月１５日", "R8.12.15"])
def test_a_deadline_is_understood_as_people_write_it(
    shipped_catalog: Catalog, capsys: pytest.CaptureFixture[str], deadline: str
) -> None:
    shown = planned(
        shipped_catalog, capsys, "--star", "two", "--deadline", deadline, "--gbizid", "online"
    )
    assert "締切は2026年12月15日です" in shown
    assert "自社診断" in shown and "2026/11/26" in shown
    assert all(columns(row) <= WIDTH for row in shown.splitlines())


def test_what_cannot_be_met_is_said_plainly(
    shipped_catalog: Catalog, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = planned(shipped_catalog, capsys, "--star", "two", "--deadline", "2026-11-24")
    assert "間に合いません" in shown


@pytest.mark.parametrize("wrong", ["2026-02-30", "そのうち", "", "2199-01-01"])
def test_what_is_no_date_is_said_so(
    shipped_catalog: Catalog, capsys: pytest.CaptureFixture[str], wrong: str
) -> None:
    with pytest.raises(BadInput):
        planned(shipped_catalog, capsys, "--deadline", wrong)


def test_the_file_is_one_that_calendars_read(
    shipped_catalog: Catalog, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "plan.ics"
    shown = planned(
        shipped_catalog, capsys, "--deadline", "2026-12-15", "--client", "田中", "--ics", str(path)
    )
    assert str(path) in shown
    events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert len(events) >= 2


def test_a_file_that_cannot_be_written_is_said_so(
    shipped_catalog: Catalog, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with pytest.raises(BadInput):
        planned(
            shipped_catalog, capsys, "--deadline", "2026-12-15", "--ics", str(tmp_path / "no/x.ics")
        )


def test_a_programme_gives_star_deadline_and_the_next_round(
    shipped_catalog: Catalog, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = planned(shipped_catalog, capsys, "--programme", "東京都のサイバー助成金")
    assert "★★二つ星" in shown and "2027年1月15日" in shown and "予想" in shown
    past = planned(
        shipped_catalog, capsys, "--programme", "it2026", "--frame", "通常枠", "--round", "５次"
    )
    assert "間に合いません。締切は過ぎています。" in past
    assert all(columns(row) <= WIDTH for row in (shown + past).splitlines())


def test_a_programme_that_asks_for_no_declaration_needs_no_plan(
    shipped_catalog: Catalog, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "見当たりません" in planned(shipped_catalog, capsys, "--programme", "持続化補助金")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ((), "--programme"),
        (("--programme", "そんな補助金"), "見つかりません"),
        (("--programme", "it2026", "--frame", "ない枠"), "通常枠"),
        (("--programme", "it2026", "--round", "99次"), "5次締切"),
        (("--programme", "kaigo-tech-chiba"), "公募回と締切は、資料にありません"),
    ],
)
def test_what_the_knowledge_does_not_hold_is_said_so(
    shipped_catalog: Catalog,
    capsys: pytest.CaptureFixture[str],
    typed: tuple[str, ...],
    said: str,
) -> None:
    with pytest.raises(BadInput) as problem:
        planned(shipped_catalog, capsys, *typed)
    assert said in str(problem.value)
