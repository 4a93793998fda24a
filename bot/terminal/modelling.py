"""The model of the settings, for the terminal; nothing of it is loaded where there is none."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot import settings as environment

if TYPE_CHECKING:
    from bot.terminal.writing import Writing


def open_writing(user: str, say: Callable[[str], None] | None = None) -> Writing | None:
    """What writes the answers of a conversation; None without a model that works.

    Args:
        user: who asks: the budget is theirs.
        say: prints lines as they come; None = answers are given whole.
    """
    settings = environment.read()
    if not settings.llm_model:
        return None
    from bot.domain.spending import Spender
    from bot.model.budget import MemoryBudget
    from bot.model.doctor import why
    from bot.model.problems import ModelProblem
    from bot.model.writer import open_writer
    from bot.terminal.writing import Writing

    # What becomes of a model is for a service's log; a conversation goes on without a word of it.
    logging.getLogger("bot.model").addHandler(logging.NullHandler())
    try:
        writer = open_writer(settings, MemoryBudget(settings.llm_limits))
    except ModelProblem as problem:
        print(why(problem, settings), file=sys.stderr)  # noqa: T201
        return None
    return Writing(writer, Spender("terminal", user), "clerk", say)
