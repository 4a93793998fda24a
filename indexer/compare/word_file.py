"""A comparison as a Word document."""

from __future__ import annotations

import io
import re

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from indexer.compare import wording
from indexer.compare.align import Change
from indexer.compare.sections import (
    Named,
    Section,
    at_once,
    effects_by_kind,
    effects_note,
    marks,
    pages,
    said,
    sections,
    spans,
    summary,
)

_FONT = "游ゴシック"
_GONE, _CAME = RGBColor(0x82, 0x07, 0x1E), RGBColor(0x11, 0x63, 0x29)
_GREY, _AMBER, _BLACK = (RGBColor(0x57, 0x60, 0x6A), RGBColor(0x9A, 0x67, 0x00), RGBColor(0, 0, 0))
# What XML cannot hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Of a section, so many changes are written: Word is slow with more, and so is a reader.
_MOST = 500
_STYLES = (
    ("Normal", 10.5),
    ("Title", 16),
    ("Heading 1", 13),
    ("Heading 2", 11),
    ("List Bullet", 10),
)


def word_file(named: Named) -> bytes:
    """The whole comparison as a .docx."""
    document = Document()
    _set_up(document)
    rows = sections(named.comparison)
    document.add_heading(_clean(named.title), level=0)
    document.add_paragraph(summary(named.comparison))
    if rows:
        _contents(document, named, rows)
        _small(document, wording.LEGEND_MARKED)
    else:
        document.add_paragraph(wording.NO_CHANGES)
    for row in rows:
        if row.id == "figures":
            _section(document, row)
    if rows:
        _effects(document, named)
    for row in rows:
        if row.id != "figures":
            _section(document, row)
    _small(document, wording.BY_COMPUTER)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _set_up(document: WordDocument) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
    for name, size in _STYLES:
        style = document.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for kind in ("ascii", "hAnsi", "eastAsia"):
            fonts.set(qn(f"w:{kind}"), _FONT)
        if name != "Normal":
            style.font.color.rgb = _BLACK
        style.paragraph_format.space_after = Pt(4)


def _contents(document: WordDocument, named: Named, rows: tuple[Section, ...]) -> None:
    counts = [(row.heading, row.count) for row in rows]
    counts.insert(
        1 if rows[0].id == "figures" else 0, (wording.SECTIONS["effects"], len(named.effects))
    )
    for heading, count in counts:
        document.add_paragraph(f"{heading}（{count}）", style="List Bullet")


def _effects(document: WordDocument, named: Named) -> None:
    document.add_heading(wording.SECTIONS["effects"], level=1)
    _small(document, effects_note(named))
    for kind, some in effects_by_kind(named.effects).items():
        document.add_heading(f"{wording.EFFECT_KINDS[kind]}（{len(some)}）", level=2)
        for one in some:
            document.add_paragraph(_clean(said(one)), style="List Bullet")


def _section(document: WordDocument, section: Section) -> None:
    document.add_heading(f"{section.heading}（{section.count}）", level=1)
    if section.note:
        _small(document, section.note)
    left = _MOST
    for group in section.groups:
        if left <= 0:
            break
        where = _small(document, group.place)
        where.paragraph_format.keep_with_next = True
        where.paragraph_format.space_before = Pt(6)
        shown = at_once(section, group)
        for change in group.changes[: min(left, shown)]:
            _change(document, change)
        if shown < len(group.changes):
            count = len(group.changes) - shown
            _small(document, wording.EFFECT_MORE.format(count=count))
        left -= len(group.changes)
    if left < 0:
        _small(document, wording.ELSEWHERE_MORE.format(count=-left))


def _small(document: WordDocument, text: str) -> Paragraph:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(_clean(text))
    run.font.size, run.font.color.rgb = Pt(9), _GREY
    return paragraph


def _change(document: WordDocument, change: Change) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = Mm(4)
    if marks(change):
        text = wording.FIGURE.format(kinds=wording.FIGURE_JOIN.join(marks(change)))
        mark = paragraph.add_run(text)
        mark.font.bold, mark.font.color.rgb = True, _AMBER
    for span in spans(change):
        piece = paragraph.add_run(_clean(span.text))
        if span.what == "gone":
            piece.font.strike, piece.font.color.rgb = True, _GONE
        elif span.what == "new":
            piece.font.underline, piece.font.color.rgb = True, _CAME
    if pages(change):
        run = paragraph.add_run(f"（{pages(change)}）")
        run.font.size, run.font.color.rgb = Pt(9), _GREY


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)
