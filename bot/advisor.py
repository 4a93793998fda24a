"""The front desk: the only thing a surface may call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from bot.answering.answerer import Answerer
from bot.domain.answer import Answer
from bot.domain.conversation import Conversation
from bot.domain.material import Material
from bot.walkthroughs.handed import asked
from bot.walkthroughs.secret import masked, secret_in
from indexer.index import Index
from knowledge.catalog import Catalog


class Advisor:
    """Answers questions; re-opens the index when another version was activated.

    Args:
        active: gives the id of the version being served now.
        open_index: opens a version.
    """

    def __init__(self, active: Callable[[], str], open_index: Callable[[str], Index]):
        self._active = active
        self._open = open_index
        self._index = open_index(active())
        self._answerer = Answerer(self._index)
        self._names: frozenset[str] | None = None

    @property
    def index_version(self) -> str:
        """The id of the index the last answer came from."""
        return self._index.version

    def knowledge(self) -> tuple[Catalog, Callable[[str], str]]:
        """The knowledge being served now, and how its notation is brought to one form.

        Raises:
            indexer.errors.IndexProblem: the version activated since cannot be opened.
        """
        self._follow_activation()
        return self._index.catalog, self._index.searcher.normalise

    def ask(
        self, question: str, as_of: dt.date, conversation: Conversation | None = None
    ) -> tuple[Answer, Conversation]:
        """Answer a question as of a day; gives the answer and the conversation as it now is.

        Raises:
            indexer.errors.IndexProblem: the version activated since cannot be opened.
        """
        self._follow_activation()
        before = conversation or Conversation()
        # A secret first: neither the wording check nor a search may see or quote it (A29).
        if kind := secret_in(question):
            answer = self._answerer.on_secret(kind, masked(question), as_of)
        else:
            answer = self._checked(question) or self._answerer.answer(question, as_of, before)
        subject = answer.subject or before.subject
        return answer, Conversation(subject=subject, choices=answer.choices, run=before.run)

    def leans(self, question: str, conversation: Conversation) -> bool:
        """Whether a question cannot be understood without what was said before."""
        return secret_in(question) is None and self._answerer.leans(question, conversation)

    def consult(
        self, question: str, as_of: dt.date, conversation: Conversation | None = None
    ) -> tuple[Answer, Conversation, Material | None]:
        """As `ask`, with what a model may put the answer in words from; None: its words stay.

        Raises:
            indexer.errors.IndexProblem: the version activated since cannot be opened.
        """
        answer, after = self.ask(question, as_of, conversation)
        if secret_in(question) or asked(question) is not None:
            return answer, after, None
        before = conversation or Conversation()
        sources = self._answerer.to_write_from(question, as_of, before, answer)
        if sources is None:
            return answer, after, None
        # Only where a model writes: others do not wait for what it is checked with.
        from bot.phrasing.material import material
        from bot.phrasing.names import names_of

        if self._names is None:
            self._names = names_of(self._index.catalog)
        return answer, after, material(sources[0], as_of, answer, sources[1], self._names)

    def urgent(self, question: str, as_of: dt.date) -> Answer | None:
        """The first steps, where a question tells of an emergency; None for any other.

        Raises:
            indexer.errors.IndexProblem: the version activated since cannot be opened.
        """
        self._follow_activation()
        return self._answerer.urgent(question, as_of)

    def _checked(self, question: str) -> Answer | None:
        """The report on a text handed over to be checked; None for any other question."""
        if asked(question) is None:
            return None
        # One question in hundreds: the others must not wait for its rules to be read.
        from bot.walkthroughs.wording_report import checked

        return checked(question, self._index.catalog)

    def _follow_activation(self) -> None:
        version = self._active()
        if version != self._index.version:
            fresh = self._open(version)
            self._index.close()
            self._index, self._answerer, self._names = fresh, Answerer(fresh), None
