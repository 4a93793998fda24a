"""The breaker: open after few failures, one probe after a pause that grows."""

from __future__ import annotations

import threading

from bot.model.breaker import Breaker


class Clock:
    """Time that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def opened(clock: Clock) -> Breaker:
    """A breaker that just opened."""
    breaker = Breaker(clock)
    asked = 0
    while breaker.allows():
        breaker.note(False)
        asked += 1
    assert asked <= 5
    return breaker


def test_it_opens_after_at_most_five_failures_in_a_row() -> None:
    assert opened(Clock()).is_open


def test_a_success_between_failures_keeps_it_closed() -> None:
    breaker = Breaker(Clock(), failures=3)
    for success in (False, False, True, False, False):
        assert breaker.allows()
        breaker.note(success)
    assert not breaker.is_open


def test_what_says_nothing_about_the_model_does_not_count() -> None:
    breaker = Breaker(Clock())
    for _ in range(20):
        assert breaker.allows()
        breaker.note(None)
    assert not breaker.is_open


def test_one_probe_after_the_pause_and_success_closes_it() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += 29
    assert not breaker.allows()
    clock.now += 2
    assert breaker.allows()
    assert not breaker.allows()
    breaker.note(True)
    assert breaker.allows()
    assert breaker.allows()


def test_the_pause_grows_to_five_minutes_and_no_further() -> None:
    clock = Clock()
    breaker = opened(clock)
    pauses = []
    for _ in range(8):
        start = clock.now
        while not breaker.allows():
            clock.now += 1
        breaker.note(False)
        pauses.append(round(clock.now - start))
    assert pauses == [30, 60, 120, 240, 300, 300, 300, 300]


def test_after_a_recovery_the_pause_is_short_again() -> None:
    clock = Clock()
    breaker = opened(clock)
    for success in (False, True):
        clock.now += 400
        assert breaker.allows()
        breaker.note(success)
    while breaker.allows():
        breaker.note(False)
    clock.now += 31
    assert breaker.allows()


def test_a_probe_that_was_stopped_gives_way_at_once() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += 31
    assert breaker.allows()
    breaker.note(None)
    assert breaker.is_open
    assert breaker.allows()


def test_a_probe_that_is_lost_gives_way_after_a_pause() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += 31
    assert breaker.allows()
    clock.now += 31
    assert breaker.allows()


def test_of_many_threads_one_probes() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += 31
    allowed: list[bool] = []
    gate = threading.Barrier(8)

    def ask() -> None:
        gate.wait()
        allowed.append(breaker.allows())

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(allowed) == 1
