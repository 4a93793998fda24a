"""What the process that reads and builds is asked, and what it answers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, TypeAdapter

from bot.domain.answer import Model


class ReadOrder(Model):
    """Read a file safely; what it was read into stays in the folder.

    Attributes:
        name: what its owner calls it.
        today: no document was published later.
    """

    do: Literal["read"] = "read"
    folder: Path
    name: str
    today: dt.date


class BuildOrder(Model):
    """Build the candidate that adds what was read, compare and check it.

    Attributes:
        fields: the form as staff filled it in.
        by: who adds it.
    """

    do: Literal["build"] = "build"
    folder: Path
    name: str
    fields: dict[str, str]
    by: str
    at: AwareDatetime


class CheckOrder(Model):
    """Check a candidate again, now that a person has read its suspicious texts."""

    do: Literal["check"] = "check"
    version: str
    confirmed_by: str
    at: AwareDatetime


Order = Annotated[ReadOrder | BuildOrder | CheckOrder, Field(discriminator="do")]
ORDER: TypeAdapter[Order] = TypeAdapter(Order)


class Said(Model):
    """How far it is; a word of `words.STEPS`."""

    type: Literal["said"] = "said"
    step: str


class Read(Model):
    """A file that was read.

    Attributes:
        guesses: the fields of the form as the document has them.
        outline: what was understood, a line each.
        attention: what a person should look at.
    """

    type: Literal["read"] = "read"
    guesses: dict[str, str]
    outline: tuple[str, ...]
    attention: tuple[str, ...] = ()


class Look(Model):
    """One check of the gate: its mark and sentence, what was found, what to do about it."""

    head: str
    lines: tuple[str, ...] = ()
    todo: str = ""


class Checked(Model):
    """What the gate found.

    Attributes:
        against: what was served then.
        confirmable: only texts that speak to the bot keep it from passing: a person may.
    """

    type: Literal["checked"] = "checked"
    version: str
    against: str
    passed: bool
    outcome: str
    looks: tuple[Look, ...]
    confirmable: bool = False


class Built(Model):
    """A candidate.

    Attributes:
        title: of the document, with its edition.
        about: publisher, kind and days, a line each.
        replaces: a document of the same name and edition gives way.
        earlier: the name of the edition it was compared with, and `difference` how much.
    """

    type: Literal["built"] = "built"
    title: str
    about: tuple[str, ...]
    outline: tuple[str, ...]
    replaces: bool
    earlier: str = ""
    difference: str = ""
    checked: Checked


class Problem(Model):
    """Why it was not done, in Japanese."""

    type: Literal["problem"] = "problem"
    reason: str


Outcome = Read | Built | Checked | Problem
Told = Annotated[Said | Read | Built | Checked | Problem, Field(discriminator="type")]
TOLD: TypeAdapter[Told] = TypeAdapter(Told)
