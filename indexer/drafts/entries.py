"""Everything in a document that begins with a number: what a list can be made of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from indexer.documents.model import Block, ReadDocument
from knowledge.schema import Model

_KANJI = {kanji: number for number, kanji in enumerate("一二三四五六七八九十", 1)}
_BEFORE = r"(?:no\.?|取組|取り組み|その|第|項目|問|q|ポイント|対策|設問|診断|原則|step|ステップ)"
_AFTER = r"(?:か条目?|カ条|ヶ条|条目?|番目?|つ目|点目|箇条)"
_N = r"(?P<n>[0-9]{1,2}|[一二三四五六七八九十])"
# Named (その1, 第1条, 問1), in brackets, with a sign, with a space, in a circle.
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "named",
        re.compile(
            rf"{_BEFORE}\s*{_N}(?!\s*[部章節編版回期])\s*{_AFTER}?\s*[.:、。)\]】>]?\s*",
            re.IGNORECASE,
        ),
    ),
    ("named", re.compile(rf"{_N}\s*{_AFTER}\s*[.:、。)\]】>]?\s*")),
    (
        "bracket",
        re.compile(rf"[(\[【<〈《「]\s*{_BEFORE}?\s*{_N}\s*{_AFTER}?\s*[)\]】>〉》」]\s*", re.I),
    ),
    ("paren", re.compile(rf"{_N}\)\s*")),
    ("dot", re.compile(rf"{_N}\s*[.:、](?![0-9])\s*")),
    ("space", re.compile(rf"{_N}\s+(?=[^\s0-9])")),
)
_CIRCLED = re.compile(r"^\s*[①-⑳㉑-㉟❶-❿⓵-⓾➀-➉]")
_ALONE = re.compile(rf"^{_BEFORE}?\s*[(\[]?{_N}[)\].]?$", re.IGNORECASE)
_LEADER = re.compile(
    r"(?:[.・…‥·]{{3,}}|[.・…‥·\s]{{4,}})\s*-?\s*[0-9]{{1,3}}\s*-?$".replace("{{", "{").replace(
        "}}", "}"
    )
)
_PAGE_AT_END = re.compile(r"[^0-9a-z年月日第(\s]\s+(?:p\.?\s*)?[0-9]{1,3}$", re.IGNORECASE)
_ANSWERS = re.compile(
    r"^(?:実施(?:している|していない)|一部(?:実施(?:している)?)?|わからない|該当なし|[□○●◯✓レ\-－0-9\s]*|はい|いいえ|4点?|2点?)$"
)
# Where lines were joined, the next item of a list stands after the end of a sentence.
_INSIDE = re.compile(
    r"(?<=[。！？!?])\s*(?=(?:取組|その|問|No\.?|第|項目|ポイント)\s*[0-9０-９一二三四五六七八九十]|[①-⑳])",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[ぁ-んァ-ヶ一-龯a-z]", re.IGNORECASE)


class Entry(Model):
    """A text with the number it begins with.

    Attributes:
        style: how the number is written; entries of one list share it.
        label: a short cell beside the text (診断項目).
        headers: of the table it is a row of.
        block: its place in the document; `row` in the table, -1 outside one.
        toc: whether it reads like a line of a table of contents.
    """

    no: int
    text: str
    style: str
    label: str = ""
    headers: str = ""
    page: int | None
    block: int
    row: int = -1
    section: tuple[str, ...]
    kind: str = ""
    level: int | None = None
    toc: bool = False


def entries(document: ReadDocument) -> tuple[Entry, ...]:
    """The numbered texts of a document in reading order."""
    return tuple(_entries(document.blocks))


def plain(text: str) -> str:
    """A text in one notation (NFKC), lines and spaces made one."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def is_contents(text: str) -> bool:
    """Whether a line ends as those of a table of contents do: dots or a space, then a page."""
    said = plain(text)
    return bool(_LEADER.search(said) or _PAGE_AT_END.search(said))


def _entries(blocks: tuple[Block, ...]) -> Iterator[Entry]:
    pending: tuple[int, int, Block] | None = None
    for at, block in enumerate(blocks):
        if block.kind == "table" and block.rows:
            pending = None
            yield from _of_table(at, block)
            continue
        said = plain(block.text)
        if alone := _ALONE.match(said):
            pending = (_value(alone["n"]), at, block)
            continue
        if pending and at == pending[1] + 1 and _WORDS.search(said) and _begin(block.text) is None:
            yield _entry(pending[0], block.text, "alone", pending[1], block)
        else:
            for part in _INSIDE.split(block.text):
                if begun := _begin(part):
                    yield _entry(begun[1], begun[2], begun[0], at, block)
        pending = None


def _begin(text: str) -> tuple[str, int, str] | None:
    """Style, number, and what follows, of a text that begins with a number."""
    said = plain(text)
    if _CIRCLED.match(text):
        digits = re.match(r"\s*([0-9]{1,2})\s*", said)
        # NFKC of a circled number runs into digits that follow; then it is not read.
        if digits and _WORDS.search(said[digits.end() :]):
            return "circled", int(digits[1]), said[digits.end() :]
    for style, pattern in _STYLES:
        match = pattern.match(said)
        if match and len(rest := said[match.end() :]) >= 2 and _WORDS.search(rest):
            return style, _value(match["n"]), rest
    return None


def _value(number: str) -> int:
    return _KANJI.get(number) or int(number)


def _entry(number: int, text: str, style: str, at: int, block: Block) -> Entry:
    toc = is_contents(text) or any("目次" in plain(one).replace(" ", "") for one in block.section)
    return Entry(
        no=number, text=plain(text), style=style, page=block.page, block=at,
        section=block.section, kind=block.kind, level=block.level, toc=toc,
    )  # fmt: skip


def _of_table(at: int, block: Block) -> Iterator[Entry]:
    headers = plain(" ".join(cell for row in block.rows[: block.header_rows] for cell in row))
    if not headers:
        headers = plain(" ".join(block.rows[0]))
    toc = any("目次" in plain(one).replace(" ", "") for one in block.section)
    for number, row in enumerate(block.rows):
        found = _of_row([plain(cell) for cell in row], list(row))
        if found:
            page = block.row_pages[number] if number < len(block.row_pages) else block.page
            no, text, label = found
            last = plain(row[-1])
            is_line = (
                len(row) <= 3
                and bool(re.fullmatch(r"(?:p\.?)?\s*[0-9]{1,3}", last))
                and no != int(re.sub(r"\D", "", last))
            )
            yield Entry(
                no=no, text=text, style="row", label=label, headers=headers, page=page,
                block=at, row=number, section=block.section,
                toc=toc or is_contents(text) or (is_line and last != plain(row[0])),
            )  # fmt: skip


def _of_row(cells: list[str], printed: list[str]) -> tuple[int, str, str] | None:
    """Number, text and label of a row: the number stands in a cell of its own, or begins the text."""
    texts = [cell for cell in cells if _WORDS.search(cell) and not _ANSWERS.match(cell)]
    texts = [cell for cell in texts if not _ALONE.match(cell)]
    if not texts:
        return None
    longest = max(texts, key=len)
    for at, cell in enumerate(cells[:4]):
        if alone := _ALONE.match(cell):
            before = [one for one in texts if one != longest and len(one) <= 30]
            return _value(alone["n"]), _clean(longest), before[-1] if before else ""
        begun = _begin(printed[at]) if cell == longest else None
        if begun and len(begun[2]) >= 6:
            before = [one for one in texts if one != longest and len(one) <= 30]
            return begun[1], begun[2], before[-1] if before else ""
        if (begun := _begin(printed[at])) and cell in texts and cell != longest:
            return begun[1], _clean(longest), begun[2]
    return None


def _clean(text: str) -> str:
    begun = _begin(text)
    return begun[2] if begun else text
