"""「間に合う？」 answered for one client: the verdict, the steps with their dates, what is lacking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.answer import Citation
from bot.domain.walkthrough import Dossier, Heading, Offer, Screen, Stage, Table
from bot.guide import schedules, words
from bot.guide.deadline_meant import meant
from bot.guide.deadline_question import DeadlineQuestion
from bot.guide.schedules import Planned
from bot.subsidies import schedule_words
from bot.subsidies.aim import Aim
from bot.subsidies.schedule import Schedule
from bot.walkthroughs import standing
from bot.walkthroughs.screens import MAKE
from knowledge.catalog import Catalog
from knowledge.dates import japanese
from knowledge.schema import SourceRef
from knowledge.sentences import moment

_MOST_CITATIONS = 6
CALENDAR = Offer(value=f"{MAKE}calendar", label=words.GET_CALENDAR)


@dataclass(frozen=True)
class InTime:
    """Whether a client is in time.

    Attributes:
        aim: what is aimed at; None while nobody said.
        schedule: None without an aim, or where no star (or an unknown one) is asked.
        notes: what was assumed, or cannot be answered, in sentences.
    """

    aim: Aim | None
    schedule: Schedule | None
    notes: tuple[str, ...] = ()


def in_time(question: DeadlineQuestion, planned: Planned, catalog: Catalog, now: float) -> InTime:
    """Whether a client is in time for the deadline meant."""
    own = schedules.aim(planned, catalog, now)
    found, notes = meant(question, own, planned, catalog, schedules.moment(now))
    made = schedules.to(found, planned, catalog, now) if found else None
    return InTime(found, made, notes)


def screen(
    answer: InTime, stage: Stage, outcome: str, catalog: Catalog, now: float, company: str = ""
) -> Screen:
    """The answer to show.

    Args:
        answer: from `in_time`.
        stage: where the client stands.
        outcome: what the requirement check came to, in a line; empty leaves it out.
        catalog: names the sources.
        now: seconds since the epoch.
        company: the client's name, shown to staff only.
    """
    title = words.TITLE_OF.format(company=company) if company else words.TITLE
    if answer.aim is None:
        missing = words.NO_AIM_OF.format(company=company) if company else words.NO_AIM
        return Screen(title=title, text="\n".join([*answer.notes, missing]))
    lines = list(_said(answer, answer.aim))
    lines += ["", words.LACKS, *_lacking(answer), words.STAGE.format(stage=stage.stage)]
    lines += [outcome] if outcome else []
    made = answer.schedule
    if made:
        lines += ["", *schedule_words.how_counted(made)]
    lines.append(words.AS_OF.format(day=japanese(schedules.moment(now).date())))
    table = (
        Table(rows=schedule_words.cells(made), instead_of=schedule_words.step_lines(made))
        if made and made.goal.deadline
        else None
    )
    text = "\n".join(lines)
    return Screen(title=title, text=text, citations=cited(answer, catalog), table=table)


def told(answer: InTime) -> str:
    """The answer in the middle of a walkthrough: no stage, no sources; empty without an aim."""
    if answer.aim is None:
        return ""
    counted = schedule_words.how_counted(answer.schedule) if answer.schedule else ()
    return "\n".join([*_said(answer, answer.aim), *counted])


def heading(planned: Planned, catalog: Catalog, now: float) -> Heading | None:
    """What the calendar of a client is made from."""
    return heading_of(in_time(DeadlineQuestion(), planned, catalog, now), planned, catalog)


def heading_of(answer: InTime, planned: Planned, catalog: Catalog) -> Heading | None:
    """What the calendar of an answer is made from; None where there is no date to write."""
    if answer.schedule is None or answer.schedule.goal.deadline is None:
        return None
    goal = answer.schedule.goal
    have = schedules.have(planned, catalog, goal.star)
    return Heading(
        star=goal.star,
        deadline=goal.deadline,
        status=goal.deadline_status,
        label=goal.label,
        gbizid=have.gbizid,
        done=frozenset(have.done),
        doubted=answer.schedule.doubted is not None,
    )


def with_calendar(screen: Screen, dossier: Dossier) -> Screen:
    """A screen that shows a schedule, with the button for its calendar where there is one."""
    if dossier.heading is None:
        return screen
    first, rest = screen.offers[:1], screen.offers[1:]
    return screen.model_copy(update={"offers": (*first, CALENDAR, *rest)})


def _said(answer: InTime, found: Aim) -> Iterator[str]:
    made = answer.schedule
    # What was asked for and does not exist comes before what was counted instead.
    missing = [note for note in answer.notes if any(mark in note for mark in words.MISSING)]
    assumed = [note for note in answer.notes if note not in missing]
    yield from missing
    if made is None:
        not_asked = found.asked is False
        yield (words.NOT_ASKED if not_asked else words.STAR_UNKNOWN).format(name=found.name)
        if found.deadline:
            mark = schedule_words.MARKS[found.status]
            yield words.DEADLINE_ALSO.format(
                label=found.label, deadline=moment(found.deadline), mark=mark
            )
        yield from assumed
        return
    yield from schedule_words.brief(made)
    yield from assumed
    if found.when == "by_completion":
        yield words.BY_COMPLETION
    yield from ("", words.STEPS, *schedule_words.step_lines(made))


def _lacking(answer: InTime) -> list[str]:
    made = answer.schedule
    if made is None:
        return []
    if made.doubted and not made.open_steps:
        return [words.LACK_DOUBTED]
    left = [words.LACK_STEP.format(step=schedule_words.title(step)) for step in made.open_steps]
    return left or [words.LACK_NOTHING]


def cited(answer: InTime, catalog: Catalog) -> tuple[Citation, ...]:
    """Where the round, the rule and the days come from; each source once."""
    claims: list[tuple[SourceRef, str]] = []
    aim, made = answer.aim, answer.schedule
    edition = schedules.edition_of(aim, catalog) if aim else None
    if aim and edition:
        rows = [row for row in edition.rounds if row.id == aim.round]
        claims += [(ref, row.as_of) for row in rows for ref in row.sources]
        rules = [rule for rule in edition.requirements if rule.role == "required"]
        claims += [(rule.sources[0], rule.as_of) for rule in rules]
    days = [step.days.lead_time for step in made.open_steps if step.days] if made else []
    claims += [(lead.sources[0], lead.as_of) for lead in days if lead]
    found: dict[str, Citation] = {}
    for ref, as_of in claims:
        source = catalog.source_by_id[ref.id]
        if source.tier == "editorial" or source.id in found:
            continue
        found[source.id] = Citation(
            title=source.title, section=ref.section, page=ref.page, url=source.url, as_of=as_of,
            quote="",
        )  # fmt: skip
    return tuple(found.values())[:_MOST_CITATIONS]


def has_begun(planned: Planned) -> bool:
    """Whether anything was ever answered."""
    return bool(standing.fields(planned)) or any(run.given for run, _ in planned)
