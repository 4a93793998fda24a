"""What looks like a heading, and chapters whose number and title stand on two lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.documents.draft import Draft
from indexer.documents.numbering import numbering

_SENTENCE = re.compile(r"[。、，,；;]")
_LONGEST = 42
_NUMBERED = {"part", "chapter", "section"}


def looks(body: float, draft: Draft) -> bool:
    """Whether a text is set off from a body printed in that size."""
    return draft.bold or draft.decorated or large(body, draft)


def large(body: float, draft: Draft) -> bool:
    return bool(body) and draft.size >= 1.15 * body


def with_titles(drafts: Sequence[Draft], body: float) -> list[Draft]:
    """The drafts, a chapter's number and the title on the line below it as one."""
    whole: list[Draft] = []
    for draft in drafts:
        before = whole[-1] if whole else None
        if before is not None and _names(before, draft, body):
            text = f"{before.text}　{draft.text}"
            whole[-1] = replace(before, text=text, size=max(before.size, draft.size))
        else:
            whole.append(draft)
    return whole


def _names(before: Draft, draft: Draft, body: float) -> bool:
    if before.kind != "text" or draft.kind != "text" or before.page != draft.page:
        return False
    found = numbering(before.text)
    if found is None or found.rest or found.style not in _NUMBERED:
        return False
    return (
        draft.level == before.level
        and (draft.level is not None or looks(body, draft))
        and len(draft.text) <= _LONGEST
        and not _SENTENCE.search(draft.text)
        and numbering(draft.text) is None
    )
