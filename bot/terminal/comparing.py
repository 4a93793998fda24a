"""The arguments of `python -m bot diff`; apart, so that other commands start without its work."""

from __future__ import annotations

import argparse
from pathlib import Path

_HELP = "資料の2つの版を比べ、関わる知識と、進行中の案内がある顧客も挙げる（社内用）"
_HELP_EDITION = "資料の名前（id、id@改訂の番号）かファイル"
_HELP_HTML = "比べた結果をウェブページとして書く"
_HELP_DOCX = "比べた結果をWordの文書として書く"
_HELP_QUESTIONS = "検査用の質問のフォルダー（関わる質問も挙げる）"


def arguments(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to a parser."""
    parser = commands.add_parser("diff", help=_HELP)
    parser.add_argument("old", help=_HELP_EDITION)
    parser.add_argument("new", help=_HELP_EDITION)
    parser.add_argument("--html", type=Path, metavar="FILE", help=_HELP_HTML)
    parser.add_argument("--docx", type=Path, metavar="FILE", help=_HELP_DOCX)
    parser.add_argument("--questions", type=Path, metavar="FOLDER", help=_HELP_QUESTIONS)
