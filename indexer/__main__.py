"""`python -m indexer build | search | list | verify | activate | rollback | prune | …`."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import sys
from pathlib import Path

from indexer import wording
from indexer.errors import IndexProblem
from indexer.progress import ProgressBars
from indexer.releases import Releases
from indexer.settings import IndexSettings
from knowledge.dates import JST
from knowledge.reading import KnowledgeError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 = done, 1 = could not, 2 = wrong usage, 130 = interrupted."""
    options = _parser().parse_args(arguments)
    try:
        result: int = options.run(options, IndexSettings())
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
    from indexer.build import build

    now = dt.datetime.now(JST)
    with ProgressBars() as bars:
        version, built = build(settings, now, bars, force=options.force)
    shelf = Releases(settings.home)
    shelf.activate(version, getpass.getuser(), now, reason="build")
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


def _activate(options: argparse.Namespace, settings: IndexSettings) -> int:
    Releases(settings.home).activate(options.id, options.by, dt.datetime.now(JST))
    _say(wording.ACTIVATED.format(id=options.id))
    return 0


def _rollback(options: argparse.Namespace, settings: IndexSettings) -> int:
    shelf = Releases(settings.home)
    version = shelf.previous()
    shelf.activate(version, options.by or getpass.getuser(), dt.datetime.now(JST), "rollback")
    _say(wording.ACTIVATED.format(id=version))
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

    activate = commands.add_parser("activate", help=wording.HELP_ACTIVATE)
    activate.add_argument("id")
    activate.add_argument("--by", required=True, metavar="NAME")
    activate.set_defaults(run=_activate)

    rollback = commands.add_parser("rollback", help=wording.HELP_ROLLBACK)
    rollback.add_argument("--by", metavar="NAME")
    rollback.set_defaults(run=_rollback)

    prune = commands.add_parser("prune", help=wording.HELP_PRUNE)
    prune.add_argument("--keep", type=int, default=3)
    prune.set_defaults(run=_prune)

    report = commands.add_parser("knowledge-report", help=wording.HELP_REPORT)
    report.set_defaults(run=_report)
    return parser


def _date(value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise argparse.ArgumentTypeError(wording.BAD_DATE.format(value=value)) from None


def _say(text: str) -> None:
    sys.stdout.write(text.encode("utf-8", "replace").decode() + "\n")


if __name__ == "__main__":
    sys.exit(main())
