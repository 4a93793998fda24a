"""Lists that were found → a draft in the knowledge's own form, for staff to confirm.

The draft carries `draft:`, with which the knowledge refuses to load it until a person has put a
name and a day there; and `（要記入）` where nothing is known, with which it refuses it as well.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import yaml

from indexer.documents.model import ReadDocument
from indexer.drafts import words
from indexer.drafts.entries import Entry
from indexer.drafts.kinds import (
    earlier_item,
    earlier_principle,
    principles_wanted,
    self_check_wanted,
)
from indexer.drafts.lists import Found, Sure, find
from knowledge.catalog import Catalog
from knowledge.schema import TO_FILL_IN, CheckItem, Model, Principle

ListKind = Literal["principles", "self_check"]
_UNSURE: Mapping[Sure, str] = {"high": "medium", "medium": "low", "low": "low"}


class Origin(Model):
    """The document a draft is made from.

    Attributes:
        source: id under which the knowledge will cite it.
        edition: the guideline edition it is the text of.
    """

    source: str
    edition: str
    title: str
    publisher: str | None = None
    url: str | None = None
    published: dt.date | None = None
    sha256: str | None = None


class Proposed(Model):
    """A list as it is proposed; `like` is the known item each entry seems to be, by its number."""

    kind: ListKind
    expected: int
    found: Found | None
    like: tuple[tuple[str, int] | None, ...] = ()


def propose(document: ReadDocument, catalog: Catalog, edition: str) -> tuple[Proposed, Proposed]:
    """The principles and the self-check items a document lists, as far as they are found."""
    wanted = principles_wanted(catalog, edition)
    found = find(document, wanted)
    principles = Proposed(
        kind="principles",
        expected=found.expected if found else wanted.expected,
        found=found,
        like=tuple(_like(earlier_principle(catalog, one)) for one in found.entries)
        if found
        else (),
    )
    wanted = self_check_wanted(catalog, edition)
    found = find(document, wanted)
    checks = Proposed(
        kind="self_check",
        expected=found.expected if found else wanted.expected,
        found=found,
        like=tuple(_like(earlier_item(catalog, one)) for one in found.entries) if found else (),
    )
    return principles, checks


def told(proposed: Proposed) -> Iterator[str]:
    """A proposed list as lines, with pages and what each entry seems to be."""
    name = (
        words.PRINCIPLES.format(count=proposed.expected)
        if proposed.kind == "principles"
        else words.SELF_CHECK
    )
    found = proposed.found
    if found is None:
        yield words.NOT_FOUND.format(name=name, expected=proposed.expected, hint=words.HINT)
        return
    yield words.FOUND.format(
        name=name, count=len(found.entries), expected=found.expected, sure=words.SURE[found.sure]
    )
    if found.missing:
        yield words.MISSING.format(numbers="、".join(map(str, found.missing)))
    for entry, like in zip(found.entries, proposed.like, strict=True):
        yield words.ITEM.format(
            no=entry.no,
            text=entry.text,
            page=words.PAGE.format(page=entry.page) if entry.page else "",
            like=words.LIKE.format(edition=like[0], no=like[1]) if like else words.UNLIKE,
        )


def draft(proposed: Proposed, catalog: Catalog, origin: Origin, now: dt.datetime) -> str:
    """A proposed list as the YAML of a draft.

    Raises:
        ValueError: nothing was found to draft.
    """
    if proposed.found is None:
        raise ValueError("nothing found")
    head = {
        "draft": {
            "made_at": now.isoformat(timespec="seconds"),
            "made_from": origin.title,
            "sha256": origin.sha256,
            "expected": proposed.expected,
            "found": len(proposed.found.entries),
            "sure": proposed.found.sure,
            "confirmed_by": None,
            "confirmed_on": None,
        },
        "sources": [_source(origin)],
    }
    body = _principle_rows if proposed.kind == "principles" else _check_rows
    name, key, fields = _frame(proposed, catalog, origin, now)
    parts = [words.HEAD, _dump(head), f"{name}:\n", _indented(_dump(fields), 2), f"  {key}:\n"]
    for comment, row in body(proposed, catalog, origin, now):
        parts += [_indented(comment + "\n", 4), _indented(_dump([row]), 4)]
    return "".join(parts)


def _like(found: tuple[str, Principle] | tuple[str, CheckItem] | None) -> tuple[str, int] | None:
    return (found[0], found[1].no) if found else None


def _source(origin: Origin) -> dict[str, Any]:
    rows = {
        "id": origin.source,
        "title": origin.title,
        "publisher": origin.publisher,
        "url": origin.url,
        "tier": "official",
        "published": origin.published.isoformat() if origin.published else None,
    }
    return {name: value for name, value in rows.items() if value is not None}


def _frame(
    proposed: Proposed, catalog: Catalog, origin: Origin, now: dt.datetime
) -> tuple[str, str, dict[str, Any]]:
    """The names of the set and of its rows, and the fields of the set before its rows."""
    claimed = {"sources": [{"id": origin.source}], "as_of": now.date(), "confidence": "medium"}
    if proposed.kind == "principles":
        title = words.PRINCIPLES.format(count=proposed.expected)
        return "principle_set", "principles", {"edition": origin.edition, "title": title, **claimed}
    # Parts, points and bands are those of the newest known edition: to be compared as well.
    known = catalog.self_checks[-1].model_dump(mode="json", exclude_none=True)
    fields = {"edition": origin.edition, "title": known["title"], **claimed}
    return (
        "self_check",
        "items",
        fields | {key: known[key] for key in ("parts", "answers", "bands")},
    )


def _principle_rows(
    proposed: Proposed, catalog: Catalog, origin: Origin, now: dt.datetime
) -> Iterator[tuple[str, dict[str, Any]]]:
    assert proposed.found is not None  # noqa: S101 (draft() looked)
    for entry in proposed.found.entries:
        like = earlier_principle(catalog, entry)
        row: dict[str, Any] = {"no": entry.no, "title": entry.text}
        if like:
            known = like[1].model_dump(mode="json", exclude_none=True)
            row |= {key: known[key] for key in ("why", "measures", "asked_as")}
        else:
            measure = {"text": TO_FILL_IN, "sources": [_cited(entry, origin)]}
            row |= {"why": TO_FILL_IN, "measures": [measure], "asked_as": []}
        yield _comment(entry, like), row | _claim(proposed.found, entry, origin, now)


def _check_rows(
    proposed: Proposed, catalog: Catalog, origin: Origin, now: dt.datetime
) -> Iterator[tuple[str, dict[str, Any]]]:
    assert proposed.found is not None  # noqa: S101 (draft() looked)
    parts = catalog.self_checks[-1].parts
    for entry in proposed.found.entries:
        like = earlier_item(catalog, entry)
        part = next((one.no for one in parts if one.first <= entry.no <= one.last), 3)
        row: dict[str, Any] = {"no": entry.no, "part": part}
        if like:
            known = like[1].model_dump(mode="json", exclude_none=True)
            row |= {key: known[key] for key in ("label", "asks", "why", "measures", "asked_as")}
        else:
            row |= {
                "label": entry.label or TO_FILL_IN,
                "asks": TO_FILL_IN,
                "why": TO_FILL_IN,
                "measures": [TO_FILL_IN],
                "asked_as": [],
            }
        yield _comment(entry, like), row | _claim(proposed.found, entry, origin, now)


def _comment(entry: Entry, like: tuple[str, Principle] | tuple[str, CheckItem] | None) -> str:
    page = words.PAGE.format(page=entry.page) if entry.page else ""
    if like:
        return words.FROM_EARLIER.format(
            page=page, printed=entry.text, edition=like[0], no=like[1].no
        )
    return words.IS_NEW.format(page=page, printed=entry.text)


def _claim(found: Found, entry: Entry, origin: Origin, now: dt.datetime) -> dict[str, Any]:
    return {
        "sources": [_cited(entry, origin)],
        "as_of": now.date(),
        "confidence": _UNSURE[found.sure],
    }


def _cited(entry: Entry, origin: Origin) -> dict[str, str]:
    return {"id": origin.source} | ({"page": str(entry.page)} if entry.page else {})


class _Dumper(yaml.SafeDumper):
    """YAML as people write it: lists set in."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _dump(value: object) -> str:
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


def _indented(text: str, by: int) -> str:
    return "".join(f"{' ' * by}{line}" for line in text.splitlines(keepends=True))
