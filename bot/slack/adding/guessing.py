"""What a document says of itself: offered in the form, for a person to correct. Pure."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import PurePath

from indexer.documents.model import ReadDocument

_BEGINNING = 40
_LONGEST_LINE = 120
_ERAS = {"令和": 2018, "平成": 1988}
_DATE = re.compile(
    r"(?:(令和|平成)\s*(元|\d{1,2})|(20\d\d))\s*(?:年|[./-])\s*(\d{1,2})\s*(?:月|[./-])\s*(\d{1,2})\s*日?"
)
_EDITION = re.compile(
    r"第\s*\d+(?:\.\d+)*\s*版|Ver(?:sion|\.)?\s*\d+(?:\.\d+)+|20\d\d\s*年(?:度)?版", re.IGNORECASE
)
_YEAR = re.compile(r"(20\d\d)\s*年?度?")
_PUBLISHER = re.compile(
    r"(?:国立研究開発法人|独立行政法人|一般社団法人|公益財団法人|一般財団法人)[^、。\s]{2,25}"
    r"|(?:経済産業省|中小企業庁|総務省|厚生労働省|デジタル庁|内閣府|消費者庁)[^、。\s]{0,20}"
    r"|[^、。\s]{2,30}(?:事務局|商工会議所|商工会)"
)
_RULES = re.compile(r"公募要領|交付規程|応募要領|申請要件|交付申請|募集要項|手引き|登録要領")
_GUIDELINE = re.compile(r"ガイドライン|指針")
_SPACE = re.compile(r"\s+")
_NAME_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}$")
_ASCII = re.compile(r"[a-z0-9]+")
_SHORTEST_SLUG = 3


def guessed(document: ReadDocument, name: str, today: dt.date) -> dict[str, str]:
    """The fields of the form as the document has them; what it does not say is left out.

    Args:
        document: as it was read.
        name: of the file.
        today: no document was published later.
    """
    lines = list(_first_lines(document))
    whole = "\n".join(lines)
    said = {
        "title": _title(document, name),
        "publisher": _publisher(lines),
        "edition": _edition(_nfkc(document.title), whole),
        "use": _use(f"{_nfkc(document.title)}\n{_nfkc(name)}", whole),
        "published": _published(lines, today),
    }
    return {key: value for key, value in said.items() if value}


def proposed_id(title: str, edition: str, use: str, name: str, taken: Collection[str]) -> str:
    """A short name for a document nobody has to think of: from its file, else from its kind.

    Args:
        title: as staff wrote it.
        edition: as staff wrote it.
        use: its kind.
        name: of the file.
        taken: ids that other documents have.
    """
    stem = "-".join(_ASCII.findall(_nfkc(PurePath(name).stem).lower()))[:48].strip("-")
    numbers = "-".join(re.findall(r"\d+", _nfkc(f"{edition} {title}"))[:3])
    readable = len(re.findall("[a-z]", stem)) >= _SHORTEST_SLUG
    found = stem if readable else "-".join(filter(None, (use, numbers)))
    number, tried = 1, found
    while tried in taken:
        number += 1
        tried = f"{found}-{number}"
    return tried


def _first_lines(document: ReadDocument) -> Iterator[str]:
    for block in document.blocks[:_BEGINNING]:
        if block.page and block.page > 2:
            return
        for line in block.text.splitlines() or (block.text,):
            yield _nfkc(line)[:_LONGEST_LINE]


def _title(document: ReadDocument, name: str) -> str:
    said = " ".join(document.title.split())
    # Some programs leave the name of the file they were given as the title.
    if not said or _NAME_ENDING.search(said):
        first = next((one.text for one in document.blocks if one.kind == "heading"), "")
        said = " ".join(first.split()) or _NAME_ENDING.sub("", name)
    return said[:200]


def _publisher(lines: list[str]) -> str:
    """A line of the first pages that is the name of a body and nothing else."""
    named = (line.strip(" ()「」『』<>[]:・") for line in lines)
    return next((one for one in named if _PUBLISHER.fullmatch(one)), "")


def _edition(*places: str) -> str:
    for place in places:
        if found := _EDITION.search(place):
            return _SPACE.sub("", found.group())
    year = _YEAR.search(places[0])
    return f"{year.group(1)}年版" if year else ""


def _use(named: str, whole: str) -> str:
    for place in (named, whole):
        if _RULES.search(place):
            return "rules"
        if _GUIDELINE.search(place):
            return "guideline"
    return ""


def _published(lines: list[str], today: dt.date) -> str:
    """The newest day the first pages name: revisions come after the first edition."""
    days = [day for line in lines for day in dates(line) if day <= today]
    return max(days).isoformat() if days else ""


def dates(text: str) -> Iterator[dt.date]:
    """The days a text names, in our era or in theirs: 令和8年3月30日, 2026/3/30."""
    for era, in_era, year, month, day in _DATE.findall(_nfkc(text)):
        number = int(year) if year else _ERAS[era] + (1 if in_era == "元" else int(in_era))
        try:
            yield dt.date(number, int(month), int(day))
        except ValueError:
            continue


def _nfkc(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
