"""A Word file in Japanese: fonts, language, paper and properties, set once for every document."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from bot.documents.archive import zipped
from bot.documents.text import clean

_MINCHO, _GOTHIC = "游明朝", "游ゴシック"
# What a machine without these has instead, best first.
_INSTEAD = {
    _MINCHO: "Yu Mincho,ＭＳ 明朝,MS Mincho,Hiragino Mincho ProN,Noto Serif CJK JP",
    _GOTHIC: "Yu Gothic,ＭＳ ゴシック,MS Gothic,Hiragino Sans,Noto Sans CJK JP",
}
# Height of a line, of the height of its letters.
LINE = 1.65
_INK = RGBColor(0x1F, 0x29, 0x33)
_LONGEST_PROPERTY = 255
_UNDATED = dt.datetime(2026, 1, 1)  # noqa: DTZ001 (what a file without a date of its own carries)


def blank(
    title: str, author: str, *, size: float, day: dt.date | None = None, margin: float = 25
) -> Document:
    """An empty A4 page in Japanese.

    Args:
        title: of the file's properties.
        author: likewise; the firm.
        size: of the text, in points; headings follow it.
        day: when it was written, for the properties.
        margin: in millimetres, on all sides.
    """
    document = docx.Document()
    _set_paper(document, margin)
    _set_language(document)
    _set_style(document, "Normal", _MINCHO, size, before=0, after=size * 0.35)
    _set_style(document, "Title", _GOTHIC, size * 1.75, before=0, after=size * 1.1)
    _set_style(document, "Heading 1", _GOTHIC, size * 1.12, before=size * 0.8, after=size * 0.15)
    document.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _set_properties(document, title, author, day)
    return document


def saved(document: Document) -> bytes:
    """The file; the same bytes for the same contents."""
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})


def element(name: str, **attributes: str) -> Any:
    """An XML element of WordprocessingML; `val="1"` becomes `w:val`."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _set_paper(document: Document, margin: float) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(margin)
    section.left_margin = section.right_margin = Mm(margin)
    section.header_distance = section.footer_distance = Mm(10)


def _set_language(document: Document) -> None:
    defaults = document.styles.element.find(
        f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"
    )
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("lang", val="ja-JP", eastAsia="ja-JP", bidi="ar-SA"))
    _set_fonts(defaults, _MINCHO)
    settings = document.settings.element
    for old in settings.findall(qn("w:themeFontLang")):
        old.set(qn("w:val"), "ja-JP")
        old.set(qn("w:eastAsia"), "ja-JP")
    _name_other_fonts(document)


def _set_fonts(properties: Any, font: str) -> None:
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = element("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font)
    # Within w:rPr, w:rFonts stands first (after a style's name, which none here has).
    properties.insert(0, fonts)


def _set_style(
    document: Document, name: str, font: str, size: float, *, before: float, after: float
) -> None:
    style = document.styles[name]
    _set_fonts(style.element.get_or_add_rPr(), font)
    style.font.size = Pt(round(size * 2) / 2)
    style.font.color.rgb = _INK
    style.paragraph_format.space_before = Pt(round(before))
    style.paragraph_format.space_after = Pt(round(after))
    # Exact: the same page in Word and LibreOffice, whatever font stands in.
    style.paragraph_format.line_spacing = Pt(round(size * LINE * 2) / 2)
    style.font.bold = name != "Normal"
    for border in style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _name_other_fonts(document: Document) -> None:
    """The font table: which fonts may stand in, so that no machine falls back to empty boxes."""
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            fonts = "".join(
                f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="80"/></w:font>'
                for name, others in _INSTEAD.items()
            )
            text = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="{namespace}">{fonts}</w:fonts>'
            part._blob = text.encode()  # a part that python-docx only carries along


def _set_properties(document: Document, title: str, author: str, day: dt.date | None) -> None:
    properties = document.core_properties
    properties.title = clean(title)[:_LONGEST_PROPERTY]
    properties.author = clean(author)[:_LONGEST_PROPERTY]
    properties.last_modified_by = properties.author
    properties.comments = ""
    properties.language = "ja-JP"
    time = dt.datetime(day.year, day.month, day.day) if day else _UNDATED  # noqa: DTZ001
    properties.created = properties.modified = time
    properties.revision = 1
