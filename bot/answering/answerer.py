"""A question to an answer: route, facts by code, passages by search, or 不明."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence

from bot import wording
from bot.answering import followup, several
from bot.answering.ahead import is_beyond
from bot.answering.compose import certainty_of, citation
from bot.answering.documents import Documents
from bot.answering.facts import (
    deadlines,
    lead_times,
    lists,
    old_ids,
    principles,
    programme_lists,
    requirements,
    self_check,
)
from bot.answering.facts.fact import FactAnswer, Listing
from bot.answering.finding import Finder
from bot.answering.routes import Router
from bot.answering.subjects import Subjects
from bot.answering.telling import Telling, question_of, same_question
from bot.answering.understanding import Reader, Understanding, without_aside
from bot.domain.answer import Answer, Choice
from bot.domain.conversation import Conversation
from bot.domain.courtesy import is_complaint
from indexer.chunk import Chunk
from indexer.index import Index
from indexer.search import Hit
from indexer.text import clean, fold, has_words
from knowledge.schema import RouteRule

LONGEST_QUESTION = 2000
_CREDENTIALS = "decline/credentials"


class Answerer:
    """Answers questions from one opened index.

    Args:
        index: what to answer from.
    """

    def __init__(self, index: Index):
        self._index = index
        self._catalog = index.catalog
        self._search = index.searcher
        self._reader = Reader(index.catalog, index.searcher.normalise)
        self._router = Router(index.catalog)
        self._documents = Documents(index)
        self._finder = Finder(index)
        self._telling = Telling(index, self._finder)
        self._subjects = Subjects(index.searcher.chunks)
        self._facts: tuple[Callable[[Understanding], FactAnswer | None], ...] = (
            requirements.answer,
            deadlines.answer,
            old_ids.answer,
            lambda question: lead_times.answer(question, self._catalog),
            lambda question: lists.documents(question, self._catalog),
            lambda question: self_check.answer(question, self._catalog),
            lambda question: principles.answer(question, self._catalog),
            lambda question: lists.appendix(question, self._catalog),
            lambda question: lists.ranking(question, self._catalog),
            lambda question: lists.declarers(question, self._catalog),
        )

    def answer(self, question: str, as_of: dt.date, conversation: Conversation) -> Answer:
        """The answer to a question as typed; never raises for anything a user can type."""
        if not has_words(question):
            return Answer(kind="clarify", text=wording.EMPTY, certainty="不明")
        if max(len(question), len(fold(question[: LONGEST_QUESTION + 1]))) > LONGEST_QUESTION:
            text = wording.TOO_LONG.format(limit=f"{LONGEST_QUESTION:,}")
            return Answer(kind="clarify", text=text, certainty="不明")
        if is_complaint(question):
            return Answer(kind="clarify", text=wording.SORRY, certainty="不明")
        return several.answer(
            without_aside(clean(question)),
            conversation,
            lambda asked, before: self._one(asked, as_of, before),
            self.leans,
        )

    def _one(self, question: str, as_of: dt.date, conversation: Conversation) -> Answer:
        normalised = self._search.normalise(question)
        rule = self._router.rule(normalised)
        if rule is not None:
            return self._ruled(rule, as_of)
        asked = followup.standalone(normalised, question, conversation, self._subjects)
        understood = self._reader.read(asked, as_of)
        known = self._known(understood, normalised if asked is question else None)
        by_code = self._index.documents is not None and self._fact(understood) is not None
        return self._documents.beside(understood, known, by_code=by_code)

    def leans(self, question: str, conversation: Conversation) -> bool:
        """Whether a question cannot be understood without what was said before."""
        raw = without_aside(clean(question[:LONGEST_QUESTION]))
        return followup.leans(self._search.normalise(raw), conversation, self._subjects)

    def to_write_from(
        self, question: str, as_of: dt.date, conversation: Conversation, answer: Answer
    ) -> tuple[str, list[Chunk]] | None:
        """What an answer given to a question may be put in other words from.

        Gives the question as it stands alone, and passages, best first; None where the words of
        the answer must stay: refusals, first steps, lists, what is not known.
        """
        if answer.kind != "answered" or answer.rule is not None:
            return None
        raw = without_aside(clean(question))
        normalised = self._search.normalise(raw)
        asked = followup.standalone(normalised, raw, conversation, self._subjects)
        understood = self._reader.read(asked, as_of)
        if programme_lists.answer(understood, self._catalog):
            return None
        found = self._documents.to_write_from(understood)
        return asked, [*found, *self._finder.to_write_from(understood)]

    def _known(self, question: Understanding, alone: str | None) -> Answer:
        """What the knowledge answers; `alone`: the question, normalised, where it stands alone."""
        if alone is not None and (clarify := self._clarification(alone)):
            return clarify
        if listing := programme_lists.answer(question, self._catalog):
            return self._listed(listing, question.as_of)
        return self._informed(question)

    def urgent(self, question: str, as_of: dt.date) -> Answer | None:
        """The first steps, where the words of a question tell of an emergency."""
        rule = self._router.rule(self._search.normalise(clean(question[:LONGEST_QUESTION])))
        return self._ruled(rule, as_of) if rule and rule.route == "emergency" else None

    def on_secret(self, kind: str, masked: str, as_of: dt.date) -> Answer:
        """What to say to a question that held a secret, from what is left of its words."""
        if urgent := self.urgent(masked, as_of):
            return urgent
        rule = next((row for row in self._catalog.rules if row.id == _CREDENTIALS), None)
        if rule is not None:
            return self._ruled(rule, as_of)
        said = wording.SECRET_SEEN.format(name=wording.SECRET_NAMES[kind])
        return Answer(kind="declined", text=f"{said}{wording.SECRET_THEN[kind]}", certainty="確定")

    def _ruled(self, rule: RouteRule, as_of: dt.date) -> Answer:
        cited = [self._search.chunk(chunk) for chunk in rule.passages if chunk in self._search]
        kind = {"emergency": "answered", "decline": "declined", "out_of_scope": "declined"}
        marks = "".join(f"[{number}]" for number in range(1, len(cited) + 1))
        return Answer.model_validate(
            {
                "kind": kind[rule.route],
                "text": f"{rule.reply} {marks}".strip(),
                "certainty": certainty_of(cited[0]) if cited else "確定",
                "citations": [citation(chunk) for chunk in cited],
                "subject": rule.label if rule.route == "emergency" else None,
                "rule": rule.id,
            }
        )

    def _listed(self, listing: Listing, as_of: dt.date) -> Answer:
        if listing.ask:
            return Answer(kind="clarify", text=listing.ask, certainty="不明")
        lines = [
            (line.text, self._search.chunk(line.chunk))
            for line in listing.lines
            if line.chunk in self._search
        ]
        return self._telling.composer(as_of).listing(
            listing.head, lines, listing.tail, listing.choices, listing.subject
        )

    def _clarification(self, normalised: str) -> Answer | None:
        found = self._router.clarification(normalised)
        if found is None:
            return None
        choices = [Choice(label=row.label, question=row.question) for row in found.options]
        return Answer(kind="clarify", text=found.ask, certainty="不明", choices=tuple(choices))

    def _informed(self, question: Understanding) -> Answer:
        """Facts by code first, then passages, then 不明."""
        if refusal := self._outside_what_we_hold(question):
            return refusal
        hits = self._finder.hits(question)
        if hits and hits[0].chunk.rule:
            rule = self._router.near(hits[0].chunk.rule, question.normalised, hits[0].dense)
            if rule is not None:
                return self._ruled(rule, question.as_of)
        hits = [hit for hit in hits if hit.chunk.rule is None]
        if is_beyond(question, hits):
            return self._unknown(hits)
        fact = self._fact(question)
        if fact is not None and (fact.strong or not same_question(hits)):
            return self._telling.from_fact(fact, hits, question)
        if not hits or self._too_unsure(question, hits):
            return self._unknown(hits)
        return self._telling.from_passages(hits, question)

    def _fact(self, question: Understanding) -> FactAnswer | None:
        """The first answer by code whose main chunk the index holds."""
        found = (rule(question) for rule in self._facts)
        return next((fact for fact in found if fact and fact.chunks[0] in self._search), None)

    def _outside_what_we_hold(self, question: Understanding) -> Answer | None:
        """An edition of the guideline or a year of a programme that the knowledge does not have."""
        if question.guideline and question.guideline.startswith("unknown-"):
            version = question.guideline.removeprefix("unknown-")
            if version not in {"1.0", "2.0", "3.0"}:
                known = "、".join(f"第{edition.version}版" for edition in self._catalog.editions)
                return _not_known(wording.UNKNOWN_EDITION.format(version=version, known=known))
        programme = question.programme
        if programme and question.year_named and question.edition is None and programme.editions:
            known = "、".join(edition.name for edition in programme.editions[-2:])
            year = question.says(r"来年") and question.as_of.year + 1
            text = wording.UNKNOWN_YEAR.format(
                programme=programme.name, year=year or _year(question), known=known
            )
            return _not_known(text)
        return None

    def _too_unsure(self, question: Understanding, hits: Sequence[Hit]) -> bool:
        calibration = self._index.calibration
        return calibration.confidence(self._search, question.raw, hits) < calibration.floor

    def _unknown(self, hits: Sequence[Hit]) -> Answer:
        near = [hit.chunk for hit in hits[:3]]
        choices = tuple(Choice(label=chunk.title, question=question_of(chunk)) for chunk in near)
        text = f"{wording.UNKNOWN}\n{wording.UNKNOWN_NEAR}" if choices else wording.UNKNOWN
        return Answer(kind="unknown", text=text, certainty="不明", choices=choices)


def _not_known(text: str) -> Answer:
    return Answer(kind="unknown", text=text, certainty="不明")


def _year(question: Understanding) -> str:
    match = re.search(r"20[0-9]{2}|令和[0-9元]+", question.normalised)
    return match.group() if match else ""
