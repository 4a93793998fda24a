"""Reads and validates all knowledge once, and looks it up by date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from knowledge.reading import KnowledgeError, KnowledgeFile, read_file
from knowledge.schema import (
    AppendixSet,
    BasicPolicy,
    Clarification,
    DeclarerCount,
    DocumentSet,
    GuidelineEdition,
    LeadTime,
    Model,
    OfficialHost,
    Passage,
    PrincipleSet,
    Procedure,
    Programme,
    Rewrite,
    RouteRule,
    SelfCheck,
    Source,
    Sourced,
    Term,
    ThreatRanking,
)
from knowledge.walkthrough import PolicyText, WalkIntent, Walkthrough, WordingRule

ROOT = Path(__file__).parent
_WITH_IDS = (
    "sources",
    "passages",
    "terms",
    "rules",
    "lead_times",
    "procedures",
    "documents",
    "wording_rules",
    "walk_intents",
)


class Catalog(Model):
    """Everything we know, validated and cross-checked."""

    sources: tuple[Source, ...]
    passages: tuple[Passage, ...]
    editions: tuple[GuidelineEdition, ...]
    principle_sets: tuple[PrincipleSet, ...]
    self_checks: tuple[SelfCheck, ...]
    basic_policies: tuple[BasicPolicy, ...]
    appendix_sets: tuple[AppendixSet, ...]
    programmes: tuple[Programme, ...]
    procedures: tuple[Procedure, ...]
    documents: tuple[DocumentSet, ...]
    lead_times: tuple[LeadTime, ...]
    declarers: tuple[DeclarerCount, ...]
    threat_rankings: tuple[ThreatRanking, ...]
    terms: tuple[Term, ...]
    rules: tuple[RouteRule, ...]
    clarifications: tuple[Clarification, ...]
    rewrites: tuple[Rewrite, ...]
    scope_words: tuple[str, ...]
    # An index built before these existed lacks them.
    walkthroughs: tuple[Walkthrough, ...] = ()
    policy_texts: tuple[PolicyText, ...] = ()
    wording_rules: tuple[WordingRule, ...] = ()
    walk_intents: tuple[WalkIntent, ...] = ()
    official_hosts: tuple[OfficialHost, ...] = ()

    @cached_property
    def source_by_id(self) -> dict[str, Source]:
        """Sources by id."""
        return {source.id: source for source in self.sources}

    def guideline_on(self, day: dt.date) -> GuidelineEdition:
        """The newest guideline edition in force on a day (the oldest known before that)."""
        in_order = sorted(self.editions, key=lambda edition: edition.in_force_from)
        known = [edition for edition in in_order if edition.in_force_from <= day]
        return (known or in_order)[-1 if known else 0]

    def complete_guideline_on(self, day: dt.date) -> GuidelineEdition:
        """The newest edition known completely on a day: it answers where a newer one is silent."""
        in_order = sorted(self.editions, key=lambda edition: edition.in_force_from)
        known = [e for e in in_order if e.complete and e.in_force_from <= day]
        return known[-1] if known else next(e for e in in_order if e.complete)

    def facts(self) -> Iterator[tuple[str, Sourced]]:
        """Every sourced claim, with the area it belongs to, nested ones included."""
        for area in type(self).model_fields:
            yield from ((area, fact) for fact in _sourced_in(getattr(self, area)))


def _sourced_in(value: object) -> Iterator[Sourced]:
    if isinstance(value, Sourced):
        yield value
    if isinstance(value, Model):
        for name in type(value).model_fields:
            yield from _sourced_in(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _sourced_in(item)


def load(root: Path = ROOT) -> Catalog:
    """The catalogue of all files under a folder.

    Raises:
        KnowledgeError: a file does not fit, an id is used twice, or a reference leads nowhere.
    """
    paths = sorted([*root.rglob("*.yaml"), *root.rglob("*.md")])
    files = [(path, read_file(path)) for path in paths]
    if not files:
        raise KnowledgeError(root, "no knowledge files here")
    _check_unique(files)
    _check_references(files)
    return _merge([file for _, file in files])


def _merge(files: list[KnowledgeFile]) -> Catalog:
    def single(name: str) -> tuple[object, ...]:
        return tuple(value for file in files if (value := getattr(file, name)) is not None)

    def many(name: str) -> tuple[object, ...]:
        return tuple(item for file in files for item in getattr(file, name))

    return Catalog.model_validate(
        {
            "editions": single("edition"),
            "principle_sets": single("principle_set"),
            "self_checks": single("self_check"),
            "basic_policies": single("basic_policy"),
            "appendix_sets": single("appendix_set"),
            "programmes": single("programme"),
            "walkthroughs": single("walkthrough"),
            "policy_texts": single("policy_text"),
            "passages": tuple(passage for file in files for passage in _passages(file)),
        }
        | {
            name: many(name)
            for name in (
                "sources",
                "procedures",
                "documents",
                "lead_times",
                "declarers",
                "threat_rankings",
                "terms",
                "rules",
                "clarifications",
                "rewrites",
                "scope_words",
                "wording_rules",
                "walk_intents",
                "official_hosts",
            )
        }
    )


def _passages(file: KnowledgeFile) -> Iterator[Passage]:
    """The passages of a file, each with the page to check at that the file names for all."""
    for passage in file.passages:
        known = passage.check_at or file.check_at
        yield passage.model_copy(update={"check_at": known})


def _check_unique(files: list[tuple[Path, KnowledgeFile]]) -> None:
    seen: dict[tuple[str, str], Path] = {}
    for path, file in files:
        for kind, identifier in _identifiers(file):
            if first := seen.get((kind, identifier)):
                raise KnowledgeError(path, f"{kind} id {identifier!r} is already in {first.name}")
            seen[kind, identifier] = path


def _identifiers(file: KnowledgeFile) -> Iterator[tuple[str, str]]:
    for name in _WITH_IDS:
        yield from ((name, item.id) for item in getattr(file, name))
    if file.walkthrough:
        yield "walkthrough", file.walkthrough.id
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
    sources = {source.id for _, file in files for source in file.sources}
    passages = {passage.id for _, file in files for passage in file.passages}
    programmes = {file.programme.id for _, file in files if file.programme}
    walkthroughs = {file.walkthrough.id for _, file in files if file.walkthrough}
    for path, file in files:
        for fact in _sourced_in(file):
            for ref in fact.sources:
                _require(path, "source", ref.id, sources)
        if file.walkthrough:
            for step in file.walkthrough.steps:
                _require_all(path, "source", (ref.id for ref in step.sources), sources)
            _require_all(path, "walkthrough", file.walkthrough.offers, walkthroughs)
        for check_at in {file.check_at, *(passage.check_at for passage in file.passages)} - {None}:
            _require(path, "source", str(check_at), sources)
        for rule in file.rules:
            for passage in rule.passages:
                _require(path, "passage", passage, passages)
        if file.programme:
            _check_programme(path, file.programme, programmes)


def _check_programme(path: Path, programme: Programme, programmes: set[str]) -> None:
    if programme.umbrella:
        _require(path, "programme", programme.umbrella, programmes)
    for edition in programme.editions:
        frames = {frame.id for frame in edition.frames}
        for named in (row.frames for row in edition.requirements):
            _require_all(path, "frame", named, frames)
        for named in (row.frames for row in edition.conditions):
            _require_all(path, "frame", named, frames)
        for named in (row.frames for row in edition.rounds):
            _require_all(path, "frame", named, frames)


def _require_all(path: Path, kind: str, identifiers: Iterable[str], known: set[str]) -> None:
    for identifier in identifiers:
        _require(path, kind, identifier, known)


def _require(path: Path, kind: str, identifier: str, known: Iterable[str]) -> None:
    if identifier not in known:
        raise KnowledgeError(path, f"unknown {kind} {identifier!r}")
