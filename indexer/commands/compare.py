"""`python -m indexer diff OLD NEW`: two editions, clause by clause."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from indexer.documents.model import ReadDocument
from indexer.errors import BadDetails, UnknownDocument
from indexer.library import words
from indexer.library.entry import Entry
from indexer.library.shelf import Library
from indexer.settings import IndexSettings

if TYPE_CHECKING:
    from indexer.compare.effects import Question
    from indexer.compare.sections import Named
    from knowledge.catalog import Catalog


class Edition(NamedTuple):
    """A document to compare; what the library knows of it, None for a file."""

    name: str
    document: ReadDocument
    entry: Entry | None


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to a parser."""
    parser = commands.add_parser("diff", help=words.HELP_DIFF)
    parser.add_argument("old", help=words.HELP_EDITION)
    parser.add_argument("new", help=words.HELP_EDITION)
    parser.add_argument("--html", type=Path, metavar="FILE", help=words.HELP_HTML)
    parser.add_argument("--docx", type=Path, metavar="FILE", help=words.HELP_DOCX)
    parser.add_argument("--questions", type=Path, metavar="FOLDER", help=words.HELP_QUESTIONS)
    parser.set_defaults(lines=_diff)


def _diff(options: argparse.Namespace, settings: IndexSettings) -> Iterator[str]:
    # Imported here: other commands need none of it.
    from indexer.compare.questions import questions
    from knowledge.catalog import load

    library = Library(settings.home)
    asked = questions(options.questions) if options.questions else ()
    old, new = edition(library, options.old), edition(library, options.new)
    yield from shown(compared(old, new, load(), asked), options.html, options.docx)


def shown(named: Named, html: Path | None, docx: Path | None) -> Iterator[str]:
    """A comparison as lines; written as a web page and a Word document where asked for.

    Raises:
        BadDetails: a file cannot be written there.
    """
    from indexer.compare.page import page
    from indexer.compare.telling import lines
    from indexer.compare.word_file import word_file

    yield from lines(named)
    if html:
        yield _written(html, page(named).encode())
    if docx:
        yield _written(docx, word_file(named))


def compared(
    old: Edition, new: Edition, catalog: Catalog, questions: tuple[Question, ...] = ()
) -> Named:
    """Two editions compared, with what of the knowledge the changes may touch.

    Whose text they are is what staff said (`about`), else what they say themselves on page one.
    """
    from indexer.compare.align import compare
    from indexer.compare.effects import effects, sources_of
    from indexer.compare.holdings import editions_named
    from indexer.compare.sections import Named

    comparison = compare(old.document, new.document)
    editions: set[str] = set()
    for one in (old, new):
        about = one.entry.about if one.entry else None
        editions |= {about} if about else editions_named(catalog, one.document)
    cited = sources_of(catalog, (one.entry.url for one in (old, new) if one.entry))
    touched = effects(comparison, catalog, editions, cited, questions)
    return Named(
        old=old.name,
        new=new.name,
        comparison=comparison,
        effects=touched,
        editions=tuple(sorted(editions)),
    )


def edition(library: Library, name: str) -> Edition:
    """A document of the library by `id` (its newest) or `id@revision`, or a file.

    Raises:
        UnknownDocument: the library has none of that name, and there is no such file.
        UnreadableDocument: the file cannot be read.
    """
    document, _, revision = name.partition("@")
    for ref, entry in reversed(library.revisions()):
        if ref.id == document and ref.revision.startswith(revision):
            return Edition(entry.name, library.document(ref), entry)
    path = Path(name)
    if not path.is_file():
        raise UnknownDocument(name)
    from indexer.intake.reading import read_safely

    return Edition(path.name, read_safely(path), None)


def _written(path: Path, content: bytes) -> str:
    try:
        path.write_bytes(content)
    except OSError:
        raise BadDetails(words.NOT_WRITTEN.format(path=path)) from None
    return words.WRITTEN.format(path=path)
