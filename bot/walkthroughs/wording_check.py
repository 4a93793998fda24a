"""Checks how a text speaks of SECURITY ACTION (表記の確認): 「取得」 is wrong, 「宣言」 is right. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, Literal

from bot import wording
from bot.domain.answer import Citation, Model
from bot.walkthroughs.wording_topics import Folded
from knowledge.schema import Source
from knowledge.walkthrough import WordingRule

LONGEST: Final = 4000
_LONGEST_QUOTE = 80


class Finding(Model):
    """A piece of a text that should be said otherwise.

    Attributes:
        quote: the piece, as written.
        correction: the piece said rightly; None where only advice is given.
    """

    rule: str
    quote: str
    problem: str
    correction: str | None
    advice: str
    sure: bool
    citation: Citation


class WordingReport(Model):
    """What was found in a text.

    Attributes:
        rewritten: the text with every correction in it.
        about: whether it speaks of SECURITY ACTION at all.
        basis: a citation for what is right.
        cut: whether the text was longer than what is checked.
    """

    findings: tuple[Finding, ...]
    rewritten: str
    about: bool
    basis: Citation | None = None
    cut: bool = False


def check(
    text: str,
    rules: Sequence[WordingRule],
    sources: Mapping[str, Source],
    star: Literal["one", "two", "none"] | None = None,
) -> WordingReport:
    """What a text says wrongly of SECURITY ACTION.

    Args:
        text: anything handed in: a page, a name card, a mail.
        rules: the ways of speaking that are wrong; the first that fits a piece counts.
        sources: the sources the rules name, by id.
        star: what the client has declared; None where that is not known.
    """
    folded = Folded(text[:LONGEST])
    found = sorted(_found(folded, rules, star), key=lambda one: one[1].start())
    pieces, findings, at = [], [], 0
    for rule, match in found:
        start, end = folded.span(match.start(), match.end())
        opening = folded.opening(match.start(), match.end())
        said = folded.original[folded.span(opening, opening)[0] : end].strip()
        instead = None if rule.to is None else match.expand(rule.to)
        if instead is not None and not folded.follows_the_scheme(match.start()):
            instead = instead.lstrip("をの") if folded.stands_alone(match.start()) else None
        lead = folded.original[folded.span(opening, opening)[0] : start]
        findings.append(
            Finding(
                rule=rule.id,
                quote=_short(said),
                problem=rule.problem,
                correction=None if instead is None else _short(f"{lead}{instead}".strip()),
                advice=rule.advice,
                sure=rule.confidence == "high",
                citation=_citation(rule, sources),
            )
        )
        pieces += [
            folded.original[at:start],
            folded.original[start:end] if instead is None else instead,
        ]
        at = end
    return WordingReport(
        findings=tuple(findings),
        rewritten="".join([*pieces, folded.original[at:]]),
        about=folded.about,
        basis=_citation(rules[0], sources) if rules else None,
        cut=len(text) > LONGEST,
    )


def _found(
    folded: Folded, rules: Sequence[WordingRule], star: str | None
) -> Iterator[tuple[WordingRule, re.Match[str]]]:
    taken: list[tuple[int, int]] = []
    for rule in rules:
        if rule.stars and star not in rule.stars:
            continue
        for pattern in rule.patterns:
            for match in _compiled(pattern).finditer(folded.text):
                start, end = match.span()
                if start == end or any(start < high and low < end for low, high in taken):
                    continue
                low, high = folded.sentence(start)
                if any(_compiled(one).search(folded.text, low, high) for one in rule.unless):
                    continue
                if folded.ours(start, end) and not folded.denied(start, end):
                    taken.append((start, end))
                    yield rule, match


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"


def _citation(rule: WordingRule, sources: Mapping[str, Source]) -> Citation:
    ref = rule.sources[0]
    source = sources[ref.id]
    return Citation(
        title=source.title,
        section=ref.section or wording.WORDING_SECTION,
        page=ref.page,
        url=source.url,
        as_of=rule.as_of,
        quote=rule.problem,
    )
