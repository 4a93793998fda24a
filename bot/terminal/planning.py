"""The arguments of `python -m bot plan`; apart from it, so that no other command loads it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

_STEPS = ("self_check", "policy", "publish", "gbizid")


def arguments(commands: Any) -> argparse.ArgumentParser:
    """Adds the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "plan", help="締切から逆算して、いつまでに何をするかを出す"
    )
    parser.add_argument("--deadline", metavar="DATE", help="締切（2026-12-15 など）")
    parser.add_argument("--programme", metavar="NAME", help="補助金（名前か番号。it2026 など）")
    parser.add_argument("--frame", metavar="NAME", help="枠（通常枠 など）")
    parser.add_argument("--round", metavar="NAME", help="回（5次、第20回 など）。なければ次の締切")
    parser.add_argument(
        "--star", choices=("one", "two"), help="★か★★か（なければ補助金の条件から）"
    )
    parser.add_argument(
        "--gbizid", choices=("online", "post", "have"), default="post",
        help="GビズIDの取り方。have はもう持っている",
    )  # fmt: skip
    parser.add_argument("--done", choices=_STEPS, action="append", default=[], help="済んだもの")
    parser.add_argument("--client", default="", help="顧客名（予定ファイルに使う）")
    parser.add_argument("--ics", type=Path, metavar="FILE", help="予定ファイルを書く")
    return parser
