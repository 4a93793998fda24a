"""Small documents, whole and broken, made in the test: no file of unknown origin lies in the tree."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of those objects, numbered from 1; the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = b"/Size %d /Root 1 0 R %b" % (len(objects) + 1, trailer)
    out += b"trailer\n<< %b >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(out)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A Flate stream."""
    packed = zlib.compress(content)
    head = b"<< /Length %d /Filter /FlateDecode %b >>" % (len(packed), entries)
    return head + b"\nstream\n" + packed + b"\nendstream"


def text_objects(pages: Sequence[str]) -> list[bytes]:
    """Catalogue, page tree, font, then a page and its content for each text."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * place) for place in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for place, text in enumerate(pages):
        lines = b" ".join(
            b"(%b) Tj 0 -16 Td" % line.encode("ascii") for line in text.splitlines() or [""]
        )
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * place)
        )
        objects.append(stream(b"BT /F1 12 Tf 72 760 Td %b ET" % lines))
    return objects


def text_pdf(*pages: str) -> bytes:
    """A PDF with text, a page for each."""
    return pdf(text_objects(pages))


def encrypted_pdf(password: str) -> bytes:
    """A PDF that opens only with the password."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(text_pdf("secret"))))
    writer.encrypt(password, algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def many_pages_pdf(pages: int) -> bytes:
    """A small file that says it has that many pages: one page, many times in a tree of kids."""
    per_node = 1000
    nodes = pages // per_node
    kids = b" ".join(b"%d 0 R" % (4 + place) for place in range(nodes))
    leaf = b"<< /Type /Page /Parent 4 0 R /MediaBox [0 0 99 99] >>"
    node = b"<< /Type /Pages /Parent 2 0 R /Count %d /Kids [%b] >>"
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, nodes * per_node),
            leaf,
            *[node % (per_node, b"3 0 R " * per_node)] * nodes,
        ]
    )


def deep_outline_pdf(depth: int) -> bytes:
    """A PDF whose bookmarks stand in one another."""
    objects = text_objects(["deep"])
    first = len(objects) + 1
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R /Outlines %d 0 R >>" % first
    for place in range(depth):
        own = first + place
        objects.append(b"<< /Title (x) /First %d 0 R /Last %d 0 R >>" % (own + 1, own + 1))
    objects.append(b"<< /Title (end) >>")
    return pdf(objects)


def looping_outline_pdf() -> bytes:
    """A PDF of two bookmarks, each of which follows the other."""
    objects = text_objects(["loop"])
    first = len(objects) + 1
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R /Outlines %d 0 R >>" % first
    objects.append(b"<< /First %d 0 R /Last %d 0 R >>" % (first + 1, first + 2))
    for following in (first + 2, first + 1):
        objects.append(b"<< /Title (a) /Next %d 0 R /Parent %d 0 R >>" % (following, first))
    return pdf(objects)


def unmapped_font_pdf(letters: int = 200, first: int = 0x0300) -> bytes:
    """A PDF whose font has glyph numbers only, and no table from them to letters."""
    objects = text_objects(["x"])
    objects[2] = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Hidden /Encoding /Identity-H"
        b" /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Hidden"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000"
        b" /FontDescriptor << /Type /FontDescriptor /FontName /AAAAAA+Hidden /Flags 4"
        b" /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /StemV 80 >> >>] >>"
    )
    codes = "".join(f"{first + place % 80:04x}" for place in range(letters))
    objects[4] = stream(b"BT /F1 10 Tf 20 700 Td <%b> Tj ET" % codes.encode())
    return pdf(objects)


def flate_bomb_pdf(size: int) -> bytes:
    """A PDF whose page unpacks to that many bytes."""
    packer, megabyte = zlib.compressobj(9), b" " * 1024 * 1024
    pieces = [packer.compress(megabyte) for _ in range(size // len(megabyte))]
    packed = b"".join([*pieces, packer.flush()])
    objects = text_objects(["x"])
    objects[4] = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed)
    objects[4] += packed + b"\nendstream"
    return pdf(objects)


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip package of those parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return target.getvalue()


def docx_parts(*paragraphs: str) -> dict[str, str | bytes]:
    """The parts of a Word document."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    return _office("word/document.xml", "wordprocessingml.document.main") | {
        "word/document.xml": f'{_XML}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    }


def xlsx_parts(*rows: Sequence[str]) -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet."""
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>"
        for row in rows
    )
    parts = _office("xl/workbook.xml", "spreadsheetml.sheet.main")
    parts["[Content_Types].xml"] = str(parts["[Content_Types].xml"]).replace(
        "</Types>",
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    )
    return parts | {
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_RELATIONS}"><Relationship '
        f'Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{_XML}<worksheet xmlns="{_SHEET}"><sheetData>{cells}'
        "</sheetData></worksheet>",
    }


def _office(main: str, kind: str) -> dict[str, str | bytes]:
    content = f"application/vnd.openxmlformats-officedocument.{kind}+xml"
    return {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{content}"/></Types>',
        "_rels/.rels": f'{_XML}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="{main}"/></Relationships>',
    }


def template_link(url: str) -> dict[str, str | bytes]:
    """The part by which a Word document asks for a template elsewhere."""
    return {
        "word/_rels/settings.xml.rels": f'{_XML}<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/attachedTemplate" Target="{url}" '
        'TargetMode="External"/></Relationships>'
    }


def lying_zip(size: int) -> bytes:
    """A workbook with a part whose directory says it is far smaller than it is."""
    content = bytearray(
        package(xlsx_parts(["a"]) | {"xl/sharedStrings.xml": b"<a/>" + b" " * size})
    )
    where, real = content.rindex(b"PK\x01\x02"), struct.pack("<I", size + 4)
    at = content.index(real, where)
    content[at : at + 4] = struct.pack("<I", 10)
    return bytes(content)


def overlapping_zip() -> bytes:
    """A workbook in whose directory two names share one part."""
    content = bytearray(package(xlsx_parts(["a"]) | {"xl/a.xml": "<a/>", "xl/b.xml": "<b/>"}))
    first = content.index(b"PK\x01\x02")
    rows = []
    while content[first : first + 4] == b"PK\x01\x02":
        rows.append(first)
        lengths = struct.unpack_from("<HHH", content, first + 28)
        first += 46 + sum(lengths)
    content[rows[-1] + 42 : rows[-1] + 46] = content[rows[-2] + 42 : rows[-2] + 46]
    return bytes(content)


def ole(*streams: str) -> bytes:
    """The beginning of an old Office container with streams of those names."""
    names = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return _OLE + b"\0" * 504 + names


def sparse(path: Path, size: int) -> Path:
    """A file of that size that takes no room on the disk."""
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(size)
    return path
