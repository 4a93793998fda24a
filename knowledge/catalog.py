"""Reads and validates all knowledge once, and looks it up by date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from knowledge.consistency import check, sourced_in
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
    OfficialWords,
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
    official_words: tuple[OfficialWords, ...] = ()

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
            yield from ((area, fact) for fact in sourced_in(getattr(self, area)))


def load(root: Path = ROOT) -> Catalog:
    """The catalogue of all files under a folder.

    Raises:
        KnowledgeError: a file does not fit, an id is used twice, or a reference leads nowhere.
    """
    paths = sorted([*root.rglob("*.yaml"), *root.rglob("*.md")])
    files = [(path, read_file(path)) for path in paths]
    if not files:
        raise KnowledgeError(root, "no knowledge files here")
    check(files)
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
                "official_words",
            )
        }
    )


def _passages(file: KnowledgeFile) -> Iterator[Passage]:
    """The passages of a file, each with the page to check at that the file names for all."""
    for passage in file.passages:
        known = passage.check_at or file.check_at
        yield passage.model_copy(update={"check_at": known})
