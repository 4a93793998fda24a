"""The one way to a document: which kind, of whose dossier, by which knowledge."""

from __future__ import annotations

from collections.abc import Callable

from bot.documents import (
    calendar,
    chart,
    declaration_sheet,
    evidence_pack,
    policy,
    policy_page,
    words,
)
from bot.documents.archive import file_name
from bot.documents.declaration_sheet import company_of
from bot.documents.errors import DocumentError, reporting
from bot.documents.results import check_of, sheet_name, shown_result
from bot.documents.text import moment
from bot.documents.todos import todo_csv, todo_lines
from bot.domain.answer import Model
from bot.domain.walkthrough import DocumentKind, Dossier, SheetResult
from knowledge.catalog import Catalog
from knowledge.schema import SelfCheck

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_IN_PACK: tuple[DocumentKind, ...] = ("chart", "policy", "policy_page", "declaration_sheet")


class MadeDocument(Model):
    """A document ready to be handed over.

    Attributes:
        filename: safe on every system, with company and date.
        title: what it is, for the reader.
        alt: what a picture shows, or what the file is for.
    """

    filename: str
    mime: str
    data: bytes
    title: str
    alt: str


def make(kind: DocumentKind, dossier: Dossier, catalog: Catalog) -> MadeDocument:
    """Make a document.

    Raises:
        DocumentError: something it needs was not answered yet, or it cannot be made; the
            message is a Japanese sentence for the user.
    """
    title, ending, mime, making = _KINDS[kind]
    with reporting(words.DOCUMENT_FAILED):
        data, alt = making(dossier, catalog)
        day = moment(dossier.made_at).date()
        name = file_name(company_of(dossier), title, day, ending)
        return MadeDocument(filename=name, mime=mime, data=data, title=title, alt=alt)


def _charted(
    dossier: Dossier, catalog: Catalog
) -> tuple[SheetResult, SheetResult | None, SelfCheck, str]:
    result, previous = shown_result(dossier)
    check = check_of(catalog, result.edition)
    # A run by another edition asked other things: it is no run before this one.
    if previous and previous.edition != result.edition:
        previous = None
    named = [company_of(dossier), "" if result is dossier.gathered else result.sheet]
    sheet = sheet_name(result) if named[1] else ""
    title = "｜".join(part for part in (named[0], sheet) if part) or words.CHART_TITLE
    return result, previous, check, title


def _chart(dossier: Dossier, catalog: Catalog) -> tuple[bytes, str]:
    shown = _charted(dossier, catalog)
    return chart.draw(*shown), chart.alt_text(*shown)


def _written(dossier: Dossier, catalog: Catalog) -> policy.WrittenPolicy:
    if not dossier.policy:
        raise DocumentError(words.NO_POLICY)
    if not catalog.policy_texts:
        raise DocumentError(words.NO_POLICY_TEXT)
    return policy.written(dossier.policy, catalog.policy_texts[0])


def _policy(dossier: Dossier, catalog: Catalog) -> tuple[bytes, str]:
    return policy.docx(_written(dossier, catalog)), words.POLICY_ALT


def _policy_print(dossier: Dossier, catalog: Catalog) -> tuple[bytes, str]:
    return policy.printed(_written(dossier, catalog)), words.POLICY_PRINT_ALT


def _policy_page(dossier: Dossier, catalog: Catalog) -> tuple[bytes, str]:
    return policy_page.page(_written(dossier, catalog)).encode(), words.POLICY_PAGE_ALT


def _declaration_sheet(dossier: Dossier, catalog: Catalog) -> tuple[bytes, str]:
    return declaration_sheet.docx(dossier, catalog), words.SHEET_ALT


def _todos(dossier: Dossier, _: Catalog) -> tuple[bytes, str]:
    return todo_csv(dossier.todos), "\n".join(todo_lines(dossier.todos))


def _evidence_pack(dossier: Dossier, catalog: Catalog) -> tuple[bytes, str]:
    documents: dict[DocumentKind, bytes] = {}
    for kind in _IN_PACK:
        if kind == "chart" and not (dossier.gathered or dossier.sheets):
            continue
        if kind.startswith("policy") and not dossier.policy:
            continue
        documents[kind] = _KINDS[kind][3](dossier, catalog)[0]
    return evidence_pack.pack(dossier, catalog, documents), words.PACK_ALT


_Making = Callable[[Dossier, Catalog], tuple[bytes, str]]
_KINDS: dict[DocumentKind, tuple[str, str, str, _Making]] = {
    "chart": (words.CHART_TITLE, ".png", "image/png", _chart),
    "policy": (words.POLICY_TITLE, ".docx", _WORD, _policy),
    "policy_page": (words.POLICY_PAGE_TITLE, ".html", "text/html; charset=utf-8", _policy_page),
    "policy_print": (words.POLICY_PRINT_TITLE, ".docx", _WORD, _policy_print),
    "declaration_sheet": (words.SHEET_TITLE, ".docx", _WORD, _declaration_sheet),
    "evidence_pack": (words.PACK_TITLE, ".zip", "application/zip", _evidence_pack),
    "calendar": (words.CALENDAR_TITLE, ".ics", "text/calendar; charset=utf-8", calendar.written),
    "todos": (words.TODOS_TITLE, ".csv", "text/csv; charset=utf-8", _todos),
}
