"""What the gate found of a version, as it is kept and as a clerk reads it.

<home>/gates/<version>.json    the newest report on a version
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from pydantic import AwareDatetime

from indexer.gate import words
from indexer.releases import DocumentRef, Releases
from knowledge.dates import JST
from knowledge.schema import Model


class Finding(Model):
    """What one check came to.

    Attributes:
        check: its short name.
        passed: False keeps the version from being activated.
        text: the outcome, in a sentence.
        lines: what exactly was found.
        todo: what to do about it; empty = nothing.
        attention: it passed, but a person should look at it.
    """

    check: str
    passed: bool
    text: str
    lines: tuple[str, ...] = ()
    todo: str = ""
    attention: bool = False


class Report(Model):
    """Whether a version may be activated, and why (not).

    Attributes:
        manifest: hash of the manifest looked at: the report is on exactly these files.
        against: the version served then, with which it was compared.
        documents: what staff added that it holds.
        confirmed_by: who read the suspicious texts and lets them pass.
    """

    version: str
    manifest: str
    against: str
    made_at: AwareDatetime
    passed: bool
    findings: tuple[Finding, ...]
    documents: tuple[DocumentRef, ...] = ()
    confirmed_by: str | None = None

    @property
    def failures(self) -> tuple[Finding, ...]:
        """What keeps the version from being activated."""
        return tuple(one for one in self.findings if not one.passed)

    @property
    def compared(self) -> bool:
        """Whether the answers were compared, with whatever outcome."""
        return not any(
            one.check == "answers" and one.todo == words.COMPARE for one in self.failures
        )

    def lines(self) -> Iterator[str]:
        """The report for a clerk: the outcome first, then each check, then what to do."""
        made = self.made_at.astimezone(JST).strftime("%Y-%m-%d %H:%M")
        yield words.HEAD.format(version=self.version, made=made)
        yield self.outcome
        for one in self.findings:
            yield f"{words.mark(one.passed, one.attention)} {words.CHECKS[one.check]}: {one.text}"
            yield from (f"    {line}" for line in one.lines)
        todo = [one.todo.format(version=self.version) for one in self.findings if one.todo]
        if todo:
            yield words.TODO
            yield from (f"  {number}. {line}" for number, line in enumerate(dict.fromkeys(todo), 1))
        if self.passed:
            yield words.NEXT.format(version=self.version)

    @property
    def outcome(self) -> str:
        """In one sentence, whether it may be activated."""
        if self.passed:
            looked = sum(one.attention for one in self.findings)
            return words.PASSED_WITH.format(count=looked) if looked else words.PASSED
        if [one.check for one in self.failures] == ["answers"] and not self.compared:
            return words.ONLY_ANSWERS_LEFT
        return words.NOT_PASSED.format(count=len(self.failures))


def save(home: Path, report: Report) -> None:
    """Keep a report in place of an older one on the same version, all at once."""
    folder = home / "gates"
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f".{report.version}.{os.getpid()}"
    try:
        with partial.open("w", encoding="utf-8") as file:
            file.write(report.model_dump_json(indent=2))
            file.flush()
            os.fsync(file.fileno())
        partial.replace(folder / f"{report.version}.json")
    finally:
        partial.unlink(missing_ok=True)


def saved(home: Path, version: str) -> Report | None:
    """The newest report on a version; None where there is none that can be read."""
    Releases(home).folder(version)
    try:
        return Report.model_validate_json((home / "gates" / f"{version}.json").read_bytes())
    except (OSError, ValueError):
        return None


def digest(home: Path, version: str) -> str:
    """The hash of a version's manifest, which holds the hash of each of its files.

    Raises:
        UnknownVersion: there is no such version.
    """
    return hashlib.sha256(
        (Releases(home).folder(version) / "manifest.json").read_bytes()
    ).hexdigest()
