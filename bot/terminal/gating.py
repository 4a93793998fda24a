"""The arguments of `python -m bot gate`; apart, so that other commands start without its work."""

from __future__ import annotations

import argparse

_HELP = "索引の候補を検査し、いつもの質問への答えを、有効な索引と比べる"
_HELP_ID = "索引の番号"
_HELP_BY = "検査する人の名前"
_HELP_CONFIRM = "ボットへの命令のような文を読み、問題ないと確かめた人の名前"


def arguments(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to a parser."""
    parser = commands.add_parser("gate", help=_HELP)
    parser.add_argument("id", help=_HELP_ID)
    parser.add_argument("--by", metavar="NAME", help=_HELP_BY)
    parser.add_argument("--confirm-suspicious-text", metavar="NAME", help=_HELP_CONFIRM)
