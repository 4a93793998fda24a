"""What in a document is kept from answers, and what staff has to look at (A1 to A7).

Hidden text is quarantined: readers keep it out of the blocks, here it is listed. Text that speaks to
the bot is reported and stays where it is: whether the document may be activated is for the gate and
for people. Nothing is deleted without being counted.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field

from indexer.documents.model import Block, ReadDocument
from indexer.intake import words
from knowledge.schema import Model, Slug, Text

_RULES = Path(__file__).with_name("suspicious.yaml")
# Variation selectors belong to kanji (葛󠄀); everything else here hides text or turns it round (A5).
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_BETWEEN = re.compile(r"[\s・.,、。_*|-]+")
_PACKED = re.compile(r"[A-Za-z0-9+/]{32,2000}={0,2}")
_SPACE = re.compile(r"\s+")
_EXCERPT = 40


class SuspiciousRule(Model):
    """Texts that address the bot, as patterns; the examples are tests."""

    id: Slug
    abuse: Annotated[str, Field(pattern=r"^A\d{1,2}$")]
    label: Text
    patterns: Annotated[tuple[Text, ...], Field(min_length=1)]
    examples: tuple[Text, ...] = ()
    counter_examples: tuple[Text, ...] = ()


class Suspicion(Model):
    """A place where a document speaks to the bot. `hidden`: and no person would see it there."""

    rule: Slug
    abuse: str
    label: str
    page: int | None
    excerpt: str
    hidden: bool


class Quarantined(Model):
    """A piece of hidden text, kept out of the index."""

    page: int | None
    reason: str
    excerpt: str


class Screened(Model):
    """A document as it may be indexed, and what was found in it."""

    document: ReadDocument
    suspicions: tuple[Suspicion, ...]
    quarantined: tuple[Quarantined, ...]
    invisible_letters: int

    @property
    def clean(self) -> bool:
        """Whether there is nothing for staff to look at."""
        return not (self.suspicions or self.quarantined or self.invisible_letters)

    def report(self) -> tuple[str, ...]:
        """What staff is told, a line each; empty when there is nothing to tell."""
        lines = []
        if self.quarantined:
            lines.append(words.HIDDEN_TEXT.format(count=len(self.quarantined)))
            lines += [
                words.HIDDEN_LINE.format(
                    page=words.page(item.page),
                    reason=words.HIDDEN_REASONS[item.reason],
                    excerpt=item.excerpt,
                )
                for item in self.quarantined
            ]
        if self.invisible_letters:
            lines.append(words.INVISIBLE_LETTERS.format(count=self.invisible_letters))
        if self.suspicions:
            lines.append(words.SUSPICIOUS.format(count=len(self.suspicions)))
            lines += [
                words.SUSPICIOUS_LINE.format(
                    page=words.page(item.page), label=item.label, excerpt=item.excerpt
                )
                for item in self.suspicions
            ]
        return tuple(lines)


def screen(document: ReadDocument) -> Screened:
    """The document without invisible letters, with everything that looks like an attack listed."""
    removed, blocks = 0, []
    for block in document.blocks:
        cleaned, count = _visible(block)
        removed += count
        blocks.append(cleaned)
    suspicions = [
        suspicion
        for block in document.blocks
        for suspicion in scan(block.text, page=block.page, hidden=False)
    ]
    for hidden in document.hidden:
        suspicions += scan(hidden.text, page=hidden.page, hidden=True)
    title, count = _INVISIBLE.subn("", document.title)
    suspicions += scan(title, page=None, hidden=False)
    return Screened(
        document=document.model_copy(update={"blocks": tuple(blocks), "title": title}),
        suspicions=tuple(suspicions),
        quarantined=tuple(
            Quarantined(page=item.page, reason=item.reason, excerpt=_excerpt(item.text, 0))
            for item in document.hidden
        ),
        invisible_letters=removed + count,
    )


def scan(text: str, *, page: int | None, hidden: bool) -> Iterator[Suspicion]:
    """Each rule that a text fits, once."""
    found = set[str]()
    for form in _forms(text):
        for rule, patterns in _rules():
            match = next(filter(None, (pattern.search(form) for pattern in patterns)), None)
            if match and rule.id not in found:
                found.add(rule.id)
                yield Suspicion(
                    rule=rule.id,
                    abuse=rule.abuse,
                    label=rule.label,
                    page=page,
                    excerpt=_excerpt(form, match.start()),
                    hidden=hidden,
                )


def rules() -> tuple[SuspiciousRule, ...]:
    """The rules as they stand in `suspicious.yaml`."""
    return tuple(rule for rule, _ in _rules())


@cache
def _rules() -> tuple[tuple[SuspiciousRule, tuple[re.Pattern[str], ...]], ...]:
    data = yaml.safe_load(_RULES.read_text(encoding="utf-8"))
    read = (SuspiciousRule.model_validate(rule) for rule in data["rules"])
    return tuple((rule, tuple(re.compile(text) for text in rule.patterns)) for rule in read)


def _visible(block: Block) -> tuple[Block, int]:
    """The block without invisible letters, and how many its text had."""
    text, count = _INVISIBLE.subn("", block.text)
    if not (count or _INVISIBLE.search(repr(block.rows) + repr(block.section))):
        return block, 0
    section = tuple(_INVISIBLE.sub("", part) for part in block.section)
    rows = tuple(tuple(_INVISIBLE.sub("", cell) for cell in row) for row in block.rows)
    return block.model_copy(update={"text": text, "section": section, "rows": rows}), count


def _forms(text: str) -> Iterable[str]:
    """The text as the rules see it: plain, closed up, unpacked from base64, turned back (A4)."""
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).lower()
    yield _SPACE.sub(" ", folded)
    yield _BETWEEN.sub("", folded)
    for packed in _PACKED.findall(text):
        if unpacked := _unpacked(packed):
            yield _SPACE.sub(" ", unpacked.lower())
    if re.search("[a-z]{4}", folded):
        yield codecs.encode(folded, "rot13")


def _unpacked(packed: str) -> str:
    try:
        content = base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True)
        return content.decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _excerpt(text: str, at: int) -> str:
    start = max(0, at - 10)
    shown = "".join(
        letter if letter.isprintable() else " " for letter in text[start : at + _EXCERPT]
    )
    return shown + ("…" if at + _EXCERPT < len(text) else "")
