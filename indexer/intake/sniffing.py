"""What a file really is: told by its content, compared with its name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import BinaryIO, NamedTuple

from indexer.documents.errors import UnreadableDocument
from indexer.documents.model import Kind
from indexer.intake import words

_HEAD = 4096
_EOCD = b"PK\x05\x06"
_EOCD_SIZE = 22
_TAIL = 65536 + _EOCD_SIZE
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_LOOK = 4 * 1024 * 1024
_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html\b)", re.I | re.S
)
_TEXT_KINDS: dict[str, Kind] = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
_NAMED: dict[str, Kind] = {".pdf": "pdf", ".docx": "docx", ".xlsx": "xlsx", **_TEXT_KINDS}


class _Foreign(NamedTuple):
    """A kind that is not read: how it is called, and what to do."""

    start: bytes
    called: str
    advice: str


_FOREIGN = (
    _Foreign(b"MZ", "プログラム（.exe など）", words.PROGRAM),
    _Foreign(b"\x7fELF", "プログラム", words.PROGRAM),
    _Foreign(b"\xcf\xfa\xed\xfe", "プログラム", words.PROGRAM),
    _Foreign(b"\xca\xfe\xba\xbe", "プログラム", words.PROGRAM),
    _Foreign(b"#!/", "プログラム（スクリプト）", words.PROGRAM),
    _Foreign(b"L\x00\x00\x00\x01\x14\x02\x00", "ショートカット", words.PROGRAM),
    _Foreign(b"\x89PNG", "画像（PNG）", words.PICTURE),
    _Foreign(b"\xff\xd8\xff", "画像（JPEG）", words.PICTURE),
    _Foreign(b"GIF8", "画像（GIF）", words.PICTURE),
    _Foreign(b"II*\x00", "画像（TIFF）", words.PICTURE),
    _Foreign(b"MM\x00*", "画像（TIFF）", words.PICTURE),
    _Foreign(b"RIFF", "画像か動画", words.PICTURE),
    _Foreign(b"{\\rtf", "リッチテキスト（RTF）", words.SAVE_AS.format(right=".docx")),
    _Foreign(b"%!PS", "PostScript", words.SAVE_AS.format(right=".pdf")),
    _Foreign(b"\x1f\x8b", "圧縮ファイル（gzip）", words.UNPACK),
    _Foreign(b"7z\xbc\xaf\x27\x1c", "圧縮ファイル（7z）", words.UNPACK),
    _Foreign(b"Rar!", "圧縮ファイル（RAR）", words.UNPACK),
    _Foreign(b"\xfd7zXZ", "圧縮ファイル（xz）", words.UNPACK),
    _Foreign(b"BZh", "圧縮ファイル（bzip2）", words.UNPACK),
)
_TEXTUAL = (b"#!/", b"{\\rtf", b"%!PS")
_OLD_OFFICE = (
    ("WordDocument", "古い形式のWord文書（.doc）", ".docx"),
    ("Workbook", "古い形式のExcelの表（.xls）", ".xlsx"),
    ("PowerPoint Document", "古い形式のPowerPoint（.ppt）", ".pdf"),
)
_BY_SUFFIX = {
    ".xdw": ("DocuWorksの文書", words.SAVE_AS.format(right=".pdf")),
    ".jtd": ("一太郎の文書", words.SAVE_AS.format(right=".pdf")),
    ".csv": ("CSV", words.SAVE_AS.format(right=".xlsx")),
}


def sniff(path: Path, name: str) -> Kind:
    """The kind a reader is to be asked for.

    Args:
        path: where the content lies.
        name: what its owner calls it; only its ending counts.

    Raises:
        UnreadableDocument: it is none of the kinds, two at once, or not what its name says.
    """
    suffix = Path(name).suffix.lower()
    with path.open("rb") as file:
        really = _kind(file, suffix)
    if really in ("docx", "xlsx") and suffix in (".docm", ".xlsm", ".dotm", ".xltm"):
        raise UnreadableDocument(words.MACROS.format(right=words.RIGHT_SUFFIX[really]))
    if not suffix:
        raise UnreadableDocument(words.NO_SUFFIX.format(right=words.RIGHT_SUFFIX[really]))
    if _NAMED.get(suffix) != really:
        raise UnreadableDocument(
            words.NAME_DIFFERS.format(
                named=suffix[:12], really=words.CALLED[really], right=words.RIGHT_SUFFIX[really]
            )
        )
    return really


def _kind(file: BinaryIO, suffix: str) -> Kind:
    head = file.read(_HEAD)
    if not head:
        raise UnreadableDocument(words.EMPTY)
    if head.startswith(b"%PDF-"):
        if ends_as_zip(file):
            raise _two("pdf", "zip")
        return "pdf"
    _refuse_foreign(file, head, suffix)
    if head.startswith((b"PK\x03\x04", _EOCD)):
        return _packed(file, head)
    if b"%PDF-" in head[:1024]:
        return _late_pdf(head)
    if ends_as_zip(file):
        raise _two("program" if b"\0" in head else "plain", "zip")
    return _text(file, head, suffix)


def _late_pdf(head: bytes) -> Kind:
    """A PDF after other bytes: blanks are harmless, anything else makes it two files."""
    before = head[: head.index(b"%PDF-")]
    if before.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise _two("html" if b"<" in before else "plain", "pdf")
    return "pdf"


def _two(first: str, second: str) -> UnreadableDocument:
    return UnreadableDocument(
        words.TWO_IN_ONE.format(first=words.CALLED[first], second=words.CALLED[second])
    )


def _refuse_foreign(file: BinaryIO, head: bytes, suffix: str) -> None:
    if suffix in _BY_SUFFIX:
        raise UnreadableDocument(words.not_readable(*_BY_SUFFIX[suffix]))
    if head.startswith(_OLE):
        raise UnreadableDocument(_old_office(file))
    for foreign in _FOREIGN:
        # A text may begin with any letters, also with those of a program.
        if head.startswith(foreign.start) and (foreign.start in _TEXTUAL or not _is_text(head)):
            raise UnreadableDocument(words.not_readable(foreign.called, foreign.advice))


def _old_office(file: BinaryIO) -> str:
    """An OLE container holds an old Office file, or a new one behind a password."""
    file.seek(0)
    content = file.read(_OLE_LOOK)
    if "EncryptedPackage".encode("utf-16-le") in content:
        return words.ENCRYPTED
    for stream, called, right in _OLD_OFFICE:
        if stream.encode("utf-16-le") in content:
            return words.not_readable(called, words.SAVE_AS.format(right=right))
    return words.UNKNOWN_KIND


def _packed(file: BinaryIO, head: bytes) -> Kind:
    """A zip package by the names in its directory; what is wrong inside, `packages` tells."""
    tail = _tail(file)
    if _EOCD not in tail:
        raise UnreadableDocument(words.TRUNCATED)
    names = _directory_names(file, tail)
    if b"%PDF-" in head[:1024]:
        raise _two("zip", "pdf")
    if b"word/document.xml" in names:
        return "docx"
    if b"xl/workbook.xml" in names or b"xl/workbook.bin" in names:
        return "xlsx"
    if b"ppt/presentation.xml" in names:
        advice = words.SAVE_AS.format(right=".pdf")
        raise UnreadableDocument(words.not_readable("PowerPoint", advice))
    if head[30:38] == b"mimetype":
        advice = words.SAVE_AS.format(right=".docx か .xlsx")
        raise UnreadableDocument(words.not_readable("OpenDocumentなどの文書", advice))
    raise UnreadableDocument(words.not_readable(words.CALLED["zip"], words.UNPACK))


def _directory_names(file: BinaryIO, tail: bytes) -> bytes:
    """The bytes of the zip's directory, in which names stand as they are."""
    at = tail.rindex(_EOCD)
    size = int.from_bytes(tail[at + 12 : at + 16], "little")
    offset = int.from_bytes(tail[at + 16 : at + 20], "little")
    file.seek(min(offset, _length(file)))
    return file.read(min(size, _OLE_LOOK))


def ends_as_zip(file: BinaryIO) -> bool:
    """Whether unpacking software would find a zip at the end of the file."""
    tail = _tail(file)
    at = tail.rfind(_EOCD)
    if at < 0 or len(tail) - at < _EOCD_SIZE:
        return False
    size = int.from_bytes(tail[at + 12 : at + 16], "little")
    start = _length(file) - len(tail) + at - size
    if start < 0 or not size:
        return False
    file.seek(start)
    return file.read(4) == b"PK\x01\x02"


def _length(file: BinaryIO) -> int:
    return file.seek(0, 2)


def _tail(file: BinaryIO) -> bytes:
    file.seek(max(0, _length(file) - _TAIL))
    return file.read(_TAIL)


def _text(file: BinaryIO, head: bytes, suffix: str) -> Kind:
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if (b"\0" in head and not wide) or not _is_text(head):
        raise UnreadableDocument(words.DAMAGED if suffix in _NAMED else words.UNKNOWN_KIND)
    if _MARKUP.match(_decoded(head)):
        return "html"
    if suffix in (".pdf", ".docx", ".xlsx") or suffix not in _NAMED:
        return "plain"
    return _TEXT_KINDS[suffix]


def _is_text(head: bytes) -> bool:
    text = _decoded(head)
    strange = sum(not letter.isprintable() and not letter.isspace() for letter in text)
    return strange * 50 < len(text)


def _decoded(head: bytes) -> str:
    """The head in whichever Japanese encoding fits; what is cut at its end does not count."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "cp932", "euc-jp"):
        try:
            head.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(head) - 4:
                continue
        return head.decode(encoding, errors="ignore")
    return head.decode("utf-8", errors="replace").replace("\ufffd", "\0")
