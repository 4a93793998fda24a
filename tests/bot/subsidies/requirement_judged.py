"""Judges a shipped programme by ids, for a firm given by its fields."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bot.subsidies.holder import Holder
from bot.subsidies.judgement import Judgement, judge
from knowledge.catalog import Catalog

TODAY = dt.date(2026, 11, 22)


class Judge:
    """The requirement check over a catalogue."""

    def __init__(self, catalog: Catalog):
        self._programmes = {one.id: one for one in catalog.programmes}
        self._old_id = next(one for one in catalog.passages if one.id == "it/id-old-4")

    def __call__(
        self,
        programme: str,
        day: dt.date = TODAY,
        edition: str | None = None,
        frame: str | None = None,
        **firm: Any,
    ) -> Judgement:
        row = self._programmes[programme]
        frames = [one for each in row.editions for one in each.frames]
        return judge(
            row,
            next((one for one in row.editions if one.id == edition), None),
            next((one for one in frames if one.id == frame), None),
            Holder(**firm),
            day,
            old_id=self._old_id,
        )
