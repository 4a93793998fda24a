"""The catalogue as chunks: every passage with its best source resolved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from indexer.chunk import Chunk
from indexer.identifiers import identifiers
from knowledge import rendering
from knowledge.catalog import Catalog
from knowledge.schema import Passage, RouteRule, Source, SourceRef

_GAP_PRIOR = 0.94
_TERM_PRIOR = 0.9
_AUTHORITY = ("official", "primary_copy", "commentary", "repository", "editorial")


def chunks(catalog: Catalog, normalise: Callable[[str], str]) -> tuple[Chunk, ...]:
    """One chunk a passage, in catalogue order, then one a route rule."""
    names = _edition_names(catalog)
    starts = _edition_starts(catalog)
    passages = (
        _chunk(passage, catalog.source_by_id, names, starts)
        for passage in rendering.passages(catalog)
    )
    named = (_with_identifiers(chunk, normalise) for chunk in passages)
    return (*named, *(_route(rule) for rule in catalog.rules))


def _with_identifiers(chunk: Chunk, normalise: Callable[[str], str]) -> Chunk:
    names = normalise("\n".join((chunk.title, *chunk.asked_as[:2])))
    return chunk.model_copy(update={"identifiers": tuple(sorted(identifiers(names)))})


def _route(rule: RouteRule) -> Chunk:
    """A rule as something a question can be near to: its label, its examples."""
    return Chunk(
        id=f"route/{rule.id}",
        title=rule.label,
        text=rule.label,
        asked_as=rule.examples,
        source_title="",
        tier="editorial",
        as_of=rule.as_of,
        confidence=rule.confidence,
        rule=rule.id,
    )


def _edition_names(catalog: Catalog) -> dict[str, str]:
    names = {edition.id: f"第{edition.version}版" for edition in catalog.editions}
    for programme in catalog.programmes:
        names |= {edition.id: edition.name for edition in programme.editions}
    return names


def _edition_starts(catalog: Catalog) -> dict[str, dt.date]:
    """When each guideline edition began; the oldest answers for any earlier day."""
    in_order = sorted(catalog.editions, key=lambda edition: edition.in_force_from)
    return {edition.id: edition.in_force_from for edition in in_order[1:]}


def _chunk(
    passage: Passage, sources: dict[str, Source], names: dict[str, str], starts: dict[str, dt.date]
) -> Chunk:
    ref = _best(passage.sources, sources)
    source = sources[ref.id]
    check = sources[passage.check_at] if passage.check_at else None
    return Chunk(
        id=passage.id,
        title=passage.title,
        text=passage.text,
        asked_as=passage.asked_as,
        edition=passage.edition,
        edition_name=names.get(passage.edition) if passage.edition else None,
        section=passage.section or ref.section,
        page=passage.page or ref.page,
        source_title=source.title,
        publisher=source.publisher,
        url=source.url,
        check_url=check.url if check else None,
        tier=source.tier,
        as_of=passage.as_of,
        confidence=passage.confidence,
        gap=passage.gap,
        valid_from=passage.valid_from or starts.get(passage.edition or ""),
        valid_to=passage.valid_to,
        topics=passage.topics,
        prior=_prior(passage),
    )


def _prior(passage: Passage) -> float:
    """Definitions and 「未確認」 give way to a passage that answers and matches nearly as well."""
    if passage.gap:
        return _GAP_PRIOR
    return _TERM_PRIOR if passage.id.startswith("term/") else 1.0


def _best(refs: tuple[SourceRef, ...], sources: dict[str, Source]) -> SourceRef:
    """The most authoritative source; among equals the first named."""
    return min(refs, key=lambda ref: _AUTHORITY.index(sources[ref.id].tier))
