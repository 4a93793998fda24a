"""Texts in the shapes of a workbook's sheets: openpyxl drops them."""

from __future__ import annotations

import posixpath
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

from indexer.text import has_words

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}"


def shapes_of(path: Path) -> dict[int, list[tuple[int, str]]]:
    """Texts in shapes by sheet number, each with the row it begins at."""
    found: dict[int, list[tuple[int, str]]] = {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        for number in range(1, 200):
            relations = f"xl/worksheets/_rels/sheet{number}.xml.rels"
            if relations not in names:
                continue
            for relation in etree.fromstring(archive.read(relations), parser).iter(
                f"{_RELATION}Relationship"
            ):
                target = posixpath.normpath(
                    posixpath.join("xl/worksheets", relation.get("Target") or "")
                )
                if not (relation.get("Type") or "").endswith("/drawing") or target not in names:
                    continue
                texts = _drawn(etree.fromstring(archive.read(target), parser))
                if texts:
                    found[number] = texts
    return found


def _drawn(root: Any) -> list[tuple[int, str]]:
    texts = []
    for anchor in root:
        start = anchor.find(f"{_ANCHOR}from")
        row = int(start.findtext(f"{_ANCHOR}row") or 0) + 1 if start is not None else 1
        lines = [
            "".join(part.text or "" for part in paragraph.iter(f"{_DRAWING}t"))
            for paragraph in anchor.iter(f"{_DRAWING}p")
        ]
        text = _paragraphs(lines)
        if has_words(text):
            texts.append((row, text))
    return texts


def _paragraphs(lines: list[str]) -> str:
    """Lines broken by hand in the middle of a sentence as one."""
    text = ""
    for line in lines:
        text += line if not text or text.endswith(("、", "，")) else f"\n{line}"
    return text.strip()
