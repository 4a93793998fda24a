"""Text that people typed, made fit for a document: still every letter, nothing that acts."""

from __future__ import annotations

import datetime as dt
import re

from knowledge.dates import JST, japanese

_SPACES = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029]+")
# What XML 1.0 forbids, marks that turn the direction of reading, and letters nobody can see.
# Joiners and variation selectors stay: emoji and names (IVS) are written with them.
_UNFIT = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


def clean(text: str) -> str:
    """One line of what was typed, without control characters and direction marks."""
    return _UNFIT.sub("", _SPACES.sub(" ", text)).strip()


def lines(text: str) -> list[str]:
    """The lines of a text of ours, each cleaned; empty ones are left out."""
    return [line for raw in text.splitlines() if (line := clean(raw))]


def day(text: str) -> str:
    """A date as it is read in Japan; what is no date stays as it was typed."""
    found = clean(text)
    if not _DAY.match(found):
        return found
    try:
        return japanese(dt.date.fromisoformat(found))
    except ValueError:
        return found


def moment(at: float) -> dt.datetime:
    """A time in Japan, to the second."""
    return dt.datetime.fromtimestamp(int(at), JST)


def written_moment(at: float) -> str:
    """A time as it is read in Japan."""
    time = moment(at)
    return f"{japanese(time.date())} {time:%H:%M}"
