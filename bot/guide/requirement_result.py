"""What a requirement check comes to, as a screen: the whole first, then each condition, then how.

The screen itself stays short enough for a phone; the rules as they are written, with id, edition
and validity, are its help (くわしく).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Protocol

from bot.domain.answer import Citation
from bot.guide.requirement_case import Case
from bot.subsidies import words
from bot.subsidies.conditions import Weighed, not_looked_at
from bot.subsidies.requirement import Verdict
from bot.walkthroughs.plan import PlannedStep
from knowledge.catalog import Catalog
from knowledge.dates import japanese
from knowledge.schema import ProgrammeEdition, Requirement, SourceRef
from knowledge.sentences import sentence
from knowledge.walkthrough import Step

_SOURCES_A_RULE, _MOST_CITATIONS = 2, 8
_MOST_QUOTED = 3


def result_step(step: Step, case: Case, catalog: Catalog) -> PlannedStep:
    """The step that shows the result."""
    written = _Written(case, catalog)
    text = "\n".join(written.summary())
    details = "\n\n".join(written.details())
    return PlannedStep(
        id=step.id,
        step=step,
        title=f"{step.title}：{words.HEAD[overall(case)]}",
        ask=text,
        help=details,
        sources=step.sources,
        citations=tuple(written.citations),
    )


def overall(case: Case) -> str:
    """The whole in a word: what falls short counts before what is to be confirmed."""
    if not case.editions:
        return "no_edition"
    outcome = case.judged.outcome
    others = {row.outcome for row in case.conditions}
    if outcome == "not_needed":
        return outcome
    if "short" in (outcome, *others):
        return "short"
    return "to_confirm" if "to_confirm" in (outcome, *others) else outcome


class _Rule(Protocol):
    @property
    def sources(self) -> tuple[SourceRef, ...]: ...
    @property
    def as_of(self) -> str: ...


class _Written:
    """Writes a result; the sources get their numbers as they come up."""

    def __init__(self, case: Case, catalog: Catalog):
        self._case, self._catalog = case, catalog
        self.citations: list[Citation] = []

    def summary(self) -> Iterator[str]:
        """What is shown at once."""
        case = self._case
        yield self._subject()
        if case.judged.instead_of and case.edition:
            used = "」「".join(one.name for one in case.editions)
            day = japanese(case.day)
            yield words.INSTEAD.format(asked=case.edition.name, day=day, used=used)
        if not case.editions:
            yield from self._last_known()
            return
        yield from self._stars()
        if case.judged.outcome != "not_needed":
            for row in case.conditions:
                yield from self._condition(row)
            if any(row.settles for row in case.conditions):
                yield words.NOT_FOR_YOU
            if case.gbizid_contradicts:
                what, outcome = words.ABOUT["gbizid"], words.OUTCOMES["to_confirm"]
                yield words.ITEM.format(
                    outcome=outcome, what=what, reason=words.CONTRADICTION, marks=""
                )
        if case.judged.why:
            yield f"{sentence(case.judged.why)}{self._marks(case.programme)}"
        yield words.LEFT_OUT.format(what="、".join(not_looked_at(case.conditions)))

    def details(self) -> Iterator[str]:
        """Every rule as it is written."""
        for one in self._case.judged.verdicts:
            yield self._rule(one)
        for row in self._case.conditions:
            yield self._rule(row)
        if any(one.see for one in self._case.judged.verdicts):
            old = next(one for one in self._catalog.passages if one.id == "it/id-old-4")
            yield words.OLD_ID_FACT.format(text=old.text.split("\n")[0], marks=self._marks(old))

    def _subject(self) -> str:
        case, day = self._case, japanese(self._case.day)
        name = "／".join(one.name for one in case.editions) or case.programme.name
        if case.frame:
            return words.SUBJECT_FRAME.format(name=name, frame=case.frame.name, day=day)
        return words.SUBJECT.format(name=name, day=day)

    def _stars(self) -> Iterator[str]:
        """What is asked of the declaration; frames that come out alike together."""
        groups: dict[tuple[str, ...], list[Verdict]] = {}
        shown = self._case.deciding or self._case.judged.verdicts
        for one in shown:
            groups.setdefault((one.outcome, one.reason, one.when, one.per, one.star), []).append(
                one
            )
        for same in groups.values():
            yield from self._star(same, alone=len(groups) == 1)

    def _star(self, same: Sequence[Verdict], *, alone: bool) -> Iterator[str]:
        first = same[0]
        what = words.STAR_ITEM
        if not alone and not self._case.frame:
            frames = self._frame_names([id for one in same for id in one.frames])
            what = words.STAR_ITEM_FRAMES.format(frames=frames) if frames else what
        outcome = "not_needed" if first.star == "none" else first.outcome
        yield words.ITEM.format(
            outcome=words.OUTCOMES[outcome],
            what=what,
            reason=first.reason,
            marks="".join(map(self._marks, same[:_MOST_QUOTED])),
        )
        if first.outcome != "met" and first.to_do:
            yield _listed(words.TO_DO, "".join(map(sentence, first.to_do.split("\n"))))
        if first.star != "none" and first.star != "unknown":
            yield _listed(words.WHEN, words.WHEN_WORDS[first.when])
            yield _listed(words.WHO, self._who(first))

    def _who(self, verdict: Verdict) -> str:
        holder, said = self._case.holder, words.WHO_WORDS[verdict.per]
        return said.get(holder.entity) or said.get(holder.office) or said[""]

    def _condition(self, row: Weighed) -> Iterator[str]:
        what = words.ABOUT[row.about]
        if row.frames and not self._case.frame:
            what = f"{what}（{self._frame_names(row.frames)}）"
        outcome, marks = words.OUTCOMES[row.outcome], self._marks(row)
        yield words.ITEM.format(outcome=outcome, what=what, reason=row.reason, marks=marks)
        if row.to_do:
            yield _listed(words.TO_DO, sentence(row.to_do))

    def _last_known(self) -> Iterator[str]:
        """The rules of the newest edition that is over."""
        programme = self._case.programme
        last = next(
            (one for one in programme.editions if one.id == self._case.judged.last_known), None
        )
        if last is not None:
            asked = [row for row in last.requirements if row.role == "required"]
            for row in asked[:_MOST_QUOTED]:
                yield self._known(last, row)
        yield words.ASK_OFFICE
        if programme.official_url:
            yield programme.official_url

    def _known(self, last: ProgrammeEdition, row: Requirement) -> str:
        until = words.UNTIL.format(day=japanese(last.valid_to)) if last.valid_to else ""
        marks = self._marks(row)
        return words.LAST_KNOWN.format(name=last.name, until=until, rule=row.rule, marks=marks)

    def _rule(self, row: Verdict | Weighed) -> str:
        edition = next(one for one in self._case.editions if one.id == row.edition)
        facts = [words.EDITION_FACT.format(text=edition.name)]
        if row.frames:
            facts.append(words.FRAMES_FACT.format(text=self._frame_names(row.frames)))
        facts.append(words.VALID_FACT.format(text=_validity(row.valid_from, row.valid_to)))
        facts.append(words.CHECKED_FACT.format(text=japanese(row.as_of)))
        exceptions = row.exceptions if isinstance(row, Verdict) else ()
        facts += [words.EXCEPTION_FACT.format(text=text) for text in exceptions]
        if isinstance(row, Verdict) and row.role == "bonus":
            facts.append(words.ROLE_BONUS.format(text=row.reason))
        return words.DETAIL.format(
            rule=row.rule if isinstance(row, Verdict) else row.condition,
            certainty=row.certainty,
            quote=row.quote,
            facts="\n".join(f"・{fact}" for fact in facts),
            marks=self._marks(row),
        )

    def _frame_names(self, ids: Sequence[str]) -> str:
        named = {frame.id: frame.name for one in self._case.editions for frame in one.frames}
        return "、".join(dict.fromkeys(named[id] for id in ids if id in named))

    def _marks(self, row: _Rule) -> str:
        """[n] for the sources of a row; those of our own have none to show."""
        numbers = [self._number(ref, row.as_of) for ref in row.sources[:_SOURCES_A_RULE]]
        found = [f"[{number}]" for number in dict.fromkeys(numbers) if number]
        return "".join(found)

    def _number(self, ref: SourceRef, as_of: str) -> int:
        source = self._catalog.source_by_id[ref.id]
        if source.tier == "editorial":
            return 0
        cited = Citation(
            title=source.title, section=ref.section, page=ref.page, url=source.url, as_of=as_of,
            quote="",
        )  # fmt: skip
        for number, known in enumerate(self.citations, 1):
            if (known.title, known.url) == (cited.title, cited.url):
                return number
        if len(self.citations) == _MOST_CITATIONS:
            return 0
        self.citations.append(cited)
        return len(self.citations)


def _listed(form: str, text: str) -> str:
    return f"・{form.format(text=text)}"


def _validity(first: dt.date | None, last: dt.date | None) -> str:
    if first and last:
        return words.FROM_TO.format(first=japanese(first), last=japanese(last))
    if first:
        return words.FROM.format(first=japanese(first))
    return words.TO.format(last=japanese(last)) if last else words.OPEN
