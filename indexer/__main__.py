"""`python -m indexer build | search | list | verify | activate | rollback | prune | …`."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import sys
from pathlib import Path

from indexer import wording
from indexer.commands import bulk, compare, documents, drafts, fetch, gate
from indexer.commands.priority import step_back
from indexer.documents.errors import UnreadableDocument
from indexer.errors import IndexProblem
from indexer.progress import ProgressBars
from indexer.releases import Releases
from indexer.settings import IndexSettings
from knowledge.dates import JST
from knowledge.reading import KnowledgeError

_LONG = {"build", "add", "add-all", "fetch", "remove", "gate"}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 = done, 1 = could not, 2 = wrong usage, 130 = interrupted."""
    options = _parser().parse_args(arguments)
    try:
        if "lines" in options:
            for line in options.lines(options, IndexSettings()):
                _say(line)
            return 0
        result: int = options.run(options, IndexSettings())
    except UnreadableDocument as problem:
        print(problem.reason, file=sys.stderr)  # noqa: T201
        return 1
    except KnowledgeError as problem:
        print(wording.BAD_KNOWLEDGE.format(problem=problem), file=sys.stderr)  # noqa: T201
        return 1
    except IndexProblem as problem:
        print(wording.problem(problem), file=sys.stderr)  # noqa: T201
        return 1
    except KeyboardInterrupt:
        print(f"\n{wording.INTERRUPTED}", file=sys.stderr)  # noqa: T201
        return 130
    except BrokenPipeError:
        return 0
    return result


def _build(options: argparse.Namespace, settings: IndexSettings) -> int:
    from indexer.commands.building import build_and_serve

    by, now = getpass.getuser(), dt.datetime.now(JST)
    with ProgressBars() as bars:
        version, built = build_and_serve(settings, by, now, bars, force=options.force)
    _say(wording.BUILT.format(id=version) if built else wording.UNCHANGED.format(id=version))
    return 0


def _search(options: argparse.Namespace, settings: IndexSettings) -> int:
    from indexer.index import open_index
    from indexer.search_output import search_lines

    index = open_index(settings)
    for line in search_lines(index.searcher, options):
        _say(line)
    return 0


def _list(options: argparse.Namespace, settings: IndexSettings) -> int:
    shelf = Releases(settings.home)
    active = shelf.active()
    for manifest in shelf.versions():
        mark = "*" if manifest.id == active else " "
        made = manifest.created_at.astimezone(JST).strftime("%Y-%m-%d %H:%M")
        _say(f"{mark} {manifest.id}  {made}  {manifest.chunks} chunks  {manifest.embedding}")
    return 0


def _verify(options: argparse.Namespace, settings: IndexSettings) -> int:
    shelf = Releases(settings.home)
    manifest = shelf.verify(options.id or shelf.active())
    _say(wording.VERIFIED.format(id=manifest.id, chunks=manifest.chunks))
    return 0


def _prune(options: argparse.Namespace, settings: IndexSettings) -> int:
    gone = Releases(settings.home).prune(options.keep)
    _say(wording.PRUNED.format(count=len(gone)))
    return 0


def _report(options: argparse.Namespace, settings: IndexSettings) -> int:
    from knowledge.report import report

    lines, missing = report()
    for line in lines:
        _say(line)
    return 1 if missing else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m indexer", description=wording.DESCRIPTION)
    commands = parser.add_subparsers(dest="command", required=True)

    build = commands.add_parser("build", help=wording.HELP_BUILD)
    build.add_argument("--force", action="store_true", help=wording.HELP_FORCE)
    build.set_defaults(run=_build)

    search = commands.add_parser("search", help=wording.HELP_SEARCH)
    search.add_argument("query", nargs="?")
    search.add_argument("--file", type=Path)
    search.add_argument("-k", type=int, default=5)
    search.add_argument("--edition")
    search.add_argument("--as-of", type=_date, metavar="DATE")
    search.add_argument("--json", action="store_true")
    search.set_defaults(run=_search)

    commands.add_parser("list", help=wording.HELP_LIST).set_defaults(run=_list)

    verify = commands.add_parser("verify", help=wording.HELP_VERIFY)
    verify.add_argument("id", nargs="?")
    verify.set_defaults(run=_verify)

    prune = commands.add_parser("prune", help=wording.HELP_PRUNE)
    prune.add_argument("--keep", type=int, default=3)
    prune.set_defaults(run=_prune)

    report = commands.add_parser("knowledge-report", help=wording.HELP_REPORT)
    report.set_defaults(run=_report)
    gate.register(commands)
    documents.register(commands)
    bulk.register(commands)
    fetch.register(commands)
    compare.register(commands)
    drafts.register(commands)
    return parser


def _date(value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise argparse.ArgumentTypeError(wording.BAD_DATE.format(value=value)) from None


def _say(text: str) -> None:
    sys.stdout.write(text.encode("utf-8", "replace").decode() + "\n")


if __name__ == "__main__":
    # Only where the process is ours alone: whoever calls `main` would stay behind for good.
    if set(sys.argv[1:2]) <= _LONG:
        step_back()
    sys.exit(main())
