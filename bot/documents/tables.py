"""Tables as CSV files that Excel opens in Japanese and takes for text, never for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from bot.documents.text import clean

# With these a cell is calculated. The full-width ones too: Excel in Japanese reads them alike.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "−")


def cell(value: str | int) -> str:
    """A cell that only shows what it holds.

    A number of ours stays a number. A text that would start a formula gets a ' in front.
    """
    if isinstance(value, int):
        return str(value)
    text = clean(value)
    return f"'{text}" if is_formula(value) else text


def is_formula(value: str) -> bool:
    """Whether a program would calculate a text: what comes before the sign may be cleaned away."""
    return value.startswith(_FORMULA) or clean(value).startswith(_FORMULA)


def table(head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """A CSV file: UTF-8 with a byte order mark, CRLF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow([cell(name) for name in head])
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
