"""What of the knowledge the changes between two editions may touch: places to look at, no more.

A holding is touched by a change when its text is near, when it says a figure that is gone, or when
it is the rule that the kind of change is about; nearer is asked where the edition is not the
document's own. The thresholds are tested on the real documents (tests/indexer/compare).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
from rapidfuzz import fuzz
from scipy import sparse

from indexer.compare.align import Change, Comparison
from indexer.compare.clauses import bare, key
from indexer.compare.figures import FigureKind, figures
from indexer.compare.holdings import Holding, HoldingKind, holdings, normalised
from indexer.text import sentences
from knowledge.catalog import Catalog
from knowledge.schema import Model

Why = Literal["level", "day", "figure", "text", "same_list", "follows", "question", "open"]
# What tells most comes first.
STRENGTH: tuple[Why, ...] = ("level", "day", "figure", "text", "same_list", "follows", "question")
# How near a text must be (0 to 100): of the document's own edition, and of any other.
_NEAR_OWN, _NEAR_ANY = 72.0, 90.0
# With a figure in common that is gone now, less is enough.
_NEAR_WITH_FIGURE = 0.12
_SHORTEST, _TELLS, _NEAREST, _COMMON = 10, 14, 12, 0.02
_TELLING: frozenset[FigureKind] = frozenset({"star", "date", "money", "share"})
_DAY = re.compile(r"(?:(20[0-9]{2})年|令和([0-9]{1,2})年)?([0-9]{1,2})月([0-9]{1,2})日")
_LISTS: Mapping[str, HoldingKind] = {"か条": "principle", "自社診断": "self_check"}


class Effect(Model):
    """Something to look at because of a change.

    Attributes:
        id: as the knowledge names it.
        why: what speaks for it.
        pages: of the new edition (of the old where a clause is gone) with the changes.
    """

    kind: HoldingKind
    id: str
    name: str
    why: Why
    pages: tuple[int, ...] = ()


class Question(NamedTuple):
    """A golden question and the ids of what answers it."""

    id: str
    text: str
    gold: tuple[str, ...]


class _Touch(NamedTuple):
    holding: Holding
    why: Why
    change: Change


def effects(
    comparison: Comparison,
    catalog: Catalog,
    editions: Iterable[str] = (),
    sources: Iterable[str] = (),
    questions: Sequence[Question] = (),
) -> tuple[Effect, ...]:
    """What the changes may touch, by kind, what tells most first.

    Args:
        comparison: the changes.
        catalog: the knowledge.
        editions: of the knowledge that the two documents are the text of.
        sources: ids of the knowledge's sources that are these documents.
        questions: golden questions to look through.
    """
    if next(_telling(comparison), None) is None:
        return ()
    held, own, cited = holdings(catalog), frozenset(editions), frozenset(sources)
    touches = [
        *_by_text(comparison, held, own, cited),
        *_by_rule(comparison, held, own),
        *_by_list(comparison, held, own),
    ]
    found = _told(touches)
    found += _steps_after(found, catalog)
    touched = {one.id: one for one in found}
    for question in questions:
        if gold := [touched[name] for name in question.gold if name in touched]:
            pages = tuple(sorted({page for one in gold for page in one.pages}))
            found.append(
                Effect(kind="question", id=question.id, name=question.text, why="question",
                       pages=pages)
            )  # fmt: skip
    return tuple(found)


def sources_of(catalog: Catalog, urls: Iterable[str | None]) -> frozenset[str]:
    """The sources of the knowledge at these addresses, those that name one document alone."""
    wanted = {url for url in urls if url}
    seen = Counter(source.url for source in catalog.sources)
    return frozenset(
        source.id for source in catalog.sources if source.url in wanted and seen[source.url] == 1
    )


def _told(touches: Iterable[_Touch]) -> list[Effect]:
    """Each thing once, with its strongest reason and every page."""
    rows: dict[str, list[_Touch]] = {}
    for touch in touches:
        rows.setdefault(touch.holding.id, []).append(touch)
    found = [
        Effect(
            kind=some[0].holding.kind,
            id=name,
            name=some[0].holding.name,
            why=min((one.why for one in some), key=STRENGTH.index),
            pages=tuple(sorted({page for one in some if (page := _page(one.change))})),
        )
        for name, some in rows.items()
    ]
    return sorted(found, key=lambda one: (STRENGTH.index(one.why), one.id))


def _page(change: Change) -> int | None:
    clause = change.new or change.old
    return clause.page if clause else None


def _telling(comparison: Comparison) -> Iterator[Change]:
    return (
        change
        for change in comparison.changes
        if change.kind in ("changed", "added", "removed") and not change.minor
    )


def _sentences(change: Change) -> tuple[str, ...]:
    """What an edition said that the other does not: the sentences that went, else those that came."""
    old = [change.old.text] if change.old else []
    new = [change.new.text] if change.new else []
    gone = [one for text in old for one in sentences(text.replace(" | ", "\n"))]
    came = [one for text in new for one in sentences(text.replace(" | ", "\n"))]
    stays = {key(one) for one in came} & {key(one) for one in gone}
    rows = [one for one in (gone or came) if key(one) not in stays] or gone or came
    return tuple(text for one in rows if len(text := normalised(one)) >= _SHORTEST)


def _gone_figures(change: Change) -> frozenset[str]:
    if not change.old or not change.new:
        return frozenset()
    old, new = (normalised(bare(one.text)) for one in (change.old, change.new))
    gone = figures(old) - figures(new)
    return frozenset(text for kind, text in gone if kind in _TELLING)


def _by_text(
    comparison: Comparison, held: Sequence[Holding], own: frozenset[str], cited: frozenset[str]
) -> Iterator[_Touch]:
    rows = [(change, text) for change in _telling(comparison) for text in _sentences(change)]
    units = [(number, unit) for number, one in enumerate(held) for unit in one.units]
    if not rows or not units:
        return
    unit_figures: dict[int, frozenset[str]] = {}
    for at, near in _nearest([text for _, text in rows], [unit for _, unit in units]):
        change, text = rows[at]
        gone = _gone_figures(change)
        for place, nearness in near:
            holding, unit = held[units[place][0]], units[place][1]
            if not _concerns(holding, own):
                continue
            is_own = holding.edition in own or bool(holding.sources & cited)
            score = fuzz.partial_ratio(text, unit) if len(unit) >= _TELLS else 0.0
            if score >= (_NEAR_OWN if is_own else _NEAR_ANY):
                yield _Touch(holding, "text", change)
            elif is_own and gone and nearness >= _NEAR_WITH_FIGURE:
                if place not in unit_figures:
                    unit_figures[place] = frozenset(name for _, name in figures(unit))
                if gone & unit_figures[place]:
                    yield _Touch(holding, "figure", change)


def _concerns(holding: Holding, own: frozenset[str]) -> bool:
    """What is of another edition is not touched; of no edition, or where ours is unknown, may be."""
    return not own or holding.edition is None or holding.edition in own


def _nearest(
    texts: Sequence[str], units: Sequence[str]
) -> Iterator[tuple[int, list[tuple[int, float]]]]:
    """For each text, the units that share most of their rarer pieces with it."""
    codes: dict[str, int] = {}
    there = _matrix(units, codes)
    here = _matrix(texts, codes)
    width = len(codes)
    there.resize((len(units), width))
    seen = np.asarray(there.sum(axis=0)).ravel()
    weight = np.log((len(units) + 1) / (seen + 1)).astype(np.float32)
    # What is everywhere tells nothing, and costs most.
    weight[seen > max(50.0, _COMMON * len(units))] = 0
    sides = []
    for matrix in (here, there):
        weighted = matrix.multiply(weight[None, :]).tocsr()
        weighted.eliminate_zeros()
        length = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
        weighted.data /= np.repeat(np.maximum(length, 1e-6), np.diff(weighted.indptr))
        sides.append(weighted)
    there_turned = sides[1].T.tocsr()
    for start in range(0, len(texts), 256):
        shared = sparse.csr_array(sides[0][start : start + 256] @ there_turned)
        for row in range(shared.shape[0]):
            begin, end = shared.indptr[row], shared.indptr[row + 1]
            best = np.argsort(-shared.data[begin:end], kind="stable")[:_NEAREST]
            names, values = shared.indices[begin:end][best], shared.data[begin:end][best]
            yield start + row, [(int(n), float(v)) for n, v in zip(names, values, strict=True)]


def _matrix(texts: Sequence[str], codes: dict[str, int]) -> sparse.csr_array:
    rows: list[int] = []
    columns: list[int] = []
    for number, text in enumerate(texts):
        pieces = {text[at : at + 3] for at in range(max(1, len(text) - 2))}
        rows += [number] * len(pieces)
        columns += [codes.setdefault(piece, len(codes)) for piece in sorted(pieces)]
    ones = np.ones(len(rows), dtype=np.float32)
    return sparse.csr_array((ones, (rows, columns)), shape=(len(texts), len(codes)))


def _by_rule(
    comparison: Comparison, held: Sequence[Holding], own: frozenset[str]
) -> Iterator[_Touch]:
    """A changed level touches every rule of the edition; a date that went, the rounds of that day."""
    mine = [one for one in held if one.edition in own]
    for change in _telling(comparison):
        if "star" in change.figures:
            yield from (_Touch(one, "level", change) for one in mine if one.kind == "rule")
        if change.old and "date" in change.figures:
            days = set(_days(change.old.text)) - set(_days(change.new.text if change.new else ""))
            for one in mine:
                if one.day and {(one.day.year, one.day.month, one.day.day),
                                (None, one.day.month, one.day.day)} & days:  # fmt: skip
                    yield _Touch(one, "day", change)


def _days(text: str) -> Iterator[tuple[int | None, int, int]]:
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    for match in _DAY.finditer(plain):
        year = int(match[1]) if match[1] else 2018 + int(match[2]) if match[2] else None
        yield year, int(match[3]), int(match[4])


def _by_list(
    comparison: Comparison, held: Sequence[Holding], own: frozenset[str]
) -> Iterator[_Touch]:
    """What comes or goes under 「○か条」 or 「自社診断」 touches the list as a whole."""
    for change in _telling(comparison):
        clause = change.new or change.old
        above = normalised(" ".join((*clause.section, clause.text))) if clause else ""
        for word, kind in _LISTS.items():
            if word in above:
                for one in held:
                    whole = one.id.count("/") == 1 or one.id.endswith("/points")
                    if one.kind == kind and one.edition in own and whole:
                        yield _Touch(one, "same_list", change)


def _steps_after(found: Sequence[Effect], catalog: Catalog) -> list[Effect]:
    """Steps that are made of what is touched: of principles, self-check items, rules and rounds."""
    kinds = {one.kind for one in found}
    known = {one.id for one in found}
    rows = []
    for walkthrough in catalog.walkthroughs:
        computed = walkthrough.computed == "requirement" and kinds & {"rule", "round", "frame"}
        for number, step in enumerate(walkthrough.steps):
            over = {"principles": "principle", "self_check": "self_check"}.get(step.over or "")
            name = f"{walkthrough.id}/{step.id}"
            if (over in kinds or (computed and number == 0)) and name not in known:
                label = (
                    walkthrough.heading
                    if computed
                    else f"{walkthrough.heading}「{step.title or step.ask[:20]}」"
                )
                rows.append(Effect(kind="walkthrough", id=name, name=label, why="follows"))
    return rows
