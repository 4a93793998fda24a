"""Whether the files of the knowledge fit together: ids used once, references that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.reading import KnowledgeError, KnowledgeFile, where
from knowledge.schema import DocumentSet, Model, Passage, Procedure, Programme, Sourced

_WITH_IDS = (
    "sources",
    "passages",
    "terms",
    "rules",
    "lead_times",
    "procedures",
    "documents",
    "clarifications",
    "wording_rules",
    "walk_intents",
)


def check(files: list[tuple[Path, KnowledgeFile]]) -> None:
    """Look for an id used twice and for a reference that leads nowhere.

    Raises:
        KnowledgeError: there is one; it names file, field and line.
    """
    _check_unique(files)
    _check_references(files)


def sourced_in(value: object) -> Iterator[Sourced]:
    """Every sourced claim inside a value, nested ones included."""
    if isinstance(value, Sourced):
        yield value
    if isinstance(value, Model):
        for name in type(value).model_fields:
            yield from sourced_in(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from sourced_in(item)


@dataclass(frozen=True)
class _Known:
    """The ids that may be referred to."""

    sources: frozenset[str]
    passages: frozenset[str]
    programmes: frozenset[str]
    walkthroughs: frozenset[str]
    editions: frozenset[str]

    @classmethod
    def of(cls, files: list[KnowledgeFile]) -> _Known:
        programmes = [file.programme for file in files if file.programme]
        guidelines = {file.edition.id for file in files if file.edition}
        return cls(
            sources=frozenset(source.id for file in files for source in file.sources),
            passages=frozenset(passage.id for file in files for passage in file.passages),
            programmes=frozenset(programme.id for programme in programmes),
            walkthroughs=frozenset(f.walkthrough.id for f in files if f.walkthrough),
            editions=frozenset(guidelines | {e.id for p in programmes for e in p.editions}),
        )


def _check_unique(files: list[tuple[Path, KnowledgeFile]]) -> None:
    seen: dict[tuple[str, str], Path] = {}
    for path, file in files:
        for kind, identifier in _identifiers(file):
            if first := seen.get((kind, identifier)):
                raise _problem(
                    path, f"{kind} id {identifier!r} is already in {first.name}", identifier
                )
            seen[kind, identifier] = path


def _identifiers(file: KnowledgeFile) -> Iterator[tuple[str, str]]:
    for name in _WITH_IDS:
        yield from ((name, item.id) for item in getattr(file, name))
    if file.walkthrough:
        yield "walkthrough", file.walkthrough.id
    if file.edition:
        yield "edition", file.edition.id
    if file.principle_set:
        yield "principles of edition", file.principle_set.edition
    if file.self_check:
        yield "self-check of edition", file.self_check.edition
    if file.policy_text:
        yield "policy text", file.policy_text.id
    if file.programme:
        yield "programme", file.programme.id
        yield from (("programme edition", edition.id) for edition in file.programme.editions)


def _check_references(files: list[tuple[Path, KnowledgeFile]]) -> None:
    known = _Known.of([file for _, file in files])
    for path, file in files:
        _check_sources(path, file, known)
        for edition in {entry.edition for entry in _of_editions(file)} - {None}:
            _require(path, "edition", str(edition), known.editions)
        for rule in file.rules:
            _require_all(path, "passage", rule.passages, known.passages)
        if file.walkthrough:
            _require_all(path, "walkthrough", file.walkthrough.offers, known.walkthroughs)
        if file.programme:
            _check_programme(path, file.programme, known.programmes)


def _of_editions(file: KnowledgeFile) -> tuple[Passage | Procedure | DocumentSet, ...]:
    return (*file.passages, *file.procedures, *file.documents)


def _check_sources(path: Path, file: KnowledgeFile, known: _Known) -> None:
    for fact in sourced_in(file):
        _require_all(path, "source", (ref.id for ref in fact.sources), known.sources)
    for step in file.walkthrough.steps if file.walkthrough else ():
        _require_all(path, "source", (ref.id for ref in step.sources), known.sources)
    for check_at in (file.check_at, *(passage.check_at for passage in file.passages)):
        if check_at is not None:
            _require(path, "source", check_at, known.sources)


def _check_programme(path: Path, programme: Programme, programmes: frozenset[str]) -> None:
    if programme.umbrella:
        _require(path, "programme", programme.umbrella, programmes)
    for edition in programme.editions:
        frames = frozenset(frame.id for frame in edition.frames)
        for named in (row.frames for row in edition.requirements):
            _require_all(path, "frame", named, frames)
        for named in (row.frames for row in edition.conditions):
            _require_all(path, "frame", named, frames)
        for named in (row.frames for row in edition.rounds):
            _require_all(path, "frame", named, frames)


def _require_all(path: Path, kind: str, identifiers: Iterable[str], known: frozenset[str]) -> None:
    for identifier in identifiers:
        _require(path, kind, identifier, known)


def _require(path: Path, kind: str, identifier: str, known: Iterable[str]) -> None:
    if identifier not in known:
        raise _problem(path, f"unknown {kind} {identifier!r}", identifier)


def _problem(path: Path, reason: str, value: str) -> KnowledgeError:
    field, line = where(path, value)
    return KnowledgeError(path, reason, field=field, line=line)
