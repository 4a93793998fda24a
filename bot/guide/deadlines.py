"""「間に合う？」 for a client: what was asked, the screen that answers, the file that goes with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from pydantic import ValidationError
from sqlalchemy import Connection

from bot.answering.understanding import Reader
from bot.domain.scope import Scope
from bot.domain.walkthrough import Dossier, Offer, Screen
from bot.guide import in_time, schedules, words
from bot.guide.deadline_question import DeadlineQuestion, Heard, may_be_a_name, read
from bot.guide.in_time import InTime
from bot.guide.records import Records
from bot.guide.schedules import Planned
from bot.subsidies import words as subsidy_words
from bot.subsidies.holder import Holder
from bot.subsidies.judgement import judge
from bot.walkthroughs import screens
from indexer.text import Normaliser

_ASK_AIM = Offer(value=f"{screens.START}{schedules.REQUIREMENT}", label=words.ASK_AIM, primary=True)
# Fields of a holder and the steps that ask for them.
_ASKED = {
    "star": "star-held",
    "id_kind": "id-kind",
    "gbizid": "gbizid",
    "entity": "entity",
    "participants": "participants",
    "office": "office",
    "equal_measures": "equal-measures",
    "size": "size",
    "earlier_grants": "earlier-grants",
}
_EXCEPTION = "exception/"


class Deadlines:
    """Answers whether a client is in time.

    Args:
        records: reads the runs.
        normalise: brings a text to the notation the programmes are found by.
    """

    def __init__(self, records: Records, normalise: Callable[[str], str]):
        self._records = records
        self._normalise = normalise

    def heard(self, text: str, now: float, without: Iterable[str] = ()) -> Heard:
        """What a question is about; `without`: names of clients known to stand in it."""
        return read(text, self._reader, schedules.moment(now).date(), without)

    def own(self, connection: Connection, scope: Scope, text: str, now: float) -> Screen | None:
        """The answer for the client whose place it is, whoever is named; None for the search.

        A name of somebody else is not looked up: whether that is a client must not show (A18).
        """
        heard = self.heard(text, now)
        if heard.problem:
            return Screen(title=words.TITLE, text=heard.problem)
        if not all(map(may_be_a_name, heard.names)):
            return None
        planned = self._records.planned(connection, scope, now)
        if heard.question.programme and not heard.own and not any(run.given for run, _ in planned):
            return None
        found = self.screen(connection, scope, heard.question, now)
        return found.model_copy(update={"said": heard.warning}) if heard.warning else found

    def screen(
        self, connection: Connection, scope: Scope, question: DeadlineQuestion, now: float,
        company: str = "",
    ) -> Screen:  # fmt: skip
        """The answer for a client; with `company` for staff, who gets no button of the client's."""
        catalog = self._records.catalog
        planned = self._records.planned(connection, scope, now)
        answer = in_time.in_time(question, planned, catalog, now)
        stage = self._records.stage(connection, scope, now)
        shown = in_time.screen(
            answer, stage, self._outcome(answer, planned, now), catalog, now, company
        )
        heading = in_time.heading_of(answer, planned, catalog)
        undated = answer.aim is None or (answer.schedule is not None and heading is None)
        knows = schedules.REQUIREMENT in self._records.walkthroughs
        offers = (_ASK_AIM,) if undated and knows and not company else ()
        return shown.model_copy(
            update={"offers": offers, "documents": ("calendar",) if heading else ()}
        )

    def dossier(
        self, connection: Connection, scope: Scope, question: DeadlineQuestion, now: float
    ) -> Dossier:
        """What the calendar of an answer is made from."""
        catalog = self._records.catalog
        planned = self._records.planned(connection, scope, now)
        answer = in_time.in_time(question, planned, catalog, now)
        heading = in_time.heading_of(answer, planned, catalog)
        made = self._records.dossier(connection, scope, now)
        return made.model_copy(update={"heading": heading})

    @cached_property
    def _reader(self) -> Reader:
        # A reader asks of the normaliser only that it can be called.
        normalise: Normaliser = self._normalise  # type: ignore[assignment]
        return Reader(self._records.catalog, normalise)

    def _outcome(self, answer: InTime, planned: Planned, now: float) -> str:
        """What the requirement check comes to by what is known, in a line."""
        aim, catalog = answer.aim, self._records.catalog
        if aim is None or aim.programme is None:
            return words.OUTCOME_UNASKED
        programme = next((one for one in catalog.programmes if one.id == aim.programme), None)
        edition = schedules.edition_of(aim, catalog)
        if programme is None or edition is None:
            return ""
        frame = next((one for one in edition.frames if one.id == aim.frame), None)
        old_id = schedules.old_id(catalog)
        day = schedules.moment(now).date()
        judged = judge(programme, edition, frame, _holder(planned), day, old_id=old_id)
        outcome = subsidy_words.OUTCOMES[judged.outcome]
        reason = judged.reason.rstrip("。")
        return words.OUTCOME.format(outcome=outcome, reason=reason)


def _holder(planned: Planned) -> Holder:
    """What the firm has, by the newest answer to each step in any run."""
    values: dict[str, object] = {}
    for field, step in _ASKED.items():
        value = schedules.newest(planned, (step,))
        try:
            Holder.model_validate({field: value})
        except ValidationError:
            continue
        values[field] = value
    values["id_kind"] = schedules.id_kind(planned) or "unknown"
    if schedules.declared(planned, "two"):
        values["star"] = "two"
    elif schedules.declared(planned, "one"):
        values["star"] = "one"
    rules = {
        row.step.removeprefix(_EXCEPTION): row.value
        for run, _ in reversed(planned)
        for row in run.given
        if row.step.startswith(_EXCEPTION)
    }
    values["no_exception_to"] = frozenset(rule for rule, value in rules.items() if value == "no")
    values["exception_to"] = frozenset(rule for rule, value in rules.items() if value != "no")
    return Holder.model_validate(values)
