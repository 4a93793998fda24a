"""Drafts are found again, answered once, and taken away when nothing takes their place."""

from __future__ import annotations

from sqlalchemy import Engine

from bot.domain.scope import Scope
from bot.state import drafts
from bot.state.outbox import Letter

NOW = 1_795_000_000.0
HERE = Scope(team="T", channel="C1")
ID = drafts.identifier("T", "C1", 7, NOW)
ANSWER = Letter(team="T", channel="C1", thread="1.0", text="答え")
NOTE = Letter(team="T", channel="C9", text="事務所へ")


def test_an_id_is_the_same_at_each_attempt_and_fits_the_outbox() -> None:
    assert drafts.identifier("T", "C1", 7, NOW) == ID
    assert drafts.identifier("T", "C1", 8, NOW) != ID
    assert len(ID) <= 64
    assert drafts.is_draft(ID)
    assert not drafts.is_draft("0" * 24)


def test_who_comes_second_finds_what_the_first_began(engine: Engine) -> None:
    with engine.begin() as connection:
        assert drafts.begin(connection, ID, HERE, "1.0", "stream", NOW) is None
        drafts.move(connection, ID, "open", NOW + 1, ts="2.0")
        found = drafts.begin(connection, ID, HERE, "1.0", "message", NOW + 2)
        assert found is not None
        assert (found.ts, found.via, found.state) == ("2.0", "stream", "open")


def test_the_first_letter_of_the_thread_takes_its_place(engine: Engine) -> None:
    with engine.begin() as connection:
        drafts.begin(connection, ID, HERE, "1.0", "message", NOW)
        drafts.move(connection, ID, "open", NOW, ts="2.0")
        found = drafts.replaced(connection, ID, (NOTE, ANSWER, ANSWER), NOW + 1)
        assert [letter.key for letter in found] == [None, ID, None]
        kept = drafts.find(connection, ID)
        assert kept is not None
        assert kept.state == "final"
        drafts.forgo(connection, ID)
        assert drafts.find(connection, ID) is None
        assert drafts.replaced(connection, ID, (ANSWER,), NOW) == (ANSWER,)


def test_a_change_that_may_come_late_is_not_forgotten_at_the_end(engine: Engine) -> None:
    with engine.begin() as connection:
        drafts.begin(connection, ID, HERE, "1.0", "message", NOW)
        drafts.move(connection, ID, "unsure", NOW, ts="2.0")
        drafts.replaced(connection, ID, (ANSWER,), NOW)
        kept = drafts.find(connection, ID)
        assert kept is not None
        assert kept.state == "unsure"


def test_what_nothing_replaces_is_taken_away(engine: Engine) -> None:
    with engine.begin() as connection:
        drafts.begin(connection, ID, HERE, "1.0", "message", NOW)
        drafts.move(connection, ID, "open", NOW, ts="2.0")
        assert drafts.replaced(connection, ID, (NOTE,), NOW) == (NOTE,)
        assert drafts.lost(connection, NOW) == []
        assert [draft.ts for draft in drafts.lost(connection, NOW + 1)] == ["2.0"]
        drafts.forgo(connection, ID)
        assert drafts.find(connection, ID) is not None, "it still stands there"
        drafts.remove(connection, ID)
        assert drafts.find(connection, ID) is None


def test_a_stop_is_kept_until_its_writer_sees_it(engine: Engine) -> None:
    with engine.begin() as connection:
        drafts.begin(connection, ID, HERE, "1.0", "message", NOW)
        assert not drafts.stop(connection, "T", "C2", ID), "of another channel"
        assert drafts.stop(connection, "T", "C1", ID)
        drafts.move(connection, ID, "open", NOW, ts="2.0")
        found = drafts.find(connection, ID)
        assert found is not None
        assert (found.state, found.ts) == ("stopping", "2.0")
        assert drafts.stop_thread(connection, "T", "C1", "1.0") == 1
        assert drafts.stop_thread(connection, "T", "C1", "9.0") == 0
        drafts.replaced(connection, ID, (ANSWER,), NOW)
        assert not drafts.stop(connection, "T", "C1", ID), "it is over"


def test_old_drafts_are_dropped(engine: Engine) -> None:
    with engine.begin() as connection:
        drafts.begin(connection, ID, HERE, None, "message", NOW)
        drafts.forget(connection, NOW)
        assert drafts.find(connection, ID) is not None
        drafts.forget(connection, NOW + 1)
        assert drafts.find(connection, ID) is None
