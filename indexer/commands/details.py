"""What staff says of a document, from options or asked for at the terminal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from pydantic import ValidationError

from indexer.errors import BadDetails
from indexer.library import words
from indexer.library.entry import Details

REQUIRED = ("id", "title", "publisher", "edition", "published", "use", "trust")
OPTIONAL = ("url", "about", "series", "valid_from", "valid_to")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add an option for each detail."""
    for name in (*REQUIRED, *OPTIONAL):
        parser.add_argument(f"--{name.replace('_', '-')}", help=words.HELP[name])


def details(
    options: argparse.Namespace,
    guessed: dict[str, str],
    ask: Callable[[str], str] | None = None,
) -> Details:
    """The details of a document.

    Args:
        options: as `arguments` made them.
        guessed: what the document itself says, offered where somebody is asked.
        ask: asks a person; None = nobody is there. What is wrong is asked again.

    Raises:
        BadDetails: something is missing or wrong; the message says what, in Japanese.
    """
    given = {name: str(getattr(options, name) or "") for name in (*REQUIRED, *OPTIONAL)}
    if ask is not None:
        _asked(given, guessed, ask)
    missing = [name for name in REQUIRED if not given[name]]
    if missing:
        first = missing[0].replace("_", "-")
        raise BadDetails(words.STILL_MISSING.format(names="、".join(missing), first=first))
    while True:
        try:
            return Details.model_validate({key: value or None for key, value in given.items()})
        except ValidationError as error:
            name = _wrong(error)
            said = words.BAD_DETAIL.format(name=name, label=words.HELP[name])
            if ask is None:
                raise BadDetails(said) from None
            given[name] = ask(f"{said}\n{words.ASK.format(label=words.HELP[name])}").strip()


def at_the_terminal() -> Callable[[str], str] | None:
    """How to ask the person at the terminal; None where nobody can answer."""
    return input if sys.stdin.isatty() else None


def _asked(given: dict[str, str], guessed: dict[str, str], ask: Callable[[str], str]) -> None:
    for name in (*REQUIRED, *OPTIONAL):
        default = guessed.get(name, "")
        while not given[name]:
            label = words.HELP[name]
            said = words.ASK_DEFAULT if default else words.ASK
            given[name] = ask(said.format(label=label, default=default)).strip() or default
            if name in OPTIONAL:
                break


def _wrong(error: ValidationError) -> str:
    where = error.errors()[0]["loc"]
    name = str(where[0]) if where else "valid_to"
    return name if name in words.HELP else "valid_to"
