"""Which words of a clause changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

from rapidfuzz.distance import Indel

from knowledge.schema import Model

# A level, a date, a number with its signs, a Latin word, a run of one Japanese script, one sign.
_D = "[0-9０-９]"
_WORD = re.compile(
    rf"[★☆]+\s?[一二三１-５1-5]つ星|[★☆]+|{_D}+年度?(?:{_D}+月)?(?:{_D}+日)?|{_D}+月(?:{_D}+日)?"
    rf"|{_D}+(?:[,，.．／/]{_D}+)*|[A-Za-zＡ-Ｚａ-ｚ]+|[ァ-ヴー]+|[一-龯々〆]+|[ぁ-ん]+|\s+|."
)
_FIGURE = re.compile(r"[0-9０-９★☆]")
# Above this many comparisons of words, the fast way, which scatters more.
_LARGEST = 1_000_000


class Span(Model):
    """A stretch of text that stayed, went or came."""

    what: Literal["same", "gone", "new"]
    text: str


def changed_words(old: str, new: str) -> tuple[Span, ...]:
    """Both texts as one: what stayed, what went, what came, in reading order."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    spans = (span for code in _opcodes(before, after) for span in _spans(code, before, after))
    return tuple(_gathered(list(spans)))


def _opcodes(before: list[str], after: list[str]) -> list[tuple[str, int, int, int, int]]:
    if len(before) * len(after) <= _LARGEST:
        return list(SequenceMatcher(None, before, after, autojunk=False).get_opcodes())
    codes: dict[str, int] = {}
    one, other = ([codes.setdefault(word, len(codes)) for word in row] for row in (before, after))
    return [
        (code.tag, code.src_start, code.src_end, code.dest_start, code.dest_end)
        for code in Indel.opcodes(one, other)
    ]


def _gathered(spans: list[Span]) -> Iterator[Span]:
    """What went and what came in as few stretches as can be read at a glance.

    A particle or a comma that stayed between two changes belongs to them; figures stand alone.
    """
    gone = came = ""
    for number, span in enumerate(spans):
        if span.what == "gone":
            gone += span.text
        elif span.what == "new":
            came += span.text
        elif (
            gone and came and len(span.text) == 1 and 0 < number < len(spans) - 1
            and not _FIGURE.search(gone + came + spans[number + 1].text)
        ):  # fmt: skip
            gone, came = gone + span.text, came + span.text
        else:
            yield from _both(gone, came)
            gone = came = ""
            yield span
    yield from _both(gone, came)


def _both(gone: str, came: str) -> Iterator[Span]:
    if gone:
        yield Span(what="gone", text=gone)
    if came:
        yield Span(what="new", text=came)


def _spans(
    code: tuple[str, int, int, int, int], before: list[str], after: list[str]
) -> Iterator[Span]:
    tag, start, end, since, until = code
    if tag == "equal":
        yield Span(what="same", text="".join(after[since:until]))
        return
    if start < end:
        yield Span(what="gone", text="".join(before[start:end]))
    if since < until:
        yield Span(what="new", text="".join(after[since:until]))
