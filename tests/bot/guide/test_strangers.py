"""A18, A19: two thousand tries to reach another channel's walkthrough."""

from __future__ import annotations

import random

from bot.domain.scope import Speaker
from bot.domain.walkthrough import Screen
from bot.walkthroughs import words
from tests.bot.guide.conftest import HERE, NOW, THERE, Walking

_RIVAL = Speaker(team="T9", user="URIVAL")
_CANARY = "カナリア商会"


def test_two_thousand_probes_from_another_channel_read_and_change_nothing(walking: Walking) -> None:
    named = walking.until(walking.start("two-star"), "company")
    moved = walking.write(named, _CANARY)
    assert moved is not None
    ours = walking.until(moved, "check/4")
    before = walking.call(lambda c: walking.guide.dossier(c, HERE, NOW))
    generator, run = random.Random(19), ours.run or ""
    values = [
        "full", "no", "next", "!undo", "!later", "!help", "!renew", "!skip", "!keep", "!todos",
        "!doc:evidence_pack", f"!go:{run}", f"!fix:{run}", f"!fix:{run}:1", f"!done:{run}:check/1",
        f"!goto:{run}:company", "!start:two-star", "!new:one-star", f"!go:{run}'--", "!where",
    ]  # fmt: skip
    for _ in range(2000):
        kind = generator.randrange(4)
        screen: Screen | None
        guess = run if generator.random() < 0.8 else generator.randbytes(12).hex()
        if kind == 0:
            screen = walking.call(
                lambda c, g=guess: walking.guide.write(c, THERE, g, "full", _RIVAL, NOW)
            )
        elif kind == 1:
            values_of = {f"check/{generator.randint(1, 25)}": "no"}
            screen = walking.call(
                lambda c, g=guess, v=values_of: walking.guide.fill(c, THERE, g, v, _RIVAL, NOW)
            )
        elif kind == 2:
            screen = walking.call(lambda c, g=guess: walking.guide.current(c, THERE, g, NOW))
            form = walking.call(lambda c, g=guess: walking.guide.form(c, THERE, g, 1, NOW))
            assert form is None
        else:
            value, revision = generator.choice(values), generator.randint(0, ours.revision + 1)
            screen = walking.call(
                lambda c, g=guess, v=value, r=revision: walking.guide.press(
                    c, THERE, g, r, ours.step or "", v, _RIVAL, NOW
                )
            )
        assert screen is None or _CANARY not in screen.model_dump_json()
        assert screen is None or screen.run != run
    assert walking.call(lambda c: walking.guide.dossier(c, HERE, NOW)) == before
    # One that exists and one that never did read the same.
    real = walking.press(ours, "full", scope=THERE)
    forged = walking.press(ours.model_copy(update={"run": "0" * 24}), "full", scope=THERE)
    assert real == forged and real.text == words.GONE
