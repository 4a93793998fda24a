"""The process that reads, builds, compares and checks: beside the bot, after it when both want to.

`python -m bot.slack.adding.child` reads an order, one line of JSON, and says how far it is and
what came of it, a line each. When its standard input ends, whoever ordered it is gone: it goes too.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable
from typing import TextIO

from bot.slack.adding import words
from bot.slack.adding.orders import (
    ORDER,
    CheckOrder,
    Order,
    Outcome,
    Problem,
    Read,
    ReadOrder,
    Said,
)
from bot.slack.adding.staging import READ, keep, original
from indexer.errors import BadDetails, IndexProblem, NoIndex, RejectedIndex, UnknownVersion
from indexer.gate.answers import Answers
from indexer.settings import IndexSettings

Say = Callable[[str], None]
_NICENESS = 10
_MOST_LINES, _MOST_ATTENTION = 12, 6


def main() -> None:
    """Carry out the order on standard input."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(_NICENESS)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    # What libraries print must not get among the answers.
    os.dup2(2, 1)
    order = ORDER.validate_json(sys.stdin.readline())
    threading.Thread(target=_leave_with_the_bot, daemon=True).start()
    outcome = carry_out(IndexSettings(), order, lambda step: _tell(answers, Said(step=step)))
    _tell(answers, outcome)


def carry_out(
    settings: IndexSettings, order: Order, say: Say, answers: Answers | None = None
) -> Outcome:
    """Do what is ordered; whatever is wrong with the document or the index is said in Japanese.

    Args:
        settings: say where everything lies.
        order: what to do.
        say: gets how far it is.
        answers: how a version answers; by default as the bot does.
    """
    try:
        if isinstance(order, ReadOrder):
            return _read(order, say)
        # Imported here: reading needs none of it, and starts the sooner.
        from bot.slack.adding import building

        if isinstance(order, CheckOrder):
            return building.checked(settings, order, say, answers)
        return building.built(settings, order, say, answers)
    except BadDetails as problem:
        return Problem(reason=str(problem))
    except UnknownVersion:
        return Problem(reason=words.VERSION_GONE if order.do == "check" else words.NO_INDEX)
    except RejectedIndex:
        return Problem(reason=words.NOT_BUILT)
    except (NoIndex, IndexProblem) as problem:
        print(f"{type(problem).__name__}: {problem}", file=sys.stderr)  # noqa: T201
        return Problem(reason=words.NO_INDEX)
    except OSError as error:
        print(f"{type(error).__name__}: {error.strerror}", file=sys.stderr)  # noqa: T201
        return Problem(reason=words.NO_ROOM)


def _read(order: ReadOrder, say: Say) -> Outcome:
    from bot.slack.adding.guessing import guessed
    from bot.slack.adding.secrets_within import secrets_within, without
    from indexer.commands.outline import outline
    from indexer.documents.errors import UnreadableDocument
    from indexer.intake.reading import read_safely
    from indexer.intake.screening import screen

    say("read")
    path = original(order.folder)
    if path is None:
        return Problem(reason=words.GONE)
    try:
        document = read_safely(path, name=order.name)
    except UnreadableDocument as problem:
        return Problem(reason=problem.reason)
    keep(order.folder / READ, document.model_dump_json())
    guesses = guessed(document, order.name, order.today)
    lines = outline(document.model_copy(update={"hidden": ()}), most=_MOST_LINES)
    return Read(
        guesses={field: without(said) for field, said in guesses.items()},
        outline=tuple(map(without, lines)),
        attention=(*secrets_within(document), *screen(document).report())[:_MOST_ATTENTION],
    )


def _tell(answers: TextIO, told: Said | Outcome) -> None:
    answers.write(told.model_dump_json() + "\n")
    answers.flush()


def _leave_with_the_bot() -> None:
    with contextlib.suppress(OSError, ValueError):
        while sys.stdin.buffer.read(1):
            pass
    os._exit(3)


if __name__ == "__main__":
    main()
