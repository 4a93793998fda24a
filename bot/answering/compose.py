"""Puts an answer together from chunks: answer first, certainty and date in words, sources."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from bot import wording
from bot.domain.answer import Answer, Certainty, Choice, Citation
from indexer.chunk import Chunk
from indexer.text import sentences
from knowledge.dates import first_day, japanese

_QUOTE_CHARACTERS = 120
_OPENING_CHARACTERS = 130
_VERDICT = re.compile(r"^(?:はい|いいえ)[、。]")


class Composer:
    """Composes answers for one day.

    Args:
        as_of: the day the question is about.
        editions: guideline edition ids, oldest first, in force by that day.
        versions: guideline version number by edition id.
    """

    def __init__(self, as_of: dt.date, editions: Sequence[str], versions: dict[str, str]):
        self._as_of = as_of
        self._editions = tuple(editions)
        self._versions = versions

    def answer(
        self,
        main: Chunk,
        *,
        lead: str | None = None,
        body: str | None = None,
        also: Sequence[Chunk] = (),
        choices: Sequence[Choice] = (),
        subject: str | None = None,
        known: bool = True,
        lines: Sequence[tuple[str, Chunk]] = (),
    ) -> Answer:
        """An answer resting on a chunk.

        Args:
            main: what the answer rests on; its text is the body unless `body` is given.
            lead: a sentence by code, before the body.
            body: replaces the text of `main`.
            also: further chunks, of which the opening is added.
            choices: what can follow.
            subject: what a follow-up question leans on; by default the title of `main`.
            known: whether the answer holds what was asked.
            lines: what else belongs to the answer itself, each with the chunk it rests on.
        """
        text = main.text if body is None else body
        first, rest = _split_lead(text)
        head = f"{lead}\n{first}" if lead and first else lead or first
        told = [f"{head} [1] {self._mark(main, known)}"]
        if rest:
            told.append(rest)
        cited = [main]
        told += self._rows(lines, cited)
        told += self._notes(main)
        added = self._rows(
            [(_opening(without_verdict(chunk.text)), chunk) for chunk in also], cited
        )
        if added:
            told += [f"{wording.ALSO}:", *added]
        return Answer(
            kind="answered" if known else "unknown",
            text="\n".join(line for line in told if line),
            certainty=certainty_of(main) if known else "不明",
            citations=tuple(citation(chunk) for chunk in cited),
            choices=tuple(choices),
            subject=subject or main.title,
        )

    def listing(
        self,
        head: str,
        lines: Sequence[tuple[str, Chunk]],
        tail: Sequence[str],
        choices: Sequence[Choice],
        subject: str | None,
    ) -> Answer:
        """A list: how many, each row with its source and certainty, and what is not among them."""
        cited: list[Chunk] = []
        rows = self._rows(lines, cited)
        sure = cited and all(certainty_of(chunk) == wording.CERTAIN for chunk in cited)
        return Answer(
            kind="answered" if cited else "unknown",
            text="\n".join([head, *rows, *tail]),
            certainty="確定" if sure else "未確認情報" if cited else "不明",
            citations=tuple(citation(chunk) for chunk in cited),
            choices=tuple(choices),
            subject=subject,
        )

    def _rows(self, lines: Iterable[tuple[str, Chunk]], cited: list[Chunk]) -> list[str]:
        """Lines with their marks; what they rest on is added to what is cited."""
        rows = []
        for text, chunk in lines:
            if chunk not in cited:
                cited.append(chunk)
            certainty = "" if certainty_of(chunk) == wording.CERTAIN else self._mark(chunk)
            rows.append(f"・{text} [{cited.index(chunk) + 1}]{certainty}")
        return rows

    def _mark(self, chunk: Chunk, known: bool = True) -> str:
        """〔確定・第3.1版・2023年4月確認〕"""
        parts: list[str] = [certainty_of(chunk) if known else wording.NOT_KNOWN]
        if chunk.edition in self._versions and str(chunk.edition_name) not in chunk.text:
            parts.append(str(chunk.edition_name))
        parts.append(wording.CHECKED.format(date=japanese(chunk.as_of)))
        return f"〔{'・'.join(parts)}〕"

    def _notes(self, chunk: Chunk) -> list[str]:
        notes = []
        if chunk.edition in self._editions and chunk.edition != self._editions[-1]:
            notes.append(
                wording.OLDER_EDITION.format(
                    newest=self._versions[self._editions[-1]], used=self._versions[chunk.edition]
                )
            )
        where = chunk.check_url or (chunk.url if chunk.tier == "official" else None)
        if certainty_of(chunk) != wording.CERTAIN:
            place = where or wording.OFFICIAL_PAGE
            if place not in chunk.text:
                notes.append(wording.UNCONFIRMED_NOTE.format(where=place))
        return notes


def certainty_of(chunk: Chunk) -> Certainty:
    """How sure a chunk is, in words."""
    if chunk.gap:
        return "不明"
    return "確定" if chunk.confidence == "high" else "未確認情報"


def citation(chunk: Chunk) -> Citation:
    """A citation of a chunk; the quote is its first sentence, verbatim."""
    return Citation(
        title=chunk.source_title,
        edition=chunk.edition_name,
        section=chunk.section or chunk.title,
        page=chunk.page,
        url=chunk.url,
        as_of=chunk.as_of,
        quote=_quote(chunk.text),
    )


def _quote(text: str) -> str:
    """The first sentence, or as much of its beginning as a citation bears; a verbatim part."""
    first = sentences(text)[0]
    return first if len(first) <= _QUOTE_CHARACTERS else first[:_QUOTE_CHARACTERS]


def _opening(text: str) -> str:
    """The first sentence, and the second where both together stay short; never a list."""
    found = sentences(text)
    second = found[1] if len(found) > 1 else ""
    if second.startswith("・") or len(found[0]) + len(second) > _OPENING_CHARACTERS:
        return found[0]
    return f"{found[0]}{second}"


def without_verdict(text: str) -> str:
    """A text without the はい or いいえ at its head: to another question it says the opposite."""
    return _VERDICT.sub("", text)


def _split_lead(text: str) -> tuple[str, str]:
    """The first sentence and what follows it."""
    first = sentences(text)[0] if text.strip() else ""
    return first, text[text.index(first) + len(first) :].strip() if first else ""


def age_days(chunk: Chunk, as_of: dt.date) -> int:
    """How many days before a day the chunk was checked."""
    return (as_of - first_day(chunk.as_of)).days
