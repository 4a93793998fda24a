"""The to-do list (やることリスト), as short lines and as a CSV file."""

from __future__ import annotations

from collections.abc import Sequence

from bot.documents import words
from bot.documents.tables import table
from bot.documents.text import clean
from bot.domain.walkthrough import Todo


def todo_lines(todos: Sequence[Todo]) -> tuple[str, ...]:
    """What is left, one line each, with the first thing to do about it below."""
    if not todos:
        return (words.NO_TODOS,)
    found = []
    for number, todo in enumerate(todos, start=1):
        line = words.TODO_LINE.format(number=number, title=clean(todo.title))
        found.append(line + (words.TODO_ASK if todo.unknown else ""))
        if todo.measures:
            found.append(words.TODO_MEASURES.format(measures=clean(todo.measures[0])))
    return tuple(found)


def todo_csv(todos: Sequence[Todo]) -> bytes:
    """What is left, with all measures, for Excel."""
    return table(
        words.TODO_HEAD,
        [
            (
                number,
                todo.title,
                words.TODO_UNKNOWN if todo.unknown else "",
                "／".join(clean(measure) for measure in todo.measures),
            )
            for number, todo in enumerate(todos, start=1)
        ],
    )
