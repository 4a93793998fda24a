"""The arguments of `python -m bot board`; apart from it, so that no other command loads it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

STAGES = ("nothing", "one_going", "one", "two_going", "check", "policy", "published", "two")
DEADLINES = ("late", "week", "month", "none")


def arguments(commands: Any) -> argparse.ArgumentParser:
    """Adds the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "board", help="お客様の一覧を出す。段階、止まっていること、締切まで"
    )
    parser.add_argument("--consultant", metavar="ID", help="この担当だけ（SlackのユーザーID）")
    parser.add_argument(
        "--stage", choices=STAGES,
        help="この段階だけ。nothing=宣言はまだ、one_going=★の準備中、one=★を宣言済み、"
        "two_going=★★の準備中、check=自社診断、policy=基本方針、"
        "published=方針を公開、two=★★を宣言済み",
    )  # fmt: skip
    parser.add_argument(
        "--deadline", choices=DEADLINES,
        help="late=遅れ、week=7日以内、month=30日以内、none=締切なし",
    )  # fmt: skip
    parser.add_argument("--xlsx", type=Path, metavar="FILE", help="Excelのファイルに書く")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="CSVのファイルに書く")
    return parser
