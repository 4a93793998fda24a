"""A source in one line, as every surface shows it."""

from __future__ import annotations

from bot import wording
from bot.domain.answer import Citation
from knowledge.dates import japanese


def source_line(citation: Citation) -> str:
    """Title, edition, section and page where known, and when it was checked."""
    parts = [citation.title]
    if citation.edition and citation.edition not in citation.title:
        parts.append(citation.edition)
    if citation.section:
        parts.append(citation.section)
    if citation.page:
        # A sheet says so itself (シート1).
        numbered = citation.page[0].isdecimal()
        parts.append(wording.PAGE.format(page=citation.page) if numbered else citation.page)
    checked = wording.CHECKED.format(date=japanese(citation.as_of))
    return f"{'／'.join(parts)}（{checked}）"
