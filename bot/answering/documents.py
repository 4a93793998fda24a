"""Answers from the documents staff added, beside what the knowledge answers.

The knowledge leads unless a document was named or the knowledge does not know. Authority comes from
what staff said of a document (trust, series, validity), never from its text (A7 to A9): official
before commentary, of two editions the newest that holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering import words
from bot.answering.ahead import is_beyond
from bot.answering.compose import citation
from bot.answering.conflicts import differ
from bot.answering.editions import Editions
from bot.answering.naming import Named, Naming
from bot.answering.quoting import (
    LONGEST_LINE,
    Coverage,
    lead,
    page,
    quote,
    safe,
    section,
    stands,
    where,
)
from bot.answering.understanding import Understanding
from bot.domain.answer import Answer, Citation
from indexer.chunk import Chunk
from indexer.index import Index
from indexer.library.confidence import confidence
from indexer.library.entry import Entry
from indexer.search import Hit
from knowledge.dates import japanese

_HITS, _HITS_NAMED = 40, 200
_TOLD_FROM = 10
_WRITTEN_FROM = 4
# Another place, and an older edition, must match nearly as well to be told.
_ELSEWHERE_SHARE, _ELSEWHERE_MOST, _BEFORE_SHARE = 0.8, 2, 0.6
# Below this share of the question covered, a quote speaks of something else.
_SAME_MATTER = 0.4
# A line is added to what is known where a document covers this share of what the knowledge does.
_BEARS_SHARE = 0.5
_MARKS = re.compile(r"\s*(\[[0-9]+\]|〔[^〕]*〕)")


class Documents:
    """The documents of one opened index.

    Args:
        index: an index; it may have none.
    """

    def __init__(self, index: Index):
        self._search = index.documents
        self._floors = index.confidence
        self._entries = index.entries
        self._knowledge = index.searcher
        self._normalise = index.searcher.normalise
        self._editions = Editions(self._normalise)
        self._naming = Naming(index.entries, index.catalog, self._normalise)

    def beside(self, question: Understanding, known: Answer, *, by_code: bool) -> Answer:
        """What to say in the end: the document's answer, or the knowledge's with a line.

        Args:
            question: as understood, for its day.
            known: what the knowledge answers.
            by_code: it comes from typed facts.
        """
        if self._search is None or known.kind == "declined" or known.rule is not None:
            return known
        named = self._naming.of(question)
        found = self._found(question, named)
        if is_beyond(question, found):
            return known
        official = self._sure([hit for hit in found if self._trust(hit) == "official"], named)
        if official and self._leads(named, known, by_code):
            return self._answer(official, question, named, known)
        hits = official or self._sure(found, named)
        if known.kind == "unknown" and hits and not by_code:
            return self._answer(hits, question, named, known)
        if known.kind == "answered" and hits and (named.by_word or self._bears(question, official)):
            return self._with_line(known, hits, question, named)
        return known if hits else self._told_ended(question, named, known)

    def to_write_from(self, question: Understanding) -> list[Chunk]:
        """The passages of official documents an answer may be put in words from, best first."""
        if self._search is None:
            return []
        named = self._naming.of(question)
        found = [hit for hit in self._found(question, named) if self._trust(hit) == "official"]
        return [hit.chunk for hit in self._sure(found, named)[:_WRITTEN_FROM]]

    def _told_ended(self, question: Understanding, named: Named, known: Answer) -> Answer:
        """The knowledge's answer, with why a document that was named is not used."""
        entries = [self._entries[one] for one in sorted(named.ids)]
        over = [one for one in entries if one.valid_to and one.valid_to < question.as_of]
        if not named.by_word or named.edition or not over or len(over) < len(entries):
            return known
        last = max(over, key=lambda one: one.valid_to or question.as_of)
        line = words.NOT_USED.format(
            name=last.name, end=japanese(last.valid_to or question.as_of), edition=last.edition
        )
        return known.model_copy(update={"text": f"{known.text}\n{line}"})

    def _leads(self, named: Named, known: Answer, by_code: bool) -> bool:
        if named.by_word:
            return True
        if known.kind == "unknown":
            # What typed facts say is not known, no likeness of words makes known.
            return not by_code
        if not named.ids or by_code or known.kind != "answered":
            return False
        # A year alone does not ask for the document: what was checked of that very year leads.
        told = known.text.split("\n")[0]
        if known.citations:
            told = f"{told} {known.citations[0].title}"
        entries = [self._entries[one] for one in named.ids]
        checked = any(self._naming.same_edition(entry, told) for entry in entries)
        return known.certainty != "確定" or not checked

    def _found(self, question: Understanding, named: Named) -> list[Hit]:
        """The passages that may be used, best first."""
        assert self._search
        hits = self._search.search(
            named.topic,
            _HITS_NAMED if named.ids else _HITS,
            as_of=question.as_of,
            # What has ended is used only where the question names its time.
            ended_too=named.edition or question.year_named,
        )
        if named.ids:
            hits = [hit for hit in hits if hit.chunk.id.split("/")[1] in named.ids]
        fitting = [hit for hit in hits if self._fits(hit, question, named)][:_TOLD_FROM]
        return [hit for hit in fitting if safe(hit.chunk)]

    def _sure(self, hits: list[Hit], named: Named) -> list[Hit]:
        """The hits, where they speak of what is asked; else none."""
        assert self._search
        assert self._floors
        floor = self._floors.named if named.by_word else self._floors.unasked
        return hits if hits and confidence(self._search, named.topic, hits) >= floor else []

    def _bears(self, question: Understanding, hits: Sequence[Hit]) -> bool:
        """Whether a document says nearly as much of what is asked as the knowledge does."""
        ours = max((hit.coverage for hit in self._knowledge.search(question.raw, 5)), default=0.0)
        return max((hit.coverage for hit in hits[:5]), default=0.0) >= _BEARS_SHARE * ours

    def _fits(self, hit: Hit, question: Understanding, named: Named) -> bool:
        """Whether a document is of the programme and edition in question, and not of others."""
        entry = self._entry(hit)
        if entry.id in named.ids:
            return True
        over = entry.valid_to is not None and entry.valid_to < question.as_of
        if question.year_named and (over or question.programme):
            return self._naming.agrees(entry, question)
        if question.programme is None or entry.about is None:
            return True
        return entry.about in {edition.id for edition in question.programme.editions}

    def _answer(
        self, hits: Sequence[Hit], question: Understanding, named: Named, known: Answer
    ) -> Answer:
        current = [hit for hit in hits if not self._outdated(hit, hits)] or list(hits)
        main = current[0].chunk
        entry = self._entry(current[0])
        said = quote(main, self._coverage(named.topic))
        mark = words.COMMENTARY_MARK if entry.trust == "commentary" else words.DOCUMENT_MARK
        certainty = "確定" if entry.trust == "official" else "未確認情報"
        published = words.PUBLISHED.format(date=japanese(entry.published))
        place = stands(main, entry.name)
        told = [f"{lead(main, said)} [1] 〔{certainty}・{mark}・{published}〕", place]
        if named.page and page(main):
            told = [
                f"{words.STANDS_AT.format(place=page(main), name=where(main, entry.name))} [1]"
                f" 〔{certainty}・{mark}・{published}〕",
                f"「{said}」",
            ]
        told += self._notes(entry, question)
        cited = [_citation(main, said)]
        told += self._before(hits, current[0], named, cited)
        told += self._elsewhere(current, cited)
        if known.kind == "answered" and self._conflict(known, said, question):
            told.append(self._conflict_with_us(known, cited))
        return Answer(
            kind="answered",
            text="\n".join(told),
            certainty="確定" if entry.trust == "official" else "未確認情報",
            citations=tuple(cited),
            choices=known.choices if known.kind == "answered" else (),
            subject=f"{entry.name} {section(main, 1)}".strip(),
        )

    def _notes(self, entry: Entry, question: Understanding) -> list[str]:
        notes = []
        if entry.valid_to and entry.valid_to < question.as_of:
            notes.append(words.DOCUMENT_ENDED.format(end=japanese(entry.valid_to)))
        newer = [
            one
            for one in self._entries.values()
            if self._editions.supersedes(one, entry) and one.holds_from <= question.as_of
        ]
        if newer:
            newest = max(newer, key=lambda one: (one.holds_from, one.published))
            notes.append(words.DOCUMENT_OLDER.format(name=newest.name))
        if entry.trust == "commentary":
            notes.append(words.COMMENTARY_NOTE)
        return notes

    def _before(
        self, hits: Sequence[Hit], main: Hit, named: Named, cited: list[Citation]
    ) -> list[str]:
        """What the edition before says, where it holds too and says something else."""
        own = self._entry(main)
        older = next(
            (hit for hit in hits if self._editions.supersedes(own, self._entry(hit))), None
        )
        if older is None or older.score < main.score * _BEFORE_SHARE:
            return []
        said = quote(older.chunk, self._coverage(named.topic), LONGEST_LINE)
        if said in main.chunk.text:
            return []
        cited.append(_citation(older.chunk, said))
        entry = self._entry(older)
        return [
            words.BEFORE.format(
                name=entry.name, place=page(older.chunk), quote=said, mark=f"[{len(cited)}]"
            )
        ]

    def _elsewhere(self, hits: Sequence[Hit], cited: list[Citation]) -> list[str]:
        """Further places that match nearly as well, each page once."""
        seen = {(hits[0].chunk.source_title, hits[0].chunk.page)}
        places: list[str] = []
        for hit in hits[1:]:
            chunk = hit.chunk
            if hit.score < hits[0].score * _ELSEWHERE_SHARE or len(places) == _ELSEWHERE_MOST:
                break
            if not chunk.page or (chunk.source_title, chunk.page) in seen:
                continue
            if self._trust(hit) != self._trust(hits[0]):
                continue
            seen.add((chunk.source_title, chunk.page))
            cited.append(citation(chunk))
            name = "" if chunk.source_title == hits[0].chunk.source_title else chunk.source_title
            places.append(
                words.PLACE.format(name=name, place=page(chunk), mark=f"[{len(cited)}]").strip()
            )
        return [words.ELSEWHERE.format(places="、".join(places))] if places else []

    def _with_line(
        self, known: Answer, hits: Sequence[Hit], question: Understanding, named: Named
    ) -> Answer:
        """The knowledge's answer with one line of a document; a conflict is said."""
        main = next(hit for hit in hits if not self._outdated(hit, hits))
        entry = self._entry(main)
        said = quote(main.chunk, self._coverage(named.topic), LONGEST_LINE)
        differ = self._conflict(known, said, question)
        if entry.trust == "official":
            line = words.CONFLICT if differ else words.LINE
        else:
            line = words.COMMENTARY_CONFLICT if differ else words.COMMENTARY_LINE
        cited = (*known.citations, _citation(main.chunk, said))
        told = line.format(
            name=entry.name,
            publisher=entry.publisher,
            place=page(main.chunk),
            quote=said,
            mark=f"[{len(cited)}]",
        )
        return known.model_copy(update={"text": f"{known.text}\n{told}", "citations": cited})

    def _conflict(self, known: Answer, said: str, question: Understanding) -> bool:
        if self._coverage(question.raw)(said) < _SAME_MATTER:
            return False
        # What the answer itself says; what is told beside it may name anything.
        ours = self._normalise(_MARKS.sub("", known.text.split("\n")[0]))
        return differ(ours, self._normalise(said), question)

    def _conflict_with_us(self, known: Answer, cited: list[Citation]) -> str:
        ours = _MARKS.sub("", known.text.split("\n")[0])[:LONGEST_LINE]
        mark = ""
        if known.citations:
            cited.append(known.citations[0])
            mark = f"[{len(cited)}]"
        return words.CONFLICT_WITH_US.format(ours=ours, mark=mark)

    def _outdated(self, hit: Hit, hits: Sequence[Hit]) -> bool:
        """Whether a newer edition is among what was found."""
        return any(self._editions.supersedes(self._entry(one), self._entry(hit)) for one in hits)

    def _trust(self, hit: Hit) -> str:
        return self._entry(hit).trust

    def _entry(self, hit: Hit) -> Entry:
        return self._entries[hit.chunk.id.split("/")[1]]

    def _coverage(self, topic: str) -> Coverage:
        assert self._search
        lexical, normalised = self._search.lexical, self._normalise(topic)
        return lambda text: lexical.coverage(normalised, self._normalise(text))


def _citation(chunk: Chunk, said: str) -> Citation:
    return citation(chunk).model_copy(update={"quote": said})
