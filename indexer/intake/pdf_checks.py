"""Whether a PDF is whole, before any reader opens it (A34, A37).

Readers repair: they rebuild a broken cross-reference table and take what a damaged stream still
gives, so pages and sentences can be missing without a word. Here a file is refused instead. The
rules are those of ISO 32000-1, 7.5.4, 7.5.5 and 7.5.8.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from indexer.documents.errors import UnreadableDocument
from indexer.intake import words
from indexer.intake.limits import Limits

_TAIL = 2048
_CHUNK = 1 << 16
_SECTIONS = 1000
_HEADER = re.compile(rb"\s*(\d{1,10})\s+\d{1,5}\s+obj\b")
_STARTXREF = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF")
_SUBSECTION = re.compile(rb"\s*(\d{1,10})\s+(\d{1,10})\s*?(?:\r\n|\n|\r)")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])")
_ENTRY_SIZE = 20
_LINK = re.compile(rb"/(Prev|XRefStm)\s+(\d{1,12})")
_STREAM = re.compile(rb">>\s{0,8}stream(?:\r\n|\n)")
_FLATE = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\b")
# The word that begins a stream's data; the dictionary before it may be damaged.
_DATA = re.compile(rb"(?<![A-Za-z])stream(?:\r\n|\n)")
_FILTERS = re.compile(rb"/Filter\s*(\[[^\]]{0,200}\]|/[^\s/<>\[\]()]{0,40})")
_NAME = re.compile(rb"/([^\s/<>\[\]()]*)")
_KNOWN = frozenset(
    b"FlateDecode Fl LZWDecode LZW ASCII85Decode A85 ASCIIHexDecode AHx RunLengthDecode RL"
    b" DCTDecode DCT JPXDecode CCITTFaxDecode CCF JBIG2Decode Crypt".split()
)
_FILTER = re.compile(rb"/Filter\b")
_LENGTH = re.compile(rb"/Length\s+(\d{1,12})\b(?!\s+\d+\s+R)")
_ZLIB = (b"x\x9c", b"x\xda", b"x\x01", b"x^")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_ENCRYPT = re.compile(rb"/Encrypt\s+(?:\d+\s+\d+\s+R|<<)")
_WIDTHS = re.compile(rb"/W\s*\[\s*(\d)\s+(\d)\s+(\d)\s*\]")
_INDEX = re.compile(rb"/Index\s*\[([\d\s]+)\]")
_COLUMNS = re.compile(rb"/Columns\s+(\d{1,3})\b")
_PREDICTOR = re.compile(rb"/Predictor\s+(\d{1,2})\b")


def check(content: bytes, limits: Limits) -> None:
    """Pass over a PDF that is whole.

    Raises:
        UnreadableDocument: cut off, broken cross references, a damaged stream, or a bomb.
    """
    tail = content[-_TAIL:]
    if b"%%EOF" not in tail:
        raise UnreadableDocument(words.TRUNCATED)
    starts = _STARTXREF.findall(tail)
    if not starts:
        raise UnreadableDocument(words.DAMAGED)
    # Offsets count from the header, which may stand after a few blanks.
    body = content[content.index(b"%PDF-") :]
    encrypted = _check_references(body, int(starts[-1]))
    if not encrypted:
        _check_streams(body, limits)


def _check_references(body: bytes, start: int) -> bool:
    """Follow every cross-reference section; whether one of them speaks of encryption."""
    waiting, seen, encrypted = [start], set[int](), False
    while waiting:
        offset = waiting.pop()
        if offset in seen:
            continue
        seen.add(offset)
        if len(seen) > _SECTIONS or offset >= len(body):
            raise UnreadableDocument(words.DAMAGED)
        table = re.compile(rb"\s*xref\s").match(body, offset)
        if table:
            trailer = _check_table(body, table.end())
        elif _HEADER.match(body, offset):
            trailer = _check_stream_table(body, offset)
        else:
            raise UnreadableDocument(words.DAMAGED)
        encrypted |= bool(_ENCRYPT.search(trailer))
        waiting.extend(int(value) for _, value in _LINK.findall(trailer))
    return encrypted


def _check_table(body: bytes, at: int) -> bytes:
    """A table of lines; its trailer."""
    while match := _SUBSECTION.match(body, at):
        first, count, at = int(match[1]), int(match[2]), match.end()
        if count * _ENTRY_SIZE > len(body) - at:
            raise UnreadableDocument(words.DAMAGED)
        for number in range(first, first + count):
            entry = _ENTRY.match(body, at)
            if not entry:
                raise UnreadableDocument(words.DAMAGED)
            if entry[3] == b"n":
                _check_object(body, int(entry[1]), number, first)
            at += _ENTRY_SIZE
    end = body.find(b"startxref", at)
    trailer = body[at:end] if end >= 0 else b""
    if not trailer.lstrip().startswith(b"trailer"):
        raise UnreadableDocument(words.DAMAGED)
    return trailer


def _check_object(body: bytes, offset: int, number: int, first: int) -> None:
    """Whether an object stands where the table says.

    Some producers begin a table at 1 though its first entry is the free object 0; readers shift
    it, so numbers are compared only for tables that begin at 0.
    """
    header = _HEADER.match(body, offset) if 0 < offset < len(body) else None
    if not header or (first == 0 and int(header[1]) != number):
        raise UnreadableDocument(words.DAMAGED)


def _check_stream_table(body: bytes, offset: int) -> bytes:
    """A table packed into a stream; its dictionary, which is also the trailer."""
    stream = _STREAM.search(body, offset, offset + 8192)
    if not stream:
        raise UnreadableDocument(words.DAMAGED)
    trailer = body[offset : stream.start() + 2]
    widths = _WIDTHS.search(trailer)
    if b"/XRef" not in trailer or not widths:
        raise UnreadableDocument(words.DAMAGED)
    if _FLATE.search(trailer):
        rows = _rows(body, stream.end(), trailer, [int(width) for width in widths.groups()])
        for number, (kind, place) in zip(_numbers(trailer), rows, strict=False):
            if kind == 1:
                _check_object(body, place, number, 0)
    return trailer


def _rows(body: bytes, at: int, trailer: bytes, widths: list[int]) -> Iterator[tuple[int, int]]:
    """Kind and place of each object in a packed table."""
    try:
        data = zlib.decompressobj().decompress(body[at:], 20 * len(body) + _CHUNK)
    except zlib.error as error:
        raise UnreadableDocument(words.DAMAGED) from error
    predictor, columns = _PREDICTOR.search(trailer), _COLUMNS.search(trailer)
    width = sum(widths)
    if predictor and int(predictor[1]) >= 10:
        if not columns or int(columns[1]) != width:
            raise UnreadableDocument(words.DAMAGED)
        data = _unfiltered(data, width)
    if not width:
        raise UnreadableDocument(words.DAMAGED)
    first, second = widths[0], widths[0] + widths[1]
    for start in range(0, len(data) - width + 1, width):
        row = data[start : start + width]
        kind = int.from_bytes(row[:first], "big") if first else 1
        yield kind, int.from_bytes(row[first:second], "big")


def _unfiltered(data: bytes, width: int) -> bytes:
    """Rows behind PNG's filters None, Sub and Up, the ones cross references are written with."""
    above, rows = bytes(width), []
    for start in range(0, len(data) - width, width + 1):
        kind, row = data[start], bytearray(data[start + 1 : start + 1 + width])
        if kind == 1:
            for place in range(1, width):
                row[place] = (row[place] + row[place - 1]) & 0xFF
        elif kind == 2:
            row = bytearray((low + up) & 0xFF for low, up in zip(row, above, strict=True))
        elif kind:
            raise UnreadableDocument(words.DAMAGED)
        above = bytes(row)
        rows.append(above)
    return b"".join(rows)


def _numbers(trailer: bytes) -> Iterator[int]:
    index = _INDEX.search(trailer)
    pairs = [int(number) for number in index[1].split()] if index else [0, 1 << 31]
    for first, count in zip(pairs[::2], pairs[1::2], strict=False):
        yield from range(first, first + count)


def _check_streams(body: bytes, limits: Limits) -> None:
    """Unpack every Flate stream but pictures: its checksum tells a flipped bit, its size a bomb."""
    left = limits.inflated_bytes
    for stream in _DATA.finditer(body):
        start = body.rfind(b"obj", max(0, stream.start() - 4096), stream.start())
        header = body[start : stream.start()].rstrip() if start >= 0 else b""
        if b"stream" in header:
            # The word in the text of another stream.
            continue
        _check_header(body, stream.end(), header)
        if _PICTURE.search(header):
            continue
        if _FLATE.search(header):
            left -= _inflated(body, stream.end(), left)
        elif not _FILTER.search(header) and body.startswith(_ZLIB, stream.end()):
            # Packed, and nothing says so: the word for it is damaged.
            raise UnreadableDocument(words.DAMAGED_PAGES)


def _check_header(body: bytes, at: int, header: bytes) -> None:
    """A stream's dictionary is closed, names filters there are, and tells its length truly."""
    filters = _FILTERS.search(header)
    known = not filters or all(name in _KNOWN for name in _NAME.findall(filters[1]))
    if not known or not header.endswith(b">>") or b"/Length" not in header:
        raise UnreadableDocument(words.DAMAGED_PAGES)
    length = _LENGTH.search(header)
    if length:
        end = at + int(length[1])
        if not body[end : end + 32].lstrip().startswith(b"endstream"):
            raise UnreadableDocument(words.DAMAGED_PAGES)


def _inflated(body: bytes, at: int, left: int) -> int:
    """How long a stream is unpacked."""
    unpacker, size = zlib.decompressobj(), 0
    view = memoryview(body)
    try:
        while not unpacker.eof:
            piece = unpacker.unconsumed_tail or view[at : at + _CHUNK]
            if not piece:
                raise UnreadableDocument(words.DAMAGED_PAGES)
            at += 0 if unpacker.unconsumed_tail else len(piece)
            size += len(unpacker.decompress(piece, _CHUNK))
            if size > left:
                raise UnreadableDocument(words.BOMB)
    except zlib.error as error:
        raise UnreadableDocument(words.DAMAGED_PAGES) from error
    return size
