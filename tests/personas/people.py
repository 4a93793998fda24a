"""The people: each reads the screen and types what somebody like that would type."""

from __future__ import annotations

import random

from tests.personas.desk import Desk
from tests.personas.firm import QUESTIONS, text_for, wide

# What may be typed for a choice by the id it has in the knowledge.
_SPOKEN = {
    "full": ["できてます", "はい", "やっている", "実施している"],
    "partly": ["一部だけ", "だいたいできてる", "半分くらい", "一部実施"],
    "no": ["やってない", "いいえ", "できていません", "まだ全然"],
    "unknown": ["わからない", "わかりません", "さあ？", "不明です", "わからん", "？"],
    "done": ["できている", "やってます", "はい"],
    "todo": ["これから", "まだです", "これからやる"],
    "yes": ["はい", "決めました"],
    "next": ["次", "はい", "次へ", "ok"],
}
_SITES = 1


class Person:
    """Answers everything by number, thinking; the others differ from this one."""

    name = "ふつうの人"
    people = 1

    def line(self, desk: Desk, chance: random.Random) -> str:
        """What is typed now."""
        return self.answer(desk, chance)

    def answer(self, desk: Desk, chance: random.Random) -> str:
        """A proper answer to what is shown: a number, or the text that is wanted."""
        if desk.screen is None:
            return "続き"
        if desk.screen.step is None:
            return desk.number("!start:two-star") or desk.number("!go:") or "続き"
        if desk.screen.step == "sites/wait" and desk.sites < _SITES:
            # Who answers site by site does so before saying that all are done.
            desk.sites += 1
            return desk.number("!new:self-check") or "自社診断を始める"
        step = desk.step()
        if desk.screen.wants == "text" and step is not None:
            if step.optional and chance.random() < 0.4 and (skip := desk.number("!skip")):
                return skip
            return desk.number("!keep") or text_for(step, chance)
        return self.choose(desk, chance)

    def choose(self, desk: Desk, chance: random.Random) -> str:
        """The number of an answer."""
        many = [str(n) for n, one in enumerate(desk.offers, 1) if not one.value.startswith("!")]
        return chance.choice(many) if many else "続き"


class Owner(Person):
    """社長: in a hurry, Enter and はい and 次, the first number if that does not help."""

    name = "急ぐ社長"

    def line(self, desk: Desk, chance: random.Random) -> str:
        """As short as can be."""
        if desk.screen and desk.screen.wants == "text":
            if chance.random() < 0.2:
                return chance.choice(["", "はい", "次"])
            return desk.number("!skip") or self.answer(desk, chance)
        return chance.choice(["", "", "はい", "次", "1", "1"])


class Clerk(Person):
    """事務員: does not know most things, and says so in many ways."""

    name = "わからないが多い事務員"

    def choose(self, desk: Desk, chance: random.Random) -> str:
        """Words instead of numbers."""
        ids = [one.value for one in desk.offers if not one.value.startswith("!")]
        wish = "unknown" if "unknown" in ids and chance.random() < 0.6 else chance.choice(ids)
        if chance.random() < 0.15:
            return desk.number("!help") or desk.number(wish) or "1"
        if chance.random() < 0.8 and wish in _SPOKEN:
            return chance.choice(_SPOKEN[wish])
        return desk.number(wish) or "1"


class Doubter(Person):
    """行きつ戻りつ: undoes, looks where they stand, comes back, takes a break."""

    name = "行きつ戻りつする人"

    def line(self, desk: Desk, chance: random.Random) -> str:
        """Back and forth."""
        if desk.screen and desk.screen.step and chance.random() < 0.3:
            way = chance.choice(["!undo", "!undo", "!where", "!later", "!help", "words"])
            if way == "words":
                return chance.choice(["いまどこ？", "やること一覧", "続き"])
            return desk.number(way) or self.answer(desk, chance)
        return self.answer(desk, chance)


class Asker(Person):
    """質問する人: asks in the middle, then goes on."""

    name = "途中で質問する人"

    def line(self, desk: Desk, chance: random.Random) -> str:
        """A question now and then."""
        if desk.screen and desk.screen.step and chance.random() < 0.2:
            return chance.choice(QUESTIONS)
        return self.answer(desk, chance)


class Phone(Person):
    """スマホの人: full width, circled numbers, stray marks, letters left out."""

    name = "スマホで打ち間違える人"

    def line(self, desk: Desk, chance: random.Random) -> str:
        """The answer as it comes out of a phone."""
        right = self.answer(desk, chance)
        if right.isdigit() and len(right) == 1:
            circled = chr(ord("①") + int(right) - 1)
            return chance.choice(
                [wide(right), f"{wide(right)}。", f"{right}番", circled, f" {right} ", right + "）"]
            )
        if chance.random() < 0.1:
            return chance.choice(["あ", "ｌ", "んん", "1１", "９９", "。", "！", "はｉ"])
        return wide(right) if chance.random() < 0.5 else f"{right}　"


class Pair(Person):
    """二人: the one stops, the other goes on; both have old screens before them."""

    name = "交代する二人"
    people = 2
    stops = 0.15

    def line(self, desk: Desk, chance: random.Random) -> str:
        """Mostly the answer, in their own words."""
        if chance.random() < 0.05:
            return "いまどこ？"
        return self.answer(desk, chance)


PEOPLE: tuple[type[Person], ...] = (Owner, Clerk, Doubter, Asker, Phone, Pair)
