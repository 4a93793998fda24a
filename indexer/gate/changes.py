"""What a version changes of the documents being served, and whether somebody meant it to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from indexer.errors import DamagedDocument, UnknownDocument
from indexer.gate import words
from indexer.gate.history import Event
from indexer.gate.report import Finding
from indexer.library.shelf import Library
from indexer.releases import DocumentRef, Manifest
from knowledge.schema import Model


class Changes(Model):
    """The documents a version has more, otherwise or less than another; `before` of `replaced`."""

    added: tuple[DocumentRef, ...] = ()
    replaced: tuple[DocumentRef, ...] = ()
    before: tuple[DocumentRef, ...] = ()
    removed: tuple[DocumentRef, ...] = ()

    @property
    def new(self) -> tuple[DocumentRef, ...]:
        """What is in the version and was not served so far."""
        return (*self.added, *self.replaced)


def changes(served: Sequence[DocumentRef], held: Sequence[DocumentRef]) -> Changes:
    """What goes from what is served to what a version holds."""
    before = {ref.id: ref for ref in served}
    after = {ref.id: ref for ref in held}
    replaced = tuple(ref for ref in held if ref.id in before and before[ref.id] != ref)
    return Changes(
        added=tuple(ref for ref in held if ref.id not in before),
        replaced=replaced,
        before=tuple(before[ref.id] for ref in replaced),
        removed=tuple(ref for ref in served if ref.id not in after),
    )


def meant(found: Changes, intents: Sequence[Event], name: Callable[[DocumentRef], str]) -> Finding:
    """Whether nothing is lost or turned back that nobody asked for.

    Args:
        found: what the version changes.
        intents: what was added and removed to make it out of what is served.
        name: how a document is called.
    """
    removing = {ref.id for event in intents if event.what == "removed" for ref in event.documents}
    adding = {ref for event in intents if event.what == "added" for ref in event.documents}
    lost = [ref for ref in found.removed if ref.id not in removing]
    turned_back = [ref for ref in found.replaced if ref not in adding]
    lines = [
        *(words.LOST.format(name=name(ref)) for ref in lost),
        *(words.TURNED_BACK.format(name=name(ref)) for ref in turned_back),
    ]
    if lines:
        said = words.UNEXPECTED.format(count=len(lines))
        return _finding(passed=False, text=said, lines=lines, todo=words.ADD_AGAIN)
    lines = [
        *(words.ADDED.format(name=name(ref)) for ref in found.added),
        *(
            words.REPLACED.format(name=name(ref), old=name(before))
            for ref, before in zip(found.replaced, found.before, strict=True)
        ),
        *(words.REMOVED.format(name=name(ref)) for ref in found.removed),
    ]
    if not lines:
        return _finding(passed=True, text=words.NO_CHANGE)
    counts = {
        "added": len(found.added),
        "replaced": len(found.replaced),
        "removed": len(found.removed),
    }
    return _finding(passed=True, text=words.CHANGES.format(**counts), lines=lines)


def same_knowledge(served: Manifest, version: Manifest) -> Finding:
    """Whether the version stands on the knowledge being served, not on an older one."""
    if (served.base or served.id) == (version.base or version.id):
        return Finding(check="knowledge", passed=True, text=words.SAME_KNOWLEDGE)
    return Finding(
        check="knowledge", passed=False, text=words.OTHER_KNOWLEDGE, todo=words.ADD_AGAIN
    )


def named(library: Library) -> Callable[[DocumentRef], str]:
    """How the documents of a library are called; by their id where that cannot be read."""

    def name(ref: DocumentRef) -> str:
        try:
            return library.entry(ref).name
        except (UnknownDocument, DamagedDocument):
            return ref.id

    return name


def _finding(*, passed: bool, text: str, lines: Sequence[str] = (), todo: str = "") -> Finding:
    shown = tuple(lines[:30])
    more = (words.MORE.format(count=len(lines) - 30),) if len(lines) > 30 else ()
    return Finding(check="changes", passed=passed, text=text, lines=(*shown, *more), todo=todo)
