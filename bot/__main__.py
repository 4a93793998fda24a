"""`python -m bot chat | ask | diff | gate | impact | stale | slack | serve | work | migrate | doctor`."""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot import wording
from bot.errors import BadInput, BadSetting
from bot.terminal import boarding, comparing, gating, planning, watching
from indexer.errors import DamagedIndex, ForeignIndex, IndexProblem, NoIndex
from knowledge.dates import JST

if TYPE_CHECKING:
    from bot.advisor import Advisor

_SERVICES = {
    "slack": "Slack につなぐ（Socket Mode）",
    "serve": "Slack から HTTP で受け取る",
    "work": "受け取り済みの仕事だけをする（追加の働き手）",
    "migrate": "データベースを新しい形にする",
    "doctor": "設定と接続を調べる",
}

_PROBLEMS: dict[type[IndexProblem], str] = {
    NoIndex: wording.NO_INDEX,
    DamagedIndex: wording.DAMAGED_INDEX,
    ForeignIndex: wording.FOREIGN_INDEX,
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 = done, 1 = could not, 2 = wrong usage, 130 = interrupted."""
    parser = _parser()
    options = parser.parse_args(arguments)
    # Starting makes a million objects and no garbage; looking for some costs a fifth of the start.
    gc.disable()
    try:
        return _run(options, parser)
    except IndexProblem as problem:
        print(_PROBLEMS.get(type(problem), wording.NO_INDEX), file=sys.stderr)  # noqa: T201
        return 1
    except (BadInput, BadSetting) as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        return 1
    except KeyboardInterrupt:
        print(f"\n{wording.GOODBYE}", file=sys.stderr)  # noqa: T201
        return 130
    except BrokenPipeError:
        return 0


def _run(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    if options.command in _SERVICES:
        from bot.slack import commands

        gc.enable()
        return commands.run(options.command)
    if options.command == "gate":
        from bot.terminal.gate import gate

        gc.enable()
        return gate(options, dt.datetime.now(JST))
    if options.command == "diff":
        return _diff(options)
    if options.command == "plan":
        from bot.terminal.plan import plan

        plan(_advisor().knowledge()[0], options, dt.datetime.now(JST))
        return 0
    if options.command == "board":
        from bot import settings
        from bot.terminal.board import board

        board(_advisor().knowledge()[0], settings.read().database, options, time.time())
        return 0
    if options.command in {"impact", "stale"}:
        _watch(options)
        return 0
    as_of: dt.date = options.as_of or dt.datetime.now(JST).date()
    # Each command imports its own surface: asking once must not wait for the others.
    if options.command == "chat":
        return _chat(options, as_of)
    return _ask(options, parser, as_of)


def _chat(options: argparse.Namespace, as_of: dt.date) -> int:
    from bot import settings
    from bot.terminal.chat import chat
    from bot.terminal.modelling import open_writing
    from bot.terminal.naming import scope_of, speaker_of
    from bot.terminal.saying import say
    from bot.terminal.walk import Walk

    advisor, current = _advisor(), settings.read()
    scope, speaker = scope_of(options.client), speaker_of(options.user)
    writing = open_writing(speaker.user, say)
    meant = writing.meant if writing else None
    # Answers are dated by the real clock, whatever day is asked about.
    walk = Walk(advisor, current, scope, speaker, time.time, meant=meant)
    try:
        chat(advisor, as_of, walk, writing)
    finally:
        if writing is not None:
            writing.close()
    return 0


def _ask(options: argparse.Namespace, parser: argparse.ArgumentParser, as_of: dt.date) -> int:
    from bot.terminal.ask import ask_file, ask_one, read_questions
    from bot.terminal.modelling import open_writing
    from bot.terminal.saying import say

    questions = read_questions(options.file) if options.file else []
    if not options.file and options.question is None:
        parser.error(wording.EMPTY)
    advisor = _advisor()
    writing = open_writing("ask", None if options.json or options.file else say)
    try:
        if options.file:
            ask_file(advisor, questions, as_of, writing)
        else:
            ask_one(advisor, options.question, as_of, options.json, writing)
    finally:
        if writing is not None:
            writing.close()
    return 0


def _diff(options: argparse.Namespace) -> int:
    from bot.terminal.diff import diff
    from bot.terminal.notes import NotKept

    gc.enable()
    try:
        return diff(options)
    except NotKept:
        raise BadSetting(wording.NO_DATABASE) from None


def _watch(options: argparse.Namespace) -> None:
    from bot import settings
    from bot.terminal.notes import NotKept

    catalog, current = _advisor().knowledge()[0], settings.read()
    try:
        if options.command == "impact":
            from bot.terminal.impact import impact

            impact(catalog, current.database, options.note, time.time())
        else:
            from bot.terminal.stale import print_stale

            days = options.days or current.stale_days
            print_stale(catalog, current.database, days, time.time())
    except NotKept:
        raise BadSetting(wording.NO_DATABASE) from None


def _advisor() -> Advisor:
    from bot import app
    from indexer.settings import IndexSettings

    advisor = app.advisor(IndexSettings())
    gc.freeze()
    gc.enable()
    return advisor


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="ほしみち")
    commands = parser.add_subparsers(dest="command", required=True)
    talk = commands.add_parser("chat", help="ターミナルで相談する")
    talk.add_argument("--user", help="お名前")
    talk.add_argument("--client", help="顧客名")
    ask = commands.add_parser("ask", help="1つの質問、またはファイルの質問に答える")
    ask.add_argument("question", nargs="?", help="質問")
    ask.add_argument("--file", type=Path, help="1行に1つの質問がある JSON Lines")
    ask.add_argument("--json", action="store_true", help="JSON で答える")
    planning.arguments(commands)
    boarding.arguments(commands)
    watching.arguments(commands)
    gating.arguments(commands)
    comparing.arguments(commands)
    for name, meaning in _SERVICES.items():
        commands.add_parser(name, help=meaning)
    for command in (talk, ask):
        command.add_argument("--as-of", type=_date, metavar="DATE", help="この日の時点で答える")
    return parser


def _date(value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise argparse.ArgumentTypeError(wording.BAD_DATE.format(value=value)) from None


if __name__ == "__main__":
    sys.exit(main())
