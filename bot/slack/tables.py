"""A table in a message, and the lines it becomes where Slack refuses tables.

Of a table block Slack says: at most 100 rows of 20 cells, 10,000 characters, one a message, not in
a form (https://docs.slack.dev/reference/block-kit/blocks/table-block).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.slack.escaping import clean, escape
from bot.slack.pages import section
from bot.slack.splitting import pieces

_MOST_ROWS, _MOST_CELLS, _MOST_CHARACTERS = 100, 20, 10_000
_LONGEST_SECTION = 2_900
_HEAD, _ROW, _BETWEEN = "*{row}*", "• {row}", "　"


def table(rows: Sequence[Sequence[str]]) -> dict[str, Any] | None:
    """The block; None for what does not fit one."""
    size = sum(len(cell) for row in rows for cell in row)
    fits = len(rows) <= _MOST_ROWS and all(0 < len(row) <= _MOST_CELLS for row in rows)
    if not rows or not fits or size > _MOST_CHARACTERS:
        return None
    return {
        "type": "table",
        "rows": [
            [{"type": "raw_text", "text": clean(cell) or "－"} for cell in row] for row in rows
        ],
        # A phone is narrow: what a step is called may take two lines.
        "column_settings": [{"is_wrapped": True}],
    }


def has_table(blocks: Sequence[dict[str, Any]]) -> bool:
    """Whether a message holds a table."""
    return any(block.get("type") == "table" for block in blocks)


def without_tables(blocks: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same message with its tables as lines."""
    found: list[dict[str, Any]] = []
    for block in blocks:
        found += _lines(block) if block.get("type") == "table" else [block]
    return found


def _lines(block: dict[str, Any]) -> list[dict[str, Any]]:
    rows = [_BETWEEN.join(escape(cell["text"]) for cell in row) for row in block["rows"]]
    head, *body = rows
    text = "\n".join([_HEAD.format(row=head), *(_ROW.format(row=row) for row in body)])
    return [section(piece) for piece in pieces(text, _LONGEST_SECTION)]
