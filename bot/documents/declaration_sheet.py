"""What to write when declaring (宣言の下書き), field by field, for the chat and as a Word file."""

from __future__ import annotations

import datetime as dt

from docx.document import Document
from docx.shared import Mm, Pt

from bot.documents import words
from bot.documents.errors import reporting
from bot.documents.results import run_date, shown_result
from bot.documents.rules import how_to_declare
from bot.documents.text import clean, day, lines, moment
from bot.documents.word_file import blank, element, saved
from bot.domain.walkthrough import Dossier, Publication
from knowledge.catalog import Catalog
from knowledge.dates import japanese

_SIZE = 10.5
_NARROW, _WIDE = Mm(55), Mm(115)


def rows(dossier: Dossier) -> list[tuple[str, str]]:
    """Label and value of every field, in the order of declaring; 未記入 for what is not known."""
    star = _star(dossier)
    found = [
        (words.FIELD_STAR, words.STARS.get(star, "")),
        (words.FIELD_COMPANY, _field(dossier, "company")),
        (words.FIELD_ENTITY, _field(dossier, "entity")),
        (words.FIELD_REPRESENTATIVE, _representative(dossier)),
        (words.FIELD_MAIL, _field(dossier, "mail")),
        (words.FIELD_GBIZID, _field(dossier, "gbizid")),
    ]
    if held := _field(dossier, "star_held"):
        found.insert(1, (words.FIELD_HELD, held))
    if star == "two":
        found += _two_star_rows(dossier)
    of = words.FIELD_OF_ONE if star == "two" else ""
    found += [
        (words.FIELD_DECLARED + of, day(_field(dossier, "declared_on"))),
        (words.FIELD_ID + of, _field(dossier, "declaration_id")),
    ]
    if star == "two":
        found += [
            (words.FIELD_DECLARED_TWO, day(_field(dossier, "star2_declared_on"))),
            (words.FIELD_ID_TWO, _field(dossier, "star2_id")),
        ]
    return [(label, value or words.UNWRITTEN) for label, value in found]


def docx(dossier: Dossier, catalog: Catalog) -> bytes:
    """The same as a Word file, with how to declare on the day the dossier was made.

    Raises:
        DocumentError: it cannot be made.
    """
    with reporting(words.DOCUMENT_FAILED):
        made = moment(dossier.made_at).date()
        document = blank(words.SHEET_TITLE, company_of(dossier), size=_SIZE, day=made, margin=20)
        document.styles["Normal"].paragraph_format.line_spacing = Pt(_SIZE * 1.4)
        document.add_paragraph(words.SHEET_TITLE, style="Title")
        document.add_paragraph(words.SHEET_LEAD)
        _table(document, rows(dossier))
        _notes(document, dossier, catalog, made)
        document.add_paragraph(words.SHEET_MADE.format(date=japanese(made)))
        return saved(document)


def company_of(dossier: Dossier) -> str:
    """The firm's name, as it was given; empty when it was not."""
    return clean(dossier.fields.get("company", "")) or clean(
        dossier.policy.company if dossier.policy else ""
    )


def _field(dossier: Dossier, name: str) -> str:
    return clean(dossier.fields.get(name, ""))


def _star(dossier: Dossier) -> str:
    """The star this is about: what was said, else by how far the firm got."""
    if said := dossier.fields.get("star"):
        return said
    if dossier.policy or dossier.publication:
        return "two"
    return "one" if dossier.fields.get("company") else ""


def _representative(dossier: Dossier) -> str:
    name = [_field(dossier, "representative_title"), _field(dossier, "representative_name")]
    if dossier.policy and not any(name):
        policy = dossier.policy
        name = [clean(policy.representative_title), clean(policy.representative_name)]
    return " ".join(part for part in name if part)


def _two_star_rows(dossier: Dossier) -> list[tuple[str, str]]:
    checked = ""
    if dossier.gathered or dossier.sheets:
        result, _ = shown_result(dossier)
        checked = words.CHECK_VALUE.format(
            date=run_date(result), total=result.total, highest=result.highest
        ) + ("" if result.complete else words.CHECK_OPEN)
    published = dossier.publication or Publication(place="", where="", since="")
    return [
        (words.FIELD_CHECK, checked),
        (words.FIELD_ESTABLISHED, day(dossier.policy.established_on) if dossier.policy else ""),
        (words.FIELD_PLACE, clean(published.place)),
        (words.FIELD_WHERE, clean(published.where)),
        (words.FIELD_SINCE, day(published.since)),
    ]


def _table(document: Document, found: list[tuple[str, str]]) -> None:
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, (_NARROW, _WIDE), strict=True):
        column.width = width
    head = table.rows[0]
    head._tr.get_or_add_trPr().append(element("tblHeader"))  # read out and repeated as the head
    for label, value in [(words.SHEET_FIELD, words.SHEET_VALUE), *found]:
        row = head if label == words.SHEET_FIELD else table.add_row()
        row._tr.get_or_add_trPr().insert(0, element("cantSplit"))
        for number, (text, width) in enumerate(((label, _NARROW), (value, _WIDE))):
            cell = row.cells[number]
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = Pt(2)
            paragraph.paragraph_format.space_after = Pt(2)
            paragraph.add_run(text).bold = row is head
            if row is head or number == 0:
                shade = element("shd", val="clear", color="auto", fill="E9EDF0")
                cell._tc.get_or_add_tcPr().append(shade)


def _notes(document: Document, dossier: Dossier, catalog: Catalog, made: dt.date) -> None:
    heading = words.SHEET_HOW.format(date=japanese(made))
    document.add_paragraph(heading, style="Heading 1")
    notes = how_to_declare(catalog, made, _star(dossier))
    if not notes:
        document.add_paragraph(words.SHEET_NO_HOW)
    for number, note in enumerate(notes):
        # The steps whole; of what else matters, how it stands in one sentence or two.
        for line in lines(note.text)[: None if number == 0 else 1]:
            document.add_paragraph(line).paragraph_format.space_after = Pt(1)
        document.add_paragraph(note.checked).paragraph_format.space_after = Pt(3)
    document.add_paragraph(words.SHEET_WARNING)
