"""How runs of a Word document look: hidden, bold, large; its text boxes and footnotes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from indexer.documents.model import HiddenReason

_WRAPPERS = (qn("w:sdt"), qn("w:customXml"), qn("w:smartTag"))
_ASIDE = (qn("w:sdtPr"), qn("w:sdtEndPr"), qn("w:customXmlPr"), qn("w:smartTagPr"))


def unwrap(document: Document) -> None:
    """Take content controls off what they hold: python-docx does not look into them.

    A table of contents Word keeps in one is left out; so are table rows that were deleted.
    """
    body = document.element.body
    for row in list(body.iter(qn("w:tr"))):
        properties = row.find(qn("w:trPr"))
        if properties is not None and properties.find(qn("w:del")) is not None:
            row.getparent().remove(row)
    for wrapper in list(body.iter(*_WRAPPERS)):
        parent = wrapper.getparent()
        if parent is None:
            continue
        gallery = wrapper.find(f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}")
        if gallery is not None and gallery.get(qn("w:val")) == "Table of Contents":
            parent.remove(wrapper)
            continue
        held = wrapper.find(qn("w:sdtContent"))
        inner = [child for child in (wrapper if held is None else held) if child.tag not in _ASIDE]
        place = parent.index(wrapper)
        parent.remove(wrapper)
        for offset, child in enumerate(inner):
            parent.insert(place + offset, child)


def run_of(node: Any, top: Any) -> Any:
    """The run a node is in; None if it is deleted text, a reading (ruby) or in a text box."""
    run = None
    parent = node.getparent()
    while parent is not None and parent is not top:
        if parent.tag in (
            qn("w:del"),
            qn("w:moveFrom"),
            qn("w:rt"),
            qn("w:txbxContent"),
            qn("w:instrText"),
        ):
            return None
        if parent.tag.endswith("}Fallback"):
            return None
        if parent.tag == qn("w:r") and run is None:
            run = parent
        parent = parent.getparent()
    return run


def is_hidden(run: Any) -> bool:
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return False
    vanish = properties.find(qn("w:vanish"))
    if vanish is not None and vanish.get(qn("w:val")) not in ("0", "false"):
        return True
    colour = properties.find(qn("w:color"))
    shade = properties.find(qn("w:shd"))
    white = colour is not None and (colour.get(qn("w:val")) or "").upper() == "FFFFFF"
    if (
        white
        and shade is None
        and properties.find(qn("w:highlight")) is None
        and not _on_ground(run)
    ):
        return True
    size = properties.find(qn("w:sz"))
    return size is not None and (size.get(qn("w:val")) or "99") in {"1", "2", "3"}


def _on_ground(run: Any) -> bool:
    """Whether a run stands in a shaded cell, paragraph or shape, where white is seen."""
    parent = run.getparent()
    while parent is not None:
        if parent.tag in (qn("w:tc"), qn("w:p"), qn("w:tbl")):
            for name in ("w:tcPr", "w:pPr", "w:tblPr"):
                properties = parent.find(qn(name))
                if properties is not None:
                    shade = properties.find(qn("w:shd"))
                    if shade is not None and (shade.get(qn("w:fill")) or "auto").upper() not in (
                        "AUTO",
                        "FFFFFF",
                    ):
                        return True
                    if name == "w:tblPr" and properties.find(qn("w:tblStyle")) is not None:
                        return True
        if parent.tag == qn("w:txbxContent"):
            return True
        parent = parent.getparent()
    return False


def hidden_reason(element: Any) -> HiddenReason:
    return "invisible" if element.find(f".//{qn('w:vanish')}") is not None else "background_colour"


def is_bold(run: Any, paragraph: Paragraph) -> bool:
    if run.bold is not None:
        return bool(run.bold)
    style = paragraph.style
    return bool(style is not None and style.font.bold)


def size_of(paragraph: Paragraph) -> float:
    for run in paragraph.runs:
        if run.text.strip() and run.font.size is not None:
            return float(run.font.size.pt)
    style = paragraph.style
    while style is not None:
        if style.font.size is not None:
            return float(style.font.size.pt)
        style = style.base_style
    return 10.5


def text_boxes(element: Any) -> Iterator[Any]:
    for box in element.iter(qn("w:txbxContent")):
        if not any(parent.tag.endswith("}Fallback") for parent in box.iterancestors()):
            yield box


def footnotes(document: Document) -> dict[str, str]:
    """Footnotes by id; python-docx has no interface for them."""
    for relation in document.part.rels.values():
        if not relation.reltype.endswith("/footnotes") or relation.is_external:
            continue
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(relation.target_part.blob, parser)
        return {
            note.get(qn("w:id")): "".join(text.text or "" for text in note.iter(qn("w:t"))).strip()
            for note in root.iter(qn("w:footnote"))
            if note.get(qn("w:type")) is None
        }
    return {}
