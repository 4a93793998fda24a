"""`python -m indexer add-all FOLDER --list CSV`: many documents, one candidate."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
from collections.abc import Iterator
from pathlib import Path

from indexer.errors import BadDetails
from indexer.library import words
from indexer.progress import ProgressBars
from indexer.settings import IndexSettings
from knowledge.dates import JST


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to a parser."""
    parser = commands.add_parser("add-all", help=words.HELP_ADD_ALL)
    parser.add_argument("folder", type=Path, help=words.HELP_FOLDER)
    parser.add_argument("--list", type=Path, metavar="CSV", help=words.HELP_LIST)
    parser.add_argument("--make-list", type=Path, metavar="CSV", help=words.HELP_MAKE_LIST)
    parser.add_argument("--by", metavar="NAME", help=words.HELP_BY)
    parser.set_defaults(lines=_add_all)


def _add_all(options: argparse.Namespace, settings: IndexSettings) -> Iterator[str]:
    # Imported here: other commands need neither the readers nor what builds.
    from indexer.adding import add_all
    from indexer.commands.listing import make_list, read_list
    from indexer.commands.reading_ahead import ReadingAhead

    if not options.folder.is_dir():
        raise BadDetails(words.NO_FOLDER.format(path=options.folder))
    if options.make_list:
        yield make_list(options.folder, options.make_list)
        return
    if not options.list:
        raise BadDetails(words.NO_LIST)
    rows = read_list(options.list, options.folder)
    by = options.by or getpass.getuser()
    reading = ReadingAhead(rows)
    try:
        with ProgressBars() as bars:
            made = add_all(settings, reading.items(bars), by, dt.datetime.now(JST), bars)
    except OSError:
        raise BadDetails(words.NOT_KEPT) from None
    yield from reading.said
    if made is None:
        raise BadDetails(words.NONE_READ)
    count = len(rows) - len(reading.unread)
    yield words.ADDED_ALL.format(count=count, version=made.version)
    yield words.NEXT.format(version=made.version)
    if reading.unread:
        # Last and on the error side: one that failed among hundreds must not go unseen (R30).
        lines = "\n".join(reading.unread)
        raise BadDetails(words.UNREAD.format(count=len(reading.unread), lines=lines))
