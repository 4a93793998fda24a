"""The arguments of `impact` and `stale`; apart from them, so that no other command loads them."""

from __future__ import annotations

import argparse
from typing import Any


def arguments(commands: Any) -> None:
    """Adds the commands to the parser."""
    impact: argparse.ArgumentParser = commands.add_parser(
        "impact", help="前に控えた時から変わった定めと、関わる顧客を出す"
    )
    impact.add_argument(
        "--note", action="store_true", help="確かめたものとして、いまの定めを控える"
    )
    stale: argparse.ArgumentParser = commands.add_parser(
        "stale", help="古くなった情報と、確かめる先を出す"
    )
    stale.add_argument("--days", type=_days, metavar="N", help="何日より古いものを出すか")


def _days(value: str) -> int:
    if not (value.isascii() and value.isdigit()) or not 1 <= int(value[:6]) <= 9999:
        raise argparse.ArgumentTypeError("日数は1から9999の数で書いてください。")
    return int(value)
