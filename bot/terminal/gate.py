"""`python -m bot gate VERSION`: everything a version has to pass, the answers too."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import sys

from bot.gate import answers
from indexer import wording
from indexer.errors import IndexProblem
from indexer.gate import check, words
from indexer.settings import IndexSettings


def gate(options: argparse.Namespace, now: dt.datetime) -> int:
    """Check a version and print the report; 0 = it may be activated."""
    try:
        report = check(
            IndexSettings(),
            options.id,
            now,
            answers,
            confirmed_by=options.confirm_suspicious_text,
            by=options.by or getpass.getuser(),
        )
    except IndexProblem as problem:
        sys.stderr.write(f"{wording.problem(problem)}\n")
        return 1
    except OSError:
        sys.stderr.write(f"{words.NOT_WRITTEN}\n")
        return 1
    for line in report.lines():
        sys.stdout.write(f"{line}\n")
    return 0 if report.passed else 1
