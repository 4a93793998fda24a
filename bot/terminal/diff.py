"""`python -m bot diff OLD NEW`: two editions compared, with the clients' runs they touch."""

from __future__ import annotations

import argparse
import sys

from bot import settings
from bot.guide.editions_touched import with_runs
from bot.terminal.notes import Notes
from bot.terminal.saying import say
from indexer import wording
from indexer.commands.compare import compared, edition, shown
from indexer.compare.questions import questions
from indexer.documents.errors import UnreadableDocument
from indexer.errors import IndexProblem
from indexer.library.shelf import Library
from indexer.settings import IndexSettings
from knowledge.catalog import load


def diff(options: argparse.Namespace) -> int:
    """Compare, print, and write what was asked for; 0 = done, 1 = could not.

    Raises:
        bot.errors.BadSetting: the database was written by a newer version.
        NotKept: it cannot be opened.
    """
    library, catalog = Library(IndexSettings().home), load()
    notes = Notes(settings.read().database)
    try:
        asked = questions(options.questions) if options.questions else ()
        old, new = edition(library, options.old), edition(library, options.new)
        named = compared(old, new, catalog, asked)
        named = notes.call(lambda connection: with_runs(connection, None, named, catalog))
        for line in shown(named, options.html, options.docx):
            say(line)
    except UnreadableDocument as problem:
        sys.stderr.write(f"{problem.reason}\n")
        return 1
    except IndexProblem as problem:
        sys.stderr.write(f"{wording.problem(problem)}\n")
        return 1
    finally:
        notes.close()
    return 0
