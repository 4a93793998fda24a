"""`python -m indexer drafts DOCUMENT`: a guideline's lists as drafts for staff to confirm."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.commands.compare import Edition, edition
from indexer.drafts import words
from indexer.errors import BadDetails
from indexer.library import words as library_words
from indexer.library.shelf import Library, sha256
from indexer.settings import IndexSettings
from knowledge.dates import JST

if TYPE_CHECKING:
    from indexer.drafts.drafting import Origin
    from knowledge.catalog import Catalog


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to a parser."""
    parser = commands.add_parser("drafts", help=words.HELP)
    parser.add_argument("document", help=library_words.HELP_EDITION)
    parser.add_argument("--edition", metavar="ID", help=words.HELP_EDITION)
    parser.add_argument("--write", type=Path, metavar="FOLDER", help=words.HELP_WRITE)
    parser.set_defaults(lines=_drafts)


def _drafts(options: argparse.Namespace, settings: IndexSettings) -> Iterator[str]:
    # Imported here: other commands need none of it.
    from indexer.drafts.drafting import draft, propose, told
    from knowledge.catalog import load

    catalog = load()
    one = edition(Library(settings.home), options.document)
    named = _edition(catalog, one, options.edition)
    origin = _origin(one, named, Path(options.document))
    now = dt.datetime.now(JST)
    written = []
    for proposed in propose(one.document, catalog, named):
        yield from told(proposed)
        if options.write and proposed.found:
            path = options.write / f"{named.replace('.', '_')}_{proposed.kind}.draft.yaml"
            written.append(_written(path, draft(proposed, catalog, origin, now)))
    if written:
        yield ""
        yield from written
        yield words.NEXT


def _edition(catalog: Catalog, one: Edition, said: str | None) -> str:
    """The guideline edition meant: as said, as staff said when adding it, as the document says."""
    from indexer.compare.holdings import editions_named

    known = sorted(edition.id for edition in catalog.editions)
    if said:
        if said not in known:
            text = words.UNKNOWN_EDITION.format(edition=said, known="、".join(known))
            raise BadDetails(text)
        return said
    if one.entry and one.entry.about in known:
        return str(one.entry.about)
    named = editions_named(catalog, one.document) & set(known)
    if len(named) != 1:
        raise BadDetails(words.NOT_A_GUIDELINE)
    return next(iter(named))


def _origin(one: Edition, named: str, path: Path) -> Origin:
    from indexer.drafts.drafting import Origin

    if one.entry:
        entry = one.entry
        return Origin(
            source=f"doc-{entry.id}", edition=named, title=entry.name, publisher=entry.publisher,
            url=entry.url, published=entry.published, sha256=entry.sha256,
        )  # fmt: skip
    slug = re.sub(r"[^a-z0-9._-]", "", path.stem.lower()).lstrip("._-") or named
    return Origin(source=f"doc-{slug}", edition=named, title=path.name, sha256=sha256(path))


def _written(path: Path, text: str) -> str:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # What staff has begun to fill in is not written over.
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise BadDetails(words.EXISTS.format(path=path)) from None
    except OSError:
        raise BadDetails(library_words.NOT_WRITTEN.format(path=path)) from None
    return words.WRITTEN.format(path=path)
