"""How many true rewritings are kept and turned ones refused, on sentences no check was made for."""

from __future__ import annotations

from collections import Counter

from tests.bot.phrasing.rewriting import rewritings, shares


def test_there_are_enough_of_each_in_both_halves() -> None:
    told = Counter((row.half, bool(row.turned)) for row in rewritings())
    assert all(count >= 30 for count in told.values())
    assert all(row.quote.strip() for row in rewritings())


def test_of_the_half_held_back_no_fewer_are_right_than_when_it_was_written() -> None:
    kept, refused = shares("held")
    assert kept >= 0.61
    assert refused >= 0.67
