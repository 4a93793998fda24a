"""The report of a wording check as an answer for any surface."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from bot import wording
from bot.domain.answer import Answer, Citation
from bot.walkthroughs.handed import asked
from bot.walkthroughs.wording_check import LONGEST, WordingReport, check
from indexer.text import has_words
from knowledge.catalog import Catalog

_MOST_SHOWN, _LONGEST_REWRITTEN = 8, 1500


def checked(question: str, catalog: Catalog) -> Answer | None:
    """The report on a text handed over to be checked; None for any other question."""
    handed = asked(question)
    if handed is None or not catalog.wording_rules:
        return None
    if not has_words(handed):
        return Answer(kind="clarify", text=wording.WORDING_EMPTY, certainty="不明")
    return report_text(check(handed, catalog.wording_rules, catalog.source_by_id))


def report_text(report: WordingReport) -> Answer:
    """The report as an answer for any surface."""
    shown = report.findings[:_MOST_SHOWN]
    if not shown:
        said = wording.WORDING_FINE if report.about else wording.WORDING_NOT_ABOUT
        cited = (report.basis,) if report.basis else ()
        text = f"{said} [1]" if cited else said
        return _answer([text, *_cut(report)], cited, sure=report.about)
    citations: list[Citation] = []
    lines = [wording.WORDING_FOUND.format(count=len(report.findings))]
    for number, finding in enumerate(shown, start=1):
        if finding.citation not in citations:
            citations.append(finding.citation)
        mark = f"[{citations.index(finding.citation) + 1}]"
        quote = _echo(finding.quote)
        if finding.correction is None:
            lines.append(wording.WORDING_ADVICE.format(number=number, quote=quote))
        else:
            instead = _echo(finding.correction)
            lines.append(wording.WORDING_CHANGE.format(number=number, quote=quote, instead=instead))
        unsure = "" if finding.sure else f"〔{wording.UNCONFIRMED}〕"
        lines.append(f"{finding.problem} {mark}{unsure}")
        lines.append(finding.advice)
    if len(report.findings) > len(shown):
        lines.append(wording.WORDING_MORE.format(count=len(report.findings) - len(shown)))
    changed = any(finding.correction is not None for finding in report.findings)
    if changed and len(report.rewritten) <= _LONGEST_REWRITTEN:
        lines += [wording.WORDING_REWRITTEN, _echo(report.rewritten.strip())]
    sure = all(finding.sure for finding in shown)
    return _answer([*lines, *_cut(report)], tuple(citations), sure=sure)


def _cut(report: WordingReport) -> list[str]:
    return [wording.WORDING_CUT.format(limit=f"{LONGEST:,}")] if report.cut else []


def _answer(lines: Sequence[str], citations: tuple[Citation, ...], *, sure: bool) -> Answer:
    certainty: Literal["確定", "未確認情報"] = "確定" if sure else "未確認情報"
    text = "\n".join(lines)
    return Answer(kind="answered", text=text, certainty=certainty, citations=citations)


def _echo(text: str) -> str:
    """Words of the writer, in which nothing reads as one of our marks."""
    return re.sub(r"\[([0-9]+)\]", r"［\1］", text)
