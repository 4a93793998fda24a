"""`python -m tests.personas [RUNS] [--show NAME]`: sends the personas through, prints a table."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bot import app
from bot.terminal.saying import say
from indexer.settings import IndexSettings
from tests.personas.people import PEOPLE
from tests.personas.play import STARTS, play
from tests.personas.table import table


def main() -> int:
    """Print the table; 1 when fewer than nine in ten reach the end."""
    parser = argparse.ArgumentParser(prog="python -m tests.personas")
    parser.add_argument("runs", nargs="?", type=int, default=5, help="per persona and walkthrough")
    parser.add_argument("--show", help="print the transcripts of this persona (class name)")
    parser.add_argument("--no-paper", action="store_true", help="make no documents")
    options = parser.parse_args()
    advisor = app.advisor(IndexSettings())
    played = []
    with tempfile.TemporaryDirectory() as folder:
        for kind in PEOPLE:
            if options.show and kind.__name__ != options.show:
                continue
            for walkthrough in STARTS:
                for seed in range(options.runs):
                    paper = not options.no_paper
                    one = play(kind(), walkthrough, seed, advisor, Path(folder), paper)
                    played.append(one)
                    if options.show:
                        for line, rows in zip(one.lines, one.shown, strict=True):
                            say("\n".join([f"\nあなた> {line}\n", *rows]))
    say("\n".join(table(played)))
    for one in played:
        for problem in (*one.unanswered, *one.lost, *one.failed, *one.wrong):
            say(f"- {one.person} {one.walkthrough} {one.seed}: {problem}")
    return 0 if sum(one.reached for one in played) >= 0.9 * len(played) else 1


if __name__ == "__main__":
    sys.exit(main())
