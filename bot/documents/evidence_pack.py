"""The evidence pack (記録一式): everything behind a declaration in one zip, each file with its hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping

from bot.documents import words
from bot.documents.archive import zipped
from bot.documents.declaration_sheet import company_of, rows
from bot.documents.errors import reporting
from bot.documents.results import (
    answer_words,
    check_of,
    points,
    run_date,
    sheet_name,
    short_edition,
    state,
    verdict,
)
from bot.documents.rules import edition_title, rules_text
from bot.documents.tables import table
from bot.documents.text import clean, day, moment, written_moment
from bot.documents.todos import todo_csv
from bot.domain.walkthrough import DocumentKind, Dossier, SheetResult
from knowledge.catalog import Catalog

_GIVEN: dict[str, DocumentKind] = {
    words.PACK_CHART: "chart",
    words.PACK_POLICY: "policy",
    words.PACK_PAGE: "policy_page",
    words.PACK_SHEET: "declaration_sheet",
}
_Row = tuple[str | int, ...]


def pack(dossier: Dossier, catalog: Catalog, documents: Mapping[DocumentKind, bytes]) -> bytes:
    """One zip of a client's own records; the same bytes for the same dossier.

    Args:
        dossier: what there is; nothing else of the client's, and nothing of another's, gets in.
        catalog: names the editions and rules relied on.
        documents: what was made before: chart, policy, policy_page, declaration_sheet.

    Raises:
        DocumentError: it cannot be made.
    """
    with reporting(words.DOCUMENT_FAILED):
        files = dict(sorted(_files(dossier, catalog, documents)))
        files[words.MANIFEST_JSON] = _manifest(dossier, files)
        files[words.MANIFEST_TEXT] = _hashes(dossier, files)
        return zipped(files, moment(dossier.made_at))


def _files(
    dossier: Dossier, catalog: Catalog, documents: Mapping[DocumentKind, bytes]
) -> Iterator[tuple[str, bytes]]:
    there = {name: documents[kind] for name, kind in _GIVEN.items() if kind in documents}
    results = [*([dossier.gathered] if dossier.gathered else []), *dossier.sheets]
    if results:
        there[words.PACK_ANSWERS] = _answers(dossier, catalog)
        there[words.PACK_SCORES] = _scores(dossier, results, catalog)
    if dossier.policy:
        there[words.PACK_PUBLICATION] = _publication(dossier)
    there[words.PACK_DECLARATION] = table((words.SHEET_FIELD, words.SHEET_VALUE), rows(dossier))
    star = "two" if dossier.policy else dossier.fields.get("star", "")
    made = moment(dossier.made_at).date()
    there[words.PACK_RULES] = _text(rules_text(catalog, dossier.edition, made, star))
    there[words.PACK_HISTORY] = table(words.HISTORY_HEAD, dossier.history)
    there[words.PACK_TODOS] = todo_csv(dossier.todos)
    there[words.PACK_README] = _readme(dossier, catalog, there)
    yield from there.items()


def _text(text: str) -> bytes:
    # With the mark and CRLF every Windows editor shows it right.
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _readme(dossier: Dossier, catalog: Catalog, there: Mapping[str, bytes]) -> bytes:
    lead = words.PACK_LEAD.format(
        company=company_of(dossier) or words.COMPANY,
        title=words.PACK_TITLE,
        made=written_moment(dossier.made_at),
        edition=edition_title(catalog, dossier.edition),
    )
    about = {name: text for name, text in words.PACK_ABOUT.items() if name != words.PACK_README}
    inside = [n for n in about if n in there or n == words.MANIFEST_JSON]
    said = [lead, *(f"・{name}: {about[name]}" for name in inside)]
    if missing := [name for name in about if name not in inside]:
        said += ["", words.PACK_MISSING, *(f"・{about[name]}" for name in missing)]
    return _text("\n".join([*said, "", words.PACK_VERIFY, ""]))


def _answers(dossier: Dossier, catalog: Catalog) -> bytes:
    found: list[_Row] = []
    for result in dossier.sheets:
        check = check_of(catalog, result.edition)
        before = dossier.previous.get(result.sheet)
        titles = {part.no: part.title for part in check.parts}
        for item in check.items:
            name = state(result, item.no)
            got = points(check, name)
            past = answer_words(check, state(before, item.no)) if before else ""
            found.append(
                (
                    sheet_name(result),
                    item.no,
                    titles[item.part],
                    item.label,
                    item.asks,
                    answer_words(check, name),
                    "" if got is None else got,
                    past,
                )
            )
    return table(words.ANSWERS_HEAD, found)


def _scores(dossier: Dossier, results: list[SheetResult], catalog: Catalog) -> bytes:
    found: list[_Row] = []
    for result in results:
        gathered = result is dossier.gathered
        before = None if gathered else dossier.previous.get(result.sheet)
        name = words.ALL_SHEETS if gathered else sheet_name(result)
        check = check_of(catalog, result.edition)
        last = (verdict(result, check)[0], run_date(result), short_edition(result.edition))
        past: str | int = before.total if before else ""
        found.append((name, words.SCORES_TOTAL, result.total, result.highest, past, *last))
        for part in check.parts:
            got, highest = result.parts.get(part.no, (0, 0))
            past = before.parts.get(part.no, ("", 0))[0] if before else ""
            found.append((name, part.title, got, highest, past, "", *last[1:]))
    return table(words.SCORES_HEAD, found)


def _publication(dossier: Dossier) -> bytes:
    published = dossier.publication
    if not published:
        return _text(words.NOT_PUBLISHED)
    return _text(
        words.PUBLICATION.format(
            place=clean(published.place) or words.UNWRITTEN,
            where=clean(published.where) or words.UNWRITTEN,
            since=day(published.since) or words.UNWRITTEN,
        )
    )


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _manifest(dossier: Dossier, files: Mapping[str, bytes]) -> bytes:
    listed = [
        {"name": n, "about": words.PACK_ABOUT[n], "bytes": len(data), "sha256": _sum(data)}
        for n, data in files.items()
    ]
    held = {
        "title": words.PACK_TITLE,
        "company": company_of(dossier),
        "made_at": moment(dossier.made_at).isoformat(),
        "edition": dossier.edition,
        "files": listed,
    }
    return (json.dumps(held, ensure_ascii=False, indent=2) + "\n").encode()


def _hashes(dossier: Dossier, files: Mapping[str, bytes]) -> bytes:
    head = words.MANIFEST_HEAD.format(title=words.PACK_TITLE, made=written_moment(dossier.made_at))
    lines = [f"{_sum(data)}  {name}" for name, data in files.items()]
    return ("\n".join([head, *lines]) + "\n").encode()
