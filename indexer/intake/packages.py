"""What is inside a Word or Excel package, before any reader opens it (A35, A36)."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from indexer.documents.errors import UnreadableDocument
from indexer.documents.model import Kind
from indexer.intake import words
from indexer.intake.limits import Limits

_CHUNK = 1 << 16
_LOCAL_HEADER = 30
_ENCRYPTED_FLAG = 0x1
_ODD_NAME = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:|\\|[\x00-\x1f]")
_XML_NAME = re.compile(r"\.(xml|rels|vml|svg)$", re.I)
_MACRO_NAME = re.compile(r"(^|/)(vba(Project|Data)[^/]*|macrosheets/.*)$", re.I)
_EMBEDDED_NAME = re.compile(
    r"(^|/)(embeddings|activeX)/[^/]+\.(bin|xlsx?|docx?|pptx?|zip|pdf)$", re.I
)
_MACRO_TYPE = re.compile(rb"macroEnabled|vbaProject|intlmacrosheet", re.I)
_OUTSIDE = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.I)
_HYPERLINK = re.compile(rb"relationships/hyperlink[\"']", re.I)
_FIELD = re.compile(rb"INCLUDE(TEXT|PICTURE)\s|\bDDE(AUTO)?\s|<(?:\w+:)?ddeLink\b")
_DECLARATION_BYTES = tuple(
    re.compile(re.escape(word.encode(encoding)), re.I)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_OVERLAP = max(len("<!DOCTYPE") * 2, 600)


class Package:
    """A package that passed, with how big its text is and what staff should know."""

    def __init__(self, text_bytes: int, notes: tuple[str, ...]):
        self.text_bytes, self.notes = text_bytes, notes


def check(path: Path, kind: Kind, limits: Limits) -> Package:
    """The package at a path, every byte of it unpacked once and none of it kept.

    Raises:
        UnreadableDocument: a bomb, a password, macros, a DTD, odd parts, or damage.
    """
    try:
        with zipfile.ZipFile(path) as package:
            return _check(package, kind, limits)
    except (
        zipfile.BadZipFile,
        EOFError,
        ValueError,
        NotImplementedError,
        OSError,
        zlib.error,
    ) as error:
        raise UnreadableDocument(words.DAMAGED) from error


def _check(package: zipfile.ZipFile, kind: Kind, limits: Limits) -> Package:
    parts = package.infolist()
    _check_directory(parts, limits)
    names = [part.filename for part in parts]
    right = words.RIGHT_SUFFIX[kind]
    if any(_MACRO_NAME.search(name) for name in names):
        raise UnreadableDocument(words.MACROS.format(right=right))
    found = _Found()
    for part in parts:
        _scan(package, part, found)
    if found.macro_type:
        raise UnreadableDocument(words.MACROS.format(right=right))
    notes = []
    if found.outside:
        notes.append(words.LINKS_OUTSIDE)
    if embedded := sum(bool(_EMBEDDED_NAME.search(name)) for name in names):
        notes.append(words.EMBEDDED.format(count=embedded))
    if found.fields:
        notes.append(words.FIELDS)
    return Package(found.text_bytes, tuple(notes))


class _Found:
    """What the parts hold, gathered over all of them."""

    def __init__(self) -> None:
        self.text_bytes = 0
        self.macro_type = self.outside = self.fields = False


def _check_directory(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(parts) > limits.parts:
        raise UnreadableDocument(words.BOMB)
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    too_dense = unpacked > limits.ratio_from and unpacked > packed * limits.ratio
    if unpacked > limits.unpacked_bytes or too_dense:
        raise UnreadableDocument(words.BOMB)
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise UnreadableDocument(words.ENCRYPTED)
    names = [part.filename.lower() for part in parts]
    odd = any(_ODD_NAME.search(part.filename) or _is_link(part) for part in parts)
    if odd or len(set(names)) != len(names):
        raise UnreadableDocument(words.BAD_PARTS)
    if _overlap(parts):
        raise UnreadableDocument(words.BOMB)


def _is_link(part: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(part.external_attr >> 16)


def _overlap(parts: Iterable[zipfile.ZipInfo]) -> bool:
    """Whether two parts share bytes, as in a bomb that needs no nesting."""
    end = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < end:
            return True
        end = part.header_offset + _LOCAL_HEADER + part.compress_size
    return False


def _scan(package: zipfile.ZipFile, part: zipfile.ZipInfo, found: _Found) -> None:
    """Read a part to its end, so that its checksum is compared, and look for what is not allowed."""
    is_xml = bool(_XML_NAME.search(part.filename))
    for piece in _pieces(package, part):
        if not is_xml:
            continue
        if any(pattern.search(piece) for pattern in _DECLARATION_BYTES):
            raise UnreadableDocument(words.OUTSIDE_DECLARATION)
        if part.filename == "[Content_Types].xml":
            found.macro_type |= bool(_MACRO_TYPE.search(piece))
        if part.filename.endswith(".rels"):
            found.outside |= any(
                not _HYPERLINK.search(match.group()) for match in _OUTSIDE.finditer(piece)
            )
        else:
            found.fields |= bool(_FIELD.search(piece))
    if is_xml:
        found.text_bytes += part.file_size


def _pieces(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part in pieces, each beginning with the end of the one before."""
    with package.open(part) as stream:
        kept = b""
        while piece := stream.read(_CHUNK):
            yield kept + piece
            kept = piece[-_OVERLAP:]
