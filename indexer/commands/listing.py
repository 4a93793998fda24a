"""The list of documents to add, as a CSV that Excel opens and saves."""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterator
from pathlib import Path

from indexer.commands.details import OPTIONAL, REQUIRED, details
from indexer.errors import BadDetails
from indexer.library import words
from indexer.library.entry import Details
from knowledge.schema import Model

_FILE = "file"
_COLUMNS = (_FILE, *REQUIRED, *OPTIONAL)
_SUFFIXES = {".pdf", ".docx", ".xlsx", ".html", ".htm", ".md", ".txt"}
# Excel in Japan saves a CSV as one or the other.
_ENCODINGS = ("utf-8-sig", "cp932")
_FIRST_ROW = 2


class Row(Model):
    """A document of the list: where it lies, and what staff says of it."""

    file: Path
    details: Details


def read_list(path: Path, folder: Path) -> list[Row]:
    """The documents of a list; nothing is taken while a row is wrong.

    Raises:
        BadDetails: it cannot be read, or rows are wrong; the message says which and why.
    """
    rows, wrong, seen = [], [], set[str]()
    for number, cells in enumerate(_table(path), _FIRST_ROW):
        name = cells.get(_FILE, "")
        try:
            row = Row(file=_within(folder, name), details=_details(cells))
            if row.details.id in seen:
                raise BadDetails(words.TWICE.format(id=row.details.id))
        except BadDetails as problem:
            wrong.append(words.BAD_ROW.format(row=number, file=name, reason=problem))
            continue
        seen.add(row.details.id)
        rows.append(row)
    if wrong:
        raise BadDetails(words.REFUSED_ROWS.format(count=len(wrong), lines="\n".join(wrong)))
    if not rows:
        raise BadDetails(words.NO_ROWS)
    return rows


def make_list(folder: Path, path: Path) -> str:
    """Write a list of a folder's documents to be filled in; says what was done.

    Raises:
        BadDetails: there is no document, or the file is there or cannot be written.
    """
    names = sorted(
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.is_file() and file.suffix.lower() in _SUFFIXES
    )
    if not names:
        raise BadDetails(words.NO_ROWS)
    text = io.StringIO()
    csv.writer(text).writerows([_COLUMNS, *([name] for name in names)])
    try:
        with path.open("x", encoding=_ENCODINGS[0], newline="") as file:
            file.write(text.getvalue())
    except FileExistsError:
        raise BadDetails(words.LIST_EXISTS.format(path=path)) from None
    except OSError:
        raise BadDetails(words.NOT_WRITTEN.format(path=path)) from None
    return words.LIST_MADE.format(count=len(names), path=path)


def _table(path: Path) -> Iterator[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(_text(path), newline=""))
    if _FILE not in (reader.fieldnames or ()):
        raise BadDetails(words.NO_COLUMN)
    try:
        for row in reader:
            yield {key: (value or "").strip() for key, value in row.items() if key in _COLUMNS}
    except csv.Error:
        raise BadDetails(words.BAD_LIST.format(path=path)) from None


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError:
        raise BadDetails(words.NO_FILE.format(path=path)) from None
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadDetails(words.BAD_LIST.format(path=path))


def _details(cells: dict[str, str]) -> Details:
    # Excel writes 2026-08-05 as 2026/8/5 when it saves.
    for name in ("published", "valid_from", "valid_to"):
        parts = cells.get(name, "").split("/")
        if len(parts) == 3 and all(part.isdecimal() for part in parts):
            cells[name] = f"{parts[0]}-{parts[1]:0>2}-{parts[2]:0>2}"
    return details(argparse.Namespace(**{**dict.fromkeys(_COLUMNS, ""), **cells}), {})


def _within(folder: Path, name: str) -> Path:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise BadDetails(words.OUTSIDE)
    if not name or not path.is_file():
        raise BadDetails(words.NO_FILE.format(path=name))
    return path
