"""How many true rewritings are kept and turned ones refused, on sentences no check was made for."""

from __future__ import annotations

from collections import Counter

from tests.bot.phrasing.rewriting import rewritings, shares


def test_there_are_enough_of_each_in_both_halves() -> None:
    told = Counter((row.half, bool(row.turned)) for row in rewritings())
    assert all(count >= 30 for count in told.values())
    assert all(row.quote.strip() for row in rewritings())


def test_of_the_half_tuned_on_nearly_all_are_right() -> None:
    kept, refused = shares("tuned")
    assert kept >= 0.9
    assert refused >= 0.94


def test_of_the_half_held_back_more_turned_ones_are_refused_than_before_tuning() -> None:
    kept, refused = shares("held")
    # 0.618 and 0.672 when it was written: what is refused more of takes a few true ones with it.
    assert kept >= 0.55
    assert refused >= 0.75
