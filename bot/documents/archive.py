"""Zip archives that are the same bytes for the same contents, and names fit for every system."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
import zipfile
from collections.abc import Mapping

from bot.documents import words
from bot.documents.text import clean

_FIRST = dt.datetime(1980, 1, 1)  # noqa: DTZ001 (a zip holds local times, and none before)
_RESERVED = re.compile(r"^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$", re.I)
_KEPT_MARKS = frozenset("-_()（）・ー＆&、々〆ヶ")
_LONGEST = 100
# A name has at most 255 bytes in most file systems.
_MOST_BYTES = 240
_FILE_MODE = 0o100644 << 16


def zipped(files: Mapping[str, bytes], at: dt.datetime | None = None) -> bytes:
    """The files as one zip, in their order, all with one time.

    Args:
        files: contents by name.
        at: the time they carry; without one, the earliest a zip can hold.
    """
    time = max(at.replace(tzinfo=None), _FIRST) if at else _FIRST
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, time.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _FILE_MODE
            archive.writestr(entry, data)
    return out.getvalue()


def safe(name: str) -> str:
    """A part of a file name: letters and digits of any script, and a few marks.

    What a system forbids or hides is left out. Nothing left gives the word for a company.
    """
    text = unicodedata.normalize("NFC", clean(name)).replace(" ", "_")
    kept = "".join(
        letter
        for letter in text
        if (unicodedata.category(letter)[0] in "LN" or letter in _KEPT_MARKS)
        or (unicodedata.category(letter) in ("Mn", "Mc") and not _is_selector(letter))
    ).strip("-_. ")
    # A mark needs a letter to stand on.
    kept = kept if kept and unicodedata.category(kept[0])[0] != "M" else kept[1:]
    return f"_{kept}" if _RESERVED.match(kept) else kept or words.COMPANY


def file_name(company: str, title: str, day: dt.date, ending: str) -> str:
    """A file's name: company, what it is, date. At most 100 characters and 240 bytes.

    Args:
        company: as typed; it is shortened when the name would get too long.
        title: what the file is, in our words.
        day: goes into the name as 20261122.
        ending: with its dot.
    """
    rest = f"_{safe(title)}_{day:%Y%m%d}{ending}"
    front = safe(company)
    while len(front + rest) > _LONGEST or len((front + rest).encode()) > _MOST_BYTES:
        front = front[:-1]
    return (front.rstrip("-_. ") or words.COMPANY) + rest


def _is_selector(letter: str) -> bool:
    return "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"
