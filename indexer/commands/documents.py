"""`python -m indexer add | documents | remove`."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
from collections.abc import Iterator
from pathlib import Path

from indexer.commands.details import arguments, at_the_terminal, details
from indexer.commands.outline import outline
from indexer.documents.model import ReadDocument
from indexer.errors import BadDetails
from indexer.library import words
from indexer.library.entry import Entry
from indexer.library.shelf import Library
from indexer.progress import ProgressBars
from indexer.releases import Releases
from indexer.settings import IndexSettings
from knowledge.dates import JST, japanese

_BAD_FILE = 2


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands to a parser; each sets `lines`, which runs it."""
    adding = commands.add_parser("add", help=words.HELP_ADD)
    adding.add_argument("file", type=Path, help=words.HELP_FILE)
    adding.add_argument("--dry-run", action="store_true", help=words.HELP_DRY_RUN)
    adding.add_argument("--by", metavar="NAME", help=words.HELP_BY)
    arguments(adding)
    adding.set_defaults(lines=_add)
    commands.add_parser("documents", help=words.HELP_DOCUMENTS).set_defaults(lines=_documents)
    removing = commands.add_parser("remove", help=words.HELP_REMOVE)
    removing.add_argument("id")
    removing.add_argument("--by", metavar="NAME", help=words.HELP_BY)
    removing.set_defaults(lines=_remove)


def _add(options: argparse.Namespace, settings: IndexSettings) -> Iterator[str]:
    if not options.file.is_file():
        raise BadDetails(words.NO_FILE.format(path=options.file))
    yield from added(options.file, options, settings)


def added(file: Path, options: argparse.Namespace, settings: IndexSettings) -> Iterator[str]:
    """Read a file, ask what is not known of it, build the candidate; says what was done.

    Raises:
        UnreadableDocument: it is not read, with the reason in Japanese.
        BadDetails: something is missing or wrong, or there is no room.
        IndexProblem: nothing is active, or the candidate cannot be built.
    """
    # Imported here: other commands need neither the readers nor what builds.
    from indexer.adding import add
    from indexer.intake.reading import read_safely

    document = read_safely(file)
    if options.dry_run:
        yield from outline(document)
        return
    said = details(options, guessed(document), at_the_terminal())
    by = options.by or getpass.getuser()
    try:
        with ProgressBars() as bars:
            made = add(settings, file, document, said, by, dt.datetime.now(JST), bars)
    except OSError:
        raise BadDetails(words.NOT_KEPT) from None
    yield from outline(document, most=20)
    yield (words.ADDED if made.built else words.ADDED_BEFORE).format(version=made.version)
    yield words.NEXT.format(version=made.version)


def _remove(options: argparse.Namespace, settings: IndexSettings) -> Iterator[str]:
    from indexer.adding import without

    by = options.by or getpass.getuser()
    made = without(settings, options.id, dt.datetime.now(JST), by=by)
    title = Library(settings.home).entry(made.ref).name
    yield words.REMOVED.format(title=title, version=made.version)
    yield words.NEXT.format(version=made.version)


def _documents(options: argparse.Namespace, settings: IndexSettings) -> Iterator[str]:
    shelf = Releases(settings.home)
    refs = shelf.manifest(shelf.active()).documents
    if not refs:
        yield words.NO_DOCUMENTS
    for ref in refs:
        yield from _described(Library(settings.home).entry(ref))


def _described(entry: Entry) -> Iterator[str]:
    pages = words.PAGES.format(pages=entry.pages) if entry.pages else words.NO_PAGES
    yield words.DOCUMENT.format(
        id=entry.id,
        title=entry.name,
        trust=words.TRUST[entry.trust],
        published=japanese(entry.published),
        pages=pages,
        added=japanese(entry.added_at.astimezone(JST).date()),
        by=entry.added_by,
    )
    end = japanese(entry.valid_to) if entry.valid_to else words.NO_END
    yield words.VALID.format(start=japanese(entry.holds_from), end=end)


def guessed(document: ReadDocument) -> dict[str, str]:
    """What a document says of itself, offered to whoever describes it."""
    return {"title": " ".join(document.title.split())[:200], "trust": "official"}
