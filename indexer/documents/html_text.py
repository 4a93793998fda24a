"""The visible text of HTML elements, and the rows of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from indexer.documents.joining import join
from indexer.documents.model import Rows

SKIPPED = {
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "nav",
    "svg",
    "iframe",
    "object",
    "select",
    "button",
    "rt",
    "rp",
    "canvas",
    # Struck out: what was printed once and no longer holds.
    "del",
    "s",
    "strike",
}
# What sites call the parts round a page's own text, where they use no element made for it.
_ROUND = re.compile(
    r"(?:global|site|local|page|main|sub|side|foot|head|skip|[gl])?[-_]?(?:nav|navi|navigation|menu)"
    r"|bread[-_]?crumbs?(?:[-_]?list)?|topic[-_]?path|pankuzu|skip(?:[-_]?links?|[-_]?to[-_]?\w+)?"
    r"|(?:global|site|page|[gl])?[-_]?(?:header|footer)(?:[-_]?(?:area|inner|wrap|wrapper|container))?"
    r"|nav(?:header|footer)|side[-_]?bar|copyright|page[-_]?top|to[-_]?top",
    re.IGNORECASE,
)
_OWN = ["main", "article"]
_MAIN_SHARE = 0.3
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|font-size\s*:\s*[01](?:px|pt|em)?\s*(?:;|$)"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}|clip\s*:\s*rect\(0",
    re.IGNORECASE,
)
_WHITE = re.compile(
    r"(?<![-\w])color\s*:\s*(?:#fff(?:fff)?|white|rgba?\(255,\s*255,\s*255)", re.IGNORECASE
)
_GROUND = re.compile(r"background", re.IGNORECASE)
SPACE_LINES = re.compile(r"[ \t]*[\r\n\f]+[ \t]*")
SPACE = re.compile(r"[ \t\r\n\f]+")


def own_part(body: Tag) -> Tag:
    """The element that holds a page's own text, where the page says which: most of it."""
    longest: Tag | None = None
    for tag in [*body.find_all("main"), *body.select("[role=main]")]:
        if longest is None or len(tag.get_text()) > len(longest.get_text()):
            longest = tag
    if longest is None or len(longest.get_text()) < _MAIN_SHARE * len(body.get_text()):
        return body
    return longest


def surrounds(tag: Tag) -> bool:
    """Whether an element is a site's head, foot, menu or path rather than the page's text."""
    if tag.name not in {"div", "ul", "ol", "p", "section", "header", "footer", "table"}:
        return False
    names = [str(tag.get("id") or ""), *(str(name) for name in tag.get("class") or [])]
    said = [name for name in names if _ROUND.fullmatch(name)]
    if tag.name not in {"header", "footer"} and not said:
        return False
    # The head of a box within the text is called so too, but leads nowhere.
    if all("head" in name.lower() for name in said or [tag.name]) and tag.find("a") is None:
        return False
    return tag.find(["h1", *_OWN]) is None and tag.find_parent(_OWN) is None


def table_rows(table: Tag) -> tuple[Rows, int]:
    """Rows with merged cells written out (down in every row, across in the first column), and
    how many of them are headers."""
    rows: list[list[str]] = []
    held: dict[int, tuple[int, str]] = {}
    headers = 0
    for row in table.find_all("tr"):
        if row.find_parent("table") is not table:
            continue
        cells = [
            cell for cell in row.find_all(["td", "th"], recursive=False) if not concealed(cell)
        ]
        line = _line(cells, held)
        if any(line):
            heads = bool(cells) and all(cell.name == "th" for cell in cells)
            if (heads or row.find_parent("thead") is not None) and headers == len(rows):
                headers += 1
            rows.append(line)
    width = max((len(row) for row in rows), default=0)
    even = tuple(tuple(row + [""] * (width - len(row))) for row in rows)
    return even, min(headers, max(0, len(rows) - 1))


def _line(cells: list[Tag], held: dict[int, tuple[int, str]]) -> list[str]:
    """One row; `held` are the cells that come down into it from rows above."""
    line: list[str] = []
    waiting = list(cells)
    while waiting or any(column >= len(line) for column in held):
        column = len(line)
        if column in held:
            left, text = held.pop(column)
            line.append(text)
            if left > 1:
                held[column] = (left - 1, text)
        elif waiting:
            _put(waiting.pop(0), line, held)
        else:
            line.append("")
    return line


def _put(cell: Tag, line: list[str], held: dict[int, tuple[int, str]]) -> None:
    text = inline(cell)
    down = _span(cell, "rowspan")
    for offset in range(_span(cell, "colspan")):
        shown = text if offset == 0 else ""
        if down > 1:
            held[len(line)] = (down - 1, shown)
        line.append(shown)


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1")
    return min(max(int(value), 1), 100) if value.isdigit() else 1


def inline(tag: Tag) -> str:
    text = ""
    for node in _visible(tag):
        if isinstance(node, Tag):
            if node.name in {"br", "p", "div", "li"} and text and not text.endswith("\n"):
                text += "\n"
            elif node.name == "input":
                text += mark(node)
        else:
            text = appended(text, flowing(str(node)))
    return "\n".join(part.strip() for part in text.split("\n") if part.strip())


def _visible(tag: Tag) -> Iterator[Tag | NavigableString]:
    for child in tag.children:
        if isinstance(child, PreformattedString):
            continue
        if isinstance(child, Tag):
            if child.name in SKIPPED or concealed(child):
                continue
            yield child
            yield from _visible(child)
        elif isinstance(child, NavigableString):
            yield child


def appended(text: str, more: str) -> str:
    """Source line breaks within Japanese are no spaces."""
    if more.startswith(" ") or text.endswith(" "):
        joined = join(text, more)
        tail = " " if more.endswith(" ") and more.strip() else ""
        if not more.strip():
            return f"{text} " if text and not text.endswith((" ", "\n")) else text
        return joined.rstrip() + tail if not text.endswith("\n") else text + more.strip() + tail
    return text + more


def concealed(tag: Tag) -> bool:
    if tag.has_attr("hidden") or str(tag.get("aria-hidden") or "") == "true":
        return True
    style = str(tag.get("style") or "")
    return bool(_UNSEEN.search(style) or (_WHITE.search(style) and not _GROUND.search(style)))


def flowing(text: str) -> str:
    """Text as it is shown: a line break of the source is a space only between Latin words."""
    lines = SPACE_LINES.split(text)
    whole = lines[0]
    for line in lines[1:]:
        tail = " " if line.endswith((" ", "\t")) else ""
        whole = (
            f"{join(whole, line)}{tail}" if whole.strip() and line.strip() else f"{whole} {line}"
        )
    return SPACE.sub(" ", whole)


def mark(tag: Tag) -> str:
    """What an element without text shows: a line break, a box that is ticked or not."""
    if tag.name == "br":
        return "\n"
    if tag.get("type") in ("checkbox", "radio"):
        return "☑" if tag.has_attr("checked") else "□"
    return ""
